"""How meetings were, one after the other. No figure is made of several questions."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q
from django.utils import timezone

from . import feedback_results
from .feedback_results import Choices, Results, Scale
from .models import Answered, Feedback, FeedbackReply, Meeting

WIDE, HIGH, EDGE = 70, 56, 8  # of the line: a meeting's width, its height, and room for the dots


@dataclass(frozen=True)
class Told:
    """One meeting: what may be told of its feedback, and what was done because of it."""

    meeting: Meeting
    results: Results
    asked: int
    because_of_it: list[Answered]
    is_open: bool


@dataclass(frozen=True)
class Point:
    """One meeting in the row of a question. `scale` is None where too few answered."""

    meeting: Meeting
    scale: Scale | None
    x: int
    y: float | None


@dataclass(frozen=True)
class Row:
    """One question over all meetings that asked it."""

    title: str
    points: list[Point]

    @property
    def width(self):
        return WIDE * len(self.points)

    @property
    def line(self):
        """The points of the line, as SVG writes them. A meeting without a mean is passed over."""
        return " ".join(f"{point.x},{point.y}" for point in self.points if point.y is not None)


@dataclass(frozen=True)
class Trend:
    """What a page of it shows."""

    told: list[Told]
    rows: list[Row]
    steering: list[tuple[Meeting, Choices]]


def of(network, *, for_members=False, at=None) -> Trend:
    """All meetings of a network that were asked about, the first one first. Members see those that closed,
    and what they were told. The number of queries does not grow with the meetings."""
    at = at or timezone.now()
    told = [
        _told(feedback, network, at)
        for feedback in _feedbacks(network, for_members)
        if not for_members or feedback.activity.is_over(at)
    ]
    rows = [row for name in FeedbackReply.SCALES if (row := _row(name, told)) is not None]
    steering = [(one.meeting, one.results.wants) for one in told if one.results.wants]
    return Trend(told, rows, steering)


def _feedbacks(network, for_members):
    answered = Answered.objects.told() if for_members else Answered.objects.all()
    replies = FeedbackReply.objects.order_by("at", "pk")
    asked = Count("activity__invitations", filter=Q(activity__invitations__handed_to=None))
    return (
        Feedback.objects.filter(meeting__network=network)
        .select_related("meeting", "activity")
        .prefetch_related(
            Prefetch("replies", replies, to_attr="in_order"),
            Prefetch(
                "meeting__answered",
                answered.filter(is_from_feedback=True).order_by("at", "pk"),
                to_attr="from_feedback",
            ),
        )
        .annotate(asked=asked)
        .order_by("meeting__starts_at", "pk")
    )


def _told(feedback, network, at):
    is_over = feedback.activity.is_over(at)
    results = feedback_results.tell(
        feedback.in_order,
        kind=feedback.meeting.kind,
        over=is_over,
        floor=network.smallest_group,
    )
    meeting = feedback.meeting
    return Told(meeting, results, feedback.asked, meeting.from_feedback, not is_over)


def _row(name, told):
    """A question over the meetings that asked it; None if it may be shown of none."""
    asked = [one for one in told if one.results.scale(name) or name in one.results.too_few]
    if not any(one.results.scale(name) for one in asked):
        return None
    return Row(
        feedback_results.title_of(name), [_point(one, name, n) for n, one in enumerate(asked)]
    )


def _point(one, name, n):
    scale = one.results.scale(name)
    # 5 is at the top, 1 at the foot.
    y = round(EDGE + (5 - scale.mean) * (HIGH - 2 * EDGE) / 4, 1) if scale else None
    return Point(one.meeting, scale, n * WIDE + WIDE // 2, y)
