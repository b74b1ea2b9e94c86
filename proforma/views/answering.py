"""A participant answers, by their link, a piece at a time."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.access import participant_view
from network.disclosure import Sharing
from proforma.models import Part, PartIsClosed, Response
from proforma.questionnaire import ResponseForm


def _part_of(person, pk):
    """A part this person was asked, or may help their partner with."""
    parts = Part.objects.select_related("activity", "proforma__cycle__network").filter(
        proforma__cycle__network=person.network, activity__opened_at__isnull=False
    )
    part = get_object_or_404(parts, pk=pk)
    asked = part.is_of_people or (person.partner is not None and person.partner.holds_figures)
    return part if asked and person.is_participant else None


@participant_view
def response_edit(request, person, pk):
    part = _part_of(person, pk)
    if part is None:
        return render(request, "participant/not_asked.html", {"person": person}, status=404)
    response = part.responses.of(person).select_related("version").first()
    form = _form(request, person, part, response)
    if request.method != "POST":
        if not part.activity.is_open():
            return _closed(request, person, part, response, form)
        return _page(request, person, part, response, form)
    return _save(request, person, part, response, form)


def _form(request, person, part, response):
    # A page from before a question was taken out may still bring an answer to it: it is taken.
    brought = {*request.POST.getlist("asked"), request.POST.get("only", "")}
    pages = part.pages_for(response, brought) if part.activity.is_open() else part.pages_asked()
    return ResponseForm(
        pages,
        response.answers if response else {},
        request.POST or None,
        partners=partners_offered(part, pages, but=person.partner_id),
        shuffled_for=f"{part.pk}:{person.pk}",
        here=request.GET.get("section"),
    )


def partners_offered(part, pages, *, but=None):
    """(key, name) of the network's partners, if any question asks for them. One query, or none.

    `but` is one's own partner, which is not offered.
    """
    questions = [question for _section, questions in pages for question in questions]
    for question in questions:
        question.part, question.own_partner = part, but
    if not any(question.kind == "organisations" for question in questions):
        return ()
    return list(part.proforma.cycle.network.partners.values_list("pk", "name"))


def _save(request, person, part, response, form):
    try:
        response = _record(request, part, person, response, form)
    except PartIsClosed:
        return _closed(request, person, part, part.responses.of(person).first(), form, late=True)
    if request.htmx:
        context = {
            "person": person,
            "part": part,
            "response": response,
            "form": form,
        }
        return render(request, "proforma/response_form.html#saved", context)
    if request.POST.get("go") == "back":
        return _to_section(person, part, form.before)
    if form.errors_here:
        return _page(request, person, part, response, form)
    if request.POST.get("go") == "on":
        return _to_section(person, part, form.after)
    if response is not None:
        messages.success(request, _("Saved. You can carry on now, or come back by the same link."))
    return _to_section(person, part, form.section)


def _to_section(person, part, section):
    address = reverse("response_edit", args=[person.code, part.pk])
    return redirect(f"{address}?section={section.pk}" if section else address)


def _record(request, part, person, response, form):
    """Save what this page brings. What brings nothing, as when a mail scanner presses it, writes nothing."""
    brings = any(form.changes.values()) or request.POST.get("sharing")
    if response is None and part.activity.is_open() and not brings:
        return None
    response, conflicts = Response.record(
        part, person, form.changes, seen=form.seen, page=form.page
    )
    form.take(response, conflicts)
    _share(request, response)
    return response


def _share(request, response):
    """Keep the choice of how figures are shown, if one was made on this page."""
    chosen, was = request.POST.get("sharing"), request.POST.get("sharing.was", response.sharing)
    if chosen not in dict(Response.SHARING) or chosen == was:
        return False
    if not response.choose_sharing(chosen, was=was):
        messages.error(
            request,
            _("A colleague chose otherwise while you had the page open. Please look again."),
        )
        return False
    return True


@participant_view
@require_POST
def response_submit(request, person, pk):
    part = _part_of(person, pk)
    if part is None:
        return render(request, "participant/not_asked.html", {"person": person}, status=404)
    response = part.responses.of(person).select_related("version").first()
    form = _form(request, person, part, response)
    try:
        response = _record(request, part, person, response, form)
        form.require_answers()
        is_empty = response is None or not response.answered()
        needs_sharing = (
            not (is_empty or part.is_of_people) and response.sharing == Sharing.NOT_CHOSEN
        )
        come = (
            form.pages_come(request.POST.getlist("sections")) if "sections" in request.POST else []
        )
        if come and not form.errors:  # pages that came to apply since this one was opened
            return _to_section(person, part, come[0])
        form.go_to_first(form.errors or form.new_looks)
        if form.errors or is_empty or needs_sharing or form.new_looks:
            return _page(
                request,
                person,
                part,
                response,
                form,
                is_empty=is_empty,
                needs_sharing=needs_sharing,
                wants_a_look=bool(form.new_looks),
            )
        response.submit()
    except PartIsClosed:
        return _closed(request, person, part, part.responses.of(person).first(), form, late=True)
    messages.success(request, _("Thank you. Your answers are in."))
    return redirect("participant_home", person.code)


@participant_view
@require_POST
def sharing_choose(request, person, pk):
    """Before the close or after it: how a partner's figures may be shown is always the partner's."""
    part = _part_of(person, pk)
    response = part and part.responses.of(person).filter(partner__isnull=False).first()
    if response is None:
        return render(request, "participant/not_asked.html", {"person": person}, status=404)
    if _share(request, response):
        messages.success(request, _("Your choice holds from now on."))
    return redirect("response_edit", person.code, part.pk)


def _page(request, person, part, response, form, **found):
    """The page in hand; `found` says what kept it from being handed in."""
    context = {
        "person": person,
        "part": part,
        "response": response,
        "form": form,
        "added": response.added_since() if response else [],
        "sharing_choices": Response.SHARING,
        "now": timezone.now(),
        **found,
    }
    return render(request, "proforma/response_form.html", context)


def _closed(request, person, part, response, form, *, late=False):
    """A late answer is refused with a sentence, and what was written is shown so that it can be copied."""
    context = {"person": person, "part": part, "response": response, "form": form, "late": late}
    if request.htmx:
        return render(request, "proforma/response_closed.html#late", context)
    return render(request, "proforma/response_closed.html", context)
