"""The coordinator reads what came back."""

from django.shortcuts import render
from django.utils import timezone

from network.access import charts_page, network_view
from network.models import Capability
from proforma import charts, to_read
from proforma import results as proforma_results_of

from .builder import proforma_of


@network_view
@charts_page
def proforma_results(request, network, pk):
    proforma = proforma_of(network, pk)
    # Words can identify somebody; they are read by whoever may edit, and quoted only with consent.
    reads_words = Capability.EDIT in network.may
    views, figures = proforma_results_of.of(proforma, timezone.now())
    read = (
        views.questions if reads_words else [result.without_words() for result in views.questions]
    )
    context = {
        "network": network,
        "proforma": proforma,
        "views": views,
        "view_results": [(result, charts.of_view(result)) for result in read],
        "figures": figures,
        # With whose help is told nowhere.
        "people_helped": views.part.responses.submitted().with_help().count(),
        "partners_helped": sum(response.is_helped for response in figures.responses),
        "reads_words": reads_words,
        "may_read_first": to_read.reader(
            network, request.user, circulates=Capability.CIRCULATE in network.may
        ).reads_anything,
    }
    return render(request, "proforma/proforma_results.html", context)
