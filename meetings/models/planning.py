"""What is changed of a meeting before it: its plan, whether it is on at all, the minutes of its items."""

from django.utils import timezone

# What a calendar shows: whoever changes one of these changes what people were told.
IN_CALENDARS = ("starts_at", "length", "place")


class Planning:
    """The verbs of a meeting that is prepared. Needs Running, whose lock it takes."""

    def replan(self, **plan):
        """Change what was planned. What calendars show counts up the sequence; returns whether it did."""
        with self._in_turn() as locked:
            moves = any(
                plan[name] != getattr(locked, name) for name in IN_CALENDARS if name in plan
            )
            for name, value in plan.items():
                setattr(self, name, value)
            self.calendar_sequence = locked.calendar_sequence + moves
            self.save(update_fields=[*plan, "calendar_sequence"])
        return moves

    def call_off(self, because, *, at=None):
        """It does not take place; nothing of it is lost. False if it was called off already, or has begun."""
        with self._in_turn() as locked:
            if locked.called_off_at is not None or locked.began_at is not None:
                return False
            self._set_off(locked, at or timezone.now(), because)
        return True

    def put_on_again(self):
        """Take the calling off back. False if it was on."""
        with self._in_turn() as locked:
            if locked.called_off_at is None:
                return False
            self._set_off(locked, None, "")
        return True

    def _set_off(self, locked, at, because):
        self._stamp(
            called_off_at=at,
            called_off_because=because,
            calendar_sequence=locked.calendar_sequence + 1,
        )

    def set_minutes(self, minutes):
        """Give items other minutes: {id: minutes}; ids of other meetings are ignored."""
        with self._in_turn():
            changed = list(self.items.filter(pk__in=minutes))
            for item in changed:
                item.minutes = minutes[item.pk]
            self.items.bulk_update(changed, ["minutes"])
