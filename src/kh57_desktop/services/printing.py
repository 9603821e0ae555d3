"""What can be printed of an office's file now: kinds of paper, issuing bodies, periods; and the file of one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kh57_desktop.domain.periods import (
    BadPeriod,
    DateRules,
    Period,
    PeriodKind,
    containing,
    label,
    parse_period,
    previous,
)
from kh57_desktop.domain.plans import Plan
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import N_, _
from kh57_desktop.progress import SILENT, Progress
from kh57_desktop.services import obligations, papers
from kh57_desktop.services.committees import first_committee
from kh57_desktop.services.obligations import DEFAULT_REGIME, regime_of
from kh57_desktop.services.offices import body_named, body_of_plan
from kh57_desktop.services.paper_subjects import subjects
from kh57_desktop.services.paper_tasks import EACH_UNIT
from kh57_desktop.services.plans import NoPlan
from kh57_desktop.services.registers.definitions import RegisterKind
from kh57_desktop.services.registers.papers import paper_code
from kh57_desktop.services.saved_views import views_of
from kh57_desktop.services.session import Session
from kh57_desktop.services.sheet_views import subject_of
from kh57_desktop.services.unit_table import PEOPLE, UNITS

PDF, WORD, EXCEL, PDF_WITH_DATA = "pdf", "docx", "xlsx", "pdf+data"
_PERIODS = (
    (PeriodKind.QUARTER, 4),
    (PeriodKind.MONTH, 3),
    (PeriodKind.HALF, 2),
    (PeriodKind.NINE_MONTHS, 1),
    (PeriodKind.YEAR, 2),
)
"""Periods offered without being typed, back from the present one."""


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A kind as `kh57 print` names it; `words`: msgid of its name."""

    code: str
    words: str
    needs_period: bool = False
    may_have_period: bool = False
    """Made of the whole plan, or only of a period."""
    is_of_committee: bool = False

    @property
    def name(self) -> str:
        return _(self.words)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several, as chosen (`key`) and as people read it."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be made of the present data. `usual_bodies`: by kind, whose form it has; `plan`: code of the plan."""

    kinds: tuple[PaperKind, ...]
    bodies: tuple[Choice, ...]
    periods: tuple[Choice, ...]
    usual_bodies: Mapping[str, str]
    plan: str | None = None
    whose: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    """By kind: all, then the units and people for whom it can be made; a kind without such a choice is left out."""
    views: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    """Saved views by kind of paper."""

    def periods_of(self, kind: PaperKind) -> tuple[Choice, ...]:
        """The periods that a kind can be made of, the usual one first; none where it is of no period."""
        if kind.may_have_period:
            return (Choice("", _("The whole plan")), *self.periods)
        return self.periods if kind.needs_period else ()


@dataclass(frozen=True, slots=True)
class PaperWanted:
    """A paper by its kind; `body` and `period` are keys of an `Offer`, None for the usual one; `whose` "" is all, as is
    `period` "" of a kind that may be made of the whole plan."""

    kind: str
    plan: str | None = None
    body: str | None = None
    period: str | None = None
    whose: str = ""
    view: str | None = None
    """Name of the saved view whose rows, order and columns it has."""


