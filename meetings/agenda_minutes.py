"""What the minutes of a running order add up to."""

from .models import AgendaItem
from .models.agenda import minutes_by_step

Step = AgendaItem.Step


def talked_and_open(order) -> tuple[int, int]:
    """(minutes without breaks, those of them that are open) of timed items, from the start on."""
    minutes, _total = minutes_by_step(order)
    talked = sum(minutes.get(step, 0) for step in (Step.OPEN, Step.NARROW, Step.COMMIT))
    return talked, minutes.get(Step.OPEN, 0)
