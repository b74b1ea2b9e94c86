"""Results into plotly figures, as plain dictionaries: plotly.js draws them, no Python of plotly is loaded.

Nothing can be pressed or hovered over: what a chart says is written in it, and in the table below it.
"""

from django.utils.translation import gettext as _

from proforma import drawing
from proforma.drawing import ABOVE, BAR, GREEN, NARROW_LINE, Legend, Rows

STEPS = ["#7f2415", "#c98a7c", "#d9d2c3", "#7fb0aa", GREEN]  # of a scale, the lowest first
PLACES = [GREEN, "#5f938d", "#cfe0dc"]  # of a rank, the first first
GROUPS = [GREEN, "#d9d2c3", "#c98a7c", "#7fb0aa", "#7f2415", "#9bbdb8"]
PATTERNS = ["", "/", "x", "-", "\\", "+", "|", "."]
SLIM = 20  # a bar among others, in pixels


def of_view(result):
    """The chart of one question asked of each person; None where there is nothing to draw."""
    if result.is_empty:
        return None
    table = result.summary.table
    labels = table["label"].tolist()
    if result.shape == "count":
        return bars(labels, table["count"].tolist())
    if result.shape == "scale":
        return _columns(labels, table["count"].tolist(), _scale_words(result.question))
    if result.shape in {"grid", "rank"}:
        return _stacked(labels, *_steps_of(result, table))
    return None


def of_split(result, shown):
    """The chart of the groups that may stand beside each other; None where a table says it better."""
    if result.is_empty or result.shape not in {"scale", "count"}:
        return None
    names = [_("%(group)s (%(n)d)") % {"group": label, "n": n} for label, n, _s in shown.groups]
    tables = [summary.table for _label, _n, summary in shown.groups]
    if result.shape == "scale":
        steps = tables[0]["label"].tolist()
        counts = {
            step: [int(one["count"].iloc[n]) for one in tables] for n, step in enumerate(steps)
        }
        return _stacked(names, counts, drawing.between(STEPS, len(steps)), share=True)
    answered = [summary.answered for _label, _n, summary in shown.groups]
    counts = {
        name: (table["count"].tolist(), of)
        for name, table, of in zip(names, tables, answered, strict=True)
    }
    return _grouped(tables[0]["label"].tolist(), counts)


def bars(labels, counts, texts=None):
    """Horizontal bars, each with its figure at its end."""
    rows, texts = Rows(labels, BAR), texts or [str(count) for count in counts]
    trace = {
        "type": "bar",
        "orientation": "h",
        "x": counts,
        "y": rows.beside,
        "width": BAR,
        "text": texts,
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": GREEN},
    }
    right = 20 + 9 * max(map(len, texts), default=0)
    return drawing.rows_drawn([trace], rows, [rows.above], right=right)


def _columns(labels, counts, words):
    trace = {
        "type": "bar",
        "x": labels,
        "y": counts,
        "text": counts,
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": GREEN},
    }
    made = drawing.figure(
        [trace],
        height=300,
        xaxis={
            "type": "category",
            "title": {"text": drawing.wrapped(words, 90)},
            "automargin": True,
        },
        yaxis={"visible": False},
    )
    lines = drawing.wrapped(words, ABOVE)
    made["narrow"] = {
        "layout": {
            "height": 260 + NARROW_LINE * drawing.lines(lines),
            "xaxis": {
                "type": "category",
                "title": {"text": lines, "font": {"size": 13}},
                "automargin": True,
            },
        }
    }
    return made


def _steps_of(result, table):
    """What a grid's or a rank's columns hold, and how each is painted."""
    steps = result.summary.steps
    counts = {step: table[step].tolist() for step in steps}
    if result.shape == "rank":
        return counts, drawing.between(PLACES, len(steps))
    return counts, drawing.between(STEPS, len(steps))


def _stacked(labels, counts, colours, *, share=False):
    """A bar a row, a piece a step; with `share` all bars are equally long."""
    rows, legend = Rows(labels, BAR), Legend(list(counts))
    traces = [
        {
            "type": "bar",
            "orientation": "h",
            "name": legend.names[n],
            "x": numbers,
            "y": rows.beside,
            "width": BAR,
            # Told apart without colours: the lower half is hatched, and each piece has its number.
            "marker": drawing.painted(colour, "/" if n < len(counts) // 2 else ""),
            "text": [str(number) if number else "" for number in numbers],
            "textposition": "inside",
            "insidetextanchor": "middle",
            "textangle": 0,
            "insidetextfont": {"color": drawing.readable_on(colour)},
        }
        for n, ((_step, numbers), colour) in enumerate(zip(counts.items(), colours, strict=True))
    ]
    return drawing.rows_drawn(
        traces,
        rows,
        [rows.above] * len(traces),
        legend=legend,
        barmode="stack",
        uniformtext={"minsize": 12, "mode": "hide"},
        **({"barnorm": "percent"} if share else {}),
    )


def _grouped(labels, counts):
    """Under each label a bar for each group, as long as its share of the group: “5 of 7” at its end."""
    rows, legend = Rows(labels, (SLIM + 2) * len(counts)), Legend(list(counts))
    steps = [(SLIM + 2) * (n - (len(counts) - 1) / 2) for n in range(len(counts))]
    traces = [
        {
            "type": "bar",
            "orientation": "h",
            "name": legend.names[n],
            "x": [round(number / of, 4) if of else 0 for number in numbers],
            "y": [place + steps[n] for place in rows.beside],
            "width": SLIM,
            "marker": drawing.painted(GROUPS[n % len(GROUPS)], PATTERNS[n % len(PATTERNS)]),
            "text": [_("%(count)d of %(n)d") % {"count": number, "n": of} for number in numbers],
            "textposition": "outside",
            "cliponaxis": False,
        }
        for n, (numbers, of) in enumerate(counts.values())
    ]
    above = [[place + step for place in rows.above] for step in steps]
    return drawing.rows_drawn(traces, rows, above, legend=legend, barmode="overlay", right=80)


def _scale_words(question):
    settings = question.settings
    if not (settings.get("low_label") and settings.get("high_label")):
        return ""
    return _("%(low)d: %(low_label)s · %(high)d: %(high_label)s") % {
        "low": settings.get("low", 1),
        "low_label": settings["low_label"],
        "high": settings.get("high", 5),
        "high_label": settings["high_label"],
    }
