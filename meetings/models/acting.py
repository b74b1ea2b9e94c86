"""What becomes of an action once it was agreed: each word about it, and each change, is kept."""

from contextlib import contextmanager
from datetime import date, timedelta

from django.db import transaction
from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from network import citing
from network.models import Citable, Citation, Person

AGAIN = timedelta(minutes=1)
AGREED = ["what", "first_step", "owner", "due", "done_when", "topic"]


class Acting:
    """Verbs of Action. Each holds the action's row, so that two at once come one after the other."""

    @contextmanager
    def _held(self):
        with transaction.atomic():
            rows = type(self).all_recorded.select_for_update(of=("self",))
            self.refresh_from_db(
                from_queryset=rows, fields=[*AGREED, "status", "finished_at", "taken_back_at"]
            )
            yield

    def report(self, status, *, note="", person=None, by=None, at=None):
        """Say how it is going. Each report is kept; one that was pressed twice, once."""
        at, status = at or timezone.now(), self.Status(status)
        with self._held():
            last = self.updates.first()
            said = {"status": status, "note": note, "person": person, "by": by}
            if last is not None and last.says_the_same(said) and at - last.at < AGAIN:
                return last
            self._stand(status, at)
            return self._say(note=note, person=person, by=by, at=at)

    def unsay(self, update, person):
        """Let it stand as before a report that this person made by mistake; the history keeps both.

        False if that was not the last thing said, or not theirs.
        """
        with self._held():
            last, before = [*self.updates.all()[:2], None, None][:2]
            if last is None or last.pk != update or last.person_id != person.pk or last.change:
                return False
            last.change = _("Said by mistake: %(status)s") % {"status": last.get_status_display()}
            last.status = before.status if before else self.Status.NOT_STARTED
            last.save(update_fields=["change", "status"])
            self._stand(last.status, before.at if before else last.at)
        return True

    def change(self, *, by=None, person=None, note="", at=None, **fields):
        """Agree something else; what was agreed before stays in the history. None if nothing differs."""
        with self._held():
            said = self._in_words(fields)
            if not said:
                return None
            for name, value in fields.items():
                setattr(self, name, value)
            self.save(update_fields=list(fields))
            return self._say(change=said, note=note, person=person, by=by, at=at)

    def give_back(self, person, *, note="", at=None):
        """The owner cannot hold it any more. None if they do not hold it, or it is finished."""
        with self._held():
            if self.owner_id != person.pk or not self.is_open:
                return None
            return self.change(owner=None, person=person, note=note, at=at)

    def take_back(self, *, by=None, at=None):
        """It should not have been written down. It is shown nowhere, until it is put back."""
        with self._held():
            if self.taken_back_at is None:
                self.taken_back_at = at or timezone.now()
                self.save(update_fields=["taken_back_at"])
                self._say(change=_("Taken back"), by=by, at=at)

    def put_back(self, *, by=None, at=None):
        with self._held():
            if self.taken_back_at is not None:
                self.taken_back_at = None
                self.save(update_fields=["taken_back_at"])
                self._say(change=_("Put back"), by=by, at=at)

    def rest_on(self, evidence, *, by=None, at=None):
        """From now on it rests on this, and on nothing else."""
        with self._held():
            self._cite(evidence, Citation.Role.EVIDENCE, citing.evidence_of(self), by, at)

    def begin_in(self, note, *, by=None, at=None):
        """It came from this note, or from none."""
        with self._held():
            notes = citing.evidence_of(self).filter(target__kind=Citable.Kind.NOTE)
            self._cite([note] if note else [], Citation.Role.ORIGIN, notes, by, at)

    def _cite(self, things, role, before, by, at):
        kept = [citing.citable_of(thing) for thing in things]
        before.filter(role=role).exclude(target__in=kept).delete()
        citing.cite(self, kept, role, by=by, at=at)

    def _stand(self, status, at):
        if status in self.FINISHED:
            self.finished_at = self.finished_at if self.status == status else at
        else:
            self.finished_at = None
        self.status = self.Status(status)
        self.save(update_fields=["status", "finished_at"])

    def _say(self, *, at=None, **said):
        return self.updates.create(status=self.status, at=at or timezone.now(), **said)

    def _in_words(self, fields):
        """“By when: 3 June, now 10 June”, a line for each that differs."""
        return "\n".join(
            _("%(label)s: %(before)s, now %(now)s")
            % {
                "label": capfirst(self._meta.get_field(name).verbose_name),
                "before": _said(name, getattr(self, name)),
                "now": _said(name, value),
            }
            for name, value in fields.items()
            if getattr(self, name) != value
        )


def _said(name, value):
    if isinstance(value, date):
        this_year = value.year == timezone.now().year
        return formats.date_format(value, "j F" if this_year else "j F Y")
    if isinstance(value, Person):
        return value.name
    nothing = {"owner": _("nobody"), "due": _("no day"), "topic": _("none")}
    return str(value) if value else nothing.get(name, _("nothing"))
