"""Pasted blocks read as fields of records, cells judged one by one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.errors import BadValue
from kh57_desktop.services.registers.fields import Field, FieldKind
from kh57_desktop.services.sheet_changes import columns_by_headings, read_pasted, usable

FIELDS = (
    Field("name", "Tên đơn vị", FieldKind.LONG, 0),
    Field("sum", "Tỷ lệ", FieldKind.COMPUTED),
    Field("phone", "Điện thoại"),
    Field("head", "Người đứng đầu"),
    Field("late", "Quá hạn", FieldKind.STATE),
)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=8)


def attempt(_place, record, fields):
    """A new record needs its name first; no cell may say "sai"."""
    if "sai" in fields.values() or (record is None and not fields.get("name")):
        raise BadValue(field="x", value="sai", allowed="y")


def test_headings_in_any_order_and_wording_say_which_column_is_which():
    rows = [["SO DIEN THOAI", "Ghi chú thêm", "Tên đơn vị:"], ["0900", "x", "Thôn 1"]]
    pasted = read_pasted(rows, FIELDS, from_field="name", attempt=attempt)
    assert pasted.columns == ("phone", "", "name")
    assert [row.fields for row in pasted.rows] == [{"phone": "0900", "name": "Thôn 1"}]
    assert pasted.rows[0].problems == {}


def test_rows_of_data_are_no_headings():
    assert columns_by_headings(["Thôn 1", "0900", "Nguyễn Văn A"], FIELDS) is None
    assert columns_by_headings(["Tên đơn vị"], FIELDS) is None


def test_without_headings_columns_go_on_from_the_chosen_one_and_leave_out_what_is_computed():
    pasted = read_pasted([["a", "12 %", "0900"]], FIELDS, from_field="name", attempt=attempt)
    assert pasted.columns == ("name", "", "phone")
    assert pasted.changes() == [(None, {"name": "a", "phone": "0900"})]


def test_a_person_says_what_the_columns_are():
    pasted = read_pasted([["0900", "a"]], FIELDS, from_field="name", attempt=attempt, columns=("phone", "name"))
    assert pasted.changes() == [(None, {"phone": "0900", "name": "a"})]


def test_a_cell_that_cannot_be_used_is_named_and_the_others_stay():
    good, refused = usable([(None, {"phone": "1", "name": "a", "head": "sai"}), ("r", {"head": "sai"})], attempt)
    assert good == [(None, {"name": "a", "phone": "1"})]
    assert [(cell.place, cell.field) for cell in refused] == [(0, "head"), (1, "head")]


def test_more_rows_than_records_add_the_rest():
    pasted = read_pasted([["a"], ["b"], ["c"]], FIELDS, from_field="name", attempt=attempt)
    assert pasted.changes(["r1", "r2"]) == [("r1", {"name": "a"}), ("r2", {"name": "b"}), (None, {"name": "c"})]


@given(st.lists(st.lists(WORDS, max_size=6), max_size=6), st.sampled_from([one.key for one in FIELDS]))
def test_no_row_is_made_of_nothing_and_no_word_is_invented(block, first):
    pasted = read_pasted(block, FIELDS, from_field=first, attempt=attempt)
    said = {cell.strip() for row in block for cell in row}
    for row in pasted.rows:
        assert any(row.fields.values())
        assert set(row.fields) <= {"name", "phone", "head"}
        assert {words for words in row.fields.values() if words} <= said | {""}
