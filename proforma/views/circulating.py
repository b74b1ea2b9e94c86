"""Opening, sending, and who has come back."""

from django.contrib import messages
from django.db.models import F
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.access import network_view
from network.models import Capability
from network.views.sending import send_and_say
from proforma import circulation
from proforma.forms import CirculateForm
from proforma.models.proformas import CannotOpen

from .builder import proforma_of


@network_view(can=Capability.CIRCULATE)
def proforma_circulate(request, network, pk):
    proforma = proforma_of(network, pk)
    form = CirculateForm(
        request.POST or None,
        network=network,
        now=timezone.now(),
        initial=circulation.proposed(proforma),
    )
    if form.is_valid():
        try:
            outgoing = circulation.open_and_invite(
                proforma,
                closes_at=form.closes_at(),
                subject=form.cleaned_data["subject"],
                body=form.cleaned_data["body"],
                by=request.user,
            )
        except CannotOpen as lacking:
            form.add_error(None, str(lacking))
        else:
            send_and_say(request, outgoing)
            return redirect("return_list", network.slug, pk)
    asking = {part: part.people_to_ask() for part in proforma.parts.all() if part.questions_in_use}
    asked = {person for people in asking.values() for person in people}
    context = {
        "network": network,
        "proforma": proforma,
        "form": form,
        "to_send": sum(bool(person.email) for person in asked),
        "partners": sum(len(people) for part, people in asking.items() if not part.is_of_people),
        "without_email": [person for person in asked if not person.email],
    }
    return render(request, "proforma/proforma_circulate.html", context)


@network_view(can=Capability.CIRCULATE)
@require_POST
def proforma_close(request, network, pk):
    proforma_of(network, pk).close()
    messages.success(request, _("The pro-forma is closed. Nothing more can be changed in it."))
    return redirect("proforma_results", network.slug, pk)


@network_view
def return_list(request, network, pk):
    proforma = proforma_of(network, pk)
    views, figures = proforma.parts.all()
    partners = figures.return_states()
    context = {
        "network": network,
        "proforma": proforma,
        "views": views,
        "figures": figures,
        "people": _people(views),
        "partners": partners,
        "returned": sum(
            state in {"complete", "partial"} for _partner, state, _response in partners
        ),
        "expected": sum(state != "not_applicable" for _partner, state, _response in partners),
        "now": timezone.now(),
    }
    return render(request, "proforma/return_list.html", context)


def _people(views):
    invitations = views.activity.invitations.select_related("person__partner")
    return invitations.order_by(F("submitted_at").asc(nulls_first=True), "person__name")
