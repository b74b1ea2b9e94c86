"""What was written to several people at once."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.contributions import still_waiting

from .activities import Activity
from .invitations import InvitationEvent
from .networks import Network, User


class MessageKind(models.TextChoices):
    INVITATION = "invitation", _("invitation")
    REMINDER = "reminder", _("reminder")
    MORE = "more", _("something more")
    CODE = "code", _("code for a new device")
    COPY = "copy", _("copy of answers")
    COLLEAGUE = "colleague", _("handed on by a colleague")
    CONCERN = "concern", _("about a worry")
    QUOTE = "quote", _("may we quote you")
    MEETING = "meeting", _("meeting")
    NUDGE = "nudge", _("how is it going")
    WAY_IN = "way_in", _("how to sign in")
    OTHER = "other", _("message")

    @property
    def event(self):
        """What the ledger says when one has gone; nothing if it asks nobody for anything."""
        if self in {"code", "copy", "concern", "quote", "meeting", "nudge", "way_in"}:
            return None
        return InvitationEvent.Kind.REMINDED if self == "reminder" else InvitationEvent.Kind.SENT


class MessageState(models.TextChoices):
    DRAFT = "draft", _("draft")
    READY = "ready", _("waiting to be sent")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("not sent")
    MAY_HAVE_GONE = "may_have_gone", _("may have gone")
    BOUNCED = "bounced", _("came back")
    SET_ASIDE = "set_aside", _("put aside")


class MailingQuerySet(models.QuerySet):
    def with_tallies(self):
        """Each with how many of its messages are in which state, as n_draft, n_sent, ….

        One query, whatever their number.
        """
        return self.annotate(
            **{
                f"n_{state}": models.Count("messages", filter=models.Q(messages__state=state))
                for state in MessageState.values
            }
        ).order_by("-made_at", "-pk")  # a count drops the order that the model has by itself


class Mailing(models.Model):
    """One text, sent to several people about the same activities."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="mailings")
    activities = models.ManyToManyField(Activity, related_name="mailings", blank=True)
    kind = models.CharField(max_length=12, choices=MessageKind)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("message"))
    # A reminder of a secret vote goes to those who have not voted: who they are is nobody's business.
    hides_people = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = MailingQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return self.subject

    @property
    def n_waiting(self):
        """Ready or being sent, of one found with its tallies."""
        return self.n_ready + self.n_sending

    def still_concerns(self, person, *, at=None):
        """Whether any of what this asks is open, and still to be done by the person. Queries.

        What says something more, or invites to a vote, asks only whether it is open: that an invitation to a
        secret vote was put aside would tell who has voted.
        """
        if self.kind not in {"invitation", "reminder", "more", "colleague"}:
            return True
        if person is None or not person.takes_part:
            return False
        open_now = [activity for activity in self.activities.all() if activity.is_open(at)]
        if self.kind == MessageKind.MORE:
            return bool(open_now)
        return any(
            (activity.kind == Activity.Kind.VOTE and self.kind == MessageKind.INVITATION)
            or still_waiting(activity).filter(person=person).exists()
            for activity in open_now
        )

    def approve(self, *, promised):
        """Let all its drafts go out, if they are as many as the button said. Returns how many did, or
        None if their number has changed."""
        with transaction.atomic():
            type(self).objects.select_for_update().get(pk=self.pk)
            drafts = self.messages.drafts()
            if drafts.count() != promised:
                return None
            return drafts.update(state=MessageState.READY)

    def set_aside(self, reason=""):
        """Keep all that waits, or could not be sent, from going out. Returns how many."""
        waiting = self.messages.filter(
            state__in=[MessageState.DRAFT, MessageState.READY, MessageState.FAILED]
        )
        return waiting.update(state=MessageState.SET_ASIDE, reason=reason)

    def forget_people(self):
        """Let go of who a reminder that hides its people went to, and of all that could tell it.

        What still waits, or failed, is put aside: nobody is left to send it to.
        """
        if not self.hides_people:
            return
        with transaction.atomic():
            self.set_aside()
            lines = self.messages.model.invitations.through.objects
            lines.filter(message__mailing=self).delete()
            messages = list(self.messages.only("dedupe_key"))
            for message in messages:  # its key ends in the person's own number
                message.dedupe_key = f"{message.dedupe_key.rpartition(':')[0]}:gone-{message.pk}"
            self.messages.bulk_update(messages, ["dedupe_key"], batch_size=200)
            self.messages.update(
                person=None, to="", subject=self.subject, body="", reason="", provider_id=""
            )
