"""The longlist as a list: its order, what leaves it and comes back, and what is joined into one.

All of it queues up with the opening of a vote on the row of the cycle, so that no ballot is printed from
a list that somebody was just changing.
"""

from contextlib import contextmanager

from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network import citing
from network.models import Citation, Cycle


class WordingFrozen(Exception):
    """Says in a sentence that a vote was opened on these words."""


class CannotJoin(Exception):
    """Says in a sentence why topics cannot be joined, or taken apart."""


def list_is_frozen(cycle):
    """Whether a vote was ever opened on a cycle's list. Queries."""
    return cycle.votes.filter(activity__opened_at__isnull=False).exists()


@contextmanager
def changing_list(cycle, topic=None):
    """Hold the list while it is changed; with a `topic`, only what is on a ballot is refused.

    Raises WordingFrozen once a vote was opened on it.
    """
    with transaction.atomic():
        Cycle.objects.select_for_update().get(pk=cycle.pk)
        opened = cycle.votes.filter(activity__opened_at__isnull=False)
        ballots = list(opened.values_list("topic_codes", flat=True))
        if any(topic is None or topic.code in codes for codes in ballots):
            raise WordingFrozen(
                _("A vote was opened on this list, so its words stay as people read them.")
            )
        yield


class Listing:
    """What a topic does as one of a list."""

    def reword(self, *, by=None, at=None, **fields):
        """Put new words in place of those it has, which stay in its history."""
        with changing_list(self.cycle, self):
            for name, value in fields.items():
                setattr(self, name, value)
            self.save(update_fields=list(fields))
            self.keep_wording(by=by, at=at)
            if self.joined_into is not None and "origin" in fields:
                self.joined_into.weigh_parts()

    def rest_on(self, evidence, *, by=None, at=None):
        """From now on it rests on this, and on nothing else."""
        with changing_list(self.cycle, self):
            kept = [citing.citable_of(thing) for thing in evidence]
            before = citing.evidence_of(self).filter(role=Citation.Role.EVIDENCE)
            before.exclude(target__in=kept).delete()
            citing.cite(self, kept, by=by, at=at)

    def move(self, step):
        """So many places down the list, or up; at its end it stays."""
        with changing_list(self.cycle):
            listed = list(self.cycle.topics.on_longlist())
            place = listed.index(self) if self in listed else -1
            if place < 0 or not 0 <= place + step < len(listed):
                return
            listed.insert(place + step, listed.pop(place))
            for position, topic in enumerate(listed, start=1):
                topic.position = position
            type(self).objects.bulk_update(listed, ["position"])

    def leave_off(self, *, reason, comes_back="", at=None):
        with changing_list(self.cycle, self):
            self.left_off_at, self.left_off_reason = at or timezone.now(), reason
            self.comes_back = comes_back
            self.save(update_fields=["left_off_at", "left_off_reason", "comes_back"])

    def put_back(self):
        """On the list again, whether it was left off or had become a part of another."""
        with changing_list(self.cycle):
            whole = self.joined_into
            if whole is not None:
                self._require_own_title()
                citing.uncite(whole, [self], Citation.Role.JOINED)
            self.left_off_at, self.left_off_reason, self.comes_back = None, "", ""
            self.joined_into = None
            self.save(update_fields=["left_off_at", "left_off_reason", "comes_back", "joined_into"])
            if whole is not None:
                whole.weigh_parts()

    def _require_own_title(self):
        if type(self).called(self.cycle, self.title).exclude(pk=self.pk).exists():
            raise CannotJoin(
                _("Another topic is called “%(title)s”. Give that one another title first.")
                % {"title": self.title}
            )

    @classmethod
    def called(cls, cycle, title):
        """The topics of a cycle, without parts of others, that have this title, in capitals or not."""
        in_small = cls.objects.annotate(small_title=Lower("title"))
        return in_small.filter(
            cycle=cycle, joined_into=None, small_title=Lower(models.Value(title))
        )

    @classmethod
    def join(cls, topics, *, by=None, at=None, rests_on=None, **words):
        """Make one of several topics of a list. They keep their words, and stand behind it.

        It rests on the things `rests_on`, or on all that they rest on.
        """
        at, cycle, keys = at or timezone.now(), topics[0].cycle, {topic.pk for topic in topics}
        with changing_list(cycle):
            parts = list(cycle.topics.on_longlist().filter(pk__in=keys))
            if len(parts) < 2 or len(parts) < len(keys):
                raise CannotJoin(_("Choose two topics or more that are on the list now."))
            words.setdefault("evidence", other_evidence_of(parts))
            # At first it counts as a part itself: it may be called as one of them.
            whole = cls.list_on(
                cycle, origin=cls.Origin.JOINED, joined_into=parts[0], by=by, at=at, **words
            )
            cycle.topics.filter(pk__in=keys).update(left_off_at=at, joined_into=whole)
            whole.joined_into, whole.position = None, parts[0].position
            whole.save(update_fields=["joined_into", "position"])
            whole.weigh_parts()
            citing.cite(whole, parts, Citation.Role.JOINED, by=by, at=at)
            citing.cite(whole, evidence_of(parts) if rests_on is None else rests_on, by=by, at=at)
        return whole

    def weigh_parts(self):
        """Keep whether all that it was joined from began with the coordinator."""
        parts = list(self.parts.all())
        if parts:
            self.joined_from_own = all(part.began_with_coordinator for part in parts)
            self.save(update_fields=["joined_from_own"])
        if self.joined_into is not None:
            self.joined_into.weigh_parts()


def evidence_of(topics):
    """The citables that any of some topics rests on."""
    keys = [topic.citable_id for topic in topics if topic.citable_id]
    found = Citation.objects.filter(source__in=keys, role=Citation.Role.EVIDENCE)
    return list(dict.fromkeys(one.target for one in found.select_related("target")))


def other_evidence_of(topics):
    """What else any of them rests on, one a line."""
    lines = [line.strip() for topic in topics for line in topic.evidence.splitlines()]
    return "\n".join(dict.fromkeys(filter(None, lines)))
