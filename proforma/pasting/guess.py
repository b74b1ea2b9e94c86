"""Guessing what kind of question a line of text is. The coordinator sees the guess and can change it."""

import re
from collections.abc import Iterable

from proforma.kinds import KINDS, OTHER
from proforma.plain import PlainOption, PlainQuestion

from .hints import RANKED, Hints, amount, instruction, is_other, take_choosing, take_hints

MOST_READ = 1000  # no question is longer, and a guess on a whole page would be worth nothing

_LONG = re.compile(
    r"(?:please )?(?:describe|explain|tell (?:us|me) (?:about|where|why|what|who)|in your own words)\b"
    r"|(?:why|what would|how would|how could)\b"
)
_COUNT = re.compile(r"\bhow many\b|^(?:total )?number of\b")
_PERCENT = re.compile(
    r"(?<!\d)(?<!\d )%|\b(?:what|which) (?:percentage|percent|proportion)\b|^percentage of\b"
)
_MONEY = re.compile(
    r"£(?! ?\d)|\bhow much (?:\w+ ){0,2}(?:funding|money|income|budget|grant)\b"
    r"|\bhow much\b.{0,60}\b(?:costs?|spend|spent)\b"
    r"|\bwhat (?:is|was) (?:the|your) (?:\w+ ){0,2}(?:budget|cost|turnover|income)\b"
)
_MONTH = re.compile(r"\b(?:which|what) month\b|\bmonth and year\b")
_DATE = re.compile(
    r"(?:on )?(?:what|which) date\b|date of\b|when (?:is|was|were|did|does|will|are|has)\b"
)
_TIME = re.compile(r"(?:at )?what time\b")
_YES_NO = re.compile(r"(?:do|does|is|are|have|has|can|will)\b[^,;:?]{1,120}\??$")
_TWO_CLAUSES = re.compile(r"\b(?:and|or) (?:if so|how|what|why|who|when|where|which)\b")
_SHORT = re.compile(
    r"(?:your |full |job |contact |main )*(?:name|title|role|e-?mail|tele?phone|phone|postcode|address"
    r"|organisation)\b|what is your\b|\b(?:name|title)\W*$"
    r"|what(?: is|'s) the (?:full |job |contact |main )*"
    r"(?:name|title|e-?mail|tele?phone|phone|postcode|address)\b"
)
# A note asks nothing, thanks or says what is done with the answers. All else might ask.
_WANTS = re.compile(
    r"\b(?:describe|explain|tell (?:us|me)|let (?:us|me) know|say (?:more|why|how|what)|list"
    r"|anything else)\b"
)
_WANTS_MORE = re.compile(r"\b(?:please|would like|want|wonder|interested|hear|share|comment)\b")
_NOTE = re.compile(
    r"(?:thanks?|we|this (?:section|part|page|form|survey)|(?:all|your) (?:answers|replies)|nothing you say"
    r"|nobody|no one)\b"
)
_ABOUT_FORM = re.compile(
    r"\b(?:thanks?|answers?|replies|results?|survey|form|section|confidential|anonymous)\b"
)
_PERIOD = re.compile(
    r"\b(?:in|over|during|for|within) the ((?:last|past) (?:\w+ )?(?:day|week|month|quarter|year)s?)\b"
    r"|\b((?:last|this) (?:week|month|quarter|year))\b"
)

# The words between “how many” and the first of these name what is counted.
_AFTER = (
    "do does did are were is was have has had can could will would in at on with who that which you your of "
    "a each per for to by from and or there they we came come get got left use used"
)
_SORTS_OF_PEOPLE = (
    "people adults clients children men women residents tenants patients users participants individuals "
    "persons customers students members"
)
_STOP, _PEOPLE = set(_AFTER.split()), set(_SORTS_OF_PEOPLE.split())
_NUMBERS = {"whole_number", "decimal", "money", "percentage", "grid_number"}


def guess(text: str, options: list[str], helps: Iterable[str] = ()) -> PlainQuestion:
    """The question that a line of text and the lines under it most likely mean.

    What was understood from brackets at the end (“(required)”, “(0 to 10)”, “(people)”) is taken out of
    the text. The kind is one of proforma.kinds and all settings are its own. No option is ever lost.
    A help that only says “choose up to three” is dropped where the page will say so itself.
    """
    read = text if len(text) <= MOST_READ else ""
    counts = bool(_COUNT.search(_said(read)) or "(number)" in read.casefold())
    bare, hints = take_hints(text, counts=counts) if read else (text, Hints())
    ask = _said(bare) if read else ""
    instruction(ask, hints)
    offered = options or hints.options
    help = " ".join(filter(None, helps))
    rest = take_choosing(help, hints) if offered and len(help) <= MOST_READ else help
    kind = _kind_with_options(ask, offered, hints) if offered else _kind(ask, hints)
    question = PlainQuestion(kind, bare, required=hints.required and KINDS[kind].asks)
    _offer(question, offered)
    settings = _settings(question, ask, hints)
    question.settings = {name: settings[name] for name in KINDS[kind].settings if name in settings}
    unused = [bracket for name, bracket in hints.taken if not _used(name, question, hints, options)]
    question.text = " ".join([bare, *unused])
    is_said = kind in {"choose_several", "rank"} and question.settings.get("most") == hints.most
    question.help = rest if is_said else help
    return question


