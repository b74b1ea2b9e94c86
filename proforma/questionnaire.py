"""The questionnaire as a participant meets it: a form made from the questions themselves."""

import secrets

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from proforma import entries, kinds

from .models.responses import content, digest


class AnswerField:
    """One question on a page: what stands in it, and what was wrong with what was sent."""

    def __init__(self, question, stored, posted=None):
        self.question = question
        self.entry = content(stored) or {}
        self.rev = stored["rev"] if stored else 0
        # What the page shows now, or what a page that was sent back had shown.
        self.shown = digest(stored)
        self.error = ""
        self.conflict = None
        self.saved = False
        self.offered = None  # the entry a form sent, if it could be read
        self.sent = None  # control name -> strings, kept when they could not be read
        if posted is not None:
            self._read(posted)

    def _read(self, data):
        code = self.question.code
        self.seen = (kinds.whole(data.get(f"{code}.rev", "")) or 0, data.get(f"{code}.shown", ""))
        try:
            self.offered = entries.read(self.question, data)
        except ValidationError as problem:
            self.error = problem.messages[0]
            self.sent = {
                name: data.getlist(name) for name in data if name.partition(".")[0] == code
            }

    def take(self, stored, conflict):
        """Show what is stored after a save; a conflict keeps the writer's own answer in the box."""
        if self.error:
            return  # what was typed stays in the box, and is judged against what its page had shown
        self.rev, self.shown, self.conflict = (
            stored["rev"] if stored else 0,
            digest(stored),
            conflict,
        )
        self.entry = (conflict.offered if conflict else content(stored)) or {}
        self.saved = conflict is None
        if conflict:
            self.stored_words = entries.say(self.question, conflict.stored)

    def _strings(self, suffix=""):
        return self.sent.get(f"{self.question.code}{suffix}", [])

    def _beside(self, name):
        if self.sent is not None:
            return next(iter(self._strings(f".{name}")), "")
        return self.entry.get(name, "")

    def _chosen(self):
        value = self._strings() if self.sent is not None else self.entry.get("value")
        return {str(one) for one in (value if isinstance(value, list) else [value])}

    def _row(self, row):
        if self.sent is not None:
            return next(iter(self._strings(f".{row}")), "")
        return (self.entry.get("value") or {}).get(row, "")

    @property
    def template(self):
        return f"proforma/answers/{self.question.kind_of_answer.template}.html"

    @property
    def value(self):
        if self.sent is not None:
            return next(iter(self._strings()), "")
        return self.entry.get("value", "")

    @property
    def other(self):
        return self._beside("other")

    @property
    def caveat(self):
        return self._beside("caveat")

    def choices(self):
        chosen = self._chosen()
        return [(code, text, code in chosen) for code, text in self.question.choices()]

    def partner_choices(self):
        chosen = self._chosen()
        return [(pk, name, str(pk) in chosen) for pk, name in self.question.partners]

    def steps(self):
        chosen = self._chosen()
        return [(step, str(step) in chosen) for step in kinds.scale_steps(self.question)]

    @property
    def ends(self):
        """The lowest and the highest step of a scale."""
        steps = kinds.scale_steps(self.question)
        return steps[0], steps[-1]

    def rows(self):
        steps = kinds.scale_steps(self.question)
        return [
            (
                code,
                text,
                self._row(code),
                [(step, str(self._row(code)) == str(step)) for step in steps],
            )
            for code, text in self.question.grid_rows()
        ]

    def states(self):
        offered = (
            ["dont_know"] if self.question.part.is_of_people else ["dont_know", "not_recorded"]
        )
        state = self._beside("state")
        return [(code, kinds.STATES[code], state == code) for code in offered]

    @property
    def takes_states(self):
        return self.question.kind_of_answer.summary != "text"

    def bases(self):
        basis = self._beside("basis")
        return [(code, text, basis == code) for code, text in kinds.BASES.items()]

    @property
    def has_other(self):
        return kinds.OTHER in dict(self.question.choices())

    def said(self):
        return entries.say(self.question, self.entry)

    def written(self):
        """What a form sent for this question, in words, whether or not it could be taken."""
        if self.sent is None:
            return entries.say(self.question, self.offered)
        hidden = {f"{self.question.code}.rev", f"{self.question.code}.shown"}
        return "; ".join(
            one
            for name, strings in self.sent.items()
            if name not in hidden
            for one in strings
            if one
        )


class ResponseForm:
    """The questionnaire: one field a question, made from the questions themselves.

    `data` may carry some of the questions only (the codes in its `asked` list): autosave sends one.
    """

    def __init__(self, questions, answers, data=None, *, partners=()):
        for question in questions:
            question.partners = partners
        asked = set()
        if data is not None:
            # htmx sends the whole form along with one question; `only` says which one is meant.
            asked = {data["only"]} if "only" in data else set(data.getlist("asked"))
        # Names this page among all others, so that its own earlier saves are told from everybody else's.
        self.page = (data or {}).get("page") or secrets.token_hex(8)
        self.fields = [
            AnswerField(
                question, answers.get(question.code), data if question.code in asked else None
            )
            for question in questions
        ]
        self.asked = [field for field in self.fields if field.question.code in asked]

    @property
    def changes(self):
        return {field.question.code: field.offered for field in self.asked if not field.error}

    @property
    def seen(self):
        return {field.question.code: field.seen for field in self.asked}

    def take(self, response, conflicts):
        by_code = {conflict.code: conflict for conflict in conflicts}
        for field in self.asked:
            code = field.question.code
            field.take(response.answers.get(code), by_code.get(code))

    def require_answers(self):
        for field in self.fields:
            if field.question.required and not field.entry and not field.error:
                field.error = _("This one is needed before you hand it in.")

    @property
    def errors(self):
        return [field for field in self.fields if field.error or field.conflict]
