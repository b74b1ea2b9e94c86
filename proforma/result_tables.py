"""Results that stand beside each other, as plain tables: groups of people, and this time and before."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

NOTHING = "–"


@dataclass(frozen=True)
class ResultTable:
    """`head` names the columns. A row is (what it stands under, what it is about, its figures as text)."""

    head: list[str]
    rows: list[tuple[str, str, list[str]]]


def of_split(result, shown):
    """What each group said to one question."""
    if result.shape == "count":
        head = [_("Choice")]
        head += [_("%(group)s: %(n)d answered") % {"group": g, "n": n} for g, n, _s in shown.groups]
        columns = [summary.table["count"].tolist() for _g, _n, summary in shown.groups]
        labels = shown.groups[0][2].table["label"].tolist()
        rows = [
            ("", label, [str(count) for count in counts])
            for label, *counts in zip(labels, *columns, strict=True)
        ]
        return ResultTable(head, rows)
    if result.shape == "scale":
        steps = result.summary.table["label"].tolist()
        rows = [
            ("", group, [str(n), _mean(summary.mean), *map(str, summary.table["count"].tolist())])
            for group, n, summary in shown.groups
        ]
        return ResultTable([_("Group"), _("Answered"), _("Mean"), *steps], rows)
    return _grid_split(result, shown)


def _grid_split(result, shown):
    """The groups below each row of a grid, or below each choice that was ranked."""
    has_means = bool(result.summary.means)
    steps = result.summary.steps
    rows = []
    for n, label in enumerate(result.summary.table["label"].tolist()):
        for group, _n, summary in shown.groups:
            row = summary.rows()[n]
            cells = [str(row[step]) for step in steps]
            if has_means:
                cells.append(_mean(summary.means.get(row["code"])))
            rows.append((label, group, cells))
    head = [_("Group"), *steps, *([_("Mean")] if has_means else [])]
    return ResultTable(head, rows)


def of_earlier(result, earlier):
    """What was said now and before, column by column, the earliest first; None where there is no table."""
    times = [*reversed(earlier)]
    columns = [_cells(one.result) for one in times] + [_cells(result)]
    if not any(columns):
        return None
    labels = _labels([result, *(one.result for one in earlier)])
    heads = [
        _("Cycle %(number)d: %(n)d answered") % {"number": one.cycle, "n": one.summary.answered}
        for one in times
    ] + [_("Now: %(n)d answered") % {"n": result.summary.answered}]
    rows = [
        (*names, [cells.get(key, NOTHING) for cells in columns]) for key, names in labels.items()
    ]
    return ResultTable([_first_head(result), *heads], rows)


def _first_head(result):
    if result.summary.means:
        return _("Statement: mean")
    if result.shape == "rank":
        return _("Place")
    return _("Step") if result.shape == "scale" else _("Choice")


def _is_pairs(result):
    return result.shape in {"grid", "rank"} and not result.summary.means


def _cells(result):
    """{what a figure is about: the figure}: by option or step, by row, or by both."""
    summary = result.summary
    if result.shape in {"count", "scale"}:
        return {code: str(count) for code, count in summary.table[["code", "count"]].values}
    if summary.means:
        return {code: _mean(mean) for code, mean in summary.means.items()}
    return {(row["code"], step): str(row[step]) for row in summary.rows() for step in summary.steps}


def _labels(every):
    """{what a figure is about: (what it stands under, its name)} as now; what is asked no more comes last."""
    labels = {}
    for result in every:
        pairs = _is_pairs(result)
        for row in result.summary.rows():
            if pairs:
                for step in result.summary.steps:
                    labels.setdefault((row["code"], step), (row["label"], step))
            else:
                labels.setdefault(row["code"], ("", row["label"]))
    return labels


def _mean(mean):
    return NOTHING if mean is None else f"{mean:.1f}"
