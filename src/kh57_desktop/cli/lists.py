"""`kh57 list`: the same filters as the screen."""

from __future__ import annotations

import argparse
from datetime import date

from kh57_desktop.cli.output import show_rows
from kh57_desktop.cli.parser import REGISTER_ROWS, REGISTERS
from kh57_desktop.domain.terms import Standing
from kh57_desktop.errors import BadValue
from kh57_desktop.i18n import _, parse_date
from kh57_desktop.services import lists
from kh57_desktop.services.plans import unit_by_name
from kh57_desktop.services.registers import entries
from kh57_desktop.services.registers.definitions import RegisterKind
from kh57_desktop.services.registers.lines import Wanted
from kh57_desktop.services.session import Session, open_session

COLUMNS = {
    "tasks": ("code", "number", "standing", "due_on", "percent", "lead_unit", "text"),
    "indicators": ("code", "group", "text", "unit", "per", "targets"),
    "members": ("role", "name", "post", "field"),
    "units": ("name", "short_name", "side", "tasks"),
    "people": ("full_name", "post", "unit", "contact"),
    "evaluation": ("place", "unit", "given", "done_on_time", "done_late", "overdue", "share_on_time"),
    "duties": ("number", "organization", "text"),
    "reports": ("regime", "period", "body", "state", "sign", "dated_on", "package", "title"),
    "packages": ("direction", "office", "sequence", "name", "type", "period", "state", "digest"),
}


def run(options: argparse.Namespace) -> int:
    with open_session(options.data, read_only=True) as session:
        rows = _rows(session, options)
    show_rows(rows, as_json=options.json, columns=_columns(options.kind))
    return 0


def _columns(kind: str) -> tuple[str, ...]:
    return COLUMNS[kind] if kind in COLUMNS else entries.columns(_register(kind))


def _register(kind: str) -> RegisterKind:
    return RegisterKind(REGISTER_ROWS[REGISTERS.index(kind)])


def _register_rows(session: Session, options: argparse.Namespace) -> list[lists.Row]:
    """`--standing overdue` leaves what is late; `--on` a year that is counted alone."""
    unit = unit_by_name(session, options.unit).id if options.unit else None
    standing = _standing(options.standing)
    year = day_of(session.today, options.on).year if options.on else None
    wanted = Wanted(year=year, unit_id=unit, search=options.search)
    rows = entries.listed(session, _register(options.kind), wanted)
    return [row for row in rows if standing is None or row.get("standing") == standing]


def _rows(session: Session, options: argparse.Namespace) -> list[lists.Row]:
    kind = options.kind
    if kind in REGISTERS:
        return _register_rows(session, options)
    if kind == "people":
        return lists.person_rows(session, search=options.search)
    if kind == "evaluation":
        last = day_of(session.today, options.on)
        return lists.evaluation_rows(session, date(last.year, 1, 1), last, plan_code=options.plan)
    if kind == "tasks":
        return lists.task_rows(
            session,
            plan_code=options.plan,
            search=options.search,
            standing=_standing(options.standing),
            unit=options.unit,
            on=day_of(session.today, options.on),
        )
    if kind == "indicators":
        return lists.indicator_rows(session, plan_code=options.plan, search=options.search)
    if kind == "members":
        return lists.member_rows(session, search=options.search)
    if kind == "units":
        return lists.unit_rows(session, search=options.search)
    if kind == "duties":
        return lists.duty_rows(session, plan_code=options.plan, search=options.search)
    return lists.report_rows(session) if kind == "reports" else lists.package_rows(session)


def _standing(code: str | None) -> Standing | None:
    if code is None:
        return None
    try:
        return Standing(code)
    except ValueError as cause:
        raise BadValue(field="--standing", value=code, allowed=", ".join(Standing)) from cause


def day_of(today: date, typed: str | None) -> date:
    """A day given on the command line, default today."""
    if typed is None:
        return today
    day = parse_date(typed, default_year=today.year)
    if day is None:
        raise BadValue(field=_("day"), value=typed, allowed="2026-09-30, 30/9/2026")
    return day
