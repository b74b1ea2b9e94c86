"""Explore on, or act? Six lights side by side, and a sentence that people write."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.exploring_facts import Facts
from meetings.light import State
from meetings.models import Direction
from meetings.reflecting_forms import DirectionForm
from network import words
from network.access import network_view
from network.models import Capability


@network_view(can=Capability.RUN)
def explore_or_act(request, network):
    now, cycle = timezone.now(), network.current_cycle()
    cycle.network = network
    facts = Facts(cycle, now, scale=request.GET.get("scale", ""))
    lights = facts.lights()
    form = DirectionForm(
        request.POST or None,
        network=network,
        initial={"decided_on": words.date_of(now, network)},
    )
    if form.is_valid():
        form.record(cycle=cycle, by=request.user, lights=[light.kept() for light in lights])
        messages.success(request, _("The decision is kept, with the lights as they stood."))
        return redirect("explore_or_act", network.slug)
    context = {
        "network": network,
        "lights": lights,
        "scales": facts.scales,
        "scale": facts.scale,
        "form": form,
        "earlier": [(one, _as_kept(one.lights)) for one in _decided(network)],
    }
    return render(request, "meetings/explore_or_act.html", context)


def _decided(network):
    return Direction.objects.filter(cycle__network=network).select_related("cycle", "by")


def _as_kept(lights):
    """The lights beside a decision, in the words of that day."""
    return [
        {**light, "state": State(light["state"])}
        for light in lights
        if isinstance(light, dict) and light.get("state") in set(State)
    ]
