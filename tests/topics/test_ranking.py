"""The count is exact, treats every topic and every ballot alike, and says how close it was."""

import json
import os
import random
from fractions import Fraction
from itertools import combinations, product
from pathlib import Path

import pytest

from topics.ranking import (
    Distance,
    Outcome,
    Pattern,
    changed_ballots,
    extend,
    extra_ballots,
    margin,
    merge,
    plain_count,
)

SHARED = Path(os.environ.get("SHARED_CASES") or Path(__file__).parents[3] / "shared")
CASES = SHARED if (SHARED / "index.json").exists() else SHARED / "voting"
TOPICS = ["T1", "T2", "T3", "T4", "T5", "T6", "T7"]
DEMO = """235 124 123 234 124 245 127 126 136 134 134 126 12 136 134 145 237 145 125 23 125 235
          134 123"""  # V01 to V24 of the demonstration, 235 standing for T2, T3, T5


def ballots_of(text):
    return [[f"T{digit}" for digit in ballot if digit != "-"] for ballot in text.split()]


def counted(text, places, topics=TOPICS):
    return plain_count(merge(ballots_of(text)), topics, places)


def chosen(text, places, topics=TOPICS):
    return sorted(extend(counted(text, places, topics), places).chosen)


# --- Merging ballots ------------------------------------------------------------------------


def test_identical_ballots_become_one_pattern():
    patterns = merge([["T2", "T1"], ["T1", "T2"], ["T1"], [], ["T1", "T1"]])

    assert patterns == [
        Pattern(frozenset(), Fraction(1), 1),
        Pattern(frozenset({"T1"}), Fraction(2), 2),
        Pattern(frozenset({"T1", "T2"}), Fraction(2), 2),
    ]


def test_ballots_of_different_weight_are_kept_apart():
    patterns = merge([["T1"], ["T1"], ["T1"]], [Fraction(1), Fraction(1, 2), Fraction(1, 2)])

    assert [(pattern.each, pattern.ballots) for pattern in patterns] == [
        (Fraction(1, 2), 2),
        (1, 1),
    ]


def test_as_many_weights_as_ballots():
    with pytest.raises(ValueError, match="zip"):
        merge([["T1"], ["T2"]], [Fraction(1)])


@pytest.mark.parametrize(
    ("weight", "ballots", "error"),
    [(0.5, 1, TypeError), (Fraction(0), 1, ValueError), (-1, 1, ValueError), (1, 0, ValueError)],
)
def test_a_pattern_refuses_floats_and_weights_of_nothing(weight, ballots, error):
    with pytest.raises(error):
        Pattern(frozenset({"T1"}), weight, ballots)


# --- Counting -------------------------------------------------------------------------------


def test_the_demonstration_has_a_clear_result():
    count = counted(DEMO, 3)

    assert list(count.totals.values()) == [18, 16, 13, 10, 7, 4, 2]
    assert count.committees == {frozenset({"T1", "T2", "T3"})}
    assert (count.certain, count.tied, count.cut) == ({"T1", "T2", "T3"}, frozenset(), 13)
    assert extend(count, 3) == Outcome(frozenset({"T1", "T2", "T3"}), frozenset(), "clear")
    assert margin(count) == 3


def test_the_demonstration_turns_on_two_ballots():
    patterns = merge(ballots_of(DEMO))
    count = plain_count(patterns, TOPICS, 3)

    assert changed_ballots(patterns, count, picks=3) == Distance(2, 2, 2)
    # Three people did not vote; all three for T4 and not T3 would tie it, and four topics go on.
    assert extra_ballots(count, picks=3) == Distance(3, 4, 3)
    assert chosen(DEMO + " 4 4 4", 3) == ["T1", "T2", "T3", "T4"]
    assert chosen(DEMO + " 4 4", 3) == ["T1", "T2", "T3"]


@pytest.mark.parametrize(
    ("ballots", "ranks"),
    [
        ("1 1 1 2 2 3 3 4", [(1, "T1", 3), (2, "T2", 2), (2, "T3", 2), (4, "T4", 1)]),
        ("4 3 2 1", [(1, "T1", 1), (1, "T2", 1), (1, "T3", 1), (1, "T4", 1)]),
        ("2 2 -", [(1, "T2", 2), (2, "T1", 0), (2, "T3", 0), (2, "T4", 0)]),
    ],
)
def test_equal_totals_share_a_rank(ballots, ranks):
    assert counted(ballots, 2, TOPICS[:4]).ranks() == ranks
    assert counted(ballots, 2, TOPICS[3::-1]).ranks() == ranks


