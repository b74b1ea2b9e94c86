"""What charts are built of: rows, legends, colours and lines of words, for plotly.js.

Rows are placed in pixels, so that each is as high as its label needs. Beside every figure stands what is
otherwise on a phone, `narrow`: there the labels stand above their bars, and not beside them.
"""

from math import ceil

GREEN, SOFT, INK = "#0e5a55", "#9bbdb8", "#1c2a30"
FONT = {"family": "system-ui, sans-serif", "size": 15, "color": INK}
CONFIG = {"staticPlot": True, "responsive": True}

BAR, GAP = 26, 14  # in pixels
LINE, NARROW_LINE = 20, 18
BESIDE, ABOVE = 42, 40  # letters in a line of a label


class Rows:
    """Where the rows of a chart lie, in pixels from its top: with labels beside them, and above them."""

    def __init__(self, labels, thickness):
        self.labels = [wrapped(label, BESIDE) for label in labels]
        self.labels_above = [wrapped(label, ABOVE) for label in labels]
        self.beside, self.above, self.words = [], [], []
        top = narrow_top = 0
        for label, label_above in zip(self.labels, self.labels_above, strict=True):
            height = max(thickness, LINE * lines(label)) + GAP
            self.beside.append(top + height / 2)
            top += height
            words = NARROW_LINE * lines(label_above)
            self.words.append(narrow_top + words)
            self.above.append(narrow_top + words + thickness / 2 + 2)
            narrow_top += words + thickness + GAP
        self.height, self.narrow_height = top, narrow_top

    def axis(self):
        return _ruler(self.height) | {
            "tickmode": "array",
            "tickvals": self.beside,
            "ticktext": self.labels,
            "ticklabelstandoff": 8,
            "automargin": True,
        }

    def narrow_axis(self):
        return _ruler(self.narrow_height) | {"visible": False}

    def annotations(self):
        """The labels above their bars."""
        return [
            {
                "text": label,
                "x": 0,
                "xref": "paper",
                "xanchor": "left",
                "align": "left",
                "y": place,
                "yanchor": "bottom",
                "showarrow": False,
                "font": {"size": 13},
            }
            for label, place in zip(self.labels_above, self.words, strict=True)
        ]


def _ruler(height):
    return {"range": [height, 0], "showgrid": False, "zeroline": False}


class Legend:
    """Which piece is which: above the chart, so that it is read first and covers nothing."""

    def __init__(self, names):
        self.is_short = max(map(len, names), default=0) <= 3
        self.names = [wrapped(name, ABOVE - 5) for name in names]

    def height(self, width):
        if self.is_short:
            return 30 * ceil(len(self.names) / (width // 72)) + 10
        return sum(LINE * lines(name) + 6 for name in self.names) + 14

    def layout(self):
        layout = {"x": 0, "xanchor": "left", "y": 1, "yanchor": "bottom", "traceorder": "normal"}
        if self.is_short:
            return layout | {"orientation": "h", "entrywidth": 30}
        return layout | {"orientation": "v"}


def rows_drawn(traces, rows, narrow_places, *, legend=None, right=40, **layout):
    """The figure of these rows. On a phone each trace lies at its `narrow_places`."""
    margin = {"l": 10, "r": right, "b": 10}
    top = legend.height(720) if legend else 10
    narrow_top = legend.height(280) if legend else 10
    if legend:
        layout |= {"legend": legend.layout(), "showlegend": True}
    made = figure(
        traces,
        height=round(rows.height + top + 10),
        margin=margin | {"t": top},
        yaxis=rows.axis(),
        xaxis={"visible": False, "rangemode": "tozero"},
        **layout,
    )
    made["narrow"] = {
        "y": narrow_places,
        "layout": {
            "height": round(rows.narrow_height + narrow_top + 10),
            "margin": margin | {"t": narrow_top, "l": 0},
            "yaxis": rows.narrow_axis(),
            "annotations": rows.annotations(),
        },
    }
    return made


def figure(traces, *, height, **layout):
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


def painted(colour, pattern):
    marker = {"color": colour, "line": {"color": "#ffffff", "width": 1}}
    if pattern:
        ink = "rgba(255,255,255,0.45)" if readable_on(colour) == "#ffffff" else "rgba(28,42,48,0.3)"
        marker["pattern"] = {
            "shape": pattern,
            "bgcolor": colour,
            "fgcolor": ink,
            "size": 9,
            "solidity": 0.15,
        }
    return marker


def between(colours, count):
    """`count` colours from the first of `colours` to the last."""
    if count == 1:
        return colours[-1:]
    made = []
    for n in range(count):
        at = n * (len(colours) - 1) / (count - 1)
        low, part = int(at), at - int(at)
        high = min(low + 1, len(colours) - 1)
        pairs = zip(_rgb(colours[low]), _rgb(colours[high]), strict=True)
        made.append("#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in pairs))
    return made


def _rgb(colour):
    return [int(colour[n : n + 2], 16) for n in (1, 3, 5)]


def readable_on(colour):
    red, green, blue = _rgb(colour)
    return "#ffffff" if 0.299 * red + 0.587 * green + 0.114 * blue < 140 else INK


def lines(wrapped):
    return wrapped.count("<br>") + 1


def wrapped(label, width=24):
    """Plotly breaks lines only where told; markup in a label is text to us, so it is made harmless."""
    lines, line = [], ""
    for word in _in_pieces(label.replace("<", "‹").replace(">", "›").split(), width):
        if line and len(line) + len(word) >= width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "<br>".join([*lines, line])


def _in_pieces(words, width):
    """A word that is longer than a line is broken."""
    return [word[n : n + width] for word in words for n in range(0, len(word), width)]
