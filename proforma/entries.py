"""Entries: what is stored of one answer, how it is read off a form and how it is said.

An *entry* is {"value": …} with, where they were given, "basis" and words beside it: "other", "comment"
(why), "source" and "caveat"; or {"state": "dont_know"} or {"state": "not_recorded"}, which are neither
zero nor blank. Words may stand alone. What a form sent and could not be taken is kept beside the rest
as "unread", control name to strings: it is nobody's answer yet, and it is not lost.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from proforma.kinds import BASES, KINDS, OTHER, STATES

LONGEST_ASIDE = 300
LONGEST_UNREAD = 20_000
ASIDES = ("comment", "source", "caveat")


def is_given(entry):
    """Whether anything was said: a value, a state, or words beside one."""
    return bool((entry or {}).keys() - {"unread"})


def keeping_unread(entry, sent):
    """The entry as it stands, with what could not be taken beside it."""
    return {
        **(entry or {}),
        "unread": {name: _bounded(sent[name]) for name in sent if "\x00" not in name},
    }


def _bounded(strings):
    """Strings as they may be stored: PostgreSQL takes no NUL, and nobody types more than this."""
    return [one.replace("\x00", "")[:LONGEST_UNREAD] for one in strings[:99]]


def say(question, entry):
    """An entry as a person reads it."""
    if not entry:
        return ""
    words = str(STATES.get(entry.get("state"), ""))
    if "value" in entry:
        words = KINDS[question.kind].say(question, entry["value"])
    if entry.get("other"):
        words = f"{words}: {entry['other']}" if words else entry["other"]
    if entry.get("basis"):
        words = f"{words} ({BASES[entry['basis']].lower()})"
    for aside in ASIDES:
        if entry.get(aside):
            words = f"{words} [{entry[aside]}]" if words else entry[aside]
    return words


def read(question, data):
    """The entry that `data` (a QueryDict) carries for `question`; None if blank, ValidationError if wrong.

    "Don't know" is taken only where nothing else was given, so that ticking it never throws words away.
    Words beside an answer are kept whatever else was given.
    """
    kind = KINDS[question.kind]
    value = kind.gather(question, kind, data)
    entry = {}
    other = _aside(data, f"{question.code}.other") if kind.has_options else ""
    if other:
        entry["other"] = other
        value = _with_other(question, kind, value)
    if value is not None:
        entry["value"] = value
    elif data.get(f"{question.code}.state", "") in STATES:
        entry["state"] = data[f"{question.code}.state"]
    basis = data.get(f"{question.code}.basis", "")
    if basis in BASES and question.settings.get("basis") and value is not None:
        entry["basis"] = basis
    for aside in ASIDES:
        words = _aside(data, f"{question.code}.{aside}")
        if words:
            entry[aside] = words
    return entry or None


def _aside(data, name):
    """Words that stand beside an answer."""
    words = data.get(name, "").replace("\x00", "").strip()
    if len(words) > LONGEST_ASIDE:
        raise ValidationError(
            _(
                "The words beside it are %(n)d characters long; there is room for %(most)d. Nothing is cut."
            )
            % {"n": len(words), "most": LONGEST_ASIDE}
        )
    return words


def _with_other(question, kind, value):
    """Who writes under “other” means it, whether or not it was ticked."""
    if OTHER not in dict(question.choices()) or kind.summary != "count":
        return value
    if isinstance(value, list):
        return value if OTHER in value else kind.clean(question, [*value, OTHER])
    if value is None:
        return [OTHER] if kind.code == "choose_several" else OTHER
    return value
