"""What was published to anybody is read without a link; nothing else is, and nothing that was taken back."""

import pytest
from django.test import Client

from meetings.account import keeping
from meetings.account.outline import Account, Fact, Pair, Reach, Section, as_plain
from meetings.models import AccountVersion, JournalEntry, Meeting
from proforma.echoes import GAP
from proforma.models import Quote
from tests import factories
from tests.meetings.test_deck_versions import WORDS, agreed
from topics.models import Suggestion

SUGGESTED = "Bus passes"
PUBLIC, MEMBERS = "/published/coast/", "members"


@pytest.fixture
def cycle(coast):
    cycle = coast.current_cycle()
    cycle.network = coast
    return cycle


@pytest.fixture
def said(cycle):
    """A quote for anybody, and a suggestion that was left off."""
    (person,) = factories.create_people(cycle.network, 1)
    proforma = factories.create_proforma(cycle.network)
    factories.open_now(proforma)
    factories.answer(factories.part_of(proforma, "person"), person, A1=1, A2=["A"], A3=WORDS)
    suggestion = Suggestion.objects.create(cycle=cycle, text=SUGGESTED, person=person)
    return agreed(proforma, person, audience="public"), suggestion


def account_of(cycle):
    return Account(
        network=cycle.network.name,
        cycle=cycle.number,
        made_at=factories.minutes_ago(1),
        sections=(
            Section(
                "lead",
                "Who asked whom to lead",
                facts=(
                    Fact("Everybody may know this.", "", "/coast/meetings/"),
                    Fact("This is for members.", "", reach=Reach.MEMBERS),
                    Fact("Left off. It was late.", SUGGESTED),
                ),
                pairs=(Pair("A suggestion", SUGGESTED, "then", "Fares", "now", Reach.PUBLIC),),
                hers=f"As one of you said, {WORDS.upper()} So we asked.",
            ),
        ),
    )


def publish(cycle, audience="public"):
    who = {"author": "Ana", "role": "Coordinator", "employer": "The fund"}
    return keeping.publish(account_of(cycle), cycle, audience=audience, **who)


def read(address=PUBLIC):
    answer = Client().get(address)
    return answer.content.decode() if answer.status_code == 200 else answer.status_code


@pytest.mark.parametrize("address", [PUBLIC, "/published/nowhere/", f"{PUBLIC}1/1/"])
def test_network_that_published_nothing_is_not_there(coast, address):
    assert read(address) == 404


def test_anybody_reads_who_says_it_and_what_goes_that_far(cycle):
    publish(cycle)
    page = read()

    assert "Everybody may know this." in page
    assert "This is for members." not in page
    assert "Ana, Coordinator, employed by The fund" in page
    assert "/coast/" not in page.replace(PUBLIC, "")


def test_section_of_which_nothing_goes_that_far_does_not_say_that_there_is_nothing(coast):
    section = Section(
        "off", "Left off", empty="Nothing was.", facts=(Fact("Fares.", reach=Reach.MEMBERS),)
    )
    empty = Section("off", "Left off", empty="Nothing was.")

    def kept(one):
        account = Account("Coast", 1, factories.minutes_ago(1), (one,))
        return as_plain(account, Reach.PUBLIC)["sections"][0]["empty"]

    assert kept(section) == "What stands here is not for everybody to read."
    assert kept(empty) == "Nothing was."


@pytest.mark.parametrize("audience", ["members", "convenors"])
def test_what_is_for_fewer_is_not_there(cycle, audience):
    publish(cycle, audience)
    assert read() == 404
    assert read(f"{PUBLIC}{cycle.number}/1/") == 404


def test_what_was_taken_down_is_not_there(cycle):
    publish(cycle).take_down("A name stood in it.")
    assert read() == 404
    assert read(f"{PUBLIC}{cycle.number}/1/") == 404


