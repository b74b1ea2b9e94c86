"""After the count: what the votes left open is settled as agreed, and everyone is shown the result."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Cycle

RUNOFF, DECISION = "runoff", "chair"
RUNOFF_BY_LOT = "runoff_by_lot"  # a second vote that was level again


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

    def runoff_held(self):
        """The second vote on what this one left level, if there is one. Queries."""
        return type(self).objects.filter(runoff_of=self).select_related("activity").first()

    def ways_to_settle(self, runoff=None):
        """How the open places may be filled now, by the rule that stood before the vote: a run-off, a
        decision, both or neither. `runoff` is the one held already. Where the rule itself left places open
        (all level were too many; breadth was level too), whoever coordinates chooses between the two."""
        if not self.open_places or (runoff is not None and not runoff.is_counted):
            return []
        if self.tie_rule == self.TieRule.CHAIR or runoff is not None:
            return [DECISION]
        return [RUNOFF] if self.tie_rule == self.TieRule.RUNOFF else [RUNOFF, DECISION]

    @classmethod
    def draft_runoff(cls, vote):
        """A second vote between the topics that are level, held as the first was. Once: two presses queue."""
        with transaction.atomic():
            Cycle.objects.select_for_update().get(pk=vote.cycle_id)
            vote.refresh_from_db(fields=["settled"])
            if RUNOFF not in vote.ways_to_settle(vote.runoff_held()):
                raise CannotSettle(_("There is no second vote to open here."))
            same = ["mode", "weights", "voters", "band_sectors"]
            return cls.draft(
                vote.cycle,
                runoff_of=vote,
                question=str(_("These topics are level. Which should we meet about?")),
                topic_codes=vote.result["undecided"],
                places=vote.open_places,
                picks=vote.open_places,
                tie_rule=cls.TieRule.LOT,
                quorum=min(vote.quorum, len(vote.electorate())),
                method_reason=str(_("The first vote left them level at the last place.")),
                **{name: getattr(vote, name) for name in same},
            )

    def decide(self, codes, *, by, reason, at=None):
        """One named person fills the open places, and says why. It is never told as a result of votes."""
        with transaction.atomic():
            Cycle.objects.select_for_update().get(
                pk=self.cycle_id
            )  # a run-off that opens queues here
            self.refresh_from_db(fields=["settled"])
            if DECISION not in self.ways_to_settle(self.runoff_held()):
                raise CannotSettle(
                    _("Nobody decides this by themselves: it was agreed otherwise, or is settled.")
                )
            if self.tie_rule == self.TieRule.CHAIR:
                by = self.chair  # the one who was named before anybody voted
            if not (by.strip() and reason.strip()):
                raise CannotSettle(_("Say who decided, and why. Members see both."))
            self.settle(codes, how=DECISION, by=by.strip(), reason=reason.strip(), at=at)

    def settle(self, codes, *, how, by="", reason="", at=None):
        """Fill the open places with `codes`, by a run-off or by the person who was named for it."""
        codes = list(dict.fromkeys(codes))
        if not self.open_places:
            raise CannotSettle(_("There is nothing left to settle."))
        if not set(codes) <= set(self.result["undecided"]) or len(codes) != self.open_places:
            raise CannotSettle(
                _("Choose %(n)d of the topics that are level.") % {"n": self.open_places}
            )
        settled = {
            "how": how,
            "chosen": codes,
            "by": by,
            "reason": reason,
            "at": (at or timezone.now()).isoformat(),
        }
        # Once: of two who decide at the same moment the first is right.
        waiting = type(self).objects.filter(pk=self.pk, settled__isnull=True)
        if not waiting.update(settled=settled):
            self.refresh_from_db(fields=["settled"])
            raise CannotSettle(_("It has been settled already."))
        self.settled = settled

    def settle_the_first(self, *, at=None):
        """Of a run-off that has just been counted: fill the places it was held for, if it came out clear,
        and let its own result be seen where that of the first vote is. Within the close."""
        if self.runoff_of_id is None:
            return
        first = type(self).objects.select_for_update().get(pk=self.runoff_of_id)
        if first.open_places and len(self.result["chosen"]) == first.open_places:
            how = RUNOFF_BY_LOT if self.result["how"] == "lot" else RUNOFF
            first.settle(self.result["chosen"], how=how, at=at)
        if first.is_released:
            self.release(at=at)

    def release(self, *, at=None):
        """Let everyone see the result by their link, with that of its run-off. Once, and never before it
        is counted; answers whether it was this call that did so."""
        at = at or timezone.now()
        counted = type(self).objects.filter(result__isnull=False, released_at=None)
        did = bool(counted.filter(pk=self.pk).update(released_at=at))
        # Only then: a run-off that closes meanwhile sees that the first is released, or is found here.
        counted.filter(runoff_of=self.pk).update(released_at=at)
        self.refresh_from_db(fields=["released_at"])
        return did

    @classmethod
    def to_release(cls, at):
        """Counted votes whose day of release has come."""
        return cls.objects.filter(
            released_at=None, releases_at__lte=at, result__isnull=False
        ).order_by(F("releases_at"))
