"""A part is answered a piece at a time: by a participant from their link, or by somebody who types it in.

`typing` says which (see proforma.typing_in); the doors of those who help are in `assisting`.
"""

from functools import wraps

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from network.access import participant_view
from network.views.codes import ask_for_code
from proforma import flagging
from proforma.models import CannotTypeIn, Part, PartIsClosed, Response
from proforma.questionnaire import ResponseForm
from proforma.typing_in import Typing


def part_of(person, pk):
    """A part this person was asked, or may help their partner with; None if it is not theirs."""
    parts = Part.objects.select_related("activity", "proforma__cycle__network").filter(
        proforma__cycle__network=person.network, activity__opened_at__isnull=False
    )
    part = get_object_or_404(parts, pk=pk)
    asked = part.is_of_people or (person.partner is not None and person.partner.holds_figures)
    return part if asked and person.is_participant else None


def response_of(typing):
    return typing.part.responses.of(typing.person).select_related("version").first()


def with_response(view):
    """Give the view the part, and the response this person may write to it: None while there is none.

    What is not asked of them is a 404, and a device that is new to what was saved asks for a code first.
    """

    @participant_view
    @wraps(view)
    def found(request, person, pk):
        part = part_of(person, pk)
        if part is None:
            return render(request, "participant/not_asked.html", {"person": person}, status=404)
        typing = Typing(part, person, person.network)
        response = response_of(typing)
        if not person.device.may_show(typing.thing, saved=response is not None):
            return ask_for_code(request, person)
        return view(request, typing, response)

    return found


def edit(request, typing, response):
    form = form_of(request, typing, response)
    if request.method != "POST":
        if not typing.part.activity.is_open():
            return closed(request, typing, response, form)
        return page_of(request, typing, response, form)
    try:
        response = record(request, typing, response, form)
    except PartIsClosed:
        return closed(request, typing, may_see(typing, response_of(typing)), form, late=True)
    except CannotTypeIn:
        return refused(request, typing, response_of(typing))
    if request.htmx:
        return render(
            request, "proforma/response_form.html#saved", context_of(typing, response, form)
        )
    if typing.help and typing.help.has_begun(response):
        typing = typing.begun(response)
    return _go(request, typing, response, form)


response_edit = with_response(edit)


def _go(request, typing, response, form):
    """On, back, to look it over, or nowhere; but not past what could not be read."""
    go = request.POST.get("go")
    if go == "back":
        return to_section(typing, form.before)
    if go == "review" and "sections" in request.POST and not form.errors_here:
        come = form.pages_come(request.POST.getlist("sections"))
        if come:  # pages that came to apply since this one was opened
            return to_section(typing, come[0])
    if go == "review":
        form.require_answers()
        form.go_to_first(form.errors)
    if form.errors_here:
        return page_of(request, typing, response, form)
    if go == "review":
        return redirect(f"{typing.review_url}?{typing.carried}".rstrip("?"))
    if go == "on":
        return to_section(typing, form.after)
    if response is not None:
        messages.success(request, _saved(typing))
    return to_section(typing, form.section)


def _saved(typing):
    if typing.is_own:
        return _("Saved. You can carry on now, or come back by the same link.")
    if typing.is_staff:
        return _("Saved. You can carry on now, or come back from the list of who has answered.")
    return _("Saved. You can carry on now, or come back from your own page.")


def form_of(request, typing, response):
    """The questionnaire of this response, with what the request brings of it."""
    part, person = typing.part, typing.person
    # A page from before a question was taken out may still bring an answer to it: it is taken.
    brought = {*request.POST.getlist("asked"), request.POST.get("only", "")}
    pages = part.pages_for(response, brought) if part.activity.is_open() else part.pages_asked()
    return ResponseForm(
        pages,
        response.answers if response else {},
        request.POST or None,
        partners=partners_offered(part, pages, but=person.partner_id),
        **flagging.known_to_looks(part.proforma.cycle.network),
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


def to_section(typing, section):
    said = [f"section={section.pk}"] if section else []
    said += [typing.carried] if typing.carried else []
    return redirect(f"{typing.edit_url}?{'&'.join(said)}".rstrip("?"))


def record(request, typing, response, form):
    """Save what this page brings. What brings nothing, as when a mail scanner presses it, writes nothing."""
    part = typing.part
    brings = any(form.changes.values()) or request.POST.get("sharing")
    if response is None and part.activity.is_open() and not brings:
        return None
    response, conflicts = Response.record(
        part,
        typing.person,
        form.changes,
        seen=form.seen,
        page=form.page,
        help=typing.help,
    )
    form.take(response, conflicts)
    share(request, typing, response)
    typing.remember()
    return response


def share(request, typing, response):
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
    if typing.help is not None:
        response.note_help(typing.person, typing.help)
    return True


def may_see(typing, response):
    """The response, if whoever is at its pages may be shown what stands in it."""
    return response if typing.is_own or typing.help.may_open(response) else None


def context_of(typing, response, form, **more):
    """What every page of a part is made from. `person` is whose page it is, if a participant's."""
    return {
        "typing": typing,
        "person": typing.owner,
        "network": typing.network,
        "part": typing.part,
        "response": response,
        "form": form,
        **more,
    }


def page_of(request, typing, response, form):
    """The page in hand."""
    if response is not None and not typing.part.is_of_people:
        form.tell_writers(response.writers())
    context = context_of(
        typing,
        response,
        form,
        added=response.added_since() if response else [],
        now=timezone.now(),
    )
    return render(request, "proforma/response_form.html", context)


def closed(request, typing, response, form, *, late=False):
    """A late answer is refused with a sentence, and what was written is shown so that it can be copied."""
    context = context_of(typing, response, form, late=late)
    if request.htmx:
        return render(request, "proforma/response_closed.html#late", context)
    return render(request, "proforma/response_closed.html", context)


def refused(request, typing, response):
    """Who types in an answer may not see this one. What they typed is shown, so that it can be copied."""
    form = form_of(request, typing, None)
    context = context_of(
        typing,
        None,
        form,
        handed_in=response is not None and response.submitted_at is not None,
        by_another=response is not None and response.is_helped,
    )
    if request.htmx:
        return render(request, "proforma/assisted_refused.html#refused", context)
    return render(request, "proforma/assisted_refused.html", context)
