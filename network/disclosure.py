"""The one door for partners' and respondents' data: what may be shown, and what is said instead.

Pure: values in, what may be shown out. Every page, chart, deck and file asks here and nowhere else.
The rules are D7 and D8 of the privacy duties (docs/decisions/0004-one-disclosure-door.md):

* a group of respondents smaller than the floor is not shown at all;
* while people can still answer, results move in steps, so that no single answer can be read off;
* a count of 1 to 4 people supported reads “fewer than 5”;
* a partner that chose totals is never named, and a total hides at least three partners or none.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

SMALL_CELL = 5


class Sharing(StrEnum):
    """What a partner lets be done with its figures."""

    NAMED = "named"
    TOTALS = "totals"
    COORDINATOR = "coordinator"
    NOT_CHOSEN = ""


def released(responses: int, *, over: bool, floor: int = 5, step: int = 5) -> int:
    """How many of `responses`, the earliest first, results may be made from.

    Nothing below `floor`. While the activity is open (`over` is False) only whole steps are released:
    14 responses show the first 10. Once it is over, all of them are.
    """
    if responses < floor:
        return 0
    return responses if over else floor + (responses - floor) // step * step


def groups_shown(sizes: dict[str, int], *, floor: int = 5) -> set[str]:
    """The groups of `sizes` that can be shown beside the total of them all.

    A group under the floor is hidden. If that leaves fewer than `floor` people hidden altogether, the
    next smallest group is hidden too, for else total minus the rest would give the hidden one away.
    """
    shown = {name for name, size in sizes.items() if size >= floor}
    hidden = sum(size for name, size in sizes.items() if name not in shown)
    while shown and 0 < hidden < floor:
        smallest = min(shown, key=lambda name: (sizes[name], name))
        shown.remove(smallest)
        hidden += sizes[smallest]
    return shown if len(shown) < len(sizes) or not hidden else set()


@dataclass(frozen=True)
class Held:
    """One partner's figure as it was given. `value` is None where it was not recorded."""

    partner: str
    sharing: Sharing
    value: float | int | None
    basis: str = ""
    caveat: str = ""


@dataclass(frozen=True)
class FiguresShown:
    """What may be said of one figure across partners. None or "" where it may not be said."""

    named: list[tuple[str, str, Held]]  # partner, figure as text, the record behind it
    partners: int  # how many gave a figure that counts here
    hidden: int  # of those, how many are not named
    total: float | int | None
    median: float | None
    lowest: float | int | None  # of the named only
    highest: float | int | None
    dominant: bool  # one hidden partner is more than half of what is hidden
    withheld: str  # why there is no total


def figures(
    held: Iterable[Held],
    *,
    counts_people: bool,
    adds_up: bool = True,
    complete: Sequence[str] | None = None,
    fewest: int = 3,
) -> FiguresShown:
    """What may be shown of `held`, one record a partner.

    `counts_people` says that a value is a number of people supported, so that 1 to 4 reads “fewer than
    5”. `adds_up` is False for figures whose sum means nothing, such as days waited. `complete` names the
    partners whose returns are complete; only they enter totals and medians (all of them if it is None).
    `fewest` is the smallest number of unseen figures a total may hide.
    """
    usable = [
        h for h in held if h.value is not None and h.sharing in (Sharing.NAMED, Sharing.TOTALS)
    ]
    summed = [h for h in usable if complete is None or h.partner in complete]
    named = [h for h in usable if h.sharing == Sharing.NAMED]
    hidden = [h for h in summed if h.sharing == Sharing.TOTALS]
    small = [h for h in summed if h not in hidden and _is_small(h, counts_people)]
    # A total over fewer hidden partners, or over small counts alone, would give them away.
    withheld = "few" if (hidden or small) and len(hidden) < fewest else ""
    plain = [h.value for h in named if not _is_small(h, counts_people)]
    return FiguresShown(
        named=[(h.partner, as_text(h.value, counts_people=counts_people), h) for h in named],
        partners=len(summed),
        hidden=len(hidden),
        total=None if withheld or not summed or not adds_up else sum(h.value for h in summed),
        median=None if withheld else _safe_median(summed, hidden + small),
        lowest=min(plain, default=None),
        highest=max(plain, default=None),
        dominant=_one_dominates([h.value for h in hidden]),
        withheld=withheld,
    )


def as_text(value: float | int, *, counts_people: bool) -> str:
    """A figure as it may be printed: 1 to 4 people supported become “fewer than 5”."""
    if counts_people and 0 < value < SMALL_CELL:
        return f"fewer than {SMALL_CELL}"
    return f"{value:,}"


def _is_small(held: Held, counts_people: bool) -> bool:
    return counts_people and 0 < held.value < SMALL_CELL


def _safe_median(summed: list[Held], unseen: list[Held]) -> float | None:
    """The median, unless it is made from a figure that nobody is shown."""
    if len(summed) < 3:
        return None
    values = sorted(h.value for h in summed)
    middle = {values[(len(values) - 1) // 2], values[len(values) // 2]}
    seen = {h.value for h in summed if h not in unseen}
    return median(values) if middle <= seen else None


def _one_dominates(values: list[float | int]) -> bool:
    return bool(values) and sum(values) > 0 and max(values) * 2 > sum(values)
