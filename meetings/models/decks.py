"""The deck of a meeting: what the coordinator chose of it, and the versions that she locked."""

import hashlib
from contextlib import contextmanager
from itertools import count

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.deck.arranging import LONGEST_TITLE, family_of, moved
from meetings.deck.outline import Label, Place
from network.models import Citable, Network, User

from .meetings import Meeting

LONGEST_TEXT, LONGEST_NOTES = 2000, 5000


class DeckTemplate(models.Model):
    """A PowerPoint file of the network's own, in whose layouts its decks are made. It never changes."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="deck_templates")
    name = models.CharField(_("name"), max_length=120)
    file = models.BinaryField()
    uploaded_at = models.DateTimeField(default=timezone.now)
    uploaded_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self):
        return self.name

    def retire(self, *, at=None):
        """Offer it no more. Decks that have it keep it."""
        self.retired_at = at or timezone.now()
        self.save(update_fields=["retired_at"])

    def offer_again(self):
        self.retired_at = None
        self.save(update_fields=["retired_at"])


class Deck(models.Model):
    """What was chosen for the deck of a meeting. Everything else in it comes from the records, live."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="deck")
    # Keys of slides in the order she gave them; what is not in it stands where the records put it.
    order = models.JSONField(default=list, blank=True)
    template = models.ForeignKey(
        DeckTemplate, models.SET_NULL, null=True, blank=True, related_name="decks"
    )

    def __str__(self):
        return str(self.meeting)

    @classmethod
    def of(cls, meeting):
        """The deck of a meeting, with its choices; made when first something is chosen."""
        deck, _is_new = cls.objects.get_or_create(meeting=meeting)
        deck.meeting = meeting
        return deck

    def make_in(self, template):
        """From now on it is made in this template, or in ours."""
        self.template = template
        self.save(update_fields=["template"])

    def put_in_order(self, keys):
        """From now on the slides stand in this order."""
        self.order = list(dict.fromkeys(keys))
        self.save(update_fields=["order"])

    @contextmanager
    def in_turn(self):
        """A transaction in which nobody else orders, writes or locks; with the deck as it stands by then."""
        with transaction.atomic():
            yield type(self).objects.select_for_update(no_key=True).get(pk=self.pk)

    def move(self, key, *, past, up, shown):
        """Put a slide right before another, or right after it. See arranging.moved."""
        with self.in_turn() as deck:
            self.put_in_order(moved(deck.order, shown, key, past=past, up=up))

    def choose(self, key, *, quotes_shown=(), **changes):
        """Keep what was chosen for one slide: `place`, `title`, `notes` and the other fields of a choice.

        `quotes_shown` are shown again, also if they were left out on another slide of the same question.
        """
        with transaction.atomic():
            self._show_again(set(quotes_shown), key)
            choice, _is_new = self.choices.select_for_update().get_or_create(deck=self, key=key)
            for name, value in changes.items():
                setattr(choice, name, value)
            choice.save()
        return choice

    def _show_again(self, quotes, key):
        if not (quotes and family_of(key)):
            return
        alike = self.choices.select_for_update().filter(key__startswith=family_of(key))
        for choice in alike.exclude(key=key):
            if quotes & set(choice.without_quotes):
                choice.without_quotes = sorted(set(choice.without_quotes) - quotes)
                choice.save(update_fields=["without_quotes"])

    def write_slide(self, **fields):
        """A slide of her own; it goes on the wall, at the end. Keys of deleted ones are not used again."""
        with self.in_turn() as deck:
            locked = LockedSlide.objects.filter(version__deck=deck).values_list("key", flat=True)
            taken = {*self.choices.values_list("key", flat=True), *locked, *deck.order}
            key = next(key for n in range(1, len(taken) + 2) if (key := f"own:{n}") not in taken)
            return self.choices.create(key=key, is_own=True, **{"place": Place.ROOM} | fields)

    def rewrite(self, key, **fields):
        """Change a slide of her own; False if it was deleted meanwhile."""
        return bool(self.choices.filter(key=key, is_own=True).update(**fields))

    def as_offered(self, key):
        """Forget what was chosen for a slide. One of her own is gone by that."""
        self.choices.filter(key=key).delete()

    def lock(
        self, outline, *, numbers=(), behind=None, because="", template=None, by=None, at=None
    ):
        """Keep the deck as it stands, dated: the next version. `outline` is plain: (about, [slide]);
        `numbers` are those of the slides' pages, from 1 on if there are none."""
        about, slides = outline
        with self.in_turn():
            last = self.versions.aggregate(last=models.Max("number"))["last"] or 0
            version = self.versions.create(
                number=last + 1,
                about=about,
                behind=behind or {},
                template=template,
                because=because,
                locked_at=at or timezone.now(),
                locked_by=by,
            )
            LockedSlide.objects.bulk_create(
                LockedSlide(
                    version=version,
                    number=n,
                    key=content["key"],
                    title=content["title"][:LONGEST_TITLE],
                    content=content,
                )
                for n, content in zip(numbers or count(1), slides, strict=False)
            )
        return version


