"""Ballots that cannot be counted are refused in one sentence that says where, with exit status 2."""

import json

import pytest
from django.core.management import CommandError, call_command

from tests.topics.ballots import CASES, needs_cases

HEAD = "ballot,organisation,choices"


def refusal(path, *options):
    with pytest.raises(CommandError) as refused:
        call_command("tally", path, *options)
    said = str(refused.value)
    assert refused.value.returncode == 2
    assert said.endswith(".")
    assert "\n" not in said
    return said


@pytest.mark.parametrize(
    ("content", "options", "said"),
    [
        (f"{HEAD}\n1,,A\n\n2,,A;B;A\n", [], "Line 4: “A” is chosen twice."),
        (f"{HEAD}\n1,,A\n2,,A;B\n", ["--picks=1"], "Line 3: 2 choices, where at most 1 fit."),
        (f"{HEAD}\n1,,A\n2,,B\n1,,C\n", [], "Line 4: ballot “1” is there already, on line 2."),
        (f"{HEAD}\n1,,A\n ,,B\n", [], "Line 3: the ballot has no name or number."),
        (f"{HEAD}\n1,,A\n2,,B\xff\n", [], "Line 3: these bytes are no text."),
        (f"{HEAD}\n1,,A\n2,,B\0\n", [], "Line 3: these bytes are no text."),
        ("ballot,choices\n1,A\n", [], "Line 1: there is no column “organisation”."),
        ("ballot;organisation;choices\n1;;A\n", [], "with commas between them."),
        ("1,Coast,A\n", [], "Line 1: there is no column “ballot”."),
        (f"\n{HEAD},choices\n1,,A,B\n", [], "Line 2: there are two columns “choices”."),
        (f"{HEAD}\n1,,A,B\n", [], "Line 2 does not fit: columns 4, in the first line 3."),
        (f"{HEAD}\n1,A\n", [], "Line 2 does not fit: columns 2, in the first line 3."),
        (f'{HEAD}\n1,,A\n2,,"B\n3,,C\n', [], "Line 3 cannot be read as CSV"),
        (f'{HEAD}\n1,"Coast\nnorth",A\n2,,A;A\n', [], "Line 4: “A” is chosen twice."),
        ("", [], "is empty."),
        ("\ufeff\r\n \n", [], "is empty."),
        (",,,\n ,,\n", [], "Line 1: there is no column “ballot”."),
        ("\xa0\f\n", [], "Line 1: there is no column “ballot”."),
        *(
            (f"{HEAD},count\n1,,A,1\n2,,A,{count}\n", [], f"Line 3: the count “{count}” is not")
            for count in ("0", "-1", "1.0", "", "two", "²", "٣", "1" * 10)
        ),
    ],
)
def test_a_table_that_cannot_be_counted(tmp_path, content, options, said):
    path = tmp_path / "ballots.csv"
    path.write_bytes(content.replace("\xff", "\udcff").encode("utf-8", "surrogateescape"))

    assert said in refusal(path, *options)


def test_a_file_that_cannot_be_read(tmp_path):
    assert "could not be read: Is a directory." in refusal(tmp_path)
    assert "could not be read: No such file or directory." in refusal(tmp_path / "missing")


def test_a_file_beyond_all_measure(tmp_path, monkeypatch):
    monkeypatch.setattr("topics.tallying.reading.MOST_BYTES", 10)
    (tmp_path / "large.csv").write_text(HEAD)

    assert "is larger than" in refusal(tmp_path / "large.csv")


A = {"approve": ["A"]}


