from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network import words
from network.message_forms import WrittenForm
from network.models import Sector
from network.widgets import DayField

from .models import Vote
from .terms_in_words import MEANS

# What most votes leave as it is: folded away, and standing open once something in it is another choice.
MORE = [
    "ballot_kind",
    "mode",
    "weights",
    "knows_totals",
    "tie_rule",
    "chair",
    "quorum",
    "voters",
    "band_sectors",
    "releases_on",
    "method_reason",
]
DESCRIBED = ["ballot_kind", "mode", "weights", "tie_rule", "voters"]


class VoteForm(WrittenForm, forms.ModelForm):
    """All terms of a vote, its last day, and the message that goes to everyone who may vote."""

    closes_on = DayField(label=gettext_lazy("Closes at the end of"))
    releases_on = DayField(
        label=gettext_lazy("Members see the result from the morning of"),
        required=False,
        help_text=gettext_lazy("Leave empty to show it yourself. You can show it earlier."),
    )
    band_sectors = forms.MultipleChoiceField(
        label=gettext_lazy("Show the result for this group beside everyone else"),
        choices=Sector.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    knows_totals = forms.BooleanField(
        label=gettext_lazy("I have read what totals give away here."), required=False
    )

    class Meta:
        model = Vote
        fields = [
            "question",
            "places",
            "picks",
            "ballot_kind",
            "mode",
            "weights",
            "tie_rule",
            "chair",
            "quorum",
            "voters",
            "band_sectors",
            "method_reason",
        ]
        widgets = dict.fromkeys(DESCRIBED, forms.RadioSelect)

    def __init__(self, *args, cycle, **kwargs):
        super().__init__(*args, **kwargs)
        self.network, self.cycle = cycle.network, cycle
        today = words.date_of(timezone.now(), self.network)
        self.fields["closes_on"].initial = today + timedelta(days=7)
        for name in MORE:
            self.fields[name].required = False
        for name in DESCRIBED:
            self.fields[name].choices = _described(name)
        self.topics = list(cycle.topics.on_longlist())
        self.floor = Vote(cycle=cycle).floor
        self.fields["band_sectors"].help_text = _(
            "Leave empty for no split. A split is shown only if both sides have %(n)d ballots or more."
        ) % {"n": self.floor}
        self.people = Vote(cycle=cycle, voters=self["voters"].value() or "").electorate()
        self.to_send = sum(person.can_be_written_to for person in self.people)
        self.fields["promised"].initial = self.to_send

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        for field, sentence in self.vote().problems(self.topics, self.people):
            self.add_error(field, sentence)
        if data["releases_on"] and data["releases_on"] <= data["closes_on"]:
            self.add_error(
                "releases_on", _("The vote is still open on that day. Choose a later one.")
            )
        if self.totals_give_away and not data["knows_totals"]:
            self.add_error("knows_totals", _("Please read this, and tick it."))
        self._require_two_sides()
        return data

    def _require_two_sides(self):
        vote = self.vote()
        first = sum(vote.band_of(person) == "first" for person in self.people)
        fewest = min(first, len(self.people) - first)
        if not vote.band_sectors or "band_sectors" in self.errors or fewest >= vote.floor:
            return
        too_few = ngettext(
            "Only %(n)d person who may vote is on one side, so a split could never be shown.",
            "Only %(n)d people who may vote are on one side, so a split could never be shown.",
            fewest,
        ) % {"n": fewest}
        nobody = _("All who may vote would be on one side, so there is nothing to split.")
        self.add_error("band_sectors", too_few if fewest else nobody)

    @property
    def totals_give_away(self):
        """Whether partners weigh in a vote of which nobody is to see who chose what."""
        weights, mode = self["weights"].value(), self["mode"].value()
        return weights in {Vote.Weights.EQUAL, Vote.Weights.CAPPED} and mode != Vote.Mode.NAMED

    @property
    def more_stands_open(self):
        return self.is_bound and any(
            name in self.errors or name in self.changed_data for name in MORE
        )

    @property
    def is_named(self):
        return self["mode"].value() == Vote.Mode.NAMED

    def settled(self):
        """The terms as fields of a vote; what was left empty is the ordinary choice."""
        data, ordinary = self.cleaned_data, Vote()
        terms = {
            name: getattr(ordinary, name) if data.get(name) in (None, "") else data[name]
            for name in self.Meta.fields
        }
        day = data.get("releases_on")
        shown_at = day and words.end_of(day - timedelta(days=1), self.network)
        return terms | {"releases_at": shown_at or None}

    def vote(self):
        """The vote as it would be, kept nowhere."""
        hides = not self.network.shows_who_voted
        return Vote(cycle=self.cycle, hides_voters=hides, **self.settled())

    def closes_at(self):
        return words.end_of(self.cleaned_data["closes_on"], self.network)


def _described(name):
    """The choices of a field, each with a line on what it means."""
    return [
        (
            value,
            format_html(
                '{}. <small class="d-block text-secondary">{}</small>',
                label,
                MEANS[name][value],
            ),
        )
        for value, label in Vote._meta.get_field(name).choices
    ]
