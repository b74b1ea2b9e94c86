"""Files that people upload: looked at before they are kept, and given back under a name of ours."""

import io
import secrets
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.http import FileResponse
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

MOST_MEGABYTES = 10
MOST_PIXELS = 50_000_000
PICTURES = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
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
        with Image.open(upload) as image:
            if image.format not in PICTURES:
                raise ValidationError(_("A photograph is a JPEG, PNG or WebP file."))
            if image.width * image.height > MOST_PIXELS:
                raise ValidationError(
                    _("This photograph has too many pixels. Please make it smaller.")
                )
            return _cleaned(image)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise ValidationError(_("This file does not open as a photograph.")) from None


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
    shown = PurePath(upload.name).name[-120:]
    upload.name = f"{secrets.token_hex(8)}.{ending}"
    return upload, shown


def given_back(file, name):
    """The response that hands a kept file over: always as a download, never shown as a page of ours."""
    response = FileResponse(file.open("rb"), as_attachment=True, filename=name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _check_size(upload):
    if upload.size > MOST_MEGABYTES * 1024 * 1024:
        raise ValidationError(
            _("This file is larger than %(n)d MB. Please choose a smaller one.")
            % {"n": MOST_MEGABYTES}
        )
    if not upload.size:
        raise ValidationError(_("This file is empty."))


def _cleaned(image):
    ending = PICTURES[image.format]
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((2400, 2400))
    kept = io.BytesIO()
    if ending == "jpg" and upright.mode not in {"RGB", "L"}:
        upright = upright.convert("RGB")
    upright.save(kept, format=image.format)  # without what the camera wrote beside it
    return ContentFile(kept.getvalue(), name=f"{secrets.token_hex(8)}.{ending}")
