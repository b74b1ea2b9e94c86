"""What a reader of open answers writes: the name of a theme, and what becomes of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from proforma.models import Theme
from proforma.models.themes import tidy

TOO_LONG = _("There is room for %(limit_value)d characters. Nothing was kept.")


def _box(field, label, *, required=True, help_text=""):
    return forms.CharField(
        label=label,
        required=required,
        max_length=Theme._meta.get_field(field).max_length,
        help_text=help_text,
        error_messages={"required": _("Write a name for the theme."), "max_length": TOO_LONG},
    )


class ThemeForm(forms.Form):
    """A new theme, or another name for one."""

    name = _box("name", _("Name"))
    about = _box(
        "about",
        _("What belongs to it"),
        required=False,
        help_text=_("If you like: a sentence for whoever reads with you."),
    )

    def clean_name(self):
        name = tidy(self.cleaned_data["name"])
        if not any(sign.isalnum() for sign in name):
            raise forms.ValidationError(_("Write a name for the theme."))
        return name


class IntoThemeForm(forms.Form):
    """Another theme of the same pro-forma: one that is listed, by its key."""

    into = forms.ChoiceField(
        label=_("Theme"),
        error_messages={
            "required": _("Choose a theme."),
            "invalid_choice": _("That theme is not listed any more. Choose another."),
        },
    )

    def __init__(self, *args, themes, **kwargs):
        super().__init__(*args, **kwargs)
        self.themes = {str(theme.pk): theme for theme in themes}
        self.fields["into"].choices = [
            ("", _("Choose a theme")),
            *((key, theme.name) for key, theme in self.themes.items()),
        ]

    def chosen(self):
        return self.themes.get(self.cleaned_data["into"])


class SplitForm(IntoThemeForm):
    """Some answers of a theme, and where they go: to another theme, or to a new one."""

    name = _box("name", _("Or a new theme"), required=False)
    chosen_answers = forms.MultipleChoiceField(
        error_messages={
            "required": _("Tick the answers that go."),
            "invalid_choice": _("One of these answers has changed. Please look again."),
        }
    )

    def __init__(self, *args, answers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].required = False
        self.by_name = {f"{answer.code}-{answer.key}": answer for answer in answers}
        self.fields["chosen_answers"].choices = [(name, "") for name in self.by_name]

    def clean_name(self):
        name = tidy(self.cleaned_data["name"])
        if name and not any(sign.isalnum() for sign in name):
            raise forms.ValidationError(_("Write a name for the theme."))
        return name

    def clean(self):
        data = super().clean()
        if not self.errors and bool(data.get("into")) == bool(data.get("name")):
            raise forms.ValidationError(_("Choose a theme, or write a new one: one of the two."))
        return data

    def ticked(self):
        return [self.by_name[name] for name in self.cleaned_data["chosen_answers"]]
