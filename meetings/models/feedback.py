"""How a meeting was, in three questions."""

from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Activity, Person, User

from .meetings import Meeting

ONE_TO_FIVE = [MinValueValidator(1), MaxValueValidator(5)]


class FeedbackClosed(Exception):
    """A reply came after the close."""


class Feedback(models.Model):
    """The closing questions of a meeting, asked in the room and by link after it."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="feedback")
    activity = models.OneToOneField(Activity, models.CASCADE, related_name="feedback")

    @classmethod
    def ask(cls, meeting, *, at=None, for_days=14):
        """Open the three questions to everyone who came, or to all if nobody was ticked off."""
        at = at or timezone.now()
        with transaction.atomic():
            activity = meeting.cycle.activities.create(kind=Activity.Kind.FEEDBACK)
            feedback = cls.objects.create(meeting=meeting, activity=activity)
            activity.open(closes_at=at + timedelta(days=for_days), at=at)
            people = Person.objects.taking_part().filter(network=meeting.network)
            came = people.filter(attendances__meeting=meeting)
            activity.invite(list(came or people), at=at)
        return feedback

    def reply(self, person, *, at=None, **answers):
        """Take this person's answers, or put them in place of their earlier ones."""
        at = at or timezone.now()
        with transaction.atomic():
            activity = Activity.objects.select_for_update().get(pk=self.activity_id)
            if not activity.is_open(at):
                raise FeedbackClosed
            reply, _created = self.replies.update_or_create(
                person=person, defaults={**answers, "at": at}
            )
            for invitation in activity.invitations.filter(person=person, submitted_at=None):
                invitation.note("submitted", at=at)
        return reply


class Lead(models.TextChoices):
    """What members want of the coordinator next: who should steer."""

    PROPOSE = "propose", _("Propose something")
    BOTH = "both", _("A bit of both")
    OPEN = "open", _("Keep it open")
    NOT_SURE = "not_sure", _("Not sure")


def _scale(label):
    return models.PositiveSmallIntegerField(label, null=True, blank=True, validators=ONE_TO_FIVE)


class FeedbackReply(models.Model):
    """One person's answers to the closing questions. Confidential, as views are."""

    feedback = models.ForeignKey(Feedback, models.CASCADE, related_name="replies")
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="feedback_replies"
    )
    worth = _scale(_("Was it worth your time?"))
    heard = _scale(_("Were you heard?"))
    ready = _scale(_("Are you ready to act?"))
    topics_ours = _scale(_("Did the topics come from what members told us?"))
    was_open = _scale(_("Was the coordinator open about their own preferences?"))
    wants_next = models.CharField(
        _("What do you want from the coordinator next?"), max_length=8, choices=Lead, blank=True
    )
    better = models.CharField(
        _("What would have made it worth one point more?"), max_length=300, blank=True
    )
    keep = models.TextField(_("What should we keep?"), blank=True, max_length=1000)
    change = models.TextField(_("What should we change?"), blank=True, max_length=1000)
    word = models.CharField(_("How was it, in one word?"), max_length=40, blank=True)
    at = models.DateTimeField()
    # A slip of paper, typed in: it has no name.
    is_paper = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["feedback", "person"], name="one_reply_a_person")
        ]


class Answered(models.Model):
    """Something members said, and what became of it: you said, we did, we did not, because."""

    class State(models.TextChoices):
        DID = "did", _("We did")
        DID_NOT = "did_not", _("We did not")
        WILL = "will", _("We will")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="answered")
    said = models.CharField(_("you said"), max_length=300)
    # Whether it was said in the feedback of that meeting: then it stands beside the trend as well.
    is_from_feedback = models.BooleanField(_("said in the feedback"), default=False)
    state = models.CharField(_("what became of it"), max_length=8, choices=State)
    because = models.CharField(_("what we did, or why not"), max_length=500)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self):
        return self.said
