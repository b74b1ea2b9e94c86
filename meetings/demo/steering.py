"""What the demo’s coordinator wrote down about her own steering, as it happened."""

from datetime import timedelta

from meetings.demo import meetings, register
from network.contributions import Stage
from network.models import Declaration, Influence, Leaning, Push, ShapingOffer

Stance = Leaning.Stance
# (day, stage, how she went into it, what she promised)
LEANINGS = [
    (-57, Stage.LISTEN, Stance.OPEN, Influence.YOURS),
    (-45, Stage.GATHER, Stance.PROPOSING, Influence.CONSULTED),
    (-18, Stage.FRAME, Stance.PROPOSING, Influence.INVOLVED),
    (-7, Stage.MEET, Stance.PROPOSING, Influence.YOURS),
    (0, Stage.ACT, Stance.OPEN, Influence.YOURS),
]
STAGE_OF_OFFER = {"a": Stage.GATHER, "b": Stage.FRAME}
MINUTES_OF_OFFER = {"a": 45, "b": None}
# (day, stage, ways, note)
PUSHES = [
    (
        -45,
        Stage.GATHER,
        [Push.Way.WORDING, Push.Way.ORDER],
        "I wrote the options where people get stuck, and put those I had heard of first.",
    ),
    (
        -5,
        Stage.MEET,
        [Push.Way.OPENING, Push.Way.SEATING],
        "The deck opens with what was asked of us. Each table has one topic.",
    ),
]


def funder_declared(story, at):
    data = register.NETWORK
    Declaration.declare(
        story.network, by=story.coordinator, at=at, funder=data["funder"], aims=data["funder_aims"]
    )


def limits_declared(story, at):
    data = register.NETWORK
    limits, would_end = data["funder_limits"].split(". ", 1)
    Declaration.declare(
        story.network,
        by=story.coordinator,
        at=at,
        funder=data["funder"],
        aims=data["funder_aims"],
        limits=limits,
        would_end=would_end,
    )


def chapters_of(story):
    """(moment, chapter) of each thing written down."""
    yield story.at(-69, 9), funder_declared
    yield story.at(-17, 9), limits_declared
    for day, *said in LEANINGS:
        yield story.at(day, 8), _leaning(*said)
    for data in meetings.CO_PRODUCTION_OFFERS:
        yield story.at(data["offset"], 13), _offer(data)
    for day, *said in PUSHES:
        yield story.at(day, 17), _push(*said)


def _leaning(stage, stance, influence):
    def chapter(story, at):
        Leaning.objects.create(
            cycle=story.cycle,
            stage=stage,
            stance=stance,
            influence=influence,
            at=at,
            by=story.coordinator,
        )

    return chapter


def _offer(data):
    def chapter(story, at):
        ShapingOffer.objects.create(
            cycle=story.cycle,
            stage=STAGE_OF_OFFER[data["code"]],
            what=data["text"],
            offered_on=at.date(),
            offered_to=data["offered"],
            minutes=MINUTES_OF_OFFER[data["code"]],
            when=ShapingOffer.When.OFFICE if data["office_hours"] else "",
            taken_up=data["taken_up"],
            could_not=data["no_time"],
            because="no time" if data["no_time"] else "",
            note=data["note"],
            at=at + timedelta(minutes=1),
            by=story.coordinator,
        )

    return chapter


def _push(stage, ways, note):
    def chapter(story, at):
        Push.objects.create(
            cycle=story.cycle, stage=stage, ways=ways, note=note, at=at, by=story.coordinator
        )

    return chapter
