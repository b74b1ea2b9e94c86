"""The network's own bank: questions its coordinators kept for another time."""

from dataclasses import asdict

from django.db import models
from django.utils import timezone

from network.models import Network, User
from proforma.plain import PlainOption, PlainQuestion

from .copying import question_as_plain


class OwnQuestion(models.Model):
    network = models.ForeignKey(Network, models.CASCADE, related_name="own_questions")
    unit = models.CharField(max_length=8)
    question = models.JSONField()
    kept_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    kept_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-kept_at"]

    @classmethod
    def keep(cls, network, question, *, by=None, at=None):
        """Keep the question as it is worded now; it stands alone, without conditions on others."""
        plain = asdict(question_as_plain(question)) | {"show_if": None, "follows": "", "kept": {}}
        plain["settings"].pop("not_above", None)
        return cls.objects.create(
            network=network,
            unit=question.part.unit,
            question=plain,
            kept_by=by,
            kept_at=at or timezone.now(),
        )

    def as_plain(self):
        fields = dict(self.question)
        for name in ("options", "rows"):
            fields[name] = [PlainOption(**option) for option in fields[name]]
        return PlainQuestion(**fields)
