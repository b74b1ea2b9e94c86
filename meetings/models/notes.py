"""What was caught in the room: notes, photographs of flipcharts, and what they have in common."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Citable, Person, User

from .meetings import Meeting


class Cluster(models.Model):
    """Notes of one meeting that belong together."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="clusters")
    name = models.CharField(_("name"), max_length=80)
    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                models.functions.Lower("name"), "meeting", name="cluster_names_differ_in_a_meeting"
            )
        ]

    def __str__(self):
        return self.name


class Photo(models.Model):
    """A photograph of a flipchart or a wall, with its words typed out."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="photos")
    image = models.FileField(_("photograph"), upload_to="photos/")
    caption = models.CharField(_("what it shows"), max_length=200, blank=True)
    transcript = models.TextField(_("its words, typed out"), max_length=4000, blank=True)
    off_record = models.BooleanField(_("off the record"), default=False)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["at", "pk"]


class Note(models.Model):
    """Something caught in the room. No speaker is recorded."""

    class Kind(models.TextChoices):
        POINT = "point", _("Point")
        DECISION = "decision", _("Decision")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.POINT)
    text = models.CharField(max_length=500)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    cluster = models.ForeignKey(
        Cluster, models.SET_NULL, null=True, blank=True, related_name="notes"
    )
    # Kept for whoever wrote it down; on no page for members, and in no file.
    off_record = models.BooleanField(_("off the record"), default=False)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)
    citable = models.OneToOneField(Citable, models.SET_NULL, null=True, related_name="note")

    class Meta:
        ordering = ["at", "pk"]


class Correction(models.Model):
    """What somebody who was there would put differently, while notes can still be corrected."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="corrections")
    note = models.ForeignKey(Note, models.CASCADE, null=True, related_name="corrections")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="corrections")
    text = models.CharField(_("what should it say?"), max_length=500)
    at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    taken_in = models.BooleanField(default=False)
    answer = models.CharField(_("why, or what was changed"), max_length=300, blank=True)

    class Meta:
        ordering = ["at", "pk"]
