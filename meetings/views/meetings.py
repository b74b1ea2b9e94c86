"""Meetings and their running order."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings import agenda
from meetings.forms import AgendaItemForm, MeetingForm
from meetings.models.agenda import minutes_by_step
from network.access import network_view
from network.models import Capability
from topics.models import Vote


def meeting_of(network, number):
    """The meeting, with its network in hand."""
    meeting = get_object_or_404(network.meetings.select_related("cycle"), number=number)
    meeting.network = meeting.cycle.network = network
    return meeting


@network_view
def meeting_list(request, network):
    now = timezone.now()
    context = {
        "network": network,
        "to_come": network.meetings.to_come(now),
        "held": network.meetings.held(now),
    }
    return render(request, "meetings/meeting_list.html", context)


@network_view(can=Capability.EDIT)
def meeting_create(request, network):
    cycle = network.current_cycle()
    cycle.network = network
    form = MeetingForm(request.POST or None, cycle=cycle)
    if form.is_valid():
        meeting = form.save()
        return redirect("meeting_detail", network.slug, meeting.number)
    return render(request, "meetings/meeting_form.html", {"network": network, "form": form})


@network_view(can=Capability.EDIT)
def meeting_edit(request, network, number):
    meeting = meeting_of(network, number)
    form = MeetingForm(request.POST or None, cycle=meeting.cycle, instance=meeting)
    if form.is_valid():
        form.save()
        return redirect("meeting_detail", network.slug, number)
    context = {"network": network, "form": form, "meeting": meeting}
    return render(request, "meetings/meeting_form.html", context)


@network_view
def meeting_detail(request, network, number):
    meeting = meeting_of(network, number)
    order = meeting.running_order()
    minutes, total = minutes_by_step(order)
    vote = Vote.of_cycle(meeting.cycle)
    context = {
        "network": network,
        "meeting": meeting,
        "is_over": meeting.starts_at < timezone.now(),
        "order": order,
        "minutes": minutes,
        "total": total,
        "vote": vote,
        "came": meeting.attendances.count(),
        "notes": meeting.notes.for_staff(network),
        "actions": meeting.actions.with_people(),
    }
    return render(request, "meetings/meeting_detail.html", context)


@network_view(can=Capability.EDIT)
@require_POST
def agenda_propose(request, network, number):
    meeting = meeting_of(network, number)
    vote = Vote.of_cycle(meeting.cycle)
    if vote is None or not vote.is_counted:
        messages.error(request, _("The agenda waits for the vote to close."))
    else:
        rows = agenda.proposed(vote.chosen_topics(), has_actions=network.actions.open().exists())
        if not meeting.begin_running_order(rows):
            messages.error(request, _("There is a running order already. Change it line by line."))
    return redirect("meeting_detail", network.slug, number)


@network_view(can=Capability.EDIT)
def item_create(request, network, number):
    meeting = meeting_of(network, number)
    form = AgendaItemForm(request.POST or None, meeting=meeting)
    return _item_form(request, network, meeting, form)


@network_view(can=Capability.EDIT)
def item_edit(request, network, number, pk):
    meeting = meeting_of(network, number)
    item = get_object_or_404(meeting.items, pk=pk)
    form = AgendaItemForm(request.POST or None, meeting=meeting, instance=item)
    return _item_form(request, network, meeting, form, item)


def _item_form(request, network, meeting, form, item=None):
    if form.is_valid():
        form.save()
        return redirect("meeting_detail", network.slug, meeting.number)
    context = {"network": network, "meeting": meeting, "form": form, "item": item}
    return render(request, "meetings/item_form.html", context)


@network_view(can=Capability.EDIT)
@require_POST
def item_move(request, network, number, pk):
    item = get_object_or_404(meeting_of(network, number).items, pk=pk)
    item.move(up="up" in request.GET)
    return redirect("meeting_detail", network.slug, number)


@network_view(can=Capability.EDIT)
@require_POST
def item_delete(request, network, number, pk):
    get_object_or_404(meeting_of(network, number).items, pk=pk).delete()
    return redirect("meeting_detail", network.slug, number)
