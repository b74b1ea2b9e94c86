"""A journal is its author's, and nobody else's, unless she chose others after a look at it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from meetings import journal
from meetings.contributions import reflecting
from meetings.models import JournalEntry, Meeting
from meetings.naming import quoted_in, register_of
from network.models import Role, User
from tests.conftest import sign_in
from tests.forms import as_sent

LIST = "/coast/journal/"
SECRET = "I was relieved to be asked"


@pytest.fixture
def bea_user(coast):
    """A second coordinator, who may do everything there is, and is a superuser besides."""
    user = User.objects.create_user(
        "bea@coast.example", "a long enough word", name="Bea", is_superuser=True
    )
    coast.accesses.create(user=user, role=Role.COORDINATOR)
    return user


@pytest.fixture
def bea(bea_user):
    return sign_in(bea_user)


@pytest.fixture
def con(coast, harbour):
    user = User.objects.create_user("con@coast.example", "a long enough word", name="Con")
    coast.accesses.create(user=user, role=Role.CONVENOR, partner=harbour)
    return sign_in(user)


def write(network, author, audience="me", text=SECRET, **more):
    return network.journal.create(author=author, text=text, audience=audience, **more)


def entry(**more):
    return {"text": SECRET, "audience": "me", **more}


def keep(client, boxes, address=f"{LIST}new/"):
    """Write it, look it over, and press again."""
    looked = client.post(address, boxes)
    if looked.status_code == 302:
        return looked
    return client.post(address, as_sent(looked.content.decode()))


def reads(client, words=SECRET, page=LIST):
    return words in client.get(page).content.decode()


def test_an_entry_is_for_me_unless_somebody_else_is_chosen(ana, coast, ana_user):
    page = ana.get(f"{LIST}new/").content.decode()
    assert as_sent(page)["audience"] == ["me"]
    for said in ("Whoever holds the database can read it", "they can ask to see it"):
        assert said in page

    assert ana.post(f"{LIST}new/", entry()).status_code == 302

    kept = coast.journal.get()
    assert (kept.author, kept.audience) == (ana_user, "me")
    assert reads(ana)


def test_nobody_else_finds_it_whatever_their_role(bea, vic, con, pat, pat_person, coast, ana_user):
    mine = write(coast, ana_user, prompt="What did I leave unsaid?")
    own = f"/p/{pat_person.code}"
    pages = [LIST, "/coast/", "/coast/steering/", "/coast/outbox/"]

    for client in (bea, vic, con):
        assert client.get(f"{LIST}{mine.pk}/").status_code == 404
        assert client.post(f"{LIST}{mine.pk}/", entry(text="Mine now")).status_code == 404
        assert client.post(f"{LIST}{mine.pk}/delete/").status_code == 404
        assert not any(
            reads(client, page=page) for page in pages if client is bea or page != pages[3]
        )
    assert not any(reads(pat, page=f"{own}/{page}") for page in ("", "mandate/", "reflections/"))
    assert coast.journal.get().text == SECRET
    assert SECRET not in str(mine) + repr(mine)


@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        ("me", set()),
        ("convenors", {"bea", "con"}),
        ("members", {"bea", "con", "vic", "pat"}),
        ("public", {"bea", "con", "vic", "pat"}),
    ],
)
def test_an_audience_reads_what_it_was_given_and_changes_nothing(
    bea, con, vic, pat, pat_person, coast, ana_user, audience, readers
):
    given = write(coast, ana_user, audience)
    staff = {"bea": bea, "con": con, "vic": vic}

    found = {name for name, client in staff.items() if reads(client)}
    found |= {"pat"} if reads(pat, page=f"/p/{pat_person.code}/reflections/") else set()
    assert found == readers
    for client in staff.values():
        assert client.get(f"{LIST}{given.pk}/").status_code == 404


def test_before_members_read_it_it_is_looked_over(ana, coast, pat_person):
    boxes = entry(
        text="Pat of Harbour Lights told me “we cannot go on like this”.", audience="members"
    )
    looked = ana.post(f"{LIST}new/", boxes)

    page = looked.content.decode()
    assert not coast.journal.exists()
    for said in ("Pat", "Harbour Lights", "“we cannot go on like this”"):
        assert f'<li class="wrap-anywhere">{said}</li>' in page
    assert "needs the consent" in page
    ana.post(f"{LIST}new/", as_sent(page))
    assert coast.journal.get().audience == "members"


def test_what_was_not_looked_over_in_these_words_is_not_kept(ana, coast):
    looked = as_sent(ana.post(f"{LIST}new/", entry(audience="members")).content.decode())

    for changed in ({"text": "Something else"}, {"audience": "public"}, {"looked": "x"}):
        ana.post(f"{LIST}new/", looked | changed)
    assert not coast.journal.exists()


def test_changed_words_are_looked_over_again_and_narrowing_needs_no_look(ana, coast, ana_user):
    mine = write(coast, ana_user, "members")
    address = f"{LIST}{mine.pk}/"
    boxes = as_sent(ana.get(address).content.decode())

    assert ana.post(address, boxes | {"text": "Other words"}).status_code == 200
    assert ana.post(address, boxes | {"audience": "me"}).status_code == 302
    mine.refresh_from_db()
    assert (mine.text, mine.audience) == (SECRET, "me")
    assert mine.changed_at is not None


def test_under_the_chatham_house_rule_members_read_no_name(ana, coast, pat_person):
    meeting = Meeting.call(coast.current_cycle(), starts_at=timezone.now(), chatham_house=True)
    boxes = entry(text="Harbour Lights was cross", audience="members", meeting=meeting.pk)

    assert "Please take out: Harbour Lights" in keep(ana, boxes).content.decode()
    assert not coast.journal.exists()
    keep(ana, boxes | {"text": "Somebody was cross"})
    assert [one.meeting for one in journal.for_members(coast)] == [None]
    coast.add_person(name="Somebody")
    assert journal.for_members(coast) != []  # a word of every day is no name
    JournalEntry.objects.update(text="Pat was cross")
    assert journal.for_members(coast) == []


def test_a_reflection_carries_its_date_its_author_their_role_and_who_pays(
    pat, pat_person, coast, ana_user, con, harbour
):
    coast.funder = "The Beacon Fund"
    coast.save()
    at = timezone.make_aware(timezone.datetime(2025, 9, 3, 12))
    write(coast, ana_user, "members", written_at=at)
    write(coast, User.objects.get(name="Con"), "public", text="We convene too")
    page = pat.get(f"/p/{pat_person.code}/reflections/").content.decode()

    assert "Wednesday 3 September 2025" in page
    assert "Ana · Coordinator · paid by The Beacon Fund" in page
    assert "Con · Convenor · Harbour Lights" in page


@pytest.mark.parametrize(
    "more", [{"text": ""}, {"text": "a\0b"}, {"text": "x" * 10_001}, {"audience": "all"}]
)
def test_what_cannot_be_kept_is_refused_and_stands_in_the_box(ana, coast, more):
    page = ana.post(f"{LIST}new/", entry(prompt="The question") | more)

    assert page.status_code == 200
    assert "It is not kept yet" in page.content.decode()
    assert "The question" in page.content.decode()
    assert not coast.journal.exists()


def test_a_question_may_help_to_begin(ana, coast):
    Meeting.call(coast.current_cycle(), starts_at=timezone.now())
    page = ana.get(f"{LIST}new/?prompt=0&meeting=1").content.decode()

    assert as_sent(page)["prompt"] == ["Did I give direction, or take over?"]
    for odd in ("99", "-1", "9" * 30, "x", "²"):
        assert ana.get(f"{LIST}new/", {"prompt": odd, "meeting": odd}).status_code == 200


# Asked again


def tasks(network, user, days):
    cycle = network.current_cycle()
    cycle.network, network.user = network, user
    at = timezone.now() + timedelta(days=days)
    return [task.note for task in reflecting.questions_asked_again(cycle, at)]


def test_a_question_comes_back_to_its_author_on_its_day_and_to_nobody_else(
    ana, bea_user, coast, ana_user
):
    ana.post(f"{LIST}new/", entry(prompt="Was the open start needed?", again=["3", "6"]))

    assert tasks(coast, ana_user, 90) == []
    assert tasks(coast, ana_user, 91) == ["Was the open start needed?"]
    assert len(tasks(coast, ana_user, 182)) == 2
    assert tasks(coast, bea_user, 400) == []
    cycle = coast.current_cycle()
    cycle.network = coast
    del coast.user
    later = timezone.now() + timedelta(days=400)
    assert list(reflecting.questions_asked_again(cycle, later)) == []


def test_it_is_answered_with_the_earlier_entry_beside_it(ana, coast, ana_user):
    ana.post(f"{LIST}new/", entry(again=["3"]))
    JournalEntry.objects.filter(text="").update(due_on=timezone.localdate())
    waiting = coast.journal.get(text="")
    assert "What do you think of it now?" in ana.get("/coast/").content.decode()

    page = ana.get(f"{LIST}{waiting.pk}/").content.decode()
    assert SECRET in page
    ana.post(f"{LIST}{waiting.pk}/", as_sent(page) | {"text": "Still so"})

    waiting.refresh_from_db()
    assert (waiting.text, waiting.changed_at) == ("Still so", None)
    assert tasks(coast, ana_user, 400) == []


def test_what_was_asked_under_the_same_question_is_earlier_too(coast, ana_user, bea_user):
    old = write(coast, ana_user, prompt="Was it needed?")
    write(coast, bea_user, prompt="Was it needed?", text="Hers")
    waiting = write(coast, ana_user, prompt="Was it needed?", text="", due_on=timezone.localdate())

    assert list(waiting.earlier()) == [old]


def test_what_waits_is_read_by_nobody_and_can_be_let_go(ana, bea, con, coast, ana_user):
    waiting = write(
        coast, ana_user, "convenors", prompt="The doubt", text="", due_on=timezone.localdate()
    )
    assert reads(ana, "The doubt")
    assert not reads(bea, "The doubt")
    assert not reads(con, "The doubt")

    ana.post(f"{LIST}{waiting.pk}/delete/")
    assert not coast.journal.exists()


def test_an_entry_of_another_network_does_not_stand_in_this_one(ana, hills, ana_user):
    hills.accesses.create(user=ana_user, role=Role.COORDINATOR)
    theirs = write(hills, ana_user)

    assert not reads(ana)
    assert ana.get(f"{LIST}{theirs.pk}/").status_code == 404
    assert ana.get(f"/hills/journal/{theirs.pk}/").status_code == 200


def test_carrowbys_journal_is_asked_again_after_three_and_six_months(carrowby):
    ada = carrowby.coordinator
    waiting = carrowby.network.journal.filter(author=ada, text="")

    assert waiting.due(carrowby.at(90).date()).count() == 0
    assert waiting.due(carrowby.at(91).date()).count() == 1
    assert waiting.due(carrowby.at(182).date()).count() == 2
    assert journal.for_members(carrowby.network) == []


# Names in a text


def test_names_are_found_as_they_stand(coast, pat_person):
    coast.add_person(name="Will Marsh")
    register = register_of(coast)

    assert register.named_in("pat attention: HARBOUR LIGHTS and Pat’s team") == [
        "Pat",
        "Harbour Lights",
    ]
    assert register.named_in("We will see the harbour lights-out and marsh") == ["Harbour Lights"]
    assert register.named_in("It will do") == []


def test_a_turn_of_phrase_is_no_quote():
    assert quoted_in('The “open start” and "we did it before and it faded"') == [
        "we did it before and it faded"
    ]
