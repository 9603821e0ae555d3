"""Blocks from a spreadsheet laid over the fields of a sheet."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.services.registers.fields import Field, FieldKind
from kh57_desktop.ui.sheets.columns import columns_of
from kh57_desktop.ui.sheets.pasting import laid_over

COLUMNS = columns_of(
    [Field("text", "Content"), Field("sum", "Share", FieldKind.COMPUTED), Field("day", "Due on", FieldKind.DAY)]
)
HEADINGS = ["Nội dung", "Tỷ lệ", "Hạn"]
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=8)


def test_cells_of_computed_columns_are_passed_over() -> None:
    assert laid_over([["a", "99", "30/9"]], COLUMNS, HEADINGS, ["r1"]) == [("r1", {"text": "a", "day": "30/9"})]


def test_headings_in_any_order_say_which_column_is_which() -> None:
    block = [["han", "NOI DUNG"], ["30/9", "a"], ["1/10", "b"]]
    found = laid_over(block, COLUMNS, HEADINGS, ["r1"])
    assert found == [("r1", {"day": "30/9", "text": "a"}), (None, {"day": "1/10", "text": "b"})]


def test_one_cell_is_never_taken_for_a_heading() -> None:
    assert laid_over([["Nội dung"]], COLUMNS, HEADINGS, []) == [(None, {"text": "Nội dung"})]


@given(st.lists(st.lists(WORDS, max_size=5), max_size=6), st.integers(0, 3))
def test_no_row_is_made_of_nothing_and_no_record_is_met_twice(block: list[list[str]], known: int) -> None:
    records = [f"r{place}" for place in range(known)]
    found = laid_over(block, COLUMNS, HEADINGS, records)
    met = [record for record, _fields in found if record is not None]
    assert met == [record for record in records if record in met]
    for record, fields in found:
        assert set(fields) <= {"text", "day"}
        assert record is not None or any(fields.values())
