"""Actions: who will do what by when, and who will help."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Citable, Cycle, Network, Person, User
from topics.models import Topic

from .acting import Acting
from .helping import Helped
from .meetings import Meeting


class ActionQuerySet(models.QuerySet):
    def standing(self):
        """Without those that were taken back."""
        return self.filter(taken_back_at=None)

    def open(self):
        # See also Action.is_open
        return self.filter(finished_at=None)

    def overdue(self, on):
        # See also Action.is_overdue
        return self.open().filter(due__lt=on)

    def finished(self):
        return self.exclude(finished_at=None)

    def with_last_word(self):
        """Each with `said_at` and `said`, its last report, and `moved_at`, when anything of it changed."""
        updates = ActionUpdate.objects.filter(action=models.OuterRef("pk"))
        reports = updates.filter(change="")
        return self.annotate(
            said_at=models.Subquery(reports.values("at")[:1]),
            said=models.Subquery(reports.values("note")[:1]),
            moved_at=models.functions.Coalesce(
                models.Subquery(updates.values("at")[:1]), "recorded_at"
            ),
        )

    def with_people(self):
        return self.select_related("owner", "topic", "meeting").prefetch_related("supports__person")


class StandingActions(models.Manager.from_queryset(ActionQuerySet)):
    """What was taken back is nowhere, but where it can be put back."""

    def get_queryset(self):
        return super().get_queryset().standing()


class Action(Acting, Helped, models.Model):
    """Something somebody agreed to do. Nobody owns one by having written it down."""

    class Status(models.TextChoices):
        NOT_STARTED = "not_started", _("not started")
        ON_TRACK = "on_track", _("on track")
        NEEDS_HELP = "needs_help", _("needs help")
        STUCK = "stuck", _("stuck")
        DONE = "done", _("done")
        STOPPED = "stopped", _("stopped")

    FINISHED = {Status.DONE, Status.STOPPED}

    network = models.ForeignKey(Network, models.CASCADE, related_name="actions")
    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="actions")
    meeting = models.ForeignKey(
        Meeting, models.SET_NULL, null=True, blank=True, related_name="actions"
    )
    topic = models.ForeignKey(Topic, models.SET_NULL, null=True, blank=True, related_name="actions")
    what = models.CharField(_("what"), max_length=300)
    first_step = models.CharField(_("first small step"), max_length=200, blank=True)
    owner = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="actions_owned",
        verbose_name=_("who will hold it"),
    )
    due = models.DateField(_("by when"), null=True, blank=True)
    done_when = models.CharField(_("done when"), max_length=200, blank=True)
    status = models.CharField(
        _("how it is going"), max_length=12, choices=Status, default=Status.NOT_STARTED
    )
    finished_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True)
    # Dots on a wall and raised hands, counted by whoever runs the room; kept apart from offers of help.
    energy_by_hand = models.PositiveSmallIntegerField(_("dots on the wall"), default=0)
    # Given by the page that caught it, so that sending the same line again makes no second action.
    client_key = models.CharField(max_length=32, blank=True)
    citable = models.OneToOneField(Citable, models.SET_NULL, null=True, related_name="action")

    objects = StandingActions()
    all_recorded = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["due", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    finished_at=None, status__in=["not_started", "on_track", "needs_help", "stuck"]
                )
                | models.Q(finished_at__isnull=False, status__in=["done", "stopped"]),
                name="what_is_finished_has_a_time",
            ),
            models.UniqueConstraint(
                fields=["meeting", "client_key"],
                condition=~models.Q(client_key=""),
                name="an_action_is_caught_once",
            ),
        ]

    def __str__(self):
        return self.what

    @property
    def is_open(self):
        # See also ActionQuerySet.open()
        return self.finished_at is None

    def is_overdue(self, on):
        # See also ActionQuerySet.overdue()
        return self.is_open and self.due is not None and self.due < on

    def days_overdue(self, on):
        return (on - self.due).days if self.is_overdue(on) else 0

    @classmethod
    def record(cls, cycle, *, what, by=None, at=None, **fields):
        return cls.objects.create(
            network=cycle.network,
            cycle=cycle,
            what=what,
            recorded_by=by,
            recorded_at=at or timezone.now(),
            **fields,
        )


class ActionUpdate(models.Model):
    """How an action was said to be going, and by whom; or what was changed of it."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="updates")
    status = models.CharField(max_length=12, choices=Action.Status)
    note = models.CharField(max_length=300, blank=True)
    change = models.CharField(max_length=2000, blank=True)  # “By when: 3 June, now 10 June”
    at = models.DateTimeField()
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]

    def says_the_same(self, said):
        """Whether saying that now would add nothing to this."""
        mine = {name: getattr(self, name) for name in said} | {"note": said["note"] and self.note}
        return not self.change and mine == said


class Support(models.Model):
    """An offer to help with an action, and with what."""

    class Kind(models.TextChoices):
        TIME = "time", _("time")
        EXPERTISE = "expertise", _("expertise")
        DATA = "data", _("data")
        PERMISSION = "permission", _("permission")
        VENUE = "venue", _("a venue")
        INTRODUCTIONS = "introductions", _("introductions")
        LIVED_EXPERIENCE = "lived_experience", _("lived experience")

    action = models.ForeignKey(Action, models.CASCADE, related_name="supports")
    person = models.ForeignKey(Person, models.CASCADE, related_name="supports")
    kind = models.CharField(_("what can you offer?"), max_length=16, choices=Kind)
    at = models.DateTimeField()
    # Who typed it in from paper, or as a host was told.
    typed_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "person", "kind"], name="help_is_offered_once"
            )
        ]


class Energy(models.Model):
    """That an action excites somebody. It promises nothing, and who it was is shown to nobody."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="energies")
    person = models.ForeignKey(Person, models.CASCADE, related_name="energies")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["action", "person"], name="energy_is_shown_once")
        ]
