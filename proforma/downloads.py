"""The answers as a workbook: what may leave, in the columns of proforma.export.

Views carry nobody's name, and no row is a person: each column stands in an order of its own, so that one
answer cannot be read against another. Figures are given by partner for those that agreed to be named.
"""

import secrets
from decimal import Decimal

from django.utils.translation import gettext as _

from network import disclosure, words
from network.disclosure import Sharing
from network.workbooks import workbook
from proforma import export
from proforma.offered import OPTION, ROW, given
from proforma.results import counts_people, of


def answers_workbook(proforma, at):
    """The bytes of an .xlsx with what both parts may show at this moment."""
    views, figures = of(proforma, at)
    sheets = [(_("About"), _about(proforma, views, figures, at))]
    if views.released:
        sheets.append((_("Views, no row is a person"), _views(views)))
    if figures.responses:
        sheets.append((_("Figures"), _figures(figures)))
    return workbook(sheets)


def _about(proforma, views, figures, at):
    network = proforma.cycle.network
    return [
        [proforma.title],
        [
            _("%(n)d of %(asked)d people answered; %(m)d of %(expected)d partners.")
            % {
                "n": views.submitted,
                "asked": views.asked,
                "m": len(figures.responses),
                "expected": figures.expected,
            }
        ],
        [
            _("As at %(day)s. %(shown)s")
            % {"day": words.full_date(at, network), "shown": _shown(views)}
        ],
        [_("A column is named by its question’s code, which never changes, whatever its wording.")],
        [_("Views: each column is in an order of its own. A row is not a person.")],
        [
            _("A question that fewer than %(floor)d people answered is left out.")
            % {"floor": network.smallest_group}
        ],
        [
            _(
                "So is a choice or a row that stood before fewer, and what fewer wrote beside an answer. "
                "An empty cell was not asked or not answered; 0 was asked and not chosen."
            )
        ],
        [_("Figures: only partners that agreed to be named. 1 to 4 people read “fewer than 5”.")],
    ]


def _shown(views):
    """How far the views go, for who wonders why the rows are fewer than the answers."""
    if not views.released:
        return _("Nothing of the views is shown yet: too few have answered.")
    if views.is_partial:
        return _(
            "The views are those of the first %(n)d; they move on five at a time while it is open."
        ) % {"n": views.released}
    return _("The views are those of all who handed in.")


def _views(views):
    network = views.part.proforma.cycle.network
    shown = [result for result in views.questions if result.summary is not None]
    _give_partners([result.question for result in shown], network)
    columns, shuffled = [], {}
    for result in shown:
        cells = _cells_by_column(result)
        for column in export.columns([result.question]):
            in_order = cells.get(column.key, [])
            if _leaves(column, in_order, result, network.smallest_group):
                secrets.SystemRandom().shuffle(in_order)
                columns.append(column)
                shuffled[column.key] = in_order
    longest = max(map(len, shuffled.values()), default=0)
    return [
        [column.key for column in columns],
        [column.words for column in columns],
        *(
            [cells[n] if n < len(cells) else None for cells in shuffled.values()]
            for n in range(longest)
        ),
    ]


def _cells_by_column(result):
    """{key: cells} of those a question is counted over."""
    question, cells = result.question, {}
    for one in result.base.given:
        row = export.row([question], {question.code: one.entry}, {question.code: one.options})
        for key, cell in row.items():
            cells.setdefault(key, []).append(cell)
    return cells


def _leaves(column, cells, result, floor):
    """Whether a column may leave: no words of a few, and no option or row that the page holds back."""
    if column.is_beside:
        return len(cells) >= floor
    _code, _slash, part = column.key.partition("/")
    axis = ROW if result.question.kind_of_answer.has_rows else OPTION
    return part not in result.base.hidden[axis]


def _give_partners(questions, network):
    """Questions that are answered with partners say them by name."""
    partners = list(network.partners.values_list("pk", "name"))
    for question in questions:
        question.partners = partners


def _figures(figures):
    questions = figures.asking
    _give_partners(questions, figures.part.proforma.cycle.network)
    columns = export.columns(questions)
    rows = []
    for response, answers in sorted(figures.answers, key=lambda pair: pair[0].partner.name):
        if response.sharing == Sharing.NAMED:
            options = {q.code: given(q, response).options for q in questions}
            cells = export.row(questions, _few_hidden(questions, answers), options)
            rows.append((response.partner.name, cells))
    columns = [
        column
        for column in columns
        if not column.is_beside or any(column.key in cells for _partner, cells in rows)
    ]
    return [
        [_("partner"), *(column.key for column in columns)],
        ["", *(column.words for column in columns)],
        *([partner, *(cells.get(column.key) for column in columns)] for partner, cells in rows),
    ]


def _few_hidden(questions, answers):
    """The same answers, with counts of 1 to 4 people as the words that stand for them."""
    said = dict(answers)
    for question in questions:
        entry = answers.get(question.code) or {}
        if not (question.kind_of_answer.is_number and counts_people(question) and "value" in entry):
            continue
        value = entry["value"]
        rows = value.items() if isinstance(value, dict) else [(None, value)]
        told = {
            row: disclosure.as_text(Decimal(number), counts_people=True)
            if 0 < Decimal(number) < disclosure.SMALL_CELL
            else number
            for row, number in rows
        }
        said[question.code] = entry | {
            "value": told if isinstance(value, dict) else told.get(None, value)
        }
    return said
