"""How sure a result is, in sentences: what would have changed it, and what other ways of counting say.

Plain data in, what a page or a slide says out, as `topics.telling`. Nothing here queries.
"""

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from topics.ranking.position import MANY
from topics.second_opinions import (
    APPROVALS,
    BALANCED,
    EQUAL,
    PEOPLE,
    SERVED,
    WITHOUT_OWN,
    WITHOUT_PARTNER,
)
from topics.telling import Asked, supported, votes

SMALL = 5  # the floor of results that do not say theirs
NUMBERS = {
    5: gettext_lazy("five"),
    6: gettext_lazy("six"),
    7: gettext_lazy("seven"),
    8: gettext_lazy("eight"),
    9: gettext_lazy("nine"),
    10: gettext_lazy("ten"),
}
# {key: (name of the way, what it means)}
WAYS = {
    BALANCED: (
        gettext_lazy("Balanced agenda"),
        gettext_lazy(
            "The first of your topics on the agenda counts 1 for you, the second a half, the third a third. "
            "Whoever has something already counts a little less than whoever has nothing yet."
        ),
    ),
    SERVED: (
        gettext_lazy("Served least first"),
        gettext_lazy(
            "Topics are added one at a time, each time the one whose supporters have been served least."
        ),
    ),
    EQUAL: (
        gettext_lazy("Each partner equal"),
        gettext_lazy("Each partner counts as one voice, shared between its people."),
    ),
    PEOPLE: (gettext_lazy("People equal"), gettext_lazy("Each person counts as one.")),
    APPROVALS: (
        gettext_lazy("Without the order"),
        gettext_lazy("Each topic that somebody put in order counts as one vote."),
    ),
    WITHOUT_OWN: (
        gettext_lazy("Without the coordinator’s own ballot"),
        gettext_lazy("Counted as before, with that one ballot left out."),
    ),
    WITHOUT_PARTNER: (
        gettext_lazy("Without any one partner"),
        gettext_lazy("Counted as before, each time with all ballots of one partner left out."),
    ),
}
STANDING = {
    "core": gettext_lazy("chosen in whichever way we count"),
    "swing": gettext_lazy("chosen in some ways we count"),
    "out": gettext_lazy("chosen in no way we count"),
}


@dataclass(frozen=True)
class Way:
    """One way of counting, and what it would have chosen: `topics` are (title, whether the official
    count has it too). `more` speaks of what is level there, or answers yes or no."""

    name: str
    meaning: str
    topics: list[tuple[str, bool]]
    more: str
    is_same: bool


def margin(result, asked: Asked) -> str:
    """By how much the last place was settled."""
    if not result["totals"]:
        return _(
            "Votes are not shown here, because a small partner could be recognised by its share."
        )
    if result["undecided"] or result["how"] in {"extended", "breadth", "lot"}:
        return ""
    if not result["margin"]:
        return _("No topic lost its place to another: few enough had votes.")
    return _("The last place was settled by %(votes)s.") % {"votes": votes(result["margin"], asked)}


def to_change(result) -> str:
    """The fewest people who, voting differently, would have changed what is chosen."""
    n = result.get("ballots_to_change")
    if not n or not result["chosen"]:
        return ""
    return ngettext(
        "%(n)d person voting differently would have changed what is chosen.",
        "%(n)d people voting differently would have changed what is chosen.",
        n,
    ) % {"n": n}


def non_voters(result) -> list[str]:
    """Whether those who have not voted could have changed it, as far as that is known."""
    missing = result["eligible"] - result["voted"]
    if not missing:
        return [_("Everybody voted.")]
    said = ngettext("%(n)d person has not voted.", "%(n)d people have not voted.", missing)
    known = result.get("non_voters")
    if not known:
        return [said % {"n": missing}]
    if known["could"]:
        return [said % {"n": missing}, _("That is enough to change the last place.")]
    return [said % {"n": missing}, _("That is too few to have changed anything.")]


def ways(result, asked: Asked) -> list[Way]:
    """“Counted as → chosen”: the official count first. Empty where nothing else was looked at."""
    if not result.get("checks"):
        return []
    certain, tied = set(result["certain"]), set(result["tied"])
    wanted, of_all = supported(result), result["topics"]
    open_places = min(result["places"], len(of_all)) - len(certain)
    official = _named(certain & wanted, tied & wanted, open_places, of_all, asked, certain | tied)
    found = [Way(_official_name(asked), _("This is the result that counts."), *official, True)]
    for check in result["checks"]:
        name, meaning = WAYS.get(check["key"], (check["key"], ""))
        chosen = _chosen(check, result, asked)
        if check["same"] and check["sets"] is not None and not chosen[0]:
            chosen = [], _("the same")  # all of them level, as in the official count
        found.append(Way(str(name), str(meaning), *chosen, check["same"]))
    return found


