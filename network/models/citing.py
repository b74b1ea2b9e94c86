"""What can be cited, and what cites it: where a sentence comes from, and what was made of it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .networks import Network, User


class Citable(models.Model):
    """Anything that can stand behind a sentence. What it is belongs to an app further to the right."""

    class Kind(models.TextChoices):
        QUESTION = "question", _("question")
        THEME = "theme", _("theme")
        QUOTE = "quote", _("quote")
        READING = "reading", _("reading")
        NOTE = "note", _("note")
        STATEMENT = "statement", _("group statement")
        INSIGHT = "insight", _("insight")
        TOPIC = "topic", _("topic")
        SLIDE = "slide", _("slide")
        ACTION = "action", _("action")

    network = models.ForeignKey(Network, models.CASCADE, related_name="citables")
    kind = models.CharField(max_length=12, choices=Kind)
    code = models.CharField(max_length=40)

    class Meta:
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "kind", "code"], name="a_thing_is_citable_once"
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.code}"


class Citation(models.Model):
    """That one thing rests on another, came from it, used it, or was joined with it."""

    class Role(models.TextChoices):
        ORIGIN = "origin", _("came from")
        EVIDENCE = "evidence", _("rests on")
        USED = "used", _("uses")
        JOINED = "joined", _("was joined from")

    source = models.ForeignKey(Citable, models.CASCADE, related_name="cites")
    target = models.ForeignKey(Citable, models.CASCADE, related_name="cited_by")
    role = models.CharField(max_length=10, choices=Role, default=Role.EVIDENCE)
    by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "target", "role"], name="a_thing_is_cited_once_in_a_role"
            ),
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")), name="nothing_cites_itself"
            ),
        ]
