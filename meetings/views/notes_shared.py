"""Showing the notes to those who came, and what they would put differently."""

from datetime import timedelta

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings import notes_sheet, sharing
from meetings.capture import who_came
from meetings.note_forms import LastDayForm, SettleForm, ShareForm
from network import words
from network.access import network_view
from network.circulation import NumberChanged, as_read
from network.models import Capability
from network.views.sending import send_and_say

from .final import while_notes_open
from .meetings import meeting_of


@network_view(can=Capability.CIRCULATE)
@while_notes_open
def notes_share(request, network, number):
    """Show the notes to those who came; once they are shown, move the last day."""
    meeting = meeting_of(network, number)
    if meeting.notes_shared_at is not None:
        return _last_day(request, network, meeting)
    people = who_came(meeting)
    form = ShareForm(
        request.POST or None,
        network=network,
        to_send=sum(person.can_be_written_to for person in people),
        initial=sharing.proposed(meeting),
    )
    if form.is_valid() and not form.wants_a_look:
        answer = _share(request, meeting, form)
        if answer is not None:
            return answer
    context = {
        "network": network,
        "meeting": meeting,
        "form": form,
        "people": people,
        "sheet": notes_sheet.of(meeting),
        "as_read": _as_read(meeting, form),
    }
    return render(request, "meetings/notes_share.html", context)


def _share(request, meeting, form):
    try:
        mailing = sharing.share(
            meeting,
            until=form.ends_at(),
            promised=form.cleaned_data["promised"],
            by=request.user,
            **form.written(),
        )
    except NumberChanged as changed:
        form.say_the_number_changed(changed.now)
        return None
    except sharing.SharedAlready:
        messages.error(request, _("The notes are shared already."))
    else:
        send_and_say(request, mailing)
    return redirect("notes_corrections", meeting.network.slug, meeting.number)


def _as_read(meeting, form):
    """How the first of them reads it."""
    if not (form.is_bound and form.is_valid()):
        return []
    first = sharing.recipients(meeting, form.ends_at())[:1]
    text = form.written()
    return [
        (one.person, as_read(text["subject"], one), as_read(text["body"], one)) for one in first
    ]


def _last_day(request, network, meeting):
    last = words.date_of(meeting.corrections_until - timedelta(seconds=1), network)
    form = LastDayForm(request.POST or None, network=network, initial={"until": last})
    if meeting.notes_are_final():
        messages.error(request, _("The notes are final. Their last day does not move any more."))
        return redirect("notes_corrections", network.slug, meeting.number)
    if form.is_valid():
        sharing.move_last_day(meeting, form.ends_at())
        messages.success(request, _("The last day is moved."))
        return redirect("notes_corrections", network.slug, meeting.number)
    context = {"network": network, "meeting": meeting, "form": form}
    return render(request, "meetings/notes_last_day.html", context)


@network_view(can=Capability.EDIT)
def notes_corrections(request, network, number):
    meeting = meeting_of(network, number)
    return render(request, "meetings/notes_corrections.html", _corrections(network, meeting))


def _corrections(network, meeting, bound=None):
    """Who sent a correction is on no page; so they stand in the order of the alphabet."""
    sent = meeting.corrections.select_related("note").order_by("text", "pk")
    rows = []
    for one in sent:
        is_bound = bound is not None and bound.correction.pk == one.pk
        rows.append((one, bound if is_bound else SettleForm(correction=one)))
    return {
        "network": network,
        "meeting": meeting,
        "waiting": [row for row in rows if row[0].settled_at is None],
        "settled": [row[0] for row in rows if row[0].settled_at is not None],
        "is_open": meeting.takes_corrections(),
    }


@network_view(can=Capability.EDIT)
@require_POST
def correction_settle(request, network, number, pk):
    meeting = meeting_of(network, number)
    correction = get_object_or_404(meeting.corrections, pk=pk)
    form = SettleForm(request.POST, correction=correction)
    with transaction.atomic():
        # Whoever changes the note at once queues here.
        correction.note = meeting.notes.select_for_update().filter(pk=correction.note_id).first()
        is_settled = form.is_valid() and form.settle()
    if correction.settled_at is None:
        context = _corrections(network, meeting, bound=form)
        return render(request, "meetings/notes_corrections.html", context)
    if is_settled:
        messages.success(
            request, _("Settled. Whoever sent it sees on their page what became of it.")
        )
    else:
        messages.error(request, _("Somebody has settled this one already."))
    return redirect("notes_corrections", network.slug, number)
