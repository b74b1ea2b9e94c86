"""The questionnaire as a participant meets it: a form made from the questions themselves, page by page."""

import json
import re
import secrets

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from proforma import conditions, entries, kinds, second_looks

from .answer_field import AnswerField
from .models.responses import content

PAGE_NAME = re.compile(r"[0-9a-z]{1,16}")


class ResponseForm:
    """The questionnaire: one field a question, on the pages they stand on.

    `pages` are [(section, questions)]. `data` may carry some of the questions only (the codes in its
    `asked` list): autosave sends one. `here` is the key of the section to show; None shows the first.
    `names` and `told` are what second looks need to know: proforma.flagging.known_to_looks().
    """

    def __init__(
        self,
        pages,
        answers,
        data=None,
        *,
        partners=(),
        shuffled_for="",
        here=None,
        names=(),
        told="",
    ):
        self._known = {"names": tuple(names), "told": told}
        self.answers = {code: content(entry) or {} for code, entry in answers.items()}
        asked = set()
        if data is not None:
            # htmx sends the whole form along with one question; `only` says which one is meant.
            asked = {data["only"]} if "only" in data else set(data.getlist("asked"))
        # Names this page among all others, so that its own earlier saves are told from everybody else's.
        named = (data or {}).get("page", "")
        self.page = named if PAGE_NAME.fullmatch(named) else secrets.token_hex(8)
        self._looked_at = set(data.getlist("looked_at") if data is not None else [])
        self.pages = []
        for section, questions in pages:
            fields = []
            for question in questions:
                question.partners = partners
                fields.append(
                    AnswerField(
                        question,
                        answers.get(question.code),
                        data if question.code in asked else None,
                        shuffled_for=shuffled_for,
                    )
                )
            self.pages.append((section, fields))
        self.fields = [field for _section, fields in self.pages for field in fields]
        self.asked = [field for field in self.fields if field.question.code in asked]
        self.here = here
        self._reconsider()

    def go_to(self, here):
        """Show the page of this section; the first one if there is none of that key."""
        self.here = here
        shown = [
            section for section, fields in self.pages if any(field.applies for field in fields)
        ]
        self.sections = shown or [section for section, _fields in self.pages[:1]]
        keys = [str(section.pk) for section in self.sections]
        self.number = keys.index(str(here)) if str(here) in keys else 0

    @property
    def section(self):
        return self.sections[self.number] if self.sections else None

    @property
    def before(self):
        return self.sections[self.number - 1] if self.number else None

    @property
    def after(self):
        return next(iter(self.sections[self.number + 1 :]), None)

    @property
    def shown_fields(self):
        """The fields of the page in hand: those that apply, or may come to apply while it is answered."""
        return [
            field
            for section, fields in self.pages
            if section == self.section
            for field in fields
            if field.applies or field.depends_here
        ]

    def _reconsider(self):
        """Which questions apply, and which deserve a second look, as answers stand."""
        questions = {field.question.code: field.question for field in self.fields}
        asked = conditions.asked_of(questions.values(), self.answers)
        applying = {question.code for question in asked}
        for _section, fields in self.pages:
            here = {field.question.code for field in fields}
            for field in fields:
                question = field.question
                field.applies = question.code in applying
                field.depends_here = not here.isdisjoint(question.condition_codes())
                field.condition = conditions.in_words(question.show_if, questions)
                field.watches = self._watches(question, here)
                field.looks = (
                    second_looks.look(
                        question, field.entry, self.answers, questions=questions, **self._known
                    )
                    if field.applies
                    else []
                )

        self.go_to(self.here)  # pages come and go with the answers

    def _watches(self, question, here):
        """The condition for the page's script: tests on other pages are settled, the rest are left open."""
        if not question.show_if:
            return ""
        tests = [
            test
            if test["question"] in here
            else {"passed": conditions.applies({"tests": [test]}, self.answers)}
            for test in question.show_if["tests"]
        ]
        return json.dumps({"match": question.show_if.get("match", "all"), "tests": tests})

    @cached_property
    def changes(self):
        return {field.question.code: field.offered for field in self.asked}

    @property
    def seen(self):
        return {field.question.code: field.seen for field in self.asked}

    def take(self, response, conflicts=()):
        by_code = {conflict.code: conflict for conflict in conflicts}
        for field in self.asked:
            code = field.question.code
            field.take(response.answers.get(code), by_code.get(code))
            self.answers[code] = field.entry
        self._reconsider()

    def tell_writers(self, names):
        """Say beside each answer who gave it; `names` is {code: name}."""
        for field in self.fields:
            field.writer = names.get(field.question.code, "")

    def require_answers(self):
        """Say what is needed; questions whose condition does not hold are not."""
        for field in self.fields:
            if not field.applies or field.error or not field.question.kind_of_answer.asks:
                continue
            if field.question.required and not entries.is_given(field.entry):
                field.error = _("This one is needed before you hand it in.")
            elif "value" in field.entry:
                field.error = kinds.unfinished(field.question, field.entry["value"])

    @property
    def errors(self):
        """Fields that need another look; what is not asked any more keeps nobody from handing in."""
        return [field for field in self.fields if (field.error and field.applies) or field.conflict]

    @property
    def new_looks(self):
        """Fields whose soft checks were not on the page that was sent: shown once, then let pass."""
        return [
            field
            for field in self.fields
            if field.looks and field.question.code not in self._looked_at
        ]

    @property
    def looks_elsewhere(self):
        """Fields on this page whose second look hangs on an answer that was just saved."""
        saved = {field.question.code for field in self.asked}
        return [
            field
            for field in self.shown_fields
            if field.question.settings.get("not_above") in saved and field not in self.asked
        ]

    @property
    def looked_at(self):
        """Codes of every answer that a page with all second looks has pointed out."""
        return [field.question.code for field in self.fields if field.looks]

    def pages_come(self, known):
        """Pages that apply now and were not among `known`, keys of sections as the page in hand had them."""
        return [section for section in self.sections if str(section.pk) not in known]

    @property
    def errors_here(self):
        wrong = self.errors
        return [field for field in self.shown_fields if field in wrong]

    def go_to_first(self, fields):
        """Show the page on which the first of these fields stands."""
        for section, on_page in self.pages:
            if any(field in on_page for field in fields):
                self.go_to(section.pk)
                return
