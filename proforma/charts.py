"""Results into plotly figures, as plain dictionaries: plotly.js draws them, no Python of plotly is loaded."""

from django.utils.translation import gettext as _

GREEN, SOFT, INK = "#0e5a55", "#9bbdb8", "#1c2a30"
STEPS = ["#7f2415", "#c98a7c", "#d9d2c3", "#7fb0aa", "#0e5a55"]
FONT = {"family": "system-ui, sans-serif", "size": 15, "color": INK}
CONFIG = {"displaylogo": False, "responsive": True, "displayModeBar": False}


def of_view(result):
    """The chart of one question asked of each person; None where there is nothing to draw."""
    if result.is_empty:
        return None
    return {"count": _bars, "scale": _columns, "grid": _stacked, "rank": _stacked}.get(
        result.shape, lambda _r: None
    )(result)


def _bars(result):
    table = result.summary.table
    return _figure(
        [
            {
                "type": "bar",
                "orientation": "h",
                "x": table["count"].tolist(),
                "y": [_wrapped(label) for label in table["label"]],
                "text": table["count"].tolist(),
                "textposition": "outside",
                "cliponaxis": False,
                "marker": {"color": GREEN},
                "hovertemplate": "%{y}: %{x}<extra></extra>",
            }
        ],
        height=60 + 54 * len(table),
        yaxis={"autorange": "reversed", "automargin": True},
        xaxis={"visible": False},
    )


def _columns(result):
    table = result.summary.table
    return _figure(
        [
            {
                "type": "bar",
                "x": table["label"].tolist(),
                "y": table["count"].tolist(),
                "text": table["count"].tolist(),
                "textposition": "outside",
                "cliponaxis": False,
                "marker": {"color": GREEN},
                "hovertemplate": "%{x}: %{y}<extra></extra>",
            }
        ],
        height=300,
        xaxis={"type": "category", "title": {"text": _scale_words(result.question)}},
        yaxis={"visible": False},
    )


def _stacked(result):
    table = result.summary.table
    steps = result.summary.steps
    return _figure(
        [
            {
                "type": "bar",
                "orientation": "h",
                "name": step,
                "x": table[step].tolist(),
                "y": [_wrapped(label) for label in table["label"]],
                "marker": {"color": STEPS[round(n * (len(STEPS) - 1) / max(1, len(steps) - 1))]},
                "hovertemplate": "%{y}: %{x} × " + step + "<extra></extra>",
            }
            for n, step in enumerate(steps)
        ],
        height=120 + 70 * len(table),
        barmode="stack",
        yaxis={"autorange": "reversed", "automargin": True},
        xaxis={"visible": False},
        legend={"orientation": "h", "traceorder": "normal", "y": -0.15},
        showlegend=True,
    )


def _figure(traces, *, height, **layout):
    return {
        "data": traces,
        "layout": {
            "font": FONT,
            "height": height,
            "margin": {"l": 10, "r": 40, "t": 20, "b": 40},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "bargap": 0.35,
            "showlegend": False,
            "autosize": True,
            **layout,
        },
        "config": CONFIG,
    }


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


def _wrapped(label, width=24):
    """Plotly breaks lines only where told; markup in a label is text to us, so it is made harmless."""
    lines, line = [], ""
    for word in label.replace("<", "‹").replace(">", "›").split():
        if line and len(line) + len(word) >= width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "<br>".join([*lines, line])
