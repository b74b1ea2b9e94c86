"""The count of a vote as it is kept and shown: plain values in, plain data out.

What needs single ballots or partners (`keep`) is worked out once, at the close. All else (`result_of`) is
derived from the patterns that remain, and can be derived again by anyone who has them.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from topics import ranking
from topics.digests import digest_of
from topics.hiding import Voter, leaves_open
from topics.partners_apart import PartnersApart
from topics.second_opinions import (
    EQUAL,
    WITHOUT_OWN,
    WITHOUT_PARTNER,
    how_sure,
    listed,
    sets_of,
    unsure,
    winning_sets,
)


@dataclass(frozen=True)
class Terms:
    """What the count needs of a vote's terms. `floor` is the fewest ballots of which anything is shown."""

    topics: tuple[str, ...]
    places: int
    picks: int
    is_ranked: bool = False
    weights: str = "person"  # or equal, capped
    tie_rule: str = "extend"  # or breadth, runoff, lot, chair
    quorum: int = 0
    floor: int = 5
    is_named: bool = False
    band_labels: Mapping[str, str] = field(default_factory=dict)
    lot_secret: str = ""
    lot_name: str = ""


@dataclass(frozen=True)
class Cast:
    """One ballot at the close. `choices` are in order of rank where people rank; `order` is the order in
    which its voter saw the topics; `organisation` is any key, None for somebody of no partner."""

    choices: tuple[str, ...]
    band: str = ""
    organisation: object = None
    is_coordinators: bool = False
    order: tuple[str, ...] = ()
    elector: object = None


def keep(terms: Terms, casts: Sequence[Cast]) -> dict:
    """What only single ballots tell: winning sets and yes or no, never a total by partner.

    Empty where there are fewer ballots than the floor.
    """
    if len(casts) < terms.floor:
        return {}
    kept = {"position": _position(casts), **_told_of_partners(terms, casts)}
    if any(cast.is_coordinators for cast in casts):
        others = [cast for cast in casts if not cast.is_coordinators]
        kept[WITHOUT_OWN] = listed(sets_of(_official(terms, others)))
    if terms.weights != "person":
        kept["official"] = _said(_official(terms, casts))
        if not _totals_are_safe(terms, casts):
            kept["official"] |= _without_totals(kept["official"])
    if terms.tie_rule == "breadth":
        kept["breadth"] = _by_breadth(terms, casts)
    return kept


def _told_of_partners(terms, casts):
    """The agenda of equal partners, and whether any one partner decides; in a confidential vote only as far
    as it leaves open which ballot is whose."""
    organisations = {cast.organisation for cast in casts} - {None}
    # Bands that are not kept tell nobody which ballots are theirs: there, any ballot may be anybody's.
    has_bands = min(Counter(cast.band for cast in casts).values()) >= terms.floor
    voters = [
        Voter(
            cast.band if has_bands else "",
            ("alone", n) if cast.organisation is None else cast.organisation,
        )
        for n, cast in enumerate(casts)
    ]
    ballots = [cast.choices for cast in casts]
    apart = PartnersApart(terms, [voter.partner for voter in voters], organisations)
    said = {
        EQUAL: listed(winning_sets(terms, _weighted(casts, "equal"))),
        WITHOUT_PARTNER: apart.told(ballots)[1],
    }
    if terms.is_named:
        return said
    # Of fewer voices, what all of them say together can be what one of them said.
    if len({voter.partner for voter in voters}) < terms.floor:
        return {}
    for keys, part in ([EQUAL, WITHOUT_PARTNER], 0), ([EQUAL], 0), ([WITHOUT_PARTNER], 1):
        if WITHOUT_PARTNER in keys and len(organisations) < terms.floor:
            continue

        def told(way, keys=keys, part=part):
            equal, decides, official = apart.told(way)
            return official, (equal, decides) if len(keys) == 2 else (equal, decides)[part]

        if leaves_open(voters, ballots, told):
            return {key: said[key] for key in keys}
    return {}


def _without_totals(official):
    """What goes forward and what does not; in which order of votes, the fractions would tell."""
    certain, tied = official["certain"], official["tied"]
    place = dict.fromkeys(certain, 1) | dict.fromkeys(tied, 1 + len(certain))
    last = 1 + len(certain) + len(tied)
    ranks = sorted([place.get(topic, last), topic] for _rank, topic in official["ranks"])
    return {"totals": {}, "margin": None, "ranks": ranks}


def _by_breadth(terms, casts):
    """How breadth breaks a tie at the last place, and no more: the whole order would tell of partners."""
    count = _official(terms, casts)
    room, taken, level = terms.places - len(count.certain), [], []
    pairs = [(cast.choices, cast.organisation) for cast in casts]
    for tier in ranking.by_breadth(count.tied, _only(count.tied, pairs)):
        level = sorted(tier)
        if len(taken) + len(level) > room:
            break
        taken, level = taken + level, []
    return {"taken": sorted(taken), "level": level if len(taken) < room else []}


def _only(topics, pairs):
    return [([topic for topic in choices if topic in topics], who) for choices, who in pairs]


def _weighted(casts, kind):
    weights = ranking.weights_of([cast.organisation for cast in casts], kind)
    return ranking.merge([cast.choices for cast in casts], weights)


