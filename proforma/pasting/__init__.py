"""Drafting many questions at once: from pasted text to plain sections and questions.

A question a line, its options under it. What the paste cannot say is guessed, and everything that was
moved or that does not fit is said in a remark: nothing is cut silently.
"""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from proforma.plain import PlainQuestion, PlainSection

from .guess import guess
from .hints import once
from .lines import Block, blocks_of, initials_in, lines_of, sentence_case

__all__ = ["Pasted", "read"]

MOST_QUESTIONS = 200
MOST_OPTIONS = 60
LONGEST_HEADING, LONGEST_TEXT, LONGEST_HELP, LONGEST_OPTION = 120, 400, 300, 200

# A colon behind these asks for them; behind other words it announces what follows.
_LABEL = re.compile(
    r"(?:your |full |job |contact |first |last |main )*"
    r"(?:name|title|role|e-?mail|email address|phone|telephone|postcode|address|organisation|date):$",
    re.IGNORECASE,
)


@dataclass
class Pasted:
    """What was read: the sections with their questions, and `lines`, remarks for the coordinator."""

    sections: list[PlainSection] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def questions(self):
        return [question for section in self.sections for question in section.questions]


def read(text: str) -> Pasted:
    """The sections and questions in `text`, pasted from anywhere.

    Options are indented, or have bullets, boxes or letters. “#”, “Section: …”, capitals and a line that
    ends in a colon make headings; “Why: …” and “Help: …” under a question are its own. Kinds are guessed
    and valid; codes are empty, but for “other”. Raises nothing, and takes time in step with the length.
    """
    pasted = Pasted()
    lines = lines_of(text)
    initials = initials_in(lines)
    for block in _first(MOST_QUESTIONS, _titled(blocks_of(lines)), pasted.lines):
        if block.title:
            pasted.sections.append(_section(sentence_case(block.title, initials)))
            continue
        if not pasted.sections:
            pasted.sections.append(PlainSection())
        section = pasted.sections[-1]
        if block.head.aside:
            section.intro = _joined([section.intro, block.head.aside[1]])
        else:
            section.questions.append(_question(block, pasted.lines))
    return pasted


def _titled(blocks):
    """The blocks, each heading with its title and without what it took to hang on it."""
    unfolded = []
    for block in blocks:
        if block.is_over_questions:
            unfolded += [Block(block.head, title=block.head.body.rstrip(": "))]
            unfolded += blocks_of(block.hanging)
        else:
            unfolded.append(block)
    following = None
    for block in reversed(unfolded):
        if not block.title:
            block.title = block.head.heading or _announced(block, following)
        following = block
    return unfolded


def _announced(block, following):
    """The title in a line of capitals, or in one with a colon that a question follows."""
    body = block.head.body
    if block.below:
        return ""
    announces = body.endswith(":") and following and not following.title and not _LABEL.match(body)
    return body.rstrip(": ") if block.head.is_shouted or announces else ""


def _first(most, blocks, remarks):
    """The blocks up to so many questions, and a remark about what is left out."""
    asked = 0
    for place, block in enumerate(blocks):
        asked += not block.title and not block.head.aside
        if asked > most:
            left = sum(1 + len(block.hanging) for block in blocks[place:])
            remarks.append(
                ngettext(
                    "%(most)d questions are the most at one time: the last line, “%(text)s”, was left out.",
                    "%(most)d questions are the most at one time: the last %(left)d lines were left out, "
                    "from “%(text)s” on.",
                    left,
                )
                % {"most": most, "left": left, "text": _short(block.head.body)}
            )
            return blocks[:place]
    return blocks


def _section(title):
    """A heading that is as long as a paragraph introduces its section."""
    if len(title) > LONGEST_HEADING:
        return PlainSection(intro=title)
    return PlainSection(title=title)


def _question(block, remarks):
    said = {"why": [], "help": []}
    for name, words in filter(None, (line.aside for line in block.hanging)):
        said[name].append(words)
    options, repeated = once([line.body for line in block.below])
    about = {"question": _short(block.head.body)}
    if repeated:
        remarks.append(
            _("“%(question)s”: “%(repeated)s” stood there twice and was taken once.")
            % (about | {"repeated": "”, “".join(map(_short, repeated[:5]))})
        )
    if len(options) == 1:
        said["help"].insert(0, options.pop())
        remarks.append(_("“%(question)s”: the one line below it was taken as its help.") % about)
    question = guess(block.head.body, options, said["help"])
    question.why = _joined(said["why"])
    _fit(question, remarks)
    return question


def _fit(question: PlainQuestion, remarks):
    """Move what is too long into the help if it fits there, and say what does not fit."""
    about = {"question": _short(question.text)}
    if len(question.text) > LONGEST_TEXT and not question.help:
        cut = _cut(question.text)
        if len(question.text) - cut <= LONGEST_HELP:
            question.text, question.help = question.text[:cut].strip(), question.text[cut:].strip()
            remarks.append(
                _("“%(question)s”: the end of this long question is now its help.") % about
            )
    offered = [option.text for option in [*question.options, *question.rows]]
    for size, most, said in (
        (len(question.text), LONGEST_TEXT, _("the question has %(n)d characters; %(most)d fit.")),
        (len(question.help), LONGEST_HELP, _("its help has %(n)d characters; %(most)d fit.")),
        (len(question.why), LONGEST_HELP, _("its reason has %(n)d characters; %(most)d fit.")),
        (len(offered), MOST_OPTIONS, _("there are %(n)d lines to choose from; %(most)d fit.")),
        (
            max(map(len, offered), default=0),
            LONGEST_OPTION,
            _("a line to choose from has %(n)d characters; %(most)d fit."),
        ),
    ):
        if size > most:
            words = said % {"n": size, "most": most}
            remarks.append(_("“%(question)s”: %(words)s") % (about | {"words": words}))


def _cut(text):
    """Where to divide a long text: after a sentence if the rest then fits, else between two words."""
    read = text[: LONGEST_TEXT + 1]
    sentence = max(read.rfind(end) for end in (". ", "? ", "! ")) + 1
    if sentence and len(text) - sentence <= LONGEST_HELP:
        return sentence
    return read.rfind(" ") if " " in read else LONGEST_TEXT


def _joined(texts):
    return " ".join(filter(None, texts))


def _short(text):
    return text if len(text) <= 50 else f"{text[:49].rstrip()}…"
