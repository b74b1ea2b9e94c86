"""What is not on the list: topics taken off it and suggestions left off, in one list for every page."""

from dataclasses import dataclass
from datetime import datetime

from proforma.similar import fold

from .models import Suggestion, Topic
from .suggesting import behind, behind_topics

COORDINATOR, MEMBERS = "coordinator", "members"
# Whose names a reader may see. Whoever is not listed here sees none.
NAMED_TO = {
    COORDINATOR: [Suggestion.Named.COORDINATOR, Suggestion.Named.MEMBERS],
    MEMBERS: [Suggestion.Named.MEMBERS],
}


@dataclass(frozen=True)
class LeftOff:
    """`raised_by` says how many asked for it, with the names of those who agreed that this reader sees
    them. `topic` is set where it stood on the list, and `parts` are the titles it was joined from."""

    text: str
    reason: str
    comes_back: str
    raised_by: str
    at: datetime | None
    topic: Topic | None = None
    parts: tuple[str, ...] = ()


def left_off(cycle, audience: str) -> list[LeftOff]:
    """What was left off in a cycle, in the order of its words: nothing tells who asked before whom.

    As many queries for a long list as for a short one.
    """
    audiences = NAMED_TO.get(audience, [])
    by_topic = behind_topics(cycle, *audiences)
    found = [_of_topic(topic, by_topic) for topic in _topics(cycle)]
    found += [
        LeftOff(main.text, main.reason, main.comes_back, str(raised_by), main.decided_at)
        for main, raised_by in _suggestions(cycle, audiences)
    ]
    return sorted(found, key=lambda one: fold(one.text))


def _topics(cycle):
    return cycle.topics.left_off().prefetch_related("parts")


def _of_topic(topic, by_topic):
    return LeftOff(
        topic.title,
        topic.left_off_reason,
        topic.comes_back,
        str(by_topic.get(topic.pk, "")),
        topic.left_off_at,
        topic,
        tuple(part.title for part in topic.parts.all()),
    )


def _suggestions(cycle, audiences):
    """[(suggestion, who stands behind it)] of those left off, each with others that say the same."""
    together = {}
    for one in cycle.suggestions.readable().with_all():
        together.setdefault(one.main, []).append(one)
    return [
        (main, behind(those, *audiences))
        for main, those in together.items()
        if main.outcome == Suggestion.Outcome.LEFT_OFF
    ]
