"""What a file of ballots says, whichever form it had."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

LONGEST_SHOWN = 60
_FRACTION = re.compile(r"[0-9]{1,30}(/[0-9]{1,30})?", re.ASCII)


class Unreadable(ValueError):
    """These ballots cannot be counted. The message is one sentence, and says where."""


class Paper(NamedTuple):
    """A ballot. `tiers` are its choices, the most wanted first; those of one tier are level."""

    tiers: tuple[frozenset[str], ...]
    organisation: str | None = None
    weight: Fraction | int = 1

    @property
    def choices(self) -> frozenset[str]:
        return frozenset().union(*self.tiers)


@dataclass(frozen=True)
class Poll:
    """Ballots to be counted together. `papers` says how many there are of each kind; `places` and `picks`
    are what the file itself says of them, None where it does not; `unused` are columns left unread."""

    topics: tuple[str, ...]
    papers: Counter[Paper]
    title: str = ""
    places: int | None = None
    picks: int | None = None
    unused: tuple[str, ...] = field(default=())

    @property
    def names_organisations(self) -> bool:
        return any(paper.organisation is not None for paper in self.papers)


def exact(value: object) -> Fraction | None:
    """A whole number, or text “p” or “p/q”, as a fraction; None for anything else, floats above all."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**30:
        return Fraction(value)
    if isinstance(value, str) and _FRACTION.fullmatch(value):
        above, _slash, below = value.partition("/")
        return Fraction(int(above), int(below or 1)) if int(below or 1) else None
    return None


def first_twice(names: Iterable[str]) -> str | None:
    seen = set()
    return next((name for name in names if name in seen or seen.add(name)), None)


def shown(text: str) -> str:
    """Somebody's text within a sentence of ours: short, and with nothing a terminal would obey."""
    tidy = "".join(letter if letter.isprintable() else "�" for letter in text)
    return tidy if len(tidy) <= LONGEST_SHOWN else tidy[: LONGEST_SHOWN - 1] + "…"
