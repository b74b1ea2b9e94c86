"""What people would meet about, in their own words, and what became of it."""

import hmac
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network import words
from network.models import Cycle, Person, User

from .deciding import Deciding
from .listing import list_is_frozen
from .topics import Topic

MOST_WAITING = 20  # of one person
# What comes along to the next cycle with a suggestion.
CARRIED = [
    "text",
    "why",
    "person_id",
    "named_to",
    "heard_by_id",
    "heard_where",
    "outcome",
    "reason",
    "comes_back",
    "decided_at",
    "decided_by_id",
    "told_at",
]


class CannotSuggest(Exception):
    """Says in a sentence why a suggestion was not taken."""


class SuggestionQuerySet(models.QuerySet):
    def standing(self):
        """Without those that were taken back by whoever made them."""
        return self.filter(withdrawn_at=None)

    def readable(self):
        """What staff may read. What was said beside a vote is read by nobody until it has closed: it can
        change nothing there, and a name that appears as the turnout rises would tell who has just voted."""
        return self.standing().filter(Q(vote=None) | Q(vote__activity__closed_at__isnull=False))

    def waiting(self):
        # See also Suggestion.is_waiting
        return self.standing().on_their_own().filter(outcome="")

    def left_off(self):
        return self.filter(outcome=Suggestion.Outcome.LEFT_OFF)

    def on_their_own(self):
        """Without those that say the same as another, which stand behind it."""
        return self.filter(same_as=None)

    def undecided(self):
        """Neither they nor what they are the same as."""
        return self.standing().filter(
            Q(same_as=None) | Q(same_as__outcome=""), outcome="", withdrawn_at=None
        )

    def to_carry(self):
        """What waits or was left off, with what says the same; those first that stand on their own."""
        goes_on = ["", Suggestion.Outcome.LEFT_OFF]
        on_its_own = Q(same_as=None, outcome__in=goes_on)
        found = self.readable().filter(on_its_own | Q(same_as__outcome__in=goes_on))
        return found.order_by(models.F("same_as").asc(nulls_first=True), "made_at", "pk")

    def untold(self):
        """Decided, and whoever made them has not been told."""
        return (
            self.readable()
            .filter(told_at=None)
            .exclude(outcome="", same_as=None)
            .exclude(same_as__outcome="")
        )

    def with_all(self):
        """With what pages say of each, in one query."""
        return self.select_related(
            "person",
            "heard_by",
            "topic__joined_into__joined_into",
            "same_as__topic__joined_into__joined_into",
            "vote__activity",
        )


