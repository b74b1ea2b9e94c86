"""What a count tells of partners, from the totals of each: all of it adds up, so that it is quickly said.

Plain values. `terms` is a counting.Terms; a partner is any key, and somebody of none has one of their own.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from math import lcm

from topics import ranking


class PartnersApart:
    """The count of the same ballots, whoever cast them. `partners` says of whom each ballot is."""

    def __init__(self, terms, partners: Sequence[Hashable], organisations: set):
        self.terms, self.partners, self.organisations = terms, partners, organisations
        sizes = Counter(partners)
        self.equal = _whole({one: ranking.weight_of(n, "equal") for one, n in sizes.items()})
        self.official = _whole(
            {one: ranking.weight_of(n, terms.weights) for one, n in sizes.items()}
        )

    def told(self, ballots: Sequence[tuple[str, ...]]):
        """(agenda of equal partners, whether any one partner decides, official agenda), each agenda as what
        is certain and what is level."""
        approved, valued = defaultdict(Counter), defaultdict(Counter)
        for partner, choices in zip(self.partners, ballots, strict=True):
            approved[partner].update(choices)
            for place, topic in enumerate(choices):
                valued[partner][topic] += self.terms.picks - place if self.terms.is_ranked else 1
        equal = self._agenda(self._sum(approved, self.equal))
        totals = self._sum(valued, self.official)
        official = self._agenda(totals)
        decides = any(
            self._agenda(self._less(totals, valued[one], self.official[one])) != official
            for one in self.organisations
        )
        return equal, decides, official

    def _sum(self, votes, weights):
        totals = dict.fromkeys(self.terms.topics, 0)
        for partner, given in votes.items():
            for topic, n in given.items():
                totals[topic] += n * weights[partner]
        return totals

    def _less(self, totals, given, weight):
        return {topic: total - given[topic] * weight for topic, total in totals.items()}

    def _agenda(self, totals):
        count = ranking.count_of(totals, self.terms.places)
        return count.certain, count.tied


def _whole(weights):
    """In whole numbers: scaling all weights changes no agenda."""
    scale = lcm(*(weight.denominator for weight in weights.values()))
    return {one: int(weight * scale) for one, weight in weights.items()}
