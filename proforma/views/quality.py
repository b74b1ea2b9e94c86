"""What is worth looking at twice before anything is made of the answers."""

from django.shortcuts import render
from django.utils import timezone

from network.access import network_view
from network.models import Capability
from proforma.quality import look_twice

from .builder import proforma_of


@network_view(can=Capability.EDIT)
def answers_quality(request, network, pk):
    proforma = proforma_of(network, pk)
    context = {
        "network": network,
        "proforma": proforma,
        "sections": look_twice(proforma, timezone.now()),
    }
    return render(request, "proforma/quality.html", context)
