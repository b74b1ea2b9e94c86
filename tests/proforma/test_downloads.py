"""The answers as files: nobody is recognised in them, and nothing in them is more than what it seems."""

import csv
import io
import json
import zipfile
from datetime import datetime

import openpyxl
import pandas as pd
import pytest
from django.utils import timezone

from network.disclosure import Sharing
from proforma import downloads, export
from proforma.models import Flag, Part, Proforma, Quote, QuoteEvent, Response, copying
from tests import factories

VIEWS = "Views, no row is a person"
HOSTILE = ["=1+1", "+44 1904 1", "-2+3", "@SUM(A1)", "\t=1+1", "＝1+1", " =cmd|' /C calc'!A0"]


@pytest.fixture
def answered(coast, harbour, proforma):
    """Seven people, five of whom are released; Harbour Lights by name, Shore Recovery in totals."""
    people = factories.create_people(coast, 7, partner=harbour)
    shore = coast.add_partner(name="Shore Recovery", sector="charity")
    lead = factories.create_people(coast, 1, partner=shore, start=20)[0]
    factories.open_now(proforma)
    views = factories.part_of(proforma, Part.Unit.PERSON)
    for n, person in enumerate(people):
        factories.answer(views, person, A1=n, A2=["A"], A3=f"=Words {n}")
    figures = factories.part_of(proforma, Part.Unit.PARTNER)
    for person, sharing, number in ((people[0], Sharing.NAMED, 3), (lead, Sharing.TOTALS, 77)):
        give(figures, person, sharing, B1=number)
    return proforma


def give(part, person, sharing, **values):
    response = factories.answer(part, person, submit=False, **values)
    response.choose_sharing(sharing)
    response.submit()
    return response


def body(answer):
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def workbook_of(client, proforma):
    return body(client.get(f"/coast/proforma/{proforma.pk}/answers/"))


def sheets_of(client, proforma):
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(client, proforma)))
    return {sheet.title: [list(row) for row in sheet.values] for sheet in book}


def files_of(client, proforma):
    """{name: bytes} of the files of text."""
    packed = body(client.get(f"/coast/proforma/{proforma.pk}/answers/?as=csv"))
    files = zipfile.ZipFile(io.BytesIO(packed))
    return {name: files.read(name) for name in files.namelist()}


def every_byte(client, proforma):
    """All that stands in either file, unpacked."""
    book = zipfile.ZipFile(io.BytesIO(workbook_of(client, proforma)))
    parts = [book.read(name) for name in book.namelist()]
    return b"\n".join([*parts, *files_of(client, proforma).values()]).decode()


def columns_of(client, proforma, sheet=VIEWS):
    """{key: the cells that are filled}."""
    rows = sheets_of(client, proforma)[sheet]
    return {
        key: [row[n] for row in rows[2:] if row[n] is not None] for n, key in enumerate(rows[0])
    }


def code_book_of(client, proforma):
    """{key: {heading: cell}}."""
    heading, *rows = sheets_of(client, proforma)["Code book"]
    return {row[0]: dict(zip(heading, row, strict=True)) for row in rows}


def tables_now(proforma):
    found = Proforma.objects.with_parts().select_related("cycle__network").get(pk=proforma.pk)
    return downloads.tables(found, timezone.now())


def ask(proforma, kind, text, unit="person", **fields):
    return factories.part_of(proforma, unit).add_question(kind=kind, text=text, **fields)


# Views


def test_views_leave_only_in_whole_steps_and_without_a_name(ana, answered):
    views = sheets_of(ana, answered)[VIEWS]

    column = [row[0] for row in views[2:]]
    assert sorted(column) == [0, 1, 2, 3, 4]  # five of the seven, while it is open
    assert "Person" not in json.dumps(views)


def test_nothing_of_the_views_leaves_before_enough_have_answered(ana, coast, harbour, proforma):
    people = factories.create_people(coast, 4, partner=harbour)
    factories.open_now(proforma)
    for person in people:
        factories.answer(factories.part_of(proforma, "person"), person, A1=7, A3="So few words")

    assert VIEWS not in sheets_of(ana, proforma)
    assert "So few words" not in every_byte(ana, proforma)
    assert "A1" in code_book_of(ana, proforma)  # what is asked is no secret


