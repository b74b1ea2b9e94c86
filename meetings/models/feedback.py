"""How a meeting was, in three questions."""

from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Activity, Person

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


class FeedbackReply(models.Model):
    """One person's answers to the closing questions. Confidential, as views are."""

    feedback = models.ForeignKey(Feedback, models.CASCADE, related_name="replies")
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="feedback_replies")
    worth = models.PositiveSmallIntegerField(
        _("Was it worth your time?"), null=True, validators=ONE_TO_FIVE
    )
    heard = models.PositiveSmallIntegerField(
        _("Were you heard?"), null=True, validators=ONE_TO_FIVE
    )
    comment = models.TextField(_("What should we keep, or change?"), blank=True, max_length=1000)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["feedback", "person"], name="one_reply_a_person")
        ]
