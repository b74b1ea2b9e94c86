"""A time zone in a calendar file says the same as the zone itself, to whoever does not know its name."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Timezone

from meetings.calendar_zone import changes_in, zone_of

ZONES = [
    "Europe/London",
    "Europe/Dublin",
    "America/New_York",
    "America/Sao_Paulo",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "UTC",
]


def onsets(component, year):
    """[(moment, offset from then on)] as a reader of the file works it out."""
    found = []
    for part in component.subcomponents:
        begin, before = part["DTSTART"].dt, part["TZOFFSETFROM"].td
        locals_ = [begin]
        if "RRULE" in part:
            rule = part["RRULE"]
            (month,), (day,) = rule["BYMONTH"], rule["BYDAY"]
            locals_ = [of_rule(int(month), str(day), year + n, begin) for n in (-1, 0, 1)]
        found += [
            ((local - before).replace(tzinfo=UTC), part["TZOFFSETTO"].td) for local in locals_
        ]
    return sorted(found)


def of_rule(month, day, year, begin):
    nth, weekday = int(day[:-2]), ["MO", "TU", "WE", "TH", "FR", "SA", "SU"].index(day[-2:])
    days = [begin.replace(year=year, month=month, day=1) + timedelta(days=n) for n in range(31)]
    fitting = [one for one in days if one.month == month and one.weekday() == weekday]
    return fitting[nth] if nth < 0 else fitting[nth - 1]


@pytest.mark.parametrize("name", ZONES)
def test_it_holds_at_every_hour_of_its_year(name):
    known = onsets(Timezone.from_ical(zone_of(name, 2026).to_ical()), 2026)
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    while moment.year == 2026:
        offset = [after for onset, after in known if onset <= moment][-1]
        assert offset == moment.astimezone(ZoneInfo(name)).utcoffset(), moment
        moment += timedelta(hours=1)


def test_clocks_in_britain_go_forward_at_one_and_back_at_two():
    changes = changes_in(ZoneInfo("Europe/London"), 2026)

    assert [change.local for change in changes] == [
        datetime(2026, 3, 29, 1, 0),
        datetime(2026, 10, 25, 2, 0),
    ]


def test_a_zone_with_a_rule_says_the_rule_and_one_without_says_each_change():
    britain, morocco = zone_of("Europe/London", 2026), zone_of("Africa/Casablanca", 2026)

    assert [part["RRULE"].to_ical() for part in britain.subcomponents] == [
        b"FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        b"FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
    ]
    assert not any("RRULE" in part for part in morocco.subcomponents)
    assert len(morocco.subcomponents) > 4
