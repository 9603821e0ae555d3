"""Hồ sơ minh chứng (features N8): index of the documents in order, then what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kh57_desktop.documents.content import (
    Align,
    AnnexTitle,
    Block,
    Column,
    Content,
    GroupRow,
    Heading,
    Level,
    Orientation,
    Paragraph,
    Part,
    Row,
    Table,
    Title,
    short_date,
)
from kh57_desktop.documents.kinds.columns import fitted
from kh57_desktop.documents.kinds.form import Form
from kh57_desktop.documents.kinds.parts import listed, roman

_INDEX = (
    Column("TT", 10, Align.CENTER),
    Column("Tên tài liệu", 96),
    Column("Số, ký hiệu", 34, Align.CENTER),
    Column("Ngày", 24, Align.CENTER),
    Column("Tệp lưu trong phần mềm", 60),
    Column("Bút lục (ghi tay)", 28, Align.CENTER),
)
_MISSING = (
    Column("TT", 10, Align.CENTER),
    Column("Mã", 16, Align.CENTER),
    Column("Nội dung", 110),
    Column("Cơ quan chủ trì", 50, Align.CENTER),
    Column("Tài liệu còn thiếu", 66),
)


@dataclass(frozen=True, slots=True)
class Document:
    """A document on file; `file`: name of the kept file, "" where only its mention is on record."""

    title: str
    number: str = ""
    on: date | None = None
    file: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """What an inspection would ask for and is not there; `code`: of the task, "" for the plan itself."""

    code: str
    subject: str
    unit: str
    wanted: str


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """`groups` in the order of the file, each (title, its documents in order)."""

    subject: str
    on: date
    groups: tuple[tuple[str, tuple[Document, ...]], ...]
    missing: tuple[Missing, ...]


def evidence_file_content(form: Form, evidence: EvidenceFile) -> Content:
    """A cover with the counts, the index as a landscape part, and the missing ones as another."""
    rows = _index(evidence.groups)
    count = sum(len(documents) for _title, documents in evidence.groups)
    kept = sum(bool(document.file) for _title, documents in evidence.groups for document in documents)
    cover: list[Block] = [
        Title("HỒ SƠ MINH CHỨNG", evidence.subject, f"(Lập đến ngày {short_date(evidence.on)})"),
        Heading(Level.ITEM, "1.", "Tài liệu có trong hồ sơ"),
        Paragraph(
            f"Hồ sơ có {count:02} tài liệu, trong đó {kept:02} tài liệu có tệp lưu trong phần mềm; danh mục tại Phụ "
            "lục I, xếp theo thứ tự trong hồ sơ."
        ),
        *listed([f"{title}: {len(documents):02} tài liệu" for title, documents in evidence.groups if documents]),
        Heading(Level.ITEM, "2.", "Tài liệu còn thiếu"),
        Paragraph(
            f"Còn thiếu {len(evidence.missing):02} tài liệu theo Phụ lục II; đề nghị các cơ quan, đơn vị bổ sung trước "
            "khi làm việc với đoàn kiểm tra, giám sát."
            if evidence.missing
            else "Không có tài liệu còn thiếu đối với các nhiệm vụ đã báo cáo hoàn thành."
        ),
        Paragraph("Người lập hồ sơ chịu trách nhiệm về tính đầy đủ, chính xác của danh mục tài liệu./."),
    ]
    parts = [Part(tuple(cover), head=form.inner_head(), closing=form.closing())]
    if rows:
        parts.append(_annex("I", "DANH MỤC TÀI LIỆU MINH CHỨNG", Table(fitted(_INDEX, rows), rows)))
    if evidence.missing:
        lacking = tuple(
            Row((place, row.code, row.subject, row.unit, row.wanted)) for place, row in enumerate(evidence.missing, 1)
        )
        parts.append(_annex("II", "DANH MỤC TÀI LIỆU CÒN THIẾU", Table(fitted(_MISSING, lacking), lacking)))
    return Content(form.system, f"Hồ sơ minh chứng: {evidence.subject}", tuple(parts), form.sample)


def _annex(number: str, title: str, table: Table) -> Part:
    return Part((AnnexTitle(f"Phụ lục {number}", title), table), Orientation.LANDSCAPE)


def _index(groups: Sequence[tuple[str, tuple[Document, ...]]]) -> tuple[Row | GroupRow, ...]:
    rows: list[Row | GroupRow] = []
    number = shown = 0
    for title, documents in groups:
        if documents:
            shown += 1
            rows.append(GroupRow(roman(shown), title))
        for document in documents:
            number += 1
            day = short_date(document.on) if document.on is not None else ""
            rows.append(Row((number, document.title, document.number, day, document.file or "Chưa có tệp", "")))
    return tuple(rows)
