"""Choices as a coordinator types them, one a line, and the codes they keep."""

import re
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from proforma import kinds

MOST_OPTIONS, LONGEST_OPTION = 60, 200
ALIKE = 0.6  # of difflib: “At the door” and “At our door” are one choice, reworded


_BULLET = re.compile(r"^(?:[-–•*·▪☐□]|\[ ?\])\s+")


def lines_of(text):
    """The choices of a text, one a line, without the bullets they may have been pasted with."""
    lines = (_BULLET.sub("", line.strip()).strip() for line in text.splitlines())
    return [line for line in lines if line]


def problems_in(lines, fewest):
    """What is wrong with these choices, as sentences."""
    if len(lines) < fewest:
        yield (
            _("Give at least two choices, one a line.")
            if fewest > 1
            else _("Give at least one row.")
        )
    folded = [line.casefold() for line in lines]
    twice = next((line for n, line in enumerate(lines) if line.casefold() in folded[:n]), None)
    if twice is not None:
        yield _("Two of the choices are the same: “%(text)s”.") % {"text": twice[:60]}
    if any(len(line) > LONGEST_OPTION for line in lines):
        yield _("A choice can be at most 200 characters long.")
    if len(lines) > MOST_OPTIONS:
        yield _("Sixty choices are the most we can take.")


def paired(lines, stored, *, is_repeat=False):
    """(code, line) for each line: the code of the stored choice it is, or was before it was reworded.

    `stored` are (code, text). The same words are the same choice wherever they stand; what is left over
    is paired where the words are alike, or where just one line was reworded. A new choice gets "". In a
    question that repeats an earlier one only the same words are the same choice: there a code has a
    meaning already, and answers to compare.
    """
    left = {text.casefold(): code for code, text in stored if code != kinds.OTHER}
    codes = [left.pop(line.casefold(), "") for line in lines]
    free = [n for n, code in enumerate(codes) if not code]
    for n in free if not is_repeat else []:
        alike = {text: SequenceMatcher(None, text, lines[n].casefold()).ratio() for text in left}
        best = max(alike, key=alike.get, default=None)
        if best is not None and (alike[best] > ALIKE or len(free) == len(left) == 1):
            codes[n] = left.pop(best)
    return list(zip(codes, lines, strict=True))
