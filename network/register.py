"""A list of people and partners becomes a report in plain language, before anything is saved.

Pure: no models, no request. `plan` decides row by row what would be added, what is there already
and what is wrong, and says so; the view shows the report and saves what it names. Reading files
and pasted text is in `tables.py`, finding out what its
columns hold in `columns.py`.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from difflib import get_close_matches

from django.utils.translation import gettext as _

from .columns import find_columns, words_of
from .tables import Table, UnreadableTable, read_pasted, read_upload

__all__ = [
    "PersonRow",
    "Report",
    "RowReport",
    "Table",
    "UnreadableTable",
    "plan",
    "read_pasted",
    "read_upload",
]

_LEVELS = {
    "front_line": ["front line", "frontline", "front line worker", "front line staff"],
    "manager": ["manager", "managers", "management"],
    "strategic": ["strategic", "commissioner", "commissioners", "commissioning",
                  "strategic commissioner", "strategic or commissioner"],
    # Special category data: these words and no others, never concluded from a role or a partner.
    "lived_experience": ["lived experience", "person with lived experience",
                         "people with lived experience"],
}  # fmt: skip
_SECTORS = {
    "statutory": ["statutory", "public", "public sector"],
    "charity": ["charity", "charities", "voluntary", "voluntary sector", "charity voluntary",
                "voluntary charity", "charity or voluntary", "third sector", "vcse"],
    "housing": ["housing", "housing association", "housing provider"],
    "peer": ["peer", "peer led", "peer support"],
    "voice": ["voice", "independent", "independent voice", "voice independent"],
    "other": ["other", "funder"],
}  # fmt: skip
_MOST_CHARACTERS = {"name": 120, "email": 254, "partner": 160, "role": 120, "phone": 40}
_MOST_COMPARED = 100  # new partners looked up for a near miss: difflib is slow, files can be long

_EMAIL = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@([^\W_](([^\W_]|-)*[^\W_])?\.)+[^\W\d_](([^\W_]|-)*[^\W_])"
)


@dataclass
class PersonRow:
    """What one row says; without a name, a partner alone. Level and sector are codes or empty."""

    name: str = ""
    email: str = ""
    partner: str = ""
    role: str = ""
    level: str = ""
    sector: str = ""
    phone: str = ""


@dataclass
class RowReport:
    """`verdict` is "add", "already there" or "wrong"; `person` is None where the row is wrong."""

    number: int
    verdict: str
    person: PersonRow | None
    sentences: list[str]


@dataclass
class Report:
    """`notes` are sentences about the list as a whole: how its columns were read."""

    rows: list[RowReport] = field(default_factory=list)
    new_partners: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def to_add(self) -> list[RowReport]:
        return [row for row in self.rows if row.verdict == "add"]

    @property
    def wrong(self) -> list[RowReport]:
        return [row for row in self.rows if row.verdict == "wrong"]

    @property
    def has_errors(self) -> bool:
        return bool(self.wrong)


def plan(
    table: Table,
    *,
    partners: Collection[str],
    emails: Collection[str],
    people: Collection[tuple[str, str]],
) -> Report:
    """What adding this list to the register would do; nothing is added.

    `partners` are the names the network has, `emails` (lower case) and `people` (name, partner)
    those on its register. Names are compared without regard to case and spaces. Raises nothing:
    whatever is wrong is said in the report.
    """
    columns, body, notes = find_columns(table.rows)
    entries = [(number, _entry(cells, columns)) for number, cells in body]
    reading = _Reading(partners, emails, people)
    # A new partner gets the first sector that any of its rows gives.
    for _number, entry in entries:
        if sector := _code(entry.sector, _SECTORS):
            reading.sectors.setdefault(_key(entry.partner), sector)
    report = Report(notes=notes, new_partners=reading.new_partners)
    report.rows = [reading.row(number, entry) for number, entry in entries]
    if not entries:
        report.notes.append(_("There are headings, but no rows below them."))
    return report


class _Reading:
    """What is known after the rows so far: each row is judged against those above it."""

    def __init__(self, partners, emails, people):
        self.partners = {_key(name): name for name in partners}
        self.emails = {email.lower() for email in emails}
        self.people = {(_key(name), _key(partner)) for name, partner in people}
        self.email_rows, self.people_rows, self.partner_rows = {}, {}, {}
        self.new_partners, self.sectors = [], {}

    def row(self, number, entry):
        person = self.as_person(entry)
        if problems := self.problems(number, entry, person):
            return RowReport(number, "wrong", None, problems)
        if present := self.present(number, person):
            return RowReport(number, "already there", person, [present])
        notes = _value_notes(number, entry, person) + self.partner_notes(number, person)
        return RowReport(number, "add", person, notes)

    def as_person(self, entry):
        key = _key(entry.partner)
        return PersonRow(
            name=entry.name,
            email=entry.email.lower().removeprefix("mailto:").strip("<>;, "),
            partner=self.partners.get(key, entry.partner),
            role=entry.role,
            level=_code(entry.level, _LEVELS),
            sector=self.sectors.get(key, "") if key else _code(entry.sector, _SECTORS),
            phone=entry.phone,
        )

    def problems(self, number, entry, person):
        row, found = {"row": number}, []
        about_a_person = person.email or person.phone or person.role or entry.level
        if not person.name and about_a_person:
            found.append(_("Row %(row)s has no name.") % row)
        elif not person.name and not person.partner:
            found.append(_("Row %(row)s names neither a person nor a partner.") % row)
        for name, most in _MOST_CHARACTERS.items():
            if len(value := getattr(person, name)) > most:
                words = row | {"start": value[:30], "most": most}
                found.append(
                    _("Row %(row)s: “%(start)s…” is longer than %(most)s characters.") % words
                )
        is_short = len(person.email) <= _MOST_CHARACTERS["email"]
        if person.email and is_short and not _EMAIL.fullmatch(person.email):
            words = row | {"email": entry.email[:80]}
            found.append(_("Row %(row)s: “%(email)s” is not an email address.") % words)
        return found or self.repeats(number, person)

    def repeats(self, number, person):
        """A person listed twice. Two people of one name at one partner may have two addresses."""
        if not person.name:
            return []
        first = self.email_rows.setdefault(person.email, number) if person.email else number
        if first != number:
            words = {"row": number, "first": first}
            return [_("Row %(row)s has the same email as row %(first)s.") % words]
        first, email = self.people_rows.setdefault(_who(person), (number, person.email))
        if first != number and not (email and person.email):
            words = {"row": number, "first": first}
            return [_("Row %(row)s is the same person as row %(first)s.") % words]
        return []

    def present(self, number, person):
        words = {"row": number, "name": person.name, "email": person.email}
        words["partner"] = person.partner
        if not person.name:
            if _key(person.partner) not in self.partners:
                return ""
            first = self.partner_rows.get(_key(person.partner))
            if first:
                return _("Row %(row)s: “%(partner)s” is also in row %(first)s.") % (
                    words | {"first": first}
                )
            return _("Row %(row)s: “%(partner)s” is already a partner.") % words
        if person.email in self.emails:
            return _("Row %(row)s: %(email)s is already on the register.") % words
        if _who(person) in self.people:
            return (
                _("Row %(row)s: %(name)s is already on the register; change their entry there.")
                % words
            )
        return ""

    def partner_notes(self, number, person):
        key = _key(person.partner)
        if not key or key in self.partners:
            return []
        words = {"row": number, "partner": person.partner}
        sentence = _("Row %(row)s: “%(partner)s” is not a partner yet; it will be added.") % words
        if len(self.new_partners) < _MOST_COMPARED:
            near = get_close_matches(key, self.partners, n=1, cutoff=0.85)
            if near:
                sentence += " " + _("Did you mean “%(near)s”?") % {"near": self.partners[near[0]]}
        self.partners[key] = person.partner
        self.partner_rows[key] = number
        self.new_partners.append(person.partner)
        return [sentence]


def _value_notes(number, entry, person):
    row, notes = {"row": number}, []
    if person.name and not person.email:
        notes.append(
            _("Row %(row)s has no email: invite %(name)s by letter or phone.")
            % (row | {"name": person.name})
        )
    if entry.level and not person.level:
        words = row | {"level": entry.level[:80]}
        notes.append(_("Row %(row)s: “%(level)s” is not a level we know; left blank.") % words)
    if entry.sector and not _code(entry.sector, _SECTORS):
        words = row | {"sector": entry.sector[:80]}
        notes.append(_("Row %(row)s: “%(sector)s” is not a sector we know; left blank.") % words)
    if person.level == "lived_experience":
        notes.append(_("Row %(row)s says lived experience: keep it only if they told you.") % row)
    return notes


def _entry(cells, columns):
    """The row's words under their fields, as they were written."""
    found = {}
    for name, numbers in columns.items():
        filled = [cells[column] for column in numbers if column < len(cells) and cells[column]]
        found[name] = filled[0] if filled else ""
    parts = [found.pop("first", ""), found.pop("last", "")]
    found["name"] = found.get("name") or " ".join(part for part in parts if part)
    return PersonRow(**found)


def _code(text, codes):
    words = words_of(text)
    return next((code for code, phrases in codes.items() if words in phrases), "")


def _key(name):
    return " ".join(name.casefold().split())


def _who(person):
    return _key(person.name), _key(person.partner)
