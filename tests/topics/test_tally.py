"""`manage.py tally`: ballots from a file get the same account as ballots cast here."""

import json
import subprocess
import sys

import pytest
from django.conf import settings

from tests.topics.ballots import CASES, DEMO, TOPICS, ballots_of, needs_cases
from tests.topics.tallies import as_csv, counted, run


@pytest.fixture
def carrowby(tmp_path):
    homes = ["Coast", "Hills", "Harbour Lights"]
    lines = [
        f"V{n:02},{homes[n % 3]},{';'.join(ballot)}" for n, ballot in enumerate(ballots_of(DEMO))
    ]
    return as_csv(tmp_path, *lines)


@pytest.fixture
def slate(tmp_path):
    """Six people of one organisation vote one slate; four from four others want something else."""
    lines = [f"S{n},Coast,A;B;C" for n in range(6)]
    return as_csv(tmp_path, *lines, *(f"D{n},Small {n},D" for n in range(4)))


# --- What comes out ------------------------------------------------------------------------


def test_the_demonstration_comes_out_as_everywhere_else(capsys, carrowby):
    assert counted(capsys, carrowby) == {
        "method": "plain",
        "chosen": ["T1", "T2", "T3"],
        "certain": ["T1", "T2", "T3"],
        "tied": [],
        "committees": [["T1", "T2", "T3"]],
        "totals": dict(zip(TOPICS, ["18", "16", "13", "10", "7", "4", "2"], strict=True)),
        "ballots": 24,
        "blank": 0,
        "flip_distance": 2,
        "left_out": [],
    }
    pav = counted(capsys, carrowby, "--method", "pav")
    assert (pav["chosen"], pav["flip_distance"]) == (["T1", "T2", "T3"], 1)


def test_in_words_for_a_coordinator(capsys, carrowby):
    said = run(capsys, carrowby)

    for line in (
        "24 ballots, 0 of them blank; 3 places.",
        "*   3  13  T3\n  --",
        "Chosen: T1, T2 and T3.",
        "2 ballots filled in differently would have been enough for another result, or a tie.",
        "Balanced agenda: the same.",
        "Counting each organisation as one: ",
        "No group as large as a place agrees on a topic and was left with nothing.",
    ):
        assert line in said


def test_a_group_left_out_and_what_would_include_it_are_said(capsys, slate):
    said, found = run(capsys, slate), counted(capsys, slate)

    assert found["left_out"] == [{"topic": "D", "ballots": 4}]
    assert found["flip_distance"] == 1
    assert "4 ballots chose “D” and got nothing." in said
    assert "Balanced agenda: A, B and D; or A, C and D; or B, C and D." in said
    assert "Counting each organisation as one: A, B and D; or " in said


@pytest.mark.parametrize(
    ("weights", "totals", "chosen"),
    [
        ("person", {"A": "6", "B": "6", "C": "6", "D": "4"}, ["A", "B", "C"]),
        ("equal", {"A": "1", "B": "1", "C": "1", "D": "4"}, ["D"]),
        ("capped", {"A": "3", "B": "3", "C": "3", "D": "4"}, ["D"]),
    ],
)
def test_organisations_can_weigh(capsys, slate, weights, totals, chosen):
    found = counted(capsys, slate, "--weights", weights)

    assert (found["totals"], found["chosen"]) == (totals, chosen)
    assert found["certain"] == chosen
    assert found["tied"] == ([] if weights == "person" else ["A", "B", "C"])


def test_check_2_ten_tenths_against_one_are_an_exact_tie(capsys, tmp_path):
    """Floats make 0.9999999999999999 of them, and a winner."""
    path = as_csv(tmp_path, *(f"A{n},Coast,X" for n in range(10)), "B,Hills,Y")

    found = counted(capsys, path, "--weights", "equal", "--choose", "1")

    assert found["totals"] == {"X": "1", "Y": "1"}
    assert found["tied"] == ["X", "Y"]
    assert found["committees"] == [["X"], ["Y"]]
    assert (found["chosen"], found["flip_distance"]) == ([], 0)


