"""What key partners thought of a meeting, and who may read it: as each of them agreed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from meetings import verdicts
from meetings.contributions import reflecting
from meetings.models import KeyPerson, Meeting, Verdict
from network.models import Capability
from tests.forms import as_sent

PAGE = "/coast/meetings/1/verdicts/"


@pytest.fixture
def meeting(coast):
    meeting = Meeting.call(
        coast.current_cycle(), starts_at=timezone.now() - timedelta(days=1), kind="open"
    )
    meeting.network = coast
    return meeting


def said(person, **more):
    return {
        "person": person.pk,
        "paraphrase": "Glad it happened",
        "heard": "On the way out",
        "use": "coordinator",
        **more,
    }


def write(meeting, person, use="coordinator", paraphrase="Glad it happened"):
    return meeting.verdicts.create(person=person, paraphrase=paraphrase, use=use)


def texts(client, *addresses):
    return " ".join(client.get(address).content.decode() for address in addresses)


def test_a_verdict_is_for_the_coordinator_alone_unless_they_agreed_to_more(
    ana, vic, pat, meeting, pat_person
):
    answer = ana.post(f"{PAGE}new/", said(pat_person))

    assert answer.status_code == 302
    assert meeting.verdicts.get().use == Verdict.Use.COORDINATOR
    assert "Glad it happened" in texts(ana, PAGE)
    assert "can ask to see it" in texts(ana, PAGE)
    assert "Glad" not in texts(vic, PAGE, "/coast/", "/coast/steering/")
    own = f"/p/{pat_person.code}"
    assert "Glad" not in texts(pat, f"{own}/", f"{own}/mandate/", f"{own}/reflections/")


@pytest.mark.parametrize(
    ("use", "is_read", "is_named"),
    [
        ("coordinator", False, False),
        ("members", True, False),
        ("members_named", True, True),
        ("public", True, False),
        ("public_named", True, True),
    ],
)
def test_each_use_shows_to_members_what_was_agreed(
    vic, pat, coast, meeting, use, is_read, is_named
):
    partner = coast.add_partner(name="Lanterns")
    kim = coast.add_person(name="Kim", role="Night manager", partner=partner)
    write(meeting, kim, use)
    page = texts(pat, f"/p/{coast.people.get(name='Pat').code}/reflections/")

    for read in (page, texts(vic, PAGE)):
        assert ("Glad it happened" in read) == is_read
        assert ("<footer>Kim</footer>" in read) == is_named
        assert "Night manager" not in read
        assert "Lanterns" not in read
        assert "On the way out" not in read


def test_under_the_chatham_house_rule_no_name_stands_beside_it_whatever_was_agreed(
    ana, vic, meeting, pat_person
):
    meeting.chatham_house = True
    meeting.save()
    write(meeting, pat_person, "public_named")

    assert verdicts.for_members(meeting) == [verdicts.Told("Glad it happened", "")]
    assert "Pat" not in texts(vic, PAGE)
    assert "without the name: the Chatham House Rule holds" in texts(ana, PAGE)


@pytest.mark.parametrize("words", ["Pat is glad", "Harbour Lights is glad", "The skipper is glad"])
def test_what_would_tell_who_is_meant_is_refused_where_no_name_may_stand(
    ana, meeting, pat_person, words
):
    pat_person.role = "Skipper"
    pat_person.save()
    today = timezone.localdate().isoformat()
    asked = said(pat_person, paraphrase=words, use="members", agreed_on=today)

    page = ana.post(f"{PAGE}new/", asked)
    assert "Members would read who is meant" in page.content.decode()
    assert not meeting.verdicts.exists()
    ana.post(f"{PAGE}new/", asked | {"use": "members_named"})
    assert meeting.verdicts.get().paraphrase == words


def test_somebody_else_is_named_to_members_in_no_verdict(ana, coast, meeting, pat_person):
    coast.add_person(name="Kim Ó Broin")
    today = timezone.localdate().isoformat()
    asked = said(pat_person, paraphrase="Kim talks a lot", use="members_named", agreed_on=today)

    page = ana.post(f"{PAGE}new/", asked)
    assert "Please take out: Kim." in page.content.decode()
    ana.post(f"{PAGE}new/", asked | {"use": "coordinator"})
    assert meeting.verdicts.exists()


def test_what_came_to_name_somebody_later_leaves_members_pages(coast, meeting, pat_person):
    write(meeting, pat_person, "members", "Kim was missed")
    assert len(verdicts.for_members(meeting)) == 1
    coast.add_person(name="Kim")

    assert verdicts.for_members(meeting) == []


def test_more_than_the_coordinator_needs_the_day_they_agreed(ana, meeting, pat_person):
    page = ana.post(f"{PAGE}new/", said(pat_person, use="public"))

    assert "Say when they agreed" in page.content.decode()
    assert "Glad it happened" in page.content.decode()
    assert not meeting.verdicts.exists()


def test_a_use_is_changed_in_both_directions_and_at_once(ana, vic, meeting, pat_person):
    verdict = write(meeting, pat_person)
    address = f"{PAGE}{verdict.pk}/"
    boxes = as_sent(ana.get(address).content.decode())

    ana.post(address, {**boxes, "use": "members_named", "agreed_on": "2026-09-02"})
    assert "<footer>Pat</footer>" in texts(vic, PAGE)
    ana.post(address, {**boxes, "use": "members", "agreed_on": "2026-09-02"})
    assert "Pat" not in texts(vic, PAGE)
    assert "Glad" in texts(vic, PAGE)
    ana.post(address, {**boxes, "use": "coordinator", "agreed_on": ""})
    assert "Glad" not in texts(vic, PAGE)


def test_the_second_verdict_stands_beside_the_first(ana, coast, meeting, pat_person):
    second = Meeting.call(coast.current_cycle(), starts_at=timezone.now())
    write(meeting, pat_person)
    write(second, pat_person, paraphrase="Very pleased")
    write(second, coast.add_person(name="Kim"), paraphrase="Not asked at the first")

    page = texts(ana, PAGE)
    assert page.index("Glad it happened") < page.index("Very pleased")
    assert "Not asked at the first" not in page
    assert "Glad it happened" in texts(ana, "/coast/meetings/2/verdicts/")


@pytest.mark.parametrize(
    "more",
    [{"paraphrase": "a\0b"}, {"paraphrase": "x" * 301}, {"use": "all"}, {"person": "9" * 30}],
)
def test_what_cannot_be_kept_is_refused_in_a_sentence(ana, meeting, pat_person, more):
    page = ana.post(f"{PAGE}new/", said(pat_person) | more)

    assert page.status_code == 200
    assert "It is not kept yet" in page.content.decode()
    assert not meeting.verdicts.exists()


def test_who_may_only_look_changes_nothing_and_learns_of_no_key_person(vic, meeting, pat_person):
    key = KeyPerson.objects.create(person=pat_person, why="Holds the purse")
    verdict = write(meeting, pat_person)
    doors = [f"{PAGE}new/", f"{PAGE}{verdict.pk}/", f"{PAGE}{verdict.pk}/delete/"]
    doors += ["/coast/meetings/1/key-people/", f"/coast/meetings/1/key-people/{key.pk}/delete/"]

    assert {vic.post(door, said(pat_person)).status_code for door in doors} == {403}
    read = texts(vic, PAGE, "/coast/", "/coast/steering/", "/coast/meetings/1/", "/coast/partners/")
    assert "purse" not in read
    assert "weighs more" not in read
    assert "Ask Pat" not in read


def test_a_verdict_can_be_deleted_and_outlives_its_person(ana, meeting, pat_person):
    write(meeting, pat_person)
    pat_person.delete()
    assert "not on the register any more" in texts(ana, PAGE)

    ana.post(f"{PAGE}{meeting.verdicts.get().pk}/delete/")
    assert not meeting.verdicts.exists()


def test_of_somebody_who_was_erased_no_name_is_told(meeting, pat_person):
    write(meeting, pat_person, "public_named")
    pat_person.delete()

    assert verdicts.for_members(meeting) == [verdicts.Told("Glad it happened", "")]


# People whose word weighs more


def tasks(network, may):
    cycle = network.current_cycle()
    cycle.network, network.may = network, may
    return [task.title for task in reflecting.key_people_to_ask(cycle, timezone.now())]


def test_key_people_are_marked_and_asked_after_each_meeting(ana, coast, meeting, pat_person):
    everything = set(Capability)
    assert tasks(coast, everything) == []
    marks = "/coast/meetings/1/key-people/"
    for why in ("A convenor", "Holds the purse"):
        ana.post(marks, {"person": pat_person.pk, "why": why})
    assert KeyPerson.objects.get().why == "Holds the purse"

    assert tasks(coast, everything) == ["Ask Pat how it was"]
    assert tasks(coast, {"look", "run"}) == []
    assert "Ask Pat how it was" in texts(ana, "/coast/")
    assert "purse" not in texts(ana, "/coast/", "/coast/meetings/1/", "/coast/partners/")
    write(meeting, pat_person)
    assert tasks(coast, everything) == []


def test_a_key_person_is_asked_of_the_last_meeting_and_for_four_weeks(coast, meeting, pat_person):
    KeyPerson.objects.create(person=pat_person)
    meeting.starts_at = timezone.now() - timedelta(days=29)
    meeting.save()
    assert tasks(coast, set(Capability)) == []
    meeting.starts_at = timezone.now() - timedelta(days=27)
    meeting.save()
    assert tasks(coast, set(Capability)) == ["Ask Pat how it was"]
    pat_person.leave()
    assert tasks(coast, set(Capability)) == []


def test_another_networks_people_and_verdicts_do_not_exist_here(ana, hills, meeting):
    other = Meeting.call(hills.current_cycle(), starts_at=timezone.now())
    una = hills.add_person(name="Una")
    verdict, key = write(other, una), KeyPerson.objects.create(person=una)

    assert ana.get(f"{PAGE}{verdict.pk}/").status_code == 404
    assert ana.post(f"/coast/meetings/1/key-people/{key.pk}/delete/").status_code == 404
    ana.post("/coast/meetings/1/key-people/", {"person": una.pk})
    ana.post(f"{PAGE}new/", said(una))
    assert KeyPerson.objects.count() == Verdict.objects.count() == 1


def test_carrowbys_four_verdicts_show_only_what_was_agreed(carrowby):
    first, second = carrowby.network.meetings.order_by("number")[:2]
    tunde = carrowby.people["P04"]

    # Meeting 1 was held under the rule, so his agreement to be named waits for it to be lifted.
    assert [told.name for told in verdicts.for_members(first)] == [""]
    assert len(verdicts.for_members(second)) == 2
    assert not any(told.name for told in verdicts.for_members(second))
    (row,) = [one for one in verdicts.side_by_side(carrowby.network, second) if one.person == tunde]
    assert [one.meeting.number for one in row.verdicts] == [1, 2]
