"""What the network could meet about, in the words it has now and in those it had before."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Citable, Cycle, User

from .listing import Listing

WORDING = ["title", "question", "open_up", "narrow_down", "commit", "in_scope", "out_of_scope"]


class TopicQuerySet(models.QuerySet):
    def on_longlist(self):
        # See also Topic.is_on_longlist
        return self.filter(left_off_at=None)

    def left_off(self):
        """Taken off, each for its own reason; not those that became part of another."""
        return self.exclude(left_off_at=None).filter(joined_into=None)

    def joined(self):
        return self.exclude(joined_into=None)


class Topic(Listing, models.Model):
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
    in_scope = models.CharField(
        _("what is in"), max_length=300, blank=True, help_text=_("What a table may decide here.")
    )
    out_of_scope = models.CharField(
        _("what is out"),
        max_length=300,
        blank=True,
        help_text=_("What belongs elsewhere, so that nobody is led to expect it."),
    )
    evidence = models.TextField(
        _("what else it rests on"), blank=True, help_text=_("What stands nowhere here, one a line.")
    )
    origin = models.CharField(
        _("where it came from"), max_length=12, choices=Origin, default=Origin.COORDINATOR
    )
    origin_note = models.CharField(
        _("more about where it came from"),
        max_length=200,
        blank=True,
        help_text=_("For example: option 3 of question A3."),
    )
    follows_funder = models.BooleanField(
        _("it follows the funder’s framework"),
        default=False,
        help_text=_("Somebody who pays wants it, or it is worded as they word it."),
    )
    position = models.PositiveSmallIntegerField(default=1)
    made_at = models.DateTimeField(default=timezone.now)
    left_off_at = models.DateTimeField(null=True, blank=True)
    left_off_reason = models.CharField(_("why it is not on the list"), max_length=300, blank=True)
    comes_back = models.CharField(_("how it comes back"), max_length=300, blank=True)
    # The topic it became a part of; its own words and author stay.
    joined_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="parts"
    )
    # Joined from several that all began with the coordinator: no joining makes them the members’.
    joined_from_own = models.BooleanField(default=False)

    citable = models.OneToOneField(Citable, models.SET_NULL, null=True, related_name="topic")

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "code"], name="topic_codes_differ_in_a_cycle"),
            # A whole may be called as one of its parts was.
            models.UniqueConstraint(
                models.functions.Lower("title"),
                "cycle",
                condition=models.Q(joined_into=None),
                name="topic_titles_differ_in_a_cycle",
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
        if self.origin == self.Origin.JOINED:
            return self.joined_from_own
        return self.origin in {self.Origin.COORDINATOR, self.Origin.SUPPORTED, self.Origin.REQUIRED}

    @property
    def whole(self):
        """The topic that it is a part of now; itself, unless it was joined."""
        topic = self
        while topic.joined_into is not None:
            topic = topic.joined_into
        return topic

    @property
    def prompts(self):
        return [prompt for prompt in (self.open_up, self.narrow_down, self.commit) if prompt]

    @property
    def wording(self):
        """{field: words}, as they stand now."""
        return {field: getattr(self, field) for field in WORDING}

    @classmethod
    def list_on(cls, cycle, *, title, code="", by=None, at=None, **fields):
        """Put a topic at the end of a cycle's longlist."""
        with transaction.atomic():
            Cycle.objects.select_for_update().get(pk=cycle.pk)  # two new topics have two codes
            taken = set(cycle.topics.values_list("code", flat=True))
            code = code or next(f"T{n}" for n in range(1, len(taken) + 2) if f"T{n}" not in taken)
            topic = cls.objects.create(
                cycle=cycle,
                code=code,
                title=title,
                position=len(taken) + 1,
                made_at=at or timezone.now(),
                **fields,
            )
            topic.keep_wording(by=by, at=at)
        return topic

    def keep_wording(self, *, by=None, at=None):
        """Add the words it has now to its history, unless they are those of before."""
        last = self.wordings.last()
        if last is None or last.words != self.wording:
            self.wordings.create(words=self.wording, by=by, at=at or timezone.now())


class TopicWording(models.Model):
    """The words a topic had from one moment to the next. Only added to."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="wordings")
    words = models.JSONField()
    by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
