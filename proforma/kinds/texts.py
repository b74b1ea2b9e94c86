"""Words, ticks that mean yes, and statements."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_CHARACTERS = 4000


def first(values):
    """The one string that a control sent, without blanks round it."""
    return next((value.strip() for value in values if value.strip()), "")


def clean_text(question, values):
    text = first(values).replace("\r\n", "\n").replace("\x00", "")
    most = question.settings.get("max_length", MOST_CHARACTERS)
    if len(text) > most:
        raise ValidationError(
            _("This is %(n)d characters long; there is room for %(most)d. Nothing has been cut.")
            % {"n": len(text), "most": most}
        )
    return text or None


def say_text(question, value):
    return value


def clean_acknowledgement(question, values):
    return True if first(values) else None


def say_acknowledgement(question, value):
    return _("Yes, read")


def clean_nothing(question, values):
    """A statement takes no answer."""
    return None
