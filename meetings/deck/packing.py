"""The deck as a file: the same deck is the same bytes, whenever it is made."""

import io
import zipfile

from pptx.opc.packuri import CONTENT_TYPES_URI, PACKAGE_URI
from pptx.opc.serialized import _ContentTypesItem, serialize_part_xml
from pptx.presentation import Presentation as Deck

MADE = (1980, 1, 1, 0, 0, 0)  # python-pptx would write the clock of this machine


def packed(deck: Deck) -> bytes:
    """The package with all its parts, as python-pptx saves it but for the dates of its entries."""
    package = deck.part.package
    parts = list(package.iter_parts())
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, CONTENT_TYPES_URI, serialize_part_xml(_ContentTypesItem.xml_for(parts)))
        _add(archive, PACKAGE_URI.rels_uri, package._rels.xml)
        for part in parts:
            _add(archive, part.partname, part.blob)
            if len(part.rels):
                _add(archive, part.partname.rels_uri, part.rels.xml)
    return file.getvalue()


def _add(archive: zipfile.ZipFile, name, content: bytes) -> None:
    entry = zipfile.ZipInfo(name.membername, MADE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)
