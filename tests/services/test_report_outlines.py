"""Every outline of a report is computed: headings, tables, numbers over the years, the weekly form.

The office keeps its file for five years; what a review says of each year agrees with a count by SQL.
"""

from __future__ import annotations

import sqlite3
import tomllib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kh57_desktop import paths
from kh57_desktop.documents.content import Column, Content, GroupRow, Paragraph, Row, Table
from kh57_desktop.documents.kinds.report import report_content
from kh57_desktop.domain.periods import parse_period
from kh57_desktop.domain.reports import Report
from kh57_desktop.domain.terms import System
from kh57_desktop.services import indicators, obligations, report_drafts, reports, tasks
from kh57_desktop.services.plans import plan_of
from kh57_desktop.services.registers import rows as register_rows
from kh57_desktop.services.registers.definitions import RegisterKind
from kh57_desktop.services.session import Session
from tests.services.test_report_state import Clock, office

YEARS = range(2026, 2031)
REVIEWS = {
    "mid-term": ("20260101-20280630", 3),
    "review-3": ("20260101-20281231", 3),
    "end-of-term": ("20260101-20301231", 5),
    "review-5": ("20260101-20301231", 5),
}
OTHERS = {
    "periodic": "2027-Q2", "half-nine": "2027-H1", "year": "2027", "ad-hoc": "20270101-20270331", "weekly": "2027-W20",
}  # fmt: skip
OUTLINES = tomllib.loads((paths.resources() / "resolutions" / "nq57.toml").read_text(encoding="utf-8"))["outlines"]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Session, Clock]]:
    """An office that finishes a task a year, states a value a year and spends more every year."""
    with office(tmp_path_factory.mktemp("years")) as (session, clock):
        _begin(session, clock)
        for year in YEARS:
            _work_of(session, clock, year)
        clock.day = date(2031, 1, 5)
        yield session, clock


def _begin(session: Session, clock: Clock) -> None:
    clock.day = date(2026, 8, 2)  # the office file of `test_report_state` begins on 1 August
    plan = plan_of(session, None)
    with session.store.changes("day of the plan"):
        session.store.plans.put(replace(plan, date_words="2026-01-05"))
    for year in YEARS:
        tasks.add_task(
            session, {"text": f"Việc của năm {year}", "lead_unit": "Phòng Kinh tế", "due_on": f"30/11/{year}"}
        )


def _work_of(session: Session, clock: Clock, year: int) -> None:
    """A task of the year is done in time, every second year too late; a value, money, a meeting, a commendation."""
    rows = session.store.tasks.of_plan(plan_of(session, None).id)
    task = next(row for row in rows if row.text.endswith(str(year)))
    clock.day = date(year, 12, 1) if year % 2 else date(year, 11, 20)
    tasks.record_progress(
        session, task, percent=100, on=clock.day, done=True, result=f"Kết quả năm {year}", difficulty=f"Khó khăn {year}"
    )
    clock.day = date(year, 12, 2)
    value = session.store.indicators.of_plan(plan_of(session, None).id)[0]
    indicators.enter_reading(session, value, str(year), str(60 + 3 * (year - 2026)))
    for kind, fields in (
        (RegisterKind.BUDGET_YEAR, {"year": str(year), "total": "10000", "allotment": str(300 + year - 2026)}),
        (
            RegisterKind.BUDGET_LINE,
            {
                "year": str(year),
                "text": "Chi",
                "planned": "200",
                "spent": str(100 + year - 2026),
                "spent_on": f"1/12/{year}",
            },
        ),
        (RegisterKind.COMMENDATION, {"text": "Khen", "granted_on": f"1/12/{year}"}),
        (RegisterKind.DIRECTIVE, {"text": "Văn bản", "level": "commune", "dated_on": f"2/11/{year}"}),
    ):
        register_rows.add_row(session, kind, fields)


def made(session: Session, template: str, period: str, system: System = System.PARTY) -> Report:
    plan = plan_of(session, None)
    regime = obligations.regime_of(session, "TUAN" if template == "weekly" else None)
    body = replace(session.store.offices.body(plan.issuing_body_id or ""), system=system)
    return report_drafts.computed(session, plan, regime, parse_period(period), body, template=template).report


def tables(content: Content) -> dict[str, Table]:
    """By the caption above it."""
    found = {}
    for part in content.parts:
        for before, block in zip(part.blocks, part.blocks[1:], strict=False):
            if isinstance(block, Table) and isinstance(before, Paragraph):
                found[before.text.split(" (")[0].split(".")[0]] = block
    return found


def test_every_outline_of_the_data_is_tried() -> None:
    assert {row["key"] for row in OUTLINES} == REVIEWS.keys() | OTHERS.keys()


