"""“Show only if …” in plain words: up to three tests of earlier answers, joined by “and” or by “or”."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proforma import conditions

MOST_TESTS = 3
BOUNDS = {"at_least", "at_most"}


class ConditionForm(forms.Form):
    """Each test is one choice of a list that reads as a sentence; bounds take a number beside it."""

    match = forms.ChoiceField(
        label=gettext_lazy("Ask it"),
        choices=[
            ("all", gettext_lazy("only if all of these hold")),
            ("any", gettext_lazy("if any of these holds")),
        ],
        required=False,
    )

    def __init__(self, data=None, *, earlier, show_if=None, frozen=False):
        super().__init__(data, prefix="if")
        self.earlier = {question.code: question for question in earlier}
        self.show_if = show_if
        tests = show_if["tests"] if show_if else []
        self.initial["match"] = (show_if or {}).get("match", "all")
        for n in range(max(MOST_TESTS, len(tests))):
            test = tests[n] if n < len(tests) else None
            self._add_test(n, test)
        for field in self.fields.values():
            field.disabled = frozen

    def _add_test(self, n, test):
        choices = [("", _("no condition") if n == 0 else _("nothing more"))]
        # A test that this list cannot make, as it may come with a file, stays as it is.
        if test and not self._can_make(test):
            words = conditions.in_words({"tests": [test]}, self.earlier)
            choices.append(("kept", words))
        choices += self._choices()
        self.fields[f"test_{n}"] = forms.ChoiceField(
            label=_("Condition %(n)d") % {"n": n + 1}, choices=choices, required=False
        )
        self.fields[f"value_{n}"] = forms.DecimalField(
            label=_("Number for condition %(n)d") % {"n": n + 1}, required=False
        )
        if test:
            self.initial[f"test_{n}"] = _name_of(test) if self._can_make(test) else "kept"
            self.initial[f"value_{n}"] = test.get("value")

    def _can_make(self, test):
        names = [name for _group, options in self._choices() for name, _words in options]
        return _name_of(test) in names

    def _choices(self):
        """[(question, [(name of a test, its words)])], for a list in groups."""
        return [
            (f"{code}. {question.text[:70]}", list(_tests_of(question)))
            for code, question in self.earlier.items()
            if question.kind_of_answer.asks
        ]

    def clean(self):
        data = super().clean()
        for n in range(self._count()):
            name = data.get(f"test_{n}") or ""
            if name.split("|")[-1] in BOUNDS and data.get(f"value_{n}") is None:
                self.add_error(f"value_{n}", _("Give the number this condition is about."))
        return data

    def _count(self):
        return sum(name.startswith("test_") for name in self.fields)

    def condition(self):
        """The condition as it is stored, or None."""
        kept = self.show_if["tests"] if self.show_if else []
        tests = []
        for n in range(self._count()):
            name = self.cleaned_data.get(f"test_{n}")
            if name == "kept":
                tests.append(kept[n])
            elif name:
                tests.append(_test_named(name, self.cleaned_data.get(f"value_{n}")))
        if not tests:
            return None
        return {"match": self.cleaned_data["match"] or "all", "tests": tests}

    def rows(self):
        """(the test's box, its number's box) in order, for the page."""
        return [(self[f"test_{n}"], self[f"value_{n}"]) for n in range(self._count())]


def _tests_of(question):
    code = question.code
    for value, text in question.choices():
        if question.kind_of_answer.summary in {"count", "rank"}:
            yield (
                f"{code}|{value}|one_of",
                _("%(code)s is “%(text)s”") % {"code": code, "text": text},
            )
            yield (
                f"{code}|{value}|none_of",
                _("%(code)s is not “%(text)s”") % {"code": code, "text": text},
            )
    if question.kind_of_answer.summary in {"scale", "number"}:
        yield f"{code}|at_least", _("%(code)s is at least the number beside") % {"code": code}
        yield f"{code}|at_most", _("%(code)s is at most the number beside") % {"code": code}
    yield f"{code}|answered", _("%(code)s was answered") % {"code": code}


def _name_of(test):
    values = test.get("values", [])
    middle = values if len(values) == 1 else [""] * bool(values)
    return "|".join([test["question"], *map(str, middle), test["is"]])


def _test_named(name, value):
    code, *values, passes = name.split("|")
    test = {"question": code, "is": passes}
    if values:
        test["values"] = ["|".join(values)]
    if passes in BOUNDS:
        test["value"] = str(value)
    return test
