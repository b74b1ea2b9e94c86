"""The account of who steered a cycle, as its coordinator publishes it, and what people say to it."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Cycle, Person, User

from .commenting import Moderating
from .meetings import Meeting


class Hat(models.Model):
    """As what somebody who convenes or pays was in a meeting. One person can wear several."""

    class Kind(models.TextChoices):
        FACILITATOR = "facilitator", _("as facilitator: led how we worked")
        EXPERT = "expert", _("as expert: brought what they know")
        FUNDER = "funder", _("for the funder")
        MEMBER = "member", _("as a member, with a view of their own")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="hats")
    who = models.CharField(_("who"), max_length=120)
    kind = models.CharField(_("as what"), max_length=12, choices=Kind)
    minutes = models.PositiveSmallIntegerField(_("for how many minutes"), null=True, blank=True)
    note = models.CharField(_("a word about it"), max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["meeting__number", "who", "pk"]

    def __str__(self):
        return f"{self.who} {self.get_kind_display()}"


class Revisit(models.Model):
    """The doubt looked at again, some months later: would we begin as openly once more?"""

    class Answer(models.TextChoices):
        YES = "yes", _("yes, we would begin as openly again")
        PARTLY = "partly", _("partly")
        NO = "no", _("no, we would begin with direction")
        DO_NOT_KNOW = "do_not_know", _("we do not know")

    MONTHS = (3, 6)

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="revisits")
    months = models.PositiveSmallIntegerField()
    answer = models.CharField(_("would we?"), max_length=12, choices=Answer)
    because = models.CharField(_("because"), max_length=1000, blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["months"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "months"], name="a_cycle_is_looked_at_once_after_so_many_months"
            )
        ]


class AccountText(models.Model):
    """What the coordinator says beside the records of one section. It never takes their place."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="account_texts")
    section = models.CharField(max_length=16)
    text = models.TextField(_("in your words"), max_length=3000, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["section"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "section"], name="a_section_has_one_text")
        ]

    @classmethod
    def of_cycle(cls, cycle):
        """{section: what she says beside it}. One query."""
        return dict(cls.objects.filter(cycle=cycle).values_list("section", "text"))


class VersionQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(taken_down_at=None)

    def for_members(self):
        return self.standing().filter(audience__in=AccountVersion.FOR_MEMBERS)

    def for_anybody(self):
        return self.standing().filter(audience=AccountVersion.Audience.PUBLIC)


class AccountVersion(models.Model):
    """The account of a cycle as it was published on a day: its words never change after that.

    Taken down, it is shown to nobody but those who edit; that it was there, by whom and why it went, stays.
    """

    class Audience(models.TextChoices):
        CONVENORS = "convenors", _("the convenors")
        MEMBERS = "members", _("members of the network")
        PUBLIC = "public", _("anybody")

    FOR_MEMBERS = ["members", "public"]

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="account_versions")
    number = models.PositiveSmallIntegerField()
    audience = models.CharField(_("who may read it"), max_length=10, choices=Audience)
    author = models.CharField(_("who says this"), max_length=120)
    role = models.CharField(_("as what"), max_length=120)
    employer = models.CharField(_("employed by"), max_length=120)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    taken_down_at = models.DateTimeField(null=True, blank=True)
    taken_down_because = models.CharField(_("because"), max_length=300, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["-cycle__number", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "number"], name="versions_of_an_account_are_numbered_once"
            )
        ]

    @classmethod
    def publish(cls, cycle, *, content, digest, at=None, by=None, **said):
        """A new version. Two at once get two numbers."""
        with transaction.atomic():
            Cycle.objects.select_for_update().get(pk=cycle.pk)
            number = cls.objects.filter(cycle=cycle).count() + 1
            return cls.objects.create(
                cycle=cycle,
                number=number,
                content=content,
                digest=digest,
                published_at=at or timezone.now(),
                published_by=by,
                **said,
            )

    def take_down(self, because, *, at=None):
        self.taken_down_at, self.taken_down_because = at or timezone.now(), because
        self.save(update_fields=["taken_down_at", "taken_down_because"])


class CommentQuerySet(models.QuerySet):
    def readable(self):
        """What everybody who may read the account reads."""
        return self.filter(state=Comment.State.APPROVED, withdrawn_at=None)

    def waiting(self):
        return self.filter(state=Comment.State.HELD, withdrawn_at=None)

    def with_all(self):
        return self.select_related("person__partner", "by", "version").prefetch_related("steps__by")


class Comment(Moderating, models.Model):
    """What somebody says to a published account. Nobody but its author changes its words.

    It waits until somebody who edits has read it: only for what could harm somebody is it not shown.
    """

    class State(models.TextChoices):
        HELD = "held", _("waits to be read")
        ASKED = "asked", _("its author is asked to change it")
        APPROVED = "approved", _("shown")
        DECLINED = "declined", _("not shown")

    class Naming(models.TextChoices):
        NAMED = "named", _("with my name")
        SECTOR = "sector", _("with the kind of organisation I come from")
        NOT_NAMED = "not_named", _("without my name")

    class Harm(models.TextChoices):
        """The only grounds on which words are not shown as they are. That somebody disagrees is none."""

        IDENTIFIES = "identifies", _("it could tell who somebody is")
        CONFIDENTIAL = "confidential", _("it says what was told in confidence")
        ACCUSES = "accuses", _("it accuses a person who cannot answer here")
        ABUSIVE = "abusive", _("it insults or threatens somebody")
        AT_RISK = "at_risk", _("it says that somebody is in danger, and has gone to the named lead")
        NOT_ABOUT_IT = "not_about_it", _("it is an advertisement, or was sent twice")

    version = models.ForeignKey(AccountVersion, models.CASCADE, related_name="comments")
    # Whoever sent it by their link; or, for a reply, whoever signed in and wrote it.
    person = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="account_comments"
    )
    by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    answers = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="replies"
    )
    naming = models.CharField(
        _("How should it be signed?"), max_length=10, choices=Naming, default=Naming.NOT_NAMED
    )
    text = models.TextField(_("what you want to say"), max_length=2000)
    state = models.CharField(max_length=8, choices=State, default=State.HELD)
    harm = models.CharField(max_length=14, choices=Harm, blank=True)
    # [[from, to), …] of the characters that were taken out, each shown as a mark.
    taken_out = models.JSONField(default=list)
    sent_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["sent_at", "pk"]


class CommentStep(models.Model):
    """What was done with a comment, by whom and why. Only added to; its author reads it."""

    class Did(models.TextChoices):
        SENT = "sent", _("sent")
        APPROVED = "approved", _("shown as it is")
        ASKED = "asked", _("sent back to its author, to be changed")
        EDITED = "edited", _("changed by its author")
        TAKEN_OUT = "taken_out", _("shown, with words taken out")
        DECLINED = "declined", _("not shown")
        APPEALED = "appealed", _("asked to be looked at again")
        WITHDRAWN = "withdrawn", _("taken back by its author")

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="steps")
    did = models.CharField(max_length=10, choices=Did)
    harm = models.CharField(max_length=14, choices=Comment.Harm, blank=True)
    why = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
