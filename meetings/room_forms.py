"""Offers of help, from a phone and typed in from paper; and who came without being on the register."""

from collections import Counter

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.models import Support
from network.forms import PersonForm

MOST_DOTS = 999


class HelpForm(forms.Form):
    """What somebody can offer, each kind a tick."""

    kind = forms.MultipleChoiceField(choices=Support.Kind.choices)


class DotsForm(forms.Form):
    """Dots counted on the wall. It knows what stood there when its page was made."""

    dots = forms.IntegerField(
        label=gettext_lazy("Dots on the wall"),
        min_value=0,
        max_value=MOST_DOTS,
        error_messages={"required": gettext_lazy("Write a number; 0 if there are no dots.")},
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "form-control"}),
    )
    was = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, action, **kwargs):
        now = action.energy_by_hand
        super().__init__(*args, initial={"dots": now, "was": now}, **kwargs)
        self.action = action

    def clean(self):
        data, now = super().clean(), self.action.energy_by_hand
        typed, was = data.get("dots"), data.get("was")
        if typed is not None and was != now and typed not in (was, now):
            self.data = self.data.copy()
            self.data[self.add_prefix("was")] = now
            raise forms.ValidationError(
                _("Somebody else typed %(n)d meanwhile. Save again if yours is right.") % {"n": now}
            )
        return data

    def save(self):
        typed = self.cleaned_data["dots"]
        if typed != self.cleaned_data["was"] and typed != self.action.energy_by_hand:
            self.action.energy_by_hand = typed
            self.action.save(update_fields=["energy_by_hand"])


class SignUpRow(forms.Form):
    """One line of a sign-up sheet. `people` is {key: person}, shared by all the rows."""

    person = forms.ChoiceField(label=gettext_lazy("Who signed"), required=False)
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("With what"),
        choices=Support.Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = choices

    def clean(self):
        data = super().clean()
        if data.get("person") and not data.get("kinds") and "kinds" not in self.errors:
            self.add_error("kinds", _("Tick what they offer."))
        if data.get("kinds") and not data.get("person") and "person" not in self.errors:
            self.add_error("person", _("Choose who signed."))
        return data


class PaperOfAction:
    """What was written on paper for one action."""

    def __init__(self, data, action, choices, rows):
        self.action = action
        self.dots = DotsForm(data, action=action, prefix=f"a{action.pk}")
        self.rows = [
            SignUpRow(data, choices=choices, prefix=f"a{action.pk}-{n}") for n in range(rows)
        ]
        offers = list(action.supports.all())
        self.typed = [offer for offer in offers if offer.typed_by_id is not None]
        self.by_phone = len({offer.person_id for offer in offers if offer.typed_by_id is None})

    @property
    def forms(self):
        return [self.dots, *self.rows]


class SignUpSheet:
    """All that was written on paper at one meeting, saved at once. Read `actions` under a lock to save."""

    def __init__(self, data, *, actions, people, rows):
        self.data = data
        self.people = {str(person.pk): person for person in people}
        names = [(key, _label(person)) for key, person in self.people.items()]
        choices = [("", _("Nobody")), *names]
        self.parts = [PaperOfAction(data, action, choices, rows) for action in actions]

    def is_valid(self):
        # All are looked at, so that each says what is wrong.
        valid = [form.is_valid() for part in self.parts for form in part.forms]
        return all(valid)

    def save(self, *, by):
        """Returns how many offers were typed, and how many taken back."""
        done, gone = Counter(), set(self.data.getlist("gone"))
        for part in self.parts:
            part.dots.save()
            for row in part.rows:
                if person := self.people.get(row.cleaned_data["person"]):
                    part.action.sign_up(person, *row.cleaned_data["kinds"], by=by)
                    done["typed"] += len(row.cleaned_data["kinds"])
            wrong = [offer.pk for offer in part.typed if str(offer.pk) in gone]
            done["gone"] += part.action.supports.filter(pk__in=wrong).delete()[0]
        return done


def _label(person):
    return f"{person.name}, {person.partner}" if person.partner else person.name


class NewcomerForm(PersonForm):
    """Somebody who came and is not on the register yet: what is asked of them at the door."""

    ASKED = ("name", "partner", "email", "takes_part")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix="new", **kwargs)
        for name in set(self.fields) - set(self.ASKED):
            del self.fields[name]
        self.order_fields(self.ASKED)

    def says_something(self):
        """Whether anything was filled in. The tick that is there from the start says nothing."""
        return any(self.data.get(self.add_prefix(name), "").strip() for name in self.ASKED[:3])

    def clean(self):
        data = super().clean()
        name, partner = (data.get("name") or "").strip(), data.get("partner")
        people = self.instance.network.people.on_register()
        if name and people.filter(name__iexact=name, partner=partner).exists():
            self.add_error(
                "name",
                _("%(name)s is on the register already. Tick them, or write another name.")
                % {"name": name},
            )
        return data
