"""Telling people of the meetings to come, and what goes along with each message as it leaves."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings import inviting
from meetings.inviting import Occasion
from network.contributions import Task, coordinator_tasks, message_files, message_overtaken
from network.models import Message

message_files[Message.Kind.MEETING] = inviting.files
message_overtaken[Message.Kind.MEETING] = inviting.overtaken

# What was told wrongly comes before what was not told yet.
ORDERS = {Occasion.CALLED_OFF: 4, Occasion.CHANGED: 4, Occasion.NEW: 15}


@coordinator_tasks
def people_to_tell(cycle, at):
    network = cycle.network
    to_come = list(network.meetings.filter(starts_at__gt=at).order_by("starts_at"))
    if not to_come:
        return
    for meeting, telling in inviting.tellings(network, to_come, at).items():
        if telling.occasion is not None:
            yield Task(
                title=_title(meeting, telling.occasion),
                note=_who_waits(len(telling.people)),
                url=reverse("meeting_invite", args=[network.slug, meeting.number]),
                button=_("Tell them"),
                order=ORDERS[telling.occasion],
            )


def _title(meeting, occasion):
    title = {
        Occasion.NEW: _("Tell people about %(meeting)s"),
        Occasion.CHANGED: _("Tell people that %(meeting)s has changed"),
        Occasion.CALLED_OFF: _("Tell people that %(meeting)s is called off"),
    }[occasion]
    return title % {"meeting": meeting}


def _who_waits(n):
    return ngettext("%(n)d person was not told yet.", "%(n)d people were not told yet.", n) % {
        "n": n
    }
