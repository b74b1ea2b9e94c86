"""After a confidential vote has closed, nothing tells who chose what beyond the patterns of each band.

The attacker holds every row of every table from the first commit after the close, the key of the
installation, and what some voters say of their own ballots. Pages, files and messages are made of those rows.
What lies in the files of the database is searched in tests/faults/test_close_leaves_no_trace.py.
"""

import json
import random
from collections import Counter

import pytest
from django.conf import settings
from django.utils import timezone

from tests import factories
from tests.proforma.test_nothing_can_be_worked_out import _known as sets_that_follow
from tests.topics import ballot_attack as attack
from topics import counting
from topics.digests import canonical, digest_of
from topics.models import Vote

VOTES = 12

# What is kept of single ballots beside the patterns, because members are promised an answer to it. Each can
# rule out some ballots of some voters. Nothing else may; whoever adds a line here says so on the limits page.
EXCEPTIONS = {
    "equal": "who wins where each partner counts as one: it can tell how a partner's one person voted",
    "without_partner": "whether the result hangs on any one partner: a yes or no, of all of them together",
    "without_own": "who wins without the coordinator's ballot: it can tell hers",
    "breadth": "which topics people of more partners chose, where that was agreed to break ties",
    "official": "the order of the topics where a partner's size was agreed to weigh",
}
# Made with the orders in which voters saw the topics, which nobody can make again without the nonce.
OF_THE_ORDERS = {"position"}
MAY_DIFFER = EXCEPTIONS.keys() | OF_THE_ORDERS


def kept_in(world):
    """What was kept of single ballots, read out of the rows."""
    (result,) = (row["result"] for row in world["topics_vote"])
    return (json.loads(result) if isinstance(result, str) else result)["kept"]


def without_result(world):
    row = {k: v for k, v in world["topics_vote"][0].items() if k not in {"result", "result_digest"}}
    return world | {"topics_vote": [row]}


def told_apart(one, other):
    """What differs between two worlds: tables, and of what is kept of single ballots its keys."""
    one_kept, other_kept = kept_in(one), kept_in(other)
    tables = {
        name
        for name in one.keys() | other.keys()
        if without_result(one).get(name) != without_result(other).get(name)
    }
    keys = one_kept.keys() | other_kept.keys()
    return tables | {key for key in keys if one_kept.get(key) != other_kept.get(key)}


@pytest.mark.parametrize("seed", range(VOTES))
def test_who_cast_which_ballot_of_a_band_leaves_no_trace_in_any_row(coast, seed):
    rng = random.Random(seed)
    vote = attack.network_of(rng, coast)
    turns = attack.turns_of(rng, vote)
    one = attack.after(vote.pk, turns)

    assert told_apart(one, attack.after(vote.pk, turns)) == set()
    for elector in one["topics_elector"]:
        assert (elector["partner_id"], elector["band"], elector["choices"]) == (None, "", None)
    for _world in range(2):
        other = attack.after(vote.pk, attack.otherwise(rng, vote, turns))
        assert told_apart(one, other) <= MAY_DIFFER


def test_each_voter_may_have_cast_each_ballot_of_her_band(coast):
    """One by one: each voter is given each ballot that was cast beside hers, and nothing shows it."""
    rng = random.Random(6)
    vote = attack.network_of(rng, coast, count=8, with_bands=False, choose=True)
    turns = attack.turns_of(rng, vote, everybody=True)
    one = attack.after(vote.pk, turns)
    last = [turn for turn in turns if turn.is_last]
    patterns = {tuple(sorted(turn.codes)) for turn in last}
    assert len(patterns) > 4

    for mine in last:
        may_be = {tuple(sorted(mine.codes))}
        for theirs in last:
            other = attack.after(vote.pk, attack.swapped(turns, mine, theirs))
            if told_apart(one, other) <= MAY_DIFFER:
                may_be.add(tuple(sorted(theirs.codes)))
        assert may_be == patterns


def test_somebody_who_votes_alone_on_her_day_is_not_known_by_it(coast, pat_person):
    others = factories.create_people(coast, 6)
    vote = factories.open_vote(coast)
    ballots = [["T1"], ["T2"], ["T3"], ["T4"], ["T5"], ["T6"], ["T7"]]
    people = [pat_person, *others]

    def world(order):
        # Pat on the first day, one of the others on the third, all the rest on the second.
        hours = [1, 26, 26, 26, 26, 26, 50]
        return attack.after(
            vote.pk,
            [
                attack.Turn(hour, person, tuple(codes), True)
                for hour, person, codes in zip(hours, people, order, strict=True)
            ],
        )

    worlds = [world(ballots[n:] + ballots[:n]) for n in range(7)]

    assert all(told_apart(worlds[0], other) <= MAY_DIFFER for other in worlds)
    days = Counter(str(row["voted_on"]) for row in worlds[0]["topics_elector"])
    assert sorted(days.values()) == [1, 1, 5]


@pytest.mark.parametrize("seed", range(4))
def test_result_is_made_of_the_patterns_and_of_what_is_kept_beside_them(coast, seed):
    """So no number on any page can hang on anything else."""
    rng = random.Random(seed)
    vote = attack.network_of(rng, coast)
    attack.hold(vote.pk, attack.turns_of(rng, vote))
    closed = Vote.objects.get()
    result = closed.result
    said = {name: result[name] for name in ("eligible", "voted", "partners", "partners_heard")}
    patterns = [(one.choices, one.band, one.count) for one in closed.patterns.order_by("pk")]

    again = counting.result_of(closed.counting_terms(), patterns, said, result["kept"])

    assert canonical(again) == canonical(result)
    # The digests are of what is there to be read, and of nothing else.
    assert closed.result_digest == digest_of(result)
    assert closed.terms_digest == digest_of(closed.terms)


