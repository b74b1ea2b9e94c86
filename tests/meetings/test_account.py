"""The account as a draft, beside her words, and published: its pages, its versions, and what goes how far."""

import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from meetings.account import keeping
from meetings.account.drafting import KEYS, draft_of
from meetings.account.outline import Reach, as_plain, digest, from_plain
from meetings.demo import story
from meetings.models import AccountText, AccountVersion
from network.models import Access, Role, User
from tests import factories
from tests.conftest import sign_in

pytestmark = pytest.mark.django_db
TODAY = factories.CARROWBY_TODAY
MOST_WORDS = 25


@pytest.fixture(scope="module")
def carrowby(django_db_setup, django_db_blocker):
    """Told once for all of this file, and forgotten after it."""
    with django_db_blocker.unblock(), factories.on_day_of_carrowby(), transaction.atomic():
        yield story.tell(now=TODAY, day=24)
        transaction.set_rollback(True)


@pytest.fixture
def cycle(carrowby):
    """Of which nothing was published yet, and nothing said beside the records."""
    with factories.on_day_of_carrowby():
        carrowby.cycle.account_versions.all().delete()
        carrowby.cycle.account_texts.all().delete()
        yield carrowby.cycle


@pytest.fixture
def account(cycle):
    return draft_of(cycle, TODAY)


@pytest.fixture
def bronagh(carrowby, cycle):
    return sign_in(carrowby.coordinator)


@pytest.fixture
def idris(carrowby, cycle):
    return carrowby.network.participants().get(name="Idris")


def section_of(account, key):
    return next(one for one in account.sections if one.key == key)


def said_in(account, key):
    return [fact.said for fact in section_of(account, key).facts]


def words_in(plain):
    """Every text of a kept account."""
    if isinstance(plain, dict):
        return " ".join(words_in(one) for one in plain.values())
    if isinstance(plain, list):
        return " ".join(words_in(one) for one in plain)
    return str(plain)


def publish(client, account, *, cycle, **more):
    data = {
        "seen": keeping.seen(account),
        "audience": "members",
        "author": "Bronagh",
        "role": "Network coordinator",
        "employer": "Larkfell Foundation",
        "looked_over": "1",
    } | more
    address = reverse("account_publish", args=[cycle.network.slug, cycle.number])
    return client.post(address, data)


# The draft


def test_it_has_every_heading_in_order_and_every_figure_stands_under_one(account):
    assert [one.key for one in account.sections] == list(KEYS)
    assert {one.key for one in account.measures} == set(account.figures)


def test_it_says_in_the_agreed_words_where_a_topic_began_and_what_was_left_off(account):
    assert "T1. This topic began as an option the coordinator wrote in question A3." in said_in(
        account, "topics"
    )
    (enforcement,) = [
        fact for fact in section_of(account, "left_off").facts if "enforcement" in fact.words
    ]
    assert enforcement.said.startswith("Left off. Outside the agreed purpose")
    assert "To bring it back: Ask to change the purpose" in enforcement.said


def test_it_keeps_both_readings_of_the_open_start(account):
    facts = section_of(account, "unknown").facts
    said = [fact.said for fact in facts]
    assert (
        "We do not know whether the open first meeting was needed. Both readings are below." in said
    )
    one, other = (
        next(fact for fact in facts if fact.said.startswith(how)) for how in ("One", "The other")
    )
    assert "The request for direction came out of it." in one.words
    assert "56 days from the first meeting to the first action." in other.words


def test_choices_stand_beside_the_topics_that_repeat_them(account):
    (pair,) = section_of(account, "questions").pairs
    assert "Leaving hospital" in pair.before
    assert "The first 48 hours after hospital, custody or prison" in pair.after


def test_offers_to_shape_say_who_took_them_up_and_why_others_could_not(account):
    assert (
        "27 people were asked to help shape it. 2 took it up. 9 could not (no time). "
        "16 did not reply. It could be done in office hours."
    ) in said_in(account, "questions")


def test_stances_stand_in_it_from_their_day_and_not_before(carrowby, cycle):
    opens_at = cycle.seals.first().opens_at
    before = draft_of(cycle, opens_at - timedelta(minutes=1))
    after = draft_of(cycle, opens_at)

    assert "Fits what I hope for" not in words_in(as_plain(before, Reach.CONVENORS))
    assert any("is sealed" in said for said in said_in(before, "wanted"))
    assert "Fits what I hope for" in words_in(as_plain(after, Reach.CONVENORS))


