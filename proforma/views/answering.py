"""A participant answers, by their link, a piece at a time."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.access import participant_view
from network.views.codes import ask_for_code
from proforma.models import Part, PartIsClosed, Response
from proforma.questionnaire import ResponseForm


def part_of(person, pk):
    """A part this person was asked, or may help their partner with; None if it is not theirs."""
    parts = Part.objects.select_related("activity", "proforma__cycle__network").filter(
        proforma__cycle__network=person.network, activity__opened_at__isnull=False
    )
    part = get_object_or_404(parts, pk=pk)
    asked = part.is_of_people or (person.partner is not None and person.partner.holds_figures)
    return part if asked and person.is_participant else None


def with_response(view):
    """Give the view the part, and the response this person may write to it: None while there is none.

    What is not asked of them is a 404, and a device that is new to what was saved asks for a code first.
    """

    @participant_view
    def found(request, person, pk):
        part = part_of(person, pk)
        if part is None:
            return render(request, "participant/not_asked.html", {"person": person}, status=404)
        response = part.responses.of(person).select_related("version").first()
        if not person.device.may_show(thing(part), saved=response is not None):
            return ask_for_code(request, person)
        return view(request, person, part, response)

    return found


def thing(part):
    """What a device remembers a part's answers by."""
    return f"answer:{part.pk}"


@with_response
def response_edit(request, person, part, response):
    form = form_of(request, person, part, response)
    if request.method != "POST":
        if not part.activity.is_open():
            return closed(request, person, part, response, form)
        return page_of(request, person, part, response, form)
    try:
        response = record(request, person, part, response, form)
    except PartIsClosed:
        return closed(request, person, part, part.responses.of(person).first(), form, late=True)
    if request.htmx:
        context = {"person": person, "part": part, "response": response, "form": form}
        return render(request, "proforma/response_form.html#saved", context)
    return _go(request, person, part, response, form)


def _go(request, person, part, response, form):
    """On, back, to look it over, or nowhere; but not past what could not be read."""
    go = request.POST.get("go")
    if go == "back":
        return to_section(person, part, form.before)
    if go == "review" and "sections" in request.POST and not form.errors_here:
        come = form.pages_come(request.POST.getlist("sections"))
        if come:  # pages that came to apply since this one was opened
            return to_section(person, part, come[0])
    if go == "review":
        form.require_answers()
        form.go_to_first(form.errors)
    if form.errors_here:
        return page_of(request, person, part, response, form)
    if go == "review":
        return redirect("response_review", person.code, part.pk)
    if go == "on":
        return to_section(person, part, form.after)
    if response is not None:
        messages.success(request, _("Saved. You can carry on now, or come back by the same link."))
    return to_section(person, part, form.section)


def form_of(request, person, part, response):
    """The questionnaire of this response, with what the request brings of it."""
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


def to_section(person, part, section):
    address = reverse("response_edit", args=[person.code, part.pk])
    return redirect(f"{address}?section={section.pk}" if section else address)


def record(request, person, part, response, form):
    """Save what this page brings. What brings nothing, as when a mail scanner presses it, writes nothing."""
    brings = any(form.changes.values()) or request.POST.get("sharing")
    if response is None and part.activity.is_open() and not brings:
        return None
    response, conflicts = Response.record(
        part, person, form.changes, seen=form.seen, page=form.page
    )
    form.take(response, conflicts)
    share(request, response)
    person.device.remember(thing(part))
    return response


def share(request, response):
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


def page_of(request, person, part, response, form):
    """The page in hand."""
    if response is not None and not part.is_of_people:
        form.tell_writers(response.writers())
    context = {
        "person": person,
        "part": part,
        "response": response,
        "form": form,
        "added": response.added_since() if response else [],
        "now": timezone.now(),
    }
    return render(request, "proforma/response_form.html", context)


def closed(request, person, part, response, form, *, late=False):
    """A late answer is refused with a sentence, and what was written is shown so that it can be copied."""
    context = {"person": person, "part": part, "response": response, "form": form, "late": late}
    if request.htmx:
        return render(request, "proforma/response_closed.html#late", context)
    return render(request, "proforma/response_closed.html", context)
