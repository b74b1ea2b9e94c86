"""Two records of the account that belong to meetings: hats worn, and the doubt looked at again."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings.account_forms import HatForm, RevisitForm
from meetings.models import Revisit
from meetings.revisiting import due_of
from network import words
from network.access import network_view
from network.models import Capability


@network_view
def hats(request, network, number):
    meeting = get_object_or_404(network.meetings, number=number)
    form = None
    if Capability.RUN in network.may:
        form = HatForm(request.POST or None, initial={"who": request.user.name})
        if form.is_valid():
            hat = form.save(commit=False)
            hat.meeting, hat.by = meeting, request.user
            hat.save()
            messages.success(request, _("It is kept."))
            return redirect("hats", network.slug, number)
    context = {"network": network, "meeting": meeting, "form": form, "hats": meeting.hats.all()}
    return render(request, "meetings/hats.html", context)


@network_view(can=Capability.RUN)
@require_POST
def hat_take_back(request, network, number, pk):
    meeting = get_object_or_404(network.meetings, number=number)
    hat = get_object_or_404(meeting.hats, pk=pk)
    hat.delete()
    messages.success(request, _("Taken back."))
    return redirect("hats", network.slug, number)


@network_view
def revisits(request, network):
    cycle = network.current_cycle()
    cycle.network = network
    due = due_of(cycle)
    form = None
    today = words.date_of(timezone.now(), network)
    if Capability.EDIT in network.may:
        form = RevisitForm(request.POST or None)
        months = request.POST.get("months", "")
        open_months = [str(one.months) for one in due if one.is_open(today)]
        if months in open_months and form.is_valid():
            Revisit.objects.update_or_create(
                cycle=cycle,
                months=int(months),
                defaults=form.cleaned_data | {"at": timezone.now(), "by": request.user},
            )
            messages.success(request, _("It is kept, and stands in the account."))
            return redirect("revisits", network.slug)
    context = {
        "network": network,
        "cycle": cycle,
        "due": [(one, one.is_open(today)) for one in due],
        "form": form,
    }
    return render(request, "meetings/revisits.html", context)
