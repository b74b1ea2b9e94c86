"""The questions of a part on paper: each with its number, why it is asked, and its way to answer."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from proforma import conditions
from proforma.kinds import BASES, KINDS, STATES

from . import answers
from .styles import WIDTH


@dataclass
class _Named:
    """A question as a condition names it on paper: with its number, to find it by."""

    text: str
    words: dict

    def texts(self):
        return self.words


def write_part(sheet, part, partners):
    """All sections of a part, in order."""
    named = {question.code: _named(question) for question in part.questions() if question.code}
    place = 0
    for section in part.sections:
        sheet.say(section.title, "Heading 2")
        sheet.say(section.intro)
        for question in section.questions:
            place += 1
            number = question.code or str(place)
            with sheet.together():
                _ask(sheet, question, number, named)
                answers.PRINTERS[KINDS[question.kind].paper](sheet, question, partners)
                _ask_beside(sheet, question, is_of_partners=part.unit == "partner")


def _named(question):
    words = {option.code: option.text for option in [*question.options, *question.rows]}
    words |= {str(code): str(text) for code, text in KINDS[question.kind].fixed_options}
    return _Named(f"{question.code} {question.text}", words)


def _ask(sheet, question, number, named):
    if KINDS[question.kind].asks:
        sheet.numbered(number, question.text, _("(needed)") if question.required else "")
    else:
        sheet.say(question.text, "Statement")
    sheet.say(conditions.in_words(question.show_if, named), "Only if")
    sheet.say(question.help, "Help")
    if question.why:
        sheet.say(_("Why we ask: %(why)s") % {"why": question.why}, "Help")


def _ask_beside(sheet, question, *, is_of_partners):
    """What is asked beside an answer: why, whether it was counted, whether it is known at all."""
    kind, settings = KINDS[question.kind], question.settings
    if settings.get("comment"):
        sheet.line(_("Why?"), WIDTH)
        answers.write_on(sheet, question, answers.LINES_FOR_WHY - 1)
    if settings.get("basis"):
        sheet.ticks_in_a_row(BASES.values())
    if not kind.takes_states:
        return
    offered = STATES if is_of_partners else ["dont_know"]
    sheet.ticks_in_a_row(STATES[state] for state in offered)
    if is_of_partners and kind.summary != "text":
        sheet.say(
            _("Anything to know about this figure? Where is it from?")
            if kind.is_number
            else _("Anything to know about this answer?"),
            "Help",
        )
        sheet.line(WIDTH)
