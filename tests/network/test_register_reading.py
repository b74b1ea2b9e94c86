"""Whatever list somebody has becomes rows, or a sentence about why not; nothing is saved."""

import io
import time
import zipfile

import openpyxl
import pytest
from django.utils.translation import override

from network.register import PersonRow, Table, UnreadableTable, plan, read_pasted, read_upload


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def csv_rows(text):
    return read_upload("people.csv", text.encode()).rows


def workbook(*rows, width=None):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if width:
        book.active.cell(1, width).number_format = "0.00"  # styled, and empty
    return saved(book)


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(content, name, data):
    """The workbook with one of its parts replaced."""
    out = io.BytesIO()
    old = zipfile.ZipFile(io.BytesIO(content))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in {*old.namelist(), name}:
            new.writestr(part, data if part == name else old.read(part))
    return out.getvalue()


def report(text, partners=(), emails=(), people=()):
    return plan(read_pasted(text), partners=partners, emails=emails, people=people)


def said(*args, **kwargs):
    return [sentence for row in report(*args, **kwargs).rows for sentence in row.sentences]


# --- Text files -----------------------------------------------------------------------------

PLAIN = "Name,Email\nZoë Ní,zoe@saltgate.example\n"


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("utf-16"),
        PLAIN.encode("utf-16-le"),
        PLAIN.encode("utf-16-be"),
        PLAIN.encode("cp1252"),
        PLAIN.replace(",", ";").encode(),
        PLAIN.replace(",", "\t").encode(),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
        PLAIN.replace(",", ",  ").encode(),
        PLAIN.replace("Zoë", "Zoe\u0308").encode(),  # the two dots as a character of their own
    ],
)
def test_encodings_delimiters_and_line_ends(content):
    assert read_upload("people.csv", content) == Table(
        [(1, ["Name", "Email"]), (2, ["Zoë Ní", "zoe@saltgate.example"])]
    )


