"""How close a result was: margins and fewest ballots, and the same found by trying everything."""

import random
from fractions import Fraction
from itertools import combinations, product

import pytest

from tests.topics.ballots import TOPICS, ballots_of, counted
from topics.ranking import (
    Distance,
    changed_ballots,
    extend,
    extra_ballots,
    margin,
    merge,
    plain_count,
)


@pytest.mark.parametrize(
    ("ballots", "places", "expected"),
    [
        ("1 1 1 2", 1, 2),
        ("1 1 2 2", 1, 0),
        ("1 1 2 2", 2, 2),  # the first loser has no votes
        ("1 1", 2, None),  # nobody lost a place to another
        ("-", 1, None),
        ("1 2 3 4 5 6 7", 7, None),
    ],
)
def test_margin(ballots, places, expected):
    assert margin(counted(ballots, places)) == expected


@pytest.mark.parametrize(
    ("ballots", "places", "topics", "expected"),
    [
        ("1 1 1", 1, 2, Distance(2, 2, 2)),
        ("1 1 1 2", 1, 2, Distance(1, 2, 1)),  # a margin of 2: one changed ballot makes a tie
        ("1 1 1 3", 1, 3, Distance(1, 2, 1)),
        ("1 1 2 2", 1, 2, Distance(0, 1, 1)),  # a tie now, which one ballot breaks
        ("1 1 -", 2, 3, Distance(0, 1, 1)),  # anyone could have filled the empty place
        ("12 12 1", 2, 2, Distance(None, None, 2)),  # all fit: only losing every vote drops one
        ("- -", 1, 2, Distance(0, 1, 1)),
        ("", 1, 2, Distance(0, None, None)),
        ("-", 1, 0, Distance(None, None, None)),
    ],
)
def test_fewest_changed_ballots(ballots, places, topics, expected):
    patterns = merge(ballots_of(ballots))

    assert (
        changed_ballots(patterns, plain_count(patterns, TOPICS[:topics], places), picks=3)
        == expected
    )


def test_a_heavier_ballot_counts_for_more():
    patterns = merge([["T1"]] * 4 + [["T2"]], [Fraction(1, 2)] * 3 + [Fraction(2), Fraction(1)])
    count = plain_count(patterns, ["T1", "T2"], 1)

    assert margin(count) == Fraction(5, 2)
    assert changed_ballots(patterns, count, picks=1) == Distance(1, 1, 1)
    assert extra_ballots(count, picks=1) == Distance(3, 3, 3)


def test_after_the_heaviest_ballots_come_the_lighter_ones():
    patterns = merge([["T1"]] * 12, [Fraction(1)] * 2 + [Fraction(1, 2)] * 10)
    count = plain_count(patterns, ["T1", "T2"], 1)

    # 7 votes apart: the two heavy ones close 2 each, then three more close 1 each.
    assert changed_ballots(patterns, count, picks=1) == Distance(5, 6, 5)


@pytest.mark.parametrize(
    ("ballots", "topics", "picks", "to_change"),
    [
        ("1 2 3", 3, 1, 2),  # one more for T1 still leaves all three chosen
        ("1 2 3", 3, 2, 1),  # one ballot for T1 and T2 drops T3
        ("1 2 3", 4, 1, 1),  # T4 draws level: now too many are tied
        ("1 2 3 4", 4, 1, 1),  # undecided, so one more ballot decides
        ("1 1 1 2 2 2 3 3 3 4", 4, 1, 2),
        ("12 12 12 1 3 3 3", 3, 1, 1),
        ("-", 2, 1, 1),  # where nobody picked anything, any pick does
    ],
)
def test_extra_ballots_that_change_a_tie(ballots, topics, picks, to_change):
    count = counted(ballots, 2, TOPICS[:topics])
    now = tuple(count.totals.values())

    assert extra_ballots(count, picks).to_change == to_change
    assert extra_ballots(count, picks) == naive_distance(
        lambda k: further(now, picks, k), now, 2, 1
    )


def test_a_vote_allows_a_pick_and_no_ballot_exceeds_it():
    patterns = merge(ballots_of("12 1"))
    count = plain_count(patterns, TOPICS, 1)

    with pytest.raises(ValueError, match="more picks"):
        changed_ballots(patterns, count, picks=1)
    with pytest.raises(ValueError, match="at least one"):
        changed_ballots(patterns, count, picks=0)
    with pytest.raises(ValueError, match="at least one"):
        extra_ballots(count, picks=0)


