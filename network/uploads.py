"""Files that people upload: looked at before they are kept, and given back under a name of ours."""

import io
import secrets
import struct
import zlib
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.http import FileResponse, Http404
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

MOST_MEGABYTES = 10
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 2400
# How each kind that is read is kept. MPO is what some telephones call a JPEG with a second picture in it.
PICTURES = {"JPEG": "JPEG", "MPO": "JPEG", "PNG": "PNG", "WEBP": "WEBP"}
ENDINGS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
CONTENT_TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}
# What reading a broken or hostile picture can end in.
UNREADABLE = (
    UnidentifiedImageError,
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    LookupError,
    TypeError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)
# What a paper may be, by the ending of its name, and how such a file begins.
PAPERS = {
    "pdf": (b"%PDF-",),
    "docx": (b"PK\x03\x04",),
    "xlsx": (b"PK\x03\x04",),
    "pptx": (b"PK\x03\x04",),
    "odt": (b"PK\x03\x04",),
}


def picture(upload):
    """An uploaded photograph, fit to be kept: turned upright, without where and when it was taken.

    Raises ValidationError with a sentence for whoever chose it.
    """
    _check_size(upload)
    try:
        # Nothing else is tried: each of the many other readers is a way in.
        with Image.open(upload, formats=list(ENDINGS)) as image:
            if image.width * image.height > MOST_PIXELS:
                raise ValidationError(
                    _("This photograph has too many pixels. Please make it smaller.")
                )
            return _cleaned(image)
    except UNREADABLE:
        raise ValidationError(
            _("This file does not open as a photograph. JPEG, PNG and WebP files do.")
        ) from None


def paper(upload):
    """An uploaded paper, fit to be kept: the same file under a name of ours, and the name it came with.

    Raises ValidationError with a sentence for whoever chose it.
    """
    _check_size(upload)
    ending = PurePath(upload.name).suffix.lower().lstrip(".")
    if ending not in PAPERS:
        raise ValidationError(
            _("Papers are kept as %(kinds)s.") % {"kinds": ", ".join(sorted(PAPERS))}
        )
    begins = upload.read(8)
    upload.seek(0)
    if not begins.startswith(PAPERS[ending]):
        raise ValidationError(_("This file is not what its name says it is."))
    shown = "".join(letter for letter in PurePath(upload.name).name if letter.isprintable())[-120:]
    upload.name = f"{secrets.token_hex(8)}.{ending}"
    return upload, shown


def given_back(file, name):
    """The response that hands a kept file over: always as a download, never shown as a page of ours.

    Raises Http404 if the file is not there any more.
    """
    response = FileResponse(_opened(file), as_attachment=True, filename=name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def shown(file):
    """The response that puts a kept photograph on a page of ours, as the picture it is and nothing else.

    Raises Http404 if it is not there any more, or is no photograph that `picture` made.
    """
    content_type = CONTENT_TYPES.get(PurePath(file.name).suffix.lstrip("."))
    if content_type is None:
        raise Http404
    response = FileResponse(_opened(file), content_type=content_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _opened(file):
    try:
        return file.open("rb")
    except FileNotFoundError:
        raise Http404 from None


def _check_size(upload):
    if upload.size > MOST_MEGABYTES * 1024 * 1024:
        raise ValidationError(
            _("This file is larger than %(n)d MB. Please choose a smaller one.")
            % {"n": MOST_MEGABYTES}
        )
    if not upload.size:
        raise ValidationError(_("This file is empty."))


def _cleaned(image):
    kind = PICTURES[image.format]
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))  # first: what follows makes copies
    upright = ImageOps.exif_transpose(image)
    if kind == "JPEG" and upright.mode not in {"RGB", "L"}:
        upright = upright.convert("RGB")
    # Nothing that came beside the picture is kept: where, when, with what, comments, colour profiles.
    see_through = upright.info.get("transparency")
    upright.info = {} if see_through is None else {"transparency": see_through}
    kept = io.BytesIO()
    upright.save(kept, format=kind)
    return ContentFile(kept.getvalue(), name=f"{secrets.token_hex(8)}.{ENDINGS[kind]}")
