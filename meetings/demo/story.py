"""The demo's story, told by the same verbs that the pages call, and stopped on a day.

Days are counted from meeting 2 (day 0). What lies after the stopping day has not happened yet.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db import transaction

from meetings.demo import answers, choosing, findings, meetings, proforma, quotes, register, topics
from meetings.demo.reading import themes_seen
from meetings.models import Action, Cluster, Feedback, Meeting
from network import reminders, sending, words
from network.demo_door import demo_password
from network.models import Network, User
from proforma import circulation as proforma_circulation
from proforma import statements
from proforma.models import GroupStatement, Help, Part, Proforma, Response, Way
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
        (story.at(-70), _register),
        (story.at(-57), _first_meeting_called),
        (story.at(-56), _first_meeting),
        (story.at(-50), _second_meeting_called),
        *findings.reading_chapters(story),
        (story.at(-45), _proforma_written),
        (story.at(-42), _proforma_opened),
        *((moment, _view(row)) for moment, row in _views_in_order(story)),
        *((moment, _figures(code)) for moment, code in _figures_in_order(story)),
        *((story.at(day), _reminded) for day in (-35, -28, -23)),
        (story.at(-20, 0), _proforma_closed),
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
        (story.at(-12), _reminded),
        (story.at(-8, 0), choosing.vote_closed),
        (story.at(-8, 9), choosing.result_released),
        (story.at(-7), _running_order),
        (story.at(-7, 14), _statement_asked),
        (story.at(topics.GROUP_STATEMENT["published_offset"]), _statement_agreed),
        (story.at(0, 9, 30), _second_meeting),
        *((moment, _reported(action)) for moment, action in _reports_in_order(story)),
        (story.at(20), _third_meeting_called),
    ]
    # On the day of the meeting it is the newcomer who runs it.
    until = story.at(0, 0) if day == 0 else now
    for moment, chapter in sorted(chapters, key=lambda pair: pair[0]):
        if moment <= until:
            chapter(story, moment)
    return story


def _register(story, at):
    data = register.NETWORK
    coordinator = next(person for person in register.PEOPLE if person["code"] == "P01")
    story.coordinator = User.objects.create_user(
        coordinator["email"], demo_password(), name=coordinator["name"], joined_at=at
    )
    story.network = Network.found(
        name=data["name"],
        place=data["place"],
        slug=data["slug"],
        purpose=data["purpose"] + ".",
        funder=data["funder"],
        controller=data["controller"],
        contact=data["controller_email"],
        time_zone=data["time_zone"],
        ground_rules="\n".join(data.get("ground_rules", ())),
        coordinator=story.coordinator,
        at=at,
    )
    for partner in register.PARTNERS:
        story.partners[partner["code"]] = story.network.add_partner(
            name=partner["name"],
            sector=partner["sector"],
            work=partner["kind_words"],
            is_convenor=partner["convenor"],
            holds_figures=partner["holds_figures"],
            at=at,
        )
    for person in register.PEOPLE:
        story.people[person["code"]] = story.network.add_person(
            name=person["name"],
            email=person["email"],
            role=person["role"],
            partner=story.partners.get(person["partner"]),
            level=person["level"] or "",
            access_needs=person.get("access") or "",
            takes_part=person["code"] != "P01",
            user=story.coordinator if person["code"] == "P01" else None,
            at=at,
        )
    for person in register.PEOPLE:
        if person["helper"]:
            story.people[person["code"]].helper = story.people[person["helper"]]
            story.people[person["code"]].save(update_fields=["helper"])
    for partner, lead in register.FIGURES_LEADS.items():
        story.partners[partner].figures_lead = story.people[lead]
        story.partners[partner].save(update_fields=["figures_lead"])


def _first_meeting_called(story, at):
    data = meetings.MEETING_1
    Meeting.call(
        story.cycle,
        kind=Meeting.Kind.OPEN,
        starts_at=story.at(-56, 9, 30),
        purpose=data["purpose"],
        chatham_house=data["chatham_house"],
    )


def _first_meeting(story, at):
    meeting, data = story.network.meetings.get(number=1), meetings.MEETING_1
    came = [person for person in register.PEOPLE if person["m1"] and person["code"] != "P01"]
    meeting.attended_by([story.people[person["code"]] for person in came])
    for n, note in enumerate(data["notes"]):
        caught = meeting.catch("point", note["text"], by=story.coordinator, at=story.at(-56, 10, n))
        caught.move_to(Cluster.begin(meeting, note["cluster"]))
    _feedback(story, meeting, data["feedback"], came, at=story.at(-56, 11, 30))


def _feedback(story, meeting, replies, came, *, at):
    feedback = Feedback.ask(meeting, at=at)
    feedback.meeting.network = story.network
    for n, reply in enumerate(replies):
        # Replies are tied to whoever came, in an order of their own: the data names nobody.
        person = story.people[came[(n * 5) % len(came)]["code"]]
        feedback.reply(
            person,
            worth=reply["worth"],
            heard=reply["heard"],
            keep=reply.get("keep") or "",
            change=reply.get("change") or "",
            at=at + timedelta(minutes=n),
        )


def _second_meeting_called(story, at):
    data = meetings.MEETING_2
    Meeting.call(
        story.cycle,
        kind=Meeting.Kind.ACTION,
        starts_at=story.at(0, 9, 30),
        place=data.get("place", ""),
        purpose=data["purpose"],
        outcomes="\n".join(data["outcomes"])
        if isinstance(data["outcomes"], list)
        else data["outcomes"],
    )


def _proforma_written(story, at):
    story.proforma = Proforma.draft(
        story.cycle, title="What we see, and what we hold", intro=proforma.INTRO, at=at
    )
    for data in proforma.PARTS:
        part = story.proforma.parts.get(unit=data["unit"])
        part.title, part.minutes_given = data["title"], data["minutes"]
        part.save(update_fields=["title", "minutes_given"])
        asked = {}
        for question in data["questions"]:
            asked[question["code"]] = part.add_question(
                code=question["code"],
                kind=question["kind"],
                text=question["text"],
                help=question["help"],
                why=question["why"],
                options=question["options"],
                rows=question["rows"],
                settings=question["settings"],
                origin=question["origin"],
                origin_partner=story.partners.get(question.get("origin_partner")),
                origin_person=story.people.get(question.get("origin_person")),
                follows=asked.get(question.get("follows")),
                written_by=story.coordinator,
                steer=proforma.STEER.get(question["code"], ""),
                options_origin=question["origin"] if question["options"] else "",
            )
    for reader in proforma.READERS:
        story.proforma.readers.create(
            person=story.people[reader["person"]],
            read_on=words.date_of(at, story.network),
            said=reader["said"],
            changed=reader["changed"],
        )


def _proforma_opened(story, at):
    mailing = proforma_circulation.open_and_invite(
        story.proforma,
        closes_at=words.end_of((story.day_0 - timedelta(days=21)), story.network),
        **proforma_circulation.proposed(story.proforma),
        by=story.coordinator,
        at=at,
    )
    sending.send_each(mailing.messages.to_send(), at=at)


def _reminded(story, at):
    for mailing in reminders.remind_all(story.network, at=at):
        sending.send_each(mailing.messages.to_send(), at=at)


def _views_in_order(story):
    """Each row at a moment that keeps the pace: 8 by the first step, 15 by the next, and so on."""
    rows, begun, start = list(answers.RETURN_ORDER), 0, -42
    for offset, returned in answers.RETURN_PACE:
        span = (offset - start) * 24 * 60
        for n, row in enumerate(rows[begun:returned], start=1):
            minutes = span * n // (returned - begun + 1)
            yield story.at(start, 12) + timedelta(minutes=minutes), row
        begun, start = returned, offset


def _view(row):
    def chapter(story, at):
        part = story.proforma.parts.select_related("activity").get(unit=Part.Unit.PERSON)
        person = story.people[answers.PERSON_OF_ROW[row]]
        data = answers.VIEWS[row]
        given = {
            code: {"value": value}
            for code, value in data.items()
            if code not in {"level", "A3_other"}
        }
        if data.get("A3_other"):
            given["A3"]["other"] = data["A3_other"]
        # Whoever has a helper answers by phone, and the helper types it in.
        help = Help(helper=person.helper, way=Way.PHONE) if person.helper else None
        response, _conflicts = Response.record(part, person, given, help=help, at=at)
        response.submit(person=person, help=help, at=at)

    return chapter


def _figures_in_order(story):
    returned = [code for code, given in answers.FIGURES.items() if given]
    for n, code in enumerate(returned):
        yield story.at(-40 + n * 18 // len(returned), 15), code


def _figures(code):
    def chapter(story, at):
        part = story.proforma.parts.select_related("activity").get(unit=Part.Unit.PARTNER)
        lead = story.people[register.FIGURES_LEADS[code]]
        given = {key: _entry(story, key, entry) for key, entry in answers.FIGURES[code].items()}
        response, _conflicts = Response.record(part, lead, given, at=at)
        response.choose_sharing(_sharing(code))
        response.submit(at=at)

    return chapter


def _sharing(code):
    return next(partner["sharing"] for partner in register.PARTNERS if partner["code"] == code)


def _entry(story, key, entry):
    entry = dict(entry)
    if key == "B6" and "value" in entry:
        entry["value"] = sorted(story.partners[code].pk for code in entry["value"])
    if key == "B7E" and "value" in entry:
        months = story.at(24).month - 1 + entry["value"]["months_ahead"]
        entry["value"] = f"{story.at(24).year + months // 12}-{months % 12 + 1:02}"
    return entry


def _proforma_closed(story, at):
    story.proforma.close(at=at)


def _running_order(story, at):
    meeting = story.network.meetings.get(number=2)
    for row in meetings.RUNNING_ORDER:
        meeting.add_item(
            title=row["title"],
            minutes=row["minutes"],
            step=row["stage"] or ("break" if row["title"].startswith("Break") else "commit"),
            lead=", ".join(story.people[code].name for code in row["leads"]),
            method=row["method"],
            outcome=row["outcome"],
            fallback=row["fallback"],
        )


def _statement_asked(story, at):
    data = topics.GROUP_STATEMENT
    statement = GroupStatement.begin(
        story.cycle,
        who=data["who"],
        text=data["text"],
        audience=data["audience"],
        people=[story.people[code] for code in data["people"]],
        by=story.coordinator,
        at=at,
    )
    mailing = statements.ask(statement, seen=1, by=story.coordinator, at=at)
    sending.send_each(mailing.messages.to_send(), at=at)


def _statement_agreed(story, at):
    statement = story.cycle.statements.get()
    for n, member in enumerate(statement.members.order_by("pk")):
        member.agree(seen=1, at=at - timedelta(hours=12 - n))
    statement.publish(seen=1, at=at)


def _second_meeting(story, at):
    meeting, data = story.network.meetings.get(number=2), meetings.MEETING_2
    came = [person for person in register.PEOPLE if person["m2"] and person["code"] != "P01"]
    meeting.attended_by([story.people[person["code"]] for person in came])
    for n, note in enumerate(data["topic_notes"]):
        text = note["text"] if isinstance(note, dict) else data["topic_notes"][note]
        meeting.catch("point", text, by=story.coordinator, at=story.at(0, 11, n))
    for row in meetings.ACTIONS:
        action = Action.record(
            story.cycle,
            meeting=meeting,
            topic=story.topics.get(row["topic"]),
            what=row["what"],
            first_step=row["first_step"],
            owner=story.people[row["owner"]],
            due=story.day_0 + timedelta(days=row["due_offset"]),
            done_when=row["done_when"],
            by=story.coordinator,
            at=story.at(0, 11, 50),
        )
        story.actions[row["code"]] = action
        for person, kind in row["supporters"]:
            action.sign_up(story.people[person], kind, at=story.at(0, 11, 52))
    _feedback(story, meeting, data["feedback"], came, at=story.at(0, 11, 55))


def _reports_in_order(story):
    for n, row in enumerate(meetings.ACTIONS):
        yield story.at(row["done_offset"] or 12 + n, 16), row


def _reported(row):
    def chapter(story, at):
        story.actions[row["code"]].report(
            row["status"], note=row["status_note"], person=story.people[row["owner"]], at=at
        )

    return chapter


def _third_meeting_called(story, at):
    Meeting.call(story.cycle, kind=Meeting.Kind.ACTION, starts_at=story.at(63, 9, 30))
