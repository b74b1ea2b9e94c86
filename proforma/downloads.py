"""The answers as tables, and these as a workbook or as files of text: what may leave, in the columns of
proforma.export.

Views carry nobody's name, and no row is a person: each column stands in an order of its own, so that one
answer cannot be read against another. What was written leaves unless it is held back, or whoever wrote it
was asked whether it may be quoted and did not agree. Figures are given by partner for those that agreed to
be named.
"""

import secrets
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from network import disclosure, words
from network.disclosure import Sharing
from network.workbooks import workbook
from proforma import codebook, csv_files, export
from proforma.flagging import HeldBack
from proforma.models import Quote, QuoteEvent
from proforma.offered import OPTION, ROW, given
from proforma.results import counts_people, of
from proforma.results.handed_in import handed_in
from proforma.results.referrals import partners_to_name


@dataclass(frozen=True)
class Table:
    """`name` is what a file of it is called; `headings` are how many of its rows say what is below."""

    name: str
    title: str
    rows: list
    headings: int = 2


def answers_workbook(proforma, at):
    """The bytes of an .xlsx with what both parts may show at this moment."""
    return workbook([(one.title, one.rows, one.headings) for one in tables(proforma, at)])


def answers_csv(proforma, at):
    """The bytes of a .zip with the same tables, a file each."""
    network = proforma.cycle.network
    begin = f"{network.slug}-{words.date_of(at, network)}"
    return csv_files.zipped({f"{begin}-{one.name}.csv": one.rows for one in tables(proforma, at)})


def tables(proforma, at):
    """What both parts may show at this moment: [Table]. Of a pro-forma loaded `with_parts`."""
    views, figures = of(proforma, at)
    _give_partners(views, figures)
    views_leave = _views_leave(views)
    figures_leave = _figures_leave(figures)
    about = _about(proforma, views, figures, at)
    found = [Table("about", _("About"), [[line] for line in about], headings=0)]
    if views.released:
        found.append(Table("views", _("Views, no row is a person"), _views(views_leave)))
    if figures.responses:
        found.append(Table("figures", _("Figures"), _figures(figures, *figures_leave)))
    asked = [(views.part, list(views_leave), _options_hidden(views))]
    asked.append((figures.part, figures_leave[0], {}))
    found.append(Table("code-book", _("Code book"), codebook.rows(asked), headings=1))
    return found


def _about(proforma, views, figures, at):
    network = proforma.cycle.network
    count = {
        "n": views.submitted,
        "asked": views.asked,
        "m": len(figures.responses),
        "expected": figures.expected,
    }
    day = words.full_date(at, network)
    return [
        proforma.title,
        _("%(n)d of %(asked)d people answered; %(m)d of %(expected)d partners.") % count,
        _("As at %(day)s. %(shown)s") % {"day": day, "shown": _shown(views)},
        *_of_columns(),
        *_of_views(views, network.smallest_group),
        *_of_figures(network.smallest_count),
    ]


def _of_columns():
    return [
        _("A column is named by its question’s code, which never changes, whatever its wording."),
        _("Below it stand its words. The code book says what each column and code means."),
        _("A question asked again in another cycle has the same code there."),
        _("An empty cell was not asked or not answered; 0 was asked and not chosen."),
        _(
            "In the files of text, an apostrophe stands before words that a sheet could take for a formula."
        ),
    ]


def _of_views(views, floor):
    sentences = [
        _("Views: each column is in an order of its own. A row is not a person."),
        _("For any two answers of one person, read together, can be enough to know who it is."),
        _("A question that fewer than %(floor)d people answered has an empty column.")
        % {"floor": floor},
        _("What fewer wrote beside an answer is left out."),
        _("So is a choice or a row that stood before fewer: it has no column."),
        _("Where words are held back, or may not be quoted, a note stands in their place."),
    ]
    if views.released:
        partly = sum(not response.is_complete() for response in _released(views))
        counts = {"n": views.released, "partly": partly}
        sentences.append(_("Of these %(n)d, %(partly)d left something blank.") % counts)
    return sentences


def _of_figures(smallest):
    return [
        _("Figures: only partners that agreed to be named."),
        _("Where an answer names partners, those that did not agree are left out of it."),
        _("1 to %(most)d people read “fewer than %(smallest)d”.")
        % {"most": smallest - 1, "smallest": smallest},
    ]


def _released(views):
    return handed_in(views.part, views.asking, views.released)


def _shown(views):
    """How far the views go, for who wonders why the rows are fewer than the answers."""
    if not views.released:
        return _("Nothing of the views is shown yet: too few have answered.")
    if views.is_partial:
        return _(
            "The views are those of the first %(n)d; they move on five at a time while it is open."
        ) % {"n": views.released}
    return _("The views are those of all who handed in.")


