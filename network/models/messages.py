"""The outbox: each message to a person, from draft to what became of it."""

import hmac
from datetime import timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network import mail
from network.contributions import message_overtaken, message_words

from .invitations import InvitationEvent
from .mailings import Mailing, MessageKind, MessageState
from .networks import Network, User
from .register import Person

LONGEST_SENDING = timedelta(minutes=10)
PERSON_AT_SENDING = ["email", "left_at", "takes_part", "link_generation", "link_revoked_at"]


class MessageQuerySet(models.QuerySet):
    def drafts(self):
        return self.filter(state=Message.State.DRAFT)

    def to_send(self):
        return self.filter(state=Message.State.READY)

    def failed(self):
        return self.filter(state=Message.State.FAILED)

    def unsent(self):
        return self.filter(state__in=[MessageState.DRAFT, MessageState.READY, MessageState.FAILED])

    def to_see(self):
        """What the coordinator's outbox lists. That somebody was told of a worry stands beside no hour by
        which its writer could be found in the ledger; only that it could not be sent. Nor does a code: one
        that follows the asking for a quote would say whose words it has. Whether somebody who is to be
        quoted has an address would tell who it is."""
        untold = models.Q(kind=MessageKind.CONCERN, mailing=None) | models.Q(kind=MessageKind.CODE)
        return self.exclude(untold & ~models.Q(state=MessageState.FAILED)).exclude(
            kind=MessageKind.QUOTE
        )

    def for_sending(self):
        """With what sending each reads, in one query."""
        return self.select_related("network", "person", "mailing")

    def lost_in_sending(self, at):
        """Claimed so long ago that whoever was sending it must have been stopped half-way."""
        return self.filter(state=Message.State.SENDING, claimed_at__lt=at - LONGEST_SENDING)

    def claim(self, pk, *, at):
        """Take one message for sending. False if somebody else has it, so that none is sent twice."""
        return bool(self.to_send().filter(pk=pk).update(state=Message.State.SENDING, claimed_at=at))

    def tally(self):
        """{state: how many}, without those that ask whether somebody may be quoted. One query."""
        counts = (
            self.exclude(kind=MessageKind.QUOTE)
            .order_by()
            .values_list("state")
            .annotate(n=models.Count("pk"))
        )
        return {Message.State(state): n for state, n in counts}


