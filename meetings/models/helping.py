"""What people do for an action from their phones or on paper: help with it, hold it, show energy for it."""

from django.utils import timezone
from django.utils.translation import gettext as _


class NotToHold(Exception):
    """Says in a sentence why somebody cannot hold an action just now."""


class Helped:
    """Verbs of Action, beside those of Acting. None of them minds being pressed twice."""

    def sign_up(self, person, *kinds, at=None, by=None):
        """Offer help of these kinds. `by` typed it in from paper. What was offered before stands as it is."""
        at = at or timezone.now()
        self.supports.bulk_create(
            (
                self.supports.model(action=self, person=person, kind=kind, at=at, typed_by=by)
                for kind in kinds
            ),
            ignore_conflicts=True,
        )

    def step_back(self, person):
        self.supports.filter(person=person).delete()

    def take_on(self, person, *, at=None):
        """Hold it, if nobody does. Raises NotToHold, as when somebody was quicker."""
        with self._held():
            if self.owner_id == person.pk:
                return
            if self.taken_back_at is not None or not self.is_open:
                raise NotToHold(_("This action is not open any more."))
            if self.owner is not None:
                raise NotToHold(
                    _("%(name)s was quicker and holds it now. You can still offer help.")
                    % {"name": self.owner.name}
                )
            self.change(owner=person, person=person, at=at)

    def give_energy(self, person):
        """That it excites this person: once, and promising nothing."""
        self.energies.bulk_create(
            [self.energies.model(action=self, person=person)], ignore_conflicts=True
        )

    def take_energy_back(self, person):
        self.energies.filter(person=person).delete()
