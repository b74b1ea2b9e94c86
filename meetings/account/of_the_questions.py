"""Who wrote the questions, who saw them first, and who was asked to shape them."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.contributions import Stage
from network.models import ShapingOffer
from proforma.models import DraftReader
from proforma.models.questions import Origin

from .outline import Fact, Pair, Reach


def facts(reckoning):
    """Origins of questions, what readers changed, offers to shape, and pushes. Queries, constant."""
    yield from _origins(reckoning)
    yield from _readers(reckoning)
    yield from offers(reckoning)
    yield from pushes(reckoning, [Stage.LISTEN, Stage.GATHER])


def _origins(reckoning):
    counts = Counter(question.origin for question in reckoning.questions)
    where = reckoning.proforma_address
    for origin, label in Origin.choices:
        if counts[origin]:
            yield Fact(
                ngettext(
                    "One question came from %(whom)s.",
                    "%(n)d questions came from %(whom)s.",
                    counts[origin],
                )
                % {"n": counts[origin], "whom": label},
                ", ".join(one.code for one in reckoning.questions if one.origin == origin),
                where,
            )


def _readers(reckoning):
    if reckoning.proforma is None:
        return
    changed = DraftReader.objects.filter(proforma=reckoning.proforma).exclude(changed="")
    for reader in changed:
        yield Fact(
            _("Because of somebody who saw the draft, this was changed:"),
            reader.changed,
            reckoning.proforma_address,
            reader.read_on,
            Reach.MEMBERS,
        )


def offers(reckoning):
    """Each offer to members to shape something, with what became of it. One query."""
    where = reckoning.address("shaping_offers")
    for one in ShapingOffer.objects.standing().filter(cycle=reckoning.cycle):
        yield Fact(_offered(one), one.what, where, one.offered_on)
        if one.changed:
            yield Fact(_("Because of it, this changed:"), one.changed, where, one.offered_on)


def _offered(one):
    said = [
        ngettext(
            "One person was asked to help shape it.",
            "%(n)d people were asked to help shape it.",
            one.offered_to,
        )
        % {"n": one.offered_to},
        ngettext("One took it up.", "%(n)d took it up.", one.taken_up) % {"n": one.taken_up}
        if one.taken_up
        else _("Nobody took it up."),
    ]
    if one.could_not:
        could_not = ngettext(
            "One could not (%(why)s)." if one.because else "One could not.",
            "%(n)d could not (%(why)s)." if one.because else "%(n)d could not.",
            one.could_not,
        )
        said.append(could_not % {"n": one.could_not, "why": one.because})
    if one.no_reply:
        said.append(
            ngettext("One did not reply.", "%(n)d did not reply.", one.no_reply)
            % {"n": one.no_reply}
        )
    if one.when:
        said.append(_("It could be done %(when)s.") % {"when": one.get_when_display()})
    return " ".join(said)


def pushes(reckoning, stages):
    """What may have pushed people, as it was ticked. One query, read once for all sections."""
    where = reckoning.address("pushes")
    for one in reckoning.pushes:
        if one.stage in stages:
            yield Fact(_("What may have pushed people: %(ways)s.") % {"ways": one}, one.note, where)


def pairs(reckoning):
    """Choices that the coordinator wrote into a question, beside the topics that repeat one of them."""
    for question, topics in reckoning.echoed:
        yield Pair(
            _("Question %(code)s") % {"code": question.code},
            "; ".join(text for _code, text in question.choices()),
            _("the choices, as the coordinator wrote them"),
            "; ".join(topic.title for topic in topics),
            _("topics on the list that began there"),
            Reach.PUBLIC,
        )
