"""An annex in a file of its own: text in the corner of page 1, the office's signature (NĐ 30, Phụ lục I, II.8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pikepdf
import pytest

from kh57_desktop.documents.content import SAMPLE_MARK
from kh57_desktop.domain.packages import Result, SignerRole
from kh57_desktop.errors import BadValue
from kh57_desktop.exchange.verify import verify_pdf
from kh57_desktop.services.annexes import NotTheSeal, PlanNotIssued, signed_annex
from kh57_desktop.services.offices import create_office
from kh57_desktop.services.package_series import WrongSigner
from kh57_desktop.services.paper_forms import Request
from kh57_desktop.services.reading_plans import accept_reading
from kh57_desktop.services.session import VIETNAM, Session
from tests.documents.archival_rules import archival_findings
from tests.documents.measures import MM, measured
from tests.exchange.makers import identity, trusted
from tests.ui.conftest import small_reading

AT = datetime(2026, 9, 3, 15, 5, 14, tzinfo=VIETNAM)


@pytest.fixture(scope="module")
def seal():
    return identity("Đảng ủy xã Suối Thử", office_code="00000")


@pytest.fixture
def commune(tmp_path: Path):
    session = create_office(
        tmp_path / "xã.kh57", name="Suối Thử", province="Gia Lai", code="00000", user="Thử", now=lambda: AT
    )
    accept_reading(session, small_reading())
    yield session
    session.close()


def test_number_and_time_stand_in_the_corner_of_the_first_page_only(commune: Session, seal) -> None:
    pages = measured(signed_annex(commune, "task-list", Request(on=AT.date()), seal))
    first, number = pages[0], "01-KH/ĐU"
    shown = [first.line(number), first.line("03-09-2026 15:05:14 +07:00")]
    for line in shown:
        assert line.faces == ("LiberationSerif",)
        assert line.sizes == (10,)
        assert line.right == pytest.approx(first.width - 15 * MM, abs=0.5)
        assert line.left > first.width / 2
        assert line.baseline < 20 * MM
    assert shown[0].baseline < shown[1].baseline
    assert first.line(SAMPLE_MARK).right < shown[0].left
    assert not any("+07:00" in line.text for page in pages[1:] for line in page.lines)


def test_the_office_signs_at_the_time_that_is_printed_and_the_file_stays_archival(
    commune: Session, seal, tmp_path: Path
) -> None:
    path = tmp_path / "phu-luc.pdf"
    path.write_bytes(signed_annex(commune, "task-list", Request(on=AT.date()), seal))
    assert archival_findings(path.read_bytes()) == []
    judged = verify_pdf(path, trust=trusted(seal), now=AT)
    assert (judged.codes, judged.result) == ((), Result.VALID)
    assert [signer.signed_at for signer in judged.signers] == [AT]


def test_the_signature_shows_no_picture(commune: Session, seal, tmp_path: Path) -> None:
    path = tmp_path / "annex.pdf"
    path.write_bytes(signed_annex(commune, "task-list", Request(on=AT.date()), seal))
    with pikepdf.open(path) as document:
        fields = list(document.Root.AcroForm.Fields)
        assert [str(field.T) for field in fields] == ["CoQuan"]
        assert [float(side) for side in fields[0].get("/Rect", [0, 0, 0, 0])] == [0, 0, 0, 0]


def test_only_the_office_signs_only_an_annex_and_only_of_an_issued_plan(commune: Session, seal) -> None:
    request = Request(on=AT.date())
    person = identity("Lê Văn Mẫu", office_code="00000", role=SignerRole.AUTHOR)
    with pytest.raises(NotTheSeal):
        signed_annex(commune, "task-list", request, person)
    with pytest.raises(WrongSigner):
        signed_annex(commune, "task-list", request, identity("Xã khác", office_code="23674"))
    with pytest.raises(BadValue):
        signed_annex(commune, "summary", request, seal)
    plan = commune.store.plans.newest()
    with commune.store.changes("thử"):
        commune.store.plans.put(replace(plan, number=None))
    with pytest.raises(PlanNotIssued):
        signed_annex(commune, "task-list", request, seal)
