"""What a deck still lacks, in words, for whoever goes through it the night before. Plain: no database."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from . import measure
from .arranging import Arranged, says_words
from .layouts import LAYOUTS, TITLE
from .outline import Label, Place, Slide, SlideKind

MOST_WORDS = 40
FEWEST_WORDS_OF_A_TITLE = 3
OPENINGS = (SlideKind.TITLE, SlideKind.SECTION)


@dataclass(frozen=True)
class ToDo:
    """One thing to do. `key` is of its slide, empty if it is about the deck; `number` as on the page.

    `is_only_to_know`: nothing is wrong, but whoever speaks should know it. `is_gone`: the records have no
    such slide now, so that what was chosen for it can only wait or be forgotten.
    """

    words: str
    number: int | None = None
    key: str = ""
    is_only_to_know: bool = False
    is_gone: bool = False


def to_do(
    made: list[Arranged], *, numbers=None, gone=(), agenda_minutes: int | None = None
) -> list[ToDo]:
    """What to do before `made` is shown, in the order of the slides; nothing if it is ready.

    `numbers` are {key: number in the file}, for some slides take several pages there. `gone` are choices
    whose slides are offered no more; `agenda_minutes` those of the meeting’s items.
    """
    there = [one for one in made if one.place != Place.OUT]
    titles = Counter(_alike(one.slide.title) for one in there)
    found = []
    for place, one in enumerate(there, start=1):
        number = (numbers or {}).get(one.slide.key, place)
        alike = titles[_alike(one.slide.title)] > 1
        said = [*_of_title(one.slide, alike), *_of_content(one.slide), *_stale(one)]
        found += [ToDo(words, number, one.slide.key) for words in said]
        found += [ToDo(words, number, one.slide.key, True) for words in _worth_knowing(one)]
    return [*_of_deck(there, agenda_minutes), *found, *map(_gone, gone)]


def minutes_of(made: list[Arranged]) -> int:
    """How long the slides on the wall take."""
    return sum(one.slide.minutes or 0 for one in made if one.place == Place.ROOM)


def _alike(title):
    return " ".join(title.split()).casefold()


def _of_deck(there, agenda_minutes):
    room = [one for one in there if one.place == Place.ROOM]
    if not room:
        yield ToDo(_("No slide is on the wall. Put one in, or write one."))
    takes = minutes_of(room)
    if agenda_minutes and takes > agenda_minutes:
        yield ToDo(
            _("The slides take about %(slides)d minutes. The agenda has %(agenda)d without breaks.")
            % {"slides": takes, "agenda": agenda_minutes}
        )


def _of_title(slide: Slide, alike):
    words = len(slide.title.split())
    if _is_cut(slide):
        yield _("The title is too long for its place, and is cut. Its notes have it in full.")
    if alike:
        yield _("Another slide has the same title. Let each say what it shows.")
    if slide.kind not in OPENINGS and words < FEWEST_WORDS_OF_A_TITLE:
        yield _("The title is not a sentence. Let it say what the slide shows.")


def _is_cut(slide: Slide):
    slot = LAYOUTS[slide.kind].slot(TITLE)
    style = slot.styles[0]
    lines = measure.lines_in(slot.tall, style.size)
    title = " ".join(slide.title.split())
    return measure.shorten(title, slot.room, style.size, lines, style.bold) != title


def _of_content(slide: Slide):
    if _needs_source(slide) and not slide.source:
        yield _("It has no source.")
    # What others said is quoted whole, however long; a slide takes as many quotes as it can hold.
    words = sum(len(text.split()) for text in [slide.title, *slide.body])
    if slide.place == Place.ROOM and words > MOST_WORDS:
        yield _("It has %(n)d words. More than %(most)d are too many to read on a wall.") % {
            "n": words,
            "most": MOST_WORDS,
        }
    if slide.place == Place.ROOM and not slide.notes.strip():
        yield _("It has no notes for whoever speaks.")


def _needs_source(slide: Slide):
    """What claims to be so says where it comes from."""
    if slide.label is Label.PROPOSAL or slide.kind in OPENINGS:
        return False
    return slide.place == Place.ROOM or bool(slide.chart or slide.table or slide.quotes)


def _stale(one: Arranged):
    if one.is_silenced:
        yield _(
            "It holds words that may not be read here, or not any more. They are left out. Write others."
        )
    if one.is_stale and one.only_below:
        yield _(
            "What stands below your title has changed since you wrote it. Does the title still hold?"
        )
    elif one.is_stale:
        then = one.said_then
        said = (
            _("Your title was written when the records said “%(then)s”. Now they say “%(now)s”.")
            if then
            else _("The records say something else since you wrote your title: “%(now)s”.")
        )
        yield said % {"then": then, "now": one.offered.title}


def _worth_knowing(one: Arranged):
    slide = one.slide
    if one.offered is None:
        if slide.label is Label.FACT and _has_figures(slide.title, *slide.body):
            yield _("You wrote its figures yourself. They do not change with the records.")
        return
    is_hers = slide.title != one.offered.title
    if is_hers and _has_figures(slide.title) and not one.is_stale:
        yield _("Your title has a figure in it. It does not change with the records.")


def _has_figures(*texts):
    return any(sign.isdigit() for text in texts for sign in text)


def _gone(choice):
    named = choice.title or choice.title_instead_of or choice.key
    words = _("“%(title)s” was chosen, and the records have no such slide now.") % {"title": named}
    if says_words(choice.key):
        words = _("A slide of what somebody said was chosen, and the records have none such now.")
    return ToDo(words, key=choice.key, is_gone=True)
