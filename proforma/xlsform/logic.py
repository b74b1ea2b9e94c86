"""Between our conditions and limits and the expressions that forms write them as, both ways."""

from dataclasses import dataclass, field
from decimal import Decimal

from .expressions import parse

_FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
NUMBERS = {"whole_number", "decimal", "money", "percentage", "grid_number"}
_WHOLE = {"whole_number", "scale"}
_CHOICES = {"yes_no", "choose_one", "choose_several"}


@dataclass
class Known:
    """A question as expressions know it: `choices` is the name of each option in the form to its code."""

    code: str
    name: str
    kind: str
    choices: dict = field(default_factory=dict)


def read_condition(text: str, by_name: dict[str, Known]) -> dict | None:
    """A condition of proforma.conditions that means what `text` says, or None if none does."""
    tree = parse(text)
    if tree is None:
        return None
    tests = _tests(tree, by_name)
    if tests:
        return {"match": "all", "tests": tests}
    if tree[0] == "or":
        alternatives = [_tests(part, by_name) for part in tree[1]]
        if all(tests and len(tests) == 1 for tests in alternatives):
            return {"match": "any", "tests": [tests[0] for tests in alternatives]}
    return None


def _tests(tree, by_name):
    """Tests that must all pass for this to be so, or None."""
    match tree:
        case ("and", parts):
            each = [_tests(part, by_name) for part in parts]
            return [test for tests in each for test in tests] if all(each) else None
        case ("or", parts):
            return _merged([_tests(part, by_name) for part in parts])
        case ("not", part):
            return _opposite(_tests(part, by_name))
        case ("selected", ("ref", name), ("text" | "number", value)):
            return _is_one_of(by_name.get(name), value)
        case (sign, left, right) if sign in _FLIPPED:
            if left[0] in {"text", "number"}:
                sign, left, right = _FLIPPED[sign], right, left
            return _compared(sign, left, right, by_name)
    return None


def _merged(alternatives):
    """“One of” several values, when every alternative is about the same question."""
    if not all(tests and len(tests) == 1 for tests in alternatives):
        return None
    tests = [tests[0] for tests in alternatives]
    if {test["is"] for test in tests} != {"one_of"} or len({t["question"] for t in tests}) > 1:
        return None
    values = dict.fromkeys(value for test in tests for value in test["values"])
    return [{**tests[0], "values": list(values)}]


def _opposite(tests):
    opposites = {"one_of": "none_of", "none_of": "one_of"}
    if not tests or len(tests) > 1 or tests[0]["is"] not in opposites:
        return None
    return [{**tests[0], "is": opposites[tests[0]["is"]]}]


def _is_one_of(known, value):
    value = _plain_number(value)
    if known is None or known.kind not in _CHOICES or value not in known.choices:
        return None
    return [{"question": known.code, "is": "one_of", "values": [known.choices[value]]}]


def _plain_number(text):
    """1.0 as 1: how the number in a cell of Excel is meant as the name of a choice."""
    whole, _dot, rest = text.partition(".")
    return whole if whole.lstrip("-").isdecimal() and rest and not rest.strip("0") else text


def _compared(sign, left, right, by_name):
    match left, right:
        case ("string-length" | "count-selected", ("ref", name)), ("number", number):
            something = (sign, number) in {(">", "0"), (">=", "1"), ("!=", "0")}
            return _answered(by_name.get(name)) if something else None
        case ("ref", name), ("text", "") if sign == "!=":
            return _answered(by_name.get(name))
        case ("ref", name), ("text" | "number", value):
            known = by_name.get(name)
            if known is None:
                return None
            if sign in {"=", "!="} and known.kind in {"yes_no", "choose_one"}:
                tests = _is_one_of(known, value)
                return tests if sign == "=" else _opposite(tests)
            return _bounded(known, sign, value) if right[0] == "number" else None
    return None


def _answered(known):
    return [{"question": known.code, "is": "answered"}] if known else None


def _counts_in_wholes(known):
    codes = known.choices.items()
    return known.kind in _WHOLE or (
        known.kind == "choose_one"
        and bool(codes)
        and all(name == code and name.isdecimal() for name, code in codes)
    )


def _bounded(known, sign, text):
    """`value` or more, or less; “more than 5” is “6 or more” where there are only whole numbers."""
    in_wholes = _counts_in_wholes(known)
    if not in_wholes and known.kind not in NUMBERS - {"grid_number"}:
        return None
    bounds = _bounds(sign, text, in_wholes=in_wholes)
    return bounds and [
        {"question": known.code, "is": passes, "value": str(bound)} for passes, bound in bounds
    ]


