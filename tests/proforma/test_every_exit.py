"""What must not leave, at every exit there is: every page of every role and of three people, with all its
filters, every file down to the workbook inside each chart, and every message. A new address is walked by
itself; where it needs an exception, it must be named here."""

import re
from dataclasses import dataclass

import pytest
from django.core import mail
from django.db import transaction

from meetings.demo import answers, register, story
from network.models import Level, Role
from proforma.models import Quote
from tests import factories
from tests.proforma import exits
from tests.proforma.exits import MESSAGE
from tests.test_conventions import OPEN_PAGES, every_page

# One worker walks each day once.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("every exit")]

DAYS = [24, -25]
# Who speaks in a group, helps somebody, and wrote X11; who leads a hidden partner's figures; who wrote X8.
PEOPLE = ["P25", "P11", "P18"]
PAGES = [page for page in every_page() if page.name not in OPEN_PAGES]

# Here partners are listed as members of the network, or as choices of a form; none stands beside a figure.
NAMES_MEMBERS = {
    "partner_list", "partner_edit", "person_create", "person_edit", "person_letter", "ledger",
    "ledger_download", "remind", "mailing_detail", "proforma_letters", "proforma_merge", "proforma_word",
    "proforma_circulate", "proforma_preview", "part_preview", "question_create", "question_edit",
    "return_list", "assisted_edit", "attendance_edit", "answers_quality", "response_edit",
    "response_review", "response_copy", "helped_edit", "helped_review", MESSAGE,
    "meeting_codes", "sign_ups", "staff_list", "staff_edit",
}  # fmt: skip
# A partner's own lead sees the partner's own figures there.
OWN_FIGURES = {"response_edit", "response_review", "response_copy"}
# Where whoever wrote them, or typed them in for somebody, reads those words.
OWN_WORDS = {
    *OWN_FIGURES, "consent_list", "consent_edit", "helped_edit", "helped_review", "helped_copy",
    MESSAGE,
}  # fmt: skip
# Where the coordinator alone reads words that nobody agreed to have quoted.
READS_ANSWERS = {
    "answers_read", "answer_code", "theme_create", "theme_edit", "theme_merge", "theme_split",
    "quote_list", "quote_pick", "quote_redact", "answer_hold",
}  # fmt: skip
READS_FIRST = "flag_list"
# {whose words: (where they are, where the coordinator may read them)}
HELD = {
    "X8": (("R11", "A5"), {READS_FIRST}),
    "X12": (("R03", "A5"), {READS_FIRST}),
    "X11": (("R22", "A9"), {READS_FIRST, *READS_ANSWERS}),
}
# For the coordinator alone, without what somebody wants nobody to quote.
EXPORT = "answers_download"
# Each slide of it is read by itself: whoever leads an item of the agenda did not write the quote before it.
BY_SECTION = {
    "meeting_deck", "slide_edit", "deck_version", "deck_handout", "deck_large_print", "deck_speaker",
    "version_handout", "version_large_print", "version_speaker",
}  # fmt: skip
NOT_IN_THE_DEMO = {
    "room": "no meeting is on that day",
    "room_here": "no meeting is on that day",
    "photo_show": "no photograph was taken",
    "photo_edit": "no photograph was taken",
    "photo_delete": "no photograph was taken",
    "correction_settle": "nobody sent a correction",
    "notes_read": "the notes were not shared",
    "feedback_slip_back": "nobody answered on paper",
    "note_take_out": "the notes are not final",
    "said_edit": "nothing was answered",
    "said_delete": "nothing was answered",
    "reading_file": "no file was added",
    "handover_accept": "nobody was suggested from outside the register",
    "handover_leave": "nobody was suggested from outside the register",
    "suggestion_withdraw": "none of these people suggested a topic",
    "suggestion_name": "none of these people suggested a topic",
    "runoff_open": "no topics were level",
    "vote_decide": "no topics were level",
    "vote_ballots": "the vote was confidential",
    "signal_review": "no sign was caught",
    "method_edit": "the network wrote no card of its own",
    "method_delete": "the network wrote no card of its own",
    "deck_template_detail": "no template was sent",
    "deck_template_choose": "no template was sent",
    "deck_template_retire": "no template was sent",
    "deck_template_offer": "no template was sent",
}