def test_no_row_of_the_views_is_a_person(ana, answered):
    answered.close()
    orders = set()
    for _time in range(8):
        views = sheets_of(ana, answered)[VIEWS]
        words = views[0].index("A3")
        orders.add(tuple((row[0], row[words]) for row in views[2:]))

    assert len(orders) > 1  # drawn anew each time, each column on its own
    assert any(str(row[0]) not in row[1] for order in orders for row in order)


def test_words_of_a_code_stand_beside_it_line_by_line(ana, coast, harbour, proforma):
    ask(proforma, "choose_one", "When?", options=[("D", "By day"), ("N", "At night")], rows=[])
    people = factories.create_people(coast, 8, partner=harbour)
    factories.open_now(proforma)
    for n, person in enumerate(people):
        factories.answer(factories.part_of(proforma, "person"), person, A4="DN"[n % 2])
    proforma.close()

    columns = columns_of(ana, proforma)

    pairs = set(zip(columns["A4"], columns["A4.label"], strict=True))
    assert pairs == {("D", "By day"), ("N", "At night")}


def test_other_words_stand_right_beside_their_option(ana, coast, harbour, open_proforma):
    for person in factories.create_people(coast, 5, partner=harbour):
        entry = {"value": ["OTH"], "other": f"Elsewhere {person.pk}"}
        part = factories.part_of(open_proforma, "person")
        Response.record(part, person, {"A2": entry})[0].submit()

    columns = columns_of(ana, open_proforma)

    keys = list(columns)
    assert keys[keys.index("A2/OTH") + 1] == "A2/OTH.other"
    assert (len(columns["A2/OTH.other"]), columns["A2/A"]) == (5, [0] * 5)


def test_retired_question_keeps_its_column(ana, answered):
    answered.parts.get(unit="person").questions.get(code="A2").retire()

    columns = columns_of(ana, answered)

    assert {"A2/A", "A2/B", "A2/OTH"} <= columns.keys()
    assert columns["A2/A"] == [1] * 5


def test_columns_are_the_same_whatever_path_people_took(ana, coast, harbour, proforma):
    """The form decides them, and not what was answered: two downloads can be put together."""
    condition = {"match": "all", "tests": [{"question": "A1", "is": "at_least", "value": "5"}]}
    ask(proforma, "choose_one", "Why?", options=["This", "That"], show_if=condition)
    people = factories.create_people(coast, 15, partner=harbour)
    factories.open_now(proforma)
    views = factories.part_of(proforma, "person")
    keys = []
    for n, values in enumerate([{"A1": 1}, {"A1": 9, "A4": "o1"}, {"A2": ["A"], "A3": "Words"}]):
        for person in people[5 * n : 5 * n + 5]:
            factories.answer(views, person, **values)
        keys.append(list(columns_of(ana, proforma)))

    assert keys[0] == keys[1] == keys[2]
    assert {"A1", "A1.state", "A2/A", "A2/OTH.other", "A3", "A4", "A4.label"} <= set(keys[0])


def test_question_of_a_later_version_has_its_column_in_the_forms_order(ana, answered):
    later = ask(answered, "scale", "And now?")
    part = factories.part_of(answered, "person")
    part.reorder([(later.section_id, [later.pk])])
    factories.part_of(answered, "person").freeze(asks_answered=False)

    columns = columns_of(ana, answered)

    assert list(columns)[:2] == [later.code, f"{later.code}.state"]
    assert columns[later.code] == []
    assert code_book_of(ana, answered)[later.code]["first asked in version"] == 2


def test_how_many_left_something_blank_is_said(ana, coast, harbour, open_proforma):
    views = factories.part_of(open_proforma, "person")
    for n, person in enumerate(factories.create_people(coast, 6, partner=harbour)):
        whole = {"A2": ["A"], "A3": "Words"} if n else {}
        factories.answer(views, person, A1=n, **whole)
    open_proforma.close()

    assert "Of these 6, 1 left something blank." in json.dumps(
        sheets_of(ana, open_proforma)["About"]
    )


