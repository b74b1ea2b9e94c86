"""The sheet on which somebody takes a stance on everything listed, and limits said openly."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network import words
from network.widgets import DayField

from .digests import digest_of
from .models import DeclaredLimit, Stance

OPENLY, IN_THE_SEAL = "now", "seal"
LATEST = timedelta(days=366)


class OneLineField(forms.CharField):
    """A few sentences: a box with room, and no lines in what comes of it."""

    widget = forms.Textarea(attrs={"rows": 2})

    def to_python(self, value):
        return " ".join(super().to_python(value).split())


class StanceForm(forms.Form):
    """A stance on one thing that is listed."""

    stance = forms.ChoiceField(
        label=gettext_lazy("How would you take it, if this were chosen?"),
        choices=Stance.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the four.")},
    )
    reason = OneLineField(label=gettext_lazy("Why?"), max_length=300, required=False)
    openly = forms.ChoiceField(
        label=gettext_lazy("You could tell members now. Would you?"),
        choices=[
            (OPENLY, gettext_lazy("Yes: members are told now what it is, and why")),
            (IN_THE_SEAL, gettext_lazy("No: it stays in the seal, with the reason why not")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    why_not = OneLineField(
        label=gettext_lazy("Why not say it openly now?"), max_length=300, required=False
    )

    def __init__(self, *args, listed, **kwargs):
        super().__init__(*args, prefix=listed.code, **kwargs)
        self.listed = listed
        self.fields["stance"].required = not listed.is_optional

    def clean(self):
        data = super().clean()
        stance = data.get("stance")
        if not stance:
            return data
        if Stance(stance).needs_reason and not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Say why in a sentence."))
        if stance == Stance.CANNOT:
            self._clean_openness(data)
        return data

    def _clean_openness(self, data):
        if "openly" not in self.errors and not data.get("openly"):
            self.add_error("openly", _("Choose whether members are told now."))
        stays = data.get("openly") == IN_THE_SEAL and "why_not" not in self.errors
        if stays and not data.get("why_not"):
            self.add_error("why_not", _("Say why not. It stays in the seal until it opens."))

    @property
    def is_taken(self):
        return bool(self.cleaned_data["stance"])

    @property
    def is_said_openly(self):
        data = self.cleaned_data
        return data["stance"] == Stance.CANNOT and data["openly"] == OPENLY

    @property
    def stance_label(self):
        return Stance(self.cleaned_data["stance"]).label

    def taken(self):
        """(stance, reason, why it is not said openly)."""
        data = self.cleaned_data
        keeps = data["stance"] == Stance.CANNOT and data["openly"] == IN_THE_SEAL
        return data["stance"], data["reason"], data["why_not"] if keeps else ""


class SealForm(forms.Form):
    """A stance on each, a forecast, and the day all of it opens."""

    forecast = forms.MultipleChoiceField(
        label=gettext_lazy("What do you expect to be chosen?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy("One of the topics you expect is not on the list.")
        },
    )
    opens_on = DayField(
        label=gettext_lazy("Nobody else can read it before"),
        help_text=gettext_lazy(
            "Best a day when the vote will be over. Read before, it could steer people."
        ),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, network, sheet, places, asks_forecast):
        super().__init__(data)
        self.network, self.places = network, places
        self.stances = [StanceForm(data, listed=listed) for listed in sheet]
        self.mark = digest_of([[one.code, one.title] for one in sheet])
        self.today = words.date_of(timezone.now(), network)
        self.fields["opens_on"].initial = self.today + timedelta(days=30)
        topics = [(one.code, one.title) for one in sheet if one.is_on_list]
        if asks_forecast and topics:
            self.fields["forecast"].choices = topics
        else:
            del self.fields["forecast"]

    def is_valid(self):
        return all([super().is_valid(), *(one.is_valid() for one in self.stances)])

    @property
    def has_problems(self):
        return self.is_bound and not self.is_valid()

    def clean_forecast(self):
        forecast = self.cleaned_data["forecast"]
        if len(forecast) > self.places:
            raise forms.ValidationError(
                _("Expect at most %(n)d: so many will be chosen.") % {"n": self.places}
            )
        return forecast

    def clean_opens_on(self):
        day = self.cleaned_data["opens_on"]
        if day <= self.today:
            raise forms.ValidationError(
                _("Choose a day after today. Until then nobody else can read it.")
            )
        if day > self.today + LATEST:
            raise forms.ValidationError(
                _("Choose a day within a year. What is never read tells nobody anything.")
            )
        return day

    def clean_seen(self):
        if self.cleaned_data["seen"] != self.mark:
            raise forms.ValidationError(
                _("The list has changed since you opened this page. Please look at it again.")
            )
        return self.mark

    @property
    def opens_at(self):
        """When that day begins where the network is."""
        return words.end_of(self.cleaned_data["opens_on"] - timedelta(days=1), self.network)

    @property
    def expected(self):
        """The titles of the forecast."""
        titles = dict(self.fields["forecast"].choices) if "forecast" in self.fields else {}
        return [titles[code] for code in self.cleaned_data.get("forecast", [])]

    def written(self):
        """What Seal.seal takes."""
        taken = [one for one in self.stances if one.is_taken]
        return {
            "stances": {one.listed.code: one.taken() for one in taken},
            "openly": [one.listed.code for one in taken if one.is_said_openly],
            "forecast": self.cleaned_data.get("forecast", []),
            "opens_at": self.opens_at,
        }


class LimitForm(forms.ModelForm):
    class Meta:
        model = DeclaredLimit
        fields = ["what", "reason"]
        field_classes = {"what": OneLineField, "reason": OneLineField}
        widgets = {
            "what": forms.Textarea(attrs={"rows": 2}),
            "reason": forms.Textarea(attrs={"rows": 2}),
        }
