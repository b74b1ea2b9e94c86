"""What a small group says together, and what each of it says to that."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.models import Level
from proforma.models import GroupStatement
from proforma.models.statements import FEWEST


class WordsField(forms.CharField):
    """Several lines. A browser counts the end of a line as one letter, and sends two."""

    widget = forms.Textarea

    def to_python(self, value):
        return super().to_python((value or "").replace("\r\n", "\n"))


class StatementForm(forms.Form):
    """Who speaks, whose voices those are, what they say, and who may read it."""

    who = forms.CharField(
        label=_("Who speaks"),
        max_length=120,
        help_text=_("As everybody reads it. For example: people with lived experience."),
    )
    people = forms.MultipleChoiceField(
        label=_("Whose voices"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each of them must agree. Nobody else is shown who they are."),
        error_messages={
            "required": _("Tick the people who speak."),
            "invalid_choice": _("Tick people who are on the register."),
        },
    )
    text = WordsField(
        label=_("What they say, in their own words"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("At most 600 characters. Write “we” as they would."),
    )
    audience = forms.ChoiceField(
        label=_("Who may read it, once it is published"), choices=GroupStatement.Audience.choices
    )
    # The wording that was on the page: two who change it at once do not overwrite each other.
    seen = forms.IntegerField(min_value=1, max_value=32_767, widget=forms.HiddenInput, initial=1)

    def __init__(self, *args, network, statement=None, level="", **kwargs):
        initial = of_statement(statement) if statement else of_level(network, level)
        super().__init__(*args, initial=initial, **kwargs)
        self.on_register = {one.key: one for one in network.people.on_register()}
        self.fields["people"].choices = [(key, one.name) for key, one in self.on_register.items()]

    def clean_people(self):
        people = [self.on_register[key] for key in dict.fromkeys(self.cleaned_data["people"])]
        if len(people) < FEWEST:
            raise forms.ValidationError(
                _("Tick at least two people. What one person says is a quote.")
            )
        return people

    def written(self):
        return {name: self.cleaned_data[name] for name in ("who", "text", "audience", "people")}


def of_statement(statement):
    return {
        "who": statement.who,
        "people": [member.person_id for member in statement.members.all()],
        "text": statement.text,
        "audience": statement.audience,
        "seen": statement.wording,
    }


def of_level(network, level):
    """A new statement of everybody of one level, as far as the register says it."""
    if level not in Level.values:
        return {}
    people = network.people.on_register().filter(level=level)
    return {"people": [person.pk for person in people]}


class StatementAnswerForm(forms.Form):
    """What one of the group says to the words. Nothing is chosen beforehand."""

    says = forms.ChoiceField(
        choices=[("agree", ""), ("suggest", ""), ("decline", ""), ("take_back", "")],
        error_messages={
            "required": _("Choose one of these. Nothing was kept."),
            "invalid_choice": _("Choose one of these. Nothing was kept."),
        },
    )
    said = WordsField(
        label=_("What should it say instead?"),
        max_length=600,
        required=False,
        error_messages={"max_length": _("There is room for %(limit_value)d characters.")},
    )
    seen = forms.IntegerField(min_value=1, max_value=32_767, widget=forms.HiddenInput)

    def clean(self):
        data = super().clean()
        if data.get("says") == "suggest" and not data.get("said") and "said" not in self.errors:
            self.add_error("said", _("Write the words that you would agree to."))
        return data
