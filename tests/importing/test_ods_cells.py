"""Sheets of OpenDocument: values as stored, repeats bounded, remarks left out, hostile files refused."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import pytest

from kh57_desktop.errors import UserError
from kh57_desktop.importing.errors import DocumentForeign, DocumentTooLarge, DocumentUnsafe
from kh57_desktop.importing.ods_cells import ods_sheets_of
from kh57_desktop.importing.spreadsheet_cells import Area, Sheet, WorkbookDamaged

HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
)
FOOT = "</office:spreadsheet></office:body></office:document-content>"


def book(folder: Path, rows: str, *, member: str = "content.xml", before: str = "") -> Path:
    path = folder / "phieu.ods"
    content = f'{before}{HEAD}<table:table table:name="Nhiệm vụ">{rows}</table:table>{FOOT}'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(member, content)
    return path


def cell(words: str = "", attributes: str = "") -> str:
    return f"<table:table-cell {attributes}>{f'<text:p>{words}</text:p>' if words else ''}</table:table-cell>"


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def test_values_come_as_stored_whatever_language_shows_them(tmp_path: Path) -> None:
    number = 'office:value-type="float" office:value="85.5"'
    share = 'office:value-type="percentage" office:value="0.855"'
    day = 'office:value-type="date" office:date-value="2026-09-25T00:00:00"'
    yes = 'office:value-type="boolean" office:boolean-value="true"'
    cells = (cell("85.5", number), cell("86%", share), cell("09/25/26", day), cell("TRUE", yes), cell("Đã xong"))
    [sheet] = ods_sheets_of(book(tmp_path, row(*cells)))
    assert sheet == Sheet("Nhiệm vụ", {0: {0: "85,5", 1: "85,5%", 2: "2026-09-25", 3: "x", 4: "Đã xong"}})


def test_places_count_what_is_repeated_and_blanks_to_the_sheets_end_are_nothing(tmp_path: Path) -> None:
    rows = (
        row(cell("", 'table:number-columns-repeated="16384"'), attributes='table:number-rows-repeated="3"')
        + row(cell("a", 'table:number-columns-repeated="2"'), cell(), cell("b"))
        + row(cell("", 'table:number-columns-repeated="16384"'), attributes='table:number-rows-repeated="1048573"')
    )
    [sheet] = ods_sheets_of(book(tmp_path, rows))
    assert sheet.rows == {3: {0: "a", 1: "a", 3: "b"}}


def test_breaks_blanks_and_remarks_of_a_cell(tmp_path: Path) -> None:
    words = 'một<text:s text:c="2"/>hai<text:line-break/><text:span>ba</text:span>'
    remark = "<office:annotation><text:p>ghi chú của người khác</text:p></office:annotation>"
    node = f"<table:table-cell>{remark}<text:p>{words}</text:p><text:p>bốn</text:p></table:table-cell>"
    [sheet] = ods_sheets_of(book(tmp_path, row(node)))
    assert sheet.rows == {0: {0: "một  hai\nba\nbốn"}}


def test_merged_cells_are_an_area(tmp_path: Path) -> None:
    merged = cell("chung", 'table:number-columns-spanned="2" table:number-rows-spanned="3"')
    [sheet] = ods_sheets_of(book(tmp_path, row(cell("a"), merged)))
    assert sheet.merged == (Area(0, 1, 2, 2),)


@pytest.mark.parametrize(
    ("rows", "error"),
    [
        (row(cell("a"), attributes='table:number-rows-repeated="1048576"'), DocumentTooLarge),
        (row(cell("a", 'table:number-columns-repeated="64"')) * 7000, DocumentTooLarge),
        ("<table:table-row>", WorkbookDamaged),
    ],
)
def test_a_sheet_that_unfolds_into_too_much_is_refused(tmp_path: Path, rows: str, error: type[UserError]) -> None:
    with pytest.raises(error):
        ods_sheets_of(book(tmp_path, rows))


def test_doctype_and_foreign_packages_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentUnsafe):
        ods_sheets_of(book(tmp_path, row(cell("a")), before='<!DOCTYPE x [<!ENTITY e "a">]>'))
    with pytest.raises(DocumentForeign):
        ods_sheets_of(book(tmp_path, row(cell("a")), member="other.xml"))
    (tmp_path / "rac.ods").write_bytes(b"PK\x03\x04 not a package")
    with pytest.raises(WorkbookDamaged):
        ods_sheets_of(tmp_path / "rac.ods")


def test_damaged_bytes_are_refused_or_read_as_they_were(tmp_path: Path) -> None:
    path = book(tmp_path, row(cell("một"), cell("hai")) * 50)
    whole, expected = path.read_bytes(), ods_sheets_of(path)
    chance = random.Random(57)
    for _round in range(60):
        broken = bytearray(whole)
        for _turn in range(chance.randrange(1, 6)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        path.write_bytes(bytes(broken))
        try:
            assert ods_sheets_of(path) == expected
        except UserError:
            continue
