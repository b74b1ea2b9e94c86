"""Decks that were locked: shown and exported again as they were, but for what was taken back since.

What may be shown of quotes, statements, figures and notes is asked of the doors that every page asks.
"""

from dataclasses import replace

from django.utils.translation import gettext as _

from meetings import said_no_more
from meetings.models import Action, LockedSlide, Note
from network.citing_many import cite_each, resolve_each
from network.disclosure import Sharing
from network.models import Citable, Citation, Person
from proforma.kept_reading import HOW_MUCH
from proforma.models import Quote, Response

from . import behind, plain
from .outline import Outline, Slide
from .taking_back import Said, Today, as_of_today, words_behind


def outline_of(version) -> Outline:
    """What a version says today. As many queries for a long deck as for a short one."""
    kept = [plain.slide_of(one.content) for one in version.slides.all()]
    doors = _Doors(version.deck.meeting.network, kept)
    return replace(plain.outline(version.about, []), slides=doors.of_today(version, kept))


def titles(network, slides) -> dict[int, str]:
    """{key of a locked slide: its title as it may be read today}. Reads version, deck, meeting and cycle."""
    versions = {slide.version_id: slide.version for slide in slides}
    kept = {key: [] for key in versions}
    for one in LockedSlide.objects.filter(version__in=versions):
        kept[one.version_id].append((one.pk, plain.slide_of(one.content)))
    doors = _Doors(network, [slide for members in kept.values() for _pk, slide in members])
    found = {}
    for key, members in kept.items():
        today = doors.of_today(versions[key], [slide for _pk, slide in members])
        found |= {pk: now.title for (pk, _was), now in zip(members, today, strict=True)}
    return found


def cite(version, *, by=None, at=None):
    """Keep what each slide of a version rests on, so that it can be followed. Constant in its queries."""
    slides = list(version.slides.select_related("version__deck__meeting__network"))
    network = version.deck.meeting.network
    things = resolve_each(network, {token for one in slides for token in one.content["cites"]})
    cited = [
        (one, [things[token] for token in one.content["cites"] if token in things])
        for one in slides
    ]
    cite_each(cited, Citation.Role.USED, by=by, at=at)


class _Doors:
    """What may be shown today of some slides, asked once for any number of versions of a network."""

    def __init__(self, network, slides: list[Slide]):
        self.returns = {
            pk: (cycle, partner, sharing)
            for pk, cycle, partner, sharing in Response.objects.filter(
                part__proforma__cycle__network=network, partner__isnull=False
            ).values_list("pk", "part__proforma__cycle", "partner", "sharing")
        }
        self.people = dict(Person.objects.filter(network=network).values_list("pk", "name"))
        self.undone = _undone(network)
        self.unsaid = _unsaid({token for slide in slides for token in slide.cites})
        self.narrowed = _narrowed({quote.key for slide in slides for quote in slide.quotes})
        self.silent = said_no_more.in_network(network)
        self.said = behind.said_in(network, {key for one in slides for key in words_behind(one)})

    def of_today(self, version, slides):
        return as_of_today(slides, self._today(version, slides))

    def _today(self, version, slides):
        cycle = version.deck.meeting.cycle
        said, taken_back = self.said
        return Today(
            said=said,
            said_then={key: Said(*one) for key, one in version.behind.get("said", {}).items()},
            taken_back=taken_back,
            members_alone=frozenset(
                key for key, at in self.narrowed.items() if at > version.locked_at
            ),
            not_named=frozenset({key for one in slides for key in one.names} - self._named(cycle)),
            shared_less=self._shared_less(version.behind.get("figures", {})),
            unsaid=self.unsaid,
            undone=self.undone,
            silent=self.silent,
            names=self._names(version.behind.get("people", {})),
        )

    def _named(self, cycle):
        """The partners of which every return is shared by name."""
        shared = {}
        for of, partner, sharing in self.returns.values():
            if of == cycle.pk:
                shared.setdefault(partner, set()).add(sharing)
        return {partner for partner, ways in shared.items() if ways == {Sharing.NAMED}}

    def _shared_less(self, figures):
        """The tokens of figures that hold what somebody shares less of than on the day of the lock."""
        nothing = (None, None, Sharing.NOT_CHOSEN)
        return frozenset(
            token
            for token, held in figures.items()
            if any(
                HOW_MUCH.get(self.returns.get(int(key), nothing)[-1], 0) < HOW_MUCH[then]
                for key, then in held.items()
            )
        )

    def _names(self, people):
        """Whoever has another name now is called by that; whoever is on no register any more, by none."""
        gone = _("somebody who is not here any more")
        return {name: self.people.get(int(key), gone) for key, name in people.items()}


def _undone(network):
    taken_back = Action.all_recorded.filter(network=network).exclude(taken_back_at=None)
    return tuple(taken_back.values_list("what", flat=True))


def _unsaid(tokens):
    """Of tokens of notes, those of notes that are on the record no more."""
    head = f"{Citable.Kind.NOTE}:"
    notes = {token for token in tokens if token.startswith(head)}
    if not notes:
        return frozenset()
    keys = [int(token.removeprefix(head)) for token in notes]
    there = Note.objects.on_record().filter(pk__in=keys).values_list("pk", flat=True)
    return frozenset(notes - {f"{head}{key}" for key in there})


def _narrowed(keys):
    """{key: since when} of quotes that anybody was to read once, and members alone are now."""
    keys = keys - {""}
    if not keys:
        return {}
    Audience = Quote.Audience
    narrowed = Quote.objects.filter(key__in=keys, audience=Audience.MEMBERS, widest=Audience.PUBLIC)
    return dict(narrowed.exclude(settled_at=None).values_list("key", "settled_at"))
