"""Forms about people who sign in."""

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from .models import Access, Role, User


class AccessForm(forms.ModelForm):
    """A role in this network, whose partner it is for, and which entry of the register is theirs."""

    person = forms.ModelChoiceField(
        None,
        label=_("Their entry on the register"),
        required=False,
        empty_label=_("None"),
        help_text=_("So that the actions they hold are found under “mine”."),
    )

    class Meta:
        model = Access
        fields = ["role", "partner"]
        labels = {"partner": _("Convenor of which partner")}

    def __init__(self, *args, network, **kwargs):
        super().__init__(*args, **kwargs)
        self.network = network
        self.fields["partner"].queryset = network.partners.all()
        self.fields["partner"].empty_label = _("None")
        self.fields["person"].queryset = network.people.on_register()
        if self.instance.pk:
            self.initial["person"] = network.people.filter(user=self.instance.user).first()
            if self.initial["person"]:
                self.initial["person"] = self.initial["person"].pk

    def clean(self):
        data = super().clean()
        if data.get("role") != Role.CONVENOR:
            data["partner"] = None
        return data


class NewAccessForm(AccessForm):
    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(
        label=_("Email"), max_length=254, help_text=_("They are sent a link to sign in with.")
    )

    field_order = ["name", "email", "role", "partner", "person"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].initial = Role.FACILITATOR

    def clean_name(self):
        return " ".join(self.cleaned_data["name"].split())

    def clean(self):
        data = super().clean()
        if data.get("person") is None and data.get("email"):
            same = self.network.people.on_register().filter(email__iexact=data["email"]).first()
            data["person"] = same
        return data


class ForgottenForm(forms.Form):
    email = forms.EmailField(label=_("Email"), max_length=254)


class PasswordForm(forms.Form):
    password = forms.CharField(
        label=_("A password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        max_length=4096,
        help_text=_("At least 12 characters. A short sentence is easy to remember."),
    )

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self):
        password_validation.validate_password(self.cleaned_data["password"], user=self.user)
        return self.cleaned_data["password"]

    def save(self):
        self.user.set_password(self.cleaned_data["password"])
        self.user.save(update_fields=["password"])
        return self.user
