"""What the clock of a meeting says. Pure: moments come in aware, and nothing is asked of a database.

Seconds are seconds that pass, also while clocks are changed; what was planned is planned by the wall.
"""

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

AMBER_AT_LEAST, AMBER_AT_MOST = 60, 300  # seconds


class Phase(StrEnum):
    BEFORE = "before"  # nobody has pressed “Begin”: what would be on by the plan
    ON = "on"
    BETWEEN = "between"  # it has begun, and nothing is on
    OVER = "over"


class Light(StrEnum):
    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True)
class Reading:
    """What the clock says at one moment.

    `left` is in seconds, less than nothing when the time is over. `drift` is how many minutes after the
    plan the meeting ends, or will end as it goes (less than nothing: before it); None before it begins,
    and where nothing was planned. `ends` is when the item's time is over, or when the meeting ended;
    `ends_about` when it will end as it goes. That, and `drift`, are to the nearest minute.
    """

    phase: Phase
    item: object = None
    coming: object = None
    left: float = 0.0
    ends: datetime | None = None
    drift: int | None = None
    ends_about: datetime | None = None

    @property
    def has_time(self):
        """Whether any minutes were meant for what is on."""
        return self.item is not None and minutes_of(self.item) > 0

    @property
    def light(self):
        return light_of(self.left, minutes_of(self.item)) if self.item else Light.GREEN

    @property
    def amber_from(self):
        """Seconds left at which amber begins; none where nothing was planned, so that it never does."""
        return amber_from(minutes_of(self.item)) if self.has_time else 0


def read(order, *, zone, began_at, ended_at, now) -> Reading:
    """The clock at `now`, over timed items: each with its item and the wall times planned for it.

    An item has `minutes`, `added_minutes`, `started_at` and `ended_at`.
    """
    planned_end = _moment(order[-1].ends, zone) if order else None
    if began_at is None:
        return _by_the_plan(order, zone, now)
    if ended_at is not None:
        return _after_the_end(planned_end, ended_at)
    on = next((timed.item for timed in order if _is_on(timed.item)), None)
    to_come = _to_come([timed.item for timed in order], on)
    ends = on.started_at.astimezone(UTC) + timedelta(minutes=minutes_of(on)) if on else None
    left = _seconds(now, ends) if on else 0.0
    after = sum(minutes_of(item) for item in to_come)
    ends_about = _to_the_minute(now + timedelta(seconds=max(0.0, left), minutes=after))
    return Reading(
        Phase.ON if on else Phase.BETWEEN,
        item=on,
        coming=to_come[0] if to_come else None,
        left=left,
        ends=ends,
        drift=_minutes(planned_end, ends_about) if order else None,
        ends_about=ends_about,
    )


def _after_the_end(planned_end, ended_at):
    ended = _to_the_minute(ended_at)
    return Reading(
        Phase.OVER, ends=ended, drift=_minutes(planned_end, ended) if planned_end else None
    )


def _by_the_plan(order, zone, now):
    for n, timed in enumerate(order):
        if _moment(timed.starts, zone) <= now < _moment(timed.ends, zone):
            ends = _moment(timed.ends, zone)
            coming = order[n + 1].item if n + 1 < len(order) else None
            return Reading(Phase.BEFORE, timed.item, coming, _seconds(now, ends), ends)
    return Reading(Phase.BEFORE)


class Mark(StrEnum):
    DONE = "done"
    ON = "on"
    TO_COME = "to_come"
    LEFT_OUT = "left_out"


def marked(order, reading):
    """Each timed item with its mark, and with the minutes it took if it is done."""
    on = reading.item if reading.phase != Phase.BEFORE else None
    to_come = [] if reading.phase == Phase.OVER else _to_come([timed.item for timed in order], on)
    return [
        (timed, _mark(timed.item, reading, to_come), actual_minutes(timed.item)) for timed in order
    ]


def _mark(item, reading, to_come):
    if item is reading.item:
        return Mark.ON
    if item in to_come:
        return Mark.TO_COME
    return Mark.LEFT_OUT if item.started_at is None else Mark.DONE


def _is_on(item):
    return item.started_at is not None and item.ended_at is None


def _to_come(items, on):
    """What has not been on, after what is on; or, where nothing is, after what was on last."""
    been = [n for n, item in enumerate(items) if item.started_at is not None]
    here = items.index(on) if on is not None else max(been, default=-1)
    return [item for item in items[here + 1 :] if item.started_at is None]


