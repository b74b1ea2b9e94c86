"""The ballots of a poll with what each weighs, merged as far as the question at hand allows."""

from collections import Counter
from collections.abc import Callable
from functools import cached_property

from topics import ranking
from topics.ranking import Pattern, Ranking

from .plain import Poll


class Weighed:
    """`weights` is person, equal or capped; what a file itself gives a ballot is multiplied with it."""

    def __init__(self, poll: Poll, weights: str = "person"):
        self._papers = poll.papers
        sizes = Counter()
        for paper, ballots in poll.papers.items():
            sizes[paper.organisation] += ballots
        sizes[None] = 1  # whoever has no organisation is one of their own
        self._sizes = {one: 1 if weights == "person" else size for one, size in sizes.items()}
        self._each = {n: ranking.weight_of(n, weights) for n in {1, *self._sizes.values()}}

    @cached_property
    def rankings(self) -> list[Ranking]:
        return [Ranking(tiers, each * n, n) for tiers, each, n in self._merged(lambda tiers: tiers)]

    @cached_property
    def patterns(self) -> list[Pattern]:
        """The ballots without their order. Those of different weight are kept apart."""
        merged = self._merged(lambda tiers: frozenset().union(*tiers))
        return [Pattern(choices, each * n, n) for choices, each, n in merged]

    @cached_property
    def approvals(self) -> list[Pattern]:
        """One pattern for each set of choices, whatever its ballots weigh."""
        weight, together = Counter(), Counter()
        for pattern in self.patterns:
            weight[pattern.choices] += pattern.weight
            together[pattern.choices] += pattern.ballots
        return [Pattern(choices, weight[choices], n) for choices, n in together.items()]

    @property
    def longest(self) -> int:
        return max((len(one.choices) for one in self.approvals), default=0)

    def _merged(self, as_what: Callable):
        """(what a ballot says, what one such weighs, how many). Fractions come last: they are slow."""
        known, together = {}, Counter()
        for (tiers, organisation, own), ballots in self._papers.items():
            if tiers not in known:
                known[tiers] = as_what(tiers)
            together[known[tiers], own, self._sizes[organisation]] += ballots
        return [(said, own * self._each[size], n) for (said, own, size), n in together.items()]
