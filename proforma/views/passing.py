"""Somebody who cannot answer says so, or hands it to a colleague; the coordinator settles what is new."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.access import network_view, participant_view
from network.models import Capability, HandOver
from network.views.sending import send_and_say
from proforma import passing
from proforma.forms import PassForm
from proforma.models import Part

from .answering import part_of


@participant_view
def response_pass(request, person, pk):
    """What a person presses here stops the reminders at once. Nothing they saved is lost."""
    part = part_of(person, pk)
    if part is None or not part.activity.is_open() or passing.line_of(part, person) is None:
        return render(request, "participant/not_asked.html", {"person": person}, status=404)
    colleagues = list(passing.colleagues_of(person, part))
    form = PassForm(
        request.POST or None,
        colleagues=colleagues,
        own_email=person.email,
        initial={"how": request.GET.get("how", "")},
    )
    if form.is_valid():
        _pass(request, part, person, form)
        return redirect("participant_home", person.code)
    context = {"person": person, "part": part, "form": form, "colleagues": colleagues}
    return render(request, "proforma/response_pass.html", context)


def _pass(request, part, person, form):
    data = form.cleaned_data
    if data["how"] == "again":
        passing.take_up_again(part, person)
        messages.success(request, _("Thank you. It waits for you again."))
    elif data["how"] == "decline":
        passing.decline(part, person, data["reason"])
        messages.success(request, _("Noted. You get no more reminders of this."))
    elif data["how"] == "new":
        passing.ask_for(part, person, name=data["name"], email=data["email"])
        messages.success(
            request,
            _("Thank you. Your coordinator asks %(name)s, and you get no more reminders.")
            % {"name": data["name"]},
        )
    else:
        colleague = form.colleague()
        passing.hand_over(part, person, colleague)
        messages.success(
            request, _("Thank you. We ask %(name)s instead.") % {"name": colleague.name}
        )


def _handover_of(network, pk):
    handovers = HandOver.objects.unsettled().filter(activity__isnull=False)
    handovers = handovers.select_related("person__partner", "person__network", "activity")
    return get_object_or_404(handovers, person__network=network, pk=pk)


def _back(network, handover):
    part = Part.objects.filter(activity=handover.activity).first()
    if part is None:
        return redirect("person_link", network.slug, handover.person_id)
    return redirect("return_list", network.slug, part.proforma_id)


@network_view(can=Capability.CIRCULATE)
@require_POST
def handover_accept(request, network, pk):
    """Put the colleague on the register, and ask them."""
    handover = _handover_of(network, pk)
    try:
        mailing = passing.accept(handover, by=request.user)
    except passing.CannotAsk as why:
        messages.error(request, str(why))
        return _back(network, handover)
    if mailing is None:
        messages.error(request, _("This has closed, or was settled already. Nobody was asked."))
    else:
        send_and_say(request, mailing)
    return _back(network, handover)


@network_view(can=Capability.CIRCULATE)
@require_POST
def handover_leave(request, network, pk):
    handover = _handover_of(network, pk)
    if handover.settle(by=request.user):
        messages.success(request, _("Left as it is."))
    return _back(network, handover)
