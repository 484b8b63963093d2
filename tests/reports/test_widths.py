"""Columns of printed tables: no word is broken while there is room for it."""

from __future__ import annotations

import io
import re

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.reports.tables import Report, Table
from qualcode.reports.widths import best_widths, column_widths, least_widths
from qualcode.reports.write import table_bytes

ROOM = 16.4
NAMES = ("Differentiation", "Learning-support assistants", "Tracking progress across institutions")
PLACES = tuple(
    f"{place} (N\u00a0=\u00a05)" for place in ("Special school", "Grammar school for the")
)
FAR = "Grammar school for the deaf or further-education college (N\u00a0=\u00a05)"


def matrix(*places: str) -> Table:
    rows = tuple((name, *range(len(places) + 1)) for name in NAMES)
    paths = tuple(("Theme", name) for name in NAMES)
    return Table("By institution", ("Code", *places, "All\u00a0passages"), rows, paths=paths)


@pytest.mark.parametrize("places", [PLACES, (*PLACES, FAR, FAR.lower()), (FAR,) * 5])
def test_no_word_of_a_word_file_is_broken(places: tuple[str, ...]) -> None:
    made = table_bytes(Report("matrix", "Matrix", "S", (matrix(*places),)), "docx")
    document = docx.Document(io.BytesIO(made))
    (table,) = document.tables
    across = document.sections[0].page_width > document.sections[0].page_height
    assert across == (len(places) > 2)
    for column, heading in zip(table.columns, table.rows[0].cells, strict=True):
        words = re.split(r"[ -]", heading.text)
        if heading.text == "Code":
            words += [word for name in NAMES for word in re.split(r"[ -]", name)]
        assert column.width.cm >= 0.18 * max(map(len, words)) + 0.28, heading.text


words = st.text("abimMf -\u00a0", max_size=30)
tables = st.integers(1, 5).flatmap(
    lambda n: st.tuples(
        st.lists(words, min_size=n, max_size=n),
        st.lists(st.lists(words, min_size=n, max_size=n), max_size=4),
    )
)


@given(tables)
def test_widths_fill_the_page_and_hold_every_word_that_has_room(table) -> None:
    headings, rows = table
    steps = [n % 3 for n in range(len(rows))]
    made = column_widths(headings, rows, ROOM, indents=steps)
    assert sum(made) == pytest.approx(ROOM)
    least = least_widths(headings, rows, indents=steps)
    if sum(least) <= ROOM:
        assert all(width >= low - 1e-9 for width, low in zip(made, least, strict=True))
    best = best_widths(headings, rows, indents=steps)
    if sum(best) <= ROOM:
        assert all(width >= high - 1e-9 for width, high in zip(made, best, strict=True))


def test_the_longer_texts_get_the_room_that_is_left() -> None:
    meaning = "A sentence that explains the code to somebody who has never coded."
    code, told, count = column_widths(("Code", "Meaning", "N"), [("Lost", meaning, "3")], ROOM)
    assert told > 2 * code > 2 * count
