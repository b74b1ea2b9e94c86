"""Nothing but the votes matters: names, order, bundling and scale change no result of any method."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.topics.ballots import TOPICS
from topics import ranking
from topics.ranking import Pattern, Ranking

FIVE = TOPICS[:5]
papers = st.tuples(
    st.lists(st.sampled_from(FIVE), max_size=3, unique=True),
    st.sampled_from([Fraction(1), Fraction(1, 2), Fraction(1, 3), Fraction(2, 12)]),
    st.integers(1, 4),
)
votes = st.lists(papers, max_size=7)
places = st.integers(1, 4)
often = settings(max_examples=40, deadline=None, derandomize=True)


def as_rankings(vote):
    return [
        Ranking(tuple(frozenset({one}) for one in order), each * ballots, ballots)
        for order, each, ballots in vote
    ]


def as_patterns(vote):
    return [Pattern(frozenset(order), each * ballots, ballots) for order, each, ballots in vote]


def sets_by_method(vote, topics, places):
    patterns, rankings = as_patterns(vote), as_rankings(vote)
    found = {
        method: ranking.committees(patterns, topics, places, method) for method in ranking.METHODS
    }
    for complete in ("phragmen", "plain"):
        found[f"mes {complete}"] = ranking.equal_shares(patterns, topics, places, complete)
    found["points"] = ranking.points_count(rankings, topics, places, most=3).committees
    found["schulze"] = ranking.schulze_committees(rankings, topics, places)
    found["pairs"] = {ranking.schulze(rankings, topics)}
    found["runoff"] = {ranking.instant_runoff_winners(rankings, topics)}
    return found


def numbers(vote, topics, places):
    """How close it was, and whom each plain winning set leaves out."""
    patterns = as_patterns(vote)
    count = ranking.plain_count(patterns, topics, places)
    found = {"plain": ranking.changed_ballots(patterns, count, 3)}
    for method in ("plain", "pav"):
        for kind in ("changed", "withdrawn"):
            vote_asked = (patterns, topics, places, 3, method, kind)
            found[method, kind] = ranking.fewest_ballots(*vote_asked)
            found[method, kind, "beat"] = ranking.fewest_ballots(*vote_asked, beat=True)
    found["out"] = [
        sum(group.ballots for group in ranking.strongly_left_out(patterns, chosen, places))
        for chosen in sorted(count.committees, key=sorted)
    ]
    found["out"].sort()
    return found


@often
@given(votes, places, st.permutations(FIVE))
def test_check_3_new_names_for_the_topics_give_the_same_under_the_new_names(vote, places, others):
    new = dict(zip(FIVE, others, strict=True))
    renamed = [([new[one] for one in order], each, n) for order, each, n in vote]

    before = sets_by_method(vote, FIVE, places)
    assert sets_by_method(renamed, FIVE, places) == {
        method: {frozenset(new[one] for one in chosen) for chosen in sets}
        for method, sets in before.items()
    }
    assert numbers(renamed, FIVE, places) == numbers(vote, FIVE, places)


@often
@given(votes, places, st.permutations(FIVE), st.randoms(use_true_random=False))
def test_check_3_the_order_of_topics_and_of_ballots_does_not_matter(vote, places, others, chance):
    shuffled = chance.sample(vote, len(vote))

    assert sets_by_method(shuffled, others, places) == sets_by_method(vote, FIVE, places)
    assert numbers(shuffled, others, places) == numbers(vote, FIVE, places)


@often
@given(votes, places, st.fractions(Fraction(1, 50), 50))
def test_check_3_the_scale_of_the_weights_does_not_matter(vote, places, factor):
    scaled = [(order, each * factor, n) for order, each, n in vote]

    assert sets_by_method(scaled, FIVE, places) == sets_by_method(vote, FIVE, places)
    assert numbers(scaled, FIVE, places) == numbers(vote, FIVE, places)


@often
@given(votes, places)
def test_check_4_a_bundle_counts_as_its_ballots_one_by_one(vote, places):
    single = [(order, each, 1) for order, each, n in vote for _ballot in range(n)]

    assert sets_by_method(single, FIVE, places) == sets_by_method(vote, FIVE, places)
    assert numbers(single, FIVE, places) == numbers(vote, FIVE, places)


@often
@given(votes, places)
def test_check_4_repeated_ballots_are_one_of_their_weight_together(vote, places):
    heavy = [(order, each * n, 1) for order, each, n in vote]

    assert sets_by_method(heavy, FIVE, places) == sets_by_method(vote, FIVE, places)


@often
@given(votes, places, st.integers(1, 3))
def test_check_4_blank_ballots_change_no_set_and_leave_nobody_out(vote, places, blanks):
    padded = [*vote, ([], Fraction(1), blanks)]

    assert sets_by_method(padded, FIVE, places) == sets_by_method(vote, FIVE, places)
    before, after = numbers(vote, FIVE, places), numbers(padded, FIVE, places)
    assert after["out"] == before["out"]


@often
@given(votes, places, st.integers(1, 3))
def test_check_4_ballots_for_everything_change_no_set_that_is_found_by_sums(vote, places, n):
    """Not so of methods that go one topic after another: there such a ballot is served by each."""
    padded = [*vote, (FIVE, Fraction(1), n)]
    before, after = sets_by_method(vote, FIVE, places), sets_by_method(padded, FIVE, places)

    for method in ("plain", "pav", "sav", "cc"):
        assert after[method] == before[method], method


@often
@given(votes, places)
def test_a_winning_set_fills_its_places_and_totals_add_up(vote, places):
    patterns = as_patterns(vote)
    count = ranking.plain_count(patterns, FIVE, places)

    assert sum(count.totals.values()) == sum(p.weight * len(p.choices) for p in patterns)
    for method, sets in sets_by_method(vote, FIVE, places).items():
        if method not in {"mes", "pairs", "runoff"}:
            assert sets, method
            assert {len(chosen) for chosen in sets} == {places}, method
