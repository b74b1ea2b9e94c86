"""The coordinator reads what came back, and locks it on a day."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.access import charts_page, network_view
from network.models import Capability
from proforma import charts, comparing, figure_charts, kept_reading, result_tables, to_read
from proforma import results as proforma_results_of
from proforma.models import KeptResults
from proforma.models.kept_results import NothingToKeep
from proforma.results.views import SPLIT

from .builder import proforma_of


@dataclass(frozen=True)
class ViewShown:
    """All that the page shows of one question: now, by group, and before."""

    result: proforma_results_of.ViewResult
    chart: dict | None
    split: object = None
    split_chart: dict | None = None
    split_table: result_tables.ResultTable | None = None
    earlier: list = ()
    earlier_table: result_tables.ResultTable | None = None

    @property
    def could_be_split(self):
        """Whether groups could be told apart, if they were large enough. Words and numbers never are."""
        return self.result.shape in SPLIT

    @property
    def split_means(self):
        """[(group, how many answered, mean)] of a scale."""
        groups = self.split.groups if self.split else []
        return [(group, n, one.mean) for group, n, one in groups if one.mean is not None]


@network_view
@charts_page
def proforma_results(request, network, pk):
    proforma = proforma_of(network, pk)
    # Words can identify somebody; they are read by whoever may edit, and quoted only with consent.
    reads_words = Capability.EDIT in network.may
    views, figures = _results_of(proforma, timezone.now())
    offers = views.splits_offered if views.released else []
    by = next((offer.by for offer in offers if offer.by == request.GET.get("by")), "")
    context = {
        "network": network,
        "proforma": proforma,
        "views": views,
        "is_over": views.part.activity.is_over(views.at),
        "offers": offers,
        "by": by,
        "view_results": _views_shown(views, by, reads_words=reads_words),
        "figures": figures,
        "figure_results": [(one, figure_charts.of_figure(one)) for one in figures.questions],
        # With whose help is told nowhere.
        "people_helped": views.part.responses.submitted().with_help().count(),
        "partners_helped": sum(response.is_helped for response in figures.responses),
        "reads_words": reads_words,
        "may_read_first": to_read.reader(
            network, request.user, circulates=Capability.CIRCULATE in network.may
        ).reads_anything,
        "kept_results": proforma.kept_results.all(),
        "there_is_something_to_keep": views.released or figures.responses,
    }
    return render(request, "proforma/proforma_results.html", context)


def _results_of(proforma, at):
    for part in proforma.parts.all():
        part.proforma = proforma
    return proforma_results_of.of(proforma, at)


def _views_shown(views, by, *, reads_words):
    if not views.released:
        return []
    earlier = comparing.earlier(views)
    return [
        _view_shown(views, result, by, earlier.get(result.question.code, []), reads_words)
        for result in views.questions
    ]


def _view_shown(views, result, by, earlier, reads_words):
    read = result if reads_words else result.without_words()
    split = views.split(result, by) if by else None
    says_something = result.summary is not None
    return ViewShown(
        read,
        charts.of_view(result),
        split=split,
        split_chart=split and charts.of_split(result, split),
        split_table=split and result_tables.of_split(result, split),
        earlier=earlier if says_something else [],
        earlier_table=result_tables.of_earlier(result, earlier)
        if earlier and says_something
        else None,
    )


@network_view(can=Capability.EDIT)
@require_POST
def results_keep(request, network, pk):
    proforma = proforma_of(network, pk)
    try:
        kept = KeptResults.keep(proforma, by=request.user)
    except NothingToKeep as why:
        messages.error(request, str(why))
        return redirect("proforma_results", network.slug, proforma.pk)
    messages.success(request, _("Locked. These results change no more."))
    return redirect("kept_results", network.slug, proforma.pk, kept.number)


@network_view
def kept_results(request, network, pk, number):
    proforma = proforma_of(network, pk)
    views, figures = _results_of(proforma, timezone.now())
    every = list(proforma.kept_results.select_related("made_by"))
    read = kept_reading.read(every, number, views, figures)
    if read is None:
        raise Http404
    context = {"network": network, "proforma": proforma, "kept": read.kept, "read": read}
    return render(request, "proforma/kept_results.html", context)
