"""Files that people upload: nothing is kept that is not what it says, or that says more than its picture."""

import io
import random
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from PIL import Image

from network import uploads


def picture_file(kind="JPEG", size=(60, 40), mode="RGB", **saved):
    file = io.BytesIO()
    Image.new(mode, size).save(file, format=kind, **saved)
    return file.getvalue()


def upload(content, name="a.jpg"):
    return SimpleUploadedFile(name, content)


def reopened(kept):
    return Image.open(io.BytesIO(kept.read()))


@pytest.mark.parametrize(("kind", "ending"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")])
def test_photograph_is_kept_under_a_name_of_ours(kind, ending):
    kept = uploads.picture(upload(picture_file(kind), name="../Ana’s phone.exe"))

    assert reopened(kept).format == kind
    assert kept.name.endswith(f".{ending}")
    assert len(kept.name) == 16 + 1 + len(ending)


def test_where_and_when_it_was_taken_is_not_kept():
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"  # who made the camera
    exif[0x0132] = "2026:09:26 10:00:00"
    exif.get_ifd(0x8825)[1] = "N"  # where
    content = picture_file(
        exif=exif,
        comment=b"SecretComment",
        icc_profile=b"SecretProfile" * 20,
        xmp=b"<x>SecretXmp</x>",
    )
    assert b"SecretCamera" in content

    kept = uploads.picture(upload(content)).read()

    assert b"Secret" not in kept
    assert not Image.open(io.BytesIO(kept)).getexif()


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_kinds_keep_nothing_beside_the_picture_either(kind):
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    content = picture_file(kind, exif=exif, icc_profile=b"SecretProfile" * 20)
    assert b"SecretCamera" in content

    assert b"Secret" not in uploads.picture(upload(content)).read()


def test_sideways_photograph_is_turned_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # hold it turned by a quarter

    kept = uploads.picture(upload(picture_file(size=(60, 40), exif=exif)))

    assert reopened(kept).size == (40, 60)


def test_large_photograph_is_made_smaller():
    kept = uploads.picture(upload(picture_file(size=(5000, 2500))))

    assert reopened(kept).size == (2400, 1200)


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "LA", "1", "I;16", "CMYK"])
def test_every_manner_of_colour_is_kept(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"

    assert reopened(uploads.picture(upload(picture_file(kind, mode=mode)))).size == (60, 40)


def test_telephone_that_puts_two_pictures_in_one_file_is_understood():
    file = io.BytesIO()
    first, second = Image.new("RGB", (60, 40), "red"), Image.new("RGB", (60, 40), "blue")
    first.save(file, format="MPO", save_all=True, append_images=[second])

    kept = reopened(uploads.picture(upload(file.getvalue())))

    assert kept.format == "JPEG"
    assert kept.getpixel((5, 5))[0] > 200


POLYGLOT = b"<html><script>alert(1)</script></html>"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_page_hidden_in_a_photograph_is_left_behind(kind):
    kept = uploads.picture(upload(picture_file(kind) + POLYGLOT + b"PK\x03\x04")).read()

    assert b"script" not in kept
    assert b"PK\x03\x04" not in kept


def png_of(width, height):
    """A tiny file that says it is huge, and unpacks to as much."""

    def chunk(name, data):
        return (
            len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")
        )

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([1, 0, 0, 0, 0])
    row = b"\0" * (1 + (width + 7) // 8)
    packer = zlib.compressobj(9)
    body = b"".join(packer.compress(row) for _row in range(min(height, 2000))) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        b"<?xml version='1.0'?><svg/>",
        POLYGLOT,
        b"%PDF-1.7",
        b"PK\x03\x04" + b"\0" * 50,
        b"\xff\xd8\xff\xe0" + b"\0" * 50,
        b"\x89PNG\r\n\x1a\n",
        b"\0" * 1000,
        picture_file("GIF", mode="P"),
        picture_file("BMP"),
        picture_file("TIFF"),
        picture_file("ICO"),
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\n",
    ],
    ids=["svg", "xml", "html", "pdf", "zip", "jpeg head", "png head", "zeros", "gif", "bmp", "tiff"]
    + ["ico", "eps"],
)
def test_what_is_no_photograph_is_refused(content):
    with pytest.raises(ValidationError, match="does not open as a photograph"):
        uploads.picture(upload(content))


