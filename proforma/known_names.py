"""The names of people one knows of, found in a text.

A full name counts wherever it stands. A first name alone counts where it is written as a name: with a
capital, and not in the name of a street or a house. One that is a word as well (Grace, Will, May) counts
only where nothing but a name has a capital: not at the beginning of a sentence.
"""

import re
import unicodedata
from functools import lru_cache

_TOKEN = re.compile(r"\w{1,60}(?:['’-]\w{1,60}){0,4}")
_GAP = re.compile(r"\.?[ \t\n]{1,3}|, ?")
_OWN = re.compile(r"['’]s$", re.IGNORECASE)
_ENDS_A_SENTENCE = frozenset(".!?:;…\n•*–—")
_OPENING = (
    " \t\r\"'“”‘’([-"  # may stand between the end of a sentence and the next one's first word
)


def _words(text):
    return frozenset(text.split())


_TITLES = _words(
    "mr mrs ms miss mx dr prof professor rev revd sir dame cllr councillor sister father"
)
_MONTHS = _words("april may june august")
_BEFORE_A_MONTH = _words(
    "in of by since until till during every each last next this early mid late"
)
# Words of every day that are first names too. A name that is missing here is taken for a name at the
# beginning of a sentence as well, which raises a false alarm and no more.
_ALSO_WORDS = _MONTHS | _words(
    "grace will mark hope faith joy rose ruby lily daisy ivy holly heather hazel poppy violet iris olive"
    " amber crystal jade pearl dawn eve summer autumn sky star melody harmony charity chance patience"
    " prudence constance mercy honour bill frank art dean grant miles rich guy max rod"
    " penny glen dale forest heath brook cliff clay stone wood rock reed wade lance"
    " pierce chase hunter mason carter cooper buddy gene robin opal ginger pepper"
    " basil sage rosemary angel storm rain river ocean lake dot gay happy kit bonny merry candy honey"
    " coral ash duke king prince earl page piper skip buck chip dash lane rusty curt ward norm"
    " an my so me see say do no yes long young short love day sunny sonny major royal justice"
    " person people somebody someone lead head chair manager worker staff team office admin reception"
    " guest member user test trainer volunteer deputy director officer partner friend peer"
)
# After these a first name is part of what a place is called; before the others too.
_PLACES_AFTER = _words(
    "street road row lane avenue close court crescent drive square terrace gardens park hill house hall"
    " lodge flats estate place church hospital school college centre center ward clinic hostel trust"
    " foundation project service hotel arms day bank bridge town city unit building"
)
_PLACES_BEFORE = _words("st saint port mount lake fort")


def spans(text: str, names: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where in the text these names stand, as (begin, end), in order and apart from each other.

    Takes time in proportion to the text, whatever the number of names.
    """
    if not names:
        return []
    full, alone = _index(names)
    tokens = list(_TOKEN.finditer(text))
    keys = [_key(token[0]) for token in tokens]
    found, n = [], 0
    while n < len(tokens):
        length = _full_name_at(n, tokens, keys, full, text)
        if not length and keys[n] in alone and _stands_as_a_name(n, tokens, keys, text):
            length = 1
        if length:
            last = tokens[n + length - 1]
            found.append((tokens[n].start(), last.start() + len(_OWN.sub("", last[0]))))
        n += length or 1
    return found


@lru_cache(maxsize=8)
def _index(names):
    """{its first two words: the rests of a full name}, and the first names that may stand alone."""
    full, alone = {}, set()
    for name in names:
        words = [_key(token[0]) for token in _TOKEN.finditer(name[:200])]
        if len(words) > 1 and words[0] in _TITLES:
            words = words[1:]
            if len(words) == 1:
                continue  # Mr Hill alone: what a title stands before is found as it is
        if not words:
            continue
        for rest in {tuple(words[1:]), tuple(words[-1:])} if len(words) > 1 else ():
            full.setdefault((words[0], rest[0]), set()).add(rest)
        if len(words[0]) > 1 and not any(map(_has_a_digit, words)):  # Desk 2 is nobody's first name
            alone.add(words[0])
    return full, frozenset(alone)


def _has_a_digit(word):
    return any(letter.isdigit() for letter in word)


def _key(word):
    """A word without its case, its accents and the ’s that says whose."""
    bare = unicodedata.normalize("NFKD", _OWN.sub("", word).replace("’", "'").casefold())
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def _full_name_at(n, tokens, keys, full, text):
    """How many words the longest full name has that begins here; 0 if none does."""
    best = 0
    for rest in full.get(tuple(keys[n : n + 2]), ()):
        length = 1 + len(rest)
        if length <= best or tuple(keys[n + 1 : n + length]) != rest:
            continue
        here = tokens[n : n + length]
        is_joined = all(
            _GAP.fullmatch(text, one.end(), other.start())
            for one, other in zip(here, here[1:], strict=False)
        )
        # “it will may” is nobody; Will May is.
        are_words = all(key in _ALSO_WORDS or key.isdecimal() for key in keys[n : n + length])
        if is_joined and (not are_words or all(_has_capital(token[0]) for token in here)):
            best = length
    return best


def _has_capital(word):
    return not word[0].islower()


def _stands_as_a_name(n, tokens, keys, text):
    word, key = tokens[n][0], keys[n]
    if not word[0].isupper() or (len(word) > 1 and word.isupper()):
        return False
    before, after = _neighbour(n, -1, tokens, keys, text), _neighbour(n, 1, tokens, keys, text)
    if before in _PLACES_BEFORE or (after in _PLACES_AFTER and tokens[n + 1][0][0].isupper()):
        return False
    if key in _ALSO_WORDS and _begins_a_sentence(tokens[n], text):
        return False
    is_date = before in _BEFORE_A_MONTH or before[:1].isdecimal() or after[:1].isdecimal()
    return not (key in _MONTHS and is_date)


def _neighbour(n, step, tokens, keys, text):
    """The word beside this one, if only a blank stands between them."""
    other = n + step
    if not 0 <= other < len(tokens):
        return ""
    first, second = sorted((n, other))
    return keys[other] if text[tokens[first].end() : tokens[second].start()].isspace() else ""


def _begins_a_sentence(token, text):
    before = text[max(0, token.start() - 8) : token.start()].rstrip(_OPENING)
    return (not before and token.start() < 8) or before[-1:] in _ENDS_A_SENTENCE