def test_the_mark_at_the_start_of_a_file_is_heeded():
    assert read_upload("p.csv", '"Name, all of it",Email'.encode("utf-8-sig")).rows == [
        (1, ["Name, all of it", "Email"])
    ]
    assert read_upload("p.csv", "Ζωή,Άννα".encode("utf-16")).rows == [(1, ["Ζωή", "Άννα"])]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b\n\n  ,\nc,d\n", [(1, ["a", "b"]), (4, ["c", "d"])]),  # blank lines are counted
        ('a,"b\nc"\nd,e\n', [(1, ["a", "b c"]), (2, ["d", "e"])]),  # as a spreadsheet numbers them
        (
            '"Lee, Ann";a@b.example\n"Poe, Bo";c@d.example\n',
            [(1, ["Lee, Ann", "a@b.example"]), (2, ["Poe, Bo", "c@d.example"])],
        ),
        (
            "Lee, Ann;a@b.example;X\nBo;c@d.example;X\n",
            [(1, ["Lee, Ann", "a@b.example", "X"]), (2, ["Bo", "c@d.example", "X"])],
        ),
        (
            "sep=|\nName|Town\nAnn|Leeds, York\n",
            [(2, ["Name", "Town"]), (3, ["Ann", "Leeds, York"])],
        ),
        ("a,b,,,,\n", [(1, ["a", "b"])]),
        ("a" + "," * 1023 + "\nb\n", [(1, ["a"]), (2, ["b"])]),  # 1024 columns, one used
        ("A\x07nn\x00,a\u200bb\u202e\n", [(1, ["A nn", "ab"])]),
        ("=1+1,+44 1904\n@SUM(A1),-2\n", [(1, ["=1+1", "+44 1904"]), (2, ["@SUM(A1)", "-2"])]),
        ("Name\nAnn\n", [(1, ["Name"]), (2, ["Ann"])]),
    ],
)
def test_cells_as_they_are_but_tidy(text, rows):
    assert csv_rows(text) == rows


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.csv", b"", "There is nothing in this list."),
        ("blank.csv", b" ,\n\n,,\n", "There is nothing in this list."),
        ("photo.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0\1\2" * 50, "“photo.csv” is not a list"),
        ("photo.csv", b"\xff\xd8\xff\xe0 not many controls", "“photo.csv” is not a list"),
        ("noise.csv", bytes(range(1, 32)) * 20, "“noise.csv” is not a list"),
        ("odd.csv", b"Name\nAnn \x81\x8d\n", "“odd.csv” is not a list"),
        ("minutes.pdf", b"%PDF-1.7 hello", "“minutes.pdf” is not a list"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Save it as .xlsx or as CSV."),
        ("open.csv", b'Name,Email\nAnn,a@b.example\n"Bo,c@d.example\nCy,e@f.example\n', "Row 3 opens a quotation mark"),
        ("large.csv", b"a" * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
        ("long.csv", b"Ann,a@b.example\n" * 5001, "more than 5000 rows"),
        ("long.csv", b"Ann\n" + b"\n" * 50_000 + b"Bo\n", "past row 50,000"),
        ("wide.csv", b"a," * 50 + b"a\n", "Row 1 has more than 50 columns"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_a_sentence(name, content, sentence):
    with pytest.raises(UnreadableTable, match=".") as refusal:
        read_upload(name, content)

    assert sentence in str(refusal.value)


def test_as_long_and_as_wide_as_allowed():
    assert len(csv_rows("Ann,a@b.example\n" * 5000)) == 5000
    assert len(csv_rows("a," * 49 + "a\n")[0][1]) == 50


# --- Workbooks ------------------------------------------------------------------------------


def test_a_workbook_is_recognised_by_its_content():
    content = workbook(["Name", "Phone", None], [None], ["Ann", 1904555012.0], ["Bo", 2.5])

    assert read_upload("people.csv", content).rows == [
        (1, ["Name", "Phone"]),
        (3, ["Ann", "1904555012"]),
        (4, ["Bo", "2.5"]),
    ]


def test_only_the_first_sheet_is_read():
    book = openpyxl.Workbook()
    book.active.append(["Ann"])
    book.create_sheet("Old").append(["Zed"])

    assert read_upload("people.xlsx", saved(book)).rows == [(1, ["Ann"])]


def test_a_sheet_declared_wider_or_smaller_than_it_is():
    assert read_upload("p.xlsx", workbook(["Ann", "a@b.example"], width=1024)).rows == [
        (1, ["Ann", "a@b.example"])
    ]

    content = workbook(["Ann", "a@b.example"], ["Bo", "c@d.example"])
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml")
    assert b'ref="A1:B2"' in sheet
    content = with_part(
        content, "xl/worksheets/sheet1.xml", sheet.replace(b'ref="A1:B2"', b'ref="A1"')
    )
    assert len(read_upload("p.xlsx", content).rows) == 2


def test_formulas_give_their_saved_result_and_text_stays_text():
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        b'<c r="A1" t="str"><f>B1&amp;C1</f><v>Ann Lee</v></c>'
        b'<c r="B1" t="inlineStr"><is><t>=HYPERLINK("x")</t></is></c>'
        b'<c r="C1"><f>1+1</f></c><c r="D1"><v>7</v></c></row></sheetData></worksheet>'
    )
    content = with_part(workbook(["x"]), "xl/worksheets/sheet1.xml", sheet)

    assert read_upload("p.xlsx", content).rows == [(1, ["Ann Lee", '=HYPERLINK("x")', "", "7"])]


def test_five_thousand_rows_of_a_workbook():
    assert len(read_upload("p.xlsx", workbook(*[["Ann"]] * 5000)).rows) == 5000
    with pytest.raises(UnreadableTable, match="more than 5000 rows"):
        read_upload("p.xlsx", workbook(*[["Ann"]] * 5001))


HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"


def test_the_largest_workbook_allowed_is_read():
    row = b"<row>" + b"<c><v>1</v></c>" * 50 + b"</row>"
    content = with_part(workbook(["x"]), "xl/worksheets/sheet1.xml", HEAD + row * 5000 + TAIL)

    assert len(read_upload("p.xlsx", content).rows) == 5000


@pytest.mark.parametrize(
    ("part", "data", "sentence"),
    [
        ("xl/media/image1.png", b"\0" * 21_000_000, "unpacks to far more"),
        ("xl/worksheets/sheet1.xml", HEAD + b'<row r="1">' + b"<c/>" * 1_000_000 + b"</row>" + TAIL, "unpacks to far more"),
        ("xl/worksheets/sheet1.xml", HEAD + b"<row/>" * 900_000 + TAIL, "unpacks to far more"),
        ("xl/styles.xml", b"<styleSheet>" + b"<xf/>" * 60_000 + b"</styleSheet>", "unpacks to far more"),
        ("xl/worksheets/sheet1.xml", HEAD + b'<row r="999999"><c><v>1</v></c></row>' + TAIL, "past row 50,000"),
        ("xl/worksheets/sheet1.xml", b'<!DOCTYPE x [<!ENTITY y "yyyy">]>' + HEAD + TAIL, "could not be opened"),
        ("xl/worksheets/sheet1.xml", HEAD + b"<row><c>", "could not be opened"),
        ("xl/workbook.xml", b"<workbook/>", "could not be opened"),
    ],
    ids=["bomb", "cells", "rows", "styles", "gap", "entities", "broken", "no sheets"],
)  # fmt: skip
def test_hostile_and_damaged_workbooks_are_refused_quickly(part, data, sentence):
    content = with_part(workbook(["Ann"]), part, data)
    assert len(content) < 100_000

    began = time.process_time()
    with pytest.raises(UnreadableTable, match=sentence):
        read_upload("p.xlsx", content)
    assert time.process_time() - began < 10


def test_a_small_file_that_declares_a_huge_size():
    content = bytearray(workbook(["Ann"]))
    directory = content.rindex(b"PK\x01\x02")
    content[directory + 24 : directory + 28] = (2_000_000_000).to_bytes(4, "little")

    with pytest.raises(UnreadableTable, match="unpacks to far more"):
        read_upload("p.xlsx", bytes(content))


@pytest.mark.parametrize("content", [b"PK\x03\x04 nothing more", b"PK\x05\x06" + b"\0" * 18])
def test_other_packages_are_not_workbooks(content):
    with pytest.raises(
        UnreadableTable, match="“letter.docx” could not be opened as an Excel workbook"
    ):
        read_upload("letter.docx", content)


# --- Pasted text ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Ann\ta@b.example\tSalt, Gate\nBo\t\tX\n", [(1, ["Ann", "a@b.example", "Salt, Gate"]), (2, ["Bo", "", "X"])]),
        ('Ann\t"two\nlines"\n', [(1, ["Ann", "two lines"])]),
        ("Ann, a@b.example, Saltgate\n", [(1, ["Ann", "a@b.example", "Saltgate"])]),
        ("Ann <a@b.example>\n\nBo Poe <c@d.example>,\n", [(1, ["Ann", "a@b.example"]), (3, ["Bo Poe", "c@d.example"])]),
        ('"Lee, Ann" <a@b.example>; Bo <c@d.example>', [(1, ["Lee, Ann", "a@b.example"]), (2, ["Bo", "c@d.example"])]),
        ("Lee, Ann <a@b.example>, Bo <c@d.example>", [(1, ["Lee, Ann", "a@b.example"]), (2, ["Bo", "c@d.example"])]),
        ("Ann <a@b.example>;\nBo <c@d.example>;\ne@f.example", [(1, ["Ann", "a@b.example"]), (2, ["Bo", "c@d.example"]), (3, ["", "e@f.example"])]),
        ("Ann <a@b.example>, Saltgate\nCy\nBo <c@d.example>", [(1, ["Ann", "a@b.example", "Saltgate"]), (2, ["Cy"]), (3, ["Bo", "c@d.example"])]),
        ("Ann\nBo\n", [(1, ["Ann"]), (2, ["Bo"])]),
    ],
)  # fmt: skip
def test_ways_of_pasting(text, rows):
    assert read_pasted(text).rows == rows


