"""A seal is read by its author alone until its day, changed by nobody ever, and held against its digest."""

import json
import stat
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hashlib import sha256

import pytest
from cryptography.fernet import Fernet
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from network import words
from network.models import Message, Role, User
from tests import factories
from topics import seals
from topics.models import CannotSeal, DeclaredLimit, Seal, StillSealed, Topic, Vote

NOW = timezone.now()
DAY = timedelta(days=1)
REASON = "Zanzibar is the heart of it for me"
WHY_NOT = "My funder would read Timbuktu in it"


@pytest.fixture(autouse=True)
def key_file(settings, tmp_path):
    settings.SEAL_KEY_FILE = tmp_path / "seal.key"
    return settings.SEAL_KEY_FILE


@pytest.fixture
def cycle(coast):
    factories.create_longlist(coast, 4)
    cycle = coast.current_cycle()
    cycle.network = coast
    return cycle


@pytest.fixture
def opens_at(coast):
    return words.end_of(words.date_of(NOW + 10 * DAY, coast), coast)


def stances(cycle, author, **others):
    """A stance on all that is listed: delighted with the first, comfortable with the rest."""
    taken = {one.code: ("comfortable", "", "") for one in Seal.sheet(cycle, author)}
    return taken | {"T1": ("delighted", REASON, "")} | others


@pytest.fixture
def seal(cycle, ana_user, opens_at):
    taken = stances(cycle, ana_user, T2=("cannot", "It would end us", WHY_NOT))
    return Seal.seal(cycle, ana_user, taken, forecast=["T1", "T3"], opens_at=opens_at, at=NOW - DAY)


def test_author_reads_hers_at_any_time_and_nobody_else_before_its_day(seal, opens_at):
    other = User.objects.create_user("con@coast.example", name="Con")

    opened = seal.opened(by=seal.author, at=NOW)
    assert opened.said["stances"][0]["reason"] == REASON
    assert opened.said["forecast"] == ["T1", "T3"]
    for reader in (None, other):
        with pytest.raises(StillSealed):
            seal.opened(by=reader, at=opens_at - timedelta(seconds=1))
        assert seal.opened(by=reader, at=opens_at).is_as_kept


def test_sealed_text_says_who_when_and_what_and_its_digest_is_that_of_the_text(seal, opens_at):
    opened = seal.opened(by=seal.author)
    said = json.loads(opened.text)

    assert (said["network"], said["author"], said["role"]) == (
        "Coast Network",
        "Ana",
        "coordinator",
    )
    assert said["stances"][1] == {
        "code": "T2",
        "title": "Topic 2",
        "stance": "cannot",
        "reason": "It would end us",
        "why_not_declared": WHY_NOT,
    }
    assert len(said["salt"]) == 32
    assert seal.digest == sha256(opened.text.encode()).hexdigest()
    assert len(seal.digest_in_blocks.split()) == 8


def test_same_stances_sealed_twice_have_digests_that_tell_nothing(cycle, ana_user, opens_at):
    con = User.objects.create_user("con@coast.example", name="Ana")
    two = [
        Seal.seal(cycle, author, stances(cycle, author), opens_at=opens_at, at=NOW)
        for author in (ana_user, con)
    ]

    assert two[0].digest != two[1].digest
    assert len(two[0].content) == len(two[1].content)


def test_length_of_what_is_kept_tells_nothing_of_its_words(cycle, ana_user, opens_at, hills):
    con = User.objects.create_user("con@coast.example", name="Con")
    short = Seal.seal(cycle, ana_user, stances(cycle, ana_user), opens_at=opens_at, at=NOW)
    wordy = stances(cycle, con, T3=("distraction", "because " * 30, ""))

    assert len(short.content) == len(
        Seal.seal(cycle, con, wordy, opens_at=opens_at, at=NOW).content
    )


@pytest.mark.parametrize("how", ["save", "update", "bulk_update", "sql"])
def test_database_refuses_to_change_a_seal(seal, how):
    def change():
        seal.opens_at = NOW - 2 * DAY
        if how == "save":
            seal.save()
        elif how == "update":
            Seal.objects.filter(pk=seal.pk).update(content=b"other")
        elif how == "bulk_update":
            Seal.objects.bulk_update([seal], ["opens_at"])
        else:
            with connection.cursor() as cursor:
                cursor.execute("UPDATE topics_seal SET digest = 'other'")

    with pytest.raises(IntegrityError, match="a seal is never changed"), transaction.atomic():
        change()
    kept = Seal.objects.get()
    assert kept.opened(by=seal.author).is_as_kept
    assert kept.opens_at == seal.cycle.seals.get().opens_at > NOW


