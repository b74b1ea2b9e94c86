"""One table behind them all: answers counted by hand from the database, and what page, chart, deck and
file make of them."""

import io
import json
import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from openpyxl import load_workbook
from pptx import Presentation

from proforma.models import Response
from tests import factories

# Whatever the check of the file says: here its figures are read.
DECK = "/carrowby/meetings/2/deck/export/?anyway=1"
ROWS = {"A6": ["a", "b", "c"]}


class Charts(HTMLParser):
    """The data of each chart in a page's source: {id: figure}."""

    def __init__(self, page):
        super().__init__()
        self.found, self.within = {}, None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "script" and attrs.get("type") == "application/json":
            self.within = attrs["id"]

    def handle_data(self, data):
        if self.within:
            self.found[self.within] = json.loads(data)
            self.within = None


@pytest.fixture
def counted(carrowby):
    """{(code, row): Counter of the answers}, as they lie in the database."""
    found = {}
    views = Response.objects.filter(part__unit="person").exclude(submitted_at=None)
    for answers in views.values_list("answers", flat=True):
        for code, entry in answers.items():
            value = entry.get("value")
            for row, one in value.items() if isinstance(value, dict) else [("", value)]:
                counter = found.setdefault((code, row), Counter())
                counter.update(one if isinstance(one, list) else [one])
    return found


@pytest.fixture
def signed_in(client, carrowby):
    client.force_login(carrowby.coordinator)
    meeting = carrowby.network.meetings.get(number=2)
    factories.put_in_every_slide(meeting, factories.CARROWBY_TODAY)
    return client


def expected(carrowby, counted, code, row=""):
    """The counts of a question in the order of the form."""
    question = carrowby.proforma.parts.get(unit="person").questions.get(code=code)
    settings = question.settings
    steps = range(settings.get("low", 1), settings.get("high", 5) + 1)
    options = list(question.texts()) or list(steps)
    return [counted[code, row][option] for option in options]


@pytest.mark.parametrize("code", ["A1", "A2", "A3", "A7", "A8"])
def test_page_chart_deck_and_file_say_what_lies_in_the_database(signed_in, carrowby, counted, code):
    counts = expected(carrowby, counted, code)
    page = signed_in.get(f"/carrowby/proforma/{carrowby.proforma.pk}/results/").content.decode()

    (trace,) = Charts(page).found[f"figure-{code}"]["data"]
    drawn = trace["x"] if trace.get("orientation") == "h" else trace["y"]
    assert drawn == counts
    assert bars_in(page, code) == counts
    assert sorted(in_the_deck(signed_in, code)[0]) == sorted(counts)
    assert sum(in_the_file(signed_in, carrowby, code).values()) == sum(counts)
    assert sorted(in_the_file(signed_in, carrowby, code).values()) == sorted(filter(None, counts))


@pytest.mark.parametrize("row", ROWS["A6"])
def test_rows_of_a_grid_are_the_same_everywhere(signed_in, carrowby, counted, row):
    counts, place = expected(carrowby, counted, "A6", row), ROWS["A6"].index(row)
    page = signed_in.get(f"/carrowby/proforma/{carrowby.proforma.pk}/results/").content.decode()

    traces = Charts(page).found["figure-A6"]["data"]
    assert [trace["x"][place] for trace in traces] == counts
    assert [series[place] for series in in_the_deck(signed_in, "A6")] == counts
    filed = in_the_file(signed_in, carrowby, f"A6/{row}")
    assert [filed[step] for step in range(1, 6)] == counts


def test_records_and_rates_are_the_same_everywhere(signed_in, carrowby):
    page = signed_in.get(f"/carrowby/proforma/{carrowby.proforma.pk}/results/").content.decode()
    said = repr(slides(signed_in))

    for figure in ("8,780", "1,832", "20.9%", "27.2%", "2,337", "635"):
        assert figure in page, figure
        assert figure in said, figure


def bars_in(page, code):
    """The counts in the plain bars that stand in for the chart."""
    (section,) = re.findall(rf'<section class="sheet" id="result-{code}".*?</section>', page, re.S)
    return [int(n) for n in re.findall(r"<b>(\d+)<span", section)]


def slides(client):
    deck = client.get(DECK).getvalue()
    return [
        [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        for slide in Presentation(io.BytesIO(deck)).slides
    ]


def in_the_deck(client, code):
    """The series of a question's chart: as PowerPoint draws them, and as their workbook holds them."""
    deck = Presentation(io.BytesIO(client.get(DECK).getvalue()))
    for slide in deck.slides:
        said = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        charts = [shape.chart for shape in slide.shapes if shape.has_chart]
        if f"Question {code} " in said and charts:
            (chart,) = charts
            drawn = [[int(value) for value in series.values] for series in chart.plots[0].series]
            blob = chart.part.chart_workbook.xlsx_part.blob
            columns = list(load_workbook(io.BytesIO(blob)).active.columns)[1:]
            assert [[cell.value for cell in column[1:]] for column in columns] == drawn
            return drawn
    raise AssertionError(f"no slide of {code}")


def in_the_file(client, carrowby, key):
    """How often each answer stands in the columns of a question in the downloaded workbook."""
    address = f"/carrowby/proforma/{carrowby.proforma.pk}/answers/"
    book = load_workbook(io.BytesIO(client.get(address).getvalue()))
    rows = list(book.worksheets[1].values)
    found = Counter()
    for place, name in enumerate(rows[0]):
        cells = [row[place] for row in rows[2:] if row[place] is not None]
        if name == key:
            found.update(cells)
        elif name.startswith(f"{key}/") and "." not in name:
            found[name] = sum(cells)
    return found