def test_no_reader_of_another_kind_is_even_tried(monkeypatch):
    def tried(*_given):
        raise RuntimeError

    gif = picture_file("GIF", mode="P")
    monkeypatch.setitem(Image.OPEN, "GIF", (tried, Image.OPEN["GIF"][1]))

    with pytest.raises(ValidationError):
        uploads.picture(upload(gif))


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("side", [8_000, 12_000, 60_000])
def test_tiny_file_that_unpacks_to_a_huge_picture_is_refused(side):
    content = png_of(side, side)
    assert len(content) < 100_000

    with pytest.raises(ValidationError, match=r"too many pixels|does not open"):
        uploads.picture(upload(content))


def test_photograph_that_was_cut_off_or_damaged_is_refused_or_read_and_never_breaks():
    chance = random.Random(1)
    for kind in ("JPEG", "PNG", "WEBP"):
        whole = picture_file(kind, size=(64, 64))
        for _try in range(60):
            damaged = bytearray(whole[: chance.randrange(len(whole))] or whole)
            for _byte in range(4):
                damaged[chance.randrange(len(damaged))] = chance.randrange(256)
            with suppress(ValidationError):
                uploads.picture(upload(bytes(damaged)))


def test_file_that_is_too_large_or_empty_is_refused_before_it_is_read():
    large = upload(b"")
    large.size = uploads.MOST_MEGABYTES * 1024 * 1024 + 1

    for check in (uploads.picture, uploads.paper):
        with pytest.raises(ValidationError, match="larger than 10 MB"):
            check(large)
        with pytest.raises(ValidationError, match="This file is empty"):
            check(upload(b""))


def test_paper_is_kept_under_a_name_of_ours_and_given_back_under_its_own():
    kept, shown = uploads.paper(upload(b"%PDF-1.7 words", name="Waits\r\nX: 1, 2026.PDF"))

    assert kept.name.endswith(".pdf")
    assert "Waits" not in kept.name
    assert shown == "WaitsX: 1, 2026.PDF"
    assert kept.read() == b"%PDF-1.7 words"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.pdf", b"<html>", "not what its name says"),
        ("a.docx", b"%PDF-1.7", "not what its name says"),
        ("a.html", b"<html>", "Papers are kept as docx, odt, pdf, pptx, xlsx."),
        ("a.svg", b"<svg/>", "Papers are kept as"),
        ("a.exe", b"MZ", "Papers are kept as"),
        ("pdf", b"%PDF-1.7", "Papers are kept as"),
        ("a.pdf.exe", b"%PDF-1.7", "Papers are kept as"),
    ],
)
def test_paper_of_another_kind_is_refused(name, content, says):
    with pytest.raises(ValidationError, match=says):
        uploads.paper(upload(content, name=name))


@pytest.fixture
def kept_file(tmp_path):
    """A function that keeps some content under a name, and gives the file as a field would."""
    storage = FileSystemStorage(tmp_path)

    class Kept:
        def __init__(self, name, content):
            self.name = storage.save(name, ContentFile(content))
            self.path = Path(storage.path(self.name))

        def open(self, mode):
            return storage.open(self.name, mode)

    return Kept


def test_paper_comes_back_as_a_download_and_nothing_else(kept_file):
    response = uploads.given_back(kept_file("x.pdf", b"%PDF-1.7"), "Waits “2026”.pdf")

    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_photograph_is_shown_as_what_it_is(kept_file):
    response = uploads.shown(kept_file("x.webp", b"RIFF"))

    assert response.headers["Content-Type"] == "image/webp"
    assert "attachment" not in response.headers.get("Content-Disposition", "")


def test_only_photographs_are_shown_on_a_page(kept_file):
    for name in ("x.html", "x.svg", "x"):
        with pytest.raises(Http404):
            uploads.shown(kept_file(name, b"<svg/>"))


def test_file_that_is_lost_is_not_found(kept_file):
    lost = kept_file("x.jpg", b"")
    lost.path.unlink()

    for give in (uploads.shown, lambda file: uploads.given_back(file, "x.jpg")):
        with pytest.raises(Http404):
            give(lost)
