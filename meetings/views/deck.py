"""The framing deck: what is on each slide, and the file."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from meetings.deck import framing
from network.access import network_view
from network.models import Capability

from .meetings import meeting_of

POWERPOINT = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


@network_view
def meeting_deck(request, network, number):
    meeting = meeting_of(network, number)
    outline = framing.outline_of(meeting, author=request.user.name, at=timezone.now())
    context = {"network": network, "meeting": meeting, "outline": outline}
    return render(request, "meetings/meeting_deck.html", context)


@network_view(can=Capability.EXPORT)
def deck_export(request, network, number):
    # python-pptx is loaded by the process that makes a deck, not by one that serves participants.
    from meetings.deck import pptx  # noqa: PLC0415

    meeting, now = meeting_of(network, number), timezone.now()
    deck = pptx.render(framing.outline_of(meeting, author=request.user.name, at=now))
    response = HttpResponse(deck, content_type=POWERPOINT)
    name = f"{network.slug}-meeting-{number}-{timezone.localtime(now, network.zone):%Y-%m-%d-%H%M}.pptx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
