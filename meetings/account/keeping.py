"""Publishing the account as a dated version, and reading one again."""

from dataclasses import dataclass

from meetings.models import AccountVersion
from proforma.echoes import Echoes

from .outline import Account, Reach, Section, as_plain, digest, from_plain, without


def seen(account: Account) -> str:
    """What names just these records and words, whenever they were read: it leaves out the moment."""
    plain = as_plain(account, Reach.CONVENORS)
    return digest({name: value for name, value in plain.items() if name != "made_at"})


def publish(account: Account, cycle, *, audience, author, role, employer, by=None, at=None):
    """Keep the account for this audience as a version. What goes less far is not in it."""
    plain = as_plain(account, Reach.of(audience))
    return AccountVersion.publish(
        cycle,
        content=plain,
        digest=digest(plain),
        audience=audience,
        author=author,
        role=role,
        employer=employer,
        by=by,
        at=at,
    )


@dataclass(frozen=True)
class Kept:
    """A version as pages show it. `is_as_kept` is whether it is still what was published."""

    sections: list[Section]
    is_as_kept: bool

    @property
    def measures(self):
        return [one for section in self.sections for one in section.measures]


def read(version: AccountVersion, silent: Echoes) -> Kept:
    """A version as it may be read today: as it was published, but for words that may be read no more."""
    sections = [without(one, silent) for one in from_plain(version.content)]
    return Kept(sections, digest(version.content) == version.digest)
