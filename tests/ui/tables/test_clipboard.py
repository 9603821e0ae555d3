"""What Excel, Word and text editors put on the clipboard, and what they take from it."""

from __future__ import annotations

from PySide6.QtCore import QMimeData

from kh57_desktop.ui.tables.clipboard import MOST_COLUMNS, PastedRow, as_mime, rows_of

EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style>td {color: red}</style></head><body>
<table><tr><td rowspan=2>TT</td><td colspan=2>Nội dung<br>nhiệm vụ</td></tr>
<tr><td>A</td><td style='padding-left:36pt'>B</td></tr>
<tr><td align=right>2</td><td><p>Dòng một</p><p>dòng hai</p></td><td>&nbsp;</td></tr></table></body></html>"""
WORD = """<html><head><title>x</title></head><body>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span>Việc lớn</span></p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span>Vi\u00ea\u0323c nh\u1ecf</span></p></body></html>"""


def mime(*, html: str = "", text: str = "") -> QMimeData:
    data = QMimeData()
    if html:
        data.setHtml(html)
    if text:
        data.setText(text)
    return data


def test_a_table_from_excel_keeps_cells_spans_and_breaks() -> None:
    assert [row.cells for row in rows_of(mime(html=EXCEL, text="TT\tNội dung"))] == [
        ("TT", "Nội dung nhiệm vụ", ""),
        ("", "A", "B"),
        ("2", "Dòng một dòng hai", ""),
    ]


def test_a_list_from_word_keeps_its_levels_in_one_unicode_form() -> None:
    assert rows_of(mime(html=WORD, text="Việc lớn\nViệc nhỏ")) == [
        PastedRow(("Việc lớn",), 0),
        PastedRow(("Việc nhỏ",), 1),
    ]


def test_plain_text_is_read_by_tabs_quotes_and_indents() -> None:
    sheet = 'TT\tNội dung\r\n1\t"Dòng một\ndòng ""hai"""\r\n\t\t\r\n'
    assert [row.cells for row in rows_of(mime(text=sheet))] == [("TT", "Nội dung"), ("1", 'Dòng một dòng "hai"')]
    listed = "Việc lớn\n    Việc nhỏ\n\tViệc nhỏ nữa\n"
    assert [row.indent for row in rows_of(mime(text=listed))] == [0, 1, 1]


def test_what_is_no_text_or_endless_gives_no_or_few_rows() -> None:
    assert rows_of(QMimeData()) == []
    assert rows_of(mime(text=" \n\t\n")) == []
    (row,) = rows_of(mime(text="\t".join("x" * 500)))
    assert len(row.cells) == MOST_COLUMNS
    broken = "<table><tr><td colspan=99999999>a<tr><td rowspan=-1>b</table></td><td>c"
    assert [row.cells[0] for row in rows_of(mime(html=broken))] == ["a", "b"]


def test_what_we_copy_we_can_paste_again() -> None:
    cells = [["1", "Việc <một> & hai", ""], ["2", "Dòng\ncó ngắt", "30/9/2026"]]
    data = as_mime(cells)
    flat = [tuple(" ".join(cell.split()) for cell in row) for row in cells]
    assert [row.cells for row in rows_of(data)] == flat
    assert [row.cells for row in rows_of(mime(text=data.text()))] == flat
