"""The slides that the records offer for the deck of a meeting, as they stand.

Results come through proforma.results, and so through the disclosure door; nothing here reads an answer.
"""

from dataclasses import dataclass, field, replace

from meetings import mandate
from meetings.deck.outline import Place, SlideKind
from meetings.deck.records import (
    of_answers,
    of_evidence,
    of_figures,
    of_gap,
    of_meeting,
    of_opening,
    of_pack,
    of_quotes,
    of_returns,
    of_stances,
    of_statements,
    of_themes,
    of_votes,
    wall,
)
from meetings.models import Meeting
from network import words
from proforma import reading_room, results
from proforma.evidence import Sums
from topics.left_off import left_off
from topics.models import Vote

FOR_THE_PACK = ("sources", "small")
# What a room sees, beside the first question of each kind; the others are there to be put in.
FOR_THE_ROOM = {
    "why", "mandate", "framed", "stances", "answered", "few", "quotes", "gap", "unknown", "vote",
    "topics", "limits", "before",
}  # fmt: skip
# An open session is no place for results: it has a purpose and an end.
FOR_AN_OPEN_ROOM = {"why", "mandate", "before"}


@dataclass
class Records:
    """What the slides of one meeting are made from, each read once."""

    meeting: object
    at: object
    proforma: object
    views: object = None
    figures: object = None
    vote: Vote | None = None
    mandates: list = field(default_factory=list)
    off: list = field(default_factory=list)
    chosen: list = field(default_factory=list)
    topics: list = field(default_factory=list)
    shared: dict = field(default_factory=dict)

    @classmethod
    def of(cls, meeting, at):
        cycle = meeting.cycle
        cycle.network = meeting.network
        found = cls(meeting, at, cycle.proformas.with_parts().first(), vote=Vote.of_cycle(cycle))
        sums = found.shared["sums"] = Sums(meeting.network, at)
        if found.proforma is not None:
            found.proforma.cycle = cycle
            found.views, found.figures = results.of(found.proforma, at)
            sums.know(found.proforma, found.views, found.figures)
        # As it holds now, or held on the day of a meeting that is over.
        day = words.date_of(min(at, meeting.starts_at), meeting.network)
        found.mandates = mandate.live_mandates(meeting.network, day)
        found.off = left_off(cycle, "")
        found.topics = list(cycle.topics.on_longlist())
        if found.vote is not None and found.vote.is_counted:
            found.chosen = found.vote.chosen_topics()
        return found


def slides_of(meeting, at):
    """Every slide there can be, in the order in which they are told, each with its key and place. Queries."""
    records = Records.of(meeting, at)
    answered, firsts = _of_answers(records) if records.views else ([], [])
    is_open = meeting.kind == Meeting.Kind.OPEN
    room = FOR_AN_OPEN_ROOM if is_open else FOR_THE_ROOM.union(firsts)
    made = [
        *_opening(records),
        *answered,
        *of_evidence.insight_slides(meeting.cycle, records.shared),
        *_from_the_vote_on(records),
        *of_pack.slides(meeting, records.views, records.figures, at),
    ]
    return [_placed(slide, room) for slide in made]


def _placed(slide, room):
    if slide.key in FOR_THE_PACK:
        return replace(slide, place=Place.PACK)
    if slide.key in room:
        return replace(wall.fitted(slide), place=Place.ROOM)
    if slide.kind is SlideKind.TEXT:
        slide = wall.fitted(slide)
    return replace(slide, place=Place.OUT)


def _opening(records):
    meeting, cycle = records.meeting, records.meeting.cycle
    order = meeting.running_order()
    return [
        of_opening.why(meeting, order),
        *of_meeting.agenda_slides(meeting, order),
        of_opening.asked_of_us(records.mandates),
        *of_opening.who_framed(meeting, records.proforma, records.topics, records.off),
        *of_stances.slides(cycle, records.topics, records.vote, records.at),
    ]


def _of_answers(records):
    """(all that comes from the pro-forma, the keys of the first of each kind in the order they are told)."""
    views, figures, at = records.views, records.figures, records.at
    missing = of_returns.still_to_come(figures, at)
    seen = reading_room.counts(records.proforma, views) if views.released else {}
    made, firsts = of_returns.who_answered(records.meeting, views, figures, missing, at), []
    if views.released:
        drawn = of_answers.of_views(views, at)
        firsts = [
            of_answers.first_of(views, drawn, "scale"),
            of_answers.first_of(views, drawn, "choose_several", "choose_one"),
        ]
        quotes = of_quotes.readable(views)
        made += _firsts_first(drawn, firsts) + of_answers.of_words(views, at)
        made += of_themes.slides_of_counts(seen, views, at)
        made += of_quotes.for_the_room(views, *quotes) + of_quotes.slides_of(views, *quotes)
    else:
        made.append(of_answers.too_few(views))
    made += of_statements.slides(records.meeting.cycle)
    held, of_held = _of_figures(figures, at)
    return [
        *made,
        *held,
        *of_returns.nobody_could_answer(views, seen, missing, at),
    ], firsts + of_held


def _of_figures(figures, at):
    """(records, then waits and refusals, then what ends when; each followed by others like it; firsts)."""
    made = of_figures.slides(figures, at)
    endings = [slide for slide in made if slide.key.startswith("ending:")]
    firsts = [f"figure:{of_figures.people_first(figures)}", *(one.key for one in endings[:1])]
    held = [slide for slide in made if slide not in endings]
    return [*_firsts_first(held, firsts), *of_gap.slides(figures, at), *endings], firsts


def _firsts_first(slides, keys):
    """Those of these keys, in their order; then the rest in the order of the form."""
    place = {key: n for n, key in enumerate(keys)}
    return sorted(slides, key=lambda slide: place.get(slide.key, len(keys)))


def _from_the_vote_on(records):
    meeting = records.meeting
    is_open = meeting.kind == Meeting.Kind.OPEN
    return [
        *([] if is_open and records.vote is None else of_votes.vote_slides(records.vote)),
        *of_votes.left_off_slides(records.off),
        *of_votes.topics_slides(records.chosen),
        *of_votes.topic_slides(records.chosen),
        *of_evidence.limit_slides(meeting, records.chosen, records.shared),
        *of_meeting.action_slides(meeting),
        of_meeting.before_you_go(meeting, bool(records.mandates)),
    ]
