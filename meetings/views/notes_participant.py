"""The notes as members read them: first those who came, who can put things differently; then everyone."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from meetings import answering, notes_sheet
from meetings.models import Correction
from meetings.models.corrections import CorrectionRefused
from meetings.note_forms import CorrectionForm
from network.access import participant_view
from network.views.codes import ask_for_code

from .notes import key_in


def _meeting_of(person, number):
    """A meeting whose notes this person may read."""
    read = person.network.meetings.read_by(person).select_related("cycle")
    meeting = get_object_or_404(read, number=number)
    meeting.network = meeting.cycle.network = person.network
    return meeting


def _may_show(person, meeting):
    """Whether this device may show and add to what the person has said about these notes."""
    saved = meeting.corrections.said_by(person).exists()
    return person.device.may_show(f"notes:{meeting.pk}", saved=saved)


@participant_view
def notes_read(request, person, number):
    """The notes, on any device with the link; what the person said about them, on a known one."""
    meeting = _meeting_of(person, number)
    if request.method != "POST":
        return _page(request, person, meeting)
    if not _may_show(person, meeting):
        return ask_for_code(request, person)
    return _correct(request, person, meeting)


def _page(request, person, meeting, form=None, problem=""):
    knows = _may_show(person, meeting)
    said = meeting.corrections.said_by(person).select_related("note") if knows else []
    context = {
        "person": person,
        "meeting": meeting,
        "sheet": notes_sheet.of(meeting),
        "account": answering.account_of(meeting) if meeting.notes_sent_at else None,
        "is_open": meeting.takes_corrections(),
        "knows": knows,
        "said": said,
        "form": form or CorrectionForm(),
        "about": key_in(request.POST.get("note")) or 0,
        "problem": problem,
    }
    return render(request, "participant/notes.html", context)


def _correct(request, person, meeting):
    form = CorrectionForm(request.POST)
    note, about = None, request.POST.get("note", "")
    if about:
        note = meeting.notes.on_record().filter(pk=key_in(about)).first()
    if not form.is_valid():
        return _page(request, person, meeting, form=form)
    if about and note is None:
        gone = _("That note is not among these any more. What you wrote is not sent yet.")
        return _page(request, person, meeting, form=form, problem=gone)
    try:
        Correction.send(meeting, person, form.cleaned_data["text"], note=note)
    except CorrectionRefused as refused:
        return _page(request, person, meeting, form=form, problem=str(refused))
    person.device.remember(f"notes:{meeting.pk}")
    messages.success(request, _("Thank you. Your coordinator reads it, without your name."))
    return redirect("notes_read", person.code, meeting.number)
