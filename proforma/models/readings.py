"""Desk research: what was read, by whose suggestion, and what it says in our own words."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network import citing
from network.models import Citable, Cycle, Network, Person, User

MOST_SUGGESTIONS = 20


class TooManySuggestions(Exception):
    """Says in a sentence that a person has suggested as much as one person can."""


class ReadingQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(set_aside_at=None)

    def set_aside(self):
        return self.exclude(set_aside_at=None)


class Reading(models.Model):
    """One thing that was read. What to read is a framing too: who found it is kept."""

    class Strength(models.TextChoices):
        STRONG = "strong", _("strong: a study or an evaluation")
        SOME = "some", _("some: figures or cases, with gaps")
        LOCAL = "local", _("local notes, from somewhere else")
        FRAMEWORK = "framework", _("a framework: a way of looking")
        VALUES = "values", _("values: what somebody stands for")

    network = models.ForeignKey(Network, models.CASCADE, related_name="readings")
    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="readings")
    number = models.PositiveSmallIntegerField()  # R1, R2 … in its network
    title = models.CharField(_("title"), max_length=200)
    source = models.CharField(_("who wrote or published it"), max_length=200, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    file = models.FileField(_("file"), upload_to="readings/", blank=True)
    file_name = models.CharField(max_length=120, blank=True)
    published = models.CharField(_("when"), max_length=40, blank=True)
    point = models.TextField(_("the point, in our own words"), max_length=600, blank=True)
    # Why it matters, in the words of the member who suggested it.
    because = models.TextField(_("why it matters"), max_length=600, blank=True)
    strength = models.CharField(_("how strong"), max_length=12, choices=Strength, blank=True)
    strength_note = models.CharField(_("why"), max_length=120, blank=True)
    found_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="readings"
    )
    # A member's suggestion; kept when the person is gone, so that the count stays true.
    is_from_member = models.BooleanField(default=False)
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    set_aside_at = models.DateTimeField(null=True, blank=True)
    set_aside_reason = models.CharField(max_length=300, blank=True)
    citable = models.OneToOneField(Citable, models.SET_NULL, null=True, related_name="reading")

    objects = ReadingQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["network", "number"], name="readings_are_numbered_once")
        ]

    def __str__(self):
        return self.title

    @property
    def code(self):
        return f"R{self.number}"

    @classmethod
    def add(cls, network, *, title, by=None, at=None, **fields):
        """Put a reading into the library, numbered after the last. It can be cited from now on."""
        with transaction.atomic():
            # Two who add at once queue here.
            Network.objects.select_for_update(no_key=True).get(pk=network.pk)
            last = network.readings.aggregate(last=models.Max("number"))["last"] or 0
            reading = cls.objects.create(
                network=network,
                cycle=fields.pop("cycle", None) or network.current_cycle(),
                number=last + 1,
                title=title,
                added_at=at or timezone.now(),
                added_by=by,
                is_from_member=fields.get("found_by") is not None,
                **fields,
            )
            citing.citable_of(reading)
        return reading

    @classmethod
    def suggest(cls, person, *, title, url="", at=None, **fields):
        """What a member would have us read; sent twice, it is kept once. Raises TooManySuggestions."""
        network = person.network
        with transaction.atomic():
            Network.objects.select_for_update(no_key=True).get(pk=network.pk)
            theirs = network.readings.filter(found_by=person)
            # With all they said: a reason or a paper that comes later is not thrown away.
            same = theirs.filter(
                title__iexact=title,
                url=url,
                because=fields.get("because", ""),
                file_name=fields.get("file_name", ""),
                set_aside_at=None,
            ).first()
            if same is not None:
                return same
            if theirs.count() >= MOST_SUGGESTIONS:
                raise TooManySuggestions(
                    _("You have suggested %(n)d already. Your coordinator can add more for you.")
                    % {"n": MOST_SUGGESTIONS}
                )
            return cls.add(network, title=title, url=url, found_by=person, at=at, **fields)

    def change(self, *, found_by, **fields):
        """Keep what is known of it now. A member who has gone stays its finder, as long as none is named."""
        with transaction.atomic():
            # As it is kept: a form writes into what it was given before it is saved.
            kept = type(self).objects.select_for_update().get(pk=self.pk)
            old = kept.file.name if "file" in fields else ""
            if found_by is not None or kept.found_by_id is not None:
                self.is_from_member = found_by is not None
            self.found_by = found_by
            for name, value in fields.items():
                setattr(self, name, value)
            self.save(update_fields=[*fields, "found_by", "is_from_member"])
            if old:
                transaction.on_commit(lambda: kept.file.storage.delete(old))

    def set_aside(self, *, reason, at=None):
        """It is used no more, and stays in sight with the reason."""
        self.set_aside_at, self.set_aside_reason = at or timezone.now(), reason
        self.save(update_fields=["set_aside_at", "set_aside_reason"])

    def take_up_again(self):
        self.set_aside_at, self.set_aside_reason = None, ""
        self.save(update_fields=["set_aside_at", "set_aside_reason"])
