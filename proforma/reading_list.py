"""Which answers lie before a reader: of one question, as they were asked for, and one of them in hand."""

from dataclasses import dataclass

from proforma import similar
from proforma.reading_room import Answer, OpenQuestion

PAGE = 40
LONGEST_SOUGHT = 100
# The keys that give and take a theme, in the order of the themes. The other letters do other things.
KEYS = "123456789abcdefghilmopqrstvwxyz"


@dataclass(frozen=True)
class Wish:
    """What the address asks for. All of it may be nonsense."""

    question: str = ""
    theme: str = ""
    unread: bool = False
    sought: str = ""
    key: str = ""


@dataclass(frozen=True)
class Line:
    """An answer, its place among all, and its words in pieces: (words, whether they were sought)."""

    answer: Answer
    number: int
    pieces: list[tuple[str, bool]]
    is_current: bool


@dataclass(frozen=True)
class ThemeLine:
    theme: object
    n: int
    key: str
    is_seen: bool  # in the answer in hand


@dataclass(frozen=True)
class Desk:
    """`found` is how many answers are as asked for; `lines` are a stretch of them, round the one in hand."""

    questions: list[OpenQuestion]
    room: OpenQuestion | None
    lines: list[Line]
    found: int
    theme: object
    current: Answer | None
    number: int
    before: Answer | None
    after: Answer | None
    earlier: Answer | None  # on the stretch before this one
    later: Answer | None
    themes: list[ThemeLine]
    alike: list[Answer]


def lay_out(questions, wish):
    """The desk for what the address asks for; what it asks wrongly is passed over."""
    room = next((one for one in questions if one.code == wish.question), None)
    room = room or next(iter(questions), None)
    if room is None:
        return Desk([], None, [], 0, None, None, 0, None, None, None, None, [], [])
    theme = next((one for one in room.themes if str(one.pk) == wish.theme), None)
    sought = wish.sought[:LONGEST_SOUGHT]
    found = {
        answer.key
        for answer in room.listed
        if similar.holds(answer.text, sought)
        and (theme is None or theme in answer.themes or theme in answer.anew)
        and not (wish.unread and answer.is_read)
    }
    current = _in_hand(room, found, wish.key)
    # The one in hand stays, though it may not be as asked for any more.
    shown = [answer for answer in room.listed if answer.key in found or answer is current]
    at = shown.index(current) if current else 0
    start = at // PAGE * PAGE
    numbers = {answer.key: number for number, answer in enumerate(room.listed, start=1)}
    return Desk(
        questions=questions,
        room=room,
        lines=[
            Line(one, numbers[one.key], similar.pieces(one.text, sought), one is current)
            for one in shown[start : start + PAGE]
        ],
        found=len(found),
        theme=theme,
        current=current,
        number=numbers[current.key] if current else 0,
        before=shown[at - 1] if at else None,
        after=shown[at + 1] if at + 1 < len(shown) else None,
        earlier=shown[start - PAGE] if start else None,
        later=shown[start + PAGE] if start + PAGE < len(shown) else None,
        themes=_themes(room, current),
        alike=_alike(room, current),
    )


def _in_hand(room, found, key):
    """The one that was asked for; else the first that nobody has read yet; else the first."""
    matching = [answer for answer in room.listed if answer.key in found]
    unread = (answer for answer in matching if not answer.is_read)
    return room.find(key) or next(unread, None) or next(iter(matching), None)


def _themes(room, current):
    keys = dict(zip((theme.pk for theme in room.themes), KEYS, strict=False))
    return [
        ThemeLine(theme, n, keys.get(theme.pk, ""), bool(current) and theme in current.themes)
        for theme, n in room.counts
    ]


def _alike(room, current):
    if current is None:
        return []
    texts = [answer.text for answer in room.listed]
    places = similar.most_like(texts, room.listed.index(current))
    return [room.listed[place] for place, _score in places]
