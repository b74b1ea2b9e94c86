"""Asking those who hold an action how it goes: kindly, not too often, never somebody who has just said.

One message to each person, about all that they hold and that needs a word. Its key names the actions, so
that each page can say of what somebody was asked, and what was told meanwhile is not asked any more.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network import circulation, words
from network.models import Message, Network
from network.reminders import IN_THE_OUTBOX

from .models import Action, ActionUpdate

SOON = timedelta(days=7)  # what is due within a week, and was not spoken of for as long
SILENT = timedelta(days=21)
JUST_SAID = timedelta(days=3)
# As many as their numbers find room for in the key of a message; the person’s page has them all.
MOST = 10
KIND = Message.Kind.NUDGE


@dataclass(frozen=True)
class Nudge:
    """A person, what they hold that needs a word, and why they are not asked now: empty if they are."""

    person: object
    actions: list  # [(action, why)]
    times: int  # without an answer
    why_not: str
    mark: str  # sets this message apart from all before


def waiting(network, *, at=None) -> list[Nudge]:
    """Everyone who holds an action that needs a word. As many queries for many as for few."""
    at = at or timezone.now()
    held = defaultdict(list)
    actions = network.actions.open().exclude(owner=None).select_related("owner__partner")
    for action in actions.with_last_word():
        if why := why_now(action, at, network):
            held[action.owner].append((action, why))
    people = [person.pk for person in held]
    sent, said = _nudges_to(people), _last_reports(people)
    found = [
        _standing(person, held[person], sent[person.pk], said.get(person.pk), network, at)
        for person in held
    ]
    return sorted(found, key=lambda one: one.person.name)


def why_now(action, at, network) -> str:
    """Why this needs a word, read with its last word; empty if it does not."""
    today = words.date_of(at, network)
    still = today - words.date_of(action.said_at or action.recorded_at, network)
    late = action.days_overdue(today)
    if late:
        return ngettext("%(n)d day past its date", "%(n)d days past its date", late) % {"n": late}
    if action.due and action.due - today <= SOON and still >= SOON:
        return _("due on %(day)s") % {"day": words.weekday(action.due)}
    if still >= SILENT:
        return _("no word for %(n)d days") % {"n": still.days}
    return ""


def _nudges_to(people):
    """{person's key: [(state, when)] of what they were sent, the last first}. One query."""
    found = defaultdict(list)
    sent = Message.objects.filter(person__in=people, kind=KIND).order_by("-created_at", "-pk")
    for person, state, made, went in sent.values_list("person", "state", "created_at", "sent_at"):
        found[person].append((Message.State(state), went or made))
    return found


def _last_reports(people):
    """{person's key: when they, or somebody for them, last said how something goes}. Two queries."""
    found = {}
    reports = ActionUpdate.objects.order_by("at")
    for who in ("person", "action__owner"):
        told = reports.filter(**{f"{who}__in": people})
        told = told if who == "person" else told.filter(change="")
        for person, at in told.values_list(who, "at"):
            found[person] = max(at, found.get(person, at))
    return found


def _standing(person, actions, sent, said_at, network, at):
    gone = [(state, when) for state, when in sent if state != Message.State.SET_ASIDE]
    unanswered = [one for one in gone if said_at is None or one[1] > said_at]
    times = len(unanswered)
    why_not = _why_not(person, gone) or _not_again_yet(sent, times, said_at, network, at)
    return Nudge(person, actions, times, why_not, mark=str(len(sent) + 1))


def _why_not(person, sent):
    """Why this person cannot be written to; empty if they can."""
    if person.left_at:
        return _("they have left: find somebody else to hold it")
    if not person.email:
        return _("no email")
    if person.link_revoked_at:
        return _("the link is stopped")
    if sent and sent[0][0] == Message.State.BOUNCED:
        return _("the last message came back")
    if any(state in IN_THE_OUTBOX for state, _when in sent):
        return _("a message waits in the outbox")
    return ""


def _not_again_yet(sent, times, said_at, network, at):
    """What was put aside makes a pause, too: else it would be written anew within the minute."""
    if said_at is not None and at - said_at < JUST_SAID:
        return _("said how it goes on %(day)s") % {"day": words.day(said_at, network)}
    if times >= network.most_reminders:
        asked = ngettext("asked once", "asked %(n)d times", times) % {"n": times}
        return _("%(asked)s without an answer: a call may help more") % {"asked": asked}
    if sent:
        last_on = words.date_of(sent[0][1], network)
        soonest = last_on + timedelta(days=network.reminder_gap)
        if words.date_of(at, network) < soonest:
            return _("not before %(day)s") % {"day": words.weekday(soonest)}
    return ""


def due(network, *, at=None) -> list[Nudge]:
    """Those who are asked now."""
    return [one for one in waiting(network, at=at) if not one.why_not]


def proposed(network):
    """The words of the message, as a beginning."""
    return {
        "subject": _("How is it going?"),
        "body": _(
            "Hello [[name]]\n\n"
            "You hold this for %(network)s:\n\n"
            "[[actions]]\n\n"
            "How is it going? One tap on your page is enough:\n"
            "[[link]]\n\n"
            "“Needs help” and “stuck” are good answers: then others can help. "
            "If you cannot hold it any more, you can say so there too.\n\n"
            "%(signed)s"
        )
        % {"network": network.name, "signed": circulation.signed(network)},
    }


def recipient(one) -> circulation.Recipient:
    """A person, with what the message says in its own words."""
    return circulation.Recipient(
        one.person, [], {"actions": _listed(one.actions)}, mark=f"{one.mark}:{_keys(one.actions)}"
    )


def _listed(actions):
    lines = [f"– {_what(action)}" for action, _why in actions[:MOST]]
    more = len(actions) - MOST
    if more > 0:
        lines.append(ngettext("– and one more", "– and %(n)d more", more) % {"n": more})
    return "\n".join(lines)


def _what(action):
    # Brackets in its words must not be taken for a word that is filled in.
    what = action.what.replace("[[", "[").replace("]]", "]")
    if action.due is None:
        return what
    day = formats.date_format(action.due, "j F")
    return _("%(what)s (by %(day)s)") % {"what": what, "day": day}


def _keys(actions):
    return "-".join(str(action.pk) for action, _why in actions[:MOST])


def keys_in(message) -> set[int]:
    """The actions that a message asks about."""
    parts = message.dedupe_key.split(":")
    return {int(key) for key in parts[2].split("-")} if len(parts) == 4 else set()


def nudge(network, *, subject="", body="", promised=None, by=None, is_draft=False, at=None):
    """Write to everyone who is due; returns the mailing, or None if nobody is.

    Raises circulation.NumberChanged if they are not as many as `promised`. Two at once queue on the
    network's row, so that nobody is asked by both.
    """
    at = at or timezone.now()
    with transaction.atomic():
        Network.objects.select_for_update(no_key=True).get(pk=network.pk)
        people = due(network, at=at)
        if not people and not promised:
            return None
        words_of = proposed(network)
        return circulation.write(
            network,
            [recipient(one) for one in people],
            kind=KIND,
            key="nudge",
            subject=subject or words_of["subject"],
            body=body or words_of["body"],
            activities=[],
            promised=promised,
            by=by,
            is_draft=is_draft,
            at=at,
        )


def why_overtaken(message, at) -> str:
    """Why it need not go any more: they said meanwhile how all of it goes, or hold none of it."""
    still = Action.objects.open().filter(pk__in=keys_in(message), owner=message.person)
    told = ActionUpdate.objects.filter(at__gt=message.created_at, change="").values("action")
    if still.exclude(pk__in=told).exists():
        return ""
    return _("No longer needed: they said meanwhile how it goes.")


def sent_about(action) -> list[Message]:
    """What was sent, or waits to be, about an action; the last first. One query."""
    found = action.network.messages.filter(kind=KIND, dedupe_key__contains=str(action.pk))
    return [one for one in found.select_related("person") if action.pk in keys_in(one)]
