"""Check 5: large files and every method are counted without anybody having to wait."""

import json
import random
import resource
import subprocess
import sys
from itertools import combinations
from time import process_time

import pytest
from django.conf import settings

from tests.topics.ballots import TOPICS
from topics import ranking
from topics.ranking import Pattern, Ranking

BALLOTS = 100_000
TRIES = 4  # others work on the same machine: the best of some tries is what the work costs


def ballots():
    rng = random.Random(1)
    for n in range(BALLOTS):
        yield n, f"Partner {rng.randrange(60)}", rng.sample(TOPICS, rng.randint(0, 3))


def as_csv(path):
    lines = [f"{n},{home},{';'.join(choices)}" for n, home, choices in ballots()]
    path.write_text("\n".join(["ballot,organisation,choices", *lines]))


def as_json(path):
    entries = [{"approve": choices, "group": home} for _n, home, choices in ballots()]
    path.write_text(json.dumps({"candidates": TOPICS, "k": 3, "ballots": entries}))


def seconds_of(command):
    """Processor seconds of a command, with everything that starting it takes."""

    def used():
        spent = resource.getrusage(resource.RUSAGE_CHILDREN)
        return spent.ru_utime + spent.ru_stime

    before = used()
    subprocess.run(command, cwd=settings.BASE_DIR, check=True, capture_output=True)
    return used() - before


@pytest.mark.parametrize("write", [as_csv, as_json])
@pytest.mark.parametrize("options", [["--json"], ["--weights", "equal"]], ids=["json", "equal"])
def test_check_5_a_hundred_thousand_ballots_take_under_two_seconds(tmp_path, write, options):
    path = tmp_path / "ballots"
    write(path)
    command = [sys.executable, "manage.py", "tally", str(path), *options]

    spent = 9.0
    for _try in range(TRIES):
        spent = min(spent, seconds_of(command))
        if spent < 2:
            break
    assert spent < 2


def test_a_command_that_needs_no_tables_does_not_load_pandas():
    """It takes a third of a second, every minute where `tick` is in cron."""
    asked = "import sys, django; django.setup(); sys.exit('pandas' in sys.modules)"

    subprocess.run([sys.executable, "-c", asked], cwd=settings.BASE_DIR, check=True)


def test_check_5_all_methods_on_seven_topics_take_under_fifty_milliseconds():
    rng = random.Random(2)
    choices = [frozenset(some) for n in (1, 2, 3) for some in combinations(TOPICS, n)]
    patterns = [Pattern(one, rng.randint(1, 3_000), 1) for one in choices]
    rankings = [Ranking(tuple(frozenset({t}) for t in sorted(one)), 1) for one in choices]

    def every_method():
        for method in ranking.METHODS:
            ranking.committees(patterns, TOPICS, 3, method)
        ranking.equal_shares(patterns, TOPICS, 3, "phragmen")
        ranking.equal_shares(patterns, TOPICS, 3, "plain")
        ranking.points_count(rankings, TOPICS, 3, most=3)
        ranking.schulze_committees(rankings, TOPICS, 3)

    assert len(patterns) == 63
    spent = 9.0
    for _try in range(TRIES):
        before = process_time()
        every_method()
        spent = min(spent, process_time() - before)
    assert spent < 0.05, spent
