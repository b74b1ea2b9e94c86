"""What was agreed, how it is going, and what it rests on."""

from collections import Counter
from datetime import timedelta

from django import forms
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network import citing
from network.models import Citable, Citation, Cycle
from network.seen import Seen
from network.widgets import DayField, DayInput
from proforma.citing import EVIDENCE
from proforma.forms import Evidence, PicksEvidence, tokens_cited

from .models import Action, Note

CAN_BE_CITED = [Citable.Kind.INSIGHT, *EVIDENCE, Citable.Kind.TOPIC]


class PersonChoice(forms.ModelChoiceField):
    """People by name; where two are called the same, with where they work."""

    def label_from_instance(self, person):
        if self.names[person.name] > 1 and person.partner:
            return f"{person.name}, {person.partner}"
        return person.name

    def offer(self, people):
        self.queryset = people.select_related("partner")
        self.names = Counter(people.values_list("name", flat=True))


class ActionForm(forms.ModelForm):
    class Meta:
        model = Action
        fields = ["what", "first_step", "owner", "due", "done_when", "topic"]
        field_classes = {"due": DayField, "owner": PersonChoice}
        widgets = {"due": DayInput()}

    def __init__(self, *args, network, cycle, **kwargs):
        super().__init__(*args, **kwargs)
        self.cycle, action = cycle, self.instance
        # Whoever holds it now, and the topic it has, can be kept although no longer on offer.
        self.fields["owner"].offer(
            network.people.filter(models.Q(left_at=None) | models.Q(pk=action.owner_id))
        )
        self.fields["owner"].empty_label = _("Nobody yet")
        on_list = cycle.topics.on_longlist().values("pk")
        topics = self.fields["topic"].queryset.filter(cycle__network=network)
        self.fields["topic"].queryset = topics.filter(
            models.Q(pk__in=on_list) | models.Q(pk=action.topic_id)
        )
        self.fields["topic"].empty_label = _("None")

    def record(self, *, by, meeting=None, began_in=None):
        """Write it down. The same words of the same person within a minute were pressed twice."""
        with transaction.atomic():
            Cycle.objects.select_for_update(no_key=True).get(pk=self.cycle.pk)
            a_minute_ago = timezone.now() - timedelta(minutes=1)
            just_now = self.cycle.actions.filter(recorded_by=by, recorded_at__gt=a_minute_ago)
            before = just_now.filter(what=self.cleaned_data["what"], meeting=meeting).first()
            if before is not None:
                return before
            action = Action.record(self.cycle, by=by, meeting=meeting, **self.cleaned_data)
            if began_in is not None:
                citing.cite(action, [began_in], Citation.Role.ORIGIN, by=by)
        return action


class ActionChangeForm(Seen, ActionForm):
    """Something else is agreed. Two who change it at once do not undo each other."""

    def save(self, *, by):
        said = {name: self.cleaned_data[name] for name in self._meta.fields}
        return self.instance.change(by=by, **said)


class ReportForm(forms.Form):
    status = forms.ChoiceField(label=gettext_lazy("How is it going?"), choices=Action.Status)
    note = forms.CharField(
        label=gettext_lazy("A word about it, if you like"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
    )

    def clean_note(self):
        return " ".join(self.cleaned_data["note"].split())

    def clean(self):
        data = super().clean()
        stops = data.get("status") == Action.Status.STOPPED
        if stops and not data.get("note") and "note" not in self.errors:
            self.add_error("note", _("Say in a word why it stops. That is a good outcome too."))
        return data


class GiveBackForm(forms.Form):
    give = forms.ChoiceField(choices=[("back", "")])
    note = forms.CharField(max_length=300, required=False)

    def clean_note(self):
        return " ".join(self.cleaned_data["note"].split())


class RestsOnForm(PicksEvidence, Seen, forms.Form):
    """What an action rests on, and the note of its meeting that it began in."""

    evidence = Evidence(label=gettext_lazy("What it rests on"), required=False)
    began_in = forms.ModelChoiceField(
        Note.objects.none(),
        label=gettext_lazy("The note it began in"),
        required=False,
        empty_label=gettext_lazy("None"),
    )

    def __init__(self, *args, action, **kwargs):
        super().__init__(*args, **kwargs)
        self.action = action
        edges = list(citing.evidence_of(action))
        rests_on = [edge.target for edge in edges if edge.role == Citation.Role.EVIDENCE]
        began = [edge.target_id for edge in edges if edge.role == Citation.Role.ORIGIN]
        self.offer_evidence(
            action.cycle, CAN_BE_CITED, tokens_cited(action.cycle.network, rests_on)
        )
        caught = Note.objects.on_record().filter(meeting=action.meeting_id)
        note = caught.filter(citable__in=began).first()
        self.initial["began_in"] = note.pk if note else None
        self.fields["began_in"].queryset = caught
        if not caught.exists():
            del self.fields["began_in"]

    def save(self, *, by):
        with transaction.atomic():
            self.action.rest_on(self.things(), by=by)
            if "began_in" in self.changed_data:
                self.action.begin_in(self.cleaned_data["began_in"], by=by)
