from datetime import timedelta

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network import words
from network.widgets import DayField, MessageField
from proforma import kinds

from .models import Proforma, Question


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
    FROZEN = ["kind", "options_text", "with_other", "required", *SETTINGS]

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
