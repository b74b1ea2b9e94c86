"""The table sheets as a Word file, a page for each topic. No database and no request."""

import io

from django.utils import translation
from django.utils.translation import gettext as _
from docx.enum.text import WD_BREAK
from docx.shared import Pt

from proforma.paper import page, tables
from proforma.paper.sheet import Sheet, one_line
from proforma.paper.styles import INDENT, WIDTH

from .table_sheets import TableSheet

# Characters on a sheet, and the lines to write on and blank rows for which they leave room on one page.
ROOM_TO_WRITE = [(450, 4, 3), (750, 3, 2), (1000, 2, 2)]
LEAST_ROOM = (1, 1)


def write(
    sheets: list[TableSheet], title: str, *, network: str, controller: str, language: str = "en-gb"
) -> bytes:
    """The sheets as the bytes of a .docx file. `title` is that of the meeting."""
    with translation.override(language):
        document = page.blank(
            f"{one_line(title)} · {_('Table sheets')}",
            network=network,
            controller=controller,
            language=language,
        )
        paper = Sheet(document)
        for place, sheet in enumerate(sheets):
            if place:
                paper.paragraph("Key").add_run().add_break(WD_BREAK.PAGE)
            _one(paper, sheet)
    document.save(file := io.BytesIO())
    return file.getvalue()


def _one(paper, sheet):
    lines, rows = _room_to_write(sheet)
    paper.say(_("Topic %(code)s: %(title)s") % {"code": sheet.code, "title": one_line(sheet.title)})
    paper.say(one_line(sheet.question), "Heading 1" if sheet.is_long else "Title")
    paper.line(_("Host:"), one_line(sheet.host) or WIDTH)
    for step, text in sheet.prompts:
        paper.say(step, "Heading 2")
        paper.say(one_line(text))
        for _n in range(lines):
            paper.line(WIDTH)
    paper.say(_("What we agreed"), "Heading 2")
    headings = [_("We will"), _("First small step"), _("Who holds it"), _("By when")]
    room = WIDTH - INDENT
    widths = [room * share for share in (0.34, 0.28, 0.22, 0.16)]
    tables.add(paper, _("What we agreed"), [headings, *[[""] * len(headings)] * rows], widths)
    gap = paper.paragraph("Key").paragraph_format
    gap.line_spacing, gap.space_after = Pt(1), Pt(8)
    rests_on = one_line(sheet.rests_on)
    said = [
        rests_on and _("It rests on: %(words)s.") % {"words": rests_on},
        one_line(sheet.began),
        one_line(sheet.asked_for_by),
    ]
    paper.say(" ".join(filter(None, said)))


def _room_to_write(sheet):
    prompts = sum(len(text) for _step, text in sheet.prompts)
    told = prompts + len(sheet.rests_on) + len(sheet.began) + len(sheet.asked_for_by)
    told += 2 * len(sheet.question)  # in larger letters
    return next(((lines, rows) for most, lines, rows in ROOM_TO_WRITE if told <= most), LEAST_ROOM)
