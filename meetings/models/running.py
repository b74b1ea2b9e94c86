"""A meeting as it goes in the room: which item is on, since when, and what was added to it."""

from contextlib import contextmanager
from datetime import timedelta
from itertools import takewhile

from django.db import models, transaction
from django.utils import timezone

from .agenda import AgendaItem

MOST_ADDED = 600  # minutes
WHATEVER = object()  # a press that does not say what its page showed


class Running:
    """The verbs of a running meeting. Each names the item its page showed, so that a press that comes twice,
    or from a page that is behind, changes nothing. Each returns whether it changed something."""

    @property
    def is_running(self):
        return self.began_at is not None and self.ended_at is None

    def current_item(self):
        """The item that is on, or None. Queries."""
        return self.items.filter(started_at__isnull=False, ended_at=None).first()

    def item_on_at(self, moment):
        """The item that was on at that moment, or None. Queries."""
        still = models.Q(ended_at=None) | models.Q(ended_at__gt=moment)
        return self.items.filter(still, started_at__lte=moment).select_related("topic").first()

    def begin(self, *, at=None):
        """Start the first item; near the time agreed, the first that is not “before we start”."""
        at = at or timezone.now()
        with self._in_turn() as locked:
            if locked.began_at is not None or locked.called_off_at is not None:
                return False
            self._stamp(began_at=at)
            self._start(self._first_item(at), at)
        return True

    def _first_item(self, at):
        items = list(self.items.filter(started_at=None))
        early = list(takewhile(lambda item: item.step == AgendaItem.Step.BEFORE, items))
        half = timedelta(minutes=sum(item.minutes for item in early)) / 2
        if len(early) < len(items) and at >= self.starts_at - half:
            items = items[len(early) :]
        return items[0] if items else None

    def go_on(self, *, after, then=WHATEVER, at=None):
        """End the item `after`, and start the next in the order; after the last one the meeting is over.

        `then` is what the page said would come. Where nothing is on (`after` is None), what comes starts.
        """
        at = at or timezone.now()
        with self._in_turn() as locked:
            now = self.current_item()
            coming = self._coming_after(now)
            if not locked.is_running or _is_other(now, after) or _is_other(coming, then):
                return False
            if now is not None:
                now.ended_at = at
                now.save(update_fields=["ended_at"])
            elif coming is None:
                return False
            if coming is None:
                self._stamp(ended_at=at)
            else:
                self._start(coming, at)
        return True

    def _coming_after(self, now):
        items = list(self.items.all())
        been = [n for n, item in enumerate(items) if item.started_at is not None]
        here = items.index(now) if now is not None else max(been, default=-1)
        return next((item for item in items[here + 1 :] if item.started_at is None), None)

    def go_back(self, *, before, at=None):
        """Put `before` off again, and go on with the one that was on before it, as if it had not ended."""
        with self._in_turn():
            now = self.current_item()
            if _is_other(now, before):
                return False
            earlier = self.items.exclude(ended_at=None).order_by("-ended_at", "-position").first()
            if earlier is None:
                return False
            if now is not None:
                now.started_at, now.added_minutes = None, 0
                now.save(update_fields=["started_at", "added_minutes"])
            earlier.ended_at = None
            earlier.save(update_fields=["ended_at"])
            self._stamp(ended_at=None)
        return True

    def add_minutes(self, minutes, *, to, had, at=None):
        """Give the item that is on more time. `had` is what had been added when the button was drawn."""
        with self._in_turn():
            now = self.current_item()
            if now is None or (now.pk, now.added_minutes) != (to, had):
                return False
            if had + minutes > MOST_ADDED:
                return False
            now.added_minutes += minutes
            now.save(update_fields=["added_minutes"])
        return True

    def finish(self, *, showing=WHATEVER, at=None):
        """The meeting is over, whatever was left of it. `showing` is what the page said was on."""
        at = at or timezone.now()
        with self._in_turn() as locked:
            if not locked.is_running or _is_other(self.current_item(), showing):
                return False
            self.items.filter(started_at__isnull=False, ended_at=None).update(ended_at=at)
            self._stamp(ended_at=at)
        return True

    @contextmanager
    def _in_turn(self):
        """A transaction that holds the meeting's row: two who press at once come one after the other."""
        with transaction.atomic():
            yield type(self).objects.select_for_update().get(pk=self.pk)

    def _start(self, item, at):
        if item is not None:
            item.started_at, item.ended_at = at, None
            item.save(update_fields=["started_at", "ended_at"])

    def _stamp(self, **moments):
        for name, moment in moments.items():
            setattr(self, name, moment)
        self.save(update_fields=list(moments))


def _is_other(item, named):
    return named is not WHATEVER and (item.pk if item else None) != named