@pytest.mark.parametrize("key", [*REVIEWS, *OTHERS])
@pytest.mark.parametrize("system", list(System))
def test_headings_are_those_of_the_outline(kept: tuple[Session, Clock], key: str, system: System) -> None:
    session, _clock = kept
    period = REVIEWS[key][0] if key in REVIEWS else OTHERS[key]
    report = made(session, key, period, system)
    outline = next(row for row in OUTLINES if row["key"] == key)
    assert [(row.number, row.title) for row in report.sections] == [
        (row["number"], row["title"]) for row in outline["sections"]
    ]
    for section, wanted in zip(report.sections, outline["sections"], strict=True):
        text = section.text
        for part in wanted.get("parts", ()):
            if "content" in part and part["content"] not in (
                "de-an-06",
                "resources",
                "commendations",
                "years",
                "comparison",
            ):
                assert f". {part['title']}" in text
        if "content" in wanted:
            assert text.strip(), wanted["title"]
    assert reports.report_pdf(session, report).startswith(b"%PDF")


@pytest.mark.parametrize("key", REVIEWS)
def test_a_review_tells_its_years_as_sql_counts_them(kept: tuple[Session, Clock], key: str) -> None:
    session, _clock = kept
    period, count = REVIEWS[key]
    report = made(session, key, period)
    years = report.figures.years
    assert [row.year for row in years] == list(range(2026, 2026 + count))
    last = report.cut_off
    for row in years:
        until = min(date(row.year, 12, 14), last) if row.year < last.year else last
        with closing(sqlite3.connect(f"file:{session.store.path}?mode=ro", uri=True)) as db:
            total, done, overdue = db.execute(
                """select sum(deadline_kind <> 'continuous'), sum(finished_on <= :day),
                    sum(deadline_kind <> 'continuous' and due_on < :day and coalesce(finished_on > :day, 1))
                from task where deleted_at is null""",
                {"day": until.isoformat()},
            ).fetchone()
            spent, allotment = db.execute(
                """select (select sum(spent) from budget_line where year = :year and spent_on <= :day),
                    (select allotment from budget_year where year = :year)""",
                {"year": row.year, "day": last.isoformat()},
            ).fetchone()
        assert (row.total, row.done, row.overdue) == (total, done, overdue)
        assert (len(row.rows), len(row.done_rows)) == (total, done)
        assert (row.spent, row.allotment) == (spent, allotment)
    table = tables(report_content(report))["Kết quả thực hiện qua các năm"]
    printed = {str(row.cells[1]): row.cells[3:] for row in table.rows if isinstance(row, Row)}
    assert printed["Nhiệm vụ hoàn thành"] == tuple(Decimal(row.done) for row in years)
    headings = [column.title for column in table.columns if isinstance(column, Column)][3:]
    if key == "mid-term":
        # the budget of 2028 was entered in December: it counts by its year, and the column is marked
        assert headings == ["Năm 2026", "Năm 2027", "Đến 30/6/2028 (*)"]
        assert "-" in printed["Kinh phí đã chi"]  # nothing is spent by the middle of the year
    else:
        assert headings == [f"Năm {row.year}" for row in years]
        assert printed["Kinh phí đã chi"] == tuple(Decimal(100 + row.year - 2026) for row in years)
        assert printed[session.store.indicators.of_plan(report.plan_id)[0].text] == tuple(
            Decimal(60 + 3 * (row.year - 2026)) for row in years
        )
    [told] = [row for part in report.sections for row in part.paragraphs if row.key == "years.tasks"]
    assert told.text.startswith("Kết quả thực hiện nhiệm vụ lũy kế qua các năm: năm 2026 hoàn thành ")
    numbers = [piece for piece in told.pieces if piece.rows]
    assert [int(piece.text) for piece in numbers if piece.text.isdecimal()] == [len(piece.rows) for piece in numbers]


@pytest.mark.parametrize("key", [*REVIEWS, "year", "half-nine", "periodic", "ad-hoc"])
def test_tables_one_to_three_are_in_every_outline_but_the_weekly_one(kept: tuple[Session, Clock], key: str) -> None:
    session, _clock = kept
    report = made(session, key, REVIEWS[key][0] if key in REVIEWS else OTHERS[key])
    found = tables(report_content(report))
    assert {"Bảng 1", "Bảng 2", "Bảng 3"} <= found.keys()
    assert ("Kết quả thực hiện qua các năm" in found) == (key in REVIEWS)
    rows = [row for row in found["Bảng 3"].rows if not isinstance(row, GroupRow)]
    assert len(rows) == len(report.figures.tasks) == 8


def test_the_weekly_form_has_three_parts_of_words_alone(kept: tuple[Session, Clock]) -> None:
    session, _clock = kept
    report = made(session, "weekly", "2026-W47")
    assert [row.title for row in report.sections] == [
        "Kết quả nổi bật trong tuần", "Khó khăn, vướng mắc", "Nhiệm vụ tuần tiếp theo",
    ]  # fmt: skip
    assert not any(isinstance(block, Table) for part in report_content(report).parts for block in part.blocks)
    assert "Việc của năm 2026: Kết quả năm 2026." in report.sections[0].text
    assert "Khó khăn 2026" in report.sections[1].text
    assert "Việc của năm 2026" not in report.sections[2].text  # it is done
    assert "Việc của năm 2027" not in report.sections[2].text  # neither begun nor near its day
