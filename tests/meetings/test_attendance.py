"""Who came, who is missing, and who may see which."""

import pytest
from django.utils import timezone

from meetings import attendance
from meetings.models import Feedback, Meeting
from network.models import Role, User
from tests.conftest import sign_in
from tests.forms import as_sent

PEOPLE = "/coast/meetings/1/people/"


@pytest.fixture
def meeting(coast):
    return Meeting.call(coast.current_cycle(), starts_at=timezone.now())


@pytest.fixture
def town(coast, harbour, pat_person):
    """Pat and Kim of Harbour Lights, Lee of Town Hall, Noa for themselves, and Ana, who does not take part."""
    hall = coast.add_partner(name="Town Hall", sector="statutory")
    coast.add_person(name="Kim", partner=harbour, level="manager")
    coast.add_person(name="Lee", partner=hall, level="strategic")
    coast.add_person(name="Noa", level="lived_experience")
    coast.add_person(name="Ana", takes_part=False)
    return {person.name: person for person in coast.people.all()}


def page_of(client):
    answer = client.get(PEOPLE)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def tick(client, *people, **more):
    return client.post(PEOPLE, {"came": [person.pk for person in people], **more})


def missing_of(page):
    return page.partition('id="missing"')[2].partition("</section>")[0]


def test_numbers_are_of_those_who_take_part(ana, meeting, town):
    tick(ana, town["Pat"], town["Noa"], town["Ana"])

    page = page_of(ana)
    assert "2 of 4 people, 1 of 2 partners." in page
    assert "And one who does not take part." in page


def test_who_is_missing_is_said_plainly(ana, meeting, town):
    tick(ana, town["Pat"])

    missing = missing_of(page_of(ana))
    assert "Partners with nobody there:</b></p> <ul><li>Town Hall</li></ul>" in missing
    assert "<li>Harbour Lights: Kim</li>" in missing
    assert "Here for themselves: Noa" in missing
    assert "<li>Manager</li>" in missing
    assert "<li>Lived experience</li>" in missing
    assert "partners of the kind “Statutory”" in missing
    assert "<li>Front line</li>" not in missing  # nobody on the register is
    assert "Charity" not in missing


def test_lived_experience_is_never_a_hidden_zero(ana, coast, meeting, pat_person):
    tick(ana, pat_person)

    missing = missing_of(page_of(ana))
    assert "<li>Lived experience</li>" in missing
    assert "Nobody on the register told us of lived experience." in missing


def test_lived_experience_that_was_there_is_not_missing(town):
    there = attendance.presence(town.values(), {town["Noa"].pk})

    assert "Lived experience" not in there.levels_missing
    assert there.told_lived_experience


def test_nobody_is_called_missing_before_anybody_is_ticked(ana, meeting, town):
    assert "Who is missing" not in page_of(ana)


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.CONVENOR])
def test_who_does_not_run_the_meeting_sees_numbers_only(role, ana, coast, meeting, town):
    tick(ana, town["Pat"])
    user = User.objects.create_user("other@coast.example", "long enough", name="Other")
    coast.accesses.create(user=user, role=role)
    other = sign_in(user)

    page = page_of(other)

    assert "1 of 4 people, 1 of 2 partners." in page
    for name in ("Pat", "Kim", "Lee", "Noa", "Harbour Lights", "Town Hall"):
        assert name not in page
    assert tick(other, town["Lee"]).status_code == 403
    assert meeting.attendances.count() == 1


def test_page_sent_back_untouched_changes_nothing(ana, meeting, town):
    tick(ana, town["Pat"], town["Noa"])

    ana.post(PEOPLE, as_sent(ana.get(PEOPLE).content.decode()))

    assert {one.person.name for one in meeting.attendances.all()} == {"Pat", "Noa"}


def test_empty_press_changes_nothing(ana, meeting, town):
    tick(ana, town["Pat"])

    ana.post(PEOPLE)

    assert meeting.attendances.count() == 1


def test_older_page_does_not_tick_again_whom_somebody_unticked_meanwhile(ana, meeting, town):
    tick(ana, town["Pat"])
    older = as_sent(ana.get(PEOPLE).content.decode())
    ana.post(PEOPLE, {"came.was": [town["Pat"].pk]})

    ana.post(PEOPLE, {**older, "came": [*older["came"], town["Noa"].pk]})

    assert [one.person for one in meeting.attendances.all()] == [town["Noa"]]


def newcomer(name, **fields):
    return {f"new-{field}": value for field, value in {"name": name, **fields}.items()}


def test_who_came_without_being_on_the_register_is_added_and_ticked(ana, coast, meeting, town):
    tick(
        ana, town["Pat"],
        **newcomer("Uma", email="uma@hall.example", partner=town["Lee"].partner_id, takes_part="on"),
    )  # fmt: skip

    uma = coast.people.get(name="Uma")
    assert (uma.email, uma.partner, uma.takes_part) == (
        "uma@hall.example", town["Lee"].partner, True,
    )  # fmt: skip
    assert {one.person.name for one in meeting.attendances.all()} == {"Pat", "Uma"}


def test_newcomer_need_not_take_part(ana, coast, meeting):
    tick(ana, **newcomer("Uma"))

    assert not coast.people.get(name="Uma").takes_part


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (newcomer("Uma", email="pat@harbour.example"), "Pat already has this email"),
        (newcomer("Uma", email="no email"), "valid email address"),
        (newcomer("", email="uma@hall.example"), "This field is required"),
        (newcomer("U\x00ma"), "Null characters are not allowed"),
        (newcomer("U" * 200), "at most 120 characters"),
        (newcomer("noa"), "is on the register already"),
        (newcomer("Uma", partner="999999"), "Select a valid choice"),
    ],
)
def test_newcomer_who_cannot_be_added_gets_a_sentence_and_the_ticks_stay(
    fields, said, ana, coast, meeting, town
):
    answer = tick(ana, town["Pat"], **fields)

    page = answer.content.decode()
    assert said in page
    assert "The ticks are saved." in page
    assert not coast.people.filter(name__startswith="U").exists()
    assert [one.person for one in meeting.attendances.all()] == [town["Pat"]]


def test_newcomers_sheet_pressed_twice_adds_one_person(ana, coast, meeting):
    for _n in range(2):
        tick(ana, **newcomer("Uma"))

    assert coast.people.filter(name="Uma").count() == 1


def test_who_is_ticked_after_the_questions_were_asked_is_asked_too(ana, meeting, town):
    meeting.attended_by([town["Pat"]])
    feedback = Feedback.ask(meeting)
    tick(ana, town["Noa"], town["Ana"], town["Pat"])

    asked = feedback.activity.invitations.all()
    assert {line.person.name for line in asked} == {"Pat", "Noa"}  # Ana does not take part


def test_once_the_questions_are_closed_nobody_more_is_asked(ana, meeting, town):
    meeting.attended_by([town["Pat"]])
    feedback = Feedback.ask(meeting)
    feedback.activity.close()
    tick(ana, town["Noa"])

    assert feedback.activity.invitations.count() == 1
    assert meeting.attendances.count() == 2


def test_demos_second_meeting_is_twenty_four_of_twenty_seven(carrowby):
    network = carrowby.network
    meeting = network.meetings.get(number=2)
    came = set(meeting.attendances.values_list("person_id", flat=True))
    there = attendance.presence(list(network.people.on_register().with_partner()), came)

    assert (len(there.came), there.invited) == (24, 27)
    assert len(there.partners) == 14
    assert there.partners_there == 14 - len(there.partners_missing)
