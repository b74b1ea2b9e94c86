"""Looking it over, handing it in, and keeping a copy."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.disclosure import Sharing
from proforma import copies
from proforma.models import PartIsClosed, Response

from .answering import closed, form_of, record, share, with_response


@with_response
def response_review(request, person, part, response):
    """Everything as it stands, before it is handed in."""
    form = form_of(request, person, part, response)
    if not part.activity.is_open():
        return closed(request, person, part, response, form)
    return _review(request, person, part, response, form)


def _review(request, person, part, response, form, **found):
    form.require_answers()
    if response is not None and not part.is_of_people:
        form.tell_writers(response.writers())
    fields = [
        field for field in form.fields if field.applies and field.question.kind_of_answer.asks
    ]
    context = {
        "person": person,
        "part": part,
        "response": response,
        "form": form,
        "fields": fields,
        "blank": sum(not field.entry for field in fields),
        "is_empty": response is None or not response.answered(),
        "sharing_choices": () if part.is_of_people else Response.SHARING,
        "reviewed": response.digest if response else "",
        **found,
    }
    return render(request, "proforma/response_review.html", context)


@with_response
@require_POST
def response_submit(request, person, part, response):
    """Hand in what was looked over. An empty press does nothing; an older page is shown again."""
    form = form_of(request, person, part, response)
    try:
        if form.asked:  # a page of questions, sent here: it is saved, and looked over first
            response = record(request, person, part, response, form)
            return _review(request, person, part, response, form)
        if response is None or "reviewed" not in request.POST:
            return redirect("response_review", person.code, part.pk)
        if part.activity.is_open():
            share(request, response)
        problem = _why_not(request, part, response, form)
        if problem or not part.activity.is_open():
            return _again(request, person, part, response, form, problem)
        response.submit()
    except PartIsClosed:
        return closed(request, person, part, part.responses.of(person).first(), form, late=True)
    messages.success(request, _("Thank you. Your answers are in."))
    if "copy" in request.POST:
        _send_copy(request, person, response)
    return redirect("response_copy", person.code, part.pk)


def _why_not(request, part, response, form):
    """What keeps it from being handed in, in a sentence; empty if nothing does."""
    form.require_answers()
    if form.errors or not response.answered():
        return _("Something still needs another look.")
    if not part.is_of_people and response.sharing == Sharing.NOT_CHOSEN:
        return _("Please choose one before you hand the figures in.")
    if request.POST["reviewed"] != response.digest:
        return _("Something was changed since you looked, on another page or by a colleague.")
    return ""


def _again(request, person, part, response, form, problem):
    if not part.activity.is_open():
        return closed(request, person, part, response, form, late=True)
    return _review(request, person, part, response, form, problem=problem)


@with_response
def response_copy(request, person, part, response):
    """What was handed in, to read, print or be sent."""
    if response is None or response.submitted_at is None:
        return redirect("response_edit", person.code, part.pk)
    if request.method == "POST":
        if "copy" in request.POST:
            _send_copy(request, person, response)
        return redirect("response_copy", person.code, part.pk)
    form = form_of(request, person, part, response)
    context = {"person": person, "part": part, "response": response, "form": form}
    return render(request, "proforma/response_copy.html", context)


def _send_copy(request, person, response):
    if not person.email:
        messages.error(request, _("We have no email of yours, so no copy was sent."))
    elif copies.send_copy(response, person):
        messages.success(request, _("A copy is on its way to %(email)s.") % {"email": person.email})
    else:
        messages.error(request, _("The copy could not be sent. Your answers are in all the same."))


@with_response
@require_POST
def sharing_choose(request, person, part, response):
    """Before the close or after it: how a partner's figures may be shown is always the partner's."""
    if response is None or part.is_of_people:
        return render(request, "participant/not_asked.html", {"person": person}, status=404)
    if share(request, response):
        messages.success(request, _("Your choice holds from now on."))
    return redirect("response_edit", person.code, part.pk)
