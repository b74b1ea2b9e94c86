"""A letter to a person: what they are asked, and the key to their own page as words and as a square.

Nothing here queries or sees a request.
"""

from dataclasses import dataclass
from datetime import datetime

import segno
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from . import notice, words
from .contributions import ByKind
from .models import Activity, Person

QUIET_ZONE = 4  # white modules round a code, as ISO/IEC 18004 asks


@dataclass(frozen=True)
class Ask:
    """One thing a person is asked: its kind, what it is about, how long it takes, when it closes."""

    kind: str
    about: str = ""
    minutes: int = 0
    closes_at: datetime | None = None

    @property
    def words(self):
        """As it stands in a sentence: “your view”."""
        return {
            Activity.Kind.VIEWS: _("your view"),
            Activity.Kind.FIGURES: _("your organisation’s figures"),
            Activity.Kind.VOTE: _("your vote"),
            Activity.Kind.FEEDBACK: _("how the meeting was for you"),
        }[self.kind]


def _ask_of(activity):
    """Of a vote or a feedback, which take a minute."""
    return Ask(activity.kind, minutes=1, closes_at=activity.closes_at)


# (activity) -> Ask. The ground floor knows the kind of an activity; whose it is knows the rest.
asks = ByKind(default=_ask_of)


@dataclass(frozen=True)
class Sender:
    """Who writes, and how they are reached: a name, and a phone if the register has it."""

    name: str
    phone: str = ""


@dataclass(frozen=True)
class Letter:
    """One page to one person. `asks` is empty if nothing waits for them."""

    person: Person
    asks: list[Ask]
    sender: Sender

    @cached_property
    def link(self):
        return self.person.link

    @cached_property
    def code(self):
        return qr_code(self.link)

    @property
    def minutes(self):
        return minutes_of(self.asks)

    @property
    def lines(self):
        """(ask, its last day in words): the day only where it is not the same for all."""
        days = [last_day_of([ask], self.person.network) for ask in self.asks]
        return zip(self.asks, days if len(set(days)) > 1 else [""] * len(days), strict=True)

    @property
    def last_day(self):
        """In words, if it is the same for all that is asked; else empty."""
        days = {last_day_of([ask], self.person.network) for ask in self.asks}
        return days.pop() if len(days) == 1 else ""

    @property
    def privacy(self):
        return notice.in_short(self.person.network)


def minutes_of(asks) -> int:
    return sum(ask.minutes for ask in asks)


def last_day_of(asks, network) -> str:
    """The first of their last days, in words. Empty if none is set."""
    moments = [ask.closes_at for ask in asks if ask.closes_at]
    return words.last_day(min(moments), network) if moments else ""


def why_none(person) -> str:
    """Why a person gets no letter, as a sentence. Empty if they do."""
    if person.left_at is not None:
        return _("%(name)s has left the network, so there is no letter.") % {"name": person}
    if person.link_revoked_at is not None:
        return _(
            "The link of %(name)s was stopped, so there is no letter. Make a new link first."
        ) % {"name": person}
    return ""


def qr_code(address: str) -> SafeString:
    """The address as inline SVG, one unit a module, quiet zone included, black on white.

    Error correction is M or, where it costs no room, better: a letter is folded and gets wet. There
    are no style attributes, which the security policy refuses; its size comes from the style sheet.
    """
    code = segno.make(address, error="M", micro=False)
    return mark_safe(
        code.svg_inline(
            border=QUIET_ZONE, omitsize=True, svgclass="qr-code", lineclass=None, light="#fff"
        )
    )
