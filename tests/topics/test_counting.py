"""What is kept of a count: exact, nothing finer than agreed, and derived again from what remains."""

import random
from fractions import Fraction

import pytest

from topics import counting, ranking
from topics.counting import Cast, Terms

TOPICS = tuple(f"T{n}" for n in range(1, 8))
DEMO = """235 124 123 234 124 245 127 126 136 134 134 126 12 136 134 145 237 145 125 23 125 235
          134 123"""


def casts_of(text, **given):
    return [Cast(tuple(f"T{n}" for n in ballot if n != "-"), **given) for ballot in text.split()]


def by_partner(text):
    """Ballots written as partner:choices, as in “a:12 a:1 b:3”."""
    pairs = [ballot.split(":") for ballot in text.split()]
    return [Cast(tuple(f"T{n}" for n in picks), organisation=name) for name, picks in pairs]


def patterns_of(casts):
    return [(cast.choices, cast.band, 1) for cast in casts]


def counted(casts, *, eligible=None, **terms):
    terms = Terms(TOPICS, **({"places": 3, "picks": 3} | terms))
    said = {"voted": len(casts), "eligible": eligible or len(casts)}
    kept = counting.keep(terms, casts)
    patterns = patterns_of(casts) if len(casts) >= terms.floor else []
    return counting.result_of(terms, patterns, said, kept)


def check(result, key):
    return next((one for one in result["checks"] if one["key"] == key), None)


def test_demo_is_counted_as_agreed():
    result = counted(casts_of(DEMO), eligible=27)

    assert list(result["totals"].values()) == ["18", "16", "13", "10", "7", "4", "2"]
    assert (result["margin"], result["ballots_to_change"]) == ("3", 2)
    assert result["non_voters"] == {"n": 3, "could": True}
    assert (result["chosen"], result["with_nothing"]) == (["T1", "T2", "T3"], 0)


def test_fewer_ballots_than_the_floor_keep_nothing():
    result = counted(casts_of("12 13 14 12", organisation="a"))

    assert (result["how"], result["kept"], result["chosen"]) == ("too_few", {}, [])
    assert set(result["totals"].values()) == {"0"}
    assert result["checks"] == []


def test_missed_quorum_shows_counts_and_names_no_winner():
    result = counted(casts_of("12 13 12 12 12"), quorum=6)

    assert (result["how"], result["chosen"], result["totals"]["T1"]) == ("no_quorum", [], "5")
    assert counted(casts_of("12 13 12 12 12"), quorum=5)["how"] == "clear"


def test_ten_of_one_partner_and_one_of_another_tie_exactly_with_equal_weights():
    casts = by_partner("a:1 " * 10 + "b:2")
    result = counted(casts, places=1, weights="equal", is_named=True)

    assert (result["totals"]["T1"], result["totals"]["T2"]) == ("1", "1")
    assert (result["tied"], result["how"]) == (["T1", "T2"], "extended")


def test_weighted_totals_of_a_small_partner_are_withheld_and_the_ranking_is_not():
    large, small = "a:12 " * 5 + "b:13 " * 5, "c:4"
    shown = counted(by_partner(large), weights="equal")
    withheld = counted(by_partner(large + small), weights="equal")

    assert shown["totals"]["T1"] == "2"
    assert (withheld["totals"], withheld["margin"]) == ({}, None)
    assert withheld["ranks"][0] == [1, "T1"]
    assert check(withheld, "people") is not None
    assert check(withheld, "equal") is None  # that is the official one

    alone = [*by_partner(large), Cast(("T4",))]
    assert counted(alone, weights="equal")["totals"] == {}


def test_equal_partners_can_choose_otherwise_than_people():
    result = counted(by_partner("a:1 " * 6 + "b:2 c:2 d:2 e:2"), places=1)

    assert check(result, "equal") == {"key": "equal", "sets": [["T2"]], "same": False}
    assert result["standing"]["T1"] == result["standing"]["T2"] == "swing"
    assert result["standing"]["T7"] == "out"


def test_of_fewer_than_five_partners_nothing_is_said_by_partner():
    """Ten of one partner and one of another: who wins by partners is what that one person chose."""
    few = counted(by_partner("a:123 " * 10 + "b:456 c:1 d:1"))
    lone = counted([*by_partner("a:1 a:1 a:1 b:1"), *casts_of("1 1 1")])

    assert (check(few, "equal"), check(few, "without_partner")) == (None, None)
    assert not {"equal", "without_partner"} & few["kept"].keys()
    assert check(lone, "equal") is not None  # each of no partner is a voice of their own
    assert check(lone, "without_partner") is None


def test_without_any_one_partner_is_said_as_yes_or_no_alone():
    steady = counted(by_partner("a:1 a:1 b:1 c:1 d:1 e:2"), places=1)
    leaning = counted(by_partner("a:1 a:1 a:1 b:2 c:2 d:3 e:4"), places=1)

    assert check(steady, "without_partner") == {
        "key": "without_partner",
        "sets": None,
        "same": True,
    }
    assert check(leaning, "without_partner")["same"] is False


def test_own_ballot_of_the_coordinator_is_left_out_only_if_there_is_one():
    casts = casts_of("1 1 1 2 2")
    assert check(counted(casts, places=1), "without_own") is None

    own = [*casts_of("1 1 2 2"), Cast(("T1",), is_coordinators=True)]
    assert check(counted(own, places=1), "without_own")["sets"] == [["T1"], ["T2"]]


def test_group_as_large_as_a_place_with_nothing_is_named_from_the_floor_on():
    result = counted(casts_of("123 " * 8 + "4 " * 5))
    assert result["left_out"] == [{"topic": "T4", "ballots": 5}]
    assert result["with_nothing"] == 5

    small = counted(casts_of("123 " * 8 + "4 " * 4))
    assert (small["left_out"], small["with_nothing"]) == ([], None)


