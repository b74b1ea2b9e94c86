"""What people are written about a pro-forma: first, when something more is asked, and as a reminder."""

from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network import words
from network.circulation import Recipient, signed, write
from network.circulation import as_read as read_by
from network.contributions import Chase
from network.models import Message, Person


def proposed(proforma):
    """The subject and body offered to the coordinator, with [[…]] where each person's own words go."""
    network = proforma.cycle.network
    body = _(
        "Hello [[name]]\n\n"
        "%(intro)s\n\n"
        "We ask for:\n[[asks]]\n\n"
        "Your own page is here. You need no password:\n"
        "[[link]]\n\n"
        "It saves as you go, and you can change your answers until [[closes]].\n\n"
        "%(signed)s"
    ) % {"intro": proforma.intro or proforma.title, "signed": signed(network)}
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
        "%(signed)s"
    ) % {
        "title": part.proforma.title,
        "questions": "\n".join(f"- {one}" for one in _waiting_in_words(part)),
        "signed": signed(network),
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


def proposed_reminder(proforma):
    """The subject and body of a reminder. It says nothing of what anybody answered."""
    body = _(
        "Hello [[name]]\n\n"
        "This is a reminder of “%(title)s”. If you have begun, all you saved is still there.\n\n"
        "Your own page is here:\n"
        "[[link]]\n\n"
        "It is open until [[closes]]. If you cannot do it, or a colleague should, please say so on your "
        "page: then we stop asking.\n\n"
        "%(signed)s"
    ) % {"title": proforma.title, "signed": signed(proforma.cycle.network)}
    return {"subject": _("A reminder: %(title)s") % {"title": proforma.title}, "body": body}


def chase_of(proforma, at):
    """What people can be reminded of: the parts that are open. None if neither is. Reads the parts."""
    activities = [part.activity for part in proforma.parts.all() if part.activity.is_open(at)]
    if not activities:
        return None
    return Chase(
        key=f"proforma:{proforma.pk}",
        title=proforma.title,
        activities=activities,
        url=reverse("return_list", args=[proforma.cycle.network.slug, proforma.pk]),
        **proposed_reminder(proforma),
    )


def proposed_for_colleague(part, person):
    """The subject and body to somebody whom a colleague named in their own place."""
    body = _(
        "Hello [[name]]\n\n"
        "%(person)s suggests that you answer “%(title)s” instead.\n\n"
        "We ask for:\n[[asks]]\n\n"
        "Your own page is here. You need no password:\n"
        "[[link]]\n\n"
        "You can change your answers until [[closes]].\n\n"
        "%(signed)s"
    ) % {
        "person": person.name,
        "title": part.proforma.title,
        "signed": signed(part.proforma.cycle.network),
    }
    return {
        "subject": _("%(title)s – your answers, please") % {"title": part.proforma.title},
        "body": body,
    }


def said_to(person, parts, closes_at):
    """What the [[words]] of a message become for somebody who is asked these parts."""
    return {
        "asks": "\n".join(f"- {_asked_in_words(part, person)}" for part in parts),
        "minutes": str(sum(part.minutes for part in parts)),
        "closes": words.last_day(closes_at, parts[0].proforma.cycle.network),
    }


def _asked_in_words(part, person):
    minutes = ngettext("about a minute", "about %(n)d minutes", part.minutes) % {"n": part.minutes}
    if part.is_of_people:
        return _("what you see yourself, %(minutes)s") % {"minutes": minutes}
    return _("the figures of %(partner)s, %(minutes)s") % {
        "partner": person.partner,
        "minutes": minutes,
    }


def recipients(parts, asked):
    """A Recipient for each person of `asked`, {person: their invitations to these parts}."""
    by_activity = {part.activity_id: part for part in parts}
    found = []
    for person, lines in asked.items():
        theirs = [by_activity[line.activity_id] for line in lines]
        closes_at = min(part.activity.closes_at for part in theirs)
        # A line of the ledger is invited to once, whoever presses.
        mark = str(min(line.pk for line in lines))
        found.append(Recipient(person, lines, said_to(person, theirs, closes_at), mark=mark))
    return found


def as_read(asking, *, subject, body, closes_at):
    """(person, subject, body) as one person of each sort would read it: asked the one part, or both.

    `asking` is {part: people}.
    """
    parts_of = {}
    for part, people in asking.items():
        for person in people:
            if person.can_be_written_to:
                parts_of.setdefault(person, []).append(part)
    sorts = {}
    for person, parts in parts_of.items():
        sorts.setdefault(tuple(part.pk for part in parts), (person, parts))
    found = []
    for person, parts in sorts.values():
        one = Recipient(person, [], said_to(person, parts, closes_at))
        found.append((person, read_by(subject, one), read_by(body, one)))
    return found


def ask_more(part, *, asks_answered, subject="", body="", by=None, at=None):
    """Freeze the next version; returns the mailing to those who had handed in, or None."""
    with transaction.atomic():
        people = who_handed_in(part) if asks_answered else []
        version = part.freeze(asks_answered=asks_answered, at=at)
        if version is None or not people:
            return None  # pressed twice: the first took what was waiting
        lines = {line.person_id: [line] for line in part.activity.invitations.all()}
        return write(
            part.proforma.cycle.network,
            recipients([part], {person: lines[person.pk] for person in people}),
            kind=Message.Kind.MORE,
            key=f"part:{part.pk}:version:{version.number}",
            subject=subject,
            body=body,
            activities=[part.activity],
            by=by,
            at=at,
        )


def open_and_invite(proforma, *, closes_at, by=None, at=None, **written):
    """Open the pro-forma and write to everyone asked who has an email; returns the mailing.

    `written` is subject, body, and what network.circulation.write takes besides.
    """
    with transaction.atomic():
        asked = proforma.open(closes_at=closes_at, by=by, at=at)
        return _write_invitations(proforma, asked, by=by, at=at, **written)


def would_ask(proforma):
    """{part: people} that a draft would ask if it opened now. Queries."""
    parts = proforma.parts.select_related("activity", "proforma__cycle__network")
    return {part: part.people_to_ask() for part in parts if part.questions.counted().exists()}


def newcomers(proforma):
    """{part: people} to ask of an open pro-forma who are not on its ledger yet. Queries.

    Of figures, whoever was asked speaks for a partner while they are here, unless a new lead was named.
    """
    found = {}
    for part in proforma.parts.select_related("activity", "proforma__cycle__network"):
        if part.activity.is_open():
            lines = part.activity.invitations
            known = set(lines.values_list("person_id", flat=True))
            spoken_for = set() if part.is_of_people else _spoken_for(part)
            people = [
                person
                for person in part.people_to_ask()
                if person.pk not in known and person.partner_id not in spoken_for
            ]
            if people:
                found[part] = people
    return found


def _spoken_for(part):
    """Partners that need not be asked anew: their figures are in, or who was asked still leads."""
    given = set(part.responses.submitted().values_list("partner_id", flat=True))
    here = part.activity.invitations.filter(person__left_at=None, person__takes_part=True)
    leads = models.F("person__partner__figures_lead")
    lead_is_asked = models.Q(person=leads) | models.Q(person__partner__figures_lead=None)
    return given | set(here.filter(lead_is_asked).values_list("person__partner_id", flat=True))


def invite_newcomers(proforma, *, by=None, at=None, **written):
    """Ask those who came onto the register since the opening; returns the mailing, None if nobody did."""
    with transaction.atomic():
        type(proforma).objects.select_for_update().get(pk=proforma.pk)
        asked = {}
        for part, people in newcomers(proforma).items():
            for person in people:
                line = _line_for_newcomer(part, person, by=by, at=at)
                asked.setdefault(person, []).append(line)
        return _write_invitations(proforma, asked, by=by, at=at, **written) if asked else None


def _line_for_newcomer(part, person, *, by, at):
    """Of figures, a new lead takes over from the colleague who was asked before."""
    before = part.activity.invitations.unfinished().filter(person__partner=person.partner_id)
    colleague = None if part.is_of_people else before.exclude(person=person).first()
    if colleague is not None:
        return colleague.hand_over(person, by=by, at=at)
    return part.activity.invite([person], by=by, at=at).get()


def _write_invitations(proforma, asked, **written):
    parts = list(proforma.parts.select_related("activity", "proforma__cycle__network"))
    return write(
        proforma.cycle.network,
        recipients(parts, asked),
        kind=Message.Kind.INVITATION,
        key="invitation",
        activities=[part.activity for part in parts if part.activity.is_opened],
        **written,
    )
