"""Dates and times, stored as ISO 8601 text without a zone: they mean the network's own clock."""

import re
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from .texts import first

_MONTH = re.compile(r"(19|20|21)\d\d-(0[1-9]|1[0-2])")
_DATE = re.compile(r"(19|20|21)\d\d-\d\d-\d\d")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_DATE_TIME = re.compile(rf"{_DATE.pattern}T{_TIME.pattern}")


def clean_month(question, values):
    text = first(values)
    if text and not _MONTH.fullmatch(text):
        raise ValidationError(_("Write the month as year and month, for example 2027-03."))
    return text or None


def clean_date(question, values):
    text = first(values)
    if text and not _is(_DATE, date, text):
        raise ValidationError(_("Write the date as year, month and day, for example 2027-03-14."))
    return text or None


def clean_time(question, values):
    text = first(values)
    if text and not _TIME.fullmatch(text):
        raise ValidationError(_("Write the time as hours and minutes, for example 09:30."))
    return text or None


def clean_date_time(question, values):
    text = first(values).replace(" ", "T")
    if text and not _is(_DATE_TIME, datetime, text):
        raise ValidationError(_("Write the date and the time, for example 2027-03-14 09:30."))
    return text or None


def _is(pattern, moment, text):
    if not pattern.fullmatch(text):
        return False
    try:
        moment.fromisoformat(text)
    except ValueError:  # the 30th of February
        return False
    return True


def say_month(question, value):
    year, month = value.split("-")
    return date_format(date(int(year), int(month), 1), "F Y")


def say_date(question, value):
    return date_format(date.fromisoformat(value), "j F Y")


def say_time(question, value):
    return time_format(time.fromisoformat(value), "H:i")


def say_date_time(question, value):
    return date_format(datetime.fromisoformat(value), "j F Y, H:i")
