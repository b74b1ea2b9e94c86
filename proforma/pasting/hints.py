"""What people add in brackets behind a question: how to answer it, in what unit, whether they must."""

import re
from dataclasses import dataclass, field

MOST_HINTS = 5
LONGEST_HINT = 400
LONGEST_LABEL = 60

_KINDS = {
    "long_text": "long text|long answer|paragraph|free text|open text",
    "short_text": "text|short text|short answer|one line",
    "whole_number": "number|whole number|integer",
    "decimal": "decimal|number with a fraction",
    "percentage": "%|percent|percentage",
    "money": "£|money|amount|gbp",
    "date": "date",
    "month": "month|month and year",
    "time": "time",
    "date_time": "date and time",
    "yes_no": "yes/no|yes / no|y/n|yes or no",
    "scale": "scale",
    "rank": "rank|ranking",
    "choose_one": "choose one|tick one|select one|pick one|one only|choose one only|tick one only",
    "choose_several": "choose several|several|tick all|select all",
    "statement": "statement|information|no answer needed",
    "organisations": "organisations|partners",
}
KIND_WORDS = {word: kind for kind, words in _KINDS.items() for word in words.split("|")}
_COUNTED = {"organisations", "partners"}  # a unit, behind “how many”
_MUST = {"required", "mandatory", "must be answered"}

_SMALL = "one two three four five six seven eight nine ten"
SMALL = {word: n for n, word in enumerate(_SMALL.split(), start=1)}
_N = rf"(\d{{1,2}}|{'|'.join(SMALL)})\b"
_CHOOSE = r"\b(?:choose|select|tick|pick|mark|circle)\b"
_MOST = re.compile(
    rf"{_CHOOSE}[^.?!]{{0,20}}?\b(?:up to|at most|no more than|a maximum of|(?:your |the )?top|any|your)"
    rf" {_N}"
    rf"|{_CHOOSE} (?:only |just )?{_N}|\bmax(?:imum)?\.?(?: of)? ?{_N}|^(?:up to|at most|top|any) {_N}"
)
_TOP = re.compile(rf"\b(?:top|first) {_N}")
_SEVERAL = re.compile(
    rf"{_CHOOSE}[^.?!]{{0,30}}?\b(?:all|any|as many|one or more|several|more than one)\b|\ball that apply\b"
)
RANKED = re.compile(
    r"\brank\b|\bin order of (?:importance|priority|preference)\b|\bput (?:these|them) in order\b"
)
# A sentence that says no more than how many to choose.
_ONLY = re.compile(
    rf"(?:please |you (?:can|may) )?(?:{_CHOOSE} )?(?:only |just )?"
    rf"(?:(?:up to|at most|no more than|a maximum of|maximum|max|(?:your )?top|any) {_N}|all(?= that)"
    r"|one or more|as many as you like|more than one|several)"
    r"(?: (?:of|these|them|those|options?|answers?|boxes|things|only|that apply))*\W*$"
)
_SENTENCE = re.compile(r"(?<=[.!;]) +")

_DASH = r"(?:to|-|–|—)"
_RANGE = re.compile(
    rf"(?:(?:on )?(?:a )?scale (?:of |from )?|from )?(\d{{1,3}}) ?{_DASH} ?(\d{{1,3}})$"
)
_LABELS = re.compile(r"(?<!\d)(\d{1,3})(?!\d)([^\d]{2,90})(\d{1,3})(?!\d)([^\d]{2,90})$")
_IN_TEXT = re.compile(rf"\bscale (?:of|from) (\d{{1,3}}) ?{_DASH} ?(\d{{1,3}})\b")
_WHERE = re.compile(r"\b(?:where|with) (\d{1,3} [^\d?]{2,90}\d{1,3} [^\d?,]{2,90})")
_END = re.compile(r"(\d{1,3})\b[\s=:.)–-]*(.{2,60})$")

