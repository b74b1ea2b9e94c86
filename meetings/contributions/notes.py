"""Notes to read, corrections to answer, notes to send to everyone, and promises to keep."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings import answering
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


@participant_tasks
def what_became_of_it(person, at):
    if Meeting.objects.filter(network=person.network).exclude(notes_sent_at=None).exists():
        yield Task(
            title=_("What you said, and what became of it"),
            note=_("What we did, what we did not, and why."),
            url=reverse("said_and_done", args=[person.code]),
            button=_("Read it"),
            order=10,
            done=True,
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


@coordinator_tasks
def notes_to_send(cycle, at):
    network = cycle.network
    waiting = network.meetings.held(at).filter(corrections_until__lte=at, notes_sent_at=None)
    for meeting in waiting.order_by("number")[:1]:
        yield Task(
            title=_("Send the notes of %(meeting)s to everyone") % {"meeting": meeting},
            note=_("They are final. With them goes what became of what members said."),
            url=reverse("notes_send", args=[network.slug, meeting.number]),
            button=_("Read and send"),
            order=17,
        )


@coordinator_tasks
def promises_to_keep(cycle, at):
    network = cycle.network
    late = list(answering.late_promises(network, at))
    if late:
        yield Task(
            title=ngettext(
                "One “we will” is still open after the next meeting",
                "%(n)d “we will” are still open after the next meeting",
                len(late),
            )
            % {"n": len(late)},
            note=" · ".join(str(promise) for promise in late[:3]),
            url=reverse("meeting_said", args=[network.slug, late[0].meeting.number]),
            button=_("Say what became of it"),
            order=18,
        )
