"""What those who were there would put differently, while the notes can still be corrected."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Person, User

from .meetings import Meeting
from .notes import Note

MOST_EACH = 20  # corrections of one person to the notes of one meeting


class CorrectionRefused(Exception):
    """Says in a sentence why a correction was not kept."""


class CorrectionQuerySet(models.QuerySet):
    def unsettled(self):
        return self.filter(settled_at=None)

    def said_by(self, person):
        return self.filter(person=person)


class Correction(models.Model):
    """What somebody who was there would put differently, while notes can still be corrected."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="corrections")
    note = models.ForeignKey(Note, models.CASCADE, null=True, related_name="corrections")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="corrections")
    text = models.CharField(_("what should it say?"), max_length=500)
    at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    taken_in = models.BooleanField(default=False)
    answer = models.CharField(_("why, or what was changed"), max_length=300, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]

    @classmethod
    def send(cls, meeting, person, text, *, note=None, at=None):
        """Keep what a person would put differently. Pressed twice, it is kept once.

        Raises CorrectionRefused after the last day, and when one person has sent very many.
        """
        at = at or timezone.now()
        with transaction.atomic():
            locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
            if not locked.takes_corrections(at):
                raise CorrectionRefused(
                    _("The time for corrections has passed. What you sent just now was not kept.")
                )
            mine = meeting.corrections.said_by(person)
            same = mine.unsettled().filter(note=note, text=text).first()
            if same is not None:
                return same
            if mine.count() >= MOST_EACH:
                raise CorrectionRefused(
                    _("You have sent %(n)d already. Please tell your coordinator the rest.")
                    % {"n": MOST_EACH}
                )
            return cls.objects.create(meeting=meeting, person=person, note=note, text=text, at=at)

    def take_in(self, *, text="", answer="", at=None):
        """Let the note say `text` from now on; of one about no note, `answer` says what was done.

        Settled once: False if somebody else was quicker.
        """
        with transaction.atomic():
            if not self._settle(taken_in=True, answer=answer, at=at):
                return False
            if self.note is not None and text:
                self.note.say(text=text, at=at)
        return True

    def leave(self, *, answer, at=None):
        """Say why the note stays as it is. Settled once: False if somebody else was quicker."""
        return self._settle(taken_in=False, answer=answer, at=at)

    def _settle(self, *, taken_in, answer, at):
        settled = {
            "taken_in": taken_in,
            "answer": answer,
            "settled_at": at or timezone.now(),
        }
        for name, value in settled.items():
            setattr(self, name, value)
        mine = type(self).objects.unsettled().filter(pk=self.pk)
        return bool(mine.update(**settled))


class TakenOut(models.Model):
    """That a line left the final notes, as it may for somebody’s privacy. Its words are kept nowhere."""

    BRACKETS = "[…]"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="taken_out")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["at", "pk"]

    @classmethod
    def note(cls, note, *, by=None, at=None):
        """Take a line out of the final notes, and out of the transcripts it was typed from.

        What was sent about it goes too, for it may say the same. False if it was out already.
        """
        at = at or timezone.now()
        with transaction.atomic():
            meeting = Meeting.objects.select_for_update().get(pk=note.meeting_id)
            note.refresh_from_db()
            if not note.is_on_record:
                return False
            note.corrections.all().delete()
            note.say(text=cls.BRACKETS, off_record=True, taken_back_at=at, at=at)
            cls.objects.create(meeting=meeting, by=by, at=at)
        return True

    @classmethod
    def photo(cls, photo, *, by=None, at=None):
        """Delete a photograph for good. It leaves a mark if its words stood in the final notes."""
        with transaction.atomic():
            meeting = Meeting.objects.select_for_update().get(pk=photo.meeting_id)
            was_read = not photo.off_record and bool(photo.transcript)
            if meeting.notes_are_final(at) and was_read:
                cls.objects.create(meeting=meeting, by=by, at=at or timezone.now())
            photo.delete()
