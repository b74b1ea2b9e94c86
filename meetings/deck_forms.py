"""Forms of the deck: what is chosen for a slide, slides of her own, and locking."""

from hashlib import sha256

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.seen import Seen

from .deck.arranging import LONGEST_TITLE
from .deck.outline import Place
from .models import DeckVersion, SlideChoice
from .models.decks import LONGEST_NOTES, LONGEST_TEXT

MOST_MINUTES = 240
PLACES = [
    (Place.ROOM, gettext_lazy("On the wall")),
    (Place.PACK, gettext_lazy("In the pack only")),
    (Place.OUT, gettext_lazy("Left out")),
]


def _lines(text):
    return "\n".join(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")).strip()


def _digest(text):
    return sha256(text.encode()).hexdigest()[:16]


def _minutes():
    return forms.IntegerField(
        label=gettext_lazy("Minutes"), required=False, min_value=0, max_value=MOST_MINUTES
    )


def _place():
    return forms.ChoiceField(
        label=gettext_lazy("Where it goes"), choices=PLACES, widget=forms.RadioSelect
    )


class SlideForm(Seen, forms.Form):
    """What is chosen for a slide of the records. What is left as the records have it is not kept."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One sentence that says what the slide shows."),
    )
    notes = forms.CharField(
        label=gettext_lazy("Your own notes for whoever speaks"),
        required=False,
        max_length=LONGEST_NOTES,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("They are said first. Those of the records follow, and stay live."),
    )
    minutes = _minutes()
    place = _place()
    without_chart = forms.BooleanField(label=gettext_lazy("Without the chart"), required=False)
    quotes = forms.MultipleChoiceField(
        label=gettext_lazy("Which quotes are shown"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    # A digest of what stood in the box when the page was drawn: what comes back like it was not written.
    title_was = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, one, **kwargs):
        self.one, self.offered, self.choice = one, one.offered, one.choice
        self.said = " ".join(self.offered.title.split())
        self.quoted = [quote for quote in self.offered.quotes if quote.key]
        super().__init__(*args, initial=self._as_it_is(), **kwargs)
        self.fields["title"].widget.attrs["placeholder"] = self.said
        self.fields["quotes"].choices = [
            (quote.key, f"“{quote.text}” {quote.attribution}".strip()) for quote in self.quoted
        ]
        if not self.offered.chart:
            del self.fields["without_chart"]
        if not self.quoted:
            del self.fields["quotes"]

    def _as_it_is(self):
        slide = self.one.slide
        title = " ".join(slide.title.split())
        return {
            "title": title,
            "notes": self.choice.notes if self.choice else "",
            "minutes": slide.minutes,
            "place": str(slide.place),
            "without_chart": bool(self.choice and self.choice.without_chart),
            "quotes": [quote.key for quote in slide.quotes if quote.key],
            "title_was": _digest(title),
        }

    def stands(self):
        kept = super().stands()
        return {name: kept[name] for name in kept if not name.endswith("_was")}

    @property
    def changed_data(self):
        return [name for name in super().changed_data if not name.endswith("_was")]

    def clean_title(self):
        """Hers; what stands there now if nobody wrote in the box; what the records say if it is empty."""
        title = " ".join(self.cleaned_data["title"].split())
        if title and _digest(title) == self.data.get(self.add_prefix("title_was")):
            return self.initial["title"]
        if title != self.said and len(title) > LONGEST_TITLE:
            raise forms.ValidationError(
                _("These are %(n)d letters. There is room for %(most)d.")
                % {"n": len(title), "most": LONGEST_TITLE}
            )
        return title or self.said

    def clean_notes(self):
        return _lines(self.cleaned_data["notes"])

    def clean_minutes(self):
        minutes = self.cleaned_data["minutes"]
        return self.offered.minutes if minutes is None else minutes

    def changes(self, by):
        """What to keep of it, for Deck.choose."""
        data = self.cleaned_data
        title = "" if data["title"] == self.said else data["title"]
        changes = {
            "title": title,
            "notes": data["notes"],
            "minutes": None if data["minutes"] == self.offered.minutes else data["minutes"],
            "place": "" if data["place"] == self.offered.place else data["place"],
        }
        if not title or self.choice is None or title != self.choice.title:
            changes |= self.one.seen | {"written_by": by}
        if "without_chart" in data:
            changes["without_chart"] = data["without_chart"]
        if "quotes" in data:
            changes["without_quotes"] = self._without(data["quotes"])
            changes["quotes_shown"] = data["quotes"]
        return changes

    def _without(self, shown):
        """Those unticked; and those that she took out before and that are not offered just now."""
        offered = {quote.key for quote in self.quoted}
        before = set(self.choice.without_quotes) if self.choice else set()
        return sorted((offered - set(shown)) | (before - offered))


class OwnSlideForm(Seen, forms.ModelForm):
    """A slide of her own."""

    place = _place()
    minutes = _minutes()

    field_order = ["kind", "title", "body", "source", "label", "notes", "minutes", "place"]

    class Meta:
        model = SlideChoice
        fields = ["kind", "title", "body", "source", "label", "notes", "minutes", "place"]
        widgets = {
            "kind": forms.RadioSelect,
            "label": forms.RadioSelect,
            "title": forms.Textarea(attrs={"rows": 2, "maxlength": LONGEST_TITLE}),
            "body": forms.Textarea(attrs={"rows": 5, "maxlength": LONGEST_TEXT}),
            "notes": forms.Textarea(attrs={"rows": 6, "maxlength": LONGEST_NOTES}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].required = True
        self.initial["place"] = self.initial.get("place") or str(Place.ROOM)

    def clean_title(self):
        return " ".join(self.cleaned_data["title"].split())

    def clean_source(self):
        return " ".join(self.cleaned_data["source"].split())

    def clean_body(self):
        return _lines(self.cleaned_data["body"])

    def clean_notes(self):
        return _lines(self.cleaned_data["notes"])

    def written(self):
        return {name: self.cleaned_data[name] for name in self._meta.fields}


def what_was_typed(posted):
    """{field: her words} of either form, for a slide that is there no more. A title that only stood there,
    as the records had it, was not typed: it may be somebody's words, taken back since."""
    typed = {name: _lines(posted.get(name, "")) for name in ("title", "body", "notes", "source")}
    if _digest(" ".join(typed["title"].split())) == posted.get("title_was"):
        typed["title"] = ""
    return typed


class LockForm(forms.ModelForm):
    """A word about the version, and which it is to be: pressed twice, it is locked once."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    class Meta:
        model = DeckVersion
        fields = ["because"]

    def clean_because(self):
        return " ".join(self.cleaned_data["because"].split())
