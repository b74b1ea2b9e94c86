"""What our own columns hold, checked: between two visits anybody may have written in them."""

from decimal import Decimal, InvalidOperation

from proforma.kinds import KINDS

from .cells import load
from .native import MOST_STEPS, scale_of

_NUMBER_SETTINGS = {"min", "max"}
_FLAGS = {"basis", "shuffle", "comment"}
_COUNTS = {"max_length", "most"}
_STEPS = {"low", "high", "step"}
_LONGEST_SETTING = 200


def load_settings(kind: str, text: str) -> dict | None:
    """The settings in a cell that are settings of this kind and make sense, or None."""
    found = load(text)
    if not isinstance(found, dict):
        return None
    allowed = {*KINDS[kind].settings, *(("step",) if kind in {"scale"} else ())}
    settings = {
        key: value for key, value in found.items() if key in allowed and _sensible(key, value)
    }
    low, high, step = scale_of(settings)
    if kind.endswith("scale") and not (
        low <= high and step > 0 and (high - low) / step < MOST_STEPS
    ):
        return {key: value for key, value in settings.items() if key not in _STEPS}
    return settings


def _sensible(key, value):
    if key in _FLAGS:
        return isinstance(value, bool)
    if key in _COUNTS | _STEPS:
        is_whole = isinstance(value, int) and not isinstance(value, bool)
        return is_whole and abs(value) < 10**9 and (value > 0 or key in _STEPS)
    if key == "share":
        return _are_two_rows(value)
    if key in _NUMBER_SETTINGS:
        return _is_limit(value) or (key == "min" and value is None)
    return isinstance(value, str) and len(value) <= _LONGEST_SETTING


def _are_two_rows(value):
    is_pair = isinstance(value, list) and len(value) == 2
    return is_pair and all(isinstance(code, str) and len(code) <= 64 for code in value)


def _is_limit(value):
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return False
    try:
        return Decimal(str(value)).is_finite() and len(str(value)) <= 30
    except InvalidOperation:
        return False


def load_condition(text: str) -> dict | None:
    """The condition in a cell, if it has the shape of one."""
    found = load(text)
    if not isinstance(found, dict) or found.get("match", "all") not in {"all", "any"}:
        return None
    tests = found.get("tests")
    if not isinstance(tests, list) or not tests or not all(_is_test(test) for test in tests):
        return None
    return found


def _is_test(test):
    if not isinstance(test, dict) or not isinstance(test.get("question"), str):
        return False
    if test.get("is") in {"one_of", "none_of"}:
        values = test.get("values")
        return isinstance(values, list) and all(isinstance(value, str) for value in values)
    if test.get("is") in {"at_least", "at_most"}:
        return isinstance(test.get("value"), str) and _is_limit(test["value"])
    return test.get("is") == "answered"


def load_part(text: str) -> tuple[str, int | None, str]:
    """(unit or "", minutes or None, title) of a part, as a cell says them."""
    found = load(text)
    found = found if isinstance(found, dict) else {}
    unit, minutes, title = found.get("unit"), found.get("minutes"), found.get("title")
    is_count = isinstance(minutes, int) and not isinstance(minutes, bool) and 0 <= minutes < 1000
    return (
        unit if unit in ("person", "partner") else "",
        minutes if is_count else None,
        title if isinstance(title, str) else "",
    )
