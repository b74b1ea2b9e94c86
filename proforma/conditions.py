"""“Show if”: whether a question is asked, given the answers to earlier ones. One level, in plain words.

A condition is {"match": "all" or "any", "tests": [test, …]}; a test is {"question": code, "is": …}, where
"is" is "answered"; "one_of" or "none_of" with "values", a list of option codes (for yes or no: "yes",
"no"); or "at_least" or "at_most" with "value", a number as text. A question without a condition is always
asked. An unanswered question passes "none_of" and no other test.
"""

from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

IS = ("answered", "one_of", "none_of", "at_least", "at_most")


def applies(show_if, answers):
    """Whether a question with this condition is asked of whoever gave `answers` (code to entry)."""
    if not show_if:
        return True
    passed = (_passes(test, answers.get(test["question"]) or {}) for test in show_if["tests"])
    return any(passed) if show_if.get("match") == "any" else all(passed)


def asked_of(questions, answers):
    """The questions that are asked of whoever gave `answers`. A hidden question's own answer counts
    for nothing, so what hangs on it is hidden with it."""
    standing, asked = dict(answers), []
    for question in questions:
        if applies(question.show_if, standing):
            asked.append(question)
        else:
            standing.pop(question.code, None)
    return asked


def codes_in(show_if):
    """The codes of the questions that a condition looks at."""
    return [test["question"] for test in (show_if or {}).get("tests", [])]


def _passes(test, entry):
    given, passes = entry.get("value"), test["is"]
    if passes == "answered":
        return given is not None
    if passes in {"one_of", "none_of"}:
        chosen = {str(one) for one in (given if isinstance(given, list) else [given])}
        return bool(chosen & set(test["values"])) == (passes == "one_of")
    number = _number(given)
    if number is None:
        return False
    bound = _number(test["value"])
    return number >= bound if passes == "at_least" else number <= bound


def _number(given):
    if isinstance(given, bool) or not isinstance(given, int | str):
        return None
    try:
        return Decimal(given)
    except InvalidOperation:
        return None


def in_words(show_if, questions):
    """The condition as a sentence. `questions`, by code, have `text` and `texts()`."""
    if not show_if:
        return ""
    joint = _(" or ") if show_if.get("match") == "any" else _(" and ")
    tests = joint.join(_test_in_words(test, questions) for test in show_if["tests"])
    return _("Only if %(tests)s.") % {"tests": tests}


def _test_in_words(test, questions):
    question = questions.get(test["question"])
    about = _("“%(text)s”") % {"text": question.text} if question else test["question"]
    if test["is"] == "answered":
        return _("%(question)s was answered") % {"question": about}
    if test["is"] in {"at_least", "at_most"}:
        words = (
            _("%(question)s is %(value)s or more")
            if test["is"] == "at_least"
            else _("%(question)s is %(value)s or less")
        )
        return words % {"question": about, "value": test["value"]}
    texts = question.texts() if question else {}
    values = _(" or ").join(f"“{texts.get(value, value)}”" for value in test["values"])
    words = (
        _("%(question)s is %(values)s")
        if test["is"] == "one_of"
        else _("%(question)s is not %(values)s")
    )
    return words % {"question": about, "values": values}
