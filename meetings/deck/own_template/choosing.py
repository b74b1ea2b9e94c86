"""For each kind of slide a layout of the template: ours by name, else the one that comes nearest."""

from django.utils.translation import gettext as _

from ..layouts import (
    BODY,
    CHART,
    LABEL,
    LAYOUTS,
    NUMBER,
    SECOND,
    SOURCE,
    TABLE,
    TITLE,
    Layout,
    Slot,
    Style,
)
from ..outline import SlideKind
from . import found as finding
from .fitting import (
    LEAST,
    Sheet,
    above,
    label_slot,
    large_enough,
    leaves_room,
    number_slot,
    slot_of,
    source_slot,
    title_slot,
)
from .found import Found
from .inherited import Place
from .problems import Unusable

K = SlideKind
PLAIN = {"is_sized": True, "is_plain": True}
BESIDE = (Style(20, before=14, **PLAIN), Style(LEAST, before=2, **PLAIN))
SPOKEN = (Style(28, before=20, **PLAIN), Style(20, before=8, **PLAIN))
ASKED = (Style(28, before=20, **PLAIN),)
CELLS = {K.TABLE: Style(18), K.AGENDA: Style(20), K.ACTIONS: Style(18)}
LARGEST_TEXT, LARGEST_IN_COLUMNS, LARGEST_ON_THE_FIRST, LARGEST_OPENING = 28, 22, 20, 44
OPENING = Style(LARGEST_ON_THE_FIRST, before=8, **PLAIN)
ALWAYS = (TITLE, BODY, SECOND, CHART, TABLE)  # without these a layout of our name is none of ours


