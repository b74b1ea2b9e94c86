"""What a letter and the file for a mail merge say of a pro-forma: who is asked what, and who has finished."""

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from network import letters, merge
from network.contributions import still_waiting
from network.letters import Ask
from network.models import Activity


@letters.asks.of(Activity.Kind.VIEWS)
@letters.asks.of(Activity.Kind.FIGURES)
def part_asked(activity):
    part = activity.part
    return Ask(activity.kind, part.proforma.title, part.minutes, activity.closes_at)


def who_waits(proforma, *, without_email=False):
    """[(person, what they have yet to do)] by name. Two queries, whatever the number of people.

    People who have left are not among them; nobody is, before it is opened or once it is closed.
    """
    waiting = {}
    for part in _open_parts(proforma):
        for invitation in still_waiting(part.activity).with_person():
            if not (without_email and invitation.person.email):
                waiting.setdefault(invitation.person, []).append(_ask_of(part, proforma))
    return _by_name(waiting, proforma)


def merge_rows(proforma):
    """A row of the mail merge for everyone asked; before it opens, for everyone who would be.

    A few queries, whatever the number of people.
    """
    asked = _asked(proforma)
    prefetch_related_objects(list(asked), "partner")
    return [_row(person, *told) for person, told in _by_name(asked, proforma)]


def _open_parts(proforma):
    return [part for part in proforma.parts.all() if part.activity.is_open()]


def _asked(proforma):
    """{person: ([Ask], [state])}"""
    asked, draft = {}, proforma.is_draft
    for part in proforma.parts.all():
        part.proforma = proforma
        states = _would_be_asked(part) if draft else _states(part)
        for person, state in states:
            asks, told = asked.setdefault(person, ([], []))
            asks.append(_ask_of(part, proforma))
            told.append(state)
    return asked


def _would_be_asked(part):
    people = part.people_to_ask() if part.questions_in_use else []
    return [(person, "draft") for person in people]


def _states(part):
    """(person, state) of everyone on the ledger: waiting, done, or neither of them."""
    if not part.activity.is_opened:
        return []
    waits = set(still_waiting(part.activity).values_list("pk", flat=True))
    invitations = part.activity.invitations.asked().filter(
        person__isnull=False, person__left_at=None
    )
    return [
        (line.person, "waiting" if line.pk in waits else "done" if line.submitted_at else "no")
        for line in invitations.with_person()
    ]


def _ask_of(part, proforma):
    return Ask(part.activity.kind, proforma.title, part.minutes, part.activity.closes_at)


def _by_name(people, proforma):
    """Sorted, and each with the network at hand, which was read already."""
    for person in people:
        person.network = proforma.cycle.network
    return sorted(people.items(), key=lambda item: (item[0].name.casefold(), item[0].pk))


def _row(person, asks, states):
    return merge.Row(
        name=person.name,
        email=person.email,
        phone=person.phone,
        partner=person.partner.name if person.partner else "",
        role=person.role,
        link="" if letters.why_none(person) else person.link,
        asks="; ".join(ask.words for ask in asks),
        minutes=letters.minutes_of(asks),
        closes=letters.last_day_of(asks, person.network),
        state=_state_in_words(person, states),
    )


def _state_in_words(person, states):
    if person.link_revoked_at is not None:
        return _("link stopped")
    if "draft" in states:
        return _("not asked yet")
    if "waiting" in states:
        return _("waiting")
    return (
        _("handed in")
        if "done" in states
        else pgettext("a person who was asked", "would rather not")
    )
