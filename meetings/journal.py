"""The journal: questions that may help to write, and what members read of it. Plain: no request."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.models import Role

from .models import JournalEntry
from .naming import register_of

PROMPTS = [
    gettext_lazy("Did I give direction, or take over?"),
    gettext_lazy("What would I have minded most?"),
    gettext_lazy("What did I leave unsaid?"),
    gettext_lazy("Was the open start needed?"),
    gettext_lazy("What was I relieved about?"),
]


@dataclass(frozen=True)
class Reflection:
    """An entry as members read it: who wrote it, in which role, and who pays for that."""

    entry: JournalEntry
    author: str
    role: str
    employer: str
    meeting: object  # None under the Chatham House Rule, for it would say who was there


def for_members(network) -> list[Reflection]:
    """What authors let members read, the latest first. Queries, constant in number.

    Under the Chatham House Rule of a meeting nothing about it names anybody, also if the rule came later.
    """
    return _readable(network, JournalEntry.objects.for_members())


def for_anybody(network) -> list[Reflection]:
    """What authors let everybody read, whether of the network or not. Queries as above."""
    return _readable(network, JournalEntry.objects.for_anybody())


def _readable(network, entries):
    entries = list(entries.filter(network=network).select_related("author", "meeting"))
    if not entries:
        return []
    register = register_of(network)
    accesses = {
        access.user_id: access
        for access in network.accesses.filter(
            user__in=[entry.author_id for entry in entries]
        ).select_related("partner")
    }
    return [
        _told(entry, accesses.get(entry.author_id), network)
        for entry in entries
        if not (_is_under_the_rule(entry) and register.named_in(f"{entry.prompt}\n{entry.text}"))
    ]


def _is_under_the_rule(entry):
    return entry.meeting is not None and entry.meeting.chatham_house


def _told(entry, access, network):
    meeting = None if _is_under_the_rule(entry) else entry.meeting
    role = Role(access.role).label if access else ""
    return Reflection(entry, str(entry.author), str(role), _employer(access, network), meeting)


def _employer(access, network):
    if access is None:
        return ""
    if access.partner is not None:
        return access.partner.name
    if access.role == Role.COORDINATOR and network.funder:
        return _("paid by %(funder)s") % {"funder": network.funder}
    return ""
