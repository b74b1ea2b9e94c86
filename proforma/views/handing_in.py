"""Looking it over, handing it in, and keeping a copy."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.disclosure import Sharing
from proforma import copies
from proforma.models import CannotTypeIn, ChangedSince, PartIsClosed, Response

from .answering import (
    closed,
    context_of,
    form_of,
    may_see,
    record,
    refused,
    response_of,
    share,
    with_response,
)


def review(request, typing, response):
    """Everything as it stands, before it is handed in."""
    form = form_of(request, typing, response)
    if not typing.part.activity.is_open():
        return closed(request, typing, response, form)
    return _review(request, typing, response, form)


response_review = with_response(review)


def _review(request, typing, response, form, **found):
    part = typing.part
    form.require_answers()
    if response is not None and not part.is_of_people:
        form.tell_writers(response.writers())
    fields = [
        field for field in form.fields if field.applies and field.question.kind_of_answer.asks
    ]
    context = context_of(
        typing,
        response,
        form,
        fields=fields,
        blank=sum(not field.entry for field in fields),
        is_empty=response is None or not response.answered(),
        sharing_choices=() if part.is_of_people else Response.SHARING,
        reviewed=response.digest if response else "",
        **found,
    )
    return render(request, "proforma/response_review.html", context)


@require_POST
def submit(request, typing, response):
    """Hand in what was looked over. An empty press does nothing; an older page is shown again."""
    form = form_of(request, typing, response)
    try:
        if form.asked:  # a page of questions, sent here: it is saved, and looked over first
            response = record(request, typing, response, form)
            return _review(request, typing, response, form)
        if response is None or "reviewed" not in request.POST:
            return redirect(f"{typing.review_url}?{typing.carried}".rstrip("?"))
        if typing.part.activity.is_open():
            share(request, typing, response)
        problem = _why_not(request, typing.part, response, form)
        if problem or not typing.part.activity.is_open():
            return _again(request, typing, response, form, problem)
        response.submit(person=typing.person, help=typing.help, reviewed=request.POST["reviewed"])
    except ChangedSince:
        response = response_of(typing)
        form = form_of(request, typing, response)
        return _again(request, typing, response, form, _changed_since())
    except PartIsClosed:
        return closed(request, typing, may_see(typing, response_of(typing)), form, late=True)
    except CannotTypeIn:
        return refused(request, typing, response_of(typing))
    if typing.is_own:
        return _handed_in(request, typing, response)
    return _handed_in_for(request, typing, response, form)


response_submit = with_response(submit)


def _handed_in(request, typing, response):
    messages.success(request, _("Thank you. Your answers are in."))
    if "copy" in request.POST:
        _send_copy(request, typing.person, response)
    return redirect(typing.url("copy"))


def _handed_in_for(request, typing, response, form):
    """The person gets a copy in any case. A user sees what was typed this once, and cannot open it again."""
    sent = bool(typing.person.email) and copies.send_copy(response, typing.person, help=typing.help)
    if not typing.is_staff:
        if sent:
            messages.success(request, _("Thank you. It is in, and a copy is on its way to them."))
        elif typing.person.email:
            messages.error(request, _("It is in, but the copy could not be sent to them."))
        return redirect(typing.url("copy"))
    return render(
        request, "proforma/response_copy.html", context_of(typing, response, form, sent=sent)
    )


def _why_not(request, part, response, form):
    """What keeps it from being handed in, in a sentence; empty if nothing does."""
    form.require_answers()
    if form.errors or not response.answered():
        return _("Something still needs another look.")
    if not part.is_of_people and response.sharing == Sharing.NOT_CHOSEN:
        return _("Please choose one before you hand the figures in.")
    if request.POST["reviewed"] != response.digest:
        return _changed_since()
    return ""


def _changed_since():
    return _("Something was changed since you looked, on another page or by a colleague.")


def _again(request, typing, response, form, problem):
    if not typing.part.activity.is_open():
        return closed(request, typing, response, form, late=True)
    return _review(request, typing, response, form, problem=problem)


def copy(request, typing, response):
    """What was handed in, to read, print or be sent."""
    if response is None or response.submitted_at is None:
        return redirect(typing.edit_url)
    if request.method == "POST":
        if "copy" in request.POST:
            _send_copy(request, typing.person, response, help=typing.help)
        return redirect(typing.url("copy"))
    form = form_of(request, typing, response)
    return render(request, "proforma/response_copy.html", context_of(typing, response, form))


response_copy = with_response(copy)


def _send_copy(request, person, response, *, help=None):
    if not person.email and help:
        messages.error(request, _("We have no email of theirs, so no copy was sent."))
    elif not person.email:
        messages.error(request, _("We have no email of yours, so no copy was sent."))
    elif copies.send_copy(response, person, help=help):
        messages.success(request, _("A copy is on its way to %(email)s.") % {"email": person.email})
    else:
        messages.error(request, _("The copy could not be sent. The answers are in all the same."))


@require_POST
def _choose_sharing(request, typing, response):
    """Before the close or after it: how a partner's figures may be shown is always the partner's."""
    if response is None or typing.part.is_of_people:
        context = {"person": typing.person}
        return render(request, "participant/not_asked.html", context, status=404)
    if share(request, typing, response):
        messages.success(request, _("Your choice holds from now on."))
    return redirect(typing.edit_url)


sharing_choose = with_response(_choose_sharing)
