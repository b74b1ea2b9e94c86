"""How a mandate stands on a day, and how it is said. Plain: mandates found `with_all` in, words out.

A mandate holds from the day it was given to the end of the day on which it lapses. What a renewal says takes
the place of that day. Where no day was agreed it holds until the next cycle begins.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils import formats
from django.utils.translation import gettext as _

from network import words

from .models import Mandate, MandateRenewal


class State(StrEnum):
    NOT_YET = "not_yet"
    LIVE = "live"
    RENEWED = "renewed"
    LAPSED = "lapsed"
    MISTAKE = "mistake"


@dataclass(frozen=True)
class Standing:
    """How a mandate stands. `until` is its last day, if one is known; `renewal` the one that counts."""

    state: State
    until: date | None = None
    renewal: MandateRenewal | None = None

    @property
    def is_live(self):
        return self.state in {State.LIVE, State.RENEWED}

    @property
    def words(self):
        """“Live, until the end of 3 June 2026”."""
        until = self.until and on(self.until)
        if self.state == State.MISTAKE:
            return _("Recorded by mistake")
        if self.state == State.NOT_YET:
            return _("Not given yet")
        if self.state == State.LAPSED:
            return _("Lapsed at the end of %(day)s") % {"day": until}
        if self.state == State.RENEWED:
            said = _("Renewed, until the end of %(day)s") if until else _("Renewed")
        else:
            said = _("Live, until the end of %(day)s") if until else _("Live")
        return said % {"day": until} if until else said


def on(day: date) -> str:
    return formats.date_format(day, "j F Y")


def standing_on(one: Mandate, day: date) -> Standing:
    """How this mandate stands on a day."""
    if one.mistaken_at is not None:
        return Standing(State.MISTAKE)
    if day < one.given_on:
        return Standing(State.NOT_YET)
    until, counts = one.lapses_on or _before_the_next_cycle(one, one.given_on), None
    for renewal in _renewals(one, day):
        counts = renewal
        if renewal.is_renewed:
            until = renewal.lapses_on or _before_the_next_cycle(one, renewal.asked_on)
        else:
            until = min(until or renewal.asked_on, renewal.asked_on)
    if until is not None and until < day:
        return Standing(State.LAPSED, until, counts)
    is_renewed = counts is not None and counts.is_renewed
    return Standing(State.RENEWED if is_renewed else State.LIVE, until, counts)


def _renewals(one, day):
    """Those asked by that day, in order, without what was recorded by mistake."""
    asked = [r for r in one.renewals.all() if r.mistaken_at is None and r.asked_on <= day]
    return sorted(asked, key=lambda renewal: (renewal.asked_on, renewal.pk))


def _before_the_next_cycle(one, given_on):
    """The last day before a cycle began that is later than that day; None if none has."""
    network = one.network
    began = (words.date_of(cycle.started_at, network) for cycle in network.cycles.all())
    later = min((start for start in began if start > given_on), default=None)
    return later and later - timedelta(days=1)


def live_mandates(network, day: date) -> list[tuple[Mandate, Standing]]:
    """Each that holds on a day, the newest first. Queries, constant in number."""
    standing = network.mandates.standing().newest_first().with_all()
    found = [(one, standing_on(one, day)) for one in standing]
    return [(one, how) for one, how in found if how.is_live]


def live_mandate(network, day: date) -> Mandate | None:
    """The newest that holds on a day."""
    return next((one for one, _how in live_mandates(network, day)), None)


def why_ask_anew(mandates, cycle, day: date) -> str:
    """Why members should be asked anew who leads, as a sentence; empty if they need not be.

    `mandates` are those not recorded by mistake, `cycle` the current one. Who was asked in this cycle and
    said no was asked.
    """
    found = [(one, standing_on(one, day)) for one in mandates]
    given = [(one, how) for one, how in found if how.state != State.NOT_YET]
    if not given:
        return ""
    began = words.date_of(cycle.started_at, cycle.network)
    live = [(one, how) for one, how in given if how.is_live]
    if any(_last_word(one, how) >= began for one, how in live):
        return ""
    if live:
        return _("A new cycle has begun: ask anew who should lead")
    if any(
        how.renewal and how.renewal.asked_on >= began and not how.renewal.is_renewed
        for _one, how in given
    ):
        return ""
    return _("The mandate has lapsed: ask anew")


def _last_word(one, how):
    return how.renewal.asked_on if how.renewal else one.given_on


def how_many(one: Mandate) -> str:
    """“9 of 15”, as far as it is known."""
    if one.in_favour is None:
        return ""
    if one.out_of is None:
        return str(one.in_favour)
    return _("%(n)d of %(all)d") % {"n": one.in_favour, "all": one.out_of}


def lines(one: Mandate) -> list[tuple[str, str]]:
    """The mandate in plain words: (what it says, as it was recorded), without what was left empty."""
    how = [one.get_how_display(), how_many(one), one.more]
    ends = [
        _("the end of %(day)s") % {"day": on(one.lapses_on)} if one.lapses_on else "",
        one.lapses_with,
    ]
    said = [
        (_("Who asked"), one.asked_by),
        (_("How"), " · ".join(filter(None, how))),
        (_("To do what"), one.purpose),
        (_("And not"), one.limits),
        (_("Given on"), on(one.given_on)),
        (_("Until"), " · ".join(filter(None, ends)) or _("the next cycle begins")),
    ]
    return [(label, text) for label, text in said if text]


def renewal_in_words(renewal: MandateRenewal) -> str:
    """“19 yes, 3 not sure, 2 no, of 24”."""
    return _("%(yes)d yes, %(not_sure)d not sure, %(no)d no, of %(all)d") % {
        "yes": renewal.yes,
        "not_sure": renewal.not_sure,
        "no": renewal.no,
        "all": renewal.asked,
    }
