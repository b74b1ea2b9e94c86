"""How few ballots would have changed a result."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, lcm

from .patterns import Pattern
from .plain import Count, extend, margin


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

    papers, vote = _whole_papers(patterns)

    def fewest(beat: bool) -> int | None:
        found = [
            ballots_needed(_gains(papers, winner, loser), gap * vote, beat)
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


def _whole_papers(patterns):
    """([(choices, weight of one ballot, ballots)] in whole numbers, what one vote is in these)."""
    each = [pattern.each for pattern in patterns]
    vote = lcm(*(weight.denominator for weight in each))
    papers = zip(patterns, each, strict=True)
    return [(one.choices, int(weight * vote), one.ballots) for one, weight in papers], vote


def _gains(papers, winner, loser):
    """(votes one changed ballot closes between the two, number of such ballots), largest first."""
    gains = Counter()
    for choices, each, ballots in papers:
        gains[(1 + (winner in choices) - (loser in choices)) * each] += ballots
    return sorted(((gain, n) for gain, n in gains.items() if gain), reverse=True)


def ballots_needed(
    gains: Iterable[tuple[Fraction, int | None]], gap: Fraction, beat: bool
) -> int | None:
    """The fewest gains, the largest given first, whose sum reaches the gap, or exceeds it to `beat`.

    `gains` are (gain, how many of it), None for as many as one likes. None if all do not suffice."""
    if not gap and not beat:
        return 0
    used = 0
    for gain, ballots in gains:
        needed = gap // gain + 1 if beat else -(-gap // gain)
        if ballots is None or needed <= ballots:
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
