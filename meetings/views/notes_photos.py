"""Photographs of flipcharts, with their words typed out beside them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from meetings import capture
from meetings.models import TakenOut
from meetings.note_forms import PhotoForm, PhotoWordsForm
from network import uploads
from network.access import network_view
from network.models import Capability

from .final import while_notes_open
from .meetings import meeting_of


@network_view(can=Capability.RUN)
@while_notes_open
def photo_add(request, network, number):
    meeting = meeting_of(network, number)
    form = PhotoForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        form.instance.meeting, form.instance.by = meeting, request.user
        with meeting.notes_open():
            photo = form.save()
        messages.success(
            request, _("The photograph is kept. Its words can be typed out beside it.")
        )
        return redirect("photo_edit", network.slug, number, photo.pk)
    context = {"network": network, "meeting": meeting, "photo_form": form}
    return render(request, "meetings/notes_photo_add.html", context)


@network_view(can=Capability.RUN)
@while_notes_open
def photo_edit(request, network, number, pk):
    meeting = meeting_of(network, number)
    photo = get_object_or_404(meeting.photos, pk=pk)
    form = PhotoWordsForm(request.POST or None, instance=photo)
    if form.is_valid():
        with meeting.notes_open():
            form.save()
        if request.POST.get("go") == "lines":
            return _make_notes(request, network, meeting, photo)
        return redirect("notes_sort", network.slug, number)
    context = {"network": network, "meeting": meeting, "photo": photo, "form": form}
    context["is_final"] = meeting.notes_are_final()
    return render(request, "meetings/notes_photo.html", context)


def _make_notes(request, network, meeting, photo):
    """Each line of the transcript as a note. Pressed again, lines that are notes already stay one note."""
    lines = capture.lines_of(photo.transcript)
    if any(len(line.text) > capture.LONGEST_LINE for line in lines):
        messages.error(
            request,
            _("A line is longer than %(n)d letters. Please break it up.")
            % {"n": capture.LONGEST_LINE},
        )
        return redirect("photo_edit", network.slug, meeting.number, photo.pk)
    before = meeting.notes.count()
    for line in lines:
        note = meeting.catch(
            line.kind,
            line.text,
            key=f"photo {photo.pk}",
            off_record=photo.off_record,
            by=request.user,
        )
        if photo.off_record and not note.off_record:  # made before the photograph was
            note.change(off_record=True)
    made = meeting.notes.count() - before
    say = ngettext("%(n)d note was made of it.", "%(n)d notes were made of it.", made)
    messages.success(request, say % {"n": made})
    return redirect("notes_sort", network.slug, meeting.number)


@network_view
def photo_show(request, network, number, pk):
    """The picture itself. What is off the record is for those who run meetings."""
    photo = get_object_or_404(meeting_of(network, number).photos, pk=pk)
    if photo.off_record and Capability.RUN not in network.may:
        raise PermissionDenied
    return uploads.shown(photo.image)


@network_view(can=Capability.RUN)
@require_POST
def photo_delete(request, network, number, pk):
    photo = get_object_or_404(meeting_of(network, number).photos, pk=pk)
    if request.POST.get("sure") != "yes":
        messages.error(request, _("Tick the box first: a photograph cannot be brought back."))
        return redirect("photo_edit", network.slug, number, pk)
    TakenOut.photo(photo, by=request.user)
    messages.success(request, _("The photograph is deleted. Notes made of it are kept."))
    return redirect("notes_sort", network.slug, number)
