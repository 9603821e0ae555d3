"""What reports tell beside tasks and indicators, as at the cut-off day: registers, committee, chases, the plan's name.

The rule is that of `domain.cut_off`. What was on record at the end of that day counts as it was then. A row that came
later counts where its own day lies before, and so do days and blanks of a row that were filled in later. Any other
change since, a row without a day among them, is left out; each one that would show is named.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Generic, TypeVar

from kh57_desktop.domain.budgets import BudgetLine, BudgetYear
from kh57_desktop.domain.chases import Chase
from kh57_desktop.domain.committee import Committee, Member, serving_on
from kh57_desktop.domain.cut_off import LeftOut, is_taken
from kh57_desktop.domain.directives import Directive
from kh57_desktop.domain.register_facts import Registers
from kh57_desktop.domain.registers import Commendation, Conclusion, Finding, Inspection, PublicSession, UnitPlan
from kh57_desktop.domain.versions import Versions, frozen

T = TypeVar("T", bound=Any)


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What a report says of the plan itself."""

    id: str
    kind: str = ""
    number: str = ""
    issuer: str = ""
    dated_on: date | None = None


@dataclass(frozen=True, slots=True)
class OfficeHistory:
    """Everything in both versions: at the end of the cut-off day and now."""

    plan: Versions[PlanFacts]
    budget_years: Sequence[Versions[BudgetYear]] = ()
    budget_lines: Sequence[Versions[BudgetLine]] = ()
    inspections: Sequence[Versions[Inspection]] = ()
    findings: Sequence[Versions[Finding]] = ()
    commendations: Sequence[Versions[Commendation]] = ()
    sessions: Sequence[Versions[PublicSession]] = ()
    unit_plans: Sequence[Versions[UnitPlan]] = ()
    directives: Sequence[Versions[Directive]] = ()
    conclusions: Sequence[Versions[Conclusion]] = ()
    committees: Sequence[Versions[Committee]] = ()
    members: Sequence[Versions[Member]] = ()
    chases: Sequence[Versions[Chase]] = ()

    def on_the_day(self) -> OfficeHistory:
        """As if nothing had been recorded since: what the report said on the cut-off day itself."""
        return OfficeHistory(
            plan=frozen((self.plan,))[0],
            budget_years=frozen(self.budget_years),
            budget_lines=frozen(self.budget_lines),
            inspections=frozen(self.inspections),
            findings=frozen(self.findings),
            commendations=frozen(self.commendations),
            sessions=frozen(self.sessions),
            unit_plans=frozen(self.unit_plans),
            directives=frozen(self.directives),
            conclusions=frozen(self.conclusions),
            committees=frozen(self.committees),
            members=frozen(self.members),
            chases=frozen(self.chases),
        )


