"""The actions: what needs somebody, who holds what, and all that was said of each."""

import io

from django.http import FileResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from meetings import action_files, energy, nudging, tracking
from meetings.action_forms import ReportForm
from meetings.models import Action
from network import citing, words
from network.access import network_view
from network.models import Capability, Citable

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
# Words of members stand on a page of their own, without the names of who holds what.
WORDS_OF_OTHERS = {Citable.Kind.QUOTE, Citable.Kind.STATEMENT, Citable.Kind.NOTE}


def action_of(network, pk):
    """The action, with its network in hand."""
    found = network.actions.with_people().with_last_word().select_related("cycle", "citable")
    action = get_object_or_404(found, pk=pk)
    action.network = action.cycle.network = network
    return action


@network_view
def action_list(request, network):
    now = timezone.now()
    today = words.date_of(now, network)
    actions = tracking.of_network(network)
    wanted = tracking.Wanted.asked(request.GET, tracking.entries_of(network, [request.user]))
    last = network.current_cycle()
    of_now = [one for one in actions if one.is_open or one.cycle_id == last.pk]
    shown = [one for one in of_now if wanted.takes(one, today)]
    if wanted.show == "done":
        shown = [one for one in actions if wanted.takes(one, today)]
    tally = tracking.tally(
        of_now,
        today,
        coordinators=tracking.coordinators_of(network),
        floor=network.smallest_group,
    )
    context = {
        "network": network,
        "sections": _sections(shown, today),
        "shown": len(shown),
        "wanted": wanted,
        "filters": _filters(wanted, actions),
        "tally": tally,
        "counts": [(status, Action.Status(status).label, n) for status, n in tally.statuses],
        "days_still": tracking.days_still(of_now, now, network),
        "legend": [(one, one.label, tracking.MEANINGS[one]) for one in Action.Status],
        "taken_back": _taken_back(network, wanted),
    }
    return render(request, "meetings/action_list.html", context)


def _sections(actions, today):
    """[(what they need, in words, [(action, days past its date)])]."""
    return [
        (need, tracking.HEADINGS[need], [(one, one.days_overdue(today)) for one in members])
        for need, members in tracking.by_need(actions, today)
    ]


def _filters(wanted, actions):
    """{what: [(words, address, is it on)]} of what the list can be narrowed to."""
    topics = {one.topic_id: one.topic.title for one in actions if one.topic}
    meetings = {one.meeting.number: str(one.meeting) for one in actions if one.meeting}
    return {
        "shows": [
            (label, wanted.address(show=show), wanted.show == show)
            for show, label in tracking.SHOWS.items()
        ],
        "topics": _choices(wanted, "topic", topics),
        "meetings": _choices(wanted, "meeting", meetings),
    }


def _choices(wanted, name, labels):
    """[(words, address, is it on)]; what is on is switched off again."""
    now = getattr(wanted, name)
    return [
        (label, wanted.address(**{name: None if key == now else key}), key == now)
        for key, label in sorted(labels.items(), key=lambda one: one[1])
    ]


def _taken_back(network, wanted):
    if Capability.RUN not in network.may or not wanted.is_everything:
        return []
    return Action.all_recorded.filter(network=network).exclude(taken_back_at=None)


@network_view
def action_detail(request, network, pk):
    action = action_of(network, pk)
    return render(request, "meetings/action_detail.html", detail(action))


def detail(action, report=None):
    """All that the page of an action shows."""
    network = action.network
    today = words.date_of(timezone.now(), network)
    return {
        "network": network,
        "action": action,
        "days_late": action.days_overdue(today),
        "is_held": tracking.is_held(action),
        "report": report or ReportForm(initial={"status": action.status}),
        "updates": action.updates.select_related("person", "by"),
        "phones": _phones(action),
        "rests_on": _rests_on(action),
        "nudges": nudging.sent_about(action) if Capability.CIRCULATE in network.may else [],
    }


def _phones(action):
    """How many showed energy by phone, where the meeting was large enough to say so."""
    together = action.meeting.actions.all() if action.meeting else [action]
    return energy.by_phone(list(together), floor=action.network.smallest_group)[action.pk]


def _rests_on(action):
    """[(role, what may be said here of what it rests on)]."""
    edges = list(citing.evidence_of(action))
    said = citing.described(action.network, [edge.target for edge in edges])
    return [
        (edge.get_role_display(), said[edge.target_id], edge.target.kind not in WORDS_OF_OTHERS)
        for edge in edges
    ]


@network_view(can=Capability.EXPORT)
def action_download(request, network):
    """All actions that stand, as a workbook or as text (`?as=csv`)."""
    now, today = timezone.now(), words.date_of(timezone.now(), network)
    needs = tracking.by_need(tracking.of_network(network), today)
    actions = [action for _need, members in needs for action in members]
    as_csv = request.GET.get("as") == "csv"
    make = action_files.as_text if as_csv else action_files.as_workbook
    response = FileResponse(
        io.BytesIO(make(actions, network, now)),
        as_attachment=True,
        filename=f"{network.slug}-actions.{'csv' if as_csv else 'xlsx'}",
        content_type=CSV if as_csv else XLSX,
    )
    response["Cache-Control"] = "no-store"
    return response
