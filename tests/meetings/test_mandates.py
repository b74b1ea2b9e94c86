"""Who asked us to lead: recorded, told back, put right, renewed, and lapsed."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from meetings import mandate, read_back
from meetings.contributions import reflecting
from meetings.models import Direction, Mandate, MandateRenewal, Meeting
from network import words
from network.models import Message, Role, User
from tests.conftest import sign_in
from tests.forms import as_sent

LIST = "/coast/mandates/"
GIVEN = date(2026, 9, 2)


def record(network, **fields):
    said = {
        "cycle": network.current_cycle(),
        "asked_by": "Those who came",
        "how": "hands",
        "purpose": "Propose topics",
        "limits": "Not to decide actions",
        "given_on": words.date_of(timezone.now(), network),
    }
    return network.mandates.create(**said | fields)


def renew(one, asked_on, *, yes=19, not_sure=3, no=2, is_renewed=True, **fields):
    return one.renewals.create(
        asked_on=asked_on, yes=yes, not_sure=not_sure, no=no, is_renewed=is_renewed, **fields
    )


def found(one):
    return Mandate.objects.with_all().get(pk=one.pk)


@pytest.fixture
def long_ago(coast):
    """The cycle began before any of the days below."""
    cycle = coast.current_cycle()
    cycle.started_at = timezone.make_aware(timezone.datetime(2026, 1, 1))
    cycle.save()
    return coast


# How a mandate stands on a day


def test_a_mandate_is_live_from_its_day_to_the_end_of_the_day_it_lapses(long_ago):
    one = found(record(long_ago, given_on=GIVEN, lapses_on=date(2026, 10, 28)))

    assert mandate.standing_on(one, date(2026, 9, 1)).state == "not_yet"
    assert mandate.standing_on(one, GIVEN).words == "Live, until the end of 28 October 2026"
    assert mandate.standing_on(one, date(2026, 10, 28)).is_live
    after = mandate.standing_on(one, date(2026, 10, 29))
    assert after.words == "Lapsed at the end of 28 October 2026"


def test_carrowbys_mandate_is_put_right_twice_and_renewed(carrowby):
    network, (one,) = carrowby.network, carrowby.network.mandates.with_all()
    renewal = one.renewals.get()

    assert dict(mandate.lines(one))["How"].startswith("spoken, and nobody objected · 9 of 15")
    assert one.given_on == carrowby.at(-56).date()
    assert len(one.put_right) == 2
    assert mandate.renewal_in_words(renewal) == "19 yes, 3 not sure, 2 no, of 24"
    assert mandate.standing_on(one, carrowby.at(-57).date()).state == "not_yet"
    assert mandate.standing_on(one, carrowby.at(-1).date()).state == "live"
    assert mandate.standing_on(one, carrowby.at(0).date()).state == "renewed"
    assert mandate.standing_on(one, carrowby.at(24).date()).until == renewal.lapses_on
    assert mandate.standing_on(one, renewal.lapses_on + timedelta(days=1)).state == "lapsed"
    assert mandate.live_mandate(network, carrowby.at(24).date()) == one
    renewal.delete()
    (one,) = network.mandates.with_all()
    assert mandate.standing_on(one, carrowby.at(1).date()).state == "lapsed"


def test_what_was_renewed_late_was_lapsed_in_between(long_ago):
    one = record(long_ago, given_on=GIVEN, lapses_on=date(2026, 9, 30))
    renew(one, date(2026, 10, 7), lapses_on=date(2026, 12, 31))

    assert mandate.standing_on(found(one), date(2026, 10, 6)).state == "lapsed"
    assert mandate.standing_on(found(one), date(2026, 10, 7)).state == "renewed"


def test_a_no_ends_it_that_day(long_ago):
    one = record(long_ago, given_on=GIVEN, lapses_on=date(2026, 12, 31))
    renew(one, date(2026, 10, 7), yes=2, no=19, is_renewed=False)

    assert mandate.standing_on(found(one), date(2026, 10, 7)).is_live
    assert mandate.standing_on(found(one), date(2026, 10, 8)).until == date(2026, 10, 7)


def test_what_was_recorded_by_mistake_counts_for_nothing(long_ago):
    one = record(long_ago, given_on=GIVEN, lapses_on=date(2026, 9, 30))
    renewal = renew(one, date(2026, 9, 30), lapses_on=date(2026, 12, 31))
    renewal.mistaken_at = timezone.now()
    renewal.save()

    assert mandate.standing_on(found(one), date(2026, 10, 1)).state == "lapsed"
    one.mark_mistaken()
    assert mandate.standing_on(found(one), GIVEN).state == "mistake"
    assert mandate.live_mandates(long_ago, GIVEN) == []


def test_without_a_day_it_holds_until_the_next_cycle_begins(long_ago):
    one = record(long_ago, given_on=GIVEN)
    assert mandate.standing_on(found(one), date(2030, 1, 1)).words == "Live"
    long_ago.cycles.create(
        number=2, started_at=timezone.make_aware(timezone.datetime(2026, 11, 2, 12))
    )

    assert mandate.standing_on(found(one), date(2026, 11, 1)).is_live
    assert mandate.standing_on(found(one), date(2026, 11, 2)).state == "lapsed"


def test_two_mandates_can_be_live_and_the_newest_comes_first(long_ago):
    old = record(long_ago, given_on=GIVEN)
    new = record(long_ago, given_on=GIVEN + timedelta(days=7))

    live = mandate.live_mandates(long_ago, GIVEN + timedelta(days=7))
    assert [one for one, _how in live] == [new, old]
    assert mandate.live_mandate(long_ago, GIVEN) == old


# Asking anew


def titles(network, day):
    cycle = network.current_cycle()
    cycle.network = network
    at = words.end_of(day, network) - timedelta(hours=6)
    return [task.title for task in reflecting.mandate_to_ask_anew(cycle, at)]


def test_home_says_that_the_mandate_has_lapsed(long_ago):
    assert titles(long_ago, GIVEN) == []
    one = record(long_ago, given_on=GIVEN, lapses_on=date(2026, 9, 30))

    assert titles(long_ago, date(2026, 9, 30)) == []
    assert titles(long_ago, date(2026, 10, 1)) == ["The mandate has lapsed: ask anew"]
    renew(one, date(2026, 10, 2), yes=1, no=20, is_renewed=False)
    assert titles(long_ago, date(2026, 10, 3)) == []  # asked, and they said no


def test_home_asks_anew_once_the_next_cycle_begins(long_ago):
    one = record(long_ago, given_on=GIVEN, lapses_on=date(2027, 3, 1))
    long_ago.cycles.create(
        number=2, started_at=timezone.make_aware(timezone.datetime(2026, 11, 2, 12))
    )

    assert titles(long_ago, date(2026, 11, 3)) == [
        "A new cycle has begun: ask anew who should lead"
    ]
    renew(one, date(2026, 11, 4), lapses_on=date(2027, 3, 1))
    assert titles(long_ago, date(2026, 11, 5)) == []


# Recording


def boxes(**said):
    return {
        "asked_by": "Those who came",
        "how": "spoken",
        "in_favour": "9",
        "out_of": "15",
        "purpose": "Bring evidence",
        "given_on": "2026-09-02",
        **said,
    }


def test_a_mandate_is_recorded_and_listed(ana, vic, coast):
    ana.post(f"{LIST}new/", boxes(lapses_on="2199-01-01"))

    one = coast.mandates.get()
    assert (one.in_favour, one.out_of, one.recorded_by.name) == (9, 15, "Ana")
    for client in (ana, vic):
        assert "Bring evidence" in client.get(LIST).content.decode()
        assert "9 of 15" in client.get(f"{LIST}{one.pk}/").content.decode()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"in_favour": "16"}, "More asked than there were"),
        ({"lapses_on": "2026-09-01"}, "It would lapse before it was given"),
        ({"purpose": "Bring\0evidence"}, "Null characters are not allowed"),
        ({"purpose": "x" * 301}, "at most 300"),
        ({"given_on": "0002-01-01"}, "look at the year"),
        ({"how": "nohow"}, "nohow"),
        ({"meeting": "9" * 30}, "valid choice"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_lost(ana, coast, said, sentence):
    page = ana.post(f"{LIST}new/", boxes(asked_by="Those by the door", **said))

    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert "Those by the door" in page.content.decode()
    assert not coast.mandates.exists()


def test_under_the_chatham_house_rule_no_name_stands_in_what_members_read(ana, coast, pat_person):
    meeting = Meeting.call(coast.current_cycle(), starts_at=timezone.now(), chatham_house=True)

    page = ana.post(f"{LIST}new/", boxes(asked_by="Pat, for Harbour Lights", meeting=meeting.pk))
    assert "Please take out: Pat, Harbour Lights." in page.content.decode()
    assert not coast.mandates.exists()
    meeting.chatham_house = False
    meeting.save()
    ana.post(f"{LIST}new/", boxes(asked_by="Pat, for Harbour Lights", meeting=meeting.pk))
    assert coast.mandates.exists()


def test_who_may_only_look_records_nothing(vic, coast):
    one = record(coast)
    doors = ["new/", f"{one.pk}/edit/", f"{one.pk}/mistake/", f"{one.pk}/renew/"]
    doors += [f"{one.pk}/put-right/", f"{one.pk}/read-back/"]

    assert {vic.post(f"{LIST}{door}", boxes()).status_code for door in doors} == {403}
    page = vic.get(f"{LIST}{one.pk}/").content.decode()
    assert "Write down" not in page
    assert "by mistake" not in page


def test_a_mistake_stays_for_those_who_edit_and_leaves_everybody_elses_pages(
    ana, vic, pat, pat_person, coast
):
    one = record(coast)
    theirs = f"/p/{pat_person.code}/mandate/"
    assert "Propose topics" in pat.get(theirs).content.decode()

    ana.post(f"{LIST}{one.pk}/mistake/")

    assert "Recorded by mistake" in ana.get(LIST).content.decode()
    assert "Propose topics" not in vic.get(LIST).content.decode()
    assert vic.get(f"{LIST}{one.pk}/").status_code == 404
    assert "Propose topics" not in pat.get(theirs).content.decode()
    ana.post(f"{LIST}{one.pk}/mistake/", {"back": "yes"})
    assert "Propose topics" in pat.get(theirs).content.decode()


# Telling it back


def test_it_is_told_back_to_everyone_taking_part_once(ana, coast, pat_person):
    coast.add_person(name="Kim", takes_part=False, email="kim@harbour.example")
    one = record(coast)
    address = f"{LIST}{one.pk}/read-back/"
    before = ana.get(address).content.decode()
    assert "Send 1 message" in before

    ana.post(address, {**as_sent(before), "go": "send"})
    ana.post(address, {**as_sent(before), "go": "send"})

    (sent,) = mail.outbox
    assert sent.recipients() == ["pat@harbour.example"]
    assert sent.reply_to == ["data@harbour.example"]
    for said in ("Is that what you meant?", "Propose topics", "Not to decide actions"):
        assert said in sent.body
    assert pat_person.link in sent.body
    assert Message.objects.get().dedupe_key == f"read-back:{one.pk}:{pat_person.pk}"
    one.refresh_from_db()
    assert one.read_back_at is not None


def test_its_own_words_go_out_and_nothing_does_if_the_number_changed(ana, coast, pat_person):
    one = record(coast)
    address = f"{LIST}{one.pk}/read-back/"
    sent = as_sent(ana.get(address).content.decode())
    coast.add_person(name="Kim", email="kim@harbour.example")

    page = ana.post(address, {**sent, "go": "send"})
    assert "Nothing was sent" in page.content.decode()
    assert not mail.outbox
    body = "Hello [[name]], we heard this. [[link]]"
    ana.post(address, {**sent, "promised": "2", "body": body, "go": "send"})
    assert sorted(one.body.split(",")[0] for one in mail.outbox) == ["Hello Kim", "Hello Pat"]


def test_of_two_who_tell_it_back_at_once_the_second_is_refused(coast, pat_person):
    one = record(coast)
    words_sent = {"subject": "Heard", "body": "[[link]]", "promised": 1}
    read_back.send(one, **words_sent)

    with pytest.raises(read_back.ReadBackAlready):
        read_back.send(one, **words_sent)
    assert Message.objects.count() == 1


def test_it_can_be_told_back_aloud(ana, coast):
    one = record(coast)
    ana.post(f"{LIST}{one.pk}/read-back/", {"go": "aloud"})

    one.refresh_from_db()
    assert one.read_back_at is not None
    assert not mail.outbox


def test_once_told_back_its_words_stay(ana, coast):
    one = record(coast)
    ana.post(f"{LIST}{one.pk}/edit/", boxes(purpose="Bring tea"))
    one.refresh_from_db()
    assert one.purpose == "Bring tea"
    one.was_read_back()

    page = ana.post(f"{LIST}{one.pk}/edit/", boxes(purpose="Decide it all"), follow=True)

    one.refresh_from_db()
    assert one.purpose == "Bring tea"
    assert "It was told back in these words" in page.content.decode()


def test_what_members_put_right_stands_below_it_line_by_line(ana, pat, pat_person, coast):
    one = record(coast)
    ana.post(f"{LIST}{one.pk}/put-right/", {"corrections": "We settle actions\n\nTell everyone"})

    one.refresh_from_db()
    assert one.put_right == ["We settle actions", "Tell everyone"]
    assert "<li>Tell everyone</li>" in pat.get(f"/p/{pat_person.code}/mandate/").content.decode()


def test_of_two_who_write_down_corrections_at_once_neither_is_lost(ana, coast):
    one = record(coast)
    first = as_sent(ana.get(f"{LIST}{one.pk}/").content.decode())["seen"]
    ana.post(f"{LIST}{one.pk}/put-right/", {"corrections": "The first", "seen": first})

    page = ana.post(f"{LIST}{one.pk}/put-right/", {"corrections": "The second", "seen": first})

    assert "Somebody has changed it meanwhile" in page.content.decode()
    one.refresh_from_db()
    assert one.corrections == "The first"


# Renewal


def asked(**said):
    return {
        "asked_on": "2026-10-28",
        "yes": "19",
        "not_sure": "3",
        "no": "2",
        "is_renewed": "yes",
        "lapses_on": "2026-12-30",
        **said,
    }


def test_a_renewal_is_recorded_with_its_numbers(ana, coast):
    one = record(coast, given_on=GIVEN)
    ana.post(f"{LIST}{one.pk}/renew/", asked(note="Set the agenda jointly."))

    assert "19 yes, 3 not sure, 2 no, of 24" in ana.get(f"{LIST}{one.pk}/").content.decode()
    renewal = one.renewals.get()
    assert (renewal.is_renewed, renewal.lapses_on) == (True, date(2026, 12, 30))


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"asked_on": "2026-09-01"}, "was given after that day"),
        ({"lapses_on": "2026-10-27"}, "lapse before it was renewed"),
        ({"yes": "0", "not_sure": "0", "no": "0"}, "Nobody said anything"),
        ({"yes": "-1"}, "greater than or equal to 0"),
        ({"yes": "9" * 30}, "less than or equal to"),
        ({"is_renewed": ""}, "This field is required"),
    ],
)
def test_a_renewal_that_cannot_be_is_refused_in_a_sentence(ana, coast, said, sentence):
    one = record(coast, given_on=GIVEN)
    page = ana.post(f"{LIST}{one.pk}/renew/", asked(**said))

    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert not MandateRenewal.objects.exists()


def test_a_renewal_can_be_marked_as_a_mistake(ana, vic, coast):
    one = record(coast, given_on=GIVEN)
    renewal = renew(one, GIVEN)
    ana.post(f"{LIST}{one.pk}/renewals/{renewal.pk}/mistake/")

    assert "19 yes" in ana.get(f"{LIST}{one.pk}/").content.decode()
    assert "19 yes" not in vic.get(f"{LIST}{one.pk}/").content.decode()


# Other networks, and members


def test_another_networks_mandate_does_not_exist_here(ana, hills):
    one = record(hills)

    assert ana.get(f"{LIST}{one.pk}/").status_code == 404
    assert ana.post(f"{LIST}{one.pk}/mistake/").status_code == 404
    assert ana.get(f"{LIST}new/?signal={'9' * 40}").status_code == 200


def test_members_read_what_is_live_with_its_limits_and_how_to_object(pat, pat_person, coast):
    record(coast, purpose="Long over", given_on=GIVEN - timedelta(days=9), lapses_on=GIVEN)
    record(coast, purpose="Still to come", given_on=date(2199, 1, 1))
    record(coast)
    Direction.objects.create(
        cycle=coast.current_cycle(),
        way="act",
        what="try one thing",
        because="most are ready",
        disagreed="nobody",
        decided_on=GIVEN,
    )
    page = pat.get(f"/p/{pat_person.code}/mandate/").content.decode()

    for said in ("Propose topics", "Not to decide actions", "data@harbour.example", "Long over"):
        assert said in page
    assert "Still to come" not in page
    assert "We decided to act, namely: try one thing. Because: most are ready." in page


def test_who_steers_is_a_page_for_everybody_who_signs_in(ana, vic, coast):
    record(coast)
    user = User.objects.create_user("con@coast.example", "a long enough word", name="Con")
    coast.accesses.create(user=user, role=Role.CONVENOR)

    for client in (ana, vic, sign_in(user)):
        page = client.get("/coast/steering/").content.decode()
        assert "Propose topics" in page
        assert 'href="/coast/steering/" aria-current="page"' in page
    assert "Record a mandate" not in vic.get("/coast/steering/").content.decode()
