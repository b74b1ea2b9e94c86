"""Where a person's answers went, on their own page."""

from django.db.models import Q
from django.shortcuts import redirect, render

from meetings import where_it_went
from network.access import participant_view
from network.views.codes import ask_for_code
from proforma.models import Proforma, Response
from proforma.typing_in import Typing


@participant_view
def answers_went(request, person):
    """Their views, and the figures they lead: the newest first. A new device is asked for a code."""
    responses = _with_parts(person)
    if not responses:
        return redirect("participant_home", person.code)
    known = [one for one in responses if person.device.may_show(_thing(one, person))]
    if not known:
        return ask_for_code(request, person)
    context = {
        "person": person,
        "went": [(one.part, where_it_went.of(one)) for one in known],
        "hides_some": len(known) < len(responses),
    }
    return render(request, "participant/answers_went.html", context)


def _thing(response, person):
    return Typing(response.part, person, person.network).thing


def handed_in(person):
    """The responses that are theirs: their views, and the figures of the partner they lead."""
    return Response.objects.submitted().filter(
        Q(person=person) | Q(partner__figures_lead=person, partner=person.partner_id)
    )


def _with_parts(person):
    """Each response with its part as the form loads it, the newest first."""
    found = list(handed_in(person))
    parts = _parts(person.network, {one.part_id for one in found})
    for one in found:
        one.part = parts[one.part_id]
    return sorted(
        found, key=lambda one: (-one.part.proforma.cycle.number, one.part.unit == "partner")
    )


def _parts(network, keys):
    """{key: part} with all that each asks, and its network in hand."""
    found = {}
    proformas = Proforma.objects.filter(parts__in=keys).distinct().with_parts()
    for proforma in proformas.select_related("cycle"):
        proforma.cycle.network = network
        for part in proforma.parts.all():
            part.proforma = proforma
            found[part.pk] = part
    return found
