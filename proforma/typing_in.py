"""Who answers a part, for whom, and where their pages are: a person herself, or somebody who helps her.

Nothing here sees a request.
"""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property

from network.contributions import typed_in_at
from network.models import Activity, Network, Person

from .models import Help, Part, Response, Way


@dataclass(frozen=True)
class Typing:
    """Somebody at a part's pages. `help` is None if it is the person whose answer it is.

    `carried` is what was said before the first answer, as it goes along from page to page until then.
    """

    part: Part
    person: Person
    network: Network
    help: Help | None = None
    carried: str = ""

    @property
    def is_own(self):
        return self.help is None

    @property
    def is_staff(self):
        return self.help is not None and self.help.user is not None

    @property
    def owner(self):
        """Whose page it is: the person's own, or her helper's. None if it is not a participant's."""
        return self.help.helper if self.help else self.person

    @property
    def base(self):
        return "proforma/assisted.html" if self.is_staff else "participant.html"

    @property
    def thing(self):
        """What a device remembers these answers by; a helper's, for each person helped."""
        whose = "" if self.part.is_of_people else f":of:{self.person.partner_id}"
        return f"answer:{self.part.pk}{whose}" + ("" if self.is_own else f":for:{self.person.pk}")

    def remember(self):
        if self.owner is not None:
            self.owner.device.remember(self.thing)

    def said(self, way):
        """The same, once the way was said and that the person agrees."""
        carried = urlencode({"way": way, "agreed": "yes"})
        return replace(self, help=replace(self.help, way=way), carried=carried)

    def begun(self, response):
        """The same, for a response of which something was typed in."""
        return replace(self, help=replace(self.help, way=response.way), carried="")

    @property
    def way(self):
        """In words, as “by phone”."""
        return Way(self.help.way).label if self.help and self.help.way else ""

    @cached_property
    def _door(self):
        if self.is_own:
            return "response", [self.person.code, self.part.pk]
        if self.is_staff:
            keys = [self.network.slug, self.part.proforma_id, self.part.pk, self.person.pk]
            return "assisted", keys
        return "helped", [self.owner.code, self.person.pk, self.part.pk]

    def url(self, page):
        name, keys = self._door
        return reverse(f"{name}_{page}", args=keys)

    @property
    def edit_url(self):
        """Bare: a device keeps what it could not save under this address."""
        return self.url("edit")

    @property
    def review_url(self):
        return self.url("review")

    @property
    def submit_url(self):
        return self.url("submit")

    @property
    def home_url(self):
        if self.is_staff:
            return reverse("return_list", args=[self.network.slug, self.part.proforma_id])
        return reverse("participant_home", args=[self.owner.code])


def can_be_helped(part, user):
    """The keys of people for whom this user may begin to type in an answer, or go on. Two queries at most.

    Whoever has begun herself is not among them, nor who has said that she would rather not.
    """
    if not part.activity.is_open():
        return set()
    people = Person.objects.taking_part().filter(invitations__activity=part.activity_id)
    if not part.is_of_people:
        people = people.filter(partner__holds_figures=True)
        return set(people.values_list("pk", flat=True))
    mine = Response.objects.filter(part=part, typed_by=user, submitted_at=None)
    untouched = Q(
        invitations__activity=part.activity_id,
        invitations__started_at=None,
        invitations__declined_at=None,
        invitations__handed_over_at=None,
    )
    begun = Q(responses__in=mine)
    return set(people.filter(untouched | begun).values_list("pk", flat=True))


@typed_in_at.of(Activity.Kind.VIEWS)
@typed_in_at.of(Activity.Kind.FIGURES)
def addresses(activity, network, user):
    """{key of a person: where an answer of theirs is typed in}. Queries."""
    part, help = activity.part, Help(user=user)
    part.activity = activity
    return {
        key: Typing(part, Person(pk=key), network, help).edit_url
        for key in can_be_helped(part, user)
    }
