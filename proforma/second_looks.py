"""Second looks: what is worth saying about an answer that is taken all the same.

A look never refuses. It finds a figure higher than one it should not exceed, a date far away, words that
may give a person away, and words that tell of somebody at risk. Each is a sentence that says what was seen
and that it may be left; or, of a risk, who can help now and who will be told.
"""

from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from proforma import concerns, giveaways
from proforma.kinds import KINDS

FAR_YEARS = 30
LONGEST_TEXT = 4000  # as much as an answer can hold: what is longer is not looked through
LONGEST_NAME = 80  # of a question, in a sentence
ASIDES = ("other", "caveat", "source", "comment")


def look(question, entry, answers, *, questions, names=(), told="") -> list[str]:
    """Sentences about one answer, none if there is nothing to say.

    `question` has code, kind, text and settings, and for a grid `rows` or `grid_rows()`. `entry` is
    {"value": …} with, where given, "other", "caveat", "source", "comment"; or {"state": …}; or None.
    `answers` are all entries of the response, by code; `questions` all questions, by code. `names` are
    those of people on the register; `told` is who reads of a risk first, the coordinator if it is empty. A
    value that cannot be read (another kind's, say) is passed over in silence; nothing is raised.
    """
    entry = entry or {}
    return [
        *_above(question, entry, answers, questions),
        *_far_away(question, entry.get("value")),
        *_at_risk(question, entry, told),
        *_giving_away(question, entry, names),
    ]


def words_of(kind, entry) -> dict[str, str]:
    """The words of an answer that somebody wrote, by where they stand: "value" of a text, and asides.

    `kind` is the code of the question's kind. What else an answer is made of, a choice say, is not words.
    """
    entry = entry or {}
    names = [*(["value"] if KINDS[kind].summary == "text" else []), *ASIDES]
    return {name: entry[name] for name in names if isinstance(entry.get(name), str) and entry[name]}


def _above(question, entry, answers, questions):
    """Figures higher than those of the question that settings["not_above"] names, row by row for grids."""
    code = question.settings.get("not_above")
    earlier, value = (answers.get(code) or {}).get("value"), entry.get("value")
    if not code or code == question.code or earlier is None or not KINDS[question.kind].is_number:
        return []
    name = _short(questions[code].text) if code in questions else code
    rows = value.items() if isinstance(value, dict) else [("", value)]
    texts = _row_texts(question)
    found = []
    for row, given in rows:
        bound = earlier.get(row) if isinstance(earlier, dict) else earlier
        number, limit = _number(given), _number(bound)
        if number is None or limit is None or number <= limit:
            continue
        label = {"row": texts.get(row, row), "number": f"{number:,}", "limit": f"{limit:,}"}
        words = (
            _("%(row)s: %(number)s is more than the %(limit)s you gave for “%(question)s”.")
            if row
            else _("%(number)s is more than the %(limit)s you gave for “%(question)s”.")
        )
        found.append(f"{words % (label | {'question': name})} {_('Leave it if it is right.')}")
    return found


def _row_texts(question):
    """Row codes to texts, of a stored question or of a plain one."""
    if hasattr(question, "grid_rows"):
        return dict(question.grid_rows())
    return {row.code: row.text for row in getattr(question, "rows", [])}


def _number(given):
    if isinstance(given, bool) or not isinstance(given, int | str):
        return None
    try:
        number = Decimal(given)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _short(text):
    return text if len(text) <= LONGEST_NAME else f"{text[: LONGEST_NAME - 1].rstrip()}…"


def _far_away(question, value):
    """A day or month more than thirty years off: more often a slip of the finger than meant."""
    if question.kind not in {"date", "date_time", "month"} or not isinstance(value, str):
        return []
    year, this_year = value[:4], date.today().year
    if not (year.isascii() and year.isdecimal() and len(year) == 4):
        return []
    if int(year) < this_year - FAR_YEARS:
        return [_("%(year)s is a long time ago. Is it right?") % {"year": year}]
    if int(year) > this_year + FAR_YEARS:
        return [_("%(year)s is a long way off. Is it right?") % {"year": year}]
    return []


def _at_risk(question, entry, told):
    """Who can help now, and who will be told: once, however much an answer tells of."""
    words = words_of(question.kind, entry).values()
    if not any(concerns.find(text[:LONGEST_TEXT]) for text in words):
        return []
    told = told or _("the coordinator of the network")
    return [
        " ".join(
            [
                _("Nobody watches this form."),
                _("If somebody is in danger now, call the emergency services: 999 in the UK."),
                _("Once this is handed in, %(told)s is told and reads it first.") % {"told": told},
            ]
        )
    ]


def _giving_away(question, entry, names):
    """What could tell a reader who somebody is, in the answer's words and beside it. Each thing once."""
    found = {}
    for text in words_of(question.kind, entry).values():
        for kind, seen in giveaways.find(text[:LONGEST_TEXT], names):
            found.setdefault((kind, seen.casefold()), _said(kind, seen))
    return list(found.values())


def _said(kind, seen):
    words = {
        "phone": _("This looks like a phone number: %(seen)s."),
        "email": _("This looks like an email address: %(seen)s."),
        "postcode": _("This looks like a postcode: %(seen)s."),
        "birth": _("This looks like a date of birth: %(seen)s."),
        "nhs": _("This looks like an NHS number: %(seen)s."),
        "insurance": _("This looks like a National Insurance number: %(seen)s."),
        "register": _("This looks like the name of somebody on the register: %(seen)s."),
        "name": _("This looks like somebody’s name: %(seen)s."),
    }
    return f"{words[kind] % {'seen': seen}} {_('Take it out if it is somebody’s.')}"
