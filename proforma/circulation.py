"""The first message of a pro-forma: written by the coordinator, one a person, with their own link."""

from django.db import transaction
from django.utils.translation import gettext as _

from network import words
from network.models import Message


def proposed(proforma):
    """The subject and body offered to the coordinator, with [[…]] where each person's own words go."""
    network = proforma.cycle.network
    parts = [part for part in proforma.parts.all() if part.questions.in_use().exists()]
    minutes = next(
        (part.minutes for part in parts if part.is_of_people), parts[0].minutes if parts else 10
    )
    body = _(
        "Hello [[name]]\n\n"
        "%(intro)s\n\n"
        "Your own page is here, and it takes about %(minutes)d minutes. You need no password:\n"
        "[[link]]\n\n"
        "It saves as you go, and you can change your answers until [[closes]].\n\n"
        "%(controller)s is responsible for what you tell us. Questions about your data: %(contact)s.\n"
        "You get this because you are on the register of %(network)s."
    ) % {
        "intro": proforma.intro or proforma.title,
        "minutes": minutes,
        "controller": network.controller,
        "contact": network.contact,
        "network": network.name,
    }
    return {
        "subject": _("%(title)s: your answers, please") % {"title": proforma.title},
        "body": body,
    }


def open_and_invite(proforma, *, closes_at, subject, body, by=None, at=None):
    """Open the pro-forma and make a message for everyone asked who has an email; returns the messages."""
    last_day = words.last_day(closes_at, proforma.cycle.network)
    with transaction.atomic():
        asked = proforma.open(closes_at=closes_at, by=by, at=at)
        return [
            Message.write(
                person,
                invitations,
                key=f"proforma:{proforma.pk}:invitation",
                subject=subject,
                body=body.replace("[[closes]]", last_day),
                at=at,
            )
            for person, invitations in asked.items()
            if person.email
        ]
