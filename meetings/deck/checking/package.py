"""The file as a package of parts, read with care: whatever it is, reading it costs little and ends."""

import io
import posixpath
import struct
import zipfile
import zlib
from dataclasses import dataclass
from functools import cached_property, lru_cache

from lxml import etree

from .names import RELATIONSHIPS

MOST_PARTS = 5_000
MOST_BYTES = 250_000_000  # unpacked, all parts together
MOST_BYTES_OF_XML = 20_000_000
ENCRYPTED = 1
# Parts that are alike in every deck of a network; nothing of a partner or person is in them.
SAME_IN_EACH = ("ppt/slideLayouts/", "ppt/slideMasters/", "ppt/theme/", "ppt/notesMasters/")
PARSER = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    remove_comments=True,
    remove_pis=True,
)
# What zipfile raises over a file that is damaged or made to hurt.
DAMAGE = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    KeyError,
    IndexError,
    OverflowError,
    MemoryError,
    struct.error,
    zlib.error,
)


class NotAPackage(Exception):
    """What was read is no Office file, or larger than any deck."""


@dataclass(frozen=True)
class Relationship:
    """`target` is the name of a part, or an address outside."""

    id: str
    kind: str  # the last word of its type: slide, chart, hyperlink
    target: str
    is_outside: bool


class Package:
    """An Office file in memory. Parts that cannot be read are in `unreadable`, once asked for."""

    def __init__(self, data: bytes):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as file:
                entries = [entry for entry in file.infolist() if not entry.is_dir()]
        except DAMAGE as problem:
            raise NotAPackage from problem
        if len(entries) > MOST_PARTS or sum(e.file_size for e in entries) > MOST_BYTES:
            raise NotAPackage
        self._data = data
        self.names = [entry.filename for entry in entries]
        self._entries = {entry.filename: entry for entry in entries}
        self._trees: dict[str, etree._Element | None] = {}
        self._rels: dict[str, list[Relationship]] = {}
        self.unreadable: list[str] = []
        self.raw: dict[str, bytes] = {}  # the XML parts read so far

    def __contains__(self, part: str) -> bool:
        return part in self._entries

    def size(self, part: str) -> int:
        """How large the part is, unpacked."""
        return self._entries[part].file_size

    def read(self, part: str) -> bytes | None:
        """The part, or None if there is none that can be read."""
        entry = self._entries.get(part)
        if entry is None or entry.file_size > MOST_BYTES_OF_XML:
            return None
        try:
            return _unpacked(self._data, entry)
        except DAMAGE:
            return None

    def xml(self, part: str) -> etree._Element | None:
        """The part's root element, or None if it is missing or no XML; entities are not followed."""
        if part not in self._trees:
            self._trees[part] = self._parsed(part)
        return self._trees[part]

    def _parsed(self, part: str) -> etree._Element | None:
        data = self.read(part)
        is_same = part.startswith(SAME_IN_EACH) and data is not None and len(data) < 50_000
        tree = _parsed_once(data) if is_same else None if data is None else safely_parsed(data)
        if tree is not None:
            self.raw[part] = data
        elif part in self:
            self.unreadable.append(part)
        return tree

    def relationships(self, part: str) -> list[Relationship]:
        """What a part refers to; "" is the package itself."""
        if part not in self._rels:
            self._rels[part] = list(self._read_relationships(part))
        return self._rels[part]

    def _read_relationships(self, part: str):
        folder, file = posixpath.split(part)
        tree = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        if tree is None:
            return
        for element in tree.iterchildren(f"{{{RELATIONSHIPS}}}Relationship"):
            outside = element.get("TargetMode") == "External"
            target = element.get("Target", "")
            if not outside:
                target = _absolute(folder, target)
            kind = element.get("Type", "").rsplit("/", 1)[-1]
            yield Relationship(element.get("Id", ""), kind, target, outside)

    def related(self, part: str, kind: str) -> str | None:
        """The first part of that kind the part refers to."""
        found = (r.target for r in self.relationships(part) if r.kind == kind and not r.is_outside)
        return next(found, None)

    @cached_property
    def reached(self) -> set[str]:
        """Every part somebody can come to from the package's own references."""
        seen, waiting = set(), [""]
        while waiting:
            for relationship in self.relationships(waiting.pop()):
                target = relationship.target
                if not relationship.is_outside and target in self and target not in seen:
                    seen.add(target)
                    waiting.append(target)
        return seen


@lru_cache(maxsize=2_000)
def _absolute(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _unpacked(data: bytes, entry: zipfile.ZipInfo) -> bytes | None:
    """The part, or None if it is not what the table of contents says.

    `ZipFile.read` would take four times as long, and a deck has hundreds of small parts.
    """
    start = entry.header_offset
    if data[start : start + 4] != b"PK\x03\x04" or entry.flag_bits & ENCRYPTED:
        return None
    start += 30 + sum(struct.unpack_from("<HH", data, start + 26))
    packed = data[start : start + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_DEFLATED:
        packed = zlib.decompressobj(-15).decompress(packed, entry.file_size + 1)
    elif entry.compress_type != zipfile.ZIP_STORED:
        return None
    is_whole = len(packed) == entry.file_size and zlib.crc32(packed) == entry.CRC
    return packed if is_whole else None


@lru_cache(maxsize=64)
def _parsed_once(data: bytes) -> etree._Element | None:
    return safely_parsed(data)


def safely_parsed(data: bytes) -> etree._Element | None:
    """The root element, or None: no document type, no entities, no network, no huge trees."""
    try:
        tree = etree.fromstring(data, PARSER)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return None if tree.getroottree().docinfo.internalDTD is not None else tree
