"""Answers into summaries, with pandas. Plain values in and out: no request, no database, no charts.

What a summary may show is decided elsewhere (network.disclosure); callers pass only released answers.
"""

from __future__ import annotations  # a hint that names pandas would load it

from dataclasses import dataclass, field, replace
from itertools import count

from network.lazily import Lazily

pd = Lazily("pandas")


@dataclass(frozen=True)
class Summary:
    """One question over `n` released responses.

    `table` has the columns `code`, `label` and `count` (for a grid: `code`, `label`, then one column a
    step). `answered` counts entries with a value; `unknown` and `unrecorded` the two states. `mean` and
    `median` are given where steps or numbers were asked, `quartiles` where steps were: those of numbers
    can be one person's own. `means` and `medians` are those of a grid's rows, by code.
    """

    n: int
    answered: int
    unknown: int
    unrecorded: int
    table: pd.DataFrame
    mean: float | None = None
    median: float | None = None
    quartiles: tuple[float, float] | None = None
    means: dict[str, float] = field(default_factory=dict)
    medians: dict[str, float] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)

    @property
    def blank(self) -> int:
        return self.n - self.answered - self.unknown - self.unrecorded

    @property
    def steps(self) -> list[str]:
        """The names of a grid's columns, in their order."""
        return [column for column in self.table.columns if column not in {"code", "label"}]

    def rows(self) -> list[dict]:
        return self.table.to_dict("records")


def frame(answers: list[dict], codes: list[str]) -> pd.DataFrame:
    """One row a response, one column a question, cells holding the stored entry or None."""
    return pd.DataFrame(
        [[row.get(code) for code in codes] for row in answers], columns=codes, dtype=object
    )


def values(entries: pd.Series) -> pd.Series:
    """The values of the entries that have one."""
    entries = entries.dropna()
    return entries[entries.map(lambda entry: "value" in entry)].map(lambda entry: entry["value"])


def _counts(entries: pd.Series) -> dict:
    states = entries.dropna().map(lambda entry: entry.get("state", ""))
    return {
        "n": len(entries),
        "answered": len(values(entries)),
        "unknown": int((states == "dont_know").sum()),
        "unrecorded": int((states == "not_recorded").sum()),
    }


def _table(counted: pd.Series, labels: list[tuple]) -> pd.DataFrame:
    return pd.DataFrame(
        [(code, label, int(counted.get(code, 0))) for code, label in labels],
        columns=["code", "label", "count"],
    )


def count_choices(entries: pd.Series, options: list[tuple[str, str]]) -> Summary:
    """How many chose each option, in the order of `options`; one answer may choose several."""
    chosen = values(entries)
    counted = chosen.explode().value_counts()
    # In no order that could be read against the return list.
    others = sorted(entry["other"] for entry in entries.dropna() if entry.get("other"))
    return Summary(table=_table(counted, options), others=others, **_counts(entries))


def count_steps(entries: pd.Series, steps: range) -> Summary:
    """How many chose each step of a scale, with mean, median and quartiles."""
    chosen = pd.to_numeric(values(entries))
    labels = [(step, str(step)) for step in steps]
    return Summary(
        table=_table(chosen.value_counts(), labels),
        mean=None if chosen.empty else float(chosen.mean()),
        median=None if chosen.empty else float(chosen.median()),
        quartiles=None if chosen.empty else _quartiles(chosen),
        **_counts(entries),
    )


def _quartiles(chosen: pd.Series) -> tuple[float, float]:
    """Between which two the middle half of them lies, steps between by straight lines (R's type 7)."""
    return float(chosen.quantile(0.25)), float(chosen.quantile(0.75))


def count_numbers(entries: pd.Series) -> Summary:
    """Mean and median of the numbers given. Extremes and quartiles can be one person's own, and stay out."""
    given = pd.to_numeric(values(entries))
    return Summary(
        table=_table(pd.Series(dtype=int), []),
        mean=None if given.empty else float(given.mean()),
        median=None if given.empty else float(given.median()),
        **_counts(entries),
    )


def count_grid(entries: pd.Series, rows: list[tuple[str, str]], columns: list[tuple]) -> Summary:
    """For each row of a grid, how many chose each column; `means` and `medians` where columns are numbers.

    `columns` are (value, label). The table's columns are named by the labels, told apart where two agree.
    """
    chosen = values(entries)
    numeric = all(isinstance(value, int) for value, _label in columns)
    records, means, medians = [], {}, {}
    for code, label in rows:
        answers = chosen.map(lambda value, code=code: value.get(code)).dropna()
        counted = answers.value_counts()
        records.append((code, label, *(int(counted.get(value, 0)) for value, _label in columns)))
        if numeric and not answers.empty:
            steps = pd.to_numeric(answers)
            means[code], medians[code] = float(steps.mean()), float(steps.median())
    names = _told_apart([label for _value, label in columns])
    table = pd.DataFrame(records, columns=["code", "label", *names])
    return Summary(table=table, means=means, medians=medians, **_counts(entries))


def count_places(entries: pd.Series, options: list[tuple[str, str]], places: int) -> Summary:
    """How often each option was put first, second …: a table as a grid's, one column a place."""
    by_option = entries.map(
        lambda entry: (
            entry | {"value": {code: place for place, code in enumerate(entry["value"], 1) if code}}
            if entry and "value" in entry
            else entry
        )
    )
    columns = [(place, str(place)) for place in range(1, places + 1)]
    return replace(count_grid(by_option, options, columns), means={}, medians={})


def _told_apart(labels):
    taken, names = {"code", "label"}, []
    for label in labels:
        name = next(
            name for n in count(1) if (name := label if n == 1 else f"{label} ({n})") not in taken
        )
        taken.add(name)
        names.append(name)
    return names


def count_texts(entries: pd.Series) -> Summary:
    """How many wrote something. The words themselves are read on a page of their own."""
    return Summary(table=_table(pd.Series(dtype=int), []), **_counts(entries))
