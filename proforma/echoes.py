"""Somebody's words where somebody else typed them: found however they were written, and taken out. Pure.

A quote that may be read no more can stand in a title, a note or a sentence of another's. It is found there
whole, and so is any run of RUN words of it; letters, dashes, quote marks and line ends may differ.
"""

import re
import unicodedata
from collections.abc import Iterable

SHORTEST = 3  # words: a shorter quote may stand elsewhere by chance
RUN = 5  # words of a longer one that do not stand together by chance
GAP = "[…]"
# A word with its accents, apostrophes and soft hyphens; scripts that set no spaces, letter by letter.
_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff]|(?:(?![\u3040-\u30ff\u3400-\u9fff])[\w\u0300-\u036f\u00ad\u200b-\u200d]"
    r"|(?<=\w)['’‘`´ʼ](?=\w))+"
)
_DROPPED = str.maketrans("", "", "'’‘`´ʼ\u00ad\u200b\u200c\u200d_")


class Echoes:
    """What to look for, read once, for any number of texts.

    `silent` are pairs: words that may not be read, and what to put where they stand whole, or nothing for a
    gap. What stands in `known` may be read whoever else said it: a run that is in both is no echo.
    Reading takes time in proportion to all words given; so does `without` to those of its text, and to the
    length of a quote wherever one almost stands in it.
    """

    def __init__(self, silent: Iterable[tuple[str, str]] = (), known: Iterable[str] = ()):
        silent, known = list(silent), list(known)
        grams = {size: set() for size in range(SHORTEST, RUN + 1)}
        for text in known:
            words = _words(text)
            for size, found in grams.items():
                found.update(_runs(words, size))
        # {the first words: [(every word, what stands after the last, what stands there now)]}
        self._whole = {}
        self._parts = set()
        known_whole = {_words(text) for text in known}
        self._silent = {words for text, _now in silent if any(words := _words(text))} - known_whole
        for text, now in silent:
            words = _words(text)
            runs = set(_runs(words, min(RUN, len(words))))
            if len(words) < SHORTEST or runs <= grams[min(RUN, len(words))]:
                continue
            after = text[_places(text)[-1][1] :].rstrip()
            self._whole.setdefault(words[:SHORTEST], []).append((words, after, now or GAP))
            if len(words) >= RUN:
                self._parts |= runs - grams[RUN]
        for found in self._whole.values():
            found.sort(key=lambda one: -len(one[0]))

    def __bool__(self):
        return bool(self._whole or self._silent)

    def is_one(self, text: str) -> bool:
        """Whether a text is nothing but such words, however few. Only where a text is known to be somebody's:
        two words may stand anywhere by chance."""
        return _words(text) in self._silent

    def without(self, text: str) -> str:
        """`text` with a gap, or what was given, wherever such words stood; itself if there are none."""
        if not self._whole or not text:
            return text
        places = _places(text)
        said, last = [], 0
        for first, end, after, now in self._spans(_words(text)):
            said += [text[last : places[first][0]], now]
            last = places[end - 1][1]
            last += len(after) if text.startswith(after, last) else 0
        return "".join([*said, text[last:]])

    def _spans(self, words):
        """[(first word, the one after the last, what follows it, what stands there now)], in order."""
        place = 0
        while place < len(words):
            whole = self._whole_at(words, place)
            end = place + len(whole[0]) if whole else self._end_of_run(words, place)
            if end > place:
                yield place, end, *(whole[1:] if whole else ("", GAP))
            place = max(end, place + 1)

    def _whole_at(self, words, place):
        for one in self._whole.get(words[place : place + SHORTEST], ()):
            if words[place : place + len(one[0])] == one[0]:
                return one
        return None

    def _end_of_run(self, words, place):
        """Where the run that begins here ends; the place itself if none does."""
        end = place
        while words[(first := max(place, end + 1 - RUN)) : first + RUN] in self._parts:
            end = first + RUN
        return end


def _places(text):
    return [found.span() for found in _WORD.finditer(text)]


def _words(text):
    """Its words as they are compared. As many as there are in the text, so that places agree."""
    return tuple(
        unicodedata.normalize("NFKC", word.translate(_DROPPED)).casefold()
        for word in _WORD.findall(text)
    )


def _runs(words, size):
    return (words[n : n + size] for n in range(len(words) - size + 1))
