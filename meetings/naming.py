"""Whose names stand in a text that others are to read: people of the register, partners; and what is quoted.

It finds what is written as it stands on the register. Nicknames and roles it does not know.
"""

import re
from dataclasses import dataclass

from network.models import Network
from proforma import flagging, known_names
from proforma.similar import fold

_QUOTED = re.compile(r"[“\"]([^“”\"]{1,400})[”\"]")
FEWEST_QUOTED = 3  # words: fewer are a turn of phrase


@dataclass(frozen=True)
class Register:
    """The names of a network, read once for any number of texts."""

    people: tuple[str, ...]
    partners: tuple[str, ...]

    def named_in(self, text: str) -> list[str]:
        """The names of people and partners that stand in the text, each once, as they are written there."""
        return list(dict.fromkeys([*self.people_in(text), *self.partners_in(text)]))

    def people_in(self, text: str) -> list[str]:
        return list(
            dict.fromkeys(text[begin:end] for begin, end in known_names.spans(text, self.people))
        )

    def partners_in(self, text: str) -> list[str]:
        folded = fold(text)
        return [name for name in self.partners if _stands_in(fold(name), folded)]


def register_of(network: Network) -> Register:
    """Two queries. Whoever has left is still known."""
    return Register(
        tuple(sorted(flagging.names_on_register(network.pk))),
        tuple(sorted(network.partners.values_list("name", flat=True))),
    )


def quoted_in(text: str) -> list[str]:
    """What stands in quotation marks and is more than a turn of phrase."""
    return [said for said in _QUOTED.findall(text) if len(said.split()) >= FEWEST_QUOTED]


def listed(names) -> str:
    return ", ".join(names)


def _stands_in(name, text):
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None
