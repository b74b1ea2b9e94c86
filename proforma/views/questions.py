"""The coordinator writes one question after another, and puts them in order."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.access import network_view
from network.models import Capability
from proforma import conditions, plain, wording
from proforma.forms import QuestionForm
from proforma.forms.options import lines_of
from proforma.kinds import KINDS
from proforma.models import OwnQuestion

from .builder import back_to, draft_of, part_of, proforma_of


@network_view(can=Capability.EDIT)
def question_create(request, network, pk, part_pk):
    proforma, part = part_of(network, pk, part_pk)
    section = part.sections.filter(pk=key_in(request.GET.get("section"))).first()
    form = QuestionForm(request.POST or None, part=part, section=section, user=request.user)
    return _question_form(request, network, proforma, part, form)


def key_in(text):
    """The primary key that a form or an address names, or None."""
    return int(text) if text and text.isdecimal() and len(text) < 12 else None


@network_view(can=Capability.EDIT)
def question_edit(request, network, pk, question_pk):
    proforma, part, question = question_of(network, pk, question_pk)
    form = QuestionForm(request.POST or None, part=part, instance=question, user=request.user)
    return _question_form(request, network, proforma, part, form)


def _question_form(request, network, proforma, part, form):
    if form.is_valid():
        question = form.save()
        messages.success(request, _("%(code)s is saved.") % {"code": question.code})
        if "another" in request.POST:
            address = "question_create"
            page = redirect(address, network.slug, proforma.pk, part.pk)
            page["Location"] += f"?section={question.section_id}"
            return page
        return back_to(proforma, f"question-{question.code}")
    context = {
        "network": network,
        "proforma": proforma,
        "part": part,
        "form": form,
        "boxes": {kind.code: boxes_of(kind) for kind in KINDS.values()},
        "remarks": wording.look(as_typed(form.data or form.initial)),
        "begun": bool(form["text"].value()),
        "condition": conditions.in_words(
            form.instance.show_if, {question.code: question for question in part.loaded_questions}
        ),
        "rewordings": form.instance.rewordings.select_related("by") if form.instance.pk else [],
    }
    return render(request, "proforma/question_form.html", context)


def boxes_of(kind):
    """The boxes of the form that this kind makes use of."""
    takes = {
        "asks": kind.asks,
        "options": kind.has_options,
        "rows": kind.has_rows,
        "other": kind.has_options and not kind.has_rows,
    }
    return [*kind.settings, *(name for name, taken in takes.items() if taken)]


def as_typed(data):
    """What stands in the boxes of the form, for the wording check: a plain question, whole or not."""
    kind = data.get("kind") if data.get("kind") in KINDS else "long_text"
    takes = KINDS[kind]
    settings = {
        name: data[name]
        for name in ("unit", "period", "low_label", "high_label")
        if data.get(name) and name in takes.settings
    }
    for name in ("low", "high"):
        number = str(data.get(name) or "").removeprefix("-")
        if number.isdecimal() and name in takes.settings and len(number) < 4:
            settings[name] = int(data[name])
    options = [plain.PlainOption(line) for line in lines_of(data.get("options_text") or "")]
    if data.get("with_other"):
        options.append(plain.PlainOption(_("Other, please say"), "OTH"))
    return plain.PlainQuestion(
        kind=kind,
        text=(data.get("text") or "")[:1000],
        help=(data.get("help") or "")[:1000],
        settings=settings,
        options=options[:60] if takes.has_options else [],
        rows=[plain.PlainOption(line) for line in lines_of(data.get("rows_text") or "")[:60]],
        steer=data.get("steer") or "",
        options_steer=data.get("options_steer") or "",
    )


@network_view(can=Capability.EDIT)
@require_POST
def question_wording(request, network, pk):
    """The wording check of what is being typed. Nothing is saved."""
    proforma_of(network, pk)
    context = {
        "remarks": wording.look(as_typed(request.POST)),
        "begun": bool(request.POST.get("text")),
    }
    return render(request, "proforma/_wording.html", context)


def question_of(network, pk, question_pk, *, taken_out=False):
    """The pro-forma, its part and a question of it, in use or taken out."""
    proforma = draft_of(network, pk)
    for part in proforma.parts.all():
        for question in part.questions_taken_out if taken_out else part.questions_in_use:
            if question.pk == question_pk:
                question.part = part
                return proforma, part, question
    raise Http404


@network_view(can=Capability.EDIT)
@require_POST
def question_move(request, network, pk, question_pk):
    proforma, _part, question = question_of(network, pk, question_pk)
    way = "up" if "up" in request.GET else "down"
    if question.since is None:
        question.move(up=way == "up")
        in_order = list(question.part.questions.in_use().values_list("pk", flat=True))
        messages.success(
            request,
            _("%(code)s is number %(n)d of %(all)d now.")
            % {"code": question.code, "n": in_order.index(question.pk) + 1, "all": len(in_order)},
        )
    # Without an anchor, for a browser that goes to one does not focus the arrow that was pressed.
    return redirect(
        f"{reverse('proforma_detail', args=[network.slug, pk])}?moved={question.code}&way={way}"
    )


@network_view(can=Capability.EDIT)
@require_POST
def question_reorder(request, network, pk, part_pk):
    """The order that was dragged: `order` holds "s12" for a page and "q7" for a question on it."""
    proforma, part = part_of(network, pk, part_pk)
    if part.activity.is_opened:
        return HttpResponse(status=409)
    order = []
    for name in request.POST.getlist("order")[:2000]:
        key = key_in(name[1:])
        if name[:1] == "s" and key:
            order.append((key, []))
        elif name[:1] == "q" and key and order:
            order[-1][1].append(key)
    part.reorder(order)
    return HttpResponse(status=204) if request.htmx else back_to(proforma, f"part-{part.pk}")


@network_view(can=Capability.EDIT)
@require_POST
def question_duplicate(request, network, pk, question_pk):
    proforma, _part, question = question_of(network, pk, question_pk)
    copy = question.duplicate(by=request.user)
    messages.success(request, _("%(code)s is a copy. Change what differs.") % {"code": copy.code})
    return redirect("question_edit", network.slug, proforma.pk, copy.pk)


@network_view(can=Capability.EDIT)
@require_POST
def question_keep(request, network, pk, question_pk):
    """Into this network's own bank, for another time."""
    proforma, _part, question = question_of(network, pk, question_pk)
    OwnQuestion.keep(network, question, by=request.user)
    messages.success(request, _("%(code)s is in your own bank now.") % {"code": question.code})
    return back_to(proforma, f"question-{question.code}")


