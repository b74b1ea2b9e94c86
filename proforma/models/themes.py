"""Themes: what open answers have in common, as whoever read them saw it."""

import unicodedata

from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Citable, Citation, User

from .proformas import Proforma
from .responses import Response


class NameTaken(Exception):
    """Another theme of the pro-forma is called so."""


class CannotMerge(Exception):
    """Both are one, or one of them was merged meanwhile."""


class StillHolds(Exception):
    """Answers were given this theme, or something rests on it."""


class ThemeQuerySet(models.QuerySet):
    def standing(self):
        """Those that are listed: not merged into another."""
        return self.filter(merged_into=None)


class Theme(models.Model):
    """A name for what several answers say. No answer is given one but by a reader.

    What is merged keeps its codings, and counts with the theme it was merged into: so two that saw the same
    answer fall together, and a merger can be taken back without a loss.
    """

    proforma = models.ForeignKey(Proforma, models.CASCADE, related_name="themes")
    name = models.CharField(_("theme"), max_length=80)
    about = models.CharField(_("what belongs to it"), max_length=200, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    # Where its answers went when it was merged; it is listed no more.
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="merged"
    )
    citable = models.OneToOneField(Citable, models.SET_NULL, null=True, related_name="theme")

    objects = ThemeQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                models.functions.Lower("name"),
                "proforma",
                condition=models.Q(merged_into=None),
                name="theme_names_differ_in_a_proforma",
            )
        ]

    def __str__(self):
        return self.name

    @classmethod
    def named(cls, proforma, name, *, about="", by=None, at=None):
        """The theme of this name, and whether it is new. Two readers who make the same one share it."""
        with transaction.atomic():
            _lock(proforma.pk)
            theme = _of_name(proforma.pk, tidy(name))
            if theme is not None:
                return theme, False
            theme = cls.objects.create(
                proforma=proforma,
                name=tidy(name),
                about=tidy(about),
                made_by=by,
                made_at=at or timezone.now(),
            )
        return theme, True

    def rename(self, name, *, about=""):
        """Raises NameTaken."""
        with transaction.atomic():
            _lock(self.proforma_id)
            same = _of_name(self.proforma_id, tidy(name))
            if same is not None and same.pk != self.pk:
                raise NameTaken
            self.name, self.about = tidy(name), tidy(about)
            self.save(update_fields=["name", "about"])

    def merge_into(self, other):
        """Its answers count as the other's from now on, and it is listed no more. Raises CannotMerge."""
        with transaction.atomic():
            _lock(self.proforma_id)
            pair = type(self).objects.filter(proforma=self.proforma_id, pk__in={self.pk, other.pk})
            if pair.standing().count() != 2:  # somebody else merged one meanwhile
                raise CannotMerge
            self.merged_into = other
            self.save(update_fields=["merged_into"])

    def take_back_merger(self):
        """List it again with the answers it came with. Raises NameTaken if another is called so now."""
        with transaction.atomic():
            _lock(self.proforma_id)
            if self.merged_into_id is None:
                return
            if _of_name(self.proforma_id, self.name) is not None:
                raise NameTaken
            self.merged_into = None
            self.save(update_fields=["merged_into"])

    def standing(self):
        """The theme it counts with now: itself, or the one it was merged into. Locks what it passes.

        Raises Theme.DoesNotExist if it was removed meanwhile.
        """
        theme = type(self).objects.select_for_update().get(pk=self.pk)
        while theme.merged_into_id is not None:
            theme = type(self).objects.select_for_update().get(pk=theme.merged_into_id)
        return theme

    def family(self):
        """Its own key and those of all that were merged into it, the later merged first. One query."""
        below = {}
        for pk, into in (
            type(self).objects.filter(proforma=self.proforma_id).values_list("pk", "merged_into")
        ):
            below.setdefault(into, []).append(pk)
        found = [self.pk]
        for pk in found:
            found += below.get(pk, [])
        return found

    def hand_over(self, answers, into, *, by=None, at=None):
        """Give some of its answers to another theme: [(response, code, digest of the words as read)]."""
        with transaction.atomic():
            for response, code, digest in answers:
                Coding.see(response, code, into, digest=digest, by=by, at=at)
                Coding.unsee(response, code, self)

    def remove(self):
        """Delete a theme that no answer was given and nothing rests on. Raises StillHolds."""
        with transaction.atomic():
            _lock(self.proforma_id)
            family = self.family()
            # Whoever gives an answer this theme just now waits, and finds it gone.
            themes = list(type(self).objects.select_for_update().filter(pk__in=family))
            citables = [theme.citable_id for theme in themes if theme.citable_id]
            if (
                Coding.objects.filter(theme__in=family).exists()
                or Citation.objects.filter(target__in=citables).exists()
            ):
                raise StillHolds
            for pk in reversed(family):  # those merged into it first: none is to stand again
                type(self).objects.filter(pk=pk).delete()
            Citable.objects.filter(pk__in=citables).delete()


