"""Group statements: what a group too small to be counted says together, in its own words."""

import secrets

from django.db import models, transaction
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Citable, Cycle, Person, User

FEWEST = 2  # voices: one alone would be a quote


def new_key():
    return secrets.token_hex(8)


class NotTheseWords(Exception):
    """The words, or the group, have changed since the page was opened."""


class StatementQuerySet(models.QuerySet):
    def published(self):
        return self.exclude(published_at=None).filter(withdrawn_at=None)

    def once_published(self):
        return self.exclude(published_at=None)

    def waiting_for(self, person):
        """What this person was asked to say with others, and can still change or take back."""
        cycles = Cycle.objects.filter(network=person.network_id).order_by("-number")
        asked = Q(cycle=cycles.values("pk")[:1], asked_at__isnull=False)
        return self.filter(asked | Q(published_at__isnull=False), members__person=person)

    def with_tallies(self):
        """Each with how many are of the group, agreed to these words, and are not here any more."""
        gone = Q(members__person=None) | Q(members__person__left_at__isnull=False)
        return self.annotate(
            n_members=Count("members"),
            n_agreed=Count("members", filter=Q(members__agreed_to=F("wording"))),
            n_gone=Count("members", filter=gone),
        )

    def agreed_by_all(self):
        """What can be published, and is not."""
        return self.filter(Q(published_at=None) | Q(withdrawn_at__isnull=False)).filter(
            pk__in=self.with_tallies()
            .filter(n_gone=0, n_members__gte=FEWEST, n_agreed=F("n_members"))
            .values("pk")
        )


class GroupStatement(models.Model):
    """Words that a small group agreed on. Nobody reads them until each of the group has agreed."""

    class Audience(models.TextChoices):
        MEMBERS = "members", _("members of the network")
        PUBLIC = "public", _("anybody")

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="statements")
    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    who = models.CharField(
        _("who speaks"), max_length=120, help_text=_("For example: people with lived experience.")
    )
    text = models.TextField(_("what they say"), max_length=600)
    audience = models.CharField(
        _("who may read it"), max_length=12, choices=Audience, default=Audience.MEMBERS
    )
    # Raised when the words change: whoever agreed to others is asked again.
    wording = models.PositiveSmallIntegerField(default=1)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    citable = models.OneToOneField(Citable, models.SET_NULL, null=True, related_name="statement")

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self):
        return self.who

    @classmethod
    def begin(cls, cycle, *, who, text, audience, people, by=None, at=None):
        """Begin a statement of at least two people. They are not asked yet. Pressed twice, it begins once."""
        with transaction.atomic():
            Cycle.objects.select_for_update().get(pk=cycle.pk)
            alike = cycle.statements.filter(who=who, text=text, audience=audience, asked_at=None)
            for one in alike:
                if set(one.members.values_list("person", flat=True)) == {p.pk for p in people}:
                    return one
            statement = cls.objects.create(
                cycle=cycle,
                who=who,
                text=text,
                audience=audience,
                made_by=by,
                made_at=at or timezone.now(),
            )
            statement.members.bulk_create(
                StatementMember(statement=statement, person=person) for person in people
            )
        return statement

    @property
    def is_published(self):
        # See also StatementQuerySet.published()
        return self.published_at is not None and self.withdrawn_at is None

    @property
    def can_change(self):
        """What was once published is what they agreed to: other words are another statement."""
        return self.published_at is None

    @property
    def can_publish(self):
        """Of one found with its tallies."""
        # See also StatementQuerySet.agreed_by_all()
        return (
            not self.is_published and self.n_gone == 0 and self.n_agreed == self.n_members >= FEWEST
        )

    def change(self, *, seen, who, text, audience, people):
        """Other words, another group or other readers: whoever agreed, agreed to something else.

        Returns whether anything changed. Whoever has left is of the group no more. Raises NotTheseWords if
        somebody changed it since wording `seen`, or it was published.
        """
        with transaction.atomic():
            self._lock(seen)
            if not self.can_change:
                raise NotTheseWords
            of_group = set(self.members.values_list("person", flat=True))
            wanted = {person.pk for person in people}
            before = (self.who, self.text, self.audience, of_group)
            if before == (who, text, audience, wanted):
                return False
            self.who, self.text, self.audience = who, text, audience
            self.wording, self.asked_at = self.wording + 1, None
            self.save()
            self.members.exclude(person__in=wanted).delete()
            self.members.update(declined_at=None, said="")
            self.members.bulk_create(
                StatementMember(statement=self, person=person)
                for person in people
                if person.pk not in of_group
            )
        return True

    def publish(self, *, seen, at=None):
        """Let others read the words. False unless each of the group has agreed to this very wording."""
        with transaction.atomic():
            try:
                self._lock(seen)
            except NotTheseWords:
                return False
            if not type(self).objects.filter(pk=self.pk).agreed_by_all().exists():
                return False
            self.published_at, self.withdrawn_at = at or timezone.now(), None
            self.save(update_fields=["published_at", "withdrawn_at"])
        return True

    def withdraw(self, *, at=None):
        """From now on nobody reads it: a note stands where it stood."""
        with transaction.atomic():
            self._lock()
            if self.is_published:
                self.withdrawn_at = at or timezone.now()
                self.save(update_fields=["withdrawn_at"])

    def throw_away(self):
        """Of what was never published. False if it was."""
        with transaction.atomic():
            self._lock()
            return self.can_change and bool(self.delete())

    def _lock(self, seen=None):
        """Whoever agrees, changes or publishes at once queues here, and each sees what the other did."""
        if type(self).objects.select_for_update().filter(pk=self.pk).first() is None:
            raise NotTheseWords  # thrown away meanwhile
        self.refresh_from_db()
        if seen is not None and seen != self.wording:
            raise NotTheseWords