def minutes_of(item):
    """Minutes that an item has, with those that were added in the room."""
    return item.minutes + item.added_minutes


def actual_minutes(item):
    """Minutes that an item took, to the nearest; None while it has not ended."""
    if item.started_at is None or item.ended_at is None:
        return None
    return _minutes(item.started_at, item.ended_at)


def amber_from(minutes):
    """Seconds left at which amber begins: the last fifth, at least one minute and at most five."""
    return min(AMBER_AT_MOST, max(AMBER_AT_LEAST, minutes * 60 // 5))


def light_of(left, minutes):
    """The light at `left` seconds of an item of so many minutes. Without minutes nothing can be late."""
    if not minutes:
        return Light.GREEN
    if left <= 0:
        return Light.RED
    return Light.AMBER if left <= amber_from(minutes) else Light.GREEN


def face(left):
    """Minutes and seconds, as a clock shows them: “12:40”; without a sign."""
    seconds = abs(math.ceil(left))
    return f"{seconds // 60}:{seconds % 60:02d}"


def left_in_words(minutes):
    """Of whole minutes that are left: “2 minutes left”."""
    if minutes < 1:
        return _("less than a minute left")
    return ngettext("%(n)d minute left", "%(n)d minutes left", minutes) % {"n": minutes}


def said_of(light, left):
    """The light in words: “2 minutes left”, “time is over”."""
    if light == Light.RED:
        return _("time is over")
    return left_in_words(int(left // 60)) if light == Light.AMBER else _("in time")


def for_script(reading):
    """The words that a page needs to go on by itself until it hears from us again."""
    minutes = minutes_of(reading.item) if reading.item else 0
    whole = range(AMBER_AT_MOST // 60 + 1)
    return {
        "amber_from": reading.amber_from,
        "has_time": reading.has_time,
        "green": said_of(Light.GREEN, 0),
        "amber": [left_in_words(n) for n in whole],
        "red": said_of(Light.RED, 0),
        "of": of_in_words(minutes, is_over=False),
        "over": of_in_words(minutes, is_over=True),
    }


def of_in_words(minutes, *, is_over):
    """What stands beside the face: “left of 25 minutes”, or the 25 minutes that are over."""
    if not minutes:
        return _("since it began, with no time planned")
    if is_over:
        words = ngettext("beyond its %(n)d minute", "beyond its %(n)d minutes", minutes)
    else:
        words = ngettext("left of %(n)d minute", "left of %(n)d minutes", minutes)
    return words % {"n": minutes}


def drift_in_words(reading, ends):
    """“4 minutes behind: ends about 12:04”; `ends` is that time as people say it. Empty if unknown."""
    if reading.drift is None:
        return ""
    n = abs(reading.drift)
    if reading.phase == Phase.OVER:
        return _over_in_words(reading.drift > 0, n, ends)
    if n == 0:
        return _("On time: ends about %(time)s") % {"time": ends}
    if reading.drift > 0:
        words = ngettext(
            "%(n)d minute behind: ends about %(time)s",
            "%(n)d minutes behind: ends about %(time)s",
            n,
        )
    else:
        words = ngettext(
            "%(n)d minute ahead: ends about %(time)s",
            "%(n)d minutes ahead: ends about %(time)s",
            n,
        )
    return words % {"n": n, "time": ends}


def _over_in_words(is_late, n, ended):
    if n == 0:
        return _("It ended at %(time)s, as planned.") % {"time": ended}
    if is_late:
        words = ngettext(
            "It ended at %(time)s, %(n)d minute later than planned.",
            "It ended at %(time)s, %(n)d minutes later than planned.",
            n,
        )
    else:
        words = ngettext(
            "It ended at %(time)s, %(n)d minute earlier than planned.",
            "It ended at %(time)s, %(n)d minutes earlier than planned.",
            n,
        )
    return words % {"n": n, "time": ended}


def _moment(wall, zone):
    """When clocks of `zone` show this; of an hour that comes twice, the first."""
    return wall.replace(tzinfo=zone).astimezone(UTC)


def _seconds(start, end):
    """Seconds that pass from one moment to another; between two of one zone Python would use the wall."""
    return (end.astimezone(UTC) - start.astimezone(UTC)).total_seconds()


def _minutes(start, end):
    return round(_seconds(start, end) / 60)


def _to_the_minute(moment):
    return (moment + timedelta(seconds=30)).replace(second=0, microsecond=0)
