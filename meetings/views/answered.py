"""You said, we did, we did not, because: written by staff, read by members."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings import answering
from meetings.models import Answered, Meeting
from meetings.models.answered import CannotAnswer
from meetings.notes_out_forms import AnsweredForm, ChangedAnswerForm
from network.access import network_view, participant_view
from network.models import Capability

from .meetings import meeting_of

FEEDBACK = "feedback"  # what the address says where a comment is answered in our own words


@network_view
def meeting_said(request, network, number):
    return _page(request, network, meeting_of(network, number))


def _page(request, network, meeting, form=None):
    context = {
        "network": network,
        "meeting": meeting,
        "account": answering.account_of(meeting),
    }
    if Capability.RUN in network.may:
        offers = _offers(network, meeting)
        taken = _taken(request, offers)
        context |= {
            "offers": offers,
            "comments": answering.comments_on(meeting),
            "taken": taken,
            "form": form or AnsweredForm(initial=_initial(request, taken)),
        }
    return render(request, "meetings/said.html", context)


def _offers(network, meeting):
    return answering.offers_for(meeting, reads_corrections=Capability.EDIT in network.may)


def _taken(request, offers):
    """The offer that the form is about, if it is still one."""
    key = request.POST.get("take") or request.GET.get("take")
    return next((one for one in offers if one.key == key), None)


def _initial(request, taken):
    if taken is not None:
        return {"said": taken.said, "state": taken.state, "because": taken.because}
    return {"is_from_feedback": request.GET.get("take") == FEEDBACK}


@network_view(can=Capability.RUN)
@require_POST
def said_add(request, network, number):
    meeting, form = meeting_of(network, number), AnsweredForm(request.POST)
    taken = _taken(request, _offers(network, meeting))
    if form.is_valid():
        came_from = taken.key if taken else ""
        try:
            Answered.say(meeting, by=request.user, came_from=came_from, **form.written())
        except CannotAnswer as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, _say_when_read(meeting))
            return redirect("meeting_said", network.slug, number)
    return _page(request, network, meeting, form=form)


def _say_when_read(meeting):
    if meeting.notes_sent_at is not None:
        return _("Kept. Members read it on their pages from now on, with today’s date.")
    return _("Kept. Members read it once the notes are sent to everyone.")


@network_view(can=Capability.RUN)
def said_edit(request, network, number, pk):
    meeting = meeting_of(network, number)
    with transaction.atomic():
        # The meeting first, as its verbs do: two who locked in different orders would wait for each other.
        Meeting.objects.select_for_update().get(pk=meeting.pk)
        one = get_object_or_404(meeting.answered, pk=pk)
        form = ChangedAnswerForm(request.POST or None, instance=one)
        if form.is_valid():
            # From the database: the form has put its words into the one in hand.
            meeting.answered.get(pk=pk).change(**form.written())
            messages.success(request, _say_when_read(meeting))
            return redirect("meeting_said", network.slug, number)
    context = {
        "network": network,
        "meeting": meeting,
        "form": form,
        "pk": pk,
        "is_told": meeting.notes_sent_at is not None,
    }
    return render(request, "meetings/said_form.html", context)


@network_view(can=Capability.RUN)
@require_POST
def said_delete(request, network, number, pk):
    meeting = meeting_of(network, number)
    one = get_object_or_404(meeting.answered, pk=pk)
    if request.POST.get("sure") != "yes":
        messages.error(request, _("Tick the box first, if you want to delete it."))
        return redirect("said_edit", network.slug, number, pk)
    try:
        one.drop()
    except CannotAnswer as why:
        messages.error(request, str(why))
        return redirect("said_edit", network.slug, number, pk)
    messages.success(request, _("It is deleted."))
    return redirect("meeting_said", network.slug, number)


@participant_view
def said_and_done(request, person):
    """All meetings whose notes went out: what members said, and what became of it."""
    context = {"person": person, "accounts": answering.told_to(person.network)}
    return render(request, "participant/said_and_done.html", context)
