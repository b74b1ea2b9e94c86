"""What people would meet about, in their own words, and what became of it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Cycle, Person, User

from .topics import Topic


class SuggestionQuerySet(models.QuerySet):
    def waiting(self):
        # See also Suggestion.is_waiting
        return self.filter(outcome="")

    def left_off(self):
        return self.filter(outcome=Suggestion.Outcome.LEFT_OFF)

    def on_their_own(self):
        """Without those that say the same as another, which stand behind it."""
        return self.filter(same_as=None)


class Suggestion(models.Model):
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
    def is_waiting(self):
        # See also SuggestionQuerySet.waiting()
        return not self.outcome
