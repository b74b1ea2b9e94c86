"""The pages of a part."""

from django.db import models, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _


class Section(models.Model):
    """A page of a part."""

    part = models.ForeignKey("proforma.Part", models.CASCADE, related_name="sections")
    title = models.CharField(_("heading"), max_length=160, blank=True)
    intro = models.TextField(_("a word before the questions"), blank=True, max_length=1000)
    position = models.PositiveSmallIntegerField(default=1)
    kept = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title

    def next_position(self):
        return (self.questions.aggregate(last=Max("position"))["last"] or 0) + 1

    def move(self, *, up):
        """Change places with the page before it, or after it."""
        order = list(self.part.sections.all())
        here = order.index(self)
        there = here - 1 if up else here + 1
        if 0 <= there < len(order):
            order[here], order[there] = order[there], order[here]
            for position, section in enumerate(order, start=1):
                section.position = position
            Section.objects.bulk_update(order, ["position"])

    def remove(self):
        """Take the page of a draft away; its questions join those of the page before it, or of the next."""
        sections = list(self.part.sections.all())
        if len(sections) < 2 or self.part.activity.is_opened:
            return
        here = sections.index(self)
        home = sections[here - 1 if here else 1]
        pair = (home, self) if here else (self, home)
        order = [
            pk for section in pair for pk in section.questions.in_use().values_list("pk", flat=True)
        ]
        with transaction.atomic():
            self.questions.update(section=home)
            self.part.reorder([(home.pk, order)])
            self.delete()