def test_pasting_is_bounded():
    with pytest.raises(UnreadableTable, match="5 MB"):
        read_pasted("a" * (5 * 1024 * 1024 + 1))
    with pytest.raises(UnreadableTable, match="nothing"):
        read_pasted(" \n \t \n")
    with pytest.raises(UnreadableTable, match="5000"):
        read_pasted("Ann <a@b.example>\n" * 5001)


@pytest.mark.parametrize(
    "text", [">," * 500_000, "<" + "@" * 4_000_000, ("<" + "a" * 400) * 10_000, "," * 2_000_000]
)
def test_hostile_text_is_refused_quickly(text):
    began = time.process_time()
    with pytest.raises(UnreadableTable):
        read_pasted(text)
    assert time.process_time() - began < 10


# --- Columns --------------------------------------------------------------------------------

ANN = PersonRow("Ann Lee", "ann@b.example", "Saltgate", "Nurse", "manager", "peer", "01904 555012")
VALUES = {
    "name": "Ann Lee", "email": "ann@b.example", "partner": "Saltgate", "role": "Nurse",
    "level": "manager", "sector": "peer", "phone": "01904 555012", "first": "Ann", "last": "Lee",
    "-": "zzz",
}  # fmt: skip


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        (["Name", "Email", "Partner", "Role", "Level", "Sector", "Phone"], "name email partner role level sector phone"),
        (["MOBILE", "type", "level", "JOB TITLE", "Organisation", "E-mail", "full name"], "phone sector level role partner email name"),
        (["Surname", "First name", "e-mail address:", "Agency", "Post", "Level", "Kind", "Phone (work)"], "last first email partner role level sector phone"),
        (["Last name", "First", "Mail", "Employer", "Role", "Level", "Sector", "Mobile no."], "last first email partner role level sector phone"),
        (["Organization name", "Type of organisation", "Contact name", "Job role", "Work email", "Telephone", "Level"], "partner sector name role email phone level"),
        (["Line manager's name", "Name", "Email", "Service", "Role", "Level", "Sector", "Phone"], "- name email partner role level sector phone"),
        (["Post code", "Last contacted", "Name", "Email", "Service", "Role", "Level", "Sector", "Phone"], "- - name email partner role level sector phone"),
    ],
)  # fmt: skip
def test_headings_in_any_case_and_order(headings, fields):
    text = "\t".join(headings) + "\n" + "\t".join(VALUES[field] for field in fields.split())

    found = report(text)

    assert [(row.number, row.verdict, row.person) for row in found.rows] == [(2, "add", ANN)]
    assert ("Not used" in "".join(found.notes)) == ("-" in fields)


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        ("Partner", "Salt"),
        ("Name,Contact", "Salt,phone"),
        ("Organisation,Surname,Diet", "Salt,Lee,none"),
    ],
)
def test_how_few_headings_are_enough(headings, row):
    found = report(f"{headings}\n{row}\n")

    assert [row.number for row in found.rows] == [2]


