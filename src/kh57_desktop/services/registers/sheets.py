"""Registers and the evaluation as the page Sổ theo dõi shows them: one form for all of its sheets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kh57_desktop.i18n import N_, _, format_decimal
from kh57_desktop.services.registers.definitions import DEFINITIONS, RegisterKind
from kh57_desktop.services.registers.evaluation import EvaluationLine, EvaluationView, evaluation, percent
from kh57_desktop.services.registers.fields import Field, FieldKind
from kh57_desktop.services.registers.lines import LATE_KINDS, RegisterLine, Wanted, view
from kh57_desktop.services.registers.moving import can_move
from kh57_desktop.services.registers.ordering import in_order
from kh57_desktop.services.registers.papers import EVALUATION_CODE, paper_code
from kh57_desktop.services.session import Session

EVALUATION = "evaluation"
"""The sheet that is computed whole."""
SHEETS: tuple[str, ...] = (*RegisterKind, EVALUATION)
"""Keys of the sheets in the order of the tabs."""

EVALUATION_FIELDS = (
    Field("place", N_("Rank"), FieldKind.COMPUTED, 52, is_number=True),
    Field("unit", N_("Unit"), FieldKind.COMPUTED, 0),
    Field("head", N_("Head of unit"), FieldKind.COMPUTED, 150),
    Field("given", N_("Tasks given"), FieldKind.COMPUTED, 82, is_number=True),
    Field("done_on_time", N_("On time"), FieldKind.COMPUTED, 82, is_number=True),
    Field("done_late", N_("Finished late"), FieldKind.COMPUTED, 98, is_number=True),
    Field("overdue", N_("Overdue"), FieldKind.COMPUTED, 78, is_number=True),
    Field("not_judged", N_("Not judged"), FieldKind.COMPUTED, 82, leaves=1, is_number=True),
    Field("share", N_("Share"), FieldKind.COMPUTED, 78, is_number=True),
    Field("owed", N_("Reports"), FieldKind.COMPUTED, 78, is_number=True),
    Field("clear", N_("6 clear points"), FieldKind.COMPUTED, 78, is_number=True),
    Field("indicators", N_("Indicators"), FieldKind.COMPUTED, 82, leaves=2, is_number=True),
)
_POINTS = Field("points", N_("Points"), FieldKind.COMPUTED, 70, is_number=True)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One tab. `late`: overdue rows of the year; `paper`: KIND of `kh57 print`; `notes`: the printed rule, a unit."""

    key: str
    title: str
    fields: tuple[Field, ...]
    lines: tuple[RegisterLine, ...]
    wanted: Wanted
    total: int
    late: int
    sums: Mapping[str, str]
    years: tuple[int, ...]
    units: tuple[tuple[str, str], ...]
    paper: str
    notes: tuple[str, ...] = ()
    can_add: bool = True
    can_move: bool = False
    """Rows can be put into another place by hand."""
    has_years: bool = True
    has_late: bool = True


def tab_words(key: str) -> str:
    return _("Evaluation") if key == EVALUATION else _(DEFINITIONS[RegisterKind(key)].tab)


def sheet(session: Session, key: str, wanted: Wanted, plan_id: str = "") -> Sheet:
    if key == EVALUATION:
        return _evaluation(session, wanted, plan_id)
    kind = RegisterKind(key)
    found = view(session, kind, wanted)
    definition = found.definition
    has_money = any(one.kind is FieldKind.MONEY for one in definition.fields)
    return Sheet(
        key=key,
        title=_(definition.title),
        fields=definition.fields,
        lines=found.lines,
        wanted=wanted,
        total=found.total,
        late=found.late,
        sums=found.sums,
        years=tuple(sorted({*found.years, session.today.year}, reverse=True)),
        units=found.units,
        paper=paper_code(kind),
        notes=(_("Amounts in million đồng."),) if has_money else (),
        can_move=can_move(kind),
        has_years=kind not in (RegisterKind.BUDGET_YEAR, RegisterKind.DIRECTIVE),
        has_late=kind in LATE_KINDS,
    )


def _evaluation(session: Session, wanted: Wanted, plan_id: str) -> Sheet:
    """Of the calendar year, up to today in the present one."""
    year = wanted.year or session.today.year
    last = min(date(year, 12, 31), session.today) if year == session.today.year else date(year, 12, 31)
    found = evaluation(session, date(year, 1, 1), last, plan_id or None)
    lines = [_evaluated(line) for line in found.lines]
    by = next((one for one in EVALUATION_FIELDS if one.key == wanted.sort), None)
    lines = in_order(lines, by, is_descending=wanted.is_descending) if by is not None else lines
    this_year = session.today.year
    return Sheet(
        key=EVALUATION,
        title=_("Evaluation of units"),
        fields=(*EVALUATION_FIELDS, *((_POINTS,) if found.weights.is_used else ())),
        lines=tuple(lines),
        wanted=wanted,
        total=len(lines),
        late=0,
        sums=_fact_sums(found),
        years=(this_year, this_year - 1, this_year - 2),
        units=(),
        paper=EVALUATION_CODE,
        notes=tuple(f"{place}. {line}" for place, line in enumerate(found.rule, 1)),
        can_add=False,
        has_late=False,
    )


def _evaluated(line: EvaluationLine) -> RegisterLine:
    facts = line.facts
    points = line.evaluated.points
    cells = {
        "place": str(line.evaluated.place) if line.evaluated.place is not None else "–",
        "unit": line.unit.name,
        "head": line.unit.head,
        "given": str(facts.given),
        "done_on_time": str(facts.done_on_time),
        "done_late": str(facts.done_late),
        "overdue": str(facts.overdue),
        "not_judged": str(facts.not_judged),
        "share": percent(facts.share_on_time),
        "owed": _of(facts.owed_on_time, facts.owed),
        "clear": _of(facts.six_clear, facts.given),
        "indicators": _of(facts.indicators_attained, facts.indicators),
        "points": format_decimal(points) if points is not None else "–",
    }
    return RegisterLine(line.unit.id, line, cells)


def _of(part: int, whole: int) -> str:
    return f"{part}/{whole}" if whole else "–"


def _fact_sums(found: EvaluationView) -> dict[str, str]:
    names = ("given", "done_on_time", "done_late", "overdue", "not_judged")
    return {name: str(sum(getattr(line.facts, name) for line in found.lines)) for name in names} if found.lines else {}
