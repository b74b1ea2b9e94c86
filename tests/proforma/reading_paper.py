"""A pro-forma to print, and how to read what was printed."""

import io

from docx import Document
from docx.enum.text import WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from meetings.demo import proforma as demo
from proforma import paper
from proforma.kinds import KINDS
from proforma.plain import PlainOption, PlainPart, PlainProforma, PlainQuestion, PlainSection

ABOUT = {
    "network": "Coast Together",
    "controller": "Harbour Trust",
    "contact": "Ana Brook, ana@example.com",
}
OPTIONS = [
    PlainOption("Every day", "d"),
    PlainOption("Now and then", "n"),
    PlainOption("Other", "OTH"),
]
ROWS = [PlainOption("Housing advice", "h"), PlainOption("Food", "f")]
NAMES = ["Harbour", "Tide Housing", "The Lantern"]
SCALE = {"low": 1, "high": 5, "low_label": "Not ready", "high_label": "Ready"}


def question(kind, text="What do you see?", **more):
    given = {
        "options": OPTIONS if KINDS[kind].has_options else [],
        "rows": ROWS if KINDS[kind].has_rows else [],
        "settings": SCALE if "scale" in kind else {},
    }
    return PlainQuestion(kind, text, **({"code": "A1"} | given | more))


def proforma_of(*questions, unit="person", **more):
    return PlainProforma(
        "What we see", "", [PlainPart(unit, "", 5, [PlainSection([*questions], **more)])]
    )


def written(*questions, unit="person", **about):
    return opened(paper.write(proforma_of(*questions, unit=unit), **(ABOUT | about)))


def opened(content):
    return Document(io.BytesIO(content))


def letters_of(element):
    return "".join(text.text for text in element.iter(qn("w:t")))


def words_of(document):
    """All paragraphs, of the tables too, in the order of the page."""
    return [Paragraph(element, None).text for element in document.element.body.iter(qn("w:p"))]


def text_of(document):
    return "\n".join(words_of(document))


def block_of(document, code="A1"):
    """The paragraphs and tables from one question to the end of the part."""
    elements = list(document.element.body)[:-1]
    start = next(n for n, element in enumerate(elements) if letters_of(element).startswith(code))
    return elements[start:-1]


def answer_of(document):
    """How a question is answered: its boxes and its lines, without what is asked beside the answer."""
    block = block_of(document)
    boxes = sum(letters_of(element).count("☐") for element in block)
    return boxes, sum(rules_in(element) for element in block)


def rules_in(element):
    """How many lines to write on: blanks of a line, and rows of a table of nothing else."""
    if element.tag == qn("w:tbl"):
        is_lines = len(element.tblGrid.gridCol_lst) == 1
        return len(element.tr_lst) if is_lines else 0
    return sum(
        Paragraph(paragraph, None).text.count("\t") - text_tabs(paragraph)
        for paragraph in element.iter(qn("w:p"))
        if any(
            stop.leader == WD_TAB_LEADER.LINES
            for stop in Paragraph(paragraph, None).paragraph_format.tab_stops
        )
    )


def text_tabs(paragraph):
    return Paragraph(paragraph, None).text.count("☐\t")


def demo_proforma():
    def options(pairs):
        return [PlainOption(text, code) for code, text in pairs]

    def plain(given):
        lists = {name: options(given[name]) for name in ("options", "rows")}
        known = {name: given[name] for name in ("kind", "text", "help", "why", "code", "settings")}
        return PlainQuestion(**known, **lists, follows=given.get("follows", ""))

    parts = [
        PlainPart(
            part["unit"],
            part["title"],
            part["minutes"],
            [PlainSection([plain(given) for given in part["questions"]])],
        )
        for part in demo.PARTS
    ]
    return PlainProforma("What we see, and what we hold", demo.INTRO, parts)
