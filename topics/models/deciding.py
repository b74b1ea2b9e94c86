"""What becomes of a suggestion. Whatever changes the list queues up with the opening of a vote on it."""

from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Cycle

from .listing import list_is_frozen
from .topics import Topic


class CannotDecide(Exception):
    """Says in a sentence why a suggestion stays as it is."""


class Deciding:
    """What is decided of a suggestion, and taken back. Each verb raises CannotDecide."""

    def withdraw(self, *, at=None):
        """Whoever made it takes it back while it waits. Others that say the same stand without it."""
        with self._in_turn():
            if self.withdrawn_at is not None:
                return
            if self.main.outcome:
                raise CannotDecide(_("It has been decided meanwhile, so it stays."))
            self._give_way()
            self.withdrawn_at, self.same_as = at or timezone.now(), None
            self.save(update_fields=["withdrawn_at", "same_as"])

    def list_as(self, *, title, question="", by=None, at=None):
        """Put it on the longlist as a topic; returns that. The words are theirs if they stand unchanged."""
        with self._in_turn():
            self._require_open_list()
            self._require_undecided()
            if Topic.called(self.cycle, title).exists():
                raise CannotDecide(_("This cycle already has a topic with that title."))
            kept = self._is_said_by(title, question)
            topic = Topic.list_on(
                self.cycle,
                title=title,
                question=question,
                origin=Topic.Origin.PARTICIPANT if kept else Topic.Origin.REWORDED,
                by=by,
                at=at,
            )
            self._settle(self.Outcome.LISTED, by, at, topic=topic)
        return topic

    def join_into(self, topic, *, by=None, at=None):
        """It becomes part of a topic on the list. Its words, and whose they are, stay."""
        with self._in_turn():
            self._require_open_list()
            self._require_undecided()
            topic = self.cycle.topics.on_longlist().filter(pk=topic.pk).first()
            if topic is None:
                raise CannotDecide(_("That topic is not on the list any more."))
            self._settle(self.Outcome.JOINED, by, at, topic=topic)

    def same_idea_as(self, other, *, by=None, at=None):
        """It says what another says. What becomes of that one becomes of both."""
        with self._in_turn():
            self._require_undecided()
            other = self.cycle.suggestions.readable().filter(pk=other.pk).first()
            main = other and other.main
            if main is None or main.pk == self.pk:
                raise CannotDecide(_("Choose another suggestion that says the same."))
            if main.outcome in {self.Outcome.LISTED, self.Outcome.JOINED}:
                self._require_open_list()
            self.others_alike.update(same_as=main)
            self.same_as, self.decided_by, self.decided_at = main, by, at or timezone.now()
            self.save(update_fields=["same_as", "decided_by", "decided_at"])

    def leave_off(self, *, reason, comes_back="", by=None, at=None):
        """It does not go on the list, and members read why. The list stays as it is: so at any time."""
        with self._in_turn():
            self._require_undecided()
            self._settle(self.Outcome.LEFT_OFF, by, at, reason=reason, comes_back=comes_back)

    def reconsider(self):
        """Take the decision back: it waits again. A topic that is nothing but this suggestion goes."""
        with self._in_turn():
            if self.vote_id is None:
                self._require_open_list()
            if self.outcome == self.Outcome.LISTED and self.topic is not None:
                self._take_off(self.topic)
            self.same_as = self.topic = self.decided_at = self.decided_by = self.told_at = None
            self.outcome = self.reason = self.comes_back = ""
            self.save()
            self.others_alike.update(told_at=None)  # they are told of what is decided next

    @contextmanager
    def _in_turn(self):
        """Alone with the list, as an opening vote is, and with what stands in the database now."""
        with transaction.atomic():
            Cycle.objects.select_for_update().get(pk=self.cycle_id)
            self.refresh_from_db()
            yield

    def _require_open_list(self):
        if list_is_frozen(self.cycle):
            raise CannotDecide(_("The vote has opened, so the list stays as it is."))

    def _require_undecided(self):
        if self.withdrawn_at is not None:
            raise CannotDecide(_("Whoever suggested it has taken it back."))
        if self.outcome or self.same_as_id is not None:
            raise CannotDecide(_("It has been decided already. Take that back first."))
        if self.vote_id is not None and self.vote.activity.closed_at is None:
            raise CannotDecide(_("It was said beside a vote that is open. Nobody reads it yet."))

    def _settle(self, outcome, by, at, **said):
        said |= {"outcome": outcome, "decided_by": by, "decided_at": at or timezone.now()}
        for name, value in said.items():
            setattr(self, name, value)
        self.save(update_fields=[*said])

    def _is_said_by(self, title, question):
        """Whether a topic says it unchanged: in its title, or in its question where no title is so long."""
        longest = Topic._meta.get_field("title").max_length
        return self.text == (title if len(self.text) <= longest else question)

    def _take_off(self, topic):
        if self._is_worked_on(topic):
            said = _(
                "The topic “%(title)s” has been worked on since. Leave the topic itself off the list."
            )
            raise CannotDecide(said % {"title": topic})
        topic.delete()

    def _is_worked_on(self, topic):
        """Whether a topic has become more than this one suggestion: deleting it would lose that.

        A sealed stance speaks of topics by their codes, so a code that was sealed is never given again.
        """
        wordings = list(topic.wordings.all())
        return (
            not topic.is_on_longlist
            or topic.citable_id is not None
            or len(wordings) != 1
            or wordings[0].words != topic.wording
            or topic.parts.exists()
            or topic.suggestions.exclude(pk=self.pk).exists()
            or any(topic.code in seal.covers for seal in self.cycle.seals.all())
        )

    def _give_way(self):
        """The next of those that say the same stands for the others from now on."""
        heir = self.others_alike.standing().order_by("pk").first()
        if heir is not None:
            self.others_alike.exclude(pk=heir.pk).update(same_as=heir)
            heir.same_as = None
            heir.save(update_fields=["same_as"])