# Only while people can answer, so on the earlier day.
WHILE_OPEN = {"remind", "response_pass"}

RUN = 6  # words in a row that are somebody's own
TOTALS_ONLY = [one for one in register.PARTNERS if one["sharing"] == "totals"]
CODES_OF_TOTALS = {one["code"] for one in TOTALS_ONLY}
NAMES = re.compile(
    r"\b(" + "|".join(one["name"] for one in register.PEOPLE if one["code"] != "P01") + r")\b"
)


def runs_of(text):
    words = re.findall(r"[a-z0-9]+", text.lower().replace("’", "").replace("'", ""))
    return {tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1)}


def figures_of(codes):
    """Every number that partners gave, as it would be printed without commas."""
    found = set()
    for code in codes:
        for entry in answers.FIGURES[code].values():
            value = entry.get("value")
            parts = value.values() if isinstance(value, dict) else [value]
            found |= {str(part) for part in parts if isinstance(part, int)}
    return found


def _forbidden_numbers():
    """What only hidden partners gave, waits of 34 and 71 days among them, and what would give them away:
    quartiles of all waits, and the highest rate of declining. Numbers up to 31 are also days."""
    hidden = figures_of(CODES_OF_TOTALS) - figures_of(set(answers.FIGURES) - CODES_OF_TOTALS)
    return {number for number in hidden if int(number) > 31} | {"5.5", "27.5", "47.3"}


FORBIDDEN = _forbidden_numbers()
WRITTEN = {  # the runs of what people wrote to open questions: {run: (row, code)}
    run: (row, code)
    for row, given in answers.VIEWS.items()
    for code in ("A4", "A5", "A9")
    for run in runs_of(given.get(code, ""))
}
MEANS = {  # of A2 by level, as they are printed
    Level.FRONT_LINE: "3.3",
    Level.MANAGER: "4.2",
    Level.STRATEGIC: "5.6",
    Level.LIVED_EXPERIENCE: "2.0",
}


@dataclass
class Carrowby:
    """The demo on one day, and all that left it."""

    story: object
    exits: list
    agreed: set  # runs of words that members or anybody may read

    def named(self, name):
        return [one for one in self.exits if one.name == name]

    def written(self, unit, one, without=()):
        """{(row, code)} of the words of others that are in it."""
        runs = runs_of(" ".join(unit.words)) & WRITTEN.keys() - without
        found = {WRITTEN[run] for run in runs}
        return found if one.name not in OWN_WORDS else found - self._known_to(one.who)

    def _known_to(self, who):
        """What they wrote themselves, or typed in for whoever they help."""
        theirs = {who, *(one["code"] for one in register.PEOPLE if one["helper"] == who)}
        return {place for place in WRITTEN.values() if answers.PERSON_OF_ROW[place[0]] in theirs}


@pytest.fixture(scope="module", params=DAYS, ids=lambda day: f"day {day}")
def carrowby(request, django_db_setup, django_db_blocker):
    """Walked once, for opening a page writes nothing."""
    with django_db_blocker.unblock(), factories.on_day_of_carrowby(), transaction.atomic():
        before = len(mail.outbox)
        told = story.tell(now=factories.CARROWBY_TODAY, day=request.param)
        sent = mail.outbox[before:]
        shared = Quote.objects.filter(audience__in=["members", "public"])
        agreed = set().union(*(runs_of(quote.text) for quote in shared))
        yield Carrowby(told, list(exits.of(told, PEOPLE, PAGES, sent)), agreed)
        transaction.set_rollback(True)


# The rules: each yields what it finds in one unit that left