def test_longer_headings_that_mean_something_else():
    found = report(
        "Name\tPost code\tLast contacted\tService user\tKind of contact\nAnn\tYO1\tMay\tno\tletter"
    )

    assert [row.person for row in found.rows] == [PersonRow("Ann")]


def test_columns_that_are_not_used_are_named():
    found = report("Name,Date of birth,Email,Diet\nAnn,1980,a@b.example,none\n")

    assert found.notes == ["Not used: “Date of birth”, “Diet”."]


def test_two_columns_for_the_same_thing():
    found = report("Name,Phone,Mobile,Phone\nAnn,,07700,1\nBo,1904,07701,2\n")

    assert [row.person.phone for row in found.rows] == ["07700", "1904"]
    assert found.notes == [
        "“Phone”, “Mobile”, “Phone” hold the same thing: in each row the first one filled in counts."
    ]


def test_a_title_may_stand_above_the_headings():
    found = report("The register of 2024\n\nName,Email\nAnn,a@b.example\n")

    assert [(row.number, row.person.name) for row in found.rows] == [(4, "Ann")]


@pytest.mark.parametrize(
    ("text", "person", "note"),
    [
        ("Ann,a@b.example,Saltgate", PersonRow("Ann", "a@b.example", "Saltgate"), "column 1 is the name, column 2 is the email, column 3 is the partner."),
        ("Ann,,Saltgate", PersonRow("Ann", "", "Saltgate"), "column 1 is the name, column 3 is the partner."),
        ("a@b.example,Ann", PersonRow("Ann", "a@b.example"), "column 1 is the email, column 2 is the name."),
        ("Ann,01904 555012,Saltgate", PersonRow("Ann", "", "Saltgate", phone="01904 555012"), "column 1 is the name, column 2 is the phone, column 3 is the partner."),
        ("Ann,Saltgate,Nurse", PersonRow("Ann", "", "Saltgate", "Nurse"), "column 1 is the name, column 2 is the partner, column 3 is the role."),
        ("Ann,Saltgate,Nurse,blue", PersonRow("Ann", "", "Saltgate", "Nurse"), "column 1 is the name, column 2 is the partner, column 3 is the role. The other columns were not used."),
        ("Ann <a@b.example>", PersonRow("Ann", "a@b.example"), "column 1 is the name, column 2 is the email."),
        ("Kestrel Housing Partner", PersonRow("Kestrel Housing Partner"), "column 1 is the name."),
    ],
)  # fmt: skip
def test_without_headings_the_columns_are_guessed_and_it_says_so(text, person, note):
    found = report(text)

    assert [row.person for row in found.rows] == [person]
    assert " ".join(found.notes) == f"No headings were recognised, so this is a guess: {note}"


