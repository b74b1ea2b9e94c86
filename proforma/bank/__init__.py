"""The question bank: thirty entries that a coordinator can take into a pro-forma.

The bank is a framing too, and it is ours. Each question says how far it steers: low; medium; or high,
where the idea or the options carry our own view.
"""

from copy import deepcopy

from django.utils.translation import gettext

from . import ahead, people, together, ways_in
from .entry import BankEntry

__all__ = ["BankEntry", "bank", "find"]

# Settings that people read.
_READ = {"unit", "period", "low_label", "high_label"}


def bank() -> list[BankEntry]:
    """The thirty entries, Q1 to Q30, in the language in use. Yours to change: each call makes new ones."""
    modules = (people, ways_in, together, ahead)
    entries = deepcopy([entry for module in modules for entry in module.ENTRIES])
    for entry in entries:
        entry.theme, entry.note = gettext(entry.theme), _said(entry.note)
        for question in entry.questions:
            _translate(question)
    return entries


def find(
    entries: list[BankEntry], words: str = "", theme: str = "", unit: str = ""
) -> list[BankEntry]:
    """Those of `entries` of this theme and this unit in which each of the words occurs somewhere.

    Words are matched in part and without regard to capitals, in the code, the theme and everything that
    is asked; what is left empty does not narrow the search.
    """
    wanted = words.casefold().split()
    return [
        entry
        for entry in entries
        if theme in ("", entry.theme)
        and unit in ("", entry.unit)
        and all(word in _searched(entry) for word in wanted)
    ]


def _searched(entry):
    texts = [entry.code, entry.theme]
    for question in entry.questions:
        texts += [question.text, question.help, question.why]
        texts += [option.text for option in [*question.options, *question.rows]]
    return " ".join(texts).casefold()


def _said(text):
    return gettext(text) if text else ""  # gettext("") is the catalogue's own header


def _translate(question):
    question.text, question.why = gettext(question.text), gettext(question.why)
    question.help = _said(question.help)
    for name in _READ & question.settings.keys():
        question.settings[name] = gettext(question.settings[name])
    for option in [*question.options, *question.rows]:
        option.text = gettext(option.text)
