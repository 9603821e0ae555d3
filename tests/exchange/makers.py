"""Small makers of identities, reports, PDFs and packages for the tests of the exchange layer."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from kh57_desktop.domain.offices import SignatureBlock
from kh57_desktop.domain.packages import (
    Link,
    PackageFacts,
    PackageKind,
    PeriodFacts,
    Register,
    SignerRole,
    TrustedCertificate,
)
from kh57_desktop.domain.reports import (
    GroupFigure,
    IndicatorFigure,
    ProofFigure,
    RemarkAnswer,
    Report,
    ReportFigures,
    ReportSection,
    TargetFigure,
    TaskFigure,
    TotalsRow,
)
from kh57_desktop.domain.terms import Mark, Standing, System
from kh57_desktop.exchange.certificates import trusted_certificate
from kh57_desktop.exchange.identity import SigningIdentity, identity_of
from kh57_desktop.exchange.pades import sign_pdf
from kh57_desktop.exchange.payloads import ReceiptData, ReceiptValues, write_data
from kh57_desktop.exchange.report_data import report_data
from kh57_desktop.exchange.verify import Verification, verify_package
from kh57_desktop.exchange.writer import BuiltPackage, build_package
from kh57_desktop.exchange.zip_profile import VIETNAM

LONG = bool(os.environ.get("KH57_LONG"))
NOW = datetime(2026, 12, 17, 8, 30, 15, tzinfo=VIETNAM)
OFFICE = "23674"
UID = "11111111-2222-4333-8444-{:012d}"
PERIOD = PeriodFacts("quarter", "2026-Q4", date(2026, 9, 15), date(2026, 12, 14))


@lru_cache(maxsize=64)
def identity(
    name: str = "Ủy ban nhân dân xã Suối Mơ",
    *,
    office_code: str = OFFICE,
    role: SignerRole | None = SignerRole.OFFICE,
    key: str = "P-256",
    start: datetime = datetime(2026, 1, 1, tzinfo=UTC),
    days: int = 1000,
) -> SigningIdentity:
    """An identity without its file: the PKCS#12 part has tests of its own and costs a quarter of a second."""
    curves = {"P-256": ec.SECP256R1, "P-384": ec.SECP384R1, "P-521": ec.SECP521R1}
    private = ec.generate_private_key(curves[key]()) if key in curves else rsa.generate_private_key(65537, int(key[4:]))
    names = [x509.NameAttribute(NameOID.COMMON_NAME, name)]
    if office_code:
        names.append(x509.NameAttribute(NameOID.SERIAL_NUMBER, office_code))
    if role:
        names.append(x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, role.value))
    subject = x509.Name(names)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=days))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(private, hashes.SHA256())
    )
    return identity_of(private, certificate)


def trusted(*identities: SigningIdentity) -> list[TrustedCertificate]:
    return [trusted_certificate(one.certificate) for one in identities]


def facts(kind: PackageKind = PackageKind.REPORT, *, sequence: int = 1, **changes: object) -> PackageFacts:
    has_report = kind not in (PackageKind.RECEIPT, PackageKind.KEY_CHANGE, PackageKind.TRUST_LIST)
    made = PackageFacts(
        kind=kind,
        package_uid=UID.format(sequence),
        series_id=UID.format(900),
        sequence=sequence,
        office_code=OFFICE,
        office_name="Ủy ban nhân dân xã Suối Mơ",
        province_code="68",
        province_name="Lâm Đồng",
        units_version="2025-07-01",
        recipient_name="Sở Khoa học và Công nghệ",
        created_at=NOW,
        previous=None if sequence == 1 else Link(sequence - 1, "0" * 64),
        report_uid=UID.format(500) if has_report else None,
        report_type="ND09" if has_report else None,
        report_title="Báo cáo quý IV năm 2026" if has_report else "",
        document_number="45/BC-UBND" if has_report else None,
        period_code="2026-Q4" if has_report else "",
        period=PERIOD if has_report else None,
    )
    return replace(made, **changes)


