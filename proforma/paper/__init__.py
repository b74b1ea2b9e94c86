"""A pro-forma as a Word file, for people who answer on paper. No database and no request."""

import io

from django.utils import translation

from proforma.plain import PlainProforma

from . import front, page, questions
from .sheet import Sheet


def write(
    proforma: PlainProforma,
    *,
    network: str,
    controller: str,
    contact: str,
    closes: str = "",
    return_to: str = "",
    partners: list[str] = (),
    parts: list[str] | None = None,
    privacy: list[str] = (),
    language: str = "en-gb",
) -> bytes:
    """The pro-forma as the bytes of a .docx file: A4, 12 point, to be printed and written on.

    `controller` is the organisation that answers for the data, `contact` whom to ask. `closes` and
    `return_to` say in words until when, and where to, it is sent back. `partners` are the names to
    tick where a question asks for partners; without them there are lines to write on. `parts` are
    the units to include ("person", "partner"), None for all. `privacy` is the notice in short, in
    sentences. Our own sentences are in `language`.
    Two files written from the same pro-forma differ in nothing but the dates of their properties.

    Raises ValueError if nothing is left to print, KeyError on a kind that is not in KINDS.
    """
    included = [part for part in proforma.parts if parts is None or part.unit in parts]
    if not included:
        raise ValueError("A pro-forma for paper needs at least one part.")
    with translation.override(language):
        names = {"network": network, "controller": controller}
        document = page.blank(proforma.title, language=language, **names)
        sheet = Sheet(document)
        sending = front.Sending(controller, contact, closes, return_to)
        front.begin(sheet, proforma, sending, privacy)
        for number, part in enumerate(included):
            front.begin_part(sheet, part, on_new_page=number > 0)
            questions.write_part(sheet, part, partners)
            if part.unit == "partner":
                front.ask_how_to_share(sheet)
            front.end_part(sheet, sending)
    document.save(file := io.BytesIO())
    return file.getvalue()
