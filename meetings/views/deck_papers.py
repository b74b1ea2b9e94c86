"""Papers of a meeting: the deck as Word files, sheets for the tables, and the action wall."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from meetings.deck import framing, table_sheets, table_sheets_paper, versions, word
from meetings.models import DeckVersion
from network.access import network_view
from network.models import Capability

from .agenda import DOCX
from .meetings import meeting_of

BLANK, MOST_BLANK = 4, 40  # cards to write on


@network_view
def meeting_papers(request, network, number):
    """All there is to print or open in Word, in one place."""
    meeting = meeting_of(network, number)
    context = {"network": network, "meeting": meeting, "versions": _versions(meeting)}
    return render(request, "meetings/meeting_papers.html", context)


def _versions(meeting):
    return DeckVersion.objects.filter(deck__meeting=meeting).select_related("deck")


# The deck


@network_view(can=Capability.EXPORT)
def deck_handout(request, network, number):
    return _deck_as_it_stands(request, network, number, word.handout, _("handout"))


@network_view(can=Capability.EXPORT)
def deck_large_print(request, network, number):
    return _deck_as_it_stands(request, network, number, word.large_print, _("large print"))


@network_view(can=Capability.EXPORT)
def deck_speaker(request, network, number):
    return _deck_as_it_stands(request, network, number, word.with_notes, _("speaker"))


def _deck_as_it_stands(request, network, number, write, what):
    meeting, now = meeting_of(network, number), timezone.now()
    outline = framing.outline_of(meeting, author=request.user.name, at=now)
    day = timezone.localtime(now, network.zone)
    return _download(meeting, write(outline), what, f"{day:%Y-%m-%d-%H%M}")


@network_view(can=Capability.EXPORT)
def version_handout(request, network, number, n):
    return _deck_as_locked(network, number, n, word.handout, _("handout"))


@network_view(can=Capability.EXPORT)
def version_large_print(request, network, number, n):
    return _deck_as_locked(network, number, n, word.large_print, _("large print"))


@network_view(can=Capability.EXPORT)
def version_speaker(request, network, number, n):
    return _deck_as_locked(network, number, n, word.with_notes, _("speaker"))


def _deck_as_locked(network, number, n, write, what):
    meeting = meeting_of(network, number)
    version = get_object_or_404(_versions(meeting), number=n)
    outline = versions.outline_of(version)
    return _download(meeting, write(outline), what, _("version %(n)d") % {"n": n})


# Sheets for the tables


@network_view(can=Capability.EXPORT)
def sheets_to_print(request, network, number):
    """A page of A4 for each topic that was chosen; or what is missing, and where to go."""
    meeting = meeting_of(network, number)
    vote = table_sheets.vote_before(meeting)
    missing = table_sheets.missing(meeting, vote)
    context = {
        "network": network,
        "meeting": meeting,
        "missing": missing,
        "cautions": [] if missing else table_sheets.cautions(vote),
        "sheets": [] if missing else table_sheets.sheets_of(meeting, vote),
    }
    return render(request, "meetings/table_sheets.html", context)


@network_view(can=Capability.EXPORT)
def sheets_word(request, network, number):
    meeting = meeting_of(network, number)
    vote = table_sheets.vote_before(meeting)
    if table_sheets.missing(meeting, vote):
        raise Http404  # the page says why
    content = table_sheets_paper.write(
        table_sheets.sheets_of(meeting, vote),
        str(meeting),
        network=network.name,
        controller=network.controller or network.name,
        language=get_language() or "en-gb",
    )
    return _download(meeting, content, _("table sheets"))


# The action wall


@network_view(can=Capability.RUN)
def action_wall(request, network, number):
    """Open actions, large, and blank cards, for a wall that is read from two metres away."""
    blank = _blank_of(request)
    context = {
        "network": network,
        "meeting": meeting_of(network, number),
        "actions": network.actions.open().select_related("owner"),
        "blank": blank,
        "cards": range(blank),
        "most": MOST_BLANK,
    }
    return render(request, "meetings/action_wall.html", context)


def _blank_of(request):
    asked = request.GET.get("blank", "")
    is_number = asked.isascii() and asked.isdecimal() and len(asked) < 4
    return min(int(asked), MOST_BLANK) if is_number else BLANK


def _download(meeting, content, what, *more):
    name = slugify("-".join([meeting.network.slug, _("meeting"), str(meeting.number), what, *more]))
    response = HttpResponse(content, content_type=DOCX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.docx"'
    return response
