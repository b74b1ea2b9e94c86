"""Suggestions as pages show them, what stands behind a topic, and telling people what became of theirs.

Plain: knows no request. An author is named only to those they agreed to; `Suggestion.name_for` decides.

What is said beside an open ballot, that something is missing, is kept with its day and without an hour.
Until the vote has closed nobody but its author reads it, the coordinator included, and it is not counted
anywhere. It could change nothing in that vote. And words, or a name, that appear on the desk just as the
turnout rises by one would tell who had voted, which a secret vote shows to nobody.
"""

import re
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.circulation import NumberChanged, signed
from network.models import Activity, Cycle, Mailing, Message, Network
from proforma.similar import fold, most_like

from .likeness import BLANK, EVERYDAY
from .models import Suggestion, Topic

LEAST_ALIKE = 0.3  # less than makes a pair of topics: a reader is to look, and decides


@dataclass(frozen=True)
class Became:
    """What became of a suggestion, in words that its author and everybody else may read."""

    said: str
    reason: str = ""
    comes_back: str = ""


def what_became(one, *, list_is_settled=False) -> Became:
    """Reads the main suggestion, its topic and what that is part of."""
    main = one.main
    outcomes, topic = Suggestion.Outcome, main.topic
    if not main.outcome:
        return Became(_waits(main, list_is_settled))
    if main.outcome == outcomes.LEFT_OFF:
        return Became(_("It was left off the list."), main.reason, main.comes_back)
    if topic is None:
        return Became(_("It was put on the list, and is not there any more."))
    whole = topic.whole
    said = {"title": whole.title}
    if not whole.is_on_longlist:
        return Became(
            _("It was on the list as “%(title)s”, and was taken off.") % said
            if whole == topic
            else _("It became part of the topic “%(title)s”, which was taken off the list.") % said,
            whole.left_off_reason,
            whole.comes_back,
        )
    if whole != topic:
        return Became(_("It is part of the topic “%(title)s”.") % said)
    if main.outcome == outcomes.JOINED:
        return Became(_("It was joined into the topic “%(title)s”.") % said)
    return Became(_("It is on the list as “%(title)s”.") % said)


def _waits(main, list_is_settled):
    if main.vote_id is not None and main.vote.activity.closed_at is None:
        return _("It is kept until the vote has closed. Then the coordinator reads it.")
    if list_is_settled and main.vote_id is None:
        return _("It was not decided before the vote opened.")
    return _("The coordinator has not decided yet.")


def place_of(one) -> str:
    """Where a suggestion stands now, as an outcome: a topic can have moved since. Empty while it waits."""
    outcomes, topic = Suggestion.Outcome, one.topic
    if one.outcome not in {outcomes.LISTED, outcomes.JOINED}:
        return one.outcome
    if topic is None or not topic.whole.is_on_longlist:
        return outcomes.LEFT_OFF
    return outcomes.JOINED if topic.joined_into_id else one.outcome


def standing(person, at) -> Cycle:
    """The cycle of a person's network with `is_voted_on`, `takes_suggestions` and `has_suggested`. One query.

    Suggestions are asked for once people's views are in, or a list has begun, until a vote opens on it.
    """
    of_cycle = {"cycle": OuterRef("pk")}
    over = Q(closed_at__isnull=False) | Q(closes_at__lte=at)
    kinds, opened = Activity.Kind, Activity.objects.opened()
    views_are_in = opened.filter(over, kind=kinds.VIEWS, **of_cycle)
    cycles = person.network.cycles.annotate(
        is_voted_on=Exists(opened.filter(kind=kinds.VOTE, **of_cycle)),
        takes_suggestions=Exists(views_are_in)
        | Exists(Topic.objects.on_longlist().filter(**of_cycle)),
        has_suggested=Exists(Suggestion.objects.standing().filter(person=person, **of_cycle)),
    )
    return cycles.order_by("-number").first()


# What stands behind


@dataclass(frozen=True)
class Behind:
    """Who asked for something: how many, and the names of those who agreed to be named here."""

    n: int = 0
    names: tuple[str, ...] = ()

    def __str__(self):
        if not self.n:
            return ""
        people = ngettext("%(n)d person", "%(n)d people", self.n) % {"n": self.n}
        if not self.names:
            return people
        names = ", ".join(self.names)
        if len(self.names) == self.n:
            return names
        return _("%(people)s, %(names)s among them") % {"people": people, "names": names}


def behind(suggestions, *audiences) -> Behind:
    """A person who said it twice is one, and what nobody's name stands behind counts as one each.

    What somebody said under their name and what they said without it count apart, for everyone: one less
    would tell whose the other is.
    """
    who = {(one.person_id, one.named_to if one.person_id else one.pk) for one in suggestions}
    names = {one.name_for(*audiences) for one in suggestions}
    return Behind(len(who), tuple(sorted(names - {""})))


