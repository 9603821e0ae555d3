"""What is in the file: every word in order, every row once, fonts, properties, the same bytes again."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
import unicodedata
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from kh57_desktop.documents.content import Content, GroupRow, Heading, Paragraph, Row, Table, cell_text
from kh57_desktop.documents.kinds.plan import plan_content
from kh57_desktop.documents.pdf import render_pdf
from kh57_desktop.domain.offices import SignatureBlock
from kh57_desktop.domain.plans import Plan, Section
from kh57_desktop.domain.terms import System
from tests.documents.conftest import Paper, layout_of, printed
from tests.documents.measures import text_of, words
from tests.documents.samples import PAPERS, plan_paper, task_list_paper


def is_in_order(wanted: list[str], found: list[str]) -> str | None:
    """None where all of `wanted` occurs in `found` in order; else the first missing word with what precedes it."""
    position = 0
    for place, word in enumerate(wanted):
        try:
            position = found.index(word, position) + 1
        except ValueError:
            return " ".join(wanted[max(0, place - 8) : place + 1])
    return None


def running_words(content: Content) -> list[str]:
    wanted: list[str] = []
    for part in content.parts:
        for block in part.blocks:
            if isinstance(block, Heading | Paragraph):
                wanted += words(f"{block.marker} {block.text}")
    return wanted


def test_every_word_of_the_text_comes_back_in_order(headed: Paper) -> None:
    assert is_in_order(running_words(headed.content), words(text_of(headed.pdf))) is None


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler) is not on this machine")
def test_every_word_comes_back_through_poppler_even_after_a_line_that_ends_in_a_hyphen(tmp_path: Path) -> None:
    content = plan_paper(System.PARTY, is_long=True)
    lines = [Paragraph(f"{'chữ ' * count}chính trị- xã hội, Kế hoạch số 57- NQ/TW -") for count in range(40)]
    content = replace(content, parts=(replace(content.parts[0], blocks=(*content.parts[0].blocks, *lines)),))
    pdf, text = tmp_path / "plan.pdf", tmp_path / "plan.txt"
    pdf.write_bytes(render_pdf(content))
    subprocess.run(["pdftotext", "-enc", "UTF-8", str(pdf), str(text)], check=True)
    found = words(text.read_text(encoding="utf-8"))
    assert is_in_order(["-----", *running_words(content)], found) is None


def test_the_word_check_finds_a_missing_word() -> None:
    assert is_in_order(["một", "hai", "ba"], ["một", "ba"]) == "một hai"


def test_each_row_of_each_table_is_printed_exactly_once(paper: Paper) -> None:
    text = " ".join(words(text_of(paper.pdf)))
    rows = [
        row for part in paper.content.parts for block in part.blocks if isinstance(block, Table) for row in block.rows
    ]
    keys = [
        key.group()
        for row in rows
        if isinstance(row, Row)
        for key in [re.search(r"(?:Việc thứ|Chỉ tiêu thứ|Lê Văn Mẫu) \d+", cell_text(row.cells[1]))]
        if key is not None
    ]
    if paper.kind == "consolidated-report":  # each sender stands in the annex of tasks and in that of indicators
        keys = [key for key in keys if not key.startswith("Lê Văn Mẫu")]
    assert len(keys) == len(set(keys))
    if paper.kind == "task-list":
        assert len(keys) == (400 if paper.is_long else 3)
    for key in keys:
        also_heads_its_values = paper.kind == "consolidated-report" and key == "Chỉ tiêu thứ 001"
        times = 1 + (paper.kind == "committee-assignments" and key == "Việc thứ 004") + also_heads_its_values
        assert len(re.findall(rf"{key}\b", text)) == times, key


def test_task_numbers_run_through_the_groups() -> None:
    table = next(
        block for block in task_list_paper(System.GOVERNMENT, is_long=True).parts[0].blocks if isinstance(block, Table)
    )
    assert [row.cells[0] for row in table.rows if isinstance(row, Row)] == list(range(1, 401))
    assert [row.number for row in table.rows if isinstance(row, GroupRow)] == ["I", "II", "III"]


def test_text_is_nfc_with_stacked_vietnamese_marks() -> None:
    letters = "Ề Ữ Ợ Ỵ Ẫ ấ ậ ẩ ẫ ằ ẳ ẵ ặ ế ề ể ễ ệ ố ồ ổ ỗ ộ ớ ờ ở ỡ ợ ứ ừ ử ữ ự ý ỳ ỷ ỹ ỵ đ Đ ≥ ≤ …"
    content = plan_paper(System.GOVERNMENT, is_long=False)
    part = replace(content.parts[0], blocks=(*content.parts[0].blocks, Paragraph(letters)))
    text = text_of(render_pdf(replace(content, parts=(part,))))
    assert is_in_order(words(letters), words(text)) is None
    assert unicodedata.is_normalized("NFC", text)


def test_the_same_content_gives_the_same_bytes(paper: Paper) -> None:
    again = PAPERS[paper.kind](paper.system, is_long=paper.is_long)
    assert render_pdf(again, layout=layout_of(paper.kind, paper.system)) == paper.pdf


def test_all_fonts_are_embedded_with_unicode_and_no_other_is_named(paper: Paper) -> None:
    with pikepdf.open(io.BytesIO(paper.pdf)) as document:
        fonts = {
            str(font["/BaseFont"]): font for page in document.pages for font in page.resources.get("/Font", {}).values()
        }
        assert fonts
        for name, font in fonts.items():
            assert "LiberationSerif" in name
            assert "/FontFile2" in font["/FontDescriptor"]
            assert "/ToUnicode" in font
    assert b"Helvetica" not in paper.pdf


def test_the_file_has_no_faults(paper: Paper) -> None:
    with pikepdf.open(io.BytesIO(paper.pdf)) as document:
        assert document.check_pdf_syntax() == []


def test_streams_are_plain_deflate_and_nothing_is_transparent(paper: Paper) -> None:
    assert b"ASCII85" not in paper.pdf
    with pikepdf.open(io.BytesIO(paper.pdf)) as document:
        assert all("/ExtGState" not in page.resources for page in document.pages)
        assert "/Encrypt" not in document.trailer


def test_title_language_and_extra_information_are_in_the_file() -> None:
    content = plan_paper(System.PARTY, is_long=True)
    plain = render_pdf(content)
    extended = render_pdf(content, info={"BCDataSHA256": "ab" * 32})
    with pikepdf.open(io.BytesIO(extended)) as document, pikepdf.open(io.BytesIO(plain)) as without:
        assert str(document.docinfo["/BCDataSHA256"]) == "ab" * 32
        assert str(document.docinfo["/Title"]) == content.title
        assert str(document.Root["/Lang"]) == "vi"
        shared = {key: str(value) for key, value in document.docinfo.items() if key != "/BCDataSHA256"}
        assert shared == {key: str(value) for key, value in without.docinfo.items()}


def test_documents_stay_vietnamese_in_an_english_window(english: None) -> None:
    paper = printed("report", System.GOVERNMENT, True)
    again = render_pdf(PAPERS["report"](System.GOVERNMENT, is_long=True))
    assert again == paper.pdf
    assert "1.234,5" in text_of(again)


@pytest.mark.parametrize("name", ["kon-gang", "loc-hung", "dan-tien"])
def test_real_plan_prints_word_for_word(shared, name: str) -> None:
    """Needs only headings from the gold reading; the text is the source's own, paragraph by paragraph."""
    source = unicodedata.normalize("NFC", (shared / "importer" / "documents" / f"{name}.txt").read_text("utf-8"))
    gold = json.loads((shared / "importer" / "gold" / f"{name}.json").read_text("utf-8"))
    body = source[source.index(gold["sections"][0]["title"].split(",")[0]) : source.index("Nơi nhận")]
    lines = [line for line in (" ".join(line.split()) for line in body.splitlines()) if line and not line.isdigit()]
    sections = [Section("s", "p", "I", lines[0], tuple(lines[1:]), 0)]
    plan = Plan(
        "p", "K1", gold["kind"], System(gold["system"]), gold["issuer"], gold["locality"], "xã", gold["title"],
        None, gold["date"], (), (), tuple(gold["recipients"]), "Lưu", SignatureBlock("T/M", "", "BÍ THƯ", "Mẫu"),
    )  # fmt: skip
    pdf = render_pdf(plan_content(plan, sections, header_lines=("XÃ MẪU",), symbol="ĐU"))
    assert is_in_order(words(" ".join(lines)), words(text_of(pdf))) is None


@pytest.mark.parametrize("renderer", ["pdf", "word", "excel", "pdf.head_sizes", "pdf.table_widths"])
def test_each_renderer_is_imported_alone(renderer: str) -> None:
    code = f"import kh57_desktop.documents.{renderer}"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
