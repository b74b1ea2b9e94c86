"""Two readers and more at the same pro-forma at once, on a real database file or server."""

import pytest

from proforma.models import Coding, Theme
from proforma.models.themes import CannotMerge
from tests import factories
from tests.test_concurrency import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_same_name_written_by_eight_is_one_theme(proforma):
    made = at_once([lambda: Theme.named(proforma, "Ärger") for _n in range(8)])

    assert len({theme.pk for theme, _is_new in made}) == 1
    assert [is_new for _theme, is_new in made].count(True) == 1


def test_same_theme_given_by_eight_is_given_once(coast, pat_person, proforma):
    factories.open_now(proforma)
    response = factories.answer(factories.part_of(proforma, "person"), pat_person, A3="Words.")
    theme, _is_new = Theme.named(proforma, "Letters")

    at_once([lambda: Coding.see(response, "A3", theme, digest="d") for _n in range(8)])

    assert Coding.objects.get().theme == theme


def test_two_merged_into_each_other_at_once_leave_one(proforma):
    one, other = (Theme.named(proforma, name)[0] for name in ("Letters", "Post"))

    def merge(theme, into):
        try:
            Theme.objects.get(pk=theme.pk).merge_into(into)
        except CannotMerge:
            return False
        return True

    told = at_once([lambda: merge(one, other), lambda: merge(other, one)])

    assert sorted(told) == [False, True]
    assert Theme.objects.standing().count() == 1


def test_theme_given_while_it_is_removed_is_given_or_gone(coast, pat_person, proforma):
    factories.open_now(proforma)
    response = factories.answer(factories.part_of(proforma, "person"), pat_person, A3="Words.")
    theme, _is_new = Theme.named(proforma, "Letters")

    def quietly(work):
        try:
            work()
        except Exception as refused:  # noqa: BLE001 which one is what the test is about
            return type(refused).__name__
        return "done"

    told = at_once(
        [
            lambda: quietly(lambda: Coding.see(response, "A3", theme, digest="d")),
            lambda: quietly(lambda: Theme.objects.get(pk=theme.pk).remove()),
        ]
    )

    assert told in (["done", "StillHolds"], ["DoesNotExist", "done"])
    assert Coding.objects.count() == Theme.objects.count()
