"""The demo's story, told by the same verbs that the pages call, and stopped on a day.

Days are counted from meeting 2 (day 0). What lies after the stopping day has not happened yet.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db import transaction

from meetings.demo import (
    accounting,
    choosing,
    decks,
    findings,
    gathering,
    leading,
    quotes,
    rooms,
    steering,
    topics,
)
from meetings.demo.reading import themes_seen
from network.models import Network, User
from proforma.models import Proforma
from topics.models import Vote

SATURDAY, SUNDAY = 5, 6


def day_of_meeting_2(now: datetime, day: int) -> date:
    """The day that makes today day `day` of the story; nobody meets at a weekend, so it may move by one.

    On day 0 the meeting is today, whatever the weekday.
    """
    exact = now.date() - timedelta(days=day)
    if day == 0:
        return exact
    return exact + timedelta(days={SATURDAY: -1, SUNDAY: 1}.get(exact.weekday(), 0))


@dataclass
class Story:
    """Everything made so far, by the codes of the demo's data."""

    now: datetime
    day_0: date
    network: Network = None
    partners: dict = field(default_factory=dict)
    people: dict = field(default_factory=dict)
    topics: dict = field(default_factory=dict)
    suggestions: dict = field(default_factory=dict)
    actions: dict = field(default_factory=dict)
    proforma: Proforma = None
    vote: Vote = None
    coordinator: User = None

    def at(self, offset, hour=10, minute=0):
        """The moment `offset` days from meeting 2."""
        day = self.day_0 + timedelta(days=offset)
        return datetime.combine(day, time(hour, minute), tzinfo=self.now.tzinfo)

    @property
    def cycle(self):
        cycle = self.network.current_cycle()
        cycle.network = self.network
        return cycle


@transaction.atomic
def tell(*, now: datetime, day: int) -> Story:
    """Fill an empty database with Carrowby as it stands `day` days from meeting 2.

    `now` is aware, in the network's time zone.
    """
    story = Story(now=now, day_0=day_of_meeting_2(now, day))
    chapters = [
        (story.at(-70), gathering.people_registered),
        (story.at(-57), rooms.first_meeting_called),
        (story.at(-57, 11), leading.documenter_signs_in),
        (story.at(-56), rooms.first_meeting),
        (story.at(-56, 18), leading.mandate_given),
        (story.at(-54), leading.mandate_read_back),
        *leading.verdicts_in_order(story),
        *leading.journal_in_order(story),
        *steering.chapters_of(story),
        (story.at(-50), rooms.second_meeting_called),
        *findings.reading_chapters(story),
        (story.at(-45), gathering.proforma_written),
        (story.at(-42), gathering.proforma_opened),
        *gathering.views_in_order(story),
        *gathering.figures_in_order(story),
        *((story.at(day), gathering.reminded) for day in (-35, -28, -23)),
        (story.at(-20, 0), gathering.proforma_closed),
        (story.at(-20, 9), quotes.hold_back),
        (story.at(-19), themes_seen),
        (story.at(-19), quotes.pick_and_ask),
        *choosing.suggestions_in_order(story),
        (story.at(-18), choosing.longlist),
        (story.at(-18, 11), findings.cite_for_topics),
        (story.at(-18, 14), findings.write_insights),
        (story.at(-18, 16), choosing.suggestions_decided),
        (story.at(-17), choosing.stances_sealed),
        (story.at(-16), choosing.vote_opened),
        *choosing.ballots_in_order(story),
        (story.at(-12), gathering.reminded),
        (story.at(-8, 0), choosing.vote_closed),
        (story.at(-8, 9), choosing.result_released),
        (story.at(-7), rooms.running_order),
        (story.at(-7, 12), rooms.agenda_sent),
        (story.at(-7, 14), gathering.statement_asked),
        (story.at(topics.GROUP_STATEMENT["published_offset"]), gathering.statement_agreed),
        *decks.in_order(story),
        (story.at(0, 9, 30), rooms.second_meeting),
        (story.at(0, 12), leading.mandate_renewed),
        (story.at(1), rooms.notes_shared),
        (story.at(7), rooms.notes_sent),
        *rooms.reports_in_order(story),
        *accounting.in_order(story),
        (story.at(20), rooms.third_meeting_called),
    ]
    # On the day of the meeting it is the newcomer who runs it.
    until = story.at(0, 0) if day == 0 else now
    for moment, chapter in sorted(chapters, key=lambda pair: pair[0]):
        if moment <= until:
            chapter(story, moment)
    return story
