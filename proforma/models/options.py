"""What can be chosen, and how questions were worded before."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models import User


class Option(models.Model):
    """Something that can be chosen, or a row of a grid."""

    class Axis(models.TextChoices):
        OPTION = "option", _("option")
        ROW = "row", _("row")

    question = models.ForeignKey("proforma.Question", models.CASCADE, related_name="options")
    axis = models.CharField(max_length=6, choices=Axis, default=Axis.OPTION)
    code = models.CharField(max_length=64)
    text = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=1)
    since = models.PositiveSmallIntegerField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    kept = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "axis", "code"], name="option_codes_differ_in_a_question"
            )
        ]


class Rewording(models.Model):
    """A wording that people were shown, of a question or of a part, and that was changed afterwards."""

    question = models.ForeignKey(
        "proforma.Question", models.CASCADE, null=True, related_name="rewordings"
    )
    part = models.ForeignKey("proforma.Part", models.CASCADE, null=True, related_name="rewordings")
    # question, help, why, "option CODE" or "row CODE"; of a part: title or intro
    what = models.CharField(max_length=80)
    before = models.TextField(blank=True)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(question=None, part__isnull=False)
                | models.Q(question__isnull=False, part=None),
                name="a_rewording_is_of_a_question_or_of_a_part",
            )
        ]

    @property
    def what_it_was(self):
        axis, _space, code = self.what.partition(" ")
        words = {
            "question": _("the question"),
            "help": _("the help"),
            "why": _("why we ask"),
            "option": _("a choice"),
            "row": _("a row"),
            "title": _("a heading"),
            "intro": _("an introduction"),
        }[axis]
        return f"{words} {code}".strip()
