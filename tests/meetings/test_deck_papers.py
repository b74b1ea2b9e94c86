"""Papers of a meeting: where they are, sheets for the tables, and the action wall."""

import io
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document
from docx.oxml.ns import qn

from meetings.deck import framing
from meetings.models import Action, Meeting
from network import citing
from network.models import Role, User
from proforma.models import Reading
from tests import factories
from tests.conftest import sign_in
from topics.models import Suggestion, Topic, Vote

MEETING = "/coast/meetings/1/"
SHEETS, WALL = f"{MEETING}table-sheets/", f"{MEETING}action-wall/"
DECK_FILES = ["handout.docx", "large-print.docx", "speaker.docx"]
HOSTILE = "=1+1 <w:t>&\x01\x0b\u202e{{ x }}\U0001f600" + "x" * 150


@pytest.fixture
def meeting(coast):
    starts = timezone.now() + timedelta(days=20)
    return Meeting.call(coast.current_cycle(), starts_at=starts)


@pytest.fixture
def counted(coast, meeting):
    """Two topics of five were chosen, and members do not know it yet."""
    people = factories.create_people(coast, 6)
    vote = factories.open_vote(coast, topics=5, places=2)
    codes = [topic.code for topic in vote.topics()]
    for person in people:
        vote.cast(person, codes[:2])
    vote.close()
    return Vote.objects.get(pk=vote.pk)


def page_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def sheets_in(page):
    return re.findall(r'<article class="table-sheet.*?</article>', page)


def word_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith('attachment; filename="coast-meeting-1-')
    return Document(io.BytesIO(answer.content))


def everything(document):
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


# Where they are


def test_papers_are_one_line_of_the_meetings_pages_and_lead_to_each(ana, meeting):
    assert f'href="{MEETING}papers/"' in page_of(ana, MEETING)
    page = page_of(ana, f"{MEETING}papers/")

    for address in ("deck/handout.docx", "deck/large-print.docx", "deck/speaker.docx", "table-sheets/",
                    "action-wall/", "agenda/agenda.docx", "agenda/plan.docx", "notes/notes.docx",
                    "sign-ups/print/"):  # fmt: skip
        assert f'href="{MEETING}{address}"' in page
        assert ana.get(f"{MEETING}{address}").status_code == 200


def test_whoever_may_only_look_is_offered_nothing_that_is_refused(vic, meeting):
    page = page_of(vic, f"{MEETING}papers/")

    for address in re.findall(rf'href="({MEETING}[^"]+)"', page):
        assert vic.get(address).status_code == 200, address
    for address in ("deck/handout.docx", "deck/speaker.docx", "table-sheets/", "action-wall/"):
        assert address not in page
        assert vic.get(f"{MEETING}{address}").status_code == 403


def test_a_convenor_prints_sheets_and_whoever_runs_the_room_its_wall(coast, meeting):
    user = User.objects.create_user("con@coast.example", "a long enough word", name="Con")
    coast.accesses.create(user=user, role=Role.CONVENOR)
    client = sign_in(user)

    assert client.get(SHEETS).status_code == 200
    assert client.get(WALL).status_code == 403
    assert "action-wall" not in page_of(client, f"{MEETING}papers/")


# The deck as Word files


@pytest.mark.parametrize("name", DECK_FILES)
def test_deck_in_word_says_every_slide_of_the_outline(ana, meeting, counted, name):
    outline = framing.outline_of(meeting, author="Ana", at=timezone.now())
    whole = everything(word_of(ana, f"{MEETING}deck/{name}"))

    assert outline.slides
    for slide in outline.slides:
        assert " ".join(slide.title.split()) in whole
        for values in slide.chart.series.values() if slide.chart else ():
            assert all(f"{value:,}" in whole for value in values if value is not None)


def test_a_locked_deck_is_read_again_as_it_was(ana, ana_user, meeting):
    Meeting.objects.update(purpose="Begin something")
    framing.lock(Meeting.objects.get(), by=ana_user, at=timezone.now())
    Meeting.objects.update(purpose="Something else")

    for name in DECK_FILES:
        locked = everything(word_of(ana, f"{MEETING}deck/versions/1/{name}"))
        assert "Begin something" in locked
        assert "Something else" not in locked
        assert ana.get(f"{MEETING}deck/versions/2/{name}").status_code == 404
    assert f'href="{MEETING}deck/versions/1/handout.docx"' in page_of(ana, f"{MEETING}papers/")


