"""The plain count, its cut line, and the tie rule that takes all who are level."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import comb

from .patterns import Pattern

MOST_COMMITTEES = 200_000  # beyond this, listing every equally supported agenda helps nobody


class TooManySets(ValueError):
    """So many sets of topics are equally supported that they cannot be listed."""


@dataclass(frozen=True)
class Count:
    """The result of a count before any tie rule.

    `totals` is in votes per topic. `certain` topics are in every winning set; `tied` ones are in
    some and not in others, and is empty when the cut is clear. `cut` is the total of the topic in
    the last place (None without topics). Topics nobody picked can be `tied` here, at a cut of 0,
    as published results have it; `extend` does not choose them.
    """

    totals: dict[str, Fraction]
    places: int
    certain: frozenset[str]
    tied: frozenset[str]
    cut: Fraction | None

    @property
    def committees(self) -> frozenset[frozenset[str]]:
        """Every set of topics that some way of breaking the tie could give; one set if clear.

        All sets have `places` topics, or all topics if there are fewer, so topics nobody picked
        fill up places. Raises ValueError if there would be more than MOST_COMMITTEES.
        """
        open_places = min(self.places, len(self.totals)) - len(self.certain)
        if comb(len(self.tied), open_places) > MOST_COMMITTEES:
            raise TooManySets("Too many equally supported agendas to list.")
        return frozenset(self.certain.union(c) for c in combinations(self.tied, open_places))

    def ranks(self) -> list[tuple[int, str, Fraction]]:
        """(shared rank, topic, total), best first: 1, 2, 2, 4.

        Topics of equal rank stand in order of their code, which is for display only.
        """
        line = sorted(self.totals.items(), key=lambda item: (-item[1], item[0]))
        above = {total: sum(t > total for t in self.totals.values()) for _, total in line}
        return [(above[total] + 1, topic, total) for topic, total in line]


def plain_count(patterns: Iterable[Pattern], topics: Collection[str], places: int) -> Count:
    """Each pick is one vote for its topic; the `places` topics with most votes are ahead.

    Blank ballots add nothing. Raises ValueError for fewer than one place, and for a ballot that
    picks something not in `topics`. See docs/counting.md.
    """
    totals = dict.fromkeys(topics, Fraction(0))
    for pattern in patterns:
        if unknown := pattern.choices - totals.keys():
            raise ValueError(f"Not among the topics: {', '.join(sorted(unknown))}.")
        for topic in pattern.choices:
            totals[topic] += pattern.weight
    return count_of(totals, places)


def count_of(totals: Mapping[str, Fraction], places: int) -> Count:
    """The cut line of any totals, in votes or points. Raises ValueError for fewer than one place."""
    if places < 1:
        raise ValueError("A vote needs at least one place.")
    totals = dict(totals)
    if len(totals) <= places:
        everything = frozenset(totals)
        return Count(totals, places, everything, frozenset(), min(totals.values(), default=None))
    cut = sorted(totals.values(), reverse=True)[places - 1]
    certain = frozenset(topic for topic, total in totals.items() if total > cut)
    at_cut = frozenset(topic for topic, total in totals.items() if total == cut)
    if len(certain) + len(at_cut) == places:
        return Count(totals, places, certain | at_cut, frozenset(), cut)
    return Count(totals, places, certain, at_cut, cut)


@dataclass(frozen=True)
class Outcome:
    """What goes on the agenda.

    `reason` is "clear" (votes alone decided), "extended" (a tie, and all tied topics are taken) or
    "unresolved" (somebody must still decide between the `undecided`). `unfilled` is the number of
    places left empty because no further topic was picked by anybody.
    """

    chosen: frozenset[str]
    undecided: frozenset[str]
    reason: str
    unfilled: int = 0


def extend(count: Count, places: int, most_extra: int = 1) -> Outcome:
    """The tie rule agreed beforehand: take all tied topics if that is at most `most_extra` more.

    A topic that nobody picked is never chosen merely to fill a place. Where fewer topics have a
    vote than there are places, those few are chosen, the result is "clear" and the other places
    stay `unfilled`. Where nobody picked anything, nothing is chosen and nothing is put to a second
    vote: "unresolved", with no topic undecided. If too many are tied, the topics ahead of the tie
    are chosen and the tied ones `undecided`. Raises ValueError if `places` is not the number that
    was counted for. See docs/counting.md.
    """
    if places != count.places:
        raise ValueError("These votes were counted for another number of places.")
    supported = frozenset(topic for topic, total in count.totals.items() if total > 0)
    nobody = frozenset()
    if not supported:
        return Outcome(nobody, nobody, "unresolved", places)
    if not count.cut:
        return Outcome(supported, nobody, "clear", places - len(supported))
    if not count.tied:
        return Outcome(count.certain, nobody, "clear", places - len(count.certain))
    if len(count.certain | count.tied) <= places + most_extra:
        return Outcome(count.certain | count.tied, nobody, "extended")
    return Outcome(count.certain, count.tied, "unresolved")


def margin(count: Count) -> Fraction | None:
    """Votes between the last winner and the first loser; 0 is a tie at the cut.

    None where no topic lost its place to another: all topics fit, or too few have any vote.
    See docs/counting.md.
    """
    if not count.cut or len(count.totals) <= count.places:
        return None
    line = sorted(count.totals.values(), reverse=True)
    return line[count.places - 1] - line[count.places]
