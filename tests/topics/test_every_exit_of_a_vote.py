"""All that leaves while the demo's vote is open, and after it: no sealed word, and no vote of a small group."""

import re

import pytest
from django.core import mail
from django.db import transaction

from meetings.demo import story, topics
from network.models import Role
from tests import factories
from tests.proforma import exits
from tests.test_conventions import OPEN_PAGES, every_page

# One worker walks each day once.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("every exit of a vote")]

PAGES = [page for page in every_page() if page.name not in OPEN_PAGES]
# Somebody with lived experience, who has voted; a lead of one of the convenors; a member who has not.
PEOPLE = ["P25", "P03", "P14"]
SEALED = [one["reason"] for one in topics.STANCES.values()]
# Where the author reads her own.
HER_OWN = {"stance_seal", "stance_list"}
BANDS = {"T1": (7, 11), "T2": (8, 8), "T3": (8, 5), "T4": (3, 7), "T5": (1, 6), "T6": (2, 2), "T7": (2, 0)}  # fmt: skip


@pytest.fixture(scope="module")
def left(django_db_setup, django_db_blocker):
    """A function that tells the story up to a day, and gives it with all that left by then."""
    with django_db_blocker.unblock():
        told = {}

        def on(day):
            if day not in told:
                with factories.on_day_of_carrowby(), transaction.atomic():
                    before = len(mail.outbox)
                    one = story.tell(now=factories.CARROWBY_TODAY, day=day)
                    told[day] = list(exits.of(one, PEOPLE, PAGES, mail.outbox[before:]))
                    transaction.set_rollback(True)
            return told[day]

        yield on


def plain(text):
    return " ".join(re.findall(r"\w+", text.lower().replace("’", "").replace("'", "")))


def said_in(one):
    return plain(" ".join(" ".join(unit.words) for unit in one.units))


def test_no_sealed_word_leaves_before_its_day_but_to_its_author(left):
    hers = 0
    for one in left(-12):
        found = [reason for reason in SEALED if plain(reason) in said_in(one)]
        if found and one.who == Role.COORDINATOR and one.name in HER_OWN:
            hers += 1
        else:
            assert found == [], (one.who, one.address)
    assert hers, "she reads what she sealed"


def test_everybody_reads_the_stances_from_their_day_on(left):
    for name in ("stance_list", "participant_stances"):
        pages = [one for one in left(24) if one.name == name and one.status == 200]
        assert pages, name
        assert all(plain(reason) in said_in(page) for page in pages for reason in SEALED), name


def test_only_the_two_bands_and_the_total_are_ever_counted(left):
    """Statutory and everyone else: no table, chart or sheet counts the four with lived experience apart."""
    titles = {plain(one["title"]): one["code"] for one in topics.TOPICS}
    counted = 0
    for one in left(24):
        # A sheet of actions counts days, and names the topic of each beside them.
        for unit in one.units if one.name != "action_download" else ():
            for row in unit.rows:
                code = next((titles[plain(cell)] for cell in row if plain(cell) in titles), None)
                numbers = {int(cell) for cell in row if re.fullmatch(r"\s*\d+\s*", cell)}
                if code and numbers:
                    first, rest = BANDS[code]
                    counted += 1
                    assert numbers <= {first, rest, first + rest}, (one.who, one.address, row)
    assert counted