def test_a_version_of_another_meeting_is_not_found(ana, ana_user, coast, meeting):
    framing.lock(meeting, by=ana_user, at=timezone.now())
    other = Meeting.call(coast.current_cycle(), starts_at=timezone.now() + timedelta(days=30))

    address = f"/coast/meetings/{other.number}/deck/versions/1/handout.docx"
    assert ana.get(address).status_code == 404


# Sheets for the tables


def test_a_sheet_for_each_chosen_topic_has_its_question_prompts_and_room(ana, meeting, counted):
    sheets = sheets_in(page_of(ana, SHEETS))

    assert len(sheets) == 2
    for n, sheet in enumerate(sheets, start=1):
        for said in (f"What about {n}?", f"Topic T{n}: Topic {n}", "Who will try it?", "Open up",
                     "Narrow down", "Commit", "What we agreed", "First small step", "Who holds it",
                     "By when", "began with the coordinator alone"):  # fmt: skip
            assert said in sheet


def test_until_members_know_the_result_the_page_says_so_and_the_sheets_do_not(
    ana, meeting, counted
):
    page = page_of(ana, SHEETS)
    assert "Members do not know the result yet" in page
    assert "do not know" not in " ".join(sheets_in(page))
    assert "do not know" not in everything(word_of(ana, f"{SHEETS}table-sheets.docx"))

    counted.release()
    assert "Members do not know the result yet" not in page_of(ana, SHEETS)


def test_until_members_know_the_result_the_deck_says_so_beside_it(ana, meeting, counted):
    told = "members do not know the result yet"
    assert told in page_of(ana, f"/coast/meetings/{meeting.number}/deck/")

    counted.release()
    assert told not in page_of(ana, f"/coast/meetings/{meeting.number}/deck/")


def test_sheets_for_word_say_the_same_a_page_each(ana, meeting, counted):
    document = word_of(ana, f"{SHEETS}table-sheets.docx")
    whole = everything(document)

    for said in ("What about 1?", "What about 2?", "Who will try it?", "First small step", "Host:"):
        assert said in whole
    assert "What about 3?" not in whole
    breaks = [one for one in document.element.body.iter(qn("w:br")) if one.get(qn("w:type"))]
    assert len(breaks) == 1
    assert document.core_properties.title == "Meeting 1 · Table sheets"
    assert document.core_properties.language == "en-GB"


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("open session", "An open session has no topics chosen before it"),
        ("no vote", "No vote was opened yet"),
        ("open", "The vote closes at the end of"),
        ("nobody voted", "no topic is chosen yet"),
    ],
)
def test_without_chosen_topics_the_page_says_what_is_missing(ana, coast, meeting, state, said):
    if state == "open session":
        Meeting.objects.update(kind=Meeting.Kind.OPEN)
    elif state != "no vote":
        factories.create_people(coast, 6)
        vote = factories.open_vote(coast)
        if state == "nobody voted":
            vote.close()
    page = page_of(ana, SHEETS)

    assert said in page
    assert not sheets_in(page)
    assert ('href="/coast/topics/"' in page.partition("<h1>")[2]) == (state != "open session")
    assert ana.get(f"{SHEETS}table-sheets.docx").status_code == 404


def test_host_is_whoever_leads_the_topic_in_the_running_order(ana, meeting, counted):
    first, second = counted.chosen_topics()
    meeting.add_item(title="Round one", minutes=20, topic=first, lead="Vic")
    meeting.add_item(title="Round two", minutes=20, topic=first, lead="Vic")
    meeting.add_item(title="Round two", minutes=20, topic=second)
    one, two = sheets_in(page_of(ana, SHEETS))

    assert "<b>Host</b> Vic</p>" in one
    assert "<b>Host</b> <i></i></p>" in two
    assert "Host:  Vic" in everything(word_of(ana, f"{SHEETS}table-sheets.docx"))


def test_sheet_tells_what_members_may_know_of_what_it_rests_on(ana, coast, meeting, counted):
    first, _second = counted.chosen_topics()
    reading = Reading.add(coast, title="A study of waits")
    note = meeting.catch("point", "Said in confidence")
    citing.cite(first, [reading, note])
    Topic.objects.update(evidence="A word of the coordinator’s own")
    one, two = sheets_in(page_of(ana, SHEETS))

    assert "It rests on: Reading R1, “A study of waits”." in one
    assert "It rests on" not in two
    for unsaid in ("Said in confidence", "A word of the coordinator’s own"):
        assert unsaid not in one
        assert unsaid not in everything(word_of(ana, f"{SHEETS}table-sheets.docx"))


def test_long_basis_is_told_in_two_lines_and_how_much_more_there_is(ana, coast, meeting, counted):
    first, _second = counted.chosen_topics()
    readings = [Reading.add(coast, title=f"Title {n} " + "word " * 30) for n in range(8)]
    citing.cite(first, readings)
    (basis,) = re.findall(r"It rests on: (.*?)\. This topic", sheets_in(page_of(ana, SHEETS))[0])

    assert "things more" in basis
    assert len(basis) < 320


