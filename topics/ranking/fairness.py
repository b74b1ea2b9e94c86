"""Whether a chosen set leaves a group out that is large enough for a place of its own."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction

from .patterns import Pattern


@dataclass(frozen=True)
class Group:
    """People who agree on `topic` and have fewer than `deserved` topics in the chosen set."""

    topic: str
    weight: Fraction
    ballots: int
    deserved: int = 1


def left_out(patterns: Collection[Pattern], chosen: Collection[str], places: int) -> list[Group]:
    """Groups as large as one place that agree on a topic and got nothing (justified representation,
    H. Aziz and others, 2017). Blank ballots do not count as voters. The largest group first."""
    return [group for group in strongly_left_out(patterns, chosen, places) if group.deserved == 1]


def strongly_left_out(
    patterns: Collection[Pattern], chosen: Collection[str], places: int
) -> list[Group]:
    """Groups as large as j places that agree on a topic and have fewer than j in the chosen set, for any j
    (EJR+, M. Brill and J. Peters, 2023). The largest group first."""
    chosen = frozenset(chosen)
    patterns = [pattern for pattern in patterns if pattern.choices]
    voters = sum(pattern.weight for pattern in patterns)
    found = []
    for topic in sorted({topic for one in patterns for topic in one.choices} - chosen):
        wanting = [one for one in patterns if topic in one.choices]
        for deserved in range(1, places + 1):
            poor = [one for one in wanting if len(one.choices & chosen) < deserved]
            weight = sum(one.weight for one in poor)
            if poor and weight * places >= deserved * voters:
                found.append(Group(topic, weight, sum(one.ballots for one in poor), deserved))
    return sorted(found, key=lambda group: (-group.weight, group.topic, group.deserved))


def with_nothing(patterns: Iterable[Pattern], chosen: Collection[str]) -> int:
    """How many ballots chose something, and nothing that was chosen."""
    chosen = frozenset(chosen)
    return sum(one.ballots for one in patterns if one.choices and not one.choices & chosen)
