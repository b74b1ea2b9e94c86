"""A running order in numbers and public lines. No request, and nothing is written."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import takewhile

from meetings.models import AgendaItem
from meetings.models.agenda import minutes_by_step

Step = AgendaItem.Step
LONG_WITHOUT_A_BREAK = 90


@dataclass(frozen=True)
class Sums:
    """What a running order comes to. `starts` and `ends` are wall times where the network is."""

    by_step: dict
    total: int
    length: int
    starts: datetime
    longest_stretch: int
    misplaced: list

    @property
    def ends(self):
        return self.starts + timedelta(minutes=self.total)

    @property
    def over(self):
        """Minutes beyond what people were told."""
        return max(0, self.total - self.length)

    @property
    def breaks(self):
        return self.by_step.get(Step.BREAK, 0)

    @property
    def open_share(self):
        """Open minutes in a hundred of those that are no break; None where there are none."""
        working = self.total - self.breaks
        return round(100 * self.by_step.get(Step.OPEN, 0) / working) if working else None

    @property
    def lacks_a_break(self):
        return self.longest_stretch > LONG_WITHOUT_A_BREAK


def sums(order, *, starts, length):
    """The sums of timed items; `starts` is the start by the wall, `length` how long people were told."""
    by_step, total = minutes_by_step(order)
    after = order[len(_before(order)) :]
    return Sums(
        by_step=by_step,
        total=total,
        length=length,
        starts=starts,
        longest_stretch=_longest_stretch(after),
        misplaced=[timed.item.title for timed in after if timed.item.step == Step.BEFORE],
    )


def _before(order):
    return list(takewhile(lambda timed: timed.item.step == Step.BEFORE, order))


def _longest_stretch(order):
    longest = stretch = 0
    for timed in order:
        stretch = 0 if timed.item.step == Step.BREAK else stretch + timed.item.minutes
        longest = max(longest, stretch)
    return longest


@dataclass(frozen=True)
class PublicLine:
    """A line of the agenda as everybody may read it: who leads it, and how, is not in it."""

    starts: datetime
    ends: datetime
    title: str
    minutes: int
    outcome: str
    is_break: bool


def public_lines(meeting):
    """The public agenda of a meeting, with wall times. Queries once."""
    return public_lines_of(meeting.running_order())


def public_lines_of(order):
    """The lines of timed items that everybody may read.

    Of what comes before the start, only what leads up to it is told (arrivals), if it has minutes:
    who sets out the chairs an hour earlier is nobody's business.
    """
    before = _before(order)
    arrivals = [timed for timed in before[-1:] if timed.item.minutes]
    return [
        PublicLine(
            starts=timed.starts,
            ends=timed.ends,
            title=timed.item.title,
            minutes=timed.item.minutes,
            outcome=timed.item.outcome,
            is_break=timed.item.step == Step.BREAK,
        )
        for timed in [*arrivals, *order[len(before) :]]
    ]


def moment_on_the_wall(day, time, zone):
    """The moment at which clocks of `zone` show this; None if they skip it.

    Of an hour that comes twice, the first.
    """
    moment = datetime.combine(day, time.replace(second=0, microsecond=0), tzinfo=zone)
    back = moment.astimezone(UTC).astimezone(zone)
    return moment if back.replace(tzinfo=None) == moment.replace(tzinfo=None) else None
