"""The fewest ballots that make another winning set are those that trying everything finds."""

import random
from fractions import Fraction
from itertools import combinations, product

import pytest

from tests.topics.ballots import DEMO, TOPICS, patterns_of, sets_of
from topics.ranking import (
    TooManySets,
    changed_ballots,
    committees,
    fewest_ballots,
    merge,
    non_voters_needed,
    plain_count,
    weights_of,
)

WORTH = {"plain": [0, 1, 2, 3], "pav": [0, Fraction(1), Fraction(3, 2), Fraction(11, 6)]}


def random_vote(seed):
    """(names of topics, ballots, weights, picks, places)"""
    rng = random.Random(seed)
    topics, picks, places = TOPICS[: rng.randint(2, 4)], rng.randint(1, 3), rng.randint(1, 3)
    some = min(picks, len(topics))
    ballots = [rng.sample(topics, rng.randint(0, some)) for _ in range(rng.randint(1, 6))]
    if seed % 2:
        return topics, ballots, [Fraction(1)] * len(ballots), picks, places
    ballots = ballots[:3]  # different weights make many more sums to try
    return topics, ballots, [Fraction(1, rng.randint(1, 3)) for _ in ballots], picks, places


def legal_ballots(topics, picks):
    return [b for n in range(min(picks, len(topics)) + 1) for b in combinations(topics, n)]


def naive_fewest(sums_after, most):
    """(to a tie, to another set being ahead), where `sums_after(k)` is all that k ballots can bring about."""
    [start] = sums_after(0)
    winners = {i for i, score in enumerate(start) if score == max(start)}
    tie = ahead = None
    for k in range(most + 1):
        for sums in sums_after(k):
            after = {i for i, score in enumerate(sums) if score == max(sums)}
            if tie is None and any(after != {one} for one in winners):
                tie = k
            if ahead is None and winners - after:
                ahead = k
        if tie is not None and ahead is not None:
            break
    return tie, ahead


def reached(kind, ballots, weights, legal, score, sets, k):
    """Every list of sums, one for each set, after k ballots were changed, withdrawn or added."""
    own = [[w * s for s in score(b)] for b, w in zip(ballots, weights, strict=True)]
    if kind == "extra":
        found = {tuple(map(sum, zip([0] * len(sets), *own, strict=True)))}
        for _ballot in range(k):
            found = {
                tuple(a + b for a, b in zip(one, score(ballot), strict=True))
                for one in found
                for ballot in legal
            }
        return found
    every = set()
    for moved in combinations(range(len(ballots)), k):
        found = {(0,) * len(sets)}
        for i, (mine, weight) in enumerate(zip(own, weights, strict=True)):
            options = [mine]
            if i in moved:
                options = [[0] * len(sets)]
                if kind == "changed":
                    options = [[weight * s for s in score(ballot)] for ballot in legal]
            found = {
                tuple(a + b for a, b in zip(one, option, strict=True))
                for one in found
                for option in options
            }
        every |= found
    return every


@pytest.mark.parametrize("kind", ["changed", "withdrawn", "extra"])
@pytest.mark.parametrize("method", ["plain", "pav"])
@pytest.mark.parametrize("seed", range(40))
def test_check_6_fewest_ballots_equal_brute_force(seed, method, kind):
    topics, ballots, weights, picks, places = random_vote(seed)
    sets = list(combinations(topics, min(places, len(topics))))
    legal = legal_ballots(topics, picks)

    def score(ballot):
        return [WORTH[method][len(set(ballot) & set(one))] for one in sets]

    tie, ahead = naive_fewest(
        lambda k: reached(kind, ballots, weights, legal, score, sets, k),
        most=7 if kind == "extra" else len(ballots),  # seven more outvote six by any method
    )

    vote = (merge(ballots, weights), topics, places, picks, method, kind)
    assert fewest_ballots(*vote) == tie
    assert fewest_ballots(*vote, beat=True) == ahead


@pytest.mark.parametrize("seed", range(100, 140))
def test_for_the_plain_count_sets_and_pairs_give_the_same(seed):
    topics, ballots, weights, picks, places = random_vote(seed)
    patterns = merge(ballots, weights)
    by_pairs = changed_ballots(patterns, plain_count(patterns, topics, places), picks)

    assert fewest_ballots(patterns, topics, places, picks) == by_pairs.to_tie
    assert fewest_ballots(patterns, topics, places, picks, beat=True) == by_pairs.to_overtake


