"""Stances on what is listed, and what a sheet of them needs before it can be sealed."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from .suggestions import Suggestion

PLACES = 3  # as long as nobody has settled how many topics the vote chooses


class CannotSeal(Exception):
    """Says in a sentence why nothing was sealed."""


class Stance(models.TextChoices):
    """How the author of a seal would take it if a topic were chosen."""

    DELIGHTED = "delighted", _("delighted")
    COMFORTABLE = "comfortable", _("comfortable")
    DISTRACTION = "distraction", _("a distraction")
    CANNOT = "cannot", _("cannot be part of it")

    @property
    def needs_reason(self):
        return self != Stance.COMFORTABLE


@dataclass(frozen=True)
class Listed:
    """Something that a stance is taken on: a topic, or what was suggested and is not on the list."""

    code: str
    title: str
    note: str  # what it asks, or why it is not on the list
    is_on_list: bool = False
    is_optional: bool = False  # it became part of a topic, on which a stance is taken anyway


def code_of(suggestion):
    """What a suggestion goes by in a seal. Longer than any topic's code, so that none is taken for it."""
    return f"suggestion-{suggestion.key}"


def listed_in(cycle):
    """The longlist, then what was left off or became a part of a topic. Queries, constant in number."""
    return [*_topics_of(cycle), *_suggestions_of(cycle)]


def plain(listed, stance, reason="", why_not=""):
    return {
        "code": listed.code,
        "title": listed.title,
        "stance": str(Stance(stance)),
        "reason": reason,
        "why_not_declared": why_not,
    }


def _topics_of(cycle):
    for topic in [*cycle.topics.on_longlist(), *cycle.topics.left_off()]:
        note = topic.question if topic.is_on_longlist else topic.left_off_reason
        yield Listed(topic.code, topic.title, note, is_on_list=topic.is_on_longlist)


def _suggestions_of(cycle):
    off = [Suggestion.Outcome.LEFT_OFF, Suggestion.Outcome.JOINED]
    found = cycle.suggestions.on_their_own().filter(outcome__in=off, withdrawn_at=None)
    for suggestion in sorted(found.select_related("topic"), key=lambda one: one.key):
        is_joined = suggestion.outcome == Suggestion.Outcome.JOINED
        note = suggestion.topic.title if is_joined and suggestion.topic else suggestion.reason
        yield Listed(code_of(suggestion), suggestion.text, note, is_optional=is_joined)


def require_stances(sheet, stances, openly):
    if not any(not one.is_optional for one in sheet.values()):
        raise CannotSeal(_("You have sealed a stance on all that is listed. It cannot be changed."))
    if not set(stances) <= set(sheet):
        raise CannotSeal(
            _(
                "One of these is not on the list any more, or you have sealed a stance on it already."
            )
        )
    if not all(code in stances and stances[code][0] == Stance.CANNOT for code in openly):
        raise CannotSeal(_("Only what you cannot be part of is declared openly."))
    for code, one in sheet.items():
        if code not in stances:
            if one.is_optional:
                continue
            raise CannotSeal(_("“%(title)s” has no stance yet.") % {"title": one.title})
        _require_whole(one, *stances[code], is_said_openly=code in openly)


def _require_whole(listed, stance, reason="", why_not="", *, is_said_openly):
    if stance not in Stance.values:
        raise CannotSeal(_("“%(title)s” has no stance yet.") % {"title": listed.title})
    if Stance(stance).needs_reason and not reason:
        raise CannotSeal(_("Say why, of “%(title)s”.") % {"title": listed.title})
    if stance == Stance.CANNOT and not (why_not or is_said_openly):
        raise CannotSeal(
            _("Say openly that you cannot be part of “%(title)s”, or why you do not say it openly.")
            % {"title": listed.title}
        )


def require_forecast(cycle, sheet, forecast, number):
    if forecast and number > 1:
        raise CannotSeal(_("Your forecast is sealed already. It cannot be changed."))
    if not set(forecast) <= {one.code for one in sheet.values() if one.is_on_list}:
        raise CannotSeal(_("One of the topics you expect is not on the list any more."))
    most = places_of(cycle)
    if len(forecast) > most:
        raise CannotSeal(_("Expect at most %(n)d: so many will be chosen.") % {"n": most})


def places_of(cycle):
    """How many topics the vote will choose, as far as that is settled. Queries."""
    vote = cycle.votes.main().first()
    return vote.places if vote else PLACES
