"""Nothing is told of partners that shuts out a ballot somebody may have cast, as tried against all ways."""

import random
from itertools import permutations
from unittest.mock import patch

import pytest

from topics import counting
from topics.counting import Cast, Terms
from topics.hiding import Voter, leaves_open
from topics.partners_apart import PartnersApart

TOPICS = ("T1", "T2", "T3", "T4")


def apart(terms, casts):
    organisations = {cast.organisation for cast in casts}
    return PartnersApart(terms, [cast.organisation for cast in casts], organisations)


def every_way(casts):
    """All ways in which these ballots may have been cast by these people, each once."""
    return set(permutations(cast.choices for cast in casts))


def possible(casts, told):
    """{partner: ballots that its people may have cast, given what is told}, by trying every way."""
    said = told([cast.choices for cast in casts])
    found = {}
    for way in every_way(casts):
        if told(way) == said:
            for cast, ballot in zip(casts, way, strict=True):
                found.setdefault(cast.organisation, set()).add(ballot)
    return found


def small_vote(chance):
    picks = [("T1",), ("T2",), ("T1", "T2"), ("T3",)]
    chosen = [chance.choice(picks[: chance.randint(2, 4)]) for _ballot in range(6)]
    return [Cast(ballot, organisation=chance.choice("abcde")) for ballot in chosen]


def test_what_is_found_to_leave_everything_open_does_so():
    chance, open_ones, shut = random.Random(4), 0, 0
    terms = Terms(TOPICS, places=1, picks=2)
    for _vote in range(60):
        casts = small_vote(chance)
        told = apart(terms, casts).told
        voters = [Voter("", cast.organisation) for cast in casts]
        all_of_them = {cast.choices for cast in casts}
        hides = all(ballots == all_of_them for ballots in possible(casts, told).values())
        if leaves_open(voters, [cast.choices for cast in casts], told):
            assert hides
            open_ones += 1
        shut += not hides
    assert open_ones
    assert shut, "some of these votes would give ballots away"


def test_seven_ballots_that_would_all_be_known_keep_nothing_of_partners():
    """Of partners with 2, 2, 1, 1 and 1, four for one topic and three for another: if the three win where
    partners are equal, it is known whose they are."""
    sizes = [("a", "T1"), ("a", "T1"), ("b", "T1"), ("b", "T1"), ("c", "T2"), ("d", "T2"), ("e", "T2")]  # fmt: skip
    casts = [Cast((topic,), organisation=who) for who, topic in sizes]

    kept = counting.keep(Terms(TOPICS, places=1, picks=1), casts)

    assert "equal" not in kept
    assert possible(casts, lambda way: apart(Terms(TOPICS, 1, 1), casts).told(way)[0])["a"] == {("T1",)}  # fmt: skip


@pytest.mark.parametrize("named", [True, False])
def test_only_a_named_vote_tells_of_few_partners(named):
    casts = [Cast((topic,), organisation=who) for who, topic in zip("aaabb", ["T1"] * 3 + ["T2"] * 2, strict=True)]  # fmt: skip

    kept = counting.keep(Terms(TOPICS, places=1, picks=1, is_named=named), casts)

    assert {"equal", "without_partner"} & kept.keys() == ({"equal", "without_partner"} if named else set())  # fmt: skip


def test_ballots_of_another_band_are_nobody_elses():
    """What a band holds is known; only there can ballots have been exchanged."""
    voters = [Voter("first", "a"), Voter("first", "b"), Voter("rest", "c"), Voter("rest", "d")]
    ballots = [("T1",), ("T2",), ("T3",), ("T3",)]

    assert leaves_open(voters, ballots, lambda way: "nothing is told")
    assert not leaves_open(voters, ballots, lambda way: way[0])


def test_bands_that_are_not_kept_bound_nothing():
    """Two of a band too small to be kept voted alike. What is told must not show that both did so."""
    people = [("a", "first"), ("b", "first"), *((who, "rest") for who in "cdefg")]
    casts = [
        Cast(("T1",) if band == "first" else ("T2",), band=band, organisation=who)
        for who, band in people
    ]
    looked_at = []

    def remember(voters, ballots, told):
        looked_at.extend(voters)
        return True

    with patch("topics.counting.leaves_open", remember):
        counting.keep(Terms(TOPICS, places=1, picks=1), casts)

    assert {voter.band for voter in looked_at} == {""}


def test_order_of_votes_is_not_told_where_totals_are_not():
    people = "aaaaabbbbbc"
    casts = [Cast(("T1",) if who != "c" else ("T2",), organisation=who) for who in people]

    kept = counting.keep(Terms(TOPICS, places=2, picks=2, weights="equal"), casts)

    assert kept["official"]["totals"] == {}
    assert kept["official"]["ranks"] == [[1, "T1"], [1, "T2"], [3, "T3"], [3, "T4"]]
