"""The slides that the records offer, as the coordinator chose them. Plain: no database."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from . import plain
from .outline import Label, Place, Slide, SlideKind

LONGEST_TITLE = 300


@dataclass(frozen=True)
class Arranged:
    """One slide in its place. `offered` is the slide as the records have it; None if she wrote it.

    `choice` is what she chose of it, or None. `is_stale`: her title stands over something else than when she
    wrote it; `only_below`: the records' own title is as it was, but not what stands below. `seen` is what
    to keep beside a title that she writes now.
    `is_silenced`: words that may be read no more stood in her own.
    """

    slide: Slide
    offered: Slide | None = None
    choice: object = None
    is_stale: bool = False
    only_below: bool = False
    seen: dict = field(default_factory=dict)
    is_silenced: bool = False

    @property
    def place(self) -> Place:
        return self.slide.place

    @property
    def said_then(self) -> str:
        """What the records said when she wrote her title; not if somebody may have taken it back since."""
        return "" if says_words(self.slide.key) else self.choice.title_instead_of


def says_words(key: str) -> bool:
    """Whether a slide with this key holds what somebody said, who can take it back, title and all."""
    return key.startswith(("statement:", "quotes"))


def family_of(key: str) -> str:
    """What the keys of all slides begin with among which the quotes of one question are shared out, or ""."""
    return key.rpartition(":")[0] + ":" if key.startswith("quotes:") else ""


def _seen(slide):
    kept = plain.of_slide(slide)
    below = [kept["chart"], kept["table"], sorted(quote.key for quote in slide.quotes)]
    digest = hashlib.sha256(json.dumps(below, sort_keys=True).encode()).hexdigest()[:16]
    return {"title_instead_of": slide.title[:LONGEST_TITLE], "title_over": digest}


def arranged(offered: list[Slide], choices: Iterable, order: list[str]) -> list[Arranged]:
    """Every slide there is, those that are left out among them, in the order of the deck.

    `choices` are SlideChoice with `written_by` loaded; `order` holds keys. What the pack holds comes last.
    """
    by_key = {choice.key: choice for choice in choices}
    without = _quotes_left_out(by_key.values())
    made = [
        _of_records(slide, by_key.get(slide.key), without.get(family_of(slide.key), frozenset()))
        for slide in offered
    ]
    made += [_own(choice) for choice in by_key.values() if choice.is_own]
    ordered = _in_order(made, order)
    return sorted(ordered, key=lambda one: one.place == Place.PACK)


def outline_slides(made: list[Arranged]) -> list[Slide]:
    """The slides of the file: the wall's, then the pack's."""
    return [one.slide for one in made if one.place != Place.OUT]


def moved(order: list[str], shown: list[str], key: str, *, past: str, up: bool) -> list[str]:
    """The order in which `key` stands right before `past` (up), or right after it.

    `shown` are the keys as they stood on her page. What `order` holds besides keeps its place there: what
    somebody else put elsewhere meanwhile, and slides that the records offer no more, but may again.
    """
    whole = list(order)
    before = None
    for one in shown:
        if one not in whole:
            whole.insert(0 if before is None else 1 + whole.index(before), one)
        before = one
    if key == past or not {key, past} <= set(whole):
        return whole
    whole.remove(key)
    whole.insert(whole.index(past) + (not up), key)
    return whole


def _in_order(made: list[Arranged], order: list[str]) -> list[Arranged]:
    """What she put in order as she did; each of the rest after the one that the records put it after."""
    place = {key: n for n, key in enumerate(order)}
    ordered = sorted(
        (one for one in made if one.slide.key in place), key=lambda one: place[one.slide.key]
    )
    before = None
    for one in made:
        if one.slide.key not in place:
            at = 0 if before is None else 1 + [each.slide.key for each in ordered].index(before)
            ordered.insert(at, one)
        before = one.slide.key
    return ordered


def _quotes_left_out(choices):
    """{family of slides: keys of quotes left out on one of them}: a quote may come to stand on the next."""
    found = {}
    for choice in choices:
        if family := family_of(choice.key):
            found.setdefault(family, set()).update(choice.without_quotes)
    return found


def _of_records(slide: Slide, choice, without) -> Arranged:
    shown = [quote for quote in slide.quotes if quote.key not in without]
    if choice is None:
        return Arranged(replace(slide, quotes=shown), slide, seen=_seen(slide))
    changes = {"place": Place(choice.place)} if choice.place else {}
    if choice.title:
        changes |= {"title": choice.title, "written_by": str(choice.written_by or "")}
        # A sentence of hers over counted figures is how she reads them.
        changes |= {"label": Label.READING} if slide.label is Label.FACT else {}
    if choice.notes:
        # Hers stand before those of the records, never in their place: these name partners and give
        # figures, and are live like the rest.
        changes["notes"] = "\n\n".join(filter(None, [choice.notes, slide.notes]))
    if choice.minutes is not None:
        changes["minutes"] = choice.minutes
    if choice.without_chart and slide.chart:
        changes["chart"] = None
    gone = set(choice.without_quotes)
    changes["quotes"] = [quote for quote in shown if quote.key not in gone]
    seen = _seen(slide)
    is_renamed = choice.title_instead_of != seen["title_instead_of"]
    is_other = bool(choice.title_over) and choice.title_over != seen["title_over"]
    return Arranged(
        replace(slide, **changes),
        slide,
        choice,
        is_stale=bool(choice.title) and (is_renamed or is_other),
        only_below=not is_renamed,
        seen=seen,
    )


def _own(choice) -> Arranged:
    lines = [line.strip() for line in choice.body.splitlines() if line.strip()]
    slide = Slide(
        SlideKind(choice.kind),
        choice.title,
        body=lines,
        source=choice.source,
        notes=choice.notes,
        label=Label(choice.label),
        minutes=choice.minutes,
        key=choice.key,
        place=Place(choice.place or Place.ROOM),
        written_by=str(choice.written_by or ""),
    )
    return Arranged(slide, None, choice)
