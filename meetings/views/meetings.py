"""Meetings: which there are, what each is, and whether it is on."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings import agenda, order, told
from meetings.agenda_forms import CallOffForm, MeetingForm, MinutesForm
from meetings.models import Meeting
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
        "called_off": network.meetings.exclude(called_off_at=None).order_by("-starts_at"),
    }
    return render(request, "meetings/meeting_list.html", context)


@network_view(can=Capability.EDIT)
def meeting_create(request, network):
    cycle = network.current_cycle()
    cycle.network = network
    form = MeetingForm(request.POST or None, cycle=cycle)
    return _meeting_form(request, network, form)


@network_view(can=Capability.EDIT)
def meeting_edit(request, network, number):
    meeting = meeting_of(network, number)
    form = MeetingForm(request.POST or None, cycle=meeting.cycle, instance=meeting)
    return _meeting_form(request, network, form, number)


def _meeting_form(request, network, form, number=None):
    if form.is_valid():
        meeting = form.save()
        return redirect("meeting_detail", network.slug, meeting.number)
    # What was typed stands in the form alone: the meeting itself is as it was.
    meeting = meeting_of(network, number) if number else None
    context = {"network": network, "form": form, "meeting": meeting}
    return render(request, "meetings/meeting_form.html", context)


@network_view
def meeting_detail(request, network, number):
    return detail(request, network, meeting_of(network, number))


def detail(request, network, meeting, minutes_form=None):
    """The private plan: all of a meeting for those who prepare and run it, the rest of staff see less."""
    items = meeting.running_order()
    starts = timezone.localtime(meeting.starts_at, network.zone).replace(tzinfo=None)
    vote = Vote.of_cycle(meeting.cycle)
    context = {
        "network": network,
        "meeting": meeting,
        "is_over": meeting.is_over(),
        "order": items,
        "sums": order.sums(items, starts=starts, length=meeting.length),
        "told": told.told_of(meeting),
        "only_talk": told.only_talk(meeting.outcomes),
        "minutes_form": minutes_form or MinutesForm(order=items),
        "vote": vote,
        "waits": agenda.waits_for(meeting, vote),
        "is_open_session": meeting.kind == Meeting.Kind.OPEN,
        "came": meeting.attendances.count(),
        "notes": meeting.notes.for_staff(network),
        "actions": meeting.actions.with_people(),
    }
    return render(request, "meetings/meeting_detail.html", context)


@network_view(can=Capability.EDIT)
def meeting_call_off(request, network, number):
    """The second step of calling off: why."""
    meeting = meeting_of(network, number)
    form = CallOffForm(request.POST or None)
    if form.is_valid():
        if not meeting.call_off(form.cleaned_data["because"]):
            messages.error(request, _("It has begun, or was called off already."))
        return redirect("meeting_detail", network.slug, number)
    context = {"network": network, "meeting": meeting, "form": form}
    return render(request, "meetings/meeting_call_off.html", context)


@network_view(can=Capability.EDIT)
@require_POST
def meeting_put_on(request, network, number):
    if meeting_of(network, number).put_on_again():
        messages.success(request, _("The meeting is on again. Look whether the day still holds."))
    return redirect("meeting_detail", network.slug, number)
