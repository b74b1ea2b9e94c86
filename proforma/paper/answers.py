"""How each kind of question is answered on paper: a printer for each `paper` of proforma.kinds."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from proforma.kinds import KINDS, OTHER, scale_steps

from . import tables
from .sheet import TICK_BOX, plain
from .styles import INDENT, WIDTH

ROOM = WIDTH - INDENT  # what stands under a question is indented, cm
BLANK = 6.0  # where the blank for a number ends
MOST_STEPS = 11  # beside one another on a page
LINES, LINES_FOR_NAMES, LINES_FOR_WHY = 8, 5, 2
ROW_TEXT = 4.6  # the least that the text of a grid's row may have
LETTER = 0.24  # a wide letter of the body, cm
CELL_EDGES = 0.35
LONGEST_HEADING = 30


def line(sheet, question, partners):
    if question.kind in _MOMENTS:
        for piece in _MOMENTS[question.kind]():
            sheet.line(*piece)
    elif KINDS[question.kind].is_number:
        _number(sheet, question)
    else:
        sheet.line(WIDTH)


_MOMENTS = {
    "date": lambda: [(_("Day"), 4.5, _("Month"), 9.0, _("Year"), 13.0)],
    "month": lambda: [(_("Month"), 7.0, _("Year"), 11.5)],
    "time": lambda: [(4.0, ":", 6.5, _("hours and minutes, for example 09:30"))],
    "date_time": lambda: [
        (_("Day"), 4.5, _("Month"), 9.0, _("Year"), 13.0),
        (_("Time"), 4.5, ":", 6.5, _("hours and minutes, for example 09:30")),
    ],
}


def _number(sheet, question):
    """A blank between what is printed before a number and after it."""
    before = "£" if question.kind == "money" else ""
    sheet.line(before, BLANK, "%" if question.kind == "percentage" else "", measure(question))


def measure(question):
    """The unit and the period, as the page says them."""
    given = [question.settings.get(name) for name in ("unit", "period")]
    if question.kind == "money":
        given[0] = ""
    return ", ".join(plain(words) for words in given if words)


def lines(sheet, question, partners):
    if question.kind != "organisations":
        return write_on(sheet, question, LINES)
    _say_how_many(sheet, question)
    if not partners:
        return write_on(sheet, question, question.settings.get("most") or LINES_FOR_NAMES)
    half = -(-len(partners) // 2)
    boxes = [f"{TICK_BOX} {plain(name)}" for name in partners] + [""]
    columns = list(zip(boxes[:half], boxes[half:], strict=False))
    tables.add(sheet, question.text, columns, [ROOM / 2] * 2, heading=False, lines=())


def write_on(sheet, question, count):
    """Lines to write on. As rows of a table they stay together in LibreOffice too."""
    sides = ("bottom", "insideH")
    tables.add(sheet, question.text, [[""]] * count, [ROOM], heading=False, lines=sides)


def ticks(sheet, question, partners):
    options = [(option.code, option.text) for option in question.options]
    options = options or KINDS[question.kind].fixed_options
    if len(options) > 1:
        _say_how_many(sheet, question)
    for code, text in options:
        if code == OTHER:
            sheet.tick(_other(text), with_line=True)
        else:
            sheet.tick(text)


def _say_how_many(sheet, question):
    most = question.settings.get("most")
    if KINDS[question.kind].template not in {"choices", "names"}:
        words = _("Tick one.")
    elif most:
        words = ngettext("Choose one.", "Choose up to %(most)d.", most) % {"most": most}
    else:
        words = _("Tick all that apply.")
    sheet.say(words, "How to")


def _other(text):
    """“Other” as a text that words of one's own can follow."""
    text = plain(text).rstrip(" .:…_")
    asks = any(word in text.casefold() for word in (_("say"), _("specify"), _("which")))
    return f"{text}:" if asks else _("%(other)s, please say:") % {"other": text}