def test_words_of_which_too_few_stand_beside_answers_do_not_leave(ana, coast, harbour, proforma):
    ask(proforma, "scale", "How well?", settings={"comment": True})
    people = factories.create_people(coast, 6, partner=harbour)
    factories.open_now(proforma)
    for n, person in enumerate(people):
        entry = {"value": 3} | ({"comment": "One’s own"} if n < 4 else {})
        Response.record(factories.part_of(proforma, "person"), person, {"A4": entry})[0].submit()
    proforma.close()

    assert columns_of(ana, proforma)["A4.comment"] == []
    assert "One’s own" not in every_byte(ana, proforma)


# Words that do not leave


@pytest.fixture
def written(coast, harbour, open_proforma):
    """Six people’s words; the results are closed."""
    views = factories.part_of(open_proforma, "person")
    for n, person in enumerate(factories.create_people(coast, 6, partner=harbour)):
        factories.answer(views, person, A3=f"These were my words {n}.")
    open_proforma.close()
    return open_proforma


def quote_from(proforma, words, *, asked=True, **fields):
    response = Response.objects.get(answers__A3__value=words)
    at = timezone.now() if asked else None
    return Quote.objects.create(
        proforma=proforma, response=response, code="A3", text="my words", asked_at=at, **fields
    )


def test_words_that_are_held_back_are_in_no_file(ana, written):
    response = Response.objects.get(answers__A3__value="These were my words 2.")
    Flag.objects.create(
        response=response, code="A3", kind="identifying", found=["words 2"], digest="x",
        at=timezone.now(),
    )  # fmt: skip

    everything = every_byte(ana, written)

    assert "my words 1" in everything
    assert "my words 2" not in everything
    assert "held back: it is being read first" in everything


@pytest.mark.parametrize("audience", [Quote.Audience.NOBODY, Quote.Audience.COORDINATOR])
def test_words_that_may_not_be_quoted_to_members_are_in_no_file(ana, written, audience):
    quote_from(written, "These were my words 2.", audience=audience)

    everything = every_byte(ana, written)

    assert "my words 1" in everything
    assert "my words 2" not in everything
    assert len(columns_of(ana, written)["A3"]) == 6  # that they answered still counts


def test_words_that_may_be_quoted_are_in_the_file_unless_some_were_taken_out(ana, written):
    quote = quote_from(written, "These were my words 2.", audience=Quote.Audience.MEMBERS)
    assert "my words 2" in every_byte(ana, written)

    quote.events.create(kind=QuoteEvent.Kind.REDACTED)
    assert "my words 2" not in every_byte(ana, written)


def test_words_nobody_was_asked_for_are_in_the_file(ana, written):
    quote_from(written, "These were my words 2.", asked=False)

    assert "my words 2" in every_byte(ana, written)


# Figures


def test_figures_leave_by_name_only_where_that_was_agreed(ana, answered):
    figures = columns_of(ana, answered, "Figures")

    assert (figures["partner"], figures["B1"]) == (["Harbour Lights"], ["fewer than 5"])
    assert "77" not in json.dumps(sheets_of(ana, answered)["Figures"])


def test_a_partner_that_shares_less_leaves_the_file_at_once(ana, answered):
    response = Response.objects.get(partner__name="Harbour Lights")
    response.choose_sharing(Sharing.TOTALS)

    assert columns_of(ana, answered, "Figures")["partner"] == []


def test_return_says_whether_it_is_complete_and_how_much_is_blank(ana, coast, answered):
    ask(answered, "decimal", "How many hours?", unit="partner")
    ask(answered, "money", "How much?", unit="partner")
    factories.part_of(answered, "partner").freeze(asks_answered=True)

    figures = columns_of(ana, answered, "Figures")

    assert (figures["return"], figures["return.blank"]) == (["partial"], [2])


def test_few_people_stay_few_though_they_were_given_with_a_fraction(
    ana, coast, pat_person, proforma
):
    coast.smallest_count = 10
    coast.save()
    ask(proforma, "decimal", "How many?", unit="partner", settings={"unit": "people"})
    ask(proforma, "grid_number", "Of which?", "partner", rows=[("r1", "a"), ("r2", "b")],
        settings={"unit": "people"})  # fmt: skip
    factories.open_now(proforma)
    figures = factories.part_of(proforma, "partner")
    give(figures, pat_person, Sharing.NAMED, B1=50, B2="9.5", B3={"r1": 0, "r2": 9})

    columns = columns_of(ana, proforma, "Figures")

    assert columns["B2"] == columns["B3/r2"] == ["fewer than 10"]
    assert (columns["B1"], columns["B3/r1"]) == ([50], [0])


