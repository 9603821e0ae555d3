"""Every paper is built to PDF/A-2u; each rule is shown to bite on a file that breaks it."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest

from kh57_desktop.domain.packages import SignerRole
from kh57_desktop.domain.terms import System
from tests.documents.archival_rules import archival_findings
from tests.documents.conftest import Paper, printed

Break = Callable[[pikepdf.Pdf], None]


def test_every_kind_in_both_systems(paper: Paper) -> None:
    assert archival_findings(paper.pdf) == []


def saved(pdf: bytes, change: Break) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        change(document)
        target = io.BytesIO()
        document.save(target, deterministic_id=True, force_version="1.7", qdf=False)
    return target.getvalue()


def first_font(document: pikepdf.Pdf) -> pikepdf.Object:
    return next(
        thing for thing in document.objects if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font"
    )


def rewritten(document: pikepdf.Pdf, old: bytes, new: bytes) -> None:
    packet = document.Root.Metadata.read_raw_bytes()
    assert old in packet
    document.Root.Metadata = document.make_stream(packet.replace(old, new), Type=pikepdf.Name.Metadata)


def see_through(document: pikepdf.Pdf) -> None:
    document.pages[0].Resources["/ExtGState"] = document.make_indirect(
        pikepdf.Dictionary({"/G": document.make_indirect(pikepdf.Dictionary({"/ca": 0.5}))})
    )


BROKEN: dict[str, Break] = {
    "language": lambda document: document.Root.__delitem__("/Lang"),
    "output intent": lambda document: document.Root.__delitem__("/OutputIntents"),
    "active content": lambda document: document.Root.__setitem__(
        "/OpenAction", pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    ),
    "metadata": lambda document: document.Root.__delitem__("/Metadata"),
    "level": lambda document: rewritten(document, b"<pdfaid:part>2", b"<pdfaid:part>1"),
    "metadata /Title": lambda document: document.docinfo.__setitem__("/Title", "Tên khác"),
    "metadata /Producer": lambda document: rewritten(document, b"<pdf:Producer>KH57", b"<pdf:Producer>khac"),
    "font embedded": lambda document: first_font(document).FontDescriptor.__delitem__("/FontFile2"),
    "font unicode": lambda document: first_font(document).__delitem__("/ToUnicode"),
    "transparency": see_through,
}


@pytest.mark.parametrize("rule", BROKEN)
def test_a_broken_rule_is_found(rule: str) -> None:
    whole = printed("report", System.PARTY, False).pdf
    assert archival_findings(saved(whole, lambda _document: None)) == []
    assert archival_findings(saved(whole, BROKEN[rule])) == [rule]


def test_rules_on_the_bytes_bite_too() -> None:
    whole = printed("report", System.PARTY, False).pdf
    assert "endstream" in archival_findings(whole.replace(b"\nendstream", b" endstream", 1))
    assert "header" in archival_findings(b"%PDF-2.0" + whole[8:])


def test_a_signed_paper_stays_archival(tmp_path: Path) -> None:
    from kh57_desktop.exchange.identity import create_identity, load_identity
    from kh57_desktop.exchange.pades import sign_pdf

    now = datetime.now(UTC).replace(microsecond=0)
    path = tmp_path / "office.p12"
    create_identity(path, name="Mẫu", office_code="00000", role=SignerRole.OFFICE, password="mật khẩu", now=now)
    signed = sign_pdf(printed("report", System.GOVERNMENT, False).pdf, [load_identity(path, "mật khẩu")], at=now)
    assert archival_findings(signed) == []