class SlideChoice(models.Model):
    """What was chosen for one slide; or a slide of her own. What is empty is as the records have it."""

    class OwnKind(models.TextChoices):
        TEXT = "text", _("Text")
        COLUMNS = "columns", _("Two columns")
        SECTION = "section", _("A heading by itself")
        QUOTE = "quote", _("A sentence, large")

    deck = models.ForeignKey(Deck, models.CASCADE, related_name="choices")
    key = models.CharField(max_length=80)
    place = models.CharField(
        max_length=4,
        blank=True,
        choices=[
            (Place.ROOM, _("on the wall")),
            (Place.PACK, _("in the pack only")),
            (Place.OUT, _("left out")),
        ],
    )
    title = models.CharField(_("title"), max_length=LONGEST_TITLE, blank=True)
    # What the records said when she wrote her title: if they say something else since, she is told.
    title_instead_of = models.CharField(max_length=LONGEST_TITLE, blank=True)
    # The same for the chart, table and quotes below it: a digest of them.
    title_over = models.CharField(max_length=16, blank=True)
    body = models.TextField(
        _("text"), max_length=LONGEST_TEXT, blank=True, help_text=_("One point a line.")
    )
    notes = models.TextField(_("notes for whoever speaks"), max_length=LONGEST_NOTES, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    without_chart = models.BooleanField(_("without the chart"), default=False)
    without_quotes = models.JSONField(default=list, blank=True)  # keys of quotes
    is_own = models.BooleanField(default=False)
    kind = models.CharField(_("kind"), max_length=8, choices=OwnKind, default=OwnKind.TEXT)
    label = models.CharField(
        _("it is"),
        max_length=8,
        choices=[
            (Label.FACT, _("a fact")),
            (Label.READING, _("our reading")),
            (Label.PROPOSAL, _("a proposal")),
        ],
        default=Label.READING,
    )
    source = models.CharField(_("source"), max_length=300, blank=True)
    written_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["deck", "key"], name="a_slide_is_chosen_once_in_a_deck")
        ]

    def __str__(self):
        return self.key


class DeckVersion(models.Model):
    """A deck as it was locked on a day. It is exported again as it was, but for what was taken back since."""

    deck = models.ForeignKey(Deck, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    about = models.JSONField()
    # Whose figures, words and names are in it, so that they can leave it: see deck/behind.py.
    behind = models.JSONField(default=dict, blank=True)
    template = models.ForeignKey(
        DeckTemplate, models.RESTRICT, null=True, blank=True, related_name="versions"
    )
    because = models.CharField(_("a word about it"), max_length=200, blank=True)
    locked_at = models.DateTimeField(default=timezone.now)
    locked_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["deck", "number"], name="versions_of_a_deck_are_numbered_once"
            )
        ]

    def __str__(self):
        return str(_("version %(n)d") % {"n": self.number})

    @property
    def digest(self):
        """Two exports with the same are of the same version of the same deck."""
        return hashlib.sha256(f"{self.pk}:{self.locked_at.isoformat()}".encode()).hexdigest()[:12]


class LockedSlide(models.Model):
    """One slide of a version, as it was. Things it cites know by it that they were shown."""

    version = models.ForeignKey(DeckVersion, models.CASCADE, related_name="slides")
    number = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=80)
    title = models.CharField(max_length=LONGEST_TITLE)
    content = models.JSONField()
    citable = models.OneToOneField(Citable, models.SET_NULL, null=True, related_name="locked_slide")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "number"], name="slides_of_a_version_are_numbered_once"
            )
        ]

    def __str__(self):
        return self.title
