"""Checks of what can be chosen: options, scales and bands. Each returns a sentence, or "" if content."""

import re
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from proforma.kinds import KINDS, OTHER

MOST_QUOTED = 60
MOST_OPTIONS = 12  # more than this is a list to search, and the first ones are chosen more often

_ASIDE = re.compile(
    r"(?:i )?(?:none|neither|nothing|other|something else|somewhere else|someone else|any other"
    r"|not applicable|n/a|do(?:es)? not (?:know|apply)|don't know|this does not apply|not sure|unsure"
    r"|prefer not|rather not|no opinion|cannot say|can't say)\b",
    re.IGNORECASE,
)
# Steps of a rating, by the word that carries it.
_GOOD = (
    "excellent outstanding good great satisfied agree helpful useful likely easy well better safe happy "
    "important effective positive high clear confident pleased"
)
_BAD = (
    "terrible awful bad poor dissatisfied disagree unhelpful useless unlikely difficult hard badly worse "
    "unsafe unhappy unimportant ineffective negative low unclear unsatisfied poorly inadequate"
)
_SO_SO = "fair average adequate ok okay acceptable neutral neither mixed same moderate moderately"
_OFTEN = (
    "always often usually sometimes rarely seldom never daily weekly monthly hardly occasionally"
)
_SHADE = (
    "very quite fairly rather somewhat slightly strongly extremely a little bit completely totally mostly "
    "partly not at all nor about the much it was is ever almost tend to or and in between most of time "
    "lot deal some extent less more than once"
)
GOOD, BAD, SO_SO, OFTEN, SHADE = (
    set(words.split()) for words in (_GOOD, _BAD, _SO_SO, _OFTEN, _SHADE)
)

_NUMBER = r"£?(\d{1,3}(?:,\d{3})+|\d{1,9}(?:\.\d{1,4})?)\s?(k|m)?\b%?"
_BETWEEN = re.compile(rf"{_NUMBER}(?: \w+)?\s?(?:-|–|—|to|and|or|up to)\s?{_NUMBER}", re.IGNORECASE)
_UNDER = re.compile(rf"(?:under|below|less than|fewer than|<) ?{_NUMBER}", re.IGNORECASE)
_UP_TO = re.compile(
    rf"(?:up to|at most|no more than) {_NUMBER}|{_NUMBER}(?: \w+)? or (?:less|fewer|under)"
)
_OVER = re.compile(rf"(?:over|above|more than|>) ?{_NUMBER}", re.IGNORECASE)
_FROM = re.compile(
    rf"(?:at least|from) {_NUMBER}|{_NUMBER}(?: \w+)? (?:or|and) (?:more|over|above)|{_NUMBER}\+",
)
_UNIT = re.compile(r"minute|hour|day|week|month|year")
_JUST = re.compile(rf"{_NUMBER}(?: \w+)?$", re.IGNORECASE)


def favourites_first(question):
    """Options of our own on a matter where we have favourites. A follow-up stands after an open question."""
    if (
        not question.options
        or question.follows
        or "high" not in (question.steer, question.options_steer)
    ):
        return ""
    return _(
        "This list carries our own view (it begins with “%(first)s”): ask it in open words first, "
        "and show the list after that."
    ) % {"first": question.options[0].text[:MOST_QUOTED]}


def no_other(question):
    """A list that leaves nobody a way out. A rating, bands of numbers and yes or no are whole as they are."""
    if question.kind not in {"choose_one", "choose_several"} or len(question.options) < 2:
        return ""
    texts = [_plain(option.text) for option in question.options]
    if any(option.code == OTHER for option in question.options) or any(map(_ASIDE.match, texts)):
        return ""
    first_words = {word for text in texts for word in _words(text)[:1]}
    if first_words & {"yes", "no"} or _is_rating(texts) or all(map(_band, texts)):
        return ""
    return _(
        "Nobody can answer but with one of these %(n)d: add “Other, please say”, or “None of these”."
    ) % {"n": len(texts)}


def too_many_options(question):
    for offered in (question.options, question.rows):
        if len(offered) > MOST_OPTIONS:
            return _(
                "%(n)d lines to choose from, from “%(first)s” to “%(last)s”, are more than people read: "
                "put some together, or ask it in open words."
            ) % {
                "n": len(offered),
                "first": offered[0].text[:MOST_QUOTED],
                "last": offered[-1].text[:MOST_QUOTED],
            }
    return ""