class Choice:
    """Chooses, and keeps what there is to say about it: `lacks` is what the template does not have."""

    def __init__(self, layouts: list[Found], sheet: Sheet):
        self.layouts, self.sheet = layouts, sheet
        self.lacks: list[str] = []
        self.used: dict[str, Found] = {}

    def of_all(self) -> dict[str, Layout]:
        """A layout for every kind. Raises Unusable if there is none for text."""
        ours = {kind: layout for kind in K if (layout := self._ours(kind))}
        self.text = finding.text_layout(self.layouts)
        if len(ours) == len(K):
            return ours
        if self.text is None:
            raise Unusable(
                _(
                    "It has no layout with a title and a large place for text. A deck needs that one."
                )
            )
        return {kind: ours.get(kind) or self._nearest(kind) for kind in K}

    def _ours(self, kind: SlideKind) -> Layout | None:
        """The layout of our own template, restyled."""
        for one in self.layouts:
            if one.name.casefold() == kind:
                layout = self._restyled(one, kind)
                if layout:
                    self.used[kind] = one
                    return layout
        return None

    def _restyled(self, one: Found, kind: SlideKind) -> Layout | None:
        found = {slot: one.numbered(slot.idx, slot.kind) for slot in LAYOUTS[kind].slots}
        if any(place is None for slot, place in found.items() if slot.idx in ALWAYS):
            return None
        slots = [self._restyled_slot(slot, place, one) for slot, place in found.items() if place]
        numbers = {slot.idx for slot in slots}
        if NUMBER not in numbers:
            slots.append(number_slot(one, self.sheet))
        if SOURCE not in numbers and LAYOUTS[kind].slot(SOURCE):
            slots.insert(-1, source_slot(one, slots[-1], self.sheet))
        if LABEL in numbers and SOURCE not in numbers:
            slots = [slot for slot in slots if slot.idx != LABEL]
        return Layout(kind, tuple(slots), position=one.position)

    def _restyled_slot(self, ours: Slot, place: Place, one: Found) -> Slot:
        if ours.idx == TITLE:
            return title_slot(one, self.sheet, LARGEST_OPENING)
        if ours.idx in (CHART, TABLE):
            return slot_of(place, ours.idx, ours.name, one, self.sheet, *ours.styles)
        if ours.idx == LABEL:
            return label_slot(place, one, self.sheet)
        levels = range(len(ours.styles))
        styles = [large_enough(place, level, one, self.sheet) for level in levels]
        return slot_of(place, ours.idx, ours.name, one, self.sheet, *styles)

    def _nearest(self, kind: SlideKind) -> Layout:
        make = {
            K.TITLE: self._title,
            K.SECTION: self._section,
            K.COLUMNS: self._columns,
            K.CHART: self._chart,
            K.CHART_WITH_QUOTES: self._chart_with_words,
            K.VOTE: self._chart_with_words,
            K.TABLE: self._table,
            K.AGENDA: self._table,
            K.ACTIONS: self._table,
        }
        return make.get(kind, self._words)(kind)

    def _title(self, kind: SlideKind) -> Layout:
        one = finding.title_layout(self.layouts)
        if one is None:
            self._lacks(
                _("There is no layout for the first slide. It goes on “%(layout)s”."), self.text
            )
        return self._opening(kind, one or self.text)

    def _section(self, kind: SlideKind) -> Layout:
        one = finding.section_layout(self.layouts)
        if one is None:
            self._lacks(_("There is no layout for headings. They go on “%(layout)s”."), self.text)
        return self._opening(kind, one or self.text)

    def _opening(self, kind: SlideKind, one: Found) -> Layout:
        self.used[kind] = one
        slots, number = [title_slot(one, self.sheet, LARGEST_OPENING)], number_slot(one, self.sheet)
        words = next((p for p in one.contents if p.kind in ("subTitle", "body", "obj")), None)
        if words is not None:
            # Names and days are no list, whatever the layout is made for.
            styles = (OPENING,) if words.style().bullet else ()
            most = LARGEST_ON_THE_FIRST
            slot = slot_of(words, BODY, "Text", one, self.sheet, *styles, most=most)
            slot = above(slot, number)
            slots.append(above(slot, slots[0]))
        return Layout(kind, (*slots, number), position=one.position)

    def _words(self, kind: SlideKind) -> Layout:
        one = self.text
        if kind is K.QUOTE:
            self._lacks(_("There is no layout for quotes. They go on “%(layout)s”."), one)
            return self._framed(kind, one, (one.contents[0], BODY, SPOKEN))
        if kind is K.TOPIC:
            self._lacks(_("There is no layout for a topic. It goes on “%(layout)s”."), one)
            return self._framed(kind, one, (one.contents[0], BODY, ASKED))
        return self._framed(kind, one, (one.contents[0], BODY, ()))

    def _chart(self, kind: SlideKind) -> Layout:
        one = finding.chart_layout(self.layouts)
        if one is None:
            self._lacks(_("There is no layout for charts. They go on “%(layout)s”."), self.text)
            one = self.text
        return self._framed(kind, one, (one.contents[0], CHART, (Style(18),)))

    def _chart_with_words(self, kind: SlideKind) -> Layout:
        one = finding.two_layout(self.layouts, for_chart=True)
        if one is None:
            self._lacks(
                _(
                    "No layout has a place beside a chart. Quotes and remarks follow on the next slide."
                ),
                self.text,
            )
            return self._chart(kind)
        chart, words = finding.chart_beside(one)
        return self._framed(kind, one, (chart, CHART, (Style(18),)), (words, BODY, BESIDE))

    def _columns(self, kind: SlideKind) -> Layout:
        one = finding.two_layout(self.layouts, for_chart=False)
        pair = finding.side_by_side(one) if one else None
        if pair is None or any(place.kind not in ("obj", "body") for place in pair):
            self._lacks(
                _("There is no layout with two columns. One list goes on “%(layout)s”."), self.text
            )
            return self._framed(kind, self.text, (self.text.contents[0], BODY, ()))
        left, right = pair
        return self._framed(kind, one, (left, BODY, ()), (right, SECOND, ()))

    def _table(self, kind: SlideKind) -> Layout:
        one = finding.table_layout(self.layouts)
        if one is None:
            self._lacks(_("There is no layout for tables. They go on “%(layout)s”."), self.text)
            one = self.text
        return self._framed(kind, one, (one.contents[0], TABLE, (CELLS[kind],)))

    def _framed(self, kind: SlideKind, one: Found, *contents: tuple) -> Layout:
        """Title, what the slide is about, source and number, in the order they are read."""
        self.used[kind] = one
        most = LARGEST_IN_COLUMNS if kind is K.COLUMNS else LARGEST_TEXT
        slots = [
            slot_of(place, idx, _name_of(idx), one, self.sheet, *styles, most=most)
            for place, idx, styles in contents
        ]
        number = number_slot(one, self.sheet)
        source = source_slot(one, number, self.sheet)
        if not leaves_room(slots, source):
            source = source_slot(one, number, self.sheet, lines=1)
        slots = [above(slot, source) for slot in slots]
        title = title_slot(one, self.sheet)
        return Layout(kind, (title, *slots, source, number), position=one.position)

    def _lacks(self, sentence: str, instead: Found) -> None:
        said = sentence % {"layout": instead.name}
        if said not in self.lacks:
            self.lacks.append(said)


def _name_of(idx: int) -> str:
    return {CHART: "Chart", TABLE: "Table"}.get(idx, "Text")
