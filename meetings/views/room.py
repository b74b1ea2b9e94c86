"""In the room: what is now, one line to catch things, who came."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.views.decorators.http import require_POST

from meetings import capture
from meetings.forms import ActionForm
from meetings.note_forms import CatchForm, PhotoForm
from network.access import network_view
from network.models import Capability

from .meetings import meeting_of
from .notes import caught

NOTHING_NEW = 204  # htmx leaves the page as it is


@network_view(can=Capability.RUN)
def meeting_run(request, network, number):
    return render(request, "meetings/meeting_run.html", _context(request, network, number))


def _context(request, network, number, note_form=None, action_form=None):
    meeting = meeting_of(network, number)
    order = meeting.running_order()
    wall = timezone.localtime(timezone.now(), network.zone).replace(tzinfo=None)
    now = next((timed for timed in order if timed.starts <= wall < timed.ends), None)
    notes = list(meeting.notes.all())
    return {
        "network": network,
        "meeting": meeting,
        "order": order,
        "now": now,
        "minutes_left": -((wall - now.ends) // timedelta(minutes=1)) if now else None,
        "notes": notes,
        "seen": capture.version_of(notes),
        "actions": meeting.actions.with_people(),
        "note_form": note_form or CatchForm(),
        "key": get_random_string(20),
        # It stays switched on until somebody switches it off.
        "off_record": "off" in request.GET or bool(note_form and note_form.data.get("off_record")),
        "action_form": action_form or ActionForm(network=network, cycle=meeting.cycle),
        "photos": meeting.photos.all(),
        "photo_form": PhotoForm(),
    }


@network_view(can=Capability.RUN)
@require_POST
def note_catch(request, network, number):
    """Keep what was said. The page sends a line again until it hears that it is kept."""
    meeting, form = meeting_of(network, number), CatchForm(request.POST)
    if form.is_valid():
        form.catch(meeting, by=request.user)
        if request.htmx:
            return caught(request, network, meeting)
        switched = "?off=on" if form.cleaned_data["off_record"] else ""
        return redirect(f"{reverse('meeting_run', args=[network.slug, number])}{switched}#catch")
    if request.htmx:
        why = " ".join(error for errors in form.errors.values() for error in errors)
        return HttpResponse(why, status=422, content_type="text/plain; charset=utf-8")
    context = _context(request, network, number, note_form=form)
    return render(request, "meetings/meeting_run.html", context)


@network_view(can=Capability.RUN)
def notes_caught(request, network, number):
    """What others caught meanwhile, if anything changed since the list in hand was made."""
    meeting = meeting_of(network, number)
    notes = list(meeting.notes.all())
    if request.GET.get("seen") == capture.version_of(notes):
        return HttpResponse(status=NOTHING_NEW)
    return caught(request, network, meeting, notes)


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