def test_key_of_the_installation_opens_nothing_once_the_nonce_is_gone(coast, pat_person):
    factories.create_people(coast, 6)
    vote = factories.open_vote(coast)
    for elector in vote.electors.select_related("person"):
        vote.cast(elector.person, ["T1"])
    nonce, keys = vote.nonce, [vote.keyed("voter", one.person_id) for one in vote.electors.all()]
    orders = [",".join(vote.order_for(one.person_id)) for one in vote.electors.all()]
    vote.close()

    held = repr(attack.everything())
    assert settings.LINK_KEY
    assert not [one for one in [nonce, *keys, *orders] if one in held]
    closed = Vote.objects.get()
    guessed = [closed.keyed("voter", one.person_id) for one in closed.electors.all()]
    assert not set(guessed) & set(keys)
    assert not [one for one in guessed if one in held]


def test_where_somebody_stood_on_the_ballot_tells_nothing_of_her_choice(coast):
    """The orders were made with the nonce: what is kept of them fits any ballot of any voter."""
    rng = random.Random(3)
    vote = attack.network_of(rng, coast, count=12)
    attack.hold(vote.pk, attack.turns_of(rng, vote, everybody=True))

    position = Vote.objects.get().result["kept"]["position"]

    assert position.keys() <= {"ballots", "seen"}
    tell = [
        one.count for one in vote.patterns.all() if 0 < len(one.choices) < len(vote.topic_codes)
    ]
    assert position["ballots"] == sum(tell)


# Groups under five


@pytest.mark.parametrize("seed", range(VOTES))
def test_no_group_under_five_follows_from_the_bands_and_the_total(coast, seed):
    rng = random.Random(100 + seed)
    vote = attack.network_of(rng, coast, with_bands=True)
    turns, bands = attack.turns_of(rng, vote), attack.bands_of(vote)
    voted = {turn.person.pk: bands[turn.person.pk] for turn in turns}
    attack.hold(vote.pk, turns)
    closed = Vote.objects.get()

    shown = []
    labels = vote.band_labels()
    for split in closed.result["bands"]:
        (band,) = [band for band, label in labels.items() if label == split["label"]]
        shown.append({person for person, own in voted.items() if own == band})
        assert split["ballots"] == len(shown[-1]) >= 5
    kept = {one.band for one in closed.patterns.all()}
    sizes = Counter(voted.values())
    assert kept <= (set(sizes) if min(sizes.values(), default=0) >= 5 else {""})
    assert not sets_that_follow(sorted(voted), shown)
    if len(voted) < 5:
        assert not closed.patterns.exists()
        assert (shown, closed.result["kept"]) == ([], {})
        assert set(closed.result["totals"].values()) == {"0"}
    assert closed.result["with_nothing"] in {None, 0} or closed.result["with_nothing"] >= 5
    assert all(group["ballots"] >= 5 for group in closed.result["left_out"])


def test_pages_are_the_same_however_four_of_a_band_voted(ana, coast, harbour, monkeypatch):
    """Four of the council and seven others: whoever of them cast which ballot, each page reads alike."""
    # Each vote shuffles anew, and once in twenty chance alone looks like an effect of the order.
    monkeypatch.setattr(counting, "_position", lambda casts: {"ballots": 11, "seen": False})
    council = coast.add_partner(name="Council", sector="statutory")
    people = factories.create_people(coast, 4, partner=council)
    people += factories.create_people(coast, 7, partner=harbour, start=5)
    vote = factories.open_vote(coast, band_sectors=["statutory"])
    ballots = [["T1"]] * 4 + [["T2", "T3"]] * 7
    pages, moment = [], timezone.now()  # pages say the minute, and it may change between the two
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
    for shift in (0, 4):
        turns = [
            attack.Turn(n + 1, person, tuple(ballots[(n + shift) % 11]), True)
            for n, person in enumerate(people)
        ]
        pages.append(attack.seen_after(vote.pk, turns, ana))

    kept = [page.pop("kept") for page in pages]
    for one in kept:
        one.pop("position")
    assert kept[0] == kept[1]  # so that none of the exceptions makes a difference here
    assert pages[0] == pages[1]
    assert len(pages[0]) > 5
    assert not [address for address, page in pages[0].items() if "Everyone else" in page]


# What the exceptions tell


def what_may_be(casts, terms, key):
    """{voter: the ballots she may have cast, as far as `key` of what is kept says}. Every way is tried."""
    truth = repr(counting.keep(terms, casts).get(key))
    may_be = [set() for _cast in casts]
    for ballots in attack.ways(one.choices for one in casts):
        world = attack.given(casts, ballots)
        if repr(counting.keep(terms, world).get(key)) == truth:
            for n, choices in enumerate(ballots):
                may_be[n].add(choices)
    return may_be


def test_position_rules_nothing_out():
    casts = attack.casts_of([("A", 4), ("B", 1)], [("T1",)] * 4 + [("T2",)])

    assert what_may_be(casts, attack.TERMS, "position") == [{("T1",), ("T2",)}] * 5


@pytest.mark.parametrize("ones", ["B", "BCDE"])
def test_partner_of_one_person_is_not_told_by_equal_weights(ones):
    """Four of one partner and one of each other, who alone chose the other topic."""
    casts = attack.casts_of(
        [("A", 4), *((one, 1) for one in ones)], [("T1",)] * 4 + [("T2",)] * len(ones)
    )

    assert what_may_be(casts, attack.TERMS, "equal")[-1] == {("T1",), ("T2",)}