def _give_partners(views, figures):
    """Questions that are answered with partners say those by name that did not choose otherwise."""
    named = list(partners_to_name(figures).items())
    for question in [*views.asking, *figures.asking]:
        question.partners = named


# Views


def _views_leave(views):
    """{column: its cells, in an order of their own} of all that may leave."""
    floor, leave = views.part.proforma.cycle.network.smallest_group, {}
    unquotable = _unquotable(views.part)
    for result in views.questions:
        hidden, cells = _hidden(result), _cells_by_column(result, views, unquotable)
        axis = ROW if result.question.kind_of_answer.has_rows else OPTION
        for column in export.columns([result.question], found=cells):
            if column.part not in hidden[axis]:
                own = cells.get(column.key, [])
                secrets.SystemRandom().shuffle(own)
                leave[column] = [] if column.is_beside and len(own) < floor else own
    return _labels_beside_their_codes(leave)


def _labels_beside_their_codes(leave):
    """A code and its words are one thing, so the words stand in the order of the codes."""
    codes = {column.key: cells for column, cells in leave.items()}
    return {
        column: [column.label(code) for code in codes[column.labels]] if column.labels else cells
        for column, cells in leave.items()
    }


def _hidden(result):
    """The codes of the options and rows that the page holds back, by axis.

    Of a question that is not shown at all, what it did not have from first to last.
    """
    if result.base is not None:
        return result.base.hidden
    question, hidden = result.question, {OPTION: set(), ROW: set()}
    for option in question.options.all():
        if option.since != question.since or option.retired_at is not None:
            hidden[option.axis].add(option.code)
    return hidden


def _options_hidden(views):
    return {result.question.code: _hidden(result)[OPTION] for result in views.questions}


def _cells_by_column(result, views, unquotable):
    """{key: cells} of those a question is counted over; none if too few answered it."""
    question, cells = result.question, {}
    for one in result.base.given if result.summary is not None else ():
        row = export.row([question], {question.code: one.entry}, {question.code: one.options})
        for key, cell in row.items():
            cells.setdefault(key, []).append(cell)
    if result.shape == "text" and cells:
        cells[question.code] = [
            *(cell for cell in cells.get(question.code, ()) if isinstance(cell, HeldBack)),
            *_readable(question, views, unquotable),
        ]
    return cells


def _readable(question, views, unquotable):
    return [
        _("left out: not agreed to be quoted")
        if (response.pk, question.code) in unquotable
        else words
        for response, words in views.readable(question)
    ]


def _unquotable(part):
    """(response, code) of the answers that were picked to be quoted, and not agreed to be read by others
    as they stand. No answer is no consent, and what was taken out of a quote leaves by no other way."""
    quotes = Quote.objects.filter(response__part=part)
    agreed = quotes.filter(audience__in=[Quote.Audience.MEMBERS, Quote.Audience.PUBLIC])
    asked = quotes.exclude(asked_at=None, settled_at=None)
    redacted = quotes.filter(events__kind=QuoteEvent.Kind.REDACTED)
    refused = asked.exclude(pk__in=agreed) | quotes.filter(pk__in=redacted)
    return set(refused.values_list("response", "code"))


def _views(leave):
    longest = max(map(len, leave.values()), default=0)
    return [
        [column.key for column in leave],
        [column.words for column in leave],
        *(
            [cells[n] if n < len(cells) else None for cells in leave.values()]
            for n in range(longest)
        ),
    ]


# Figures


def _figures_leave(figures):
    """The columns, and (response, cells) of each partner that agreed to be named."""
    smallest, rows = figures.part.proforma.cycle.network.smallest_count, []
    for response, answers in sorted(figures.answers, key=lambda pair: pair[0].partner.name):
        if response.sharing == Sharing.NAMED:
            cells = {}
            for question in figures.asking:
                options = {question.code: given(question, response).options}
                cells |= _few_hidden(question, export.row([question], answers, options), smallest)
            rows.append((response, cells))
    found = {key for _response, cells in rows for key in cells}
    return export.columns(figures.asking, found), rows


def _few_hidden(question, cells, smallest):
    """The same cells, with small counts of people as the words that stand for them."""
    if not (question.kind_of_answer.is_number and counts_people(question)):
        return cells
    return {
        key: disclosure.as_text(cell, counts_people=True, smallest=smallest)
        if isinstance(cell, Decimal) and 0 < cell < smallest
        else cell
        for key, cell in cells.items()
    }


def _figures(figures, columns, rows):
    return [
        ["partner", "return", "return.blank", *(column.key for column in columns)],
        [
            _("partner"),
            _("complete or partial"),
            _("questions left blank"),
            *(column.words for column in columns),
        ],
        *(
            [
                response.partner.name,
                "complete" if response.is_complete() else "partial",
                len(response.unanswered()),
                *(cells.get(column.key) for column in columns),
            ]
            for response, cells in rows
        ),
    ]