def test_headings_alone():
    found = report("Name,Email\n")

    assert (found.rows, found.notes) == ([], ["There are headings, but no rows below them."])


# --- Rows -----------------------------------------------------------------------------------


def test_a_good_list_has_nothing_to_say():
    found = report(
        "Name,Email,Partner\nAnn,Ann@B.example,SALTGATE \nBo,mailto:bo@b.example,\n",
        partners=["Saltgate"],
    )

    assert [row.person for row in found.to_add] == [
        PersonRow("Ann", "ann@b.example", "Saltgate"),
        PersonRow("Bo", "bo@b.example"),
    ]
    assert [row.sentences for row in found.rows] == [[], []]
    assert (found.new_partners, found.wrong, found.has_errors) == ([], [], False)


@pytest.mark.parametrize(
    "email",
    ["leonie(at)saltgate", "leonie@saltgate", "a@b@c.example", "a b@c.example", "@c.example", "a@.example",
     "a..b@c.example", ".a@c.example", "a@c.example, b@c.example", "a@c_d.example", "a@-c.example", "a@c.e", "=a@c.example;x"],
)  # fmt: skip
def test_not_an_email_address(email):
    found = report(f"Name\tEmail\nAnn\t{email}")

    assert [(row.verdict, row.person) for row in found.rows] == [("wrong", None)]
    assert found.rows[0].sentences == [f"Row 2: “{email}” is not an email address."]
    assert found.has_errors


@pytest.mark.parametrize(
    "email", ["o'neil+x@sub.c-d.example", "a_b@c.example", "ann@müller.example", "1@2.example"]
)
def test_an_email_address(email):
    assert report(f"Name\tEmail\nAnn\t{email}").rows[0].person.email == email


