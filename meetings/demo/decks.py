"""The deck of the demo’s second meeting: what its coordinator chose, and three versions that she locked."""

from meetings.deck import framing
from meetings.demo import meetings
from meetings.models import Deck

STUCK = "view:A3"
TITLE = "Most who answered see people stuck between mental health and drug or alcohol services"
ASK_FIRST = "Ask each table first: which of these have you met this month?"
LAST = meetings.OFFSETS["deck_locked"]
LOCKED = [
    (LAST - 2, "For the convenors to read"),
    (LAST - 1, "With her own words on where people get stuck"),
    (LAST, "For the room and the printer"),
]


def in_order(story):
    """(moment, chapter): she locks it, reads it, says one thing in her own words, and locks it again."""
    yield story.at(LAST - 2, 17), chosen
    for day, because in LOCKED:
        yield story.at(day, 16), _locked(because)


def chosen(story, at):
    """Her own title stays true: the pro-forma is over. Her notes stand before those of the records."""
    meeting = _meeting(story)
    made = framing.arranged_of(meeting, at)
    stuck = next(one for one in made if one.slide.key == STUCK)
    Deck.of(meeting).choose(
        STUCK,
        title=TITLE,
        notes=ASK_FIRST,
        written_by=story.coordinator,
        **stuck.seen,
    )


def _locked(because):
    def chapter(story, at):
        framing.lock(_meeting(story), because=because, by=story.coordinator, at=at)

    return chapter


def _meeting(story):
    meeting = story.network.meetings.get(number=2)
    meeting.network = meeting.cycle.network = story.network
    return meeting
