"""Other ways to look at the same ballots, and how few of them would have changed the result.

Plain values in, plain data out. `terms` is a counting.Terms.
"""

from fractions import Fraction
from math import comb

from topics import ranking

BALANCED, SERVED, EQUAL, PEOPLE = "balanced", "served", "equal", "people"
MOST_TRIED = 20_000  # sets of topics that are tried one by one while a vote closes
APPROVALS, WITHOUT_OWN, WITHOUT_PARTNER = "approvals", "without_own", "without_partner"


def how_sure(terms, result, ballots, approvals, kept):
    """The second opinions, and how few people would have changed the first."""
    official = _official_sets(result, terms)
    checks = _checks(terms, approvals, kept, official)
    chosen = frozenset(result["chosen"])
    is_plain = not terms.is_ranked and terms.weights == "person"
    count = ranking.plain_count(approvals, terms.topics, terms.places) if is_plain else None
    missing = result["eligible"] - result["voted"]
    with_nothing = ranking.with_nothing(approvals, chosen)
    return {
        "checks": checks,
        "standing": _standing(terms, official, checks),
        "agree": [sum(check["same"] for check in checks), len(checks)],
        "ballots_to_change": count
        and ranking.changed_ballots(approvals, count, terms.picks).to_change,
        "non_voters": count and _non_voters(terms, count, missing),
        "left_out": [
            {"topic": group.topic, "ballots": group.ballots}
            for group in ranking.left_out(approvals, chosen, terms.places)
            if group.ballots >= terms.floor
        ]
        if chosen
        else [],
        # Said of nobody, or of so many that it points at none.
        "with_nothing": with_nothing if not with_nothing or with_nothing >= terms.floor else None,
        "position": kept.get("position"),
    }


def _official_sets(result, terms):
    """Every set of topics that the official count allows, before any tie rule."""
    certain, tied = frozenset(result["certain"]), result["tied"]
    count = ranking.Count(
        {topic: Fraction(0) for topic in terms.topics},
        terms.places,
        certain,
        frozenset(tied),
        Fraction(0),
    )
    return sets_of(count)


def _checks(terms, approvals, kept, official):
    """Other ways to look at the same ballots: {key, sets, same}. What tells of a partner has no sets."""
    found = {
        BALANCED: winning_sets(terms, approvals, "pav"),
        SERVED: winning_sets(terms, approvals, "phragmen"),
    }
    if terms.weights != "person":
        found[PEOPLE] = winning_sets(terms, approvals)
    if terms.is_ranked:
        found[APPROVALS] = winning_sets(terms, approvals)
    for key in (EQUAL, WITHOUT_OWN):
        if kept.get(key) is not None and not (key == EQUAL and terms.weights == "equal"):
            found[key] = frozenset(frozenset(codes) for codes in kept[key])
    checks = [
        {"key": key, "sets": listed(sets), "same": sets == official}
        for key, sets in found.items()
        if sets is not None and official is not None
    ]
    if WITHOUT_PARTNER in kept:
        checks.append({"key": WITHOUT_PARTNER, "sets": None, "same": not kept[WITHOUT_PARTNER]})
    return checks


def _standing(terms, official, checks):
    """{topic: core, swing or out}: chosen whichever way we look, in some, or in none."""
    if official is None:
        return {}
    rows = [listed(official)] + [check["sets"] for check in checks if check["sets"] is not None]
    standing = {}
    for topic in terms.topics:
        always = all(topic in codes for row in rows for codes in row)
        never = not any(topic in codes for row in rows for codes in row)
        standing[topic] = "core" if always else "out" if never else "swing"
    return standing


def _non_voters(terms, count, missing):
    most_extra = 1 if terms.tie_rule == "extend" else 0
    needed = ranking.extra_ballots(count, terms.picks, most_extra).to_change
    return {"n": missing, "could": needed is not None and needed <= missing}


def unsure():
    return {"checks": [], "standing": {}, "agree": [0, 0], "ballots_to_change": None} | {
        "non_voters": None, "left_out": [], "with_nothing": None, "position": None,
    }  # fmt: skip


def winning_sets(terms, patterns, method="plain"):
    """The winning sets, or None where so many are level that they say nothing."""
    if method == "pav" and comb(len(terms.topics), terms.places) > MOST_TRIED:
        method = "seqpav"
    try:
        return ranking.committees(patterns, terms.topics, terms.places, method)
    except ranking.TooManySets:
        return None


def sets_of(count):
    try:
        return count.committees
    except ranking.TooManySets:
        return None


def listed(committees):
    """Sets of topics as sorted lists; None where there are too many to list."""
    return None if committees is None else sorted(sorted(codes) for codes in committees)
