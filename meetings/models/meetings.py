"""Meetings and their running order."""

import secrets
from contextlib import contextmanager
from datetime import timedelta
from itertools import takewhile
from uuid import uuid4

from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.joining import LETTERS, SIGNS
from network import words
from network.models import Cycle, Influence, Network, Person

from .agenda import AgendaItem, TimedItem
from .planning import Planning
from .running import Running
from .wall import Wall


def new_wall_code():
    return "".join(secrets.choice(LETTERS) for _n in range(SIGNS))


class NotesAreFinal(Exception):
    """The notes can be corrected no more. What is in them stays, but for a line that is taken out."""


class MeetingQuerySet(models.QuerySet):
    def on(self):
        """Without those that were called off."""
        return self.filter(called_off_at=None)

    def to_come(self, at):
        return self.on().filter(starts_at__gte=at).order_by("starts_at")

    def held(self, at):
        return self.on().filter(starts_at__lt=at).order_by("-starts_at")

    def read_by(self, person):
        """Those whose notes this person may read: shared, if they came; else once everyone was sent them."""
        came = models.Exists(
            Attendance.objects.filter(meeting=models.OuterRef("pk"), person=person)
        )
        return self.exclude(notes_shared_at=None).filter(
            came | models.Q(notes_sent_at__isnull=False)
        )


class Meeting(Running, Wall, Planning, models.Model):
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

    influence = models.CharField(
        _("who decides here"),
        max_length=10,
        choices=Influence,
        blank=True,
        help_text=_("A promise to those who come. It stands on the agenda."),
    )
    access_notes = models.TextField(
        _("getting in and taking part"),
        max_length=1000,
        blank=True,
        help_text=_("Step-free ways, a quiet room, the hybrid link, travel that is paid."),
    )
    ground_rules = models.TextField(
        _("ground rules of this meeting"),
        max_length=1000,
        blank=True,
        help_text=_("One a line. Left empty, those of the network hold."),
    )
    documenter = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who takes the notes"),
    )
    length = models.PositiveSmallIntegerField(
        _("minutes, about"),
        default=150,
        validators=[MaxValueValidator(24 * 60)],
        help_text=_("What people are told. The running order is held against it."),
    )

    # For calendars: the same meeting keeps its name there, and each change of it counts up.
    calendar_uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    calendar_sequence = models.PositiveIntegerField(default=0)
    called_off_at = models.DateTimeField(null=True, blank=True)
    called_off_because = models.CharField(_("why"), max_length=300, blank=True)

    # In the room: see Running. The code on the wall lets people in by phone, with a short code of their own.
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    wall_code = models.CharField(max_length=6, unique=True, default=new_wall_code, editable=False)
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    wrong_codes_since = models.DateTimeField(null=True, blank=True)

    # When members were shown the notes, and until when they can correct them.
    notes_shared_at = models.DateTimeField(null=True, blank=True)
    corrections_until = models.DateTimeField(null=True, blank=True)
    # When everybody was sent them, with what was done of what was said.
    notes_sent_at = models.DateTimeField(null=True, blank=True)
    # That there was nothing that we did not do: said by somebody, for silence would not say it.
    nothing_undone = models.BooleanField(default=False)

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
        with transaction.atomic():
            Network.objects.select_for_update().get(pk=network.pk)  # two at once: two numbers
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
        last = self.items.aggregate(last=models.Max("position"))["last"] or 0
        return self.items.create(title=title, minutes=minutes, position=last + 1, **fields)

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
        """Keep a line that was said. See Note.catch. Raises NotesAreFinal."""
        if self.notes_are_final():
            raise NotesAreFinal
        return self.notes.model.catch(self, kind, text, by=by, at=at or timezone.now(), **fields)

    def share_notes(self, *, until, at=None):
        """Show the notes to those who came, until when they can correct them. Again: another last day."""
        self.notes_shared_at = self.notes_shared_at or at or timezone.now()
        self.corrections_until = until
        self.save(update_fields=["notes_shared_at", "corrections_until"])

    def is_over(self, at=None):
        """It was ended in the room; or its day has passed, whether it was begun or not."""
        today = words.date_of(at or timezone.now(), self.network)
        return self.ended_at is not None or words.date_of(self.starts_at, self.network) < today

    def takes_corrections(self, at=None):
        return (
            self.corrections_until is not None and (at or timezone.now()) < self.corrections_until
        )

    def notes_are_final(self, at=None):
        """The last day for corrections is over: nobody changes, moves or takes back a line any more."""
        return (
            self.corrections_until is not None and (at or timezone.now()) >= self.corrections_until
        )

    @contextmanager
    def notes_open(self):
        """A transaction in which the notes stay open. Raises NotesAreFinal."""
        with transaction.atomic():
            if type(self).objects.select_for_update().get(pk=self.pk).notes_are_final():
                raise NotesAreFinal
            yield

    def let_out_notes(self, *, nothing_undone=False, at=None):
        """Let everyone read the notes, which are final with that."""
        at = at or timezone.now()
        self.notes_shared_at = self.notes_shared_at or at
        self.corrections_until = min(self.corrections_until or at, at)
        self.notes_sent_at, self.nothing_undone = at, nothing_undone
        self.save(
            update_fields=[
                "notes_shared_at",
                "corrections_until",
                "notes_sent_at",
                "nothing_undone",
            ]
        )

    def attended_by(self, people, *, at=None):
        """Record who came, and ask them too if how it was is being asked. Twice changes nothing."""
        people = list(people)
        with self._in_turn() as locked:
            Attendance.objects.bulk_create(
                (Attendance(meeting=self, person=person) for person in people),
                ignore_conflicts=True,
            )
            if people and hasattr(locked, "feedback"):
                locked.feedback.invite_too(people, at=at)


class Attendance(models.Model):
    """That a person came to a meeting."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, models.CASCADE, related_name="attendances")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="a_person_comes_once")
        ]
