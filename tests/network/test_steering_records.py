"""What is written down as the work happens: who pays, how we go into a stage, offers, and what pushed."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from network.contributions import Stage
from network.models import Declaration, Leaning, Push, ShapingOffer
from tests.forms import as_sent

FUNDER, STANCE = "/coast/steering/funder/", "/coast/steering/stance/"
OFFERS, PUSHES = "/coast/steering/offers/", "/coast/steering/pushes/"
OFFER = {
    "stage": "gather",
    "what": "Join a call to shape the form",
    "offered_on": "2026-11-02",
    "offered_to": "27",
    "taken_up": "2",
    "could_not": "9",
    "because": "no time",
}


@pytest.fixture
def cycle(coast):
    return coast.current_cycle()


# Who pays, and what they want


def on_page(client):
    return as_sent(client.get(FUNDER).content.decode())


def said(client, **boxes):
    return client.post(FUNDER, on_page(client) | boxes)


def test_what_was_said_before_is_kept_with_its_day(ana, coast):
    said(ana, funder="The Coast Fund", aims="Shared power")
    said(ana, limits="No buildings")

    kept = list(coast.declarations.values_list("aims", "limits"))
    assert kept == [("Shared power", "No buildings"), ("Shared power", "")]
    page = ana.get(FUNDER).content.decode()
    assert page.count("The Coast Fund") == 3  # in the box, and on both days
    assert "holds now" in page


def test_same_words_again_add_nothing(ana, coast):
    said(ana, funder="The Coast Fund")
    said(ana)

    assert coast.declarations.count() == 1


def test_privacy_notice_names_who_pays(ana, coast):
    said(ana, funder="The Coast Fund")

    coast.refresh_from_db()
    assert coast.funder == "The Coast Fund"


def test_funder_that_settings_knew_stands_in_the_box(ana, coast):
    coast.funder = "The Old Fund"
    coast.save()

    assert ana.get(FUNDER).context["form"]["funder"].value() == "The Old Fund"


def test_two_who_change_it_at_once_are_told(ana, coast):
    first = on_page(ana)
    said(ana, aims="Shared power")

    answer = ana.post(FUNDER, first | {"aims": "Fewer crises"})

    assert "Somebody has changed it meanwhile" in answer.content.decode()
    assert "Fewer crises" in answer.content.decode()
    assert Declaration.standing(coast).aims == "Shared power"


def test_observer_reads_it_and_changes_nothing(ana, vic, coast):
    said(ana, funder="The Coast Fund")

    assert "The Coast Fund" in vic.get(FUNDER).content.decode()
    vic.post(FUNDER, {"funder": "Vic"})
    assert coast.declarations.count() == 1


# How a stage is gone into


def test_last_said_of_a_stage_holds_and_the_earlier_stays_below(ana, cycle):
    ana.post(STANCE, {"stage": "gather", "stance": "open", "influence": "consulted"})
    ana.post(STANCE, {"stage": "gather", "stance": "proposing", "note": "After the call"})

    found = Leaning.by_stage(cycle)
    assert [one.stance for one in found[Stage.GATHER]] == ["proposing", "open"]
    assert found[Stage.FRAME] == []
    page = ana.get(STANCE).content.decode()
    assert page.index("After the call") < page.index("You advise, we decide")
    assert "said before" in page


def test_stage_needs_a_stance(ana, cycle):
    answer = ana.post(STANCE, {"stage": "gather"})

    assert answer.status_code == 200
    assert "This field is required." in answer.content.decode()
    assert not Leaning.objects.exists()


def test_link_to_a_stage_chooses_it(ana, cycle):
    assert ana.get(f"{STANCE}?stage=meet").context["form"]["stage"].value() == "meet"


# Offers to shape it together


def test_offer_says_who_took_it_up_who_could_not_and_who_did_not_reply(ana, cycle):
    ana.post(f"{OFFERS}new/", OFFER)

    page = " ".join(ana.get(OFFERS).content.decode().split())
    assert "Offered to 27, taken up by 2. 9 said they could not. 16 did not reply." in page
    assert "Why they could not: no time." in page


def test_where_nobody_counted_who_could_not_nothing_is_said_of_replies(ana, cycle):
    ana.post(f"{OFFERS}new/", OFFER | {"could_not": ""})

    assert ShapingOffer.objects.get().no_reply is None
    assert "did not reply" not in ana.get(OFFERS).content.decode()


def test_more_answers_than_offers_are_refused_and_nothing_is_lost(ana, cycle):
    answer = ana.post(f"{OFFERS}new/", OFFER | {"offered_to": "10"})

    page = answer.content.decode()
    assert "More people answered than were offered it." in page
    assert "Join a call to shape the form" in page
    assert not ShapingOffer.objects.exists()


def test_database_holds_no_offer_that_more_took_up_than_had_it(cycle):
    fields = {"what": "A call", "offered_on": date(2026, 11, 2), "stage": "gather"}
    with pytest.raises(IntegrityError), transaction.atomic():
        ShapingOffer.objects.create(cycle=cycle, offered_to=1, taken_up=2, **fields)


def test_what_became_of_an_offer_is_written_later(ana, ana_user, cycle):
    ana.post(f"{OFFERS}new/", OFFER)
    offer = ShapingOffer.objects.get()

    ana.post(f"{OFFERS}{offer.pk}/", OFFER | {"changed": "Two questions went"})

    offer.refresh_from_db()
    assert (offer.changed, offer.by, offer.cycle) == ("Two questions went", ana_user, cycle)


# What may have pushed people


def test_pushes_are_ticked_and_listed(ana, cycle):
    ana.post(PUSHES, {"stage": "frame", "ways": ["order", "opening"], "note": "Ours came first"})

    push = Push.objects.get()
    assert push.ways == ["order", "opening"]
    page = ana.get(PUSHES).content.decode()
    listed = page[page.index("Written down so far") :]
    assert "The order of options or topics" in listed
    assert "Ours came first" in listed
    assert "Who spoke first" not in listed


def test_nothing_ticked_and_nothing_written_is_no_record(ana, cycle):
    answer = ana.post(PUSHES, {"stage": "frame"})

    assert "Tick at least one, or write a line." in answer.content.decode()
    assert not Push.objects.exists()


def test_way_that_nobody_offers_is_refused(ana, cycle):
    ana.post(PUSHES, {"stage": "frame", "ways": ["order", "magic"]})

    assert not Push.objects.exists()


# Mistakes


@pytest.mark.parametrize(
    ("what", "page", "boxes"),
    [
        ("leaning", STANCE, {"stage": "gather", "stance": "open"}),
        ("offer", f"{OFFERS}new/", OFFER),
        ("push", PUSHES, {"stage": "frame", "note": "Ours came first"}),
    ],
)
def test_what_was_written_by_mistake_is_out_of_sight_of_who_only_looks(
    ana, vic, olga, what, page, boxes
):
    ana.post(page, boxes)
    record = {"leaning": Leaning, "offer": ShapingOffer, "push": Push}[what].objects.get()
    mistake, listed = f"/coast/steering/{what}/{record.pk}/mistake/", page.removesuffix("new/")
    seen = str(record)[:20] if what != "push" else "Ours came first"
    assert seen in vic.get(listed).content.decode()

    assert olga.post(mistake).status_code == 404
    assert vic.post(mistake).status_code == 403
    ana.post(mistake)
    ana.post(mistake)

    assert seen not in vic.get(listed).content.decode()
    ana.post(mistake, {"back": "1"})
    assert seen in vic.get(listed).content.decode()


def test_kind_of_record_that_there_is_not_is_no_page(ana, cycle):
    assert ana.post("/coast/steering/magic/1/mistake/").status_code == 404


def test_another_network_sees_none_of_it(ana, olga, hills, cycle):
    ana.post(f"{OFFERS}new/", OFFER)
    offer = ShapingOffer.objects.get()

    assert olga.get(f"/hills/steering/offers/{offer.pk}/").status_code == 404
    assert "Join a call" not in olga.get("/hills/steering/offers/").content.decode()
