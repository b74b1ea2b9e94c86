"""A time zone as a calendar file tells it, for those who do not know it by its name.

Pure. The zones that icalendar writes by itself move the beginning of summer time by an hour.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


@dataclass(frozen=True)
class Change:
    """That clocks change: at which local time of before, from which offset to which, and its name."""

    local: datetime
    before: timedelta
    after: timedelta
    name: str

    @property
    def is_to_summer(self):
        return self.after > self.before

    @property
    def rule(self):
        """(month, which of its days of the week, hour): the same every year, where a rule says when."""
        is_last = (self.local + timedelta(days=7)).month != self.local.month
        nth = -1 if is_last else (self.local.day - 1) // 7 + 1
        return (self.local.month, nth, self.local.weekday(), self.local.time(), self.after)


@lru_cache(maxsize=64)
def zone_of(name: str, year: int) -> Timezone:
    """The VTIMEZONE that holds in `year` and the years beside it."""
    zone, years = ZoneInfo(name), range(year - 1, year + 2)
    changes = {each: changes_in(zone, each) for each in years}
    component = Timezone()
    component.add("tzid", name)
    rules = {tuple(change.rule for change in each) for each in changes.values()}
    if len(rules) == 1 and len(changes[year]) == 2:
        for change in changes[year - 1]:
            component.add_component(_told(change, repeats=True))
        return component
    # Nothing changes, or by no rule: how it is at first, and then each change by itself.
    component.add_component(_told(_at_first(zone, year - 1)))
    for change in [change for each in years for change in changes[each]]:
        component.add_component(_told(change))
    return component


def changes_in(zone: ZoneInfo, year: int) -> list[Change]:
    """The changes of the clocks in a year, in their order."""
    moment, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    found = []
    while moment < end:
        later = moment + timedelta(days=1)
        if _offset(zone, moment) != _offset(zone, later):
            found.append(_change_between(zone, moment, later))
        moment = later
    return found


def _change_between(zone, low, high):
    """The one change between two moments, to the minute."""
    before, after = _offset(zone, low), _offset(zone, high)
    while high - low > timedelta(minutes=1):
        middle = low + timedelta(minutes=(high - low) // timedelta(minutes=2))
        low, high = (middle, high) if _offset(zone, middle) == before else (low, middle)
    local = (high + before).replace(tzinfo=None)
    return Change(local, before, after, high.astimezone(zone).tzname())


def _at_first(zone, year):
    moment = datetime(year, 1, 1, tzinfo=UTC)
    offset = _offset(zone, moment)
    local = (moment + offset).replace(tzinfo=None)
    return Change(local, offset, offset, moment.astimezone(zone).tzname())


def _offset(zone, moment):
    return moment.astimezone(zone).utcoffset()


def _told(change, *, repeats=False):
    part = TimezoneDaylight() if change.is_to_summer else TimezoneStandard()
    part.add("dtstart", change.local)
    part.add("tzoffsetfrom", change.before)
    part.add("tzoffsetto", change.after)
    part.add("tzname", change.name)
    if repeats:
        month, nth, day, _time, _offset_after = change.rule
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": f"{nth}{DAYS[day]}"})
    return part
