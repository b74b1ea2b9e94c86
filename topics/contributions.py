"""What the vote adds to shared pages, and its closing when it is due."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network import words
from network.contributions import (
    Chase,
    Stage,
    StageFact,
    Task,
    chases,
    coordinator_tasks,
    due_work,
    participant_tasks,
    stage_facts,
    still_waiting,
)
from network.models import Activity

from . import circulation, suggesting
from .models import Seal, Vote


@participant_tasks
def vote_to_cast(person, at):
    vote = Vote.of_cycle(person.network.current_cycle())
    if vote is None or not vote.activity.is_opened:
        return
    if vote.activity.is_open(at):
        elector = vote.electors.filter(person=person).first()
        if elector is None:
            return
        yield Task(
            title=_what_to_do(vote),
            note=_("You have voted. You can change it until it closes.")
            if elector.voted_on
            else _("Named: after it closes, the coordinator sees who chose what.")
            if vote.is_named
            else _("Nobody sees your ballot."),
            url=reverse("ballot_cast", args=[person.code, vote.pk]),
            button=_("Change my vote") if elector.voted_on else _("Vote"),
            order=5,
            minutes=1,
            closes_at=vote.activity.closes_at,
            done=elector.voted_on is not None,
        )
    elif vote.is_released:
        yield Task(
            title=_("What we chose together"),
            note=_("The result of the vote, and how close it was."),
            url=reverse("participant_result", args=[person.code, vote.pk]),
            button=_("See the result"),
            order=60,
            done=True,
        )


def _what_to_do(vote):
    if vote.is_ranked:
        say = ngettext("Put a topic first", "Put up to %(n)d topics in order", vote.picks)
    else:
        say = ngettext("Choose a topic", "Choose up to %(n)d topics", vote.picks)
    return say % {"n": vote.picks}


@still_waiting.of(Activity.Kind.VOTE)
def have_not_voted(activity):
    """The ledger of a vote does not say who voted; the list of electors does, and nobody is shown it."""
    waiting = activity.vote.electors.filter(
        voted_on=None, person__takes_part=True, person__left_at=None
    )
    return activity.invitations.filter(person__in=waiting.values("person"))


@chases
def votes_to_chase(network, at):
    vote = Vote.of_cycle(network.current_cycle())
    if vote is not None and vote.activity.is_open(at):
        vote.cycle.network = network
        yield Chase(
            key=f"vote:{vote.pk}",
            title=vote.question,
            activities=[vote.activity],
            url=reverse("vote_result", args=[network.slug, vote.pk]),
            hides_people=vote.hides_voters,
            **circulation.proposed_reminder(vote),
        )


@coordinator_tasks
def vote_to_run(cycle, at):
    network, vote = cycle.network, Vote.of_cycle(cycle)
    if vote is None:
        gathered = cycle.activities.filter(kind="views").exclude(opened_at=None).exists()
        if gathered or cycle.topics.on_longlist().exists():
            n = cycle.topics.on_longlist().count()
            yield Task(
                title=_("Write the longlist and open the vote"),
                note=ngettext("%(n)d topic is on it.", "%(n)d topics are on it.", n) % {"n": n},
                url=reverse("topic_list", args=[network.slug]),
                button=_("The longlist"),
                order=40,
            )
    elif vote.activity.is_open(at):
        voted, eligible = vote.turnout()
        yield Task(
            title=_("%(voted)d of %(eligible)d have voted")
            % {"voted": voted, "eligible": eligible},
            note=_("The vote closes at the end of %(day)s. No count is shown before.")
            % {"day": words.last_day(vote.activity.closes_at, network)},
            url=reverse("vote_result", args=[network.slug, vote.pk]),
            button=_("The vote"),
            order=31,
        )
    elif vote.is_counted and not vote.is_released:
        yield Task(
            title=_("Show everyone the result"),
            note=_("The vote is counted. Members cannot see it until you release it."),
            url=reverse("vote_result", args=[network.slug, vote.pk]),
            button=_("Read and release"),
            order=10,
        )


@participant_tasks
def seals_to_read(person, at):
    if Seal.objects.of_network(person.network).filter(opens_at__lte=at).exists():
        yield Task(
            title=_("Sealed before the vote"),
            note=_("What those who convene wanted, written before anybody voted."),
            url=reverse("participant_stances", args=[person.code]),
            button=_("Read what was sealed"),
            order=61,
            done=True,
        )


@coordinator_tasks
def stance_to_seal(cycle, at):
    if (
        not Seal.is_too_late(cycle)
        and cycle.topics.on_longlist().exists()
        and not cycle.seals.exists()
    ):
        yield Task(
            title=_("Seal what you want, before the vote opens"),
            note=_("Nobody has to. It takes five minutes, and shows later who steered."),
            url=reverse("stance_seal", args=[cycle.network.slug]),
            button=_("Take a stance"),
            order=41,
        )


@stage_facts
def framing(cycle, at):
    vote, topics = Vote.of_cycle(cycle), cycle.topics.on_longlist().count()
    network = cycle.network
    listed = ngettext("%(n)d topic", "%(n)d topics", topics) % {"n": topics}
    if vote is None:
        yield StageFact(
            Stage.FRAME,
            [listed] if topics else [_("No longlist yet")],
            url=reverse("topic_list", args=[network.slug]),
            begun=bool(topics),
            headline=_("The longlist is being written."),
        )
        return
    voted, eligible = vote.turnout()
    turnout = _("%(voted)d of %(eligible)d have voted") % {"voted": voted, "eligible": eligible}
    yield StageFact(
        Stage.FRAME,
        [_("%(topics)s, choose %(places)d") % {"topics": listed, "places": vote.places}, turnout],
        url=reverse("vote_result", args=[network.slug, vote.pk]),
        begun=vote.activity.is_opened,
        done=vote.is_counted,
        headline=_headline(vote, voted, eligible, network),
    )


def _headline(vote, voted, eligible, network):
    if vote.is_counted:
        return _("The vote is counted.")
    waiting = eligible - voted
    day = words.last_day(vote.activity.closes_at, network)
    if not waiting:
        return _("The vote closes on %(day)s. Everybody has chosen.") % {"day": day}
    return ngettext(
        "The vote closes on %(day)s. One person has yet to choose.",
        "The vote closes on %(day)s. %(n)d people have yet to choose.",
        waiting,
    ) % {"n": waiting, "day": day}


@due_work
def close_votes(at):
    due = Vote.objects.filter(
        activity__opened_at__isnull=False, activity__closed_at=None, activity__closes_at__lte=at
    )
    for vote in due.select_related("activity", "cycle__network"):
        if vote.close(at=vote.activity.closes_at):
            yield f"closed and counted vote {vote.pk}"


@participant_tasks
def topics_of_ours(person, at):
    """A place to suggest a topic, until the vote opens; then the list. One query."""
    cycle = suggesting.standing(person, at)
    if not person.is_participant or not (cycle.is_voted_on or cycle.takes_suggestions):
        return
    has_said = cycle.is_voted_on or cycle.has_suggested
    yield Task(
        title=_("Our topics") if has_said else _("What should we meet about?"),
        note=_("The list we vote on, and what was left off.")
        if cycle.is_voted_on
        else _("You suggested something. Its answer will stand here.")
        if has_said
        else _("Suggest a topic in your own words, if you like."),
        url=reverse("member_topics", args=[person.code]),
        button=_("Read the list")
        if cycle.is_voted_on
        else _("Look again")
        if has_said
        else _("Suggest a topic"),
        order=55,
        done=has_said,
    )


@coordinator_tasks
def suggestions_to_decide(cycle, at):
    n = cycle.suggestions.readable().waiting().count()
    if n:
        yield Task(
            title=ngettext("%(n)d suggestion waits for you", "%(n)d suggestions wait for you", n)
            % {"n": n},
            note=_("Put each on the list, join it with a topic, or say why not."),
            url=reverse("suggestion_list", args=[cycle.network.slug]),
            button=_("Read them"),
            order=36,
        )
