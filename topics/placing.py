"""The order that was marked on a ballot: places as they were sent, codes out."""

from collections import Counter
from collections.abc import Mapping

from django.utils.translation import gettext as _

from .models import BallotRefused

FIELD = "place/"


def in_order(sent: Mapping[str, str], most: int) -> list[str]:
    """The codes of topics by their places, first place first; BallotRefused says what is not clear.

    `sent` has `place/CODE` with a place from 1 to `most`, or nothing for a topic that is left out.
    """
    places = {
        name.removeprefix(FIELD): value.strip()
        for name, value in sent.items()
        if name.startswith(FIELD) and value.strip()
    }
    allowed = {str(place): place for place in range(1, most + 1)}
    if not set(places.values()) <= allowed.keys():
        raise BallotRefused(_("Please give places from 1 to %(n)d only.") % {"n": most})
    given = Counter(allowed[value] for value in places.values())
    for place, topics in sorted(given.items()):
        if topics > 1:
            raise BallotRefused(
                _("%(n)d topics have place %(place)d. Please give each place to one topic only.")
                % {"n": topics, "place": place}
            )
    for place in range(1, max(given, default=0)):
        if place not in given:
            raise BallotRefused(
                _("Place %(missing)d is empty, and a later place is not. Please close the gap.")
                % {"missing": place}
            )
    return sorted(places, key=lambda code: allowed[places[code]])
