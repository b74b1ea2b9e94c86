"""A running order proposed from what was voted. Plain rows: Meeting.add_item takes each as it is."""

from django.utils.translation import gettext as _

from .models import AgendaItem

Step = AgendaItem.Step


def proposed(topics, *, has_actions=False):
    """Rows for a meeting of about two and a half hours on `topics`, in the order they were chosen.

    The topics share an hour, with 15 to 30 minutes each. A break stands in the middle of them.
    `has_actions` brings back what was agreed before.
    """
    each = max(15, min(30, 60 // max(1, len(topics))))
    rows = [
        _row(_("Arrivals and access check"), 15, Step.BEFORE),
        _row(_("Welcome and ground rules"), 10, Step.OPEN),
        _row(_("What you asked us to do, and how we framed today"), 10, Step.OPEN),
        _row(_("What you told us"), 25, Step.OPEN, method=_("Slides, with time to react")),
        _row(_("The vote: the result, and what is not here"), 5, Step.NARROW),
    ]
    if has_actions:
        rows.insert(2, _row(_("The actions we agreed before"), 10, Step.OPEN))
    steps = [Step.NARROW, *[Step.COMMIT] * len(topics)]
    middle = (len(topics) + 1) // 2
    for n, topic in enumerate(topics):
        if n == middle:
            rows.append(_row(_("Break"), 15, Step.BREAK))
        rows.append(
            _row(
                topic.title,
                each,
                steps[n],
                topic=topic,
                method=_("Topic sheet: open up, narrow down, commit"),
                outcome=_("Options in our own gift, and a first step"),
            )
        )
    rows += [
        _row(_("Actions: read them out, sign up to help"), 15, Step.COMMIT),
        _row(_("Who leads next, the date, and three questions"), 10, Step.COMMIT),
    ]
    return rows


def _row(title, minutes, step, **fields):
    return {"title": title, "minutes": minutes, "step": step, **fields}