def test_totals_are_exact_fractions(capsys, tmp_path):
    path = as_csv(tmp_path, "1,Coast,A;B", "2,Coast,A", "3,,B", "4,,B")

    assert counted(capsys, path, "--weights", "equal")["totals"] == {"A": "1", "B": "5/2"}
    assert counted(capsys, path, "--method", "sav")["totals"] == {"A": "3/2", "B": "5/2"}


def test_a_fraction_nobody_could_read_is_rounded_in_words_only(capsys, tmp_path):
    sizes = [7, 11, 13, 17, 19]
    lines = [f"{size}-{n},P{size},{'A' if n else 'B'}" for size in sizes for n in range(size)]
    path = as_csv(tmp_path, *lines)

    assert counted(capsys, path, "--weights", "equal")["totals"]["B"] == "136489/323323"
    assert "≈0.42  B" in run(capsys, path, "--weights", "equal")


@pytest.mark.parametrize(
    ("method", "options", "committees"),
    [
        ("plain", [], ["ABC"]),
        ("pav", [], ["ABD", "ACD", "BCD"]),
        ("seqpav", [], ["ABD", "ACD", "BCD"]),
        ("phragmen", [], ["ABD", "ACD", "BCD"]),
        ("sav", [], ["ABD", "ACD", "BCD"]),
        ("cc", [], ["ABD", "ACD", "BCD"]),
        ("mes", [], ["AD", "BD", "CD"]),
        ("mes", ["--complete", "plain"], ["ABD", "ACD", "BCD"]),
        ("mes", ["--complete", "phragmen"], ["ABD", "ACD", "BCD"]),
        ("points", [], ["ABD"]),  # six times 3, 2, 1 and four times 3
        ("schulze", [], ["ABC"]),
    ],
)
def test_every_method_can_be_asked_for(capsys, slate, method, options, committees):
    found = counted(capsys, slate, "--method", method, *options)

    assert found["method"] == method
    assert found["committees"] == [list(names) for names in committees]
    assert found["certain"] == sorted(set.intersection(*map(set, committees)))
    assert (found["flip_distance"] is None) == (method not in {"plain", "pav"})
    assert run(capsys, slate, "--method", method, *options)


def test_a_tie_is_said_and_no_name_is_preferred(capsys, tmp_path):
    path = as_csv(tmp_path, "1,,A", "2,,A", "3,,B", "4,,C", "5,,")

    found, said = counted(capsys, path, "--choose", "2"), run(capsys, path, "--choose", "2")

    assert found["committees"] == [["A", "B"], ["A", "C"]]
    assert (found["chosen"], found["certain"], found["tied"]) == (["A"], ["A"], ["B", "C"])
    assert (found["ballots"], found["blank"], found["flip_distance"]) == (5, 1, 0)
    assert "Exactly level: B and C. One place is left for them" in said
    assert "It is a tie now" in said


@needs_cases
@pytest.mark.parametrize(
    "name", ["abc_book_examples", "pabulib_gdynia_2020_choose3", "pabulib_lodz_warsaw"]
)
@pytest.mark.parametrize("method", ["plain", "pav"])
def test_published_files_are_read_as_they_are(capsys, name, method):
    expected = json.loads((CASES / f"{name}.json").read_text())["instances"]

    found = counted(capsys, CASES / f"{name}.json", "--method", method)

    rule = {"plain": "av", "pav": "pav"}[method]
    for one, case in zip(found, expected, strict=True):
        assert one["totals"] == case["totals"]
        assert one["committees"] == sorted(map(sorted, case["expected"][rule]["committees"]))


@needs_cases
def test_check_10_a_real_vote_with_a_tie_for_two_places(capsys):
    found = counted(capsys, CASES / "preflib_poster_2016.json")

    assert found["ballots"] == 65  # of the 67 who could vote
    assert found["certain"] == ["PosterA1"]
    assert found["tied"] == ["PosterA2", "PosterA3", "PosterA4"]
    assert len(found["committees"]) == 3


def test_it_needs_no_database_and_says_so_by_its_exit_status(carrowby, tmp_path):
    def exit_status(path):
        command = [sys.executable, "manage.py", "tally", str(path)]
        done = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True)
        return done.returncode, done.stderr

    assert exit_status(carrowby) == (0, "")
    status, said = exit_status(tmp_path / "missing.csv")
    assert status == 2
    assert said.count("\n") == 1
    assert "Traceback" not in said