def behind_topics(cycle, *audiences) -> dict[int, Behind]:
    """{key of a topic: who asked for it, or for a part of it}. Two queries, whatever their number."""
    wholes = dict(cycle.topics.joined().values_list("pk", "joined_into"))
    found = {}
    for one in cycle.suggestions.readable().with_all():
        topic, seen = one.main.topic_id, set()
        while topic is not None and topic not in seen:
            seen.add(topic)
            found.setdefault(topic, []).append(one)
            topic = wholes.get(topic)
    return {topic: behind(those, *audiences) for topic, those in found.items()}


def said_missing(vote) -> Behind:
    """How many said that something was missing, once the vote has closed; nobody before. One query."""
    return behind(vote.missing.readable().select_related("person"))


# The coordinator's desk


@dataclass
class Line:
    """A suggestion on the desk, with those that say the same."""

    suggestion: Suggestion
    behind: Behind
    became: Became
    others: list[Suggestion] = field(default_factory=list)
    alike: list = field(default_factory=list)
    # The day of what stands without a name could be set beside who opened their page on it.
    shows_day: bool = False


def desk(cycle, *audiences, list_is_settled=False):
    """(what waits, what is decided), in an order that says nothing of who came first. One query."""
    standing = sorted(cycle.suggestions.readable().with_all(), key=lambda one: one.key)
    alike = {}
    for one in standing:
        alike.setdefault(one.same_as_id, []).append(one)
    waiting, decided = [], []
    for one in alike.get(None, []):
        others = alike.get(one.pk, [])
        line = Line(
            one,
            behind([one, *others], *audiences),
            what_became(one, list_is_settled=list_is_settled),
            others,
            shows_day=one.vote_id is None and bool(one.name_for(*audiences) or one.heard_where),
        )
        (decided if one.outcome else waiting).append(line)
    return waiting, decided


def alone(one, *audiences):
    """A line of its own for a suggestion that says the same as another."""
    return Line(one, behind([one], *audiences), what_became(one))


def point_out(lines, cycle, waiting, decided):
    """Note on each of `lines` which topics of the list, and which other suggestions, say something alike.
    One query."""
    things = [*cycle.topics.on_longlist()] + [line.suggestion for line in [*waiting, *decided]]
    texts = [_telling_words(thing) for thing in things]
    place = {thing.pk: n for n, thing in enumerate(things) if isinstance(thing, Suggestion)}
    for line in lines:
        near = most_like([*texts, *BLANK], place[line.suggestion.pk])
        line.alike = [things[m] for m, score in near if score >= LEAST_ALIKE]


def _telling_words(thing):
    said = f"{thing.title} {thing.question}" if isinstance(thing, Topic) else thing.text
    return " ".join(word for word in re.findall(r"\w+", fold(said)) if word not in EVERYDAY)


# Telling people what became of theirs


def to_tell(cycle):
    """The suggestions that are decided and whose authors have not been told.

    Those of somebody who was erased since stay in the number: one less would tell which were theirs.
    """
    return cycle.suggestions.untold().exclude(~Q(heard_where=""), person=None)


def tell(cycle, *, promised, by=None, at=None):
    """Write to whoever made these what became of them: to nobody how, for their own page says it.

    Returns how many suggestions that was; raises NumberChanged if they are not as many as `promised`. Most
    stand without a name, so it goes as the asking for a quote does: by messages that no list and no count
    of the outbox shows, with the minute's work, and deleted once they are gone. A number of messages would
    tell whether an author has an email.
    """
    at, network = at or timezone.now(), cycle.network
    with transaction.atomic():
        Network.objects.select_for_update(no_key=True).get(
            pk=network.pk
        )  # two who press queue here
        found = list(to_tell(cycle).select_related("person__network"))
        if len(found) != promised:
            raise NumberChanged(len(found))
        if not found:
            return 0
        subject, body = _letter(network)
        mailing = Mailing.objects.create(
            network=network,
            kind=Message.Kind.OTHER,
            subject=subject,
            body=body,
            hides_people=True,
            made_at=at,
            made_by=by,
        )
        authors = {one.person for one in found if one.person is not None}
        for person in sorted(authors, key=lambda person: person.pk):
            if person.can_be_written_to and person.left_at is None:
                # Not tied to the mailing, which is a page that staff can open.
                Message.write(
                    person,
                    [],
                    key=f"suggestions:{mailing.pk}",
                    subject=subject,
                    body=body,
                    kind=Message.Kind.QUOTE,
                    at=at,
                )
        Suggestion.objects.filter(pk__in=[one.pk for one in found]).update(told_at=at)
    return len(found)


def _letter(network):
    body = _(
        "Hello [[name]]\n\n"
        "You suggested what we could meet about. What became of it, and why, stands on your own page:\n"
        "[[link]]\n\n"
        "On a new device it needs a code first: see the foot of the page.\n\n"
        "%(signed)s"
    ) % {"signed": signed(network)}
    return _("What became of your suggestion"), body
