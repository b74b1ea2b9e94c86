"""Explore on, or act: six lights that never add up, and a sentence that people write."""

from datetime import timedelta

import pytest
from django.utils import timezone

from meetings import exploring
from meetings.exploring import Absence, Again, Dispute, Gift
from meetings.exploring_facts import Facts
from meetings.light import MOVING, Evidence, Light, Spread, State
from meetings.models import Action, AgendaItem, Cluster, Direction, Feedback, Meeting
from network.models import Role, User
from tests import factories
from tests.conftest import sign_in

PAGE = "/coast/explore-or-act/"
READY = Spread("A8", {1: 0, 2: 2, 3: 4, 4: 7, 5: 9})


def spread(*counts, **more):
    return Spread("A", dict(enumerate(counts, start=1)), **more)


def lights_of(network, at=None, **more):
    cycle = network.current_cycle()
    cycle.network = network
    return Facts(cycle, at or timezone.now(), **more).lights()


# The lights themselves


def test_a_spread_is_told_by_both_ends():
    assert READY.words == "A8: 16 of 22 chose 4 to 5, and 2 chose 1 to 2."
    tenths = Spread("A2", dict.fromkeys(range(11), 1))
    assert (tenths.top, tenths.bottom) == ([8, 9, 10], [0, 1, 2])
    assert "Who answered: Front line 7, Everyone else 15." in (
        Spread("A8", READY.counts, groups=[("Front line", 7), ("Everyone else", 15)]).words
    )


@pytest.mark.parametrize(
    ("spreads", "state"),
    [
        ([], State.NOT_KNOWN),
        ([spread(0, 0, 0, 0, 0)], State.NOT_KNOWN),
        ([spread(0, 2, 0, 3, 3)], State.YES),
        ([READY], State.PARTLY),
        ([spread(0, 2, 0, 3, 3), READY], State.PARTLY),
        ([spread(4, 2, 1, 1, 0)], State.NO),
    ],
)
def test_people_are_ready_if_three_of_four_say_so_wherever_they_were_asked(spreads, state):
    assert exploring.readiness(spreads).state == state


@pytest.mark.parametrize(
    ("again", "places", "state"),
    [(0, 1, "not_known"), (0, 2, "no"), (1, 2, "partly"), (2, 3, "yes")],
)
def test_points_keep_coming_up_if_two_are_alike_in_different_places(again, places, state):
    pairs = [Again("Stuck", "Meeting 1", "Being stuck", "the pro-forma")] * again

    light = exploring.repetition(pairs, places=places)
    assert light.state == state
    assert [one.text for one in light.evidence] == [
        "“Stuck” (Meeting 1) and “Being stuck” (the pro-forma)"
    ] * again


def test_a_mandate_is_live_lapsed_or_was_never_recorded():
    assert exploring.authority(["Propose: Live"], ever=True).state == State.YES
    assert exploring.authority([], ever=True).state == State.NO
    assert exploring.authority([], ever=False).state == State.NOT_KNOWN


@pytest.mark.parametrize(
    ("found", "state"),
    [
        (Absence(), "not_known"),
        (Absence(partners=4, levels=[]), "no"),
        (Absence(partners=4, late=1), "partly"),
        (Absence(partners=4, silent=1), "yes"),
        (Absence(levels=["Lived experience"]), "yes"),
    ],
)
def test_somebody_is_missing_if_a_partner_is_silent_or_a_level_did_not_come(found, state):
    assert exploring.absence(found).state == state


@pytest.mark.parametrize(
    ("found", "state"),
    [
        (Dispute(), "not_known"),
        (Dispute(spreads=[READY], corrections=0), "no"),
        (Dispute(spreads=[spread(2, 0, 4, 0, 2)]), "partly"),
        (Dispute(corrections=1), "partly"),
        (Dispute(voted=24, to_change=2), "partly"),
        (Dispute(voted=24, to_change=3), "no"),
        (Dispute(voted=24, to_change=2, renewal=(2, 24)), "yes"),
        (Dispute(renewal=(0, 24)), "no"),
    ],
)
def test_disagreement_is_live_if_two_kinds_of_sign_say_so(found, state):
    assert exploring.dispute(found).state == state


@pytest.mark.parametrize(
    ("found", "state"),
    [
        (Gift(), "not_known"),
        (Gift(has_met=True), "no"),
        (Gift(narrowed=2), "partly"),
        (Gift(nobodys=1), "partly"),
        (Gift(nobodys=1, owned=1), "yes"),
        (Gift(done=1), "yes"),
    ],
)
def test_something_is_in_our_gift_if_somebody_holds_it(found, state):
    assert exploring.gift(found).state == state


def test_what_was_moving_is_kept_without_its_numbers():
    light = Light("T", State.YES, "S", "R", [Evidence("1 of 5", is_moving=True), Evidence("Kept")])

    assert light.kept() == {
        "title": "T",
        "state": "yes",
        "said": "S",
        "evidence": [str(MOVING), "Kept"],
    }