def _used(name, question, hints, options):
    """Whether what a bracket said is now in the question; what is not stays in the text."""
    limits = "min" in question.settings or ("low" in question.settings and hints.is_steps)
    return {
        "required": True,
        "kind": question.kind == hints.kind,
        "scale": limits,
        "options": not options,
        "period": "period" in question.settings,
        "unit": question.settings.get("unit") == hints.unit,
        "instruction": KINDS[question.kind].has_options or limits,
    }[name]


def _said(text):
    """As the patterns have it."""
    return text.replace("’", "'").casefold().strip()


def _kind_with_options(ask, options, hints):
    texts = {_said(option).rstrip(".") for option in options}
    digits = [option for option in options if option[:1].isdigit()]
    if texts == {"yes", "no"} and hints.kind in ("", "yes_no"):
        return "yes_no"
    if hints.kind in {"choose_one", "choose_several", "rank"}:
        return hints.kind
    if hints.scale and hints.ends_from(options):
        return "scale"
    if hints.scale and not digits:
        return "grid_scale" if hints.is_steps else "grid_number"
    if _COUNT.search(ask) and re.search(r"\beach\b|\bof the following\b", ask) and not digits:
        return "grid_number"
    if RANKED.search(ask):
        return "rank"
    return "choose_several" if hints.several or (hints.most or 0) > 1 else "choose_one"


def _kind(ask, hints):
    kind = KINDS.get(hints.kind)
    if kind and not kind.has_options and not kind.has_rows:
        return hints.kind
    if _LONG.match(ask):
        return "scale" if hints.is_steps else "long_text"
    if hints.scale and not _COUNT.search(ask):
        return "scale" if hints.is_steps else "whole_number"
    for found, guessed in (
        (_PERCENT.search(ask), "percentage"),
        (_COUNT.search(ask), "whole_number"),
        (_MONEY.search(ask), "money"),
        (_MONTH.search(ask), "month"),
        (_TIME.match(ask), "time"),
        (_DATE.match(ask), "date"),
        (_YES_NO.match(ask) and not _TWO_CLAUSES.search(ask), "yes_no"),
        (len(ask) <= 60 and _SHORT.match(ask), "short_text"),
        (_is_note(ask), "statement"),
    ):
        if found:
            return guessed
    return "long_text"


def _is_note(ask):
    """Whether it asks nothing: it ends in “!”, or each of its sentences begins as notes do."""
    if "?" in ask or _WANTS.search(ask):
        return False
    if ask.endswith("!"):
        return True
    sentences = re.split(r"[.!] +", ask)
    are_notes = len(sentences) > 1 and all(map(_NOTE.match, sentences))
    return are_notes and bool(_ABOUT_FORM.search(ask)) and not _WANTS_MORE.search(ask)


def _offer(question, texts):
    """Give the question its options or rows, unless they only said what yes, no or a scale's ends mean."""
    kind = KINDS[question.kind]
    if kind.has_options:
        question.options = [
            PlainOption(text.rstrip(": "), OTHER) if is_other(text) else PlainOption(text)
            for text in texts
        ]
    elif kind.has_rows:
        question.rows = [PlainOption(text) for text in texts]


def _settings(question, ask, hints):
    """Everything that could be set; the kind keeps what is its own."""
    settings = {}
    low, high, low_label, high_label = hints.scale or (1, 5, "", "")
    if question.kind in {"scale", "grid_scale"}:
        low, high = (low, high) if hints.is_steps else (1, 5)
        settings |= {"low": low, "high": high, "low_label": low_label, "high_label": high_label}
    elif hints.scale:
        settings |= {"min": low, "max": high}
    if question.kind == "rank" and not hints.most:
        hints.most = amount(ask)
    if 1 < (hints.most or 0) < len(question.options) or (
        hints.most == 1 and question.kind == "rank"
    ):
        settings["most"] = hints.most
    if question.kind in _NUMBERS:
        found = _PERIOD.search(ask)
        settings["unit"] = hints.unit or _unit(ask)
        settings["period"] = hints.period or (found and (found[1] or found[2]))
    return {name: value for name, value in settings.items() if value not in ("", None)}


def _unit(ask):
    """What is counted: “people” for people of any sort, else the noun after “how many”, or nothing."""
    after = ask.partition("how many")[2] or ask.partition("number of")[2]
    words = re.findall(r"[\w'-]+", after[:80])
    while words and words[0] in {"of", "the", "those", "these", "your", "different", "new"}:
        words.pop(0)
    end = next((n for n, word in enumerate(words) if word in _STOP), len(words))
    noun = words[end - 1] if 0 < end <= 4 else ""
    return "people" if noun in _PEOPLE else noun if noun.isalpha() and len(noun) <= 40 else ""
