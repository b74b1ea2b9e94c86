"""Insights: sentences of the coordinator, and what they rest on."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network import citing
from network.access import network_view
from network.models import Capability
from proforma import insight_desk
from proforma.forms import InsightForm, tokens_cited
from proforma.models import Insight


def insight_of(network, pk):
    found = Insight.objects.filter(cycle__network=network).select_related("cycle", "citable")
    insight = get_object_or_404(found, pk=pk)
    insight.cycle.network = network
    return insight


def cycle_of(request, network):
    """The cycle that was asked for, or the one under way."""
    number = request.GET.get("cycle", "")
    cycle = network.current_cycle()
    if number and number != str(cycle.number):
        known = number.isascii() and number.isdigit() and len(number) < 6
        cycle = network.cycles.filter(number=int(number)).first() if known else None
        if cycle is None:
            raise Http404
    cycle.network = network
    return cycle


def back_to_list(insight):
    page = reverse("insight_list", args=[insight.cycle.network.slug])
    return redirect(f"{page}?cycle={insight.cycle.number}#{insight.code}")


@network_view
def insight_list(request, network):
    cycle = cycle_of(request, network)
    standings, dropped = insight_desk.standings(cycle)
    context = {
        "network": network,
        "proforma": cycle.proformas.first(),
        "cycle": cycle,
        "cycles": network.cycles.order_by("number"),
        "standings": standings,
        "dropped": dropped,
    }
    return render(request, "proforma/insight_list.html", context)


@network_view(can=Capability.EDIT)
def insight_create(request, network):
    cycle = network.current_cycle()
    cycle.network = network
    form = InsightForm(request.POST or None, cycle=cycle)
    if form.is_valid():
        things = form.things()
        insight = Insight.write(
            cycle,
            form.cleaned_data["text"],
            things,
            basis=insight_desk.basis_of(network, things),
            by=request.user,
        )
        messages.success(request, _("Kept, with what it rests on."))
        return back_to_list(insight)
    return render(request, "proforma/insight_form.html", {"network": network, "form": form})


@network_view(can=Capability.EDIT)
def insight_edit(request, network, pk):
    insight = insight_of(network, pk)
    form = InsightForm(
        request.POST or None,
        cycle=insight.cycle,
        cited=tokens_cited(network, [edge.target for edge in citing.evidence_of(insight)]),
        initial={"text": insight.text},
    )
    if form.is_valid():
        things = form.things()
        insight.change(
            form.cleaned_data["text"],
            things,
            basis=insight_desk.basis_of(network, things),
            by=request.user,
        )
        messages.success(request, _("Kept, with what it rests on."))
        return back_to_list(insight)
    context = {"network": network, "form": form, "insight": insight}
    return render(request, "proforma/insight_form.html", context)


@network_view(can=Capability.EDIT)
@require_POST
def insight_drop(request, network, pk):
    insight = insight_of(network, pk)
    insight.drop()
    messages.success(request, _("Dropped. It stays at the foot of the page."))
    return back_to_list(insight)


@network_view(can=Capability.EDIT)
@require_POST
def insight_take_up(request, network, pk):
    insight = insight_of(network, pk)
    insight.take_up_again()
    return back_to_list(insight)
