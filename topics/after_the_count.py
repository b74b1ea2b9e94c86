"""The messages that follow a count: the second vote on what is level, and that the result is there."""

from django.db import transaction
from django.utils.translation import gettext as _

from network.circulation import Recipient, signed, write
from network.circulation import as_read as read_by
from network.models import Message

from .circulation import open_and_invite
from .models import Vote


def proposed_runoff(vote):
    """The subject and body of what opens a second vote on what `vote` left level."""
    network = vote.cycle.network
    body = _(
        "Hello [[name]]\n\n"
        "Our vote left some topics level at the last place. Please choose between them. "
        "It takes about a minute:\n"
        "[[link]]\n\n"
        "You can change your choice until [[closes]]. [[secrecy]]\n\n"
        "%(signed)s"
    ) % {"signed": signed(network)}
    return {
        "subject": _("%(network)s: a second vote, on what is level") % {"network": network.name},
        "body": body,
    }


def open_runoff(vote, *, closes_at, **how):
    """Open a second vote between the topics that are level, and write to everyone who may vote.

    Returns (the second vote, the mailing): both are there, or neither is.
    """
    with transaction.atomic():
        runoff = Vote.draft_runoff(vote)
        runoff.cycle = vote.cycle
        return runoff, open_and_invite(runoff, closes_at=closes_at, **how)


def proposed_telling(vote):
    """The subject and body of what tells everyone that the result is there."""
    network = vote.cycle.network
    body = _(
        "Hello [[name]]\n\n"
        "The vote is counted. What we chose, and how close it was, is on your page:\n"
        "[[link]]\n\n"
        "%(signed)s"
    ) % {"signed": signed(network)}
    return {
        "subject": _("%(network)s: what we chose together") % {"network": network.name},
        "body": body,
    }


def to_tell(vote):
    """Those who take part and have not been told of this result. Queries twice."""
    told = set(
        Message.objects.filter(dedupe_key__startswith=f"{_key(vote)}:").values_list(
            "person", flat=True
        )
    )
    people = vote.cycle.network.participants()
    return [person for person in people if person.pk not in told and person.can_be_written_to]


def tell(vote, *, promised, subject, body, is_draft=False, by=None, at=None):
    """Write to everyone who has not been told; returns the mailing."""
    with transaction.atomic():
        type(vote).objects.select_for_update().get(pk=vote.pk)  # of two presses the second waits
        return write(
            vote.cycle.network,
            [Recipient(person, []) for person in to_tell(vote)],
            kind=Message.Kind.OTHER,
            key=_key(vote),
            activities=[vote.activity],
            subject=subject,
            body=body,
            is_draft=is_draft,
            promised=promised,
            by=by,
            at=at,
        )


def as_read(people, *, subject, body):
    """(person, subject, body) as the first of them would read it."""
    return [
        (person, read_by(subject, one), read_by(body, one))
        for person in people[:1]
        for one in [Recipient(person, [])]
    ]


def _key(vote):
    return f"result-of-vote:{vote.pk}"