def _bounds(sign, text, *, in_wholes):
    number = Decimal(text)
    whole = number == number.to_integral_value()
    if sign in {"<", ">"} and not (in_wholes and whole):
        return None
    shown = json_number(number)
    match sign:
        case ">=":
            return [("at_least", shown)]
        case "<=":
            return [("at_most", shown)]
        case ">":
            return [("at_least", shown + 1)]
        case "<":
            return [("at_most", shown - 1)]
        case "=":
            return [("at_least", shown), ("at_most", shown)]
    return None


def json_number(number: Decimal) -> int | str:
    """As settings hold numbers: whole ones as integers, others as their decimal text."""
    if number == number.to_integral_value():
        return int(number)
    return format(number.normalize(), "f")


def read_limits(text: str, kind: str, by_name: dict[str, Known]) -> dict | None:
    """The settings that say what a constraint says, or None if they cannot say all of it.

    A number without a lower limit gets {"min": None}, since ours start from 0 unless told otherwise.
    """
    limits = {"min": None} if kind in NUMBERS else {}
    if not text:
        return limits
    tree = parse(text)
    for part in tree[1] if tree and tree[0] == "and" else [tree]:
        if part is None or part[0] not in _FLIPPED:
            return None
        sign, left, right = part
        if left[0] in {"number", "ref"}:
            sign, left, right = _FLIPPED[sign], right, left
        limit = _limit(kind, sign, left, right, by_name)
        if limit is None:
            return None
        limits |= limit
    return limits


def _limit(kind, sign, left, right, by_name):
    match left, right:
        case ("this",), ("number", number) if kind in NUMBERS:
            in_wholes = kind in {"whole_number", "grid_number"}
            bounds = _bounds(sign, number, in_wholes=in_wholes)
            names = {"at_least": "min", "at_most": "max"}
            return {names[passes]: bound for passes, bound in bounds} if bounds else None
        case ("this",), ("ref", name) if kind in NUMBERS and sign == "<=":
            known = by_name.get(name)
            is_number = known is not None and known.kind in NUMBERS - {"grid_number"}
            return {"not_above": known.code} if is_number else None
        case ("count-selected", ("this",)), ("number", number) if kind == "choose_several":
            return _top("most", sign, number)
        case ("string-length", ("this",)), ("number", number) if kind in {
            "short_text",
            "long_text",
        }:
            return _top("max_length", sign, number)
    return None


def _top(setting, sign, number):
    bounds = _bounds(sign, number, in_wholes=True)
    if bounds and bounds[0][0] == "at_most" and len(bounds) == 1:
        most = bounds[0][1]
        return {setting: most} if isinstance(most, int) and most > 0 else None
    return None


def write_limits(kind: str, settings: dict, by_code: dict[str, Known]) -> str:
    """The constraint that says what these settings do, or ""."""
    if kind == "choose_several" and settings.get("most"):
        return f"count-selected(.) <= {settings['most']}"
    if kind in {"short_text", "long_text"} and settings.get("max_length"):
        return f"string-length(.) <= {settings['max_length']}"
    if kind == "scale":
        return f". >= {settings.get('low', 1)} and . <= {settings.get('high', 5)}"
    if kind not in NUMBERS:
        return ""
    least, most = settings.get("min", 0), settings.get("max", 100 if kind == "percentage" else None)
    parts = [] if least is None else [f". >= {least}"]
    parts += [] if most is None else [f". <= {most}"]
    other = by_code.get(settings.get("not_above"))
    parts += [f". <= ${{{other.name}}}"] if other else []
    return " and ".join(parts)


def write_condition(show_if: dict | None, by_code: dict[str, Known]) -> str:
    """The expression of a condition, or "" where one of its questions has no name or a value no quotes."""
    if not show_if:
        return ""
    tests = [_test_written(test, by_code.get(test["question"])) for test in show_if["tests"]]
    if not all(tests):
        return ""
    return (" or " if show_if.get("match") == "any" else " and ").join(tests)


def _test_written(test, known):
    if not (known and known.name) or known.kind.startswith("grid") or known.kind == "statement":
        return ""
    if test["is"] == "answered":
        return f"${{{known.name}}} != ''"
    if test["is"] in {"at_least", "at_most"}:
        sign = ">=" if test["is"] == "at_least" else "<="
        return f"${{{known.name}}} {sign} {test['value']}"
    names = {code: name for name, code in known.choices.items()}
    pieces = [_chosen(known, names.get(value, value)) for value in test["values"]]
    if not pieces or not all(pieces):
        return ""
    joined = " or ".join(pieces)
    if test["is"] == "none_of":
        return f"not({joined})"
    return f"({joined})" if len(pieces) > 1 else joined


def _chosen(known, value):
    if "'" in value and '"' in value:
        return ""
    quoted = f'"{value}"' if "'" in value else f"'{value}'"
    if known.kind in {"choose_several", "rank"}:
        return f"selected(${{{known.name}}}, {quoted})"
    return f"${{{known.name}}} = {quoted}"
