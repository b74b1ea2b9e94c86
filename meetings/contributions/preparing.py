"""What the coordinator does next about the register and the meeting, and where Listen and Meet stand."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.models import Meeting
from network import words
from network.contributions import Stage, StageFact, Task, coordinator_tasks, stage_facts
from topics.models import Vote


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


@stage_facts
def listening(cycle, at):
    network = cycle.network
    meeting = cycle.meetings.on().filter(kind=Meeting.Kind.OPEN).order_by("starts_at").first()
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
