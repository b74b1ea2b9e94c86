"""Method cards: those that come along, the network's own, and putting one on an item."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from meetings import cards
from meetings.models import Meeting, MethodCard
from tests.forms import as_sent

LONDON = ZoneInfo("Europe/London")
METHODS = "/coast/methods/"
OWN = {
    "name": "Tea first",
    "purpose": "To settle",
    "steps": "Put the kettle on.\nSit down.",
    "minutes": "10",
}


@pytest.fixture
def item(coast):
    meeting = Meeting.call(
        coast.current_cycle(), starts_at=datetime(2027, 3, 24, 9, 30, tzinfo=LONDON)
    )
    return meeting.add_item(title="Welcome", minutes=20)


def own_card(network, **fields):
    return MethodCard.objects.create(
        **{
            "network": network,
            "name": "Tea first",
            "purpose": "To settle",
            "steps": "Sit.",
            **fields,
        }
    )


def words_of(answer):
    return answer.content.decode()


def put(client, item, **typed):
    address = f"/coast/meetings/1/items/{item.pk}/method/"
    sent = as_sent(words_of(client.get(address)))
    answer = client.post(address, {**sent, **typed})
    item.refresh_from_db()
    return answer


def test_each_card_that_comes_along_is_whole_and_fits_on_an_item():
    found = cards.come_along()

    assert (
        len(found) == len({card.key for card in found}) == len({card.name for card in found}) == 14
    )
    for card in found:
        assert len(card.steps) >= 3
        assert card.purpose
        assert card.group_size
        assert card.materials
        assert 1 <= card.minutes <= 60
        assert card.in_short.endswith(card.steps[-1])


def test_everybody_on_the_staff_reads_the_cards_and_the_coordinator_writes_them(ana, vic, coast):
    assert "Round without interruption" in words_of(vic.get(METHODS))
    assert vic.get(METHODS + "new/").status_code == 403

    ana.post(METHODS + "new/", OWN)
    page = words_of(vic.get(METHODS))
    assert page.index("Tea first") < page.index("One word on arriving")
    assert "Change this card" not in page


def test_own_card_is_changed_and_deleted(ana, coast):
    ana.post(METHODS + "new/", OWN)
    card = coast.method_cards.get()
    ana.post(f"{METHODS}{card.pk}/", {**OWN, "name": "Coffee first"})
    assert coast.method_cards.get().name == "Coffee first"

    assert ana.get(f"{METHODS}{card.pk}/delete/").status_code == 405
    ana.post(f"{METHODS}{card.pk}/delete/")
    assert not coast.method_cards.exists()


def test_two_cards_of_one_name_are_refused_in_a_sentence(ana, coast, hills):
    own_card(hills)
    for name in ("Tea first", "TEA FIRST"):
        answer = ana.post(METHODS + "new/", {**OWN, "name": name})

    assert "There is a card of this name" in words_of(answer)
    assert coast.method_cards.count() == 1


@pytest.mark.parametrize(
    "bad", [{"name": "x" * 81}, {"steps": "x" * 2001}, {"purpose": "nul\0"}, {"minutes": "-1"}]
)
def test_card_that_cannot_be_kept_is_shown_again(ana, coast, bad):
    answer = ana.post(METHODS + "new/", {**OWN, **bad})

    assert answer.status_code == 200
    assert not coast.method_cards.exists()


def test_card_of_another_network_does_not_exist(ana, hills, item):
    theirs = own_card(hills)

    assert ana.get(f"{METHODS}{theirs.pk}/").status_code == 404
    assert ana.post(f"{METHODS}{theirs.pk}/delete/").status_code == 404
    put(ana, item, card=f"own-{theirs.pk}")
    assert item.method == ""


def test_card_fills_in_method_and_materials_and_offers_its_minutes(ana, item):
    put(ana, item, card="write-first")
    assert item.method.startswith("Write first, then share: Put the question up in writing.")
    assert (item.materials, item.minutes) == ("cards, thick pens, a wall", 20)

    put(ana, item, card="read-back", how="replace", take_minutes="on")
    assert item.method.startswith("Read it back:")
    assert item.minutes == 5


def test_words_that_stand_there_are_replaced_only_if_that_was_chosen(ana, item):
    item.method, item.materials = "As last time", "Pens"
    item.save()

    answer = put(ana, item, card="round")
    assert "Say whether the words stay" in words_of(answer)
    assert item.method == "As last time"

    put(ana, item, card="round", how="append")
    assert item.method.startswith("As last time\nRound without interruption:")
    assert item.materials == "Pens, a clock that all can see"


def test_words_that_somebody_wrote_meanwhile_are_shown_first(ana, item):
    address = f"/coast/meetings/1/items/{item.pk}/method/"
    seen = as_sent(words_of(ana.get(address)))
    item.method = "Pat’s way"
    item.save()
    page = words_of(ana.post(address, {**seen, "card": "round", "how": "replace"}))

    item.refresh_from_db()
    assert item.method == "Pat’s way"
    assert "Somebody wrote something here meanwhile" in page
    ana.post(address, {**as_sent(page), "how": "replace"})
    item.refresh_from_db()
    assert item.method.startswith("Round without interruption")


def test_what_would_be_too_long_is_said_and_not_cut(ana, item):
    item.method = "x" * 550
    item.save()
    answer = put(ana, item, card="round", how="append")

    assert "characters too long" in words_of(answer)
    assert item.method == "x" * 550


def test_card_with_many_steps_says_what_it_is_for_instead(ana, coast, item):
    card = own_card(coast, steps="\n".join(["A long step of its own."] * 60))
    put(ana, item, card=f"own-{card.pk}")

    assert item.method == "Tea first: To settle"


def test_no_card_chosen_is_said(ana, item):
    assert "Choose a card." in words_of(put(ana, item))
    assert put(ana, item, card="none-such").status_code == 200


def test_only_whoever_prepares_puts_a_card_on_an_item(vic, olga, item):
    address = f"/coast/meetings/1/items/{item.pk}/method/"

    assert vic.get(address).status_code == 403
    assert olga.get(address).status_code == 404
