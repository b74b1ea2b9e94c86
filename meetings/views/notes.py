"""Notes after they were caught: changed, taken back, and sorted into clusters."""

from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings import capture
from meetings.models import Cluster
from meetings.note_forms import ClusterForm, NoteForm, PhotoForm
from network.access import network_view
from network.models import Capability

from .final import while_notes_open
from .meetings import meeting_of


def key_in(text):
    """The primary key that a form names, or None."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 12 else None


@network_view(can=Capability.RUN)
@while_notes_open
def note_edit(request, network, number, pk):
    meeting = meeting_of(network, number)
    with transaction.atomic():
        note = get_object_or_404(meeting.notes.select_for_update(), pk=pk)
        form = NoteForm(request.POST or None, instance=note)
        if form.is_valid():
            form.save()
            return redirect(_where_from(request, network, number))
    context = {
        "network": network,
        "meeting": meeting,
        "form": form,
        "back": request.GET.get("from"),
        "is_final": meeting.notes_are_final(),
    }
    return render(request, "meetings/note_form.html", context)


def _where_from(request, network, number):
    page = "notes_sort" if request.GET.get("from") == "sort" else "meeting_run"
    return reverse(page, args=[network.slug, number])


@network_view(can=Capability.RUN)
@require_POST
@while_notes_open
def note_take_back(request, network, number, pk):
    """Take a note back, or put it back: as the form says, however often it is pressed."""
    meeting = meeting_of(network, number)
    note = get_object_or_404(meeting.notes, pk=pk)
    if request.POST.get("state") == "standing":
        note.put_back()
    else:
        note.take_back()
    if request.htmx:
        return caught(request, network, meeting)
    return redirect(_where_from(request, network, number))


def caught(request, network, meeting, lines=None):
    """The list of what was caught, for the page it stands on."""
    lines = capture.caught_in(meeting) if lines is None else lines
    context = {
        "network": network,
        "meeting": meeting,
        "caught": lines,
        "seen": capture.version_of(lines),
    }
    return render(request, "meetings/_notes_caught.html", context)


@network_view(can=Capability.RUN)
def notes_sort(request, network, number):
    meeting = meeting_of(network, number)
    return render(request, "meetings/notes_sort.html", _sorting(request, network, meeting))


def _sorting(request, network, meeting, cluster_form=None):
    board = capture.board_of(meeting, meeting.notes.standing())
    return {
        "network": network,
        "meeting": meeting,
        "board": board,
        "moved": _last_move(request, board),
        "cluster_form": cluster_form or ClusterForm(meeting=meeting),
        "photos": meeting.photos.all(),
        "photo_form": PhotoForm(),
        "unsettled": meeting.corrections.unsettled().count(),
        "is_final": meeting.notes_are_final(),
    }


def _last_move(request, board):
    """The note that was moved just now, where it stood and where it stands: so that it can go back."""
    pk, came_from = key_in(request.GET.get("moved")), key_in(request.GET.get("from"))
    for group in board:
        for note in group.notes:
            if note.pk == pk:
                before = next((one for one in board if one.pk == came_from), None)
                return {"note": note, "before": before, "now": group} if before else None
    return None


@network_view(can=Capability.RUN)
@require_POST
@while_notes_open
def note_move(request, network, number, pk):
    """Put a note into a cluster, or with `cluster=0` out of all of them."""
    meeting = meeting_of(network, number)
    note = get_object_or_404(meeting.notes.standing(), pk=pk)
    before, wanted = note.cluster_id or 0, key_in(request.POST.get("cluster"))
    to = meeting.clusters.filter(pk=wanted).first() if wanted else None
    if wanted is None or (wanted and to is None):
        messages.error(
            request, _("That cluster is not here any more. The note stays where it was.")
        )
    elif "was" in request.POST and key_in(request.POST["was"]) != before:
        messages.error(request, _("Somebody has moved this note meanwhile. It stays where it is."))
    else:
        note.move_to(to)
    page = reverse("notes_sort", args=[network.slug, number])
    moved = note.cluster_id or 0
    query = urlencode({"moved": pk, "from": before}) if moved != before else ""
    return redirect(f"{page}?{query}#note-{pk}" if query else f"{page}#note-{pk}")


@network_view(can=Capability.RUN)
@require_POST
@while_notes_open
def cluster_create(request, network, number):
    meeting = meeting_of(network, number)
    form = ClusterForm(request.POST, meeting=meeting)
    if form.is_valid():
        cluster = Cluster.begin(meeting, form.cleaned_data["name"])
        return redirect(
            f"{reverse('notes_sort', args=[network.slug, number])}#cluster-{cluster.pk}"
        )
    context = _sorting(request, network, meeting, cluster_form=form)
    return render(request, "meetings/notes_sort.html", context)
