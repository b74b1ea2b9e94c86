"""What somebody says who cannot answer a part themselves."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PassForm(forms.Form):
    """Decline, or name a colleague: one of the partner's own, or somebody new."""

    how = forms.ChoiceField(widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Would you say why? (if you like)"), max_length=300, required=False
    )
    name = forms.CharField(label=_("Their name"), max_length=120, required=False)
    email = forms.EmailField(label=_("Their email"), max_length=254, required=False)

    def __init__(self, *args, colleagues, own_email="", **kwargs):
        super().__init__(*args, **kwargs)
        self.own_email = own_email
        self.colleagues = {f"person-{one.pk}": one for one in colleagues}
        self.fields["how"].choices = [
            *((key, one.name) for key, one in self.colleagues.items()),
            ("new", _("A colleague who is not on this list")),
            ("decline", _("I cannot do this")),
            ("again", _("I will do it after all")),
        ]
        self.fields["how"].error_messages = {
            "required": _("Choose one of these."),
            "invalid_choice": _("Choose one of these."),
        }

    def clean(self):
        data = super().clean()
        if data.get("how") == "new":
            for name, sentence in (
                ("name", _("Write their name.")),
                ("email", _("Write their email, so that they can be asked.")),
            ):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
            if data.get("email") and data["email"].casefold() == self.own_email.casefold():
                self.add_error("email", _("That is your own email. Write theirs."))
        return data

    def colleague(self):
        return self.colleagues[self.cleaned_data["how"]]
