"""A result told in sentences: plain data in, what a page or a slide says out. Nothing here queries.

What the count has withheld stays so: this module only words what stands in the stored result.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from hashlib import sha256

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from topics.digests import canonical

MOST_DOTS = 40  # beyond that, a bar
HEADINGS = {
    2: gettext_lazy("Two topics frame the meeting"),
    3: gettext_lazy("Three topics frame the meeting"),
    4: gettext_lazy("Four topics frame the meeting"),
    5: gettext_lazy("Five topics frame the meeting"),
}


@dataclass(frozen=True)
class Asked:
    """What the sentences need besides the result: words of the topics, and what was agreed before."""

    titles: Mapping[str, str]  # by code
    questions: Mapping[str, str] = field(default_factory=dict)
    tie_rule: str = "extend"
    rule_in_words: str = ""
    quorum: int = 0
    is_ranked: bool = False
    is_named: bool = False
    weights: str = "person"
    lot_digest: str = ""
    settled: Mapping | None = None


@dataclass(frozen=True)
class Row:
    """One topic in the ranking."""

    code: str
    title: str
    question: str
    rank: str
    votes: str  # “13 votes”, or nothing where totals are withheld
    total: str  # “13”, “3 1/2”
    exact: str  # the same as p/q
    dots: int
    share: float  # of the most that any topic has
    is_in: bool
    is_level: bool
    by: str  # what brought it in, if votes alone did not
    standing: str  # core, swing, out, or nothing


@dataclass(frozen=True)
class Lot:
    """A draw, and how anyone can repeat it."""

    order: list[str]  # titles
    secret: str
    said_before: str
    is_as_said: bool
    counted: str
    count_digest: str
    draws: list[
        tuple[str, str, str]
    ]  # (what is hashed, its digest, the title), the first drawn first


def stage_of(result) -> str:
    """counted, too_few, no_quorum, or nobody: which page this result has."""
    if result["how"] in {"too_few", "no_quorum"}:
        return result["how"]
    if result["how"] == "unresolved" and not result["undecided"] and not result["chosen"]:
        return "nobody"
    return "counted"


def supported(result) -> set[str]:
    """The topics that anybody chose; results of before version 2 say it by their totals."""
    if "supported" in result:
        return set(result["supported"])
    return {code for code, total in result["totals"].items() if Fraction(total) > 0}


def chosen_codes(result, asked: Asked) -> list[str]:
    return [*result["chosen"], *(asked.settled["chosen"] if asked.settled else [])]


def heading(result, asked: Asked) -> str:
    """The finding, in a line."""
    stage = stage_of(result)
    if stage == "too_few":
        return _("Too few people voted to show a count")
    if stage == "no_quorum":
        return _("Not enough ballots to settle the agenda")
    if stage == "nobody":
        return _("Nobody chose a topic")
    n = len(chosen_codes(result, asked))
    if not n:
        return _("The topics are level, and none is chosen yet")
    if n in HEADINGS:
        return str(HEADINGS[n])
    said = ngettext("One topic frames the meeting", "%(n)d topics frame the meeting", n)
    return said % {"n": n}


def turnout(result) -> str:
    """Who voted: people, then partners."""
    said = {
        "voted": result["voted"],
        "eligible": result["eligible"],
        "heard": result.get("partners_heard"),
        "partners": result.get("partners"),
    }
    if not said["partners"]:
        return _("%(voted)d of %(eligible)d people voted.") % said
    return (
        _("%(voted)d of %(eligible)d people voted, from %(heard)d of %(partners)d partners.") % said
    )


def blanks(result) -> str:
    """How many ballots chose none, where there are enough ballots for a count."""
    if not result["ballots"]:
        return ""
    if not result["blank"]:
        return _("No ballot was blank.")
    return ngettext(
        "%(n)d ballot chose none of these.", "%(n)d ballots chose none of these.", result["blank"]
    ) % {"n": result["blank"]}


def number(total) -> str:
    """“13”, or “3 1/2” where a ballot counts a part."""
    whole, rest = divmod(Fraction(total), 1)
    return f"{whole} {rest}" if whole and rest else str(rest if rest else whole)


def votes(total, asked: Asked) -> str:
    """“13 votes”, “1 vote”, “3 1/2 votes”, “7 points”."""
    exact = Fraction(total)
    n = 1 if exact == 1 else 2
    said = (
        ngettext("%(n)s point", "%(n)s points", n)
        if asked.is_ranked
        else ngettext("%(n)s vote", "%(n)s votes", n)
    )
    return said % {"n": number(exact)}


def ranking(result, asked: Asked) -> list[Row]:
    """The topics, those that go forward first, with ranks that are shared where votes are."""
    shared = [rank for rank, _code in result["ranks"]]
    most = max((Fraction(total) for total in result["totals"].values()), default=Fraction(0))
    going = set(chosen_codes(result, asked))
    wanted = supported(result)
    rows = []
    for rank, code in result["ranks"]:
        total = Fraction(result["totals"][code]) if result["totals"] else None
        is_whole = total is not None and total.denominator == 1 and total <= MOST_DOTS
        rows.append(
            Row(
                code=code,
                title=asked.titles.get(code, code),
                question=asked.questions.get(code, ""),
                rank=f"{rank}=" if shared.count(rank) > 1 else str(rank),
                votes="" if total is None else votes(total, asked),
                total="" if total is None else number(total),
                exact="" if total is None else str(total),
                dots=int(total) if is_whole else 0,
                share=float(total / most) if total and not is_whole else 0.0,
                is_in=code in going,
                is_level=code in result["undecided"] and not asked.settled,
                by=_brought_in_by(code, result, asked),
                standing=result.get("standing", {}).get(code, "") if code in wanted else "",
            )
        )
    return sorted(rows, key=lambda row: not row.is_in)


_SETTLED_BY = {
    "runoff": gettext_lazy("by the second vote"),
    "runoff_by_lot": gettext_lazy("by the draw after the second vote"),
    "chair": gettext_lazy("by a decision"),
}


def _brought_in_by(code, result, asked):
    if asked.settled and code in asked.settled["chosen"]:
        return _SETTLED_BY[asked.settled["how"]]
    if code in result["chosen"] and code in result.get("tied", []):
        return {"lot": _("by the draw"), "breadth": _("by more partners")}.get(result["how"], "")
    return ""


def cut(result, asked: Asked) -> str:
    """What stands at the cut line."""
    n = len(chosen_codes(result, asked))
    said = ngettext("%(n)d chosen above this line", "%(n)d chosen above this line", n) % {"n": n}
    left = 0 if asked.settled or not result["undecided"] else result["places"] - n
    if left:
        more = ngettext("%(n)d place is still open", "%(n)d places are still open", left)
        said += " · " + more % {"n": left}
    return said


def tie(result, asked: Asked) -> list[str]:
    """That topics were level, how that was settled, and the rule as it was told before. [] if none were."""
    said = _how_it_was_settled(result, asked)
    if said and asked.rule_in_words:
        said.append(
            _("The rule that stood before anyone voted: “%(rule)s”.")
            % {"rule": asked.rule_in_words}
        )
    return said


def _how_it_was_settled(result, asked):
    n = len(result["chosen"])
    if result["how"] == "extended":
        said = ngettext(
            "Topics were level at the last place, so %(n)d topic is in, for %(places)d planned.",
            "Topics were level at the last place, so all of them are in: %(n)d topics instead of %(places)d.",
            n,
        )
        return [said % {"n": n, "places": result["places"]}]
    if result["how"] == "breadth":
        return [
            _(
                "Topics were level at the last place. The one chosen by people of more partners went first."
            )
        ]
    if result["how"] == "lot":
        return [
            _(
                "Topics were level at the last place, so lots were drawn. Anyone can repeat the draw."
            )
        ]
    if not result["undecided"]:
        return []
    level = in_a_row([asked.titles.get(code, code) for code in result["undecided"]])
    said = [
        _("These are level, and there is not room for them all: %(topics)s.") % {"topics": level}
    ]
    return said + (_decided(asked) if asked.settled else [_open_still(asked)])


def _open_still(asked):
    if asked.tie_rule == "runoff":
        return _("The votes do not decide between them. A second vote will.")
    return _("The votes do not decide between them. People still have to.")


def _decided(asked):
    settled = asked.settled
    topics = in_a_row([asked.titles.get(code, code) for code in settled["chosen"]])
    if settled["how"] == "runoff":
        return [_("A second vote chose %(topics)s.") % {"topics": topics}]
    if settled["how"] == "runoff_by_lot":
        said = _(
            "Topics were level in the second vote too, so lots were drawn. It chose %(topics)s."
        )
        return [said % {"topics": topics}]
    return [
        _("%(topics)s: decided by %(who)s, not by votes.")
        % {"topics": topics, "who": settled["by"]},
        _("The reason given: %(reason)s") % {"reason": settled["reason"]},
    ]


def in_a_row(titles) -> str:
    """“A”, “B” and “C”."""
    quoted = [_("“%(title)s”") % {"title": title} for title in titles]
    if len(quoted) < 2:
        return "".join(quoted)
    return pgettext("the last two of a list", "%(all)s and %(last)s") % {
        "all": ", ".join(quoted[:-1]),
        "last": quoted[-1],
    }


def lot(result, asked: Asked) -> Lot | None:
    """The draw with all that it takes to repeat it, if lots were drawn."""
    drawn = result.get("lot")
    if not drawn:
        return None
    draws = []
    for code in drawn["order"]:
        hashed = ":".join([drawn["secret"], drawn["vote"], drawn["count"], code])
        draws.append((hashed, _sha256(hashed), asked.titles.get(code, code)))
    return Lot(
        order=[asked.titles.get(code, code) for code in drawn["order"]],
        secret=drawn["secret"],
        said_before=asked.lot_digest,
        is_as_said=_sha256(drawn["secret"]) == asked.lot_digest,
        counted=canonical([result["ranks"], result["totals"]]),
        count_digest=drawn["count"],
        draws=draws,
    )


def _sha256(text):
    return sha256(text.encode()).hexdigest()