def report(uid: str | None = UID.format(500)) -> Report:
    """An issued report of an invented commune: two tasks, three indicators with value, zero and missing."""
    task = TaskFigure(
        id=UID.format(601),
        code="N1",
        number="1.1",
        group_id=UID.format(701),
        text="Tổ chức quán triệt Nghị quyết",
        lead="Văn phòng HĐND và UBND",
        supporting=("Công an xã",),
        start_on=None,
        due_on=date(2026, 11, 30),
        due_words="Tháng 11/2026",
        state="done",
        standing=Standing.DONE_ON_TIME,
        percent=100,
        result="Đã tổ chức 01 hội nghị",
        difficulty="",
        proposal="",
        finished_on=date(2026, 11, 20),
        proofs=(ProofFigure("report", "12/BC-VP", date(2026, 11, 21), "Báo cáo kết quả"),),
    )
    indicator = IndicatorFigure(
        id=UID.format(801),
        code="C1",
        text="Tỷ lệ hồ sơ trực tuyến",
        group="Chính quyền số",
        unit="%",
        per="",
        targets=(TargetFigure(2026, ">=", Decimal("80.50"), None, ""),),
        target_year=2026,
        mark=Mark.VALUE,
        value=Decimal("81.25"),
        numerator=Decimal(325),
        denominator=Decimal(400),
        source="Cổng dịch vụ công",
        remark="",
        follow_up=True,
        share=Decimal("100.9"),
        attained=True,
    )
    totals = TotalsRow("Thể chế", "I", done_on_time=1, overdue=2)
    return Report(
        id=UID.format(501),
        uid=uid,
        plan_id=UID.format(502),
        regime="ND09",
        period="2026-Q4",
        data_from=PERIOD.data_from,
        data_to=PERIOD.data_to,
        cut_off=date(2026, 12, 14),
        issuing_body_id=UID.format(503),
        system=System.GOVERNMENT,
        title="Kết quả quý IV",
        addressee="Sở Khoa học và Công nghệ",
        sections=(ReportSection("I", "Kết quả", "Đã hoàn thành."),),
        figures=ReportFigures(
            groups=(GroupFigure(UID.format(701), "I", "Thể chế"),),
            tasks=(task, replace(task, id=UID.format(602), code="N2", percent=None, standing=Standing.OVERDUE)),
            indicators=(
                indicator,
                replace(indicator, id=UID.format(802), code="C2", mark=Mark.ZERO, value=Decimal(0)),
                replace(indicator, id=UID.format(803), code="C3", mark=Mark.MISSING, value=None),
            ),
            by_group=(totals,),
            by_unit=(),
            overall=totals,
        ),
        signature=SignatureBlock(),
        recipients=(),
        filing="",
        locality="Suối Mơ",
        header_lines=(),
        symbol="UBND",
        number=45,
        sign="45/BC-UBND",
        dated_on=date(2026, 12, 16),
        answers=(RemarkAnswer("r1", "Đã bổ sung."),),
    )


def data(uid: str = UID.format(500)) -> bytes:
    return report_data(report(uid), office_code=OFFICE, period=PERIOD)


def pdf(text: str = "Bao cao", *, data_sha256: str | None = None, catalog: str = "", pages: int = 1) -> bytes:
    """An unsigned document of plain pages that names the data file's digest in its Info dictionary."""
    stream = f"BT /F1 12 Tf 100 700 Td ({text}) Tj ET"
    kids = " ".join(f"{6 + page} 0 R" for page in range(pages))
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>/Contents 5 0 R>>"
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>",
        f"<</Type/Pages/Kids[{kids}]/Count {pages}>>",
        f"<</Title(Bao cao)/BCDataSHA256({data_sha256 or hashlib.sha256(data()).hexdigest()})>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        f"<</Length {len(stream)}>>\nstream\n{stream}\nendstream",
        *[page] * pages,
    ]
    body, offsets = "%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    rows = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    trailer = f"trailer\n<</Size {size}/Root 1 0 R/Info 3 0 R>>\nstartxref\n{len(body)}\n%%EOF\n"
    return f"{body}xref\n0 {size}\n0000000000 65535 f \n{rows}{trailer}".encode("ascii")


def signed_pdf(*signers: SigningIdentity, **options: str) -> bytes:
    return sign_pdf(pdf(**options), signers or [identity()], at=NOW)


def report_package(
    folder: Path, *signers: SigningIdentity, package_facts: PackageFacts | None = None, **options: object
) -> BuiltPackage:
    """A whole report package, by the office's identity where none is named."""
    signing = signers or (identity(),)
    options.setdefault("pdf", signed_pdf(*signing))
    options.setdefault("data", data())
    return build_package(
        package_facts or facts(), signers=[(one, None) for one in signing], target_folder=folder, **options
    )


def receipt_data(**values: object) -> bytes:
    given = {
        "package_digest": "ab" * 32,
        "sequence": 7,
        "result": "valid",
        "codes": (),
        "received_at": "2026-12-17T08:30:15+07:00",
    }
    return write_data(
        ReceiptData(office_code=OFFICE, period=None, report_uid=None, values=ReceiptValues(**{**given, **values}))
    )


def receipt_package(folder: Path, *signers: SigningIdentity, sequence: int = 1) -> BuiltPackage:
    """The smallest package there is."""
    return build_package(
        facts(PackageKind.RECEIPT, sequence=sequence),
        data=receipt_data(),
        pdf=None,
        signers=[(one, None) for one in signers or (identity(),)],
        target_folder=folder,
    )


def judge(
    path: Path, *signers: SigningIdentity, trust: Sequence[TrustedCertificate] | None = None, **options: object
) -> Verification:
    """Verify with the office's identity (or `signers`) on the trust list, an hour after the package was made."""
    rows = trusted(*(signers or (identity(),))) if trust is None else trust
    options.setdefault("now", NOW + timedelta(hours=1))
    options.setdefault("register", Register())
    return verify_package(path, trust=rows, **options)
