"""Text that a spreadsheet could run is shown and not run; numbers stay numbers."""

import csv
import io
from datetime import date, datetime, time
from decimal import Decimal

import pytest

from network.months import Month
from proforma import csv_files


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1+1",
        "-1+1",
        "@A1",
        "\t=1",
        "\rx",
        "\nx",
        "＝1+1",
        "＋1+1",
        "－1+1",
        "＠A1",
        "﹢1+1",
        "−1+1",
        " =1+1",
        "\u00a0=1+1",
        "\u200b=1+1",
        "+44 1904 555012",
        "-",
        "--5",
        "-5%",
    ],
)
def test_text_that_could_be_a_formula_stands_behind_an_apostrophe(text):
    assert csv_files.guarded(text) == f"'{text}"


@pytest.mark.parametrize(
    "text",
    ["", "5", "-5", "+5", "-1,234.50", "1=1", "a@b.example", "It’s - so", "0", "  ", "–dash"],
)
def test_plain_numbers_and_plain_words_stay_as_they_are(text):
    assert csv_files.guarded(text) == text


def test_values_are_written_as_what_they_are():
    row = [None, -5, Decimal("99.50"), date(2027, 3, 14), Month(2027, 3, 1)]
    row += [datetime(2027, 3, 14, 9, 30), time(9, 30), 'She said “no”, "no"\nand left.', "a\x00b"]

    content = csv_files.written([row])

    assert content.startswith(
        b"\xef\xbb\xbf,-5,99.50,2027-03-14,2027-03,2027-03-14 09:30,09:30:00,"
    )
    assert content.endswith(b"\r\n")
    (read,) = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert read[-2:] == ['She said “no”, "no"\nand left.', "ab"]
