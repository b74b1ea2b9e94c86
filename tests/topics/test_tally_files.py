"""Files of ballots as people and other tools write them."""

from django.core.management import call_command

from tests.topics.tallies import as_csv, as_json, counted, run

# --- CSV -----------------------------------------------------------------------------------


def test_what_spreadsheets_do_to_a_file_is_tolerated(capsys, tmp_path):
    path = tmp_path / "ballots.csv"
    path.write_bytes(
        b"\xef\xbb\xbf Choices ,COUNT,Ballot,organisation,\r\n"
        b'" T1 ; T2;",2,7,"Coast, north",\r\n'
        b"\r\n,,,,\r\n"
        b"T1,1,8,,,,\r\n"
    )

    found = counted(capsys, path)

    assert found["totals"] == {"T1": "3", "T2": "2"}
    assert found["ballots"] == 3


def test_a_file_without_ballots_is_an_answer_too(capsys, tmp_path):
    path = as_csv(tmp_path)

    for method in ("plain", "pav", "seqpav", "phragmen", "mes", "sav", "cc", "points", "schulze"):
        found = counted(capsys, path, "--method", method)
        assert (found["chosen"], found["totals"], found["ballots"]) == ([], {}, 0), method
    assert "There are no ballots." in run(capsys, path)


def test_a_column_that_is_not_read_is_named(capsys, tmp_path):
    path = as_csv(tmp_path, "1,Coast,A,hello", head="ballot,organisation,choices,remark")

    call_command("tally", path)

    assert "The column “remark” was not read." in capsys.readouterr().err


def test_weights_without_organisations_are_remarked_on(capsys, tmp_path):
    call_command("tally", as_csv(tmp_path, "1,,A"), "--weights", "equal")

    assert "No ballot names an organisation" in capsys.readouterr().err


# --- JSON ----------------------------------------------------------------------------------


def test_a_poll_says_itself_how_it_is_counted(capsys, tmp_path):
    path = as_json(
        tmp_path,
        candidates=["A", "B", "C"],
        k=1,
        ballot_limits={"max": "2"},
        ballots=[
            {"approve": ["A", "B"], "count": 2, "weight_each": "1/2", "group": "web"},
            {"approve": ["B"], "weight_each": 3, "group": "paper"},
            {"approve": []},
        ],
    )

    found = counted(capsys, path)

    assert found["totals"] == {"A": "1", "B": "4", "C": "0"}
    assert (found["chosen"], found["ballots"], found["blank"]) == (["B"], 4, 1)
    assert counted(capsys, path, "--choose", "2")["chosen"] == ["A", "B"]
    assert counted(capsys, path, "--weights", "equal")["totals"] == {
        "A": "1/2",
        "B": "7/2",
        "C": "0",
    }
    assert "Nobody chose C" in run(capsys, path, "--choose", "3")


def test_one_instance_is_an_object_and_several_are_a_list(capsys, tmp_path):
    poll = {"candidates": ["A"], "ballots": [{"approve": ["A"]}]}

    assert counted(capsys, as_json(tmp_path, instances=[poll]))["chosen"] == ["A"]
    assert len(counted(capsys, as_json(tmp_path, instances=[poll, poll]))) == 2


def test_ballots_in_tiers_are_counted(capsys, tmp_path):
    tiers = [["C"], ["A", "B"]]
    path = as_json(tmp_path, k=1, ballots=[{"rank_tiers": tiers}, {"rank": ["A", "B", "C"]}])

    assert counted(capsys, path, "--method", "schulze")["committees"] == [["A"], ["C"]]
    points = counted(capsys, path, "--method", "points")["totals"]
    assert points == {"A": "9/2", "B": "7/2", "C": "4"}


def test_names_that_a_terminal_would_obey_are_shown_and_not_done(capsys, tmp_path):
    path = as_json(tmp_path, title="\x1b[2J", ballots=[{"approve": ["A\x1b[31m\n"]}])

    assert "\x1b" not in run(capsys, path)
