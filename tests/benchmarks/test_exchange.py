"""Packages at scale: built beside the three-command floor, a national month received, a province's year asked.

Timings are noted beside their goals; floors are measured in the same run, because machines differ.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import subprocess
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from tests.conftest import LONG
from tests.exchange.makers import NOW, PERIOD, UID, facts, identity, pdf, report, signed_pdf

from kh57_desktop.domain import administrative
from kh57_desktop.domain.packages import KnownPackage, PackageKind, TrustedCertificate
from kh57_desktop.domain.terms import Mark, OfficeRole, Standing
from kh57_desktop.exchange.certificates import trusted_certificate
from kh57_desktop.exchange.pades import sign_pdf
from kh57_desktop.exchange.payloads import ReportData, read_data
from kh57_desktop.exchange.report_data import report_data
from kh57_desktop.exchange.writer import Attachment, build_package
from kh57_desktop.services import consolidation, receiving, year_table
from kh57_desktop.services.offices import create_office
from kh57_desktop.services.package_rows import matched_words
from kh57_desktop.services.session import Session
from kh57_desktop.store.packages import ReceivedPackage, ReceivedRow, Sender

MONTH = 3_321 if LONG else 120
"""Communes of Việt Nam since 1/7/2025; a sample without --long."""
COMMUNES, MONTHS, TASKS = (170, 12, 150) if LONG else (60, 3, 150)
FLOOR_RUNS = 5


def floor_seconds(folder: Path, payload: Path) -> float:
    """sha256sum, one openssl signature, zip -0 and sync of the same bytes, as three commands."""
    key, certificate = folder / "k.pem", folder / "c.pem"
    if not key.exists():
        new = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
        subprocess.run(
            [*new, "-keyout", key, "-out", certificate, "-days", "9", "-subj", "/CN=x"], check=True, capture_output=True
        )
    work = folder / "floor"
    work.mkdir(exist_ok=True)
    began = time.perf_counter()
    with (work / "m").open("wb") as listed:
        subprocess.run(["sha256sum", payload], stdout=listed, check=True)
    sign = ["openssl", "cms", "-sign", "-binary", "-in", work / "m", "-signer", certificate, "-inkey", key]
    subprocess.run([*sign, "-outform", "DER", "-out", work / "s"], check=True)
    subprocess.run(["zip", "-q", "-0", "-j", work / "z", payload, work / "m", work / "s"], check=True)
    subprocess.run(["sync", work / "z.zip"], check=True)
    taken = time.perf_counter() - began
    shutil.rmtree(work)
    return taken


@pytest.mark.skipif(
    not all(shutil.which(one) for one in ("openssl", "zip", "sha256sum", "sync")), reason="the floor's commands"
)
def test_a_package_of_20_mb_is_built_faster_than_the_three_commands(tmp_path: Path, figures) -> None:
    payload = tmp_path / "minh-chung.bin"
    payload.write_bytes(random.Random(20).randbytes(20_000_000))
    sha256 = hashlib.sha256(payload.read_bytes()).hexdigest()
    data = report_data(report(), office_code="23674", period=facts().period)
    signer, ours, floor = identity(), [], []
    for number in range(FLOOR_RUNS):
        floor.append(floor_seconds(tmp_path, payload))
        began = time.perf_counter()
        signed = signed_pdf(signer)
        build_package(
            facts(),
            data=data,
            pdf=signed,
            attachments=[Attachment(payload, sha256, 20_000_000, "minh chứng.bin")],
            signers=[(signer, None)],
            target_folder=tmp_path / str(number),
        )
        ours.append(time.perf_counter() - began)
    figures("sign and build a package of 20 MB, s", min(ours), f"< floor {min(floor):.3f}")
    assert min(ours) < min(floor)


def month_of_packages(folder: Path, count: int) -> list[TrustedCertificate]:
    """One package of each commune for one month, each with a key of its own; returns whom to trust."""
    rows = []
    base = report()
    tasks = tuple(
        replace(
            base.figures.tasks[0], id=UID.format(100_000 + place), code=f"N{place + 1}", text=f"Nhiệm vụ số {place + 1}"
        )
        for place in range(60)
    )
    month = replace(PERIOD, kind="month", label="2026-12", data_from=date(2026, 12, 1), data_to=date(2026, 12, 31))
    communes = [row for province in administrative.provinces() for row in administrative.communes(province.code)]
    for number, commune in enumerate(communes[:count]):
        uid = UID.format(700_000_000 + number)
        signer = identity.__wrapped__(commune.full_name, office_code=commune.code)
        rows.append(trusted_certificate(signer.certificate))
        made = replace(base, uid=uid, figures=replace(base.figures, tasks=tasks))
        data = report_data(made, office_code=commune.code, period=month)
        signed = sign_pdf(pdf(data_sha256=hashlib.sha256(data).hexdigest()), [signer], at=NOW)
        build_package(
            facts(
                package_uid=UID.format(800_000_000 + number),
                series_id=UID.format(900_000_000 + number),
                office_code=commune.code,
                office_name=commune.full_name,
                province_code=commune.province_code,
                report_uid=uid,
                period_code="2026-12",
                period=month,
            ),
            data=data,
            pdf=signed,
            signers=[(signer, None)],
            target_folder=folder,
        )
    return rows


def test_a_national_month_is_verified_and_received(tmp_path: Path, figures) -> None:
    inbox = tmp_path / "usb"
    trusted = month_of_packages(inbox, MONTH)
    superior = create_office(
        tmp_path / "tw.kh57", name="Gia Lai", level="tỉnh", province="Gia Lai", code="52",
        role=OfficeRole.SUPERIOR, now=lambda: NOW + timedelta(hours=1),
    )  # fmt: skip
    with superior.store.changes("test"):
        for row in trusted:
            superior.store.packages.put_trusted(row)
    began = time.perf_counter()
    outcomes = receiving.receive_all(superior, [inbox], processes=os.cpu_count())
    taken = time.perf_counter() - began
    stored = [one for one in outcomes if one.stored is not None]
    superior.close()
    figures(f"verify and receive {MONTH} packages of a month, per second", len(outcomes) / taken, ">= 25 on two cores")
    assert len(stored) == MONTH, outcomes[0].verification.codes


def a_year(session: Session) -> None:
    """Rows as `receive` enters them, without the signatures that this benchmark is not about."""
    tables, chance = session.store.packages, random.Random(9)
    standings = [one.value for one in Standing]
    groups = [f"Nhóm nhiệm vụ {number}" for number in range(1, 9)]
    data, _unknown = read_data(report_data(report(), office_code="23674", period=facts().period), PackageKind.REPORT)
    assert isinstance(data, ReportData)
    task, total = (msgspec.to_builtins(data.values.tasks[0]), msgspec.to_builtins(data.values.totals[0]))
    indicator = msgspec.to_builtins(data.values.indicators[0])
    for month in range(1, MONTHS + 1):
        period = f"2026-{month:02}"
        with session.store.changes("test"):
            for office in range(COMMUNES):
                code = f"{10_000 + office:05}"
                package = ReceivedPackage(
                    id=f"{period}-{code}",
                    known=KnownPackage(
                        f"s{code}", month, f"{office:05}{month:02}".ljust(64, "0"), f"u{code}{month}",
                        PackageKind.REPORT, code, "ND09", period, NOW,
                    ),
                    office_name=f"xã {office}",
                )  # fmt: skip
                blank = ReceivedRow("", package.id, code, "ND09", period, "", "", {})
                rows = []
                for place in range(TASKS):
                    group, standing = groups[place % 8], chance.choice(standings)
                    content = {**task, "code": f"N{place + 1}", "standing": standing}
                    rows.append(
                        replace(
                            blank, id=f"{package.id}-t{place}", kind="task", key=f"t{place}", content=content,
                            position=place, matched=matched_words(group), standing=standing,
                        )
                    )  # fmt: skip
                for place, group in enumerate(groups):
                    content = {**total, "of": "group", "label": group}
                    rows.append(
                        replace(
                            blank, id=f"{package.id}-g{place}", kind="total", key=f"g{place}", content=content,
                            position=place, matched=f"group:{matched_words(group)}",
                        )
                    )  # fmt: skip
                rows.append(
                    replace(
                        blank, id=f"{package.id}-all", kind="total", key="all", content={**total, "of": "all"},
                        position=99, matched="all:",
                    )
                )  # fmt: skip
                for place in range(20):
                    content = {**indicator, "text": f"Chỉ tiêu {place}", "mark": Mark.VALUE.value, "value": str(place)}
                    rows.append(
                        replace(
                            blank, id=f"{package.id}-c{place}", kind="indicator", key=f"c{place}", content=content,
                            position=place, matched=matched_words(f"Chỉ tiêu {place}"), mark="value",
                        )
                    )  # fmt: skip
                tables.put_received(package, rows)
    with session.store.changes("test"):
        for office in range(COMMUNES):
            code = f"{10_000 + office:05}"
            tables.senders.put(Sender(f"x{code}", code, f"xã {office}"))


def test_a_provinces_year_answers_at_once(tmp_path: Path, figures) -> None:
    session = create_office(
        tmp_path / "tinh.kh57", name="Gia Lai", level="tỉnh", province="Gia Lai", code="52", role=OfficeRole.SUPERIOR
    )
    a_year(session)
    period, last = f"2026-{MONTHS:02}", [f"2026-{month:02}" for month in range(1, MONTHS + 1)]
    group = matched_words("Nhóm nhiệm vụ 3")
    asked = {
        "senders and sums of a period": lambda: consolidation.period_view(session, regime="ND09", period=period),
        "indicators of a period": lambda: consolidation.indicator_sums(session, regime="ND09", period=period),
        "one indicator": lambda: consolidation.indicator_sums(
            session, regime="ND09", period=period, matched=matched_words("Chỉ tiêu 3")
        ),
        "overdue tasks of a group": lambda: consolidation.tasks_of(
            session, regime="ND09", period=period, matched=group, standing="overdue"
        ),
        "tasks of one office": lambda: consolidation.tasks_of(session, regime="ND09", period=period, office="10007"),
        "senders x reports of the year": lambda: year_table.year_rows(
            session, regime="ND09", periods=last, today=date(2026, 12, 31)
        ),
    }
    for name, ask in asked.items():
        ask()
        times = []
        for _time in range(5):
            began = time.perf_counter()
            found = ask()
            times.append((time.perf_counter() - began) * 1000)
        assert found
        figures(f"province's year, {name}, ms", sorted(times)[2], "300")
    session.close()
