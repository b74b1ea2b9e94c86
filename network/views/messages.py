"""The outbox: every message that left, is waiting, or could not be sent."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.access import network_view
from network.models import Capability, Message


@network_view(can=Capability.CIRCULATE)
def message_list(request, network):
    listed = network.messages.select_related("person").defer("body")[:500]
    return render(request, "network/message_list.html", {"network": network, "listed": listed})


@network_view(can=Capability.CIRCULATE)
def message_detail(request, network, pk):
    message = get_object_or_404(network.messages.select_related("person"), pk=pk)
    return render(request, "network/message_detail.html", {"network": network, "message": message})


@network_view(can=Capability.CIRCULATE)
@require_POST
def message_retry(request, network, pk):
    message = get_object_or_404(network.messages, pk=pk, state=Message.State.FAILED)
    if message.retry():
        messages.success(request, _("Sent."))
    return redirect("message_detail", network.slug, message.pk)