def test_partner_that_is_not_named_is_in_no_file_though_others_name_it(ana, coast, answered):
    later = ask(answered, "organisations", "Whom do you ring?", unit="partner")
    mine = ask(answered, "organisations", "Who rings back?")
    for unit in ("partner", "person"):
        factories.part_of(answered, unit).freeze(asks_answered=True)
    named, totals = coast.partners.order_by("name")
    quiet = coast.add_partner(name="Quay House", sector="housing")  # gave no figures
    chosen = [named.pk, totals.pk, quiet.pk]
    lead = coast.people.get(name="Person 1")
    factories.answer(factories.part_of(answered, "partner"), lead, **{later.code: chosen})
    for person in coast.people.filter(partner=named):
        factories.answer(factories.part_of(answered, "person"), person, **{mine.code: chosen})

    columns = columns_of(ana, answered, "Figures")

    assert columns[later.code] == ["Harbour Lights; Quay House"]
    assert set(columns_of(ana, answered)[mine.code]) == {"Harbour Lights; Quay House"}
    assert "Shore" not in every_byte(ana, answered)


def test_demo_lets_out_no_partner_that_is_not_named_and_no_words_that_are_held(carrowby):
    proforma = Proforma.objects.with_parts().select_related("cycle__network")
    found = proforma.get(pk=carrowby.proforma.pk)
    book = zipfile.ZipFile(io.BytesIO(downloads.answers_workbook(found, factories.CARROWBY_TODAY)))
    packed = zipfile.ZipFile(io.BytesIO(downloads.answers_csv(found, factories.CARROWBY_TODAY)))
    everything = b"\n".join(
        part.read(name) for part in (book, packed) for name in part.namelist()
    ).decode()

    for nowhere in (
        "Adults and Public Health",
        "Mental Health NHS Trust",
        "Probation Service",
        "Garrick Row",
        "why it stopped",
        "at one of our houses",
    ):
        assert nowhere not in everything
    assert "Saltgate Recovery" in everything
    figures = next(
        table for table in downloads.tables(found, timezone.now()) if table.name == "figures"
    )
    rows = {row[0]: dict(zip(figures.rows[0], row, strict=True)) for row in figures.rows}
    assert rows["Second Bell Peer Collective"]["B3/abuse"] == "fewer than 5"
    assert rows["Second Bell Peer Collective"]["return"] == "partial"


# What a cell is


def test_numbers_and_days_are_read_as_such_by_pandas_and_by_a_spreadsheet(
    ana, coast, pat_person, proforma
):
    for kind in ("money", "percentage", "decimal", "date", "date_time", "time", "month", "yes_no"):
        ask(proforma, kind, f"Which {kind}?", unit="partner")
    factories.open_now(proforma)
    given = {
        "B1": 1200, "B2": "99.5", "B3": "12.25", "B4": 3, "B5": "2027-03-14",
        "B6": "2027-03-14T09:30", "B7": "09:30", "B8": "2027-03", "B9": "no",
    }  # fmt: skip
    give(factories.part_of(proforma, "partner"), pat_person, Sharing.NAMED, **given)

    columns = columns_of(ana, proforma, "Figures")
    assert [columns[f"B{n}"][0] for n in range(1, 5)] == [1200, 99.5, 12.25, 3]
    assert columns["B5"] == [datetime(2027, 3, 14)]
    assert columns["B6"] == [datetime(2027, 3, 14, 9, 30)]
    assert columns["B8"] == [datetime(2027, 3, 1)]
    assert (columns["B9"], columns["B9.label"]) == (["no"], ["No"])
    frame = pd.read_excel(io.BytesIO(workbook_of(ana, proforma)), "Figures", skiprows=[1])
    assert frame["B2"].dtype.kind == "f"
    assert {frame[key].dtype.kind for key in ("B5", "B6", "B8")} == {"M"}
    file = next(text for name, text in files_of(ana, proforma).items() if "figures" in name)
    frame = pd.read_csv(io.BytesIO(file), skiprows=[1], parse_dates=["B5", "B6", "B8"])
    assert (frame["B1"][0], frame["B2"][0]) == (1200, 99.5)
    assert frame["B8"][0] == pd.Timestamp(2027, 3, 1)


