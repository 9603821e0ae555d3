"""What a report tells of the registers agrees with a count by SQL, for random rows; every number opens its rows."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kh57_desktop.domain.budgets import BudgetLine, BudgetYear
from kh57_desktop.domain.chases import Chase, ChaseKind
from kh57_desktop.domain.directives import Directive
from kh57_desktop.domain.periods import parse_period
from kh57_desktop.domain.registers import Commendation, Conclusion, Finding, Inspection, PublicSession, UnitPlan
from kh57_desktop.domain.reports import Report
from kh57_desktop.domain.terms import DirectiveLevel, InspectionKind, SessionKind
from kh57_desktop.services import obligations, report_drafts
from kh57_desktop.services.session import Session, new_id
from tests.conftest import LONG
from tests.services.test_report_numbers import CUT_OFF, office

DAY = st.none() | st.dates(date(2026, 5, 1), date(2026, 10, 31))
MONEY = st.none() | st.integers(0, 900).map(lambda millions: millions * 1_000_000)
ROWS = {
    "inspection": st.builds(
        Inspection, id=st.uuids().map(str), year=st.just(2026), kind=st.sampled_from(InspectionKind), held_on=DAY
    ),
    "finding": st.builds(Finding, id=st.uuids().map(str), found_on=DAY, due_on=DAY, closed_on=DAY),
    "session": st.builds(
        PublicSession,
        id=st.uuids().map(str),
        kind=st.sampled_from(SessionKind),
        held_on=DAY,
        participants=st.none() | st.integers(0, 300),
    ),
    "commendation": st.builds(Commendation, id=st.uuids().map(str), proposed_on=DAY, granted_on=DAY),
    "directive": st.builds(Directive, id=st.uuids().map(str), level=st.sampled_from(DirectiveLevel), dated_on=DAY),
    "unit_plan": st.builds(UnitPlan, id=st.uuids().map(str), due_on=DAY, received_on=DAY),
    "conclusion": st.builds(Conclusion, id=st.uuids().map(str), held_on=DAY),
    "budget_line": st.builds(
        BudgetLine, id=st.uuids().map(str), year=st.sampled_from([2025, 2026]), planned=MONEY, spent=MONEY, spent_on=DAY
    ),
}
registers = st.fixed_dictionaries(
    {name: st.lists(row, max_size=6, unique_by=lambda one: one.id) for name, row in ROWS.items()}
    | {
        "budget_year": st.none()
        | st.builds(BudgetYear, id=st.uuids().map(str), year=st.just(2026), total=MONEY, allotment=MONEY),
        "chase": st.lists(
            st.tuples(st.integers(0, 2), st.sampled_from(ChaseKind), st.dates(date(2026, 5, 1), CUT_OFF)), max_size=6
        ),
    }
)
FIRST, LAST = date(2026, 6, 15), CUT_OFF
COUNTS = {
    "register.directives": """select sum(level <> 'commune' and dated_on between :first and :last),
        sum(level = 'commune' and dated_on between :first and :last) from directive""",
    "register.sessions": """select n from (select kind, count(*) as n from session
        where held_on between :first and :last group by kind)
        order by case kind when 'training' then 0 when 'propaganda' then 1 else 2 end""",
    "register.inspections": """select sum(kind = 'inspection' and held_on between :first and :last),
        sum(kind = 'supervision' and held_on between :first and :last),
        (select count(*) from finding where found_on between :first and :last
            and exists (select 1 from inspection where held_on between :first and :last)) from inspection""",
    "register.findings": """select sum(closed_on between :first and :last),
        sum((closed_on is null or closed_on > :last) and (found_on is null or found_on <= :last)),
        sum((closed_on is null or closed_on > :last) and (found_on is null or found_on <= :last) and due_on < :last)
        from finding""",
    "register.commendations": """select sum(granted_on between :first and :last),
        sum(proposed_on between :first and :last) from commendation""",
    "register.owed": """select sum(due_on between :first and :last and received_on <= :last),
        sum(due_on between :first and :last), sum(due_on < :last and (received_on is null or received_on > :last))
        from unit_plan""",
    "register.conclusions": "select sum(held_on between :first and :last) from conclusion",
    "register.chases": """select count(distinct unit_id), sum(kind = 'letter'), sum(kind = 'message'),
        sum(kind = 'telephone') from chase where on_day between :first and :last""",
}
"""Each the numbers that a sentence counts rows with, in its order; those of nothing are not told, but for "0 of n"."""


def _fill(session: Session, rows: dict[str, Any]) -> None:
    plan = session.store.plans.newest()
    assert plan is not None
    tables = session.store.registers
    by_name: dict[str, Any] = {
        "inspection": tables.inspections, "finding": tables.findings, "session": tables.sessions,
        "commendation": tables.commendations, "directive": tables.directives, "unit_plan": tables.unit_plans,
        "conclusion": tables.conclusions, "budget_line": tables.budget_lines,
    }  # fmt: skip
    units = session.store.offices.units()
    with session.store.changes("fill"):
        for name, table in by_name.items():
            for row in rows[name]:
                table.put(row)
        if rows["budget_year"] is not None:
            tables.budget_years.put(rows["budget_year"])
        for unit, kind, on in rows["chase"]:
            session.store.forms.put_chase(Chase(new_id(), plan.id, units[unit].id, on, kind))


def _report(session: Session) -> Report:
    plan = session.store.plans.newest()
    assert plan is not None
    regime = obligations.regime_of(session, None)
    body = session.store.offices.body(plan.issuing_body_id or "")
    return report_drafts.computed(session, plan, regime, parse_period("2026-Q3"), body, template="year").report


@settings(max_examples=200 if LONG else 12, deadline=None)
@given(rows=registers)
def test_sentences_of_the_registers_agree_with_sql(rows: dict[str, Any]) -> None:
    with TemporaryDirectory() as folder, office(Path(folder), [], []) as session:
        _fill(session, rows)
        report = _report(session)
        assert (report.data_from, report.cut_off) == (FIRST, LAST)
        said = {row.key: row for part in report.sections for row in part.paragraphs}
        days = {"first": FIRST.isoformat(), "last": LAST.isoformat()}
        with closing(sqlite3.connect(f"file:{session.store.path}?mode=ro", uri=True)) as db:
            for key, sql in COUNTS.items():
                found = db.execute(sql, days).fetchall()
                expected = [cell or 0 for row in found for cell in row]
                counted = [piece for piece in said[key].pieces if piece.rows] if key in said else []
                counted = [piece for piece in counted if piece.text.isdecimal() and not _is_sum(piece, said[key].text)]
                assert [int(piece.text) for piece in counted if int(piece.text)] == [n for n in expected if n], key
                assert all(int(piece.text) == len(set(piece.rows)) for piece in counted), key
            _money_agrees(db, said.get("register.money"), days)


def _is_sum(piece: Any, text: str) -> bool:
    """Participants are added up, not counted."""
    return f"{piece.text} lượt người" in text and len(set(piece.rows)) != int(piece.text)


def _money_agrees(db: sqlite3.Connection, told: Any, days: dict[str, str]) -> None:
    in_period, this_year, allotment = db.execute(
        """select (select sum(spent) from budget_line where spent_on between :first and :last),
            (select sum(spent) from budget_line where year = 2026 and spent_on <= :last),
            (select allotment from budget_year where year = 2026)""",
        days,
    ).fetchone()
    words = told.text if told is not None else ""
    for amount, start in (
        (allotment, "bố trí năm 2026 là "),
        (in_period, "trong kỳ đã chi "),
        (this_year, "từ đầu năm "),
    ):
        assert (start.casefold() in words.casefold()) == (amount is not None)
        if amount is not None:
            millions = f"{Decimal(amount) / 1_000_000:,.0f}".replace(",", ".")
            assert f"{start}{millions} triệu đồng".casefold() in words.casefold()