def test_no_sentence_of_ours_is_longer_than_twenty_five_words(account):
    """What somebody typed, and what a vote was told, is theirs; the rest is the product’s own text."""
    ours = [text for one in account.measures for text in (one.said, one.reading, one.title)]
    ours += [fact.said for section in account.sections for fact in section.facts]
    ours += [section.empty for section in account.sections]
    sentences = [
        # A title that stands in a sentence is not ours.
        re.sub(r"“[^”]*”", "“…”", sentence)
        for text in ours
        for sentence in re.split(r"(?<=[.!?])\s+", text)
    ]
    assert len(sentences) > 100
    assert [one for one in sentences if len(one.split()) > MOST_WORDS] == []


def test_it_is_made_with_as_many_queries_however_much_there_is(
    carrowby, cycle, django_assert_num_queries
):
    with django_assert_num_queries(54):
        draft_of(cycle, TODAY)


def test_a_network_with_nothing_says_so_under_each_heading(coast):
    cycle = coast.current_cycle()
    cycle.network = coast
    account = draft_of(cycle)

    for section in account.sections:
        assert section.is_empty == bool(not section.facts), section.key
        assert section.empty or section.facts, section.key
    assert account.figures == {}


# How far it goes


def test_each_reach_leaves_out_what_goes_less_far(account):
    members = words_in(as_plain(account, Reach.MEMBERS))
    anybody = words_in(as_plain(account, Reach.PUBLIC))

    assert "Fits what I hope for" in members
    assert "Fits what I hope for" not in anybody
    assert "A quiet space in the emergency department" not in anybody
    assert "3 of the 3 topics chosen" in anybody


def test_what_is_kept_reads_as_it_was_published(account):
    plain = as_plain(account, Reach.MEMBERS)
    again = from_plain(plain)

    assert [one.key for one in again] == [one.key for one in account.sections]
    assert [one.said for one in section_of(account, "vote").measures] == [
        one.said for one in next(one for one in again if one.key == "vote").measures
    ]
    assert "/carrowby/" not in words_in(plain)


def test_no_figure_is_made_of_several(account):
    """No score: nothing in it is called one, and no figure adds others up."""
    assert not {"score", "total", "steering"} & {one.key for one in account.measures}
    text = words_in(as_plain(account, Reach.CONVENORS)).lower()
    assert "steering score" not in text
    assert "biased" not in text


# Its pages


def test_the_draft_leads_to_its_records_and_keeps_her_words_beside_them(bronagh, carrowby, cycle):
    address = reverse("account_draft", args=["carrowby", cycle.number])
    text = reverse("account_text", args=["carrowby", cycle.number])

    kept = bronagh.post(text, {"section": "topics", "text": "I wrote most of them. <b>Sorry</b>"})
    page = bronagh.get(address).content.decode()

    assert kept.status_code == 302
    assert "I wrote most of them. &lt;b&gt;Sorry&lt;/b&gt;" in page
    assert "6 of 7 topics on the list began with the coordinator." in page
    topics = cycle.topics.on_longlist().values_list("pk", flat=True)
    mandates = carrowby.network.mandates.standing().values_list("pk", flat=True)
    links = [reverse("topic_history", args=["carrowby", topic]) for topic in topics]
    links += [reverse("mandate_detail", args=["carrowby", mandate]) for mandate in mandates]
    assert len(links) == 8
    assert [link for link in links if f'href="{link}"' not in page] == []


def test_every_link_of_the_draft_leads_to_a_page(bronagh, cycle):
    page = bronagh.get(reverse("account_draft", args=["carrowby", cycle.number])).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    links = set(re.findall(r'href="(/carrowby/[^"]*)"', main))

    assert len(links) > 10
    assert {link for link in links if bronagh.get(link).status_code != 200} == set()


def test_words_that_are_too_long_are_not_lost(bronagh, cycle):
    too_long = "word " * 700
    answer = bronagh.post(
        reverse("account_text", args=["carrowby", cycle.number]),
        {"section": "topics", "text": too_long},
    )
    assert answer.status_code == 200
    assert too_long.strip() in answer.content.decode()
    assert AccountText.of_cycle(cycle) == {}


def test_published_it_carries_who_says_it_and_does_not_move_any_more(bronagh, account, cycle):
    assert publish(bronagh, account, cycle=cycle).status_code == 302
    version = AccountVersion.objects.get()
    AccountText.objects.create(cycle=cycle, section="topics", text="Said later.")
    page = bronagh.get(reverse("account_version", args=["carrowby", cycle.number, 1]))

    assert (version.author, version.role, version.employer) == (
        "Bronagh",
        "Network coordinator",
        "Larkfell Foundation",
    )
    assert (
        "by Bronagh, Network coordinator, employed by Larkfell Foundation." in page.content.decode()
    )
    assert "Said later." not in page.content.decode()
    assert version.digest == digest(version.content)


