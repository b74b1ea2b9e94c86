"""Whose framing is it: where the topics came from, beside what blind chance would have made of the list.

Pure: numbers in, numbers and sentences out. See docs/counting.md for the method and its source.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import comb

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SIMPLEST = 10  # the largest number that chances are said in: “3 in 10”, “about 1 in 30”


@dataclass(frozen=True)
class Balance:
    """How much of something began with the network, and how much with the coordinator."""

    coordinator: int
    network: int
    said: str

    @property
    def weight_at(self):
        """Where the weight sits on a beam of 100: at the left end all is the coordinator's."""
        total = self.coordinator + self.network
        return round(100 * self.network / total) if total else 50


def chance_of(k: int, chosen: int, listed_from: int, listed: int) -> Fraction:
    """The chance that k of `chosen` topics drawn blindly are among the `listed_from` of `listed`: the
    hypergeometric distribution, exactly. 0 where it cannot be."""
    if not 0 <= chosen <= listed or not 0 <= k <= chosen:
        return Fraction(0)
    return Fraction(
        comb(listed_from, k) * comb(listed - listed_from, chosen - k), comb(listed, chosen)
    )


def chance_as_far(k: int, chosen: int, listed_from: int, listed: int) -> tuple[Fraction, bool]:
    """(the chance of a blind draw that comes out as far from the middle as k or farther, on its side;
    whether that side is the upper one)."""
    is_more = k * listed >= chosen * listed_from
    side = range(k, chosen + 1) if is_more else range(k + 1)
    return sum((chance_of(n, chosen, listed_from, listed) for n in side), Fraction(0)), is_more


def in_words(chance: Fraction) -> str:
    """“1 in 3”, “about 3 in 10”, “always”: a chance, without a percentage."""
    if chance >= 1:
        return _("always")
    if chance <= 0:
        return _("never")
    near = chance.limit_denominator(SIMPLEST)
    if near == 0 or chance < Fraction(1, SIMPLEST):
        return _("about 1 time in %(n)d") % {"n": round(1 / chance)}
    if near == 1:
        return _("nearly always")
    times = ngettext("%(n)d time in %(of)d", "%(n)d times in %(of)d", near.numerator) % {
        "n": near.numerator,
        "of": near.denominator,
    }
    return times if near == chance else _("about %(times)s") % {"times": times}


def on_list(coordinator: int, network: int) -> Balance:
    """The balance of the longlist."""
    said = _("On the list: %(k)d of %(n)d began with the coordinator.")
    return Balance(coordinator, network, said % {"k": coordinator, "n": coordinator + network})


def among_chosen(coordinator: int, network: int) -> Balance:
    """The balance of what was chosen."""
    said = _("Chosen: %(k)d of %(n)d began with the coordinator.")
    return Balance(coordinator, network, said % {"k": coordinator, "n": coordinator + network})


def yardstick(of_list: Balance, of_chosen: Balance) -> list[str]:
    """What blind chance would have made of the same list, in plain sentences. Empty where nothing was
    chosen, or there was nothing to choose between."""
    n, total = (
        of_chosen.coordinator + of_chosen.network,
        of_list.coordinator + of_list.network,
    )
    k = of_chosen.coordinator
    if not n or n >= total:
        return []
    if not (of_list.coordinator and of_list.network):
        return [
            _(
                "All topics on the list began on one side, so the vote could not choose between them."
            )
        ]
    chance, is_more = chance_as_far(k, n, of_list.coordinator, total)
    as_far = _("at least %(k)d of them") if is_more else _("at most %(k)d of them")
    if k in (0, n):
        as_far = _("all of them") if k else _("none of them")
    return [
        _(
            "If %(n)d had been drawn from the list blindly, %(as_far)s would be the coordinator’s "
            "%(times)s."
        )
        % {"n": n, "as_far": as_far % {"k": k}, "times": in_words(chance)},
        _("One vote alone is weak evidence of steering, either way."),
    ]


def suggestions_said(
    raised: int, on_list: int, joined: int, left_off: int, undecided: int = 0
) -> str:
    """What became of all that people suggested, in a sentence."""
    if not raised:
        return _("Nobody suggested a topic by their link.")
    suggested = ngettext("%(n)d topic was suggested", "%(n)d topics were suggested", raised)
    parts = [
        (on_list, ngettext("%(n)d is on the list", "%(n)d are on the list", on_list)),
        (
            joined,
            ngettext("%(n)d was joined into another", "%(n)d were joined into others", joined),
        ),
        (left_off, ngettext("%(n)d was left off", "%(n)d were left off", left_off)),
        (undecided, ngettext("%(n)d was not decided", "%(n)d were not decided", undecided)),
    ]
    became = ", ".join(said % {"n": n} for n, said in parts if n)
    suggested %= {"n": raised}
    return (
        _("%(suggested)s: %(became)s.") % {"suggested": suggested, "became": became}
        if became
        else f"{suggested}."
    )
