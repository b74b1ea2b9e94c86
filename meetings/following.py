"""Beginning the next cycle from this one."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from network.models import Cycle
from proforma.models import Proforma
from topics.models import Topic

from .models import Action


@dataclass(frozen=True)
class Carried:
    """What comes along: open actions, questions that can be compared, topics that were not chosen."""

    actions: list[Action]
    proforma: Proforma | None
    topics: list[Topic]
    left_off: list[Topic]


def carried_from(cycle) -> Carried:
    """What the next cycle would begin with. Queries."""
    vote = cycle.votes.select_related("activity").first()
    chosen = vote.result["chosen"] if vote is not None and vote.is_counted else []
    return Carried(
        actions=list(cycle.network.actions.open()),
        proforma=cycle.proformas.first(),
        topics=list(cycle.topics.on_longlist().exclude(code__in=chosen)),
        left_off=list(cycle.topics.left_off()),
    )


def begin(network, *, at=None) -> Cycle:
    """Start the next cycle: the pro-forma as a draft, the topics not chosen on its longlist.

    Open actions stay open and come back by themselves. What was left off comes along, still left off,
    with its reason.
    """
    at = at or timezone.now()
    last = network.current_cycle()
    last.network = network
    carried = carried_from(last)
    with transaction.atomic():
        cycle = network.cycles.create(number=last.number + 1, started_at=at)
        if carried.proforma is not None:
            carried.proforma.copy_to(cycle, at=at)
        for topic in [*carried.topics, *carried.left_off]:
            copy = Topic.list_on(
                cycle,
                title=topic.title,
                question=topic.question,
                open_up=topic.open_up,
                narrow_down=topic.narrow_down,
                commit=topic.commit,
                evidence=topic.evidence,
                origin=topic.origin,
                at=at,
            )
            if not topic.is_on_longlist:
                copy.leave_off(reason=topic.left_off_reason, at=at)
    return cycle
