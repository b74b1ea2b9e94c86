from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.forms import AuthenticationForm
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from . import register
from .models import Activity, Network, Partner, Person, User


class SignInForm(AuthenticationForm):
    error_messages = {
        "invalid_login": _(
            "That email and password do not go together. Capitals matter in the password."
        ),
        "inactive": _("This account has been closed."),
    }


class FirstRunForm(forms.Form):
    code = forms.CharField(
        label=_("One-time code"), help_text=_("It was printed where Tightrope was started.")
    )
    name = forms.CharField(label=_("Your name"), max_length=120)
    email = forms.EmailField(label=_("Your email"), max_length=254)
    password = forms.CharField(
        label=_("A password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters. A short sentence is easy to remember."),
    )
    network = forms.CharField(
        label=_("The network’s name"),
        max_length=120,
        help_text=_("For example: Carrowby Multiple Needs Network."),
    )
    place = forms.CharField(
        label=_("The place"), max_length=120, help_text=_("A city or district.")
    )

    def __init__(self, *args, expected_code, **kwargs):
        super().__init__(*args, **kwargs)
        self.expected_code = expected_code

    def clean_code(self):
        code = self.cleaned_data["code"].strip()
        if not self.expected_code or not constant_time_compare(code, self.expected_code):
            raise forms.ValidationError(_("That is not the code printed on the console."))
        return code

    def clean_password(self):
        person = User(email=self.data.get("email", ""), name=self.data.get("name", ""))
        password_validation.validate_password(self.cleaned_data["password"], user=person)
        return self.cleaned_data["password"]

    def save(self):
        data = self.cleaned_data
        with transaction.atomic():
            user = User.objects.create_user(data["email"], data["password"], name=data["name"])
            network = Network.found(name=data["network"], place=data["place"], coordinator=user)
            # On the register, as everyone is, but she is not sent what she sends.
            network.add_person(
                name=user.name, email=user.email, role=_("Coordinator"), takes_part=False, user=user
            )
        return user, network


class NetworkForm(forms.ModelForm):
    # The sheets of the page: its heading, a sentence under it, and what is set there.
    SHEETS = [
        (
            _("The network"),
            _("The address of its pages stays the same, whatever its name."),
            ["name", "place", "purpose", "ground_rules", "time_zone"],
        ),
        (
            _("Reminders"),
            _("A reminder goes only to those who have not finished."),
            ["most_reminders", "reminder_gap", "reminds_itself", "shows_who_voted"],
        ),
        (
            _("Data and privacy"),
            _("Everyone we ask is told this, on their page, in a letter and on paper."),
            [
                "controller",
                "contact",
                "lawful_basis",
                "keeps_answers",
                "regulator",
                "asks_code",
                "safeguarding_lead",
            ],
        ),
        (
            _("What is never shown"),
            _("Once people were asked, these can be raised, and not lowered: they were told so."),
            ["smallest_group", "smallest_total", "smallest_count"],
        ),
    ]
    # The fewest, the most, and what is said to any other number.
    RANGES = {
        "most_reminders": (0, 10, _("Choose a number from 0 to 10. With 0 nobody is reminded.")),
        "reminder_gap": (1, 60, _("Choose from 1 to 60 days.")),
        "keeps_answers": (1, 120, _("Choose from 1 to 120 months.")),
        "smallest_group": (3, 20, _("Choose from 3 to 20 people. Fewer could be picked out.")),
        "smallest_total": (3, 20, _("Choose from 3 to 20 partners. Fewer could be worked out.")),
        "smallest_count": (5, 20, _("Choose from 5 to 20 people. Fewer could be recognised.")),
    }
    FLOORS = ("smallest_group", "smallest_total", "smallest_count")

    class Meta:
        model = Network
        fields = [
            "name",
            "place",
            "purpose",
            "ground_rules",
            "time_zone",
            "most_reminders",
            "reminder_gap",
            "reminds_itself",
            "shows_who_voted",
            "controller",
            "contact",
            "lawful_basis",
            "keeps_answers",
            "regulator",
            "asks_code",
            "safeguarding_lead",
            "smallest_group",
            "smallest_total",
            "smallest_count",
        ]
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 3}),
            "ground_rules": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, (least, most, sentence) in self.RANGES.items():
            field = self.fields[name]
            field.validators = [
                MinValueValidator(least, sentence),
                MaxValueValidator(most, sentence),
            ]
            field.error_messages["invalid"] = sentence
            field.widget.attrs.update(min=least, max=most)
        lead = self.fields["safeguarding_lead"]
        lead.queryset = User.objects.filter(
            accesses__network=self.instance, is_active=True
        ).order_by("name")
        lead.empty_label = _("The coordinator")
        lead.error_messages["invalid_choice"] = _("Choose somebody who signs in to this network.")

    def clean(self):
        data = super().clean()
        asked = Activity.objects.opened().filter(cycle__network=self.instance)
        for name in self.FLOORS:
            if name not in self.changed_data or name in self.errors:
                continue
            if data[name] < self.initial[name] and asked.exists():
                self.add_error(name, _("It can only be raised now: people were told so."))
            # Results at two floors, held side by side, would show single answers.
            elif asked.open(timezone.now()).exists():
                self.add_error(name, _("It can be changed when nothing is open for answers."))
        return data

    def sheets(self):
        """(heading, sentence, fields) in the order of the page."""
        return [
            (heading, note, [self[name] for name in names]) for heading, note, names in self.SHEETS
        ]


