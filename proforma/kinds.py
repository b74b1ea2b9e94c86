"""The kinds of question: one entry each in KINDS, saying how it is asked, cleaned and printed."""

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
