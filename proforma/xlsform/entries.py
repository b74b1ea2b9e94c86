"""The rows of the survey in order, each with its type, and every group begun and ended."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from .types import Type, read_type


@dataclass
class Entry:
    """A row. `end` is where the entry that ends a group stands in the list."""

    number: int
    cells: dict
    type: Type
    end: int = 0


def read_entries(form) -> list[Entry]:
    """The rows of a form's survey; ends without a beginning are dropped, and missing ones added."""
    entries, opened = [], []
    for number, cells in form.survey.rows:
        entry = Entry(number, cells, read_type(form.cell(cells, "type")))
        if entry.type.name == "begin":
            opened.append(len(entries))
        elif entry.type.name == "end":
            if entry.type.control not in {entries[at].type.control for at in opened}:
                words = _("This ends a group that was never begun, so it was left out.")
                form.remark(entry, "type", "refused", words)
                continue
            while entries[opened[-1]].type.control != entry.type.control:
                _close(form, entries, opened.pop(), number)
            entries[opened.pop()].end = len(entries)
        entries.append(entry)
    while opened:
        last = entries[-1].number
        _close(form, entries, opened.pop(), last)
    return entries


def _close(form, entries, at, number):
    begun = entries[at]
    words = _("This group was never ended. It is ended after row %(row)s.") % {"row": number}
    form.remark(begun, "type", "refused", words)
    begun.end = len(entries)
    cells = {form.heading("type"): f"end {begun.type.control}"}
    entries.append(Entry(0, cells, Type("end", control=begun.type.control)))
