"""One question on a page, as a participant meets it."""

import re
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from proforma import entries, kinds
from proforma.kinds.choices import places

from .models.responses import content, digest

BESIDE = re.compile("[./]")  # A3.other stands beside an answer, A3/MHSU is a row of it


class AnswerField:
    """One question on a page: what stands in it, and what was wrong with what was sent."""

    def __init__(self, question, stored, posted=None, *, shuffled_for=""):
        self.question = question
        self.shuffled_for = shuffled_for
        self.entry = content(stored) or {}
        question.needed = _codes_in(self.entry)
        self.rev = stored["rev"] if stored else 0
        # What the page shows now, or what a page that was sent back had shown.
        self.shown = digest(stored)
        self.error = ""
        self.conflict = None
        self.saved = False
        self.writer = ""  # who gave it, of a return that colleagues fill in together
        self.applies = True
        self.depends_here = False  # shown or hidden by what is answered on the same page
        self.looks = []  # soft checks: sentences that ask for a second look
        self.offered = None  # the entry a form sent, if it could be read
        self.sent = None  # control name -> strings, kept when they could not be read
        if posted is not None:
            self._read(posted)
        elif "unread" in self.entry:
            self._read_again(self.entry["unread"])

    def _read(self, data):
        code = self.question.code
        self.seen = (kinds.whole(data.get(f"{code}.rev", "")) or 0, data.get(f"{code}.shown", ""))
        self.question.needed |= self._retired_since(data)
        try:
            self.offered = entries.read(self.question, data)
        except ValidationError as problem:
            self.error = problem.messages[0]
            hidden = {f"{code}.rev", f"{code}.shown"}
            self.sent = {
                name: data.getlist(name)
                for name in data
                if BESIDE.split(name)[0] == code and name not in hidden
            }
            self.offered = entries.keeping_unread(self._taken(), self.sent)

    def _retired_since(self, data):
        """Choices and rows that a page from before still offered: what was chosen of them is taken."""
        retired = {
            option.code
            for option in self.question.options.all()
            if option.retired_at and option.since
        }
        code = self.question.code
        return {one for one in retired if one in data.getlist(code) or data.get(f"{code}/{one}")}

    def _read_again(self, unread):
        """What could not be taken when it was sent stands in the boxes again, with what is wrong."""
        data = QueryDict(mutable=True)
        for name, strings in unread.items():
            data.setlist(name, strings)
        try:
            entries.read(self.question, data)
        except ValidationError as problem:
            self.error, self.sent = problem.messages[0], unread

    def _taken(self):
        """What stands of this answer, without what could not be taken."""
        return {name: one for name, one in self.entry.items() if name != "unread"}

    def take(self, stored, conflict):
        """Show what is stored after a save; a conflict keeps the writer's own answer in the box."""
        self.rev, self.shown = stored["rev"] if stored else 0, digest(stored)
        self.conflict = conflict
        if conflict:
            self.stored_words = entries.say(self.question, conflict.stored)
        if self.error:
            return  # what was typed stays in the box
        self.entry = (conflict.offered if conflict else content(stored)) or {}
        self.saved = conflict is None and bool(self.entry)

    def _strings(self, suffix=""):
        return self.sent.get(f"{self.question.code}{suffix}", [])

    def beside(self, name):
        if self.sent is not None:
            return next(iter(self._strings(f".{name}")), "")
        return self.entry.get(name, "")

    def _chosen(self):
        value = self._strings() if self.sent is not None else self.entry.get("value")
        return {str(one) for one in (value if isinstance(value, list) else [value])}

    def _row(self, row):
        """What stands in a row of a grid, or the place an option was given."""
        if self.sent is not None:
            return next(iter(self._strings(f"/{row}")), "")
        value = self.entry.get("value")
        if isinstance(value, list):
            return str(value.index(row) + 1) if row in value else ""
        return value.get(row, "") if isinstance(value, dict) else ""

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
        return self.beside("other")

    @property
    def caveat(self):
        return self.beside("caveat")

    @property
    def source(self):
        return self.beside("source")

    @property
    def comment(self):
        return self.beside("comment")

    def _in_order(self):
        """The choices in this person's own order; “other” and “none” keep the end."""
        choices = self.question.choices()
        if not self.question.settings.get("shuffle"):
            return choices

        def own_place(choice):
            code, text = choice
            at_end = code == kinds.OTHER or text.casefold().startswith(_("none").casefold())
            own = sha256(f"{self.shuffled_for}:{self.question.pk}:{code}".encode()).hexdigest()
            return (at_end, code == kinds.OTHER, own)

        return sorted(choices, key=own_place)

    def choices(self):
        chosen = self._chosen()
        return [(code, text, str(code) in chosen) for code, text in self._in_order()]

    def partner_choices(self):
        chosen = self._chosen()
        offered = kinds.choices.partners_offered(self.question)
        return [(pk, name, str(pk) in chosen) for pk, name in offered.items()]

    def steps(self):
        chosen = self._chosen()
        return [(step, str(step) in chosen) for step in kinds.scale_steps(self.question)]

    @property
    def ends(self):
        """The lowest and the highest step of a scale."""
        steps = kinds.scale_steps(self.question)
        return steps[0], steps[-1]

    def rows(self):
        """(code, text, value, [(step or option, label, chosen)]) of each row of a grid."""
        columns = self.question.choices() or [
            (step, str(step)) for step in kinds.scale_steps(self.question)
        ]
        return [
            (code, text, self._row(code), self._marked(code, columns))
            for code, text in self.question.grid_rows()
        ]

    def ranking(self):
        """(code, text, place, [(place, label, chosen)]) of each option to rank."""
        columns = [(place, str(place)) for place in range(1, places(self.question) + 1)]
        return [
            (code, text, self._row(code), self._marked(code, columns))
            for code, text in self._in_order()
        ]

    def _marked(self, row, columns):
        given = str(self._row(row))
        return [(value, label, str(value) == given) for value, label in columns]

    def states(self):
        offered = (
            ["dont_know"] if self.question.part.is_of_people else ["dont_know", "not_recorded"]
        )
        state = self.beside("state")
        return [(code, kinds.STATES[code], state == code) for code in offered]

    @property
    def takes_states(self):
        return self.question.kind_of_answer.takes_states

    def bases(self):
        basis = self.beside("basis")
        return [(code, text, basis == code) for code, text in kinds.BASES.items()]

    @property
    def has_other(self):
        return self.question.offers_other

    def said(self):
        return entries.say(self.question, self.entry)

    def written(self):
        """What a form sent for this question, in words, whether or not it could be taken."""
        if self.sent is None:
            return entries.say(self.question, self.offered)
        return "; ".join(one for strings in self.sent.values() for one in strings if one)


def _codes_in(entry):
    """The options, rows and partners that a stored entry names."""
    value, codes = entry.get("value"), {kinds.OTHER} if entry.get("other") else set()
    if isinstance(value, dict):
        codes |= set(value) | {one for one in value.values() if isinstance(one, str)}
    elif isinstance(value, list):
        codes |= set(value)
    elif isinstance(value, str):
        codes.add(value)
    return codes
