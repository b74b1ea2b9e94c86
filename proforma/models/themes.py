"""Themes: what open answers have in common, as whoever read them saw it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Citable, User

from .proformas import Proforma
from .responses import Response


class Theme(models.Model):
    """A name for what several answers say. No answer is given one but by a reader."""

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
