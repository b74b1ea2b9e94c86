"""The first message of a pro-forma: written by the coordinator, one a person, with their own link."""

from django.db import transaction
from django.utils.translation import gettext as _

from network import words
from network.models import Message, Person


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
        "subject": _("%(title)s – your answers, please") % {"title": proforma.title},
        "body": body,
    }


def proposed_for_more(part):
    """The subject and body offered when something more is asked of those who have handed in."""
    network = part.proforma.cycle.network
    body = _(
        "Hello [[name]]\n\n"
        "Thank you for your answers to “%(title)s”. We would like to ask something more:\n\n"
        "%(questions)s\n\n"
        "What you handed in counts as it is. Your own page is here:\n"
        "[[link]]\n\n"
        "%(controller)s is responsible for what you tell us. Questions about your data: %(contact)s.\n"
        "You get this because you are on the register of %(network)s."
    ) % {
        "title": part.proforma.title,
        "questions": "\n".join(f"- {one}" for one in _waiting_in_words(part)),
        "controller": network.controller,
        "contact": network.contact,
        "network": network.name,
    }
    return {
        "subject": _("%(title)s – something more") % {"title": part.proforma.title},
        "body": body,
    }


def _waiting_in_words(part):
    """What waits to be asked: new questions, and new choices of old ones."""
    for question in part.questions_waiting:
        if question.since is None:
            yield question.text
        for option in question.options_waiting():
            yield _("%(question)s – a new choice: %(choice)s") % {
                "question": question.text,
                "choice": option.text,
            }


def who_handed_in(part):
    """The people to write to when those who have handed in are asked more. Queries.

    Of a part of figures, the people on the ledger whose partner has handed in.
    """
    invitations = part.activity.invitations.filter(person__isnull=False)
    submitted = part.responses.submitted()
    if part.is_of_people:
        invitations = invitations.filter(person__in=submitted.values("person"))
    else:
        invitations = invitations.filter(person__partner__in=submitted.values("partner"))
    people = Person.objects.taking_part().filter(invitations__in=invitations)
    return list(people.select_related("network").distinct())


def ask_more(part, *, asks_answered, subject="", body="", at=None):
    """Freeze the next version; returns the messages to those who had handed in, if they are asked too."""
    with transaction.atomic():
        people = who_handed_in(part) if asks_answered else []
        version = part.freeze(asks_answered=asks_answered, at=at)
        if version is None:
            return []  # pressed twice: the first took what was waiting
        return [
            Message.write(
                person,
                list(part.activity.invitations.filter(person=person)),
                key=f"part:{part.pk}:version:{version.number}",
                subject=subject,
                body=body,
                at=at,
            )
            for person in people
            if person.email
        ]


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