@dataclass(frozen=True, slots=True)
class OfficeAt:
    """The rows that count. `committee`: the first one then, None without any; `members`: those who served in it.

    `late_rows`: how many rows hold something that was recorded after the cut-off.
    """

    plan: PlanFacts
    registers: Registers
    chases: tuple[Chase, ...] = ()
    committee: Committee | None = None
    members: tuple[Member, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    late_rows: int = 0


@dataclass(frozen=True, slots=True)
class _Rule(Generic[T]):
    """`days`: a new row counts by any of them, a blank one is filled in where it lies before the cut-off.

    `blanks`: other fields that may be filled in. `told`: what reports tell or count by. `by_year`: the row is dated
    by its year, as a value is by its period. `undated`: what a new row without a day would change, if anything.
    """

    table: str
    name: Callable[[T], str]
    days: tuple[str, ...] = ()
    blanks: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    by_year: bool = False
    undated: Callable[[T], bool] = lambda _row: False


_PLAN: _Rule[PlanFacts] = _Rule(
    "plan",
    lambda row: f"{row.kind} {row.number}".rstrip(),
    blanks=("number", "dated_on"),
    told=("kind", "number", "issuer", "dated_on"),
    by_year=True,
)
_BUDGET_YEAR: _Rule[BudgetYear] = _Rule(
    "budget_year",
    lambda row: str(row.year),
    blanks=("total", "allotment", "asked_share"),
    told=("year", "total", "allotment", "asked_share"),
    by_year=True,
)
_BUDGET_LINE: _Rule[BudgetLine] = _Rule(
    "budget_line",
    lambda row: row.text,
    days=("spent_on",),
    blanks=("planned",),
    told=("year", "planned", "spent", "spent_on"),
    undated=lambda row: row.planned is not None,
)
_INSPECTION: _Rule[Inspection] = _Rule("inspection", lambda row: row.text, days=("held_on",), told=("kind", "held_on"))
_FINDING: _Rule[Finding] = _Rule(
    "finding",
    lambda row: row.text,
    days=("found_on", "closed_on"),
    blanks=("due_on",),
    told=("found_on", "due_on", "closed_on"),
    undated=lambda row: row.closed_on is None,
)
_COMMENDATION: _Rule[Commendation] = _Rule(
    "commendation", lambda row: row.text, days=("proposed_on", "granted_on"), told=("proposed_on", "granted_on")
)
_SESSION: _Rule[PublicSession] = _Rule(
    "session",
    lambda row: row.text,
    days=("held_on",),
    blanks=("participants",),
    told=("kind", "held_on", "participants"),
)
_UNIT_PLAN: _Rule[UnitPlan] = _Rule(
    "unit_plan", lambda row: row.text, days=("due_on", "received_on"), told=("due_on", "received_on")
)
_DIRECTIVE: _Rule[Directive] = _Rule("directive", lambda row: row.name, days=("dated_on",), told=("level", "dated_on"))
_CONCLUSION: _Rule[Conclusion] = _Rule("conclusion", lambda row: row.text, days=("held_on",), told=("held_on",))
_COMMITTEE: _Rule[Committee] = _Rule(
    "committee",
    lambda row: row.name,
    days=("decided_on", "active_from", "active_to"),
    blanks=("decision",),
    told=("name", "decision", "active_from", "active_to"),
    undated=lambda _row: True,
)
_MEMBER: _Rule[Member] = _Rule(
    "member",
    lambda row: row.name or row.post,
    days=("active_from", "active_to"),
    told=("committee_id", "active_from", "active_to"),
    undated=lambda _row: True,
)
_CHASE: _Rule[Chase] = _Rule("chase", lambda row: row.words, days=("on",), told=("on", "unit_id", "kind"))


def office_at(
    history: OfficeHistory, cut_off: date, *, counted: Collection[str] = (), has_plan: bool = True
) -> OfficeAt:
    """The state at the end of `cut_off`; rows whose id is in `counted` are taken as they are now.

    `has_plan` False: the plan came into the file later, so that rows without a day are taken for old ones.
    """
    chosen = _Choice(cut_off, counted, has_plan)
    plan = next(iter(chosen.of((history.plan,), _PLAN)), history.plan.now or PlanFacts(""))
    registers = Registers(
        budget_years=chosen.of(history.budget_years, _BUDGET_YEAR),
        budget_lines=chosen.of(history.budget_lines, _BUDGET_LINE, _spent),
        inspections=chosen.of(history.inspections, _INSPECTION),
        findings=chosen.of(history.findings, _FINDING),
        commendations=chosen.of(history.commendations, _COMMENDATION),
        sessions=chosen.of(history.sessions, _SESSION),
        unit_plans=chosen.of(history.unit_plans, _UNIT_PLAN),
        directives=chosen.of(history.directives, _DIRECTIVE),
        conclusions=chosen.of(history.conclusions, _CONCLUSION),
    )
    committees = chosen.of(history.committees, _COMMITTEE)
    committee = next((row for row in committees if _is_active(row, cut_off)), None)
    came_later = {row.now.id for row in history.committees if row.then is None and row.now is not None}
    members = [
        row
        for row in chosen.of(history.members, _MEMBER, whole=came_later, whole_by=lambda row: row.committee_id)
        if committee is not None and row.committee_id == committee.id
    ]
    return OfficeAt(
        plan=plan,
        registers=registers,
        chases=tuple(chosen.of(history.chases, _CHASE)),
        committee=committee,
        members=tuple(serving_on(members, cut_off)),
        left_out=tuple(chosen.left_out),
        late_rows=chosen.late_rows,
    )


def _is_active(committee: Committee, on: date) -> bool:
    return (committee.active_from is None or committee.active_from <= on) and (
        committee.active_to is None or on <= committee.active_to
    )


def _spent(line: BudgetLine, now: BudgetLine, cut_off: date) -> BudgetLine:
    """A line says what was spent up to a day: a later day that still lies before the cut-off counts with its money."""
    if now.spent_on is None or now.spent_on > cut_off:
        return line
    if line.spent is None or line.spent_on is None or line.spent_on < now.spent_on:
        return replace(line, spent=now.spent, spent_on=now.spent_on)
    return line


@dataclass
class _Choice:
    """Chooses the version of each row that counts, and keeps what is left out."""

    cut_off: date
    counted: Collection[str]
    has_plan: bool
    left_out: list[LeftOut] = field(default_factory=list)
    late_rows: int = 0

    def of(
        self,
        rows: Sequence[Versions[T]],
        rule: _Rule[T],
        mend: Callable[[T, T, date], T] = lambda then, _now, _cut_off: then,
        *,
        whole: Collection[str] = (),
        whole_by: Callable[[T], str] = lambda _row: "",
    ) -> list[T]:
        """`mend`: what else of the present row completes the old one; `whole`: rows that came with a whole count."""
        found = []
        for row in rows:
            if row.then is None and row.now is None:
                continue
            chosen = self._chosen(row, rule, is_with_whole=row.now is not None and whole_by(row.now) in whole)
            if chosen is not None and chosen is row.then and row.now is not None:
                chosen = mend(self._filled(row.then, row.now, rule), row.now, self.cut_off)
            self.left_out.extend(self._left_out(row, chosen, rule))
            if chosen is not None:
                found.append(chosen)
                self.late_rows += _told(chosen, rule) != _told(row.then, rule)
        return found

    def _chosen(self, row: Versions[T], rule: _Rule[T], *, is_with_whole: bool) -> T | None:
        then, now = row.then, row.now
        row_id = now.id if now is not None else then.id if then is not None else ""
        if is_taken(row_id, self.counted):
            return now
        if then is not None:
            return then
        if now is None or row.was_there:
            return None
        counts = rule.by_year or not self.has_plan or is_with_whole or self._is_dated(now, rule)
        return now if counts else None

    def _is_dated(self, row: T, rule: _Rule[T]) -> bool:
        days = [getattr(row, name) for name in rule.days]
        return any(day is not None and day <= self.cut_off for day in days)

    def _filled(self, then: T, now: T, rule: _Rule[T]) -> T:
        filled = {name: getattr(now, name) for name in rule.blanks if getattr(then, name) in (None, "")}
        for name in rule.days:
            day = getattr(now, name)
            if getattr(then, name) is None and day is not None and day <= self.cut_off:
                filled[name] = day
        return replace(then, **filled) if filled else then

    def _left_out(self, row: Versions[T], chosen: T | None, rule: _Rule[T]) -> Iterable[LeftOut]:
        """What differs now and would show; what merely happened after the cut-off is as everybody expects."""
        now = row.now
        if now is None:
            if chosen is not None and (self._is_dated(chosen, rule) or rule.by_year or rule.undated(chosen)):
                yield self._one(chosen, rule, "deleted")
        elif chosen is None:
            days = [getattr(now, name) for name in rule.days]
            if row.then is None and not any(days) and rule.undated(now):
                yield self._one(now, rule, "added")
        elif fields := tuple(name for name in rule.told if self._differs(name, chosen, now, rule)):
            yield self._one(now, rule, "changed", fields)

    def _differs(self, name: str, chosen: T, now: T, rule: _Rule[T]) -> bool:
        old, new = getattr(chosen, name), getattr(now, name)
        if old == new:
            return False
        is_later = name in rule.days and new is not None and new > self.cut_off
        if name == "spent":  # what was spent until a day after the cut-off
            return not (now.spent_on is not None and now.spent_on > self.cut_off)
        return not (is_later and old is None)

    @staticmethod
    def _one(row: T, rule: _Rule[T], kind: str, fields: tuple[str, ...] = ()) -> LeftOut:
        return LeftOut(row.id, f"{rule.table}/{row.id}", rule.name(row), kind, fields)


def _told(row: Any, rule: _Rule[Any]) -> tuple[Any, ...] | None:
    return tuple(getattr(row, name) for name in rule.told) if row is not None else None
