"""What somebody wants and expects of a vote, written down before it and locked; and limits said openly."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network import words
from network.models import Access, Cycle, User
from topics import seal_letters, seals

from .stances import CannotSeal, code_of, listed_in, plain, require_forecast, require_stances


class StillSealed(Exception):
    """Its day has not come, and whoever asks is not its author."""


@dataclass(frozen=True)
class Opened:
    """A seal that was opened: its exact text, what that says, and its digest as reckoned just now.

    A log that prints it, as templates do at their most talkative, prints no word of it.
    """

    text: str = field(repr=False)
    said: dict = field(repr=False)
    digest: str
    is_as_kept: bool  # the digest kept beside it is the same


class SealQuerySet(models.QuerySet):
    def of_network(self, network):
        """With what a page says of each, in one query."""
        found = self.filter(cycle__network=network).select_related("author", "cycle")
        return found.order_by("-cycle__number", "pk")


class Seal(models.Model):
    """Stances and a forecast, encrypted under a key that is not in the database. Never changed by anyone.

    A trigger of the database refuses an update. The digest that the convenors were sent shows a forced one.
    """

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="seals")
    author = models.ForeignKey(User, models.PROTECT, related_name="seals")
    # A second one covers only what was listed after the first.
    number = models.PositiveSmallIntegerField(default=1)
    sealed_at = models.DateTimeField()
    opens_at = models.DateTimeField(_("opens"))
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    # Codes of what it speaks of, so that it can be seen what has no stance yet. What it says is in `content`.
    covers = models.JSONField(default=list)

    objects = SealQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "author", "number"], name="seals_are_numbered")
        ]

    code_of = staticmethod(code_of)

    @classmethod
    def sheet(cls, cycle, author):
        """What this author has sealed no stance on yet: the longlist first. Queries, constant in number."""
        sealed = cls.objects.filter(cycle=cycle, author=author).values_list("covers", flat=True)
        covered = {code for codes in sealed for code in codes}
        return [one for one in listed_in(cycle) if one.code not in covered]

    @classmethod
    def is_too_late(cls, cycle):
        return cycle.votes.opened().exists()

    @classmethod
    def seal(cls, cycle, author, stances, *, opens_at, forecast=(), openly=(), at=None):
        """Seal a stance on everything listed that this author has sealed none on, and write its digest to the
        convenors. Raises CannotSeal, and keeps nothing.

        `stances` is {code: (stance, reason, why it is not declared openly)}; `forecast` has the codes of the
        topics the author expects to be chosen; `openly` those that she declares openly she cannot be part of.
        """
        at = at or timezone.now()
        with transaction.atomic():
            Cycle.objects.select_for_update().get(pk=cycle.pk)  # as a vote does that opens
            sheet = {one.code: one for one in cls.sheet(cycle, author)}
            number = cls.objects.filter(cycle=cycle, author=author).count() + 1
            cls._require_moment(cycle, opens_at, at)
            require_stances(sheet, stances, openly)
            require_forecast(cycle, sheet, forecast, number)
            for code in openly:
                DeclaredLimit.declare(
                    cycle, author, what=sheet[code].title, reason=stances[code][1], at=at
                )
            seal = cls(cycle=cycle, author=author, number=number, sealed_at=at, opens_at=opens_at)
            seal._shut(sheet, stances, forecast)
            seal_letters.tell(seal, at=at)
        return seal

    @classmethod
    def _require_moment(cls, cycle, opens_at, at):
        if not cycle.topics.on_longlist().exists():
            raise CannotSeal(_("Nothing is on the longlist yet."))
        if cls.is_too_late(cycle):
            raise CannotSeal(
                _("The vote has opened. Stances are sealed before it, so this came too late.")
            )
        if words.date_of(opens_at, cycle.network) <= words.date_of(at, cycle.network):
            raise CannotSeal(_("Choose a day after today. Until then nobody else can read it."))

    def _shut(self, sheet, stances, forecast):
        network = self.cycle.network
        access = Access.objects.filter(network=network, user=self.author).first()
        text = seals.text_of(
            {
                "network": network.name,
                "cycle": self.cycle.number,
                "number": self.number,
                "author": self.author.name,
                "role": access.role if access else "",
                "sealed_at": _in_utc(self.sealed_at),
                "opens_at": _in_utc(self.opens_at),
                "stances": [
                    plain(one, *stances[code]) for code, one in sheet.items() if code in stances
                ],
                "forecast": list(forecast),
            }
        )
        try:
            self.content = seals.shut(text)
        except seals.CannotOpen as trouble:
            raise CannotSeal(str(trouble)) from None
        self.digest, self.covers = seals.digest_of_text(text), list(sheet)
        self.save(force_insert=True)

    @property
    def digest_in_blocks(self):
        return seals.in_blocks(self.digest)

    def is_open(self, at=None):
        return (at or timezone.now()) >= self.opens_at

    def opened(self, *, by=None, at=None):
        """What it says: to its author at any time, to everyone from its day on.

        Raises StillSealed before, and CannotOpen with a sentence if it cannot be read.
        """
        at = at or timezone.now()
        is_own = by is not None and by.pk == self.author_id
        if not is_own and not self.is_open(at):
            raise StillSealed
        text = seals.open_up(self.content)
        said = seals.said_in(text)
        # The row may have been rewritten to open earlier than was sealed.
        if not is_own and said["opens_at"] > _in_utc(at):
            raise seals.CannotOpen(
                _(
                    "The day kept beside it is not the day that was sealed in it. It stays shut until then."
                )
            )
        digest = seals.digest_of_text(text)
        same_day = said["opens_at"] == _in_utc(self.opens_at)
        return Opened(text, said, digest, is_as_kept=digest == self.digest and same_day)


def _in_utc(moment: datetime):
    return moment.astimezone(UTC).isoformat(timespec="seconds")


class DeclaredLimitQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(withdrawn_at=None)


class DeclaredLimit(models.Model):
    """Something its author could not be part of, said openly before the vote."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="declared_limits")
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    what = models.CharField(_("what I could not be part of"), max_length=300)
    reason = models.CharField(_("why"), max_length=300)
    declared_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = DeclaredLimitQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    @classmethod
    def declare(cls, cycle, author, *, what, reason, at=None):
        """Tell members what its author could not be part of. Said twice, it stands once."""
        same = cls.objects.standing().filter(cycle=cycle, author=author, what=what, reason=reason)
        with transaction.atomic():
            Cycle.objects.select_for_update().get(pk=cycle.pk)
            return same.first() or cls.objects.create(
                cycle=cycle,
                author=author,
                what=what,
                reason=reason,
                declared_at=at or timezone.now(),
            )

    def withdraw(self, *, at=None):
        """It binds its author no more. That it was said stays on record."""
        self.withdrawn_at = self.withdrawn_at or at or timezone.now()
        self.save(update_fields=["withdrawn_at"])
