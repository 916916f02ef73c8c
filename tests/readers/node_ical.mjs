// Reads calendar files with node-ical; prints for each path a line of JSON: its events, or an error.
// node-ical believes the name of the time zone, not the VTIMEZONE. To be run with TZ=UTC.
import { readFileSync } from "node:fs";
import ical from "node-ical";

function read(text) {
  const found = Object.values(ical.sync.parseICS(text)).filter((one) => one.type === "VEVENT");
  return found.map((event) => {
    const allDay = event.datetype === "date";
    return {
      uid: event.uid,
      summary: text_of(event.summary),
      description: text_of(event.description),
      start: shown(event.start, allDay),
      end: shown(event.end, allDay),
      all_day: allDay,
      alarms: (event.alarms ?? []).map((alarm) => seconds(text_of(alarm.trigger))),
    };
  });
}

function text_of(value) {
  return value?.val ?? value ?? "";
}

function shown(date, allDay) {
  const text = new Date(date).toISOString();
  return allDay ? text.slice(0, 10) : text.replace(".000Z", "Z");
}

function seconds(trigger) {
  const match = /^(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(trigger);
  if (!match) throw new Error(`the trigger ${trigger} is not understood`);
  const [days, hours, minutes] = match.slice(2).map((part) => Number(part ?? 0));
  return (match[1] ? -1 : 1) * ((days * 24 + hours) * 60 + minutes) * 60;
}

for (const path of readFileSync(0, "utf8").split("\n").filter(Boolean)) {
  try {
    console.log(JSON.stringify({ events: read(readFileSync(path, "utf8")) }));
  } catch (error) {
    console.log(JSON.stringify({ error: String(error) }));
  }
}
