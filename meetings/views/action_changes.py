"""Recording an action, changing what was agreed, and saying how it goes, by those who run meetings."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings.action_forms import ActionChangeForm, ActionForm, ReportForm, RestsOnForm
from meetings.models import Action, Note
from network import words
from network.access import network_view
from network.models import Capability

from .actions import action_of, detail


@network_view(can=Capability.RUN)
def action_create(request, network):
    """Write an action down; `?note=` is the note it began in."""
    note = _note_of(request, network)
    cycle = note.meeting.cycle if note else network.current_cycle()
    cycle.network = network
    initial = {"what": note.text[:300]} if note else {}
    form = ActionForm(request.POST or None, network=network, cycle=cycle, initial=initial)
    if form.is_valid():
        action = form.record(by=request.user, meeting=note.meeting if note else None, began_in=note)
        _remark_on_date(request, action)
        return redirect("action_list", network.slug)
    return render(
        request, "meetings/action_form.html", {"network": network, "form": form, "note": note}
    )


def _note_of(request, network):
    """The note that an address names, if it may be cited."""
    key = request.GET.get("note", "")
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        return None
    notes = Note.objects.on_record().filter(meeting__network=network)
    return notes.select_related("meeting__cycle").filter(pk=int(key)).first()


def _remark_on_date(request, action):
    """A day that is over is taken as it is, and said."""
    if action.is_overdue(words.date_of(timezone.now(), action.cycle.network)):
        messages.success(
            request, _("Kept. The day it is meant for has passed already. That is allowed.")
        )


@network_view(can=Capability.RUN)
def action_edit(request, network, pk):
    action = action_of(network, pk)
    what = action.what  # a form that is not valid changes it in hand
    form = ActionChangeForm(
        request.POST or None, network=network, cycle=action.cycle, instance=action
    )
    if form.is_valid():
        if form.save(by=request.user) is not None:
            messages.success(request, _("Changed. What was agreed before stays in its history."))
        _remark_on_date(request, action)
        return redirect("action_detail", network.slug, pk)
    context = {"network": network, "form": form, "action": action, "what": what}
    return render(request, "meetings/action_form.html", context)


@network_view(can=Capability.RUN)
@require_POST
def action_report(request, network, pk):
    action, form = action_of(network, pk), ReportForm(request.POST)
    if not form.is_valid():
        return render(request, "meetings/action_detail.html", detail(action, form))
    action.report(**form.cleaned_data, by=request.user)
    messages.success(request, _("Noted."))
    return redirect("action_detail", network.slug, pk)


@network_view(can=Capability.RUN)
def action_evidence(request, network, pk):
    """What an action rests on. No name stands here, for here are words of members."""
    action = action_of(network, pk)
    form = RestsOnForm(request.POST or None, action=action)
    if form.is_valid():
        form.save(by=request.user)
        messages.success(request, _("Kept, with what it rests on."))
        return redirect("action_detail", network.slug, pk)
    context = {"network": network, "form": form, "action": action}
    return render(request, "meetings/action_evidence.html", context)


@network_view(can=Capability.RUN)
@require_POST
def action_take_back(request, network, pk):
    action = action_of(network, pk)
    if "back" in request.POST:
        action.take_back(by=request.user)
        messages.success(
            request, _("It is shown nowhere now. You can put it back, below the list of actions.")
        )
        return redirect("action_list", network.slug)
    return redirect("action_detail", network.slug, pk)


@network_view(can=Capability.RUN)
@require_POST
def action_put_back(request, network, pk):
    action = get_object_or_404(Action.all_recorded.filter(network=network), pk=pk)
    action.put_back(by=request.user)
    messages.success(request, _("It is back, with its help and its history."))
    return redirect("action_detail", network.slug, pk)
