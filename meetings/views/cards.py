"""Method cards: to read and print, the network's own, and putting one on an item."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings import cards
from meetings.card_forms import MethodCardForm, MethodForm
from network.access import network_view
from network.models import Capability

from .meetings import meeting_of


@network_view
def method_list(request, network):
    context = {"network": network, "cards": cards.of(network)}
    return render(request, "meetings/cards_list.html", context)


@network_view(can=Capability.EDIT)
def method_create(request, network):
    return _card_form(request, network, MethodCardForm(request.POST or None, network=network))


@network_view(can=Capability.EDIT)
def method_edit(request, network, pk):
    card = get_object_or_404(network.method_cards, pk=pk)
    form = MethodCardForm(request.POST or None, network=network, instance=card)
    return _card_form(request, network, form, pk)


def _card_form(request, network, form, pk=None):
    if form.is_valid():
        form.save()
        return redirect("method_list", network.slug)
    card = network.method_cards.get(pk=pk) if pk else None
    context = {"network": network, "form": form, "card": card}
    return render(request, "meetings/cards_form.html", context)


@network_view(can=Capability.EDIT)
@require_POST
def method_delete(request, network, pk):
    """Items on which the card was put keep their words."""
    card = get_object_or_404(network.method_cards, pk=pk)
    card.delete()
    messages.success(request, _("The card “%(name)s” is deleted.") % {"name": card.name})
    return redirect("method_list", network.slug)


@network_view(can=Capability.EDIT)
def item_method(request, network, number, pk):
    """Put a card on an item of the running order."""
    meeting = meeting_of(network, number)
    item = get_object_or_404(meeting.items, pk=pk)
    found = cards.of(network)
    form = MethodForm(request.POST or None, item=item, cards=found)
    if form.is_valid():
        form.save()
        page = reverse("meeting_detail", args=[network.slug, number])
        return redirect(f"{page}#item-{pk}")
    context = {
        "network": network,
        "meeting": meeting,
        "item": item,
        "form": form,
        "cards": [(card, choice) for card, choice in zip(found, form["card"], strict=True)],
    }
    return render(request, "meetings/cards_put_on.html", context)
