"""The account as plain data: sections of facts, figures and wordings. It knows no page and no database."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import IntEnum
from fractions import Fraction

from django.utils.translation import gettext as _

from proforma.echoes import GAP, Echoes
from topics.digests import digest_of

from .measure import Measure


class Reach(IntEnum):
    """How far something of the account may go; each is wider than the one before."""

    CONVENORS = 1
    MEMBERS = 2
    PUBLIC = 3

    @classmethod
    def of(cls, audience: str) -> "Reach":
        """The reach that a version for this audience has. Raises KeyError for anything else."""
        return cls[audience.upper()]


@dataclass(frozen=True)
class Fact:
    """One thing that the records show, in a sentence.

    `words` are what somebody wrote, beneath it; `url` is the record, for staff; `on` the day it was.
    """

    said: str
    words: str = ""
    url: str = ""
    on: date | None = None
    reach: Reach = Reach.PUBLIC


@dataclass(frozen=True)
class Pair:
    """Two wordings of one thing, side by side, each with whose it was."""

    what: str
    before: str
    before_whose: str
    after: str
    after_whose: str
    reach: Reach = Reach.MEMBERS


@dataclass(frozen=True)
class Section:
    """One heading. `empty` is said where there is nothing; `hers` stands beside the records."""

    key: str
    title: str
    measures: tuple[Measure, ...] = ()
    facts: tuple[Fact, ...] = ()
    pairs: tuple[Pair, ...] = ()
    empty: str = ""
    hers: str = ""

    @property
    def is_empty(self):
        return not (self.measures or self.facts or self.pairs)


@dataclass(frozen=True)
class Account:
    """The whole of it, as it stood at `made_at`."""

    network: str
    cycle: int
    made_at: datetime
    sections: tuple[Section, ...] = ()
    figures: dict = field(default_factory=dict)

    @property
    def measures(self):
        return [one for section in self.sections for one in section.measures]


def as_plain(account: Account, reach: Reach) -> dict:
    """What a version for this reach keeps, as JSON can hold it: no address, and nothing that goes less far.

    Figures are whole numbers, floats or text; a fraction is written “2/7”, a day “2026-03-04”.
    """
    return {
        "network": account.network,
        "cycle": account.cycle,
        "made_at": account.made_at.isoformat(timespec="seconds"),
        "sections": [_plain_section(section, reach) for section in account.sections],
    }


def from_plain(plain: dict) -> list[Section]:
    """The sections of a kept version, as pages show them."""
    return [
        Section(
            key=one["key"],
            title=one["title"],
            measures=tuple(
                Measure(
                    said["key"],
                    said["title"],
                    said["said"],
                    said["figures"],
                    said["reading"],
                    share=tuple(said["share"]) if said["share"] else None,
                )
                for said in one["measures"]
            ),
            facts=tuple(
                Fact(
                    fact["said"],
                    fact["words"],
                    on=date.fromisoformat(fact["on"]) if fact["on"] else None,
                )
                for fact in one["facts"]
            ),
            pairs=tuple(Pair(**pair) for pair in one["pairs"]),
            empty=one["empty"],
            hers=one["hers"],
        )
        for one in plain["sections"]
    ]


def without(section: Section, silent: Echoes) -> Section:
    """The section with a gap wherever its words may be read no more, however short they are by themselves."""
    if not silent:
        return section

    def say(text):
        return GAP if silent.is_one(text) else silent.without(text)

    return replace(
        section,
        hers=say(section.hers),
        facts=tuple(
            replace(one, said=silent.without(one.said), words=say(one.words))
            for one in section.facts
        ),
        pairs=tuple(
            replace(one, before=say(one.before), after=say(one.after)) for one in section.pairs
        ),
    )


def digest(plain: dict) -> str:
    """What a kept version is held against: SHA-256 of its canonical JSON."""
    return digest_of(plain)


def _plain_section(section, reach):
    facts = [one for one in section.facts if one.reach >= reach]
    pairs = [one for one in section.pairs if one.reach >= reach]
    return {
        "key": section.key,
        "title": str(section.title),
        "hers": section.hers,
        "empty": "" if section.measures or facts or pairs else str(_nothing_here(section)),
        "measures": [_plain_measure(one) for one in section.measures],
        "facts": [
            {"said": str(one.said), "words": one.words, "on": one.on.isoformat() if one.on else ""}
            for one in facts
        ],
        "pairs": [
            {
                "what": str(one.what),
                "before": one.before,
                "before_whose": str(one.before_whose),
                "after": one.after,
                "after_whose": str(one.after_whose),
            }
            for one in pairs
        ],
    }


def _nothing_here(section):
    """That there is nothing is not said where there is something, which goes less far."""
    return (
        section.empty if section.is_empty else _("What stands here is not for everybody to read.")
    )


def _plain_measure(one):
    return {
        "key": one.key,
        "title": str(one.title),
        "said": str(one.said),
        "reading": str(one.reading),
        "figures": {name: _plain_figure(value) for name, value in one.figures.items()},
        "share": list(one.share) if one.share else None,
    }


def _plain_figure(value):
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    return value
