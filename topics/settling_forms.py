"""Forms about what the votes left open."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network import words
from network.message_forms import WrittenForm
from network.widgets import DayField


class RunoffForm(WrittenForm):
    """The last day of a second vote, and the message that opens it."""

    closes_on = DayField(label=_("Closes at the end of"))
    field_order = ["closes_on", "subject", "body", "promised"]

    def __init__(self, *args, network, **kwargs):
        super().__init__(*args, **kwargs)
        self.network = network
        today = words.date_of(timezone.now(), network)
        self.fields["closes_on"].initial = today + timedelta(days=3)

    def closes_at(self):
        return words.end_of(self.cleaned_data["closes_on"], self.network)


class DecisionForm(forms.Form):
    """Which of the topics that are level one person takes, and why."""

    topics = forms.MultipleChoiceField(
        label=_("Which of them go forward?"), widget=forms.CheckboxSelectMultiple
    )
    by = forms.CharField(
        label=_("Who decides?"), max_length=120, help_text=_("Members see this name.")
    )
    reason = forms.CharField(
        label=_("Why these?"), max_length=300, help_text=_("Members see this sentence.")
    )

    def __init__(self, *args, vote, titles, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["topics"].choices = [
            (code, titles.get(code, code)) for code in vote.result["undecided"]
        ]
        if vote.tie_rule == vote.TieRule.CHAIR:
            del self.fields["by"]  # named before anybody voted
