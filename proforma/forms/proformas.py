"""The pro-forma round its questions: its introduction, parts and pages, and who saw the draft."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.widgets import DayField
from proforma.models import DraftReader, Part, Proforma, Section


class ProformaForm(forms.ModelForm):
    class Meta:
        model = Proforma
        fields = ["title", "intro"]
        widgets = {"intro": forms.Textarea(attrs={"rows": 4})}


class PartForm(forms.ModelForm):
    class Meta:
        model = Part
        fields = ["title", "minutes_given"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["minutes_given"].min_value = 1
        self.fields["minutes_given"].widget.attrs["min"] = 1

    def save(self, commit=True):
        part = super().save()
        part.reckon_minutes()
        return part


class SectionForm(forms.ModelForm):
    class Meta:
        model = Section
        fields = ["title", "intro"]
        widgets = {"intro": forms.Textarea(attrs={"rows": 3})}


class DraftReaderForm(forms.ModelForm):
    """Who saw the draft: somebody on the register, or a name."""

    read_on = DayField(label=gettext_lazy("When"))

    class Meta:
        model = DraftReader
        fields = ["person", "name", "read_on", "said", "changed"]
        labels = {
            "person": gettext_lazy("Somebody on the register"),
            "name": gettext_lazy("Or the name of somebody who is not"),
        }
        widgets = {
            "said": forms.Textarea(attrs={"rows": 2}),
            "changed": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args, network, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = network.people.on_register().select_related("partner")
        self.fields["person"].empty_label = _("nobody on the register")

    def clean(self):
        data = super().clean()
        if not data.get("person") and not data.get("name"):
            self.add_error("person", _("Choose somebody, or write a name."))
        return data


class PasteForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Your questions"),
        widget=forms.Textarea(attrs={"rows": 14}),
        max_length=200_000,
        strip=False,  # the first line may be indented as the others are
        help_text=gettext_lazy("A question a line, its choices on the lines below it, indented."),
    )


class ImportForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("The form"),
        help_text=gettext_lazy("An XLSForm: .xlsx, .xlsm or .xls, up to 5 MB."),
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("Its questions are"),
        choices=Part.Unit.choices,
        initial=Part.Unit.PERSON,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "A form that came from here knows its two parts, whatever you choose."
        ),
    )
