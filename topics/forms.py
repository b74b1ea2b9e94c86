from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network import words
from network.message_forms import WrittenForm
from network.models import Sector
from network.widgets import DayField

from .models import Topic, Vote


class TopicForm(forms.ModelForm):
    class Meta:
        model = Topic
        fields = ["title", "question", "open_up", "narrow_down", "commit", "evidence", "origin"]
        widgets = {"evidence": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, cycle, **kwargs):
        super().__init__(*args, **kwargs)
        self.cycle = cycle

    def clean_title(self):
        title = self.cleaned_data["title"].strip()
        if self.cycle.topics.filter(title__iexact=title).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("This cycle already has a topic with that title."))
        return title

    def save(self, commit=True):
        if self.instance.pk:
            return super().save(commit)
        return Topic.list_on(self.cycle, **self.cleaned_data)


class LeaveOffForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why is it not on the list?"),
        max_length=300,
        help_text=gettext_lazy("Members see this sentence."),
    )


class VoteForm(WrittenForm, forms.ModelForm):
    closes_on = DayField(label=gettext_lazy("Closes at the end of"))
    band_sectors = forms.MultipleChoiceField(
        label=gettext_lazy("Show the result for this group beside everyone else"),
        choices=Sector.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Leave empty for no split. A split is shown only if both sides have five ballots or more."
        ),
    )

    class Meta:
        model = Vote
        fields = ["question", "places", "picks", "band_sectors"]

    field_order = [
        "question",
        "places",
        "picks",
        "closes_on",
        "band_sectors",
        "subject",
        "body",
        "promised",
    ]

    def __init__(self, *args, network, **kwargs):
        super().__init__(*args, **kwargs)
        self.network = network
        today = words.date_of(timezone.now(), network)
        self.fields["closes_on"].initial = today + timedelta(days=7)

    def closes_at(self):
        return words.end_of(self.cleaned_data["closes_on"], self.network)
