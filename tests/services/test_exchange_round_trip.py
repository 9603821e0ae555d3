"""Whatever an office froze is what the superior has stored: random offices, rows, marks and words."""

from __future__ import annotations

import hashlib
import itertools
import json
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import msgspec
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from kh57_desktop.domain.packages import PackageKind
from kh57_desktop.domain.reports import Report
from kh57_desktop.domain.terms import Mark, OfficeRole, Standing
from kh57_desktop.exchange.pades import sign_pdf
from kh57_desktop.exchange.payloads import ReportData, read_data
from kh57_desktop.exchange.report_data import report_data
from kh57_desktop.exchange.writer import build_package
from kh57_desktop.services import receiving
from kh57_desktop.services.offices import create_office
from kh57_desktop.services.package_rows import rows_in
from kh57_desktop.services.session import Session
from tests.conftest import LONG
from tests.exchange.makers import NOW, PERIOD, UID, facts, identity, pdf, report, trusted

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=40).map(
    lambda text: unicodedata.normalize("NFC", text)
)
AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=3)
_numbers = itertools.count(1)


@st.composite
def reports_of_offices(draw: st.DrawFn) -> Report:
    base = report(UID.format(next(_numbers)))
    task, indicator = base.figures.tasks[0], base.figures.indicators[0]
    tasks = tuple(
        replace(
            task,
            id=UID.format(1_000 + place),
            code=f"N{place + 1}",
            text=draw(WORDS),
            result=draw(WORDS),
            standing=draw(st.sampled_from(list(Standing))),
            percent=draw(st.none() | st.integers(0, 100)),
        )
        for place in range(draw(st.integers(0, 5)))
    )
    indicators = []
    for place in range(draw(st.integers(0, 4))):
        mark = draw(st.sampled_from(list(Mark)))
        value = {Mark.VALUE: draw(AMOUNTS), Mark.ZERO: Decimal(0)}.get(mark)
        indicators.append(
            replace(
                indicator, id=UID.format(2_000 + place), code=f"C{place + 1}", text=draw(WORDS), mark=mark, value=value
            )
        )
    return replace(base, figures=replace(base.figures, tasks=tasks, indicators=tuple(indicators)))


@pytest.fixture(scope="module")
def superior(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    session = create_office(
        tmp_path_factory.mktemp("tinh") / "tinh.kh57", name="Lâm Đồng", level="tỉnh", province="Lâm Đồng", code="68",
        role=OfficeRole.SUPERIOR, now=lambda: NOW + timedelta(hours=1),
    )  # fmt: skip
    yield session
    session.close()


@settings(max_examples=200 if LONG else 15, phases=[Phase.explicit, Phase.generate])
@given(made=reports_of_offices())
def test_what_is_stored_is_what_was_frozen(superior: Session, tmp_path_factory, made: Report) -> None:
    number = int(made.uid[-12:])
    code = f"{10_000 + number:05}"
    signer = identity.__wrapped__(office_code=code)
    with superior.store.changes("test"):
        superior.store.packages.put_trusted(trusted(signer)[0])
    data = report_data(made, office_code=code, period=PERIOD)
    built = build_package(
        facts(package_uid=made.uid, series_id=UID.format(5_000_000 + number), office_code=code, report_uid=made.uid),
        data=data,
        pdf=sign_pdf(pdf(data_sha256=hashlib.sha256(data).hexdigest()), [signer], at=NOW),
        signers=[(signer, None)],
        target_folder=tmp_path_factory.mktemp("usb"),
    )
    outcome = receiving.receive(superior, built.path)
    assert outcome.stored is not None, outcome.verification.codes
    frozen, _unknown = read_data(data, PackageKind.REPORT)
    assert isinstance(frozen, ReportData)
    wanted = [(kind, key, json.loads(msgspec.json.encode(value))) for kind, key, value in rows_in(frozen)]
    stored = superior.store.packages.rows_of(outcome.stored.id)
    assert sorted((row.kind, row.key) for row in stored) == sorted((kind, key) for kind, key, _value in wanted)
    assert {(row.kind, row.key): row.content for row in stored} == {(kind, key): value for kind, key, value in wanted}
    texts = {row.key: row.content["text"] for row in stored if row.kind == "task"}
    assert texts == {task.id: task.text for task in made.figures.tasks}
    marks = {row.key: row.mark for row in stored if row.kind == "indicator"}
    assert marks == {one.id: one.mark.value for one in made.figures.indicators}
