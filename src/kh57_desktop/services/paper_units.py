"""Units and people of the office as papers: PDF, Word and Excel through the same content."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from kh57_desktop.documents.content import Cell, Content, short_date
from kh57_desktop.documents.kinds.parts import in_sentence
from kh57_desktop.documents.kinds.register import RegisterColumn, register_content
from kh57_desktop.i18n import N_, _, vietnamese
from kh57_desktop.services import chasing, obligations
from kh57_desktop.services.offices import body_named
from kh57_desktop.services.paper_forms import NothingToPrint, Request, body_form
from kh57_desktop.services.plans import plan_of
from kh57_desktop.services.registers.fields import Field
from kh57_desktop.services.registers.lines import RegisterLine
from kh57_desktop.services.saved_views import view_named
from kh57_desktop.services.session import Session
from kh57_desktop.services.sheet_views import shown_fields, subject_of, wanted_of
from kh57_desktop.services.unit_table import (
    PEOPLE,
    PERSON_FIELDS,
    UNIT_FIELDS,
    UNITS,
    OfficeWanted,
    person_sheet,
    unit_sheet,
)

_WIDTHS = {
    "name": 84, "short_name": 34, "side": 34, "head": 44, "phone": 28, "leads": 16, "late": 22, "supports": 18,
    "full_name": 48, "post": 70, "unit": 60, "contact": 40,
}  # fmt: skip
"""Millimetres, where it is not the usual width of a column."""
_USUAL_UNITS = ("name", "short_name", "side", "head", "phone", "leads", "late", "supports")
_USUAL_PEOPLE = ("full_name", "post", "unit", "contact", "left_on")
"""Columns of a list that no saved view lays out."""
_HEADINGS = {"name": N_("Unit")}


def unit_list(session: Session, request: Request) -> Content:
    """Units active on the day, or the rows and columns of a saved view."""
    plan = session.store.plans.newest()
    wanted, fields = _wanted(session, request, UNITS, UNIT_FIELDS, _USUAL_UNITS)
    lines = unit_sheet(session, plan.id if plan else "", wanted).lines
    if request.view is None:
        lines = tuple(line for line in lines if line.record.unit.is_active(request.on))
    if not lines:
        raise NothingToPrint(what=_("there is no unit yet"))
    return _list(session, request, "DANH SÁCH CÁC CƠ QUAN, ĐƠN VỊ", fields, lines)


def person_list(session: Session, request: Request) -> Content:
    """People who have not left, by given name, or the rows and columns of a saved view."""
    wanted, fields = _wanted(session, request, PEOPLE, PERSON_FIELDS, _USUAL_PEOPLE)
    lines = person_sheet(session, wanted if request.view else replace(wanted, active=True)).lines
    if not lines:
        raise NothingToPrint(what=_("there are no people yet"))
    if request.view is None:
        fields = [one for one in fields if one.key != "left_on" or any(line.cells["left_on"] for line in lines)]
    return _list(session, request, "DANH SÁCH CÁN BỘ", fields, lines)


def _wanted(
    session: Session, request: Request, key: str, fields: Sequence[Field], usual: Sequence[str]
) -> tuple[OfficeWanted, list[Field]]:
    if request.view is None:
        return OfficeWanted(), [one for one in fields if one.key in usual]
    content = view_named(session, subject_of(key), request.view).content
    wanted: OfficeWanted = wanted_of(key, content)
    return wanted, shown_fields(fields, content)


def _list(
    session: Session, request: Request, title: str, fields: Sequence[Field], lines: Sequence[RegisterLine]
) -> Content:
    columns = [
        RegisterColumn(
            vietnamese(_HEADINGS.get(one.key, one.heading)),
            _WIDTHS.get(one.key, one.on_paper),
            one.is_number or one.key == "late",
            one.key in ("leads", "late"),
        )
        for one in fields
    ]
    return register_content(
        body_form(session, body_named(session, request.body), request.on),
        title=title,
        columns=columns,
        rows=[[_cell(one, line) for one in fields] for line in lines],
        on=request.on,
    )


def _cell(one: Field, line: RegisterLine) -> Cell | None:
    """Counts stay numbers; how many are late is said without its word, which the heading has."""
    if one.key == "late":
        return line.days_late or 0
    words = line.cells.get(one.key, "")
    return int(words or 0) if one.is_number else words


_PHONE_COLUMNS = (
    RegisterColumn("Đơn vị", 48),
    RegisterColumn("Người đứng đầu", 36),
    RegisterColumn("Điện thoại", 30),
    RegisterColumn("Quá hạn", 50),
    RegisterColumn("Số ngày quá hạn", 18, is_number=True),
    RegisterColumn("Chưa báo cáo", 34),
    RegisterColumn("Kết quả liên hệ (ghi tay)", 31),
)


def phone_list(session: Session, request: Request) -> Content:
    """Only the units to be chased, in the order in which they are to be rung up (features N3)."""
    plan = plan_of(session, request.plan)
    owed = next(iter(obligations.next_reports(session, count=1, plan=plan.code)), None)
    units = chasing.late_units(session, owed=owed, plan=plan.code)
    if not units:
        raise NothingToPrint(what=_("nobody is to be chased"))
    about = f" phục vụ {in_sentence(owed.name)}, hạn gửi {short_date(owed.dates.due_on)}" if owed is not None else ""
    return register_content(
        body_form(session, body_named(session, request.body), request.on),
        title="Danh sách điện thoại đôn đốc",
        columns=_PHONE_COLUMNS,
        rows=[
            (
                unit.name,
                unit.head,
                unit.phone,
                "\n".join((chasing.codes_in_words(unit.overdue), *unit.owed_papers)).strip(),
                unit.days_late or None,
                chasing.codes_in_words((*unit.silent_tasks, *unit.silent_indicators)),
                "",
            )
            for unit in units
        ],
        on=session.today,
        notes=(f"Đôn đốc các đơn vị có nhiệm vụ quá hạn hoặc chưa báo cáo{about}. N: mã nhiệm vụ; C: mã chỉ tiêu.",),
    )


MAKERS: Mapping[str, Callable[[Session, Request], Content]] = {
    "unit-list": unit_list,
    "person-list": person_list,
    "phone-list": phone_list,
}
"""By KIND of `kh57 print`."""
