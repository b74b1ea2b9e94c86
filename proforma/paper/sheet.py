"""What a printed pro-forma is put together from: paragraphs, boxes to tick, and lines to write on.

All text passes through `plain` and goes in as text: no field, link or markup comes of it.
"""

import re
from contextlib import contextmanager

from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from .styles import BOX, INDENT, WIDTH

TICK_BOX = "☐"
# A block of more lines than this may need more than a page, so only its ends are held together.
TALL, HEAD, TAIL = 26, 8, 4
GAP = 12  # between two blocks, in points
# A text of more characters leaves no room on its line to write.
ROOM_BESIDE = 50

# Controls, surrogates, marks that turn the reading direction, and what is no character at all. XML
# refuses most of them.
_UNPRINTABLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)


def plain(text):
    """The text without control characters, with \\n as its only line break."""
    lines = re.sub(r"\r\n?|[\u2028\u2029\x85\x0b\x0c]", "\n", str(text)).replace("\t", " ")
    return _UNPRINTABLE.sub("", lines).strip()


def flowing(text):
    """The text without blank lines, for a place that has room for one paragraph."""
    return re.sub(r"\s*\n\s*", "\n", plain(text))


def one_line(text):
    return " ".join(plain(text).split())


class Sheet:
    """The document as it grows downwards."""

    def __init__(self, document):
        self.document = document
        # Looked up once: by name, each paragraph would search the style sheet again.
        self.styles = {style.name: style for style in document.styles}

    def paragraph(self, style="Normal"):
        return self.document.add_paragraph(style=self.styles[style])

    def say(self, text, style="Normal"):
        """A text; blank lines divide it into paragraphs. Nothing for no text."""
        for words in re.split(r"\n\s*\n", plain(text)):
            if words:
                self.paragraph(style).add_run(words)

    def key(self, letter, text):
        """What a letter stands for."""
        self.paragraph("Key").add_run(f"{letter}\t{one_line(text)}")

    def numbered(self, number, text, aside=""):
        """A question, its number in the margin."""
        paragraph = self.paragraph("Question")
        paragraph.add_run(f"{one_line(number)}\t{flowing(text)}")
        if aside:
            paragraph.add_run(f" {aside}").bold = False

    def tick(self, text, *, with_line=False):
        """A box to tick; `with_line` for words of one's own."""
        paragraph = self.paragraph("Choice")
        self.put_box(paragraph)
        paragraph.add_run(f"\t{flowing(text)}" + (" " if with_line else ""))
        if with_line and len(text) > ROOM_BESIDE:
            self.line(WIDTH)
        elif with_line:
            self._rule(paragraph, WIDTH)

    def ticks_in_a_row(self, texts):
        """A few short boxes beside one another."""
        paragraph = self.paragraph("State")
        for place, text in enumerate(texts):
            if place:
                start = INDENT + place * 5.5
                for stop in (start, start + BOX):
                    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(stop))
                paragraph.add_run("\t")
            self.put_box(paragraph)
            paragraph.add_run(f"\t{one_line(text)}")

    def line(self, *pieces):
        """A line to write on: each piece is a text, or where on the page a blank ends, in cm."""
        paragraph = self.paragraph("Line")
        for piece in pieces:
            if not isinstance(piece, str):
                self._rule(paragraph, piece)
            elif text := one_line(piece):
                paragraph.add_run(f" {text} " if paragraph.text else f"{text} ")

    def put_box(self, paragraph):
        paragraph.add_run(TICK_BOX, style=self.styles["Box"])

    def _rule(self, paragraph, end):
        # A tab that draws a line: screen readers pass over it, and would read out underscores.
        side = WD_TAB_ALIGNMENT.RIGHT if end == WIDTH else WD_TAB_ALIGNMENT.LEFT
        stops = paragraph.paragraph_format.tab_stops
        if all(stop.position != Cm(end) for stop in stops):
            stops.add_tab_stop(Cm(end), side, WD_TAB_LEADER.LINES)
        paragraph.add_run("\t")

    def hold_last(self):
        """Keep the last paragraph with what comes next."""
        self.document.paragraphs[-1].paragraph_format.keep_with_next = True

    @contextmanager
    def together(self):
        """Hold on one page what is written meanwhile; of a tall block, its beginning and its end."""
        body = self.document.element.body
        before = len(body) - 1  # the last element is the section's
        yield
        if before == len(body) - 1:
            return
        # The gap is after a block, not before the next: LibreOffice divides blocks that begin with one.
        Paragraph(body[-2], None).paragraph_format.space_after = Pt(GAP)
        lines = [line for element in list(body)[before:-1] for line in _lines_of(element)]
        held = lines[:-1] if len(lines) <= TALL else [*lines[:HEAD], *lines[-TAIL:-1]]
        for line in held:
            for paragraph in line.iter(qn("w:p")):
                Paragraph(paragraph, None).paragraph_format.keep_with_next = True


def _lines_of(element):
    return element.findall(qn("w:tr")) if element.tag == qn("w:tbl") else [element]