_PERIOD = re.compile(
    r"(?:in |over |during )?(?:the )?((?:last|past|this|previous|current) [\w ]{1,40}"
    r"|(?:per|a|each) (?:day|week|month|quarter|year)|today|20\d\d(?:[/–-]\d\d(?:\d\d)?)?)$"
)
_OTHER = re.compile(
    r"other\s*(?:[:,–(-]*\s*(?:please|specify|say|state|which|what)\b.{0,60})?[:_. ]*$",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"\?[”\"’']? +(?:\([^()?]{1,100}\) +)?(?=[^?(]+(?:\([^()?]*\))?$)")
_DATE_PARTS = {"d", "dd", "m", "mm", "yy", "yyyy", "day", "month", "year"}
_UNIT = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){0,2}$")


@dataclass
class Hints:
    """What was understood. `scale` is (low, high, low label, high label), labels as they were written.

    `taken` is the brackets that were taken out of the text, each with the name of what it set.
    """

    required: bool = False
    kind: str = ""
    options: list[str] = field(default_factory=list)
    several: bool = False
    most: int | None = None
    scale: tuple | None = None
    unit: str = ""
    period: str = ""
    taken: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_steps(self):
        """Whether the scale is one that can be shown as steps; other ranges are limits of a number."""
        return bool(self.scale) and self.scale[0] in (0, 1) and 2 <= self.scale[1] <= 10

    def ends_from(self, options):
        """Whether two options only say what the ends mean, as “0 = not at all” does; take the labels."""
        ends = [_END.match(option) for option in options]
        if len(ends) != 2 or not all(ends) or not self.is_steps:
            return False
        numbers, labels = [int(end[1]) for end in ends], [end[2].strip() for end in ends]
        if numbers == list(self.scale[:2]):
            self.scale = (*numbers, *labels)
        return numbers == list(self.scale[:2])


def take_hints(text: str, *, counts: bool) -> tuple[str, Hints]:
    """The text without the brackets at its end that say how to answer, and what they say.

    A bracket that says nothing of the sort stays. `counts` is whether the text asks how many, where
    “(people)” is a unit.
    """
    hints = Hints()
    for _turn in range(MOST_HINTS):
        bare = text.rstrip()
        if bare.endswith("*") and _says(bare):
            text, hints.required = bare.rstrip("* "), True
            continue
        end = bare[-1:] if bare[-1:] in {"?", ":", "."} else ""
        inside = bare.removesuffix(end).rstrip() if end else bare
        start = inside.rfind({")": "(", "]": "["}.get(inside[-1:], "\0"))
        hint = inside[start + 1 : -1].strip() if start > 0 else ""
        before = inside[:start].rstrip()
        number = counts or hints.kind in {"whole_number", "decimal"}
        is_hint = 0 < len(hint) <= LONGEST_HINT and _says(before)
        if is_hint and (name := _understand(hint, hints, number)):
            hints.taken.insert(0, (name, inside[start:]))
            text = before if before.endswith(("?", ":", ".")) else before + end
        elif behind := "" if number or hints.options else _behind(bare):
            hints.options = _options(behind.rstrip(" ."), number)
            hints.taken.insert(0, ("options", behind))
            text = bare.removesuffix(behind)
        else:
            return bare, hints
    return text.rstrip(), hints


def _behind(text):
    """The options behind a question mark, “… ? Yes / No”, as they stand there, or ""."""
    found = _BEHIND.search(text)
    behind = text[found.end() :] if found else ""
    parts = _options(behind.rstrip(" ."), number=False)
    offers = "/" in behind and len(parts) == behind.count("/") + 1
    is_more = re.search(r"[.!:;] ", behind) or max(map(len, parts), default=0) > LONGEST_LABEL
    return behind if offers and not is_more and all(map(_says, parts)) else ""


def _says(text):
    return any(map(str.isalnum, text))


