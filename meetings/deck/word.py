"""A deck on paper, as Word files: the handout, the same in large print, and the speaker's copy.

Made from the outline alone: no database and no request. What people wrote goes in as text.
"""

import io

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from docx.shared import Cm, Pt

from proforma.paper import page
from proforma.paper.sheet import Sheet, flowing, one_line
from proforma.paper.styles import INDENT

from . import word_looks, word_tables
from .outline import Label, Outline, Place, Slide, SlideKind
from .word_tables import HANDOUT, LARGE

LABELS = {
    Label.FACT: gettext_lazy("Fact"),
    Label.READING: gettext_lazy("Our reading"),
    Label.PROPOSAL: gettext_lazy("Proposal"),
}
# They open a part and claim nothing.
OPENINGS = (SlideKind.TITLE, SlideKind.SECTION)


def handout(outline: Outline) -> bytes:
    """What is on the wall and in the pack, to read on paper. The speaker's notes are not in it."""
    return _written(outline, _("Handout"))


def large_print(outline: Outline) -> bytes:
    """The handout in 18 points or more, left-aligned, wide tables read out line by line."""
    return _written(outline, _("Large print"), fit=LARGE)


def with_notes(outline: Outline) -> bytes:
    """The handout for whoever speaks, with what must not be on the wall."""
    return _written(outline, _("Speaker’s copy"), says_notes=True)


def _written(outline, what, *, fit=HANDOUT, says_notes=False):
    with translation.override(outline.language.lower()):
        document = page.blank(
            f"{one_line(outline.title)} · {what}",
            network=outline.network,
            controller=outline.author or outline.network,
            language=outline.language,
        )
        if fit is LARGE:
            word_looks.enlarge(document)
        sheet = Sheet(document)
        _begin(sheet, outline, says_notes)
        _tell(sheet, outline, fit, says_notes)
    word_looks.turn_what_reads_from_the_right(document)
    document.save(file := io.BytesIO())
    return file.getvalue()


def _begin(sheet, outline, says_notes):
    sheet.say(one_line(outline.title) or outline.network, "Title")
    sheet.say(" · ".join(filter(None, map(one_line, [outline.subtitle, outline.network]))))
    if says_notes:
        sheet.say(
            _("For whoever speaks. It holds what must not be on the wall: do not pass it on."),
            "Note",
        )
    made = {"dated": one_line(outline.dated), "author": one_line(outline.author)}
    if made["author"]:
        sheet.say(_("As the records stood on %(dated)s. Made by %(author)s.") % made)
    else:
        sheet.say(_("As the records stood on %(dated)s.") % made)


def _tell(sheet, outline, fit, says_notes):
    """The room's slides and then the pack's, each with its number in the outline."""
    numbered = list(enumerate(outline.slides, start=1))
    room = [(n, slide) for n, slide in numbered if slide.place != Place.PACK]
    pack = [(n, slide) for n, slide in numbered if slide.place == Place.PACK]
    if not numbered:
        sheet.say(_("There is nothing to show yet."))
    for heading, slides in ((_("On the wall"), room), (_("In the pack only"), pack)):
        if slides:
            sheet.say(heading, "Heading 1")
        for n, slide in slides:
            _slide(sheet, n, slide, fit)
            if says_notes:
                _notes(sheet, slide)


def _slide(sheet, number, slide, fit):
    title = one_line(slide.title) or _("A slide without a title")
    sheet.say(f"{number}. {title}", "Heading 2")
    if slide.kind not in OPENINGS:
        _label(sheet, slide)
    _body(sheet, slide.body)
    if slide.chart:
        word_tables.chart(sheet, slide.chart, title, fit)
    if slide.table:
        word_tables.table(sheet, slide.table, title, fit)
    for quote in slide.quotes:
        _quote(sheet, quote)
    if one_line(slide.source):
        sheet.say(_("Source: %(source)s") % {"source": one_line(slide.source)})


def _label(sheet, slide: Slide):
    said = str(LABELS[slide.label])
    if one_line(slide.written_by):
        said = _("%(label)s, written by %(name)s") % {
            "label": said,
            "name": one_line(slide.written_by),
        }
    sheet.paragraph().add_run(said).bold = True
    sheet.hold_last()


def _body(sheet, body):
    lines = [text for text in body if one_line(text)]
    if len(lines) == 1:
        sheet.say(lines[0])
        return
    for text in lines:
        sheet.key("•", text)
    if lines:
        sheet.document.paragraphs[-1].paragraph_format.space_after = Pt(6)


def _quote(sheet, quote):
    said = f"“{flowing(quote.text)}”"
    if one_line(quote.attribution):
        said += f"\n— {one_line(quote.attribution)}"
    paragraph = sheet.paragraph()
    paragraph.paragraph_format.left_indent = Cm(INDENT)
    paragraph.add_run(said)


def _notes(sheet, slide):
    sheet.paragraph().add_run(_("Notes for whoever speaks")).bold = True
    sheet.hold_last()
    if slide.minutes:
        n = slide.minutes
        sheet.say(ngettext("About one minute.", "About %(n)d minutes.", n) % {"n": n}, "Note")
    sheet.say(slide.notes, "Note")
    if not slide.minutes and not one_line(slide.notes):
        sheet.say(_("There are none for this slide."), "Note")
