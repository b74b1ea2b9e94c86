import secrets
from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network import words
from network.widgets import DayField, MessageField
from proforma import kinds

from .models import Proforma, Question
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
            self.offered = kinds.read(self.question, data)
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
            self.stored_words = kinds.say(self.question, conflict.stored)

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
        return kinds.say(self.question, self.entry)

    def written(self):
        """What a form sent for this question, in words, whether or not it could be taken."""
        if self.sent is None:
            return kinds.say(self.question, self.offered)
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


class ProformaForm(forms.ModelForm):
    class Meta:
        model = Proforma
        fields = ["title", "intro"]
        widgets = {"intro": forms.Textarea(attrs={"rows": 4})}


class QuestionForm(forms.ModelForm):
    """Write one question. Which boxes matter depends on the kind; the rest are ignored."""

    options_text = forms.CharField(
        label=gettext_lazy("Choices, one a line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("For a grid, its rows. “Other” is added with a box to say what."),
    )
    with_other = forms.BooleanField(label=gettext_lazy("Offer “other, please say”"), required=False)
    most = forms.IntegerField(
        label=gettext_lazy("At most"),
        required=False,
        min_value=1,
        max_value=20,
        help_text=gettext_lazy("How many may be chosen."),
    )
    low = forms.IntegerField(
        label=gettext_lazy("Scale from"), required=False, min_value=0, max_value=1
    )
    high = forms.IntegerField(label=gettext_lazy("to"), required=False, min_value=2, max_value=10)
    low_label = forms.CharField(label=gettext_lazy("Lowest means"), required=False, max_length=60)
    high_label = forms.CharField(label=gettext_lazy("Highest means"), required=False, max_length=60)
    unit = forms.CharField(
        label=gettext_lazy("Unit"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("People, days, referrals. “People” keeps counts of 1 to 4 private."),
    )
    period = forms.CharField(
        label=gettext_lazy("Period"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("For example: the last 12 months."),
    )
    basis = forms.BooleanField(
        label=gettext_lazy("Ask whether it was counted or estimated"), required=False
    )

    SETTINGS = ["most", "low", "high", "low_label", "high_label", "unit", "period", "basis"]

    # Once people are asked, wording may be mended; what an answer can be may not.
    FROZEN = [
        "kind",
        "options_text",
        "with_other",
        "most",
        "low",
        "high",
        "unit",
        "basis",
        "required",
    ]

    class Meta:
        model = Question
        fields = ["kind", "text", "help", "why", "required", "origin"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, part, **kwargs):
        super().__init__(*args, **kwargs)
        self.part = part
        self.instance.part = part
        if self.instance.pk:
            self._fill_from(self.instance)
        if part.activity.is_opened:
            for name in self.FROZEN:
                self.fields[name].disabled = True

    def _fill_from(self, question):
        for name in self.SETTINGS:
            self.initial[name] = question.settings.get(name)
        choices = question.grid_rows() if question.kind_of_answer.has_rows else question.choices()
        self.initial["options_text"] = "\n".join(
            text for code, text in choices if code != kinds.OTHER
        )
        self.initial["with_other"] = kinds.OTHER in dict(choices)

    def clean(self):
        data = super().clean()
        kind = kinds.KINDS.get(data.get("kind"))
        lines = self._lines(data)
        if kind and (kind.has_options or kind.has_rows) and len(lines) < 2 - kind.has_rows:
            self.add_error("options_text", _("Give at least two choices, one a line."))
        if (
            kind
            and kind.has_options
            and (data.get("most") or 0) > len(lines) + data.get("with_other", False)
        ):
            self.add_error("most", _("That is more than there are choices."))
        if len({line.casefold() for line in lines}) < len(lines):
            self.add_error("options_text", _("Two of the choices are the same."))
        if any(len(line) > 200 for line in lines):
            self.add_error("options_text", _("A choice can be at most 200 characters long."))
        if len(lines) > 60:
            self.add_error("options_text", _("Sixty choices are the most we can take."))
        return data

    def _lines(self, data):
        return [line.strip() for line in data.get("options_text", "").splitlines() if line.strip()]

    def save(self, commit=True):
        data, kind = self.cleaned_data, kinds.KINDS[self.cleaned_data["kind"]]
        lines = self._lines(data)
        if kind.has_options and data["with_other"]:
            kept = self.instance.texts().get(kinds.OTHER) if self.instance.pk else None
            lines.append((kinds.OTHER, kept or _("Other, please say")))
        settings = {**self.instance.settings}
        for name in self.SETTINGS:
            settings.pop(name, None)
            if data.get(name) or data.get(name) == 0 and data.get(name) is not False:
                settings[name] = data[name]
        fields = {name: data[name] for name in ("text", "help", "why", "required", "origin")} | {
            "settings": settings
        }
        options, rows = (lines, []) if kind.has_options else ([], lines if kind.has_rows else [])
        if self.instance.pk:
            self.instance.rewrite(kind=data["kind"], options=options, rows=rows, **fields)
            return self.instance
        return self.part.add_question(kind=data["kind"], options=options, rows=rows, **fields)


class CirculateForm(forms.Form):
    closes_on = DayField(label=gettext_lazy("Closes at the end of"))
    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=200)
    body = MessageField(label=gettext_lazy("Message"))

    def __init__(self, *args, network, now=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.network = network
        today = words.date_of(now, network)
        self.fields["closes_on"].initial = today + timedelta(weeks=3)

    def closes_at(self):
        return words.end_of(self.cleaned_data["closes_on"], self.network)
