"""Two who open the vote at the same moment, each on a connection of their own."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from tests import factories
from tests.test_concurrency import at_once
from topics import circulation
from topics.models import CannotOpenVote, Elector, Vote

pytestmark = pytest.mark.django_db(transaction=True)


def opened(coast):
    """Whether this opening was the one, as the page does it."""
    cycle = coast.current_cycle()
    cycle.network = coast
    try:
        with transaction.atomic():
            circulation.open_and_invite(
                Vote.draft(cycle),
                closes_at=timezone.now() + timedelta(days=7),
                **circulation.proposed(cycle),
            )
    except CannotOpenVote as lacking:
        return str(lacking)
    return True


def test_of_openings_at_once_one_opens_and_the_others_are_told(coast, pat_person):
    factories.create_longlist(coast)

    told = at_once([lambda: opened(coast) for _press in range(6)])

    assert told.count(True) == 1
    assert {one for one in told if one is not True} == {
        "A vote is open already. Let it close before you open another."
    }
    assert (Vote.objects.count(), Elector.objects.count()) == (1, 1)
