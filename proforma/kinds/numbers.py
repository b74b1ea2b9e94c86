"""Numbers, and steps of a scale. A number is stored as an integer, or with a fraction as its decimal text."""

import re
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .texts import first

LARGEST = Decimal(10) ** 13
FINEST = Decimal("0.0001")
PENCE = Decimal("0.01")
_THOUSANDS = re.compile(r"(?<=\d)[ ,\u00a0\u202f](?=\d{3}(?!\d))")


def whole(text):
    """The whole number that a form sent, or None; bounded, because int() refuses thousands of digits."""
    return int(text) if text.isdecimal() and len(text) <= 12 else None


def _number(text):
    bare = _THOUSANDS.sub("", text).lstrip("£").rstrip("%").strip()
    try:
        number = Decimal(bare)
    except InvalidOperation:
        raise ValidationError(_("“%(text)s” is not a number.") % {"text": text[:40]}) from None
    if not number.is_finite() or abs(number) >= LARGEST:
        raise ValidationError(_("“%(text)s” is too large to be right.") % {"text": text[:40]})
    return number


def _within(question, number, *, least=0, most=None):
    """Inside the question's own limits, or else these."""
    least, most = question.settings.get("min", least), question.settings.get("max", most)
    if least is not None and number < Decimal(str(least)):
        raise ValidationError(_("This should be %(least)s or more.") % {"least": least})
    if most is not None and number > Decimal(str(most)):
        raise ValidationError(_("This should be %(most)s or less.") % {"most": most})
    return number


def _stored(number):
    return int(number) if number == int(number) else format(number.normalize(), "f")


def clean_whole_number(question, values):
    text = first(values)
    if not text:
        return None
    number = _number(text)
    if number != int(number):
        raise ValidationError(
            _("A whole number, please: “%(text)s” has a fraction.") % {"text": text[:40]}
        )
    return int(_within(question, number))


def clean_decimal(question, values):
    text = first(values)
    if not text:
        return None
    number = _within(question, _number(text))
    if number != number.quantize(FINEST):
        raise ValidationError(_("Four places after the point are the most we keep."))
    return _stored(number)


def clean_money(question, values):
    text = first(values)
    if not text:
        return None
    number = _within(question, _number(text)).quantize(PENCE)
    return int(number) if number == int(number) else str(number)


def clean_percentage(question, values):
    text = first(values)
    if not text:
        return None
    return _stored(_within(question, _number(text), most=100).quantize(FINEST))


def say_number(question, value):
    unit = question.settings.get("unit", "")
    return f"{Decimal(value):,} {unit}".strip()


def say_money(question, value):
    return f"£{Decimal(value):,}".removesuffix(".00")


def say_percentage(question, value):
    return f"{Decimal(value):,}%"


def scale_steps(question):
    settings = question.settings
    return range(settings.get("low", 1), settings.get("high", 5) + 1, settings.get("step", 1))


def clean_scale(question, values):
    text = first(values)
    if not text:
        return None
    steps = scale_steps(question)
    given = whole(text.removeprefix("-"))
    given = -given if given is not None and text.startswith("-") else given
    if given not in steps:
        raise ValidationError(
            _("Please choose a step from %(low)d to %(high)d.")
            % {"low": steps[0], "high": steps[-1]}
        )
    return given


def say_scale(question, value):
    steps = scale_steps(question)
    return _("%(value)d (from %(low)d to %(high)d)") % {
        "value": value,
        "low": steps[0],
        "high": steps[-1],
    }


def say_number_grid(question, value):
    """The rows of a grid of numbers or of steps."""
    texts = question.row_texts()
    return "; ".join(f"{texts.get(row, row)}: {answer:,}" for row, answer in value.items())