@pytest.mark.parametrize(
    ("rows", "verdicts", "sentences"),
    [
        (",a@b.example,", ["wrong"], ["Row 2 has no name."]),
        (",nonsense,", ["wrong"], ["Row 2 has no name.", "Row 2: “nonsense” is not an email address."]),
        ("Ann,,", ["add"], ["Row 2 has no email: invite Ann by letter or phone."]),
        ("Ann,a@b.example,\nBo,A@B.example,", ["add", "wrong"], ["Row 3 has the same email as row 2."]),
        ("Ann,,Salt\nANN,,salt", ["add", "wrong"], ["Row 2 has no email: invite Ann by letter or phone.", "Row 3 is the same person as row 2."]),
        ("Ann,a@b.example,Salt\nAnn,c@d.example,Salt", ["add", "add"], []),
        ("Ann,bad,\nAnn,a@b.example,", ["wrong", "add"], ["Row 2: “bad” is not an email address."]),
        (f"{'A' * 121},a@b.example,\nAnn,a@b.example,", ["wrong", "add"], [f"Row 2: “{'A' * 30}…” is longer than 120 characters."]),
        ("Old,old@b.example,", ["already there"], ["Row 2: old@b.example is already on the register."]),
        ("old friend,new@b.example,SALT", ["already there"], ["Row 2: old friend is already on the register; change their entry there."]),
        ("Old Friend,,", ["add"], ["Row 2 has no email: invite Old Friend by letter or phone."]),
        (f"{'A' * 121},a@b.example,", ["wrong"], [f"Row 2: “{'A' * 30}…” is longer than 120 characters."]),
        (f"Ann,{'a' * 250}@b.example,", ["wrong"], [f"Row 2: “{'a' * 30}…” is longer than 254 characters."]),
        (",,salt", ["already there"], ["Row 2: “Salt” is already a partner."]),
    ],
)  # fmt: skip
def test_each_row_is_judged_in_a_sentence(rows, verdicts, sentences):
    known = {"partners": ["Salt"], "emails": {"old@b.example"}, "people": {("Old Friend", "Salt")}}

    found = report(f"Name,Email,Partner\n{rows}", **known)

    assert [row.verdict for row in found.rows] == verdicts
    assert [sentence for row in found.rows for sentence in row.sentences] == sentences
    assert [row.person is None for row in found.rows] == [
        verdict == "wrong" for verdict in verdicts
    ]


def test_a_row_about_nobody():
    assert said("Name,Partner,Sector\n,,peer") == ["Row 2 names neither a person nor a partner."]
    for person in ("1904,,", ",Nurse,", ",,Manager"):
        assert said(f"Name,Partner,Phone,Role,Level\n,Salt,{person}") == ["Row 2 has no name."]


def test_new_partners_are_said_once_and_near_misses_asked_about():
    text = "Name,Email,Partner\nAnn,a@b.example,Saltgate Recovry\nBo,c@d.example,SALTGATE RECOVRY\nCy,e@f.example,Kestrel"

    found = report(text, partners=["Saltgate Recovery", "Kestrel Homes"])

    assert found.new_partners == ["Saltgate Recovry", "Kestrel"]
    assert [row.person.partner for row in found.rows] == [
        "Saltgate Recovry",
        "Saltgate Recovry",
        "Kestrel",
    ]
    assert [row.sentences for row in found.rows] == [
        [
            "Row 2: “Saltgate Recovry” is not a partner yet; it will be added. Did you mean “Saltgate Recovery”?"
        ],
        [],
        ["Row 4: “Kestrel” is not a partner yet; it will be added."],
    ]


def test_a_row_of_a_partner_alone_adds_a_partner():
    found = report("Partner,Sector,Name,Email\nSalt,charity,,\nsalt,,,\nSalt,,Ann,a@b.example")

    assert [(row.verdict, row.person) for row in found.rows] == [
        ("add", PersonRow(partner="Salt", sector="charity")),
        ("already there", PersonRow(partner="Salt", sector="charity")),
        ("add", PersonRow("Ann", "a@b.example", "Salt", sector="charity")),
    ]
    assert found.new_partners == ["Salt"]
    assert found.rows[1].sentences == ["Row 3: “Salt” is also in row 2."]


