"""Words chosen from an answer, and words taken out of a quote. Pure: text in, text out."""

import re

APOSTROPHES = set("'’‘`´ʼ")
QUOTE_MARKS = APOSTROPHES | set('"“”„‟‚‛«»‹›')


class NotThere(Exception):
    """The words to take out do not stand in the quote."""


class NothingLeft(Exception):
    """Without these words the quote would say nothing."""


def chosen_from(answer, words):
    """The part of `answer` that `words` name, as it was written; empty if it is no part of it.

    White space and quote marks may differ. Half a word is no part: “happy” does not stand in “unhappy”.
    """
    found = _places(answer, words)
    if not found:
        return ""
    start, end = found[0]
    return in_one_line(answer[start:end])


def holds(text, words):
    """Whether `words` stand in `text`, however they are written."""
    return bool(_places(text, words, any_case=True))


def take_out(text, words, instead):
    """`text` with `instead` wherever these words stood, in capitals or not.

    Raises NotThere, or NothingLeft if no other word would remain.
    """
    found = _places(text, words, any_case=True)
    if not found:
        raise NotThere
    for start, end in reversed(found):
        text = f"{text[:start]}{instead}{text[end:]}"
    if not re.search(r"\w", re.sub(r"\[[^\]]*\]", "", text)):
        raise NothingLeft
    return in_one_line(text)


def in_one_line(text):
    return " ".join(text.split())


def _places(text, words, *, any_case=False):
    """[(start, end)] of `words` in `text`, from the beginning of a word to the end of one."""
    letters, places = _plain(text, any_case)
    wanted = _plain(words, any_case)[0].strip()
    if not re.search(r"\w", wanted):
        return []
    before = r"(?<!\w)" if re.match(r"\w", wanted) else ""
    after = r"(?!\w)" if re.search(r"\w\Z", wanted) else ""
    return [
        (places[match.start()], places[match.end() - 1] + 1)
        for match in re.finditer(f"{before}{re.escape(wanted)}{after}", letters)
    ]


def _plain(text, any_case):
    """The letters that count, and where each stands: white space as one blank, no quote marks."""
    letters, places = [], []
    for place, letter in enumerate(text):
        if letter in QUOTE_MARKS:
            if not _is_inside_a_word(text, place):
                continue
            letter = "'"
        elif letter.isspace():
            if letters and letters[-1] == " ":
                continue
            letter = " "
        elif any_case and len(letter.lower()) == 1:
            letter = letter.lower()
        letters.append(letter)
        places.append(place)
    return "".join(letters), places


def _is_inside_a_word(text, place):
    if text[place] not in APOSTROPHES:
        return False
    return text[place - 1 : place].isalnum() and text[place + 1 : place + 2].isalnum()
