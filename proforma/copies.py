"""A copy of what somebody answered, for themselves alone."""

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from network import words
from network.circulation import signed
from network.contributions import message_words
from network.models import Message

from . import conditions, entries
from .models import Response, Way
from .models.responses import content

SAME_COPY = 300  # seconds within which the same copy is sent once


def as_text(response) -> str:
    """Each question that was answered, and the answer, in the order they were asked. Queries."""
    questions = [
        question for _section, on_page in response.part.pages_asked() for question in on_page
    ]
    if any(question.kind == "organisations" for question in questions):
        partners = list(response.part.proforma.cycle.network.partners.values_list("pk", "name"))
        for question in questions:
            question.partners = partners
    lines = []
    for question in conditions.asked_of(questions, response.answers):
        said = entries.say(question, content(response.answers.get(question.code)) or {})
        if said:
            lines += [question.text, *(f"    {line}" for line in said.splitlines()), ""]
    return "\n".join(lines).strip()


def send_copy(response, person, *, help=None, at=None):
    """Send the person what was answered; False if it could not be sent.

    The answers are filled in as the message leaves: the outbox never holds them. `help` says who typed
    it in for them, and has the message say how to correct it.
    """
    at = at or timezone.now()
    part = response.part
    key = f"copy:{response.pk}:{response.digest}:{at.timestamp() // SAME_COPY:.0f}"
    if Message.objects.filter(dedupe_key=f"{key}:{person.pk}").exists():
        return True  # pressed twice
    said = {
        "part": part.title,
        "signed": signed(person.network),
        "contact": person.network.contact,
        **(_typed_in(response, help, at) if help else {}),
    }
    try:
        message = Message.write(
            person,
            [],
            key=key,
            kind=Message.Kind.COPY,
            subject=_("Your answers to “%(title)s”") % {"title": part.proforma.title},
            body=(_body_of_help() if help else _body()) % said,
            at=at,
        )
    except IntegrityError:  # pressed twice at the same moment
        return True
    return message.send(at=at)


def _body():
    return _(
        "Hello [[name]]\n\n"
        "Thank you. This is what we have, of “%(part)s”:\n\n"
        "[[answers]]\n\n"
        "You can change it on your own page until it closes:\n"
        "[[link]]\n\n"
        "%(signed)s"
    )


def _typed_in(response, help, at):
    """Who typed it in, by which way and when; without what would be filled in as a placeholder."""
    return {
        "who": help.name.replace("[[", "").replace("]]", ""),
        "way": Way(help.way or response.way).label,
        "day": words.day(at, response.part.proforma.cycle.network),
    }


def _body_of_help():
    return _(
        "Hello [[name]]\n\n"
        "%(who)s typed in your answer for you on %(day)s. It came %(way)s. "
        "This is what we have, of “%(part)s”:\n\n"
        "[[answers]]\n\n"
        "Is something wrong? You can correct it on your own page until it closes:\n"
        "[[link]]\n\n"
        "A device that is new to us asks for a code first. We send it to this address, or your "
        "coordinator reads one out.\n\n"
        "Did you not agree to this? Please tell %(contact)s.\n\n"
        "%(signed)s"
    )


def _answers_of(message):
    if message.kind != Message.Kind.COPY or message.person is None:
        return ""
    responses = Response.objects.of(message.person).select_related(
        "part__activity", "part__proforma__cycle__network", "version"
    )
    response = responses.filter(pk=message.dedupe_key.split(":")[1]).first()
    return as_text(response) if response else ""


message_words["answers"] = _answers_of
