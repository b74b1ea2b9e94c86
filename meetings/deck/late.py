"""Who answered after a version was locked. A locked deck does not change; whoever shows it is told."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from proforma.models import Response


@dataclass(frozen=True)
class Late:
    partners: int = 0
    people: int = 0

    def __bool__(self):
        return bool(self.partners or self.people)

    def __str__(self):
        """“1 partner and 2 people”."""
        said = []
        if self.partners:
            said.append(
                ngettext("%(n)d partner", "%(n)d partners", self.partners) % {"n": self.partners}
            )
        if self.people:
            said.append(ngettext("%(n)d person", "%(n)d people", self.people) % {"n": self.people})
        return _(" and ").join(said)


def after(version, meeting) -> Late:
    """Who handed in since, of those asked in the cycle of the meeting. Queries once."""
    answered = Response.objects.filter(
        part__proforma__cycle=meeting.cycle, submitted_at__gt=version.locked_at
    )
    return Late(**answered.aggregate(partners=Count("partner"), people=Count("person")))
