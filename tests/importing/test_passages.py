"""The document as it was read: nothing of it is lost, tables stay tables, a PDF's pages are told."""

from __future__ import annotations

import pytest

from kh57_desktop import paths
from kh57_desktop.importing.blocks import Cell, Line, Table
from kh57_desktop.importing.passages import passages_of
from kh57_desktop.importing.reader import read_document

SAMPLE = paths.resources() / "samples" / "ke-hoach-mau.docx"


def test_every_task_and_section_stands_in_the_passages():
    reading = read_document(SAMPLE)
    whole = " ".join(passage.text for passage in reading.passages)
    assert all(task.text in whole for task in reading.tasks)
    assert all(section.title in whole for section in reading.sections)


def test_tables_keep_their_cells_and_pages_carry_on():
    table = Table(((Cell(("TT",)), Cell(("Nội dung", "việc"))), (Cell(("1",)), Cell(("Làm",), is_first=False))), page=3)
    passages = passages_of([Line("Phụ lục", is_bold=True), table, Line("Hết")])
    assert [passage.cells for passage in passages] == [(), ("TT", "Nội dung\nviệc"), ("1", ""), ()]
    assert [passage.page for passage in passages] == [0, 3, 3, 3]
    assert [passage.table for passage in passages] == [0, 1, 1, 0]
    assert passages[0].is_bold


def test_the_passages_are_no_part_of_the_printed_reading():
    assert not {"passages", "columns"} & read_document(SAMPLE).as_json().keys()


@pytest.mark.parametrize("text", ["", "   "])
def test_empty_lines_are_no_passages(text):
    assert passages_of([Line(text)]) == ()
