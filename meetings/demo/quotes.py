"""The quotes of the demo: picked, asked for, and agreed to as the data say."""

from datetime import timedelta

from meetings.demo import answers
from network import sending
from network.models import Message
from proforma import flagging, quoting
from proforma.models import Proforma, Quote
from proforma.results import ViewsResults

AGREED = {
    "members_not_named": Quote.Audience.MEMBERS,
    "public_not_named": Quote.Audience.PUBLIC,
    "not_agreed": Quote.Audience.NOBODY,
}


def hold_back(story, at):
    """The coordinator reads first, and keeps back what gives somebody away though no pattern saw it."""
    row, code, _words, _use = answers.QUOTES["X8"]
    part = story.proforma.parts.get(unit="person")
    response = part.responses.get(person=story.people[answers.PERSON_OF_ROW[row]])
    note = answers.HOLDS["X8"]
    assert flagging.hold_by_hand(response, code, note=note, by=story.coordinator, at=at)


def pick_and_ask(story, at):
    """What is held back cannot be read, and so cannot be picked."""
    proforma = Proforma.objects.with_parts().get(pk=story.proforma.pk)
    proforma.cycle = story.cycle
    part = next(part for part in proforma.parts.all() if part.is_of_people)
    part.proforma = proforma
    views = ViewsResults(part, at)
    asked = {question.code: question for question in views.asking}
    uses = {}
    for row, code, words, use in answers.QUOTES.values():
        person = story.people[answers.PERSON_OF_ROW[row]]
        found = [one for one in views.readable(asked[code]) if one[0].person_id == person.pk]
        if use == "held":
            assert not found, words
            continue
        ((response, answer),) = found
        quote, _is_new = quoting.pick(
            response, asked[code], answer, words, by=story.coordinator, at=at
        )
        uses[quote] = AGREED[use]
    for quote in uses:
        quote.proforma = proforma
    quoting.ask(list(uses), by=story.coordinator, at=at)
    sending.send_each(Message.objects.filter(kind=Message.Kind.QUOTE).to_send(), at=at)
    quoting.forget_who_was_asked()
    for n, (quote, audience) in enumerate(uses.items(), start=1):
        moment = at + timedelta(minutes=20 * n)
        assert quote.settle(audience, Quote.Naming.NOT_NAMED, seen=quote.shown_as, at=moment)
