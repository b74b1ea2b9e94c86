"""The running order of a meeting: proposed, changed line by line, and handed out."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings import agenda, agenda_papers, order, told
from meetings.agenda_forms import AgendaItemForm, MinutesForm
from network import words
from network.access import network_view
from network.models import Capability
from topics.models import Vote

from .meetings import detail, meeting_of

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@network_view(can=Capability.EDIT)
@require_POST
def agenda_propose(request, network, number):
    meeting = meeting_of(network, number)
    if agenda.waits_for(meeting, Vote.of_cycle(meeting.cycle)):
        messages.error(request, _("The agenda waits for the vote to close."))
    elif not meeting.begin_running_order(agenda.rows_for(meeting)):
        messages.error(request, _("There is a running order already. Change it line by line."))
    return redirect("meeting_detail", network.slug, number)


@network_view(can=Capability.EDIT)
@require_POST
def items_minutes(request, network, number):
    meeting = meeting_of(network, number)
    form = MinutesForm(request.POST, order=meeting.running_order())
    if not form.is_valid():
        return detail(request, network, meeting, form)
    form.save(meeting)
    return redirect(_order_of(network, number))


def _order_of(network, number, anchor="order"):
    return f"{reverse('meeting_detail', args=[network.slug, number])}#{anchor}"


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
    return _item_form(request, network, meeting, form, pk)


def _item_form(request, network, meeting, form, pk=None):
    if form.is_valid():
        form.save()
        return redirect("meeting_detail", network.slug, meeting.number)
    item = meeting.items.filter(pk=pk).first() if pk else None
    context = {
        "network": network,
        "meeting": meeting,
        "form": form,
        "item": item,
        "only_talk": told.only_talk(item.outcome) if item else [],
    }
    return render(request, "meetings/item_form.html", context)


@network_view(can=Capability.EDIT)
@require_POST
def item_move(request, network, number, pk):
    item = get_object_or_404(meeting_of(network, number).items, pk=pk)
    item.move(up="up" in request.GET)
    return redirect(_order_of(network, number, f"item-{pk}"))


@network_view(can=Capability.EDIT)
@require_POST
def item_delete(request, network, number, pk):
    item = get_object_or_404(meeting_of(network, number).items, pk=pk)
    if item.is_on:
        messages.error(request, _("This item is on just now. Go on to the next one first."))
    else:
        item.delete()
    return redirect(_order_of(network, number))


@network_view
def agenda_public(request, network, number):
    """What members get to read, to look at and to print."""
    meeting = meeting_of(network, number)
    context = {
        "network": network,
        "meeting": meeting,
        "told": told.told_of(meeting),
        "lines": order.public_lines(meeting),
    }
    return render(request, "meetings/agenda_public.html", context)


@network_view
def agenda_word(request, network, number):
    meeting = meeting_of(network, number)
    content = agenda_papers.public_agenda(_head_of(meeting), told.told_of(meeting), _lines(meeting))
    return _download(meeting, content, _("agenda"))


@network_view(can=Capability.RUN)
def plan_word(request, network, number):
    """The private plan as a file: for those who run the meeting."""
    meeting = meeting_of(network, number)
    content = agenda_papers.private_plan(
        _head_of(meeting), told.told_of(meeting), meeting.running_order(), meeting.documenter
    )
    return _download(meeting, content, _("plan"))


def _lines(meeting):
    return order.public_lines(meeting)


def _head_of(meeting):
    network = meeting.network
    off = ""
    if meeting.called_off_at is not None:
        off = _("Called off: %(why)s") % {"why": meeting.called_off_because}
    return agenda_papers.Head(
        title=str(meeting),
        network=network.name,
        controller=network.controller or network.name,
        when=words.day_and_time(meeting.starts_at, network),
        where=meeting.place,
        called_off=off,
        language=get_language() or "en-gb",
    )


def _download(meeting, content, what):
    name = slugify(f"{meeting.network.slug}-{meeting}-{what}")
    response = HttpResponse(content, content_type=DOCX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.docx"'
    return response
