"""Forms about who was asked to lead: mandates, what was put right, renewals, and signs of one."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.seen import Seen
from network.widgets import DayField, DayInput

from .models import Mandate, MandateRenewal, Signal
from .naming import listed, register_of


def refuse_names(form, meeting, network, names):
    """Under the Chatham House Rule of a meeting, what members read of it names nobody."""
    if meeting is None or not meeting.chatham_house:
        return
    register = register_of(network)
    for name in names:
        found = register.named_in(form.cleaned_data.get(name) or "")
        if found:
            form.add_error(
                name,
                _(
                    "The Chatham House Rule of %(meeting)s holds, and members read this. "
                    "Please take out: %(names)s."
                )
                % {"meeting": meeting, "names": listed(found)},
            )


class MandateForm(forms.ModelForm):
    """A mandate, in three minutes."""

    class Meta:
        model = Mandate
        fields = [
            "asked_by",
            "how",
            "in_favour",
            "out_of",
            "more",
            "purpose",
            "limits",
            "given_on",
            "meeting",
            "lapses_on",
            "lapses_with",
        ]
        field_classes = {"given_on": DayField, "lapses_on": DayField}
        widgets = {"given_on": DayInput(), "lapses_on": DayInput()}

    READ_BY_MEMBERS = ("asked_by", "more", "purpose", "limits", "lapses_with")

    def __init__(self, *args, network, **kwargs):
        super().__init__(*args, **kwargs)
        self.network = network
        self.fields["asked_by"].help_text = _("“Those who came”, for example. Members read this.")
        self.fields["meeting"].queryset = network.meetings.on()
        self.fields["meeting"].empty_label = _("At none")

    def clean(self):
        data = super().clean()
        n, of_all = data.get("in_favour"), data.get("out_of")
        if n is not None and of_all is not None and n > of_all:
            self.add_error("in_favour", _("More asked than there were. Please look once more."))
        given, lapses = data.get("given_on"), data.get("lapses_on")
        if given and lapses and lapses < given:
            self.add_error("lapses_on", _("It would lapse before it was given."))
        refuse_names(self, data.get("meeting"), self.network, self.READ_BY_MEMBERS)
        return data

    def record(self, *, cycle, by):
        one = self.save(commit=False)
        one.network, one.cycle, one.recorded_by = self.network, cycle, by
        one.save()
        return one


class PutRightForm(Seen, forms.ModelForm):
    """What those who gave a mandate put right when they heard it."""

    class Meta:
        model = Mandate
        fields = ["corrections"]
        widgets = {"corrections": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, network, **kwargs):
        super().__init__(*args, **kwargs)
        self.network = network

    def clean(self):
        data = super().clean()
        refuse_names(self, self.instance.meeting, self.network, ["corrections"])
        return data

    def keep(self):
        self.instance.save(update_fields=["corrections"])


class RenewalForm(forms.ModelForm):
    """What members said when they were asked whether it should hold on."""

    is_renewed = forms.TypedChoiceField(
        label=gettext_lazy("So"),
        choices=[
            ("yes", gettext_lazy("It holds on")),
            ("no", gettext_lazy("It ends that day")),
        ],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = MandateRenewal
        fields = ["asked_on", "meeting", "yes", "not_sure", "no", "is_renewed", "lapses_on", "note"]
        field_classes = {"asked_on": DayField, "lapses_on": DayField}
        widgets = {"asked_on": DayInput(), "lapses_on": DayInput()}

    def __init__(self, *args, mandate, **kwargs):
        super().__init__(*args, **kwargs)
        self.mandate = mandate
        self.fields["meeting"].queryset = mandate.network.meetings.on()
        self.fields["meeting"].empty_label = _("At none")
        self.fields["lapses_on"].help_text = _("Left empty: until the next cycle begins.")

    def clean(self):
        data = super().clean()
        asked, until = data.get("asked_on"), data.get("lapses_on")
        if asked and asked < self.mandate.given_on:
            self.add_error("asked_on", _("The mandate was given after that day."))
        if data.get("is_renewed") and asked and until and until < asked:
            self.add_error("lapses_on", _("It would lapse before it was renewed."))
        if not self.errors and not data["yes"] + data["not_sure"] + data["no"]:
            self.add_error("yes", _("Say how many were asked. Nobody said anything yet."))
        refuse_names(self, data.get("meeting"), self.mandate.network, ["note"])
        return data

    def record(self, *, by):
        renewal = self.save(commit=False)
        renewal.mandate, renewal.recorded_by = self.mandate, by
        if not renewal.is_renewed:
            renewal.lapses_on = None
        renewal.save()
        return renewal


class SignalForm(forms.ModelForm):
    """One line, from anywhere."""

    class Meta:
        model = Signal
        fields = ["text"]

    def catch(self, *, cycle, by):
        """Kept once, if it is pressed twice."""
        text, just_now = self.cleaned_data["text"], timezone.now() - timedelta(minutes=1)
        same = cycle.network.signals.filter(text=text, by=by, at__gt=just_now).first()
        return same or cycle.network.signals.create(cycle=cycle, text=text, by=by)


class ReviewForm(forms.Form):
    """What became of a sign, but for a mandate, which has a form of its own."""

    go = forms.ChoiceField(
        choices=[(one.value, one.label) for one in Signal.Outcome if one != Signal.Outcome.MANDATE]
    )
    note = forms.CharField(max_length=300, required=False)

    def clean(self):
        data = super().clean()
        if data.get("go") == Signal.Outcome.NOTHING and not data.get("note"):
            self.add_error("note", _("Say in a word why nothing follows from it."))
        return data
