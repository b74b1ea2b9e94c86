"""Many questions at once: from the bank, from earlier pro-formas, or pasted."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.access import network_view
from network.models import Capability
from proforma import bank, pasting
from proforma.forms import PasteForm
from proforma.forms.options import MOST_OPTIONS
from proforma.kinds import KINDS
from proforma.models import Question, copying

from .builder import back_to, part_of, proformas_of
from .questions import key_in

SHELVES = ("bank", "own", "past")


@network_view(can=Capability.EDIT)
def question_bank(request, network, pk, part_pk):
    proforma, part = part_of(network, pk, part_pk)
    if request.method == "POST" and "look" not in request.POST:
        added = _take(request, network, part)
        if added:
            _say_added(request, added)
            return back_to(proforma, f"question-{added[0].code}")
        messages.error(request, _("Nothing was ticked, so nothing was added."))
    shelf = request.GET.get("shelf")
    shelf = shelf if shelf in SHELVES else "bank"
    context = {
        "network": network,
        "proforma": proforma,
        "part": part,
        "sections": part.sections.all(),
        "shelf": shelf,
        "words": request.POST.get("words", "")[:100],
        "theme": request.POST.get("theme", ""),
        "ticked": request.POST.getlist("entry"),
    }
    return render(request, "proforma/question_bank.html", context | _on(shelf, context))


def _on(shelf, context):
    """What stands on a shelf of the bank."""
    network, part, proforma = context["network"], context["part"], context["proforma"]
    if shelf == "own":
        return {
            "own": [(own, own.as_plain()) for own in network.own_questions.filter(unit=part.unit)]
        }
    if shelf == "past":
        others = proformas_of(network).exclude(pk=proforma.pk).with_parts()
        return {"past": [_past(other, part.unit) for other in others]}
    entries = [entry for entry in bank.bank() if entry.unit == part.unit]
    found = bank.find(entries, context["words"], context["theme"])
    # What was ticked before stays in sight, whatever was looked for since.
    shown = [entry for entry in entries if entry in found or entry.code in context["ticked"]]
    for entry in shown:
        entry.kind = KINDS[entry.lead.kind].label
    return {"themes": list(dict.fromkeys(entry.theme for entry in entries)), "entries": shown}


def _past(proforma, unit):
    """A pro-forma of before, with its pages of this unit and what they ask."""
    pages = {}
    for part in proforma.parts.all():
        if part.unit == unit:
            for question in part.questions_in_use:
                pages.setdefault(question.section, []).append(question)
    return proforma, list(pages.items())


def _take(request, network, part):
    """Put everything that was ticked at the end of the page that was chosen."""
    sections = list(part.sections.all())
    wanted = key_in(request.POST.get("to"))
    section = next((one for one in sections if one.pk == wanted), None) or part.last_section()
    entries = set(request.POST.getlist("entry"))
    with transaction.atomic():
        added = []
        for entry in bank.bank():
            if entry.code in entries and entry.unit == part.unit:
                note = _("question bank, %(code)s") % {"code": entry.code}
                added += copying.add_plain(
                    section, entry.questions, by=request.user, origin_note=note
                )
        for own in network.own_questions.filter(pk__in=_keys(request, "own"), unit=part.unit):
            added += copying.add_plain(section, [own.as_plain()], by=request.user)
        return added + _take_from_past(request, network, part, section)


def _take_from_past(request, network, part, section):
    mine = (
        Question.objects.in_use()
        .with_options()
        .filter(part__proforma__cycle__network=network, part__unit=part.unit)
    )
    placed = []
    for page in _keys(request, "page"):
        questions = mine.filter(section=page)
        if questions:
            kept = questions[0].section
            fresh = part.add_section(title=kept.title, intro=kept.intro)
            placed += [(question, fresh) for question in questions]
    placed += [(one, section) for one in mine.filter(pk__in=_keys(request, "question"))]
    return copying.copy_onto(placed, part, by=request.user)  # together: one may look at another


def _keys(request, name):
    return [key for text in request.POST.getlist(name) if (key := key_in(text))]


def _say_added(request, added):
    messages.success(
        request,
        ngettext("%(n)d question was added.", "%(n)d questions were added.", len(added))
        % {"n": len(added)},
    )
    without = [question.code for question in added if question.lost_condition]
    if without:
        words = ngettext(
            "%(codes)s was taken over without its condition: that looks at a question left behind.",
            "%(codes)s were taken over without their conditions: those look at questions left behind.",
            len(without),
        )
        messages.warning(request, words % {"codes": ", ".join(without)})
    with_less = [question.code for question in added if question.lost_tests]
    if with_less:
        words = _(
            "Part of the condition of %(codes)s looks at a question left behind, and is gone."
        )
        messages.warning(request, words % {"codes": ", ".join(with_less)})


@network_view(can=Capability.EDIT)
def questions_paste(request, network, pk, part_pk):
    """First what was understood, with the kinds to be set right; then it is added."""
    proforma, part = part_of(network, pk, part_pk)
    form = PasteForm(request.POST or None)
    pasted = None
    if form.is_valid():
        pasted = pasting.read(form.cleaned_data["text"])
        problems = _choose_kinds(request, pasted)
        wanted = [question for question in pasted.questions() if not question.left]
        problems += [problem for question in wanted for problem in _too_long(question)]
        if "add" in request.POST and not problems and wanted:
            for section in pasted.sections:
                section.questions = [
                    question for question in section.questions if not question.left
                ]
            pages = [section for section in pasted.sections if section.questions]
            added = copying.add_plain_sections(part, pages, by=request.user)
            _say_added(request, added)
            return back_to(proforma, f"question-{added[0].code}")
        pasted.lines.extend(problems)
    context = {
        "network": network,
        "proforma": proforma,
        "part": part,
        "form": form,
        "pasted": pasted,
        "kinds": KINDS.values(),
    }
    return render(request, "proforma/questions_paste.html", context)


def _choose_kinds(request, pasted):
    """Take over the kinds that were chosen for what was understood; sentences where one cannot be."""
    problems = []
    for n, question in enumerate(pasted.questions()):
        question.number = n
        # The text may have been changed since it was shown: then all of it is guessed anew.
        is_the_same = request.POST.get(f"text-{n}") == question.text
        question.left = is_the_same and f"leave-{n}" in request.POST
        chosen = KINDS.get(request.POST.get(f"kind-{n}", ""))
        if chosen is None or question.left or not is_the_same:
            continue
        problem = _turn_into(question, chosen)
        if problem:
            problems.append(problem % {"text": question.text})
    return problems


def _turn_into(question, kind):
    """Make the question one of this kind, with the lines under it as its choices or its rows."""
    if kind.code == question.kind:
        return ""
    lines = question.options or question.rows
    if kind.has_rows and not lines:
        return _("“%(text)s” needs rows for that: write them under it.")
    if kind.has_options and not kind.has_rows and len(lines) < 2:
        return _("“%(text)s” needs at least two choices for that: write them under it.")
    if kind.has_options and kind.has_rows and not (question.options and question.rows):
        return _("“%(text)s” needs rows and choices: choose another kind now, and add them later.")
    question.kind = kind.code
    question.settings = {n: v for n, v in question.settings.items() if n in kind.settings}
    if not (kind.has_rows and kind.has_options):
        question.rows = lines if kind.has_rows else []
        question.options = lines if kind.has_options else []
    return ""


def _too_long(question):
    """What does not fit, in sentences: nothing is cut."""
    room = [(question.text, 400), (question.help, 300), (question.why, 300)]
    room += [(option.text, 200) for option in [*question.options, *question.rows]]
    for text, most in room:
        if len(text) > most:
            yield _(
                "“%(start)s…” is %(n)d characters long; there is room for %(most)d. Shorten it."
            ) % {
                "start": text[:60],
                "n": len(text),
                "most": most,
            }
    if len(question.options) > MOST_OPTIONS or len(question.rows) > MOST_OPTIONS:
        yield _("“%(text)s” has more than sixty choices.") % {"text": question.text[:60]}
