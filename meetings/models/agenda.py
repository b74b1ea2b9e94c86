"""The running order of a meeting, and the method cards that can be put on it."""

from dataclasses import dataclass
from datetime import datetime

from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from network.models import Network
from topics.models import Topic


class AgendaItem(models.Model):
    """A line of the running order. Its time follows from the minutes of those before it."""

    class Step(models.TextChoices):
        BEFORE = "before", _("before we start")
        OPEN = "open", _("open up")
        NARROW = "narrow", _("narrow down")
        COMMIT = "commit", _("commit")
        BREAK = "break", _("break")

    meeting = models.ForeignKey("meetings.Meeting", models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("item"), max_length=200)
    minutes = models.PositiveSmallIntegerField(_("minutes"), validators=[MaxValueValidator(600)])
    step = models.CharField(_("step"), max_length=8, choices=Step, default=Step.OPEN)
    lead = models.CharField(_("who leads"), max_length=120, blank=True)
    method = models.CharField(_("method"), max_length=600, blank=True)
    materials = models.CharField(_("materials"), max_length=300, blank=True)
    outcome = models.CharField(_("outcome"), max_length=200, blank=True)
    fallback = models.CharField(_("if time is short"), max_length=200, blank=True)
    plan = models.TextField(
        _("notes for those who run it"),
        max_length=2000,
        blank=True,
        help_text=_("In the private plan only: who does what, who to ring, what to watch."),
    )
    is_standing = models.BooleanField(
        _("comes back at every meeting"),
        default=False,
        help_text=_("It is proposed again when the next agenda is made."),
    )
    topic = models.ForeignKey(
        Topic, models.SET_NULL, null=True, blank=True, related_name="agenda_items"
    )

    # As it went in the room: see Running.
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    added_minutes = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title

    @property
    def is_on(self):
        return self.started_at is not None and self.ended_at is None

    def move(self, *, up):
        """Change places with the item before it, or after it."""
        with transaction.atomic():
            order = list(self.meeting.items.values_list("pk", flat=True))
            here = order.index(self.pk)
            there = here - 1 if up else here + 1
            if 0 <= there < len(order):
                order[here], order[there] = order[there], order[here]
                self.meeting.reorder(order)


@dataclass(frozen=True)
class TimedItem:
    """An item with the wall-clock times at which it begins and ends, where the network is."""

    item: AgendaItem
    starts: datetime
    ends: datetime


def minutes_by_step(order):
    """Minutes of each step, and of the whole from the start on.

    What is “before we start” and yet stands later counts to the whole, as it does to the times.
    """
    minutes, total, has_begun = {}, 0, False
    for timed in order:
        step = timed.item.step
        has_begun = has_begun or step != AgendaItem.Step.BEFORE
        if has_begun:
            total += timed.item.minutes
        if has_begun == (step != AgendaItem.Step.BEFORE):
            minutes[step] = minutes.get(step, 0) + timed.item.minutes
    return minutes, total


class MethodCard(models.Model):
    """A way of working that a network wrote down for itself. Those that come with Tightrope are no rows."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="method_cards")
    name = models.CharField(_("name"), max_length=80)
    purpose = models.CharField(_("what it is for"), max_length=200)
    steps = models.TextField(_("steps"), max_length=2000, help_text=_("One a line."))
    group_size = models.CharField(_("group size"), max_length=60, blank=True)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=15, validators=[MaxValueValidator(600)]
    )
    materials = models.CharField(_("materials"), max_length=200, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                models.functions.Lower("name"), "network", name="card_names_differ_in_a_network"
            )
        ]

    def __str__(self):
        return self.name
