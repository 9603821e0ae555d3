"""Workbooks from another PC made to fill the memory or to keep the program busy: one sentence, in time, in little room.

Each of them is some kilobytes long or stored unpacked, so that the bound on the packing says nothing of it.
"""

from __future__ import annotations

import struct
import zipfile

import pytest

from kh57_desktop.importing.unit_forms import read_form
from kh57_desktop.services.form_collection import read_forms
from tests.exchange.costs import UNBOUNDED, cost_of

LARGEST = 160 << 20
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
BOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'
)
TO_SHEET = f'<Relationships xmlns="{LINKS}"><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>'


def cells(*words: str) -> str:
    return "<row>" + "".join(f'<c t="inlineStr"><is><t>{word}</t></is></c>' for word in words) + "</row>"


HEAD = cells("Mã phiếu: PH12") + cells("Mã", "Nhiệm vụ", "Kết quả", "Tiến độ")


@pytest.fixture
def workbook(tmp_path):
    """Writes an .xlsx of one sheet with these rows; `areas` are merged, `strings` and `styles` whole parts."""

    def written(rows: str, *, areas=(), strings="", styles="", is_packed=True, name="phieu.xlsx"):
        path = tmp_path / name
        merged = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
        sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData><mergeCells>{merged}</mergeCells></worksheet>'
        parts = {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": BOOK, "xl/_rels/workbook.xml.rels": TO_SHEET}
        parts |= {"xl/worksheets/sheet1.xml": sheet, "xl/sharedStrings.xml": strings or f'<sst xmlns="{MAIN}"/>'}
        parts |= {"xl/styles.xml": styles or f'<styleSheet xmlns="{MAIN}"/>'}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED if is_packed else zipfile.ZIP_STORED) as archive:
            for member, text in parts.items():
                archive.writestr(member, text)
        return path

    return written


def outcome(path) -> tuple[int, list[str]]:
    read = read_forms([path])
    return len(read.forms), [one.error.code for one in read.refused]


def judged(path) -> tuple[int, list[str]]:
    answer, seconds, growth = cost_of(lambda: outcome(path))
    assert seconds < UNBOUNDED
    assert growth < LARGEST
    return answer


NINES = "9" * 5000


@pytest.mark.parametrize(
    ("rows", "styles"),
    [
        (f'<row r="{NINES}"><c><v>1</v></c></row>', ""),
        (f'<row><c s="{NINES}"><v>1</v></c></row>', ""),
        (f'<row><c t="s"><v>{NINES}</v></c></row>', ""),
        ("<row><c><v>1e999999999</v></c></row>", ""),
        ("<row><c><v>1</v></c></row>", f'<cellXfs><xf numFmtId="{NINES}"/></cellXfs>'),
    ],
)
def test_numbers_longer_than_any_are_none(workbook, rows, styles):
    """Python refuses to read 5,000 digits; the form beside it is read all the same."""
    path = workbook(
        HEAD + rows + cells("T1", "Việc", "Xong", "100"), styles=f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'
    )
    assert outcome(path) == (1, [])
    assert [row.code for row in read_form(path).rows][-1] == "T1"


def test_a_format_of_very_many_brackets(workbook):
    formats = f'<numFmts><numFmt numFmtId="200" formatCode="{"[a" * 20_000}"/></numFmts>'
    styles = f'<styleSheet xmlns="{MAIN}">{formats}<cellXfs><xf numFmtId="200"/></cellXfs></styleSheet>'
    assert judged(workbook(HEAD + '<row><c s="0"><v>45000</v></c></row>' * 2000, styles=styles)) == (1, [])


def test_merged_areas_that_cover_more_than_a_sheet_has(workbook):
    """15 kilobytes took more than six gigabytes."""
    areas = [f"A{at * 500 + 1}:BL{at * 500 + 500}" for at in range(3000)]
    assert judged(workbook(HEAD, areas=areas)) == (0, ["document-too-large"])


def test_very_many_rows_below_merged_areas(workbook):
    areas = [f"A{at * 10 + 1}:B{at * 10 + 9}" for at in range(1900)]
    assert judged(workbook(HEAD + cells("T1") * 19_000, areas=areas)) == (1, [])


@pytest.mark.parametrize(
    "rows",
    ["<row>" + "<c/>" * 2_900_000 + "</row>", "<row/>" * 3_000_001, "<x/>" * 2_000_000],
    ids=["one row", "rows", "others"],
)
def test_elements_without_end(workbook, rows):
    assert judged(workbook(rows, is_packed=False)) == (0, ["document-too-large"])


def test_strings_without_end(workbook):
    strings = f'<sst xmlns="{MAIN}">' + "<si/>" * 3_000_001 + "</sst>"
    assert judged(workbook(HEAD, strings=strings, is_packed=False)) == (0, ["document-too-large"])


def test_a_list_of_members_larger_than_any_workbook_has(tmp_path):
    member = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, *[0] * 7, 1, *[0] * 6) + b"a"
    count = 300_000
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count & 0xFFFF, count & 0xFFFF, len(member) * count, 0, 0)
    path = tmp_path / "phieu.xlsx"
    path.write_bytes(member * count + end)
    assert judged(path) == (0, ["document-too-large"])


def test_a_form_that_the_disk_does_not_give_stops_no_other(workbook, monkeypatch):
    bad, good = workbook(HEAD, name="1.xlsx"), workbook(HEAD, name="2.xlsx")
    whole = zipfile.ZipFile.__init__

    def opened(archive, source, *others, **options):
        if str(source.name) == str(bad):
            raise PermissionError(13, "Permission denied")
        whole(archive, source, *others, **options)

    monkeypatch.setattr(zipfile.ZipFile, "__init__", opened)
    read = read_forms([bad, good])
    assert [form.name for form in read.forms] == ["2.xlsx"]
    assert [one.error.code for one in read.refused] == ["cannot-read"]
