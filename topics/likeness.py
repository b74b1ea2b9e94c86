"""Which topics of a list say something like another one. Pure: topics in, pairs out.

Two topics about one thing share its supporters, and both may lose for it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from proforma.similar import fold, most_like

LEAST = 0.45  # of two titles, or of two titles with their questions, from 0 to 1
# A list is too short to say which words are rare, so it is read among as many blank pages.
BLANK = [""] * 7
# What is asked with, and says nothing of what is asked about.
_EVERYDAY = """
a an and are as at be been but by can could do does for from had has have how if in into is it its make may
might must need no not of on one or our out own should so than that the their them then there they this to
true up us was we were what when where which who whose why will with would you your
"""
EVERYDAY = frozenset(_EVERYDAY.split())


@dataclass(frozen=True)
class Pair:
    """Two topics, and how alike they are, from `LEAST` to 1."""

    one: object
    other: object
    alike: float


def pairs(topics: Sequence) -> list[Pair]:
    """The pairs of topics (with a `title` and a `question`) that are much alike, the most alike first."""
    titles = [_words(topic.title) for topic in topics]
    whole = [_words(f"{topic.title} {topic.question}") for topic in topics]
    by_title, by_all = _scores(titles), _scores(whole)
    found = []
    for one, other in combinations(range(len(topics)), 2):
        alike = max(by_title[one].get(other, 0), by_all[one].get(other, 0))
        if alike >= LEAST:
            found.append(Pair(topics[one], topics[other], round(alike, 2)))
    return sorted(found, key=lambda pair: -pair.alike)


def _words(text):
    words = re.findall(r"\w+", fold(text))
    return " ".join(word for word in words if word not in EVERYDAY)


def _scores(texts):
    """[{place of another text: how alike}] for each text."""
    return [dict(most_like([*texts, *BLANK], n, len(texts))) for n in range(len(texts))]
