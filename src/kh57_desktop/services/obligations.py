"""The calendar of owed reports (lịch báo cáo): what is due when and to whom, and what is missing from whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from kh57_desktop.domain.periods import Period, PeriodDates, PeriodKind, label, parse_period
from kh57_desktop.domain.plans import Plan
from kh57_desktop.domain.regimes import Obligation, Regime, dates_under, has_time_to_report, owed_periods
from kh57_desktop.domain.reports import ReportHead
from kh57_desktop.domain.tasks import ProgressEntry, Task
from kh57_desktop.domain.terms import DeadlineKind, Mark, ReportState, TaskState
from kh57_desktop.errors import BadValue, UnknownKey, UserError
from kh57_desktop.i18n import N_, _, format_date, nfc
from kh57_desktop.services.offices import body_of_plan
from kh57_desktop.services.plans import plan_of
from kh57_desktop.services.session import VIETNAM, Session, new_id
from kh57_desktop.services.working_calendar import Holidays, holidays_of

DEFAULT_REGIME = "ND09"
AHEAD = timedelta(days=366)
LONGEST_TO_DUE = timedelta(days=62)
"""No report is due later than that after the end of its data."""


class TooLittleTime(UserError):
    """Nghị định 09/2019/NĐ-CP, Điều 8 khoản 5 điểm b."""

    code = "too-little-time"
    message = N_("No working day lies between the cut-off {cut_off} and the due day {due_on}.")
    hint = N_("Nothing was changed. Please choose a due day at least one working day after the cut-off.")


@dataclass(frozen=True, slots=True)
class MissingFrom:
    """What one unit still owes for a report; `unit_id` None: rows that no unit answers for. Codes as on paper."""

    unit_id: str | None
    unit: str
    phone: str
    tasks: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OwedReport:
    """A report that the office owes, or owed and issued. `state` None: nothing drafted yet.

    `correction`: one of an issued report that is being drafted.
    `letter`: the one that asks for it or that changed its days. `title`: of an ad-hoc report, else "".
    """

    regime: Regime
    period: Period
    dates: PeriodDates
    superior: str
    report: ReportHead | None
    letter: str = ""
    title: str = ""
    entered_above_on: date | None = None
    correction: ReportHead | None = None

    @property
    def name(self) -> str:
        """As lists name it: "Báo cáo quý III năm 2026"."""
        return self.title or _("Report of {period}").format(period=label(self.period))

    @property
    def state(self) -> ReportState | None:
        return self.report.state if self.report is not None else None

    @property
    def is_issued(self) -> bool:
        return self.state not in (None, ReportState.DRAFT)

    def days_left(self, on: date) -> int:
        """Until the due day; negative once it has passed."""
        return (self.dates.due_on - on).days

    def is_overdue(self, on: date) -> bool:
        return not self.is_issued and on > self.dates.due_on

    def is_open(self, on: date) -> bool:
        """Its period has ended, so that it can be drafted for good."""
        return on > self.dates.cut_off


def regime_of(session: Session, code: str | None) -> Regime:
    """The regime by its code, default Nghị định 09/2019; raises UnknownKey."""
    wanted = (code or DEFAULT_REGIME).upper()
    regime = session.store.reports.regime(wanted)
    if regime is None:
        raise UnknownKey(kind=_("reporting regime"), key=wanted)
    return regime


def dates_in(session: Session, regime: Regime, period: Period) -> PeriodDates:
    """From, to, cut-off and due day of a period, with what a letter changed, in working days."""
    obligation = session.store.reports.obligation(regime.code, period.code)
    return dates_under(regime, period, obligation, holidays=holidays_of(session))


def owed_reports(
    session: Session, *, first: date | None = None, last: date | None = None, plan: str | None = None
) -> list[OwedReport]:
    """All reports owed whose data end from `first` to `last`, and what was issued beside them, by due day.

    Default: from the day of the plan (nothing is owed on what was not there) to a year from today. Of a plan whose day
    is not known the day on which it was surely there counts: what was due before that is not owed.
    """
    chosen = _plan_or_none(session, plan)
    if chosen is None:
        return []
    known = first or _dated(session, chosen)
    there = _surely_there(session, chosen)
    first = known or there - LONGEST_TO_DUE
    last = last or session.today + AHEAD
    holidays = holidays_of(session)
    superiors = {row.id: row.name for row in session.store.offices.superiors()}
    changed = {(row.regime, row.period): row for row in session.store.reports.obligations()}
    reports = session.store.reports.heads("plan_id = ?", (chosen.id,))
    found = []
    for regime in session.store.reports.regimes():
        codes = [period.code for period in owed_periods(regime, first, last)]
        codes += [of for (name, of), row in changed.items() if name == regime.code and of not in codes and _is_own(row)]
        issued = [row.period for row in reports if row.regime == regime.code and row.is_issued]
        codes += [of for of in dict.fromkeys(issued) if of not in codes]
        found += [
            _owed(regime, parse_period(code), changed.get((regime.code, code)), holidays, superiors, reports)
            for code in codes
        ]
    within = [row for row in found if first <= row.dates.data_to <= last]
    if known is None:  # what was drafted or asked for by letter is there all the same
        within = [row for row in within if row.report is not None or row.letter or row.dates.due_on >= there]
    return sorted(within, key=lambda row: (row.dates.due_on, row.regime.position, row.period.code))


def next_reports(session: Session, *, count: int = 3, plan: str | None = None) -> list[OwedReport]:
    """The reports still to be handed in, the most urgent first: overdue ones, then those due next (features 45, N7)."""
    rows = owed_reports(session, plan=plan)
    return [row for row in rows if not row.is_issued][:count]


def missing_for(session: Session, owed: OwedReport, *, plan: str | None = None) -> list[MissingFrom]:
    """Which units have not yet said anything on their open tasks in the period, or owe values of indicators."""
    chosen = plan_of(session, plan)
    tasks = session.store.tasks.of_plan(chosen.id)
    progress = session.store.tasks.progress_of_plan(chosen.id)
    silent = [task for task in tasks if is_silent(task, progress.get(task.id, ()), owed.dates)]
    readings = session.store.indicators.readings_of_plan(chosen.id)
    empty = [
        row
        for row in session.store.indicators.of_plan(chosen.id)
        if not any(
            reading.period == owed.period.code and reading.mark is not Mark.MISSING
            for reading in readings.get(row.id, ())
        )
        and is_asked_for(row.frequency, owed.period)
    ]
    owing = {task.lead_unit_id for task in silent} | {row.responsible_unit_id for row in empty}
    units = {unit.id: unit for unit in session.store.offices.units()}
    order = [*(unit_id for unit_id in units if unit_id in owing), *([None] if owing - units.keys() else [])]
    return [
        MissingFrom(
            unit_id,
            units[unit_id].name if unit_id is not None else "",
            units[unit_id].phone if unit_id is not None else "",
            tuple(task.code for task in silent if _known(task.lead_unit_id, units) == unit_id),
            tuple(row.code for row in empty if _known(row.responsible_unit_id, units) == unit_id),
        )
        for unit_id in order
    ]


def is_silent(task: Task, entries: Sequence[ProgressEntry], dates: PeriodDates) -> bool:
    """An open task of ours on which nothing was recorded in the period (Chưa cập nhật; reporting.md section 4)."""
    if not task.is_ours or task.state in (TaskState.SUSPENDED, TaskState.CANCELLED):
        return False
    if task.finished_on is not None and task.finished_on < dates.data_from:
        return False
    if task.start_on is not None and task.start_on > dates.data_to:
        return False
    if task.deadline_kind is DeadlineKind.CONDITIONAL and not entries:
        return False
    return not any(dates.data_from <= entry.on <= dates.data_to for entry in entries)


_LENGTHS = {
    "week": 1, "month": 4, "quarter": 13, "half": 26, "nine-months": 39, "year": 52,
}  # fmt: skip


def is_asked_for(frequency: str, period: Period) -> bool:
    """Whether an indicator has a value for a period at all: a yearly one has none of a quarter."""
    if period.kind is PeriodKind.RANGE:
        return True
    return _LENGTHS.get(frequency, 13) <= _LENGTHS[period.kind.value]


# --- changes ----------------------------------------------------------------------------------------------------------


def change_dates(
    session: Session,
    regime: Regime,
    period: Period,
    *,
    letter: str,
    data_from: date | None = None,
    data_to: date | None = None,
    cut_off: date | None = None,
    due_on: date | None = None,
) -> Obligation:
    """Days of one period as a letter sets them; None leaves a day to the rule. Raises BadValue and TooLittleTime."""
    words = nfc(letter).strip()
    if not words:
        raise BadValue(field=_("letter"), value="", allowed=_("number and day of the letter that changes the days"))
    old = _obligation(session, regime, period)
    changed = replace(old, data_from=data_from, data_to=data_to, cut_off=cut_off, due_on=due_on, letter=words)
    _refuse_impossible(session, regime, period, changed)
    with session.store.changes(_("Change the days of {period}").format(period=label(period))):
        session.store.reports.put_obligation(changed)
    return changed


def ask_for_report(
    session: Session,
    *,
    first: date,
    last: date,
    letter: str,
    due_on: date,
    title: str = "",
    regime: str | None = None,
    template: str = "",
    superior_id: str | None = None,
) -> Obligation:
    """An ad-hoc report: its range, the letter that asks for it, and its own due day (Điều 8 khoản 5 điểm c)."""
    chosen = regime_of(session, regime)
    period = parse_period(f"{first:%Y%m%d}-{last:%Y%m%d}")
    words = nfc(letter).strip()
    if not words:
        raise BadValue(field=_("letter"), value="", allowed=_("number and day of the letter that asks for the report"))
    asked = replace(
        _obligation(session, chosen, period),
        letter=words,
        due_on=due_on,
        title=nfc(title).strip(),
        template=template,
        superior_id=superior_id,
    )
    if due_on < last:
        raise BadValue(field="due_on", value=format_date(due_on), allowed=_("a day not before the end of the range"))
    with session.store.changes(_("Add the report that {letter} asks for").format(letter=words)):
        session.store.reports.put_obligation(asked)
    return asked


def leave_out(session: Session, owed: OwedReport) -> None:
    """What was reported without the program is not asked for: the regime counts from after this period on.

    A report that a letter asks for is taken out by itself. Reports that were issued stay in the calendar.
    """
    obligation = session.store.reports.obligation(owed.regime.code, owed.period.code)
    if obligation is not None and _is_own(obligation):
        drop_asked(session, obligation.id)
        return
    after = owed.dates.data_to + timedelta(days=1)
    if owed.regime.active_from is not None and owed.regime.active_from >= after:
        return
    words = _("Leave out the reports up to {period}").format(period=label(owed.period))
    with session.store.changes(words):
        session.store.reports.put_regime(replace(owed.regime, active_from=after))


def drop_asked(session: Session, obligation_id: str) -> None:
    """Take an ad-hoc report or a change of days back."""
    with session.store.changes(_("Take back what a letter asked for")):
        session.store.reports.obligation_to_bin(obligation_id)


def tick_entered_above(session: Session, regime: Regime, period: Period, *, on: date | None) -> Obligation:
    """ "Đã cập nhật hệ thống cấp trên" with its day, or the tick taken away (None)."""
    if on is not None and on > session.today:
        raise BadValue(field=_("day"), value=format_date(on), allowed=_("a day up to today"))
    ticked = replace(_obligation(session, regime, period), is_entered_above=on is not None, entered_above_on=on)
    with session.store.changes(_("Tick {period} as entered in the superior's system").format(period=label(period))):
        session.store.reports.put_obligation(ticked)
    return ticked


def save_regime(session: Session, regime: Regime) -> Regime:
    """Add or change a regime; raises BadValue for a code that packages cannot carry, TooLittleTime for its rules."""
    code = regime.code.strip().upper()
    if not (2 <= len(code) <= 12 and code.isascii() and code.isalnum()):
        raise BadValue(field=_("code"), value=regime.code, allowed=_("2 to 12 letters A-Z and digits"))
    other = session.store.reports.regime(code)
    if other is not None and other.id != regime.id:
        raise BadValue(field=_("code"), value=code, allowed=_("a code that no other regime has"))
    if not nfc(regime.name).strip():
        raise BadValue(field=_("name"), value="", allowed=_("the name of the regime"))
    saved = replace(regime, code=code, name=nfc(regime.name).strip())
    year = date(session.today.year, 1, 1)
    for period in owed_periods(replace(saved, is_owed=True, active_from=None, active_to=None), year, year + AHEAD):
        _refuse_impossible(session, saved, period, None)
    with session.store.changes(_("Set the reporting regime {code}").format(code=code)):
        session.store.reports.put_regime(saved)
    return saved


def new_regime(session: Session, code: str, name: str, rule: str) -> Regime:
    """A regime to be filled in and saved; after the others."""
    position = max((row.position for row in session.store.reports.regimes()), default=0) + 1
    return Regime(new_id(), code, name, rule, position=position, is_owed=True)


# --- parts ------------------------------------------------------------------------------------------------------------


def _plan_or_none(session: Session, code: str | None) -> Plan | None:
    if code is None and session.store.plans.newest() is None:
        return None
    return plan_of(session, code)


def _dated(session: Session, plan: Plan) -> date | None:
    """The day of the first plan; None where no plan has one."""
    days = [row.dated_on for row in session.store.plans.all() if row.dated_on is not None]
    return min(days, default=plan.dated_on)


def _surely_there(session: Session, plan: Plan) -> date:
    """Of a plan without a day: when it came into the file, or the end of the month or year it names, if earlier."""
    moment = session.store.earlier.entered_at("plan", plan.id)
    entered = datetime.fromisoformat(moment).astimezone(VIETNAM).date() if moment else session.today
    return min(entered, plan.dated_by or entered)


def _owed(
    regime: Regime,
    period: Period,
    obligation: Obligation | None,
    holidays: Holidays,
    superiors: Mapping[str, str],
    reports: Sequence[ReportHead],
) -> OwedReport:
    made = [row for row in reports if (row.regime, row.period) == (regime.code, period.code)]
    made = [row for row in made if regime.issuing_body_id in (None, row.issuing_body_id)]
    issued = [row for row in made if row.is_issued]
    superior_id = (obligation.superior_id if obligation is not None else None) or regime.superior_id
    return OwedReport(
        regime=regime,
        period=period,
        dates=dates_under(regime, period, obligation, holidays=holidays),
        superior=superiors.get(superior_id or "", ""),
        report=next(reversed(issued or made), None),
        correction=next((row for row in made if row.corrects is not None and not row.is_issued), None),
        letter=obligation.letter if obligation is not None else "",
        title=obligation.title if obligation is not None else "",
        entered_above_on=obligation.entered_above_on if obligation is not None else None,
    )


def _is_own(obligation: Obligation) -> bool:
    """A report asked for by letter, not only a change of what is owed anyway."""
    return bool(obligation.title) or parse_period(obligation.period).kind is PeriodKind.RANGE


def _obligation(session: Session, regime: Regime, period: Period) -> Obligation:
    known = session.store.reports.obligation(regime.code, period.code)
    if known is not None:
        return known
    dropped = session.store.reports.dropped_obligation(regime.code, period.code)
    return Obligation(dropped.id if dropped is not None else new_id(), regime.code, period.code)


def _refuse_impossible(session: Session, regime: Regime, period: Period, obligation: Obligation | None) -> None:
    holidays = holidays_of(session)
    dates = dates_under(regime, period, obligation, holidays=holidays)
    if not dates.data_from <= dates.cut_off or not dates.data_from <= dates.data_to:
        raise BadValue(field=_("cut-off day"), value=format_date(dates.cut_off), allowed=_("a day within the period"))
    if not has_time_to_report(dates, holidays):
        raise TooLittleTime(cut_off=format_date(dates.cut_off), due_on=format_date(dates.due_on))


def _known(unit_id: str | None, units: Mapping[str, object]) -> str | None:
    return unit_id if unit_id in units else None


def body_for(session: Session, regime: Regime, plan: Plan) -> str:
    """Id of the body that reports under the regime: its own, else the plan's."""
    return regime.issuing_body_id or body_of_plan(session, plan).id
