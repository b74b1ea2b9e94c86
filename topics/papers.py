"""Ballot papers as they are printed and handled: their codes, their sheets, and how far the desk is."""

import secrets
from dataclasses import dataclass
from math import ceil

from django.db.models import Count, Q

# Nothing that can be taken for something else: no 0 or O, no 1 or I.
SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 8

# Millimetres of a page that are left for the topics.
ROOM, ROOM_IF_SMALL = 150, 165


@dataclass(frozen=True)
class Sheet:
    """One page to print: the slip with the name, and below the cut the ballot with its code."""

    name: str
    partner: str
    code: str
    topics: list

    @property
    def size(self):
        """The classes that keep it to one page: smaller type, and at last without the questions."""
        if self._millimetres(to_a_line=65, line=5.7, apart=4.5) <= ROOM:
            return ""
        fits = self._millimetres(to_a_line=77, line=4.6, apart=2) <= ROOM_IF_SMALL
        return "small-print" if fits else "small-print titles-only"

    def _millimetres(self, *, to_a_line, line, apart):
        texts = [text for topic in self.topics for text in (topic.title, topic.question) if text]
        lines = sum(ceil(len(text) / to_a_line) for text in texts)
        return lines * line + len(self.topics) * apart


@dataclass(frozen=True)
class Desk:
    """How many papers stand where. No names, and no codes."""

    printed: int
    waiting: int
    counted: int


def new_code() -> str:
    """A code for a paper, as it is printed: K7F2-9QXM."""
    signs = "".join(secrets.choice(SIGNS) for _place in range(LENGTH))
    return f"{signs[:4]}-{signs[4:]}"


def tidied(typed: str) -> str:
    """A code as it is printed, however it was typed: capitals, spaces and hyphens do not matter."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    return f"{signs[:4]}-{signs[4:]}"


def sheets(vote, electors, codes) -> list[Sheet]:
    """A page for each voter, with the topics in that voter's own order. Queries once."""
    topics = {topic.code: topic for topic in vote.topics()}
    return [
        Sheet(
            name=elector.person.name,
            partner=elector.person.partner.name if elector.person.partner else "",
            code=codes[elector.pk],
            topics=[topics[code] for code in vote.order_for(elector.person_id)],
        )
        for elector in electors
    ]


def desk(vote) -> Desk:
    """Where the papers of a vote stand. Queries once."""
    return Desk(
        **vote.papers.aggregate(
            printed=Count("pk"),
            waiting=Count("pk", filter=~Q(first_reading="")),
            counted=Count("counted_on"),
        )
    )


def waiting(vote) -> int:
    """How many papers were typed once: if the vote closed now they would not be counted. Queries once."""
    return vote.papers.typed_once().count()
