"""Whether the place at which a topic stood on a ballot made people choose it."""

import random
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb, erfc, sqrt

SHUFFLES, SEED, RARE = 2_000, 1, 0.05
MOST_WAYS = 5_000  # sets of places that are listed, to draw from them quickly
MANY = 100  # ballots from which the sum is as good as normal


@dataclass(frozen=True)
class PositionTest:
    """`ballots` that tell anything (neither blank nor full). `z` is below zero where the upper places were
    chosen more. `p` is how often chance alone shows as much; `is_seen` that it does so rarely."""

    ballots: int
    z: float
    p: float

    @property
    def is_seen(self) -> bool:
        return self.p < RARE


def position_test(
    ballots: Iterable[tuple[Sequence[str], Collection[str]]],
    shuffles: int = SHUFFLES,
    seed: int = SEED,
) -> PositionTest | None:
    """The trend of choices along the places. `ballots` are (topics in the order shown, choices).

    With s of L chosen, the mean place of a ballot's choices less (L+1)/2 has, where order has no effect, mean
    0 and variance (L+1)(L-s)/(12 s). The sum over ballots is compared with what it is when the places are
    shuffled within each ballot: a randomisation test (R. A. Fisher, 1935), and of many ballots with the
    normal distribution. The seed is fixed, so that it can be repeated. None where no ballot tells anything.
    """
    rows = [
        (len(order), [place for place, topic in enumerate(order, start=1) if topic in choices])
        for order, choices in ballots
    ]
    rows = [(size, places) for size, places in rows if 0 < len(places) < size]
    if not rows:
        return None
    seen = sum(_offset(size, places) for size, places in rows)
    spread = sqrt(
        sum((size + 1) * (size - len(places)) / (12 * len(places)) for size, places in rows)
    )
    if len(rows) > MANY:
        return PositionTest(len(rows), seen / spread, erfc(abs(seen / spread) / sqrt(2)))
    chance, as_much = random.Random(seed), 0
    alike = Counter((size, len(places)) for size, places in rows)
    ways = {kind: _every_offset(*kind) for kind in alike if comb(*kind) <= MOST_WAYS}
    for _shuffle in range(shuffles):
        drawn = sum(_drawn(chance, *kind, n, ways.get(kind)) for kind, n in alike.items())
        as_much += abs(drawn) >= abs(seen) - 1e-9
    return PositionTest(len(rows), seen / spread, (as_much + 1) / (shuffles + 1))


def _drawn(chance, size, chosen, ballots, ways):
    """The sum of the offsets of so many ballots with their choices at places by chance."""
    if ways:
        return sum(chance.choices(ways, k=ballots))
    places = range(1, size + 1)
    return sum(_offset(size, chance.sample(places, chosen)) for _ballot in range(ballots))


def _every_offset(size, chosen):
    return [_offset(size, places) for places in combinations(range(1, size + 1), chosen)]


def _offset(size, places):
    return sum(places) / len(places) - (size + 1) / 2
