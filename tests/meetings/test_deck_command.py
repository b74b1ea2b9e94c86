"""`manage.py deck`: the file of a deck as it stands or as it was locked, and a sentence for each mistake."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from pptx import Presentation

from meetings.deck import framing, pptx, versions
from meetings.models import Deck
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(coast):
    meeting = coast.meetings.model.call(coast.current_cycle(), starts_at=factories.minutes_ago(30))
    meeting.network = meeting.cycle.network = coast
    return meeting


def run(tmp_path, *words):
    call_command("deck", *words, "-o", str(tmp_path / "deck.pptx"))
    return (tmp_path / "deck.pptx").read_bytes()


def refusal(tmp_path, *words):
    with pytest.raises(CommandError) as refused:
        run(tmp_path, *words)
    assert not (tmp_path / "deck.pptx").exists()
    return str(refused.value)


def titles(file):
    return [slide.shapes.title.text_frame.text for slide in Presentation(io.BytesIO(file)).slides]


def test_version_is_exported_as_it_was_locked(meeting, tmp_path, capsys):
    version = framing.lock(meeting, at=timezone.now())
    Deck.of(meeting).choose("why", title="Why we are here, in other words")

    file = run(tmp_path, "coast", "--version", "1")
    assert file == pptx.render(versions.outline_of(version))
    assert "Meeting 1, version 1." in capsys.readouterr().out
    assert "Why we are here, in other words" in titles(run(tmp_path, "coast", "--meeting", "1"))
    assert "Why we are here, in other words" not in titles(file)


def test_template_that_was_chosen_is_used(coast, meeting, tmp_path):
    empty = io.BytesIO()
    Presentation().save(empty)  # four to three, as python-pptx has it
    deck = Deck.of(meeting)
    deck.template = coast.deck_templates.create(name="Ours", file=empty.getvalue())
    deck.save()
    framing.lock(meeting, at=timezone.now())
    deck.template = None
    deck.save()

    wide, narrow = run(tmp_path, "coast"), run(tmp_path, "coast", "--version", "1")
    widths = [Presentation(io.BytesIO(file)).slide_width for file in (wide, narrow)]
    assert widths == [12192000, 9144000]


def test_network_that_is_not_there_is_named(db, tmp_path):
    assert refusal(tmp_path, "nowhere") == (
        "There is no network called “nowhere” in this database."
    )


def test_network_without_a_meeting_says_so(coast, tmp_path):
    assert refusal(tmp_path, "coast") == "Coast Network has no meeting yet."


def test_meeting_that_is_not_there_is_named(meeting, tmp_path):
    assert refusal(tmp_path, "coast", "--meeting", "7") == "Coast Network has no meeting 7."


def test_version_that_is_not_there_is_told_beside_those_that_are(meeting, tmp_path):
    said = refusal(tmp_path, "coast", "--version", "1")
    assert said == "The deck of Meeting 1 has no version 1. None was locked yet."

    framing.lock(meeting, at=timezone.now())
    framing.lock(meeting, at=timezone.now())
    said = refusal(tmp_path, "coast", "--version", "9")
    assert said == "The deck of Meeting 1 has no version 9. There are: 1, 2."


@pytest.mark.parametrize("number", ["x", "", "1.5"])
def test_number_that_is_none_is_refused_in_words(meeting, tmp_path, number):
    assert "invalid int value" in refusal(tmp_path, "coast", "--version", number)


def test_place_where_nothing_can_be_written_is_named(meeting, tmp_path):
    nowhere = tmp_path / "not" / "there.pptx"
    with pytest.raises(CommandError) as refused:
        call_command("deck", "coast", "-o", str(nowhere))
    assert str(refused.value) == f"{nowhere} could not be written: No such file or directory."
