"""Forms for what is written down as the work happens. Each takes a minute or two."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Declaration, Leaning, Push, ShapingOffer
from .models.steering import STAGES
from .seen import Seen
from .widgets import DayField, DayInput


class DeclarationForm(Seen, forms.ModelForm):
    """What those who pay and employ want. What stood before is kept, with its day."""

    class Meta:
        model = Declaration
        fields = ["funder", "employer", "aims", "limits", "would_end"]
        widgets = {
            name: forms.Textarea(attrs={"rows": 3}) for name in ("aims", "limits", "would_end")
        }

    def declare(self, network, by):
        said = {name: self.cleaned_data[name] for name in Declaration.SAID}
        return Declaration.declare(network, by=by, **said)


class OfStage(forms.ModelForm):
    """A record about a stage of the current cycle."""

    stage = forms.ChoiceField(label=_("Which stage it is about"), choices=STAGES)

    def record(self, cycle, by):
        record = self.save(commit=False)
        if record.pk is None:
            record.cycle, record.by = cycle, by
        record.save()
        return record


class LeaningForm(OfStage):
    field_order = ["stage", "stance", "influence", "note"]

    class Meta:
        model = Leaning
        fields = ["stage", "stance", "influence", "note"]
        widgets = {"stance": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["stance"].choices = Leaning.Stance.choices


class ShapingOfferForm(OfStage):
    class Meta:
        model = ShapingOffer
        fields = [
            "stage",
            "what",
            "offered_on",
            "offered_to",
            "minutes",
            "when",
            "taken_up",
            "could_not",
            "because",
            "changed",
            "note",
        ]
        field_classes = {"offered_on": DayField}
        widgets = {"offered_on": DayInput()}
        help_texts = {"could_not": _("Leave it empty if nobody counted them.")}

    def clean(self):
        data = super().clean()
        offered = data.get("offered_to")
        answered = (data.get("taken_up") or 0) + (data.get("could_not") or 0)
        if offered is not None and answered > offered:
            self.add_error(
                "offered_to",
                _("More people answered than were offered it. Please look at the numbers."),
            )
        return data


class PushForm(OfStage):
    ways = forms.MultipleChoiceField(
        label=_("What may have pushed people one way?"),
        choices=Push.Way.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Tick what you remember. Small things count."),
    )
    field_order = ["stage", "ways", "note"]

    class Meta:
        model = Push
        fields = ["stage", "ways", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def clean(self):
        data = super().clean()
        if not self.errors and not data.get("ways") and not data.get("note"):
            raise forms.ValidationError(_("Tick at least one, or write a line."))
        return data
