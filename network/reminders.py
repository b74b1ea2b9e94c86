"""Who may be reminded now, and the reminding: never too often, never too soon, never when it is done."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import circulation, words
from .contributions import chases, still_waiting
from .models import Message, Network

IN_THE_OUTBOX = {
    Message.State.DRAFT,
    Message.State.READY,
    Message.State.SENDING,
    Message.State.FAILED,
}
EARLIEST, LATEST = 9, 18  # o'clock where the network is: nobody is reminded by night


@dataclass(frozen=True)
class Waiting:
    """A person who has not finished, and why no reminder goes to them now: empty if one does."""

    person: object
    invitations: list
    reminders: int
    last_on: date | None
    why_not: str
    mark: str  # sets the next reminder apart from all before, those put aside as well


def chase_of(network, activity, *, at=None):
    """The chase that speaks of this activity, or None if there is nothing open to chase."""
    at = at or timezone.now()
    found = (one for one in chases.gather(network, at) if activity in one.activities)
    return next(found, None)


def waiting_for(chase, network, *, at=None) -> list[Waiting]:
    """Everyone who has not finished, by name. The number of queries does not grow with theirs."""
    at = at or timezone.now()
    by_person = defaultdict(list)
    for activity in chase.activities:
        if activity.is_open(at):
            people = still_waiting(activity)
            for invitation in people.select_related("person__partner", "activity"):
                by_person[invitation.person].append(invitation)
    messages = _messages_about(chase)
    found = [
        _standing(person, invitations, messages[person.pk], network, at)
        for person, invitations in by_person.items()
    ]
    return sorted(found, key=lambda one: one.person.name)


def _messages_about(chase):
    """{person's key: [(kind, state, when)]} of what was written to them about it. One query."""
    messages = Message.objects.filter(mailing__activities__in=chase.activities).distinct()
    found = defaultdict(list)
    for person, kind, state, made, sent in messages.values_list(
        "person", "kind", "state", "created_at", "sent_at"
    ):
        found[person].append((kind, Message.State(state), sent or made))
    return found


def _standing(person, invitations, messages, network, at):
    written = [one for one in messages if one[1] != Message.State.SET_ASIDE]
    reminders = sum(kind == Message.Kind.REMINDER for kind, _state, _when in written)
    last_on = max((words.date_of(when, network) for _k, _s, when in written), default=None)
    return Waiting(
        person,
        invitations,
        reminders,
        last_on,
        why_not=_why_not(person, invitations, written)
        or _not_again_yet(reminders, last_on, network, at),
        mark=str(1 + sum(kind == Message.Kind.REMINDER for kind, _state, _when in messages)),
    )


def _why_not(person, invitations, written):
    """Why this person cannot be written to by email; empty if they can."""
    if not person.email:
        return _("no email")
    if person.link_revoked_at:
        return _("the link is stopped")
    if any(invitation.bounced_at for invitation in invitations):
        return _("the last message came back")
    if any(state in IN_THE_OUTBOX for _kind, state, _when in written):
        return _("a message waits in the outbox")
    return ""


def _not_again_yet(reminders, last_on, network, at):
    if reminders >= network.most_reminders:
        return ngettext("reminded once", "reminded %(n)d times", reminders) % {"n": reminders}
    soonest = last_on + timedelta(days=network.reminder_gap) if last_on else None
    if soonest and words.date_of(at, network) < soonest:
        return _("not before %(day)s") % {"day": words.weekday(soonest)}
    return ""


def due(chase, network, *, at=None) -> list[Waiting]:
    """Those to whom a reminder goes now."""
    return [one for one in waiting_for(chase, network, at=at) if not one.why_not]


def remind(chase, network, *, subject="", body="", promised=None, by=None, is_draft=False, at=None):
    """Write a reminder to everyone who is due; returns the mailing, or None if nobody is.

    Raises circulation.NumberChanged if they are not as many as `promised`. Two at once queue on the
    network's row, so that nobody is reminded by both.
    """
    at = at or timezone.now()
    with transaction.atomic():
        Network.objects.select_for_update().get(pk=network.pk)
        people = due(chase, network, at=at)
        if not people and not promised:
            return None
        return circulation.write(
            network,
            [
                circulation.Recipient(
                    one.person,
                    one.invitations,
                    said(one.invitations, network),
                    mark=one.mark,
                )
                for one in people
            ],
            kind=Message.Kind.REMINDER,
            key=f"reminder:{chase.key}",
            subject=subject or chase.subject,
            body=body or chase.body,
            activities=chase.activities,
            by=by,
            is_draft=is_draft,
            hides_people=chase.hides_people,
            promised=promised,
            at=at,
        )


def said(invitations, network):
    """What the [[words]] of a reminder become: when the first of what waits closes."""
    closing = [line.activity.closes_at for line in invitations if line.activity.closes_at]
    return {"closes": words.last_day(min(closing), network)} if closing else {}


def remind_all(network, *, at=None):
    """Write what is due of everything open in a network; returns the mailings."""
    at = at or timezone.now()
    written = (remind(chase, network, at=at) for chase in chases.gather(network, at))
    return [mailing for mailing in written if mailing is not None]


def is_daytime(network, at):
    return EARLIEST <= timezone.localtime(at, network.zone).hour < LATEST
