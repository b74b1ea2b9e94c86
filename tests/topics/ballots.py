"""Ballots as tests write them, and where the published votes are."""

import json
import os
from fractions import Fraction
from pathlib import Path

import pytest

from topics.ranking import Pattern, Ranking, merge, plain_count

SHARED = Path(os.environ.get("SHARED_CASES") or Path(__file__).parents[3] / "shared")
CASES = SHARED if (SHARED / "index.json").exists() else SHARED / "voting"
needs_cases = pytest.mark.skipif(
    not (CASES / "index.json").exists(),
    reason=f"No published votes in {CASES}; set SHARED_CASES to their folder.",
)
TOPICS = ["T1", "T2", "T3", "T4", "T5", "T6", "T7"]
DEMO = """235 124 123 234 124 245 127 126 136 134 134 126 12 136 134 145 237 145 125 23 125 235
          134 123"""  # V01 to V24 of the demonstration, 235 standing for T2, T3, T5


def ballots_of(text):
    return [[f"T{digit}" for digit in ballot if digit != "-"] for ballot in text.split()]


def patterns_of(text):
    return merge(ballots_of(text))


def counted(text, places, topics=TOPICS):
    return plain_count(patterns_of(text), topics, places)


def sets_of(text):
    """“12 13” as sets of topics."""
    return frozenset(frozenset(ballot) for ballot in ballots_of(text))


def published():
    """Every vote in the files beside the checkout; none where they are absent."""
    if not (CASES / "index.json").exists():
        return []
    files = [file["file"] for file in json.loads((CASES / "index.json").read_text())["files"]]
    return [case for file in files for case in json.loads((CASES / file).read_text())["instances"]]


def as_rankings(case, equal=False):
    """The ballots of a published vote; with `equal`, each group of voters is one vote together."""
    found = []
    for ballot in case["ballots"]:
        each = Fraction(ballot.get("weight_each", 1))
        if equal:
            each /= case["groups"][ballot["group"]]
        tiers = ballot.get("rank_tiers") or [[one] for one in ballot.get("rank", [])]
        tiers = tiers or [ballot.get("approve", [])]
        found.append(Ranking(tuple(map(frozenset, tiers)), each * ballot["count"], ballot["count"]))
    return found


def as_patterns(case, equal=False):
    return [
        Pattern(frozenset().union(*one.tiers), one.weight, one.ballots)
        for one in as_rankings(case, equal)
    ]
