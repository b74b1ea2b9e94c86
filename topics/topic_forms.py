"""A topic's words, where it came from and what it rests on; and the reason to leave it off."""

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network import citing
from network.models import Citable, Citation
from network.seen import Seen
from proforma.citing import EVIDENCE
from proforma.forms import Evidence, PicksEvidence, tokens_cited

from .models import WORDING, Topic
from .models.listing import evidence_of, other_evidence_of

CAN_BE_CITED = [Citable.Kind.INSIGHT, *EVIDENCE]


class TopicForm(PicksEvidence, Seen, forms.ModelForm):
    picks = "cited"
    evidence = forms.CharField(
        label=gettext_lazy("What else it rests on"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("What stands nowhere here, one a line."),
    )
    cited = Evidence(label=gettext_lazy("What it rests on"), required=False)
    began_in = forms.ChoiceField(
        label=gettext_lazy("The question it began in"),
        required=False,
        help_text=gettext_lazy("If it was a choice in a question, or was written there."),
    )

    class Meta:
        model = Topic
        fields = [*WORDING, "evidence", "origin", "follows_funder", "origin_note"]
        widgets = {name: forms.Textarea(attrs={"rows": 2}) for name in WORDING if name != "title"}

    def __init__(self, *args, cycle, **kwargs):
        super().__init__(*args, **kwargs)
        self.cycle, self.made_before = cycle, None
        self.offer_evidence(cycle, CAN_BE_CITED, tokens_cited(cycle.network, self._rests_on()))
        self._offer_questions()
        if self.instance.pk and self.instance.parts.exists():
            del self.fields["origin"]  # it stays joined, whatever becomes of its words

    def _rests_on(self):
        return evidence_of([self.instance])

    def _offer_questions(self):
        """The questions it can have begun in; that it came from notes is left as it is."""
        began = [edge.target for edge in _beginnings(self.instance)] if self.instance.pk else []
        said = tokens_cited(self.cycle.network, began)
        offered = {
            offer.token: f"{offer.name}: {offer.label}"
            for offer in self.offers
            if offer.kind == Citable.Kind.QUESTION
        } | {token: f"{one.name}: {one.label}" for token, one in said}
        self.fields["began_in"].choices = [("", _("In none")), *offered.items()]
        self.initial.setdefault("began_in", said[0][0] if said else "")
        if not offered:
            del self.fields["began_in"]

    def clean_evidence(self):
        return "\n".join(self.cleaned_data["evidence"].splitlines())

    def clean(self):
        for name in set(WORDING) & self.cleaned_data.keys():
            self.cleaned_data[name] = " ".join(self.cleaned_data[name].split())
        data = super().clean()
        same = self._called_so(data.get("title", ""))
        if same is None:
            return data
        if same.is_on_longlist and not self.instance.pk and self._says_the_same(same):
            self.made_before = same  # pressed twice
        elif same.is_on_longlist:
            self.add_error("title", _("This cycle already has a topic with that title."))
        else:
            self.add_error(
                "title",
                _("This cycle already has a topic with that title, off the list. Put it back?"),
            )
        return data

    def _called_so(self, title):
        return Topic.called(self.cycle, title).exclude(pk=self.instance.pk).first()

    def _says_the_same(self, topic):
        return all(self.cleaned_data.get(name) == topic.wording[name] for name in WORDING)

    def save(self, *, by=None):
        """Keep it with what it rests on, or neither; returns the topic."""
        if self.made_before is not None:
            return self.made_before
        fields = {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.fields}
        with transaction.atomic():
            topic = self._kept(fields, by)
            if "began_in" in self.changed_data:
                self._keep_beginning(topic, by)
        return topic

    def _kept(self, fields, by):
        topic = self.instance
        if topic.pk:
            topic.reword(by=by, **fields)
        else:
            topic = Topic.list_on(self.cycle, by=by, **fields)
        topic.rest_on(self.things(), by=by)
        return topic

    def _keep_beginning(self, topic, by):
        _beginnings(topic).delete()
        question = citing.resolve(self.network, self.cleaned_data["began_in"])
        if question is not None:
            citing.cite(topic, [question], Citation.Role.ORIGIN, by=by)


class JoinForm(TopicForm):
    """The words of a topic that is made of several. It begins with those of the first."""

    def __init__(self, *args, parts, **kwargs):
        self.parts = parts
        words = parts[0].wording if parts else {}
        super().__init__(*args, initial=words | {"evidence": other_evidence_of(parts)}, **kwargs)
        for name in ("origin", "began_in"):
            self.fields.pop(name, None)

    def _rests_on(self):
        return evidence_of(self.parts)

    def _called_so(self, title):
        """It may be called as one of them was."""
        keys = [part.pk for part in self.parts]
        return Topic.called(self.cycle, title).exclude(pk__in=keys).first()

    def _kept(self, fields, by):
        return Topic.join(self.parts, by=by, rests_on=self.things(), **fields)


class LeaveOffForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why is it not on the list?"),
        max_length=300,
        help_text=gettext_lazy("Members see this sentence."),
    )
    comes_back = forms.CharField(
        label=gettext_lazy("How does it come back?"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("For example: anybody can bring it back at the third meeting."),
    )


def _beginnings(topic):
    """That it came from a question."""
    return citing.evidence_of(topic).filter(
        role=Citation.Role.ORIGIN, target__kind=Citable.Kind.QUESTION
    )
