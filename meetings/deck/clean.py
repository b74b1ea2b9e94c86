"""Text that other people wrote, made safe and plain before it goes into a deck.

What is written stays text: nothing here decides what may be shown, only how it may look.
"""

import math
import re
import unicodedata

LONGEST_WORD = 40
LONGEST_LABEL = 60
# Joiners and direction marks that Arabic, Persian and emoji sequences cannot do without.
KEPT_FORMATS = "\u200c\u200d\u200e\u200f"
# What must not be the last thing before an ellipsis: it would swallow or alter it.
DANGLING = "\u200d\ufe0e\ufe0f"


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
    head = text[: length - 1]
    at_word = head.rsplit(" ", 1)[0]
    return ended(at_word if len(at_word) > length // 2 else head)


def ended(head: str) -> str:
    """The head with an ellipsis, and nothing dangling before it."""
    return head.rstrip(f" ,;:.–—-{DANGLING}") + "…"


def number(value: object) -> float | int | None:
    """A figure a chart can draw; what is not one is a gap."""
    if value is None or isinstance(value, str):
        return None
    figure = float(value)
    if not math.isfinite(figure):
        return None
    return int(figure) if figure.is_integer() else figure


def reads_from_the_right(text: str) -> bool:
    """Whether the first letter that has a direction is Hebrew, Arabic or the like."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def _printable(text: object) -> str:
    composed = unicodedata.normalize("NFC", "" if text is None else str(text))
    return "".join(_plain(character) for character in composed)


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
    if len(word) <= LONGEST_WORD:
        return word
    return " ".join(word[i : i + LONGEST_WORD] for i in range(0, len(word), LONGEST_WORD))
