"""Picking words from an answer, taking words out of a quote, and agreeing to be quoted."""

from django import forms
from django.utils.translation import gettext_lazy as _

from proforma import redaction
from proforma.models.flags import LONGEST_NEW_NOTE
from proforma.models.quotes import LONGEST_QUOTE, Quote

LONGEST_TAKEN_OUT = 200
LONGEST_OWN = 40
LONGEST_REASON = 200
# What can stand where words were taken out. OWN is written by hand.
OWN = "own"
STAND_INS = {
    "dots": _("[…]"),
    "place": _("[a place]"),
    "name": _("[a name]"),
    "service": _("[a service]"),
}


class PickForm(forms.Form):
    """The words to quote, which must stand in the answer."""

    words = forms.CharField(
        label=_("The words to quote"),
        max_length=LONGEST_QUOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Choose the words to quote."),
            "max_length": _(
                "A quote has room for %(limit_value)d characters, and this is %(show_value)d. Choose the "
                "part that matters."
            ),
        },
    )

    def __init__(self, *args, answer, **kwargs):
        super().__init__(*args, **kwargs)
        self.answer = answer

    def clean_words(self):
        chosen = redaction.chosen_from(self.answer, self.cleaned_data["words"])
        if not chosen:
            raise forms.ValidationError(
                _(
                    "These words do not stand in the answer like this. Quote whole words, as written."
                )
            )
        return chosen


class HoldForm(forms.Form):
    """That an answer may give somebody away, and why."""

    note = forms.CharField(
        max_length=LONGEST_NEW_NOTE,
        required=False,
        error_messages={
            "max_length": _("There is room for %(limit_value)d characters. Nothing was kept.")
        },
    )


class RedactForm(forms.Form):
    """Which words are taken out, what stands there instead, and why."""

    words = forms.CharField(
        label=_("Take out these words"),
        max_length=LONGEST_TAKEN_OUT,
        error_messages={"required": _("Say which words to take out.")},
    )
    instead = forms.ChoiceField(
        label=_("What stands there instead"),
        choices=[*STAND_INS.items(), (OWN, _("something else:"))],
        initial="dots",
        error_messages={
            "required": _("Choose what stands there instead."),
            "invalid_choice": _("Choose what stands there instead."),
        },
    )
    own = forms.CharField(
        label=_("In your own words"),
        max_length=LONGEST_OWN,
        required=False,
        help_text=_("We put it in square brackets."),
    )
    why = forms.CharField(
        label=_("Why"),
        max_length=LONGEST_REASON,
        help_text=_("Whoever said it reads this too. Do not repeat the words here."),
        error_messages={"required": _("Say why, so that it can be understood later.")},
    )

    def clean(self):
        data = super().clean()
        if data.get("instead") == OWN and "own" not in self.errors and not self._own():
            self.add_error("own", _("Write what stands there instead."))
        for name in ("own", "why"):
            if data.get(name) and redaction.holds(data[name], data.get("words", "")):
                self.add_error(name, _("This repeats the words that you take out."))
        return data

    def stand_in(self):
        """What stands there instead, in brackets: everyone can see that words were taken out."""
        chosen = self.cleaned_data["instead"]
        return f"[{self._own()}]" if chosen == OWN else str(STAND_INS[chosen])

    def _own(self):
        bare = self.cleaned_data.get("own", "").replace("[", "").replace("]", "")
        return redaction.in_one_line(bare)


class ConsentForm(forms.Form):
    """Who may read it, and how it is signed. Nothing is chosen beforehand but nobody."""

    audience = forms.ChoiceField(
        choices=Quote.Audience.choices,
        error_messages={
            "required": _("Choose who may read it."),
            "invalid_choice": _("Choose who may read it."),
        },
    )
    naming = forms.ChoiceField(
        required=False,
        error_messages={"invalid_choice": _("Choose how it is signed.")},
    )
    seen = forms.CharField(max_length=16, required=False)

    def __init__(self, *args, namings, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["naming"].choices = [(naming, naming) for naming in namings]

    def clean(self):
        data = super().clean()
        if (
            data.get("audience") not in (None, Quote.Audience.NOBODY)
            and not data.get("naming")
            and "naming" not in self.errors
        ):
            self.add_error("naming", _("Choose how it is signed."))
        return data