# From the records


def asked_for_readiness(coast, steps, *, is_over=True, text="How ready are you?"):
    proforma = factories.create_proforma(coast)
    views = factories.part_of(proforma, "person")
    views.add_question(kind="scale", text=text, settings={"low": 1, "high": 5})
    people = factories.create_people(coast, len(steps))
    proforma.open(closes_at=timezone.now() + timedelta(days=9))
    views = factories.part_of(proforma, "person")
    for person, step in zip(people, steps, strict=True):
        factories.answer(views, person, A4=step)
    if is_over:
        views.activity.close()
    return proforma


def test_readiness_is_read_from_the_question_that_is_chosen(ana, coast):
    asked_for_readiness(coast, [5] * 6)

    assert lights_of(coast)[0].state == State.NOT_KNOWN
    assert (
        lights_of(coast, scale="A4")[0]
        .evidence[0]
        .text.endswith("6 of 6 chose 4 to 5, and 0 chose 1 to 2.")
    )
    assert "6 of 6 chose" in ana.get(f"{PAGE}?scale=A4").content.decode()
    assert ana.get(f"{PAGE}?scale=%00{'x' * 500}").status_code == 200


def test_the_banks_own_question_is_found_by_itself(coast):
    asked_for_readiness(coast, [5] * 6, text="How ready are you to move from talking to doing?")

    assert lights_of(coast)[0].state == State.YES


def test_of_fewer_than_the_floor_no_number_is_told(ana, coast):
    asked_for_readiness(coast, [5] * 4)
    light = lights_of(coast, scale="A4")[0]

    assert light.state == State.NOT_KNOWN
    assert [one.text for one in light.evidence] == ["A4: too few have answered to show it."]
    coast.smallest_group = 7
    coast.save()
    assert "of 4" not in ana.get(f"{PAGE}?scale=A4").content.decode()


def test_while_people_can_answer_numbers_move_in_steps_and_are_not_kept(ana, coast):
    asked_for_readiness(coast, [5] * 7, is_over=False)
    light = lights_of(coast, scale="A4")[0]
    assert "5 of 5 chose" in light.evidence[0].text
    assert light.evidence[0].is_moving

    ana.post(f"{PAGE}?scale=A4", decided())

    kept = Direction.objects.get().lights
    assert kept[0]["evidence"] == [str(MOVING)]
    assert "5 of 5" not in str(kept)


def test_feedback_obeys_the_floor_and_its_steps(coast):
    meeting = Meeting.call(coast.current_cycle(), starts_at=timezone.now() - timedelta(hours=1))
    people = factories.create_people(coast, 7)
    meeting.attended_by(people)
    feedback = Feedback.ask(meeting)
    for person in people[:4]:
        feedback.reply(person, worth=5, ready=5)
    assert lights_of(coast)[0].evidence == []
    for person in people[4:]:
        feedback.reply(person, worth=5, ready=1)

    (evidence,) = lights_of(coast)[0].evidence
    assert evidence.text.startswith("After Meeting 1: 4 of 5 chose")
    assert evidence.is_moving
    feedback.activity.close()
    (evidence,) = lights_of(coast)[0].evidence
    assert "4 of 7 chose" in evidence.text


def test_clusters_and_themes_that_are_alike_are_found_and_off_the_record_stays_out(coast):
    cycle = coast.current_cycle()
    first, second = (
        Meeting.call(cycle, starts_at=timezone.now() - timedelta(days=n)) for n in (9, 2)
    )
    first.catch("point", "Ten people").move_to(Cluster.begin(first, "Stuck between services"))
    second.catch("point", "Again").move_to(Cluster.begin(second, "Stuck between services"))
    for name in ("Fridays at four", "Fridays at four again"):  # in one place
        first.catch("point", name).move_to(Cluster.begin(first, name))
    whispered = Cluster.begin(first, "Who is paid")
    first.catch("point", "Hush", off_record=True).move_to(whispered)
    second.catch("point", "Pay").move_to(Cluster.begin(second, "Who is paid"))

    (one,) = lights_of(coast)[1].evidence
    assert one.text.count("Stuck between services") == 2


def test_a_level_with_nobody_at_the_last_meeting_is_named(coast):
    meeting = Meeting.call(coast.current_cycle(), starts_at=timezone.now() - timedelta(hours=1))
    came = coast.add_person(name="Kim", level="manager")
    coast.add_person(name="Lee", level="lived_experience")
    assert lights_of(coast)[3].state == State.NOT_KNOWN  # nobody was ticked off
    meeting.attended_by([came])

    light = lights_of(coast)[3]
    assert [one.text for one in light.evidence] == [
        "Nobody at the last meeting from: Lived experience."
    ]