class PartnerForm(forms.ModelForm):
    class Meta:
        model = Partner
        fields = ["name", "sector", "work", "is_convenor", "holds_figures", "figures_lead"]

    def __init__(self, *args, network, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.network = network
        if self.instance.pk:
            self.fields["figures_lead"].queryset = self.instance.people.on_register()
            self.fields["figures_lead"].empty_label = _("The first person on the register")
        else:
            del self.fields["figures_lead"]

    def clean_name(self):
        name = self.cleaned_data["name"].strip()
        namesakes = self.instance.network.partners.filter(name__iexact=name)
        if namesakes.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("A partner with this name is already on the register."))
        return name


class PersonForm(forms.ModelForm):
    class Meta:
        model = Person
        fields = [
            "name",
            "email",
            "partner",
            "role",
            "level",
            "phone",
            "access_needs",
            "helper",
            "takes_part",
        ]

    def __init__(self, *args, network, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.network = network
        self.fields["partner"].queryset = network.partners.all()
        self.fields["partner"].empty_label = _("None: here for themselves")
        others = network.people.on_register().exclude(pk=self.instance.pk)
        self.fields["helper"].queryset = others
        self.fields["helper"].empty_label = _("Nobody: they answer for themselves")

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        namesakes = self.instance.network.people.filter(email__iexact=email).exclude(
            pk=self.instance.pk
        )
        if email and namesakes.exists():
            raise forms.ValidationError(
                _("%(name)s already has this email. Each person needs their own link.")
                % {"name": namesakes.first().name}
            )
        return email


class RegisterImportForm(forms.Form):
    pasted = forms.CharField(
        label=_("Paste from a spreadsheet"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("One person a line: name, email, partner, role. A heading row helps."),
    )
    file = forms.FileField(
        label=_("Or choose a file"),
        required=False,
        help_text=_("CSV or Excel (.xlsx), at most 5 MB."),
    )

    def clean(self):
        data = super().clean()
        if not data.get("pasted", "").strip() and not data.get("file"):
            raise forms.ValidationError(_("Paste some rows, or choose a file."))
        return data

    def table(self):
        """The rows of the list. Raises UnreadableTable with a sentence."""
        upload = self.cleaned_data["file"]
        if upload:
            return register.read_upload(upload.name, upload.read())
        return register.read_pasted(self.cleaned_data["pasted"])


class KeptListForm(forms.Form):
    """A list that was read and shown, on its way back to be saved."""

    kept = forms.JSONField(widget=forms.HiddenInput, max_length=5 * 1024 * 1024)

    @staticmethod
    def of(table):
        return KeptListForm(initial={"kept": table.rows})

    def clean_kept(self):
        rows = self.cleaned_data["kept"]
        try:
            return register.Table(
                [(int(number), [str(cell) for cell in cells]) for number, cells in rows]
            )
        except (TypeError, ValueError, OverflowError):
            raise forms.ValidationError(_("Please read the list again.")) from None