@pytest.fixture
def hostile(coast, harbour, proforma):
    """Words that a spreadsheet would run: in answers, questions, choices, a partner’s name and its note."""
    harbour.name = "=HYPERLINK(A1)"
    harbour.save()
    ask(proforma, "choose_several", "=1+2", options=[("=X", "@choice")])
    people = factories.create_people(coast, len(HOSTILE), partner=harbour)
    factories.open_now(proforma)
    for text, person in zip(HOSTILE, people, strict=True):
        changes = {"A3": {"value": text}, "A2": {"value": ["OTH"], "other": text}}
        changes["A4"] = {"value": ["=X"]}
        Response.record(factories.part_of(proforma, "person"), person, changes)[0].submit()
    figures = factories.part_of(proforma, "partner")
    entry = {"value": 60, "caveat": "=cmd|' /C calc'!A0", "source": "http://coast.example"}
    response, _conflicts = Response.record(figures, people[0], {"B1": entry})
    response.choose_sharing(Sharing.NAMED)
    response.submit()
    proforma.close()
    return proforma


def test_nothing_in_the_workbook_is_a_formula_or_a_link(ana, hostile):
    content = workbook_of(ana, hostile)

    cells = [
        cell
        for sheet in openpyxl.load_workbook(io.BytesIO(content))
        for row in sheet.iter_rows()
        for cell in row
    ]
    assert len([cell for cell in cells if str(cell.value).startswith("=")]) > 5
    assert "f" not in {cell.data_type for cell in cells}
    assert not any(cell.hyperlink for cell in cells)
    packed = zipfile.ZipFile(io.BytesIO(content))
    sheets = [packed.read(name) for name in packed.namelist() if "worksheets" in name]
    assert not any(
        b"<f" in sheet or b"hyperlink" in sheet.split(b"<sheetData")[0] for sheet in sheets
    )


def test_nothing_in_the_files_of_text_begins_as_a_formula(ana, hostile):
    cells = {
        cell
        for file in files_of(ana, hostile).values()
        for row in csv.reader(io.StringIO(file.decode("utf-8-sig")))
        for cell in row
    }

    assert {f"'{text}" for text in HOSTILE} <= cells
    assert "'=HYPERLINK(A1)" in cells
    assert not [cell for cell in cells if cell.strip()[:1] in {*"=+@＝", "-"}]


def test_files_of_text_hold_the_same_as_the_workbook(ana, answered):
    answered.close()
    files, sheets = files_of(ana, answered), sheets_of(ana, answered)

    rows = {
        name: list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline="")))
        for name, file in files.items()
    }
    day = f"coast-{timezone.localdate()}"
    assert list(rows) == [
        f"{day}-{name}.csv" for name in ("about", "views", "figures", "code-book")
    ]
    for found, sheet in zip(rows.values(), sheets.values(), strict=True):
        assert found[0] == [cell if cell is not None else "" for cell in sheet[0]]
        assert len(found) == len(sheet)
    for file in files.values():
        assert file.startswith(b"\xef\xbb\xbf")
        assert file.count(b"\n") == file.count(b"\r\n")


def test_file_is_called_by_the_network_and_the_day(ana, answered):
    for ending, address in (("xlsx", "answers/"), ("zip", "answers/?as=csv")):
        answer = ana.get(f"/coast/proforma/{answered.pk}/{address}")
        name = f"coast-answers-{timezone.localdate()}.{ending}"
        assert f'filename="{name}"' in answer["Content-Disposition"]
        assert answer["Cache-Control"] == "no-store"


def test_both_files_are_offered_to_who_may_edit_and_given_to_nobody_else(ana, vic, answered):
    page = f"/coast/proforma/{answered.pk}/"

    assert "answers/?as=csv" in ana.get(page).content.decode()
    for address in ("answers/", "answers/?as=csv"):
        assert address not in vic.get(page).content.decode()
        assert vic.get(page + address).status_code == 403


# The code book


