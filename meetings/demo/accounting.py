"""The demo’s account: her words beside the records, published to members, and what three of them said."""

from meetings.account import keeping
from meetings.account.drafting import draft_of
from meetings.demo import meetings
from meetings.models import AccountText, Comment, Hat

HERS = {
    "topics": (
        "I wrote most of this list. I had read around for two weeks, and I was keen on some of it. "
        "Tell me if another list would have served you better."
    ),
    "unknown": "I do not know whether the open meeting made it possible, or just cost eight weeks.",
}
WITH_A_NAME = "Denny on Tanner Row was moved on three times. Ask people like her."
WITHOUT_A_NAME = "Somebody I know was moved on three times. Ask people like her."
REPLY = "That is fair. It was my limit and my funder’s. We can ask you all in the next cycle."
HATS = [
    (Hat.Kind.FACILITATOR, 135, "Opened, kept time and closed."),
    (Hat.Kind.FUNDER, None, "Answered one question on what the funder will not pay for."),
]
# Who said it, and the words where the register of comments has none.
SAID_BY = {"C1": "P22", "C2": "P15", "C3": "P25"}


def account_published(story, at):
    cycle = story.cycle
    cycle.network = story.network
    for section, text in HERS.items():
        AccountText.objects.create(
            cycle=cycle, section=section, text=text, changed_at=at, by=story.coordinator
        )
    keeping.publish(
        draft_of(cycle, at),
        cycle,
        audience="members",
        author=story.coordinator.name,
        role="Network coordinator",
        employer=story.network.funder,
        by=story.coordinator,
        at=at,
    )


def comments_sent(story, at):
    version = story.cycle.account_versions.get()
    for data in meetings.COMMENTS:
        comment = Comment.objects.create(
            version=version,
            person=story.people[SAID_BY[data["code"]]],
            text=data["text"] or WITH_A_NAME,
            naming=Comment.Naming.SECTOR,
            sent_at=at,
        )
        comment.steps.create(did="sent", at=at)


def comments_read(story, at):
    listed, enforcement, named = Comment.objects.filter(answers=None)
    by = story.coordinator
    listed.approve(by=by, at=at)
    enforcement.approve(by=by, at=at)
    Comment.objects.create(
        version=enforcement.version,
        answers=enforcement,
        by=by,
        text=REPLY,
        naming=Comment.Naming.NAMED,
        state=Comment.State.APPROVED,
        sent_at=at,
    )
    named.ask_to_change("identifies", "A resident is named in it.", by=by, at=at)


def comment_changed(story, at):
    named = Comment.objects.get(state=Comment.State.ASKED)
    named.change(WITHOUT_A_NAME, at=at)
    named.approve(by=story.coordinator, at=at)


def hats_worn(story, at):
    meeting = story.cycle.meetings.get(number=2)
    for kind, minutes, note in HATS:
        meeting.hats.create(
            who=story.coordinator.name,
            kind=kind,
            minutes=minutes,
            note=note,
            at=at,
            by=story.coordinator,
        )


def in_order(story):
    yield story.at(1, 10), hats_worn
    yield story.at(9), account_published
    yield story.at(11), comments_sent
    yield story.at(12), comments_read
    yield story.at(13), comment_changed
