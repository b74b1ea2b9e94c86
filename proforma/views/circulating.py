"""Opening, sending, and who has come back."""

from django.contrib import messages
from django.db.models import F
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network import reminders
from network.access import network_view
from network.circulation import NumberChanged
from network.models import Capability
from network.views.sending import send_and_say
from proforma import circulation, passing, typing_in
from proforma.forms import CirculateForm
from proforma.models.proformas import CannotOpen

from .builder import proforma_of


@network_view(can=Capability.CIRCULATE)
def proforma_circulate(request, network, pk):
    """Open the pro-forma and ask everyone; or, once it is open, ask those who came since."""
    proforma = proforma_of(network, pk)
    is_open = any(part.activity.is_open() for part in proforma.parts.all())
    asking = circulation.newcomers(proforma) if is_open else circulation.would_ask(proforma)
    asked = {person for people in asking.values() for person in people}
    form = CirculateForm(
        request.POST or None,
        network=network,
        now=timezone.now(),
        closes_at=next(iter(asking)).activity.closes_at if is_open and asking else None,
        to_send=sum(person.can_be_written_to for person in asked),
        initial=circulation.proposed(proforma),
    )
    if form.is_valid() and not form.wants_a_look:
        try:
            mailing = _circulate(request, proforma, form, is_open)
        except CannotOpen as lacking:
            form.add_error(None, str(lacking))
        except NumberChanged as changed:
            form.say_the_number_changed(changed.now)
        else:
            if form.is_draft and mailing is not None:
                return redirect("mailing_detail", network.slug, mailing.pk)
            if mailing is not None:
                send_and_say(request, mailing)
            return redirect("return_list", network.slug, pk)
    context = {
        "network": network,
        "proforma": proforma,
        "form": form,
        "is_open": is_open,
        "is_over": not is_open and any(p.activity.is_opened for p in proforma.parts.all()),
        "asked": asked,
        "partners": sum(len(people) for part, people in asking.items() if not part.is_of_people),
        "leads": [
            one for part, people in asking.items() if not part.is_of_people for one in people
        ],
        "without_email": sorted(
            (person for person in asked if not person.can_be_written_to),
            key=lambda person: person.name,
        ),
        "as_read": circulation.as_read(asking, **form.written(), closes_at=form.closes_at())
        if form.is_bound and form.is_valid()
        else [],
    }
    return render(request, "proforma/proforma_circulate.html", context)


def _circulate(request, proforma, form, is_open):
    written = {
        **form.written(),
        "is_draft": form.is_draft,
        "promised": form.cleaned_data["promised"],
        "by": request.user,
    }
    if is_open:
        return circulation.invite_newcomers(proforma, **written)
    return circulation.open_and_invite(proforma, closes_at=form.closes_at(), **written)


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
    people = _people(views)
    may_type_in = Capability.CIRCULATE in network.may
    chase = circulation.chase_of(proforma, timezone.now())
    context = {
        "network": network,
        "proforma": proforma,
        "views": views,
        "figures": figures,
        "people": people,
        "people_helped": sum(bool(one.helped_at and one.submitted_at) for one in people),
        "partners_helped": sum(
            bool(response and response.submitted_at and response.is_helped)
            for _partner, _state, response in partners
        ),
        "types_views": typing_in.can_be_helped(views, request.user) if may_type_in else set(),
        "types_figures": typing_in.can_be_helped(figures, request.user) if may_type_in else set(),
        "partners": partners,
        "returned": sum(
            state in {"complete", "partial"} for _partner, state, _response in partners
        ),
        "expected": sum(state != "not_applicable" for _partner, state, _response in partners),
        "chase": chase,
        "to_remind": len(reminders.due(chase, network)) if chase else 0,
        "newcomers": {one for people in circulation.newcomers(proforma).values() for one in people},
        "handovers": passing.waiting_for_the_coordinator(proforma),
        "now": timezone.now(),
    }
    return render(request, "proforma/return_list.html", context)


def _people(views):
    invitations = views.activity.invitations.select_related("person__partner")
    return invitations.order_by(F("submitted_at").asc(nulls_first=True), "person__name")
