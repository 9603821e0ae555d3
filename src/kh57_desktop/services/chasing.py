"""Bộ đôn đốc: which units are late or silent for a report, a letter, a short text and a number to ring (N3).

Each chase is logged and told in the report (feature 18).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kh57_desktop.documents.content import short_date
from kh57_desktop.domain.chases import Chase, ChaseKind
from kh57_desktop.domain.periods import label
from kh57_desktop.domain.report_facts import brief
from kh57_desktop.domain.reports import Piece
from kh57_desktop.domain.tasks import Task
from kh57_desktop.domain.terms import Standing
from kh57_desktop.errors import BadValue
from kh57_desktop.i18n import _, fold, nfc
from kh57_desktop.services.obligations import OwedReport, missing_for
from kh57_desktop.services.paper_tasks import tasks_at
from kh57_desktop.services.plans import plan_of
from kh57_desktop.services.registers.owed import OwedLine, late_unit_plans
from kh57_desktop.services.session import Session, new_id

CHASE_TABLE = "chase"
"""Before the id of a chase where a figure counts chases."""
MOST_CODES, MOST_TOLD = 6, 3
"""Codes that a short text names, and how many overdue tasks it tells by their words; more are counted."""


@dataclass(frozen=True, slots=True)
class LateUnit:
    """What one unit is to be chased for; codes as on paper. `chases`: newest first."""

    unit_id: str
    name: str
    head: str
    phone: str
    """The unit's own number, else that of its head."""
    overdue: tuple[str, ...] = ()
    overdue_words: tuple[str, ...] = ()
    """The same tasks as a message tells them: code, first clause, due day."""
    silent_tasks: tuple[str, ...] = ()
    silent_indicators: tuple[str, ...] = ()
    owed_papers: tuple[str, ...] = ()
    """Plans and reports that it should have handed in."""
    days_late: int = 0
    """Of its latest task or paper."""
    form_code: str = ""
    is_form_back: bool = False
    chases: tuple[Chase, ...] = ()

    @property
    def last_chase(self) -> Chase | None:
        return self.chases[0] if self.chases else None


def late_units(session: Session, *, owed: OwedReport | None = None, plan: str | None = None) -> list[LateUnit]:
    """Units with overdue tasks, plans or reports, or that have not reported for `owed`; the latest first."""
    chosen = plan_of(session, plan)
    units = {unit.id: unit for unit in session.store.offices.units()}
    overdue: dict[str, list[tuple[int, str, str]]] = {}
    for row in tasks_at(session, chosen, session.today):
        if row.standing is Standing.OVERDUE and row.task.lead_unit_id in units:
            overdue.setdefault(row.task.lead_unit_id, []).append((row.days_late, row.task.code, _told(row.task)))
    missing = {one.unit_id: one for one in missing_for(session, owed, plan=chosen.code)} if owed else {}
    forms = {one.unit_id: one for one in session.store.forms.of_period(chosen.id, owed.period.code)} if owed else {}
    chases: dict[str, list[Chase]] = {}
    for chase in reversed(session.store.forms.chases(chosen.id)):
        chases.setdefault(chase.unit_id, []).append(chase)
    papers: dict[str | None, list[OwedLine]] = {}
    for line in late_unit_plans(session, session.today):
        papers.setdefault(line.row.unit_id, []).append(line)
    numbers = {fold(one.full_name): one.contact for one in session.store.offices.people() if one.contact}
    found = []
    for unit_id in units:
        late = sorted(overdue.get(unit_id, ()), reverse=True)
        gap = missing.get(unit_id)
        paper = papers.get(unit_id, [])
        if not late and gap is None and not paper:
            continue
        form = forms.get(unit_id)
        found.append(
            LateUnit(
                unit_id,
                units[unit_id].name,
                units[unit_id].head,
                units[unit_id].phone or numbers.get(fold(units[unit_id].head), ""),
                overdue=tuple(code for _days, code, _words in late),
                overdue_words=tuple(words for _days, _code, words in late),
                silent_tasks=gap.tasks if gap else (),
                silent_indicators=gap.indicators if gap else (),
                owed_papers=tuple(line.row.text for line in paper),
                days_late=max((late[0][0] if late else 0), *(line.days_late for line in paper), 0),
                form_code=form.code if form else "",
                is_form_back=form is not None and form.returned_on is not None,
                chases=tuple(chases.get(unit_id, ())),
            )
        )
    return sorted(found, key=lambda one: (-one.days_late, -len(one.overdue), -len(one.silent_tasks)))


