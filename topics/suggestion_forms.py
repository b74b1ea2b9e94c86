"""What somebody suggests, what was heard elsewhere, and what the coordinator decides of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from proforma.forms.statements import WordsField

from .models import Suggestion, Topic


def _lines(rows):
    return forms.Textarea(attrs={"rows": rows})


class SuggestForm(forms.Form):
    """One thing to meet about, in somebody's own words."""

    text = WordsField(
        label=_("What should we meet about?"),
        max_length=300,
        widget=_lines(2),
        help_text=_("In your own words. Please name nobody who uses a service."),
        error_messages={"required": _("Write what we should meet about.")},
    )
    why = WordsField(
        label=_("Why does it matter?"), max_length=500, required=False, widget=_lines(3)
    )
    named_to = forms.ChoiceField(
        label=_("Who may see that it came from me?"),
        choices=Suggestion.Named,
        initial=Suggestion.Named.NOBODY,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose who may see that it came from you."),
            "invalid_choice": _("Choose who may see that it came from you."),
        },
    )

    def clean_text(self):
        return " ".join(self.cleaned_data["text"].split())  # a title has one line


class HeardForm(SuggestForm):
    """Something that was said in a room or by phone, typed in by the coordinator."""

    heard_where = forms.CharField(
        label=_("Where was it heard?"),
        max_length=200,
        help_text=_("For example: at the last meeting, or by phone."),
    )
    person = forms.ModelChoiceField(
        label=_("Who said it, if they are on the register"),
        queryset=None,
        required=False,
        empty_label=_("Not said"),
        help_text=_("It then stands on their own page too."),
    )
    field_order = ["text", "why", "heard_where", "person", "named_to"]

    def __init__(self, *args, network, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = network.people.on_register()
        self.fields["named_to"].label = _("Who may see whose it is? As they agreed.")
        self.fields["named_to"].choices = [
            (Suggestion.Named.NOBODY, _("Nobody. It stands without a name.")),
            (Suggestion.Named.COORDINATOR, _("The coordinator.")),
            (Suggestion.Named.MEMBERS, _("All members.")),
        ]


class NamedForm(forms.Form):
    named_to = forms.ChoiceField(choices=Suggestion.Named)


class ListForm(forms.ModelForm):
    """The topic that a suggestion becomes."""

    class Meta:
        model = Topic
        fields = ["title", "question"]

    def __init__(self, *args, suggestion, **kwargs):
        super().__init__(*args, **kwargs)
        fits = len(suggestion.text) <= Topic._meta.get_field("title").max_length
        self.initial = {"title" if fits else "question": suggestion.text}


class JoinForm(forms.Form):
    topic = forms.ChoiceField(
        label=_("Which topic?"),
        error_messages={
            "required": _("Choose a topic."),
            "invalid_choice": _("That topic is not on the list any more."),
        },
    )

    def __init__(self, *args, cycle, **kwargs):
        super().__init__(*args, **kwargs)
        self.topics = {topic.code: topic for topic in cycle.topics.on_longlist()}
        listed = [(code, topic.title) for code, topic in self.topics.items()]
        self.fields["topic"].choices = [("", _("Choose a topic")), *listed]

    def chosen(self):
        return self.topics[self.cleaned_data["topic"]]


class SameForm(forms.Form):
    other = forms.ChoiceField(
        label=_("Which suggestion?"),
        error_messages={
            "required": _("Choose another suggestion."),
            "invalid_choice": _("Choose another suggestion that says the same."),
        },
    )

    def __init__(self, *args, others, **kwargs):
        super().__init__(*args, **kwargs)
        self.others = {one.key: one for one in others}
        said = [(key, one.text) for key, one in self.others.items()]
        self.fields["other"].choices = [("", _("Choose a suggestion")), *said]

    def chosen(self):
        return self.others[self.cleaned_data["other"]]


class NotListedForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is it not on the list?"),
        max_length=300,
        help_text=_("Members see this sentence."),
        error_messages={
            "required": _("Say in a sentence why it is left off. Members will see it.")
        },
    )
    comes_back = forms.CharField(
        label=_("How does it come back?"),
        max_length=300,
        required=False,
        help_text=_("For example: members can bring it to the third meeting."),
    )
