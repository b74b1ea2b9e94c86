"""Signs that somebody asks us to lead: caught at once, looked at later."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings.mandate_forms import ReviewForm, SignalForm
from meetings.models import Signal
from network.access import network_view
from network.models import Capability


@network_view(can=Capability.RUN)
def signal_catch(request, network):
    """One line. It leads back to where it was caught: home, a meeting that runs, or who steers."""
    form = SignalForm(request.POST or None)
    back = request.POST.get("back") or request.GET.get("back", "")
    if form.is_valid():
        cycle = network.current_cycle()
        cycle.network = network
        form.catch(cycle=cycle, by=request.user)
        messages.success(request, _("Caught. You can look at it later, with the others."))
        return redirect(_way_back(network, back))
    context = {"network": network, "form": form, "back": back}
    return render(request, "meetings/signal_form.html", context)


def _way_back(network, back):
    if back == "home":
        return reverse("home", args=[network.slug])
    if back.isdecimal() and len(back) < 6 and network.meetings.filter(number=int(back)).exists():
        return reverse("meeting_run", args=[network.slug, int(back)])
    return reverse("steering", args=[network.slug])


@network_view(can=Capability.EDIT)
def signal_list(request, network):
    return render(request, "meetings/signal_list.html", _listed(network))


def _listed(network, bound=None, about=None):
    signals = list(network.signals.select_related("by", "reviewed_by", "mandate"))
    return {
        "network": network,
        "waiting": [one for one in signals if one.reviewed_at is None],
        "reviewed": [one for one in signals if one.reviewed_at is not None],
        "outcomes": [one for one in Signal.Outcome if one != Signal.Outcome.MANDATE],
        "form": bound,
        "about": about,
    }


@network_view(can=Capability.EDIT)
@require_POST
def signal_review(request, network, pk):
    signal, form = get_object_or_404(network.signals, pk=pk), ReviewForm(request.POST)
    if signal.mandate_id is not None:
        messages.error(request, _("It became a mandate already."))
        return redirect("signal_list", network.slug)
    if form.is_valid():
        data = form.cleaned_data
        signal.settle(data["go"], note=data["note"], by=request.user)
        messages.success(request, _("What came of it is kept."))
        return redirect("signal_list", network.slug)
    return render(request, "meetings/signal_list.html", _listed(network, form, pk))
