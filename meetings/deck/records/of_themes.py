"""Slides of the themes that readers saw in open answers: how many answers each is in, and nobody's words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.deck.outline import Chart, ChartKind, Label, Slide, SlideKind
from meetings.deck.records import tokens
from network import words
from proforma import reading_room


def slides_of_themes(proforma, views, at):
    """One slide for each open question in which somebody saw a theme. Two queries beside the results."""
    return slides_of_counts(reading_room.counts(proforma, views), views, at)


def slides_of_counts(read, views, at):
    """The same of counts that were made already: {code: ThemeCounts}."""
    return [_slide(seen, views, at) for seen in read.values() if seen.counts]


def _slide(seen, views, at):
    names, counts = [theme.name for theme, _n in seen.counts], [n for _theme, n in seen.counts]
    best = [name for name, n in seen.counts if n == counts[0]]
    listed = "; ".join(f"{name} {n}" for name, n in zip(names, counts, strict=True))
    return Slide(
        SlideKind.CHART,
        _title(best, counts[0], seen),
        body=[seen.question.text],
        chart=Chart(
            ChartKind.BAR,
            names,
            {_("Answers"): counts},
            alt=_("Bars of how many of %(read)d written answers each theme is in: %(listed)s.")
            % {"read": seen.read, "listed": listed},
            highlight=tuple(range(len(best))),
        ),
        source=_("Question %(code)s · %(read)d of %(written)d written answers read · as at %(day)s")
        % {
            "code": seen.question.code,
            "read": seen.read,
            "written": seen.written,
            "day": words.full_date(at, views.part.proforma.cycle.network),
        },
        notes=_notes(seen),
        key=f"themes:{seen.question.code}",
        label=Label.READING,
        minutes=2,
        cites=tokens.of(seen.question, *(theme for theme, _n in seen.counts)),
    )


def _title(best, most, seen):
    if len(best) == 1:
        return _("%(n)d of %(read)d wrote of this: %(theme)s") % {
            "n": most,
            "read": seen.read,
            "theme": best[0],
        }
    return ngettext(
        "No theme stands out: %(k)d share the lead, with %(n)d",
        "No theme stands out: %(k)d share the lead, with %(n)d each",
        most,
    ) % {"k": len(best), "n": most}


def _notes(seen):
    lines = [
        _("The question, word for word: %(text)s") % {"text": seen.question.text},
        _("Somebody read each answer and said what it is about. It is our reading."),
        _("One answer can be about more than one thing."),
    ]
    if seen.held:
        lines.append(
            ngettext(
                "%(n)d answer is not counted: its words are held back.",
                "%(n)d answers are not counted: their words are held back.",
                seen.held,
            )
            % {"n": seen.held}
        )
    lines.append(_("Ask: what would you have called it? What is missing?"))
    return "\n".join(lines)
