// Reads calendar files with ical.js; prints for each path a line of JSON: its events, or an error.
// ical.js believes the VTIMEZONE in the file.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

function read(text) {
  const parsed = ICAL.parse(text);
  if (typeof parsed[0] !== "string") throw new Error("more than one VCALENDAR");
  const calendar = new ICAL.Component(parsed);
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    const allDay = event.startDate.isDate;
    return {
      uid: event.uid,
      summary: event.summary,
      description: event.description,
      start: shown(event.startDate),
      end: shown(event.endDate),
      all_day: allDay,
      alarms: component
        .getAllSubcomponents("valarm")
        .map((alarm) => alarm.getFirstPropertyValue("trigger").toSeconds()),
    };
  });
}

function shown(time) {
  if (time.isDate) return time.toString();
  return new Date(time.toUnixTime() * 1000).toISOString().replace(".000Z", "Z");
}

for (const path of readFileSync(0, "utf8").split("\n").filter(Boolean)) {
  try {
    console.log(JSON.stringify({ events: read(readFileSync(path, "utf8")) }));
  } catch (error) {
    console.log(JSON.stringify({ error: String(error) }));
  }
}
