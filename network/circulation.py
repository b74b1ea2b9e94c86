"""One text to many people: a message each, with their own words in it, as drafts or ready to go."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .mail import LINK_PLACEHOLDER
from .models import Mailing, Message


class NumberChanged(Exception):
    """Fewer or more people would be written to than the button said. `now` is how many."""

    def __init__(self, now):
        super().__init__(now)
        self.now = now


@dataclass(frozen=True)
class Recipient:
    """A person, the lines of the ledger a message to them is about, and what its [[words]] become.

    `mark` sets this message apart from others to the same person under the same key.
    """

    person: object
    invitations: list
    words: dict[str, str] = field(default_factory=dict)
    mark: str = ""


def signed(network):
    """The lines that end every message: who is responsible, whom to ask, and why one gets it."""
    return _(
        "%(controller)s is responsible for what you tell us. Questions about your data: %(contact)s.\n"
        "You get this because you are on the register of %(network)s."
    ) % {
        "controller": network.controller or network.name,
        "contact": network.contact or _("your coordinator"),
        "network": network.name,
    }


@transaction.atomic
def write(
    network,
    recipients,
    *,
    kind,
    key,
    subject,
    body,
    activities,
    by=None,
    is_draft=False,
    hides_people=False,
    promised=None,
    at=None,
):
    """Make a mailing with one message to each recipient that has an email; returns it.

    Raises NumberChanged, and writes nothing, if they are not as many as `promised`. `key` names what the
    messages are for: a second message to the same person under the same key is refused by the database.
    The number of queries does not grow with the number of people.
    """
    at = at or timezone.now()
    written = [one for one in recipients if one.person.can_be_written_to]
    if promised is not None and promised != len(written):
        raise NumberChanged(len(written))
    mailing = Mailing.objects.create(
        network=network,
        kind=kind,
        subject=_one_line(subject),
        body=body,
        hides_people=hides_people,
        made_at=at,
        made_by=by,
    )
    mailing.activities.set(activities)
    made = Message.objects.bulk_create(
        Message(
            network=network,
            mailing=mailing,
            person=one.person,
            kind=kind,
            dedupe_key=":".join(filter(None, [key, one.mark, str(one.person.pk)])),
            to=one.person.email,
            subject=_one_line(in_words(subject, one)),
            body=in_words(body, one),
            state=Message.State.DRAFT if is_draft else Message.State.READY,
            created_at=at,
        )
        for one in written
    )
    lines = Message.invitations.through
    lines.objects.bulk_create(
        lines(message=message, invitation=invitation)
        for message, one in zip(made, written, strict=True)
        for invitation in one.invitations
    )
    return mailing


def in_words(text, recipient):
    """The text as it is written to one person; what only its sending may fill in stays a placeholder."""
    for word, said in {"name": recipient.person.name, **recipient.words}.items():
        text = text.replace(f"[[{word}]]", said)
    return text


def as_read(text, recipient):
    """The text as the person will read it; their link is nobody else's to see."""
    return in_words(text, recipient).replace(LINK_PLACEHOLDER, _("(their own link)"))


def _one_line(text):
    return " ".join(text.split())[:200]  # a line break would begin a header of its own