@pytest.mark.parametrize(
    ("ballots", "places", "certain", "tied", "committees"),
    [
        ("1 1 2 3", 2, "1", "23", {"12", "13"}),
        ("1 1 1 2 2 3 3", 2, "1", "23", {"12", "13"}),
        ("1 2 3", 2, "", "123", {"12", "13", "23"}),
        ("1 1 2 2 3", 2, "12", "", {"12"}),  # a tie inside the chosen needs no resolution
        ("1 1", 2, "1", "23", {"12", "13"}),  # topics nobody picked fill places, as published
        ("-", 3, "123", "", {"123"}),
        ("1", 5, "123", "", {"123"}),
    ],
)
def test_every_winning_set_is_listed(ballots, places, certain, tied, committees):
    count = counted(ballots, places, TOPICS[:3])

    assert count.certain == {f"T{digit}" for digit in certain}
    assert count.tied == {f"T{digit}" for digit in tied}
    assert count.committees == {frozenset(f"T{digit}" for digit in c) for c in committees}


def test_too_many_equal_agendas_are_not_listed():
    count = plain_count([], [f"T{n}" for n in range(30)], 15)

    with pytest.raises(ValueError, match="Too many"):
        _ = count.committees


def test_a_ballot_for_something_else_is_refused():
    with pytest.raises(ValueError, match="T9"):
        counted("9", 1)


def test_a_vote_needs_a_place():
    with pytest.raises(ValueError, match="place"):
        counted("1", 0)


def test_twelfths_make_exactly_one():
    """Ten from one organisation against one from another: floats would see no tie here."""
    weights = [Fraction(1, 10)] * 10 + [Fraction(1)]
    count = plain_count(merge([["X"]] * 10 + [["Y"]], weights), ["X", "Y"], 1)

    assert count.tied == {"X", "Y"}


# --- The tie rule ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ballots", "chosen", "undecided", "reason", "unfilled"),
    [
        ("12 12 1 2 3", "12", "", "clear", 0),
        ("1 1 2 3", "123", "", "extended", 0),
        ("1 2 3", "123", "", "extended", 0),
        ("1 1 2 3 4", "1", "234", "unresolved", 0),
        ("1 2 3 4", "", "1234", "unresolved", 0),
        ("1 1 -", "1", "", "clear", 1),  # the second place is not filled from topics at zero
        ("1 2", "12", "", "clear", 0),
        ("- - -", "", "", "unresolved", 2),
        ("", "", "", "unresolved", 2),
    ],
)
def test_all_tied_topics_go_forward_if_that_is_one_more(
    ballots, chosen, undecided, reason, unfilled
):
    outcome = extend(counted(ballots, 2), 2)

    assert outcome.chosen == {f"T{digit}" for digit in chosen}
    assert outcome.undecided == {f"T{digit}" for digit in undecided}
    assert (outcome.reason, outcome.unfilled) == (reason, unfilled)


@pytest.mark.parametrize(
    ("most_extra", "reason"), [(0, "unresolved"), (1, "unresolved"), (2, "extended")]
)
def test_how_many_more_can_be_agreed(most_extra, reason):
    assert extend(counted("1 1 2 3 4", 2), 2, most_extra).reason == reason


def test_fewer_topics_than_places():
    few = ["T1", "T2"]

    assert extend(counted("1", 3, few), 3) == Outcome(frozenset({"T1"}), frozenset(), "clear", 2)
    assert extend(counted("1 2", 3, few), 3) == Outcome(frozenset(few), frozenset(), "clear", 1)


def test_the_tie_rule_belongs_to_the_count():
    with pytest.raises(ValueError, match="another number of places"):
        extend(counted("1", 2), 3)


# --- How close it was -----------------------------------------------------------------------


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
def test_distances_equal_brute_force(seed):
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
def test_extra_ballots_equal_brute_force(seed):
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


# --- Nothing but the votes matters ----------------------------------------------------------


