"""Who steers: the way to all that says who was asked to lead, and what came of it."""

from django.shortcuts import render
from django.utils import timezone

from meetings import mandate
from meetings.models import Direction
from network import words
from network.access import network_view


@network_view
def steering(request, network):
    now = timezone.now()
    today = words.date_of(now, network)
    context = {
        "network": network,
        "live": mandate.live_mandates(network, today),
        "unreviewed": network.signals.unreviewed().count() if "edit" in network.may else 0,
        "direction": Direction.objects.filter(cycle__network=network).first(),
        "meetings": network.meetings.held(now),
    }
    return render(request, "meetings/steering.html", context)