def test_names_and_quotes_in_it_are_to_be_looked_over_first(bronagh, cycle):
    hers = "Tunde wanted it. “We could not wait any longer”, he said."
    AccountText.objects.create(cycle=cycle, section="topics", text=hers)
    account = draft_of(cycle, TODAY)
    answer = publish(bronagh, account, cycle=cycle, looked_over="")
    page = answer.content.decode()

    assert "Nothing is published yet." in page
    assert "Tunde" in page
    assert "We could not wait any longer" in page
    assert not AccountVersion.objects.exists()
    assert publish(bronagh, account, cycle=cycle).status_code == 302


def test_what_changed_since_she_read_it_is_shown_to_her_again(bronagh, account, cycle):
    AccountText.objects.create(cycle=cycle, section="topics", text="From another window.")
    answer = publish(bronagh, account, cycle=cycle)

    assert "The records have changed since you opened this page." in answer.content.decode()
    assert not AccountVersion.objects.exists()


def test_members_read_it_with_a_summary_on_top_and_no_way_to_a_record(account, idris, cycle):
    keeping.publish(
        account, cycle, audience="members", author="B", role="R", employer="E", at=TODAY
    )
    page = factories.phone_of(idris).get(f"/p/{idris.code}/account/").content.decode()

    assert "On one page" in page
    assert "10 of 16 questions" in page
    assert "/carrowby/" not in page


@pytest.mark.parametrize(
    ("audience", "taken_down", "reads"),
    [
        ("members", False, True),
        ("public", False, True),
        ("convenors", False, False),
        ("members", True, False),
    ],
)
def test_members_read_what_is_for_them_while_it_stands(
    account, idris, cycle, audience, taken_down, reads
):
    version = keeping.publish(
        account, cycle, audience=audience, author="B", role="R", employer="E", at=TODAY
    )
    if taken_down:
        version.take_down("A name stood in it.")
    phone = factories.phone_of(idris)
    page = phone.get(f"/p/{idris.code}/account/")
    one = phone.get(f"/p/{idris.code}/account/{cycle.number}/1/")

    assert ("10 of 16 questions" in page.content.decode()) is reads
    assert (one.status_code == 200) is reads


@pytest.mark.parametrize(
    ("role", "audience", "reads"),
    [
        (Role.CONVENOR, "convenors", True),
        (Role.OBSERVER, "convenors", False),
        (Role.OBSERVER, "members", True),
    ],
)
def test_who_signs_in_reads_what_is_for_them(account, cycle, role, audience, reads):
    user = User.objects.create_user("con@carrowby.example", "a long enough word", name="Con")
    Access.objects.create(network=cycle.network, user=user, role=role)
    keeping.publish(account, cycle, audience=audience, author="B", role="R", employer="E")
    client = sign_in(user)
    page = client.get(reverse("account_version", args=["carrowby", cycle.number, 1]))

    assert (page.status_code == 200) is reads
    assert client.get(reverse("account_draft", args=["carrowby", cycle.number])).status_code in {
        403,
        404,
    }


def test_what_was_altered_in_the_database_is_said_to_be(bronagh, account, cycle):
    version = keeping.publish(
        account, cycle, audience="members", author="B", role="R", employer="E"
    )
    version.content["sections"][0]["hers"] = "Not what was published"
    version.save(update_fields=["content"])
    page = bronagh.get(reverse("account_version", args=["carrowby", cycle.number, 1]))

    assert "it does not fit its digest" in page.content.decode()


def test_two_versions_are_numbered_one_after_the_other(account, cycle):
    numbers = [
        keeping.publish(
            account, cycle, audience="members", author="B", role="R", employer="E"
        ).number
        for _again in range(2)
    ]
    assert numbers == [1, 2]


def test_taking_it_down_needs_a_reason(bronagh, account, cycle):
    keeping.publish(account, cycle, audience="members", author="B", role="R", employer="E")
    address = reverse("account_take_down", args=["carrowby", cycle.number, 1])

    assert bronagh.post(address, {"because": ""}).status_code == 200
    assert AccountVersion.objects.get().taken_down_at is None
    assert bronagh.post(address, {"because": "A name stood in it."}).status_code == 302
    assert AccountVersion.objects.get().taken_down_at <= timezone.now()