def _understand(hint, hints, number):
    """Put into `hints` what a bracket says, and name it; "" if it says nothing that we know."""
    said = hint.replace("’", "'").casefold().strip(" .")
    if said in _MUST or said == "optional":
        hints.required = said in _MUST
        return "required"
    if instruction(said, hints):
        return "instruction"
    found = _PERIOD.match(said)
    for name, meant in (
        ("kind", "" if number and said in _COUNTED else KIND_WORDS.get(said)),
        ("scale", _scale(hint, said)),
        ("options", _options(hint, number)),
        ("period", found and found[1]),
        ("unit", number and len(said) <= 40 and _UNIT.match(said) and said),
    ):
        if meant:
            setattr(hints, name, meant)
            return name
    return ""


def instruction(said: str, hints: Hints) -> bool:
    """Whether “choose up to three” and its like was said, put into `hints`; `said` is in small letters."""
    if found := _MOST.search(said):
        hints.most = _small(next(filter(None, found.groups())))
    hints.several = hints.several or bool(_SEVERAL.search(said))
    if hints.scale is None and (found := _IN_TEXT.search(said)):
        hints.scale = _ordered(int(found[1]), int(found[2]), "", "")
        where = _WHERE.search(said)
        hints.scale = (where and _scale(where[1], where[1])) or hints.scale
    return bool(_MOST.search(said) or _SEVERAL.search(said) or _IN_TEXT.search(said))


def take_choosing(text: str, hints: Hints) -> str:
    """What a help says besides how many to choose, which is put into `hints` if nothing said it before."""
    if hints.most or hints.several or hints.kind:
        return text
    kept = []
    for sentence in _SENTENCE.split(text):
        said = sentence.replace("’", "'").casefold()
        only, most = _ONLY.match(said), _MOST.search(said)
        if most and not hints.most:
            hints.most = _small(next(filter(None, most.groups())))
        hints.several = hints.several or bool(only)
        kept += [] if only else [sentence]
    return " ".join(kept)


def amount(said: str) -> int | None:
    """The k of “your top k”."""
    found = _TOP.search(said)
    return _small(found[1]) if found else None


def _small(word):
    return SMALL.get(word) or int(word)


def _scale(hint, said):
    if found := _RANGE.match(said):
        return _ordered(int(found[1]), int(found[2]), "", "")
    found = _LABELS.search(hint)
    if not found or re.match(rf" ?{_DASH} ?$", found[2]):
        return None
    low_label, high_label = (_label(found[2]), _label(found[4]))
    if not low_label or not high_label:
        return None
    return _ordered(int(found[1]), int(found[3]), low_label, high_label)


def _label(text):
    """The words of one end, without what joins them to their number and to the other end."""
    bare = re.sub(r"^[\s=:,.)–—-]*(?:(?:is|means|being)\s)?\s*", "", text, count=1)
    bare = re.sub(rf"[\s,;]*(?:\s{_DASH}|\sand)?[\s,;.…–—-]*$", "", bare, count=1)
    return bare if len(bare) <= LONGEST_LABEL else ""


def _ordered(low, high, low_label, high_label):
    return (low, high, low_label, high_label) if low < high else None


def _options(hint, number):
    """“Yes / No / Not sure” as options. Behind “how many”, a bracket says what to count."""
    parts = re.split(r" +/ +| *; *", hint)
    if len(parts) == 1 and hint.casefold().startswith(("yes/", "y/")):
        parts = hint.split("/")
    parts, repeated = once([part.strip() for part in parts if part.strip()])
    is_date = {part.casefold() for part in parts} <= _DATE_PARTS
    return parts if len(parts) > 1 and not repeated and not number and not is_date else []


def is_other(option: str) -> bool:
    """Whether an option is “other”, with or without “please say”."""
    return _OTHER.match(option) is not None


def once(options: list[str]) -> tuple[list[str], list[str]]:
    """The options without those that say the same as one before, and those that did."""
    kept, repeated = {}, []
    for option in options:
        key = "" if is_other(option) else option.casefold().rstrip(" .;,:")
        if key in kept:
            repeated.append(option)
        else:
            kept[key] = option
    return list(kept.values()), repeated
