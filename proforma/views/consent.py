"""Somebody says of their own words who may read them, and how they are signed."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from network.access import participant_view
from network.views.codes import ask_for_code
from proforma import quoting
from proforma.forms import ConsentForm
from proforma.models import Question, Quote, QuoteEvent


@participant_view
def consent_list(request, person):
    """A device that may not show them is not told whether there are any."""
    quotes = [quote for quote in quoting.asked_of(person) if quoting.may_be_shown(quote, person)]
    if not quotes and not person.device.may_show(""):
        return ask_for_code(request, person)
    return render(request, "proforma/consent_list.html", {"person": person, "quotes": quotes})


@participant_view
def consent_edit(request, person, key):
    quote = get_object_or_404(quoting.asked_of(person), key=key)
    quote.person = person
    if not quoting.may_be_shown(quote, person):
        return ask_for_code(request, person)
    signatures = {naming: quoting.signed_as(quote, naming) for naming in Quote.Naming}
    offered = [naming for naming, signed in signatures.items() if signed or naming == "not_named"]
    pressed = request.POST.get("go", "")  # a mail scanner presses nothing
    form = ConsentForm(request.POST if pressed == "save" else None, namings=offered)
    if pressed == "take_back":
        quote.settle(Quote.Audience.NOBODY, Quote.Naming.NOT_NAMED)
        messages.success(request, _("Taken back. It is not shown from now on."))
        return redirect("consent_edit", person.code, key)
    if form.is_valid():
        return _settle(request, person, quote, form.cleaned_data)
    context = {
        "person": person,
        "quote": quote,
        "question": _question_of(quote),
        "redactions": [e for e in quote.events.all() if e.kind == QuoteEvent.Kind.REDACTED],
        "form": form,
        "audiences": Quote.Audience.choices,
        "namings": [(naming, naming.label, signatures[naming]) for naming in offered],
        "audience": form["audience"].value() or quote.audience,
        "naming": form["naming"].value() or (quote.naming if quote.is_agreed else ""),
        "signed": quoting.signed_as_agreed(quote),
    }
    return render(request, "proforma/consent_edit.html", context)


def _settle(request, person, quote, said):
    naming = said["naming"] or Quote.Naming.NOT_NAMED
    if quote.settle(said["audience"], naming, seen=said["seen"]):
        messages.success(
            request,
            _("Kept. These words may be read as you said.")
            if quote.is_agreed
            else _("Kept. Nobody reads these words."),
        )
    else:
        messages.error(
            request,
            _("It has changed since you opened this page. Nothing was kept: please look again."),
        )
    return redirect("consent_edit", person.code, quote.key)


def _question_of(quote):
    asked = Question.objects.filter(part__proforma=quote.proforma_id, part__unit="person")
    return asked.filter(code=quote.code).first()
