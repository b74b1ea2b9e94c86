"""Forms of comments: what a member sends and changes, and what is done with it before it is shown."""

from contextlib import contextmanager

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import AccountVersion, Comment


class CommentForm(forms.ModelForm):
    class Meta:
        model = Comment
        fields = ["text", "naming"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4}), "naming": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["naming"].choices = Comment.Naming.choices
        self.fields["text"].help_text = _(
            "You can disagree. Please name nobody, and nobody you support."
        )

    def send(self, version, person):
        """Send it; the same words sent twice are one comment."""
        data = self.cleaned_data
        said = {"version": version, "person": person, "text": data["text"]}
        with _one_after_the_other(version):
            same = Comment.objects.filter(withdrawn_at=None, **said).first()
            if same is None:
                same = Comment.objects.create(naming=data["naming"], **said)
                same.steps.create(did="sent")
        return same


class OwnCommentForm(forms.Form):
    """What its author can do: change it, ask to have it looked at again, take it back."""

    do_what = forms.ChoiceField(
        choices=[("change", ""), ("appeal", ""), ("withdraw", "")], required=True
    )
    text = forms.CharField(
        label=gettext_lazy("what you want to say"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    why = forms.CharField(
        label=gettext_lazy("Why should it be looked at again?"), max_length=500, required=False
    )

    def clean(self):
        data = super().clean()
        if data.get("do_what") == "change" and not data.get("text", "").strip():
            self.add_error("text", _("Say something, or take it back."))
        if data.get("do_what") == "appeal" and not data.get("why", "").strip():
            self.add_error("why", _("Say why, in a sentence."))
        return data

    def do(self, comment) -> str:
        """Do it, and say what was done. Raises CannotModerate."""
        data = self.cleaned_data
        if data["do_what"] == "change":
            comment.change(data["text"])
            return _("It is changed. It is shown once somebody has read it.")
        if data["do_what"] == "appeal":
            comment.appeal(data["why"])
            return _("It will be looked at again.")
        comment.withdraw()
        return _("It is taken back.")


class ModerateForm(forms.Form):
    """What is done with it. Whatever is not showing it names a harm and says why."""

    do_what = forms.ChoiceField(
        choices=[("approve", ""), ("ask", ""), ("take_out", ""), ("decline", "")]
    )
    seen = forms.CharField(widget=forms.HiddenInput)
    harm = forms.ChoiceField(
        label=gettext_lazy("Which harm could it do?"),
        choices=[("", gettext_lazy("None")), *Comment.Harm.choices],
        required=False,
    )
    why = forms.CharField(
        label=gettext_lazy("Why, in a sentence its author reads"), max_length=500, required=False
    )
    words = forms.CharField(
        label=gettext_lazy("The words to take out, one passage a line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def do(self, comment, *, by) -> str:
        """Do it, and say what was done. Raises CannotModerate, and then nothing is done."""
        data = self.cleaned_data
        how = {"by": by, "seen": data["seen"]}
        if data["do_what"] == "approve":
            comment.approve(**how)
            return _("It is shown, word for word.")
        if data["do_what"] == "ask":
            comment.ask_to_change(data["harm"], data["why"], **how)
            return _("Its author is asked to change it, and reads why.")
        if data["do_what"] == "take_out":
            comment.take_words_out(data["words"].splitlines(), data["harm"], data["why"], **how)
            return _("It is shown, with a mark where words were taken out.")
        comment.decline(data["harm"], data["why"], **how)
        return _("It is not shown. Its author reads why.")


class ReplyForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Your reply"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def send(self, comment, user):
        """A reply stands at once, with the name of whoever signed in. Sent twice, it is one."""
        said = {"answers": comment, "by": user, "text": self.cleaned_data["text"]}
        with _one_after_the_other(comment.version):
            return Comment.objects.filter(**said).first() or Comment.objects.create(
                version=comment.version,
                naming=Comment.Naming.NAMED,
                state=Comment.State.APPROVED,
                **said,
            )


@contextmanager
def _one_after_the_other(version):
    """Of two presses the second waits, and finds what the first made."""
    with transaction.atomic():
        AccountVersion.objects.select_for_update().get(pk=version.pk)
        yield
