"""How a meeting was: three closing questions, and a minute more for whoever has it."""

from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network import words
from network.models import Activity, Person

from .meetings import Meeting

ONE_TO_FIVE = [MinValueValidator(1), MaxValueValidator(5)]
BEFORE_IT_BEGINS = timedelta(minutes=30)  # a meeting may begin early, and its clock be wrong


class FeedbackClosed(Exception):
    """A reply came after the close."""


class FeedbackRefused(Exception):
    """This cannot be done now. Its text is the sentence that says why."""


class SlipRepeated(FeedbackRefused):
    """The same slip was typed since the page was drawn: perhaps a press that came twice."""


class Feedback(models.Model):
    """The closing questions of a meeting, asked in the room and by link after it."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="feedback")
    activity = models.OneToOneField(Activity, models.CASCADE, related_name="feedback")

    @classmethod
    def ask(cls, meeting, *, at=None, closes_at=None, for_days=14):
        """Open the three questions to everyone who came, or to all if nobody was ticked off."""
        at = at or timezone.now()
        with transaction.atomic():
            Meeting.objects.select_for_update().get(pk=meeting.pk)  # two who press at once queue
            if cls.objects.filter(meeting=meeting).exists():
                raise FeedbackRefused(_("The three questions have been asked already."))
            if why_not := cls.why_not_yet(meeting, at=at):
                raise FeedbackRefused(why_not)
            activity = meeting.cycle.activities.create(kind=Activity.Kind.FEEDBACK)
            feedback = cls.objects.create(meeting=meeting, activity=activity)
            activity.open(closes_at=closes_at or at + timedelta(days=for_days), at=at)
            people = Person.objects.taking_part().filter(network=meeting.network)
            came = people.filter(attendances__meeting=meeting)
            activity.invite(list(came or people), at=at)
        return feedback

    @staticmethod
    def why_not_yet(meeting, *, at=None):
        """Why a meeting’s questions cannot be asked at this moment, as a sentence. Empty if they can."""
        at, opens_at = at or timezone.now(), meeting.starts_at - BEFORE_IT_BEGINS
        if meeting.called_off_at is not None:
            return _("This meeting was called off.")
        if meeting.began_at is None and at < opens_at:
            return _("The questions can be asked once the meeting has begun: from %(when)s on.") % {
                "when": words.day_and_time(opens_at, meeting.network)
            }
        return ""

    def invite_too(self, people, *, at=None):
        """Ask those as well who were ticked off later, while the questions are open."""
        at = at or timezone.now()
        if self.activity.is_open(at):
            self.activity.invite([person for person in people if person.is_participant], at=at)

    def keep_open_until(self, closes_at, *, at=None):
        """Move the close, while it has not come."""
        with transaction.atomic():
            activity = self._open_activity(at or timezone.now())
            activity.closes_at = closes_at
            activity.save(update_fields=["closes_at"])

    def reply(self, person, *, at=None, **answers):
        """Take this person's answers, or put them in place of their earlier ones.

        They stand where the first stood. If they moved to the end, somebody else would move up among those
        that are shown, and the ledger tells who that is.
        """
        at = at or timezone.now()
        with transaction.atomic():
            activity = self._open_activity(at)
            reply, _created = self.replies.update_or_create(
                person=person, defaults=answers, create_defaults={**answers, "at": at}
            )
            for invitation in activity.invitations.filter(person=person, submitted_at=None):
                invitation.note("submitted", at=at)
        return reply

    def slips(self):
        """What came on paper, in the order it was typed."""
        return self.replies.filter(is_paper=True).order_by("at", "pk")

    def add_slip(self, *, after=None, at=None, **answers):
        """Take a slip of paper, which has no name. `after` is how many there were when its page was drawn."""
        at = at or timezone.now()
        with transaction.atomic():
            self._open_activity(at)
            if self.slips_left() < 1:
                raise FeedbackRefused(
                    _(
                        "Everyone who came has answered, by link or on paper. "
                        "Tick who else came, or take a slip back."
                    )
                )
            slips = list(self.slips())
            meanwhile = slips if after is None else slips[after:]
            if after is not None and any(slip.says(answers) for slip in meanwhile):
                raise SlipRepeated(
                    _("The same slip was typed a moment ago. If this is another, add it again.")
                )
            return self.replies.create(is_paper=True, at=at, **answers)

    def take_back_slip(self, pk, *, at=None):
        """Take a slip away again, while the questions are open. Twice is as good as once."""
        with transaction.atomic():
            self._open_activity(at or timezone.now())
            self.slips().filter(pk=pk).delete()

    def slips_left(self):
        """How many slips there can still be: one of each who came (who was asked, if nobody was ticked)
        and has not answered by link. Queries."""
        came = self.meeting.attendances.count()
        by_link = self.replies.filter(is_paper=False)
        if came:
            by_link = by_link.filter(person__attendances__meeting=self.meeting)
        else:
            came = self.activity.invitations.asked().count()
        return came - by_link.count() - self.slips().count()

    def _open_activity(self, at):
        """Its activity, locked; those who come at once come one after the other."""
        activity = Activity.objects.select_for_update().get(pk=self.activity_id)
        if not activity.is_open(at):
            raise FeedbackClosed
        return activity


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

    SCALES = ("worth", "heard", "ready", "topics_ours", "was_open")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["feedback", "person"], name="one_reply_a_person")
        ]

    def says(self, answers):
        """Whether it says just this."""
        return all(getattr(self, name) == value for name, value in answers.items())


def closing_questions(kind):
    """The three that every page asks first, by kind of meeting."""
    return ["worth", "heard", "wants_next" if kind == Meeting.Kind.OPEN else "ready"]


def more_questions(kind):
    """What is asked of whoever has a minute more."""
    more = ["better", "keep", "change", "word"]
    return more if kind == Meeting.Kind.OPEN else ["topics_ours", "was_open", "wants_next", *more]
