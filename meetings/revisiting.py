"""When the doubt is looked at again: three and six months after the meeting that acted."""

from dataclasses import dataclass
from datetime import date, timedelta

from network import words

from .models import Meeting, Revisit

# Thirteen weeks for three months: it falls on the weekday of the meeting.
MONTH = timedelta(weeks=13) / 3


@dataclass(frozen=True)
class Due:
    """One time to look again, with what was said if somebody did. `on` is None until that meeting is set."""

    months: int
    on: date | None
    said: Revisit | None

    def is_open(self, today: date) -> bool:
        return self.on is not None and self.on <= today


def due_of(cycle) -> list[Due]:
    """Both times of a cycle, the sooner first. Two queries; `cycle.network` is set."""
    acted = cycle.meetings.on().filter(kind=Meeting.Kind.ACTION).order_by("starts_at").first()
    day = words.date_of(acted.starts_at, cycle.network) if acted else None
    said = {one.months: one for one in cycle.revisits.all()}
    return [
        Due(months, day + months * MONTH if day else None, said.get(months))
        for months in Revisit.MONTHS
    ]
