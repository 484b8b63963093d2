"""CSV: every row with its line, or an error that names the line."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import ReadError
from qualcode.text.rows import csv_rows, likely_delimiter

CELLS = st.text(st.sampled_from("ab ,;\"'\n\t|=é"), max_size=6)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=5))
def test_what_a_spreadsheet_writes_is_read_whole(rows: list[list[str]]) -> None:
    out, expected = io.StringIO(newline=""), []
    for row in rows:
        line = out.getvalue().count("\n") + 1
        csv.writer(out, lineterminator="\r\n").writerow(row)
        expected.append((line, [cell.strip() for cell in row]))
    assert list(csv_rows(out.getvalue(), ",", "a.csv")) == expected


@pytest.mark.parametrize(
    "text",
    ['a,b\n1,"x\n2,y\n3,z\n', 'a,b\n1,"x\n2,y\n3,"z"\n', 'a,b\n1,"x" y\n2,z\n', 'a,b\n1,"x\n2,"y"'],
)
def test_a_quotation_that_does_not_close_is_refused(text: str) -> None:
    with pytest.raises(ReadError, match="people, line 2: the quotes"):
        list(csv_rows(text, ",", "people"))


def test_a_cell_may_be_very_long() -> None:
    (_, row) = csv_rows(f'a,b\n1,"{"x" * 200_000}"\n', ",", "a.csv")
    assert len(row[1][1]) == 200_000


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_what_cuts_all_rows_alike(mark: str) -> None:
    text = f"name{mark}what they said\nA{mark}\"yes; no, or, tab\t|\"\nB{mark}'no'\n"
    assert likely_delimiter(text) == mark
    assert likely_delimiter(f"Survey of teachers\n\n{text}") == mark
