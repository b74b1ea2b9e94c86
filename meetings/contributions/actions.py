"""Actions: what somebody has to look at, and asking by itself how they go."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings import nudging, tracking
from meetings.models import ActionUpdate
from network import words
from network.contributions import Task, coordinator_tasks, due_work, message_overtaken
from network.models import Network
from network.reminders import is_daytime

message_overtaken[nudging.KIND] = nudging.why_overtaken
NAMED = 3  # as many as a task says by name


@coordinator_tasks
def actions_to_look_at(cycle, at):
    network, today = cycle.network, words.date_of(at, cycle.network)
    still_open = list(_with_who_gave_back(network.actions.open().select_related("owner")))
    late = [action for action in still_open if action.is_overdue(today)]
    if late:
        yield _task(
            network,
            "late",
            ngettext("One action is past its date", "%(n)d actions are past their date", len(late)),
            late,
            button=_("See how they go"),
        )
    nobodys = [action for action in still_open if not tracking.is_held(action)]
    if nobodys:
        yield _task(
            network,
            "nobody",
            ngettext("One action has no owner", "%(n)d actions have no owner", len(nobodys)),
            nobodys,
            button=_("Find somebody"),
        )
    want_help = [action for action in still_open if action.status in tracking.WANT_HELP]
    if want_help:
        yield _task(
            network,
            "help",
            ngettext(
                "One action needs help or is stuck",
                "%(n)d actions need help or are stuck",
                len(want_help),
            ),
            want_help,
            button=_("See what would help"),
        )


def _with_who_gave_back(actions):
    changes = ActionUpdate.objects.filter(action=models.OuterRef("pk")).exclude(change="")
    return actions.annotate(
        changed_by=models.Subquery(changes.values("person__name")[:1]),
        changed_with=models.Subquery(changes.values("note")[:1]),
    )


def _task(network, show, title, actions, *, button):
    named = " · ".join(_named(action) for action in actions[:NAMED])
    return Task(
        title=title % {"n": len(actions)},
        note=named,
        url=f"{reverse('action_list', args=[network.slug])}?show={show}",
        button=button,
        order=15,
    )


def _named(action):
    """What it is; and who gave it back, with what word."""
    if action.owner_id is not None or not action.changed_by:
        return str(action)
    said = {"what": action, "name": action.changed_by, "word": action.changed_with}
    if action.changed_with:
        return _("%(what)s (%(name)s gave it back: “%(word)s”)") % said
    return _("%(what)s (%(name)s gave it back)") % said


@due_work
def ask_by_itself(at):
    """Ask how actions go where the network chose that messages go out by themselves, and only by day."""
    for network in Network.objects.filter(reminds_itself=True):
        if is_daytime(network, at):
            mailing = nudging.nudge(network, at=at)
            if mailing is not None:
                yield f"asked {mailing.messages.count()} people of {network.slug} how actions go"
