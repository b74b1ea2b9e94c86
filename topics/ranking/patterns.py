"""Ballots merged into patterns, and what each of them weighs."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from numbers import Rational

CAP = 3  # votes that one organisation has at most, where its weight is capped


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


def merge_counted(counted: Iterable[tuple[Iterable[str], int]]) -> list[Pattern]:
    """Patterns from (choices, number of ballots), each ballot weighing one. As `merge` gives them."""
    papers = Counter()
    for choices, count in counted:
        papers[frozenset(choices)] += count
    merged = [Pattern(picks, Fraction(n), n) for picks, n in papers.items()]
    return sorted(merged, key=lambda pattern: (sorted(pattern.choices), pattern.each))


def weights_of(
    organisations: Sequence[Hashable | None], kind: str, cap: int = CAP
) -> list[Fraction]:
    """What each ballot weighs, in votes, from the organisation of whoever cast it.

    `kind` is "person" (one each), "equal" (an organisation is one vote, shared between its n ballots: 1/n)
    or "capped" (an organisation has `cap` votes at most: min(1, cap/n)). Whoever has no organisation (None)
    is one of their own. Raises ValueError for another kind, or a cap below one.
    """
    sizes = Counter(organisations)
    each = {one: weight_of(n, kind, cap) for one, n in sizes.items()}
    return [Fraction(1) if one is None else each[one] for one in organisations]


def weight_of(size: int, kind: str, cap: int = CAP) -> Fraction:
    """What each ballot of an organisation with `size` ballots weighs. As `weights_of`."""
    if kind not in {"person", "equal", "capped"} or cap < 1:
        raise ValueError(f"Not a way to weigh ballots: {kind}.")
    most = {"person": size, "equal": 1, "capped": cap}[kind]
    return min(Fraction(1), Fraction(most, size))


def whole(patterns: Iterable[Pattern]) -> list[tuple[frozenset[str], int]]:
    """(choices, weight) in whole numbers: scaling all weights changes no ranking. Blanks are left out."""
    weighed = Counter()
    for pattern in patterns:
        if pattern.choices:
            weighed[pattern.choices] += pattern.weight
    scale = lcm(*(Fraction(weight).denominator for weight in weighed.values()))
    return [(choices, int(weight * scale)) for choices, weight in weighed.items()]
