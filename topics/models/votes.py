"""A vote: what is asked of whom, and its opening, which freezes its terms."""

import hmac
from hashlib import sha256

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Activity, Cycle, Sector

from .ballots import MOST_PLACES, Elector
from .casting import Casting
from .closing import Closing
from .settling import Settling
from .terms import Termed, VoteQuerySet


class Vote(Termed, Casting, Closing, Settling, models.Model):
    """A vote of everyone taking part on a cycle's longlist. Its terms are settled before it opens."""

    class BallotKind(models.TextChoices):
        CHOOSE = "choose", _("Choose up to so many")
        RANK = "rank", _("Put up to so many in order")

    class Mode(models.TextChoices):
        CONFIDENTIAL = "confidential", _("Confidential: nobody sees who chose what")
        NAMED = "named", _("Named: the coordinator sees who chose what, after it closes")

    class Weights(models.TextChoices):
        PERSON = "person", _("Each person counts as one")
        EQUAL = "equal", _("Each partner counts as one, shared between its people")
        CAPPED = "capped", _("Each person counts as one, a partner as three at most")

    class TieRule(models.TextChoices):
        EXTEND = "extend", _("Take all that are level, if that is one more at most")
        BREADTH = "breadth", _("The one chosen by people of more partners goes first")
        RUNOFF = "runoff", _("A second vote between those that are level")
        LOT = "lot", _("Draw lots, in a way that anyone can check")
        CHAIR = "chair", _("One named person decides, and says why")

    class Voters(models.TextChoices):
        EVERYONE = "everyone", _("Everyone who takes part")
        LEADS = "leads", _("One person for each partner: whoever leads its figures")

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="votes")
    activity = models.OneToOneField(Activity, models.CASCADE, related_name="vote")
    runoff_of = models.OneToOneField(
        "self", models.CASCADE, null=True, blank=True, related_name="runoff"
    )
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
    ballot_kind = models.CharField(
        _("how people choose"), max_length=8, choices=BallotKind, default=BallotKind.CHOOSE
    )
    mode = models.CharField(
        _("who sees a ballot"), max_length=14, choices=Mode, default=Mode.CONFIDENTIAL
    )
    weights = models.CharField(
        _("what a ballot counts"), max_length=8, choices=Weights, default=Weights.PERSON
    )
    tie_rule = models.CharField(
        _("if topics are level at the last place"),
        max_length=8,
        choices=TieRule,
        default=TieRule.EXTEND,
    )
    chair = models.CharField(
        _("who decides"), max_length=120, blank=True, help_text=_("Only if one person decides.")
    )
    quorum = models.PositiveSmallIntegerField(
        _("ballots needed"),
        default=0,
        help_text=_("With fewer, the vote settles nothing. 0 asks for none."),
    )
    voters = models.CharField(
        _("who may vote"), max_length=10, choices=Voters, default=Voters.EVERYONE
    )
    # Sectors counted as the first of two bands; everyone else is the second. Empty: no split at all.
    band_sectors = models.JSONField(default=list, blank=True)
    releases_at = models.DateTimeField(null=True, blank=True)
    # Why it is held in this way, for the account of who framed what.
    method_reason = models.CharField(
        _("why we vote in this way"), max_length=300, blank=True, help_text=_("Members see this.")
    )

    topic_codes = models.JSONField(default=list)
    # Settled at the opening, as voters were told: whether the coordinator is shown who has not voted.
    hides_voters = models.BooleanField(default=True)
    # All of the above as it stood at the opening, with the words of each topic; and what it hashes to.
    terms = models.JSONField(null=True, blank=True)
    terms_digest = models.CharField(max_length=64, blank=True)
    # Said at the close, so that anyone can repeat the draw; its digest is said before the opening.
    lot_secret = models.CharField(max_length=64, blank=True)
    nonce = models.CharField(max_length=64, blank=True)
    result = models.JSONField(null=True, blank=True)
    result_digest = models.CharField(max_length=64, blank=True)
    # How places that the votes left open were filled: {how, chosen, by, reason, at}.
    settled = models.JSONField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)

    objects = VoteQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(places__gte=1, picks__gte=1), name="a_vote_fills_a_place"
            )
        ]

    def __str__(self):
        return str(self.question)

    @classmethod
    def draft(cls, cycle, **fields):
        activity = cycle.activities.create(kind=Activity.Kind.VOTE)
        return cls.objects.create(cycle=cycle, activity=activity, **fields)

    @classmethod
    def of_cycle(cls, cycle):
        """The vote on a cycle's longlist, if there is one; a run-off of it is reached through it."""
        vote = cls.objects.main().filter(cycle=cycle).select_related("activity").first()
        if vote is not None:
            vote.cycle = cycle
        return vote

    @property
    def is_counted(self):
        return self.result is not None

    @property
    def is_ranked(self):
        return self.ballot_kind == self.BallotKind.RANK

    @property
    def is_named(self):
        return self.mode == self.Mode.NAMED

    def topics(self):
        """The topics on the ballot, or those that would be if it opened now. Queries."""
        if self.topic_codes:
            return list(self.cycle.topics.filter(code__in=self.topic_codes))
        return list(self.cycle.topics.on_longlist())

    def shown_to(self, person):
        """The ballot's topics in this voter's own order: shuffled, and the same each time. Queries."""
        topics = {topic.code: topic for topic in self.topics()}
        return [topics[code] for code in self.order_for(person.pk) if code in topics]

    def order_for(self, person_pk):
        """The codes of the ballot as this voter sees them."""
        return sorted(self.topic_codes, key=lambda code: self.keyed("order", person_pk, code))

    def keyed(self, *words):
        message = ":".join(map(str, words)).encode()
        return hmac.digest((settings.LINK_KEY + self.nonce).encode(), message, sha256).hex()

    def electorate(self):
        """Those who may vote if it opens now, with their partners. Queries."""
        people = self.cycle.network.participants().with_partner()
        if self.voters == self.Voters.LEADS:
            people = people.filter(leads_figures_of__isnull=False).distinct()
        return list(people)

    def open(self, *, closes_at, by=None, at=None):
        """Freeze the ballot and its terms; those who may vote are listed. Returns their invitations."""
        at = at or timezone.now()
        with transaction.atomic():
            Cycle.objects.select_for_update().get(pk=self.cycle_id)  # two openings queue here
            topics, people = self.topics(), self.electorate()
            self._require_ready(topics, people, closes_at, at)
            self._freeze(topics)
            Elector.objects.bulk_create(
                Elector(vote=self, person=person, partner=person.partner, band=self.band_of(person))
                for person in people
            )
            self.activity.open(closes_at=closes_at, at=at)
            return self.activity.invite(people, by=by, at=at)

    def band_of(self, person):
        if not self.band_sectors:
            return ""
        sector = person.partner.sector if person.partner else Sector.OTHER
        return "first" if sector in self.band_sectors else "rest"

    def band_labels(self):
        labels = dict(Sector.choices)
        first = " · ".join(str(labels[sector]) for sector in self.band_sectors)
        return {"first": first, "rest": str(_("Everyone else"))}

    def turnout(self):
        """(voted, eligible). Queries once."""
        found = self.electors.aggregate(voted=models.Count("voted_on"), eligible=models.Count("pk"))
        return found["voted"], found["eligible"]
