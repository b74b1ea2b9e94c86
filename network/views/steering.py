"""What is written down as the work happens: who pays, how a stage is gone into, what was offered."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network import words
from network.access import network_view
from network.contributions import Stage
from network.models import Capability, Declaration, Leaning, Push, ShapingOffer
from network.steering_forms import DeclarationForm, LeaningForm, PushForm, ShapingOfferForm


def cycle_of(network):
    cycle = network.current_cycle()
    cycle.network = network
    return cycle


def seen_by_staff(records, network):
    """What was written down by mistake is for those who edit."""
    return records if Capability.EDIT in network.may else records.standing()


@network_view
def declaration(request, network):
    said = list(network.declarations.select_related("said_by"))
    form = None
    if Capability.EDIT in network.may:
        now = said[0] if said else Declaration(funder=network.funder)
        form = DeclarationForm(
            request.POST or None, initial={name: getattr(now, name) for name in Declaration.SAID}
        )
        if form.is_valid():
            form.declare(network, request.user)
            messages.success(request, _("It is kept, with its day."))
            return redirect("declaration", network.slug)
    context = {"network": network, "form": form, "said": said}
    return render(request, "network/steering/declaration.html", context)


@network_view
def leanings(request, network):
    cycle, form = cycle_of(network), None
    if Capability.EDIT in network.may:
        wanted = request.GET.get("stage", "")
        form = LeaningForm(request.POST or None, initial={"stage": wanted or Stage.GATHER})
        if form.is_valid():
            form.record(cycle, request.user)
            messages.success(request, _("It is kept."))
            return redirect("leanings", network.slug)
    stages = [(stage.label, said) for stage, said in Leaning.by_stage(cycle).items()]
    context = {"network": network, "form": form, "stages": stages, "cycle": cycle}
    return render(request, "network/steering/leanings.html", context)


@network_view
def shaping_offers(request, network):
    cycle = cycle_of(network)
    offers = seen_by_staff(cycle.shapingoffer_records.select_related("by"), network)
    context = {"network": network, "offers": offers, "cycle": cycle}
    return render(request, "network/steering/offers.html", context)


@network_view(can=Capability.EDIT)
def shaping_offer_edit(request, network, pk=None):
    offer = pk and get_object_or_404(ShapingOffer, pk=pk, cycle__network=network)
    initial = {"stage": request.GET.get("stage", Stage.GATHER)}
    initial["offered_on"] = words.date_of(timezone.now(), network)
    form = ShapingOfferForm(
        request.POST or None, instance=offer or None, initial=None if offer else initial
    )
    if form.is_valid():
        form.record(cycle_of(network), request.user)
        messages.success(request, _("It is kept."))
        return redirect("shaping_offers", network.slug)
    context = {"network": network, "form": form, "offer": offer}
    return render(request, "network/steering/offer_form.html", context)


@network_view
def pushes(request, network):
    cycle, form = cycle_of(network), None
    if Capability.EDIT in network.may:
        form = PushForm(
            request.POST or None, initial={"stage": request.GET.get("stage", Stage.GATHER)}
        )
        if form.is_valid():
            form.record(cycle, request.user)
            messages.success(request, _("It is kept."))
            return redirect("pushes", network.slug)
    kept = seen_by_staff(cycle.push_records.select_related("by"), network)
    context = {"network": network, "form": form, "kept": kept, "cycle": cycle}
    return render(request, "network/steering/pushes.html", context)


RECORDS = {
    "leaning": (Leaning, "leanings"),
    "offer": (ShapingOffer, "shaping_offers"),
    "push": (Push, "pushes"),
}


@network_view(can=Capability.EDIT)
@require_POST
def record_mistaken(request, network, what, pk):
    """Written down by mistake, or not after all. Pressed twice, it is said once."""
    if what not in RECORDS:
        raise Http404
    model, page = RECORDS[what]
    record = get_object_or_404(model, pk=pk, cycle__network=network)
    if "back" in request.POST:
        record.unmark()
        messages.success(request, _("It stands again."))
    elif record.mistaken_at is None:
        record.mark_mistaken()
        messages.success(request, _("It is marked as a mistake. Members never see it."))
    return redirect(page, network.slug)
