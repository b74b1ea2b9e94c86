"""A sentence, and what it rests on."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network import citing
from network.seen import Seen
from proforma.citing import EVIDENCE


class InsightForm(Seen, forms.Form):
    """`offers` can be cited; `gone` was cited and is not what it was: it can only be let go or kept
    beside something that stands."""

    text = forms.CharField(
        label=gettext_lazy("What we see, in one sentence"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("At most 300 characters. Say no more than what it rests on."),
    )
    evidence = forms.MultipleChoiceField(
        label=gettext_lazy("What it rests on"),
        error_messages={
            "required": gettext_lazy("Choose at least one thing that it rests on."),
            "invalid_choice": gettext_lazy(
                "Something you chose cannot be cited any more. Please choose again."
            ),
        },
    )

    def __init__(self, *args, cycle, cited=(), **kwargs):
        """`cited` are the tokens of what it rests on now, with what may be said of each."""
        super().__init__(*args, **kwargs)
        self.network, self.shared = cycle.network, {}
        self.offers = citing.offered(cycle, EVIDENCE, self.shared)
        tokens = {offer.token for offer in self.offers}
        self.gone = [(token, said) for token, said in cited if token not in tokens]
        self.fields["evidence"].choices = [
            *((offer.token, offer.label) for offer in self.offers),
            *((token, said.label) for token, said in self.gone),
        ]
        self.initial.setdefault("evidence", [token for token, _said in cited])

    def clean_text(self):
        return " ".join(self.cleaned_data["text"].split())

    def clean_evidence(self):
        chosen = self.cleaned_data["evidence"]
        if not set(chosen) - {token for token, said in self.gone if said.is_gone}:
            raise forms.ValidationError(
                _("What it rested on is gone. Choose something else, or drop the insight.")
            )
        return chosen

    def things(self):
        """What was chosen, in the order of the page."""
        chosen = set(self.cleaned_data["evidence"])
        tokens = [token for token, _label in self.fields["evidence"].choices if token in chosen]
        found = [citing.resolve(self.network, token) for token in tokens]
        return [thing for thing in found if thing is not None]

    def groups(self):
        """[(heading, [(token, name, label, is chosen)], how many are chosen)] of all that can be cited."""
        chosen, lines = set(self["evidence"].value() or []), {}
        for offer in self.offers:
            line = (offer.token, offer.name, offer.label, offer.token in chosen)
            lines.setdefault(offer.kind, []).append(line)
        return [
            (_HEADINGS[kind], of_kind, sum(line[-1] for line in of_kind))
            for kind, of_kind in lines.items()
        ]

    def gone_lines(self):
        chosen = set(self["evidence"].value() or [])
        return [(token, said, token in chosen) for token, said in self.gone]


_HEADINGS = {
    "question": gettext_lazy("Questions that were answered"),
    "theme": gettext_lazy("Themes in what people wrote"),
    "quote": gettext_lazy("Quotes that members may read"),
    "statement": gettext_lazy("Group statements"),
    "note": gettext_lazy("Notes of meetings"),
    "reading": gettext_lazy("Readings"),
}
