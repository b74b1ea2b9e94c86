"""Forms of the account: what stands beside a section, publishing it, hats, and looking again later."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.models import Declaration

from .account.drafting import KEYS
from .models import AccountText, AccountVersion, Hat, Revisit


class AccountTextForm(forms.ModelForm):
    class Meta:
        model = AccountText
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4, "class": "form-control"})}

    section = forms.ChoiceField(choices=[(key, key) for key in KEYS], widget=forms.HiddenInput)


class PublishForm(forms.Form):
    """Who says it to whom. Everything published carries a name, a role and an employer."""

    audience = forms.ChoiceField(
        label=gettext_lazy("Who may read it?"),
        choices=AccountVersion.Audience.choices,
        widget=forms.RadioSelect,
        initial=AccountVersion.Audience.MEMBERS,
        help_text=gettext_lazy(
            "Anybody reads it at an address without a link. Search engines are asked not to list it."
        ),
    )
    author = forms.CharField(label=gettext_lazy("Who says this"), max_length=120)
    role = forms.CharField(
        label=gettext_lazy("As what"), max_length=120, initial=gettext_lazy("Network coordinator")
    )
    employer = forms.CharField(label=gettext_lazy("Employed by"), max_length=120)

    def __init__(self, *args, network, user, **kwargs):
        super().__init__(*args, **kwargs)
        declared = Declaration.standing(network)
        self.fields["author"].initial = user.name
        self.fields["employer"].initial = declared and (declared.employer or declared.funder)


class HatForm(forms.ModelForm):
    class Meta:
        model = Hat
        fields = ["who", "kind", "minutes", "note"]


class RevisitForm(forms.ModelForm):
    class Meta:
        model = Revisit
        fields = ["answer", "because"]
        widgets = {"answer": forms.RadioSelect, "because": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = Revisit.Answer.choices
        self.fields["because"].help_text = _("“We do not know” is an answer, and needs no reason.")


class TakeDownForm(forms.Form):
    because = forms.CharField(
        label=gettext_lazy("Why it is taken down"),
        max_length=300,
        help_text=gettext_lazy("Whoever edits can read this later."),
    )
