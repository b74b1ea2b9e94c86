from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Citable, Cycle


class TopicQuerySet(models.QuerySet):
    def on_longlist(self):
        # See also Topic.is_on_longlist
        return self.filter(left_off_at=None)

    def left_off(self):
        return self.exclude(left_off_at=None)


class Topic(models.Model):
    """Something the network could meet about: a question, and prompts that lead from talk to action."""

    class Origin(models.TextChoices):
        PARTICIPANT = "participant", _("a participant’s words, kept")
        REWORDED = "reworded", _("a participant’s idea, reworded")
        JOINED = "joined", _("joined from several")
        SUPPORTED = "supported", _("the coordinator, with support in the answers")
        COORDINATOR = "coordinator", _("the coordinator alone")
        REQUIRED = "required", _("required by the funder")

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="topics")
    code = models.CharField(max_length=12)
    title = models.CharField(_("title"), max_length=120)
    question = models.CharField(
        _("framing question"),
        max_length=300,
        blank=True,
        help_text=_("What the table will work on."),
    )
    open_up = models.CharField(_("prompt to open up"), max_length=300, blank=True)
    narrow_down = models.CharField(_("prompt to narrow down"), max_length=300, blank=True)
    commit = models.CharField(_("prompt to commit"), max_length=300, blank=True)
    evidence = models.TextField(
        _("what it rests on"), blank=True, help_text=_("Answers, notes or readings, one a line.")
    )
    origin = models.CharField(
        _("where it came from"), max_length=12, choices=Origin, default=Origin.COORDINATOR
    )
    position = models.PositiveSmallIntegerField(default=1)
    made_at = models.DateTimeField(default=timezone.now)
    left_off_at = models.DateTimeField(null=True, blank=True)
    left_off_reason = models.CharField(_("why it is not on the list"), max_length=300, blank=True)

    citable = models.OneToOneField(Citable, models.SET_NULL, null=True, related_name="topic")

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "code"], name="topic_codes_differ_in_a_cycle"),
            models.UniqueConstraint(
                models.functions.Lower("title"), "cycle", name="topic_titles_differ_in_a_cycle"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_on_longlist(self):
        # See also TopicQuerySet.on_longlist()
        return self.left_off_at is None

    @property
    def began_with_coordinator(self):
        return self.origin in {self.Origin.COORDINATOR, self.Origin.SUPPORTED, self.Origin.REQUIRED}

    @property
    def prompts(self):
        return [prompt for prompt in (self.open_up, self.narrow_down, self.commit) if prompt]

    @classmethod
    def list_on(cls, cycle, *, title, code="", at=None, **fields):
        """Put a topic at the end of a cycle's longlist."""
        taken = set(cycle.topics.values_list("code", flat=True))
        code = code or next(f"T{n}" for n in range(1, len(taken) + 2) if f"T{n}" not in taken)
        return cls.objects.create(
            cycle=cycle,
            code=code,
            title=title,
            position=len(taken) + 1,
            made_at=at or timezone.now(),
            **fields,
        )

    def leave_off(self, *, reason, at=None):
        self.left_off_at, self.left_off_reason = at or timezone.now(), reason
        self.save(update_fields=["left_off_at", "left_off_reason"])

    def put_back(self):
        self.left_off_at, self.left_off_reason = None, ""
        self.save(update_fields=["left_off_at", "left_off_reason"])
