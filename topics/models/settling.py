"""After the count: what the votes left open is settled as agreed, and everyone is shown the result."""

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CannotSettle(Exception):
    """Says in a sentence why nothing was settled."""


class Settling:
    @property
    def is_released(self):
        return self.released_at is not None

    @property
    def open_places(self):
        """Places for which topics are level, and nobody has decided yet."""
        if not self.is_counted or self.settled or not self.result["undecided"]:
            return 0
        return self.places - len(self.result["chosen"])

    @property
    def chosen_codes(self):
        """Codes of the topics that go forward: by the votes, and then by what settled a tie."""
        if not self.is_counted:
            return []
        return self.result["chosen"] + (self.settled["chosen"] if self.settled else [])

    def chosen_topics(self):
        """The topics that go forward, most votes first. Queries."""
        order = self.chosen_codes
        return sorted(
            self.cycle.topics.filter(code__in=order), key=lambda topic: order.index(topic.code)
        )

    def settle(self, codes, *, how, by="", reason="", at=None):
        """Fill the open places with `codes`, by a run-off or by the person who was named for it."""
        codes = list(dict.fromkeys(codes))
        if not self.open_places:
            raise CannotSettle(_("There is nothing left to settle."))
        if not set(codes) <= set(self.result["undecided"]) or len(codes) != self.open_places:
            raise CannotSettle(
                _("Choose %(n)d of the topics that are level.") % {"n": self.open_places}
            )
        self.settled = {
            "how": how,
            "chosen": codes,
            "by": by,
            "reason": reason,
            "at": (at or timezone.now()).isoformat(),
        }
        # Once: of two who decide at the same moment the first is right.
        if not type(self).objects.filter(pk=self.pk, settled=None).update(settled=self.settled):
            self.refresh_from_db(fields=["settled"])
            raise CannotSettle(_("It has been settled already."))

    def release(self, *, at=None):
        """Let everyone see the result by their link."""
        self.released_at = self.released_at or at or timezone.now()
        self.save(update_fields=["released_at"])

    @classmethod
    def to_release(cls, at):
        """Counted votes whose day of release has come."""
        waiting = cls.objects.filter(released_at=None, releases_at__lte=at).exclude(result=None)
        return waiting.order_by(F("releases_at"))
