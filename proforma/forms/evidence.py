"""Choosing what a sentence or a topic rests on, among all that can be cited."""

from django import forms
from django.utils.translation import gettext_lazy

from network import citing


class Evidence(forms.MultipleChoiceField):
    default_error_messages = {
        "required": gettext_lazy("Choose at least one thing that it rests on."),
        "invalid_choice": gettext_lazy(
            "Something you chose cannot be cited any more. Please choose again."
        ),
    }


class PicksEvidence:
    """Put before the base of a form that has a field `Evidence`, whose name is `picks`.

    `offers` can be cited; `gone` was cited and is not what it was: it can only be let go or kept beside
    something that stands. Templates show it by proforma/_evidence.html.
    """

    picks = "evidence"

    def offer_evidence(self, cycle, kinds, cited=()):
        """`cited` are the tokens of what it rests on now, with what may be said of each."""
        self.network = cycle.network
        self.offers = citing.offered(cycle, kinds, {})
        tokens = {offer.token for offer in self.offers}
        self.gone = [(token, said) for token, said in cited if token not in tokens]
        self.fields[self.picks].choices = [
            *((offer.token, offer.label) for offer in self.offers),
            *((token, said.label) for token, said in self.gone),
        ]
        self.initial.setdefault(self.picks, [token for token, _said in cited])

    @property
    def picked(self):
        return self[self.picks]

    def things(self):
        """What was chosen, in the order of the page."""
        chosen = set(self.cleaned_data[self.picks])
        tokens = [token for token, _label in self.fields[self.picks].choices if token in chosen]
        found = [citing.resolve(self.network, token) for token in tokens]
        return [thing for thing in found if thing is not None]

    def groups(self):
        """[(heading, [(token, name, label, is chosen)], how many are chosen)] of all that can be cited."""
        chosen, lines = set(self.picked.value() or []), {}
        for offer in self.offers:
            line = (offer.token, offer.name, offer.label, offer.token in chosen)
            lines.setdefault(offer.kind, []).append(line)
        return [
            (_HEADINGS[kind], of_kind, sum(line[-1] for line in of_kind))
            for kind, of_kind in lines.items()
        ]

    def gone_lines(self):
        chosen = set(self.picked.value() or [])
        return [(token, said, token in chosen) for token, said in self.gone]


def tokens_cited(network, citables):
    """[(token, what may be said of it)] of what is cited now, as `offer_evidence` takes them."""
    said = citing.described(network, citables).values()
    return [(one.token, one) for one in said if one.token]


_HEADINGS = {
    "question": gettext_lazy("Questions that were answered"),
    "theme": gettext_lazy("Themes in what people wrote"),
    "quote": gettext_lazy("Quotes that members may read"),
    "statement": gettext_lazy("Group statements"),
    "insight": gettext_lazy("Insights"),
    "note": gettext_lazy("Notes of meetings"),
    "reading": gettext_lazy("Readings"),
    "topic": gettext_lazy("Topics"),
}
