"""Signs of documents (số, ký hiệu): Nghị định 30/2020 Điều 15, Phụ lục I II.3; Party bodies: document-format.md b3."""

from __future__ import annotations

from kh57_desktop.domain.terms import System
from kh57_desktop.i18n import fold

BLANK_NUMBER = " " * 6
"""Room for the number to be written by hand before issue: "Số:      /KH-UBND"."""

_KINDS = {
    "Nghị quyết": "NQ", "Quyết định": "QĐ", "Chỉ thị": "CT", "Quy chế": "QC", "Quy định": "QyĐ", "Thông cáo": "TC",
    "Thông báo": "TB", "Hướng dẫn": "HD", "Chương trình": "CTr", "Chương trình hành động": "CTr",
    "Chương trình công tác": "CTr", "Kế hoạch": "KH", "Phương án": "PA", "Đề án": "ĐA", "Dự án": "DA",
    "Báo cáo": "BC", "Biên bản": "BB", "Tờ trình": "TTr", "Hợp đồng": "HĐ", "Công điện": "CĐ", "Bản ghi nhớ": "BGN",
    "Bản thỏa thuận": "BTT", "Giấy ủy quyền": "GUQ", "Giấy mời": "GM", "Giấy giới thiệu": "GGT",
    "Giấy nghỉ phép": "GNP", "Phiếu gửi": "PG", "Phiếu chuyển": "PC", "Phiếu báo": "PB", "Kết luận": "KL",
}  # fmt: skip
_SYMBOLS = {fold(kind): symbol for kind, symbol in _KINDS.items()}
_PARTY_OWN = {fold("Quy định"): "QĐ", fold("Công văn"): "CV"}
"""Where Party bodies differ: a quy định is QĐ, and their công văn does carry CV."""


def kind_symbol(kind: str, system: System) -> str:
    """The symbol of a document type by its Vietnamese name; "" where the type has none (government công văn)."""
    key = fold(" ".join(kind.split()))
    own = _PARTY_OWN.get(key) if system is System.PARTY else None
    return own or _SYMBOLS.get(key, "")


def sign_of(number: int | None, kind_symbol: str, body_symbol: str, system: System) -> str:
    """The sign without "Số": "05/KH-UBND" and "12/UBND-VX" (công văn), Party "05-KH/ĐU"; None leaves room by hand.

    `kind_symbol` "" is a government công văn, whose `body_symbol` already names the drafting unit ("UBND-VX").
    """
    written = BLANK_NUMBER if number is None else f"{number:02}"
    if system is System.PARTY:
        return f"{written}-{kind_symbol}/{body_symbol}" if kind_symbol else f"{written}/{body_symbol}"
    return f"{written}/{kind_symbol}-{body_symbol}" if kind_symbol else f"{written}/{body_symbol}"
