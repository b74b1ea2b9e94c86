"""The terms of a vote in plain words. Plain data in, sentences out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network import words
from network.models import Sector

# What each choice means, in a line: the form says it beside the choice, and every voter reads it.
MEANS = {
    "ballot_kind": {
        "choose": gettext_lazy("The topics that most people choose go forward."),
        "rank": gettext_lazy("A first place counts most, and each place below it one less."),
    },
    "mode": {
        "confidential": gettext_lazy(
            "When it closes, every ballot is cut loose from its voter. Then only the count stays."
        ),
        "named": gettext_lazy(
            "Each voter is told so before they choose. Members see the count only."
        ),
    },
    "weights": {
        "person": gettext_lazy("Four people of one partner count as four."),
        "equal": gettext_lazy(
            "Twelve people of one partner count together as much as one person of another."
        ),
        "capped": gettext_lazy(
            "Up to three people of one partner count in full. Twelve count as three together."
        ),
    },
    "tie_rule": {
        "extend": gettext_lazy(
            "If it would be more than one, none of them is in. People then settle it openly."
        ),
        "breadth": gettext_lazy(
            "If that does not settle it, none of them is in. People then settle it openly."
        ),
        "runoff": gettext_lazy("It is short, and only about the topics that are level."),
        "lot": gettext_lazy(
            "The draw uses a secret made at the opening. It is said when the vote has closed."
        ),
        "chair": gettext_lazy(
            "The result then says “decided by”, with the name, and “not by votes”."
        ),
    },
    "voters": {
        "everyone": gettext_lazy("Whoever is on the register and takes part when the vote opens."),
        "leads": gettext_lazy("A partner for which nobody leads the figures has no vote."),
    },
}


@dataclass(frozen=True)
class Line:
    label: str
    text: str


def lines(terms: Mapping, network) -> list[Line]:
    """What voters are told, a line each, from the plain data that is frozen at the opening."""
    said = [
        (_("What you do"), _what_you_do(terms)),
        (_("What goes forward"), _what_goes_forward(terms)),
        (_("What a ballot counts"), _what_counts(terms)),
        (_("If topics are level at the last place"), _if_level(terms)),
        (_("How many must vote"), _how_many(terms)),
        (_("Who may vote"), _who_may(terms)),
        (_("Who sees what"), _who_sees(terms)),
        (_("The result in two groups"), _bands(terms)),
        (_("When members see the result"), _when_shown(terms, network)),
        (_("Why in this way"), terms["method_reason"]),
    ]
    return [Line(label, text) for label, text in said if text]


def _what_you_do(terms):
    numbers = {"n": terms["picks"], "of": len(terms["topics"])}
    if terms["ballot_kind"] == "rank":
        say = ngettext(
            "Each person puts %(n)d of %(of)d topics first, or chooses none of these.",
            "Each person puts up to %(n)d of %(of)d topics in order, or chooses none of these.",
            terms["picks"],
        )
    else:
        say = ngettext(
            "Each person chooses %(n)d of %(of)d topics, or none of these.",
            "Each person chooses up to %(n)d of %(of)d topics, or none of these.",
            terms["picks"],
        )
    return " ".join([say % numbers, _("A ballot can be changed until the vote closes.")])


def _what_goes_forward(terms):
    if terms["ballot_kind"] == "rank":
        counted = ngettext(
            "A first place counts %(n)d.",
            "A first place counts %(n)d, and each place below it one less.",
            terms["picks"],
        ) % {"n": terms["picks"]}
    else:
        counted = _("We count how often each topic is chosen.")
    most = ngettext(
        "The topic with most goes forward.",
        "The %(n)d topics with most go forward.",
        terms["places"],
    ) % {"n": terms["places"]}
    return f"{counted} {most}"


def _what_counts(terms):
    said = {
        "person": _("Each person counts as one."),
        "equal": _(
            "Each partner counts as one voice, shared between its people. Twelve people of one partner "
            "count together as much as one person of another. Whoever has no partner counts as one."
        ),
        "capped": _(
            "Each person counts as one, but the people of one partner count as three at most, together."
        ),
    }[terms["weights"]]
    if terms["weights"] != "person" and terms["mode"] == "confidential":
        hidden = _("Totals are shown only if every partner has %(n)d ballots or more.")
        return f"{said} {hidden % {'n': terms['floor']}}"
    return said


def _if_level(terms):
    openly = _("Otherwise a second vote or a named person settles it, and the result says so.")
    if terms["tie_rule"] == "lot":
        said = _("We draw lots, in a way that anyone can check.")
        if not terms["lot_digest"]:
            return f"{said} {MEANS['tie_rule']['lot']}"
        return " ".join(
            [said, _("The secret of the draw has the digest %(d)s.") % {"d": terms["lot_digest"]}]
        )
    return {
        "extend": f"{_('All of them go forward, if that makes one topic more at most.')} {openly}",
        "breadth": f"{_('The one chosen by people of more partners goes first.')} {openly}",
        "runoff": _(
            "There is a second vote between those that are level. If it is level too, lots are drawn."
        ),
        "chair": _("%(name)s decides, and says why. The result then says that votes did not.")
        % {"name": terms["chair"]},
    }[terms["tie_rule"]]


def _how_many(terms):
    few = (
        _("Of fewer than %(n)d ballots nothing is counted.")
        if terms["mode"] == "named"
        else _("Of fewer than %(n)d ballots nothing is counted or kept.")
    ) % {"n": terms["floor"]}
    if terms["quorum"] <= terms["floor"]:
        return few
    needed = _("With fewer than %(n)d ballots the vote settles nothing.") % {"n": terms["quorum"]}
    return f"{needed} {few}"


def _who_may(terms):
    return {
        "everyone": _("Everyone who took part in the network when the vote opened."),
        "leads": _("One person for each partner: whoever led its figures when the vote opened."),
    }[terms["voters"]]


def _who_sees(terms):
    if terms["mode"] == "named":
        said = [
            _("Named: after it closes, the coordinator sees who chose what."),
            _("Members see the count only."),
        ]
    else:
        said = [_("Confidential: nobody sees who chose what, the coordinator included.")]
    said.append(_("Nobody sees any count or ballot before the vote closes."))
    if terms["hides_voters"]:
        said.append(_("Until then the coordinator sees how many have voted, but not who."))
    else:
        said.append(_("Until then the coordinator sees who has not voted yet."))
    return " ".join(said)


def _bands(terms):
    if not terms["band_sectors"]:
        return _("It is not split.")
    labels = dict(Sector.choices)
    first = ", ".join(str(labels.get(sector, sector)) for sector in terms["band_sectors"])
    return _(
        "It is also shown for %(group)s beside everyone else, if both have %(n)d ballots or more."
    ) % {"group": first, "n": terms["floor"]}


def _when_shown(terms, network):
    if not terms["releases_at"]:
        return _("Once the coordinator shows it.")
    day = words.day(datetime.fromisoformat(terms["releases_at"]), network)
    return _("On %(day)s, or earlier if the coordinator shows it.") % {"day": day}
