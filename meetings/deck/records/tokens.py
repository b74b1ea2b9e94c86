"""What a slide rests on, as tokens that a citation can be made of. Plain."""

from network import citing
from network.models import Citable


def of(*things) -> tuple[str, ...]:
    """A token for each, once: questions, themes, topics, readings, insights, actions."""
    return tuple(dict.fromkeys(citing.kind_of(thing).token(thing) for thing in things))


def of_quotes(quotes) -> tuple[str, ...]:
    """The same for quotes, which the door for quotes gives without their rows."""
    return tuple(f"{Citable.Kind.QUOTE}:{quote.key}" for quote in quotes)


def of_statement(said) -> tuple[str, ...]:
    """The same for a group statement."""
    return (f"{Citable.Kind.STATEMENT}:{said.key}",)
