"""Groups of questions that share one list of choices, as one grid."""

from proforma.plain import PlainQuestion

from . import native
from .choices import MANY_OPTIONS, MOST_OPTIONS, RESERVED, fits_as_code, free_code, options_of
from .questions import Draft, plain_option, read_own, read_texts

# What a row of somebody else's grid may have beside its label, so that nothing of it is lost here.
_ROW_COLUMNS = {"type", "name", "label", "appearance", "required"}


def read_grid(form, entries, at) -> Draft | None:
    """The grid that the group at `at` is, or None: its rows then are questions of their own."""
    group, rows = entries[at], entries[at + 1 : entries[at].end]
    own = form.cell(group.cells, "tightrope_kind")
    if len(rows) > MOST_OPTIONS:
        return None
    if native.believes(own, "begin"):
        if not all(form.cell(row.cells, "tightrope_kind") == "row" for row in rows):
            return None
        kind = own
    elif _is_grid(form, group, rows):
        kind = "grid_choice"
    else:
        return None
    draft = Draft(
        PlainQuestion(kind, ""), [*entries[at : group.end + 1]], form.cell(group.cells, "name")
    )
    if not _take_list(form, draft, rows):
        return None
    required = {form.is_required(row) for row in rows}
    draft.question.required = required == {True}
    draft.question.rows = _rows(form, rows)
    read_texts(form, draft)
    read_own(form, draft)
    return draft


def _is_grid(form, group, rows):
    """Whether somebody else's group says no more than a grid can."""
    appearance = form.cell(group.cells, "appearance").lower().split()
    labelled = [row for row in rows if form.text(row.cells, "label")]
    return (
        group.type.control == "group"
        and bool({"table-list", "field-list"} & set(appearance))
        and len(labelled) == len(rows) > 1
        and {row.type.name for row in rows} == {"select_one"}
        and len({row.type.list_name for row in rows}) == 1
        and not any(row.type.has_other for row in rows)
        and len({form.is_required(row) for row in rows}) == 1
        and bool(form.text(group.cells, "label"))
        and all(_plain_enough(form, row) for row in rows)
    )


def _plain_enough(form, row):
    return {form.columns[heading][0] for heading in row.cells} <= _ROW_COLUMNS


def _take_list(form, draft, rows):
    lists = {row.type.list_name for row in rows} - {""}
    if draft.question.kind == "grid_number" or not lists:
        return True
    if len(lists) > 1 or not lists <= form.choices.lists.keys():
        return False
    draft.list_name = lists.pop()
    found = form.choices.lists[draft.list_name]
    if len(found) > MANY_OPTIONS:
        return False
    draft.list_rows = [cells for _number, cells in found]
    options, draft.choices = options_of(form.choices, draft.list_name)
    if draft.question.kind == "grid_choice":
        draft.question.options = options
    return True


def _rows(form, rows):
    """The rows as options of a grid, each with a code that no control on the page has already."""
    names = {form.cell(row.cells, "name") for row in rows}
    used, found = set(), []
    for row in rows:
        named = form.cell(row.cells, "name")
        code = form.cell(row.cells, "tightrope_code") or named
        if code in used | RESERVED or not fits_as_code(code):
            code = free_code(names | used, "r")
        used.add(code)
        found.append(plain_option(code, form.text(row.cells, "label") or named or code, row.cells))
    return found
