"""The coordinator picks quotes, takes out what gives somebody away, and asks for consent.

No page here says who wrote what, unless they agreed to be named. Nor do addresses, order or times.
"""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from network.access import network_view
from network.models import Capability
from proforma import flagging, quoting, redaction
from proforma.forms import HoldForm, PickForm, RedactForm
from proforma.models import Quote
from proforma.results import ViewsResults

from .builder import proforma_of


@dataclass(frozen=True)
class Line:
    """A quote on the coordinator's list."""

    quote: Quote
    state: str
    is_held: bool
    has_changed: bool
    can_be_asked: bool


def views_of(proforma):
    """What people answered, as far as it may be shown now."""
    part = next(part for part in proforma.parts.all() if part.is_of_people)
    part.proforma = proforma
    return ViewsResults(part, timezone.now())


def answer_at(network, pk, code, answer_key):
    """The pro-forma, a question of it, and (response, words) of an answer that may be read just now."""
    proforma = proforma_of(network, pk)
    views = views_of(proforma)
    question = next((one for one in views.asking if one.code == code), None)
    found = question and quoting.answer_of(views, question, answer_key)
    if not found:
        raise Http404
    return proforma, question, *found


def quote_of(network, pk, key):
    """The pro-forma, and a quote of it whose words may be read just now."""
    proforma = proforma_of(network, pk)
    quote = get_object_or_404(proforma.quotes.in_use(), key=key)
    if quoting.held([quote]):
        raise Http404
    return proforma, quote


def back_to(network, pk, key=""):
    address = reverse("quote_list", args=[network.slug, pk])
    return redirect(f"{address}#quote-{key}" if key else address)


@network_view(can=Capability.EDIT)
def quote_list(request, network, pk):
    proforma = proforma_of(network, pk)
    views, quotes = views_of(proforma), list(proforma.quotes.by_key().with_trail())
    back, changed = quoting.held(quotes), quoting.changed(quotes)
    to_ask = {quote.key for quote in quoting.to_ask(proforma, timezone.now())}
    lines = [
        Line(
            quote,
            state=_("held back") if quote.key in back else _state(quote),
            is_held=quote.key in back,
            has_changed=quote.key in changed,
            can_be_asked=quote.key in to_ask,
        )
        for quote in quotes
    ]
    context = {
        "network": network,
        "proforma": proforma,
        "questions": _by_question(views, [line for line in lines if not line.quote.dropped_at]),
        "dropped": [line for line in lines if line.quote.dropped_at],
        "to_ask": len(to_ask),
    }
    return render(request, "proforma/quote_list.html", context)


def _by_question(views, lines):
    """[(question, its lines)], in the order in which they were asked."""
    return [
        (question, mine)
        for question in views.asking
        if (mine := [line for line in lines if line.quote.code == question.code])
    ]


def _state(quote):
    if quote.is_agreed:
        return _("agreed: %(audience)s") % {"audience": quote.get_audience_display()}
    if quote.is_taken_back:
        return _("taken back")
    if quote.settled_at:
        return _("not agreed")
    return _("asked, nothing said yet") if quote.asked_at else _("picked, not asked yet")


@network_view(can=Capability.EDIT)
def quote_pick(request, network, pk, code, answer_key):
    """The answer, and a box for the words to quote. Only what may be read just now is here at all."""
    proforma, question, response, answer = answer_at(network, pk, code, answer_key)
    form = PickForm(request.POST or None, answer=answer, initial={"words": answer})
    if form.is_valid():
        quote, is_new = quoting.pick(
            response, question, answer, form.cleaned_data["words"], by=request.user
        )
        messages.success(
            request,
            _("Picked. Nobody else reads it before whoever wrote it agrees.")
            if is_new
            else _("These words were picked before."),
        )
        return back_to(network, pk, quote.key)
    context = {
        "network": network,
        "proforma": proforma,
        "question": question,
        "answer": answer,
        "answer_key": answer_key,
        "form": form,
        "hold": HoldForm(),
    }
    return render(request, "proforma/quote_pick.html", context)


@network_view(can=Capability.EDIT)
@require_POST
def answer_hold(request, network, pk, code, answer_key):
    """She saw what no pattern did: somebody may be recognised by these words."""
    try:
        _proforma, _question, response, _answer = answer_at(network, pk, code, answer_key)
    except Http404:  # pressed twice, or somebody else was first
        proforma_of(network, pk)
        messages.error(request, _("This answer cannot be read now. It may be held back already."))
        return back_to(network, pk)
    form = HoldForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["note"]))
        return redirect("quote_pick", network.slug, pk, code, answer_key)
    if flagging.hold_by_hand(response, code, note=form.cleaned_data["note"], by=request.user):
        messages.success(
            request, _("Held back. Nobody reads these words, and no quote of them leaves.")
        )
    else:
        messages.error(request, _("Whoever wrote these words has taken them out meanwhile."))
    return back_to(network, pk)


@network_view(can=Capability.EDIT)
def quote_redact(request, network, pk, key):
    proforma, quote = quote_of(network, pk, key)
    form = RedactForm(request.POST or None)
    if form.is_valid() and _redact(quote, form, by=request.user):
        messages.success(request, _("Taken out. The trail says so, and not what it was."))
        return back_to(network, pk, key)
    context = {"network": network, "proforma": proforma, "quote": quote, "form": form}
    return render(request, "proforma/quote_redact.html", context)


def _redact(quote, form, *, by):
    data = form.cleaned_data
    try:
        quote.redact(data["words"], form.stand_in(), why=data["why"], by=by)
    except redaction.NotThere:
        form.add_error("words", _("These words do not stand in the quote. Take out whole words."))
    except redaction.NothingLeft:
        form.add_error("words", _("Nothing would be left. Drop the quote instead."))
    return form.is_valid()


@network_view(can=Capability.EDIT)
@require_POST
def quote_drop(request, network, pk, key):
    get_object_or_404(proforma_of(network, pk).quotes, key=key).drop(by=request.user)
    messages.success(request, _("Dropped. It leaves no more from now on."))
    return back_to(network, pk)


@network_view(can=Capability.EDIT)
@require_POST
def quote_take_up(request, network, pk, key):
    get_object_or_404(proforma_of(network, pk).quotes, key=key).take_up(by=request.user)
    messages.success(request, _("In use again, with the consent it has."))
    return back_to(network, pk, key)


@network_view(can=Capability.CIRCULATE)
@require_POST
def quote_ask(request, network, pk):
    """Ask for one quote, or for as many as the button said."""
    proforma = proforma_of(network, pk)
    quotes = quoting.to_ask(proforma, timezone.now())
    if key := request.POST.get("quote", ""):
        quotes = [quote for quote in quotes if quote.key == key]
    elif request.POST.get("promised") != str(len(quotes)):
        messages.error(
            request, _("The number of quotes has changed. Nobody was asked: please look again.")
        )
        return back_to(network, pk)
    for quote in quotes:
        quote.proforma = proforma
    n = quoting.ask(quotes, by=request.user)
    if n:
        say = ngettext(
            "Asked for %(n)d quote. Whoever wrote it finds it on their own page.",
            "Asked for %(n)d quotes. Whoever wrote them finds them on their own page.",
            n,
        )
        messages.success(request, say % {"n": n})
    else:
        messages.error(request, _("That was asked already, or may not be asked now."))
    return back_to(network, pk, key if n else "")
