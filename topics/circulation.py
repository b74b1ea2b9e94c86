"""The message that opens a vote."""

from django.db import transaction
from django.utils.translation import gettext as _

from network import words
from network.models import Message


def proposed(cycle):
    network = cycle.network
    body = _(
        "Hello [[name]]\n\n"
        "Please choose what we should spend the next meeting on. It takes about a minute:\n"
        "[[link]]\n\n"
        "You can change your choice until [[closes]]. Nobody sees your ballot, the coordinator included, "
        "and nobody sees any count before the vote closes.\n\n"
        "%(controller)s is responsible for your data. Questions: %(contact)s.\n"
        "You get this because you are on the register of %(network)s."
    ) % {"controller": network.controller, "contact": network.contact, "network": network.name}
    return {
        "subject": _("%(network)s: choose our topics") % {"network": network.name},
        "body": body,
    }


def open_and_invite(vote, *, closes_at, subject, body, by=None, at=None):
    """Open the vote and make a message for everyone who may vote and has an email."""
    last_day = words.last_day(closes_at, vote.cycle.network)
    with transaction.atomic():
        invitations = vote.open(closes_at=closes_at, by=by, at=at).select_related("person")
        return [
            Message.write(
                invitation.person,
                [invitation],
                key=f"vote:{vote.pk}:invitation",
                subject=subject,
                body=body.replace("[[closes]]", last_day),
                at=at,
            )
            for invitation in invitations
            if invitation.person.email
        ]
