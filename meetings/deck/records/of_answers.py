"""Slides from what people and partners answered: one message each, the title saying it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.deck.outline import Chart, ChartKind, Label, Slide, SlideKind, Table
from meetings.deck.records import of_figures, of_quotes, of_statements, tokens
from meetings.deck.records.of_opening import OURS
from meetings.deck.records.of_themes import slides_of_themes
from network import words


def slides(views, figures, at):
    """Every question that may be shown, views first. Written answers are counted, never quoted here."""
    made = []
    if views.released:
        made += of_views(views, at)
        made += of_words(views, at)
        made += slides_of_themes(views.part.proforma, views, at)
        made += of_quotes.slides(views)
    else:
        made.append(too_few(views))
    made += of_figures.slides(figures, at)
    return made + of_statements.slides(views.part.proforma.cycle)


def of_views(views, at):
    """One for each question that can be drawn, in the order of the form."""
    return [slide for result in views.questions if (slide := _of_view(result, views, at))]


def first_of(views, made, *kinds):
    """The key of the first question of the first of these kinds that has a slide; or nothing."""
    keys = {slide.key for slide in made}
    for kind in kinds:
        for result in views.questions:
            key = f"view:{result.question.code}"
            if result.question.kind == kind and key in keys:
                return key
    return ""


def _source(question, views, at):
    n = views.released
    return _("Question %(code)s · %(n)d of %(asked)d people answered · as at %(day)s") % {
        "code": question.code,
        "n": n,
        "asked": views.asked,
        "day": words.full_date(at, views.part.proforma.cycle.network),
    }


def _notes(result, views):
    question, summary = result.question, result.summary
    lines = [_("The question, word for word: %(text)s") % {"text": question.text}]
    if question.help:
        lines.append(question.help)
    lines.append(
        _("Answered %(answered)d of %(n)d; did not know %(unknown)d; left blank %(blank)d.")
        % {
            "answered": summary.answered,
            "n": summary.n,
            "unknown": summary.unknown,
            "blank": summary.blank,
        }
    )
    if summary.mean is not None:
        lines.append(
            _("Mean %(mean).1f, median %(median)g.")
            % {"mean": summary.mean, "median": summary.median}
        )
    lines += [
        _("Not shown, because too few were asked or answered: %(text)s") % {"text": text}
        for text in [*(late.text for late in result.base.late), *result.base.few]
    ]
    lines.append(_("Written by %(who)s.") % {"who": question.get_origin_display()})
    if result.shape == "count":
        lines.append(_("The choices were written beforehand: ask what is missing from them."))
    lines.append(_("Ask: what surprises you? What is not your experience?"))
    return "\n".join(lines)


def _of_view(result, views, at):
    make = {"count": _bars, "scale": _scale, "grid": _grid, "rank": _grid}.get(result.shape)
    if make is None or result.is_empty:
        return None
    title, chart, label = make(result)
    return Slide(
        SlideKind.CHART,
        title,
        body=[
            result.question.text,
            *_scale_ends(result.question),
            *_mean(result),
            *_own_choices(result.question),
        ],
        chart=chart,
        source=_source(result.question, views, at),
        key=f"view:{result.question.code}",
        notes=_notes(result, views),
        label=label,
        minutes=2,
        cites=tokens.of(result.question),
    )


def _own_choices(question):
    """That we wrote what could be chosen: whoever writes the list steers the answer."""
    ours = (question.options_origin or question.origin) in OURS
    if question.kind_of_answer.summary == "count" and ours:
        return [_("We wrote the choices ourselves.")]
    return []


def _mean(result):
    if result.shape != "scale" or result.summary.mean is None:
        return []
    return [_("Mean: %(mean).1f") % {"mean": result.summary.mean}]


def _scale_ends(question):
    """What the ends of a scale were called, for those who did not see the question."""
    settings = question.settings
    if not (settings.get("low_label") and settings.get("high_label")):
        return []
    return [
        _("%(step)d: %(label)s") % {"step": settings.get("low", 1), "label": settings["low_label"]},
        _("%(step)d: %(label)s")
        % {"step": settings.get("high", 5), "label": settings["high_label"]},
    ]


def _bars(result):
    table = result.summary.table.sort_values("count", ascending=False, kind="stable")
    labels, counts = table["label"].tolist(), table["count"].tolist()
    best = [label for label, count in zip(labels, counts, strict=True) if count == counts[0]]
    answered = result.summary.answered
    title = _("%(n)d of %(answered)d chose: %(label)s") % {
        "n": counts[0],
        "answered": result.answered_with(table["code"].iloc[0]) if len(best) == 1 else answered,
        "label": _(" and ").join(best[:2]),
    }
    if len(best) > 2:
        title = ngettext(
            "No answer stands out: %(k)d share the lead, with %(n)d",
            "No answer stands out: %(k)d share the lead, with %(n)d each",
            counts[0],
        ) % {"k": len(best), "n": counts[0]}
    listed = "; ".join(f"{label} {count}" for label, count in zip(labels, counts, strict=True))
    alt = _("Bars, of %(answered)d who answered: %(listed)s.") % {
        "answered": answered,
        "listed": listed,
    }
    highlight = tuple(range(len(best)))
    chart = Chart(ChartKind.BAR, labels, {_("Answers"): counts}, alt=alt, highlight=highlight)
    return title, chart, Label.READING


def _scale(result):
    summary, settings = result.summary, result.question.settings
    labels, counts = summary.table["label"].tolist(), summary.table["count"].tolist()
    low, high = settings.get("low", 1), settings.get("high", 5)
    title = _("The middle answer is %(median)g, on a scale from %(low)d to %(high)d") % {
        "median": summary.median,
        "low": low,
        "high": high,
    }
    ends = (
        f"{low} {settings.get('low_label', '')}".strip(),
        f"{high} {settings.get('high_label', '')}".strip(),
    )
    listed = "; ".join(f"{label}: {count}" for label, count in zip(labels, counts, strict=True))
    alt = _("Columns of how many chose each step, %(first)s to %(last)s: %(listed)s.") % {
        "first": ends[0],
        "last": ends[1],
        "listed": listed,
    }
    return title, Chart(ChartKind.COLUMN, labels, {_("Answers"): counts}, alt=alt), Label.FACT


def _grid(result):
    summary = result.summary
    labels, steps = summary.table["label"].tolist(), summary.steps
    stacked = {step: summary.table[step].tolist() for step in steps}
    if not summary.means:
        title, alt = _most_chosen(result, labels, stacked)
        return title, Chart(ChartKind.STACKED, labels, stacked, alt=alt), Label.READING
    means = {label: summary.means[code] for code, label in summary.table[["code", "label"]].values}
    lowest = min((mean, label) for label, mean in means.items())
    title = _("Agreement is lowest, at %(mean).1f of %(high)s: “%(label)s”") % {
        "mean": lowest[0],
        "high": steps[-1],
        "label": lowest[1],
    }
    listed = "; ".join(f"{label}: {mean:.1f}" for label, mean in means.items())
    alt = _("Stacked bars of answers by step. Means: %(listed)s.") % {"listed": listed}
    return title, Chart(ChartKind.STACKED, labels, stacked, alt=alt), Label.READING


def _most_chosen(result, labels, stacked):
    """The title and the alternative text where the columns are choices, or places of a ranking."""
    columns = (
        {next(iter(stacked)): stacked[next(iter(stacked))]} if result.shape == "rank" else stacked
    )
    codes = result.summary.table["code"].tolist()
    count, label, column, code = max(
        (count, label, column, code)
        for column, counts in columns.items()
        for code, label, count in zip(codes, labels, counts, strict=True)
    )
    words = {"n": count, "answered": result.answered_with(code), "label": label, "column": column}
    title = (
        _("%(n)d of %(answered)d put “%(label)s” first")
        if result.shape == "rank"
        else _("%(n)d of %(answered)d chose “%(column)s” for “%(label)s”")
    ) % words
    listed = "; ".join(
        f"{label}: " + ", ".join(f"{column} {counts[n]}" for column, counts in stacked.items())
        for n, label in enumerate(labels)
    )
    return title, _("Stacked bars: %(listed)s.") % {"listed": listed}


def of_words(views, at):
    written = [
        result
        for result in views.questions
        if result.shape == "text" and result.summary is not None
    ]
    if not written:
        return []
    rows = [[result.question.text, str(result.summary.answered)] for result in written]
    most = max(result.summary.answered for result in written)
    return [
        Slide(
            SlideKind.TABLE,
            ngettext(
                "%(n)d person told us more in their own words",
                "Up to %(n)d people told us more in their own words",
                most,
            )
            % {"n": most},
            table=Table(
                [_("What we asked"), _("Wrote something")],
                rows,
                alt=_("How many wrote an answer to each open question."),
                widths=(4, 1),
            ),
            key="words",
            cites=tokens.of(*(result.question for result in written)),
            source=_("%(n)d of %(asked)d people answered · as at %(day)s")
            % {
                "n": views.released,
                "asked": views.asked,
                "day": words.full_date(at, views.part.proforma.cycle.network),
            },
            notes=_("Nobody’s words are on a slide without their consent to that sentence."),
            minutes=1,
        )
    ]


def too_few(views):
    floor = views.part.proforma.cycle.network.smallest_group
    return Slide(
        SlideKind.TEXT,
        _("Too few people have answered for us to show this safely"),
        key="few",
        body=[
            _("%(n)d of %(asked)d people have answered.")
            % {"n": views.submitted, "asked": views.asked},
            _("Results are shown from %(floor)d on.") % {"floor": floor},
        ],
        notes=_("A small group can choose to say something together."),
    )
