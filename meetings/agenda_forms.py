"""Forms of a meeting that is prepared: what it is, its items, their minutes, and calling it off."""

from django import forms
from django.core.validators import MaxValueValidator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.seen import Seen
from network.widgets import DayField

from .models import AgendaItem, Meeting
from .order import moment_on_the_wall

LONGEST_TEXT = 2000


def several_lines(rows, **attrs):
    return forms.Textarea(attrs={"rows": rows, **attrs})


def _text(label, rows, help_text):
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST_TEXT,
        widget=several_lines(rows),
        help_text=help_text,
    )


class MeetingForm(Seen, forms.ModelForm):
    purpose = _text(gettext_lazy("Purpose"), 2, gettext_lazy("Why we meet, in a sentence."))
    outcomes = _text(
        gettext_lazy("Outcomes"), 3, gettext_lazy("What there will be by the end. One a line.")
    )
    process = _text(gettext_lazy("Process"), 2, gettext_lazy("How we get there."))
    date = DayField(label=gettext_lazy("Day"))
    time = forms.TimeField(
        label=gettext_lazy("Time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    length = forms.IntegerField(
        label=gettext_lazy("How long, in minutes"),
        required=False,
        min_value=5,
        max_value=24 * 60,
        help_text=gettext_lazy("What people are told. The running order is held against it."),
    )

    stay_ticked = ("chatham_house",)

    class Meta:
        model = Meeting
        fields = [
            "purpose", "outcomes", "process", "kind", "length", "place", "influence", "access_notes",
            "ground_rules", "documenter", "chatham_house",
        ]  # fmt: skip
        widgets = {"access_notes": several_lines(2), "ground_rules": several_lines(4)}

    field_order = ["purpose", "outcomes", "process", "kind", "date", "time", "length", "place"]

    def __init__(self, *args, cycle, **kwargs):
        super().__init__(*args, **kwargs)
        self.cycle, network = cycle, cycle.network
        if self.instance.pk:
            starts = timezone.localtime(self.instance.starts_at, network.zone)
            self.initial |= {"date": starts.date(), "time": starts.time()}
        self.fields["influence"].choices = [
            ("", _("Not said yet")),
            *Meeting._meta.get_field("influence").choices,
        ]
        self.fields["ground_rules"].widget.attrs["placeholder"] = network.ground_rules
        people = network.people
        self.fields["documenter"].queryset = people.on_register() | people.filter(
            pk=self.instance.documenter_id
        )
        self.fields["documenter"].empty_label = _("Nobody yet")

    def clean_length(self):
        return self.cleaned_data["length"] or self.instance.length

    def clean(self):
        data = super().clean()
        if data.get("date") and data.get("time"):
            zone = self.cycle.network.zone
            data["starts_at"] = moment_on_the_wall(data["date"], data["time"], zone)
            if data["starts_at"] is None:
                self.add_error("time", _no_such_time())
        return data

    def save(self, commit=True):
        plan = {name: self.cleaned_data[name] for name in [*self._meta.fields, "starts_at"]}
        if not self.instance.pk:
            return Meeting.call(self.cycle, **plan)
        self.instance.replan(**plan)
        return self.instance


def _no_such_time():
    return _(
        "The clocks go forward in that hour, so there is no such time that day. Choose another."
    )


class CallOffForm(forms.Form):
    because = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=Meeting._meta.get_field("called_off_because").max_length,
        help_text=gettext_lazy("Everybody who may see the meeting reads it."),
    )


class AgendaItemForm(Seen, forms.ModelForm):
    stay_ticked = ("is_standing",)

    class Meta:
        model = AgendaItem
        fields = [
            "title", "minutes", "step", "lead", "method", "materials", "outcome", "fallback", "plan",
            "topic", "is_standing",
        ]  # fmt: skip
        widgets = {"method": several_lines(3), "plan": several_lines(4)}

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        topics = meeting.cycle.topics
        self.fields["topic"].queryset = topics.on_longlist() | topics.filter(
            pk=self.instance.topic_id
        )
        self.fields["topic"].empty_label = _("None")

    def save(self, commit=True):
        if not self.instance.pk:
            data = {name: self.cleaned_data[name] for name in self._meta.fields}
            return self.meeting.add_item(**data)
        # How it goes in the room may be noted at this moment: only what the form shows is saved.
        self.instance.save(update_fields=self._meta.fields)
        return self.instance


class MinutesForm(forms.Form):
    """The minutes of all items at once. Two people may change them: only what this page changed counts."""

    def __init__(self, *args, order, **kwargs):
        super().__init__(*args, **kwargs)
        self.order, self.items = order, {str(timed.item.pk): timed.item for timed in order}
        most = next(
            validator.limit_value
            for validator in AgendaItem._meta.get_field("minutes").validators
            if isinstance(validator, MaxValueValidator)
        )
        for pk, item in self.items.items():
            self.fields[f"minutes_{pk}"] = forms.IntegerField(
                label=_("Minutes of “%(title)s”") % {"title": item.title},
                required=False,
                min_value=0,
                max_value=most,
                initial=item.minutes,
                widget=forms.NumberInput(attrs={"form": "minutes", "class": "minutes-box"}),
            )
            self.fields[f"was_{pk}"] = forms.CharField(
                required=False,
                initial=item.minutes,
                widget=forms.HiddenInput(attrs={"form": "minutes"}),
            )

    def lines(self):
        """[(timed item, its box, what the box was when it was drawn)]."""
        return [
            (timed, self[f"minutes_{timed.item.pk}"], self[f"was_{timed.item.pk}"])
            for timed in self.order
        ]

    def clean(self):
        data = super().clean()
        self.changed = {}
        for pk, item in self.items.items():
            minutes, was = data.get(f"minutes_{pk}"), data.get(f"was_{pk}")
            if minutes is None or str(minutes) == was or minutes == item.minutes:
                continue
            if was and was != str(item.minutes):
                self._changed_meanwhile(pk, item)
            else:
                self.changed[item.pk] = minutes
        return data

    def _changed_meanwhile(self, pk, item):
        """Said once; sent again, what was typed takes its place."""
        self.data = self.data.copy()
        self.data[self.add_prefix(f"was_{pk}")] = str(item.minutes)
        self.add_error(
            f"minutes_{pk}",
            _("Somebody made it %(n)d meanwhile. Save once more to have yours.")
            % {"n": item.minutes},
        )

    def save(self, meeting):
        with transaction.atomic():
            meeting.set_minutes(self.changed)
