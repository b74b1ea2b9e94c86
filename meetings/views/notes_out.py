"""The notes as a sheet, as a file, and on their way to everyone; and a line that is taken out of them."""

from hashlib import sha256

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from meetings import answering, notes_sheet, sharing
from meetings.models import TakenOut
from meetings.notes_out_forms import SendForm
from network.access import network_view
from network.circulation import NumberChanged, as_read
from network.models import Capability
from network.views.sending import send_and_say

from .meetings import meeting_of

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@network_view
def notes_read_by_staff(request, network, number):
    """The notes as members read them, with what happens to them next."""
    meeting = meeting_of(network, number)
    runs, sheet = Capability.RUN in network.may, notes_sheet.of(meeting)
    context = {
        "network": network,
        "meeting": meeting,
        "sheet": sheet,
        "account": answering.account_of(meeting),
        "takes_out": sheet.is_final and runs,
    }
    if runs and meeting.chatham_house:
        context["came_for_staff"] = notes_sheet.who_came(meeting, by_partner=True)
    return render(request, "meetings/notes_sheet.html", context)


@network_view(can=Capability.EXPORT)
def notes_word(request, network, number):
    # python-docx is loaded by the process that makes a file, not by one that serves participants.
    from meetings import notes_paper  # noqa: PLC0415

    meeting = meeting_of(network, number)
    account = answering.account_of(meeting) if meeting.notes_sent_at else None
    content = notes_paper.write(
        notes_sheet.of(meeting),
        account,
        network=network.name,
        controller=network.controller,
        language=get_language() or "en-gb",
    )
    name = f"{network.slug}-meeting-{number}-notes.docx"
    return FileResponse(content, as_attachment=True, filename=name, content_type=WORD)


@network_view(can=Capability.RUN)
def note_take_out(request, network, number, pk):
    """For somebody’s privacy: the one thing that can be done to a line of final notes."""
    meeting = meeting_of(network, number)
    note = get_object_or_404(meeting.notes.on_record(), pk=pk)
    if not meeting.notes_are_final():
        return redirect("note_edit", network.slug, number, pk)
    if request.method == "POST" and request.POST.get("sure") == "yes":
        TakenOut.note(note, by=request.user)
        messages.success(request, _("The line is out, and its words are gone. A mark says so."))
        return redirect("notes_sheet", network.slug, number)
    context = {
        "network": network,
        "meeting": meeting,
        "note": note,
        "problem": _("Tick the box first: its words cannot be brought back.")
        if request.method == "POST"
        else "",
    }
    return render(request, "meetings/notes_take_out.html", context)


@network_view(can=Capability.CIRCULATE)
def notes_send(request, network, number):
    """Send the notes to everyone, with what became of what was said."""
    meeting = meeting_of(network, number)
    if meeting.notes_sent_at is not None:
        return redirect("notes_sheet", network.slug, number)
    sheet, account = notes_sheet.of(meeting), answering.account_of(meeting)
    everyone = sharing.everyone(meeting)
    form = SendForm(
        request.POST or None,
        is_final=sheet.is_final,
        has_undone=bool(account.did_not),
        now=_version(sheet, account),
        to_send=sum(one.person.can_be_written_to for one in everyone),
        initial=sharing.proposed_to_all(meeting),
    )
    if form.is_valid() and not form.wants_a_look:
        answer = _send(request, meeting, form)
        if answer is not None:
            return answer
    context = {
        "network": network,
        "meeting": meeting,
        "sheet": sheet,
        "account": account,
        "form": form,
        "without_email": [one.person for one in everyone if not one.person.can_be_written_to],
        "unsettled": meeting.corrections.unsettled().count(),
        "as_read": _as_read(everyone, form),
    }
    return render(request, "meetings/notes_send.html", context)


def _version(sheet, account):
    """A short word that changes when anything of what goes out does."""
    return sha256(repr((sheet, account.lines)).encode()).hexdigest()[:16]


def _send(request, meeting, form):
    data = form.cleaned_data
    try:
        mailing = sharing.send_to_all(
            meeting,
            at_once=data.get("at_once", False),
            nothing=data.get("nothing", False),
            promised=data["promised"],
            by=request.user,
            **form.written(),
        )
    except NumberChanged as changed:
        form.say_the_number_changed(changed.now)
        return None
    except sharing.CannotSend as why:
        form.add_error(None, str(why))
        return None
    except sharing.SentAlready:
        messages.error(request, _("Somebody has sent them already."))
    else:
        send_and_say(request, mailing)
    return redirect("notes_sheet", meeting.network.slug, meeting.number)


def _as_read(everyone, form):
    """How the first of them reads it."""
    if not (form.is_bound and form.is_valid()):
        return []
    text = form.written()
    return [
        (one.person, as_read(text["subject"], one), as_read(text["body"], one))
        for one in everyone[:1]
    ]
