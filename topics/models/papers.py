"""Ballot papers: printed for people who vote by hand, typed in by two who do not see each other's entry.

A row says whose paper it is, so it holds neither the code nor any choice: both are kept as what they are
called under the vote's key, which tells whether the same was typed and nothing else.
"""

import secrets
from enum import StrEnum

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network import words
from network.models import Activity, User
from topics import papers

from .ballots import Elector
from .casting import BallotRefused


class PaperRefused(BallotRefused):
    """Says in a sentence why nothing was done with a paper. What was typed before, if anything, stands."""


class Reading(StrEnum):
    """What became of a paper that somebody typed in."""

    FIRST = "first"
    COUNTED = "counted"
    DIFFERS = "differs"
    BY_LINK = "by link"


class PaperQuerySet(models.QuerySet):
    def typed_once(self):
        """Those that wait for the second reading."""
        return self.exclude(first_reading="")


class Paper(models.Model):
    """One printed ballot of a voter who is listed. Gone at the close."""

    elector = models.OneToOneField(Elector, models.CASCADE, related_name="paper")
    vote = models.ForeignKey("topics.Vote", models.CASCADE, related_name="papers")
    code_key = models.CharField(max_length=64)
    first_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    first_reading = models.CharField(max_length=64, blank=True)
    counted_on = models.DateField(null=True, blank=True)
    # Whether the ballot that stands came of a paper of theirs. If it came by link, no paper touches it.
    stands = models.BooleanField(default=False)

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ["code_key"]
        constraints = [
            models.UniqueConstraint(fields=["vote", "code_key"], name="papers_differ_in_a_vote")
        ]

    @classmethod
    def issue(cls, vote, electors, *, at=None):
        """A new code for each of these voters, in place of any before: {elector's pk: code}.

        The codes are known to whoever calls this, once. They cannot be read again.
        """
        codes = {elector.pk: papers.new_code() for elector in electors}
        with transaction.atomic():
            _lock_open(vote, at, _("The vote is not open, so no paper was printed."))
            before = vote.papers.filter(elector__in=codes)
            standing = set(before.filter(stands=True).values_list("elector", flat=True))
            before.delete()
            shuffled = secrets.SystemRandom().sample(list(codes), len(codes))
            cls.objects.bulk_create(
                cls(
                    vote=vote,
                    elector_id=pk,
                    code_key=vote.keyed("paper", codes[pk]),
                    stands=pk in standing,
                )
                for pk in shuffled
            )
        return codes

    @classmethod
    def read(cls, vote, code, codes, *, by, at=None) -> Reading:
        """Take what `by` read on the paper with this code; counted once two people read the same.

        Where people rank, `codes` stand in the order of preference. Raises BallotRefused with a sentence.
        """
        at = at or timezone.now()
        codes = list(dict.fromkeys(codes))
        with transaction.atomic():
            activity = _lock_open(
                vote, at, _("The vote is not open any more. This paper was not counted.")
            )
            paper = cls._find(vote, code)
            vote.require_valid(activity, paper.elector, codes, at)
            reading = vote.keyed("reading", paper.pk, *(codes if vote.is_ranked else sorted(codes)))
            if not paper.first_reading:
                return paper._take_first(reading, by)
            if paper.first_by_id == by.pk:
                raise PaperRefused(
                    _("You have typed this paper already. Somebody else types it the second time.")
                )
            return paper._take_second(vote, reading, codes, at)

    @classmethod
    def _find(cls, vote, code):
        key = vote.keyed("paper", papers.tidied(code))
        paper = vote.papers.select_related("elector__person").filter(code_key=key).first()
        if paper is None:
            raise PaperRefused(
                _(
                    "No paper of this vote has that code. Please look at it again. If a new one was printed "
                    "for the same person, only the new one counts."
                )
            )
        if paper.counted_on is not None:
            raise PaperRefused(_("This paper has been counted already."))
        if paper.elector.person is None:
            raise PaperRefused(
                _("This paper is not counted: its voter is not on the list any more.")
            )
        return paper

    def _take_first(self, reading, by):
        self.first_reading, self.first_by = reading, by
        self.save(update_fields=["first_reading", "first_by"])
        return Reading.FIRST

    def _take_second(self, vote, reading, codes, at):
        """Whatever comes of it, what was typed is wiped: after a difference both read the paper again."""
        first, self.first_reading, self.first_by = self.first_reading, "", None
        if self.elector.voted_on is not None and not self.stands:
            # Only now, and not at the first reading: no one person can find out who has voted by link.
            outcome = Reading.BY_LINK
        elif first != reading:
            outcome = Reading.DIFFERS
        else:
            vote.put_in(self.elector, codes, at)
            self.stands = True
            self.counted_on = words.date_of(at, vote.cycle.network)
            outcome = Reading.COUNTED
        self.save()
        return outcome

    def overtake(self):
        """Its voter has voted by link. That ballot stands: nobody at a desk can undo a voter's own."""
        if self.stands:
            self.stands = False
            self.save(update_fields=["stands"])


def _lock_open(vote, at, refusal):
    """The activity's row, locked, so that papers, ballots and the close cannot cross."""
    activity = Activity.objects.select_for_update().get(pk=vote.activity_id)
    if not activity.is_open(at or timezone.now()):
        raise PaperRefused(refusal)
    return activity
