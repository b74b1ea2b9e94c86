"""What was caught in the room: notes, photographs of flipcharts, and what they have in common."""

from hashlib import sha256

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Citable, User

from .meetings import Meeting


class Cluster(models.Model):
    """Notes of one meeting that belong together."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="clusters")
    name = models.CharField(_("name"), max_length=80)
    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                models.functions.Lower("name"), "meeting", name="cluster_names_differ_in_a_meeting"
            )
        ]

    def __str__(self):
        return self.name

    @classmethod
    def begin(cls, meeting, name):
        """The cluster of that name, at the end of the others if there was none."""
        with meeting.notes_open():
            found = cls.named(meeting, name)
            last = meeting.clusters.aggregate(last=models.Max("position"))["last"] or 0
            return found or meeting.clusters.create(name=name, position=last + 1)

    @classmethod
    def named(cls, meeting, name):
        """The cluster that is called so, in capitals or not; None if there is none."""
        wanted = name.casefold()
        return next((one for one in meeting.clusters.all() if one.name.casefold() == wanted), None)

    def rename(self, name):
        with self.meeting.notes_open():
            self.name = name
            self.save(update_fields=["name"])

    def let_go(self):
        """Its notes stay, not sorted."""
        with self.meeting.notes_open():
            self.delete()

    def merge_into(self, other):
        """Give its notes to another cluster of the same meeting, and let it go."""
        with self.meeting.notes_open():
            self.notes.update(cluster=other)
            self.delete()

    def move(self, *, up):
        """Change places with the cluster before it, or after it."""
        with self.meeting.notes_open():
            order = list(self.meeting.clusters.all())
            here = order.index(self)
            there = here - 1 if up else here + 1
            if 0 <= there < len(order):
                order[here], order[there] = order[there], order[here]
            for position, cluster in enumerate(order, start=1):
                cluster.position = position
            Cluster.objects.bulk_update(order, ["position"])


def bare(line):
    """The letters and figures of a line: the same for two that differ in bullets, spaces and capitals."""
    return "".join(filter(str.isalnum, line)).casefold()


class PhotoQuerySet(models.QuerySet):
    def on_record(self):
        return self.filter(off_record=False)


class Photo(models.Model):
    """A photograph of a flipchart or a wall, with its words typed out."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="photos")
    image = models.FileField(_("photograph"), upload_to="photos/")
    caption = models.CharField(_("what it shows"), max_length=200, blank=True)
    transcript = models.TextField(_("its words, typed out"), max_length=4000, blank=True)
    off_record = models.BooleanField(_("off the record"), default=False)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    objects = PhotoQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]

    def forget_line(self, text):
        """Take a line out of the transcript, whatever bullet it has and however it is spaced."""
        wanted = bare(text)
        lines = self.transcript.splitlines()
        kept = [line for line in lines if bare(line) != wanted]
        if kept != lines:
            self.transcript = "\n".join(kept)
            self.save(update_fields=["transcript"])


def let_go_of_the_file(sender, instance, **_kwargs):
    """A deleted row takes its file along, once it is certain that the row is gone."""
    storage, name = instance.image.storage, instance.image.name
    transaction.on_commit(lambda: storage.delete(name))


models.signals.post_delete.connect(let_go_of_the_file, sender=Photo)


def client_key_of(key, text, *, hand=""):
    """What tells a line that is sent again from one that was said again; empty without a `key`.

    The words are in it: a page that comes back and sends other words under its old key loses none. It
    begins with the hand that caught the line, so that the lines of one page can be found.
    """
    if not key:
        return ""
    line = sha256(f"{key}\n{text}".encode()).hexdigest()
    return f"{hand_of(hand)}{line}"[:32] if hand else line[:32]


def hand_of(hand):
    return sha256(hand.encode()).hexdigest()[:8]


class NoteQuerySet(models.QuerySet):
    def standing(self):
        """Without those that were taken back."""
        return self.filter(taken_back_at=None)

    def on_record(self):
        # See also Note.is_on_record
        return self.standing().filter(off_record=False)

    def for_staff(self, network):
        """What whoever looks may see. Off the record is for those who run meetings; all staff read the rest,
        on the page of the meeting, as what an insight rests on, and along its trail."""
        return self.standing() if "run" in network.may else self.on_record()


class Note(models.Model):
    """Something caught in the room. No speaker is recorded."""

    class Kind(models.TextChoices):
        POINT = "point", _("Point")
        DECISION = "decision", _("Decision")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.POINT)
    text = models.CharField(_("note"), max_length=500)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    cluster = models.ForeignKey(
        Cluster, models.SET_NULL, null=True, blank=True, related_name="notes"
    )
    # Kept for whoever wrote it down; on no page for members, and in no file.
    off_record = models.BooleanField(_("off the record"), default=False)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)
    # Given by the page that caught it, so that sending the same line again makes no second note.
    client_key = models.CharField(max_length=32, blank=True)
    citable = models.OneToOneField(Citable, models.SET_NULL, null=True, related_name="note")

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "client_key"],
                condition=~models.Q(client_key=""),
                name="a_line_is_caught_once",
            )
        ]

    def __str__(self):
        return self.text

    @classmethod
    def catch(cls, meeting, kind, text, *, key="", hand="", **fields):
        """Keep a line. The same words under the same `key` are the same note, however often they come."""
        if not key:
            return cls.objects.create(meeting=meeting, kind=kind, text=text, **fields)
        note, _is_new = cls.objects.get_or_create(
            meeting=meeting,
            client_key=client_key_of(key, text, hand=hand),
            defaults={"kind": kind, "text": text, **fields},
        )
        return note

    @property
    def is_on_record(self):
        # See also NoteQuerySet.on_record()
        return self.taken_back_at is None and not self.off_record

    def was_corrected_since(self, moment):
        return self.changed_at is not None and moment is not None and self.changed_at > moment

    def change(self, *, at=None, **fields):
        """Give it other words, another kind, or another standing, while the notes are not final."""
        with self.meeting.notes_open():
            self.say(at=at, **fields)

    def say(self, *, at=None, **fields):
        """What a correction that came in time may still do after the last day.

        Words that it says no more leave the transcripts too: there they would be read as a line of their own.
        """
        text = fields.get("text", self.text)
        if text != self.text:
            self.changed_at = at or timezone.now()
        if bare(text) != bare(self.text):
            for photo in self.meeting.photos.exclude(transcript=""):
                photo.forget_line(self.text)
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=[*fields, "changed_at"])

    def take_back(self, *, at=None):
        with self.meeting.notes_open():
            self.taken_back_at = at or timezone.now()
            self.save(update_fields=["taken_back_at"])

    def put_back(self):
        with self.meeting.notes_open():
            self.taken_back_at = None
            self.save(update_fields=["taken_back_at"])

    def move_to(self, cluster):
        """Into a cluster of its meeting, or None: not sorted."""
        with self.meeting.notes_open():
            self.cluster = cluster
            self.save(update_fields=["cluster"])
