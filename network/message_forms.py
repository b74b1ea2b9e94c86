"""Forms about messages: their words, how many were promised, why one came back."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .widgets import MessageField

LONGEST = 20_000  # letters in one message


class PromisedForm(forms.Form):
    """Carries the number that stood on the button, so that no more and no fewer are sent."""

    promised = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class WrittenForm(PromisedForm):
    """What goes to many: the words, the number promised, and whether it is sent or kept as drafts."""

    subject = forms.CharField(label=_("Subject"), max_length=200)
    body = MessageField(label=_("Message"), max_length=LONGEST)

    def __init__(self, *args, to_send=0, **kwargs):
        super().__init__(*args, **kwargs)
        # Always the number that the button on this page shows, whatever an older page had sent.
        self.to_send = to_send
        self.fields["promised"].initial = to_send

    @property
    def wants_a_look(self):
        return self.data.get("go") == "look"

    @property
    def is_draft(self):
        return self.data.get("go") == "drafts"

    def say_the_number_changed(self, now):
        """Show the page again with the number that holds now."""
        self.to_send = now
        self.promise_what_is_shown()
        self.add_error(
            None,
            ngettext(
                "Meanwhile it has changed who would get this: it is %(n)d message now. Nothing was sent.",
                "Meanwhile it has changed who would get this: it is %(n)d messages now. Nothing was sent.",
                now,
            )
            % {"n": now},
        )

    def promise_what_is_shown(self):
        """Carry on with the number that stands on the button now, whatever an older page had sent."""
        self.data = self.data.copy()
        self.data["promised"] = self.to_send

    def written(self):
        return {name: self.cleaned_data[name] for name in ("subject", "body")}


class MessageForm(forms.Form):
    """The words of one message, and where it goes."""

    to = forms.EmailField(label=_("To"), max_length=254)
    subject = forms.CharField(label=_("Subject"), max_length=200)
    body = MessageField(label=_("Message"), max_length=LONGEST)

    def __init__(self, *args, message, **kwargs):
        initial = {"to": message.to, "subject": message.subject, "body": message.body}
        super().__init__(*args, initial=initial, **kwargs)


class BouncedForm(forms.Form):
    reason = forms.CharField(
        label=_("What did the notice say? (if you like)"), max_length=300, required=False
    )


class DeclineForm(forms.Form):
    """What somebody told the coordinator: they would rather not, or will do it after all."""

    go = forms.ChoiceField(choices=[("decline", ""), ("again", "")])
    reason = forms.CharField(label=_("What did they say?"), max_length=300, required=False)

    def clean(self):
        data = super().clean()
        if data.get("go") == "decline" and not data.get("reason"):
            self.add_error("reason", _("Say in a few words what they told you."))
        return data