def unbalanced_scale(question):
    """A scale whose ends lie on one side, or a rating with more steps up than down."""
    low, high = _ends(question)
    if low and high and _side(_plain(low)) == _side(_plain(high)) != 0:
        return _(
            "The scale runs from “%(low)s” to “%(high)s”, both on the same side: "
            "give it one end that is bad and one that is good."
        ) % {"low": low, "high": high}
    texts = [_plain(option.text) for option in question.options if option.code != OTHER]
    steps = [text for text in texts if not _ASIDE.match(text) or _side(text)]
    good, bad = (sum(_side(text) == side for text in steps) for side in (1, -1))
    if len(steps) < 3 or good == bad or not _is_rating(steps) or _one_word(steps):
        return ""
    return _(
        "%(good)d of these steps are good and %(bad)d bad, so the answers will lean: "
        "give as many of the one as of the other."
    ) % {"good": good, "bad": bad}


def missing_ends(question):
    if question.kind not in {"scale", "grid_scale"} or all(_ends(question)):
        return ""
    return _(
        "Nothing says what both ends of the scale mean: give each a label, "
        "such as “Not at all” and “Very well”."
    )


def overlapping_ranges(question):
    for before, after in _neighbours(question):
        if after.low < before.high or (after.low == before.high and before.closed and after.opened):
            return _(
                "Somebody could belong to both “%(before)s” and “%(after)s”: "
                "let one end before the other begins."
            ) % {"before": before.text, "after": after.text}
    return ""


def gap_in_ranges(question):
    for before, after in _neighbours(question):
        if before.low == before.high and after.low == after.high:
            continue  # two single numbers claim nothing about those between
        distance, shut = after.low - before.high, not (before.closed or after.opened)
        if distance > (before.closed and after.opened) or (distance == 0 and shut):
            return _(
                "Some numbers between “%(before)s” and “%(after)s” have no place: "
                "let one begin where the other ends."
            ) % {"before": before.text, "after": after.text}
    return ""


@dataclass(frozen=True)
class _Band:
    text: str
    low: float
    high: float
    opened: bool = True  # whether the low end belongs to it
    closed: bool = True  # whether the high end does


def _band(option):
    """The band of numbers that an option names, or None."""
    text, endless = _plain(option), float("inf")
    if found := _BETWEEN.match(text):
        return _Band(option, _value(found, 0), _value(found, 2))
    if found := _UNDER.match(text):
        return _Band(option, -endless, _value(found, 0), closed=False)
    if found := _UP_TO.match(text):
        return _Band(option, -endless, _value(found, 0))
    if found := _OVER.match(text):
        return _Band(option, _value(found, 0), endless, opened=False)
    if found := _FROM.match(text):
        return _Band(option, _value(found, 0), endless)
    if text in {"none", "nobody", "zero"}:
        return _Band(option, 0, 0)
    found = _JUST.match(text)
    return _Band(option, _value(found, 0), _value(found, 0)) if found else None


def _value(found, place):
    given = found.groups()[place:]
    digits, thousands = next(pair for pair in zip(given[::2], given[1::2], strict=True) if pair[0])
    scale = {"k": 1_000, "m": 1_000_000}.get((thousands or "").casefold(), 1)
    return float(digits.replace(",", "")) * scale


def _neighbours(question):
    """Each band with the next one up, if the options are bands of one unit and little else."""
    if not KINDS[question.kind].has_options or question.rows:
        return []
    texts = [option.text for option in question.options if option.code != OTHER]
    bands = [band for text in texts if (band := _band(text))]
    rest = [text for text in texts if not _band(text) and not _ASIDE.match(_plain(text))]
    units = {unit for text in texts for unit in _UNIT.findall(_plain(text))}
    if rest or len(bands) < 2 or len(units) > 1 or any(band.high < band.low for band in bands):
        return []
    bands.sort(key=lambda band: (band.low, band.high))
    return list(pairwise(bands))


def _plain(text):
    return " ".join(text[:200].replace("’", "'").casefold().split())


def _ends(question):
    if question.kind not in {"scale", "grid_scale"}:
        return "", ""
    return question.settings.get("low_label", ""), question.settings.get("high_label", "")


def _words(text):
    return re.findall(r"[a-z][a-z'-]*", text)


def _side(text):
    """1 for a step that is good, -1 for one that is bad, 0 for neither."""
    words = set(_words(text))
    good, bad = bool(words & GOOD), bool(words & BAD)
    if good == bad or "neither" in words:
        return 0
    side = 1 if good else -1
    return -side if words & {"not", "never"} else side


def _is_rating(texts):
    """Whether every text is a step of a rating, and nothing else."""
    steps = GOOD | BAD | SO_SO | OFTEN
    bare = [[word for word in _words(text) if word not in SHADE] for text in texts]
    return all(map(_words, texts)) and all(len(each) < 4 and set(each) <= steps for each in bare)


def _one_word(steps):
    """Whether the steps are more or less of one word, such as “very useful” to “not useful”."""
    return len({word for text in steps for word in _words(text) if word in GOOD | BAD}) == 1