def test_code_book_says_what_each_column_and_code_means(ana, coast, harbour, proforma):
    person = factories.create_people(coast, 1, partner=harbour, start=30)[0]
    ask(proforma, "choose_one", "When?", options=[("D", "By day"), ("OTH", "Other")],
        origin="participant", origin_person=person)  # fmt: skip
    factories.open_now(proforma)
    proforma.parts.get(unit="person").questions.get(code="A1").retire()

    book = code_book_of(ana, proforma)

    assert book["A4"]["codes"] == "D = By day; OTH = Other"
    assert book["A4"]["where it came from"] == "a participant"
    assert book["A4/OTH.other"]["kind of answer"] == "other, in words"
    assert book["A2/A"]["in words"] == "Where do people get stuck? At the door"
    assert book["A2/A"]["codes"] == "1 = chosen; 0 = not chosen"
    assert book["A1"]["ends of the scale"] == "0; 10"
    assert book["A1"]["asked no more since"].date() == timezone.localdate()
    assert book["A1.state"]["codes"].startswith("dont_know = I do not know")
    assert (book["B1"]["unit"], book["B1"]["last asked in version"]) == ("people", 1)
    assert "Person 30" not in every_byte(ana, proforma)


@pytest.mark.parametrize("kind", ["choose_one", "choose_several", "rank"])
@pytest.mark.parametrize("answered_by", [2, 6])
def test_choice_that_stood_before_few_is_in_neither_sheet_nor_code_book(
    ana, coast, harbour, proforma, kind, answered_by
):
    """Nor if the question itself is not shown, for then too its late choice tells of the last few."""
    question = ask(proforma, kind, "When?", options=[("D", "By day")])
    people = factories.create_people(coast, 8, partner=harbour)
    factories.open_now(proforma)
    views = factories.part_of(proforma, "person")
    for n, person in enumerate(people[:6]):
        day = {"A4": "D" if kind == "choose_one" else ["D"]} if n < answered_by else {}
        factories.answer(views, person, A1=3, **day)
    question = type(question).objects.get(pk=question.pk)
    question.rewrite(kind=kind, options=[*question.choices(), ("N", "At night")], rows=[])
    views.freeze()
    night = "N" if kind == "choose_one" else ["N"]
    factories.answer(factories.part_of(proforma, "person"), people[6], A1=3, A4=night)
    proforma.close()

    everything = every_byte(ana, proforma)

    assert "By day" in everything
    assert "At night" not in everything
    assert "A4/N" not in everything


def test_choice_that_nobody_was_asked_yet_has_no_column(ana, pat_person, proforma):
    question = ask(proforma, "choose_several", "When?", "partner", options=[("D", "By day")])
    factories.open_now(proforma)
    give(factories.part_of(proforma, "partner"), pat_person, Sharing.NAMED, B2=["D"])
    question = type(question).objects.get(pk=question.pk)
    question.set_options([*question.choices(), ("N", "At night")], "option")

    columns = columns_of(ana, proforma, "Figures")

    assert columns["B2/D"] == [1]
    assert "B2/N" not in columns
    assert "At night" not in every_byte(ana, proforma)


def test_codes_and_columns_are_the_same_in_the_next_cycle(coast, answered):
    keys = {table.name: table.rows[0] for table in tables_now(answered)}
    copy = copying.copy_proforma(answered, coast.cycles.create(number=2))
    factories.open_now(copy)
    parts = [factories.part_of(copy, unit) for unit in ("person", "partner")]

    views, figures = ([c.key for c in export.columns(p.asked_questions())] for p in parts)

    assert views == keys["views"]
    assert figures == keys["figures"][3:]


# All in all


@pytest.mark.parametrize("count", [10, 60])
def test_files_ask_as_often_for_ten_as_for_sixty(
    coast, pat_person, proforma, count, django_assert_num_queries
):
    ask(proforma, "organisations", "Whom do you ring?")
    factories.open_now(proforma)
    views, figures = (factories.part_of(proforma, unit) for unit in ("person", "partner"))
    partner = pat_person.partner.pk
    factories.create_many_responses(
        views, count, lambda n: {"A1": n % 11, "A3": f"Words {n}", "A4": [partner]}, partners=count
    )
    for person in coast.participants()[: count // 2]:
        give(figures, person, Sharing.NAMED, B1=50 + person.pk)
    found = Proforma.objects.with_parts().select_related("cycle__network").get(pk=proforma.pk)

    with django_assert_num_queries(13):
        downloads.tables(found, timezone.now())
