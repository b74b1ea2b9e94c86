"""Photographs of flipcharts: kept clean, shown behind the door, typed out into notes."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from meetings.models import Meeting, Photo
from tests.forms import as_sent

PHOTOS = "/coast/meetings/1/photos/"


@pytest.fixture
def meeting(coast):
    return Meeting.call(coast.current_cycle(), starts_at=timezone.now() - timedelta(hours=1))


def picture(kind="JPEG", **saved):
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(file, format=kind, **saved)
    return SimpleUploadedFile("IMG 0001.jpg", file.getvalue(), "image/jpeg")


@pytest.fixture
def photo(ana, meeting):
    ana.post(PHOTOS, {"image": picture(), "caption": "The wall", "transcript": "- One\n! Two"})
    return Photo.objects.get()


def kept_files():
    folder = Path(settings.MEDIA_ROOT) / "photos"
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


def test_photograph_is_shown_to_staff_behind_the_door(ana, vic, olga, photo):
    address = f"{PHOTOS}{photo.pk}/picture/"

    for client in (ana, vic):
        shown = client.get(address)
        assert shown.headers["Content-Type"] == "image/jpeg"
        assert shown.headers["X-Content-Type-Options"] == "nosniff"
        assert shown.headers["Cache-Control"] == "no-store"
        assert "sandbox" in shown.headers["Content-Security-Policy"]
        assert b"".join(shown.streaming_content)[:2] == b"\xff\xd8"
    assert olga.get(address).status_code == 404
    assert Client().get(address).status_code == 302
    assert "IMG" not in photo.image.name


def test_there_is_no_public_address_of_a_file(ana, photo):
    for address in (f"/media/{photo.image.name}", f"/uploads/{photo.image.name}", photo.image.name):
        assert ana.get(f"/{address.lstrip('/')}").status_code == 404
        assert Client().get(f"/{address.lstrip('/')}").status_code in {302, 404}


def test_photograph_off_the_record_is_for_those_who_run_meetings(ana, vic, photo):
    photo.off_record = True
    photo.save()

    assert vic.get(f"{PHOTOS}{photo.pk}/picture/").status_code == 403
    assert ana.get(f"{PHOTOS}{photo.pk}/picture/").status_code == 200


def test_lines_of_the_transcript_become_notes_once(ana, meeting, photo):
    address = f"{PHOTOS}{photo.pk}/"
    data = {"caption": "The wall", "transcript": "- One\n! Two", "go": "lines"}
    for _press in range(2):
        ana.post(address, data)
    ana.post(address, {**data, "transcript": "- One\n! Two\nThree"})

    assert sorted(meeting.notes.values_list("text", "kind")) == [
        ("One", "point"),
        ("Three", "point"),
        ("Two", "decision"),
    ]
    assert not meeting.notes.filter(off_record=True).exists()


def test_notes_of_a_photograph_off_the_record_are_off_it_too(ana, meeting, photo):
    data = {"transcript": "One", "off_record": "on", "go": "lines"}
    ana.post(f"{PHOTOS}{photo.pk}/", data)

    assert [note.off_record for note in meeting.notes.all()] == [True]


def test_photograph_that_goes_off_the_record_takes_its_notes_along(ana, meeting, photo):
    ana.post(f"{PHOTOS}{photo.pk}/", {"transcript": "One", "go": "lines"})
    ana.post(f"{PHOTOS}{photo.pk}/", {"transcript": "One", "off_record": "on", "go": "lines"})

    assert [note.off_record for note in meeting.notes.all()] == [True]


def test_words_of_a_photograph_are_not_written_over(ana, photo):
    address = f"{PHOTOS}{photo.pk}/"
    boxes = as_sent(ana.get(address).content.decode())
    boxes.pop("sure", None)
    Photo.objects.update(transcript="Typed by Fay", off_record=True)

    page = ana.post(address, {**boxes, "transcript": "Typed by Ana"}).content.decode()

    photo.refresh_from_db()
    assert (photo.transcript, photo.off_record) == ("Typed by Fay", True)
    assert "as it stands now: “Typed by Fay”." in page
    assert as_sent(page)["transcript"] == ["Typed by Ana"]
    assert "off_record" in as_sent(page)


@pytest.mark.parametrize("transcript", ["a" * 501, "a\x00b", "a" * 4001])
def test_words_that_cannot_be_notes_make_none(ana, meeting, photo, transcript):
    page = ana.post(f"{PHOTOS}{photo.pk}/", {"transcript": transcript, "go": "lines"}, follow=True)

    assert page.status_code == 200
    assert not meeting.notes.exists()


def test_deleted_photograph_takes_its_file_along(
    ana, photo, meeting, django_capture_on_commit_callbacks
):
    name = Path(photo.image.name).name
    assert name in kept_files()

    ana.post(f"{PHOTOS}{photo.pk}/delete/")
    assert Photo.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        ana.post(f"{PHOTOS}{photo.pk}/delete/", {"sure": "yes"})

    assert not Photo.objects.exists()
    assert name not in kept_files()


def test_meeting_that_is_deleted_takes_the_files_along(
    photo, meeting, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        meeting.delete()

    assert Path(photo.image.name).name not in kept_files()


def test_photograph_whose_file_is_lost_says_so_and_breaks_no_page(ana, photo):
    Path(photo.image.path).unlink()

    assert ana.get(f"{PHOTOS}{photo.pk}/picture/").status_code == 404
    assert ana.get("/coast/meetings/1/run/").status_code == 200


@pytest.mark.parametrize(
    "upload",
    [
        None,
        SimpleUploadedFile("a.jpg", b""),
        SimpleUploadedFile("a.jpg", b"<html><script>alert(1)</script>"),
        SimpleUploadedFile("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"),
    ],
    ids=["none", "empty", "page", "svg"],
)
def test_what_is_no_photograph_is_refused_and_the_words_are_kept(ana, meeting, upload):
    before = kept_files()
    data = {"transcript": "Typed with care"} | ({"image": upload} if upload else {})

    page = ana.post(PHOTOS, data)

    assert page.status_code == 200
    assert "The photograph is not kept yet." in page.content.decode()
    assert "Typed with care" in page.content.decode()
    assert not Photo.objects.exists()
    assert kept_files() == before


def test_very_long_name_of_a_file_is_no_obstacle(ana, meeting):
    upload = picture()
    upload.name = "a" * 240 + ".jpg"

    ana.post(PHOTOS, {"image": upload})

    assert Photo.objects.count() == 1


def test_observer_adds_and_changes_no_photograph(vic, photo):
    assert vic.post(PHOTOS, {"image": picture()}).status_code == 403
    for address in ("", "delete/"):
        assert vic.post(f"{PHOTOS}{photo.pk}/{address}", {"sure": "yes"}).status_code == 403
    assert Photo.objects.count() == 1
