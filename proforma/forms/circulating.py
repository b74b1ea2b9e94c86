"""Opening, and asking something more of people who have been asked."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from network import words
from network.widgets import DayField, MessageField


class CirculateForm(forms.Form):
    closes_on = DayField(label=_("Closes at the end of"))
    subject = forms.CharField(label=_("Subject"), max_length=200)
    body = MessageField(label=_("Message"))

    def __init__(self, *args, network, now=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.network = network
        today = words.date_of(now, network)
        self.fields["closes_on"].initial = today + timedelta(weeks=3)

    def closes_at(self):
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
    body = MessageField(label=_("Message to those who have handed in"), required=False)

    def clean(self):
        data = super().clean()
        if data.get("asks_answered"):
            for name in ("subject", "body"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, self.fields["subject"].default_error_messages["required"])
        return data
