"""The run screen: what is on, how much of its time is left, and the presses that lead on."""

import json
from hashlib import sha256

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings import capture, clock
from meetings.action_forms import ActionForm
from meetings.note_forms import CatchForm, PhotoForm
from meetings.run_forms import StepForm
from network import words
from network.access import network_view
from network.models import Capability

from .meetings import meeting_of


@network_view(can=Capability.RUN)
def meeting_run(request, network, number):
    if "big" in request.GET:
        meeting = meeting_of(network, number)
        return render(request, "meetings/meeting_run_big.html", now_context(request, meeting))
    return render(request, "meetings/meeting_run.html", run_context(request, network, number))


def run_context(request, network, number, note_form=None, action_form=None):
    """All of the page; with a form that was not taken, what was typed into it."""
    meeting = meeting_of(network, number)
    caught = capture.caught_in(meeting)
    return {
        **now_context(request, meeting),
        "caught": caught,
        "seen": capture.version_of(caught),
        "note_form": note_form or CatchForm(),
        "key": get_random_string(20),
        # It stays switched on until somebody switches it off.
        "off_record": "off" in request.GET or bool(note_form and note_form.data.get("off_record")),
        "action_form": action_form or ActionForm(network=network, cycle=meeting.cycle),
        "photos": meeting.photos.all(),
        "photo_form": PhotoForm(),
    }


def now_context(request, meeting, *, notice=""):
    """What is on. Queries once."""
    network, now = meeting.network, timezone.now()
    order = meeting.running_order()
    reading = clock.read(
        order,
        zone=network.zone,
        began_at=meeting.began_at,
        ended_at=meeting.ended_at,
        now=now,
    )
    lines = clock.marked(order, reading)
    ends = reading.ends_about or reading.ends
    return {
        "network": network,
        "meeting": meeting,
        "big": "big" in request.GET,
        "reading": reading,
        "lines": lines,
        "at": words.clock(now, network),
        "left_ms": round(reading.left * 1000),
        "face": clock.face(reading.left),
        "said": clock.said_of(reading.light, reading.left),
        "beside": clock.of_in_words(_minutes(reading), is_over=reading.light == clock.Light.RED),
        "drift": clock.drift_in_words(reading, words.clock(ends, network) if ends else ""),
        "can_go_back": any(mark == clock.Mark.DONE for _timed, mark, _took in lines),
        "topic_place": _topic_place(lines, reading.item),
        "script": json.dumps(clock.for_script(reading)),
        "version": _version(meeting, reading, lines),
        "notice": notice,
    }


def _minutes(reading):
    return clock.minutes_of(reading.item) if reading.item else 0


def _topic_place(lines, item):
    """(2, 3) for the second of three topics; None where what is on has no topic of its own."""
    topics = list(dict.fromkeys(timed.item.topic_id for timed, *_rest in lines if timed.item.topic))
    if item is None or item.topic_id not in topics or len(topics) < 2:
        return None
    return topics.index(item.topic_id) + 1, len(topics)


def _version(meeting, reading, lines):
    """A short word that changes with all that a page shows, but for the time that is left."""
    fields = ("pk", "title", "minutes", "added_minutes", "lead", "method", "fallback")
    shown = [
        (
            timed.starts,
            mark,
            took,
            [getattr(timed.item, name) for name in fields],
            timed.item.topic and (timed.item.topic.question, timed.item.topic.prompts),
        )
        for timed, mark, took in lines
    ]
    stands = (meeting.began_at, meeting.ended_at, meeting.called_off_at, reading.phase)
    return sha256(repr((stands, shown)).encode()).hexdigest()[:16]


@network_view(can=Capability.RUN)
def run_now(request, network, number):
    """What is on, for a page that asks again: the seconds that are left come from here."""
    meeting = meeting_of(network, number)
    return render(request, "meetings/_run_fragment.html", now_context(request, meeting))


@network_view(can=Capability.RUN)
@require_POST
def meeting_step(request, network, number):
    """Begin, next, back, more minutes, the end. A press from a page that is behind changes nothing."""
    meeting, form = meeting_of(network, number), StepForm(request.POST)
    notice = "" if form.is_valid() and form.take(meeting) else _said_unchanged(meeting)
    if request.htmx:
        fresh = meeting_of(network, number)
        context = now_context(request, fresh, notice=notice)
        return render(request, "meetings/_run_fragment.html", context)
    if notice:
        messages.error(request, notice)
    return redirect("meeting_run", network.slug, number)


def _said_unchanged(meeting):
    meeting.refresh_from_db(fields=["began_at", "ended_at"])
    item = meeting.current_item()
    if item is not None:
        return _("Nothing was changed, for this page was behind. On now: “%(item)s”.") % {
            "item": item
        }
    if meeting.ended_at is not None:
        return _("Nothing was changed, for this page was behind. The meeting is over.")
    return _("Nothing was changed, for this page was behind. Please look once more.")
