"""The notes of a meeting as a Word file. No database and no request."""

import io

from django.utils import translation
from django.utils.translation import gettext as _

from proforma.paper import page, tables
from proforma.paper.sheet import Sheet, one_line
from proforma.paper.styles import INDENT, WIDTH

from . import answering
from .notes_sheet import NotesSheet

LONGEST_HEADING = 120


def write(
    sheet: NotesSheet,
    account: answering.Account | None = None,
    *,
    network: str,
    controller: str,
    language: str = "en-gb",
) -> io.BytesIO:
    """The notes as a .docx file: A4, decisions and actions first, then points, then flipcharts.

    With an `account`, what became of what was said follows. `controller` is the organisation that answers for
    the data. Whatever people wrote goes in as text, without control characters.
    """
    with translation.override(language):
        document = page.blank(
            f"{sheet.title}, {sheet.day}",
            network=network,
            controller=controller,
            language=language,
        )
        paper = Sheet(document)
        _begin(paper, sheet)
        _decisions(paper, sheet)
        _actions(paper, sheet)
        for section in sheet.sections:
            _headed(paper, section.name or _("What was said"), [one.text for one in section.lines])
        for chart in sheet.flipcharts:
            _headed(paper, chart.caption or _("A flipchart"), chart.lines)
        for sentence in sheet.taken_out:
            paper.say(sentence, "Note")
        if account is not None:
            _account(paper, account)
    document.save(file := io.BytesIO())
    file.seek(0)
    return file


def _begin(paper, sheet):
    paper.say(sheet.title, "Title")
    paper.say(" · ".join(filter(None, [sheet.day, one_line(sheet.place)])))
    paper.say(sheet.purpose)
    paper.say(sheet.came)
    paper.say(sheet.standing, "Note")
    if sheet.chatham_house:
        paper.say(
            _("The Chatham House Rule holds: what was said may be used, who said it may not."),
            "Note",
        )


def _headed(paper, heading, lines):
    # On one line and not endless: a heading stands in the navigation of the file.
    paper.say(one_line(heading)[:LONGEST_HEADING], "Heading 1")
    for line in lines:
        paper.key("•", line)


def _decisions(paper, sheet):
    _headed(paper, _("What was decided"), [one.text for one in sheet.decisions])
    if not sheet.decisions:
        paper.say(_("No decision was noted."))


def _actions(paper, sheet):
    paper.say(_("What was agreed to do"), "Heading 1")
    if not sheet.actions:
        paper.say(_("No action was agreed."))
        return
    rows = [[_("What"), _("Who holds it, and who helps"), _("By when"), _("Done when")]]
    for action in sheet.actions:
        held = [action.owner or _("Nobody yet"), *action.helpers]
        rows.append([action.what, "\n".join(held), action.due, action.done_when])
    room = WIDTH - INDENT
    widths = [room * share for share in (0.34, 0.28, 0.16, 0.22)]
    tables.add(paper, _("What was agreed to do"), rows, widths)
    paper.say(_("As they stand today: who holds an action, and by when, can change."))


def _account(paper, account):
    for heading, lines in (
        (_("You said, we did"), account.did),
        (_("You said, we did not"), account.did_not),
        (_("You said, we will"), account.will),
    ):
        if lines:
            _headed(paper, heading, [f"{one.said}: {one.because}" for one in lines])
    if account.says_nothing_undone:
        paper.say(_("You said, we did not"), "Heading 1")
        paper.say(answering.nothing_undone())
