"""The coordinator drafts a pro-forma: its introduction, parts and pages, and who saw it first."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network import words
from network.access import network_view
from network.models import Capability
from proforma import conditions
from proforma.forms import DraftReaderForm, PartForm, ProformaForm, SectionForm
from proforma.models import CannotThrowAway, Part, Proforma, numbering


def proformas_of(network):
    return Proforma.objects.filter(cycle__network=network).select_related("cycle")


def proforma_of(network, pk):
    proforma = get_object_or_404(proformas_of(network).with_parts(), pk=pk)
    proforma.cycle.network = network
    return proforma


def draft_of(network, pk):
    """A pro-forma with its pages, to be worked on."""
    proforma = get_object_or_404(proformas_of(network).with_pages(), pk=pk)
    proforma.cycle.network = network
    for part in proforma.parts.all():
        part.proforma = proforma
    return proforma


def part_of(network, pk, part_pk):
    """The pro-forma, and the part of it, with everything its builder needs."""
    proforma = draft_of(network, pk)
    for part in proforma.parts.all():
        if part.pk == part_pk:
            return proforma, part
    return proforma, get_object_or_404(proforma.parts.none(), pk=part_pk)


def back_to(proforma, anchor="", *, out=None):
    """The builder, where the work was; `out` is the part whose taken out questions are to be seen."""
    address = reverse("proforma_detail", args=[proforma.cycle.network.slug, proforma.pk])
    return redirect(f"{address}{f'?out={out}' if out else ''}{f'#{anchor}' if anchor else ''}")


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
    return _edit(request, network, proforma, ProformaForm(request.POST or None, instance=proforma))


@network_view(can=Capability.EDIT)
def proforma_throw_away(request, network, pk):
    """A draft goes for good, so it is asked once more before."""
    proforma = draft_of(network, pk)
    if request.method == "POST":
        try:
            proforma.throw_away()
        except CannotThrowAway as problem:
            messages.error(request, str(problem))
            return back_to(proforma)
        messages.success(request, _("“%(title)s” is gone.") % {"title": proforma.title})
        return redirect("proforma_list", network.slug)
    context = {"network": network, "proforma": proforma}
    return render(request, "proforma/proforma_throw_away.html", context)


@network_view
def proforma_detail(request, network, pk):
    proforma = draft_of(network, pk)
    parts = list(proforma.parts.all())
    context = {
        "network": network,
        "proforma": proforma,
        "parts": [(part, _pages(part), part.problems()) for part in parts],
        "readers": proforma.readers.select_related("person"),
        "opened": any(part.activity.is_opened for part in parts),
        "is_open": any(part.activity.is_open() for part in parts),
        "out": request.GET.get("out", ""),
        "moved": request.GET.get("moved", ""),
        "way": request.GET.get("way", ""),
        "asks": any(part.questions_in_use for part in parts),
    }
    return render(request, "proforma/proforma_detail.html", context)


def _pages(part):
    """Every page of a part, empty ones too, each with the questions on it."""
    questions = {section.pk: [] for section in part.sections.all()}
    by_code = {question.code: question for question in part.loaded_questions}
    for question in part.questions_in_use:
        question.condition = conditions.in_words(question.show_if, by_code)
        questions[question.section_id].append(question)
    return [(section, questions[section.pk]) for section in part.sections.all()]


@network_view(can=Capability.EDIT)
def part_edit(request, network, pk, part_pk):
    proforma, part = part_of(network, pk, part_pk)
    form = PartForm(request.POST or None, instance=part)
    return _edit(request, network, proforma, form, part=part, anchor=f"part-{part.pk}")


@network_view(can=Capability.EDIT)
@require_POST
def part_renumber(request, network, pk, part_pk):
    proforma, part = part_of(network, pk, part_pk)
    if part.can_be_renumbered:
        numbering.renumber(part)
        messages.success(request, _("The questions are numbered in their order."))
    return back_to(proforma, f"part-{part.pk}")


@network_view(can=Capability.EDIT)
def section_create(request, network, pk, part_pk):
    proforma, part = part_of(network, pk, part_pk)
    form = SectionForm(request.POST or None)
    if form.is_valid():
        section = part.add_section(**form.cleaned_data)
        return back_to(proforma, f"section-{section.pk}")
    return _form_page(request, network, proforma, form, part=part)


@network_view(can=Capability.EDIT)
def section_edit(request, network, pk, section_pk):
    proforma, section = _section_of(network, pk, section_pk)
    form = SectionForm(request.POST or None, instance=section)
    return _edit(request, network, proforma, form, section=section, anchor=f"section-{section.pk}")


def _section_of(network, pk, section_pk):
    proforma = draft_of(network, pk)
    for part in proforma.parts.all():
        for section in part.sections.all():
            if section.pk == section_pk:
                return proforma, section
    return proforma, get_object_or_404(proforma.parts.none(), pk=section_pk)


@network_view(can=Capability.EDIT)
@require_POST
def section_move(request, network, pk, section_pk):
    proforma, section = _section_of(network, pk, section_pk)
    if not section.part.activity.is_opened:
        section.move(up="up" in request.GET)
    return back_to(proforma, f"section-{section.pk}")


@network_view(can=Capability.EDIT)
@require_POST
def section_remove(request, network, pk, section_pk):
    proforma, section = _section_of(network, pk, section_pk)
    section.remove()
    messages.success(request, _("The page break is gone. Its questions are on the page beside it."))
    return back_to(proforma, f"part-{section.part_id}")


@network_view(can=Capability.EDIT)
def reader_create(request, network, pk):
    proforma = proforma_of(network, pk)
    today = words.date_of(timezone.now(), network)
    form = DraftReaderForm(request.POST or None, network=network, initial={"read_on": today})
    form.instance.proforma = proforma
    return _edit(request, network, proforma, form, anchor="readers")


@network_view(can=Capability.EDIT)
def reader_edit(request, network, pk, reader_pk):
    proforma = proforma_of(network, pk)
    reader = get_object_or_404(proforma.readers, pk=reader_pk)
    form = DraftReaderForm(request.POST or None, network=network, instance=reader)
    return _edit(request, network, proforma, form, anchor="readers", reader=reader)


def _edit(request, network, proforma, form, *, anchor="", **context):
    if form.is_valid():
        form.save()
        _remember_wording(form, proforma, by=request.user)
        messages.success(request, _("Saved."))
        return back_to(proforma, anchor)
    return _form_page(request, network, proforma, form, **context)


def _part_of_form(form, proforma):
    """The part whose wording a form changes, once people were asked it."""
    part = getattr(form.instance, "part", form.instance)
    parts = [part] if isinstance(part, Part) else list(proforma.parts.all())
    return next((part for part in parts if part.activity.is_opened), None)


def _remember_wording(form, proforma, *, by):
    """Keep every heading and introduction that people were shown and that is changed now."""
    part = _part_of_form(form, proforma)
    for name in {"title", "intro"} & set(form.changed_data) if part else ():
        part.rewordings.create(what=name, before=form.initial[name], by=by, at=timezone.now())


def _form_page(request, network, proforma, form, **context):
    part = _part_of_form(form, proforma)
    context |= {
        "network": network,
        "proforma": proforma,
        "form": form,
        "rewordings": part.rewordings.select_related("by") if part else [],
    }
    is_whole = isinstance(form, ProformaForm)
    template = "proforma/proforma_form.html" if is_whole else "proforma/small_form.html"
    return render(request, template, context)
