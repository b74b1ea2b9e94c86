"""Telling people of a meeting, its calendar file, and the page that says how it was framed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from meetings import calendar_file, framing, inviting
from meetings.inviting_forms import InviteForm
from network.access import network_view
from network.circulation import NumberChanged, as_read
from network.models import Capability
from network.views.sending import send_and_say

from .meetings import meeting_of


@network_view(can=Capability.CIRCULATE)
def meeting_invite(request, network, number):
    """What is to be told next, to whom, and in which words. One occasion at a time."""
    meeting = meeting_of(network, number)
    telling = inviting.next_telling(meeting)
    if telling.occasion is None:
        if request.method == "POST":
            messages.error(request, _("Nobody is left to be told. Nothing was sent."))
            return redirect("meeting_invite", network.slug, number)
        context = {"network": network, "meeting": meeting, "telling": telling}
        return render(request, "meetings/invite.html", context)
    form = InviteForm(
        request.POST or None,
        telling=telling,
        initial=inviting.proposed(meeting, telling.occasion),
    )
    if form.is_valid() and not form.wants_a_look:
        answer = _tell(request, meeting, form)
        if answer is not None:
            return answer
    context = {
        "network": network,
        "meeting": meeting,
        "telling": telling,
        "form": form,
        "as_read": _as_read(meeting, form),
    }
    return render(request, "meetings/invite.html", context)


def _tell(request, meeting, form):
    try:
        mailing = inviting.tell(
            meeting,
            about=form.cleaned_data["about"],
            promised=form.cleaned_data["promised"],
            is_draft=form.is_draft,
            by=request.user,
            **form.written(),
        )
    except NumberChanged as changed:
        form.say_the_number_changed(changed.now)
        return None
    except inviting.Outdated:
        form.say_the_meeting_changed()
        return None
    if form.is_draft:
        messages.success(request, _("Kept as drafts. Nothing has gone yet."))
        return redirect("mailing_detail", meeting.network.slug, mailing.pk)
    send_and_say(request, mailing)
    return redirect("meeting_invite", meeting.network.slug, meeting.number)


def _as_read(meeting, form):
    """How the first of them reads it."""
    if not (form.is_bound and form.is_valid()):
        return []
    first = inviting.recipients(meeting, form.telling)[:1]
    text = form.written()
    return [
        (one.person, as_read(text["subject"], one), as_read(text["body"], one)) for one in first
    ]


@network_view
def meeting_file(request, network, number):
    return calendar_answer(meeting_of(network, number))


def calendar_answer(meeting):
    """The calendar file to save, or to open in a calendar at once."""
    answer = HttpResponse(calendar_file.of(meeting), content_type="text/calendar; charset=utf-8")
    name = calendar_file.file_name(meeting)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@network_view
def meeting_framing(request, network, number):
    """What members read of it on their own page."""
    meeting = meeting_of(network, number)
    context = {
        "network": network,
        "meeting": meeting,
        "statement": framing.statement_of(meeting),
    }
    return render(request, "meetings/meeting_framing.html", context)
