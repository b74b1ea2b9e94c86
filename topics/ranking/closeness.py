"""How few ballots would have made another set of topics as good as the winning one, or better."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import comb, lcm

from .distance import ballots_needed
from .patterns import Pattern
from .plain import MOST_COMMITTEES, TooManySets

KINDS = ("changed", "withdrawn", "extra")


def worth_of(method: str, places: int) -> list[int]:
    """What a ballot gives to a set that holds 0, 1, 2 … of its choices, in whole numbers.

    "plain" gives 1 for each; "pav" 1, 1/2, 1/3 …, times the least number that makes them whole. Raises
    ValueError for another method.
    """
    if method not in {"plain", "pav"}:
        raise ValueError(f"Not a method whose sets have a sum to compare: {method}.")
    unit = lcm(*range(1, places + 1))
    worth = [0]
    for place in range(1, places + 1):
        worth.append(worth[-1] + (unit // place if method == "pav" else unit))
    return worth


def fewest_ballots(
    patterns: Collection[Pattern],
    topics: Collection[str],
    places: int,
    picks: int,
    method: str = "plain",
    kind: str = "changed",
    beat: bool = False,
) -> int | None:
    """The fewest ballots that would bring another set of topics level with the winning one.

    `kind` says what happens to them: "changed" into any ballot of up to `picks` topics, "withdrawn", or
    "extra" ones of one vote each. With `beat` the other set must come out ahead. 0 where several sets are
    level now (and `beat` asks for one of them to fall behind); None where no number of ballots could.
    Weights stay as they are. Exact: for each pair of sets, every ballot closes an amount of its own,
    and the largest come first. Raises TooManySets where there are more sets than can be tried, and
    ValueError for a ballot longer than `picks`. See docs/counting.md.
    """
    if kind not in KINDS:
        raise ValueError(f"Not something that happens to a ballot: {kind}.")
    if picks < 1 or any(len(pattern.choices) > picks for pattern in patterns):
        raise ValueError("A ballot has more picks than the vote allows.")
    return _fewest(_Sums.of(patterns, topics, places, method), picks, kind, beat)


def _fewest(sums, picks, kind, beat):
    line = sorted(sums.scores.items(), key=lambda item: -item[1])
    best = line[0][1]
    winners = [chosen for chosen, score in line if score == best]
    if len(winners) > 1 and not beat:
        return 0
    fewest = None
    for winner in winners:
        for rival, score in line:
            if fewest is not None and best - score > fewest * sums.most_closed:
                break  # too far off, and so are all that follow
            if rival != winner:
                gains = sums.gains(winner, rival, picks, kind)
                needed = ballots_needed(gains, best - score, beat)
                fewest = min((n for n in (fewest, needed) if n is not None), default=None)
    return fewest


@dataclass(frozen=True)
class _Sums:
    """Sets and ballots as bits, and all weights as whole numbers: one vote is `vote`."""

    papers: list[tuple[int, int, int]]  # choices, weight of one ballot, ballots
    scores: dict[int, int]
    worth: list[int]
    vote: int

    @classmethod
    def of(cls, patterns, topics, places, method):
        places = min(places, len(topics))
        if comb(len(topics), places) > MOST_COMMITTEES:
            raise TooManySets("Too many sets of topics to try them all.")
        worth = worth_of(method, places)
        bit = {topic: 1 << place for place, topic in enumerate(sorted(topics))}
        vote = lcm(*(Fraction(pattern.each).denominator for pattern in patterns))
        papers = [
            (sum(bit[topic] for topic in one.choices), int(one.each * vote), one.ballots)
            for one in patterns
        ]
        together = Counter()
        for choices, each, ballots in papers:
            together[choices] += each * ballots
        scores = {}
        for chosen in combinations(bit.values(), places):
            mask = sum(chosen)
            scores[mask] = sum(
                weight * worth[(choices & mask).bit_count()] for choices, weight in together.items()
            )
        return cls(papers, scores, worth, vote)

    @property
    def most_closed(self):
        """More than any one ballot closes between any two sets."""
        return 2 * self.worth[-1] * max([self.vote, *(each for _c, each, _n in self.papers)])

    def gains(self, winner, rival, picks, kind):
        """(what one ballot closes between the two sets, number of such ballots), largest first."""
        anew = self.worth[min(picks, (rival & ~winner).bit_count())]
        if kind == "extra":
            return [(self.vote * anew, None)]
        gains = Counter()
        for choices, each, ballots in self.papers:
            held = self.worth[(choices & winner).bit_count()]
            lost = self.worth[(choices & rival).bit_count()]
            gains[each * (held - lost + (anew if kind == "changed" else 0))] += ballots
        return sorted(((gain, n) for gain, n in gains.items() if gain > 0), reverse=True)
