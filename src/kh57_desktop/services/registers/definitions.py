"""Every register: its fields in order, where its rows lie, what they are called, when they count."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from kh57_desktop.domain.budgets import BudgetLine, BudgetYear
from kh57_desktop.domain.directives import Directive
from kh57_desktop.domain.registers import Commendation, Conclusion, Finding, Inspection, PublicSession, UnitPlan
from kh57_desktop.domain.terms import (
    BudgetSource,
    DirectiveLevel,
    InspectionKind,
    OwedKind,
    SessionKind,
    Standing,
)
from kh57_desktop.i18n import N_
from kh57_desktop.services.registers.fields import Field, FieldKind
from kh57_desktop.services.session import Session, new_id
from kh57_desktop.store.records import Table


class RegisterKind(StrEnum):
    """The registers as the command line names a row of them."""

    BUDGET_YEAR = "budget_year"
    BUDGET_LINE = "budget_line"
    INSPECTION = "inspection"
    FINDING = "finding"
    SESSION = "session"
    COMMENDATION = "commendation"
    DIRECTIVE = "directive"
    UNIT_PLAN = "unit_plan"
    CONCLUSION = "conclusion"


@dataclass(frozen=True, slots=True)
class Definition:
    """`title`: of the page, `tab`: in a word or two; `paper_title`: of the printed register.

    `added`, `edited`: msgids of the actions. `standing_words`: how the standings read here. `year_of`: the year a row
    counts in, None: in every one.
    """

    kind: RegisterKind
    title: str
    tab: str
    paper_title: str
    added: str
    edited: str
    fields: tuple[Field, ...]
    value: type[Any]
    table: Callable[[Session], Table[Any]]
    year_of: Callable[[Any], int | None]
    name_of: Callable[[Any], str]
    standing_of: Callable[[Any, date], Standing | None] = lambda _row, _on: None
    standing_words: Mapping[Standing, str] | None = None
    order: str = "position, row"

    def blank(self, session: Session, year: int | None) -> Any:
        values: dict[str, Any] = {"id": new_id()}
        if self.has_year:
            values["year"] = year or session.today.year
        return self.value(**values)

    @property
    def has_year(self) -> bool:
        return any(field.kind is FieldKind.YEAR for field in self.fields)

    def field(self, key: str) -> Field | None:
        return next((one for one in self.fields if one.key == key), None)


_UNIT = Field("unit", N_("Unit"), FieldKind.UNIT, 120, "unit_id", on_paper=34)
_NOTE = Field("note", N_("Note"), FieldKind.LONG, 130, leaves=1, on_paper=26)
_STATE = Field("standing", N_("Standing"), FieldKind.STATE, 178, on_paper=30)


def _year_of(day: date | None) -> int | None:
    return day.year if day is not None else None


_INSPECTED = {
    Standing.DONE_ON_TIME: N_("Held"),
    Standing.DONE_LATE: N_("Held late"),
    Standing.DUE_SOON: N_("Coming soon"),
    Standing.UNDER_WAY: N_("To come"),
}
_CLOSED = {
    Standing.DONE_ON_TIME: N_("Remedied in time"),
    Standing.DONE_LATE: N_("Remedied late"),
    Standing.DUE_SOON: N_("Remedy due soon"),
    Standing.UNDER_WAY: N_("Being remedied"),
}
_RECEIVED = {
    Standing.DONE_ON_TIME: N_("Received in time"),
    Standing.DONE_LATE: N_("Received late"),
    Standing.DUE_SOON: N_("Due soon"),
    Standing.UNDER_WAY: N_("Not due yet"),
}
_REACHED = {Standing.DONE_ON_TIME: N_("Share reached"), Standing.DUE_SOON: N_("Share not reached")}
_GRANTED = {Standing.DONE_ON_TIME: N_("Granted"), Standing.UNDER_WAY: N_("Proposed")}

DEFINITIONS: Mapping[RegisterKind, Definition] = {
    definition.kind: definition
    for definition in (
        Definition(
            RegisterKind.BUDGET_YEAR,
            N_("Yearly budget"),
            N_("Budget years"),
            "SỔ THEO DÕI KINH PHÍ HẰNG NĂM",
            N_("Add budget of {name}"),
            N_("Edit {fields} of the budget of {name}"),
            (
                Field("year", N_("Year"), FieldKind.YEAR, 76, on_paper=16),
                Field("total", N_("Commune's total"), FieldKind.MONEY, 150, on_paper=30),
                Field("allotment", N_("For the plan"), FieldKind.MONEY, 150, on_paper=30),
                Field("share", N_("Share"), FieldKind.COMPUTED, 78, on_paper=16, is_number=True),
                Field("asked_share", N_("Asked share"), FieldKind.PERCENT, 88, on_paper=16),
                Field("asked", N_("That is"), FieldKind.COMPUTED, 118, leaves=3, on_paper=28, is_number=True),
                Field("reached", N_("Compared"), FieldKind.STATE, 112, on_paper=22),
                Field(
                    "planned", N_("Planned for tasks"), FieldKind.COMPUTED, 128, leaves=2, on_paper=28, is_number=True
                ),
                Field("spent", N_("Spent"), FieldKind.COMPUTED, 92, on_paper=28, is_number=True),
                Field("document", N_("Deciding document"), FieldKind.TEXT, 0, on_paper=34, least=150),
                _NOTE,
            ),
            BudgetYear,
            lambda session: session.store.registers.budget_years,
            lambda row: None,
            lambda row: str(row.year),
            standing_words=_REACHED,
            order="year desc, row",
        ),
        Definition(
            RegisterKind.BUDGET_LINE,
            N_("Money per task"),
            N_("Budget"),
            "SỔ THEO DÕI KINH PHÍ THEO NHIỆM VỤ",
            N_("Add budget line {name}"),
            N_("Edit {fields} of budget line {name}"),
            (
                Field("year", N_("Year"), FieldKind.YEAR, 76, on_paper=14),
                Field("text", N_("Content"), FieldKind.LONG, 0, on_paper=68),
                Field("task", N_("Task"), FieldKind.TASK, 80, "task_id", on_paper=16),
                _UNIT,
                Field("source", N_("Source"), FieldKind.CHOICE, 128, on_paper=30, choices=BudgetSource),
                Field("planned", N_("Planned amount"), FieldKind.MONEY, 112, on_paper=26, is_total=True),
                Field("spent", N_("Spent"), FieldKind.MONEY, 112, on_paper=26, is_total=True),
                Field("spent_on", N_("Up to day"), FieldKind.DAY, 108, on_paper=25),
                Field("document", N_("Document"), FieldKind.TEXT, 120, leaves=2, on_paper=28),
                _NOTE,
            ),
            BudgetLine,
            lambda session: session.store.registers.budget_lines,
            lambda row: row.year,
            lambda row: row.text or str(row.year),
            order="year, position, row",
        ),
        Definition(
            RegisterKind.INSPECTION,
            N_("Inspections"),
            N_("Inspected"),
            "SỔ THEO DÕI CHƯƠNG TRÌNH KIỂM TRA, GIÁM SÁT",
            N_("Add inspection {name}"),
            N_("Edit {fields} of inspection {name}"),
            (
                Field("year", N_("Year"), FieldKind.YEAR, 76, on_paper=14),
                Field("text", N_("Content"), FieldKind.LONG, 0, on_paper=64),
                Field("kind", N_("Category"), FieldKind.CHOICE, 88, on_paper=20, choices=InspectionKind),
                Field("unit", N_("Inspected unit"), FieldKind.UNIT, 152, "unit_id", on_paper=34),
                Field("leader", N_("Led by"), FieldKind.TEXT, 118, leaves=3, on_paper=28),
                Field("programme", N_("Programme"), FieldKind.TEXT, 118, leaves=1, on_paper=26),
                Field("planned", N_("Planned"), FieldKind.TEXT, 104, "planned_words", on_paper=22),
                Field("held_on", N_("Held on"), FieldKind.DAY, 116, on_paper=25),
                Field("minutes", N_("Minutes"), FieldKind.TEXT, 104, leaves=4, on_paper=24),
                Field("result", N_("Result"), FieldKind.LONG, 130, leaves=2, on_paper=34),
                Field("open", N_("Open findings"), FieldKind.COMPUTED, 98, leaves=5, on_paper=18, is_number=True),
                _STATE,
            ),
            Inspection,
            lambda session: session.store.registers.inspections,
            lambda row: row.year,
            lambda row: row.text or str(row.year),
            lambda row, on: row.standing(on),
            _INSPECTED,
            order="year, position, row",
        ),
        Definition(
            RegisterKind.FINDING,
            N_("Findings and remedies"),
            N_("Remedies"),
            "SỔ THEO DÕI KHẮC PHỤC HẠN CHẾ SAU KIỂM TRA, GIÁM SÁT",
            N_("Add finding {name}"),
            N_("Edit {fields} of finding {name}"),
            (
                Field("text", N_("Finding"), FieldKind.LONG, 0, on_paper=58),
                Field("inspection", N_("Inspection"), FieldKind.ROW, 130, "inspection_id", 2, 34, rows_of="inspection"),
                Field("unit", N_("Unit to remedy"), FieldKind.UNIT, 128, "unit_id", on_paper=32),
                Field("remedy", N_("Remedy"), FieldKind.LONG, 170, leaves=3, on_paper=44),
                Field("found_on", N_("Found on"), FieldKind.DAY, 116, leaves=4, on_paper=25),
                Field("due_on", N_("Due on"), FieldKind.DAY, 96, on_paper=25),
                Field("closed_on", N_("Closed on"), FieldKind.DAY, 96, on_paper=25),
                Field("proof", N_("Proof"), FieldKind.TEXT, 110, on_paper=26, leaves=5),
                _NOTE,
                _STATE,
            ),
            Finding,
            lambda session: session.store.registers.findings,
            lambda row: _year_of(row.found_on or row.due_on),
            lambda row: row.text,
            lambda row, on: row.standing(on),
            _CLOSED,
        ),
        Definition(
            RegisterKind.SESSION,
            N_("Training and propaganda"),
            N_("Sessions"),
            "SỔ THEO DÕI TẬP HUẤN, TUYÊN TRUYỀN, HỘI THI",
            N_("Add session {name}"),
            N_("Edit {fields} of session {name}"),
            (
                Field("text", N_("Content"), FieldKind.LONG, 0, on_paper=66),
                Field("kind", N_("Category"), FieldKind.CHOICE, 104, on_paper=22, choices=SessionKind),
                Field("held_on", N_("Held on"), FieldKind.DAY, 116, on_paper=25),
                Field("place", N_("Where held"), FieldKind.TEXT, 130, leaves=2, on_paper=30),
                Field("unit", N_("Held by"), FieldKind.UNIT, 120, "unit_id", on_paper=32),
                Field("participants", N_("Participants"), FieldKind.COUNT, 118, on_paper=20, is_total=True),
                Field("audience", N_("Audience"), FieldKind.TEXT, 130, leaves=3, on_paper=30),
                Field("indicator", N_("Indicator"), FieldKind.INDICATOR, 76, "indicator_id", on_paper=16),
                Field("document", N_("Document"), FieldKind.TEXT, 120, leaves=4, on_paper=26),
                _NOTE,
            ),
            PublicSession,
            lambda session: session.store.registers.sessions,
            lambda row: _year_of(row.held_on),
            lambda row: row.text,
            order="held_on is null, held_on, position, row",
        ),
        Definition(
            RegisterKind.COMMENDATION,
            N_("Commendations"),
            N_("Commended"),
            "SỔ THEO DÕI KHEN THƯỞNG",
            N_("Add commendation {name}"),
            N_("Edit {fields} of commendation {name}"),
            (
                Field("text", N_("Merit"), FieldKind.LONG, 0, on_paper=66),
                _UNIT,
                Field("person", N_("Person"), FieldKind.TEXT, 130, on_paper=32),
                Field("form", N_("Form"), FieldKind.TEXT, 150, on_paper=36),
                Field("proposed_on", N_("Proposed on"), FieldKind.DAY, 104, on_paper=25),
                Field("decision", N_("Decision"), FieldKind.TEXT, 110, on_paper=28),
                Field("granted_on", N_("Granted on"), FieldKind.DAY, 96, on_paper=25),
                _NOTE,
                Field("standing", N_("Standing"), FieldKind.STATE, 140, on_paper=22),
            ),
            Commendation,
            lambda session: session.store.registers.commendations,
            lambda row: _year_of(row.granted_on or row.proposed_on),
            lambda row: row.text or row.person,
            lambda row, on: Standing.DONE_ON_TIME if row.is_granted(on) else Standing.UNDER_WAY,
            _GRANTED,
        ),
        Definition(
            RegisterKind.DIRECTIVE,
            N_("Directing documents"),
            N_("Chain of texts"),
            "SỔ THEO DÕI VĂN BẢN CHỈ ĐẠO",
            N_("Add document {name}"),
            N_("Edit {fields} of document {name}"),
            (
                Field("level", N_("Level"), FieldKind.CHOICE, 108, on_paper=22, choices=DirectiveLevel),
                Field("kind", N_("Kind"), FieldKind.TEXT, 104, on_paper=24),
                Field("number", N_("Number"), FieldKind.TEXT, 112, on_paper=28),
                Field("dated_on", N_("Dated on"), FieldKind.DAY, 116, on_paper=25),
                Field("issuer", N_("Issued by"), FieldKind.TEXT, 136, leaves=3, on_paper=34),
                Field("text", N_("Title"), FieldKind.LONG, 0, on_paper=70),
                Field("parent", N_("Carries out"), FieldKind.ROW, 140, "parent_id", 2, 30, rows_of="directive"),
                Field("links", N_("Linked to"), FieldKind.LINKS, 104, on_paper=24),
                Field("is_basis", N_("Basis"), FieldKind.CHECK, 66, on_paper=12),
                _NOTE,
            ),
            Directive,
            lambda session: session.store.registers.directives,
            lambda row: None,
            lambda row: row.name,
        ),
        Definition(
            RegisterKind.UNIT_PLAN,
            N_("Plans of units"),
            N_("Owed by units"),
            "SỔ THEO DÕI KẾ HOẠCH, BÁO CÁO CỦA CÁC ĐƠN VỊ",
            N_("Add what is owed: {name}"),
            N_("Edit {fields} of what is owed: {name}"),
            (
                Field("unit", N_("Unit"), FieldKind.UNIT, 150, "unit_id", on_paper=44),
                Field("kind", N_("Category"), FieldKind.CHOICE, 100, on_paper=20, choices=OwedKind),
                Field("text", N_("Content"), FieldKind.LONG, 0, on_paper=66),
                Field("asked_by", N_("Asked by"), FieldKind.TEXT, 130, leaves=2, on_paper=34),
                Field("due_on", N_("Due on"), FieldKind.DAY, 96, on_paper=25),
                Field("received_on", N_("Received on"), FieldKind.DAY, 96, on_paper=25),
                Field("number", N_("Number"), FieldKind.TEXT, 112, leaves=3, on_paper=28),
                _NOTE,
                Field("standing", N_("Standing"), FieldKind.STATE, 160, on_paper=32),
            ),
            UnitPlan,
            lambda session: session.store.registers.unit_plans,
            lambda row: _year_of(row.due_on),
            lambda row: row.text,
            lambda row, on: row.standing(on),
            _RECEIVED,
            order="due_on is null, due_on, position, row",
        ),
        Definition(
            RegisterKind.CONCLUSION,
            N_("Conclusions"),
            N_("Concluded"),
            "SỔ THEO DÕI KẾT LUẬN CÁC CUỘC HỌP",
            N_("Add conclusion {name}"),
            N_("Edit {fields} of conclusion {name}"),
            (
                Field("text", N_("Conclusion"), FieldKind.LONG, 0, on_paper=74),
                Field("held_on", N_("Meeting day"), FieldKind.DAY, 96, on_paper=25),
                Field("meeting", N_("Meeting"), FieldKind.TEXT, 130, leaves=2, on_paper=34),
                Field("document", N_("Document"), FieldKind.TEXT, 130, on_paper=32),
                Field("unit", N_("Lead unit"), FieldKind.UNIT, 120, "unit_id", on_paper=32),
                Field("deadline", N_("Deadline"), FieldKind.TEXT, 104, "deadline_words", on_paper=24),
                Field("settled_on", N_("Settled on"), FieldKind.DAY, 116, leaves=3, on_paper=25),
                Field("task", N_("Task"), FieldKind.COMPUTED, 80, on_paper=16),
                _NOTE,
                _STATE,
            ),
            Conclusion,
            lambda session: session.store.registers.conclusions,
            lambda row: _year_of(row.held_on),
            lambda row: row.text,
            lambda row, on: row.standing(on),
            None,
            order="held_on is null, held_on, position, row",
        ),
    )
}
