"""Published and recomputed votes come out as published, by every method."""

from fractions import Fraction

import pytest

from tests.topics.ballots import as_patterns, as_rankings, needs_cases, published
from topics import ranking

METHODS = {
    "av": lambda *vote: ranking.committees(*vote, "plain"),
    "sav": lambda *vote: ranking.committees(*vote, "sav"),
    "pav": lambda *vote: ranking.committees(*vote, "pav"),
    "cc": lambda *vote: ranking.committees(*vote, "cc"),
    "seqpav": lambda *vote: ranking.committees(*vote, "seqpav"),
    "seqphragmen": lambda *vote: ranking.committees(*vote, "phragmen"),
    "mes_none": lambda *vote: ranking.equal_shares(*vote),
    "mes_phragmen": lambda *vote: ranking.equal_shares(*vote, "phragmen"),
    "mes_av": lambda *vote: ranking.equal_shares(*vote, "plain"),
}
VOTES = published()
GROUPED = [case for case in VOTES if "groups" in case]
RANKED = [case for case in VOTES if "schulze" in case.get("expected", {})]
[BROKEN] = [case for case in VOTES if "expected_check" in case] or [None]


def expectations():
    """(what, case, whether each group is one vote, its expected sets and totals)."""
    for case in VOTES:
        expected = case.get("expected", {})
        if "av" in expected:
            yield case["id"], case, False, {"totals": case["totals"], **expected}
        for weighting in ("one_weight_per_person", "equal_weight_per_channel"):
            if weighting in expected:
                equal = weighting.startswith("equal")
                yield f"{case['id']}-{weighting}", case, equal, expected[weighting]


APPROVED = [pytest.param(*rest, id=name) for name, *rest in expectations()]
pytestmark = needs_cases


def test_all_published_votes_were_found():
    assert len(APPROVED) == 33 + 99 + 10 + 5 * 2 + 6 + 1
    assert len(RANKED) == 6
    assert len(VOTES) == 161
    assert sum(len(one.values[2].keys() & METHODS) for one in APPROVED) == 1381


@pytest.mark.parametrize(("case", "equal", "expected"), APPROVED)
def test_check_1_every_method_gives_the_published_sets_and_totals(case, equal, expected):
    patterns = as_patterns(case, equal)
    count = ranking.plain_count(patterns, case["candidates"], case["k"])

    assert count.totals == {one: Fraction(total) for one, total in expected["totals"].items()}
    assert bool(count.tied) == expected["av"]["tied"]
    for method in expected.keys() & METHODS:
        found = METHODS[method](patterns, case["candidates"], case["k"])
        assert found == {frozenset(one) for one in expected[method]["committees"]}, method
        assert (len(found) > 1) == expected[method]["tied"], method


@pytest.mark.parametrize("case", GROUPED, ids=lambda case: case["id"])
def test_check_1_ranked_city_votes_have_the_published_votes_and_points(case):
    votes = ranking.plain_count(as_patterns(case), case["candidates"], 3)
    points = ranking.points_count(as_rankings(case), case["candidates"], 3, most=3)

    assert votes.totals == case["published"]["votes_per_option"]
    assert points.totals == case["published"]["score_3_2_1"]
    assert votes.committees == {frozenset(case["top3_by_votes"])}
    assert points.committees == {frozenset(case["top3_by_score"])}


@pytest.mark.parametrize("case", RANKED, ids=lambda case: case["id"])
def test_check_1_ranked_examples_have_the_published_winners(case):
    rankings, topics, expected = as_rankings(case), case["candidates"], case["expected"]
    pairs = {f"{a}>{b}": votes for (a, b), votes in ranking.preferred(rankings, topics).items()}

    assert case["published"].get("pairwise", pairs) == pairs
    assert ranking.schulze(rankings, topics) == set(expected["schulze"]["winners"])
    if "borda" in expected:
        points = ranking.points_count(rankings, topics, 1, most=len(topics) - 1)
        assert points.totals == expected["borda"]["scores"]
        assert points.certain == set(expected["borda"]["winners"])
    if "irv_all_tiebreaks" in expected:
        winners = set(expected["irv_all_tiebreaks"]["winners"])
        assert ranking.instant_runoff_winners(rankings, topics) == winners


def test_check_1_a_file_that_disagrees_with_its_own_ballots_is_noticed():
    options, patterns = BROKEN["candidates"], as_patterns(BROKEN)
    listed = [
        ranking.Pattern(p.choices.intersection(options), p.weight, p.ballots) for p in patterns
    ]

    with pytest.raises(ValueError, match="Not among the topics: 13"):
        ranking.plain_count(patterns, options, 3)
    assert ranking.plain_count(listed, options, 3).totals == BROKEN["recount"]
    assert BROKEN["recount"] != BROKEN["published"]["votes_per_option"]
