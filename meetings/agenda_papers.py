"""The agenda and the private plan as Word files. No database and no request."""

import io
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from proforma.paper import page, tables
from proforma.paper.sheet import Sheet, one_line, plain

# Across the page, in cm: what a table of paper.tables may have.
PUBLIC_WIDTHS = [1.9, 1.9, 11.9]
PLAN_WIDTHS = [1.8, 1.5, 5.2, 7.2]


@dataclass(frozen=True)
class Head:
    """What stands above either paper, in words."""

    title: str
    network: str
    controller: str
    when: str
    where: str
    called_off: str
    language: str


def public_agenda(head, told, lines) -> bytes:
    """The agenda for everybody, as the bytes of a .docx file.

    `told` is [(heading, lines)] as told.told_of gives it; `lines` are order.PublicLine.
    """
    with translation.override(head.language):
        sheet = _begin(head, told)
        sheet.say(_("Agenda"), "Heading 1")
        rows = [[_("Starts"), _("Minutes"), _("What")]]
        for line in lines:
            rows.append([f"{line.starts:%H:%M}", str(line.minutes or ""), _title(line)])
        tables.add(sheet, _("The agenda, with times"), rows, PUBLIC_WIDTHS)
        return _bytes_of(sheet)


def _title(line):
    if not line.outcome:
        return line.title
    outcome = _("By the end: %(outcome)s") % {"outcome": one_line(line.outcome)}
    return f"{one_line(line.title)}\n{outcome}"


def private_plan(head, told, order, documenter) -> bytes:
    """The plan for those who run the meeting, as the bytes of a .docx file: with leads, kit and notes.

    `order` are timed items; `documenter` is who takes the notes, or None.
    """
    with translation.override(head.language):
        sheet = _begin(
            head, told, note=_("For those who run the meeting. Please do not pass it on.")
        )
        sheet.say(_("Running order"), "Heading 1")
        if documenter:
            sheet.say(_("%(name)s takes the notes.") % {"name": documenter})
        rows = [[_("Starts"), _("Min."), _("What, and who leads"), _("How")]]
        for timed in order:
            item = timed.item
            rows.append(
                [f"{timed.starts:%H:%M}", str(item.minutes), _what(item), "\n".join(_how(item))]
            )
        tables.add(sheet, _("The running order, with times"), rows, PLAN_WIDTHS)
        return _bytes_of(sheet)


def _what(item):
    said = [one_line(item.title), item.get_step_display()]
    if item.lead:
        said.append(_("Led by %(lead)s") % {"lead": one_line(item.lead)})
    if item.topic and item.topic.question:
        said.append(one_line(item.topic.question))
    if item.outcome:
        said.append(_("By the end: %(outcome)s") % {"outcome": one_line(item.outcome)})
    return "\n".join(said)


def _how(item):
    said = [plain(item.method)]
    if item.topic:
        said += [one_line(prompt) for prompt in item.topic.prompts]
    labelled = [
        (item.materials, _("Materials: %(words)s")),
        (item.fallback, _("If time is short: %(words)s")),
        (item.plan, _("Notes: %(words)s")),
    ]
    said += [label % {"words": plain(text)} for text, label in labelled if text]
    return [text for text in said if text]


def _begin(head, told, note=""):
    document = page.blank(
        f"{head.title} · {head.network}",
        network=head.network,
        controller=head.controller,
        language=head.language,
    )
    sheet = Sheet(document)
    sheet.say(head.title, "Title")
    sheet.say(" · ".join(filter(None, [head.when, head.where])))
    for words in (head.called_off, note):
        sheet.say(words, "Note")
    for heading, lines in told:
        sheet.say(heading, "Heading 2")
        sheet.say("\n".join(map(one_line, lines)))
    return sheet


def _bytes_of(sheet):
    sheet.document.save(file := io.BytesIO())
    return file.getvalue()
