"""Forms of a network's own PowerPoint templates: one is uploaded, and one is chosen for a deck."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import DeckTemplate

MOST_MEGABYTES = 20


class DeckTemplateForm(forms.ModelForm):
    file = forms.FileField(
        label=gettext_lazy("PowerPoint file"),
        help_text=gettext_lazy("A .pptx or .potx, at most 20 MB. None of its slides are kept."),
    )

    class Meta:
        model = DeckTemplate
        fields = ["name"]

    def __init__(self, *args, network, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.network = network
        self.reading = None

    def clean_name(self):
        name = self.cleaned_data["name"]
        in_use = self.instance.network.deck_templates.filter(retired_at=None)
        if in_use.filter(name__iexact=name).exists():
            raise forms.ValidationError(_("There is a template of this name. Choose another one."))
        return name

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload.size > MOST_MEGABYTES * 1024 * 1024:
            raise forms.ValidationError(
                _("This file is larger than %(n)d MB.") % {"n": MOST_MEGABYTES}
            )
        # python-pptx is loaded by the process that makes a deck, not by one that serves participants.
        from .deck import own_template  # noqa: PLC0415

        try:
            self.reading = own_template.read(upload.read())
        except own_template.Unusable as problem:
            raise forms.ValidationError(str(problem)) from None
        return upload

    def save_by(self, user):
        """Keep the template without its slides; what stood on them is nobody's business here."""
        self.instance.file = self.reading.look.file
        self.instance.uploaded_by = user
        return super().save()


class ChooseTemplateForm(forms.Form):
    """Which template the deck of a meeting is made in. What is empty is ours."""

    template = forms.ModelChoiceField(
        label=gettext_lazy("Template"),
        queryset=DeckTemplate.objects.none(),
        required=False,
        empty_label=gettext_lazy("Tightrope’s own"),
        error_messages={"invalid_choice": gettext_lazy("Choose one of the templates in the list.")},
    )

    def __init__(self, *args, templates, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["template"].queryset = templates
