"""The agenda and the plan as Word files: read back, and whatever people typed into them."""

import io
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from docx import Document
from docx.oxml.ns import qn

from meetings.models import Meeting
from tests import factories

LONDON = ZoneInfo("Europe/London")
PAGE = "/coast/meetings/1/agenda/"
HOSTILE = "=1+1 <w:t>&\x01\x0b\u202e{{ x }}\U0001f600" + "x" * 150


@pytest.fixture
def meeting(coast, pat_person):
    meeting = Meeting.call(
        coast.current_cycle(),
        starts_at=datetime(2027, 3, 24, 9, 30, tzinfo=LONDON),
        place="Hall",
        purpose="Begin something",
        outcomes="One\nTwo",
        documenter=pat_person,
    )
    (topic,) = factories.create_longlist(coast, 1)
    meeting.add_item(title="Arrivals", minutes=15, step="before")
    meeting.add_item(
        title="Welcome",
        minutes=10,
        lead="Vic",
        method="Round",
        materials="Pens",
        fallback="Skip it",
        plan="Ring Pat",
        outcome="Agreed rules",
    )
    meeting.add_item(title="Topic", minutes=30, topic=topic)
    return meeting


def read(client, name):
    answer = client.get(PAGE + name)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].endswith('.docx"')
    return Document(io.BytesIO(answer.content))


def cells(document):
    (table,) = document.tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def everything(document):
    said = [paragraph.text for paragraph in document.paragraphs]
    return "\n".join([*said, *(cell for row in cells(document) for cell in row)])


def test_public_agenda_for_word_says_what_the_page_says(vic, meeting):
    document = read(vic, "agenda.docx")

    assert cells(document) == [
        ["Starts", "Minutes", "What"],
        ["09:15", "15", "Arrivals"],
        ["09:30", "10", "Welcome\nBy the end: Agreed rules"],
        ["09:40", "30", "Topic"],
    ]
    whole = everything(document)
    assert "Begin something" in whole
    for private in ("Vic", "Round", "Pens", "Skip it", "Ring Pat", "Pat takes"):
        assert private not in whole


def test_plan_for_word_has_all_that_those_who_run_it_need(ana, meeting):
    whole = everything(read(ana, "plan.docx"))

    for said in (
        "Pat takes the notes", "Led by Vic", "Round", "Materials: Pens", "If time is short: Skip it",
        "Notes: Ring Pat", "What about 1?", "Who will try it?", "Please do not pass it on",
    ):  # fmt: skip
        assert said in whole


@pytest.mark.parametrize("name", ["agenda.docx", "plan.docx"])
def test_word_file_has_headings_a_table_with_a_header_and_a_language(ana, meeting, name):
    document = read(ana, name)

    assert [p.text for p in document.paragraphs if p.style.name == "Title"] == ["Meeting 1"]
    assert [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    first = document.tables[0].rows[0]._tr
    assert first.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert document.core_properties.language == "en-GB"
    assert document.core_properties.title == "Meeting 1 · Coast Network"


@pytest.mark.parametrize("name", ["agenda.docx", "plan.docx"])
def test_hostile_text_is_text(ana, meeting, name):
    Meeting.objects.update(purpose=HOSTILE, outcomes=HOSTILE, place=HOSTILE[:200])
    item = meeting.items.get(title="Welcome")
    for field in ("lead", "method", "materials", "outcome", "fallback", "plan"):
        setattr(item, field, HOSTILE[: item._meta.get_field(field).max_length])
    item.title = HOSTILE
    item.save()

    whole = everything(read(ana, name))
    assert "=1+1 <w:t>&" in whole
    assert not any(sign in whole for sign in "\x01\x0b\u202e")


def test_file_of_a_meeting_that_was_called_off_says_so(ana, meeting):
    meeting.call_off("Snow")

    for name in ("agenda.docx", "plan.docx"):
        assert "Called off: Snow" in everything(read(ana, name))


def test_agenda_without_items_is_a_file_all_the_same(ana, meeting):
    meeting.items.all().delete()

    assert cells(read(ana, "agenda.docx")) == [["Starts", "Minutes", "What"]]
