"""Who asked whom to lead, who pays, and how each stage was gone into."""

from django.utils.translation import gettext as _

from meetings import mandate as mandates
from network import words
from network.contributions import Stage
from network.models import Declaration, Leaning

from .outline import Fact, Reach


def facts(reckoning):
    """Mandates first, then what those who pay want, then how each stage was gone into. Queries, constant."""
    yield from _mandates(reckoning)
    yield from _declared(reckoning)
    yield from _leanings(reckoning)


def _mandates(reckoning):
    network, cycle = reckoning.network, reckoning.cycle
    given = network.mandates.standing().filter(cycle=cycle, given_on__lte=reckoning.today)
    for one in given.with_all():
        where = reckoning.address("mandate_detail", one.pk)
        yield Fact(_asked(one), one.purpose, where, one.given_on, Reach.MEMBERS)
        if one.limits:
            yield Fact(
                _("It does not reach to everything."), one.limits, where, None, Reach.MEMBERS
            )
        if one.read_back_at is not None:
            put_right = "; ".join(one.put_right)
            said = (
                _("It was told back to those who gave it, and put right.")
                if put_right
                else _("It was told back to those who gave it.")
            )
            read_on = words.date_of(one.read_back_at, network)
            yield Fact(said, put_right, where, read_on, Reach.MEMBERS)
        yield Fact(mandates.standing_on(one, reckoning.today).words + ".", "", where)


def _asked(one):
    many = mandates.how_many(one)
    said = {"who": one.asked_by, "how": one.get_how_display(), "many": many}
    if many:
        return _("%(who)s asked for it: %(how)s, %(many)s.") % said
    return _("%(who)s asked for it: %(how)s.") % said


def _declared(reckoning):
    now = Declaration.standing(reckoning.network)
    if now is None:
        return
    where = reckoning.address("declaration")
    on = words.date_of(now.said_at, reckoning.network)
    if now.funder:
        yield Fact(_("%(funder)s pays the coordinator.") % {"funder": now.funder}, "", where, on)
    if now.employer and now.employer != now.funder:
        yield Fact(
            _("%(employer)s employs the coordinator.") % {"employer": now.employer}, "", where, on
        )
    for said, text in (
        (_("What those who pay want of it:"), now.aims),
        (_("What they will not pay for, or be part of:"), now.limits),
        (_("What would end their involvement:"), now.would_end),
    ):
        if text:
            yield Fact(said, text, where, on)


def _leanings(reckoning):
    found = Leaning.by_stage(reckoning.cycle)
    for stage in Stage:
        for one in found[stage][:1]:
            said = {"stage": stage.label, "stance": one.get_stance_display()}
            if one.influence:
                said["promise"] = one.get_influence_display()
                sentence = _("%(stage)s. %(stance)s. What was promised: %(promise)s.") % said
            else:
                sentence = _("%(stage)s. %(stance)s.") % said
            on = words.date_of(one.at, reckoning.network)
            yield Fact(sentence, one.note, reckoning.address("leanings"), on)
