"""Who asked whom to lead: mandates, their renewals, and the signals that may mean one."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Cycle, Network, User

from .meetings import Meeting


class MandateQuerySet(models.QuerySet):
    def standing(self):
        """Without those that were recorded by mistake."""
        return self.filter(mistaken_at=None)

    def newest_first(self):
        return self.order_by("-given_on", "-pk")

    def with_all(self):
        """With what their standing on a day is read from: four queries, whatever their number."""
        return self.select_related("meeting", "recorded_by").prefetch_related(
            "renewals", "network__cycles"
        )


class Mandate(models.Model):
    """That members asked somebody to lead: for what, within what limits, and until when."""

    class How(models.TextChoices):
        SPOKEN = "spoken", _("spoken, and nobody objected")
        HANDS = "hands", _("a show of hands")
        POLL = "poll", _("a poll")
        FEEDBACK = "feedback", _("in the feedback")
        WRITTEN = "written", _("in writing")
        APPOINTED = "appointed", _("by whoever pays or convenes")

    network = models.ForeignKey(Network, models.CASCADE, related_name="mandates")
    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="mandates")
    meeting = models.ForeignKey(
        Meeting,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="mandates_given",
        verbose_name=_("at which meeting"),
    )
    asked_by = models.CharField(_("who asked"), max_length=200)
    how = models.CharField(_("how"), max_length=10, choices=How)
    in_favour = models.PositiveSmallIntegerField(_("how many asked"), null=True, blank=True)
    out_of = models.PositiveSmallIntegerField(_("of how many"), null=True, blank=True)
    more = models.CharField(_("more about how"), max_length=300, blank=True)
    purpose = models.CharField(_("to do what"), max_length=300)
    limits = models.CharField(_("and not to do what"), max_length=300, blank=True)
    given_on = models.DateField(_("when"))
    lapses_on = models.DateField(
        _("lapses at the end of"),
        null=True,
        blank=True,
        help_text=_("After that day it holds no more, unless it is renewed."),
    )
    lapses_with = models.CharField(
        _("lapses with"),
        max_length=120,
        blank=True,
        help_text=_("“End of meeting 2”, for example."),
    )
    # How it was told back to those who gave it, and what they put right. One correction a line.
    read_back_at = models.DateTimeField(null=True, blank=True)
    corrections = models.TextField(
        _("corrections that came back"), max_length=2000, blank=True, help_text=_("One a line.")
    )
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    # Recorded by mistake: it stays for those who edit, and is out of sight of members.
    mistaken_at = models.DateTimeField(null=True, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        ordering = ["given_on", "pk"]

    def __str__(self):
        return self.purpose

    @property
    def put_right(self):
        """What those who gave it put right, one by one."""
        return [line.strip() for line in self.corrections.splitlines() if line.strip()]

    def mark_mistaken(self, *, at=None):
        self.mistaken_at = at or timezone.now()
        self.save(update_fields=["mistaken_at"])

    def unmark(self):
        self.mistaken_at = None
        self.save(update_fields=["mistaken_at"])

    def was_read_back(self, *, at=None):
        """Once: False if it was already."""
        at = at or timezone.now()
        unread = type(self).objects.filter(pk=self.pk, read_back_at=None)
        return bool(unread.update(read_back_at=at))


class MandateRenewal(models.Model):
    """What members said when they were asked whether a mandate should hold on."""

    mandate = models.ForeignKey(Mandate, models.CASCADE, related_name="renewals")
    meeting = models.ForeignKey(
        Meeting, models.SET_NULL, null=True, blank=True, related_name="renewals"
    )
    asked_on = models.DateField(_("when"))
    yes = models.PositiveSmallIntegerField(_("yes"))
    not_sure = models.PositiveSmallIntegerField(_("not sure"), default=0)
    no = models.PositiveSmallIntegerField(_("no"), default=0)
    is_renewed = models.BooleanField(_("it holds on"))
    lapses_on = models.DateField(_("until the end of"), null=True, blank=True)
    note = models.CharField(_("what was said"), max_length=300, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    mistaken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_on", "pk"]

    @property
    def asked(self):
        """How many were asked: those who said something."""
        return self.yes + self.not_sure + self.no


class SignalQuerySet(models.QuerySet):
    def unreviewed(self):
        return self.filter(reviewed_at=None)

    def older_than(self, moment):
        return self.filter(at__lt=moment)


class Signal(models.Model):
    """A sign that somebody may be asking the coordinator to lead, caught when it comes."""

    class Outcome(models.TextChoices):
        MANDATE = "mandate", _("It became a mandate")
        NOTED = "noted", _("We noted it")
        ASKED = "asked", _("We asked what they meant")
        NOTHING = "nothing", _("We did nothing about it")

    network = models.ForeignKey(Network, models.CASCADE, related_name="signals")
    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="signals")
    text = models.CharField(_("what was said or done"), max_length=300)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    outcome = models.CharField(_("what became of it"), max_length=8, choices=Outcome, blank=True)
    outcome_note = models.CharField(_("a word about it"), max_length=300, blank=True)
    mandate = models.ForeignKey(
        Mandate, models.SET_NULL, null=True, blank=True, related_name="signals"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    objects = SignalQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return self.text

    def settle(self, outcome, *, note="", mandate=None, by=None, at=None):
        """Say what became of it. Said again, the last word holds."""
        self.outcome, self.outcome_note, self.mandate = outcome, note, mandate
        self.reviewed_at, self.reviewed_by = at or timezone.now(), by
        self.save(
            update_fields=["outcome", "outcome_note", "mandate", "reviewed_at", "reviewed_by"]
        )
