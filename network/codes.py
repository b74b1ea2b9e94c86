"""Sending a person the code that lets a new device show what they saved."""

from django.utils import timezone
from django.utils.translation import gettext as _

from .circulation import signed
from .contributions import message_words
from .models import DeviceCode, Message


def send_code(person, *, at=None):
    """Make a code and send it at once to the person's own address; returns the message.

    Raises TooManyCodes. The stored message holds a placeholder: the code stands in no database.
    """
    code = DeviceCode.make(person, at=at)
    message = Message.write(
        person,
        [],
        key=f"code:{code.pk}",
        kind=Message.Kind.CODE,
        subject=_("%(network)s: your code") % {"network": person.network.name},
        body=_(
            "Hello [[name]]\n\n"
            "Your code is [[code]]. It works for half an hour, and once.\n\n"
            "Somebody opened your link on a device that we do not know, and asked to see what you saved. "
            "If that was you, type the code there. If it was not, do nothing: without the code nothing is "
            "shown.\n\n"
            "Your own page: [[link]]\n\n"
            "%(signed)s"
        )
        % {"signed": signed(person.network)},
        at=at,
    )
    message.send(at=at)
    return message


def _code_of(message):
    """The code this message is about, while it is good."""
    if message.kind != Message.Kind.CODE or message.person is None:
        return ""
    code = (
        message.person.device_codes.live(timezone.now())
        .filter(pk=message.dedupe_key.split(":")[1])
        .first()
    )
    return code.in_groups if code else ""


message_words["code"] = _code_of
