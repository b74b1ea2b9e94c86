"""A cycle, what people are asked for in it, and the ledger of who was asked and what became of it."""

from django.db import models, transaction
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .networks import Network, User
from .register import Person, Sector

# A person, or in the ledger's line of somebody who was erased, that line.
_WHO = Coalesce("person_id", -models.F("pk"))


class Cycle(models.Model):
    """One round of Listen, Gather, Frame, Meet and Act."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="cycles")
    number = models.PositiveSmallIntegerField()
    started_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["network", "number"], name="cycles_are_numbered_once")
        ]

    def __str__(self):
        return str(_("Cycle %(number)d") % {"number": self.number})

    def heard_by_sector(self):
        """(sector, answered, asked, share) of who gave views. Headcounts may be shown, so that absence
        stays visible. One query."""
        asked = Invitation.objects.filter(activity__cycle=self, activity__kind=Activity.Kind.VIEWS)
        rows = asked.values_list("person__partner__sector").annotate(
            # A person asked twice is one person; somebody who was since erased still counts.
            answered=models.Count(_WHO, distinct=True, filter=models.Q(submitted_at__isnull=False)),
            asked=models.Count(_WHO, distinct=True),
        )
        labels = dict(Sector.choices)
        return [
            (str(labels.get(sector, _("For themselves"))), answered, n, answered / n)
            for sector, answered, n in sorted(rows, key=lambda row: row[0] or "")
        ]


class ActivityQuerySet(models.QuerySet):
    def opened(self):
        return self.exclude(opened_at=None)

    def open(self, at):
        # See also Activity.is_open
        return (
            self.opened()
            .filter(closed_at=None)
            .filter(models.Q(closes_at=None) | models.Q(closes_at__gt=at))
        )

    def due_to_close(self, at):
        return self.opened().filter(closed_at=None, closes_at__lte=at)


class Activity(models.Model):
    """Something people are asked to do between two moments: give views or figures, vote, give feedback."""

    class Kind(models.TextChoices):
        VIEWS = "views", _("Views")
        FIGURES = "figures", _("Figures")
        VOTE = "vote", _("Vote")
        FEEDBACK = "feedback", _("Feedback")

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="activities")
    kind = models.CharField(max_length=12, choices=Kind)
    opened_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "activities"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_at=None) | ~models.Q(opened_at=None),
                name="only_what_was_opened_is_closed",
            )
        ]

    @property
    def is_opened(self):
        return self.opened_at is not None

    def is_open(self, at=None):
        # See also ActivityQuerySet.open()
        at = at or timezone.now()
        return (
            self.opened_at is not None
            and self.closed_at is None
            and (self.closes_at is None or at < self.closes_at)
        )

    def is_over(self, at=None):
        return self.is_opened and not self.is_open(at)

    def open(self, *, closes_at, at=None):
        self.opened_at, self.closes_at = at or timezone.now(), closes_at
        self.save(update_fields=["opened_at", "closes_at"])

    def close(self, *, at=None):
        """Close once; a second call changes nothing and answers False."""
        at = at or timezone.now()
        changed = type(self).objects.filter(pk=self.pk, closed_at=None).update(closed_at=at)
        self.closed_at = self.closed_at or at
        return bool(changed)

    def invite(self, people, *, by=None, at=None):
        """Put each of `people` on the ledger, once. Returns their invitations."""
        at = at or timezone.now()
        with transaction.atomic():
            known = set(self.invitations.values_list("person_id", flat=True))
            new = Invitation.objects.bulk_create(
                Invitation(activity=self, person=person)
                for person in people
                if person.pk not in known
            )
            InvitationEvent.objects.bulk_create(
                InvitationEvent(
                    invitation=invitation, kind=InvitationEvent.Kind.DRAFTED, at=at, by=by
                )
                for invitation in new
            )
        return self.invitations.filter(person__in=people)


class InvitationQuerySet(models.QuerySet):
    def finished(self):
        return self.exclude(submitted_at=None)

    def unfinished(self):
        return self.filter(submitted_at=None, declined_at=None)


class Invitation(models.Model):
    """That a person was asked to do something. Never deleted: it is the N of every “n of N”."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="invitations")
    person = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="invitations"
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["activity", "person"], name="a_person_is_asked_once")
        ]

    def note(self, kind, *, at=None, by=None, text=""):
        """Write `kind` into the ledger, and its first time beside the person."""
        at = at or timezone.now()
        moment = InvitationEvent.Kind(kind).column
        with transaction.atomic():
            self.events.create(kind=kind, at=at, by=by, text=text)
            if moment and getattr(self, moment) is None:
                setattr(self, moment, at)
                self.save(update_fields=[moment])


class InvitationEvent(models.Model):
    """A line of the ledger. Only ever added to."""

    class Kind(models.TextChoices):
        DRAFTED = "drafted", _("drafted")
        SENT = "sent", _("sent")
        FAILED = "failed", _("could not be sent")
        STARTED = "started", _("started")
        SUBMITTED = "submitted", _("submitted")
        DECLINED = "declined", _("declined")

        @property
        def column(self):
            return {
                "sent": "sent_at",
                "started": "started_at",
                "submitted": "submitted_at",
                "declined": "declined_at",
            }.get(self.value)

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="events")
    kind = models.CharField(max_length=12, choices=Kind)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    text = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["at", "pk"]
