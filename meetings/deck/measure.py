"""How much room text takes on a slide, in points, without PowerPoint.

PowerPoint shrinks text to fit only when somebody edits it, so what is too long has to be known
before. Measured with the font inside Pillow, whose widths are within 2 % of Arial's, so that a deck
is paginated alike on every machine.
"""

import unicodedata
from functools import lru_cache

from PIL import ImageFont

from .clean import ended, signs, whole_signs

DRAWN_AT = 100
LINE_HEIGHT = 1.2
MARGIN = 1.08  # PowerPoint, Keynote and LibreOffice differ among themselves by this much
BOLD = 1.10
SPACE = 28  # of a hundred: Arial's, wider than that of the font measured with
FIRST_INDIC, LAST_INDIC = "\u0900", "\u1fff"  # from Devanagari on, letters are wide
LAST_MEASURED = "\u024f"  # beyond Latin the font has few glyphs, so widths are estimated


def width(text: str, size: float, bold: bool = False) -> float:
    """The width of a line, on the safe side."""
    words = text.split(" ")
    hundredths = sum(_drawn(word) for word in words) + SPACE * (len(words) - 1)
    return hundredths * _per_hundredth(size, bold)


def wrap(text: str, room: float, size: float, bold: bool = False) -> list[str]:
    """The lines the text breaks into at that width; a word wider than a line is broken."""
    lines, line, used = [], [], 0.0
    per_hundredth = _per_hundredth(size, bold)
    space = SPACE * per_hundredth
    for word in text.split():
        wide = _drawn(word) * per_hundredth
        if line and used + space + wide <= room:
            line.append(word)
            used += space + wide
            continue
        if line:
            lines.append(" ".join(line))
        if wide > room:
            *full, word = _pieces(word, room, size, bold)
            lines += full
            wide = width(word, size, bold)
        line, used = [word], wide
    return [*lines, " ".join(line)] if line else lines


def height(lines: int, size: float) -> float:
    """The height of that many lines."""
    return lines * size * LINE_HEIGHT


def lines_in(room: float, size: float) -> int:
    """How many lines go into a height: one at least, or nothing could ever be placed."""
    return max(1, int(room / (size * LINE_HEIGHT) + 0.01))


def shorten(
    text: str, room: float, size: float, lines: int, bold: bool = False, suffix: str = ""
) -> str:
    """The text and suffix in at most so many lines, cut with an ellipsis where it must be."""
    if len(wrap(text + suffix, room, size, bold)) <= lines:
        return text + suffix
    words = portions(text, room, size, lines, bold)[0].split(" ")
    for kept in range(len(words), 0, -1):
        candidate = ended(" ".join(words[:kept])) + suffix
        if len(wrap(candidate, room, size, bold)) <= lines:
            return candidate
    head = words[0]
    while len(head) > 1 and len(wrap(ended(head) + suffix, room, size, bold)) > lines:
        head = head[: whole_signs(head, len(head) - 1)]
    return ended(head) + suffix


def portions(text: str, room: float, size: float, lines: int, bold: bool = False) -> list[str]:
    """The text in pieces of at most so many lines each, none of it lost and nothing put in."""
    whole, wrapped = " ".join(text.split()), wrap(text, room, size, bold)
    pieces, at = [], 0
    for first in range(0, len(wrapped), lines):
        began = at
        for line in wrapped[first : first + lines]:
            at = whole.index(line, at) + len(line)
        pieces.append(whole[began:at].strip())
    return pieces


def _per_hundredth(size: float, bold: bool) -> float:
    return size / DRAWN_AT * MARGIN * (BOLD if bold else 1)


def _pieces(word: str, room: float, size: float, bold: bool) -> list[str]:
    pieces, piece, used = [], "", 0.0
    per_hundredth = _per_hundredth(size, bold)
    for sign in signs(word):
        wide = _drawn(sign) * per_hundredth
        if piece and used + wide > room:
            pieces.append(piece)
            piece, used = "", 0.0
        piece += sign
        used += wide
    return [*pieces, piece]


@lru_cache(maxsize=1)
def _font() -> ImageFont.FreeTypeFont:
    return ImageFont.load_default(DRAWN_AT)


@lru_cache(maxsize=20_000)
def _drawn(word: str) -> float:
    latin = "".join(c for c in word if _has_glyph(c))
    others = (c for c in word if not _has_glyph(c))
    return _font().getlength(latin) + sum(_estimated(c) for c in others)


def _has_glyph(character: str) -> bool:
    return character <= LAST_MEASURED or "\u2010" <= character <= "\u2026"


def _estimated(character: str) -> float:
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):
        return 0
    if unicodedata.east_asian_width(character) in "WF" or category in ("So", "Sm"):
        return DRAWN_AT * 1.2
    if FIRST_INDIC <= character <= LAST_INDIC:
        return DRAWN_AT * 0.9
    return DRAWN_AT * (0.8 if category == "Lu" else 0.62)


def pack(heights: list[float], tall: float) -> list[range]:
    """Which of the blocks go on which page, in order, no page much fuller than the others."""
    pages = _packed(heights, tall)
    lower = tall
    while len(pages) > 1 and lower > tall / 2:
        lower -= tall / 40
        tighter = _packed(heights, lower)
        if len(tighter) > len(pages):
            break
        pages = tighter
    return pages


def _packed(heights: list[float], tall: float) -> list[range]:
    pages, first, used = [], 0, 0.0
    for n, block in enumerate(heights):
        if n > first and used + block > tall + 0.01:
            pages.append(range(first, n))
            first, used = n, 0.0
        used += block
    return [*pages, range(first, len(heights))]
