"""Phiếu xác minh gói báo cáo (feature 75): the result in words, every check, every finding, who signed and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

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
    short_date,
)
from kh57_desktop.documents.kinds.form import Form
from kh57_desktop.documents.kinds.hand_over import in_fours
from kh57_desktop.documents.kinds.parts import sentence_start, short_form, signatures

_FACTS = (Column("TT", 9, Align.CENTER), Column("Thông tin", 32), Column("Nội dung", 124))
_CHECKS = (
    Column("TT", 8, Align.CENTER),
    Column("Nội dung kiểm tra", 66),
    Column("Kết quả", 22, Align.CENTER),
    Column("Nhận xét", 69),
)
_SIGNERS = (
    Column("Người ký (mã đơn vị)", 46),
    Column("Thời gian ký", 20, Align.CENTER),
    Column("Dấu vân tay chứng thư (SHA-256)", 83, Align.CENTER),
    Column("Tin cậy", 16, Align.CENTER),
)
"""Two lines a signer: eight groups of the fingerprint on each."""


_LINES_TO_SIGN = 0
"""Nobody's name stands below: what is left of the page, its margin at the least, is room enough."""
_REPORT_LETTERS = 125
"""Of the report's title: the sheet of a package without findings is one page."""


@dataclass(frozen=True, slots=True)
class SheetSigner:
    """`fingerprint`: SHA-256 of the certificate in hexadecimal; `signed_at` None where the signature says no time."""

    name: str
    post: str
    office_code: str
    signed_at: datetime | None
    fingerprint: str
    is_trusted: bool


@dataclass(frozen=True, slots=True)
class SheetCheck:
    """One thing that was checked: its outcome in words ("Đạt", "Không đạt", …) and what there is to say."""

    name: str
    outcome: str
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VerificationFacts:
    """A judgement as the sheet prints it, all words Vietnamese; `""` where the package does not say."""

    file: str
    sender: str
    report: str
    period: str
    result: str
    advice: str
    received_at: datetime
    comparison_code: str
    data_code: str
    checks: tuple[SheetCheck, ...]
    signers: tuple[SheetSigner, ...]


def verification_sheet_content(form: Form, facts: VerificationFacts) -> Content:
    """Times in the zone that they carry, seconds shown."""
    rows = (
        ("Kết luận", f"{facts.result}. {facts.advice}"),
        ("Tên tệp", facts.file),
        ("Đơn vị gửi", sentence_start(facts.sender) or "-"),
        ("Báo cáo", short_form(sentence_start(facts.report), _REPORT_LETTERS) or "-"),
        ("Kỳ báo cáo", f"{facts.period or '-'}; nhận lúc {_moment(facts.received_at)}"),
        ("Mã đối chiếu", f"{facts.comparison_code or '-'}; mã số liệu: {facts.data_code or '-'}"),
    )
    blocks: list[Block] = [
        Title("PHIẾU XÁC MINH GÓI BÁO CÁO", f"Kết quả: {facts.result}"),
        Table(_FACTS, tuple(Row((place, *row)) for place, row in enumerate(rows, 1)), dense=True),
        Paragraph("Người ký (thời gian theo máy người ký)", role=Role.CAPTION),
    ]
    if facts.signers:
        blocks.append(
            Table(_SIGNERS, tuple(_signer(place, row) for place, row in enumerate(facts.signers, 1)), dense=True)
        )
    else:
        blocks.append(Paragraph("Không đọc được chữ ký số nào trong gói."))
    checks = tuple(
        Row((place, check.name, check.outcome, "\n".join(check.remarks))) for place, check in enumerate(facts.checks, 1)
    )
    blocks += [
        Paragraph("Các nội dung đã kiểm tra", role=Role.CAPTION),
        Table(_CHECKS, checks, dense=True),
        signatures(("NGƯỜI XÁC MINH", ""), ("XÁC NHẬN CỦA LÃNH ĐẠO", ""), lines=_LINES_TO_SIGN),
    ]
    part = Part(tuple(blocks), head=form.inner_head())
    return Content(form.system, f"Phiếu xác minh gói báo cáo {facts.file}", (part,), form.sample)


def _moment(moment: datetime) -> str:
    return f"{moment:%H:%M:%S} ngày {short_date(moment.date())}"


def _signer(place: int, signer: SheetSigner) -> Row:
    code = f" ({signer.office_code})" if signer.office_code else ""
    who = "\n".join(part for part in (f"{place}. {sentence_start(signer.name)}{code}", signer.post) if part)
    at = _moment(signer.signed_at).replace(" ngày ", "\n") if signer.signed_at is not None else "-"
    trusted = "Có" if signer.is_trusted else "Chưa đăng ký"
    return Row((who, at, in_fours(signer.fingerprint.upper()), trusted))
