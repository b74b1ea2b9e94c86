"""The coordinator writes and orders questions."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.access import network_view
from network.models import Capability
from proforma.forms import ProformaForm, QuestionForm
from proforma.models import Proforma, Question
from proforma.questionnaire import ResponseForm


def proformas_of(network):
    return Proforma.objects.filter(cycle__network=network).select_related("cycle")


def proforma_of(network, pk):
    proforma = get_object_or_404(proformas_of(network).with_parts(), pk=pk)
    proforma.cycle.network = network
    return proforma


@network_view
def proforma_list(request, network):
    cycle = network.current_cycle()
    listed = list(proformas_of(network).with_parts())
    context = {"network": network, "cycle": cycle, "proformas": listed}
    return render(request, "proforma/proforma_list.html", context)


@network_view(can=Capability.EDIT)
def proforma_create(request, network):
    form = ProformaForm(request.POST or None)
    if form.is_valid():
        proforma = Proforma.draft(network.current_cycle(), **form.cleaned_data)
        return redirect("proforma_detail", network.slug, proforma.pk)
    return render(request, "proforma/proforma_form.html", {"network": network, "form": form})


@network_view(can=Capability.EDIT)
def proforma_edit(request, network, pk):
    proforma = proforma_of(network, pk)
    form = ProformaForm(request.POST or None, instance=proforma)
    if form.is_valid():
        form.save()
        return redirect("proforma_detail", network.slug, pk)
    context = {"network": network, "form": form, "proforma": proforma}
    return render(request, "proforma/proforma_form.html", context)


@network_view
def proforma_detail(request, network, pk):
    context = {"network": network, "proforma": proforma_of(network, pk)}
    return render(request, "proforma/proforma_detail.html", context)


@network_view(can=Capability.EDIT)
def question_create(request, network, pk, part_pk):
    proforma = proforma_of(network, pk)
    part = get_object_or_404(proforma.parts.select_related("activity"), pk=part_pk)
    return _question_form(
        request, network, proforma, QuestionForm(request.POST or None, part=part), part
    )


@network_view(can=Capability.EDIT)
def question_edit(request, network, pk, question_pk):
    proforma, question = _question_of(network, pk, question_pk)
    form = QuestionForm(request.POST or None, part=question.part, instance=question)
    return _question_form(request, network, proforma, form, question.part)


def _question_form(request, network, proforma, form, part):
    if part.activity.is_opened and not form.instance.pk:
        messages.error(
            request, _("People are answering this part. Ask new things in the next one.")
        )
        return redirect("proforma_detail", network.slug, proforma.pk)
    if form.is_valid():
        form.save()
        return redirect("proforma_detail", network.slug, proforma.pk)
    context = {"network": network, "proforma": proforma, "part": part, "form": form}
    return render(request, "proforma/question_form.html", context)


def _question_of(network, pk, question_pk):
    proforma = proforma_of(network, pk)
    questions = Question.objects.in_use().filter(part__proforma=proforma)
    questions = questions.select_related("part__activity").prefetch_related("options")
    return proforma, get_object_or_404(questions, pk=question_pk)


@network_view(can=Capability.EDIT)
@require_POST
def question_move(request, network, pk, question_pk):
    _proforma, question = _question_of(network, pk, question_pk)
    question.move(up="up" in request.GET)
    return redirect("proforma_detail", network.slug, pk)


@network_view(can=Capability.EDIT)
@require_POST
def question_retire(request, network, pk, question_pk):
    _proforma, question = _question_of(network, pk, question_pk)
    if question.part.activity.is_opened:
        messages.error(
            request, _("People have been asked this. It stays until the pro-forma closes.")
        )
    else:
        question.retire()
        messages.success(request, _("The question was taken out."))
    return redirect("proforma_detail", network.slug, pk)


@network_view
def proforma_preview(request, network, pk):
    proforma = proforma_of(network, pk)
    partners = list(network.partners.values_list("pk", "name"))
    parts = []
    for part in proforma.parts.all():
        for question in part.questions_in_use:
            question.part = part
        parts.append((part, ResponseForm(part.questions_in_use, {}, partners=partners)))
    context = {"network": network, "proforma": proforma, "parts": parts}
    return render(request, "proforma/proforma_preview.html", context)
