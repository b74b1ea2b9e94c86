"""How wide Arial runs, so that a slide breaks its lines on the web where PowerPoint breaks them.

Pages are measured more carefully, in measure.py: there, what is a little too wide does no harm.
"""

import unicodedata
from functools import lru_cache

from . import measure
from .clean import signs

# Thousandths of the size. What is not here is about as wide as measure.py takes it to be.
REGULAR = {
    191: "'", 222: "ijl‘’", 260: "|", 278: " !,./:;I[\\]ft·", 333: "()-`r“”", 334: "{}", 350: "•",
    355: '"', 389: "*", 400: "°", 469: "^", 500: "Jcksvxyz", 549: "±÷",
    556: "#$0123456789?L_abdeghnopqu£€§–†", 584: "+<=>~×", 611: "FTZßø", 667: "&ABEKPSVXY",
    722: "CDHNRUw", 737: "©®", 778: "GOQØ", 833: "Mm", 889: "%æ", 944: "W", 1000: "Æ—…™", 1015: "@",
}  # fmt: skip
BOLD = {
    238: "'", 278: " ,./I\\ijl·‘’", 280: "|", 333: "!()-:;[]`ft", 350: "•", 389: "*r{}", 400: "°",
    474: '"', 500: "z“”", 549: "±÷", 556: "#$0123456789J_aceksvxy£€§–†", 584: "+<=>^~×",
    611: "?FLTZbdghnopqußø", 667: "EPSVXY", 722: "&ABCDHKNRU", 737: "©®", 778: "GOQwØ", 833: "M",
    889: "%mæ", 944: "W", 975: "@", 1000: "Æ—…™",
}  # fmt: skip
FIRST_WIDE = "\u1100"
WIDTHS = [
    {sign: wide for wide, signs in widths.items() for sign in signs} for widths in (REGULAR, BOLD)
]


def wide(text: str, size: float, bold: bool = False) -> float:
    """The width of a line as it is drawn."""
    return _thousandths(text, bold) * size / 1000


def wrapped(text: str, room: float, size: float, bold: bool = False) -> list[str]:
    """The lines as they are drawn; a word wider than a line is broken."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and wide(longer, size, bold) <= room:
            lines[-1] = longer
        elif wide(word, size, bold) <= room:
            lines.append(word)
        else:
            lines += _pieces(word, room, size, bold)
    return lines


def _pieces(word: str, room: float, size: float, bold: bool) -> list[str]:
    pieces, used = [""], 0.0
    for sign in signs(word):
        across = wide(sign, size, bold)
        if pieces[-1] and used + across > room:
            pieces.append("")
            used = 0.0
        pieces[-1] += sign
        used += across
    return pieces


@lru_cache(maxsize=10_000)
def _thousandths(text: str, bold: bool) -> float:
    if " " in text:
        words = text.split(" ")
        return sum(_thousandths(w, bold) for w in words) + WIDTHS[bold][" "] * (len(words) - 1)
    known = WIDTHS[bold]
    return sum(known.get(sign) or _square(sign, bold) for sign in _plain(text))


def _plain(text: str) -> str:
    """Without accents, which take no room. Korean would come apart."""
    return "".join(
        sign if sign >= FIRST_WIDE else unicodedata.normalize("NFD", sign)[0] for sign in text
    )


def _square(sign: str, bold: bool) -> float:
    if unicodedata.east_asian_width(sign) in "WF" and sign.isalpha():
        return 1000
    return measure.width(sign, 1000, bold) / measure.MARGIN
