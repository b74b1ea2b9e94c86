"""Casting: a ballot is taken, or put in place of the one before, until the close."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network import words
from network.models import Activity

from .ballots import Ballot, BallotChoice


class BallotRefused(Exception):
    """Says in a sentence why a ballot was not taken. The ballot cast before, if any, stands."""


class Casting:
    def ballot_of(self, person):
        """The ballot this person cast, while it can still be changed; None otherwise. Queries."""
        if not self.nonce:
            return None
        return self.ballots.filter(voter_key=self.keyed("voter", person.pk)).first()

    def saved_places(self, person):
        """{code: place} of the ballot this person cast, while it can be changed. One query."""
        if not self.nonce:
            return {}
        own = BallotChoice.objects.filter(
            ballot__vote=self, ballot__voter_key=self.keyed("voter", person.pk)
        )
        return {code: str(place) for code, place in own.values_list("topic__code", "place")}

    def cast(self, person, codes, *, at=None):
        """Take a ballot, or put it in place of this person's earlier one. No codes is a blank ballot.

        Where people rank, the codes stand in the order of preference. The activity's row is locked first,
        so that a ballot and the close cannot cross.
        """
        at = at or timezone.now()
        codes = list(dict.fromkeys(codes))
        with transaction.atomic():
            self.activity = Activity.objects.select_for_update().get(pk=self.activity_id)
            elector = self.electors.filter(person=person).select_related("paper").first()
            self.require_valid(self.activity, elector, codes, at)
            self.put_in(elector, codes, at)
            if hasattr(elector, "paper"):
                elector.paper.overtake()

    def put_in(self, elector, codes, at):
        """The ballot of a listed voter, within the lock of the activity."""
        key, has_voted = self.keyed("voter", elector.person_id), elector.voted_on is not None
        if has_voted:
            ballot = self.ballots.filter(voter_key=key).first()
            if ballot is None:
                # The installation has another key since: a second ballot would lie beside the first.
                raise BallotRefused(
                    _("Your ballot is in, and can no longer be changed. It counts.")
                )
            BallotChoice.objects.filter(ballot=ballot).delete()
        else:
            ballot = Ballot.objects.create(vote=self, voter_key=key, band=elector.band)
        topics = dict(self.cycle.topics.filter(code__in=codes).values_list("code", "pk"))
        placed = codes if self.is_ranked else sorted(codes)
        BallotChoice.objects.bulk_create(
            BallotChoice(ballot=ballot, topic_id=topics[code], place=place)
            for place, code in enumerate(placed, start=1)
        )
        if not has_voted:
            elector.voted_on = words.date_of(at, self.cycle.network)
            elector.save(update_fields=["voted_on"])

    def require_valid(self, activity, elector, codes, at):
        if not activity.is_open(at):
            raise BallotRefused(_("The vote has closed. This ballot was not counted."))
        if elector is None:
            raise BallotRefused(_("You are not on the list of voters for this vote."))
        if not set(codes) <= set(self.topic_codes):
            raise BallotRefused(
                _("One of those topics is not on this ballot. Please choose again.")
            )
        if len(codes) > self.picks:
            raise BallotRefused(
                _("Please choose at most %(picks)d; %(n)d are marked.")
                % {"picks": self.picks, "n": len(codes)}
            )
