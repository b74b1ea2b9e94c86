"""What a participant says about who should have been asked: somebody else, or a colleague."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .activities import Activity
from .networks import User
from .register import Person


class HandOverQuerySet(models.QuerySet):
    def unsettled(self):
        return self.filter(settled_at=None)

    def gone_astray(self, network):
        """Links that came to somebody else, and were not made anew since."""
        wrong = self.unsettled().filter(is_wrong_person=True, person__network=network)
        return wrong.filter(person__left_at=None).select_related("person")


class HandOver(models.Model):
    """“This is not me”, or “please ask this colleague, whom you do not know yet”.

    It waits for the coordinator: the register is hers to write.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="handovers")
    activity = models.ForeignKey(
        Activity, models.CASCADE, null=True, blank=True, related_name="handovers"
    )
    is_wrong_person = models.BooleanField(default=False)
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("email"), blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = HandOverQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]

    def settle(self, *, by=None, at=None):
        """Take it off the coordinator's list. False if somebody else did."""
        waiting = type(self).objects.unsettled().filter(pk=self.pk)
        return bool(waiting.update(settled_at=at or timezone.now(), settled_by=by))

    @classmethod
    def wrong_person(cls, person, note="", *, at=None):
        """The link came to somebody else: it stops at once, and the coordinator is told."""
        with transaction.atomic():
            person.revoke_link(at=at)
            return cls.objects.create(
                person=person, is_wrong_person=True, note=note, at=at or timezone.now()
            )
