"""Counting a vote exactly: which topics won, what was tied, and how few ballots would change it.

Plain values in and out. Totals are fractions, never floats: twelve twelfths of a vote must make
exactly one, or a real tie silently disappears. Nothing here ever orders topics by their place in
a list; where votes do not decide, every set of topics that votes allow is reported. Other methods
of counting belong beside `plain_count` and take the same patterns.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import ceil, comb, floor
from numbers import Rational

MOST_COMMITTEES = 200_000  # beyond this, listing every equally supported agenda helps nobody


@dataclass(frozen=True)
class Pattern:
    """All ballots that picked exactly these topics with the same weight each.

    `weight` is theirs together, in votes (a whole number or a fraction, above zero); `ballots`
    says how many pieces of paper share it. A blank ballot has no choices. Raises TypeError for a
    float and ValueError for a weight or a number of ballots that is not positive.
    """

    choices: frozenset[str]
    weight: Fraction
    ballots: int = 1

    def __post_init__(self):
        if not isinstance(self.weight, Rational):
            raise TypeError("A weight is a whole number or a Fraction, never a float.")
        if self.weight <= 0 or self.ballots < 1:
            raise ValueError("A pattern needs a weight and a number of ballots above zero.")

    @property
    def each(self) -> Fraction:
        return Fraction(self.weight) / self.ballots


def merge(
    ballots: Iterable[Iterable[str]], weights: Iterable[Fraction] | None = None
) -> list[Pattern]:
    """Identical ballots as one pattern each, in an order that does not depend on who voted first.

    `weights` runs alongside the ballots, in votes; without it every ballot weighs one. Ballots of
    different weight are kept apart, because changing one of them changes a different amount. A
    topic ticked twice counts once; a blank ballot is kept, with empty choices. Raises ValueError
    if there are not as many weights as ballots. See docs/counting.md.
    """
    papers = [frozenset(ballot) for ballot in ballots]
    each = [Fraction(1)] * len(papers) if weights is None else list(weights)
    counted = Counter(zip(papers, each, strict=True))
    merged = [Pattern(picks, weight * n, n) for (picks, weight), n in counted.items()]
    return sorted(merged, key=lambda pattern: (sorted(pattern.choices), pattern.each))


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
            raise ValueError("Too many equally supported agendas to list.")
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
    if places < 1:
        raise ValueError("A vote needs at least one place.")
    totals = dict.fromkeys(topics, Fraction(0))
    for pattern in patterns:
        if unknown := pattern.choices - totals.keys():
            raise ValueError(f"Not among the topics: {', '.join(sorted(unknown))}.")
        for topic in pattern.choices:
            totals[topic] += pattern.weight
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


@dataclass(frozen=True)
class Distance:
    """The fewest ballots that would bring something about; None where no number of them could.

    `to_tie`: a loser draws level with a winner (0 if that is so now). `to_overtake`: a loser is
    ahead of a winner; from a tie, one tied topic ahead of another. `to_change`: what `extend`
    chooses would be different. From a clear result that is the smaller of the two, since a tie
    already changes what is chosen; from a tie it is at least 1.
    """

    to_tie: int | None
    to_overtake: int | None
    to_change: int | None


def changed_ballots(patterns: Collection[Pattern], count: Count, picks: int) -> Distance:
    """How few people, voting differently, would have changed the result.

    A changed ballot may become any legal one: blank, or up to `picks` topics. `count` must be the
    plain count of these patterns; everything else is assumed to stay as it is. For each winner and
    loser a ballot closes its own weight if it held both or neither, twice that if it held only
    the winner, nothing if only the loser, so taking the largest first is exact. Raises ValueError
    for a ballot longer than `picks`. See docs/counting.md.
    """
    _check_picks(picks)
    if any(len(pattern.choices) > picks for pattern in patterns):
        raise ValueError("A ballot has more picks than the vote allows.")

    def fewest(beat: bool) -> int | None:
        found = [
            _ballots_needed(_gains(patterns, winner, loser), gap, beat)
            for winner, loser, gap in _rivals(count)
        ]
        return min((n for n in found if n is not None), default=None)

    to_tie, to_overtake = fewest(beat=False), fewest(beat=True)
    if not patterns:
        return Distance(to_tie, to_overtake, None)
    if not count.cut or not _rivals(count):
        return Distance(to_tie, to_overtake, _to_add_or_empty(patterns, count))
    # One ballot always breaks a tie between topics that have votes.
    return Distance(to_tie, to_overtake, 1 if count.tied else to_tie)


def extra_ballots(count: Count, picks: int, most_extra: int = 1) -> Distance:
    """How few further ballots, of one vote per pick, would change the result.

    Compare with the number of people who have not voted: if that is smaller than `to_change`,
    they could not have changed it. None where more ballots cannot: every topic is chosen already.
    `most_extra` is the tie rule's. Raises ValueError for fewer than one pick. See docs/counting.md.
    """
    _check_picks(picks)
    if not count.cut or not _rivals(count):
        tie, overtake = (0, 1) if count.tied else (None, None)
        return Distance(tie, overtake, None if all(count.totals.values()) else 1)
    gap = margin(count)
    if not count.tied:
        return Distance(ceil(gap), floor(gap) + 1, ceil(gap))
    if extend(count, count.places, most_extra).reason == "unresolved":
        return Distance(0, 1, 1)
    # All tied topics are taken. Either as many of them as there are places pull ahead of the rest,
    # or one more topic catches up with them.
    ways = [ceil(Fraction(count.places - len(count.certain), picks))]
    ways += [ceil(count.cut - total) for total in count.totals.values() if total < count.cut]
    return Distance(0, 1, min(ways))


def _check_picks(picks: int) -> None:
    if picks < 1:
        raise ValueError("A ballot allows at least one pick.")


def _rivals(count: Count) -> list[tuple[str, str, Fraction]]:
    """(winner, loser, votes between them) for every pair; in a tie, all pairs of tied topics."""
    winners = count.tied or count.certain
    losers = count.tied or count.totals.keys() - count.certain
    totals = count.totals
    return [(w, x, totals[w] - totals[x]) for w in winners for x in losers if w != x]


def _gains(patterns: Iterable[Pattern], winner: str, loser: str) -> list[tuple[Fraction, int]]:
    """(votes one changed ballot closes between the two, number of such ballots), largest first."""
    gains = Counter()
    for pattern in patterns:
        factor = 1 + (winner in pattern.choices) - (loser in pattern.choices)
        gains[factor * pattern.each] += pattern.ballots
    return sorted(((gain, n) for gain, n in gains.items() if gain), reverse=True)


def _ballots_needed(gains: list[tuple[Fraction, int]], gap: Fraction, beat: bool) -> int | None:
    """The fewest gains whose sum reaches the gap, or exceeds it to `beat`."""
    if not gap and not beat:
        return 0
    used = 0
    for gain, ballots in gains:
        needed = floor(gap / gain) + 1 if beat else ceil(gap / gain)
        if needed <= ballots:
            return used + needed
        used += ballots
        gap -= gain * ballots
    return None


def _to_add_or_empty(patterns: Iterable[Pattern], count: Count) -> int | None:
    """Ballots to change the choice where no topic lost: pick one nobody picked, or unpick one."""
    if not all(count.totals.values()):
        return 1
    holders = Counter()
    for pattern in patterns:
        holders.update(dict.fromkeys(pattern.choices, pattern.ballots))
    return min(holders.values(), default=None)
