"""The messages of a vote: the one that opens it, and the reminder."""

from django.db import transaction
from django.utils.translation import gettext as _

from network import words
from network.circulation import Recipient, signed, write
from network.circulation import as_read as read_by
from network.models import Message


def proposed(cycle):
    network = cycle.network
    body = _(
        "Hello [[name]]\n\n"
        "Please choose what we should spend the next meeting on. It takes about a minute:\n"
        "[[link]]\n\n"
        "You can change your choice until [[closes]]. [[secrecy]]\n\n"
        "%(signed)s"
    ) % {"signed": signed(network)}
    return {
        "subject": _("%(network)s: choose our topics") % {"network": network.name},
        "body": body,
    }


def proposed_reminder(vote):
    """The subject and body of a reminder, for whoever has not voted: who that is, nobody is told."""
    network = vote.cycle.network
    body = _(
        "Hello [[name]]\n\n"
        "Your vote on what we spend the next meeting on is not in yet. It takes about a minute:\n"
        "[[link]]\n\n"
        "It is open until [[closes]]. %(secrecy)s%(hidden)s\n\n"
        "%(signed)s"
    ) % {
        "signed": signed(network),
        "secrecy": secrecy(vote.is_named),
        "hidden": _(" This goes to everyone who has not voted, and nobody is shown who they are.")
        if vote.hides_voters
        else "",
    }
    return {
        "subject": _("%(network)s: a reminder to vote") % {"network": network.name},
        "body": body,
    }


def secrecy(is_named):
    """Who will see a ballot, in the words that belong to the vote whatever else a message says."""
    if is_named:
        return _(
            "The vote is named: after it closes, the coordinator sees who chose what. "
            "Nobody sees any count before."
        )
    return _(
        "Nobody sees your ballot, the coordinator included, and nobody sees any count before the vote "
        "closes."
    )


def said(closes_at, network, *, is_named):
    """What the [[words]] of a vote's message become, the same for everyone."""
    return {
        "asks": _("- your choice of topics, about a minute"),
        "minutes": "1",
        "closes": words.last_day(closes_at, network),
        "secrecy": secrecy(is_named),
    }


def as_read(people, *, subject, body, closes_at, is_named=False):
    """(person, subject, body) as the first who has an email would read it."""
    for person in people:
        if person.can_be_written_to:
            one = Recipient(person, [], said(closes_at, person.network, is_named=is_named))
            return [(person, read_by(subject, one), read_by(body, one))]
    return []


def open_and_invite(vote, *, closes_at, by=None, at=None, **written):
    """Open the vote and write to everyone who may vote and has an email; returns the mailing."""
    network = vote.cycle.network
    with transaction.atomic():
        invitations = vote.open(closes_at=closes_at, by=by, at=at).select_related("person")
        told = said(closes_at, network, is_named=vote.is_named)
        return write(
            network,
            [Recipient(line.person, [line], told, mark=str(line.pk)) for line in invitations],
            kind=Message.Kind.INVITATION,
            key="invitation",
            activities=[vote.activity],
            by=by,
            at=at,
            **written,
        )
