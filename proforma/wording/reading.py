"""Checks of how hard a question is to read. Each returns a sentence, or "" if content."""

import re

from django.utils.translation import gettext as _

HARDEST_GRADE = 10
LONGEST_SENTENCE = 25
FEWEST_WORDS = 8  # the formula says nothing of a handful of words

_KNOWN = (
    "NHS GP UK USA EU BBC PDF FAQ VAT DVD SMS PIN CCTV HIV AIDS LGBT LGBTQ COVID CEO OTH ASAP DIY "
    "AND ARE FOR NOT ALL ANY BUT YES THE YOU ONE MON TUE WED THU FRI SAT SUN JAN FEB MAR APR JUN JUL AUG "
    "SEP OCT NOV DEC"
)
KNOWN = set(_KNOWN.split())
PLAINER = {
    r"utili[sz](?:e|es|ed|ing)": "use",
    r"stakeholders?": "people involved",
    r"signpost(?:s|ed|ing)?": "tell people where to go",
    r"holistic(?:ally)?": "whole",
    r"wrap-?around": "all-round",
    r"co-?produc(?:e|ed|tion)": "made together with people",
    r"operationali[sz]\w*": "put into practice",
    r"multi-?disciplinary": "from several professions",
    r"deliverables?": "what will be done",
    r"leverag(?:e|ed|ing)": "use",
    r"in terms of": "about",
    r"going forward": "from now on",
}
_JARGON = re.compile(rf"\b(?:{'|'.join(PLAINER)})\b", re.IGNORECASE)
_CAPITALS = re.compile(r"\b[A-Z]{3,10}s?\b")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w'-]*")
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|\d+")


def jargon(question):
    """Initials that nobody has spelt out here, or a word of the trade that has a plainer one."""
    offered = [option.text[:200] for option in [*question.options, *question.rows]]
    texts = [text for text in [question.text, question.help, *offered] if not text.isupper()]
    everything = " ".join(texts)
    unknown = [
        found
        for found in dict.fromkeys(_CAPITALS.findall(everything))
        if found.removesuffix("s") not in KNOWN and not _explained(found, everything)
    ]
    if unknown:
        return _(
            "Not everybody knows “%(found)s”: write it out the first time, or say what it does."
        ) % {"found": "”, “".join(unknown[:3])}
    if found := _JARGON.search(everything):
        plainer = next(
            plain for hard, plain in PLAINER.items() if re.fullmatch(hard, found[0], re.IGNORECASE)
        )
        return _("“%(found)s” is a word of the trade: perhaps “%(plainer)s”.") % {
            "found": found[0],
            "plainer": plainer,
        }
    return ""


def _explained(initials, text):
    """Whether the initials stand in brackets after words, or have words in brackets or “means” after them."""
    bare = re.escape(initials)
    return (
        re.search(rf"\w \({bare}\)|\b{bare} (?:\(\w|(?:is|means|stands for|are)\b)", text)
        is not None
    )


def reading_level(question):
    """A sentence to get lost in, or words as hard as those of an exam paper."""
    for text in (question.text, question.help):
        for sentence in sentences(text):
            if len(words := _WORD.findall(sentence)) > LONGEST_SENTENCE:
                return _(
                    "The sentence that begins “%(start)s …” has %(n)d words: two shorter ones are easier."
                ) % {"start": " ".join(words[:4]), "n": len(words)}
    words = _WORD.findall(_NAME.sub(" ", question.text))
    level = grade(question.text)
    if len(words) < FEWEST_WORDS or round(level) <= HARDEST_GRADE:
        return ""
    hardest = sorted(dict.fromkeys(words), key=syllables, reverse=True)[:3]
    return _(
        "This takes a reading age of about %(age)d: are there shorter words for “%(hard)s”?"
    ) % {
        "age": round(level) + 5,
        "hard": "”, “".join(word for word in hardest if syllables(word) > 2) or hardest[0],
    }


def sentences(text):
    return [one for one in re.split(r"(?<=[.?!])\s+|\n|(?<=:)\s", text) if _WORD.search(one)]


def grade(text: str) -> float:
    """The school grade (American; the reader's age less five) that a text takes, roughly; 0 without words.

    The Flesch–Kincaid grade level: 0.39 × words a sentence + 11.8 × syllables a word − 15.59. Source:
    J. P. Kincaid and others, Derivation of New Readability Formulas for Navy Enlisted Personnel, Research
    Branch Report 8-75, Naval Technical Training Command, 1975. Syllables are estimated (see `syllables`);
    names of places and organisations are left out, as nobody can choose shorter ones.
    """
    words = _WORD.findall(_NAME.sub(" ", text))
    if not words:
        return 0.0
    spoken = sum(syllables(word) for word in words)
    return max(0.0, 0.39 * len(words) / len(sentences(text)) + 11.8 * spoken / len(words) - 15.59)


def syllables(word: str) -> int:
    """How many syllables an English word has, roughly: its groups of vowels, less a silent e."""
    word = word.casefold().removesuffix("'s")
    groups = len(re.findall(r"[aeiouy]+", word))
    if re.search(r"[^aeiouyl]e$|[^aeiouytd]ed$|[^aeiouysxzcgl]es$|[aeiouy]\wement", word):
        groups -= 1
    return max(1, groups)
