import hmac
from datetime import timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .cycles import InvitationEvent
from .networks import Network
from .register import Person

LINK_PLACEHOLDER = "[[link]]"
LONGEST_SENDING = timedelta(minutes=10)


class MessageQuerySet(models.QuerySet):
    def to_send(self):
        return self.filter(state=Message.State.READY)

    def lost_in_sending(self, at):
        """Claimed so long ago that whoever was sending it must have been stopped half-way."""
        return self.filter(state=Message.State.SENDING, claimed_at__lt=at - LONGEST_SENDING)

    def claim(self, pk, *, at):
        """Take one message for sending. False if somebody else has it, so that none is sent twice."""
        return bool(self.to_send().filter(pk=pk).update(state=Message.State.SENDING, claimed_at=at))


class Message(models.Model):
    """A message to a person, with a placeholder where their link goes: the secret is never stored."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        READY = "ready", _("waiting to be sent")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("not sent")
        MAY_HAVE_GONE = "may_have_gone", _("may have gone")

    network = models.ForeignKey(Network, models.CASCADE, related_name="messages")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="messages")
    invitations = models.ManyToManyField("network.Invitation", related_name="messages", blank=True)
    # Says what this message is for, so that the same one is never made twice.
    dedupe_key = models.CharField(max_length=120, unique=True)
    to = models.EmailField(_("to"))
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("message"))
    state = models.CharField(max_length=14, choices=State, default=State.READY)
    reason = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]

    @classmethod
    def write(cls, person, invitations, *, key, subject, body, at=None):
        """Make a message to one person, ready to send. [[name]] becomes their name."""
        with transaction.atomic():
            message = cls.objects.create(
                network=person.network,
                person=person,
                dedupe_key=f"{key}:{person.pk}",
                to=person.email,
                subject=" ".join(subject.split()),  # a line break would begin a header of its own
                body=body.replace("[[name]]", person.name),
                created_at=at or timezone.now(),
            )
            message.invitations.set(invitations)
        return message

    def text(self):
        """The body as the person reads it, link filled in."""
        return self.body.replace(LINK_PLACEHOLDER, self.person.link if self.person else "")

    def send(self, *, at=None):
        """Send now, at most once: whatever interrupts this leaves the message claimed, never ready."""
        at = at or timezone.now()
        if not type(self).objects.claim(self.pk, at=at):
            return False
        try:
            EmailMessage(
                subject=self.subject,
                body=self.text(),
                from_email=settings.DEFAULT_FROM_EMAIL,
                to=[self.to],
                reply_to=[self.network.contact] if self.network.contact else None,
                headers={"Message-ID": self.message_id()},
            ).send()
        # smtplib's errors are OSErrors, a bad header's a ValueError: nothing has gone.
        except (OSError, ValueError) as error:
            self._record(
                self.State.FAILED, InvitationEvent.Kind.FAILED, at, reason=str(error)[:300]
            )
            return False
        self._record(self.State.SENT, InvitationEvent.Kind.SENT, at)
        return True

    def message_id(self):
        """The same at every try, and another for every message of every installation."""
        words = f"{self.dedupe_key}:{self.created_at.isoformat()}".encode()
        name = hmac.digest(settings.LINK_KEY.encode(), words, sha256).hex()[:32]
        return f"<{name}@{urlsplit(settings.SITE_URL).hostname}>"

    def retry(self, *, at=None):
        """Send again a message that is known not to have gone."""
        failed = type(self).objects.filter(pk=self.pk, state=self.State.FAILED)
        return bool(failed.update(state=self.State.READY)) and self.send(at=at)

    def _record(self, state, event, at, *, reason=""):
        with transaction.atomic():
            self.state, self.reason = state, reason
            self.sent_at = at if state == self.State.SENT else None
            self.save(update_fields=["state", "reason", "sent_at"])
            for invitation in self.invitations.all():
                invitation.note(event, at=at, text=reason)
