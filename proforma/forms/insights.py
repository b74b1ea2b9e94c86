"""A sentence, and what it rests on."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.seen import Seen
from proforma.citing import EVIDENCE

from .evidence import Evidence, PicksEvidence


class InsightForm(PicksEvidence, Seen, forms.Form):
    text = forms.CharField(
        label=gettext_lazy("What we see, in one sentence"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("At most 300 characters. Say no more than what it rests on."),
    )
    evidence = Evidence(label=gettext_lazy("What it rests on"))

    def __init__(self, *args, cycle, cited=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.offer_evidence(cycle, EVIDENCE, cited)

    def clean_text(self):
        return " ".join(self.cleaned_data["text"].split())

    def clean_evidence(self):
        chosen = self.cleaned_data["evidence"]
        if not set(chosen) - {token for token, said in self.gone if said.is_gone}:
            raise forms.ValidationError(
                _("What it rested on is gone. Choose something else, or drop the insight.")
            )
        return chosen
