"""Meetings and their running order."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile

from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Cycle, Network, Person
from topics.models import Topic


class MeetingQuerySet(models.QuerySet):
    def to_come(self, at):
        return self.filter(starts_at__gte=at).order_by("starts_at")

    def held(self, at):
        return self.filter(starts_at__lt=at).order_by("-starts_at")

    def read_by(self, person):
        """Those this person came to, whose notes are shared."""
        return self.exclude(notes_shared_at=None).filter(attendances__person=person)


class Meeting(models.Model):
    """One meeting of a network: open, or built to end in actions."""

    class Kind(models.TextChoices):
        OPEN = "open", _("Open session")
        ACTION = "action", _("Action meeting")

    network = models.ForeignKey(Network, models.CASCADE, related_name="meetings")
    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="meetings")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.ACTION)
    starts_at = models.DateTimeField(_("starts"))
    place = models.CharField(_("where"), max_length=200, blank=True)
    purpose = models.TextField(_("purpose"), blank=True, help_text=_("Why we meet, in a sentence."))
    outcomes = models.TextField(
        _("outcomes"), blank=True, help_text=_("What there will be by the end. One a line.")
    )
    process = models.TextField(_("process"), blank=True, help_text=_("How we get there."))
    chatham_house = models.BooleanField(
        _("Chatham House Rule"),
        default=False,
        help_text=_("What is said may be used; who said it may not."),
    )

    # When members were shown the notes, and until when they can correct them.
    notes_shared_at = models.DateTimeField(null=True, blank=True)
    corrections_until = models.DateTimeField(null=True, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["network", "number"], name="meetings_are_numbered_once")
        ]

    def __str__(self):
        return str(_("Meeting %(number)d") % {"number": self.number})

    @classmethod
    def call(cls, cycle, *, starts_at, **fields):
        """Set a meeting, numbered after the last one of its network."""
        network = cycle.network
        last = network.meetings.aggregate(last=models.Max("number"))["last"] or 0
        fields.setdefault("number", last + 1)
        return cls.objects.create(network=network, cycle=cycle, starts_at=starts_at, **fields)

    def running_order(self):
        """The items with the wall-clock times that follow from their minutes. Queries once.

        What comes before the start (arrivals) is timed backwards from it.
        """
        items = list(self.items.select_related("topic"))
        before = takewhile(lambda item: item.step == AgendaItem.Step.BEFORE, items)
        moment = timezone.localtime(self.starts_at, self.network.zone).replace(tzinfo=None)
        moment -= timedelta(minutes=sum(item.minutes for item in before))
        order = []
        for item in items:
            ends = moment + timedelta(minutes=item.minutes)
            order.append(TimedItem(item, moment, ends))
            moment = ends
        return order

    def add_item(self, *, title, minutes, **fields):
        return self.items.create(
            title=title, minutes=minutes, position=self.items.count() + 1, **fields
        )

    def begin_running_order(self, rows):
        """Take all the rows, unless there are items already; False if there are."""
        with transaction.atomic():
            type(self).objects.select_for_update().get(pk=self.pk)
            if self.items.exists():
                return False
            for row in rows:
                self.add_item(**row)
        return True

    def reorder(self, ids):
        """Put items in the order of `ids`; ids of other meetings are ignored."""
        mine = {item.pk: item for item in self.items.all()}
        order = [mine.pop(pk) for pk in ids if pk in mine] + list(mine.values())
        moved = []
        for position, item in enumerate(order, start=1):
            if item.position != position:
                item.position = position
                moved.append(item)
        AgendaItem.objects.bulk_update(moved, ["position"])

    def catch(self, kind, text, *, by=None, at=None, **fields):
        """Keep a line that was said. See Note.catch."""
        return self.notes.model.catch(self, kind, text, by=by, at=at or timezone.now(), **fields)

    def share_notes(self, *, until, at=None):
        """Show the notes to those who came, until when they can correct them. Again: another last day."""
        self.notes_shared_at = self.notes_shared_at or at or timezone.now()
        self.corrections_until = until
        self.save(update_fields=["notes_shared_at", "corrections_until"])

    def takes_corrections(self, at=None):
        return (
            self.corrections_until is not None and (at or timezone.now()) < self.corrections_until
        )

    def attended_by(self, people):
        """Record who came. Adding somebody twice changes nothing."""
        Attendance.objects.bulk_create(
            (Attendance(meeting=self, person=person) for person in people), ignore_conflicts=True
        )


@dataclass(frozen=True)
class TimedItem:
    """An item with the wall-clock times at which it begins and ends, where the network is."""

    item: "AgendaItem"
    starts: datetime
    ends: datetime


class AgendaItem(models.Model):
    """A line of the running order. Its time follows from the minutes of those before it."""

    class Step(models.TextChoices):
        BEFORE = "before", _("before we start")
        OPEN = "open", _("open up")
        NARROW = "narrow", _("narrow down")
        COMMIT = "commit", _("commit")
        BREAK = "break", _("break")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("item"), max_length=200)
    minutes = models.PositiveSmallIntegerField(_("minutes"), validators=[MaxValueValidator(600)])
    step = models.CharField(_("step"), max_length=8, choices=Step, default=Step.OPEN)
    lead = models.CharField(_("who leads"), max_length=120, blank=True)
    method = models.CharField(_("method and materials"), max_length=300, blank=True)
    outcome = models.CharField(_("outcome"), max_length=200, blank=True)
    fallback = models.CharField(_("if time is short"), max_length=200, blank=True)
    topic = models.ForeignKey(
        Topic, models.SET_NULL, null=True, blank=True, related_name="agenda_items"
    )

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title

    def move(self, *, up):
        """Change places with the item before it, or after it."""
        with transaction.atomic():
            order = list(self.meeting.items.values_list("pk", flat=True))
            here = order.index(self.pk)
            there = here - 1 if up else here + 1
            if 0 <= there < len(order):
                order[here], order[there] = order[there], order[here]
                self.meeting.reorder(order)


def minutes_by_step(order):
    """Minutes of each step, and of the whole without what comes before the start."""
    minutes = {}
    for timed in order:
        minutes[timed.item.step] = minutes.get(timed.item.step, 0) + timed.item.minutes
    total = sum(n for step, n in minutes.items() if step != AgendaItem.Step.BEFORE)
    return minutes, total


class Attendance(models.Model):
    """That a person came to a meeting."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, models.CASCADE, related_name="attendances")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="a_person_comes_once")
        ]
