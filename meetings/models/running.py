"""A meeting as it goes in the room: which item is on, since when, and what was added to it."""

from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone


class Running:
    """The verbs of a running meeting. Each names the item its page showed, so that a press that comes twice,
    or from a page that is behind, changes nothing. Each returns whether it changed something."""

    @property
    def is_running(self):
        return self.began_at is not None and self.ended_at is None

    def current_item(self):
        """The item that is on, or None. Queries."""
        return self.items.filter(started_at__isnull=False, ended_at=None).first()

    def begin(self, *, at=None):
        """Start the first item that has not been on."""
        at = at or timezone.now()
        with self._in_turn() as locked:
            if locked.began_at is not None:
                return False
            self._stamp(began_at=at)
            self._start(self.items.filter(started_at=None).first(), at)
        return True

    def go_on(self, *, after, at=None):
        """End the item `after`, and start the next in the order; after the last one the meeting is over."""
        at = at or timezone.now()
        with self._in_turn():
            now = self.current_item()
            if now is None or now.pk != after:
                return False
            now.ended_at = at
            now.save(update_fields=["ended_at"])
            coming = self.items.filter(started_at=None, position__gt=now.position).first()
            if coming is None:
                self._stamp(ended_at=at)
            else:
                self._start(coming, at)
        return True

    def go_back(self, *, before, at=None):
        """Put `before` off again, and go on with the one that was on before it, as if it had not ended."""
        with self._in_turn():
            now = self.current_item()
            if (now.pk if now else None) != before:
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
            now.added_minutes += minutes
            now.save(update_fields=["added_minutes"])
        return True

    def finish(self, *, at=None):
        """The meeting is over, whatever was left of it."""
        at = at or timezone.now()
        with self._in_turn() as locked:
            if not locked.is_running:
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
