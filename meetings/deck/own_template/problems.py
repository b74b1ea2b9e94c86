"""What is said of a template that cannot be used, and of one that can but lacks something."""

from dataclasses import dataclass


class Unusable(ValueError):
    """No deck can be made from this file. The message is a sentence for whoever chose it."""


@dataclass(frozen=True)
class Report:
    """In sentences: what it lacks and what happens instead, where things go, and what to look at."""

    lacks: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    look_at: tuple[str, ...] = ()
