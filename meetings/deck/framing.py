"""The deck of a meeting: what the records offer, put as the coordinator chose it, live or locked."""

from django.utils.translation import gettext as _

from meetings.models import Deck
from network import words

from . import plain
from .arranging import Arranged, arranged, outline_slides
from .outline import Outline
from .records import offering


def arranged_of(meeting, at) -> list[Arranged]:
    """Every slide for `meeting` as it stands, those left out among them. Queries."""
    deck = Deck.objects.filter(meeting=meeting).first()
    choices = list(deck.choices.select_related("written_by").order_by("pk")) if deck else []
    return arranged(offering.slides_of(meeting, at), choices, deck.order if deck else [])


def outline_of(meeting, *, author, at) -> Outline:
    """The deck for `meeting` as it stands. `author` is printed; `at` dates it. Queries."""
    return outline_from(arranged_of(meeting, at), meeting, author=author, at=at)


def outline_from(made: list[Arranged], meeting, *, author, at) -> Outline:
    network = meeting.network
    return Outline(
        title=_("%(network)s: %(meeting)s") % {"network": network.name, "meeting": meeting},
        subtitle=words.day_and_time(meeting.starts_at, network),
        author=author,
        network=network.name,
        dated=f"{words.full_date(at, network)}, {words.clock(at, network)}",
        slides=outline_slides(made),
    )


def lock(meeting, *, because="", by=None, at):
    """Lock the deck as it stands: the next version, dated. Returns it. Queries."""
    outline = outline_of(meeting, author=str(by or meeting.network), at=at)
    deck = Deck.of(meeting)
    kept = plain.of_outline(outline), [plain.of_slide(slide) for slide in outline.slides]
    return deck.lock(kept, because=because, template=deck.template, by=by, at=at)