def test_network_and_its_seals_can_go_together_but_an_author_cannot_be_taken_away(seal, coast):
    with pytest.raises(Exception, match="protected"):
        seal.author.delete()
    coast.delete()

    assert not Seal.objects.exists()


def rewrite(**values):
    """What somebody does who holds the database: the trigger is dropped, and the row written anew."""
    on = " ON topics_seal" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER seals_are_never_changed{on}")
    Seal.objects.update(**values)
    return Seal.objects.select_related("cycle__network").get()


def forged(seal):
    return seal.opened(by=seal.author).text.replace("delighted", "comfortable")


def test_bytes_that_were_altered_are_not_read_but_named(seal, opens_at):
    altered = rewrite(content=bytes(seal.content)[:-8] + b"AAAAAAA=")

    with pytest.raises(
        seals.CannotOpen, match="its key is another one, or what is kept was altered"
    ):
        altered.opened(at=opens_at)


def test_text_put_in_its_place_with_the_right_key_has_another_digest(seal, opens_at):
    altered = rewrite(content=seals.shut(forged(seal)))

    opened = altered.opened(at=opens_at)
    assert not opened.is_as_kept
    assert opened.digest != seal.digest == altered.digest


def test_text_and_digest_put_in_their_place_still_differ_from_what_was_mailed(seal, opens_at):
    text = forged(seal)
    mailed = Message.objects.first().body

    altered = rewrite(content=seals.shut(text), digest=seals.digest_of_text(text))

    assert altered.opened(at=opens_at).is_as_kept
    assert altered.digest_in_blocks not in mailed
    assert seal.digest_in_blocks in mailed


def test_row_that_says_an_earlier_day_opens_nothing_earlier(seal):
    early = rewrite(opens_at=NOW - DAY)

    with pytest.raises(seals.CannotOpen, match="not the day that was sealed"):
        early.opened(at=NOW)
    assert not early.opened(by=seal.author, at=NOW).is_as_kept


@pytest.mark.parametrize(
    "text",
    [
        "no JSON",
        "[]",
        "{}",
        '{"stances": 1}',
        '{"stances": [[1]]}',
        "7",
        '{"stances": [], "forecast": [{}], "opens_at": "2"}',
    ],
)
def test_nonsense_under_the_right_key_is_named(seal, opens_at, text):
    altered = rewrite(content=seals.shut(text))

    with pytest.raises(seals.CannotOpen, match="in no form that we write"):
        altered.opened(at=opens_at)


def test_too_late_once_the_vote_has_opened(cycle, ana_user, coast, pat_person, opens_at):
    Vote.draft(cycle, places=2).open(closes_at=NOW + 7 * DAY)

    with pytest.raises(CannotSeal, match="The vote has opened"):
        Seal.seal(cycle, ana_user, stances(cycle, ana_user), opens_at=opens_at, at=NOW)
    assert not Seal.objects.exists()
    assert not Message.objects.exists()


@pytest.mark.parametrize("days", [-1, 0])
def test_day_that_is_past_or_today_is_refused(cycle, ana_user, days):
    at = NOW.replace(hour=12)
    with pytest.raises(CannotSeal, match="Choose a day after today"):
        Seal.seal(cycle, ana_user, stances(cycle, ana_user), opens_at=at + days * DAY, at=at)


def test_second_seal_covers_only_what_was_listed_after_the_first(seal, cycle, ana_user, opens_at):
    with pytest.raises(CannotSeal, match="sealed a stance on all that is listed"):
        Seal.seal(cycle, ana_user, {"T1": ("comfortable", "", "")}, opens_at=opens_at, at=NOW)
    Topic.list_on(cycle, title="Late idea", code="T9")
    late = {"T9": ("comfortable", "", "")}
    with pytest.raises(CannotSeal, match="sealed a stance on it already"):
        Seal.seal(
            cycle, ana_user, late | {"T1": ("comfortable", "", "")}, opens_at=opens_at, at=NOW
        )
    with pytest.raises(CannotSeal, match="forecast is sealed already"):
        Seal.seal(cycle, ana_user, late, forecast=["T9"], opens_at=opens_at, at=NOW)

    second = Seal.seal(cycle, ana_user, late, opens_at=opens_at, at=NOW)
    assert (second.number, second.covers) == (2, ["T9"])