@pytest.mark.parametrize(
    ("poll", "said"),
    [
        ({}, "There is no list “ballots”."),
        ([], "There is no list “ballots”."),
        ({"instances": []}, "“instances” is no list of polls."),
        ({"instances": [{"ballots": [A]}, 7]}, "instances[1]: there is no list “ballots”."),
        ({"ballots": "A"}, "There is no list “ballots”."),
        ({"ballots": [A, 7]}, "ballots[1]: a ballot has one of"),
        ({"ballots": [A, {}]}, "ballots[1]: a ballot has one of"),
        ({"ballots": [A, {"approve": [], "rank": []}]}, "ballots[1]: a ballot has one of"),
        ({"ballots": [{"approve": "A"}]}, "ballots[0]: “approve” is no list of names."),
        ({"ballots": [{"approve": [1]}]}, "ballots[0]: “approve” is no list of names."),
        ({"ballots": [{"approve": ["\ud800"]}]}, "ballots[0]: “approve” is no list of names."),
        ({"ballots": [{"rank_tiers": [["A"], []]}]}, "“rank_tiers” is no list of names."),
        ({"ballots": [{"rank_tiers": [["A"], ["A"]]}]}, "ballots[0]: “A” is chosen twice."),
        ({"ballots": [{"approve": ["A", "A"]}]}, "ballots[0]: “A” is chosen twice."),
        ({"candidates": ["B"], "ballots": [A]}, "ballots[0]: “A” is not among the candidates."),
        ({"candidates": ["A", "A"], "ballots": [A]}, "“A” is twice among the candidates."),
        ({"candidates": "A", "ballots": [A]}, "“candidates” is no list of names."),
        ({"candidates": [["A"]], "ballots": [A]}, "“candidates” is no list of names."),
        ({"ballots": [A | {"id": 1}, A | {"id": 1}]}, "ballots[1]: ballot “1” is there already."),
        ({"k": 0, "ballots": [A]}, "“k” is not a whole number from 1 up."),
        ({"k": 10**9, "ballots": [A]}, "“k” is more than 1000 places."),
        ({"k": True, "ballots": [A]}, "“k” is not a whole number from 1 up."),
        (
            {"ballot_limits": {"max": "1"}, "ballots": [{"approve": ["A", "B"]}]},
            "ballots[0]: 2 choices, where at most 1 fit.",
        ),
        ({"ballot_limits": {"max": "x"}, "ballots": []}, "“ballot_limits.max” is not a whole"),
        ({"ballots": [A | {"group": 7}]}, "ballots[0]: “group” is no name."),
        *(
            ({"ballots": [A, A | {"count": count}]}, "ballots[1]: “count” is not a whole number")
            for count in (0, -1, 1.0, True, "1", None, 10**12)
        ),
        *(
            ({"ballots": [A, A | {"weight_each": weight}]}, "ballots[1]: the weight ")
            for weight in (0.5, 1.0, 0, -1, True, None, "0", "1/0", "0.5", "1e9", "x", [1])
        ),
        ({"n_ballots": 2, "ballots": [A]}, "the file is inconsistent"),
        ({"totals": {"A": "2"}, "ballots": [A]}, "The file is inconsistent: its “totals” say 2"),
        ({"totals": {"A": 1.0}, "ballots": [A]}, "the file is inconsistent"),
        ({"totals": [1], "ballots": [A]}, "“totals” is no list of numbers."),
        ({"groups": {"web": 2}, "ballots": [A | {"group": "web"}]}, "“groups” say 2 of “web”"),
        ({"published": {"num_votes": 3}, "ballots": [A]}, "“published.num_votes” says 3"),
    ],
)
def test_a_poll_that_cannot_be_counted(tmp_path, poll, said):
    path = tmp_path / "ballots.json"
    path.write_text(json.dumps(poll))

    assert said.lower() in refusal(path).lower()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"ballots": [\n  {"approve": ["A"]},\n}', "Line 3: this is broken JSON"),
        ("[" * 100_000, "lists within lists without end."),
        ('{"ballots": [{"approve": ["A"], "count": ' + "9" * 5_000 + "}]}", "thousands of digits"),
        ('{"ballots": [{"approve": ["A"], "weight_each": NaN}]}', "the weight nan is neither"),
    ],
)
def test_text_that_is_no_json(tmp_path, text, said):
    path = tmp_path / "ballots.json"
    path.write_text(text)

    assert said in refusal(path)


@pytest.mark.parametrize("option", ["--choose=0", "--choose=x", "--picks=-1", "--picks=٣"])
def test_a_number_that_is_none_is_refused(tmp_path, option):
    path = tmp_path / "ballots.csv"
    path.write_text(f"{HEAD}\n1,,A\n")

    with pytest.raises(CommandError, match="is not a whole number from 1 up"):
        call_command("tally", path, option)


def test_more_places_than_anybody_could_fill_are_refused(tmp_path):
    path = tmp_path / "ballots.csv"
    path.write_text(f"{HEAD}\n1,,A\n")

    with pytest.raises(CommandError, match="9999999 places are too many: 1000 at most"):
        call_command("tally", path, "--choose=9999999")
    call_command("tally", path, "--choose=1000")


def test_more_sets_than_can_be_tried(tmp_path):
    topics = [f"T{n}" for n in range(40)]
    path = tmp_path / "ballots.json"
    path.write_text(json.dumps({"candidates": topics, "k": 12, "ballots": [{"approve": ["T1"]}]}))

    assert "too many sets of topics" in refusal(path, "--method", "pav")


def test_more_level_sets_than_can_be_listed_are_no_fault(tmp_path, capsys):
    topics = [f"T{n}" for n in range(40)]
    path = tmp_path / "ballots.json"
    path.write_text(json.dumps({"candidates": topics, "k": 12, "ballots": [{"approve": ["T1"]}]}))

    call_command("tally", path, "--json")
    found = json.loads(capsys.readouterr().out)
    call_command("tally", path)

    assert (found["chosen"], len(found["tied"]), found["committees"]) == (["T1"], 39, None)
    assert found["left_out"] is None
    assert "too many sets of topics to say" in capsys.readouterr().out


@needs_cases
def test_check_1_a_real_file_whose_totals_are_not_its_ballots_is_refused():
    said = refusal(CASES / "negative_control.json")

    assert said.startswith("instances[0]: the file is inconsistent")
    assert "“13” is not among the candidates" in said
