"""Ballots from CSV: columns ballot, organisation, choices and, where some were bundled, count."""

import csv
import io
from collections import Counter

from django.utils.translation import gettext as _

from .plain import Paper, Poll, Unreadable, first_twice, shown

NEEDED, COUNT = ("ballot", "organisation", "choices"), "count"
MOST_DIGITS = 9  # of the number of ballots in one line


def poll_of(text: str, picks: int | None = None) -> Poll:
    """The ballots of a table whose columns stand in any order. The topics are those that occur.

    Raises Unreadable, with the line.
    """
    rows = _rows(text)
    line, header = next(rows, (1, []))
    columns, unused = _columns(header, line)
    ballot, organisation, choices = (columns[name] for name in NEEDED)
    count = columns.get(COUNT)
    lines, known, found = {}, {}, Counter()
    for line, row in rows:
        if len(row) != len(header):
            row = _fitted(row, len(header), line)
        name, cell = row[ballot].strip(), row[choices]
        if not name or name in lines:
            raise Unreadable(_no_name(name, lines, line))
        lines[name] = line
        if cell not in known:
            known[cell] = _choices(cell, line, picks)
        ballots = 1 if count is None else _ballots(row[count], line)
        found[known[cell], row[organisation].strip()] += ballots
    papers = Counter()
    for (ranked, partner), ballots in found.items():
        papers[Paper(tuple(frozenset({one}) for one in ranked), partner or None)] += ballots
    topics = sorted({one for ranked, _partner in found for one in ranked})
    return Poll(tuple(topics), papers, picks=picks, unused=unused)


def _rows(text):
    """(line on which it begins, cells) of every row that is not blank."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for row in reader:
            if any(row) and any(cell.strip() for cell in row):
                yield line, row
            line = reader.line_num + 1
    except csv.Error as problem:
        said = {"line": line, "problem": problem}
        raise Unreadable(_("Line %(line)d cannot be read as CSV: %(problem)s.") % said) from None


def _columns(header, line):
    """({name: place}, names of columns that are not read)."""
    names = [cell.strip().casefold() for cell in header]
    for name in [*NEEDED, COUNT]:
        said = {"line": line, "name": name}
        if name in NEEDED and name not in names:
            raise Unreadable(
                _(
                    "Line %(line)d: there is no column “%(name)s”. The first line has to name the columns "
                    "ballot, organisation and choices, with commas between them."
                )
                % said
            )
        if names.count(name) > 1:
            raise Unreadable(_("Line %(line)d: there are two columns “%(name)s”.") % said)
    unused = (name for name in names if name and name not in {*NEEDED, COUNT})
    return {name: names.index(name) for name in [*NEEDED, COUNT] if name in names}, tuple(unused)


def _fitted(row, width, line):
    """The row without empty cells to the right of the table."""
    if len(row) > width and not any(cell.strip() for cell in row[width:]):
        return row[:width]
    said = {"line": line, "n": len(row), "width": width}
    raise Unreadable(
        _("Line %(line)d does not fit: columns %(n)d, in the first line %(width)d.") % said
    )


def _no_name(name, lines, line):
    said = {"line": line, "name": shown(name), "first": lines.get(name)}
    if not name:
        return _("Line %(line)d: the ballot has no name or number.") % said
    return _("Line %(line)d: ballot “%(name)s” is there already, on line %(first)d.") % said


def _choices(cell, line, picks):
    chosen = tuple(name for name in (part.strip() for part in cell.split(";")) if name)
    said = {"line": line, "n": len(chosen), "picks": picks}
    if twice := first_twice(chosen):
        said["name"] = shown(twice)
        raise Unreadable(_("Line %(line)d: “%(name)s” is chosen twice.") % said)
    if picks is not None and len(chosen) > picks:
        raise Unreadable(_("Line %(line)d: %(n)d choices, where at most %(picks)d fit.") % said)
    return chosen


def _ballots(cell, line):
    digits = cell.strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS and int(digits)):
        said = {"line": line, "cell": shown(digits)}
        raise Unreadable(
            _("Line %(line)d: the count “%(cell)s” is not a whole number from 1 up.") % said
        )
    return int(digits)
