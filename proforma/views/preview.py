"""The pro-forma as a partner sees it, and trying it out. What is tried is nobody's answer."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from network.access import network_view
from network.models import Capability
from proforma.models import Trial
from proforma.questionnaire import ResponseForm

from .answering import partners_offered
from .builder import part_of, proforma_of


@network_view
def proforma_preview(request, network, pk):
    """The first part that asks something."""
    proforma = proforma_of(network, pk)
    parts = proforma.parts.all()
    part = next((part for part in parts if part.questions_in_use), parts[0])
    return redirect("part_preview", network.slug, pk, part.pk)


@network_view
def part_preview(request, network, pk, part_pk):
    proforma, part = part_of(network, pk, part_pk)
    is_whole = "whole" in request.GET  # to be printed, and so with empty boxes
    can_try = Capability.EDIT in network.may and not is_whole
    trial = Trial.objects.filter(part=part, user=request.user).first() if can_try else None
    trial = trial or Trial(part=part, user=request.user)
    data = request.POST if request.method == "POST" and can_try else None
    form = _form(request, part, trial, data)
    if data is not None and "forget" in data:
        Trial.objects.filter(pk=trial.pk).delete()
        return _at(network, proforma, part)
    if data is not None:
        trial.record(form.changes)
        form.take(trial)
        come = form.pages_come(data.getlist("sections")) if "sections" in data else []
        if come and not form.errors:
            return _at(network, proforma, part, come[0])
        if "hand_in" in data:
            form.require_answers()
            form.go_to_first(form.errors or form.new_looks)
            if not form.errors and not form.new_looks:
                messages.success(request, _("It could be handed in like this."))
                return _at(network, proforma, part, form.section)
        elif not form.errors_here or data.get("go") == "back":
            return _at(network, proforma, part, _next(form, data.get("go")))
    context = {
        "network": network,
        "proforma": proforma,
        "part": part,
        "parts": proforma.parts.all(),
        "form": form,
        "can_try": can_try,
        "wants_a_look": data is not None and "hand_in" in data and bool(form.new_looks),
        "tried": bool(trial.pk),
        "whole": is_whole,
    }
    return render(request, "proforma/part_preview.html", context)


def _form(request, part, trial, data):
    pages = part.pages_drafted()  # with what waits to be asked
    return ResponseForm(
        pages,
        trial.answers,
        data,
        partners=partners_offered(part, pages),
        shuffled_for=f"{part.pk}:try",
        here=request.GET.get("section"),
    )


def _next(form, go):
    wanted = {"on": form.after, "back": form.before}.get(go)
    return wanted or form.section


def _at(network, proforma, part, section=None):
    address = reverse("part_preview", args=[network.slug, proforma.pk, part.pk])
    return redirect(f"{address}?section={section.pk}" if section else address)
