"""The registers and the evaluation as papers: PDF, Word and Excel through the same content."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import partial

from kh57_desktop.documents.content import Cell, Content
from kh57_desktop.documents.kinds.register import RegisterColumn, printed_rule, register_content
from kh57_desktop.domain.evaluation import RULE
from kh57_desktop.domain.offices import IssuingBody
from kh57_desktop.domain.periods import parse_period
from kh57_desktop.i18n import N_, _, parse_decimal, vietnamese
from kh57_desktop.services.obligations import dates_in, regime_of
from kh57_desktop.services.offices import body_named
from kh57_desktop.services.paper_forms import NothingToPrint, Request, body_form
from kh57_desktop.services.plans import unit_by_name
from kh57_desktop.services.registers.definitions import DEFINITIONS, RegisterKind
from kh57_desktop.services.registers.evaluation import evaluation, rule_words
from kh57_desktop.services.registers.fields import CellValue, Field, FieldKind
from kh57_desktop.services.registers.lines import Wanted, paper_rows, view
from kh57_desktop.services.saved_views import view_named
from kh57_desktop.services.session import Session
from kh57_desktop.services.sheet_views import shown_fields, subject_of, wanted_of

LEFT_OUT_EMPTY = ("note", "document", "proof", "place", "audience", "asked_by", "decision", "minutes", "result")
"""Fields whose column a paper leaves out where no row says anything in it."""
_SHARES = ("share", "asked_share")
"""Fields whose numbers are per cent."""
_ADDED = N_("Amounts in million đồng.")


def paper_code(kind: RegisterKind) -> str:
    """The KIND of `kh57 print` for a register: "register-budget-line"."""
    return f"register-{kind.value.replace('_', '-')}"


EVALUATION_CODE = "unit-evaluation"


def register_paper(session: Session, request: Request, *, kind: RegisterKind, year: int | None = None) -> Content:
    """The register of the year of `request.period`, else of every year; of one unit where it is named.

    With a saved view its rows, its order and its columns.
    """
    definition = DEFINITIONS[kind]
    unit = unit_by_name(session, request.unit) if request.unit else None
    year = parse_period(request.period).year if year is None and request.period else year
    wanted, shown = Wanted(year=year, unit_id=unit.id if unit else None), list(definition.fields)
    if request.view is not None:
        content = view_named(session, subject_of(kind), request.view).content
        wanted, shown = wanted_of(kind, content), shown_fields(definition.fields, content)
        year = wanted.year
    found = view(session, kind, wanted)
    if not found.lines:
        raise NothingToPrint(what=_("the register “{name}” has no rows").format(name=_(definition.title)))
    values = paper_rows(session, found)
    places = [
        place
        for place in map(definition.fields.index, shown)
        if definition.fields[place].on_paper
        and (definition.fields[place].key not in LEFT_OUT_EMPTY or any(row[place] not in (None, "") for row in values))
    ]
    fields = [definition.fields[place] for place in places]
    return register_content(
        body_form(session, _body(session, request), request.on),
        title=definition.paper_title,
        columns=[RegisterColumn(_heading(one), one.on_paper, one.is_right, one.is_total) for one in fields],
        rows=[
            tuple(_number(row[place]) if definition.fields[place].key in _SHARES else row[place] for place in places)
            for row in values
        ],
        on=request.on,
        year=year,
        notes=(vietnamese(_ADDED),) if any(one.kind is FieldKind.MONEY for one in fields) else (),
    )


def _heading(one: Field) -> str:
    return vietnamese(one.heading) + (" (%)" if one.key in _SHARES else "")


def _number(cell: CellValue) -> CellValue:
    """The number of "2,49 %", so that a workbook has numbers (features 51); the heading says what they are."""
    if not isinstance(cell, str):
        return cell
    return parse_decimal(cell.removesuffix("%").strip()) or cell


def _body(session: Session, request: Request) -> IssuingBody:
    return body_named(session, request.body)


def _fact_columns() -> list[RegisterColumn]:
    counts = (("Được giao", 16), ("Đúng hạn", 16), ("Xong quá hạn", 17), ("Quá hạn", 16), ("Chưa đánh giá", 18))
    shares = (("Tỷ lệ đúng hạn (%)", 20), ("Báo cáo đúng hạn", 22), ("Đủ 6 rõ", 18), ("Chỉ tiêu đạt", 18), ("Thứ", 12))
    return [
        RegisterColumn("Đơn vị", 62),
        RegisterColumn("Người đứng đầu", 36),
        *(RegisterColumn(title, width, is_number=True, is_total=True) for title, width in counts),
        *(RegisterColumn(title, width, is_number=True) for title, width in shares),
    ]


def _share(share: Fraction | None) -> Cell:
    """One place, as reports print shares; "-" where nothing is judged."""
    return "-" if share is None else Decimal(round(1000 * share)) / 10


def evaluation_paper(session: Session, request: Request) -> Content:
    """Of the period asked for, else of the calendar year up to the day."""
    first, last = date(request.on.year, 1, 1), request.on
    if request.period:
        dates = dates_in(session, regime_of(session, request.regime), parse_period(request.period))
        first, last = dates.data_from, min(dates.data_to, request.on)
    found = evaluation(session, first, last)
    if not found.lines:
        raise NothingToPrint(what=_("no unit leads a task"))
    columns = _fact_columns()
    if found.weights.is_used:
        columns.append(RegisterColumn("Điểm", 14, is_number=True))
    rows: list[list[Cell | None]] = []
    for line in found.lines:
        facts = line.facts
        row: list[Cell | None] = [
            line.unit.name,
            line.unit.head,
            facts.given,
            facts.done_on_time,
            facts.done_late,
            facts.overdue,
            facts.not_judged,
            _share(facts.share_on_time),
            f"{facts.owed_on_time}/{facts.owed}" if facts.owed else "-",
            f"{facts.six_clear}/{facts.given}" if facts.given else "-",
            f"{facts.indicators_attained}/{facts.indicators}" if facts.indicators else "-",
            line.evaluated.place if line.evaluated.place is not None else "-",
        ]
        if found.weights.is_used:
            row.append(line.evaluated.points if line.evaluated.points is not None else "-")
        rows.append(row)
    rule = printed_rule(RULE)
    own = rule_words(found.weights)[len(RULE) :]
    told = " ".join((*rule, *(f"{len(rule) + place}. {line}" for place, line in enumerate(own, 1))))
    return register_content(
        body_form(session, _body(session, request), request.on),
        title="BẢNG ĐÁNH GIÁ KẾT QUẢ THỰC HIỆN CỦA CÁC ĐƠN VỊ VÀ NGƯỜI ĐỨNG ĐẦU",
        columns=columns,
        rows=rows,
        on=last,
        notes=(f"Quy tắc đánh giá: {told}",),
    )


MAKERS: Mapping[str, Callable[[Session, Request], Content]] = {
    **{paper_code(kind): partial(register_paper, kind=kind) for kind in RegisterKind},
    EVALUATION_CODE: evaluation_paper,
}
"""By KIND of `kh57 print`."""
