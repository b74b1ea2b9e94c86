"""The demo’s meetings: called, prepared, held, and what came of them."""

from datetime import timedelta

from meetings import inviting, sharing
from meetings.demo import meetings, register
from meetings.models import Action, Answered, Cluster, Feedback, Meeting
from network import sending, words
from network.models import Influence


def first_meeting_called(story, at):
    data = meetings.MEETING_1
    Meeting.call(
        story.cycle,
        kind=Meeting.Kind.OPEN,
        starts_at=story.at(-56, 9, 30),
        purpose=data["purpose"],
        chatham_house=data["chatham_house"],
        influence=Influence.YOURS,
        documenter=story.people[data["documenter"]],
    )


def first_meeting(story, at):
    meeting, data = story.network.meetings.get(number=1), meetings.MEETING_1
    came = [person for person in register.PEOPLE if person["m1"] and person["code"] != "P01"]
    meeting.attended_by([story.people[person["code"]] for person in came])
    for n, note in enumerate(data["notes"]):
        caught = meeting.catch(
            "point", note["text"], by=_documenter(story), at=story.at(-56, 10, n)
        )
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
            ready=reply.get("ready"),
            topics_ours=reply.get("ours"),
            was_open=reply.get("open"),
            wants_next=reply.get("next", ""),
            word=reply.get("word", ""),
            keep=reply["keep"],
            change=reply["change"],
            at=at + timedelta(minutes=n),
        )


def second_meeting_called(story, at):
    data = meetings.MEETING_2
    Meeting.call(
        story.cycle,
        kind=Meeting.Kind.ACTION,
        starts_at=story.at(0, 9, 30),
        length=sum(row["minutes"] for row in meetings.RUNNING_ORDER if row["stage"] != "before"),
        purpose=data["purpose"],
        outcomes="\n".join(data["outcomes"]),
        access_notes=data["room"] + ".",
        influence=Influence.YOURS,
        documenter=story.people[data["documenter"]],
    )


def running_order(story, at):
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
            is_standing=row["title"].startswith(("Welcome", "Mandate")),
        )


def notes_shared(story, at):
    meeting = _meeting(story, 2)
    until = words.end_of(at.date() + timedelta(days=4), story.network)
    mailing = sharing.share(
        meeting, until=until, **sharing.proposed(meeting), by=story.coordinator, at=at
    )
    sending.send_each(mailing.messages.to_send(), at=at)


def notes_sent(story, at):
    """To everyone, with what became of what was said."""
    for row in meetings.ANSWERED:
        Answered.say(
            _meeting(story, row["meeting"]),
            said=row["said"],
            state=row["state"],
            because=row["because"],
            is_from_feedback=row["in_feedback"],
            by=story.coordinator,
            at=at,
        )
    meeting = _meeting(story, 2)
    mailing = sharing.send_to_all(
        meeting, **sharing.proposed_to_all(meeting), by=story.coordinator, at=at
    )
    sending.send_each(mailing.messages.to_send(), at=at)


def agenda_sent(story, at):
    meeting = _meeting(story, 2)
    telling = inviting.next_telling(meeting, at)
    mailing = inviting.tell(
        meeting,
        about=telling.about,
        **inviting.proposed(meeting, telling.occasion),
        by=story.coordinator,
        at=at,
    )
    sending.send_each(mailing.messages.to_send(), at=at)


def _meeting(story, number):
    meeting = story.network.meetings.get(number=number)
    meeting.network = meeting.cycle.network = story.network
    return meeting


def _documenter(story):
    return story.people[meetings.MEETING_2["documenter"]].user


def _run(meeting, at):
    """From item to item, each as long as it was planned. What comes before the start is over by then."""
    for timed in meeting.running_order():
        item, zone = timed.item, at.tzinfo
        starts, ends = timed.starts.replace(tzinfo=zone), timed.ends.replace(tzinfo=zone)
        if meeting.began_at is None:
            meeting.begin(at=starts)
        meeting.go_on(after=item.pk, at=ends)


def second_meeting(story, at):
    meeting, data = story.network.meetings.get(number=2), meetings.MEETING_2
    came = [person for person in register.PEOPLE if person["m2"] and person["code"] != "P01"]
    meeting.attended_by([story.people[person["code"]] for person in came])
    _run(meeting, at)
    for n, text in enumerate(data["topic_notes"].values()):
        meeting.catch("point", text, by=_documenter(story), at=story.at(0, 11, n))
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
            energy_by_hand=row["energy"],
            by=_documenter(story),
            at=story.at(0, 11, 50),
        )
        story.actions[row["code"]] = action
        for person, kind in row["supporters"]:
            action.sign_up(story.people[person], kind, at=story.at(0, 11, 52))
    _feedback(story, meeting, data["feedback"], came, at=story.at(0, 11, 55))


def reports_in_order(story):
    for n, row in enumerate(meetings.ACTIONS):
        yield story.at(row["done_offset"] or 12 + n, 16), _reported(row)


def _reported(row):
    def chapter(story, at):
        story.actions[row["code"]].report(
            row["status"], note=row["status_note"], person=story.people[row["owner"]], at=at
        )

    return chapter


def third_meeting_called(story, at):
    Meeting.call(story.cycle, kind=Meeting.Kind.ACTION, starts_at=story.at(63, 9, 30))
