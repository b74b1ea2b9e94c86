"""What was read, what should be read, and why something is not used any more."""

from django import forms
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network import citing, uploads
from network.models import Citable
from network.seen import Seen
from proforma.models import Reading

from .statements import WordsField


class LinkField(forms.URLField):
    """An address of the web, and of nothing else: a page offers it to be pressed."""

    default_validators = [URLValidator(schemes=["http", "https"])]
    default_error_messages = {
        "invalid": gettext_lazy("This is not an address of a page. It begins with https://")
    }

    def __init__(self, **kwargs):
        super().__init__(assume_scheme="https", max_length=500, required=False, **kwargs)


class PaperField(forms.FileField):
    """A paper that is fit to be kept: cleans to (file, the name it came with), or to None."""

    def __init__(self, **kwargs):
        super().__init__(
            required=False,
            allow_empty_file=True,  # what is kept says so in words of its own
            help_text=gettext_lazy("PDF, Word, Excel, PowerPoint or OpenDocument, up to 10 MB."),
            **kwargs,
        )

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        return uploads.paper(upload) if upload else None


class ReadingForm(Seen, forms.ModelForm):
    url = LinkField(label=gettext_lazy("Where it is on the web"))
    upload = PaperField(label=gettext_lazy("Or the paper itself"))
    point = WordsField(
        label=gettext_lazy("The point, in our own words"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    supports = forms.MultipleChoiceField(
        label=gettext_lazy("Topics it supports"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("Choose topics of this cycle’s list.")},
    )

    class Meta:
        model = Reading
        fields = ["title", "source", "published", "point", "strength", "strength_note", "found_by"]
        labels = {
            "found_by": gettext_lazy("Who found it"),
            "strength_note": gettext_lazy("A word on how strong, if you like"),
        }
        help_texts = {"published": gettext_lazy("A year will do.")}

    field_order = [
        "title",
        "source",
        "published",
        "url",
        "upload",
        "point",
        "strength",
        "strength_note",
        "found_by",
        "supports",
    ]

    def __init__(self, *args, network, **kwargs):
        super().__init__(*args, **kwargs)
        self.network, self.cycle = network, network.current_cycle()
        self.cycle.network = network
        people = network.participants() | network.people.filter(pk=self.instance.found_by_id)
        self.fields["found_by"].queryset = people.distinct()
        self.fields["found_by"].empty_label = _("The coordinator")
        if self.instance.is_from_member and not self.instance.found_by_id:
            self.fields["found_by"].empty_label = _("A member who is not here any more")
        self.fields["strength"].choices = [("", _("Not said")), *Reading.Strength.choices]
        self.topics = citing.offered(self.cycle, [Citable.Kind.TOPIC])
        self.fields["supports"].choices = [(topic.token, topic.label) for topic in self.topics]
        if not self.topics:
            del self.fields["supports"]
        if self.instance.pk:
            cites_it = set(citing.used_by(self.instance).values_list("source", flat=True))
            self.initial["url"] = self.instance.url
            self.initial["supports"] = [t.token for t in self.topics if t.citable in cites_it]

    def clean_title(self):
        title = self.cleaned_data["title"].strip()
        same = self.network.readings.in_use().filter(title__iexact=title)
        other = same.exclude(pk=self.instance.pk).first()
        if other is not None:
            raise forms.ValidationError(
                _("%(code)s has this title already.") % {"code": other.code}
            )
        return title

    def stands(self):
        return super().stands() | {"upload": self.instance.file_name}

    def save_by(self, user):
        """Keep it with what it supports, or neither; returns the reading."""
        data, reading = self.cleaned_data, self.instance
        said = {name: data[name] for name in self.Meta.fields} | {"url": data["url"]}
        if data["upload"]:
            said["file"], said["file_name"] = data["upload"]
        with transaction.atomic():
            if reading.pk:
                reading.change(**said)
            else:
                self.instance = reading = Reading.add(self.network, by=user, **said)
            self._cite_for(set(data.get("supports", [])), user)
        return reading

    def _cite_for(self, chosen, user):
        """The topics of the list that it supports from now on; what other cycles made of it stays."""
        before = set(self.initial.get("supports", []))
        for token in chosen - before:
            citing.cite(citing.resolve(self.network, token), [self.instance], by=user)
        for token in before - chosen:
            citing.uncite(citing.resolve(self.network, token), [self.instance])


class SetAsideForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why is it set aside?"),
        max_length=300,
        help_text=gettext_lazy("Whoever suggested it can read this sentence."),
    )


class SuggestForm(forms.Form):
    """One thing that a member would have us read."""

    title = forms.CharField(
        label=gettext_lazy("What is it called?"),
        max_length=200,
        error_messages={"required": gettext_lazy("Write what it is called.")},
    )
    url = LinkField(label=gettext_lazy("Where is it on the web?"))
    upload = PaperField(label=gettext_lazy("Or send the paper itself"))
    because = WordsField(
        label=gettext_lazy("Why does it matter?"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "class": "form-control"}),
    )

    def written(self):
        data = self.cleaned_data
        said = {name: data[name] for name in ("title", "url", "because")}
        if data["upload"]:
            said["file"], said["file_name"] = data["upload"]
        return said
