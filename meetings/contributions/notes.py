"""Notes to read, and corrections to answer."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.models import Correction, Meeting
from network.contributions import Task, coordinator_tasks, participant_tasks


@participant_tasks
def notes_to_read(person, at):
    read = Meeting.objects.filter(network=person.network).read_by(person)
    sent = models.Count("corrections", filter=models.Q(corrections__person=person))
    for meeting in read.annotate(sent=sent).order_by("number"):
        is_open = meeting.takes_corrections(at)
        yield Task(
            title=_("The notes of %(meeting)s") % {"meeting": meeting},
            note=_("Read them, and say if you would put something differently.")
            if is_open
            else _("They are final."),
            url=reverse("notes_read", args=[person.code, meeting.number]),
            button=_("Read the notes"),
            order=9,
            closes_at=meeting.corrections_until,
            done=not is_open or bool(meeting.sent),
        )


@coordinator_tasks
def corrections_to_answer(cycle, at):
    network = cycle.network
    unsettled = Correction.objects.unsettled().filter(meeting__network=network)
    tally = unsettled.values("meeting__number").annotate(n=models.Count("pk"))
    for row in tally.order_by("meeting__number")[:1]:
        yield Task(
            title=ngettext(
                "One correction to the notes waits", "%(n)d corrections to the notes wait", row["n"]
            )
            % {"n": row["n"]},
            note=_("Somebody who was there would put something differently."),
            url=reverse("notes_corrections", args=[network.slug, row["meeting__number"]]),
            button=_("Read what they say"),
            order=16,
        )
