"""The actions: who will do what by when, and how it is going."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings.forms import ActionForm, ReportForm
from network import words
from network.access import network_view
from network.models import Capability


@network_view
def action_list(request, network):
    today = words.date_of(timezone.now(), network)
    actions = list(network.actions.with_people())
    context = {
        "network": network,
        "open": [(action, action.days_overdue(today)) for action in actions if action.is_open],
        "finished": [action for action in actions if not action.is_open],
    }
    return render(request, "meetings/action_list.html", context)


@network_view(can=Capability.RUN)
def action_create(request, network):
    cycle = network.current_cycle()
    cycle.network = network
    form = ActionForm(request.POST or None, network=network, cycle=cycle)
    if form.is_valid():
        form.record(by=request.user)
        return redirect("action_list", network.slug)
    return render(request, "meetings/action_form.html", {"network": network, "form": form})


@network_view(can=Capability.RUN)
def action_edit(request, network, pk):
    action = get_object_or_404(network.actions.select_related("cycle"), pk=pk)
    form = ActionForm(request.POST or None, network=network, cycle=action.cycle, instance=action)
    if form.is_valid():
        form.save()
        return redirect("action_list", network.slug)
    context = {
        "network": network,
        "form": form,
        "action": action,
        "report": ReportForm(initial={"status": action.status}),
        "updates": action.updates.select_related("person", "by"),
    }
    return render(request, "meetings/action_form.html", context)


@network_view(can=Capability.RUN)
@require_POST
def action_report(request, network, pk):
    action = get_object_or_404(network.actions, pk=pk)
    form = ReportForm(request.POST)
    if form.is_valid():
        action.report(**form.cleaned_data, by=request.user)
        messages.success(request, _("Noted."))
    else:
        messages.error(
            request, " ".join(error for errors in form.errors.values() for error in errors)
        )
    return redirect("action_edit", network.slug, pk)
