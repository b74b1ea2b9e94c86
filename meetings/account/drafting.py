"""The draft of the account: every section made from the records, with her words beside it.

It states what was written down and what was counted. It judges nothing, and adds nothing up.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.models import AccountText

from . import of_leading, of_the_end, of_the_list, of_the_meeting, of_the_questions
from .outline import Account, Section
from .reckoning import Reckoning


@dataclass(frozen=True)
class Heading:
    """A section: its figures by key, and the functions that tell its facts and wordings."""

    key: str
    title: str
    empty: str
    measures: tuple[str, ...] = ()
    facts: Callable | None = None
    pairs: Callable | None = None


HEADINGS = (
    Heading(
        "asked",
        gettext_lazy("Who asked whom to lead"),
        gettext_lazy("Nothing is written down of who asked whom to lead."),
        ("mandate_gaps",),
        of_leading.facts,
    ),
    Heading(
        "questions",
        gettext_lazy("Who wrote the questions"),
        gettext_lazy("No pro-forma was circulated in this cycle."),
        ("wording", "seen_first"),
        of_the_questions.facts,
        of_the_questions.pairs,
    ),
    Heading(
        "topics",
        gettext_lazy("Who wrote the topics"),
        gettext_lazy("There is no longlist in this cycle."),
        ("topic_origin", "option_echo", "suggestions"),
        of_the_list.facts,
        of_the_list.pairs,
    ),
    Heading(
        "left_off",
        gettext_lazy("What was left off, and why"),
        gettext_lazy("Nothing was left off the list."),
        (),
        of_the_list.left_off_facts,
    ),
    Heading(
        "wanted",
        gettext_lazy("What each of us wanted"),
        gettext_lazy("Nobody said before the vote what they wanted of it."),
        ("stances", "none_disliked", "forecast"),
        of_the_list.wanted_facts,
    ),
    Heading(
        "vote",
        gettext_lazy("How the vote ran, and how close it was"),
        gettext_lazy("No vote has a result that members know of."),
        ("turnout", "margin", "to_change", "without_ours"),
        of_the_list.vote_facts,
    ),
    Heading(
        "meeting",
        gettext_lazy("How the meeting ran, and who holds what came of it"),
        gettext_lazy("No meeting that was built to end in actions has begun."),
        ("open_minutes", "member_owned", "days_to_action"),
        of_the_meeting.facts,
    ),
    Heading(
        "fairness",
        gettext_lazy("What members say about fairness"),
        gettext_lazy("Too few people have said what they think for us to show it safely."),
        ("perceived",),
        of_the_meeting.fairness_facts,
    ),
    Heading(
        "unknown",
        gettext_lazy("What we do not know"),
        "",
        (),
        of_the_end.unknown_facts,
    ),
    Heading(
        "change",
        gettext_lazy("How to change any of this"),
        "",
        (),
        of_the_end.change_facts,
    ),
)
KEYS = tuple(heading.key for heading in HEADINGS)


def draft_of(cycle, at=None) -> Account:
    """The account of a cycle as its records stand. Queries, constant in number; `cycle.network` is set."""
    at = at or timezone.now()
    reckoning = Reckoning(cycle, at)
    figures, hers = reckoning.measures(), AccountText.of_cycle(cycle)
    sections = tuple(
        _section(heading, reckoning, figures, hers.get(heading.key, "")) for heading in HEADINGS
    )
    return Account(cycle.network.name, cycle.number, at, sections, figures)


def _section(heading, reckoning, figures, hers):
    return Section(
        heading.key,
        str(heading.title),
        tuple(figures[key] for key in heading.measures if key in figures),
        tuple(heading.facts(reckoning)) if heading.facts else (),
        tuple(heading.pairs(reckoning)) if heading.pairs else (),
        str(heading.empty),
        hers,
    )


def lede_of(account) -> str:
    """What stands above it all."""
    return _(
        "If this went somewhere, who pointed it there? These are counts and records. "
        "No score is made of them."
    )