def _official(terms, casts):
    """The count of some of the ballots, as all of them are counted."""
    if terms.is_ranked:
        rankings = ranking.merge_rankings([cast.choices for cast in casts])
        return ranking.points_count(rankings, terms.topics, terms.places, terms.picks)
    return ranking.plain_count(_weighted(casts, terms.weights), terms.topics, terms.places)


def _totals_are_safe(terms, casts):
    """Whether weighted totals can be shown: by its own fraction a small partner would be recognised."""
    sizes = Counter(cast.organisation for cast in casts)
    alone = sizes.pop(None, 0)
    return terms.is_named or (not alone and min(sizes.values(), default=0) >= terms.floor)


def _position(casts):
    found = ranking.position_test(
        [(cast.order, frozenset(cast.choices)) for cast in casts if cast.order]
    )
    if found is None:
        return {"ballots": 0, "seen": False}
    return {"ballots": found.ballots, "seen": found.is_seen}


def result_of(terms: Terms, patterns, said: Mapping, kept: Mapping) -> dict:
    """Everything shown of a vote, as plain data.

    `patterns` is [(choices, band, count)] as kept; `said` has the numbers of those who could vote and did;
    `kept` is what `keep` gave. Totals are whole numbers or fractions written p/q. Nothing in it is finer
    than the bands fixed before the vote opened.
    """
    ballots = [(tuple(codes), count) for codes, _band, count in patterns]
    approvals = _approvals(ballots)
    official = kept.get("official") or _said(_count(terms, ballots, approvals))
    result = {
        "version": 2,
        "topics": list(terms.topics),
        "places": terms.places,
        "picks": terms.picks,
        "floor": terms.floor,
        **said,
        "ballots": sum(count for _codes, count in ballots),
        "blank": sum(count for codes, count in ballots if not codes),
        "votes": sum(len(codes) * count for codes, count in ballots),
        **official,
        **_outcome(terms, official, kept, said, ballots),
        "bands": _bands(terms, patterns),
        "kept": dict(kept),
    }
    return result | (how_sure(terms, result, ballots, approvals, kept) if ballots else unsure())


def _approvals(ballots):
    return ranking.merge_counted((frozenset(codes), count) for codes, count in ballots)


def _count(terms, ballots, approvals):
    if terms.is_ranked:
        rankings = ranking.merge_rankings_counted(ballots)
        return ranking.points_count(rankings, terms.topics, terms.places, terms.picks)
    return ranking.plain_count(approvals, terms.topics, terms.places)


def _said(count):
    """A count as plain data."""
    margin = ranking.margin(count)
    return {
        "totals": {topic: str(total) for _rank, topic, total in count.ranks()},
        "ranks": [[rank, topic] for rank, topic, _total in count.ranks()],
        "certain": sorted(count.certain),
        "tied": sorted(count.tied),
        "supported": sorted(topic for topic, total in count.totals.items() if total > 0),
        "margin": None if margin is None else str(margin),
    }


def _outcome(terms, official, kept, said, ballots):
    """{chosen, undecided, how}: what goes forward under the rule agreed, and how that came about."""
    line = [topic for _rank, topic in official["ranks"]]
    if said["voted"] < max(terms.floor, 1) or not ballots:
        return {"chosen": [], "undecided": [], "how": "too_few", "lot": None}
    if said["voted"] < terms.quorum:
        return {"chosen": [], "undecided": [], "how": "no_quorum", "lot": None}
    certain, tied = set(official["certain"]), set(official["tied"])
    supported, how, lot = set(official["supported"]), "clear", None
    if not supported:
        return {"chosen": [], "undecided": [], "how": "unresolved", "lot": None}
    if not tied <= supported:  # a topic that nobody chose never fills a place
        certain, tied = supported, set()
    certain &= supported
    undecided = set()
    if tied:
        more, undecided, how, lot = _break_tie(terms, certain, tied, official, kept)
        certain |= more
    return {
        "chosen": [topic for topic in line if topic in certain],
        "undecided": sorted(undecided),
        "how": how,
        "lot": lot,
    }


def _break_tie(terms, certain, tied, official, kept):
    """(taken, undecided, how, the draw): the tied topics under the rule that stood before the vote."""
    room = terms.places - len(certain)
    if terms.tie_rule == "extend" and len(tied) <= room + 1:
        return tied, set(), "extended", None
    if terms.tie_rule == "lot":
        digest = digest_of([official["ranks"], official["totals"]])
        order = ranking.by_lot(tied, terms.lot_secret, terms.lot_name, digest)
        lot = {"secret": terms.lot_secret, "vote": terms.lot_name, "count": digest, "order": order}
        return set(order[:room]), set(), "lot", lot
    if terms.tie_rule == "breadth":
        taken, level = set(kept["breadth"]["taken"]), set(kept["breadth"]["level"])
        return taken, level, "unresolved" if level else "breadth", None
    return set(), tied, "unresolved", None


def _bands(terms, patterns):
    """The split along the bands, where the close has kept any."""
    split = []
    for band, label in terms.band_labels.items():
        kept = [(codes, count) for codes, in_band, count in patterns if in_band == band]
        totals = Counter()
        for codes, count in kept:
            totals.update(dict.fromkeys(codes, count))
        if kept:
            ballots = sum(count for _codes, count in kept)
            totals = {topic: totals[topic] for topic in terms.topics}
            split.append({"label": label, "ballots": ballots, "totals": totals})
    return split if len(split) == 2 else []
