"""What is written down as the work happens, so that anybody can see later who pointed it where."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.contributions import Stage

from .cycles import Cycle
from .networks import Network, User

STAGES = [(str(stage), stage.label) for stage in Stage]


class Influence(models.TextChoices):
    """What members are promised: from being told to deciding. Each is said as a promise."""

    INFORMED = "informed", _("We tell you what we decided")
    CONSULTED = "consulted", _("You advise, we decide")
    INVOLVED = "involved", _("We propose, you choose")
    TOGETHER = "together", _("We decide together")
    YOURS = "yours", _("You decide")


class Declaration(models.Model):
    """What those who pay and employ the coordinator want, as she said it on a day. The newest holds."""

    SAID = ("funder", "employer", "aims", "limits", "would_end")

    network = models.ForeignKey(Network, models.CASCADE, related_name="declarations")
    funder = models.CharField(_("who pays the coordinator"), max_length=120, blank=True)
    employer = models.CharField(
        _("who employs the coordinator"),
        max_length=120,
        blank=True,
        help_text=_("Often another organisation than the one that pays."),
    )
    aims = models.TextField(
        _("what they want of it"),
        max_length=1000,
        blank=True,
        help_text=_("In their words if you have them: what would please them most?"),
    )
    limits = models.TextField(
        _("what they will not pay for, or be part of"), max_length=1000, blank=True
    )
    would_end = models.TextField(_("what would end their involvement"), max_length=1000, blank=True)
    said_at = models.DateTimeField(default=timezone.now)
    said_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-said_at", "-pk"]
        get_latest_by = ["said_at", "pk"]

    def __str__(self):
        return self.funder or self.employer or str(_("Nobody"))

    @classmethod
    def standing(cls, network):
        """The one that holds, or None."""
        return cls.objects.filter(network=network).first()

    @classmethod
    def declare(cls, network, *, by=None, at=None, **said):
        """Say it from now on. Said again in the same words, nothing is added; what stood before is kept."""
        now = cls.standing(network)
        if now is not None and all(getattr(now, name) == said.get(name, "") for name in cls.SAID):
            return now
        network.funder = said.get("funder", "")
        network.save(update_fields=["funder"])
        return cls.objects.create(network=network, said_at=at or timezone.now(), said_by=by, **said)


class RecordQuerySet(models.QuerySet):
    def standing(self):
        """Without those that were written down by mistake."""
        return self.filter(mistaken_at=None)


class Record(models.Model):
    """Something written down about one stage of a cycle. By mistake: it stays, out of sight of members."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="%(class)s_records")
    stage = models.CharField(_("stage"), max_length=8, choices=STAGES)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    mistaken_at = models.DateTimeField(null=True, blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-at", "-pk"]

    def mark_mistaken(self, *, at=None):
        self.mistaken_at = at or timezone.now()
        self.save(update_fields=["mistaken_at"])

    def unmark(self):
        self.mistaken_at = None
        self.save(update_fields=["mistaken_at"])


class Leaning(Record):
    """How the coordinator goes into a stage, and what she promises: open, proposing, or deciding."""

    class Stance(models.TextChoices):
        OPEN = "open", _("Open: I bring no proposal")
        PROPOSING = "proposing", _("Proposing: I bring something, and you can change it")
        DECIDING = "deciding", _("Deciding: it is settled, and I say why")

    stance = models.CharField(_("how I go into it"), max_length=10, choices=Stance)
    influence = models.CharField(_("what I promise"), max_length=10, choices=Influence, blank=True)
    note = models.CharField(_("a word about it"), max_length=300, blank=True)

    class Meta(Record.Meta):
        abstract = False

    def __str__(self):
        return str(self.get_stance_display())

    @classmethod
    def by_stage(cls, cycle):
        """{stage: [leanings, the newest first]}. The first of each holds; one query."""
        found = {stage: [] for stage in Stage}
        for one in cls.objects.standing().filter(cycle=cycle).select_related("by"):
            found[Stage(one.stage)].append(one)
        return found


class ShapingOffer(Record):
    """An offer to members to shape something before it goes out, and what became of it."""

    class When(models.TextChoices):
        OFFICE = "office", _("in office hours")
        OUTSIDE = "outside", _("in the evening or at a weekend")
        ANY = "any", _("at any time, by themselves")

    what = models.CharField(
        _("what was offered"),
        max_length=200,
        help_text=_("“Join a 45-minute call to shape the form”, for example."),
    )
    offered_on = models.DateField(_("when it was offered"))
    offered_to = models.PositiveSmallIntegerField(_("to how many"))
    minutes = models.PositiveSmallIntegerField(_("minutes it takes"), null=True, blank=True)
    when = models.CharField(_("when it could be done"), max_length=8, choices=When, blank=True)
    taken_up = models.PositiveSmallIntegerField(_("took it up"), default=0)
    could_not = models.PositiveSmallIntegerField(_("said they could not"), null=True, blank=True)
    because = models.CharField(
        _("why they could not"), max_length=300, blank=True, help_text=_("“No time”, for example.")
    )
    changed = models.CharField(_("what changed because of it"), max_length=300, blank=True)
    note = models.CharField(_("a word about it"), max_length=300, blank=True)

    class Meta(Record.Meta):
        abstract = False
        ordering = ["offered_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(taken_up__lte=models.F("offered_to")),
                name="no_more_take_up_an_offer_than_were_offered_it",
            )
        ]

    def __str__(self):
        return self.what

    @property
    def no_reply(self):
        """How many said nothing; None where it was not counted who could not."""
        if self.could_not is None:
            return None
        return max(0, self.offered_to - self.taken_up - self.could_not)


class Push(Record):
    """Small things in how something was set up that may have pushed people one way. Ticked in two minutes."""

    class Way(models.TextChoices):
        ORDER = "order", _("The order of options or topics")
        WORDING = "wording", _("How something was worded")
        EXAMPLES = "examples", _("The examples that were given")
        DEFAULTS = "defaults", _("What was filled in or chosen beforehand")
        OPENING = "opening", _("What was shown or said first")
        SEATING = "seating", _("Who sat where, or with whom")
        FIRST = "first", _("Who spoke first")
        INVITED = "invited", _("Who was asked, and how")
        FOLLOW_UP = "follow_up", _("The wording of a follow-up")

    ways = models.JSONField(default=list)
    note = models.CharField(_("what, and which way it may have pushed"), max_length=500, blank=True)

    class Meta(Record.Meta):
        abstract = False
        verbose_name_plural = "pushes"

    def __str__(self):
        return ", ".join(str(label) for label in self.labels)

    @property
    def labels(self):
        known = dict(self.Way.choices)
        return [known[way] for way in self.ways if way in known]
