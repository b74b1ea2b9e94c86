"""The framing deck: what is on each slide, what is still to do, and the file."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from meetings.deck import desk, framing, late
from meetings.deck.to_do import minutes_of, to_do
from meetings.deck_forms import LockForm
from meetings.framing import is_untold
from meetings.models import AgendaItem, Deck, DeckVersion
from network.access import network_view
from network.models import Capability

from .meetings import meeting_of

POWERPOINT = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
NOT_SHOWN_FOR = (AgendaItem.Step.BEFORE, AgendaItem.Step.BREAK)


@network_view
def meeting_deck(request, network, number):
    return page(request, network, meeting_of(network, number))


def page(request, network, meeting, *, lock_form=None):
    """All that is chosen and can be chosen, and what is to do."""
    made, gone = framing.arranged_and_gone(meeting, timezone.now())
    outline = framing.outline_from(made, meeting, author=request.user.name, at=timezone.now())
    template = template_of(meeting)
    drawings = drawn(outline, template)
    room, pack, out = desk.in_file(made, drawings)
    versions = list(versions_of(meeting))
    last = versions[0] if versions else None
    found = to_do(
        made,
        numbers=desk.numbers(drawings),
        gone=gone,
        agenda_minutes=_minutes_of_items(meeting),
    )
    context = {
        "network": network,
        "meeting": meeting,
        "outline": outline,
        "template": template,
        "room": room,
        "pack": pack,
        "out": out,
        "minutes": minutes_of(made),
        "to_do": [one for one in found if not one.is_only_to_know],
        "to_know": [one for one in found if one.is_only_to_know],
        "versions": versions,
        "late": last and late.after(last, meeting),
        "is_untold": is_untold(meeting),
        "next_version": (last.number if last else 0) + 1,
        "lock_form": lock_form or LockForm(),
        "can_change": Capability.EDIT in network.may,
    }
    return render(request, "meetings/meeting_deck.html", context)


def versions_of(meeting):
    """The locked ones, the last first, each with its meeting in hand."""
    made = DeckVersion.objects.filter(deck__meeting=meeting)
    return made.select_related("locked_by", "deck__meeting__cycle__network")


def drawn(outline, template):
    """{key: drawings of the pages that a slide takes in the file}."""
    # It measures in PowerPoint’s terms: see file_of.
    from meetings.deck import own_template, preview  # noqa: PLC0415

    try:
        look = own_template.look_of(template)
    except own_template.Unusable:
        look = own_template.look_of(None)
    return preview.drawings_of(outline, look)


def template_of(meeting):
    """The one that its deck is made in; None is ours."""
    deck = Deck.objects.filter(meeting=meeting).select_related("template").first()
    return deck and deck.template


def _minutes_of_items(meeting):
    return sum(item.minutes for item in meeting.items.exclude(step__in=NOT_SHOWN_FOR))


@network_view(can=Capability.EXPORT)
def deck_export(request, network, number):
    meeting, now = meeting_of(network, number), timezone.now()
    outline = framing.outline_of(meeting, author=request.user.name, at=now)
    stamp = f"{timezone.localtime(now, network.zone):%Y-%m-%d-%H%M}"
    return file_of(request, meeting, outline, stamp, template_of(meeting))


def file_of(request, meeting, outline, stamp, template, version=None):
    """The file; or what is to be put right in it first, unless `anyway` is asked for."""
    # python-pptx is loaded by the process that makes a deck, not by one that serves participants.
    from meetings.deck import checking, own_template, pptx  # noqa: PLC0415

    try:
        look = own_template.look_of(template)
    except own_template.Unusable as problem:
        messages.error(request, str(problem))
        return redirect("meeting_deck", meeting.network.slug, meeting.number)
    deck = pptx.render(outline, look)
    found = checking.check(deck, outline, is_ours=template is None)
    errors = [one for one in found if one.is_error]
    if errors and "anyway" not in request.GET:
        about = {"network": meeting.network, "meeting": meeting, "version": version}
        return render(request, "meetings/deck_findings.html", about | {"errors": errors})
    response = HttpResponse(deck, content_type=POWERPOINT)
    name = f"{meeting.network.slug}-meeting-{meeting.number}-{stamp}.pptx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
