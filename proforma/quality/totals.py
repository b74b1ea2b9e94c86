"""Figures of one return that do not go together: a part that is more than its whole."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation


@dataclass(frozen=True)
class Above:
    """A figure that is more than it should be. `row` is "" for a single one; `limit_row` names the row of
    the same grid that is the whole, if it is one."""

    code: str
    row: str
    value: Decimal
    limit: Decimal
    limit_code: str
    limit_row: str = ""


def above(asked, values):
    """What of one return's `values` ({code: number, or {row: number}}) is above its whole: [Above].

    `asked` are (code, settings). A question's settings name its whole: `not_above` another question, row by
    row where that is a grid too; `share` a row of its own grid, as (part, whole).
    """
    found = []
    for code, settings in asked:
        if settings.get("not_above"):
            found += _above_another(code, settings["not_above"], values)
        if settings.get("share"):
            found += _above_own_whole(code, settings["share"], values)
    return found


def _above_another(code, whole, values):
    given, limits = values.get(code), values.get(whole)
    for row, value in _by_row(given).items():
        limit = limits.get(row) if isinstance(limits, dict) else limits
        if (above := _is_above(value, limit)) and whole != code:
            yield Above(code, row, *above, whole)


def _above_own_whole(code, share, values):
    rows = _by_row(values.get(code))
    part, whole = share
    if above := _is_above(rows.get(part), rows.get(whole)):
        yield Above(code, part, *above, code, whole)


def _by_row(given):
    return given if isinstance(given, dict) else {"": given}


def _is_above(value, limit):
    """Both as numbers, if both are and the first is the larger; else nothing."""
    try:
        value, limit = Decimal(value), Decimal(limit)
    except (TypeError, ValueError, InvalidOperation):
        return ()
    return (value, limit) if value > limit else ()