# --- Against trying everything --------------------------------------------------------------


def naive_committees(totals, places):
    sets = list(combinations(range(len(totals)), min(places, len(totals))))
    best = max(sum(totals[i] for i in s) for s in sets)
    return {s for s in sets if sum(totals[i] for i in s) == best}


def naive_choice(totals, places, most_extra):
    """The tie rule again, written from the sentence rather than from the code."""
    options = naive_committees(totals, places)
    everybody, sure = set().union(*options), set.intersection(*map(set, options))
    taken = everybody if len(everybody) <= places + most_extra else sure
    with_votes = {i for i, total in enumerate(totals) if total}
    return with_votes if len(with_votes) <= places else taken & with_votes


def naive_distance(totals_within, now, places, most_extra):
    """`totals_within(k)`: all totals that k ballots can bring about, or None when there are no more."""
    first = {"tie": None, "overtake": None, "change": None}
    sets, choice = naive_committees(now, places), naive_choice(now, places, most_extra)
    k = 0
    while None in first.values() and (reachable := totals_within(k)) is not None:
        for totals in reachable:
            after = naive_committees(totals, places)
            events = {
                "tie": any(after != {s} for s in sets),
                "overtake": any(s not in after for s in sets),
                "change": naive_choice(totals, places, most_extra) != choice,
            }
            for event, happened in events.items():
                if happened and first[event] is None:
                    first[event] = k
        k += 1
    return Distance(first["tie"], first["overtake"], first["change"])


def legal_ballots(topics, picks):
    return [b for b in product((0, 1), repeat=topics) if sum(b) <= picks]


def added(totals, ballot, weight):
    return tuple(total + weight * pick for total, pick in zip(totals, ballot, strict=True))


def remarked(papers, weights, picks, k):
    """Every vector of totals after any k of these ballots were filled in anew."""
    if k > len(papers):
        return None
    found = set()
    for moved in combinations(range(len(papers)), k):
        vectors = {tuple(0 * total for total in papers[0])}
        for i, (paper, weight) in enumerate(zip(papers, weights, strict=True)):
            marks = legal_ballots(len(paper), picks) if i in moved else [paper]
            vectors = {added(v, mark, weight) for v in vectors for mark in marks}
        found |= vectors
    return found


def further(now, picks, k):
    if k > 9:
        return None
    vectors = {now}
    for _ in range(k):
        vectors = {added(v, b, 1) for v in vectors for b in legal_ballots(len(now), picks)}
    return vectors


def random_vote(seed):
    rng = random.Random(seed)
    topics, picks, places = rng.randint(1, 4), rng.randint(1, 3), rng.randint(1, 3)
    papers = rng.choices(legal_ballots(topics, picks), k=rng.randint(1, 6))
    if seed % 2:
        return papers, [Fraction(1)] * len(papers), picks, places
    papers = papers[:4]  # different weights make many more totals to try
    return papers, [Fraction(1, rng.randint(1, 3)) for _ in papers], picks, places


@pytest.mark.parametrize("seed", range(120))
def test_check_6_distances_equal_brute_force(seed):
    papers, weights, picks, places = random_vote(seed)
    names = TOPICS[: len(papers[0])]
    patterns = merge(
        [[n for n, p in zip(names, paper, strict=True) if p] for paper in papers], weights
    )
    count = plain_count(patterns, names, places)
    now = tuple(count.totals.values())

    assert extend(count, places).chosen == {names[i] for i in naive_choice(now, places, 1)}
    assert changed_ballots(patterns, count, picks) == naive_distance(
        lambda k: remarked(papers, weights, picks, k), now, places, 1
    )


@pytest.mark.parametrize("seed", range(200, 260))
def test_check_6_extra_ballots_equal_brute_force(seed):
    papers, weights, picks, places = random_vote(seed)
    names = TOPICS[: len(papers[0])]
    patterns = merge(
        [[n for n, p in zip(names, paper, strict=True) if p] for paper in papers], weights
    )
    count = plain_count(patterns, names, places)
    now, most_extra = tuple(count.totals.values()), seed % 3

    assert extra_ballots(count, picks, most_extra) == naive_distance(
        lambda k: further(now, picks, k), now, places, most_extra
    )
