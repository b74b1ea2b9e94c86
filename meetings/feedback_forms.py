"""How a meeting was, as it is asked by link and on paper."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network import words
from network.widgets import DayField

from .models import FeedbackReply, Lead
from .models.feedback import closing_questions, more_questions

ENDS = {
    "worth": (_("1: no"), _("5: very much")),
    "heard": (_("1: not at all"), _("5: fully")),
    "ready": (_("1: not yet"), _("5: yes, now")),
    "topics_ours": (_("1: none of them"), _("5: all of them")),
    "was_open": (_("1: not at all"), _("5: fully")),
}
SHAPES = {**dict.fromkeys(ENDS, "steps"), "wants_next": "choice", "keep": "box", "change": "box"}
LINE = "line"


def _steps(name):
    low, high = ENDS[name]
    return forms.TypedChoiceField(
        label=FeedbackReply._meta.get_field(name).verbose_name,
        choices=[(1, low), (2, "2"), (3, "3"), (4, "4"), (5, high)],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )


class FeedbackForm(forms.ModelForm):
    """The questions of one meeting. Each can be left out, but not all."""

    worth, heard, ready = _steps("worth"), _steps("heard"), _steps("ready")
    topics_ours, was_open = _steps("topics_ours"), _steps("was_open")
    wants_next = forms.ChoiceField(
        label=FeedbackReply._meta.get_field("wants_next").verbose_name,
        choices=Lead.choices,
        required=False,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = FeedbackReply
        fields = [*ENDS, "wants_next", "better", "keep", "change", "word"]

    def __init__(self, *args, feedback, **kwargs):
        super().__init__(*args, **kwargs)
        kind = feedback.meeting.kind
        self.closing, self.more = closing_questions(kind), more_questions(kind)
        for name in [*ENDS, "wants_next"]:
            if name not in self.answered:
                del self.fields[name]

    def clean(self):
        answers = super().clean()
        if not self.errors and all(answers[name] in (None, "") for name in self.answered):
            raise ValidationError(
                _("Answer at least one question. All the others can stay as they are.")
            )
        return answers

    @property
    def answered(self):
        return [*self.closing, *self.more]

    def given(self):
        return {name: self.cleaned_data[name] for name in self.answered}

    def closing_fields(self):
        return [(self[name], SHAPES.get(name, LINE)) for name in self.closing]

    def more_fields(self):
        return [(self[name], SHAPES.get(name, LINE)) for name in self.more]


class SlipForm(FeedbackForm):
    """A slip of paper, and how many had been typed when this page was drawn."""

    typed = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)


class LastDayForm(forms.Form):
    """Until when people can answer: two weeks, unless another day is chosen."""

    closes_on = DayField(label=_("Open until the end of"), required=False)

    def __init__(self, *args, network, closes_at=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.network, self.today = network, words.date_of(timezone.now(), network)
        last = words.date_of(closes_at - timedelta(seconds=1), network) if closes_at else None
        self.fields["closes_on"].initial = last or self.today + timedelta(days=14)

    def clean_closes_on(self):
        day = self.cleaned_data["closes_on"]
        if day and day < self.today:
            raise ValidationError(_("That day is over. Choose today or a later day."))
        return day

    def closes_at(self):
        """The moment, or None if no day was chosen."""
        day = self.cleaned_data["closes_on"]
        return words.end_of(day, self.network) if day else None
