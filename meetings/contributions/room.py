"""The meeting of today, at the top of everyone’s own page."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from meetings import joining
from network import words
from network.contributions import Task, participant_tasks

AT_THE_TOP = 0


@participant_tasks
def meeting_of_today(person, at):
    if not person.is_participant:
        return
    near = (at - timedelta(days=2), at + timedelta(days=1))
    for meeting in person.network.meetings.on().filter(starts_at__range=near).order_by("starts_at"):
        meeting.network = person.network
        if joining.is_on_today(meeting, at):
            yield Task(
                title=_("%(meeting)s is today, at %(time)s.")
                % {"meeting": meeting, "time": words.clock(meeting.starts_at, person.network)},
                note=_("Say that you are here, offer help with actions, show energy for them."),
                url=reverse("room", args=[person.code, meeting.number]),
                button=_("Go in"),
                order=AT_THE_TOP,
            )
