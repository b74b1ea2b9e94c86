"""Who came to a meeting, and who is missing. Those who run it see names; others who look see numbers."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from meetings import attendance
from meetings.room_forms import NewcomerForm
from network.access import network_view
from network.models import Capability

from .meetings import meeting_of


@network_view
def attendance_edit(request, network, number):
    meeting = meeting_of(network, number)
    if Capability.RUN not in network.may:
        if request.method == "POST":
            raise PermissionDenied
        return _page(request, network, meeting, _people(network), None)
    newcomer = NewcomerForm(request.POST or None, network=network)
    if request.method == "POST":
        _tick(meeting, _people(network), request.POST)
        if not newcomer.says_something():
            messages.success(request, _("Who came is saved."))
            return redirect("attendance_edit", network.slug, number)
        if newcomer.is_valid():
            with transaction.atomic():
                person = newcomer.save()
                meeting.attended_by([person])
            messages.success(
                request,
                _("%(name)s is on the register now, and ticked.") % {"name": person.name},
            )
            return redirect("attendance_edit", network.slug, number)
    return _page(request, network, meeting, _people(network), newcomer)


def _people(network):
    return list(network.people.on_register().with_partner())


def _tick(meeting, people, sent):
    """Two people may tick at once: only what this page changed is changed."""
    ticked, was = set(sent.getlist("came")), set(sent.getlist("came.was"))
    meeting.attended_by([person for person in people if str(person.pk) in ticked - was])
    unticked = [person for person in people if str(person.pk) in was - ticked]
    meeting.attendances.filter(person__in=unticked).delete()


def _page(request, network, meeting, people, newcomer):
    came = set(meeting.attendances.values_list("person_id", flat=True))
    context = {
        "network": network,
        "meeting": meeting,
        "has_people": bool(people),
        "presence": attendance.presence(people, came),
        "newcomer": newcomer,
        "groups": [
            (partner, [(person, person.pk in came) for person in group])
            for partner, group in attendance.by_partner(people)
        ]
        if newcomer
        else [],
    }
    return render(request, "meetings/attendance.html", context)
