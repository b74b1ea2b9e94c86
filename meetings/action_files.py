"""The actions as a file: what stands beside a name because somebody holds it or offered it."""

from django.utils.translation import gettext as _

from network import words
from network.workbooks import workbook
from proforma import csv_files


def rows(actions, network, at):
    """The heading and a line for each action, read with people and last word."""
    today = words.date_of(at, network)
    heading = [
        _("Action"), _("First small step"), _("Held by"), _("Who helps"), _("Topic"), _("Meeting"),
        _("By when"), _("Done when"), _("How it is going"), _("Days past its date"), _("Last word on"),
        _("Finished on"),
    ]  # fmt: skip
    return [heading, *(_row(action, network, today) for action in actions)]


def _row(action, network, today):
    return [
        action.what,
        action.first_step,
        action.owner.name if action.owner else "",
        ", ".join(f"{one.person.name} ({one.get_kind_display()})" for one in action.supports.all()),
        action.topic.title if action.topic else "",
        str(action.meeting) if action.meeting else "",
        action.due,
        action.done_when,
        str(action.get_status_display()),
        action.days_overdue(today) or None,
        words.date_of(action.said_at, network) if action.said_at else None,
        words.date_of(action.finished_at, network) if action.finished_at else None,
    ]


def as_workbook(actions, network, at):
    return workbook([(_("Actions"), rows(actions, network, at), 1)])


def as_text(actions, network, at):
    return csv_files.written(rows(actions, network, at))