@pytest.mark.parametrize("seed", range(20))
def test_order_names_scale_and_splitting_change_nothing(seed):
    rng = random.Random(seed)
    ballots = [rng.sample(TOPICS, rng.randint(0, 3)) for _ in range(rng.randint(3, 30))]
    patterns = merge(ballots)
    count = plain_count(patterns, TOPICS, 3)
    distance = changed_ballots(patterns, count, 3)

    shuffled, names = rng.sample(ballots, len(ballots)), rng.sample(TOPICS, 7)
    assert merge(shuffled) == patterns
    assert plain_count(merge(shuffled), names, 3) == count

    other = dict(zip(TOPICS, names, strict=True))
    renamed = merge([[other[topic] for topic in ballot] for ballot in ballots])
    recount = plain_count(renamed, TOPICS, 3)
    assert recount.committees == {frozenset(other[t] for t in c) for c in count.committees}
    assert changed_ballots(renamed, recount, 3) == distance

    scaled = [Pattern(p.choices, p.weight * Fraction(2, 7), p.ballots) for p in patterns]
    recount = plain_count(scaled, TOPICS, 3)
    assert recount.committees == count.committees
    assert changed_ballots(scaled, recount, 3) == distance

    split = [Pattern(p.choices, p.each) for p in patterns for _ in range(p.ballots)]
    assert plain_count(split, TOPICS, 3) == count
    assert changed_ballots(split, count, 3) == distance


def test_blank_and_approve_everything_ballots_move_no_topic():
    usual = counted("12 1 3", 2, TOPICS[:4])
    padded = counted("12 1 3 - - 1234 1234", 2, TOPICS[:4])

    assert padded.committees == usual.committees
    assert [total - 2 for total in padded.totals.values()] == list(usual.totals.values())


# --- Published and recomputed votes ---------------------------------------------------------


def weight_of(ballot):
    return Fraction(ballot.get("weight_each", 1)) * ballot["count"]


def instances():
    """(id, ballots as patterns, options, places, expected) of every case with a plain count."""
    if not (CASES / "index.json").exists():
        return
    for listed in json.loads((CASES / "index.json").read_text())["files"]:
        for case in json.loads((CASES / listed["file"]).read_text())["instances"]:
            if "av" in case.get("expected", {}):
                patterns = [
                    Pattern(frozenset(b["approve"]), weight_of(b), b["count"])
                    for b in case["ballots"]
                ]
                yield case["id"], patterns, case, case["expected"]["av"], case["totals"]
            for weighting, expected in case.get("expected", {}).items():
                if "av" in expected:
                    patterns = by_channel(case, equal="equal" in weighting)
                    yield (
                        f"{case['id']}-{weighting}",
                        patterns,
                        case,
                        expected["av"],
                        expected["totals"],
                    )


def by_channel(case, equal):
    sizes = case["groups"]
    each = {group: Fraction(1, size) if equal else Fraction(1) for group, size in sizes.items()}
    return [
        Pattern(frozenset(b["rank"]), each[b["group"]] * b["count"], b["count"])
        for b in case["ballots"]
    ]


ACCEPTED = [pytest.param(*rest, id=name) for name, *rest in instances()]
needs_cases = pytest.mark.skipif(
    not ACCEPTED, reason=f"No published votes in {CASES}; set SHARED_CASES to their folder."
)


@needs_cases
def test_all_published_votes_were_found():
    assert len(ACCEPTED) == 33 + 99 + 10 + 5 * 2 + 6 + 1


@needs_cases
@pytest.mark.parametrize(("patterns", "case", "expected", "totals"), ACCEPTED)
def test_published_votes_come_out_as_published(patterns, case, expected, totals):
    count = plain_count(patterns, case["candidates"], case["k"])

    assert count.totals == {option: Fraction(total) for option, total in totals.items()}
    assert count.committees == {frozenset(c) for c in expected["committees"]}
    assert (len(count.committees) > 1) == expected["tied"] == bool(count.tied)


@needs_cases
def test_a_file_that_disagrees_with_its_own_ballots_is_noticed():
    [case] = json.loads((CASES / "negative_control.json").read_text())["instances"]
    options = case["candidates"]
    patterns = [Pattern(frozenset(b["approve"]), weight_of(b), b["count"]) for b in case["ballots"]]
    listed = [Pattern(p.choices.intersection(options), p.weight, p.ballots) for p in patterns]

    with pytest.raises(ValueError, match="Not among the topics: 13"):
        plain_count(patterns, options, 3)
    assert plain_count(listed, options, 3).totals == case["recount"]
    assert case["recount"] != case["published"]["votes_per_option"]
