"""Forms about notes: catching them, changing them, sorting, sharing and correcting them."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network import uploads, words
from network.message_forms import WrittenForm
from network.seen import Seen
from network.widgets import DayField
from proforma.models import Part, Proforma
from topics.models import Topic

from .capture import ACTION, LONGEST_LINE, MOST_LINES, keep_lines, lines_of
from .models import Cluster, Correction, Note, Photo

A_DAY = 24 * 60 * 60 * 1000  # milliseconds
DAYS_TO_CORRECT = 5


class CatchForm(forms.Form):
    """Lines that were said. `key` tells a line that is sent again from one that was said again."""

    text = forms.CharField(max_length=20_000)
    kind = forms.ChoiceField(
        choices=[*Note.Kind.choices, (ACTION, gettext_lazy("Action"))], initial=Note.Kind.POINT
    )
    off_record = forms.BooleanField(required=False)
    key = forms.CharField(max_length=60, required=False)
    # The page it was typed on, which goes on after a reload; and how many milliseconds ago that was.
    hand = forms.CharField(max_length=60, required=False)
    ago = forms.IntegerField(min_value=0, max_value=A_DAY, required=False)

    def clean_text(self):
        text = self.cleaned_data["text"]
        lines = lines_of(text)
        if not lines:
            raise forms.ValidationError(_("Nothing was typed yet."))
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(
                _("These are more than %(n)d lines. Please take them in parts.") % {"n": MOST_LINES}
            )
        return text

    def clean(self):
        data = super().clean()
        if "text" not in data or "kind" not in data:
            return data
        self.lines = lines_of(data["text"], data["kind"], actions=True)
        if not self.lines:
            self.add_error("text", _("Nothing was typed yet."))
        too_long = next((line for line in self.lines if len(line.text) > line.longest), None)
        if too_long:
            said = {"start": too_long.text[:40], "n": too_long.longest}
            self.add_error(
                "text",
                _("“%(start)s…” is longer than %(n)d letters. Please break it up.") % said,
            )
        elif data.get("off_record") and any(line.is_action for line in self.lines):
            self.add_error("text", never_off_the_record())
        return data

    @property
    def has_several(self):
        return self.is_bound and len(self.data.get("text", "").splitlines()) > 1

    def catch(self, meeting, *, by):
        data = self.cleaned_data
        keep_lines(
            meeting,
            self.lines,
            key=data["key"],
            hand=data["hand"],
            off_record=data["off_record"],
            by=by,
            at=timezone.now() - timedelta(milliseconds=data["ago"] or 0),
        )


def never_off_the_record():
    return _("An action is never off the record. Untick that, or catch it as a point.")


class NoteForm(Seen, forms.ModelForm):
    """The words of a note, and whether they are on the record."""

    stay_ticked = ("off_record",)

    class Meta:
        model = Note
        fields = ["text", "kind", "off_record"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    def clean_text(self):
        return " ".join(self.cleaned_data["text"].split())

    def save(self, commit=True):
        note = Note.objects.get(pk=self.instance.pk)
        note.change(**{name: self.cleaned_data[name] for name in self._meta.fields})
        return note


class ClusterForm(forms.ModelForm):
    """The name of a cluster; two of one meeting are not called the same."""

    class Meta:
        model = Cluster
        fields = ["name"]

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.meeting = meeting

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        same = Cluster.named(self.meeting, name)
        if self.instance.pk and same not in (None, self.instance):
            raise forms.ValidationError(
                _("There is a cluster “%(name)s” already. You can merge the two.") % {"name": same}
            )
        return name


class PhotoForm(forms.ModelForm):
    """A photograph as it is kept: without where and when it was taken."""

    class Meta:
        model = Photo
        fields = ["image", "caption", "transcript", "off_record"]
        widgets = {
            "image": forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
            "transcript": forms.Textarea(attrs={"rows": 6}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["image"].max_length = None  # it is kept under a name of ours

    def clean_image(self):
        return uploads.picture(self.cleaned_data["image"])


class PhotoWordsForm(Seen, forms.ModelForm):
    """What is written beside a photograph."""

    stay_ticked = ("off_record",)

    class Meta:
        model = Photo
        fields = ["caption", "transcript", "off_record"]
        widgets = {"transcript": forms.Textarea(attrs={"rows": 8})}


class LastDayForm(forms.Form):
    """Until when notes can be corrected."""

    until = DayField(label=gettext_lazy("They can be corrected until the end of"))

    def __init__(self, *args, network, **kwargs):
        super().__init__(*args, **kwargs)
        self.network = network
        self.today = words.date_of(timezone.now(), network)
        self.fields["until"].initial = self.today + timedelta(days=DAYS_TO_CORRECT)

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until < self.today:
            raise forms.ValidationError(_("That day is over. Please choose a later one."))
        return until

    def ends_at(self):
        return words.end_of(self.cleaned_data["until"], self.network)


class ShareForm(WrittenForm, LastDayForm):
    """What those who came are told when the notes are shared with them."""

    field_order = ["until", "subject", "body"]


class CorrectionForm(forms.ModelForm):
    class Meta:
        model = Correction
        fields = ["text"]

    def clean_text(self):
        return " ".join(self.cleaned_data["text"].split())


class SettleForm(forms.Form):
    """What becomes of a correction: taken in with these words, or answered with a reason."""

    go = forms.ChoiceField(choices=[("take_in", ""), ("leave", "")])
    text = forms.CharField(max_length=LONGEST_LINE, required=False)
    was = forms.CharField(required=False)
    answer = forms.CharField(max_length=300, required=False)

    def __init__(self, *args, correction, **kwargs):
        super().__init__(*args, **kwargs)
        self.correction = correction

    def clean_text(self):
        return " ".join(self.cleaned_data["text"].split())

    def clean(self):
        data, note = super().clean(), self.correction.note
        if data.get("go") == "leave" and not data.get("answer"):
            self.add_error(
                "answer", _("Say in a sentence why it stays. Whoever sent it reads that.")
            )
        if data.get("go") == "take_in" and note is None and not data.get("answer"):
            self.add_error(
                "answer", _("Say in a sentence what you changed. Whoever sent it reads that.")
            )
        if data.get("go") == "take_in" and note is not None:
            if not data.get("text"):
                self.add_error("text", _("Say what the note is to say now."))
            elif data.get("was") != note.text:
                self.add_error("text", _("The note was changed meanwhile. Please look once more."))
        return data

    def settle(self):
        """False if it was settled already."""
        data = self.cleaned_data
        if data["go"] == "take_in":
            return self.correction.take_in(text=data["text"], answer=data["answer"])
        return self.correction.leave(answer=data["answer"])


class ThemeForm(forms.Form):
    name = forms.CharField(max_length=80, label=gettext_lazy("Theme"))
    proforma = forms.ModelChoiceField(
        Proforma.objects.none(), label=gettext_lazy("Of which pro-forma?"), empty_label=None
    )

    def __init__(self, *args, cycle, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["proforma"].queryset = cycle.proformas.all()


class QuestionForm(forms.Form):
    text = forms.CharField(max_length=400, label=gettext_lazy("Question"))
    part = forms.ModelChoiceField(
        Part.objects.none(), label=gettext_lazy("In which draft?"), empty_label=None
    )

    def __init__(self, *args, cycle, **kwargs):
        super().__init__(*args, **kwargs)
        drafts = Part.objects.filter(
            proforma__cycle=cycle, unit=Part.Unit.PERSON, activity__opened_at=None
        )
        self.fields["part"].queryset = drafts.select_related("proforma", "activity")
        self.fields["part"].label_from_instance = lambda part: part.proforma.title


class TopicForm(forms.Form):
    title = forms.CharField(max_length=120, label=gettext_lazy("Topic"))
    origin = forms.ChoiceField(
        label=gettext_lazy("Whose words are they?"),
        choices=[
            (origin, origin.label)
            for origin in (Topic.Origin.JOINED, Topic.Origin.REWORDED, Topic.Origin.PARTICIPANT)
        ],
    )

    def __init__(self, *args, cycle, **kwargs):
        super().__init__(*args, **kwargs)
        self.cycle = cycle