def test_no_machine_keeps_it_or_lists_it(cycle):
    publish(cycle)
    answer = Client().get(PUBLIC)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "noindex" in answer.headers["X-Robots-Tag"]


def test_who_signs_in_is_told_its_address(ana, cycle):
    publish(cycle)
    page = ana.get(f"/coast/account/{cycle.number}/versions/1/").content.decode()
    assert f"http://testserver{PUBLIC}{cycle.number}/1/" in page


def test_newest_stands_first_and_leads_to_those_before(cycle):
    for _n in range(2):
        publish(cycle)
    assert "Version 2, published on" in read()
    assert f'href="{PUBLIC}{cycle.number}/1/"' in read()
    assert "Version 1, published on" in read(f"{PUBLIC}{cycle.number}/1/")


def test_altered_in_the_database_it_says_so(cycle):
    version = publish(cycle)
    version.content["sections"][0]["hers"] = "Something else."
    version.save()
    assert "This is not what was published" in read()


@pytest.mark.parametrize("how", ["taken back", "for members alone"])
def test_quote_that_anybody_may_read_no_more_is_gone_from_it(cycle, said, how):
    quote, _suggestion = said
    publish(cycle)
    assert "OFFICE THRICE" in read()

    quote.settle("nobody" if how == "taken back" else "members", "not_named", seen=quote.shown_as)
    assert "OFFICE THRICE" not in read()
    assert f"As one of you said, {GAP} So we asked." in read()
    assert "not what was published" not in read()


@pytest.mark.parametrize("audience", ["public", "members"])
def test_suggestion_that_was_withdrawn_is_gone_from_what_was_published(ana, cycle, said, audience):
    _quote, suggestion = said
    publish(cycle, audience)
    phone = factories.phone_of(suggestion.person)
    pages = [
        lambda: ana.get(f"/coast/account/{cycle.number}/versions/1/").content.decode(),
        lambda: phone.get(f"/p/{suggestion.person.code}/account/").content.decode(),
        *([read] if audience == "public" else []),
    ]
    assert all(page().count(SUGGESTED) == 2 for page in pages)

    Suggestion.objects.update(withdrawn_at=factories.minutes_ago(1))
    assert not [page() for page in pages if SUGGESTED in page()]
    assert all(page().count(GAP) == 2 for page in pages)


def test_members_go_on_reading_what_is_for_members_alone_now(cycle, said):
    quote, suggestion = said
    publish(cycle)
    quote.settle(Quote.Audience.MEMBERS, "not_named", seen=quote.shown_as)
    page = factories.phone_of(suggestion.person).get(f"/p/{suggestion.person.code}/account/")
    assert "OFFICE THRICE" in page.content.decode()


def test_notes_off_the_record_are_gone_from_it(cycle):
    meeting = Meeting.call(cycle, starts_at=factories.minutes_ago(30))
    note = meeting.catch("point", WORDS)
    publish(cycle)
    assert "OFFICE THRICE" in read()

    note.change(off_record=True)
    assert "OFFICE THRICE" not in read()


@pytest.mark.parametrize(
    ("audience", "reads"), [("public", True), ("members", False), ("me", False)]
)
def test_reflections_for_anybody_stand_there_and_no_other(cycle, ana_user, audience, reads):
    publish(cycle)
    JournalEntry.objects.create(
        network=cycle.network, author=ana_user, text="I was relieved.", audience=audience
    )
    assert ("I was relieved." in read()) is reads


def test_reflection_alone_makes_a_page(coast, ana_user):
    JournalEntry.objects.create(
        network=coast, author=ana_user, text="I was relieved.", audience="public"
    )
    assert "I was relieved." in read()
    assert not AccountVersion.objects.exists()


def test_it_asks_as_often_for_one_version_as_for_four(cycle, said, django_assert_num_queries):
    said[0].settle("nobody", "not_named")
    for count in (1, 4):
        for _n in range(count):
            publish(cycle)
        with django_assert_num_queries(11):
            assert "Version" in read()
