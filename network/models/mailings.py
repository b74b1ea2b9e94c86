"""What was written to several people at once."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.contributions import still_waiting

from .activities import Activity
from .networks import Network, User


class MailingQuerySet(models.QuerySet):
    def with_tallies(self):
        """Each with how many of its messages are in which state, as n_draft, n_sent, ….

        One query, whatever their number.
        """
        from .messages import Message  # noqa: PLC0415 a mailing is made of messages, which name it

        return self.annotate(
            **{
                f"n_{state}": models.Count("messages", filter=models.Q(messages__state=state))
                for state in Message.State.values
            }
        )


class Mailing(models.Model):
    """One text, sent to several people about the same activities."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="mailings")
    activities = models.ManyToManyField(Activity, related_name="mailings", blank=True)
    kind = models.CharField(max_length=12)
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

    def still_waits_for(self, person):
        """Whether any of what this is about is open and still to be done by the person. Queries."""
        return person is not None and any(
            activity.is_open() and still_waiting(activity).filter(person=person).exists()
            for activity in self.activities.all()
        )

    def approve(self, *, promised):
        """Let all its drafts go out, if they are as many as the button said. Returns how many did, or
        None if their number has changed."""
        with transaction.atomic():
            type(self).objects.select_for_update().get(pk=self.pk)
            drafts = self.messages.drafts()
            if drafts.count() != promised:
                return None
            return drafts.update(state="ready")

    def set_aside(self, reason=""):
        """Keep all that waits from going out. Returns how many."""
        waiting = self.messages.filter(state__in=["draft", "ready"])
        return waiting.update(state="set_aside", reason=reason)

    def forget_people(self):
        """Let go of who a reminder that hides its people went to."""
        if self.hides_people:
            self.messages.exclude(state__in=["ready", "sending"]).update(person=None, to="")