@pytest.mark.parametrize("named", Suggestion.Named.values)
def test_whoever_asked_for_a_topic_is_named_only_as_they_agreed(
    ana, coast, meeting, pat_person, named
):
    suggestion = Suggestion.make(
        coast.current_cycle(), person=pat_person, text="Buses", named_to=named
    )
    topic = suggestion.list_as(title="Buses on time")
    people = factories.create_people(coast, 6, start=50)
    vote = factories.open_vote(coast, topics=5, places=2)
    for person in people:
        vote.cast(person, [topic.code])
    vote.close()
    (sheet,) = [one for one in sheets_in(page_of(ana, SHEETS)) if "Buses on time" in one]

    assert "Asked for by" in sheet
    assert ("Pat" in sheet) == (named == Suggestion.Named.MEMBERS)


def test_hostile_words_of_a_topic_are_text(ana, meeting, counted):
    Topic.objects.update(question=HOSTILE, open_up=HOSTILE, origin_note=HOSTILE)
    meeting.add_item(title="Round", minutes=9, topic=counted.chosen_topics()[0], lead=HOSTILE[:120])
    whole = everything(word_of(ana, f"{SHEETS}table-sheets.docx"))

    assert "=1+1 <w:t>&" in whole
    assert not any(sign in whole for sign in "\x01\x0b\u202e")
    assert "<w:t>" not in page_of(ana, SHEETS)


def test_sheets_ask_as_often_for_one_topic_as_for_three(ana, coast, meeting):
    people = factories.create_people(coast, 6)
    vote = factories.open_vote(coast, topics=5, places=3)
    codes = [topic.code for topic in vote.topics()]
    for person in people:
        vote.cast(person, codes[:3])
    vote.close()
    reading = Reading.add(coast, title="A study")
    for topic in vote.topics():
        citing.cite(topic, [reading])
        meeting.add_item(title="Round", minutes=9, topic=topic, lead="Vic")
    Vote.objects.filter(pk=vote.pk).update(result=vote.result | {"chosen": codes[:1]})
    with CaptureQueriesContext(
        connection,
    ) as one:
        assert len(sheets_in(page_of(ana, SHEETS))) == 1
    Vote.objects.filter(pk=vote.pk).update(result=vote.result | {"chosen": codes[:3]})
    with CaptureQueriesContext(connection) as three:
        assert len(sheets_in(page_of(ana, SHEETS))) == 3

    assert len(one) == len(three)


# The action wall


def test_wall_shows_open_actions_of_the_network_and_nobody_but_who_holds_them(
    ana, coast, meeting, pat_person
):
    cycle, day = coast.current_cycle(), timezone.localdate()
    held = Action.record(
        cycle, what="A weekly call", first_step="Agree the slot", owner=pat_person, due=day
    )
    Action.record(cycle, what="A shared page", meeting=meeting)
    done = Action.record(cycle, what="A form", owner=pat_person)
    done.report("done")
    (helper,) = factories.create_people(coast, 1)
    held.sign_up(helper, "time")
    page = page_of(ana, WALL)

    for said in ("A weekly call", "Agree the slot", "Pat", "A shared page", f"{day:%-d %b}"):
        assert said in page
    assert "A form" not in page
    assert helper.name not in page


@pytest.mark.parametrize(
    ("asked", "cards"),
    [("", 4), ("?blank=0", 0), ("?blank=7", 7), ("?blank=999", 40), ("?blank=9999999999", 4),
     ("?blank=-1", 4), ("?blank=٣", 4), ("?blank=%00", 4), ("?blank=two", 4)],
)  # fmt: skip
def test_wall_has_as_many_blank_cards_as_asked_for_within_bounds(ana, meeting, asked, cards):
    page = page_of(ana, WALL + asked)

    assert page.count('<article class="wall-card') == cards
    assert "No action is open yet." in page


def test_wall_and_papers_ask_as_often_for_one_as_for_three(
    ana, ana_user, coast, meeting, pat_person
):
    def asked():
        counts = []
        for address in (WALL, f"{MEETING}papers/"):
            with CaptureQueriesContext(connection) as queries:
                page_of(ana, address)
            counts.append(len(queries))
        return counts

    def add():
        Action.record(coast.current_cycle(), what="Try", owner=pat_person)
        framing.lock(meeting, by=ana_user, at=timezone.now())

    add()
    before = asked()
    add()
    add()
    assert asked() == before