@network_view(can=Capability.EDIT)
@require_POST
def question_retire(request, network, pk, question_pk):
    proforma, part, question = question_of(network, pk, question_pk)
    dependents = question.dependents()
    if part.activity.is_opened and dependents:
        codes = ", ".join(dependent.code for dependent in dependents)
        messages.error(
            request,
            _("%(codes)s is asked only after %(code)s. Take that out first.")
            % {"codes": codes, "code": question.code},
        )
        return back_to(proforma, f"question-{question.code}")
    question.retire()
    if question.since is None:
        messages.success(request, _("%(code)s is taken out.") % {"code": question.code})
    else:
        messages.success(
            request,
            _("%(code)s is asked no more. What was answered is kept.") % {"code": question.code},
        )
    return back_to(proforma, f"taken-out-{part.pk}", out=part.pk)


@network_view(can=Capability.EDIT)
@require_POST
def question_restore(request, network, pk, question_pk):
    proforma, part, question = question_of(network, pk, question_pk, taken_out=True)
    gone = {one.code for one in part.questions_taken_out} & set(question.condition_codes())
    if part.activity.is_over() or (part.activity.is_opened and gone):
        words = (
            _("%(code)s is asked only after %(leads)s. Put that back first.")
            if gone and not part.activity.is_over()
            else _("This part is closed. What was asked stays as it is.")
        )
        messages.error(request, words % {"code": question.code, "leads": ", ".join(sorted(gone))})
        return back_to(proforma, f"taken-out-{part.pk}", out=part.pk)
    question.restore()
    messages.success(request, _("%(code)s is back.") % {"code": question.code})
    return back_to(proforma, f"question-{question.code}")
