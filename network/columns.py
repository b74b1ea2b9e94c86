"""Which column of somebody's list holds what: by its heading, loosely, or by what is in it."""

import re
from collections import Counter

from django.utils.translation import gettext as _

# How a column may be headed, in any case; looked for in this order.
_HEADINGS = {
    "sector": ["sector", "kind", "type", "type of partner", "kind of partner", "partner type",
               "type of organisation", "organisation type", "organization type", "agency type"],
    "email": ["email", "e mail", "mail"],
    "phone": ["phone", "mobile", "telephone", "tel"],
    "level": ["level"],
    "role": ["role", "job title", "job", "post", "position"],
    "last": ["last name", "surname", "family name", "last"],
    "first": ["first name", "forename", "given name", "first"],
    "partner": ["partner", "organisation", "organization", "agency", "employer", "service",
                "service name"],
    "name": ["name", "full name", "names"],
}  # fmt: skip
# These mean something else inside a longer heading: “postcode”, “last contacted”, “service user”.
_ONLY_WHOLE = {"kind", "type", "job", "post", "last", "first", "service"}

_PHONE = re.compile(r"\+?[\d(][\d ()./-]{5,}")


def find_columns(
    rows: list[tuple[int, list[str]]],
) -> tuple[dict[str, list[int]], list[tuple[int, list[str]]], list[str]]:
    """(field -> numbers of its columns from 0, the rows below the headings, sentences about both).

    The fields are the keys of _HEADINGS. A title of one cell may stand above the headings. Where
    no row is one of headings, every row is data and the columns are guessed, which is said.
    """
    for at, (_number, cells) in enumerate(rows[:5]):
        fields = [_field(cell) for cell in cells]
        if "@" in "".join(cells):
            break
        if _are_headings(fields, cells):
            return _headed(fields, cells, rows[at + 1 :])
        if sum(bool(cell) for cell in cells) > 1:
            break
    return _guessed(rows)


def words_of(text: str) -> str:
    """Letters and digits in lower case, one space between words: “E-mail:” becomes “e mail”."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def _are_headings(fields, cells):
    exact = {name for name, is_exact in fields if is_exact}
    known = {name for name, _exact in fields if name}
    all_known = len([name for name, _exact in fields if name]) == len(
        [cell for cell in cells if cell]
    )
    return bool(exact) and (len(known) > 1 or all_known or bool(exact & {"name", "email"}))


def _headed(fields, cells, body):
    columns, notes, unused = {}, [], []
    exact_fields = {name for name, exact in fields if exact}
    for column, (name, exact) in enumerate(fields):
        # “Line manager’s name” is not wanted where another column is headed “Name”.
        if name and (exact or name not in exact_fields):
            columns.setdefault(name, []).append(column)
        elif cells[column]:
            unused.append(column)
    for same in columns.values():
        if len(same) > 1:
            named = {"columns": _quoted(cells, same)}
            notes.append(
                _("%(columns)s hold the same thing: in each row the first one filled in counts.")
                % named
            )
    if unused:
        notes.append(_("Not used: %(columns)s.") % {"columns": _quoted(cells, unused)})
    return columns, body, notes


def _quoted(cells, columns):
    return ", ".join(f"“{cells[column][:40]}”" for column in columns)


def _guessed(rows):
    """Without headings: the column with @ is the email; the others are a name, then a partner."""
    filled, addresses, phones = Counter(), Counter(), Counter()
    for _number, cells in rows:
        for column, cell in enumerate(cells):
            filled[column] += bool(cell)
            addresses[column] += "@" in cell
            phones[column] += bool(_PHONE.fullmatch(cell))
    columns = {}
    email = max(filled, key=lambda column: (addresses[column], -column))
    if addresses[email]:
        columns["email"] = [email]
    others = sorted(c for c in filled if filled[c] and [c] != columns.get("email"))
    for column in others:
        text = next(
            (field for field in ("name", "partner", "role") if field not in columns), "role"
        )
        columns.setdefault("phone" if phones[column] * 2 > filled[column] else text, [column])
    labels = {
        "name": _("name"),
        "email": _("email"),
        "partner": _("partner"),
        "role": _("role"),
        "phone": _("phone"),
    }
    in_order = sorted(columns.items(), key=lambda item: item[1])
    read = [
        _("column %(column)s is the %(field)s") % {"column": number + 1, "field": labels[name]}
        for name, [number] in in_order
    ]
    note = _("No headings were recognised, so this is a guess: %(columns)s.")
    notes = [note % {"columns": ", ".join(read)}]
    if len(columns) < sum(bool(number) for number in filled.values()):
        notes.append(_("The other columns were not used."))
    return columns, rows, notes


def _field(heading):
    """(field or None, whether the heading is exactly one of its names)."""
    words = words_of(heading)
    for name, phrases in _HEADINGS.items():
        if words in phrases:
            return name, True
    for name, phrases in _HEADINGS.items():
        if any(f" {p} " in f" {words} " for p in phrases if p not in _ONLY_WHOLE):
            return name, False
    return None, False
