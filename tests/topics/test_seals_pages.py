"""Sealed stances as people meet them: written, looked over, sealed with one press, and held against a digest."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from network import words
from network.models import Message, Role, User
from tests import factories
from tests.conftest import sign_in
from tests.forms import as_sent
from topics import seals
from topics.models import DeclaredLimit, Seal, Topic, Vote

PAGE, LIST = "/coast/topics/stance/", "/coast/topics/stances/"
REASON = "Zanzibar is the heart of it for me"


@pytest.fixture(autouse=True)
def key_file(settings, tmp_path):
    settings.SEAL_KEY_FILE = tmp_path / "seal.key"
    return settings.SEAL_KEY_FILE


@pytest.fixture
def topics(coast):
    return factories.create_longlist(coast, 4)


@pytest.fixture
def today(coast):
    return words.date_of(timezone.now(), coast)


@pytest.fixture
def con(coast):
    user = User.objects.create_user("con@coast.example", name="Con")
    coast.accesses.create(user=user, role=Role.CONVENOR)
    return sign_in(user)


def filled(client, **others):
    """The sheet as it stands, with a stance on each."""
    boxes = as_sent(client.get(PAGE).content.decode())
    taken = {f"T{n}-stance": "comfortable" for n in range(1, 5)}
    taken |= {"T1-stance": "delighted", "T1-reason": REASON, "forecast": ["T1", "T2"]}
    return boxes | taken | others


def read(answer):
    return answer.content.decode()


def seal_now(client, **others):
    looked = read(client.post(PAGE, filled(client, go="look", **others)))
    assert "Is this what you want to seal?" in looked
    return client.post(PAGE, as_sent(looked) | {"go": "seal"}, follow=True)


def opened_long_ago(coast, ana_user, **others):
    """A seal whose day has come."""
    cycle, at = coast.current_cycle(), timezone.now() - timedelta(days=30)
    cycle.network = coast
    taken = {one.code: ("comfortable", "", "") for one in Seal.sheet(cycle, ana_user)}
    taken |= {"T1": ("delighted", REASON, "")} | others
    day = words.date_of(at, coast) + timedelta(days=9)
    return Seal.seal(
        cycle,
        ana_user,
        taken,
        forecast=["T1", "T2"],
        opens_at=words.end_of(day, coast),
        at=at,
    )


def test_sheet_is_looked_over_and_then_sealed_with_one_press(ana, topics, coast, today, mailoutbox):
    looked = read(ana.post(PAGE, filled(ana, go="look")))
    assert not Seal.objects.exists()
    day = words.day(words.end_of(today + timedelta(days=29), coast), coast)
    assert f"After this nobody but you can read it before {day}." in looked
    assert "Nobody can ever change it, you included." in looked

    page = read(ana.post(PAGE, as_sent(looked) | {"go": "seal"}, follow=True))

    seal = Seal.objects.get()
    assert seal.digest_in_blocks in page
    assert "Until then only you can read what follows." in page
    said = seal.opened(by=seal.author).said
    assert [one["stance"] for one in said["stances"]] == ["delighted"] + 3 * ["comfortable"]
    assert said["forecast"] == ["T1", "T2"]
    assert [message.to for message in mailoutbox] == [["ana@coast.example"]]


def test_looking_over_can_be_left_again_without_losing_a_word(ana, topics):
    looked = read(ana.post(PAGE, filled(ana, go="look")))

    back = as_sent(read(ana.post(PAGE, as_sent(looked) | {"go": "back"})))

    assert back["T1-reason"][0].strip() == REASON
    assert back["forecast"] == ["T1", "T2"]
    assert not Seal.objects.exists()


@pytest.mark.parametrize(
    ("boxes", "says"),
    [
        ({"T2-stance": "distraction"}, "Say why in a sentence."),
        ({"T2-stance": ""}, "Choose one of the four."),
        ({"T2-stance": "cannot", "T2-reason": "No"}, "Choose whether members are told now."),
        (
            {"T2-stance": "cannot", "T2-reason": "No", "T2-openly": "seal"},
            "Say why not. It stays in the seal until it opens.",
        ),
        ({"T2-stance": "cannot", "T2-reason": "No", "T2-openly": "x"}, "Select a valid choice"),
        ({"T2-stance": "nonsense"}, "Select a valid choice"),
        ({"T2-reason": "N\x00"}, "Null characters"),
        ({"T2-reason": "n" * 301}, "at most 300 characters"),
        ({"forecast": ["T1", "T2", "T3", "T4"]}, "Expect at most 3"),
        ({"forecast": ["T99"]}, "One of the topics you expect is not on the list."),
        ({"opens_on": "2001-01-01"}, "Choose a day after today."),
        ({"opens_on": "2199-01-01"}, "Choose a day within a year."),
        ({"opens_on": "\x00"}, "Enter a valid date."),
        ({"seen": "\x00"}, "Null characters"),
        ({"seen": "another list"}, "The list has changed since you opened this page."),
    ],
)
@pytest.mark.parametrize("go", ["look", "seal"])
def test_what_is_missing_is_said_and_what_was_written_stays(ana, topics, go, boxes, says):
    answer = ana.post(PAGE, filled(ana, go=go, **boxes))

    assert answer.status_code == 200
    assert says in read(answer)
    assert "Nothing is sealed yet." in read(answer)
    assert as_sent(read(answer))["T1-reason"][0].strip() == REASON
    assert not Seal.objects.exists()


def test_topic_listed_meanwhile_is_asked_for_before_anything_is_sealed(ana, topics, coast):
    boxes = filled(ana, go="seal")
    Topic.list_on(coast.current_cycle(), title="Late idea", code="T5")

    page = read(ana.post(PAGE, boxes))

    assert "The list has changed since you opened this page." in page
    assert "Late idea" in page
    assert not Seal.objects.exists()
    assert seal_now(ana, **{"T5-stance": "comfortable"}).status_code == 200
    assert Seal.objects.exists()


def test_pressing_twice_seals_once(ana, topics):
    looked = as_sent(read(ana.post(PAGE, filled(ana, go="look")))) | {"go": "seal"}
    ana.post(PAGE, looked)

    assert "You have sealed a stance on all that is listed." in read(ana.post(PAGE, looked))
    assert Seal.objects.count() == 1


def test_sheet_that_comes_after_the_opening_is_refused_with_its_words(
    ana, topics, coast, pat_person
):
    boxes = filled(ana, go="seal")
    Vote.draft(coast.current_cycle()).open(closes_at=timezone.now() + timedelta(days=7))

    page = read(ana.post(PAGE, boxes))

    assert "The vote has opened. Stances are sealed before it, so this came too late." in page
    assert as_sent(page)["T1-reason"][0].strip() == REASON
    assert not Seal.objects.exists()
    assert "so that nobody can fit theirs to the result" in read(ana.get(PAGE))


def test_what_was_listed_later_is_sealed_apart(ana, topics, coast):
    seal_now(ana)
    Topic.list_on(coast.current_cycle(), title="Late idea", code="T5")

    boxes = as_sent(read(ana.get(PAGE)))
    assert not {"T1-stance", "forecast"} & boxes.keys()
    looked = read(ana.post(PAGE, boxes | {"go": "look", "T5-stance": "comfortable"}))
    ana.post(PAGE, as_sent(looked) | {"go": "seal"})

    assert [seal.covers for seal in Seal.objects.all()] == [["T1", "T2", "T3", "T4"], ["T5"]]


def test_limit_chosen_to_be_said_openly_is_read_by_members_at_once(
    ana, topics, coast, pat, pat_person
):
    boxes = {"T2-stance": "cannot", "T2-reason": "The funder would withdraw"}

    seal_now(ana, **boxes, **{"T2-openly": "now", "T2-why_not": "left over"})

    page = read(pat.get(f"/p/{pat_person.code}/stances/"))
    assert "The funder would withdraw" in page
    assert REASON not in page
    assert "left over" not in Seal.objects.get().opened(by=DeclaredLimit.objects.get().author).text


def test_limit_can_be_declared_and_taken_back_by_its_author_alone(
    ana, con, topics, coast, pat_person
):
    con.post("/coast/topics/limits/", {"what": "A hub", "reason": "No money"})
    limit = DeclaredLimit.objects.get()
    assert "No money" in read(ana.get(LIST))
    assert f"/coast/topics/limits/{limit.pk}/withdraw/" not in read(ana.get(LIST))

    assert ana.post(f"/coast/topics/limits/{limit.pk}/withdraw/").status_code == 404
    con.post(f"/coast/topics/limits/{limit.pk}/withdraw/")
    assert "No money" not in read(con.get(LIST))
    for boxes in (
        {"what": "A"},
        {"what": "N\x00", "reason": "B"},
        {"what": "n" * 301, "reason": "B"},
    ):
        assert "Nothing was told yet." in read(con.post("/coast/topics/limits/", boxes))
    Vote.draft(coast.current_cycle()).open(closes_at=timezone.now() + timedelta(days=7))
    con.post("/coast/topics/limits/", {"what": "Late", "reason": "Late"})
    assert DeclaredLimit.objects.count() == 1


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.OBSERVER])
def test_who_may_not_seal_is_told_so(coast, topics, role):
    user = User.objects.create_user("other@coast.example", name="Other")
    coast.accesses.create(user=user, role=role)
    client = sign_in(user)

    assert client.get(PAGE).status_code == client.post(PAGE).status_code == 403
    assert client.post("/coast/topics/limits/").status_code == 403
    assert client.get(LIST).status_code == 200
    assert "Seal what you want" not in read(client.get(LIST))


def test_before_its_day_others_see_that_it_exists_and_its_digest(ana, con, topics, pat, pat_person):
    seal_now(ana)
    digest = Seal.objects.get().digest_in_blocks

    for client, page in ((con, LIST), (pat, f"/p/{pat_person.code}/stances/")):
        shown = read(client.get(page))
        assert digest in shown
        assert "It opens on" in shown
        assert REASON not in shown
        compared = read(client.get(page, {"digest": digest}))
        assert "It is the digest of what Ana sealed on" in compared
    assert REASON in read(ana.get(LIST))
    pat.cookies.update(ana.cookies)  # on the author's own machine
    assert REASON not in read(pat.get(f"/p/{pat_person.code}/stances/"))


def test_from_its_day_on_everyone_reads_it_beside_what_was_chosen(
    con, coast, topics, ana_user, pat, pat_person, harbour
):
    seal = opened_long_ago(coast, ana_user)
    people = [pat_person, *factories.create_people(coast, 5, partner=harbour)]
    vote = Vote.draft(coast.current_cycle(), places=2)
    vote.open(closes_at=timezone.now() + timedelta(days=7))
    for person in people:
        vote.cast(person, ["T1", "T3"])
    own = f"/p/{pat_person.code}/stances/"
    for client, page in ((con, LIST), (pat, own)):
        shown = read(client.get(page))
        assert REASON in shown
        assert "<small>chosen" not in shown  # nothing of a count before the close

    vote.close()
    assert "<small>chosen" in read(con.get(LIST))
    assert "<small>chosen" not in read(pat.get(own))  # until everyone is shown the result
    vote.release()
    shown = " ".join(read(pat.get(own)).split())
    assert "Topic 1</span> · <small>chosen" in shown
    assert "Topic 2</span> · <small>not chosen" in shown
    assert seal.opened().text.replace('"', "&quot;") in read(pat.get(own))


def test_pasted_digest_is_held_against_what_is_kept(con, coast, topics, ana_user):
    seal = opened_long_ago(coast, ana_user)

    matching = read(con.get(LIST, {"digest": f" {seal.digest_in_blocks.upper()} "}))
    assert "It matches. The words above are what Ana sealed on" in matching
    assert "Nothing here has this digest" in read(con.get(LIST, {"digest": "0" * 64}))
    for nonsense in ("no digest", "\x00", "f" * 5000, "<script>"):
        answer = con.get(LIST, {"digest": nonsense})
        assert answer.status_code == 200
        assert "That is no digest." in read(answer)
        assert "<script>" not in read(answer)


def rewrite(**values):
    on = " ON topics_seal" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER seals_are_never_changed{on}")
    Seal.objects.update(**values)


def test_forced_change_is_told_on_the_page(con, coast, topics, ana_user, pat, pat_person):
    seal = opened_long_ago(coast, ana_user)
    text = seal.opened().text.replace("delighted", "comfortable")
    mailed = Message.objects.first().body.split("was sealed:")[1].split("Sealed:")[0]
    own = f"/p/{pat_person.code}/stances/"

    rewrite(content=seals.shut(text))
    for client, page in ((con, LIST), (pat, own)):
        assert "This is not what was sealed" in read(client.get(page))
        assert "Something was changed." in read(client.get(page, {"digest": mailed}))


def test_forced_change_of_text_and_digest_is_told_by_what_was_mailed(con, coast, topics, ana_user):
    seal = opened_long_ago(coast, ana_user)
    text = seal.opened().text.replace("delighted", "comfortable")
    mailed = Message.objects.first().body.split("was sealed:")[1].split("Sealed:")[0]

    rewrite(content=seals.shut(text), digest=seals.digest_of_text(text))

    assert "This is what was sealed, if this digest is the one" in read(con.get(LIST))
    assert "Nothing here has this digest" in read(con.get(LIST, {"digest": mailed}))


def test_lost_key_is_told_and_all_else_works(ana, con, coast, topics, ana_user, key_file):
    opened_long_ago(coast, ana_user)
    key_file.unlink()

    for client in (ana, con):
        answer = client.get(LIST)
        assert answer.status_code == 200
        assert "The key for sealed stances is missing." in read(answer)
    assert ana.get("/coast/topics/").status_code == ana.get("/coast/").status_code == 200
    key_file.write_text("not a key")
    assert "The key for sealed stances is damaged." in read(ana.get(LIST))


def test_words_of_a_seal_are_words_and_no_markup(con, coast, topics, ana_user):
    opened_long_ago(coast, ana_user, T3=("distraction", "<b>x</b>", ""))

    assert "<b>x</b>" not in read(con.get(LIST))
    assert "&lt;b&gt;x&lt;/b&gt;" in read(con.get(LIST))


def test_seals_of_another_network_are_not_shown(olga, hills, coast, topics, ana_user):
    seal = opened_long_ago(coast, ana_user)

    page = read(olga.get("/hills/topics/stances/", {"digest": seal.digest}))
    assert "Nobody has sealed anything." in page
    assert seal.digest_in_blocks not in page


def test_home_asks_for_it_until_somebody_has_or_the_vote_opens(ana, coast, pat_person):
    asks = "Seal what you want, before the vote opens"
    assert asks not in read(ana.get("/coast/"))
    factories.create_longlist(coast, 4)
    assert asks in read(ana.get("/coast/"))
    seal_now(ana)
    assert asks not in read(ana.get("/coast/"))


def test_participants_page_leads_to_what_has_opened(pat, pat_person, coast, topics, ana_user):
    own = f"/p/{pat_person.code}/stances/"
    assert own not in read(pat.get(f"/p/{pat_person.code}/"))
    opened_long_ago(coast, ana_user)
    assert own in read(pat.get(f"/p/{pat_person.code}/"))


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_database_as_often_for_one_as_for_three(
    con, coast, topics, ana_user, pat, pat_person, count, django_assert_num_queries
):
    opened_long_ago(coast, ana_user)
    for n in range(1, count):
        other = User.objects.create_user(f"more{n}@coast.example", name=f"More {n}")
        opened_long_ago(coast, other)
        DeclaredLimit.declare(coast.current_cycle(), other, what=f"{n}", reason="No")

    with django_assert_num_queries(8):
        con.get(LIST)
    with django_assert_num_queries(5):
        pat.get(f"/p/{pat_person.code}/stances/")


def test_forecast_is_held_against_what_was_chosen(con, coast, topics, ana_user, harbour):
    people = factories.create_people(coast, 6, partner=harbour)
    at = timezone.now() - timedelta(days=9)
    stances = {topic.code: ("comfortable", "", "") for topic in topics}
    Seal.seal(
        coast.current_cycle(),
        ana_user,
        stances,
        forecast=["T1", "T4"],
        opens_at=at + timedelta(days=2),
        at=at,
    )
    vote = Vote.draft(coast.current_cycle(), places=2, picks=2)
    vote.open(closes_at=timezone.now() + timedelta(days=1))
    for person in people:
        vote.cast(person, ["T1", "T2"])
    assert "topics expected" not in read(con.get(LIST))

    vote.close()

    assert "1 of 2 topics expected were chosen." in read(con.get(LIST))
