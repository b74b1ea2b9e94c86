"""What meetings and actions add to shared pages."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network import words
from network.circulation import signed
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
)
from network.models import Activity
from topics.models import Vote

from .models import Correction, Feedback, Meeting


@participant_tasks
def feedback_to_give(person, at):
    asked = Feedback.objects.filter(
        meeting__network=person.network, activity__invitations__person=person
    )
    for feedback in asked.select_related("activity", "meeting"):
        if not feedback.activity.is_open(at):
            continue
        replied = feedback.replies.filter(person=person).exists()
        yield Task(
            title=_("How was %(meeting)s?") % {"meeting": feedback.meeting},
            note=_("Three questions. Your answers are not shown with your name."),
            url=reverse("feedback_reply", args=[person.code, feedback.pk]),
            button=_("Change my answers") if replied else _("Answer"),
            order=8,
            minutes=1,
            closes_at=feedback.activity.closes_at,
            done=replied,
        )


@participant_tasks
def notes_to_read(person, at):
    read = Meeting.objects.filter(network=person.network).read_by(person)
    sent = models.Count("corrections", filter=models.Q(corrections__person=person))
    for meeting in read.annotate(sent=sent).order_by("number"):
        is_open = meeting.takes_corrections(at)
        yield Task(
            title=_("The notes of %(meeting)s") % {"meeting": meeting},
            note=_("Read them, and say if you would put something differently.")
            if is_open
            else _("They are final."),
            url=reverse("notes_read", args=[person.code, meeting.number]),
            button=_("Read the notes"),
            order=9,
            closes_at=meeting.corrections_until,
            done=not is_open or bool(meeting.sent),
        )


@chases
def feedback_to_chase(network, at):
    asked = Feedback.objects.filter(meeting__network=network)
    for feedback in asked.select_related("activity", "meeting"):
        if feedback.activity.is_open(at):
            meeting = feedback.meeting
            yield Chase(
                key=f"feedback:{feedback.pk}",
                title=_("How was %(meeting)s?") % {"meeting": meeting},
                activities=[feedback.activity],
                url=reverse("feedback_results", args=[network.slug, meeting.number]),
                subject=_("How was %(meeting)s?") % {"meeting": meeting},
                body=_(
                    "Hello [[name]]\n\n"
                    "Three short questions about %(meeting)s wait on your page. They take about a "
                    "minute:\n"
                    "[[link]]\n\n"
                    "They are open until [[closes]]. Your answers are not shown with your name.\n\n"
                    "%(signed)s"
                )
                % {"meeting": meeting, "signed": signed(network)},
            )


@coordinator_tasks
def register_to_fill(cycle, at):
    network = cycle.network
    if not network.participants().exists():
        yield Task(
            title=_("Put people on the register"),
            note=_("One by one, or paste a list from a spreadsheet."),
            url=reverse("register_import", args=[network.slug]),
            button=_("Add people"),
            order=1,
        )
    if not network.has_controller:
        yield Task(
            title=_("Say who is responsible for the data"),
            note=_("A pro-forma cannot open without it: people are told who asks and whom to ask."),
            url=reverse("network_edit", args=[network.slug]),
            button=_("Settings"),
            order=2,
        )


@coordinator_tasks
def meeting_to_prepare(cycle, at):
    network = cycle.network
    vote = Vote.of_cycle(cycle)
    if vote is None or not vote.is_counted:
        return
    if cycle.meetings.held(at).filter(kind=Meeting.Kind.ACTION).exists():
        return
    meeting = cycle.meetings.to_come(at).first()
    if meeting is None:
        yield Task(
            title=_("Set the meeting"),
            note=_("The topics are chosen. Give it a day and a place."),
            url=reverse("meeting_create", args=[network.slug]),
            button=_("Set the day"),
            order=12,
        )
        return
    page = reverse("meeting_detail", args=[network.slug, meeting.number])
    if not meeting.items.exists():
        yield Task(
            title=_("Turn the vote into an agenda"),
            note=_("A running order is proposed; you change it."),
            url=page,
            button=_("Make the agenda"),
            order=13,
        )
    else:
        yield Task(
            title=_("Read through the deck"),
            note=_("It frames %(meeting)s from the records as they stand now.")
            % {"meeting": meeting},
            url=reverse("meeting_deck", args=[network.slug, meeting.number]),
            button=_("See the slides"),
            order=14,
        )


@coordinator_tasks
def corrections_to_answer(cycle, at):
    network = cycle.network
    unsettled = Correction.objects.unsettled().filter(meeting__network=network)
    tally = unsettled.values("meeting__number").annotate(n=models.Count("pk"))
    for row in tally.order_by("meeting__number")[:1]:
        yield Task(
            title=ngettext(
                "One correction to the notes waits", "%(n)d corrections to the notes wait", row["n"]
            )
            % {"n": row["n"]},
            note=_("Somebody who was there would put something differently."),
            url=reverse("notes_corrections", args=[network.slug, row["meeting__number"]]),
            button=_("Read what they say"),
            order=16,
        )


@coordinator_tasks
def actions_to_chase(cycle, at):
    network = cycle.network
    today = words.date_of(at, network)
    late = list(network.actions.overdue(today)[:3])
    if late:
        n = network.actions.overdue(today).count()
        yield Task(
            title=ngettext("One action is past its date", "%(n)d actions are past their date", n)
            % {"n": n},
            note=" · ".join(str(action) for action in late),
            url=reverse("action_list", args=[network.slug]),
            button=_("See how they go"),
            order=15,
        )


@stage_facts
def listening(cycle, at):
    network = cycle.network
    meeting = cycle.meetings.filter(kind=Meeting.Kind.OPEN).order_by("starts_at").first()
    if meeting is None:
        people = network.participants().count()
        yield StageFact(
            Stage.LISTEN,
            [
                ngettext("%(n)d person on the register", "%(n)d people on the register", people)
                % {"n": people}
            ],
            url=reverse("partner_list", args=[network.slug]),
            done=cycle.activities.exclude(opened_at=None).exists(),
            begun=bool(people),
            headline=_("Who is in this network, and what do they want from it?"),
        )
        return
    came, notes = meeting.attendances.count(), meeting.notes.on_record().count()
    yield StageFact(
        Stage.LISTEN,
        [
            f"{meeting}, {words.day(meeting.starts_at, network)}",
            ngettext("%(n)d person", "%(n)d people", came) % {"n": came}
            + " · "
            + ngettext("%(n)d note", "%(n)d notes", notes) % {"n": notes},
        ],
        url=reverse("meeting_detail", args=[network.slug, meeting.number]),
        begun=True,
        done=meeting.starts_at <= at,
        headline=_("The first meeting is open: come and listen."),
    )


@stage_facts
def meeting_and_acting(cycle, at):
    network = cycle.network
    meetings = cycle.meetings.filter(kind=Meeting.Kind.ACTION)
    prepared = meetings.held(at).filter(items__isnull=False)
    meeting = prepared.first() or meetings.to_come(at).first() or meetings.held(at).first()
    yield _meeting_fact(network, meeting, at)
    today = words.date_of(at, network)
    still_open = network.actions.open().count()
    late = network.actions.overdue(today).count()
    held = meeting is not None and meeting.starts_at <= at
    lines = [_("no actions yet")]
    if network.actions.exists():
        lines = [
            ngettext("%(n)d action open", "%(n)d actions open", still_open) % {"n": still_open}
        ]
    if late:
        lines.append(ngettext("%(n)d past its date", "%(n)d past their date", late) % {"n": late})
    yield StageFact(
        Stage.ACT,
        lines,
        url=reverse("action_list", args=[network.slug]),
        begun=held and network.actions.exists(),
        headline=ngettext("One action is under way.", "%(n)d actions are under way.", still_open)
        % {"n": still_open}
        if still_open
        else _("Every action is finished."),
    )


def _meeting_fact(network, meeting, at):
    if meeting is None:
        return StageFact(
            Stage.MEET, [_("No day set yet")], url=reverse("meeting_list", args=[network.slug])
        )
    has_agenda, came = meeting.items.exists(), meeting.attendances.count()
    counted = meeting.cycle.votes.filter(result__isnull=False).exists()
    follows = _("no agenda yet") if counted else _("agenda waits for the vote")
    follows = _("agenda ready") if has_agenda else follows
    if came:
        follows = ngettext("%(n)d person came", "%(n)d people came", came) % {"n": came}
    return StageFact(
        Stage.MEET,
        [words.day_and_time(meeting.starts_at, network), follows],
        url=reverse("meeting_detail", args=[network.slug, meeting.number]),
        begun=has_agenda,
        done=words.date_of(meeting.starts_at, network) < words.date_of(at, network),
        headline=_("%(meeting)s is on %(day)s.")
        % {"meeting": meeting, "day": words.day(meeting.starts_at, network)},
    )


@due_work
def close_feedback(at):
    for activity in Activity.objects.due_to_close(at).filter(kind=Activity.Kind.FEEDBACK):
        if activity.close(at=activity.closes_at):
            yield f"closed feedback of cycle {activity.cycle_id}"