@pytest.mark.parametrize(
    ("taken", "says"),
    [
        (("distraction", "", ""), "Say why, of “Topic 3”"),
        (("delighted", "", ""), "Say why, of “Topic 3”"),
        (("cannot", "No", ""), "or why you do not say it openly"),
        (("nonsense", "No", ""), "“Topic 3” has no stance yet"),
    ],
)
def test_stance_without_what_it_needs_is_refused(cycle, ana_user, opens_at, taken, says):
    with pytest.raises(CannotSeal, match=says):
        Seal.seal(cycle, ana_user, stances(cycle, ana_user, T3=taken), opens_at=opens_at, at=NOW)


def test_everything_listed_is_asked_for_and_nothing_else(cycle, ana_user, opens_at):
    taken = stances(cycle, ana_user)

    with pytest.raises(CannotSeal, match="not on the list any more"):
        Seal.seal(cycle, ana_user, taken | {"T99": ("comfortable", "", "")}, opens_at=opens_at)
    taken.pop("T4")
    with pytest.raises(CannotSeal, match="“Topic 4” has no stance yet"):
        Seal.seal(cycle, ana_user, taken, opens_at=opens_at)


@pytest.mark.parametrize(
    ("forecast", "says"),
    [(["T1", "T2", "T3", "T4"], "Expect at most 3"), (["T99"], "not on the list any more")],
)
def test_forecast_is_of_topics_on_the_list_and_of_no_more_than_are_chosen(
    cycle, ana_user, opens_at, forecast, says
):
    with pytest.raises(CannotSeal, match=says):
        Seal.seal(
            cycle, ana_user, stances(cycle, ana_user), forecast=forecast, opens_at=opens_at, at=NOW
        )


def test_what_was_left_off_is_asked_about_and_what_was_joined_may_be(cycle, ana_user, opens_at):
    topic = cycle.topics.get(code="T4")
    topic.leave_off(reason="Needs a building")
    off = cycle.suggestions.create(text="A single hub", outcome="left_off", reason="Needs a year")
    part = cycle.suggestions.create(text="A quiet space", outcome="joined", topic=topic)
    cycle.suggestions.create(text="Taken back", outcome="left_off", withdrawn_at=NOW)
    cycle.suggestions.create(text="Not decided yet")
    cycle.suggestions.create(text="The same again", outcome="left_off", same_as=off)

    sheet = Seal.sheet(cycle, ana_user)
    assert sheet[3].title == "Topic 4"
    assert {one.title for one in sheet[4:]} == {"A single hub", "A quiet space"}
    assert [one.is_on_list for one in sheet] == [True, True, True, False, False, False]
    taken = stances(cycle, ana_user)
    del taken[Seal.code_of(part)]
    sealed = Seal.seal(cycle, ana_user, taken, opens_at=opens_at, at=NOW)
    assert Seal.code_of(off) in sealed.covers
    assert Seal.sheet(cycle, ana_user) == []


def test_limit_said_openly_stands_at_once_and_its_seal_stays_shut(cycle, ana_user, opens_at):
    taken = stances(cycle, ana_user, T2=("cannot", "The funder would withdraw", ""))

    sealed = Seal.seal(cycle, ana_user, taken, openly=["T2"], opens_at=opens_at, at=NOW)

    limit = DeclaredLimit.objects.standing().get()
    assert (limit.what, limit.reason) == ("Topic 2", "The funder would withdraw")
    with pytest.raises(StillSealed):
        sealed.opened(at=NOW)
    limit.withdraw(at=NOW)
    assert not DeclaredLimit.objects.standing().exists()
    assert DeclaredLimit.objects.exists()


def test_only_what_one_cannot_be_part_of_is_declared(cycle, ana_user, opens_at):
    with pytest.raises(CannotSeal, match="Only what you cannot be part of"):
        Seal.seal(cycle, ana_user, stances(cycle, ana_user), openly=["T1"], opens_at=opens_at)
    assert not DeclaredLimit.objects.exists()


def test_limit_declared_twice_stands_once(cycle, ana_user):
    for _time in range(2):
        DeclaredLimit.declare(cycle, ana_user, what="A hub", reason="No money", at=NOW)

    assert DeclaredLimit.objects.count() == 1


# The key


def test_key_is_made_once_for_its_owner_alone(seal, key_file, cycle, opens_at):
    first = key_file.read_bytes()
    con = User.objects.create_user("con@coast.example", name="Con")
    Seal.seal(cycle, con, stances(cycle, con), opens_at=opens_at, at=NOW)

    assert key_file.read_bytes() == first
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert [path.name for path in key_file.parent.iterdir() if "seal" in path.name] == ["seal.key"]


def test_eight_workers_at_once_end_with_one_key(key_file):
    with ThreadPoolExecutor(8) as pool:
        tokens = list(pool.map(seals.shut, [f"text {n}" for n in range(8)]))

    assert [seals.open_up(token) for token in tokens] == [f"text {n}" for n in range(8)]


