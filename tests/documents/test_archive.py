"""Every paper is built to PDF/A-2u; each rule is shown to bite on a file that breaks it."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest

from kh57_desktop.documents.pdf.attached import Attached, with_attached
from kh57_desktop.domain.packages import SignerRole
from kh57_desktop.domain.terms import System
from tests.documents.archival_rules import archival_findings
from tests.documents.conftest import Paper, printed
from tests.documents.measures import text_of

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


def test_a_paper_signed_twice_or_with_data_stays_archival(tmp_path: Path) -> None:
    from kh57_desktop.exchange.identity import create_identity, load_identity
    from kh57_desktop.exchange.pades import sign_pdf

    now = datetime.now(UTC).replace(microsecond=0)
    identities = []
    for name, role in (("Người soạn", SignerRole.AUTHOR), ("Đơn vị", SignerRole.OFFICE)):
        path = tmp_path / f"{role}.p12"
        create_identity(path, name=name, office_code="00000", role=role, password="mật khẩu", now=now)
        identities.append(load_identity(path, "mật khẩu"))
    paper = printed("report", System.PARTY, False).pdf
    assert archival_findings(sign_pdf(paper, identities, at=now)) == []
    alone = sign_pdf(with_attached(paper, DATA), identities, at=now)
    assert archival_findings(alone, with_data=True) == []


# --- with data attached -------------------------------------------------------------------------------------------

DATA = Attached("du-lieu.json", "application/json", "Số liệu của báo cáo", '{"kỳ": "2026-Q3"}'.encode())


def test_a_paper_with_its_data_is_3b_and_begins_with_the_paper_itself(paper: Paper) -> None:
    made = with_attached(paper.pdf, DATA)
    assert made.startswith(paper.pdf)
    assert archival_findings(made, with_data=True) == []
    assert made == with_attached(paper.pdf, DATA)
    with pikepdf.open(io.BytesIO(made)) as document:
        assert document.attachments[DATA.name].get_file().read_bytes() == DATA.data
        assert document.attachments[DATA.name].get_file().mime_type == DATA.kind
        assert document.attachments[DATA.name].description == DATA.words
        assert not document.check_pdf_syntax()
    assert text_of(made) == text_of(paper.pdf)


def _specification(document: pikepdf.Pdf) -> pikepdf.Object:
    return document.Root.Names.EmbeddedFiles.Names[1]


BROKEN_WITH_DATA: dict[str, Break] = {
    "attached": lambda document: document.Root.__delitem__("/Names"),
    "attached name": lambda document: _specification(document).__delitem__("/UF"),
    "attached kind": lambda document: _specification(document).EF.F.__delitem__("/Subtype"),
    "attached relation": lambda document: document.Root.__delitem__("/AF"),
    "level": lambda document: rewritten(document, b"<pdfaid:part>3", b"<pdfaid:part>2"),
}


@pytest.mark.parametrize("rule", BROKEN_WITH_DATA)
def test_a_broken_rule_of_the_attachment_is_found(rule: str) -> None:
    whole = with_attached(printed("report", System.PARTY, False).pdf, DATA)
    assert archival_findings(saved(whole, BROKEN_WITH_DATA[rule]), with_data=True) == [rule]


def test_a_hidden_field_is_found() -> None:
    def hide(document: pikepdf.Pdf) -> None:
        field = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Square, Rect=[0, 0, 0, 0], F=2)
        document.pages[0].obj["/Annots"] = pikepdf.Array([document.make_indirect(field)])

    assert archival_findings(saved(printed("report", System.PARTY, False).pdf, hide)) == ["annotation"]


def test_data_in_a_paper_that_claims_2u_is_found() -> None:
    whole = with_attached(printed("report", System.PARTY, False).pdf, DATA)
    assert archival_findings(whole) == ["level", "attached"]


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7\n", b"trailer startxref 5 %%EOF"])
def test_what_is_no_paper_of_ours_is_left_alone(pdf: bytes) -> None:
    with pytest.raises(ValueError, match="no paper of ours"):
        with_attached(pdf, DATA)
