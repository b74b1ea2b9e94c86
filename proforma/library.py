"""What the page of the library needs: the readings, what each supports, and who found how many.

Plain: knows no request.
"""

from dataclasses import dataclass, field

from network import citing
from network.models import Citation

from .models import Reading


@dataclass(frozen=True)
class Shelved:
    """A reading, and what may be said of whatever cites it."""

    reading: Reading
    supports: list[citing.Cited] = field(default_factory=list)


@dataclass(frozen=True)
class Shelf:
    """`found` are those that were looked for, `set_aside` what is not used; `n` counts all in use."""

    found: list[Shelved]
    set_aside: list[Reading]
    n: int
    from_members: int


def shelf(network, words=""):
    """The library of a network, as far as it holds these words. As many queries for one as for many."""
    readings = list(network.readings.select_related("found_by"))
    in_use = [reading for reading in readings if reading.set_aside_at is None]
    found = [reading for reading in in_use if _holds(reading, words)]
    supports = _supported(network, found)
    return Shelf(
        found=[Shelved(one, supports.get(one.citable_id, [])) for one in found],
        set_aside=[reading for reading in readings if reading.set_aside_at is not None],
        n=len(in_use),
        from_members=sum(reading.is_from_member for reading in in_use),
    )


def _holds(reading, words):
    """Whether every word stands somewhere in what everybody may read of it."""
    text = f"{reading.code} {reading.title} {reading.source} {reading.published} {reading.point}"
    return all(word in text.casefold() for word in words.casefold().split())


def _supported(network, readings):
    """{key of a citable: what cites it}."""
    keys = [reading.citable_id for reading in readings if reading.citable_id]
    edges = list(
        Citation.objects.filter(target__in=keys, source__network=network).select_related("source")
    )
    said = citing.described(network, [edge.source for edge in edges])
    found = {}
    for edge in edges:
        found.setdefault(edge.target_id, []).append(said[edge.source_id])
    return found