def steps(sheet, question, partners):
    numbers = [str(step) for step in scale_steps(question)]
    low, high = (plain(question.settings.get(f"{end}_label", "")) for end in ("low", "high"))
    if len(numbers) > MOST_STEPS:
        return sheet.line(BLANK, _from_to(question))
    sheet.say(_("Tick one."), "How to")
    width = max(ROOM * len(numbers) / MOST_STEPS, 10.0) / len(numbers)
    ends = (low, high) if low or high else None
    rows = [numbers, [TICK_BOX] * len(numbers)]
    tables.add(sheet, question.text, rows, [width] * len(numbers), align="center", ends=ends)


def _from_to(question):
    """A scale of many steps, and its ends, in words."""
    settings, numbers = question.settings, scale_steps(question)
    words = _("from %(low)d to %(high)d") % {"low": numbers[0], "high": numbers[-1]}
    return f"{words}. {_meaning(question)}" if settings.get("low_label") else words


def _meaning(question):
    settings, numbers = question.settings, scale_steps(question)
    return " ".join(
        _("%(step)d means “%(label)s”.") % {"step": step, "label": plain(settings[name])}
        for step, name in ((numbers[0], "low_label"), (numbers[-1], "high_label"))
        if settings.get(name)
    )


def grid(sheet, question, partners):
    kind = KINDS[question.kind]
    if kind.is_number:
        return _grid_to_write_in(sheet, question, capfirst(measure(question) or _("number")))
    if kind.has_options:
        headings = [plain(option.text) for option in question.options]
        return _grid_of_boxes(sheet, question, headings)
    sheet.say(_meaning(question), "How to")
    headings = [str(step) for step in scale_steps(question)]
    if len(headings) > MOST_STEPS:
        return _grid_to_write_in(sheet, question, _from_to(question))
    _grid_of_boxes(sheet, question, headings)


def _grid_to_write_in(sheet, question, heading):
    rows = [["", heading], *([row.text, ""] for row in question.rows)]
    tables.add(sheet, question.text, rows, [ROOM - 5.0, 5.0])


def _grid_of_boxes(sheet, question, headings):
    """A box for each row and heading. Headings too wide for the page get numbers, explained above."""
    room = (ROOM - ROW_TEXT) / max(len(headings), 1)
    if any(_needs(heading) > room or len(heading) > LONGEST_HEADING for heading in headings):
        numbers = [str(place) for place, _heading in enumerate(headings, start=1)]
        for number, heading in zip(numbers, headings, strict=True):
            sheet.key(number, heading)
        headings = numbers
    sheet.say(_("Tick one box in each row."), "How to")
    width = min(room, max([2.2, *map(_needs, headings)]))
    rows = [["", *headings], *([row.text, *[TICK_BOX] * len(headings)] for row in question.rows)]
    widths = [ROOM - width * len(headings), *[width] * len(headings)]
    tables.add(sheet, question.text, rows, widths, align="center")


def _needs(heading):
    """The width of a column whose heading this is: its longest word must not be broken, cm."""
    return max((len(word) for word in heading.split()), default=0) * LETTER + CELL_EDGES


def places(sheet, question, partners):
    most = min(question.settings.get("most") or len(question.options), len(question.options))
    words = ngettext(
        "Write 1 beside your first choice.",
        "Write 1 beside your first choice, 2 beside your second, and so on up to %(most)d.",
        most,
    )
    sheet.say(words % {"most": most}, "How to")
    rows = [[_("Place"), _("Choice")]]
    for option in question.options:
        rows.append(["", _other(option.text) if option.code == OTHER else option.text])
    tables.add(sheet, question.text, rows, [2.0, ROOM - 2.0])


def nothing(sheet, question, partners):
    """A statement has no answer."""


PRINTERS = {
    "line": line,
    "lines": lines,
    "ticks": ticks,
    "steps": steps,
    "grid": grid,
    "places": places,
    "nothing": nothing,
}
