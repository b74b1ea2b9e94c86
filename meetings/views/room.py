"""In the room: one line that catches points, decisions and actions."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from meetings import capture
from meetings.action_forms import ActionForm
from meetings.models import Action
from meetings.note_forms import CatchForm
from network.access import network_view
from network.models import Capability

from .final import while_notes_open
from .meetings import meeting_of
from .notes import caught
from .running import run_context

NOTHING_NEW = 204  # htmx leaves the page as it is


@network_view(can=Capability.RUN)
@require_POST
@while_notes_open
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
    context = run_context(request, network, number, note_form=form)
    return render(request, "meetings/meeting_run.html", context)


@network_view(can=Capability.RUN)
def notes_caught(request, network, number):
    """What others caught meanwhile, if anything changed since the list in hand was made."""
    meeting = meeting_of(network, number)
    lines = capture.caught_in(meeting)
    if request.GET.get("seen") == capture.version_of(lines):
        return HttpResponse(status=NOTHING_NEW)
    return caught(request, network, meeting, lines)


@network_view(can=Capability.RUN)
@require_POST
def action_catch(request, network, number):
    """An action with its owner and its day, from the longer form."""
    meeting = meeting_of(network, number)
    form = ActionForm(request.POST, network=network, cycle=meeting.cycle)
    if form.is_valid():
        form.record(by=request.user, meeting=meeting)
        return redirect("meeting_run", network.slug, number)
    context = run_context(request, network, number, action_form=form)
    return render(request, "meetings/meeting_run.html", context)


@network_view(can=Capability.RUN)
@require_POST
def caught_action_back(request, network, number, pk):
    """Take an action back, or put it back: as the form says, however often it is pressed."""
    meeting = meeting_of(network, number)
    action = get_object_or_404(Action.all_recorded, meeting=meeting, pk=pk)
    if request.POST.get("state") == "standing":
        action.put_back(by=request.user)
    else:
        action.take_back(by=request.user)
    if request.htmx:
        return caught(request, network, meeting)
    return redirect("meeting_run", network.slug, number)
