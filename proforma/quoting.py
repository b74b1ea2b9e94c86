"""Quotes: picked from answers, agreed to by whoever wrote them, and let out no further than that.

Whatever shows a quote to anybody but the coordinator takes it from `leaving`, which is the one door for
quotes. Nothing here, and nothing it sends, tells the coordinator who wrote what.
"""

import hmac
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _

from network.disclosure import Sharing
from network.models import Mailing, Message, Partner

from . import names, redaction
from .models import Flag, Quote, QuoteEvent, Response
from .typing_in import Typing

ASKED_AGAIN_AFTER = timedelta(days=7)
Audience, Naming = Quote.Audience, Quote.Naming


@dataclass(frozen=True)
class Shown:
    """A quote as it may be read. `is_gone`: it was to be read here once, and was taken back."""

    key: str
    code: str
    question: str
    text: str = ""
    signed: str = ""
    is_gone: bool = False


def answer_of(views, question, key):
    """(response, words) of a readable answer by the name that pages have for it, or None."""
    for response, words in views.readable(question):
        if names.answer_key(response, question.code) == key:
            return response, words
    return None


def pick(response, question, answer, words, *, by=None, at=None):
    """Quote these words of an answer. The same words again are the same quote."""
    at = at or timezone.now()
    with transaction.atomic():
        quote, is_new = Quote.objects.get_or_create(
            response=response,
            code=question.code,
            words_digest=_digest(words),
            defaults={
                "proforma_id": question.part.proforma_id,
                "person_id": response.person_id,
                "text": words,
                "answer_digest": _digest(answer),
                "picked_at": at,
                "picked_by": by,
            },
        )
        if is_new:
            quote.events.create(kind=QuoteEvent.Kind.PICKED, by=by, at=at)
        else:
            # They stand in an answer that may be read now, whatever became of it before.
            quote.picked_at, quote.answer_digest = at, _digest(answer)
            quote.save(update_fields=["picked_at", "answer_digest"])
            quote.take_up(by=by, at=at)
    return quote, is_new


def changed(quotes):
    """The keys of those quotes whose answer reads otherwise now than when they were picked, or is gone.
    One query."""
    responses = Response.objects.filter(pk__in={quote.response_id for quote in quotes})
    answers = dict(responses.values_list("pk", "answers"))
    return {
        quote.key
        for quote in quotes
        if quote.response_id in answers
        and _digest((answers[quote.response_id].get(quote.code) or {}).get("value") or "")
        != quote.answer_digest
    }


def held(quotes):
    """The keys of those quotes whose words are held back, so that nobody reads them. One query."""
    flags = Flag.objects.filter(
        response__in={quote.response_id for quote in quotes if quote.response_id}
    )
    of_answer = {}
    for flag in flags:
        of_answer.setdefault((flag.response_id, flag.code), []).append(flag)
    return {
        quote.key
        for quote in quotes
        if any(_holds(flag, quote) for flag in of_answer.get((quote.response_id, quote.code), ()))
    }


def _holds(flag, quote):
    """Words that were kept back may be gone from the answer: the quote, which has them still, stays back."""
    was_kept_back = flag.decision == Flag.Decision.KEPT_BACK and quote.picked_at <= flag.settled_at
    return flag.holds_back or was_kept_back


@receiver(pre_delete, sender=Flag)
def drop_what_was_held(sender, instance, **kwargs):
    """A quote outlives its answer. It must not come out because what held it back went with the answer."""
    for quote in Quote.objects.filter(response=instance.response_id, code=instance.code):
        if _holds(instance, quote):
            quote.drop()


# Asking


def to_ask(proforma, at):
    """The quotes to ask for: never asked, or asked a while ago and nothing was said. Two queries."""
    unasked = Q(asked_at=None) | Q(settled_at=None, asked_at__lte=at - ASKED_AGAIN_AFTER)
    quotes = list(Quote.objects.in_use().by_key().filter(unasked, proforma=proforma))
    back = held(quotes)
    return [quote for quote in quotes if quote.key not in back]


def ask(quotes, *, by=None, at=None):
    """Ask whoever wrote these whether they may be read: on their own pages, and by email where they have one.

    Returns how many quotes were asked for. The email goes out with the minute's work, and the outbox counts
    none of it: neither how long this takes nor what becomes of it may tell whose words they are.
    """
    at = at or timezone.now()
    if not quotes:
        return 0
    proforma = quotes[0].proforma
    with transaction.atomic():
        locked = Quote.objects.select_for_update().filter(pk__in=[quote.pk for quote in quotes])
        askable = {quote.pk for quote in to_ask(proforma, at)} & {quote.pk for quote in locked}
        if not askable:
            return 0
        asked = Quote.objects.filter(pk__in=askable)
        asked.update(asked_at=at)
        QuoteEvent.objects.bulk_create(
            QuoteEvent(quote_id=pk, kind=QuoteEvent.Kind.ASKED, by=by, at=at)
            for pk in sorted(askable)
        )
        _write_to_writers(proforma, asked.select_related("person__network"), by, at)
    return len(askable)