@pytest.mark.parametrize(
    ("rule", "casts", "chosen", "undecided", "how"),
    [
        ("extend", "12 12 13 13 12 13", ["T1", "T2", "T3"], [], "extended"),
        ("runoff", "12 12 13 13 12 13", ["T1"], ["T2", "T3"], "unresolved"),
        ("chair", "12 12 13 13 12 13", ["T1"], ["T2", "T3"], "unresolved"),
        ("extend", "12 12 13 13 14 14", ["T1"], ["T2", "T3", "T4"], "unresolved"),
        ("extend", "1 2 3 4 5", [], ["T1", "T2", "T3", "T4", "T5"], "unresolved"),
    ],
)
def test_tie_at_the_cut_follows_the_rule_agreed(rule, casts, chosen, undecided, how):
    result = counted(casts_of(casts), places=2, tie_rule=rule)

    assert (result["chosen"], result["undecided"], result["how"]) == (chosen, undecided, how)


def test_breadth_takes_the_topic_wanted_by_more_partners():
    level = by_partner("a:12 a:12 a:12 b:13 c:13 d:13")
    result = counted(level, places=2, tie_rule="breadth")
    assert (result["chosen"], result["how"]) == (["T1", "T3"], "breadth")

    as_wide = by_partner("a:12 b:12 a:13 b:13 a:1")
    result = counted(as_wide, places=2, tie_rule="breadth")
    assert (result["undecided"], result["how"]) == (["T2", "T3"], "unresolved")


def test_of_the_partners_behind_each_topic_only_what_settles_the_tie_is_kept():
    """Of two partners the second has one person: which topics both chose is what that person chose."""
    kept = [
        counted(by_partner("a:123 " * 6 + "a:1 b:" + chosen), places=2, tie_rule="breadth")["kept"]
        for chosen in ("145", "167")
    ]
    clear = counted(by_partner("a:12 " * 6 + "b:34"), places=2, tie_rule="breadth")["kept"]

    assert kept[0]["breadth"] == kept[1]["breadth"] == {"taken": [], "level": ["T2", "T3"]}
    assert clear["breadth"] == {"taken": [], "level": []}


def test_lot_is_drawn_from_what_was_fixed_before_and_can_be_repeated():
    drawn = {}
    for secret in ("one", "two", "three", "four"):
        terms = {"places": 2, "tie_rule": "lot", "lot_secret": secret, "lot_name": "7"}
        result = counted(casts_of("12 12 13 13 12 13"), **terms)
        lot = result["lot"]
        assert lot["order"] == ranking.by_lot(["T3", "T2"], secret, "7", lot["count"])
        assert (result["chosen"], result["how"]) == (["T1", lot["order"][0]], "lot")
        drawn[secret] = lot["order"][0]
    assert set(drawn.values()) == {"T2", "T3"}


def test_topic_that_nobody_chose_never_fills_a_place():
    result = counted(casts_of("1 1 1 2 2"))

    assert (result["chosen"], result["how"], result["undecided"]) == (["T1", "T2"], "clear", [])


def test_topic_without_a_vote_is_not_chosen_where_all_would_fit():
    terms = Terms(("T1", "T2", "T3"), places=3, picks=3)
    casts = casts_of("1 1 1 2 2")
    result = counting.result_of(
        terms, patterns_of(casts), {"voted": 5, "eligible": 5}, counting.keep(terms, casts)
    )

    assert result["chosen"] == ["T1", "T2"]


def test_balanced_agenda_of_a_long_list_is_found_one_by_one():
    topics = tuple(f"T{n:02}" for n in range(30))
    casts = [Cast((topic,)) for n, topic in enumerate(topics) for _n in range(n + 1)]
    terms = Terms(topics, places=10, picks=1)
    result = counting.result_of(
        terms, patterns_of(casts), {"voted": 465, "eligible": 465}, counting.keep(terms, casts)
    )

    assert check(result, "balanced")["sets"] == [list(topics[20:])]


def test_ranked_ballots_are_counted_in_points():
    result = counted(casts_of("123 123 123 321 321"), places=2, is_ranked=True)

    assert list(result["totals"].items())[:3] == [("T1", "11"), ("T2", "10"), ("T3", "9")]
    assert check(result, "approvals")["sets"] == [["T1", "T2"], ["T1", "T3"], ["T2", "T3"]]
    assert result["ballots_to_change"] is None


def test_huge_longlist_with_everything_level_is_counted_all_the_same():
    topics = tuple(f"T{n}" for n in range(60))
    casts = [Cast((topic,)) for topic in topics[:50]]
    terms = Terms(topics, places=10, picks=1)
    result = counting.result_of(
        terms, patterns_of(casts), {"voted": 50, "eligible": 50}, counting.keep(terms, casts)
    )

    assert len(result["undecided"]) == 50
    assert (result["checks"], result["standing"]) == ([], {})


def test_result_is_the_same_from_the_patterns_in_any_order():
    chance = random.Random(3)
    for _round in range(50):
        casts = [
            Cast(
                tuple(sorted(chance.sample(TOPICS, chance.randint(0, 3)))),
                organisation=chance.choice("abcd"),
            )
            for _voter in range(chance.randint(5, 30))
        ]
        terms = Terms(TOPICS, 3, 3)
        kept, said = counting.keep(terms, casts), {"voted": len(casts), "eligible": 30}
        once = counting.result_of(terms, patterns_of(casts), said, kept)
        chance.shuffle(casts)
        again = counting.result_of(terms, patterns_of(casts), said, counting.keep(terms, casts))
        assert once == again
        assert sum(Fraction(total) for total in once["totals"].values()) == once["votes"]
