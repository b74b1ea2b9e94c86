from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .mail import LINK_PLACEHOLDER


class DayInput(forms.DateInput):
    """The browser's own calendar, which reads and writes dates one way only whatever the language."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


def believable(day):
    if not date(2000, 1, 1) <= day <= date(2199, 12, 31):
        raise ValidationError(_("Please look at the year: %(year)d."), params={"year": day.year})


def carries_the_link(text):
    if LINK_PLACEHOLDER not in text:
        raise ValidationError(
            _(
                "Without %(link)s in it nobody could answer. Put it where each person’s link should stand."
            ),
            params={"link": LINK_PLACEHOLDER},
        )


class DayField(forms.DateField):
    widget = DayInput
    default_validators = [believable]


class MessageField(forms.CharField):
    """The words of a message that goes to many, each with their own link in it."""

    widget = forms.Textarea(attrs={"rows": 12})
    default_validators = [carries_the_link]