def hidden_partners(carrowby, one, unit):
    """Partners that share totals are named beside no figure, chart, slide or file of results."""
    if one.name not in NAMES_MEMBERS:
        said = " ".join(unit.words)
        yield from (partner["name"] for partner in TOTALS_ONLY if partner["name"] in said)


def hidden_figures(carrowby, one, unit):
    if one.who in PEOPLE and one.name in OWN_FIGURES:
        return
    if one.name not in NAMES_MEMBERS - {"answers_quality", MESSAGE}:
        yield from unit.numbers & FORBIDDEN


def small_counts(carrowby, one, unit):
    """Second Bell supported three people who told of domestic abuse: “fewer than 5”."""
    for row in unit.rows:
        if any("Second Bell" in cell for cell in row) and {"3", "3.0"} & {
            cell.strip() for cell in row
        }:
            yield row


def held_words(carrowby, one, unit):
    """What waits to be read first, is kept back, or is not to be quoted by anybody."""
    found = carrowby.written(unit, one)
    for name, (place, may_read) in HELD.items():
        if name == "X11" and not carrowby.agreed:  # nobody was asked yet
            may_read = {*may_read, EXPORT}
        if place in found and (one.who != Role.COORDINATOR or one.name not in may_read):
            yield name


def words_not_agreed_to(carrowby, one, unit):
    """What nobody agreed to have quoted is read by the coordinator, and by its writer."""
    if one.who != Role.COORDINATOR or one.name not in {*READS_ANSWERS, READS_FIRST, EXPORT}:
        yield from carrowby.written(unit, one, without=carrowby.agreed)


def names_beside_words(carrowby, one, unit):
    """Nobody's name stands on a page, slide, sheet or message with anybody's words."""
    own = {carrowby.story.people[one.who].name} if one.who in carrowby.story.people else set()
    for part in unit.sections if one.name in BY_SECTION else [unit]:
        if carrowby.written(part, one):
            yield from set(NAMES.findall(" ".join(part.words))) - own


RULES = [
    hidden_partners, hidden_figures, small_counts, held_words, words_not_agreed_to, names_beside_words,
]  # fmt: skip


@pytest.mark.parametrize("name", [*(page.name for page in PAGES), MESSAGE])
def test_nothing_leaves_that_must_not(carrowby, name):
    found = [
        (rule.__name__, one.who, one.address, unit.label, leak)
        for one in carrowby.named(name)
        for unit in one.units
        for rule in RULES
        for leak in rule(carrowby, one, unit)
    ]

    assert not found


def test_no_exits_together_give_a_small_groups_mean(carrowby):
    """Front line, managers and strategic leads, beside the total, would give away the four who are left."""
    labels = {Level(level).label: level for level in Level}
    shown = {
        labels[row[0]]
        for one in carrowby.exits
        for unit in one.units
        for row in unit.rows
        if row and row[0] in labels and MEANS[labels[row[0]]] in row
    }

    assert Level.LIVED_EXPERIENCE not in shown
    assert len(shown) <= 1
    assert shown or carrowby.story.vote is None  # once it is closed, one split is offered


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("deck_export", "ppt/embeddings/"),
        ("deck_export", "slide 2"),
        ("answers_download", "Views, no row is a person"),
        ("answers_download", ".csv"),
        ("proforma_word", "word/document.xml"),
    ],
)
def test_files_are_read_to_their_last_part(carrowby, name, part):
    labels = [unit.label for one in carrowby.named(name) for unit in one.units if unit.words]

    assert [label for label in labels if part in label]


def test_every_exit_was_walked(carrowby):
    """An address that nobody came to is not tested: give what it needs to exits.things_of, or say why not."""
    walked = {one.name for one in carrowby.exits if one.status not in (403, 404)}
    if carrowby.story.vote is None:
        assert walked >= WHILE_OPEN
    else:
        assert {page.name for page in PAGES} - WHILE_OPEN <= walked | set(NOT_IN_THE_DEMO)