def _write_to_writers(proforma, quotes, by, at):
    """One message to each person, who is told of no number of quotes and of none of the words."""
    network = proforma.cycle.network
    subject, body = _letter(proforma)
    mailing = Mailing.objects.create(
        network=network,
        kind=Message.Kind.QUOTE,
        subject=subject,
        body=body,
        hides_people=True,
        made_at=at,
        made_by=by,
    )
    writers = {quote.person for quote in quotes if quote.person is not None}
    for writer in sorted(writers, key=lambda person: person.pk):
        if writer.can_be_written_to and writer.left_at is None:
            # Not tied to the mailing, which is a page that staff can open.
            Message.write(
                writer,
                [],
                key=f"quotes:{mailing.pk}",
                subject=subject,
                body=body,
                kind=Message.Kind.QUOTE,
                at=at,
            )


def _letter(proforma):
    body = _(
        "Hello [[name]]\n\n"
        "Thank you for your answers to “%(title)s”. We would like others to read some of your words.\n\n"
        "You say whether they may, who reads them, and how they are signed. If you do nothing, nobody does.\n"
        "Your own page asks you. On a new device it needs a code first: see the foot of the page.\n\n"
        "[[link]]"
    ) % {"title": proforma.title}
    return _("May we quote you?"), body


def forget_who_was_asked():
    """Delete the messages that have done their work: they would tell whose words were picked."""
    waiting = [Message.State.READY, Message.State.SENDING]
    Message.objects.filter(kind=Message.Kind.QUOTE).exclude(state__in=waiting).delete()


# What whoever wrote them sees


def asked_of(person):
    """The quotes that a person was asked for, the newest first, with their trails."""
    quotes = Quote.objects.asked().filter(person=person, proforma__cycle__network=person.network_id)
    return (
        quotes.select_related("proforma")
        .prefetch_related("proforma__parts", "events")
        .order_by("-asked_at", "key")
    )


def may_be_shown(quote, person):
    """Whether the device in hand may show it: what shows the answer may show a part of it."""
    part = next(part for part in quote.proforma.parts.all() if part.is_of_people)
    return person.device.may_show(Typing(part, person, person.network).thing)


# The one door


def leaving(proforma, audience):
    """What this audience may read now: [Shown], in an order that says nothing of who handed in when.

    Agreed for at least this audience, not dropped by the coordinator, and not held back. Where a quote was
    agreed for it once and is no more, a gap stands. Four queries, whatever their number.
    """
    reaching = Quote.reaching(audience)
    quotes = proforma.quotes.in_use().by_key().select_related("response__partner")
    quotes = list(quotes.filter(Q(audience__in=reaching) | Q(widest__in=reaching)))
    if not quotes:
        return []
    back, unnamed = held(quotes), _partners_not_named(proforma)
    asked = dict(
        proforma.parts.filter(unit="person").values_list("questions__code", "questions__text")
    )
    return [
        Shown(quote.key, quote.code, asked.get(quote.code, ""), is_gone=True)
        if quote.audience not in reaching
        else Shown(
            quote.key,
            quote.code,
            asked.get(quote.code, ""),
            quote.text,
            without_partners(quote.signed, unnamed),
        )
        for quote in quotes
        if quote.key not in back
    ]


def told_apart(network, audience):
    """(the words of quotes that this audience may not read now, those of quotes that it may).

    For finding the former where somebody else typed them. Whether somebody said no, was never asked or is
    held back does not show. Two queries, whatever their number.
    """
    quotes = list(Quote.objects.filter(proforma__cycle__network=network))
    back, reaching = held(quotes), Quote.reaching(audience)
    silent, leaving_now = [], []
    for quote in quotes:
        may = quote.dropped_at is None and quote.audience in reaching and quote.key not in back
        (leaving_now if may else silent).append(quote.text)
    return silent, leaving_now


def _partners_not_named(proforma):
    """The names of partners whose figures are shared without them."""
    hidden = Response.objects.filter(
        part__proforma=proforma, sharing__in=[Sharing.TOTALS, Sharing.COORDINATOR]
    )
    return list(Partner.objects.filter(responses__in=hidden).values_list("name", flat=True))


def without_partners(signed, unnamed):
    """A signature without the partners that are named nowhere; empty if one stands in the midst of it."""
    for name in unnamed:
        signed = signed.removesuffix(f", {name}")
    return "" if any(redaction.holds(signed, name) for name in unnamed) else signed


def signed_as(quote, naming):
    """How it would be signed, as a reader would see it."""
    return without_partners(quote.signature(naming), _partners_not_named(quote.proforma))


def signed_as_agreed(quote):
    """How it is signed, as a reader sees it."""
    return without_partners(quote.signed, _partners_not_named(quote.proforma))


def _digest(text):
    """A name for these words that cannot be turned back into them."""
    said = f"quote:{redaction.in_one_line(text)}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), said, sha256).hexdigest()[:16]
