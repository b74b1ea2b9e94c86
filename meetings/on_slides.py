"""On which slides an answer is shown: of each meeting that has begun, in the last version of its deck.

Whoever came was shown that version, so it may be known. Only of their own answer, and only the numbers.
"""

from dataclasses import dataclass

from django.db.models.fields.json import KT
from django.utils.translation import ngettext

from meetings.models import DeckVersion, LockedSlide
from network.models import Citable
from proforma.kept_reading import HOW_MUCH

Kind = Citable.Kind


@dataclass(frozen=True)
class OnSlide:
    """A slide, and the citables of what it shows.

    It counts who answered `counted`, or the `themes` in answers to `asked` (to any, if that is empty).
    """

    version: DeckVersion
    number: int
    quotes: frozenset[int]
    counted: frozenset[int] = frozenset()
    themes: frozenset[int] = frozenset()
    asked: frozenset[int] = frozenset()

    def holds(self, response, question, own):
        """Whether this answer is on it; `own` are its themes and its agreed quotes."""
        if self.quotes & own:
            return True
        if self.themes & own:
            return not self.asked or question.citable_id in self.asked
        return question.citable_id in self.counted and _is_counted(response, question, self.version)


class Slides:
    """The slides of a network that were shown, loaded once. Two queries.

    `edges` are (source, target) of its citations, `kinds` says of a citable what it is.
    """

    def __init__(self, network, at, edges, kinds):
        self.found = _shown(network, at, edges, kinds)

    def lines(self, response, question, own):
        """A sentence for each deck that shows this answer; `own` are its themes and its agreed quotes."""
        numbers = {}
        for one in self.found:
            if one.holds(response, question, own):
                numbers.setdefault(one.version.deck.meeting.number, []).append(one.number)
        return [_said(numbers[meeting], meeting) for meeting in sorted(numbers)]


def _said(numbers, meeting):
    return ngettext(
        "It is on slide %(slides)s of the deck for meeting %(meeting)d.",
        "It is on slides %(slides)s of the deck for meeting %(meeting)d.",
        len(numbers),
    ) % {"slides": ", ".join(map(str, numbers)), "meeting": meeting}


def _shown(network, at, edges, kinds):
    versions = _last_versions(network, at)
    if not versions:
        return []
    slides = LockedSlide.objects.filter(version__in=versions, citable__isnull=False).annotate(
        a_quote=KT("content__quotes__0__text"),
        a_chart=KT("content__chart__kind"),
        a_table=KT("content__table__alt"),
    )
    rows = list(
        slides.order_by("version", "number").values(
            "version", "number", "citable", "a_quote", "a_chart", "a_table"
        )
    )
    cited = {row["citable"]: set() for row in rows}
    for source, target in edges:
        if source in cited:
            cited[source].add(target)
    return [
        OnSlide(
            versions[row["version"]], row["number"], **_shows(row, cited[row["citable"]], kinds)
        )
        for row in rows
    ]


def _last_versions(network, at):
    """{key: the last version} of each deck whose meeting has begun."""
    of_meetings = DeckVersion.objects.filter(
        deck__meeting__network=network,
        deck__meeting__starts_at__lte=at,
        deck__meeting__called_off_at=None,
        locked_at__lte=at,
    )
    newest_last = of_meetings.select_related("deck__meeting").order_by("number")
    return {one.pk: one for one in {one.deck_id: one for one in newest_last}.values()}


def _shows(row, targets, kinds):
    """What stands on a slide of all that it cites.

    Quotes stand there themselves. Under a sentence of the coordinator's nothing else does. Where themes are
    counted, nobody without one is; and quotes alone say nothing of who else answered.
    """
    of_kind = {Kind.QUOTE: set(), Kind.THEME: set(), Kind.QUESTION: set()}
    for target in targets:
        of_kind.setdefault(kinds.get(target), set()).add(target)
    shown = {"quotes": frozenset(of_kind[Kind.QUOTE])}
    questions = frozenset(of_kind[Kind.QUESTION])
    if Kind.INSIGHT in of_kind:
        return shown
    if of_kind[Kind.THEME]:
        return shown | {"themes": frozenset(of_kind[Kind.THEME]), "asked": questions}
    if row["a_chart"] or row["a_table"] or not row["a_quote"]:
        return shown | {"counted": questions}
    return shown


def _is_counted(response, question, version):
    """Whether a version counts this answer, as far as it is certain: what is open shows a part of all."""
    if response.person_id is None:
        held = version.behind.get("figures", {}).get(f"{Kind.QUESTION}:{question.pk}", {})
        then = held.get(str(response.pk))
        return then is not None and HOW_MUCH.get(response.sharing, 0) >= HOW_MUCH[then]
    activity = response.part.activity
    closed_at = activity.closed_at or activity.closes_at
    return (
        closed_at is not None
        and closed_at <= version.locked_at
        and response.submitted_at <= version.locked_at
    )
