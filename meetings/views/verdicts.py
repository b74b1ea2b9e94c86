"""What key partners thought of a meeting, and whose word weighs more."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings import verdicts
from meetings.models import KeyPerson
from meetings.naming import register_of
from meetings.reflecting_forms import KeyPersonForm, VerdictForm
from network.access import network_view
from network.models import Capability

from .meetings import meeting_of


@network_view
def verdict_list(request, network, number):
    """All of them to those who may edit; to others who sign in, what members read."""
    return _listed(request, meeting_of(network, number))


def _listed(request, meeting, form=None, key_form=None):
    network = meeting.network
    context = {"network": network, "meeting": meeting}
    if Capability.EDIT not in network.may:
        told = verdicts.for_members(meeting)
        return render(request, "meetings/verdict_told.html", context | {"told": told})
    register = register_of(network)
    rows = [
        (row.person, [(one, _standing(one, register)) for one in row.verdicts])
        for row in verdicts.side_by_side(network, meeting)
    ]
    context |= {
        "rows": rows,
        "form": form or VerdictForm(meeting=meeting, initial=_asked(request, network)),
        "keys": KeyPerson.objects.filter(person__network=network).select_related("person"),
        "key_form": key_form or KeyPersonForm(network=network),
        "to_ask": verdicts.still_to_ask(meeting),
    }
    return render(request, "meetings/verdict_list.html", context)


def _standing(verdict, register):
    names = verdicts.why_not_for_members(verdict, verdict.meeting, register)
    return verdicts.standing_sentence(verdict, verdict.meeting, names)


def _asked(request, network):
    """The person the page was opened about, if it was."""
    who = request.GET.get("who", "")
    return {"person": int(who)} if who.isdecimal() and len(who) < 10 else {}


@network_view(can=Capability.EDIT)
@require_POST
def verdict_create(request, network, number):
    meeting = meeting_of(network, number)
    form = VerdictForm(request.POST, meeting=meeting)
    if form.is_valid():
        form.keep(by=request.user)
        messages.success(request, _("Kept, for whom they agreed to."))
        return redirect("verdict_list", network.slug, number)
    return _listed(request, meeting, form=form)


@network_view(can=Capability.EDIT)
def verdict_edit(request, network, number, pk):
    """Other words, or another use of them: in both directions, and at once."""
    meeting = meeting_of(network, number)
    verdict = get_object_or_404(meeting.verdicts.select_related("person__partner"), pk=pk)
    form = VerdictForm(request.POST or None, meeting=meeting, instance=verdict)
    if form.is_valid():
        form.keep(by=request.user)
        messages.success(request, _("Kept. It holds from now on."))
        return redirect("verdict_list", network.slug, number)
    context = {"network": network, "meeting": meeting, "form": form, "verdict": verdict}
    return render(request, "meetings/verdict_form.html", context)


@network_view(can=Capability.EDIT)
@require_POST
def verdict_delete(request, network, number, pk):
    get_object_or_404(meeting_of(network, number).verdicts, pk=pk).delete()
    messages.success(request, _("Deleted for good."))
    return redirect("verdict_list", network.slug, number)


@network_view(can=Capability.EDIT)
@require_POST
def key_person_mark(request, network, number):
    meeting, form = meeting_of(network, number), KeyPersonForm(request.POST, network=network)
    if form.is_valid():
        form.mark()
        return redirect("verdict_list", network.slug, number)
    return _listed(request, meeting, key_form=form)


@network_view(can=Capability.EDIT)
@require_POST
def key_person_unmark(request, network, number, pk):
    get_object_or_404(KeyPerson, person__network=network, pk=pk).delete()
    return redirect("verdict_list", network.slug, number)