KINDS = (
    PaperKind("plan", N_("Plan")),
    PaperKind("task-list", N_("Annex of tasks")),
    PaperKind("indicator-list", N_("Annex of indicators")),
    PaperKind("report", N_("Periodic report"), needs_period=True),
    PaperKind("summary", N_("One-page summary for leaders")),
    PaperKind("charts", N_("Charts for a meeting")),
    PaperKind("reminder", N_("Letter on overdue tasks")),
    PaperKind("phone-list", N_("Phone list for chasing")),
    PaperKind("work-list", N_("Work lists by unit")),
    PaperKind("work-order", N_("Work orders")),
    PaperKind("clarity-list", N_("Tasks that are not clear enough (5 clear)")),
    PaperKind("committee-decision", N_("Decision on the steering committee"), is_of_committee=True),
    PaperKind("committee-changes", N_("Changes of the committee, for the meeting"), is_of_committee=True),
    PaperKind("helper-group-decision", N_("Decision on the helper group"), is_of_committee=True),
    PaperKind("committee-assignments", N_("Table of assignments"), is_of_committee=True),
    PaperKind("conclusion-notice", N_("Notice of conclusions"), is_of_committee=True),
    PaperKind("evidence-file", N_("File for an inspection"), may_have_period=True),
    PaperKind("hand-over-slip", N_("Hand-over slip")),
    PaperKind("verification-sheet", N_("Verification sheet")),
    PaperKind("unit-list", N_("List of units")),
    PaperKind("person-list", N_("List of people")),
    PaperKind("change-history", N_("History of changes")),
    PaperKind("unit-evaluation", N_("Evaluation of units")),
    PaperKind("register-report", N_("Register: reports")),
    PaperKind("register-budget-year", N_("Register: yearly budget")),
    PaperKind("register-budget-line", N_("Register: money per task")),
    PaperKind("register-inspection", N_("Register: inspections")),
    PaperKind("register-finding", N_("Register: findings and remedies")),
    PaperKind("register-session", N_("Register: training and propaganda")),
    PaperKind("register-commendation", N_("Register: commendations")),
    PaperKind("register-directive", N_("Register: directing documents")),
    PaperKind("register-unit-plan", N_("Register: plans of units")),
    PaperKind("register-conclusion", N_("Register: conclusions")),
)
"""Kinds that need nothing but the data and at most a period; the record of a hand-over asks for a person as well."""
FORMATS = (PDF, PDF_WITH_DATA, WORD, EXCEL)
"""Files that a paper can be saved as."""


def kind_named(code: str) -> PaperKind:
    return next(kind for kind in KINDS if kind.code == code)


def offer(session: Session, plan_id: str) -> Offer:
    """For the plan that is open; without one only what needs no plan. Raises NoPlan where nothing can be made."""
    plan = next((row for row in session.store.plans.all() if row.id == plan_id), None)
    periods = _periods(session, plan)
    code = plan.code if plan is not None else None
    kinds = tuple(kind for kind in KINDS if _can_be_made(session, _usual(kind, code, periods)))
    if not kinds:
        raise NoPlan
    return Offer(
        kinds,
        tuple(Choice(body.name, body.name) for body in session.store.offices.bodies()),
        periods,
        {kind.code: _usual_body(session, plan, kind) for kind in kinds},
        code,
        {kind.code: choices for kind in kinds if (choices := _whose(session, plan, kind))},
        _views(session),
    )


_UNIT, _PERSON = "unit:", "person:"
EACH_LETTER = f"{_UNIT}{EACH_UNIT}"
"""The choice of a letter to each late unit with only its own tasks."""


def _whose(session: Session, plan: Plan | None, kind: PaperKind) -> tuple[Choice, ...]:
    """All units first; nothing where there is but one."""
    found = subjects(session, kind.code, plan)
    if len(found.units) + len(found.people) < _FEWEST_SUBJECTS:
        return ()
    each = (Choice(EACH_LETTER, _("A letter to each unit")),) if kind.code == "reminder" else ()
    return (
        Choice("", _("All units")),
        *each,
        *(Choice(f"{_UNIT}{name}", name) for name in found.units),
        *(Choice(f"{_PERSON}{name}", name) for name in found.people),
    )


_FEWEST_SUBJECTS = 2


SUBJECTS = {
    "task-list": "tasks",
    "unit-list": subject_of(UNITS),
    "person-list": subject_of(PEOPLE),
    **{paper_code(kind): subject_of(kind) for kind in RegisterKind},
}
"""Whose saved views a kind of paper can have."""


def _views(session: Session) -> dict[str, tuple[Choice, ...]]:
    found = {kind: views_of(session, subject) for kind, subject in SUBJECTS.items()}
    return {kind: tuple(Choice(view.name, view.name) for view in views) for kind, views in found.items() if views}


def _usual(kind: PaperKind, plan: str | None, periods: Sequence[Choice]) -> PaperWanted:
    return PaperWanted(kind.code, plan=plan, period=periods[0].key if kind.needs_period else None)


def _can_be_made(session: Session, wanted: PaperWanted) -> bool:
    """Asked of the maker itself: what it would say is cheap to find, setting it is not."""
    try:
        papers.content(session, wanted.kind, _request(session, wanted))
    except UserError:
        return False
    return True


