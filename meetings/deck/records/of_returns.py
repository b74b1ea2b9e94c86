"""Who answered and who did not; and what nobody could answer yet."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.deck.outline import Chart, ChartKind, Label, Slide, SlideKind
from meetings.deck.records import tokens
from network import words
from network.disclosure import Sharing
from proforma.models import Question

NOT_BY_NAME = {Sharing.TOTALS, Sharing.COORDINATOR}


def still_to_come(figures, at):
    """The names of partners whose figures are late or waited for, but for those that asked not to be named;
    and how many there are in all. Queries."""
    if not figures.part.activity.is_opened:
        return [], 0
    waiting = [
        (partner.name, response)
        for partner, state, response in figures.part.return_states(at=at)
        if state in {"overdue", "waiting", "started"}
    ]
    named = [n for n, response in waiting if not response or response.sharing not in NOT_BY_NAME]
    return named, len(waiting)


def who_answered(meeting, views, figures, missing, at):
    """[the slide of the return list]; none where nobody was asked."""
    heard = meeting.cycle.heard_by_sector()
    if not heard:
        return []
    labels = [label for label, _answered, _asked, _share in heard]
    answered = [answered for _label, answered, _asked, _share in heard]
    silent = [asked - answered for _label, answered, asked, _share in heard]
    listed = "; ".join(
        f"{label} {a} of {a + s}" for label, a, s in zip(labels, answered, silent, strict=True)
    )
    return [
        Slide(
            SlideKind.CHART,
            _title(views, figures),
            body=_of_figures(figures, missing),
            chart=Chart(
                ChartKind.STACKED,
                labels,
                {_("Answered"): answered, _("Not yet"): silent},
                alt=_("Stacked bars of people who answered by sector: %(listed)s.")
                % {"listed": listed},
            ),
            source=_("Return list of the pro-forma · as at %(day)s")
            % {"day": words.full_date(at, meeting.network)},
            key="answered",
            notes=_(
                "Name who is missing without blame, and ask how they could be heard. %(listed)s."
            )
            % {"listed": listed},
            minutes=1,
        )
    ]


def _title(views, figures):
    people = {"n": views.submitted, "asked": views.asked}
    if not figures.part.activity.is_opened:
        return _("%(n)d of %(asked)d people answered") % people
    return _("%(n)d of %(asked)d people answered, and %(p)d of %(of)d partners") % {
        **people,
        "p": len(figures.responses),
        "of": figures.expected,
    }


def _of_figures(figures, missing):
    body, (names, count) = [], missing
    partial = len(figures.responses) - len(figures.complete)
    if partial:
        body.append(
            ngettext(
                "%(n)d partner’s figures are in part.",
                "%(n)d partners’ figures are in part.",
                partial,
            )
            % {"n": partial}
        )
    if count:
        body.append(_to_come(count))
    # With all of them named, nobody is left to be guessed.
    if names and len(names) == count:
        body.append("; ".join(names))
    return body


def _to_come(count):
    return ngettext(
        "%(n)d partner’s figures are still to come.",
        "%(n)d partners’ figures are still to come.",
        count,
    ) % {"n": count}


def nobody_could_answer(views, seen, missing, at):
    """[what should have been asked, what many left blank, and what is still to come]; or none.

    `seen` has the themes by question, as reading_room.counts gives them.
    """
    asked, blank = _asked_by_members(views, seen), _left_blank(views)
    lines = [_to_come(missing[1])] if missing[1] else []
    lines += ([_said_of_blank(blank)] if blank else []) + _themes(asked)
    if not lines:
        return []
    question = asked.question if asked else None
    return [
        Slide(
            SlideKind.TEXT,
            ngettext(
                "%(n)d person told us what we should have asked",
                "%(n)d people told us what we should have asked",
                asked.read,
            )
            % {"n": asked.read}
            if asked
            else _("What nobody could answer yet"),
            body=lines,
            source=_source(views, asked, at),
            notes="\n".join(_notes(asked, blank)),
            label=Label.READING,
            key="unknown",
            minutes=2,
            cites=tokens.of(
                *([question, *(theme for theme, _n in asked.counts)] if asked else []),
                *([blank.question] if blank else []),
            ),
        )
    ]


def _asked_by_members(views, seen):
    """What was read in the last open question that a participant had put in."""
    theirs = [
        result.question.code
        for result in views.questions
        if result.shape == "text" and result.question.origin == Question.Origin.PARTICIPANT
    ]
    found = [seen[code] for code in theirs if code in seen and seen[code].counts]
    return found[-1] if found else None


def _left_blank(views):
    """The closed question that most left blank or did not know; None while those are a handful."""
    closed = [
        result
        for result in views.questions
        if result.shape != "text" and not result.is_empty and _unanswered(result) >= views.floor
    ]
    return max(closed, key=_unanswered, default=None)


def _unanswered(result):
    return result.summary.blank + result.summary.unknown


def _said_of_blank(result):
    return _("Question %(code)s: %(n)d of %(of)d left it blank or did not know.") % {
        "code": result.question.code,
        "n": _unanswered(result),
        "of": result.summary.n,
    }


def _themes(asked):
    return [f"{theme.name}: {n}" for theme, n in asked.counts] if asked else []


def _source(views, asked, at):
    day = {"day": words.full_date(at, views.part.proforma.cycle.network)}
    if asked is None:
        return _("The return list · as at %(day)s") % day
    return _("Question %(code)s · %(read)d of %(written)d written answers read · as at %(day)s") % {
        "code": asked.question.code,
        "read": asked.read,
        "written": asked.written,
        **day,
    }


def _notes(asked, blank):
    if asked:
        yield _("The question, word for word: %(text)s") % {"text": asked.question.text}
        yield _("Somebody read each answer and said what it is about. It is our reading.")
        yield _(
            "Beside each stands in how many answers it is. One can be about more than one thing."
        )
    if blank:
        yield _("Left blank or not known most: %(text)s") % {"text": blank.question.text}
    yield _("Leave the doubt standing. Ask: who could know, and who should ask them?")
