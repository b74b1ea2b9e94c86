"""What people are told of a meeting."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.message_forms import WrittenForm


class InviteForm(WrittenForm):
    """The words, and what the page spoke of: nothing goes if the meeting has changed since."""

    about = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, telling, **kwargs):
        super().__init__(*args, to_send=len(telling.people), **kwargs)
        self.telling = telling
        self.fields["about"].initial = telling.about

    def clean(self):
        data = super().clean()
        if (
            "about" not in data or "promised" not in data
        ):  # nobody sees what is wrong in a hidden box
            self._show_what_is_so()
            raise forms.ValidationError(
                _("This page did not come back whole. Nothing was sent: please press once more.")
            )
        return data

    def say_the_meeting_changed(self):
        """Show the page again with what is so now, and the words that were typed."""
        self._show_what_is_so()
        self.add_error(
            None,
            _("The meeting has changed meanwhile. Nothing was sent: please look at the words."),
        )

    def _show_what_is_so(self):
        self.promise_what_is_shown()
        self.data["about"] = self.telling.about