def test_first_of_several_keys_shuts_and_each_of_them_opens(settings, key_file):
    old, new = (Fernet.generate_key().decode() for _n in range(2))
    settings.SEAL_KEY = old
    token = seals.shut("before")
    settings.SEAL_KEY = f"{new}, {old}"
    later = seals.shut("after")

    assert (seals.open_up(token), seals.open_up(later)) == ("before", "after")
    settings.SEAL_KEY = new
    assert seals.open_up(later) == "after"
    with pytest.raises(seals.CannotOpen):
        seals.open_up(token)
    assert not key_file.exists()


@pytest.mark.parametrize(
    ("trouble", "says"),
    [
        (lambda path: path.unlink(), "is missing"),
        (lambda path: path.write_text(""), "is damaged"),
        (lambda path: path.write_bytes(b"\xff\xfe"), "is damaged"),
        (lambda path: path.write_bytes(Fernet.generate_key()), "its key is another one"),
    ],
)
def test_key_that_is_lost_or_wrong_is_named_in_a_sentence(seal, key_file, opens_at, trouble, says):
    trouble(key_file)

    with pytest.raises(seals.CannotOpen, match=says) as found:
        seal.opened(at=opens_at)
    assert str(found.value).endswith(".")


def test_sealing_without_a_place_for_the_key_keeps_nothing(cycle, ana_user, opens_at, settings):
    settings.SEAL_KEY_FILE = "/proc/nowhere/seal.key"

    with pytest.raises(CannotSeal, match="is missing"):
        Seal.seal(cycle, ana_user, stances(cycle, ana_user), opens_at=opens_at, at=NOW)
    assert not Seal.objects.exists()
    assert not Message.objects.exists()


def test_digest_is_read_whatever_its_spaces_and_capitals():
    digest = sha256(b"x").hexdigest()

    assert seals.as_digest(f"  {seals.in_blocks(digest).upper()}\n") == digest
    assert seals.as_digest("abc") == seals.as_digest(digest + "0") == seals.as_digest("\x00") == ""


# Who is told


def test_convenors_and_coordinator_are_sent_the_digest_and_not_a_word_more(
    cycle, coast, ana_user, opens_at, harbour, pat_person
):
    con = User.objects.create_user("con@coast.example", name="Con")
    coast.accesses.create(user=con, role=Role.CONVENOR)
    harbour.is_convenor = True
    harbour.save()

    sealed = Seal.seal(cycle, ana_user, stances(cycle, ana_user), opens_at=opens_at, at=NOW)

    sent = {message.to: message.body for message in Message.objects.all()}
    assert sent.keys() == {"con@coast.example", "ana@coast.example"}
    for body in sent.values():
        assert sealed.digest_in_blocks in body
        assert "/coast/topics/stances/" in body
        assert "Zanzibar" not in body
        assert "delighted" not in body


def test_without_such_users_the_people_of_convening_partners_are_told(
    cycle, coast, ana_user, opens_at, harbour, pat_person
):
    coast.add_person(name="Elsewhere", email="else@coast.example")
    harbour.is_convenor = True
    harbour.save()

    Seal.seal(cycle, ana_user, stances(cycle, ana_user), opens_at=opens_at, at=NOW)

    told = Message.objects.order_by("to").values_list("to", flat=True)
    assert list(told) == ["ana@coast.example", "pat@harbour.example"]
    assert pat_person.link in Message.objects.get(person=pat_person).text()


@pytest.mark.django_db(transaction=True)
def test_sealing_waits_for_a_vote_that_is_being_opened_and_is_then_refused(
    cycle, ana_user, pat_person, opens_at
):
    taken = stances(cycle, ana_user)

    def seal_it():
        try:
            return Seal.seal(cycle, ana_user, taken, opens_at=opens_at, at=NOW)
        except CannotSeal as reason:
            return str(reason)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Vote.draft(cycle).open(closes_at=NOW + 7 * DAY)
            waiting = pool.submit(seal_it)
            time.sleep(0.5)
            assert not waiting.done()
        assert waiting.result().startswith("The vote has opened.")
    assert not Seal.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_pressing_four_times_at_once_seals_once(cycle, ana_user, opens_at):
    taken = stances(cycle, ana_user)

    def seal_it(_n):
        try:
            return Seal.seal(cycle, ana_user, taken, opens_at=opens_at, at=NOW).number
        except CannotSeal:
            return 0
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(seal_it, range(4))) == [0, 0, 0, 1]
    assert Seal.objects.count() == 1
