"""What partners hold as plotly figures: plain dictionaries, like proforma.charts. What is not shown in
words has no bar."""

from proforma import charts, kinds


def of_figure(result):
    """The chart of one FigureResult: its partners that share by name, or the totals of a grid's rows; None
    where there is nothing to draw."""
    return of_grid(result) if result.labels else _of_partners(result)


def _of_partners(result):
    names, values = zip(*result.bars, strict=True) if result.bars else ((), ())
    return _bars(names, values, result.question)


def of_grid(result):
    """Bars of a grid's totals, of the rows whose total may be shown."""
    totals = [(label, shown.total) for label, shown in result.rows if shown.total is not None]
    labels, values = zip(*totals, strict=True) if totals else ((), ())
    return _bars(labels, values, result.question)


def of_endings(result):
    """Bars of what ends in each month of an EndingResult, the earliest first."""
    return _bars(
        [month.name for month in result.months],
        [month.total for month in result.months],
        result.money,
    )


def _bars(labels, values, question):
    if not labels:
        return None
    texts = [said(question, value) for value in values]
    return charts.bars(list(labels), [drawn(value) for value in values], texts)


def said(question, value):
    """A figure as it is printed at the end of a bar: pounds are said, other units stand in the title."""
    return (
        kinds.KINDS[question.kind].say(question, value)
        if question.kind == "money"
        else f"{value:,}"
    )


def drawn(value):
    """A value as a chart takes it: money may carry pence."""
    return value if isinstance(value, int) else float(value)