class StatementMember(models.Model):
    """One of the group, and what they said of the words."""

    statement = models.ForeignKey(GroupStatement, models.CASCADE, related_name="members")
    # Kept without the person when they are erased: a voice that is gone cannot agree.
    person = models.ForeignKey(
        Person, models.SET_NULL, null=True, related_name="statement_memberships"
    )
    agreed_to = models.PositiveSmallIntegerField(null=True, blank=True)  # which wording
    agreed_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    said = models.CharField(_("what should it say instead?"), max_length=600, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "person"], name="a_person_speaks_once_in_a_group"
            )
        ]

    @property
    def has_agreed(self):
        return self.agreed_to == self.statement.wording

    @property
    def has_spoken(self):
        return self.has_agreed or self.declined_at is not None or bool(self.said)

    def agree(self, *, seen, at=None):
        """Raises NotTheseWords if others stand there now."""
        at = at or timezone.now()
        self._say(seen, at, agreed_to=seen, agreed_at=at)

    def suggest(self, words, *, seen, at=None):
        self._say(seen, at, said=words)

    def decline(self, *, seen, at=None):
        at = at or timezone.now()
        self._say(seen, at, declined_at=at)

    def take_back(self, *, at=None):
        """As if nothing had been said. Whatever the wording is by now."""
        self._say(None, at)

    def _say(self, seen, at, *, agreed_to=None, agreed_at=None, declined_at=None, said=""):
        """Anything but a yes to these words ends their being published."""
        with transaction.atomic():
            self.statement._lock(seen)
            if (
                not type(self).objects.filter(pk=self.pk).exists()
            ):  # taken out of the group meanwhile
                raise NotTheseWords
            self.agreed_to, self.agreed_at = agreed_to, agreed_at
            self.declined_at, self.said = declined_at, said
            self.save(update_fields=["agreed_to", "agreed_at", "declined_at", "said"])
            if not self.has_agreed:
                self.statement.withdraw(at=at)
