"""Typing in an answer for the person whose it is, who knows and agrees."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models import Person, User


class CannotTypeIn(Exception):
    """The person has written there herself, or somebody else types it in, or it is handed in."""


class Way(models.TextChoices):
    """How an answer came that somebody else typed in."""

    PHONE = "phone", _("by phone")
    PAPER = "paper", _("on paper")
    TOGETHER = "together", _("sitting together")


@dataclass(frozen=True)
class Help:
    """Who types in an answer for somebody: a user, or a person whom the register names as her helper.

    `way` is how the answer came; it is empty until it was said, and nothing can be typed in before that.
    """

    user: User | None = None
    helper: Person | None = None
    way: str = ""

    @property
    def name(self):
        return str(self.user or self.helper)

    @property
    def mark(self):
        """What each answer carries that was typed in like this, so that it is told from her own."""
        return f"user:{self.user.pk}" if self.user else f"person:{self.helper.pk}"

    def has_begun(self, response):
        """Whether some of this response was typed in by this same one."""
        if response is None:
            return False
        began = bool(response.way) and (response.typed_by_id, response.helped_by_id) == (
            self.user and self.user.pk,
            self.helper and self.helper.pk,
        )
        return began or any(entry.get("typed") == self.mark for entry in response.answers.values())

    def may_open(self, response):
        """Whether all that stands in this response may be shown to whoever types it in.

        Nobody is shown views that a person wrote herself, and a user none that were handed in. A partner's
        figures are known to the coordinator, so a user may go on with what the partner began.
        """
        if response is None or (self.user and response.partner_id is not None):
            return True
        if self.user and response.submitted_at is not None:
            return False
        is_all_typed = all(entry.get("typed") == self.mark for entry in response.answers.values())
        return is_all_typed and self.has_begun(response)
