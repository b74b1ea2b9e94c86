"""Desk research: what was read, by whose suggestion, and what it says in our own words."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Citable, Cycle, Network, Person, User


class Reading(models.Model):
    """One thing that was read. What to read is a framing too: who found it is kept."""

    class Strength(models.TextChoices):
        STRONG = "strong", _("strong: a study or an evaluation")
        SOME = "some", _("some: figures or cases, with gaps")
        LOCAL = "local", _("local notes, from somewhere else")
        FRAMEWORK = "framework", _("a framework: a way of looking")
        VALUES = "values", _("values: what somebody stands for")

    network = models.ForeignKey(Network, models.CASCADE, related_name="readings")
    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="readings")
    number = models.PositiveSmallIntegerField()  # R1, R2 … in its network
    title = models.CharField(_("title"), max_length=200)
    source = models.CharField(_("who wrote or published it"), max_length=200, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    file = models.FileField(_("file"), upload_to="readings/", blank=True)
    file_name = models.CharField(max_length=120, blank=True)
    published = models.CharField(_("when"), max_length=40, blank=True)
    point = models.TextField(_("the point, in our own words"), max_length=600, blank=True)
    strength = models.CharField(_("how strong"), max_length=12, choices=Strength, blank=True)
    strength_note = models.CharField(_("why"), max_length=120, blank=True)
    found_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="readings"
    )
    # A member's suggestion; kept when the person is gone, so that the count stays true.
    is_from_member = models.BooleanField(default=False)
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    set_aside_at = models.DateTimeField(null=True, blank=True)
    set_aside_reason = models.CharField(max_length=300, blank=True)
    citable = models.OneToOneField(Citable, models.SET_NULL, null=True, related_name="reading")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["network", "number"], name="readings_are_numbered_once")
        ]

    def __str__(self):
        return self.title
