<?php
// Reads calendar files with sabre/vobject; prints for each path a line of JSON: its events, or an error.
// What its validator finds wrong (level 3) is an error too.
require '/usr/share/php/Sabre/VObject/autoload.php';

use Sabre\VObject\Reader;

function shown($property, $allDay)
{
    $moment = clone $property->getDateTime();
    return $allDay ? $moment->format('Y-m-d')
        : $moment->setTimezone(new DateTimeZone('UTC'))->format('Y-m-d\TH:i:s\Z');
}

// Version 2 of the library leaves the backslash before a comma and a semicolon where it is.
function text($property)
{
    return strtr((string) $property, ['\\\\' => '\\', '\\,' => ',', '\\;' => ';']);
}

function read_events($text)
{
    $calendar = Reader::read($text);
    foreach ($calendar->validate() as $finding) {
        if ($finding['level'] >= 3) {
            throw new Exception($finding['message']);
        }
    }
    $events = [];
    foreach ($calendar->select('VEVENT') as $event) {
        $allDay = !$event->DTSTART->hasTime();
        $alarms = [];
        foreach ($event->select('VALARM') as $alarm) {
            $interval = Sabre\VObject\DateTimeParser::parseDuration((string) $alarm->TRIGGER);
            $base = new DateTime('2001-01-01T00:00:00Z');
            $alarms[] = (clone $base)->add($interval)->getTimestamp() - $base->getTimestamp();
        }
        $events[] = [
            'uid' => (string) $event->UID,
            'summary' => text($event->SUMMARY),
            'description' => text($event->DESCRIPTION),
            'start' => shown($event->DTSTART, $allDay),
            'end' => shown($event->DTEND, $allDay),
            'all_day' => $allDay,
            'alarms' => $alarms,
        ];
    }
    return $events;
}

while (($path = fgets(STDIN)) !== false) {
    try {
        $line = ['events' => read_events(file_get_contents(rtrim($path, "\n")))];
    } catch (Exception $error) {
        $line = ['error' => $error->getMessage()];
    }
    echo json_encode($line, JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR), "\n";
}