def test_the_demonstration_by_both_methods():
    patterns = patterns_of(DEMO)

    assert fewest_ballots(patterns, TOPICS, 3, 3) == 2
    assert fewest_ballots(patterns, TOPICS, 3, 3, kind="withdrawn") == 3
    assert fewest_ballots(patterns, TOPICS, 3, 3, kind="extra") == 3
    assert committees(patterns, TOPICS, 3, "pav") == sets_of("123")
    # A ballot for T2, T3 and T5 that goes over to T4 makes a tie here.
    assert fewest_ballots(patterns, TOPICS, 3, 3, "pav") == 1


def test_withdrawing_can_be_of_no_use():
    assert fewest_ballots(patterns_of("1 1"), ["T1", "T2"], 1, 1, kind="withdrawn") == 2
    assert fewest_ballots(patterns_of("12"), ["T1", "T2"], 2, 2, kind="withdrawn") is None


@pytest.mark.parametrize(
    ("asked", "error", "words"),
    [
        ({"kind": "burnt"}, ValueError, "burnt"),
        ({"method": "cc"}, ValueError, "cc"),
        ({"picks": 0}, ValueError, "more picks"),
        ({"picks": 1}, ValueError, "more picks"),
        ({"topics": [f"T{n}" for n in range(40)], "places": 15}, TooManySets, "Too many"),
    ],
)
def test_what_cannot_be_asked_is_refused(asked, error, words):
    usual = {"patterns": patterns_of("12 1"), "topics": TOPICS, "places": 2, "picks": 2}

    with pytest.raises(error, match=words):
        fewest_ballots(**(usual | asked))


# --- Equal organisations: could those who have not voted have changed it? ----------------------


def naive_non_voters(ballots, missing, topics, places):
    """The same by letting any so many of them vote in every way."""

    def sets(papers):
        weights = weights_of([organisation for _choices, organisation in papers], "equal")
        patterns = merge([choices for choices, _organisation in papers], weights)
        return plain_count(patterns, topics, places).committees

    now = sets(ballots)
    if len(now) > 1:
        return 0
    people = [organisation for organisation, n in missing.items() for _ in range(n)]
    for k in range(1, len(people) + 1):
        for who in set(combinations(sorted(people, key=str), k)):
            for papers in product(legal_ballots(topics, 2), repeat=k):
                if sets([*ballots, *zip(papers, who, strict=True)]) != now:
                    return k
    return None


@pytest.mark.parametrize("seed", range(60))
def test_check_6_non_voters_under_equal_organisations_equal_brute_force(seed):
    rng = random.Random(seed)
    topics, places = TOPICS[: rng.randint(2, 3)], rng.randint(1, 2)
    homes = ["Coast", "Hills", "Harbour Lights", None]
    ballots = [
        (tuple(rng.sample(topics, rng.randint(0, 2))), rng.choice(homes))
        for _ in range(rng.randint(1, 7))
    ]
    missing = {home: rng.randint(0, 1) for home in homes}

    assert non_voters_needed(ballots, missing, topics, places) == naive_non_voters(
        ballots, missing, topics, places
    )


def test_one_organisation_that_has_not_voted_is_one_voice_however_many_it_has():
    ballots = [(["T1"], "Coast"), (["T1"], "Hills"), (["T2"], "Harbour Lights")]

    assert non_voters_needed(ballots, {"Lantern": 9}, ["T1", "T2"], 1) == 1
    two_more = [*ballots, (["T1"], "Quay"), (["T1"], "Mill")]
    assert non_voters_needed(two_more, {"Lantern": 9}, ["T1", "T2"], 1) is None
    assert non_voters_needed(two_more, {None: 9}, ["T1", "T2"], 1) == 3


def test_each_further_ballot_of_an_organisation_closes_less():
    ballots = [(["T1"], "Coast"), (["T1"], "Hills"), (["T2"], "Quay"), (["T1", "T2"], "Quay")]

    # Level at Coast leaves half a vote; with three of four there T2 has caught up.
    assert non_voters_needed(ballots, {"Coast": 9}, ["T1", "T2"], 1) == 3
    assert non_voters_needed(ballots, {"Coast": 2}, ["T1", "T2"], 1) is None


def test_where_all_topics_fit_nobody_can_change_anything():
    assert non_voters_needed([(["T1"], None)], {None: 5}, ["T1", "T2"], 2) is None
