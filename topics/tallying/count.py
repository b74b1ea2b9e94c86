"""One poll counted by one method."""

from dataclasses import dataclass
from fractions import Fraction
from math import comb

from topics import ranking
from topics.ranking import TooManySets

from .plain import Poll
from .weighing import Weighed

METHODS = (*ranking.METHODS, "points", "schulze")
ADDING = ("plain", "sav", "points")  # each topic has a sum, and the highest are ahead
PLACES = 3  # where neither the file nor anybody says
MOST_PLACES = 1_000  # the numbers of the balanced agenda grow with each
MOST_STEPS = 2_000_000  # sets times patterns, for what is worked out beside the count
MOST_LOOKED_AT = 200  # winning sets that are asked whom they leave out


@dataclass(frozen=True)
class Terms:
    """How a poll is counted."""

    method: str = "plain"
    places: int = PLACES
    weights: str = "person"
    complete: str = "none"  # how equal shares fills the places that are left


@dataclass(frozen=True)
class Tally:
    """`sets` is every winning set, None where they are too many to list. `flip` is the fewest changed ballots
    that make another winning set, or a tie, None where that is not worked out. `left_out` is (topic, ballots)
    of each group as large as a place that some winning set leaves with nothing."""

    poll: Poll
    terms: Terms
    totals: dict[str, Fraction]
    sets: ranking.Sets | None
    certain: frozenset[str]
    tied: frozenset[str]
    flip: int | None
    left_out: list[tuple[str, int]] | None

    @property
    def chosen(self) -> frozenset[str]:
        return next(iter(self.sets)) if self.sets and len(self.sets) == 1 else self.certain

    @property
    def blank(self) -> int:
        return sum(ballots for paper, ballots in self.poll.papers.items() if not paper.tiers)

    def as_json(self) -> dict:
        left_out = self.left_out
        return {
            "method": self.terms.method,
            "chosen": sorted(self.chosen),
            "certain": sorted(self.certain),
            "tied": sorted(self.tied),
            "committees": None if self.sets is None else sorted(map(sorted, self.sets)),
            "totals": {topic: str(total) for topic, total in sorted(self.totals.items())},
            "ballots": self.poll.papers.total(),
            "blank": self.blank,
            "flip_distance": self.flip,
            "left_out": left_out and [{"topic": t, "ballots": n} for t, n in left_out],
        }


def tally(poll: Poll, terms: Terms) -> Tally:
    """Raises TooManySets where a method would have to try too many, KeyError for an unknown method."""
    weighed = Weighed(poll, terms.weights)
    totals = _totals(poll, terms, weighed)
    sets = winning_sets(poll, terms, weighed)
    if terms.method in ADDING:
        count = ranking.count_of(totals, terms.places)
        certain, tied = count.certain, count.tied
    else:
        certain = frozenset.intersection(*sets)
        tied = frozenset.union(*sets) - certain
    flip = _flip(poll, terms, weighed, sets)
    return Tally(poll, terms, totals, sets, certain, tied, flip, _left_out(terms, weighed, sets))


def winning_sets(poll: Poll, terms: Terms, weighed: Weighed | None = None) -> ranking.Sets | None:
    """Every winning set; None where the tied topics can be combined in too many ways to list."""
    weighed = weighed or Weighed(poll, terms.weights)
    if terms.method in ADDING:
        try:
            return ranking.count_of(_totals(poll, terms, weighed), terms.places).committees
        except TooManySets:
            return None
    if terms.method == "schulze":
        return ranking.schulze_committees(weighed.rankings, poll.topics, terms.places)
    if terms.method == "mes":
        return ranking.equal_shares(weighed.approvals, poll.topics, terms.places, terms.complete)
    return ranking.committees(weighed.approvals, poll.topics, terms.places, terms.method)


def _totals(poll, terms, weighed):
    """Votes, or the points of a method that has its own."""
    if terms.method == "sav":
        return ranking.satisfaction_totals(weighed.approvals, poll.topics)
    if terms.method == "points":
        most = poll.picks or weighed.longest
        return ranking.points_count(weighed.rankings, poll.topics, terms.places, most).totals
    return ranking.plain_count(weighed.approvals, poll.topics, terms.places).totals


def _flip(poll, terms, weighed, sets):
    if terms.method not in {"plain", "pav"}:
        return None
    if sets is None or len(sets) > 1:
        return 0
    places, picks = terms.places, poll.picks or max(len(poll.topics), 1)
    if terms.method == "plain":
        count = ranking.plain_count(weighed.patterns, poll.topics, places)
        return ranking.changed_ballots(weighed.patterns, count, picks).to_tie
    if comb(len(poll.topics), min(places, len(poll.topics))) * len(weighed.patterns) > MOST_STEPS:
        return None
    return ranking.fewest_ballots(weighed.patterns, poll.topics, places, picks, "pav")


def _left_out(terms, weighed, sets):
    if sets is None or len(sets) > MOST_LOOKED_AT:
        return None
    most = {}
    for chosen in sets:
        for group in ranking.left_out(weighed.approvals, chosen, terms.places):
            most[group.topic] = max(group.ballots, most.get(group.topic, 0))
    return sorted(most.items(), key=lambda group: (-group[1], group[0]))
