"""The six lights of explore-or-act: each a sentence with what it rests on. Pure: numbers in, words out.

They stand side by side and never add up; what follows from them is for people to say. Each light says when
it is “yes”: the page prints that rule beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .light import FEW, MANY, Evidence, Light, Spread, State

NARROW = 0.1  # of those who voted


def readiness(spreads: Sequence[Spread], *, withheld: str = "") -> Light:
    """Whether people say they are ready. `withheld` says why a source gives nothing."""
    known = [spread for spread in spreads if spread.n]
    if not known:
        state, said = State.NOT_KNOWN, _("We do not know whether people are ready to act.")
    elif all(spread.high >= MANY * spread.n for spread in known):
        state, said = State.YES, _("Most people say that they are ready to act.")
    elif all(spread.high < FEW * spread.n for spread in known):
        state, said = State.NO, _("Most people say that they are not ready yet.")
    else:
        state, said = State.PARTLY, _("Some say that they are ready to act, and some do not.")
    evidence = [spread.as_evidence() for spread in known]
    if withheld:
        evidence.append(Evidence(withheld))
    return Light(
        _("People say they are ready"),
        state,
        said,
        _("Yes, if wherever we asked three of four chose the upper end of the scale."),
        evidence,
    )


@dataclass(frozen=True)
class Again:
    """A point that came up in two places."""

    one: str
    where: str
    other: str
    where_else: str
    url: str = ""

    @property
    def words(self):
        return _("“%(one)s” (%(where)s) and “%(other)s” (%(where_else)s)") % {
            "one": self.one,
            "where": self.where,
            "other": self.other,
            "where_else": self.where_else,
        }


def repetition(again: Sequence[Again], *, places: int) -> Light:
    """Whether the same points keep coming up, out of so many places where points were sorted."""
    if places < 2:
        state, said = State.NOT_KNOWN, _("Points were sorted in fewer than two places so far.")
    elif len(again) > 1:
        state, said = State.YES, _("Several points came up more than once.")
    elif again:
        state, said = State.PARTLY, _("One point came up more than once.")
    else:
        state, said = State.NO, _("No point came up in two places under a like name.")
    return Light(
        _("The same points keep coming up"),
        state,
        said,
        _("Yes, if two or more names of clusters or themes are alike in different places."),
        [Evidence(one.words, one.url) for one in again],
    )


def authority(live: Sequence[str], *, ever: bool, url: str = "") -> Light:
    """Whether a mandate is live. `live` says of each how it stands, `ever` whether there was any."""
    if live:
        state, said = State.YES, _("Members asked for this, and it still holds.")
    elif ever:
        state, said = State.NO, _("The mandate has lapsed.")
    else:
        state, said = State.NOT_KNOWN, _("No mandate is recorded.")
    return Light(
        _("The mandate is live"),
        state,
        said,
        _("Yes, if a mandate was given and has not lapsed."),
        [Evidence(text, url) for text in live],
    )


@dataclass(frozen=True)
class Absence:
    """Who was not heard, in numbers. None where it was never looked at."""

    partners: int | None = None  # that were asked
    silent: int = 0  # of those, without any answer
    late: int = 0  # figures that are past their day
    levels: Sequence[str] | None = None  # with nobody at the last meeting
    answers_url: str = ""
    meeting_url: str = ""


def absence(found: Absence) -> Light:
    """Whether somebody who is needed is missing."""
    evidence = []
    if found.silent:
        text = ngettext(
            "%(n)d partner of %(all)d has not answered anything.",
            "%(n)d partners of %(all)d have not answered anything.",
            found.silent,
        )
        text %= {"n": found.silent, "all": found.partners}
        evidence.append(Evidence(text, found.answers_url))
    if found.levels:
        text = _("Nobody at the last meeting from: %(levels)s.")
        text %= {"levels": ", ".join(found.levels)}
        evidence.append(Evidence(text, found.meeting_url))
    missing = bool(evidence)
    if found.late:
        text = ngettext("%(n)d return is late.", "%(n)d returns are late.", found.late)
        evidence.append(Evidence(text % {"n": found.late}, found.answers_url))
    if found.partners is None and found.levels is None:
        state, said = State.NOT_KNOWN, _("Nobody was asked and nobody has met yet.")
    elif missing:
        state, said = State.YES, _("Somebody who is on the register was not heard.")
    elif found.late:
        state, said = State.PARTLY, _("Everybody was heard, and something is still to come.")
    else:
        state, said = State.NO, _("Every partner answered, and every level was there.")
    return Light(
        _("Somebody who is needed is missing"),
        state,
        said,
        _("Yes, if a partner answered nothing, or nobody of a level came to the last meeting."),
        evidence,
    )


@dataclass(frozen=True)
class Dispute:
    """Where people disagree, in numbers. What was never measured is None."""

    spreads: Sequence[Spread] = ()
    corrections: int | None = None  # that wait for an answer
    voted: int | None = None
    to_change: int | None = None  # ballots, where it is known
    to_change_words: str = ""
    renewal: tuple[int, int] | None = None  # no, and of how many
    corrections_url: str = ""
    vote_url: str = ""
    mandate_url: str = ""


def dispute(found: Dispute) -> Light:
    """Whether disagreement is still live."""
    divided = [spread.as_evidence() for spread in found.spreads if spread.is_divided]
    signs = [divided, _uncorrected(found), _narrow(found), _against(found)]
    live = sum(bool(sign) for sign in signs)
    measured = bool(found.spreads) or found.voted is not None or found.renewal is not None
    if live > 1:
        state, said = State.YES, _("People disagree in more than one way.")
    elif live:
        state, said = State.PARTLY, _("There is one sign that people disagree.")
    elif measured or found.corrections is not None:
        state, said = State.NO, _("We see no sign of it. That is not the same as agreement.")
    else:
        state, said = State.NOT_KNOWN, _("Nothing was asked, voted on or noted yet.")
    return Light(
        _("Disagreement is still live"),
        state,
        said,
        _("Yes, if two kinds of sign agree: a divided scale, corrections, a close vote, a no."),
        [evidence for sign in signs for evidence in sign],
    )


def _uncorrected(found):
    if not found.corrections:
        return []
    text = ngettext(
        "%(n)d correction to the notes waits for an answer.",
        "%(n)d corrections to the notes wait for an answer.",
        found.corrections,
    )
    return [Evidence(text % {"n": found.corrections}, found.corrections_url)]


def _narrow(found):
    if not found.to_change or found.to_change > max(1, NARROW * (found.voted or 0)):
        return []
    return [Evidence(found.to_change_words, found.vote_url)]


def _against(found):
    if found.renewal is None or not found.renewal[0]:
        return []
    text = _("%(no)d of %(n)d said no when the mandate was renewed.")
    return [Evidence(text % {"no": found.renewal[0], "n": found.renewal[1]}, found.mandate_url)]


@dataclass(frozen=True)
class Gift:
    """What is within our own gift, in numbers."""

    owned: int = 0  # open actions that somebody holds
    nobodys: int = 0
    done: int = 0
    narrowed: int = 0  # notes caught while options were narrowed down
    has_met: bool = False
    actions_url: str = ""
    meeting_url: str = ""


def gift(found: Gift) -> Light:
    """Whether there is at least one thing that can be done without anybody else's leave."""
    said_of = [
        (found.owned, _("Open actions that somebody holds: %(n)d."), found.actions_url),
        (found.done, _("Actions that are done: %(n)d."), found.actions_url),
        (found.nobodys, _("Open actions that nobody holds: %(n)d."), found.actions_url),
        (found.narrowed, _("Notes caught while narrowing down: %(n)d."), found.meeting_url),
    ]
    if found.owned or found.done:
        state, said = State.YES, _("Somebody does something already.")
    elif found.nobodys or found.narrowed:
        state, said = State.PARTLY, _("Something was named, and nobody holds it yet.")
    elif found.has_met:
        state, said = State.NO, _("We met, and named nothing that we can do ourselves.")
    else:
        state, said = State.NOT_KNOWN, _("We have not met in this cycle yet.")
    return Light(
        _("Something is within our own gift"),
        state,
        said,
        _("Yes, if there is an action that somebody holds, or one that is done."),
        [Evidence(text % {"n": n}, url) for n, text, url in said_of if n],
    )
