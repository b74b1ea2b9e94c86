"""What is decided of words that somebody read first."""

from django import forms
from django.utils.translation import gettext_lazy as _

from proforma.models.flags import LONGEST_NEW_NOTE, Flag

PASSED_ON = "passed_on"


class FlagForm(forms.Form):
    """Show the words, or keep them back; of a worry, say also to whom it was passed on."""

    note = forms.CharField(
        max_length=LONGEST_NEW_NOTE,
        required=False,
        error_messages={
            "max_length": _("There is room for %(limit_value)d characters. Nothing was kept.")
        },
    )
    seen = forms.CharField(max_length=16, widget=forms.HiddenInput)
    decision = forms.CharField()

    def __init__(self, *args, flag, **kwargs):
        super().__init__(*args, auto_id=f"flag-{flag.key}-%s", **kwargs)
        self.flag = flag
        self.fields["seen"].initial = flag.digest

    def clean_decision(self):
        offered = {*Flag.Decision.values, *([PASSED_ON] if self.flag.is_concern else [])}
        if self.cleaned_data["decision"] not in offered:
            raise forms.ValidationError(_("Press one of the buttons below."))
        return self.cleaned_data["decision"]

    def clean(self):
        data = super().clean()
        if data.get("decision") == PASSED_ON and not data.get("note") and "note" not in self.errors:
            self.add_error("note", _("Say to whom you passed it on, and when."))
        return data

    def settled_as(self):
        """What is passed on is kept back: it is with somebody who can help."""
        chosen = self.cleaned_data["decision"]
        return Flag.Decision.KEPT_BACK if chosen == PASSED_ON else Flag.Decision(chosen)

    def noted(self):
        note = self.cleaned_data["note"]
        if self.cleaned_data["decision"] == PASSED_ON:
            return str(_("Passed on: %(note)s") % {"note": note})
        return note
