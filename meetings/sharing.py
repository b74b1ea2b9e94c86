"""Showing the notes of a meeting to those who came, and sending them to everyone once they are final."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network import circulation, words
from network.models import Message, Person

from . import answering
from .capture import who_came
from .models import Answered, Meeting


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


def move_last_day(meeting, until):
    """Another last day for corrections, while the first has not passed. Raises NotesAreFinal."""
    with meeting.notes_open():
        meeting.share_notes(until=until)


class CannotSend(Exception):
    """Says in a sentence why the notes do not go out to everyone yet."""


class SentAlready(Exception):
    """Somebody else was quicker."""


def proposed_to_all(meeting):
    """The words to everyone, as a beginning: the notes, and what became of what was said."""
    said = answering.in_words(answering.account_of(meeting))
    return {
        "subject": _("What we agreed, and what became of what you said"),
        "body": _(
            "Hello [[name]]\n\n"
            "The notes of %(meeting)s, on %(day)s, are final. What was decided and agreed comes first. "
            "They are on your page, whether you could come or not:\n"
            "[[link]]\n\n"
            "%(said)s"
            "%(signed)s"
        )
        % {
            "meeting": meeting,
            "day": words.day(meeting.starts_at, meeting.network),
            "said": f"{said}\n\n" if said else "",
            "signed": circulation.signed(meeting.network),
        },
    }


def everyone(meeting):
    """Everyone taking part, each with what their message says in its own words."""
    people = Person.objects.taking_part().filter(network=meeting.network).order_by("name", "pk")
    said = {
        "asks": _("the notes of %(meeting)s") % {"meeting": meeting},
        "closes": words.day(timezone.now(), meeting.network),
    }
    return [circulation.Recipient(person, [], said) for person in people]


def send_to_all(
    meeting, *, subject, body, at_once=False, nothing=False, promised=None, by=None, at=None
):
    """Let everyone read the notes, and write to them. Returns the mailing.

    `at_once` says to do so although they can still be corrected: that is then over. `nothing` says that there
    was nothing that we did not do. Raises CannotSend, SentAlready and NumberChanged.
    """
    at = at or timezone.now()
    with transaction.atomic():
        locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
        locked.network = meeting.network
        if locked.notes_sent_at is not None:
            raise SentAlready
        why_not = next(_why_not(locked, at_once=at_once, nothing=nothing, at=at), "")
        if why_not:
            raise CannotSend(why_not)
        mailing = circulation.write(
            meeting.network,
            everyone(meeting),
            kind=Message.Kind.OTHER,
            key=f"notes-out:{meeting.pk}",
            subject=subject,
            body=body,
            activities=[],
            promised=promised,
            by=by,
            at=at,
        )
        locked.let_out_notes(nothing_undone=nothing, at=at)
    meeting.refresh_from_db()
    return mailing


def _why_not(meeting, *, at_once, nothing, at):
    if meeting.starts_at > at:
        yield _("The meeting has not been yet, so there are no notes to send.")
    if meeting.corrections.unsettled().exists():
        yield _("Somebody would put a note differently. Answer the corrections that wait first.")
    if not meeting.notes_are_final(at) and not at_once:
        yield _("The notes are not final yet. Say that you want to send them all the same.")
    if not nothing and not meeting.answered.filter(state=Answered.State.DID_NOT).exists():
        yield _("Was there nothing that we did not do? Say so in a sentence, or tick “Nothing”.")
