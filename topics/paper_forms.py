"""Printing ballot papers, and typing in what was marked on one."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from network import words
from network.widgets import DayField

# A paper says “2nd choice”; a language with other ordinals has its own.
PLACES = [
    pgettext_lazy("place on a ballot", "1st choice"),
    pgettext_lazy("place on a ballot", "2nd choice"),
    pgettext_lazy("place on a ballot", "3rd choice"),
    pgettext_lazy("place on a ballot", "4th choice"),
    pgettext_lazy("place on a ballot", "5th choice"),
    pgettext_lazy("place on a ballot", "6th choice"),
    pgettext_lazy("place on a ballot", "7th choice"),
    pgettext_lazy("place on a ballot", "8th choice"),
    pgettext_lazy("place on a ballot", "9th choice"),
    pgettext_lazy("place on a ballot", "10th choice"),
]


class PaperPrintForm(forms.Form):
    people = forms.MultipleChoiceField(
        label=gettext_lazy("Who gets a paper?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick whoever is to get a paper.")},
    )
    hand_in = forms.CharField(
        label=gettext_lazy("How is it handed in?"),
        max_length=200,
        help_text=gettext_lazy("This sentence stands on each paper."),
    )
    by_day = DayField(
        label=gettext_lazy("Hand it in by the end of"),
        help_text=gettext_lazy("Leave time for two people to type it before the vote closes."),
    )

    def __init__(self, *args, vote, electors, sender, **kwargs):
        super().__init__(*args, **kwargs)
        self.electors = {str(elector.pk): elector for elector in electors}
        self.fields["people"].choices = [
            (pk, _label(elector)) for pk, elector in self.electors.items()
        ]
        network = vote.cycle.network
        self.today = words.date_of(timezone.now(), network)
        self.last_day = words.date_of(vote.activity.closes_at - timedelta(seconds=1), network)
        day_before = self.last_day - timedelta(days=1)
        self.fields["by_day"].initial = max(self.today, day_before)
        self.fields["hand_in"].initial = _hand_to(sender)

    def clean_by_day(self):
        day = self.cleaned_data["by_day"]
        if not self.today <= day <= self.last_day:
            raise forms.ValidationError(
                _("Choose a day from today to %(day)s, when the vote closes."),
                params={"day": words.weekday(self.last_day)},
            )
        return day

    @property
    def chosen(self):
        return [self.electors[pk] for pk in self.cleaned_data["people"]]


def _label(elector):
    partner = f", {elector.person.partner}" if elector.person.partner else ""
    label = f"{elector.person.name}{partner}"
    return _("%(name)s (has a paper)") % {"name": label} if hasattr(elector, "paper") else label


def _hand_to(sender):
    if not sender:
        return _("Fold it and hand it to whoever gave it to you.")
    return _("Fold it and hand it to %(name)s, or to whoever gave it to you.") % {"name": sender}


class PaperEntryForm(forms.Form):
    """A code, and what is marked. Topics stand in the order of the alphabet: each paper has its own."""

    use_required_attribute = False

    code = forms.CharField(
        label=gettext_lazy("The code on the paper"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        help_text=gettext_lazy("Like K7F2-9QXM. Capitals and hyphens do not matter."),
    )

    def __init__(self, *args, vote, **kwargs):
        super().__init__(*args, **kwargs)
        self.vote = vote
        topics = sorted(vote.topics(), key=lambda topic: topic.title.casefold())
        choices = [(topic.code, topic.title) for topic in topics]
        if vote.is_ranked:
            for place, label in self.places.items():
                self.fields[place] = forms.ChoiceField(
                    label=label, choices=[("", "—"), *choices], required=False
                )
        else:
            self.fields["topic"] = forms.MultipleChoiceField(
                label=_("What is marked"),
                choices=choices,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        self.fields["none"] = forms.BooleanField(
            label=_("None of these, or nothing is marked"), required=False
        )

    @property
    def places(self):
        return {f"place{n}": PLACES[n] for n in range(self.vote.picks)}

    @property
    def codes(self):
        """The topics that were marked; in order of preference where people rank."""
        if self.vote.is_ranked:
            given = (self.cleaned_data.get(place) for place in self.places)
            return [code for code in given if code]
        return self.cleaned_data.get("topic", [])

    def clean(self):
        codes = self.codes
        if self.errors:
            return self.cleaned_data
        if len(set(codes)) < len(codes):
            raise forms.ValidationError(_("One topic stands at two places. Please look again."))
        if codes and self.cleaned_data["none"]:
            raise forms.ValidationError(_("Tick topics or “none of these”, not both."))
        if not codes and not self.cleaned_data["none"]:
            raise forms.ValidationError(
                _("Nothing was marked. If the paper is empty, tick “none of these”.")
            )
        return self.cleaned_data
