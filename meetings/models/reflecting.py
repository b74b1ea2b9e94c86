"""What key partners thought, what the coordinator wrote for herself, and what people decided from it all."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Cycle, Network, Person, User

from .meetings import Meeting


class KeyPerson(models.Model):
    """Somebody whose opinion of the network weighs more than most. Seen only by those who may edit."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="key_entry")
    why = models.CharField(_("why"), max_length=200, blank=True)

    class Meta:
        ordering = ["person__name"]


class VerdictQuerySet(models.QuerySet):
    def for_staff(self, network):
        """All of them to those who may edit; to others who sign in what members may read."""
        return self if "edit" in network.may else self.for_members()

    def for_members(self):
        return self.filter(use__in=Verdict.FOR_MEMBERS)


class Verdict(models.Model):
    """What somebody thought of a meeting, put in our words, and what they agreed may be done with it."""

    class Use(models.TextChoices):
        COORDINATOR = "coordinator", _("the coordinator only")
        MEMBERS_UNNAMED = "members", _("members may read it, without the name")
        MEMBERS_NAMED = "members_named", _("members may read it, with the name")
        PUBLIC_UNNAMED = "public", _("anybody may read it, without the name")
        PUBLIC_NAMED = "public_named", _("anybody may read it, with the name")

    FOR_MEMBERS = ["members", "members_named", "public", "public_named"]
    NAMED = {"members_named", "public_named"}

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="verdicts")
    person = models.ForeignKey(
        Person, models.SET_NULL, null=True, related_name="verdicts", verbose_name=_("who")
    )
    paraphrase = models.CharField(_("what they think, in our words"), max_length=300)
    heard = models.CharField(
        _("how we heard it"),
        max_length=200,
        blank=True,
        help_text=_("On the way out, by email, when we rang."),
    )
    use = models.CharField(
        _("what they agreed to"), max_length=14, choices=Use, default=Use.COORDINATOR
    )
    agreed_on = models.DateField(_("when they agreed"), null=True, blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    objects = VerdictQuerySet.as_manager()

    class Meta:
        ordering = ["meeting__number", "at", "pk"]

    def __str__(self):
        return self.paraphrase

    @property
    def is_named(self):
        return self.use in self.NAMED


class JournalQuerySet(models.QuerySet):
    def written(self):
        return self.exclude(text="")

    def due(self, on):
        """Questions that its author wanted to be asked again by this day."""
        return self.filter(text="", due_on__lte=on)

    def read_by(self, user, network):
        """One's own; and what was written for somebody who may, like this user, seal stances."""
        mine = models.Q(author=user)
        shared = models.Q(audience__in=JournalEntry.FOR_MEMBERS)
        if "seal" in network.may:
            shared |= models.Q(audience="convenors")
        return self.filter(mine | (shared & ~models.Q(text="")), network=network)

    def for_members(self):
        return self.written().filter(audience__in=JournalEntry.FOR_MEMBERS)

    def for_anybody(self):
        return self.written().filter(audience=JournalEntry.Audience.PUBLIC)


class JournalEntry(models.Model):
    """What somebody who convenes wrote down. Its author only reads it, unless she chose others as well."""

    class Audience(models.TextChoices):
        ME = "me", _("me")
        CONVENORS = "convenors", _("the convenors")
        MEMBERS = "members", _("members")
        PUBLIC = "public", _("anybody")

    FOR_MEMBERS = ["members", "public"]

    network = models.ForeignKey(Network, models.CASCADE, related_name="journal")
    author = models.ForeignKey(User, models.CASCADE, related_name="journal")
    meeting = models.ForeignKey(
        Meeting,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="journal",
        verbose_name=_("about which meeting"),
    )
    prompt = models.CharField(_("the question"), max_length=200, blank=True)
    text = models.TextField(_("what I think"), max_length=10_000, blank=True)
    audience = models.CharField(
        _("who may read it"), max_length=10, choices=Audience, default=Audience.ME
    )
    written_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(null=True, blank=True)
    # A question to be asked again later: it waits without a text until this day.
    due_on = models.DateField(_("ask me again on"), null=True, blank=True)
    # The entry whose question is asked again.
    asked_after = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="asked_again"
    )

    objects = JournalQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "-pk"]
        verbose_name_plural = "journal entries"

    def ask_again(self, on):
        """Put the same question to its author on a later day. Asked twice, it is put once."""
        return type(self).objects.get_or_create(
            asked_after=self,
            due_on=on,
            text="",
            defaults={
                "network": self.network,
                "author": self.author,
                "meeting": self.meeting,
                "prompt": self.prompt or str(_("What do you think of it now?")),
            },
        )[0]

    def earlier(self):
        """What its author wrote before to the same question, the latest first. One query."""
        same = models.Q(pk=self.asked_after_id)
        if self.prompt:
            same |= models.Q(prompt=self.prompt)
        mine = type(self).objects.filter(author=self.author_id, network=self.network_id)
        return mine.written().filter(same).exclude(pk=self.pk)


class Direction(models.Model):
    """Whether to go on exploring or to act, as people decided it. The lights are kept as they stood."""

    class Way(models.TextChoices):
        ACT = "act", _("act")
        EXPLORE = "explore", _("go on exploring")
        BOTH = "both", _("do some of each")

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="directions")
    way = models.CharField(_("we decided to"), max_length=8, choices=Way)
    what = models.CharField(_("namely"), max_length=300)
    because = models.CharField(_("because"), max_length=500)
    disagreed = models.CharField(
        _("and the people who disagreed were"),
        max_length=300,
        help_text=_("Groups or points of view rather than names. “Nobody” is an answer."),
    )
    decided_on = models.DateField(_("when"))
    lights = models.JSONField(default=list)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-decided_on", "-pk"]