def tidy(name):
    """As it is kept: one blank between words, and letters with accents in one piece."""
    return unicodedata.normalize("NFC", " ".join(name.split()))


def _lock(proforma_pk):
    """Whoever else names or merges themes of this pro-forma waits."""
    Proforma.objects.select_for_update().get(pk=proforma_pk)


def _of_name(proforma_pk, name):
    """The listed theme that is called so, in whatever capitals; None if there is none.

    SQLite knows the capitals of English alone, and PostgreSQL some that Python does not: both are asked.
    """
    standing = Theme.objects.standing().filter(proforma=proforma_pk)
    same = [theme for theme in standing if theme.name.casefold() == name.casefold()]
    lowered = standing.annotate(lowered=Lower("name"))
    return same[0] if same else lowered.filter(lowered=Lower(models.Value(name))).first()


class Coding(models.Model):
    """That a reader saw a theme in an answer; without a theme, that they read it and saw none."""

    theme = models.ForeignKey(Theme, models.CASCADE, null=True, related_name="codings")
    response = models.ForeignKey(Response, models.CASCADE, related_name="codings")
    code = models.CharField(max_length=12)  # of the question
    # Of the words as they were read: other words are to be read anew.
    digest = models.CharField(max_length=16)
    by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["theme", "response", "code"], name="a_theme_is_seen_once_in_an_answer"
            ),
            models.UniqueConstraint(
                fields=["response", "code"],
                condition=models.Q(theme=None),
                name="an_answer_is_read_without_a_theme_once",
            ),
        ]

    @classmethod
    def see(cls, response, code, theme, *, digest, by=None, at=None):
        """Note that this theme is in the words of this digest. Saying it twice changes nothing.

        Raises Theme.DoesNotExist if the theme was removed meanwhile.
        """
        with transaction.atomic():
            cls.objects.update_or_create(
                theme=theme.standing(),
                response=response,
                code=code,
                defaults={"digest": digest, "by": by, "at": at or timezone.now()},
            )
            cls.objects.filter(theme=None, response=response, code=code).delete()

    @classmethod
    def unsee(cls, response, code, theme):
        """It is not in them after all."""
        cls.objects.filter(theme__in=theme.family(), response=response, code=code).delete()

    @classmethod
    def see_none(cls, response, code, *, digest, by=None, at=None):
        """Note that it was read and has no theme. False, and nothing noted, while it has one.

        Themes that were seen in earlier words of this answer are let go of.
        """
        with transaction.atomic():
            here = cls.objects.filter(response=response, code=code)
            if here.filter(digest=digest).exclude(theme=None).exists():
                return False
            here.exclude(digest=digest).exclude(theme=None).delete()
            cls.objects.update_or_create(
                theme=None,
                response=response,
                code=code,
                defaults={"digest": digest, "by": by, "at": at or timezone.now()},
            )
        return True

    @classmethod
    def unsee_none(cls, response, code):
        cls.objects.filter(theme=None, response=response, code=code).delete()
