"""Group statements: what a group too small to be counted says together, in its own words."""

import secrets

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Citable, Cycle, Person, User


def new_key():
    return secrets.token_hex(8)


class GroupStatement(models.Model):
    """Words that a small group agreed on. Nobody reads them until each of the group has agreed."""

    class Audience(models.TextChoices):
        MEMBERS = "members", _("members of the network")
        PUBLIC = "public", _("anybody")

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="statements")
    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    who = models.CharField(
        _("who speaks"), max_length=120, help_text=_("For example: people with lived experience.")
    )
    text = models.TextField(_("what they say"), max_length=600)
    audience = models.CharField(
        _("who may read it"), max_length=12, choices=Audience, default=Audience.MEMBERS
    )
    # Raised when the words change: whoever agreed to others is asked again.
    wording = models.PositiveSmallIntegerField(default=1)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    citable = models.OneToOneField(Citable, models.SET_NULL, null=True, related_name="statement")

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self):
        return self.who


class StatementMember(models.Model):
    """One of the group, and what they said of the words."""

    statement = models.ForeignKey(GroupStatement, models.CASCADE, related_name="members")
    # Kept without the person when they are erased: a voice that is gone cannot agree.
    person = models.ForeignKey(
        Person, models.SET_NULL, null=True, related_name="statement_memberships"
    )
    agreed_to = models.PositiveSmallIntegerField(null=True, blank=True)  # which wording
    agreed_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    said = models.CharField(_("what should it say instead?"), max_length=600, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "person"], name="a_person_speaks_once_in_a_group"
            )
        ]
