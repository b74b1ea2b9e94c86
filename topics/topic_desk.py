"""What the page of the longlist says of each topic. Plain: knows no request."""

from collections import Counter
from dataclasses import dataclass

from network.models import Citation

from . import origins
from .models import Topic, TopicWording
from .suggesting import Behind, behind_topics


@dataclass(frozen=True)
class Standing:
    """A topic as it stands: how it began, how many things it rests on, what it was joined from, who asked
    for it or for a part of it, and how many wordings it has had."""

    topic: Topic
    began: str
    evidence: int
    parts: list[Topic]
    asked_by: Behind
    wordings: int


def standings(cycle, topics, *audiences) -> list[Standing]:
    """Each of these topics of a cycle with all that is said of it, in as many queries for one as for ten.

    People are named as far as they agreed that one of the `audiences` sees their name.
    """
    began, evidence = origins.sentences(topics), _evidence(topics)
    parts = {}
    for part in cycle.topics.joined():
        parts.setdefault(part.joined_into_id, []).append(part)
    asked, wordings = behind_topics(cycle, *audiences), _wordings(topics)
    return [
        Standing(
            topic,
            began[topic.pk],
            evidence[topic.citable_id],
            parts.get(topic.pk, []),
            asked.get(topic.pk, Behind()),
            wordings[topic.pk],
        )
        for topic in topics
    ]


def _evidence(topics):
    keys = [topic.citable_id for topic in topics if topic.citable_id]
    edges = Citation.objects.filter(source__in=keys, role=Citation.Role.EVIDENCE)
    return Counter(edges.values_list("source", flat=True))


def _wordings(topics):
    rows = TopicWording.objects.filter(topic__in=topics)
    return Counter(rows.values_list("topic", flat=True))
