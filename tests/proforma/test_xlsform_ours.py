"""A pro-forma of ours goes into a workbook and comes back the same, and other tools take the workbook."""

import io
from itertools import islice, pairwise

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyxform.xls2xform import convert

from proforma.kinds import KINDS
from proforma.plain import (
    PlainOption,
    PlainPart,
    PlainProforma,
    PlainQuestion,
    PlainSection,
)
from proforma.xlsform import read, write
from proforma.xlsform.finishing import free_codes

LETTERS = {"person": "A", "partner": "B"}
texts = st.one_of(
    st.sampled_from(
        [
            "=1+1",
            "${A1}",
            "Costs ${5",
            "#N/A",
            "-2",
            "a ${b c} d",
            "‘so’",
            "<b>x</b>",
            "1.0",
            "TRUE",
        ]
    ),
    st.text(
        st.characters(exclude_categories=["Cc", "Cs", "Cn", "Zs", "Zl", "Zp"]),
        min_size=1,
        max_size=40,
    ),
    st.text(st.sampled_from("abc é=+'\"&<>{}$“.\n"), min_size=1, max_size=60)
    .map(str.strip)
    .filter(bool),
)
maybe = st.one_of(st.just(""), texts)
codes = st.one_of(
    st.sampled_from(["o1", "o2", "OTH", "other", "yes", "no", "1", "2.0", "x'y", 'it"s', "é"]),
    st.from_regex(r"[a-z]{1,8}", fullmatch=True),
)
numbers = st.one_of(st.integers(-50, 500), st.sampled_from(["0.5", "12.25"]))


def options(least=1):
    return st.lists(
        st.builds(PlainOption, texts, codes), min_size=least, max_size=5, unique_by=lambda o: o.code
    )


def rows():
    bare = st.from_regex(r"r[0-9]{1,3}", fullmatch=True)
    return st.lists(
        st.builds(PlainOption, texts, bare), min_size=1, max_size=4, unique_by=lambda o: o.code
    )


def some_settings(kind):
    known = {
        "max_length": st.integers(1, 5000),
        "unit": texts,
        "period": texts,
        "basis": st.booleans(),
        "min": st.one_of(st.none(), numbers),
        "max": numbers,
        "most": st.integers(1, 9),
        "shuffle": st.booleans(),
        "comment": st.booleans(),
        "low": st.integers(-3, 1),
        "high": st.integers(2, 10),
        "step": st.integers(1, 3),
        "low_label": texts,
        "high_label": texts,
    }
    names = [*KINDS[kind].settings, *(["step"] if kind == "scale" else [])]
    return st.fixed_dictionaries(
        {}, optional={name: known[name] for name in names if name in known}
    )


@st.composite
def questions(draw, code, earlier):
    kind = draw(st.sampled_from(sorted(KINDS)))
    question = PlainQuestion(
        kind,
        draw(texts),
        help=draw(maybe),
        why=draw(maybe),
        required=draw(st.booleans()) and KINDS[kind].asks,
        settings=draw(some_settings(kind)),
        options=draw(options()) if KINDS[kind].has_options else [],
        rows=draw(rows()) if KINDS[kind].has_rows else [],
        code=code,
        origin=draw(st.sampled_from(["coordinator", "partner", "framework"])),
        origin_note=draw(maybe),
        steer=draw(st.sampled_from(["", "low", "high"])),
        options_origin=draw(st.sampled_from(["", "partner"])),
        options_steer=draw(st.sampled_from(["", "medium"])),
    )
    if earlier and draw(st.booleans()):
        question.follows = draw(st.sampled_from(earlier)).code
        tests = draw(st.lists(st.sampled_from(earlier), min_size=1, max_size=3))
        question.show_if = {
            "match": draw(st.sampled_from(["all", "any"])),
            "tests": [draw(conditions(asked)) for asked in tests],
        }
    numeric = [q.code for q in earlier if KINDS[q.kind].summary == "number"]
    if numeric and "not_above" in KINDS[kind].settings and draw(st.booleans()):
        question.settings["not_above"] = draw(st.sampled_from(numeric))
    if "share" in KINDS[kind].settings and len(question.rows) > 1 and draw(st.booleans()):
        question.settings["share"] = [row.code for row in question.rows[:2]]
    return question


@st.composite
def conditions(draw, asked):
    kind = draw(st.sampled_from(["answered", "at_least", "at_most", "one_of", "none_of"]))
    test = {"question": asked.code, "is": kind}
    if kind.startswith("at"):
        test["value"] = draw(st.sampled_from(["3", "0.5", "-1"]))
    elif kind != "answered":
        found = ["yes", "no"] if asked.kind == "yes_no" else [o.code for o in asked.options]
        test["values"] = draw(
            st.lists(st.sampled_from(found or ["x"]), min_size=1, max_size=3, unique=True)
        )
    return test


