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
    page_heading = gettext_lazy("This part")
    page_lede = gettext_lazy("The heading people see, and how long they are told it takes.")

    minutes_given = forms.IntegerField(
        label=gettext_lazy("Minutes it takes"),
        required=False,
        min_value=1,
        max_value=600,
        help_text=gettext_lazy("Leave it empty for our estimate from the questions."),
    )

    class Meta:
        model = Part
        fields = ["title", "minutes_given"]

    def save(self, commit=True):
        part = super().save()
        part.reckon_minutes()
        return part


class SectionForm(forms.ModelForm):
    page_heading = gettext_lazy("A page")
    page_lede = gettext_lazy(
        "People answer one page at a time and see how far they are. A short form needs one page only."
    )

    class Meta:
        model = Section
        fields = ["title", "intro"]
        widgets = {"intro": forms.Textarea(attrs={"rows": 3})}


class DraftReaderForm(forms.ModelForm):
    """Who saw the draft: somebody on the register, or a name."""

    page_heading = gettext_lazy("Who saw the draft")
    page_lede = gettext_lazy(
        "Kept for the steering account: who could shape the questions before they went out, and how."
    )

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
        people = network.people.on_register() | network.people.filter(pk=self.instance.person_id)
        self.fields["person"].queryset = people.select_related("partner")
        self.fields["person"].empty_label = _("nobody on the register")

    def clean(self):
        data = super().clean()
        if not (data.get("person") or data.get("name") or self.instance.pk):
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