def test_silent_partners_are_counted_and_named_nowhere(ana, open_proforma, coast, pat_person):
    light = lights_of(coast)[3]

    assert light.evidence[0].text == "1 partner of 1 has not answered anything."
    assert "Harbour Lights" not in ana.get(PAGE).content.decode()
    factories.answer(factories.part_of(open_proforma, "person"), pat_person, A1=5)
    assert lights_of(coast)[3].state == State.NO


def test_notes_caught_while_narrowing_down_and_actions_are_counted(coast):
    meeting = Meeting.call(coast.current_cycle(), starts_at=timezone.now() - timedelta(hours=2))
    item = meeting.add_item(title="Narrow", minutes=30, step=AgendaItem.Step.NARROW)
    item.started_at = timezone.now() - timedelta(minutes=60)
    item.ended_at = timezone.now() - timedelta(minutes=30)
    item.save()
    for minutes in (70, 45, 20):
        meeting.catch("point", f"At {minutes}", at=factories.minutes_ago(minutes))

    assert [one.text for one in lights_of(coast)[5].evidence] == [
        "Notes caught while narrowing down: 1."
    ]
    Action.record(coast.current_cycle(), what="Try", owner=coast.add_person(name="Kim"))
    assert lights_of(coast)[5].state == State.YES


def test_carrowbys_lights_stand_as_its_records_say(carrowby):
    ready, again, live, missing, dispute, gift = lights_of(carrowby.network, carrowby.now)

    assert "16 of 22 chose 4 to 5, and 2 chose 1 to 2." in ready.evidence[0].text
    assert "17 of 19 chose 4 to 5" in ready.evidence[1].text
    assert "Lived experience" not in ready.evidence[0].text
    assert (ready.state, live.state, gift.state) == (State.PARTLY, State.YES, State.YES)
    assert again.state != State.NOT_KNOWN
    assert any("late" in one.text for one in missing.evidence)
    said = " ".join(one.text for one in dispute.evidence)
    assert "2 people voting differently" in said
    assert "2 of 24 said no" in said
    assert dispute.state == State.YES


# The page and the decision


def decided(**more):
    return {
        "way": "act",
        "what": "try one page",
        "because": "most are ready",
        "disagreed": "those who want to read first",
        "decided_on": "2026-10-28",
        **more,
    }


def test_the_page_shows_six_lights_in_words_and_no_verdict_of_its_own(ana, coast):
    page = ana.get(PAGE).content.decode()

    assert page.count('class="light-shape"') == 6
    for title in ("People say they are ready", "Something is within our own gift"):
        assert title in page
    assert "not known" in page


def test_a_decision_is_kept_with_the_lights_as_they_stood(ana, coast):
    ana.post(PAGE, decided())
    one = Direction.objects.get()
    assert [light["state"] for light in one.lights] == ["not_known"] * 6
    Action.record(coast.current_cycle(), what="Try", owner=coast.add_person(name="Kim"))

    page = ana.get(PAGE).content.decode()
    assert "We have not met in this cycle yet." in page  # as it stood
    assert "Somebody does something already." in page  # as it stands
    assert "namely: try one page. Because: most are ready." in page


@pytest.mark.parametrize("box", ["way", "what", "because", "disagreed", "decided_on"])
def test_the_sentence_is_written_whole_or_not_at_all(ana, coast, box):
    page = ana.post(PAGE, decided(**{box: ""}))

    assert "It is not kept yet" in page.content.decode()
    assert "This field is required" in page.content.decode()
    assert not Direction.objects.exists()


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"disagreed": "Pat"}, "not: Pat."),
        ({"disagreed": "Harbour Lights"}, "not: Harbour Lights."),
        ({"because": "Pat wants it"}, "not: Pat."),
        ({"what": "a\0b"}, "Null characters"),
        ({"because": "x" * 501}, "at most 500"),
    ],
)
def test_who_disagreed_is_a_point_of_view_and_no_name(ana, coast, pat_person, more, sentence):
    page = ana.post(PAGE, decided(**more))

    assert sentence in page.content.decode()
    assert not Direction.objects.exists()


def test_members_read_the_sentence_and_not_the_lights(ana, pat, pat_person, coast):
    ana.post(PAGE, decided())
    page = pat.get(f"/p/{pat_person.code}/mandate/").content.decode()

    assert "The people who disagreed were: those who want to read first." in page
    assert "within our own gift" not in page


def test_who_runs_meetings_decides_and_who_looks_does_not(vic, coast):
    user = User.objects.create_user("fay@coast.example", "a long enough word", name="Fay")
    coast.accesses.create(user=user, role=Role.FACILITATOR)

    assert vic.get(PAGE).status_code == 403
    assert sign_in(user).post(PAGE, decided()).status_code == 302
    assert "try one page" in vic.get("/coast/steering/").content.decode()