class Message(models.Model):
    """A message to a person, with a placeholder where their link goes: the secret is never stored."""

    Kind, State = MessageKind, MessageState

    network = models.ForeignKey(Network, models.CASCADE, related_name="messages")
    mailing = models.ForeignKey(
        Mailing, models.CASCADE, null=True, blank=True, related_name="messages"
    )
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="messages")
    invitations = models.ManyToManyField("network.Invitation", related_name="messages", blank=True)
    kind = models.CharField(max_length=12, choices=MessageKind, default=MessageKind.OTHER)
    # Says what this message is for, so that the same one is never made twice.
    dedupe_key = models.CharField(max_length=120, unique=True)
    to = models.EmailField(_("to"))
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("message"))
    state = models.CharField(max_length=14, choices=MessageState, default=MessageState.READY)
    reason = models.CharField(max_length=300, blank=True)
    edited_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    # What the mail provider calls it, for when it tells us that it came back.
    provider_id = models.CharField(max_length=200, blank=True, db_index=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["network", "state"])]

    @classmethod
    def write(
        cls,
        person,
        invitations,
        *,
        key,
        subject,
        body,
        kind=MessageKind.OTHER,
        mailing=None,
        is_draft=False,
        at=None,
    ):
        """Make a message to one person, a draft or ready to send. [[name]] becomes their name."""
        with transaction.atomic():
            message = cls.objects.create(
                network=person.network,
                mailing=mailing,
                person=person,
                kind=kind,
                dedupe_key=f"{key}:{person.pk}",
                to=person.email,
                subject=" ".join(subject.split()),  # a line break would begin a header of its own
                body=body.replace("[[name]]", person.name),
                state=cls.State.DRAFT if is_draft else cls.State.READY,
                created_at=at or timezone.now(),
            )
            message.invitations.set(invitations)
        return message

    @classmethod
    def write_to_user(cls, user, network, *, key, subject, body, kind=MessageKind.OTHER, at=None):
        """Make a message to somebody who signs in; None if it was made before."""
        message, is_new = cls.objects.get_or_create(
            dedupe_key=f"{key}:user:{user.pk}",
            defaults={
                "network": network,
                "kind": kind,
                "to": user.email,
                "subject": " ".join(subject.split())[:200],
                "body": body.replace("[[name]]", str(user)),
                "created_at": at or timezone.now(),
            },
        )
        return message if is_new else None

    @property
    def can_be_edited(self):
        return not self.is_private and self.state in {self.State.DRAFT, self.State.FAILED}

    @property
    def is_private(self):
        """Between the person and us: nobody else may say where it goes, or what stands in it."""
        return self.kind in {
            self.Kind.CODE,
            self.Kind.COPY,
            self.Kind.CONCERN,
            self.Kind.QUOTE,
            self.Kind.WAY_IN,
        }

    def text(self):
        """The body as the person reads it: link, code and answers filled in."""
        return mail.fill_in(self)

    def edit(self, *, subject, body, to=None, by=None):
        """Change a message that has not gone. False if it has gone meanwhile, or is not hers to change."""
        if self.is_private:
            return False
        unsent = type(self).objects.filter(
            pk=self.pk, state__in=[self.State.DRAFT, self.State.FAILED]
        )
        changed = unsent.update(
            subject=" ".join(subject.split()), body=body, to=to or self.to, edited_by=by
        )
        self.refresh_from_db()
        return bool(changed)

    def approve(self):
        """Let a draft go out."""
        drafts = type(self).objects.drafts().filter(pk=self.pk)
        return bool(drafts.update(state=self.State.READY))

    def set_aside(self, reason=""):
        """Keep a draft, or what could not be sent, from going out. It stays in the outbox."""
        waiting = type(self).objects.filter(
            pk=self.pk, state__in=[self.State.DRAFT, self.State.READY, self.State.FAILED]
        )
        if not waiting.update(state=self.State.SET_ASIDE, reason=reason[:300]):
            return False
        self.state, self.reason = self.State.SET_ASIDE, reason[:300]
        return True

    def send(self, *, at=None, connection=None):
        """Send now, at most once: whatever interrupts this leaves the message claimed, never ready."""
        at = at or timezone.now()
        if self.person is not None:  # a long run must not use a link or an address of its beginning
            self.person.refresh_from_db(fields=PERSON_AT_SENDING)
        if self._is_overtaken(at) or not type(self).objects.claim(self.pk, at=at):
            return False
        try:
            provider_id = mail.deliver(self, connection)
        except mail.NotDelivered as problem:
            self._record(self.State.FAILED, InvitationEvent.Kind.FAILED, at, reason=str(problem))
            return False
        except mail.MayHaveGone as problem:
            self._record(
                self.State.MAY_HAVE_GONE, self.Kind(self.kind).event, at, reason=str(problem)
            )
            return False
        self.provider_id = provider_id[:200]
        self._record(self.State.SENT, self.Kind(self.kind).event, at)
        return True

    def mark_as_lost(self, *, at):
        """Whoever was sending it was stopped half-way: it may have gone. False if it is settled already."""
        lost = type(self).objects.lost_in_sending(at).filter(pk=self.pk)
        with transaction.atomic():
            if not lost.update(state=self.State.MAY_HAVE_GONE):
                return False
            words = _("It may have gone: we were stopped while sending it.")
            self._tell_the_ledger(self.Kind(self.kind).event, self.claimed_at, str(words))
        return True

    def _is_overtaken(self, at):
        """What nobody needs any more, or nobody could open, is put aside: chasing stops at once."""
        why = self._why_not(at)
        return bool(why) and self.set_aside(str(why))

    def _why_not(self, at):
        """Why it should not go any more; empty if it should."""
        if self.person is not None:
            if self.person.left_at:
                return _("No longer needed: they have left.")
            if self.person.link_revoked_at:
                return _("Their link is stopped, so they could not open it.")
            # Their link works, and must not go to an address that is theirs no more.
            own = self.to.casefold() == self.person.email.casefold()
            if not own and (self.is_private or not self.edited_by_id):
                return _("Their address has changed since.")
        if self.kind == self.Kind.CODE and not message_words["code"](self):
            return _("The code has run out.")
        overtaken = message_overtaken.get(self.kind)
        if overtaken is not None and (why := overtaken(self, at)):
            return why
        if self.mailing and not self.mailing.still_concerns(self.person, at=at):
            return _("No longer needed: it was done meanwhile, or has closed.")
        return ""

    def message_id(self):
        """The same at every try, and another for every message of every installation."""
        words = f"{self.dedupe_key}:{self.created_at.isoformat()}".encode()
        name = hmac.digest(settings.LINK_KEY.encode(), words, sha256).hex()[:32]
        return f"<{name}@{urlsplit(settings.SITE_URL).hostname}>"

    def retry(self, *, at=None):
        """Send again a message that is known not to have gone."""
        failed = type(self).objects.failed().filter(pk=self.pk)
        return bool(failed.update(state=self.State.READY)) and self.send(at=at)

    def came_back(self, reason="", *, at=None):
        """Mark as bounced a message that was sent. False if it is marked already, or never went."""
        at = at or timezone.now()
        gone = type(self).objects.filter(
            pk=self.pk, state__in=[self.State.SENT, self.State.MAY_HAVE_GONE]
        )
        with transaction.atomic():
            if not gone.update(state=self.State.BOUNCED, reason=reason[:300]):
                return False
            self.refresh_from_db()
            self._tell_the_ledger(InvitationEvent.Kind.BOUNCED, at, reason)
        return True

    def _record(self, state, event, at, *, reason=""):
        with transaction.atomic():
            self.state, self.reason = state, reason[:300]
            self.sent_at = at if state == self.State.SENT else None
            self.save(update_fields=["state", "reason", "sent_at", "provider_id"])
            self._tell_the_ledger(event, at, reason)

    def _tell_the_ledger(self, event, at, text):
        """A reminder that hides its people leaves no line by which they could be told from the others."""
        if self.Kind(self.kind).event and not (self.mailing and self.mailing.hides_people):
            for invitation in self.invitations.all():
                invitation.note(event, at=at, text=text)
