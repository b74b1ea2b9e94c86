from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.widgets import DayField, DayInput

from .models import Action, AgendaItem, FeedbackReply, Meeting, Support


class MeetingForm(forms.ModelForm):
    date = DayField(label=_("Day"))
    time = forms.TimeField(
        label=_("Time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    class Meta:
        model = Meeting
        fields = ["kind", "place", "purpose", "outcomes", "process", "chatham_house"]
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 2}),
            "outcomes": forms.Textarea(attrs={"rows": 3}),
            "process": forms.Textarea(attrs={"rows": 2}),
        }

    field_order = ["date", "time", "place", "kind"]

    def __init__(self, *args, cycle, **kwargs):
        super().__init__(*args, **kwargs)
        self.cycle = cycle
        if self.instance.pk:
            starts = timezone.localtime(self.instance.starts_at, cycle.network.zone)
            self.initial |= {"date": starts.date(), "time": starts.time()}

    def save(self, commit=True):
        data = {name: self.cleaned_data[name] for name in self._meta.fields}
        starts_at = datetime.combine(
            self.cleaned_data["date"], self.cleaned_data["time"], tzinfo=self.cycle.network.zone
        )
        if not self.instance.pk:
            return Meeting.call(self.cycle, starts_at=starts_at, **data)
        self.instance.starts_at = starts_at
        return super().save(commit)


class AgendaItemForm(forms.ModelForm):
    class Meta:
        model = AgendaItem
        fields = ["title", "minutes", "step", "lead", "method", "outcome", "fallback", "topic"]

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.fields["topic"].queryset = meeting.cycle.topics.on_longlist()
        self.fields["topic"].empty_label = _("None")

    def save(self, commit=True):
        if self.instance.pk:
            return super().save(commit)
        return self.meeting.add_item(**self.cleaned_data)


class ActionForm(forms.ModelForm):
    class Meta:
        model = Action
        fields = ["what", "first_step", "owner", "due", "done_when", "topic"]
        field_classes = {"due": DayField}
        widgets = {"due": DayInput()}

    def __init__(self, *args, network, cycle, **kwargs):
        super().__init__(*args, **kwargs)
        self.cycle = cycle
        self.fields["owner"].queryset = network.people.on_register()
        self.fields["owner"].empty_label = _("Nobody yet")
        self.fields["topic"].queryset = cycle.topics.on_longlist()
        self.fields["topic"].empty_label = _("None")

    def record(self, *, by, meeting=None):
        return Action.record(self.cycle, by=by, meeting=meeting, **self.cleaned_data)


class ReportForm(forms.Form):
    status = forms.ChoiceField(label=_("How is it going?"), choices=Action.Status)
    note = forms.CharField(label=_("A word about it"), max_length=300, required=False)

    def clean(self):
        data = super().clean()
        if data.get("status") == Action.Status.STOPPED and not data.get("note"):
            self.add_error("note", _("Say in a word why it stops. That is a good outcome too."))
        return data

    def says_nothing_new(self, action):
        return self.cleaned_data["status"] == action.status and not self.cleaned_data["note"]


class SupportForm(forms.ModelForm):
    class Meta:
        model = Support
        fields = ["kind"]


class FeedbackForm(forms.ModelForm):
    worth = forms.TypedChoiceField(
        label=FeedbackReply._meta.get_field("worth").verbose_name,
        choices=[
            (1, _("1: no")),
            (2, "2"),
            (3, "3"),
            (4, "4"),
            (5, _("5: very much")),
        ],
        coerce=int,
        widget=forms.RadioSelect,
    )
    heard = forms.TypedChoiceField(
        label=FeedbackReply._meta.get_field("heard").verbose_name,
        choices=[(1, _("1: not at all")), (2, "2"), (3, "3"), (4, "4"), (5, _("5: fully"))],
        coerce=int,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = FeedbackReply
        fields = ["worth", "heard", "keep", "change"]
        widgets = {
            "keep": forms.Textarea(attrs={"rows": 2}),
            "change": forms.Textarea(attrs={"rows": 2}),
        }

    @property
    def boxes(self):
        return [self["keep"], self["change"]]
