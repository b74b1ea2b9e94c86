"""A running order proposed from what was voted. Plain rows: Meeting.add_item takes each as it is."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from topics.models import Vote

from .models import AgendaItem, Meeting

Step = AgendaItem.Step
# What of a standing item comes back: what was planned once and for all, not how it went.
COMES_BACK = (
    "title",
    "minutes",
    "step",
    "lead",
    "method",
    "materials",
    "outcome",
    "fallback",
    "plan",
    "is_standing",
)


def waits_for(meeting, vote):
    """Whether the agenda waits for a vote that members are taking part in."""
    return (
        meeting.kind == Meeting.Kind.ACTION
        and vote is not None
        and vote.activity.is_opened
        and not vote.is_counted
    )


def rows_for(meeting):
    """The rows proposed for this meeting as things stand. Queries."""
    returning = standing_items(meeting)
    if meeting.kind == Meeting.Kind.OPEN:
        return open_session(length=meeting.length, returning=returning)
    vote = Vote.of_cycle(meeting.cycle)
    chosen = vote.chosen_topics() if vote is not None and vote.is_counted else []
    return proposed(
        chosen,
        open_actions=meeting.network.actions.open().count(),
        length=meeting.length,
        returning=returning,
    )


def proposed(topics=(), *, open_actions=0, length=150, returning=((), ())):
    """Rows for a meeting of `length` minutes on `topics`, in the order they were chosen.

    The topics share what the rest leaves, with 15 to 30 minutes each and a break in the middle of them.
    Without topics there is room for what the meeting will work on. `returning` are rows that come back
    before the topics, and after them. What is too long all the same is left so, for people to cut.
    """
    rows = [
        *_opening(_("Welcome and ground rules")),
        _row(_("What you asked us to do, and how we framed today"), 10, Step.OPEN, least=5),
        _row(
            _("What you told us"), 25, Step.OPEN, least=15, method=_("Slides, with time to react")
        ),
    ]
    if topics:
        rows.append(_row(_("The vote: the result, and what is not here"), 5, Step.NARROW))
    if open_actions:
        title = _("The actions we agreed before (%(n)d)") % {"n": open_actions}
        rows.insert(3, _row(title, 10, Step.OPEN, least=5, outcome=_help(open_actions)))
    after = [
        _row(_("Actions: read them out, sign up to help"), 15, Step.COMMIT, least=10),
        _row(
            _("Mandate for next time, the date, three questions"),
            10,
            Step.COMMIT,
            takes=_("mandate, feedback, who leads next"),
        ),
    ]
    room = length - _total(rows) - _total(after) - 15  # for the break
    middle = _topic_rows(topics, room) if topics else _without_topics(room)
    return _fitted(_with(returning, rows, middle, after), length)


def open_session(*, length=150, returning=((), ())):
    """Rows for an open session: room to speak, and one question at its end."""
    rows = _opening(_("Welcome, and how notes are taken"))
    middle = [
        _row(
            _("Going round: who is here, and what brings you"),
            55,
            Step.OPEN,
            least=15,
            method=_("Everybody speaks once before anybody speaks twice"),
        ),
        _row(_("Break"), 15, Step.BREAK, least=10),
        _row(
            _("What do you want from us, and from this network?"),
            55,
            Step.OPEN,
            least=15,
            method=_("Write first, then share"),
        ),
    ]
    after = [_row(_("Close: what we heard, and how it was"), 15, Step.COMMIT, least=5)]
    return _fitted(_with(returning, rows, middle, after), length)


def standing_items(meeting):
    """Rows that come back by themselves: (before the topics, after them). Queries.

    They are those of the latest other meeting that has any.
    """
    others = meeting.network.meetings.on().exclude(pk=meeting.pk)
    latest = others.filter(items__is_standing=True).order_by("-starts_at", "-number").first()
    if latest is None:
        return [], []
    items = list(latest.items.all())
    middle = _middle_of(items)
    before, after = [], []
    for place, item in enumerate(items):
        if item.is_standing:
            row = {name: getattr(item, name) for name in COMES_BACK}
            (before if place < middle else after).append({**row, "least": item.minutes})
    return before, after


def _middle_of(items):
    """Where an order turns: at its first topic, else at its first break, else half way."""
    for turns in (lambda item: item.topic_id, lambda item: item.step == Step.BREAK):
        for place, item in enumerate(items):
            if turns(item):
                return place
    return (len(items) + 1) // 2


def _opening(welcome):
    return [
        _row(_("Arrivals and access check"), 15, Step.BEFORE, takes=_("arrivals")),
        _row(welcome, 10, Step.OPEN, least=5, takes=_("welcome")),
    ]


def _help(open_actions):
    return ngettext(
        "What helps it on, and what stops", "What helps each on, and what stops", open_actions
    )


def _topic_rows(topics, room):
    each = max(15, min(30, room // len(topics) // 5 * 5))
    steps = [Step.NARROW, *[Step.COMMIT] * len(topics)]
    rows = [
        _row(
            topic.title,
            each,
            step,
            topic=topic,
            method=_("Topic sheet: open up, narrow down, commit"),
            outcome=_("Options in our own gift, and a first step"),
        )
        for topic, step in zip(topics, steps, strict=False)
    ]
    rows.insert((len(topics) + 1) // 2, _row(_("Break"), 15, Step.BREAK, least=10))
    return rows


def _without_topics(room):
    return [
        _row(_("Break"), 15, Step.BREAK, least=10),
        _row(
            _("What we will work on"),
            max(15, min(75, room // 5 * 5)),
            Step.NARROW,
            least=15,
            method=_("Open up, narrow down, commit"),
            outcome=_("Options in our own gift, and a first step"),
        ),
    ]


def _row(title, minutes, step, *, least=None, takes="", **fields):
    """`least` are the minutes it can be cut to; `takes` are words of a standing item that take its place."""
    return {
        "title": title,
        "minutes": minutes,
        "step": step,
        "least": minutes if least is None else least,
        "takes": [word.strip().casefold() for word in takes.split(",") if word.strip()],
        **fields,
    }


def _with(returning, rows, middle, after):
    """All in order, with what comes back: in the place of a row that says the same, or at its own end."""
    early, late = returning
    early = [row for row in early if not _takes_a_place(row, rows)]
    late = [row for row in late if not _takes_a_place(row, after)]
    prepared = [row for row in early if row["step"] == Step.BEFORE]
    begun = [row for row in early if row["step"] != Step.BEFORE]
    arrivals, welcome, *framing = rows
    return [*prepared, arrivals, welcome, *begun, *framing, *middle, *after[:-1], *late, after[-1]]


def _takes_a_place(row, rows):
    title = row["title"].casefold()
    for place, one in enumerate(rows):
        if title == one["title"].casefold() or any(word in title for word in one.get("takes", ())):
            rows[place] = row
            return True
    return False


def _total(rows):
    return sum(row["minutes"] for row in rows if row["step"] != Step.BEFORE)


def _fitted(rows, length):
    """Five minutes at a time are taken off the longest row that has some to give, until the whole fits."""
    while _total(rows) > length:
        giving = [row for row in rows if row["minutes"] - row["least"] >= 5]
        if not giving:
            break
        max(giving, key=lambda row: row["minutes"])["minutes"] -= 5
    for row in rows:
        row.pop("least")
        row.pop("takes", None)
    return rows
