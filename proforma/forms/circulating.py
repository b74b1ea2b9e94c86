"""Opening, and asking something more of people who have been asked."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from network import words
from network.message_forms import LONGEST, WrittenForm
from network.widgets import DayField, MessageField


class CirculateForm(WrittenForm):
    closes_on = DayField(label=_("Closes at the end of"))

    field_order = ["closes_on", "subject", "body", "promised"]

    def __init__(self, *args, network, now=None, closes_at=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.network, self.closes = network, closes_at
        today = words.date_of(now, network)
        self.fields["closes_on"].initial = today + timedelta(weeks=3)
        if closes_at:  # it is open already: those who come later have as long as the others
            del self.fields["closes_on"]

    def closes_at(self):
        if self.closes:
            return self.closes
        return words.end_of(self.cleaned_data["closes_on"], self.network)


class NextVersionForm(forms.Form):
    """The explicit choice: are those who have handed in asked what is new?"""

    asks_answered = forms.TypedChoiceField(
        label=_("Who is asked what is new?"),
        choices=[
            ("no", _("Only those who have not handed in yet")),
            ("yes", _("Everyone, those who have handed in too: write to them")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    subject = forms.CharField(label=_("Subject"), max_length=200, required=False)
    body = MessageField(
        label=_("Message to those who have handed in"), required=False, max_length=LONGEST
    )

    def clean(self):
        data = super().clean()
        if data.get("asks_answered"):
            for name in ("subject", "body"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, self.fields["subject"].default_error_messages["required"])
        return data
