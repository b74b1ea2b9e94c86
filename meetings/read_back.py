"""Telling a mandate back to those who gave it: “Is that what you meant?”"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network import circulation
from network.models import Message

from . import mandate
from .models import Mandate


class ReadBackAlready(Exception):
    """Somebody else was quicker, or it was recorded by mistake."""


def proposed(one):
    """The words of the message, as a beginning."""
    network = one.network
    said = "\n".join(f"{label}: {text}" for label, text in mandate.lines(one))
    return {
        "subject": _("%(network)s: what we heard you ask us to do") % {"network": network.name},
        "body": _(
            "Hello [[name]]\n\n"
            "We understood that you asked us to lead. This is what we wrote down:\n\n"
            "%(said)s\n\n"
            "Is that what you meant? If not, tell us: %(contact)s. We add what you put right, "
            "and everyone can read it. It stands on your page:\n"
            "[[link]]\n\n"
            "%(signed)s"
        )
        % {
            "said": said,
            "contact": network.contact or _("your coordinator"),
            "signed": circulation.signed(network),
        },
    }


def recipients(network):
    return [circulation.Recipient(person, []) for person in network.participants()]


def send(one, *, subject, body, promised, by=None, at=None):
    """Write to everyone who takes part; returns the mailing. Raises ReadBackAlready and NumberChanged."""
    at = at or timezone.now()
    with transaction.atomic():
        locked = Mandate.objects.select_for_update().get(pk=one.pk)
        if locked.read_back_at is not None or locked.mistaken_at is not None:
            raise ReadBackAlready
        mailing = circulation.write(
            one.network,
            recipients(one.network),
            kind=Message.Kind.OTHER,
            key=f"read-back:{one.pk}",
            subject=subject,
            body=body,
            activities=[],
            promised=promised,
            by=by,
            at=at,
        )
        one.was_read_back(at=at)
    return mailing
