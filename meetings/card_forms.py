"""Forms of method cards: the network's own, and putting one on an item."""

from hashlib import sha256

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.seen import Seen

from .agenda_forms import several_lines
from .cards import LONGEST_METHOD
from .models import AgendaItem, MethodCard

LONGEST_MATERIALS = AgendaItem._meta.get_field("materials").max_length


class MethodCardForm(Seen, forms.ModelForm):
    class Meta:
        model = MethodCard
        fields = ["name", "purpose", "steps", "group_size", "minutes", "materials"]
        widgets = {"steps": several_lines(6)}

    def __init__(self, *args, network, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.network = network

    def clean_name(self):
        name = self.cleaned_data["name"]
        others = self.instance.network.method_cards.exclude(pk=self.instance.pk)
        if others.filter(name__iexact=name).exists():
            raise forms.ValidationError(_("There is a card of this name. Choose another one."))
        return name


class MethodForm(forms.Form):
    """Put a card on an item. Words that stand there are never replaced unasked."""

    APPEND, REPLACE = "append", "replace"

    card = forms.ChoiceField(
        label=gettext_lazy("Which card?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a card.")},
    )
    how = forms.ChoiceField(
        label=gettext_lazy("The item has words of its own. What becomes of them?"),
        choices=[
            (APPEND, gettext_lazy("They stay, and the card follows them")),
            (REPLACE, gettext_lazy("The card takes their place")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    take_minutes = forms.BooleanField(
        label=gettext_lazy("Take the minutes of the card too"), required=False
    )
    over = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, item, cards, **kwargs):
        super().__init__(*args, **kwargs)
        self.item, self.cards = item, {card.key: card for card in cards}
        self.fields["card"].choices = [(card.key, card.name) for card in cards]
        self.fields["over"].initial = self._now()
        if not self.has_words:
            del self.fields["how"]

    @property
    def has_words(self):
        return bool(self.item.method or self.item.materials)

    def _now(self):
        words = f"{self.item.method}\n{self.item.materials}"
        return sha256(words.encode()).hexdigest()[:16] if self.has_words else ""

    def clean(self):
        data = super().clean()
        if self.has_words and data.get("over") != self._now():
            self.data = self.data.copy()
            self.data["over"] = self._now()
            raise forms.ValidationError(
                _("Somebody wrote something here meanwhile. It stands above: look once more.")
            )
        if self.has_words and not data.get("how") and "how" not in self.errors:
            self.add_error("how", _("Say whether the words stay. Nothing is replaced unasked."))
        card = self.cards.get(data.get("card"))
        if card is not None and not self.errors:
            self._find_room(card)
        return data

    def _find_room(self, card):
        """What the item would say, unless it is too long for its box."""
        keeps = self.cleaned_data.get("how") == self.APPEND
        self.words = {
            "method": _joined("\n", self.item.method if keeps else "", card.in_short),
            "materials": _joined(", ", self.item.materials if keeps else "", card.materials),
        }
        for name, most in (("method", LONGEST_METHOD), ("materials", LONGEST_MATERIALS)):
            too_many = len(self.words[name]) - most
            if too_many > 0:
                self.add_error(
                    "how",
                    _("Together that is %(n)d characters too long. Shorten the item first.")
                    % {"n": too_many},
                )

    def save(self):
        for name, text in self.words.items():
            setattr(self.item, name, text)
        if self.cleaned_data["take_minutes"]:
            self.item.minutes = self.cards[self.cleaned_data["card"]].minutes
        self.item.save(update_fields=["method", "materials", "minutes"])


def _joined(between, *texts):
    return between.join(filter(None, texts))
