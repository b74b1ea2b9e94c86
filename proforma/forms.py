from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network import words
from network.widgets import DayInput
from proforma import kinds

from .models import Proforma, Question
from .models.responses import content


class AnswerField:
    """One question on a page: what stands in it, and what was wrong with what was sent."""

    def __init__(self, question, entry, rev=0):
        self.question, self.entry, self.rev = question, entry or {}, rev
        self.error = ""
        self.conflict = None
        self.saved = False
        self.offered = None  # the entry a form sent, if it could be read
        self.sent = None  # the strings a form sent, shown again when they could not be taken

    @property
    def template(self):
        return f"proforma/answers/{self.question.kind_of_answer.template}.html"

    @property
    def value(self):
        if self.sent is not None:
            return self.sent[0] if self.sent else ""
        return self.entry.get("value", "")

    def choices(self):
        chosen = self.entry.get("value")
        if self.sent is not None:
            chosen = self.sent
        chosen = chosen if isinstance(chosen, list) else [chosen]
        return [(code, text, code in chosen) for code, text in self.question.choices()]

    def partner_choices(self):
        chosen = self.entry.get("value") or []
        return [(pk, name, pk in chosen) for pk, name in self.question.partners]

    def steps(self):
        return [
            (step, step == self.entry.get("value")) for step in kinds.scale_steps(self.question)
        ]

    @property
    def ends(self):
        """The lowest and the highest step of a scale."""
        steps = kinds.scale_steps(self.question)
        return steps[0], steps[-1]

    def written(self):
        """What a form sent for this question, in words, whether or not it could be taken."""
        return (
            "; ".join(self.sent)
            if self.sent is not None
            else kinds.say(self.question, self.offered)
        )

    def rows(self):
        values = self.entry.get("value") or {}
        steps = kinds.scale_steps(self.question)
        return [
            (code, text, values.get(code, ""), [(step, values.get(code) == step) for step in steps])
            for code, text in self.question.grid_rows()
        ]

    def states(self):
        offered = (
            ["dont_know"] if self.question.part.is_of_people else ["dont_know", "not_recorded"]
        )
        return [(code, kinds.STATES[code], self.entry.get("state") == code) for code in offered]

    @property
    def takes_states(self):
        return self.question.kind_of_answer.summary != "text"

    def bases(self):
        return [(code, text, self.entry.get("basis") == code) for code, text in kinds.BASES.items()]

    @property
    def has_other(self):
        return kinds.OTHER in dict(self.question.choices())

    def said(self):
        return kinds.say(self.question, self.entry) if self.entry else ""


class ResponseForm:
    """The questionnaire: one field a question, made from the questions themselves.

    `data` may carry some of the questions only (the codes in its `asked` list): autosave sends one.
    """

    def __init__(self, questions, answers, data=None, *, partners=()):
        for question in questions:
            question.partners = partners
        self.fields = [
            AnswerField(question, content(answers.get(question.code)), _rev(answers, question.code))
            for question in questions
        ]
        self.changes, self.seen = {}, {}
        if data is not None:
            self._read(data)

    def _read(self, data):
        asked = set(data.getlist("asked"))
        for field in self.fields:
            code = field.question.code
            if code not in asked:
                continue
            try:
                entry = kinds.read(field.question, data)
            except ValidationError as problem:
                field.error = problem.messages[0]
                field.sent = data.getlist(code)
            else:
                self.changes[code] = field.offered = entry
                rev = data.get(f"{code}.rev", "0")
                self.seen[code] = int(rev) if rev.isdecimal() else 0

    def take(self, response, conflicts):
        """Show what is stored after a save; a conflict keeps the writer's own answer in the box."""
        by_code = {conflict.code: conflict for conflict in conflicts}
        for field in self.fields:
            code = field.question.code
            field.rev = _rev(response.answers, code)
            conflict = by_code.get(code)
            field.entry = (
                (conflict.offered or {}) if conflict else content(response.answers.get(code)) or {}
            )
            field.saved = code in self.changes and conflict is None
            if conflict:
                field.conflict = conflict
                field.stored_words = kinds.say(field.question, conflict.stored)

    def require_answers(self):
        for field in self.fields:
            if field.question.required and not field.entry and not field.error:
                field.error = _("This one is needed before you hand it in.")

    @property
    def errors(self):
        return [field for field in self.fields if field.error or field.conflict]

    def answered(self):
        return sum(bool(field.entry) for field in self.fields)


def _rev(answers, code):
    return answers.get(code, {}).get("rev", 0)


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
            lines.append((kinds.OTHER, _("Other, please say")))
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
    closes_on = forms.DateField(label=gettext_lazy("Closes at the end of"), widget=DayInput())
    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=200)
    body = forms.CharField(label=gettext_lazy("Message"), widget=forms.Textarea(attrs={"rows": 12}))

    def __init__(self, *args, network, now=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.network = network
        today = words.date_of(now, network)
        self.fields["closes_on"].initial = today + timedelta(weeks=3)

    def closes_at(self):
        return words.end_of(self.cleaned_data["closes_on"], self.network)
