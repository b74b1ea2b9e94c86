"""In the room: what is now, one line to catch things, who came."""

from datetime import timedelta

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from meetings.forms import ActionForm, NoteForm
from network.access import network_view
from network.models import Capability

from .meetings import meeting_of


@network_view(can=Capability.RUN)
def meeting_run(request, network, number):
    return render(request, "meetings/meeting_run.html", _context(request, network, number))


def _context(request, network, number, note_form=None, action_form=None):
    meeting = meeting_of(network, number)
    order = meeting.running_order()
    wall = timezone.localtime(timezone.now(), network.zone).replace(tzinfo=None)
    now = next((timed for timed in order if timed.starts <= wall < timed.ends), None)
    return {
        "network": network,
        "meeting": meeting,
        "order": order,
        "now": now,
        "minutes_left": -((wall - now.ends) // timedelta(minutes=1)) if now else None,
        "notes": meeting.notes.all(),
        "actions": meeting.actions.with_people(),
        "note_form": note_form or NoteForm(),
        "action_form": action_form or ActionForm(network=network, cycle=meeting.cycle),
    }


@network_view(can=Capability.RUN)
@require_POST
def note_catch(request, network, number):
    form = NoteForm(request.POST)
    if form.is_valid():
        meeting_of(network, number).catch(**form.cleaned_data, by=request.user)
        return redirect("meeting_run", network.slug, number)
    context = _context(request, network, number, note_form=form)
    return render(request, "meetings/meeting_run.html", context)


@network_view(can=Capability.RUN)
@require_POST
def action_catch(request, network, number):
    meeting = meeting_of(network, number)
    form = ActionForm(request.POST, network=network, cycle=meeting.cycle)
    if form.is_valid():
        form.record(by=request.user, meeting=meeting)
        return redirect("meeting_run", network.slug, number)
    context = _context(request, network, number, action_form=form)
    return render(request, "meetings/meeting_run.html", context)


@network_view(can=Capability.RUN)
def attendance_edit(request, network, number):
    meeting = meeting_of(network, number)
    people = list(network.people.on_register().with_partner())
    came = set(meeting.attendances.values_list("person_id", flat=True))
    if request.method == "POST":
        # Two people may tick at once: only what this page changed is changed.
        ticked, was = set(request.POST.getlist("came")), set(request.POST.getlist("came.was"))
        meeting.attended_by([person for person in people if str(person.pk) in ticked - was])
        unticked = [person for person in people if str(person.pk) in was - ticked]
        meeting.attendances.filter(person__in=unticked).delete()
        return redirect("meeting_detail", network.slug, number)
    context = {
        "network": network,
        "meeting": meeting,
        "people": [(person, person.pk in came) for person in people],
    }
    return render(request, "meetings/attendance_form.html", context)