def _official_name(asked):
    if asked.is_ranked:
        return _("Most points")
    names = {"equal": _("Each partner equal"), "capped": _("A partner counts as three at most")}
    return names.get(asked.weights, _("Most votes"))


def _chosen(check, result, asked):
    """(topics, more) of one other way."""
    if check["sets"] is None:
        same = _("the same, whichever one is left out")
        return [], same if check["same"] else _("different, if a certain one is left out")
    sets = [set(codes) for codes in check["sets"]]
    always = set.intersection(*sets)
    some = set.union(*sets) - always
    wanted = supported(result)
    official = set(result["certain"]) | set(result["tied"])
    open_places = len(sets[0]) - len(always)
    return _named(always & wanted, some & wanted, open_places, result["topics"], asked, official)


def _named(certain, level, places, order, asked, official):
    """([(title, is also in the official count)], what is level). Nobody's topic fills a place."""
    level = [code for code in order if code in level]
    if len(level) <= places:
        certain, level = certain.union(level), []
    topics = [(asked.titles.get(code, code), code in official) for code in order if code in certain]
    titles = [asked.titles.get(code, code) for code in level]
    if not titles:
        return topics, ""
    said = ngettext("and %(n)d of: %(topics)s", "and %(n)d of: %(topics)s", places)
    if not topics:
        said = ngettext("%(n)d of: %(topics)s", "%(n)d of: %(topics)s", places)
    return topics, said % {"n": places, "topics": " · ".join(titles)}


def withheld(result, asked: Asked) -> str:
    """That something was worked out by partner and is not told, and why; or nothing."""
    kept = result.get("kept", {})
    wanted = {"equal", "without_partner"} - ({"equal"} if asked.weights == "equal" else set())
    if not result.get("checks") or wanted <= kept.keys():
        return ""
    return _(
        "Not all that we work out by partner is said here. "
        "In so small a vote it could show how somebody voted."
    )


def agreement(result) -> str:
    """“4 of 4 other ways to look agree.”"""
    same, looked = result.get("agree", [0, 0])
    if not looked:
        return ""
    said = ngettext(
        "%(same)d of %(n)d other way to look agrees.",
        "%(same)d of %(n)d other ways to look agree.",
        looked,
    )
    return said % {"same": same, "n": looked}


def left_with_nothing(result, asked: Asked) -> list[str]:
    """Groups as large as one place of which nobody has anything among the chosen; or that there is none."""
    if "left_out" not in result or not result["chosen"] or result["undecided"]:
        return []
    floor, voters = result.get("floor", SMALL), result["ballots"] - result["blank"]
    said = [
        _(
            "%(n)d of %(voters)d people chose “%(topic)s”, and nothing they chose is in. Consider adding it."
        )
        % {"n": group["ballots"], "voters": voters, "topic": asked.titles.get(group["topic"])}
        for group in result["left_out"]
    ]
    if not said and Fraction(voters, result["places"]) >= floor:
        said = [_("No group as large as one place agrees on a topic and was left with nothing.")]
    elif not said:  # smaller groups would be large enough for a place, and are not looked at
        said = [
            _(
                "No group of %(n)s or more agrees on a topic and was left with nothing. Smaller groups are "
                "not looked at, so that nobody is recognised."
            )
            % {"n": _small(floor)}
        ]
    return [*said, _nothing_in(result, floor)]


def _nothing_in(result, floor):
    n = result["with_nothing"]
    if n is None:
        return _("Fewer than %(n)s people chose only what is not in.") % {"n": _small(floor)}
    if not n:
        return _("Everybody who chose something has at least one topic that is in.")
    return ngettext(
        "%(n)d person chose only what is not in.", "%(n)d people chose only what is not in.", n
    ) % {"n": n}


def _small(n):
    return str(NUMBERS.get(n, n))


def position(result) -> list[str]:
    """Whether the place of a topic on the page mattered, and how little few ballots can tell."""
    found = result.get("position")
    if not found:
        return []
    own_order = _(
        "Everyone saw the topics in an order of their own, so none gained from being first."
    )
    if not found["ballots"]:
        return [own_order, _("No ballot here could tell whether the order mattered.")]
    if found["seen"]:
        return [
            own_order,
            _("Where a topic stood on the page seems to have mattered more than chance explains."),
        ]
    if found["ballots"] >= MANY:
        return [own_order, _("We looked for an effect of the order, and saw none.")]
    seen = ngettext(
        "With %(n)d ballot we could only have noticed a very large effect; we saw none that large.",
        "With %(n)d ballots we could only have noticed a very large effect; we saw none that large.",
        found["ballots"],
    )
    return [own_order, seen % {"n": found["ballots"]}]
