"""The lines of a pasted text, as they were meant: without the marks of lists, and with what they hang on.

Nothing here goes back over a text twice, so that a long paste takes time in step with its length.
"""

import re
from dataclasses import dataclass, field
from itertools import zip_longest

TAB = 4  # how many blanks a tab is worth
SHOUTED = 4  # how many letters at least; fewer may be initials
DEEPER = 2  # how many blanks more make a line hang on the one above

_INVISIBLE = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufffc"  # soft hyphens, widths of zero
)
_TIDY = (
    {code: None for code in range(32) if chr(code) not in "\t\n"}
    | {ord(character): None for character in _INVISIBLE}
    # Word's own line breaks among them.
    | {ord(character): "\n" for character in "\r\x0b\x0c\x85\u2028\u2029"}
)

_BOX = re.compile(r"[☐□❑❏○◯]|\[[\sxX]?\]|\(\s?\)")
# The last two are Word's bullets, as its symbol fonts have them.
_BULLET = re.compile(
    rf"(?:{_BOX.pattern}|[•·▪◦‣●✓✔§\uf0a7\uf0b7]|[-–—*+o](?=\s)|[-–—](?=[A-Za-z]))\s*"
)
_LETTER = re.compile(r"\(?(?:[a-z]|[ivx]{2,4})[.)]\s+|\(?[A-H]\)\s+")
_NUMBER = re.compile(
    r"(?:\(?\d{1,3}[.)](?!\d)|\d{1,2}\.\d{1,2}[.)]?(?=\s+[A-Z])|(?i:question|q) ?\d{1,3}[a-z]? ?[.:)](?!\d)"
    r"|(?i:question|q) ?\d{1,3}(?=\s)|[A-Z]\d{1,2}[a-z]?(?:[.:)]|(?=\s+[A-Z“\"‘'£])))\s*"
)
_SECTION = re.compile(r"(?:section ?\w{0,3} ?[:–]|part \w{1,3} ?[:–])\s*(?=\S)", re.IGNORECASE)
_ASIDE = re.compile(r"(why|help|note|hint)(?: we (?:are )?ask(?:ing)?)?:\s*(?=\S)", re.IGNORECASE)
_TICK = re.compile(
    r"[(\[](?:please )?(?:tick|choose|select|pick|mark)\b[^()\[\]]{0,60}[)\]]", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+")
_INITIALS = re.compile(r"\b[A-Z]{2,4}\b")

# Words that answer and never ask: under a question they are its options, even where the marks were lost.
_ANSWERS = {
    "yes",
    "no",
    "don't know",
    "do not know",
    "i don't know",
    "not sure",
    "unsure",
    "maybe",
    "other",
    "other (please say)",
    "other (please specify)",
    "none",
    "none of these",
    "not applicable",
    "n/a",
    "prefer not to say",
}


@dataclass
class Line:
    """One line: its words, how far in it stood, and what stood before it (number, bullet, letter or "").

    `is_boxed` is whether its bullet is a box to tick.
    """

    body: str
    indent: int = 0
    mark: str = ""
    is_boxed: bool = False

    @property
    def aside(self):
        """("why" or "help", its words) if the line is about the question above it, else None."""
        found = _ASIDE.match(self.body)
        if not found:
            return None
        return ("why" if found[1].casefold() == "why" else "help", self.body[found.end() :])

    @property
    def heading(self):
        """The title, if the line says that it is a heading, else ""."""
        if self.body.startswith("#"):
            bare = self.body.lstrip("# ")
            return _NUMBER.sub("", bare, count=1).strip() if _NUMBER.match(bare) else bare
        if found := _SECTION.match(self.body):
            return self.body[found.end() :]
        return ""

    @property
    def is_shouted(self):
        """Whether it is a few words in capitals, and asks nothing."""
        shouted = len(self.body) <= 60 and self.body.isupper() and "?" not in self.body
        shouted = shouted and not self.body.endswith("!")
        return (
            shouted and self.mark in ("", "number") and sum(map(str.isalpha, self.body)) >= SHOUTED
        )

    def asks_above(self, following):
        """Whether it is a question with boxes to tick: it asks, and a box stands right below it."""
        if self.is_boxed or not following or not following.is_boxed:
            return False
        bare = self.body.rstrip(" *")
        asks = bare.endswith("?") or ("?" in bare and bare.endswith((")", "]")))
        return asks or _TICK.search(bare) is not None


@dataclass
class Block:
    """A line and what hangs on it, asides among it. A heading has a title."""

    head: Line
    hanging: list[Line] = field(default_factory=list)
    title: str = ""

    def takes(self, line):
        """Whether `line` hangs on the head: it stands further in, or has a mark that the head has not."""
        if line.aside or line.indent >= self.head.indent + DEEPER:
            return True
        if line.mark in ("bullet", "letter"):
            return line.mark != self.head.mark or (line.is_boxed and not self.head.is_boxed)
        answer = line.body.replace("’", "'").casefold() in _ANSWERS
        return answer and not line.mark and "?" in self.head.body

    def may_be_over(self, line, following):
        """Whether the head may yet be a heading in disguise, `line` and its boxes among what it is over."""
        first = self.hanging[0] if self.hanging else line
        asks = "?" in self.head.body or "?" not in first.body
        return not asks and following.indent >= first.indent + DEEPER

    @property
    def below(self):
        """What hangs on it, without the asides."""
        return [line for line in self.hanging if not line.aside]

    @property
    def is_over_questions(self):
        """Whether the head is a heading in disguise: it asks nothing, and all right below it does."""
        below = self.below
        if not below or "?" in self.head.body:
            return False
        nearest = min(line.indent for line in below)
        asked = ["?" in line.body for line in below if line.indent < nearest + DEEPER]
        sure = len(asked) > 1 or self.head.is_shouted or self.head.body.endswith(":")
        return all(asked) and sure


def lines_of(text: str) -> list[Line]:
    """The lines that say something. How far in they stand is only ever compared."""
    return [line for raw in text.translate(_TIDY).split("\n") for line in _read(raw)]


def blocks_of(lines: list[Line]) -> list[Block]:
    """The lines gathered under those that they hang on. A heading takes nothing."""
    blocks = []
    for line, following in zip_longest(lines, lines[1:]):
        above = blocks[-1] if blocks else None
        hangs = above and not above.head.heading and not line.heading and above.takes(line)
        if hangs and (not line.asks_above(following) or above.may_be_over(line, following)):
            above.hanging.append(line)
        else:
            blocks.append(Block(line))
    return blocks


def _read(raw):
    """The lines in one line of the paste: none if it says nothing, several if it has boxes to tick."""
    raw = raw.rstrip()
    bare = raw.lstrip()
    indent = sum(TAB if character == "\t" else 1 for character in raw[: len(raw) - len(bare)])
    if not any(map(str.isalnum, bare)):
        return []
    parts = _BOX.split(bare)
    if len(parts) > 2:
        return _ticked(parts, indent)
    body, mark = _unmarked(bare)
    body = unfilled(" ".join(body.split()))
    return [Line(body, indent, mark, _BOX.match(bare) is not None)] if body else []


def _ticked(parts, indent):
    """“Do you …? ☐ Yes ☐ No”, or with the boxes behind: a question and its options on one line."""
    head, *options = (" ".join(part.split()) for part in parts)
    if not options[-1]:  # the boxes stand behind their words
        asked, mark, first = head.rpartition("?")
        head, options = asked + mark, [first.strip(), *options[:-1]]
    options = [bare for option in options if (bare := unfilled(option.rstrip(" /")))]
    lines = [Line(option, indent + DEEPER, "bullet", is_boxed=True) for option in options]
    body, mark = _unmarked(head)
    return [Line(body, indent, mark), *lines] if body else lines


def _unmarked(text):
    for mark, pattern in (("bullet", _BULLET), ("number", _NUMBER), ("letter", _LETTER)):
        if found := pattern.match(text):
            return text[found.end() :], mark
    return text, ""


def initials_in(lines: list[Line]) -> set[str]:
    """“NHS” and its like, where they stand beside small letters."""
    texts = [line.heading or line.body for line in lines]
    return {found for text in texts if not text.isupper() for found in _INITIALS.findall(text)}


def sentence_case(title: str, initials: set[str]) -> str:
    """A heading all in capitals as a sentence has it; one short word may be initials itself."""
    words = _WORD.findall(title)
    if not title.isupper() or (len(words) == 1 and len(words[0]) <= SHOUTED):
        return title
    kept = initials | {"I"}
    small = _WORD.sub(lambda word: word[0] if word[0] in kept else word[0].lower(), title)
    first = len(title) - len(title.lstrip("“\"‘'("))
    return small[:first] + small[first : first + 1].upper() + small[first + 1 :]


def unfilled(text: str) -> str:
    """The text without the rule or the dots that an answer was to be written on."""
    for character in "_.…":
        bare = text.rstrip(character)
        if len(text) - len(bare) > (0 if character == "…" else 3):
            text = bare.rstrip()
    return text
