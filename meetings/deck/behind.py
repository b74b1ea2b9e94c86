"""Who stands behind a deck on the day it is locked: whose figures, words and names are in it.

It is kept beside the slides. So whoever takes words back, shares less or is on the register no more can
leave a deck that was locked. The one way out for quotes and statements is here, for `versions` asks it too.
"""

from meetings.deck.outline import Slide
from network.models import Citable, Cycle, Person
from proforma import quoting, statements
from proforma.entries import is_given
from proforma.keeping_results import SHARED
from proforma.models import Proforma, Question, Quote, Response
from proforma.models.documents import content

from .taking_back import Said, texts_of, word, words_behind


def of(meeting, slides: list[Slide]) -> dict:
    """`figures`: {token of a question: {key of a return: how it was shared}}; `people`: {key: name};
    `said`: {key of a quote or statement: its words, and how they are signed}. Queries, constant in number.
    """
    keys = {key for slide in slides for key in words_behind(slide)}
    said = said_in(meeting.network, keys)[0]
    return {
        "figures": _figures(meeting.cycle),
        "people": _people(meeting.network, slides),
        "said": {key: [one.text, one.signed] for key, one in said.items() if key in keys},
    }


def said_in(network, keys: set[str]) -> tuple[dict[str, Said], frozenset[str]]:
    """{key of a quote or statement: what members may read today}, and the keys of what was taken back.

    Of those in `keys`, of whatever cycle, and of others beside them. Queries, for each pro-forma and cycle
    that some are of.
    """
    if not keys:
        return {}, frozenset()
    proformas = Proforma.objects.filter(cycle__network=network, quotes__key__in=keys).distinct()
    cycles = Cycle.objects.filter(network=network, statements__key__in=keys).distinct()
    quotes = [
        shown
        for proforma in proformas
        for shown in quoting.leaving(proforma, Quote.Audience.MEMBERS)
    ]
    groups = [shown for cycle in cycles for shown in statements.leaving(cycle)]
    said = {one.key: Said(one.text, one.signed) for one in quotes if not one.is_gone}
    said |= {one.key: Said(one.text, one.who) for one in groups if not one.is_gone}
    return said, frozenset(one.key for one in [*quotes, *groups] if one.is_gone)


def _figures(cycle):
    questions = Question.objects.filter(part__proforma__cycle=cycle, part__unit="partner")
    tokens = {
        (part, code): f"{Citable.Kind.QUESTION}:{pk}"
        for pk, part, code in questions.values_list("pk", "part", "code")
    }
    returns = Response.objects.submitted().filter(part__proforma__cycle=cycle, sharing__in=SHARED)
    found = {}
    for one in returns.exclude(partner=None):
        for code, entry in one.answers.items():
            if (one.part_id, code) in tokens and is_given(content(entry)):
                found.setdefault(tokens[one.part_id, code], {})[str(one.pk)] = one.sharing
    return found


def _people(network, slides):
    """Those whose names stand on a slide or in its notes."""
    said = "\n".join(text for slide in slides for text in texts_of(slide))
    people = Person.objects.filter(network=network).values_list("pk", "name")
    return {str(pk): name for pk, name in people if name and word(name).search(said)}
