"""Forms about what goes out: the notes to everyone, and what became of what was said."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.message_forms import WrittenForm
from network.seen import Seen

from .models import Answered


class SendForm(WrittenForm):
    """What everyone is told when the notes go out. `seen` is how notes and answers stood on the page."""

    seen = forms.CharField(max_length=16, required=False, widget=forms.HiddenInput)
    at_once = forms.BooleanField(
        required=False,
        label=gettext_lazy("Send them now. From then on nobody can correct them."),
    )
    nothing = forms.BooleanField(
        required=False,
        label=gettext_lazy("Nothing: there was nothing that we did not do. Everyone is told so."),
    )

    field_order = ["at_once", "nothing", "subject", "body"]

    def __init__(self, *args, is_final, has_undone, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = now
        self.fields["seen"].initial = now
        if is_final:
            del self.fields["at_once"]
        if has_undone:
            del self.fields["nothing"]

    def clean(self):
        data = super().clean()
        if self.wants_a_look:
            return data
        if "at_once" in self.fields and not data.get("at_once"):
            self.add_error("at_once", _("Tick this to send them before the last day is over."))
        if "nothing" in self.fields and not data.get("nothing"):
            self.add_error(
                "nothing",
                _("Was there nothing that we did not do? Say so in a sentence, or tick “Nothing”."),
            )
        if data.get("seen") != self.now:
            self.data = self.data.copy()
            self.data["seen"] = self.now
            self.add_error(
                None,
                _(
                    "Somebody has changed the notes, or the answers, since you opened this page. "
                    "Look once more at them and at your message, and send."
                ),
            )
        return data


class AnsweredForm(forms.ModelForm):
    """What was said, and what became of it."""

    class Meta:
        model = Answered
        fields = ["said", "state", "because", "is_from_feedback"]
        widgets = {
            "said": forms.Textarea(attrs={"rows": 2}),
            "because": forms.Textarea(attrs={"rows": 2}),
            "state": forms.RadioSelect,
        }
        help_texts = {"said": gettext_lazy("In our own words: nobody’s own without their consent.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = Answered.State.choices

    def clean_said(self):
        return " ".join(self.cleaned_data["said"].split())

    def clean_because(self):
        return " ".join(self.cleaned_data["because"].split())

    def written(self):
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class ChangedAnswerForm(Seen, AnsweredForm):
    """The same, where somebody else may have changed it meanwhile."""

    stay_ticked = ("is_from_feedback",)