class Suggestion(Deciding, models.Model):
    """A topic that somebody asks for, or says is missing. Their words are never changed."""

    class Named(models.TextChoices):
        NOBODY = "nobody", _("Nobody. It stands without my name.")
        COORDINATOR = "coordinator", _("The coordinator, who may ask me about it.")
        MEMBERS = "members", _("All members.")

    class Outcome(models.TextChoices):
        LISTED = "listed", _("on the list")
        JOINED = "joined", _("joined into a topic")
        LEFT_OFF = "left_off", _("left off")

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="suggestions")
    # Whoever asked for it; nobody, once they are erased, or where it was heard in a room.
    person = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="suggestions"
    )
    text = models.CharField(_("what we should meet about"), max_length=300)
    why = models.CharField(_("why it matters"), max_length=500, blank=True)
    named_to = models.CharField(
        _("Who may see that it came from me?"), max_length=12, choices=Named, default=Named.NOBODY
    )
    # Said beside an open ballot that something is missing from the list.
    vote = models.ForeignKey(
        "topics.Vote", models.SET_NULL, null=True, blank=True, related_name="missing"
    )
    heard_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    heard_where = models.CharField(_("where it was heard"), max_length=200, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    same_as = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="others_alike"
    )
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    topic = models.ForeignKey(
        Topic, models.SET_NULL, null=True, blank=True, related_name="suggestions"
    )
    reason = models.CharField(_("why it is not on the list"), max_length=300, blank=True)
    comes_back = models.CharField(_("how it comes back"), max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    # When whoever made it was written to about what became of it.
    told_at = models.DateTimeField(null=True, blank=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(same_as=None) | ~models.Q(same_as=models.F("pk")),
                name="no_suggestion_is_like_itself",
            )
        ]

    def __str__(self):
        return self.text

    @property
    def key(self):
        """What pages and addresses call it, and sort it by: it says nothing of who came before whom."""
        said = f"suggestion:{self.pk}".encode()
        return hmac.digest(settings.SECRET_KEY.encode(), said, sha256).hex()[:16]

    @property
    def main(self):
        """The one whose outcome it shares: itself, unless it says the same as another."""
        return self.same_as or self

    @property
    def is_waiting(self):
        # See also SuggestionQuerySet.waiting()
        return not self.outcome and self.same_as_id is None and self.withdrawn_at is None

    def name_for(self, *audiences):
        """Who made it, as far as they agreed that one of these may know; empty otherwise.

        Only `coordinator` and `members` are ever told. Whoever has left is named no more.
        """
        person = self.person
        agreed = {self.Named.COORDINATOR, self.Named.MEMBERS} & set(audiences)
        if person is None or person.left_at is not None or self.named_to not in agreed:
            return ""
        return person.name

    @classmethod
    def make(cls, cycle, *, text, person=None, vote=None, at=None, **said):
        """Keep what somebody asks for; pressed twice, it is kept once. Raises CannotSuggest.

        Until the vote opens it is about the list; after that only `vote` takes it, as something that is
        missing. Of those the day is kept and no hour: nothing may be set beside the coming of ballots.
        """
        at = at or timezone.now()
        with transaction.atomic():
            Cycle.objects.select_for_update(no_key=True).get(pk=cycle.pk)  # an opening queues here
            _require_taken(cycle, vote, at)
            theirs = cls.objects.standing().filter(cycle=cycle, vote=vote, person=person)
            same = theirs.undecided().filter(text=text, **said).first()
            if same is not None:
                return same
            if person is not None and theirs_waiting(person, cycle) >= MOST_WAITING:
                raise CannotSuggest(
                    _(
                        "%(n)d suggestions of yours wait already. Your coordinator reads those first, "
                        "or you can take one back."
                    )
                    % {"n": MOST_WAITING}
                )
            if vote is not None:
                today = words.date_of(at, cycle.network)
                at = words.end_of(today - timedelta(days=1), cycle.network)
            return cls.objects.create(
                cycle=cycle, text=text, person=person, vote=vote, made_at=at, **said
            )

    @classmethod
    def carry_over(cls, last, cycle, *, at):
        """What waits and what was left off in a cycle comes along to the next, as it stands there.

        What was said beside a ballot gets the day of this: its own could be set beside the turnout.
        """
        copies = {}
        for one in last.suggestions.to_carry():
            copies[one.pk] = cls.objects.create(
                cycle=cycle,
                same_as=copies.get(one.same_as_id),
                made_at=one.made_at if one.vote_id is None else at,
                **{name: getattr(one, name) for name in CARRIED},
            )

    def name_to(self, named_to):
        """Say anew who may see whose it is. It holds at once, on every page, those of other cycles too."""
        carried = Q(person=self.person_id, text=self.text) & ~Q(cycle=self.cycle_id)
        here = Q(pk=self.pk)
        same = here if self.person_id is None else here | carried
        type(self).objects.filter(same).update(named_to=named_to)
        self.named_to = named_to


def theirs_waiting(person, cycle):
    """How many suggestions of a person wait. One query."""
    return person.suggestions.undecided().filter(cycle=cycle).count()


def _require_taken(cycle, vote, at):
    if vote is None and list_is_frozen(cycle):
        raise CannotSuggest(
            _(
                "The vote has opened, so the list stays as it is. Say on your ballot’s page what is missing."
            )
        )
    if vote is not None:
        vote.activity.refresh_from_db()
        if not vote.activity.is_open(at):
            raise CannotSuggest(_("The vote has closed, so this was not kept."))
