"""Forms about what was thought: verdicts, people whose word weighs more, the journal, and directions."""

from datetime import timedelta
from hashlib import sha256

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.widgets import DayField, DayInput

from .models import Direction, JournalEntry, KeyPerson, Verdict
from .naming import listed, quoted_in, register_of
from .verdicts import why_not_for_members


class VerdictForm(forms.ModelForm):
    class Meta:
        model = Verdict
        fields = ["person", "paraphrase", "heard", "use", "agreed_on"]
        field_classes = {"agreed_on": DayField}
        widgets = {
            "agreed_on": DayInput(),
            "paraphrase": forms.Textarea(attrs={"rows": 2}),
            "use": forms.RadioSelect,
        }

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        people = meeting.network.people
        kept = (
            people.filter(pk=self.instance.person_id) if self.instance.person_id else people.none()
        )
        self.fields["person"].queryset = (people.on_register() | kept).distinct()
        self.fields["person"].required = self.instance.pk is None
        self.fields["paraphrase"].help_text = _(
            "An opinion about a named person is personal data. They can ask to see it."
        )
        self.fields["use"].choices = Verdict.Use.choices

    def clean_paraphrase(self):
        return " ".join(self.cleaned_data["paraphrase"].split())

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        if data["use"] != Verdict.Use.COORDINATOR and not data["agreed_on"]:
            self.add_error("agreed_on", _("Say when they agreed that others may read it."))
        told = Verdict(
            meeting=self.meeting,
            person=data["person"],
            paraphrase=data["paraphrase"],
            use=data["use"],
        )
        names = why_not_for_members(told, self.meeting, register_of(self.meeting.network))
        if names:
            self.add_error(
                "paraphrase",
                _("Members would read who is meant. Please take out: %(names)s.")
                % {"names": listed(names)},
            )
        return data

    def keep(self, *, by):
        verdict = self.save(commit=False)
        if verdict.pk is None:
            verdict.meeting, verdict.by = self.meeting, by
        verdict.save()
        return verdict


class KeyPersonForm(forms.Form):
    """Whose word weighs more. Marked twice, the last reason stands."""

    person = forms.ModelChoiceField(None, label=gettext_lazy("Who"), empty_label="")
    why = forms.CharField(label=gettext_lazy("Why"), max_length=200, required=False)

    def __init__(self, *args, network, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = network.people.on_register()

    def mark(self):
        data = self.cleaned_data
        KeyPerson.objects.update_or_create(person=data["person"], defaults={"why": data["why"]})


AGAIN = {"3": 91, "6": 182}  # days


class JournalForm(forms.ModelForm):
    """An entry. Members, or anybody, read it only after a look at the names that stand in it."""

    again = forms.MultipleChoiceField(
        label=gettext_lazy("Ask me this again"),
        choices=[("3", gettext_lazy("in three months")), ("6", gettext_lazy("in six months"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    # The words and the audience that were looked over, in short.
    looked = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = JournalEntry
        fields = ["prompt", "text", "meeting", "audience"]
        widgets = {"text": forms.Textarea(attrs={"rows": 8}), "audience": forms.RadioSelect}

    def __init__(self, *args, network, **kwargs):
        super().__init__(*args, **kwargs)
        self.network = network
        self.fields["text"].required = True
        self.fields["meeting"].queryset = network.meetings.all()
        self.fields["meeting"].empty_label = _("None")
        self.fields["prompt"].label = _("The question, if there is one")
        self.fields["audience"].choices = [
            (one.value, says) for one, says in self._audiences(JournalEntry.Audience)
        ]
        self.names, self.quotes = [], []

    def _audiences(self, audience):
        return [
            (audience.ME, _("me")),
            (audience.CONVENORS, _("me and those who convene")),
            (audience.MEMBERS, _("members, on their pages, with my name")),
            (audience.PUBLIC, _("anybody: it may be passed on, with my name")),
        ]

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        said = f"{data['prompt']}\n{data['text']}"
        self.names, self.quotes = register_of(self.network).named_in(said), quoted_in(said)
        meeting = data.get("meeting")
        if self.widens and self.names and meeting is not None and meeting.chatham_house:
            self.add_error(
                "text",
                _("The Chatham House Rule of %(meeting)s holds. Please take out: %(names)s.")
                % {"meeting": meeting, "names": listed(self.names)},
            )
        return data

    @property
    def widens(self):
        return self.cleaned_data.get("audience") in JournalEntry.FOR_MEMBERS

    @property
    def mark(self):
        """A short word for what would be shown, and to whom."""
        data = self.cleaned_data
        said = (data["prompt"], data["text"], data["audience"], str(data["meeting"]))
        return sha256(repr(said).encode()).hexdigest()[:16]

    @property
    def is_looked_over(self):
        return not self.widens or self.cleaned_data["looked"] == self.mark

    def keep(self, *, author, at, today):
        """Keep the entry, and what is to be asked again."""
        entry, is_new = self.save(commit=False), self.instance.pk is None
        if is_new:
            entry.network, entry.author, entry.written_at = self.network, author, at
        elif not self.initial.get("text"):  # a question that was asked again, answered now
            entry.written_at = at
        else:
            entry.changed_at = at
        entry.save()
        for choice in self.cleaned_data["again"]:
            entry.ask_again(today + timedelta(days=AGAIN[choice]))
        return entry


class DirectionForm(forms.ModelForm):
    """The sentence that people write; members read it."""

    READ_BY_MEMBERS = ("what", "because", "disagreed")

    class Meta:
        model = Direction
        fields = ["way", "what", "because", "disagreed", "decided_on"]
        field_classes = {"decided_on": DayField}
        widgets = {"decided_on": DayInput(), "way": forms.RadioSelect}

    def __init__(self, *args, network, **kwargs):
        super().__init__(*args, **kwargs)
        self.network = network
        self.fields["way"].choices = Direction.Way.choices

    def clean(self):
        data = super().clean()
        register = register_of(self.network)
        for name in self.READ_BY_MEMBERS:
            said = data[name] = (data.get(name) or "").rstrip(" .")
            found = register.named_in(said) if name == "disagreed" else register.people_in(said)
            if found:
                self.add_error(
                    name,
                    _("Members read this. Say the group or the point of view, not: %(names)s.")
                    % {"names": listed(found)},
                )
        return data

    def record(self, *, cycle, by, lights):
        direction = self.save(commit=False)
        direction.cycle, direction.by, direction.lights = cycle, by, lights
        direction.save()
        return direction
