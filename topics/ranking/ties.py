"""Tie rules that look at something else than votes: how widely a topic is wanted, and a draw."""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable
from hashlib import sha256


def by_breadth(
    topics: Collection[str], ballots: Iterable[tuple[Iterable[str], Hashable | None]]
) -> list[frozenset[str]]:
    """The topics in tiers: first those chosen by people of most organisations. `ballots` are (choices,
    organisation); whoever has none (None) is one of their own."""
    reached, alone = defaultdict(set), Counter()
    for choices, organisation in ballots:
        for topic in choices:
            if organisation is None:
                alone[topic] += 1
            else:
                reached[topic].add(organisation)
    breadth = {topic: len(reached[topic]) + alone[topic] for topic in topics}
    return [
        frozenset(topic for topic in topics if breadth[topic] == width)
        for width in sorted(set(breadth.values()), reverse=True)
    ]


def by_lot(topics: Collection[str], secret: str, vote: str, count: str) -> list[str]:
    """The order of a draw that anyone can repeat: by the SHA-256 of “secret:vote:count:topic” for each.

    The digest of the secret is shown before the vote opens, and the secret after it has closed; `count` is
    the digest of the count, which nobody knew when the secret was fixed.
    """
    return sorted(
        topics, key=lambda topic: sha256(f"{secret}:{vote}:{count}:{topic}".encode()).hexdigest()
    )
