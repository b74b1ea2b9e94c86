"""A vote: its terms, its opening, casting, and the close that counts it and lets the ballots go."""

import hmac
import json
import secrets
from collections import Counter
from hashlib import sha256

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network import words
from network.models import Activity, Cycle, Sector
from topics import counting

from .ballots import MOST_PLACES, Ballot, BallotChoice, BallotPattern, Elector


class CannotOpenVote(Exception):
    """Says in a sentence what a vote still lacks."""


class BallotRefused(Exception):
    """Says in a sentence why a ballot was not taken. The ballot cast before, if any, stands."""


class Vote(models.Model):
    """A vote of everyone taking part on a cycle's longlist. Its terms are settled before it opens."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="votes")
    activity = models.OneToOneField(Activity, models.CASCADE, related_name="vote")
    question = models.CharField(
        _("question"), max_length=200, default=_("Which should we spend the meeting on?")
    )
    places = models.PositiveSmallIntegerField(
        _("topics to choose"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PLACES)],
    )
    picks = models.PositiveSmallIntegerField(
        _("choices each"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PLACES)],
        help_text=_("Each person may choose up to this many."),
    )
    # Sectors counted as the first of two bands; everyone else is the second. Empty: no split at all.
    band_sectors = models.JSONField(default=list, blank=True)
    topic_codes = models.JSONField(default=list)
    # Settled at the opening, as voters were told: whether the coordinator is shown who has not voted.
    hides_voters = models.BooleanField(default=True)
    nonce = models.CharField(max_length=64, blank=True)
    result = models.JSONField(null=True, blank=True)
    result_digest = models.CharField(max_length=64, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(places__gte=1, picks__gte=1), name="a_vote_fills_a_place"
            )
        ]

    def __str__(self):
        return self.question

    @classmethod
    def draft(cls, cycle, **fields):
        activity = cycle.activities.create(kind=Activity.Kind.VOTE)
        return cls.objects.create(cycle=cycle, activity=activity, **fields)

    @property
    def is_counted(self):
        return self.result is not None

    @property
    def is_released(self):
        return self.released_at is not None

    def topics(self):
        """The topics on the ballot, or those that would be if it opened now. Queries."""
        longlist = self.cycle.topics.on_longlist()
        return list(longlist.filter(code__in=self.topic_codes) if self.topic_codes else longlist)

    def shown_to(self, person):
        """The ballot's topics in this voter's own order: shuffled, and the same each time. Queries."""
        return sorted(self.topics(), key=lambda topic: self._keyed("order", person.pk, topic.code))

    def open(self, *, closes_at, by=None, at=None):
        """Freeze the ballot and its terms; everyone taking part may vote. Returns their invitations."""
        at = at or timezone.now()
        with transaction.atomic():
            Cycle.objects.select_for_update().get(pk=self.cycle_id)  # two openings queue here
            topics, people = self.topics(), list(self.cycle.network.participants().with_partner())
            self._require_ready(topics, people, closes_at, at)
            self.topic_codes = [topic.code for topic in topics]
            self.nonce = secrets.token_hex(32)
            self.hides_voters = not self.cycle.network.shows_who_voted
            self.save(update_fields=["topic_codes", "nonce", "hides_voters"])
            Elector.objects.bulk_create(
                Elector(vote=self, person=person, partner=person.partner, band=self._band(person))
                for person in people
            )
            self.activity.open(closes_at=closes_at, at=at)
            return self.activity.invite(people, by=by, at=at)

    def _require_ready(self, topics, people, closes_at, at):
        if self.activity.is_opened:
            raise CannotOpenVote(_("This vote is already open."))
        others = Activity.objects.filter(cycle=self.cycle, kind=Activity.Kind.VOTE).opened()
        if others.filter(closed_at=None).exists():
            raise CannotOpenVote(_("A vote is open already. Let it close before you open another."))
        if len(topics) <= self.places:
            raise CannotOpenVote(
                _(
                    "List more topics than there are places: a vote needs something to choose between."
                )
            )
        if not people:
            raise CannotOpenVote(_("Nobody is on the register yet."))
        if closes_at <= at:
            raise CannotOpenVote(_("It would close before it opens. Choose a later day."))

    def _band(self, person):
        if not self.band_sectors:
            return ""
        sector = person.partner.sector if person.partner else Sector.OTHER
        return "first" if sector in self.band_sectors else "rest"

    def band_labels(self):
        labels = dict(Sector.choices)
        first = " · ".join(str(labels[sector]) for sector in self.band_sectors)
        return {"first": first, "rest": str(_("Everyone else"))}

    def _keyed(self, *words):
        message = ":".join(map(str, words)).encode()
        return hmac.digest((settings.LINK_KEY + self.nonce).encode(), message, sha256).hex()

    def ballot_of(self, person):
        """The ballot this person cast, while it can still be changed; None otherwise. Queries."""
        if not self.nonce:
            return None
        return self.ballots.filter(voter_key=self._keyed("voter", person.pk)).first()

    def cast(self, person, codes, *, at=None):
        """Take a ballot, or put it in place of this person's earlier one. No codes is a blank ballot.

        The activity's row is locked first, so that a ballot and the close cannot cross.
        """
        at = at or timezone.now()
        codes = list(dict.fromkeys(codes))
        with transaction.atomic():
            activity = Activity.objects.select_for_update().get(pk=self.activity_id)
            elector = self.electors.filter(person=person).first()
            self._require_valid(activity, elector, codes, at)
            key = self._keyed("voter", person.pk)
            Ballot.objects.filter(vote=self, voter_key=key).delete()
            ballot = Ballot.objects.create(vote=self, voter_key=key, band=elector.band)
            topics = {topic.code: topic for topic in self.topics()}
            BallotChoice.objects.bulk_create(
                BallotChoice(ballot=ballot, topic=topics[code], place=place)
                for place, code in enumerate(sorted(codes), start=1)
            )
            if elector.voted_on is None:
                elector.voted_on = words.date_of(at, self.cycle.network)
                elector.save(update_fields=["voted_on"])

    def _require_valid(self, activity, elector, codes, at):
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

    def close(self, *, at=None):
        """Count, keep the patterns, and untie every ballot from its voter: all or nothing, once."""
        at = at or timezone.now()
        with transaction.atomic():
            activity = Activity.objects.select_for_update().get(pk=self.activity_id)
            if not activity.is_opened or not activity.close(at=at):
                return False
            self.activity = activity
            self._keep_patterns()
            self.result = counting.result_of(self)
            self.result_digest = digest_of(self.result)
            self.ballots.all().delete()
            self.electors.update(partner=None, band="")
            self.nonce = ""
            self.save(update_fields=["result", "result_digest", "nonce"])
            for mailing in activity.mailings.filter(hides_people=True):
                mailing.forget_people()
        return True

    def _keep_patterns(self):
        """Count how often each set of topics was chosen. Too few ballots leave no pattern at all, and a
        band with too few leaves no bands: what is not kept cannot be found out."""
        ballots = [
            (tuple(sorted(choice.topic.code for choice in ballot.choices.all())), ballot.band)
            for ballot in self.ballots.prefetch_related("choices__topic")
        ]
        if len(ballots) < self.floor:
            return
        sizes = Counter(band for _codes, band in ballots)
        if min(sizes.values()) < self.floor:
            ballots = [(codes, "") for codes, _band in ballots]
        BallotPattern.objects.bulk_create(
            BallotPattern(vote=self, choices=list(codes), band=band, count=count)
            for (codes, band), count in sorted(Counter(ballots).items())
        )

    @property
    def floor(self):
        """The fewest ballots, in all or in a band, of which anything is kept or shown."""
        return max(5, self.cycle.network.smallest_group)

    def release(self, *, at=None):
        """Let everyone see the result by their link."""
        self.released_at = self.released_at or at or timezone.now()
        self.save(update_fields=["released_at"])

    def turnout(self):
        """(voted, eligible). Queries once."""
        found = self.electors.aggregate(voted=models.Count("voted_on"), eligible=models.Count("pk"))
        return found["voted"], found["eligible"]

    def chosen_topics(self):
        """The topics that won, most votes first. Queries."""
        order = (self.result or {}).get("chosen", [])
        return sorted(
            self.cycle.topics.filter(code__in=order), key=lambda topic: order.index(topic.code)
        )


def digest_of(result):
    """What a stored result is checked against."""
    return sha256(json.dumps(result, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
