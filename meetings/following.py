"""Beginning the next cycle from this one."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network import citing
from network.models import Activity, Citation, Cycle, Partner, Person
from proforma.models import Proforma, copying
from topics.left_off import LeftOff, left_off
from topics.models import Suggestion, Topic, Vote

from . import answering
from .models import Action, Answered


@dataclass(frozen=True)
class Register:
    """Who came and who went since a cycle began."""

    joined: list[Person]
    left: list[Person]
    partners: list[Partner]

    @property
    def has_changed(self):
        return bool(self.joined or self.left or self.partners)


@dataclass(frozen=True)
class Carried:
    """What comes along: the register as it has become, open actions, questions that can be compared, topics
    that were not chosen, suggestions that wait, all that was left off, and what was promised."""

    register: Register
    actions: list[Action]
    proforma: Proforma | None
    topics: list[Topic]
    waiting: int
    left_off: list[LeftOff]
    promised: list[Answered]


def carried_from(cycle) -> Carried:
    """What the next cycle would begin with. Queries."""
    vote = Vote.of_cycle(cycle)
    chosen = vote.chosen_codes if vote is not None else []
    return Carried(
        register=register_since(cycle),
        actions=list(cycle.network.actions.open().select_related("owner")),
        proforma=cycle.proformas.first(),
        topics=list(cycle.topics.on_longlist().exclude(code__in=chosen)),
        waiting=cycle.suggestions.readable().waiting().count(),
        left_off=left_off(cycle, ""),
        promised=list(answering.open_promises(cycle.network)),
    )


def register_since(cycle) -> Register:
    """What changed on the register since a cycle began. Three queries.

    Whoever came with the first cycle began it: nobody is new then.
    """
    network, since = cycle.network, cycle.started_at
    people = network.people.with_partner()
    return Register(
        joined=list(people.on_register().filter(joined_at__gt=since)) if cycle.number > 1 else [],
        left=list(people.filter(left_at__gt=since)),
        partners=list(network.partners.filter(joined_at__gt=since)) if cycle.number > 1 else [],
    )


class NotYet(Exception):
    """Says in a sentence why the next cycle cannot begin."""


def begin(network, *, after, at=None) -> Cycle:
    """Start the next cycle: the pro-forma as a draft, the topics not chosen on its longlist.

    `after` is the number of the cycle being left, so that pressing twice begins one. Open actions stay
    open and come back by themselves. What was left off comes along, still left off, with its reason, and
    suggestions that wait go on waiting. Raises NotYet while people are still being asked something, for it
    would vanish from their pages.
    """
    at = at or timezone.now()
    with transaction.atomic():
        # Whatever changes the list or takes a suggestion queues here, and comes before or after.
        Cycle.objects.select_for_update().get(pk=network.current_cycle().pk)
        type(network).objects.select_for_update(no_key=True).get(pk=network.pk)
        last = network.current_cycle()
        last.network = network
        if last.number != after:
            return last
        _require_nothing_open(last, at)
        return _begin(last, at)


def _require_nothing_open(cycle, at):
    still_open = cycle.activities.open(at).exclude(kind=Activity.Kind.FEEDBACK).first()
    if still_open is not None:
        raise NotYet(
            _("People are still being asked for something: %(what)s. Close it first.")
            % {"what": still_open.get_kind_display().lower()}
        )
    if cycle.votes.opened().filter(result__isnull=True).exists():
        raise NotYet(
            _("The vote has run out and is not counted yet. That takes a minute: please try again.")
        )


def _begin(last, at):
    carried = carried_from(last)
    cycle = last.network.cycles.create(number=last.number + 1, started_at=at)
    if carried.proforma is not None:
        copying.copy_proforma(carried.proforma, cycle, at=at)
    for topic in [*carried.topics, *last.topics.left_off()]:
        copy = Topic.list_on(
            cycle,
            title=topic.title,
            question=topic.question,
            open_up=topic.open_up,
            narrow_down=topic.narrow_down,
            commit=topic.commit,
            in_scope=topic.in_scope,
            out_of_scope=topic.out_of_scope,
            evidence=topic.evidence,
            origin=topic.origin,
            origin_note=topic.origin_note,
            follows_funder=topic.follows_funder,
            joined_from_own=topic.joined_from_own,
            at=at,
        )
        for role in (Citation.Role.EVIDENCE, Citation.Role.ORIGIN):
            cited = [edge.target for edge in citing.evidence_of(topic).filter(role=role)]
            if cited:
                citing.cite(copy, cited, role, at=at)
        if not topic.is_on_longlist:
            copy.leave_off(reason=topic.left_off_reason, comes_back=topic.comes_back, at=at)
    Suggestion.carry_over(last, cycle, at=at)
    return cycle
