"""The kinds of question: one entry each in KINDS, saying how it is asked, cleaned and printed.

An *entry* is what is stored for one answer: {"value": …} with, where they were given, "other", "basis"
and "caveat"; or {"state": "dont_know"} or {"state": "not_recorded"}, which are neither zero nor blank.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

OTHER = "OTH"
STATES = {
    "dont_know": gettext_lazy("I do not know"),
    "not_recorded": gettext_lazy("We do not record this"),
}
BASES = {"counted": gettext_lazy("Counted"), "estimated": gettext_lazy("Estimated")}
MONTH = re.compile(r"^(19|20|21)\d\d-(0[1-9]|1[0-2])$")
LARGEST = Decimal(10) ** 13
LONGEST_ASIDE = 300


@dataclass(frozen=True)
class Kind:
    """How one kind of question behaves.

    `clean(question, values)` turns the strings a form sent (a list) into the stored value, or None for
    blank; it raises ValidationError with a sentence. `say(question, value)` prints a stored value.
    `summary` names how answers are drawn together: count, scale, grid, number, text or names.
    """

    code: str
    label: str
    template: str
    clean: Callable
    say: Callable
    summary: str
    has_options: bool = False
    has_rows: bool = False
    by_row: bool = False  # one control a row, named code.row


def _one(values):
    return next((value.strip() for value in values if value.strip()), "")


def whole(text):
    """The whole number that a form sent, or None; bounded, because int() refuses thousands of digits."""
    return int(text) if text.isdecimal() and len(text) <= 12 else None


def _clean_text(question, values):
    text = _one(values).replace("\r\n", "\n").replace("\x00", "")
    most = question.settings.get("max_length", 4000)
    if len(text) > most:
        raise ValidationError(
            _("This is %(n)d characters long; there is room for %(most)d. Nothing has been cut.")
            % {"n": len(text), "most": most}
        )
    return text or None


def _number(text):
    bare = re.sub(r"(?<=\d)[ ,\u00a0\u202f](?=\d{3}\b)", "", text).lstrip("£").strip()
    try:
        number = Decimal(bare)
    except InvalidOperation:
        raise ValidationError(_("“%(text)s” is not a number.") % {"text": text[:40]}) from None
    if not number.is_finite() or abs(number) >= LARGEST:
        raise ValidationError(_("“%(text)s” is too large to be right.") % {"text": text[:40]})
    return number


def _clean_whole_number(question, values):
    text = _one(values)
    if not text:
        return None
    number = _number(text)
    if number != int(number):
        raise ValidationError(
            _("A whole number, please: “%(text)s” has a fraction.") % {"text": text[:40]}
        )
    return _within(question, int(number))


def _clean_money(question, values):
    text = _one(values)
    if not text:
        return None
    number = _within(question, _number(text)).quantize(Decimal("0.01"))
    return int(number) if number == int(number) else str(number)


def _within(question, number):
    least, most = question.settings.get("min", 0), question.settings.get("max")
    if least is not None and number < least:
        raise ValidationError(_("This should be %(least)s or more.") % {"least": least})
    if most is not None and number > most:
        raise ValidationError(_("This should be %(most)s or less.") % {"most": most})
    return number


def _clean_choice(question, values):
    code = _one(values)
    if code and code not in dict(question.choices()):
        raise ValidationError(_("That is not one of the choices any more. Please choose again."))
    return code or None


def _clean_choices(question, values):
    allowed = dict(question.choices())
    chosen = [code for code in dict.fromkeys(values) if code in allowed]
    most = question.settings.get("most")
    if most and len(chosen) > most:
        raise ValidationError(
            _("Please choose at most %(most)d; %(n)d are ticked.")
            % {"most": most, "n": len(chosen)}
        )
    return chosen or None


def _clean_scale(question, values):
    text = _one(values)
    if not text:
        return None
    steps = scale_steps(question)
    if whole(text) not in steps:
        raise ValidationError(
            _("Please choose a step from %(low)d to %(high)d.")
            % {"low": steps[0], "high": steps[-1]}
        )
    return whole(text)


def scale_steps(question):
    return range(question.settings.get("low", 1), question.settings.get("high", 5) + 1)


def _clean_names(question, values):
    chosen = sorted({number for value in values if (number := whole(value)) is not None})
    known = {pk for pk, _name in question.partners}
    most = question.settings.get("most")
    chosen = [pk for pk in chosen if pk in known]
    if most and len(chosen) > most:
        raise ValidationError(
            _("Please choose at most %(most)d; %(n)d are ticked.")
            % {"most": most, "n": len(chosen)}
        )
    return chosen or None


def _clean_month(question, values):
    text = _one(values)
    if text and not MONTH.match(text):
        raise ValidationError(_("Write the month as year and month, for example 2027-03."))
    return text or None


def _say_text(question, value):
    return value


def _say_number(question, value):
    unit = question.settings.get("unit", "")
    return f"{value:,} {unit}".strip()


def _say_money(question, value):
    return f"£{Decimal(value):,}".removesuffix(".00")


def _say_choice(question, value):
    return question.texts().get(value, value)


def _say_choices(question, value):
    return "; ".join(question.texts().get(code, code) for code in value)


def _say_scale(question, value):
    return _("%(value)d (from %(low)d to %(high)d)") % {
        "value": value,
        "low": scale_steps(question)[0],
        "high": scale_steps(question)[-1],
    }


def _say_grid(question, value):
    texts = question.texts()
    return "; ".join(f"{texts.get(row, row)}: {answer:,}" for row, answer in value.items())


def _say_names(question, value):
    names = dict(question.partners)
    return "; ".join(names.get(pk, "?") for pk in value)


def _say_month(question, value):
    year, month = value.split("-")
    return date_format(date(int(year), int(month), 1), "F Y")


KINDS = {
    kind.code: kind
    for kind in [
        Kind("short_text", gettext_lazy("Short text"), "text", _clean_text, _say_text, "text"),
        Kind("long_text", gettext_lazy("Long text"), "long_text", _clean_text, _say_text, "text"),
        Kind(
            "whole_number",
            gettext_lazy("Whole number"),
            "number",
            _clean_whole_number,
            _say_number,
            "number",
        ),
        Kind("money", gettext_lazy("Money"), "number", _clean_money, _say_money, "number"),
        Kind(
            "choose_one",
            gettext_lazy("Choose one"),
            "choice",
            _clean_choice,
            _say_choice,
            "count",
            has_options=True,
        ),
        Kind(
            "choose_several",
            gettext_lazy("Choose several"),
            "choices",
            _clean_choices,
            _say_choices,
            "count",
            has_options=True,
        ),
        Kind("scale", gettext_lazy("Scale"), "scale", _clean_scale, _say_scale, "scale"),
        Kind(
            "grid_scale",
            gettext_lazy("Several statements on one scale"),
            "grid_scale",
            _clean_scale,
            _say_grid,
            "grid",
            has_rows=True,
            by_row=True,
        ),
        Kind(
            "grid_number",
            gettext_lazy("Several whole numbers"),
            "grid_number",
            _clean_whole_number,
            _say_grid,
            "grid_number",
            has_rows=True,
            by_row=True,
        ),
        Kind(
            "organisations",
            gettext_lazy("Choose partners"),
            "names",
            _clean_names,
            _say_names,
            "names",
        ),
        Kind("month", gettext_lazy("Month and year"), "month", _clean_month, _say_month, "month"),
    ]
}


def say(question, entry):
    """An entry as a person reads it."""
    if not entry:
        return ""
    words = str(STATES.get(entry.get("state"), ""))
    if "value" in entry:
        words = KINDS[question.kind].say(question, entry["value"])
    if entry.get("other"):
        words = f"{words}: {entry['other']}" if words else entry["other"]
    if entry.get("basis"):
        words = f"{words} ({BASES[entry['basis']].lower()})"
    if entry.get("caveat"):
        words = f"{words} [{entry['caveat']}]" if words else entry["caveat"]
    return words


def read(question, data):
    """The entry that `data` (a QueryDict) carries for `question`; None if blank, ValidationError if wrong.

    "Don't know" is taken only where nothing else was given, so that ticking it never throws words away.
    Words beside an answer (other, caveat) are kept whatever else was given.
    """
    kind = KINDS[question.kind]
    value = (
        _read_rows(question, kind, data)
        if kind.by_row
        else kind.clean(question, data.getlist(question.code))
    )
    entry = {}
    other = _aside(data, f"{question.code}.other") if kind.has_options else ""
    if other:
        entry["other"] = other
        value = _with_other(question, kind, value)
    if value is not None:
        entry["value"] = value
    elif data.get(f"{question.code}.state", "") in STATES:
        entry["state"] = data[f"{question.code}.state"]
    basis = data.get(f"{question.code}.basis", "")
    if basis in BASES and question.settings.get("basis") and value is not None:
        entry["basis"] = basis
    caveat = _aside(data, f"{question.code}.caveat")
    if caveat:
        entry["caveat"] = caveat
    return entry or None


def _aside(data, name):
    """Words that stand beside an answer."""
    words = data.get(name, "").replace("\x00", "").strip()
    if len(words) > LONGEST_ASIDE:
        raise ValidationError(
            _(
                "The words beside it are %(n)d characters long; there is room for %(most)d. Nothing is cut."
            )
            % {"n": len(words), "most": LONGEST_ASIDE}
        )
    return words


def _with_other(question, kind, value):
    """Who writes under “other” means it, whether or not it was ticked."""
    if OTHER not in dict(question.choices()):
        return value
    if kind.summary == "count" and isinstance(value, list):
        return value if OTHER in value else kind.clean(question, [*value, OTHER])
    if value is None:
        return [OTHER] if kind.code == "choose_several" else OTHER
    return value


def _read_rows(question, kind, data):
    rows, problems = {}, []
    for row, text in question.grid_rows():
        try:
            value = kind.clean(question, data.getlist(f"{question.code}.{row}"))
        except ValidationError as problem:
            problems.append(f"{text}: {problem.messages[0]}")
        else:
            if value is not None:
                rows[row] = value
    if problems:
        raise ValidationError(" ".join(problems))
    return rows or None
