"""A meeting as whoever takes part sees it."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from meetings import calendar_file, framing
from network.access import participant_view

from .inviting import calendar_answer


def _meeting_of(person, number):
    meeting = get_object_or_404(person.network.meetings.select_related("cycle"), number=number)
    meeting.network = meeting.cycle.network = person.network
    return meeting


@participant_view
def meeting_read(request, person, number):
    """Day, place, purpose and agenda, and how it was framed."""
    meeting = _meeting_of(person, number)
    order = meeting.running_order()
    starts, ends = calendar_file.times(meeting, order)
    context = {
        "person": person,
        "meeting": meeting,
        "starts": starts,
        "ends": ends,
        "is_over": meeting.starts_at <= timezone.now(),
        "agenda": framing.public_agenda(meeting, order),
        "ground_rules": (meeting.ground_rules or person.network.ground_rules).splitlines(),
        "statement": framing.statement_of(meeting),
    }
    return render(request, "participant/meeting.html", context)


@participant_view
def meeting_read_file(request, person, number):
    return calendar_answer(_meeting_of(person, number))
