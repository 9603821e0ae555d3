"""Phiếu bàn giao gói báo cáo (features N12) and Biên bản bàn giao công việc when someone leaves (feature 42)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kh57_desktop.documents.content import (
    Align,
    Block,
    Column,
    Content,
    Paragraph,
    Part,
    Role,
    Row,
    Table,
    Title,
)
from kh57_desktop.documents.kinds.columns import fitted
from kh57_desktop.documents.kinds.form import Form
from kh57_desktop.documents.kinds.parts import WRITTEN_BY_HAND, deadline_of, listed, sentence_start, signatures
from kh57_desktop.documents.kinds.work_list import WorkLine
from kh57_desktop.domain.terms import PRINTED
from kh57_desktop.i18n import long_date

RECORD_KIND = "Biên bản"
_FACTS = (Column("TT", 10, Align.CENTER), Column("Thông tin", 50), Column("Nội dung", 105))
_WORK = (
    Column("TT", 9, Align.CENTER),
    Column("Mã", 14, Align.CENTER),
    Column("Nội dung công việc", 64),
    Column("Thời hạn", 26, Align.CENTER),
    Column("Tình trạng", 28, Align.CENTER),
    Column("Hồ sơ, ghi chú", 24),
)


@dataclass(frozen=True, slots=True)
class HandedPackage:
    """A package as it is handed over. `fingerprint`: SHA-256 of the package in hexadecimal; `data_code`: Mã số liệu."""

    file: str
    report: str
    period: str
    sender: str
    recipient: str
    sequence: int
    size: int
    comparison_code: str
    fingerprint: str
    data_code: str


def hand_over_slip_content(form: Form, package: HandedPackage) -> Content:
    """What both sides compare and sign; valid also where the receiver cannot check signatures on the spot."""
    facts = (
        ("Bên gửi", sentence_start(package.sender)),
        ("Bên nhận", package.recipient),
        ("Báo cáo", package.report),
        ("Kỳ báo cáo", package.period),
        ("Tên tệp", package.file),
        ("Số thứ tự gói", f"{package.sequence:02}"),
        ("Dung lượng", f"{package.size:,} byte".replace(",", ".")),
        ("Mã đối chiếu", package.comparison_code),
        ("Dấu vân tay rút gọn", in_fours(package.fingerprint[:16].upper())),
        ("Mã số liệu", package.data_code),
        ("Phương tiện bàn giao", "( ) USB    ( ) Thư điện tử    ( ) Khác: ……………"),
        ("Thời điểm bàn giao", f"…… giờ …… phút, {form.day.day_words}"),
    )
    rows = tuple(Row((place, *fact)) for place, fact in enumerate(facts, 1))
    blocks: tuple[Block, ...] = (
        Title("PHIẾU BÀN GIAO GÓI BÁO CÁO", package.report),
        Table(_FACTS, rows),
        Paragraph(
            "Bên nhận mở gói bằng phần mềm, so Mã đối chiếu trên màn hình với mã in trên phiếu này; hai mã giống nhau "
            "thì ký nhận. Phiếu lập thành 02 bản, mỗi bên giữ 01 bản.",
            keeps_next=True,
        ),
        signatures(("BÊN GIAO", form.signature.name), ("BÊN NHẬN", "")),
    )
    part = Part(blocks, head=form.inner_head())
    return Content(form.system, f"Phiếu bàn giao gói báo cáo {package.report}", (part,), form.sample)


def in_fours(code: str) -> str:
    """`3FA0 91C2 …`: a code as people read it aloud."""
    return " ".join(code[place : place + 4] for place in range(0, len(code), 4))


def hand_over_record_content(
    form: Form,
    *,
    leaving: str,
    post: str,
    receiver: str,
    lines: Sequence[WorkLine],
    assignments: Sequence[str],
    on: date,
) -> Content:
    """Open tasks and standing assignments of the person who leaves; what is missing is written by hand."""
    subject = f"Bàn giao công việc của đồng chí {leaving}"
    blocks: list[Block] = [
        Title(RECORD_KIND.upper(), subject),
        Paragraph(f"Hôm nay, {long_date(on)}, tại {form.place or form.locality}, chúng tôi gồm:"),
        Paragraph(f"Bên giao: đồng chí {leaving}{f', {post}' if post else ''}.", "1."),
        Paragraph(f"Bên nhận: đồng chí {receiver or WRITTEN_BY_HAND}.", "2."),
        Paragraph("Hai bên thống nhất bàn giao các nội dung sau:", keeps_next=True),
    ]
    rows = tuple(_work_row(place, line) for place, line in enumerate(lines, 1))
    if rows:
        blocks.append(Paragraph(f"Công việc đang thực hiện: {len(rows):02} việc", role=Role.CAPTION))
        blocks.append(Table(fitted(_WORK, rows), rows))
    else:
        blocks.append(Paragraph("Công việc đang thực hiện: không có.", "-"))
    if assignments:
        blocks.append(Paragraph("Lĩnh vực, địa bàn được phân công theo dõi:", keeps_next=True))
        blocks.extend(listed(assignments))
    blocks.append(Paragraph("Hồ sơ, tài liệu, tài khoản, thiết bị kèm theo:", keeps_next=True))
    blocks.extend(Paragraph("", role=Role.DOTTED) for _line in range(2))
    blocks.append(
        Paragraph(
            "Kể từ thời điểm ký, bên nhận chịu trách nhiệm thực hiện, theo dõi các công việc nêu trên. Biên bản lập "
            "thành 03 bản có giá trị như nhau, mỗi bên giữ 01 bản, 01 bản lưu tại cơ quan./.",
            keeps_next=True,
        )
    )
    blocks.append(signatures(("BÊN GIAO", leaving), ("BÊN NHẬN", receiver)))
    part = Part(tuple(blocks), head=form.head(RECORD_KIND), closing=None)
    return Content(form.system, f"{RECORD_KIND} {subject}", (part,), form.sample)


def _work_row(place: int, line: WorkLine) -> Row:
    standing = PRINTED[line.standing]
    if line.days_late:
        standing = f"{standing} {line.days_late} ngày"
    return Row((place, line.task.code, line.task.text, deadline_of(line.task), standing, ""))
