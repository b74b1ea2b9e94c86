"""What became of what members said: you said, we did, we did not, because."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import User

from .meetings import Meeting

MOST = 60  # of one meeting: a page that people still read


class CannotAnswer(Exception):
    """Says in a sentence why nothing was kept."""


class AnsweredQuerySet(models.QuerySet):
    def told(self):
        """What everybody was sent with the notes, or could read since."""
        return self.exclude(meeting__notes_sent_at=None)

    def promised(self):
        return self.filter(state=Answered.State.WILL)

    def newest_first(self):
        return self.order_by("-meeting__starts_at", "at", "pk")


class Answered(models.Model):
    """Something members said, and what became of it."""

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
    # What it was written from, so that the same is not offered twice: “left:…”, “mandate:3”.
    came_from = models.CharField(max_length=40, blank=True)
    # What was told once stays told: how it read before, the latest last, each with the day it held until.
    changed_at = models.DateTimeField(null=True, blank=True)
    earlier = models.JSONField(default=list, blank=True)

    objects = AnsweredQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self):
        return self.said

    @classmethod
    def say(cls, meeting, *, said, state, because, by=None, at=None, **fields):
        """Keep what was said and what became of it. The same words pressed twice are kept once."""
        at = at or timezone.now()
        with transaction.atomic():
            locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
            same = meeting.answered.filter(said=said, state=state, because=because).first()
            if same is not None:
                return same
            if meeting.answered.count() >= MOST:
                raise CannotAnswer(
                    _("There are %(n)d already, more than people read. Please join some of them.")
                    % {"n": MOST}
                )
            # What is said after everyone was told is new since then, and is dated.
            since = at if locked.notes_sent_at is not None else None
            return meeting.answered.create(
                said=said, state=state, because=because, by=by, at=at, changed_at=since, **fields
            )

    def change(self, *, at=None, **fields):
        """Let it say something else. Once it was told, how it read before stays, with the day."""
        at = at or timezone.now()
        with transaction.atomic():
            locked = Meeting.objects.select_for_update().get(pk=self.meeting_id)
            before = type(self).objects.get(pk=self.pk)
            words = {"said": before.said, "state": before.state, "because": before.because}
            for name, value in fields.items():
                setattr(self, name, value)
            if locked.notes_sent_at is not None and any(
                getattr(self, name) != said for name, said in words.items()
            ):
                self.earlier = [*before.earlier, {**words, "until": at.isoformat()}]
                self.changed_at = at
            self.save()

    def drop(self):
        """Delete it, unless everyone was told: then it stays, and can be changed."""
        with transaction.atomic():
            locked = Meeting.objects.select_for_update().get(pk=self.meeting_id)
            if locked.notes_sent_at is not None:
                raise CannotAnswer(
                    _("Everyone was told this. It stays, and you can change what it says.")
                )
            self.delete()