@st.composite
def parts(draw, unit):
    part = PlainPart(unit, draw(maybe), draw(st.one_of(st.none(), st.integers(0, 90))))
    asked = []
    for _section in range(draw(st.integers(0, 3))):
        section = PlainSection(title=draw(maybe), intro=draw(maybe))
        for _question in range(draw(st.integers(0, 4))):
            section.questions.append(
                draw(questions(f"{LETTERS[unit]}{len(asked) + 1}", list(asked)))
            )
            asked.append(section.questions[-1])
        part.sections.append(section)
    return part


proformas = st.builds(
    PlainProforma,
    maybe,
    maybe,
    st.tuples(parts("person"), parts("partner")).map(list),
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(proformas)
def test_it_comes_back_the_same(proforma):
    reading = read("ours.xlsx", write(proforma))

    assert reading.proforma == proforma
    assert {line.outcome for line in reading.report.lines} <= {"imported"}


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(proformas)
def test_the_standards_own_reader_takes_it(proforma):
    assert convert(xlsform=io.BytesIO(write(proforma)), validate=False).xform


def edited(proforma, cells):
    """Our workbook, after somebody wrote in these cells of its survey with Excel."""
    workbook = openpyxl.load_workbook(io.BytesIO(write(proforma)))
    headings = [cell.value for cell in workbook["survey"][1]]
    for (row, heading), text in cells.items():
        workbook["survey"].cell(row, headings.index(heading) + 1).value = text
    stream = io.BytesIO()
    workbook.save(stream)
    return read("ours.xlsx", stream.getvalue()).proforma.parts[0].questions()


@pytest.mark.parametrize(
    ("cells", "kind", "text", "settings"),
    [
        ({}, "money", "Cost?", {"max": 9, "basis": True}),
        ({(5, "label"): "Price?"}, "money", "Price?", {"max": 9, "basis": True}),
        ({(5, "constraint"): ". >= 2"}, "money", "Cost?", {"min": 2, "basis": True}),
        ({(5, "type"): "date"}, "date", "Cost?", {}),
        (
            {(5, "tightrope_settings"): '{"max": [1], "evil": 2}'},
            "money",
            "Cost?",
            {"min": 0, "max": 9},
        ),
        ({(5, "tightrope_kind"): "nonsense"}, "decimal", "Cost?", {"min": 0, "max": 9}),
        ({(5, "tightrope_show_if"): '{"tests": [1]}'}, "money", "Cost?", {"max": 9, "basis": True}),
    ],
)
def test_what_was_written_in_excel_since_counts(cells, kind, text, settings):
    first = PlainQuestion("yes_no", "Any?", code="A1")
    cost = PlainQuestion("money", "Cost?", settings={"max": 9, "basis": True}, code="A2")
    cost.show_if = {
        "match": "all",
        "tests": [{"question": "A1", "is": "one_of", "values": ["yes"]}],
    }
    parts = [PlainPart("person", sections=[PlainSection([first, cost])]), PlainPart("partner")]

    question = edited(PlainProforma("Ours", parts=parts), cells)[1]

    assert (question.kind, question.text, question.settings) == (kind, text, settings)
    assert question.show_if == cost.show_if


def test_a_code_that_can_be_no_name_comes_back_beside_one():
    questions = [
        PlainQuestion("short_text", "One", code="1st"),
        PlainQuestion("date", "Two", code="Ñ2"),
    ]
    questions[1].show_if = {"match": "all", "tests": [{"question": "1st", "is": "answered"}]}
    proforma = PlainProforma(
        "Ours", parts=[PlainPart("person", sections=[PlainSection(questions)])]
    )

    assert read("ours.xlsx", write(proforma)).proforma == proforma
    assert convert(xlsform=io.BytesIO(write(proforma)), validate=False).xform


def with_codes(unit, *codes):
    questions = [PlainQuestion("yes_no", f"{code} – what?", code=code) for code in codes]
    for before, question in pairwise(questions):
        question.follows = before.code
        test = {"question": before.code, "is": "one_of", "values": ["yes"]}
        question.show_if = {"match": "all", "tests": [test]}
    return PlainPart(unit, sections=[PlainSection(questions)])


def test_codes_of_follow_ups_come_back():
    parts = [with_codes("person", "A3", "A3a", "A12b"), with_codes("partner", "B5", "B5R", "B100")]
    proforma = PlainProforma("Ours", parts=parts)

    assert read("ours.xlsx", write(proforma)).proforma == proforma


@pytest.mark.parametrize(
    ("written", "given"),
    [
        (["A3a", "A3A"], ["A3a", "A1"]),
        (["A1a", "a1A", "A1"], ["A1a", "A2", "A1"]),
        (["1a", "1A"], ["1a", "A1"]),
        (["a1", "1st"], ["A1", "1st"]),  # a name like any
        (["B5R", "A3ab", "A1234"], ["A1", "A2", "A3"]),
    ],
)
def test_codes_of_a_part_differ_in_more_than_case(written, given):
    proforma = PlainProforma("Ours", parts=[with_codes("person", *written)])

    part = read("ours.xlsx", write(proforma)).proforma.parts[0]

    assert [question.code for question in part.questions()] == given


def test_codes_that_are_given_differ_in_case_from_those_there():
    assert list(islice(free_codes("A", {"a1", "A3"}), 2)) == ["A2", "A4"]