def short_text(session: Session, unit: LateUnit, *, owed: OwedReport | None = None) -> str:
    """A text for Zalo or an SMS, always Vietnamese: what is late, what is missing, until when. No names of people."""
    parts = [f"Kính gửi {unit.name}."]
    if unit.overdue:
        told = "; ".join(unit.overdue_words[:MOST_TOLD])
        rest = f"; {codes_in_words(unit.overdue[MOST_TOLD:])}" if len(unit.overdue) > MOST_TOLD else ""
        parts.append(f"Hiện có {len(unit.overdue):02} nhiệm vụ quá hạn: {told}{rest}.")
    if unit.owed_papers:
        parts.append(f"Còn chưa gửi: {'; '.join(unit.owed_papers)}.")
    missing = [
        f"tiến độ {len(unit.silent_tasks):02} nhiệm vụ ({codes_in_words(unit.silent_tasks)})"
        if unit.silent_tasks
        else "",
        f"số liệu {len(unit.silent_indicators):02} chỉ tiêu ({codes_in_words(unit.silent_indicators)})"
        if unit.silent_indicators
        else "",
    ]
    words = " và ".join(part for part in missing if part)
    if words and owed is not None:
        by = owed.dates.due_on
        until = f" trước ngày {short_date(by)}" if by > session.today else ""
        parts.append(f"Đề nghị gửi {words} phục vụ báo cáo {label(owed.period)}{until}.")
    else:
        parts.append("Đề nghị báo cáo kết quả, nguyên nhân và thời gian hoàn thành.")
    if unit.form_code and not unit.is_form_back:
        parts.append(f"Phiếu báo cáo: {unit.form_code}.")
    return " ".join(parts)


def _told(task: Task) -> str:
    words = f"{task.code} {brief(task.text)}"
    return f"{words} (hạn {short_date(task.due_on)})" if task.due_on else words


def codes_in_words(codes: Sequence[str]) -> str:
    """ "N3, N7 … và 4 việc khác"."""
    shown = ", ".join(codes[:MOST_CODES])
    return f"{shown} và {len(codes) - MOST_CODES} việc khác" if len(codes) > MOST_CODES else shown


def log_chases(
    session: Session,
    units: Sequence[LateUnit],
    kind: ChaseKind,
    *,
    owed: OwedReport | None = None,
    plan: str | None = None,
    on: date | None = None,
    number: str = "",
    words: str = "",
) -> list[Chase]:
    """Note that these units were chased, as one action; raises BadValue for a day to come."""
    day = on or session.today
    if day > session.today:
        raise BadValue(field=_("day"), value=day.isoformat(), allowed=_("a day up to today"))
    chosen = plan_of(session, plan)
    tasks = {task.code: task.id for task in session.store.tasks.of_plan(chosen.id)}
    indicators = {row.code: row.id for row in session.store.indicators.of_plan(chosen.id)}
    chases = [
        Chase(
            id=new_id(),
            plan_id=chosen.id,
            unit_id=unit.unit_id,
            on=day,
            kind=kind,
            regime=owed.regime.code if owed else "",
            period=owed.period.code if owed else "",
            number=nfc(number).strip(),
            words=nfc(words).strip() or (short_text(session, unit, owed=owed) if kind is ChaseKind.MESSAGE else ""),
            task_ids=tuple(tasks[code] for code in dict.fromkeys((*unit.overdue, *unit.silent_tasks))),
            indicator_ids=tuple(indicators[code] for code in unit.silent_indicators),
            author=session.user,
        )
        for unit in units
    ]
    if chases:
        with session.store.changes(_("Note that {count} units were chased").format(count=len(chases))):
            for chase in chases:
                session.store.forms.put_chase(chase)
    return chases


def drop_chase(session: Session, chase: Chase) -> None:
    """Take a chase out of the log again; the bin keeps it."""
    with session.store.changes(_("Delete a chase from the log")):
        session.store.forms.chase_to_bin(chase.id)


def chase_pieces(chases: Sequence[Chase]) -> tuple[Piece, ...]:
    """What the report tells as diligence (N3), each number with what it counts; nothing where nobody was chased."""
    if not chases:
        return ()
    units = list(dict.fromkeys(chase.unit_id for chase in chases))
    newest = {chase.unit_id: chase.id for chase in chases}
    pieces = [
        Piece("Trong kỳ đã đôn đốc "),
        Piece(f"{len(units):02}", tuple(f"{CHASE_TABLE}/{newest[unit]}" for unit in units)),
        Piece(" cơ quan, đơn vị bằng "),
    ]
    kinds = (
        (ChaseKind.LETTER, "công văn"),
        (ChaseKind.MESSAGE, "tin nhắn"),
        (ChaseKind.TELEPHONE, "cuộc điện thoại"),
    )
    used = [(words, [chase.id for chase in chases if chase.kind is kind]) for kind, words in kinds]
    for place, (words, ids) in enumerate((words, ids) for words, ids in used if ids):
        count = Piece(f"{len(ids):02}", tuple(f"{CHASE_TABLE}/{chase_id}" for chase_id in ids))
        pieces += [Piece(", ")] if place else []
        pieces += [count, Piece(f" {words}")]
    return (*pieces, Piece("."))
