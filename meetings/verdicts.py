"""What key partners thought of meetings: who may read which, and whose name stands beside it.

Plain: no request. Under the Chatham House Rule of a meeting no name stands beside what was thought of it,
whatever was agreed: it would tell who was there.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from .models import KeyPerson, Meeting, Verdict
from .naming import Register, register_of


@dataclass(frozen=True)
class Told:
    """A verdict as members read it."""

    paraphrase: str
    name: str  # empty where none may stand


def is_told_with_name(verdict: Verdict, meeting: Meeting) -> bool:
    return verdict.is_named and not meeting.chatham_house and verdict.person_id is not None


def why_not_for_members(verdict: Verdict, meeting: Meeting, register: Register) -> list[str]:
    """The names in its words that members may not read. Empty if it can be told as it stands.

    Whoever is named with it may stand in it, and nobody else on the register.
    """
    if verdict.use not in Verdict.FOR_MEMBERS:
        return []
    person = verdict.person
    found, own = register.named_in(verdict.paraphrase), set()
    if person is not None and is_told_with_name(verdict, meeting):
        own = {person.name, *person.name.split()[:1], person.partner.name if person.partner else ""}
    elif (
        person is not None
        and person.role
        and person.role.casefold() in verdict.paraphrase.casefold()
    ):
        found = [*found, person.role]
    return [name for name in found if name not in own]


def for_members(meeting: Meeting, register: Register | None = None) -> list[Told]:
    """What members may read of this meeting, in an order that says nothing of who spoke when."""
    return [told for _meeting, told in _told([meeting], meeting.network, register)]


def for_members_by_meeting(network) -> list[tuple[Meeting, list[Told]]]:
    """The same of every meeting of which there is any, the latest first. Queries, constant in number."""
    meetings = {meeting.pk: meeting for meeting in network.meetings.all()}
    found = {}
    for meeting, told in _told(meetings.values(), network, register_of(network)):
        found.setdefault(meeting.pk, []).append(told)
    return [(meeting, found[pk]) for pk, meeting in meetings.items() if pk in found]


def _told(meetings, network, register):
    by_key = {meeting.pk: meeting for meeting in meetings}
    verdicts = Verdict.objects.for_members().filter(meeting__in=by_key)
    register = register or register_of(network)
    for verdict in verdicts.select_related("person__partner").order_by("paraphrase", "pk"):
        meeting = by_key[verdict.meeting_id]
        if not why_not_for_members(verdict, meeting, register):
            named = is_told_with_name(verdict, meeting)
            yield meeting, Told(verdict.paraphrase, verdict.person.name if named else "")


@dataclass(frozen=True)
class Beside:
    """One person's verdicts side by side, meeting by meeting."""

    person: object  # None if they were erased
    verdicts: list[Verdict]


def side_by_side(network, meeting: Meeting) -> list[Beside]:
    """What each said of this meeting, and of others. For those who edit. One query."""
    of_network = Verdict.objects.filter(meeting__network=network).select_related(
        "meeting", "person__partner"
    )
    by_person = {}
    for verdict in of_network:
        by_person.setdefault(verdict.person_id or f"gone-{verdict.pk}", []).append(verdict)
    rows = [
        Beside(said[0].person, said)
        for said in by_person.values()
        if any(one.meeting_id == meeting.pk for one in said)
    ]
    return sorted(rows, key=lambda row: row.person.name if row.person else "")


def still_to_ask(meeting: Meeting) -> list:
    """The people whose word weighs more and who were not heard on this meeting. One query."""
    keys = KeyPerson.objects.filter(
        person__network=meeting.network_id, person__left_at=None
    ).exclude(person__verdicts__meeting=meeting)
    return [key.person for key in keys.select_related("person")]


def standing_sentence(verdict: Verdict, meeting: Meeting, names: list[str]) -> str:
    """What members are shown of it now, for whoever edits."""
    if verdict.use not in Verdict.FOR_MEMBERS:
        return _("Members do not see it.")
    if names:
        return _("Members do not see it: it names %(names)s.") % {"names": ", ".join(names)}
    if is_told_with_name(verdict, meeting):
        return _("Members read it with the name.")
    if verdict.is_named and meeting.chatham_house:
        return _("Members read it without the name: the Chatham House Rule holds.")
    return _("Members read it without the name.")
