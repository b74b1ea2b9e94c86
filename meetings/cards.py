"""Method cards: ways of working that can be put on an item of a running order. In our own words.

The network's own (MethodCard) stand before those that come with Tightrope.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from .models import AgendaItem

LONGEST_METHOD = AgendaItem._meta.get_field("method").max_length


@dataclass(frozen=True)
class Card:
    key: str
    name: str
    purpose: str
    steps: tuple
    group_size: str
    minutes: int
    materials: str
    pk: int | None = None  # of a network's own

    @property
    def in_short(self):
        """The card as the method of an item: with its steps, if there is room for them."""
        whole = f"{self.name}: {' '.join(self.steps)}"
        return whole if len(whole) <= LONGEST_METHOD else f"{self.name}: {self.purpose}"


def of(network):
    """All cards that a network can use, its own first. Queries once."""
    return [*map(_as_card, network.method_cards.all()), *come_along()]


def _as_card(row):
    steps = tuple(line.strip() for line in row.steps.splitlines() if line.strip())
    return Card(
        key=f"own-{row.pk}",
        name=row.name,
        purpose=row.purpose,
        steps=steps,
        group_size=row.group_size,
        minutes=row.minutes,
        materials=row.materials,
        pk=row.pk,
    )


def come_along():
    """The cards that come with Tightrope, in the order in which a meeting would use them."""
    return [*_to_open(), *_to_narrow(), *_to_commit(), *_at_any_time()]


def _to_open():
    return [
        Card(
            "one-word",
            _("One word on arriving"),
            _("Everybody’s voice is heard once, before anything is at stake."),
            (
                _("Ask: what word do you bring into the room today?"),
                _("Go round. One word each, no comment."),
                _("Whoever would rather not says “pass”."),
                _("Say what you heard in a sentence, and begin."),
            ),
            _("any, in one circle"),
            5,
            _("nothing"),
        ),
        Card(
            "round",
            _("Round without interruption"),
            _("Everybody speaks, also those who would have waited."),
            (
                _("Say the question, and how long each has: a minute or two."),
                _("Go round the circle. Nobody answers, asks or nods for more."),
                _("Whoever passes is asked again at the end."),
                _("A second round takes up what was heard in the first."),
            ),
            _("4 to 12 at a table"),
            20,
            _("a clock that all can see"),
        ),
        Card(
            "write-first",
            _("Write first, then share"),
            _("Quiet people, and second thoughts, come in before the loud ones."),
            (
                _("Put the question up in writing."),
                _("Five minutes of silence: one thought a card."),
                _("Read out in turn, one card each, until all are up."),
                _("Put together what belongs together, and give each heap a name."),
            ),
            _("any; at tables of 4 to 8"),
            20,
            _("cards, thick pens, a wall"),
        ),
        Card(
            "twos-and-fours",
            _("Alone, in pairs, in fours"),
            _("A large room thinks without anybody having to speak to all of it."),
            (
                _("A minute alone: what would you say?"),
                _("Three minutes in pairs: what do you share?"),
                _("Five minutes in fours: what is worth telling everybody?"),
                _("Each four says one sentence. Catch each."),
            ),
            _("8 to 60"),
            15,
            _("pens and paper"),
        ),
        Card(
            "two-minute-stories",
            _("Two-minute stories"),
            _("A case that worked tells more than an opinion does."),
            (
                _("Ask: when did it go well for somebody, and what made it so?"),
                _("Two minutes each. Change what would tell who it was."),
                _("Listeners write down what made the difference, one thing a card."),
                _("Read the cards out. Which of them could we do on purpose?"),
            ),
            _("3 to 5 at a table"),
            20,
            _("cards, a clock"),
        ),
        Card(
            "inner-circle",
            _("Inner circle, outer circle"),
            _("A large group listens to a conversation, and can join it."),
            (
                _("Four or five chairs in the middle, one of them empty. All others sit round."),
                _("Only those inside speak. Whoever wants to speak takes the empty chair."),
                _("Somebody then leaves, so that a chair is empty again."),
                _("At the end those outside say what they heard."),
            ),
            _("12 to 40"),
            30,
            _("chairs in two circles"),
        ),
    ]


def _to_narrow():
    return [
        Card(
            "moving-tables",
            _("Moving tables"),
            _("Several questions are worked on at once, and each by everybody."),
            (
                _("One question and one host a table."),
                _("After ten minutes all move on, but for the host."),
                _("The host tells the next group in a minute what was said."),
                _("After the last round each host reads out three lines."),
            ),
            _("12 to 40, in 3 or 4 tables"),
            40,
            _("large sheets, pens, a bell"),
        ),
        Card(
            "what-we-saw",
            _("What we saw, what it means, what next"),
            _("A group gets from facts to a next step without jumping."),
            (
                _("What did we see? Facts alone, no reasons yet."),
                _("What does it mean, and for whom? More than one reading is welcome."),
                _("What next? One step that those here can take."),
                _("Keep the three apart on the wall."),
            ),
            _("4 to 20"),
            25,
            _("three sheets on a wall"),
        ),
        Card(
            "private-vote",
            _("A first vote in private"),
            _("Nobody is drawn along by what others chose before."),
            (
                _("Number the options on the wall. Ask whether two are the same."),
                _("Everybody writes two numbers on a slip, and folds it."),
                _("Somebody counts aloud, and puts the result up at once."),
                _("Talk about what surprises. Vote again only if all want to."),
            ),
            _("6 to 40"),
            10,
            _("slips, pens, a box"),
        ),
        Card(
            "it-failed",
            _("It is next year, and it failed"),
            _("Doubts are said while they can still help."),
            (
                _("Say: a year has passed, and this came to nothing."),
                _("Write for three minutes, alone: why?"),
                _("Read out in turn. Nobody argues against a reason."),
                _("Choose the two that are likeliest. What do we do about them now?"),
            ),
            _("4 to 20"),
            20,
            _("cards, pens"),
        ),
        Card(
            "own-gift",
            _("In our own gift"),
            _("What needs nobody’s permission and no new money is found first."),
            (
                _("Draw three rings: ours to do, ours to ask for, not ours."),
                _("Put each option into a ring. Where you disagree, between two."),
                _("Ask of the middle ring: what would bring it further in?"),
                _("Take one option from the inmost ring, and try it in six weeks."),
            ),
            _("3 to 8 at a table"),
            20,
            _("a large sheet, cards"),
        ),
    ]


def _to_commit():
    return [
        Card(
            "wall-of-actions",
            _("Wall of actions"),
            _("Actions get an owner and helpers before people leave."),
            (
                _("One card an action: what, first small step, by when, done when."),
                _("Read each out. Who holds it? Without a name it comes down again."),
                _("People walk along, and sign up with what they can offer."),
                _("Ask last: who is not here that this concerns?"),
            ),
            _("any"),
            15,
            _("action cards, a wall, phones or a paper list"),
        ),
        Card(
            "read-back",
            _("Read it back"),
            _("All leave with the same list in mind."),
            (
                _("Read out each action: what, who, first step, by when."),
                _("Whoever holds it says yes, or puts it right."),
                _("Say what was not decided, and where it goes."),
                _("Say when everybody gets this in writing."),
            ),
            _("any"),
            5,
            _("the list, where all can see it"),
        ),
    ]


def _at_any_time():
    return [
        Card(
            "later-sheet",
            _("Parking place"),
            _("A good point that belongs elsewhere is kept, and the talk goes on."),
            (
                _("Hang up an empty sheet headed “later”."),
                _("Ask whoever raised it: may this wait there? Write it in their words."),
                _("Five minutes before the end, give each a place: where and when."),
            ),
            _("any"),
            5,
            _("a large sheet, a pen"),
        ),
    ]
