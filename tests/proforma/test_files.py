"""Files in and out: the draft as XLSForm and Word."""

import io
import json

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from docx import Document

from proforma import xlsform
from proforma.models import Option, Part, Proforma, copying
from tests import factories


def workbook(**sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


FORM = workbook(
    survey=[
        ["type", "name", "label", "relevant", "mood"],
        ["begin_group", "you", "About you", "", ""],
        ["select_one yn", "Works", "Does it work?", "", "calm"],
        ["text", "why", "Why not?", "${Works} = 'no'", ""],
        ["end_group", "", "", "", ""],
        ["geopoint", "place", "Where is it?", "", ""],
    ],
    choices=[
        ["list_name", "name", "label"],
        ["yn", "mostly", "Mostly"],
        ["yn", "no", "No"],
    ],
    settings=[["form_title", "form_id"], ["How it goes", "goes"]],
)


def sheets_of(content):
    return {
        sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)]
        for sheet in openpyxl.load_workbook(io.BytesIO(content))
    }


def body(answer):
    return b"".join(answer.streaming_content)


def send(ana, content, name="form.xlsx", unit="person"):
    file = SimpleUploadedFile(name, content)
    return ana.post("/coast/proforma/import/", {"file": file, "unit": unit}, follow=True)


def test_form_from_elsewhere_becomes_a_draft_with_a_report(ana, coast):
    page = send(ana, FORM).content.decode()

    proforma = Proforma.objects.get()
    part = factories.part_of(proforma, Part.Unit.PERSON)
    first, second = part.questions.in_use().with_options()
    assert (proforma.title, first.text, first.choices()) == (
        "How it goes",
        "Does it work?",
        [("mostly", "Mostly"), ("no", "No")],
    )
    assert second.show_if["tests"] == [{"question": first.code, "is": "one_of", "values": ["no"]}]
    assert first.section.title == "About you"
    assert "Where is it?" in page or "place" in page
    assert "kept" in page


def test_what_has_no_place_here_is_written_back(ana, coast):
    send(ana, FORM)
    proforma = Proforma.objects.get()

    answer = ana.get(f"/coast/proforma/{proforma.pk}/xlsform/")

    survey = sheets_of(body(answer))["survey"]
    header = survey[0]
    rows = [dict(zip(header, row, strict=True)) for row in survey[1:]]
    assert [row["name"] for row in rows if row["type"] == "geopoint"] == ["place"]
    assert next(row["mood"] for row in rows if row["name"] == "Works") == "calm"
    assert "filename" in answer["Content-Disposition"]


def test_form_comes_back_from_the_database_as_it_was_read(coast):
    plain = xlsform.read("form.xlsx", FORM).proforma

    proforma = copying.begin(coast.current_cycle(), plain)

    kept = Proforma.objects.with_pages().get(pk=proforma.pk)
    again = copying.proforma_as_plain(kept)
    assert again.parts[0].questions() == plain.parts[0].questions()
    assert xlsform.read("again.xlsx", xlsform.write(again)).proforma.parts[0].questions() == (
        plain.parts[0].questions()
    )


@pytest.mark.parametrize(
    "content", [b"", b"not a workbook", b"PK\x03\x04 broken", workbook(data=[["a"], [1]])]
)
def test_file_that_is_no_form_is_refused_with_a_sentence_and_nothing_is_saved(ana, coast, content):
    page = send(ana, content).content.decode()

    assert "invalid-feedback" in page or "The submitted file is empty" in page
    assert not Proforma.objects.exists()


def test_file_that_is_too_large_is_refused(ana, coast):
    page = send(ana, b"PK" + b"\0" * (6 * 1024 * 1024)).content.decode()

    assert "5 MB" in page
    assert not Proforma.objects.exists()


def test_commands_do_what_the_pages_do(coast, tmp_path, capsys):
    source, report, target = tmp_path / "in.xls", tmp_path / "report.json", tmp_path / "out.xlsx"
    source.write_bytes(FORM)  # its content decides, not its ending

    call_command("import_proforma", source, network="coast", report=report)
    proforma = Proforma.objects.get()
    call_command("export_proforma", proforma.pk, output=target)

    told = json.loads(report.read_text())
    assert told["proforma"] == proforma.pk
    assert told["kept"] >= 2
    assert {"sheet", "row", "outcome", "words"} <= set(told["lines"][0])
    assert "geopoint" in json.dumps(sheets_of(target.read_bytes()))
    assert "is a draft with 2 questions." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [("missing.xlsx", None, "could not be read"), ("text.xlsx", b"hello", ".")],
)
def test_command_says_what_is_wrong_with_the_file(coast, tmp_path, name, content, sentence):
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(CommandError, match=sentence):
        call_command("import_proforma", file, network="coast")
    assert not Proforma.objects.exists()


def test_command_says_that_there_is_no_such_network(coast, tmp_path):
    with pytest.raises(CommandError, match="no network called “coats”"):
        call_command("import_proforma", tmp_path / "x", network="coats")


def test_proforma_is_printed_for_paper(ana, proforma):
    answer = ana.get(f"/coast/proforma/{proforma.pk}/word/")

    text = "\n".join(p.text for p in Document(io.BytesIO(body(answer))).paragraphs)
    assert "How well do we work together?" in text
    assert "How many adults did you support?" in text


def test_empty_proforma_is_not_printed(ana, coast):
    proforma = Proforma.draft(coast.current_cycle(), title="Nothing yet")

    page = ana.get(f"/coast/proforma/{proforma.pk}/word/", follow=True).content.decode()

    assert "It asks nothing yet." in page


def test_every_kind_goes_through_the_workbook_and_back(coast):
    """A form of ours, saved and read again, asks the same."""
    proforma = Proforma.draft(coast.current_cycle(), title="All of it", intro="One of each.")
    part = factories.part_of(proforma, Part.Unit.PERSON)
    part.add_question(
        kind="choose_one", text="Which?", options=["This", ("OTH", "Other")], why="To know."
    )
    part.add_question(
        kind="grid_choice", text="How often?", options=["Often", "Never"], rows=["We meet", "We act"], steer="high",
        show_if={"match": "any", "tests": [{"question": "A1", "is": "one_of", "values": ["o1"]}]},
    )  # fmt: skip
    part.add_question(kind="money", text="How much?", settings={"period": "a year", "basis": True})
    part.questions.get(code="A3").retire()
    plain = copying.proforma_as_plain(Proforma.objects.with_pages().get())

    again = xlsform.read("x.xlsx", xlsform.write(plain)).proforma
    copy = copying.begin(coast.current_cycle(), again)

    loaded = Proforma.objects.with_pages().get(pk=copy.pk)
    assert copying.proforma_as_plain(loaded) == plain
    assert Option.objects.filter(question__part__proforma=copy).count() == 6


@pytest.mark.parametrize(
    "column",
    [
        "hint",
        "tightrope_why",
        "tightrope_origin_note",
        "tightrope_origin",
        "tightrope_options_origin",
    ],
)
def test_cell_that_is_too_long_is_not_too_much_for_the_database(coast, column):
    """PostgreSQL refuses what SQLite takes."""
    content = workbook(
        survey=[["type", "name", "label", column], ["text", "q", "How? " * 200, "so " * 400]],
        choices=[["list_name", "name", "label"]],
        settings=[["form_title", "tightrope_form"], ["Long " * 100, "1"]],
    )

    proforma = copying.begin(coast.current_cycle(), xlsform.read("x.xlsx", content).proforma)

    assert proforma.parts.get(unit="person").questions.get().text.startswith("How? How?")
