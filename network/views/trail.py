"""Where a sentence comes from, and what became of it."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render

from network import trails
from network.access import network_view


@network_view
def trail(request, network, kind, code):
    if "\x00" in code:
        raise Http404
    citable = get_object_or_404(network.citables, kind=kind, code=code)
    context = {"network": network, "trail": trails.trail(network, citable)}
    return render(request, "network/trail.html", context)
