"""Which answers say something like another one. Pure: texts in, places in their list out.

It helps a reader to find what belongs together. It never says what an answer means.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from math import log, sqrt

LONGEST_READ = 1000  # characters of each text: what it is about stands near its beginning
STEM = 6  # letters that words are compared by, so that “worker” is like “workers”
LEAST = 0.08  # anything less alike shares a word by chance


def fold(text: str) -> str:
    """The text without its accents and capitals: “Café” and “CAFE” are the same."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).casefold()


def most_like(texts: Sequence[str], n: int, most: int = 3) -> list[tuple[int, float]]:
    """The `most` texts that are most like text `n`: (place, how alike from 0 to 1), the most alike first.

    The cosine between the texts as weighted bags of words. A word that occurs tf times in a text, and in
    df of all N texts, weighs (1 + ln tf) · ln(N / df) there: G. Salton and M. McGill, Introduction to
    Modern Information Retrieval, 1983, chapter 4. Words are cut to their first letters.
    """
    bags = [Counter(_words(text)) for text in texts]
    occurs = Counter(word for bag in bags for word in bag)
    rare = {word: log(len(texts) / count) for word, count in occurs.items()}
    mine = _weights(bags[n], rare)
    alike = []
    for place, bag in enumerate(bags):
        # What shares no word that tells anything need not be weighed.
        if place == n or not any(word in bag for word in mine):
            continue
        score = _cosine(mine, _weights(bag, rare))
        if score >= LEAST:
            alike.append((place, score))
    return sorted(alike, key=lambda pair: (-pair[1], pair[0]))[:most]


def _words(text):
    return [word[:STEM] for word in re.findall(r"\w+", fold(text[:LONGEST_READ]))]


def _weights(bag, rare):
    return {word: (1 + log(tf)) * rare[word] for word, tf in bag.items() if rare[word]}


def _cosine(one, other):
    shared = sum(weight * other[word] for word, weight in one.items() if word in other)
    return shared / (_length(one) * _length(other)) if shared else 0.0


def _length(weights):
    return sqrt(sum(weight * weight for weight in weights.values()))


def _wanted(sought):
    return list(dict.fromkeys(word for word in map(fold, sought.split()) if word))


def holds(text: str, sought: str) -> bool:
    """Whether every word sought occurs in the text, in whatever capitals and accents."""
    folded = fold(text)
    return all(word in folded for word in _wanted(sought))


def pieces(text: str, sought: str) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is one of the words sought."""
    wanted = _wanted(sought)
    if not wanted:
        return [(text, False)]
    # A sign can be two when it is folded, or none: so each of the folded ones knows whence it came.
    folded, places = "", []
    for place, sign in enumerate(text):
        plain = fold(sign)
        folded += plain
        places += [place] * len(plain)
    marked = {
        places[at]
        for word in wanted
        for match in re.finditer(re.escape(word), folded)
        for at in range(*match.span())
    }
    return _runs(text, marked, set(places))


def _runs(text, marked, standing):
    """An accent that stands apart goes with its letter."""
    runs = []
    for place, sign in enumerate(text):
        is_accent = place not in standing and bool(runs)
        is_marked = runs[-1][1] if is_accent else place in marked
        if runs and runs[-1][1] == is_marked:
            runs[-1] = (runs[-1][0] + sign, is_marked)
        else:
            runs.append((sign, is_marked))
    return runs
