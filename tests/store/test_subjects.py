"""What goes into a table comes out the same, for any value the domain's classes can hold."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kh57_desktop.domain.committee import Assignment, Committee, Member
from kh57_desktop.domain.indicators import Reading, Target
from kh57_desktop.domain.offices import IssuingBody, Office, Person, Superior, Unit
from kh57_desktop.domain.packages import Gap, KnownPackage, Link, PackageKind, SignerRole, TrustedCertificate
from kh57_desktop.domain.plans import Duty, Plan, Section, TaskGroup
from kh57_desktop.domain.regimes import Obligation, Regime
from kh57_desktop.domain.report_checks import Waiver
from kh57_desktop.domain.reports import Report
from kh57_desktop.domain.tasks import ProgressEntry, Task
from kh57_desktop.domain.terms import Comparator, Mark
from kh57_desktop.store import errors
from kh57_desktop.store.codec import Shape
from kh57_desktop.store.database import Store
from kh57_desktop.store.files import Attachment
from kh57_desktop.store.opening import open_store
from kh57_desktop.store.packages import OutgoingPackage, ReceivedPackage, ReceivedRow, Series
from tests.store.makers import LONG, body, committee, entry, indicator, member, new_id, new_store, plan, unit, with_plan

st.register_type_strategy(Decimal, st.decimals(allow_nan=False, allow_infinity=False))
st.register_type_strategy(str, st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20))
st.register_type_strategy(int, st.integers(-(2**63), 2**63 - 1))
st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))

KINDS: list[Any] = [
    *(Office, IssuingBody, Superior, Unit, Person, Plan, Section, TaskGroup, Duty, Task, ProgressEntry),
    *(Target, Reading, Committee, Member, Assignment, Regime, Obligation, Report, Waiver),
    *(TrustedCertificate, KnownPackage, OutgoingPackage, Series, Attachment),
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_value_round_trips_through_a_row(kind: Any) -> None:
    shape = Shape("any", kind)

    @settings(max_examples=500 if LONG else 40)
    @given(st.from_type(kind))
    def round_trips(value: Any) -> None:
        row = shape.row(value)
        assert all(cell is None or type(cell) in (str, int) for cell in row.values())
        assert shape.value(row) == value
        assert shape.row(shape.value(row)) == row

    round_trips()


@pytest.fixture(scope="module")
def module_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with new_store(tmp_path_factory.mktemp("subjects")) as opened:
        with opened.changes("body"):
            opened.offices.put_body(body())
        with_plan(opened)
        yield opened


@settings(max_examples=300 if LONG else 40)
@given(report=st.from_type(Report))
def test_a_report_comes_back_exactly(module_store: Store, report: Report) -> None:
    only_body, only_plan = module_store.offices.bodies()[0], module_store.plans.all()[0]
    report = replace(
        report,
        id=new_id(),
        plan_id=only_plan.id,
        issuing_body_id=only_body.id,
        pdf_attachment=None,
        data_attachment=None,
        data_from=max(report.data_from, date(1000, 1, 1)),
    )
    with module_store.changes("report"):
        module_store.reports.put(report)
    assert module_store.reports.get(report.id) == report
    assert module_store.reports.find(report.regime, report.period, only_body.id) == report
    module_store.undo()
    assert report.id not in [row.id for row in module_store.reports.all()]


def test_the_office_and_its_bodies_units_and_people(store: Store) -> None:
    with pytest.raises(errors.NoOffice):
        store.offices.office()
    first, second = body(), replace(body(), name="Đảng ủy", position_order=-1)
    people = [Person(new_id(), name) for name in ("Trần Văn Đức", "Lê Thị An", "Nguyễn Văn Đạt")]
    units = [unit("Đoàn thanh niên"), unit("Công an xã", aliases=("CA xã",)), unit("Văn phòng", position=-1)]
    with store.changes("office"):
        store.offices.put_body(first)
        store.offices.put_body(second)
        store.offices.put_superior(Superior(new_id(), "Tỉnh ủy Mẫu", "tỉnh", "party"))
        for person in people:
            store.offices.put_person(person)
        for row in units:
            store.offices.put_unit(row)
    assert store.offices.bodies() == [second, first]
    assert [row.name for row in store.offices.units()] == ["Văn phòng", "Công an xã", "Đoàn thanh niên"]
    assert [row.full_name for row in store.offices.people()] == ["Lê Thị An", "Nguyễn Văn Đạt", "Trần Văn Đức"]
    assert store.offices.unit(units[1].id) == units[1]
    assert store.offices.superiors()[0].line == "party"


def test_a_plan_keeps_sections_groups_and_duties_in_order(store: Store) -> None:
    made = with_plan(store)
    lead = unit()
    with store.changes("parts"):
        store.offices.put_unit(lead)
        store.plans.put_section(Section(new_id(), made.id, "II", "Nhiệm vụ", ("b", "c"), 2))
        store.plans.put_section(Section(new_id(), made.id, "I", "Mục tiêu", ("a",), 1))
        store.plans.put_group(TaskGroup(new_id(), made.id, "1", "Nhóm", 1))
        store.plans.put_duty(Duty(new_id(), made.id, "1", lead.id, lead.name, "Chủ trì", 1))
    assert [row.number for row in store.plans.sections(made.id)] == ["I", "II"]
    assert store.plans.sections(made.id)[1].paragraphs == ("b", "c")
    assert store.plans.groups(made.id)[0].title == "Nhóm"
    assert store.plans.duties(made.id)[0].unit_id == lead.id


def test_the_newest_plan_in_force_is_the_one_meant(store: Store) -> None:
    assert store.plans.newest() is None
    rows = [
        plan("K1", date_words="2025-12-01"),
        plan("K2", date_words="2026-03"),
        plan("K3", date_words=None),
        plan("K4", date_words="2026-05-01", amended_by="K5"),
    ]
    with store.changes("plans"):
        for row in rows:
            store.plans.put(row)
    assert store.plans.newest() == rows[1]
    assert store.plans.by_code("K3") == rows[2]
    assert store.plans.by_code("K9") is None
    assert store.plans.next_code() == "K5"


def test_an_indicator_keeps_its_targets_in_order(store: Store) -> None:
    made = with_plan(store)
    targets = (
        Target(2026, Comparator.AT_LEAST, Decimal("0.65"), text="đạt 0,65%"),
        Target(2030, Comparator.EQUAL, Decimal("70"), Decimal("80")),
        Target(None, words="duy trì"),
    )
    first = indicator(made.id, targets=targets)
    with store.changes("indicator"):
        store.indicators.put(first)
    fewer = replace(first, targets=targets[1:])
    with store.changes("fewer"):
        store.indicators.put(fewer)
    assert store.indicators.get(first.id) == fewer == store.indicators.of_plan(made.id)[0]
    with store.changes("more"):
        store.indicators.put(first)
    assert store.indicators.by_code(made.id, "C1") == first
    store.undo()
    assert store.indicators.get(first.id) == fewer
    assert store.indicators.next_code(made.id) == "C2"


def test_zero_missing_and_not_applicable_stay_three_values(store: Store) -> None:
    made = with_plan(store)
    row = indicator(made.id)
    marks = (Mark.ZERO, Mark.MISSING, Mark.NOT_APPLICABLE, Mark.VALUE)
    readings = [
        Reading(new_id(), row.id, f"2026-Q{number}", mark, Decimal("0.50") if mark is Mark.VALUE else None)
        for number, mark in enumerate(marks, 1)
    ]
    with store.changes("readings"):
        store.indicators.put(row)
        for reading in readings:
            store.indicators.put_reading(reading)
    assert store.indicators.readings(row.id) == readings
    assert str(store.indicators.readings(row.id)[3].value) == "0.50"
    assert store.indicators.readings_of_plan(made.id) == {row.id: readings}


def test_a_committee_keeps_members_and_assignments(store: Store) -> None:
    board, made = committee(), with_plan(store, 1)
    head = member(board.id)
    answers_for = Assignment(new_id(), head.id, task_id=store.tasks.of_plan(made.id)[0].id)
    with store.changes("committee"):
        store.committees.put_committee(board)
        store.committees.put_member(head)
        store.committees.put_assignment(answers_for)
    assert store.committees.all() == [board]
    assert store.committees.members(board.id) == [head]
    assert store.committees.assignments(board.id) == [answers_for]
    with store.changes("bin"):
        store.committees.member_to_bin(head.id)
    assert (store.committees.members(board.id), store.committees.assignments(board.id)) == ([], [])
    with store.changes("back"):
        store.committees.member_from_bin(head.id)
        store.committees.assignment_to_bin(answers_for.id)
    assert (store.committees.members(board.id), store.committees.assignments(board.id)) == ([head], [])


def test_an_obligation_overrides_the_dates_of_one_period(store: Store) -> None:
    changed = Obligation(new_id(), "ND09", "2026-Q3", due_on=date(2026, 9, 20), letter="45/UBND")
    with store.changes("obligation"):
        store.reports.put_obligation(changed)
    assert store.reports.obligation("ND09", "2026-Q3") == changed
    assert store.reports.obligation("ND09", "2026-Q4") is None
    regime = store.reports.regime("ND09")
    assert regime is not None
    assert regime.rule == "nd09"


def test_progress_stands_by_day_then_as_recorded(store: Store) -> None:
    made = with_plan(store, 1)
    only = store.tasks.of_plan(made.id)[0]
    days = (date(2026, 6, 2), date(2026, 6, 1), date(2026, 6, 2))
    entries = [replace(entry(only.id, day), recorded_at=f"2026-06-0{9 - n}") for n, day in enumerate(days)]
    with store.changes("progress"):
        for row in entries:
            store.tasks.put_progress(row)
    assert store.tasks.progress(only.id) == [entries[1], entries[2], entries[0]]
    assert store.tasks.progress_of_plan(made.id) == {only.id: [entries[1], entries[2], entries[0]]}


def test_numbers_of_a_series_are_never_used_twice(store: Store) -> None:
    taken = []
    for _each in range(3):
        with store.changes("take", irrevocable=True):
            taken.append(store.packages.take_number("Tỉnh"))
    assert [series.last_sequence for series in taken] == [1, 2, 3]
    assert len({series.id for series in taken}) == 1
    with store.changes("continue"):
        link = Link(3, "ab" * 32, taken[0].id, "khôi phục")
        successor = store.packages.take_number("Tỉnh", continues=link)
    assert (successor.last_sequence, successor.continues) == (1, link)
    assert store.packages.series("Tỉnh") == successor
    assert store.packages.series("Huyện cũ") is None


def test_what_was_sent_is_found_by_report_and_series(store: Store) -> None:
    made = OutgoingPackage(
        new_id(), new_id(), 1, PackageKind.REPORT, new_id(), "BC.asice", "ab" * 32, datetime(2026, 10, 1, tzinfo=UTC)
    )
    with store.changes("package"):
        series = store.packages.take_number("Tỉnh")
        made = replace(made, series_id=series.id, sequence=series.last_sequence)
        store.packages.put(made)
    assert store.packages.last(series.id) == made
    assert store.packages.of_report("none") == []
    assert store.packages.all() == [made]


def _known(sequence: int, series_id: str = "s", **fields: Any) -> KnownPackage:
    digest = f"{sequence:064}"
    when = datetime(2026, 10, sequence, tzinfo=UTC)
    known = KnownPackage(series_id, sequence, digest, new_id(), PackageKind.REPORT, "23674", "ND09", "2026-Q3", when)
    return replace(known, **fields)


def test_the_register_keeps_gaps_until_they_are_filled(store: Store) -> None:
    for sequence in (1, 4, 3):
        with store.changes("receive", irrevocable=True):
            store.packages.put_received(ReceivedPackage(new_id(), _known(sequence)))
    register = store.packages.register()
    assert [known.sequence for known in register.known] == [1, 4, 3]
    assert register.gaps == {Gap("s", 2, 2)}
    with store.changes("close"):
        store.packages.close_series("s", "thay bằng t")
        store.packages.put_trust_list_version(7)
    assert store.packages.register().closed_series == {"s"}
    assert store.packages.register().trust_list_version == 7
    assert [row.known.sequence for row in store.packages.received()] == [4, 3, 1]


def test_rows_of_a_superseded_package_no_longer_count(store: Store) -> None:
    packages = [ReceivedPackage(new_id(), _known(number), "Xã Mẫu") for number in (1, 2)]
    rows = [
        ReceivedRow(new_id(), package.id, "23674", "ND09", "2026-Q3", "task", "t1", {"text": "A", "percent": number})
        for number, package in enumerate(packages)
    ]
    for package, row in zip(packages, rows, strict=True):
        with store.changes("receive"):
            store.packages.put_received(package, [row])
    assert store.packages.received_rows("23674", "2026-Q3") == rows
    old = replace(packages[0], known=replace(packages[0].known, superseded=True))
    with store.changes("supersede"):
        store.packages.put_received(old)
    assert store.packages.received_rows("23674", "2026-Q3") == rows[1:]
    assert store.packages.received_by_digest(old.known.digest) == old


def test_a_trusted_certificate_comes_back_with_its_bytes(store: Store) -> None:
    roles = frozenset({SignerRole.AUTHOR, SignerRole.OFFICE})
    certificate = TrustedCertificate("ab" * 32, "CN=Xã Mẫu", "23674", roles, b"\x00\xff\x30")
    with store.changes("trust"):
        store.packages.put_trusted(certificate)
    assert store.packages.trusted() == [certificate]


def test_an_attachment_is_kept_once_and_proved_when_read(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        with store.changes("attach"):
            first = store.files.put_bytes(b"abc", "Kế hoạch.docx", "source")
            again = store.files.put_bytes(b"abc", "Kế hoạch.docx", "source")
        assert again == first
        assert store.files.read(first.id) == b"abc"
        assert store.files.all() == [first]
        assert store.files.path(first.id).name == first.sha256
        path = store.path
    with open_store(path) as store:
        store.files.path(first.id).write_bytes(b"abd")
        with pytest.raises(errors.AttachmentAltered):
            store.files.read(first.id)
        with store.changes("heal"):
            store.files.put_bytes(b"abc", "Kế hoạch.docx", "source")
        assert store.files.read(first.id) == b"abc"
        store.files.path(first.id).unlink()
        with pytest.raises(errors.AttachmentMissing):
            store.files.read(first.id)


def test_an_attachment_over_the_limit_is_refused(store: Store) -> None:
    with pytest.raises(errors.AttachmentTooLarge), store.changes("attach"):
        store.files.put_bytes(bytes(50_000_001), "lớn.bin", "evidence")
    assert not store.files.folder.exists()


def test_an_attachment_of_a_failed_change_is_not_named(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.changes("attach"):  # noqa: PT012 - the failure comes after the write
        store.files.put_bytes(b"x", "a", "source")
        1 / 0  # noqa: B018
    assert store.files.all() == []


def test_every_field_of_every_kind_has_a_column(store: Store) -> None:
    """A field added to a domain class needs a column, which is a migration."""
    subjects = ("offices", "plans", "tasks", "indicators", "committees", "reports", "packages", "files")
    opened = [getattr(store, name) for name in subjects]  # each makes its shapes when first asked for
    shapes = [shape for shape in gc.get_objects() if isinstance(shape, Shape) and shape.table != "any"]
    assert len(shapes) > 2 * len(opened)
    for shape in shapes:
        columns = {row["name"] for row in store.database.rows(f"pragma table_info ({shape.table})")}
        assert set(shape.columns) <= columns, shape.table
