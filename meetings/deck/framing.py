"""The deck of a meeting: what the records offer, put as the coordinator chose it, live or locked."""

from django.db import transaction
from django.utils.translation import gettext as _

from meetings import said_no_more
from meetings.models import Deck
from network import words

from . import behind, plain, silence, versions
from .arranging import Arranged, arranged, outline_slides
from .outline import Outline
from .records import offering


def arranged_of(meeting, at) -> list[Arranged]:
    """Every slide for `meeting` as it stands, those left out among them. Queries."""
    return arranged_and_gone(meeting, at)[0]


def arranged_and_gone(meeting, at):
    """The slides for `meeting`, and the choices whose slides the records offer no more. Queries."""
    deck = Deck.objects.filter(meeting=meeting).first()
    choices = list(deck.choices.select_related("written_by").order_by("pk")) if deck else []
    made = arranged(offering.slides_of(meeting, at), choices, deck.order if deck else [])
    made = silence.kept(made, said_no_more.in_network(meeting.network))
    there = {one.slide.key for one in made}
    return made, [choice for choice in choices if choice.key not in there]


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
        made_at=at.isoformat(),
    )


def lock(meeting, *, because="", by=None, at):
    """Lock the deck as it stands: the next version, dated. Its slides can be cited. Returns it. Queries."""
    outline = outline_of(meeting, author=str(by or meeting.network), at=at)
    deck = Deck.of(meeting)
    kept = plain.of_outline(outline), [plain.of_slide(slide) for slide in outline.slides]
    with transaction.atomic():
        version = deck.lock(
            kept,
            numbers=_numbers(outline, deck.template),
            behind=behind.of(meeting, outline.slides),
            because=because,
            template=deck.template,
            by=by,
            at=at,
        )
        versions.cite(version, by=by, at=at)
    return version


def _numbers(outline, template):
    """Of each slide its first page in the file: one before it may take several there."""
    # python-pptx is loaded by the process that makes a deck, not by one that serves participants.
    from . import own_template, paginate  # noqa: PLC0415

    try:
        look = own_template.look_of(template)
    except own_template.Unusable:
        look = own_template.look_of(None)
    first = {}
    for number, page in enumerate(paginate.paginate(outline, look), start=1):
        first.setdefault(page.of, number)
    return [first[n] for n, _slide in enumerate(outline.slides)]