def test_a_new_partner_gets_the_sector_whichever_row_says_it():
    found = report("Name,Email,Partner,Sector\nAnn,a@b.example,Salt,\nBo,c@d.example,Salt,Housing")

    assert [row.person.sector for row in found.rows] == ["housing", "housing"]


def test_the_partner_of_a_wrong_row_is_not_added():
    found = report("Name,Email,Partner\nAnn,bad,Salt")

    assert (found.new_partners, found.to_add) == ([], [])


@pytest.mark.parametrize(
    ("word", "code"),
    [("Front line", "front_line"), ("frontline", "front_line"), ("FRONT-LINE", "front_line"), ("front_line", "front_line"),
     ("Manager", "manager"), ("Strategic", "strategic"), ("commissioner", "strategic"), ("Strategic / commissioner", "strategic"),
     ("", "")],
)  # fmt: skip
def test_levels_in_words(word, code):
    found = report(f"Name\tEmail\tLevel\nAnn\ta@b.example\t{word}")

    assert [(row.person.level, row.sentences) for row in found.rows] == [(code, [])]


def test_an_unknown_level_is_left_blank_and_said():
    found = report("Name\tEmail\tLevel\nAnn\ta@b.example\tGold")

    assert found.rows[0].person.level == ""
    assert found.rows[0].sentences == ["Row 2: “Gold” is not a level we know; left blank."]


def test_lived_experience_only_where_it_is_said():
    text = "Name\tEmail\tRole\tSector\tLevel\nAnn\ta@b.example\t\t\tLived experience\nBo\tc@d.example\tPeer mentor with lived experience\tpeer\t"

    found = report(text)

    assert [row.person.level for row in found.rows] == ["lived_experience", ""]
    assert [row.sentences for row in found.rows] == [
        ["Row 2 says lived experience: keep it only if they told you."],
        [],
    ]


@pytest.mark.parametrize(
    ("word", "code"),
    [("Statutory", "statutory"), ("charity", "charity"), ("Voluntary", "charity"), ("Charity/voluntary", "charity"), ("housing", "housing"),
     ("Peer", "peer"), ("Peer-led", "peer"), ("voice", "voice"), ("Independent", "voice"), ("Funder", "other"), ("other", "other"), ("", "")],
)  # fmt: skip
def test_sectors_in_words(word, code):
    found = report(f"Partner\tSector\tEmail\nSalt\t{word}\t", partners=[])

    assert [row.person.sector for row in found.rows] == [code]
    assert found.rows[0].sentences == ["Row 2: “Salt” is not a partner yet; it will be added."]


def test_an_unknown_sector_is_left_blank_and_said():
    found = report("Partner,Sector\nSalt,Retail")

    assert found.rows[0].person.sector == ""
    assert found.rows[0].sentences[0] == "Row 2: “Retail” is not a sector we know; left blank."


def test_formulas_and_placeholders_in_a_name_are_only_text():
    found = report("Name\tEmail\n=1+1\ta@b.example\n%(row)s <b>\t")

    assert [row.person.name for row in found.rows] == ["=1+1", "%(row)s <b>"]
    assert found.rows[1].sentences == ["Row 3 has no email: invite %(row)s <b> by letter or phone."]


def test_the_longest_list_is_planned_quickly():
    rows = "".join(f"Ann {n}\ta{n}@b.example\tPartner number {n}\n" for n in range(4999))
    known = [f"Known partner {n}" for n in range(1000)]

    began = time.process_time()
    found = report("Name\tEmail\tPartner\n" + rows, partners=known)

    assert len(found.to_add) == len(found.new_partners) == 4999
    assert time.process_time() - began < 10
