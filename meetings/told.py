"""What everybody is told of a meeting beside its agenda. No request, and nothing is written."""

import re

from django.utils.translation import gettext as _


def told_of(meeting):
    """[(heading, lines)] of what everybody is told of a meeting beside its agenda."""
    said = [
        (_("Why we meet"), _lines(meeting.purpose)),
        (_("What there will be by the end"), _lines(meeting.outcomes)),
        (_("How we get there"), _lines(meeting.process)),
        (_("Who decides here"), _lines(meeting.get_influence_display())),
        (_("Getting in and taking part"), _lines(meeting.access_notes)),
        (_("Ground rules"), rules_of(meeting)),
    ]
    if meeting.chatham_house:
        rule = _("What is said may be used. Who said it, and who was there, may not be told.")
        said.append((_("The Chatham House Rule holds"), [rule]))
    return [(heading, lines) for heading, lines in said if lines]


def rules_of(meeting):
    """The ground rules that hold: those of this meeting, else those of the network."""
    return _lines(meeting.ground_rules) or _lines(meeting.network.ground_rules)


def _lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


def only_talk(outcomes):
    """The outcomes that say no more than that there will be talk. A remark, never a refusal."""
    talk = _("discuss, discussing, discussion, talk about, talk through, talking about, chat about")
    ends = _("agree, decide, choose, settle, sign, who will")
    return [
        line
        for line in _lines(outcomes)
        if _any_of(talk, line.casefold(), at_start=True) and not _any_of(ends, line.casefold())
    ]


def _any_of(words, line, *, at_start=False):
    """Whether one of these words, separated by commas, is in the line, or begins it."""
    found = "|".join(re.escape(word.strip().casefold()) for word in words.split(","))
    begins = r"^\W*" if at_start else r"\b"
    return re.search(rf"{begins}({found})\b", line) is not None
