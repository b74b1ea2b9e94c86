"""Showing the notes of a meeting to those who came, and telling them so."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network import circulation, words
from network.models import Message

from .capture import who_came
from .models import Meeting


class SharedAlready(Exception):
    """Somebody else was quicker."""


def proposed(meeting):
    """The words of the message, as a beginning."""
    network = meeting.network
    return {
        "subject": _("The notes of %(meeting)s") % {"meeting": meeting},
        "body": _(
            "Hello [[name]]\n\n"
            "The notes of %(meeting)s are on your page. No name stands beside any of them:\n"
            "[[link]]\n\n"
            "Would you put something differently? You can say so there until [[closes]]. "
            "After that day the notes are final.\n\n"
            "%(signed)s"
        )
        % {"meeting": meeting, "signed": circulation.signed(network)},
    }


def recipients(meeting, until):
    """Those who came, each with what their message says in its own words."""
    said = {
        "closes": words.last_day(until, meeting.network),
        "asks": _("the notes of %(meeting)s") % {"meeting": meeting},
    }
    return [circulation.Recipient(person, [], said) for person in who_came(meeting)]


def share(meeting, *, until, subject, body, promised=None, by=None, at=None):
    """Show the notes, and write to everyone who came. Returns the mailing.

    Raises SharedAlready, and NumberChanged if not as many would be written to as were promised.
    """
    at = at or timezone.now()
    with transaction.atomic():
        if Meeting.objects.select_for_update().get(pk=meeting.pk).notes_shared_at is not None:
            raise SharedAlready
        mailing = circulation.write(
            meeting.network,
            recipients(meeting, until),
            kind=Message.Kind.OTHER,
            key=f"notes:{meeting.pk}",
            subject=subject,
            body=body,
            activities=[],
            promised=promised,
            by=by,
            at=at,
        )
        meeting.share_notes(until=until, at=at)
    return mailing
