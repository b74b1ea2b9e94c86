"""Group statements: what a group too small to be counted says together, once each of it agreed.

That somebody is of the group may say something about them, so no page but the coordinator's own names them,
and a message to them says neither who speaks nor what. Nobody, the coordinator included, is shown who
agreed and who did not: only how many have. Whoever has left can neither agree nor take back: what was
published with them stands, and new words are agreed without them, by whoever is still of the group.
"""

from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.circulation import Recipient, signed, write
from network.contributions import Task, coordinator_tasks, participant_tasks
from network.models import Capability, Message

from .models import GroupStatement, StatementMember
from .models.statements import NotTheseWords

WIDER = {
    GroupStatement.Audience.MEMBERS: list(GroupStatement.Audience),
    GroupStatement.Audience.PUBLIC: [GroupStatement.Audience.PUBLIC],
}


@dataclass(frozen=True)
class Shown:
    """A statement as a page, slide or file may show it. Where it `is_gone`, neither who spoke nor what."""

    key: str
    who: str = ""
    text: str = ""
    is_gone: bool = False


def leaving(cycle, audience=GroupStatement.Audience.MEMBERS):
    """What groups said in a cycle, as far as this audience may read it: every exit asks here. One query.

    What was published and taken back leaves a gap where it stood.
    """
    once = cycle.statements.once_published().filter(audience__in=WIDER[audience])
    return [
        Shown(one.key, one.who, one.text) if one.is_published else Shown(one.key, is_gone=True)
        for one in once.order_by("published_at", "pk")
    ]


def told_apart(network, audience=GroupStatement.Audience.MEMBERS):
    """(the words of groups that this audience may not read now, those that it may). One query."""
    silent, leaving_now = [], []
    for one in GroupStatement.objects.filter(cycle__network=network):
        may = one.is_published and one.audience in WIDER[audience]
        (leaving_now if may else silent).append(one.text)
    return silent, leaving_now


def ask(statement, *, seen, promised=None, by=None, at=None):
    """Ask each of the group whether they agree to these words; returns the mailing.

    None if they were asked already. Raises NotTheseWords if others stand there than in wording `seen`, and
    NumberChanged if more or fewer would be written to than `promised`.
    """
    at, network = at or timezone.now(), statement.cycle.network
    with transaction.atomic():
        statement = _locked(statement, seen)
        if statement.asked_at is not None:
            return None
        group = [member.person for member in statement.members.select_related("person__network")]
        mailing = write(
            network,
            [Recipient(one, []) for one in group if one is not None and one.left_at is None],
            kind=Message.Kind.OTHER,
            key=f"statement:{statement.key}:{statement.wording}",
            activities=[],
            promised=promised,
            by=by,
            at=at,
            **_letter(statement, network, len(group)),
        )
        statement.asked_at = at
        statement.save(update_fields=["asked_at"])
    return mailing


def _locked(statement, seen):
    found = GroupStatement.objects.select_for_update().filter(pk=statement.pk, wording=seen).first()
    if found is None:
        raise NotTheseWords
    return found


def _letter(statement, network, n):
    """Without who speaks, and without the words: others may read over their shoulder."""
    body = _(
        "Hello [[name]]\n\n"
        "%(others)s are asked to say something together, in your own words. "
        "Nobody reads it unless each of you agrees.\n\n"
        "The words wait for you on your own page:\n"
        "[[link]]\n\n"
        "You can agree, suggest other words, or say no. Nobody is told which of you said what. "
        "You can change your mind at any time.\n\n"
        "%(signed)s"
    ) % {
        "others": ngettext("You and %(n)d other person", "You and %(n)d others", n - 1)
        % {"n": n - 1},
        "signed": signed(network),
    }
    subject = _("%(network)s: words that need your yes") % {"network": network.name}
    if statement.wording > 1:
        subject = _("%(network)s: the words have changed") % {"network": network.name}
    return {"subject": subject, "body": body}


@participant_tasks
def words_to_agree_on(person, at):
    """Never with the name of the group: the list of what waits is shown on any device. One query more."""
    members = StatementMember.objects.filter(
        person=person, statement__in=GroupStatement.objects.waiting_for(person)
    )
    for member in members.select_related("statement"):
        yield Task(
            title=_("Say something together with others"),
            note=_("You have said what you think of it. You can change that at any time.")
            if member.has_spoken
            else _("Read the words, and say whether you agree. Nobody is told who said what."),
            url=reverse("statement_answer", args=[person.code, member.statement.key]),
            button=_("Look again") if member.has_spoken else _("Read the words"),
            order=15,
            minutes=None if member.has_spoken else 2,
            done=member.has_spoken,
        )


@coordinator_tasks
def words_to_publish(cycle, at):
    network = cycle.network
    if Capability.EDIT not in getattr(network, "may", ()):
        return
    for _statement in cycle.statements.agreed_by_all().filter(withdrawn_at=None):
        yield Task(
            title=_("A group has agreed on its words"),
            note=_("Each of them said yes. Nobody reads them until you publish them."),
            url=reverse("statement_list", args=[network.slug]),
            button=_("Read and publish"),
            order=12,
        )