def _request(session: Session, wanted: PaperWanted) -> papers.Request:
    regime, period = _regime_and_period(_period_of(wanted))
    unit = wanted.whose.removeprefix(_UNIT) if wanted.whose.startswith(_UNIT) else None
    person = wanted.whose.removeprefix(_PERSON) if wanted.whose.startswith(_PERSON) else None
    return papers.Request(
        on=session.today,
        plan=wanted.plan,
        regime=regime,
        body=wanted.body,
        period=period,
        unit=unit,
        person=person,
        view=wanted.view,
    )


def _period_of(wanted: PaperWanted) -> str | None:
    kind = kind_named(wanted.kind)
    return wanted.period or None if kind.needs_period or kind.may_have_period else None


def period_key(regime: str, period: str) -> str:
    """How a choice names a period: by its code, of another regime than the default one with that before it."""
    return period if regime == DEFAULT_REGIME else f"{regime}:{period}"


def _regime_and_period(key: str | None) -> tuple[str | None, str | None]:
    if key is None or ":" not in key:
        return None, key
    regime, _colon, period = key.partition(":")
    return regime, period


def _usual_body(session: Session, plan: Plan | None, kind: PaperKind) -> str:
    """The body whose form the paper has unless another is chosen."""
    committee = first_committee(session) if kind.is_of_committee else None
    if committee is not None:
        own = [body for body in session.store.offices.bodies() if body.system is committee.system]
        if own:
            return own[0].name
    return (body_of_plan(session, plan) if plan is not None else body_named(session, None)).name


def _periods(session: Session, plan: Plan | None) -> tuple[Choice, ...]:
    """Quarters first, the present one before those that ended; then every period that has a report already.

    Last those of other regimes that are owed or reported, with the name of the regime.
    """
    rules = regime_of(session, DEFAULT_REGIME).date_rules
    found: list[Period] = []
    for kind, count in _PERIODS:
        found.extend(_backwards(session.today, kind, rules, count))
    known = {period.code for period in found}
    kept = {report.period for report in session.store.reports.heads() if report.regime == DEFAULT_REGIME}
    found.extend(parse_period(code) for code in sorted(kept - known, reverse=True))
    choices = [Choice(period.code, label(period)) for period in found]
    return (*choices, *_of_other_regimes(session, plan, {one.key for one in choices}))


def _of_other_regimes(session: Session, plan: Plan | None, known: set[str]) -> list[Choice]:
    owed = obligations.owed_reports(session, plan=plan.code) if plan is not None else []
    found: dict[str, Choice] = {}
    for row in owed:
        key = period_key(row.regime.code, row.period.code)
        words = row.title or label(row.period)
        named = words if row.regime.code == DEFAULT_REGIME else f"{words} ({row.regime.name})"
        if key not in known:
            found[key] = Choice(key, named)
    return list(found.values())


def _backwards(on: date, kind: PeriodKind, rules: DateRules, count: int) -> list[Period]:
    try:
        period = containing(on, kind, rules)
    except BadPeriod:  # nine months, after them
        return []
    found = [period]
    while len(found) < count:
        found.append(previous(found[-1]))
    return found


def ending(file_format: str) -> str:
    """Of a file of this format, without dot."""
    return PDF if file_format == PDF_WITH_DATA else file_format


def paper(session: Session, wanted: PaperWanted, *, file_format: str = PDF, progress: Progress = SILENT) -> bytes:
    """The paper as a file of this format. Raises what its maker raises, and Cancelled at the person's wish."""
    kind = kind_named(wanted.kind)
    progress.step(0, 1, kind.name)
    made = papers.render(
        session,
        wanted.kind,
        _request(session, wanted),
        suffix=f".{ending(file_format)}",
        with_data=file_format == PDF_WITH_DATA,
        progress=progress,
    )
    progress.step(1, 1, kind.name)
    return made


def file_name(wanted: PaperWanted, file_format: str) -> str:
    """A name to propose: kind, whose it is, plan, period, as a file system takes them."""
    kind = kind_named(wanted.kind)
    period = _period_of(wanted)
    data = _("with data") if file_format == PDF_WITH_DATA else None
    whose = wanted.whose.removeprefix(_UNIT).removeprefix(_PERSON).replace(EACH_UNIT, _("each unit"))
    words = " ".join(part for part in (kind.name, whose, wanted.plan, period, data) if part)
    return f"{words}.{ending(file_format)}".replace("/", "_").replace(":", "-")
