"""Text that other people wrote, made safe and plain before it goes into a deck.

What is written stays text: nothing here decides what may be shown, only how it may look.
"""

import math
import re
import unicodedata

LONGEST_WORD = 40
MOST_MARKS = 6  # on one letter: more is no writing, and would run into the lines above
LONGEST_LABEL = 60
MOST_DIGITS = 1e15  # what a sheet keeps of a whole number
# Joiners and direction marks that Arabic, Persian and emoji sequences cannot do without.
KEPT_FORMATS = "\u200c\u200d\u200e\u200f"
# What must not be the last thing before an ellipsis: it would swallow or alter it.
DANGLING = "\u200d\ufe0e\ufe0f"
# The flags of England, Scotland and Wales are spelt with invisible letters after a black flag.
FLAG = re.compile("(\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{2,6}\U000e007f)")
SKINS = range(0x1F3FB, 0x1F400)
FLAG_LETTERS = range(0x1F1E6, 0x1F200)


def one_line(text: object) -> str:
    """The text as a single line: no controls, plain spaces, words of at most 40 characters."""
    words = _printable(text).split()
    return " ".join(_broken(word) for word in words)


def several_lines(text: object) -> str:
    """The text with its line breaks, for speaker notes: words keep their full length."""
    lines = re.split(r"\r\n|[\n\r\v\f\x85\u2028\u2029]", str(text or ""))
    kept = "\n".join(" ".join(_printable(line).split()) for line in lines)
    return re.sub(r"\n{3,}", "\n\n", kept).strip()


def cut(text: str, length: int = LONGEST_LABEL) -> str:
    """At most `length` characters, cut between words where that loses little."""
    if len(text) <= length:
        return text
    head = text[: whole_signs(text, length - 1)]
    at_word = head.rsplit(" ", 1)[0]
    return ended(at_word if len(at_word) > length // 2 else head)


def ended(head: str) -> str:
    """The head with an ellipsis, and nothing dangling before it."""
    return head.rstrip(f" ,;:.–—-{DANGLING}") + "…"


def signs(text: str) -> list[str]:
    """The text cut where a reader would cut it: never inside an emoji, a flag or an accented letter."""
    found: list[str] = []
    for character in text:
        if found and _belongs(found[-1], character):
            found[-1] += character
        else:
            found.append(character)
    return found


def whole_signs(text: str, length: int) -> int:
    """The most that can be taken of the text without cutting a sign in two: at most `length`."""
    if length >= len(text):
        return len(text)
    taken = 0
    for sign in signs(text[: length + 40]):
        if taken + len(sign) > length:
            break
        taken += len(sign)
    return taken


def _belongs(sign: str, character: str) -> bool:
    code = ord(character)
    if sign[-1] == "\u200d" or character in KEPT_FORMATS[:2] or code in SKINS:
        return True
    if code in FLAG_LETTERS:
        return len(sign) == 1 and ord(sign) in FLAG_LETTERS
    return code >> 8 == 0xE00 or unicodedata.category(character) in ("Mn", "Me", "Mc")


def number(value: object) -> float | int | None:
    """A figure a chart can draw; what is not one is a gap."""
    if value is None or isinstance(value, str):
        return None
    try:
        figure = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    if not math.isfinite(figure):
        return None
    return int(figure) if figure.is_integer() and abs(figure) < MOST_DIGITS else figure


def reads_from_the_right(text: str) -> bool:
    """Whether the first letter that has a direction is Hebrew, Arabic or the like."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def _printable(text: object) -> str:
    plain = "" if text is None else str(text)
    if plain.isascii() and plain.isprintable():
        return plain  # most of what is written; the rest is looked at sign by sign
    composed = unicodedata.normalize("NFC", plain)
    pieces = FLAG.split(composed)
    return "".join(
        piece if n % 2 else "".join(_plain(character) for character in _fewer_marks(piece))
        for n, piece in enumerate(pieces)
    )


def _fewer_marks(text: str) -> str:
    kept, marks = [], 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def _plain(character: str) -> str:
    if character.isspace():
        return " "
    if character in KEPT_FORMATS:
        return character
    category = unicodedata.category(character)
    if category == "Cc":
        return " "
    # Lone surrogates and non-characters cannot be written as XML at all; invisible formats
    # (byte-order marks, direction overrides) can make a line read as what it is not.
    if category in ("Cs", "Cf") or _is_noncharacter(character):
        return ""
    return character


def _is_noncharacter(character: str) -> bool:
    return ord(character) & 0xFFFE == 0xFFFE or "\ufdd0" <= character <= "\ufdef"


def _broken(word: str) -> str:
    if len(word) <= LONGEST_WORD or any(map(_is_wide, word)):
        return word  # Chinese, Japanese and Korean break anywhere
    pieces, first = [], 0
    while first < len(word):
        last = max(whole_signs(word, first + LONGEST_WORD), first + 1)
        pieces.append(word[first:last])
        first = last
    return " ".join(pieces)


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF" and character.isalpha()
