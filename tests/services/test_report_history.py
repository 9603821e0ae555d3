"""A whole report made later (tables and sentences, every outline) says what it said on the cut-off day.

Only what was dated before it and recorded after it is added, and marked. Offices are random in all that reports tell:
tasks, indicators, every register, committee, chases, proofs, units, groups, settings, with undo and redo.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from kh57_desktop.documents.kinds.report import report_content
from kh57_desktop.documents.kinds.report_tables import LATE_NOTE
from kh57_desktop.domain.periods import parse_period
from kh57_desktop.domain.report_sections import is_marked
from kh57_desktop.domain.reports import LATE_MARK, ParagraphKind, Report
from kh57_desktop.errors import UserError
from kh57_desktop.services import committee_changes, obligations, occurrences, report_drafts, reports, tasks
from kh57_desktop.services.plans import plan_of
from kh57_desktop.services.registers import rows as register_rows
from kh57_desktop.services.registers.definitions import RegisterKind
from kh57_desktop.services.session import Session
from tests.conftest import LONG
from tests.services.histories import ALL, DATED, UNDATED, Work, begun
from tests.services.test_report_state import CUT_OFF, FIRST, LAST, Clock, office

pytestmark = pytest.mark.timeout(1800 if LONG else 300)
Step = tuple[str, int, int, int]
"""Name, pick, the day it is recorded (from FIRST), so many days before it the day that it is dated."""
AS_FOUND = (Phase.explicit, Phase.reuse, Phase.generate)
"""A failing history is told as it was found: making it shorter takes minutes."""
AFTERWARDS = sorted(DATED.keys() - {"reading", "budget year", "attach"})
"""What lies after the cut-off where it is dated after it: a value lies in its period, proof completes all the same."""
OUTLINES = ("periodic", "half-nine", "year", "mid-term", "end-of-term", "review-3", "review-5", "weekly")


def steps_of(names: Sequence[str], size: int) -> st.SearchStrategy[list[Step]]:
    days = st.integers(0, (LAST - FIRST).days)
    return st.lists(st.tuples(st.sampled_from(names), st.integers(0, 99), days, st.integers(0, 60)), max_size=size)


@contextmanager
def begun_office(folder: str) -> Iterator[tuple[Session, Clock]]:
    """Its rows are entered on FIRST and dated on it."""
    with office(Path(folder)) as (session, clock):
        begun(session, Path(folder))
        yield session, clock


def carry_out(session: Session, clock: Clock, works: dict[str, Work], step: Step, *, on: date | None = None) -> None:
    """`on`: recorded on that day, dated as the step says all the same."""
    name, pick, days, back = step
    recorded = FIRST + timedelta(days=days)
    clock.day = on or recorded
    clock.minute += 1
    try:
        works[name](session, pick, max(FIRST, recorded - timedelta(days=back)))
    except UserError:
        return  # an undo of what was changed since, a day to come


def report(session: Session, template: str = "year") -> Report:
    plan, regime = plan_of(session, None), obligations.regime_of(session, None)
    body = session.store.offices.body(plan.issuing_body_id or "")
    return report_drafts.computed(session, plan, regime, parse_period("2026-Q3"), body, template=template).report


@dataclass(frozen=True)
class Said:
    """What a report says, by row; the marked ones are named in `late`."""

    rows: dict[str, object]
    late: frozenset[str]
    totals: object


def said(made: Report) -> Said:
    rows: dict[str, object] = {}
    late = set()
    for section in made.sections:
        for row in section.paragraphs:
            key = f"{section.number} {row.key}"
            rows[key] = row.text.removesuffix(f" {LATE_MARK}") if row.kind is ParagraphKind.TEXT else row.kind
            late |= {key} if is_marked(row) else set()
    tasks = [replace(row, id="", group_id=None) for row in made.figures.tasks]
    indicators = [replace(row, id="") for row in made.figures.indicators]
    for figure in (*tasks, *indicators, *made.comparisons):
        key = f"{type(figure).__name__} {getattr(figure, 'code', None) or figure.label + figure.row}"  # type: ignore[union-attr]
        rows[key] = replace(figure, late=False)
        late |= {key} if figure.late else set()
    figures = made.figures
    totals = (
        figures.by_group,
        figures.by_unit,
        figures.overall,
        [row.title for row in figures.groups],
        figures.instances,
    )
    return Said(rows, frozenset(late), totals)


def assert_only_marked_differs(then: Said, later: Said, step: Step) -> None:
    for key, row in later.rows.items():
        assert key in later.late or then.rows.get(key) == row, (step, key)
    gone = then.rows.keys() - later.rows.keys()
    assert not gone or later.late, (step, gone)  # "no difficulty" gives way to the one that came in, which is marked
    assert not any(key.startswith(("TaskFigure", "IndicatorFigure")) for key in gone)
    if not later.late:
        assert later == then, step
    if not any(key.startswith("TaskFigure") for key in later.late):
        assert later.totals == then.totals, step


@settings(max_examples=150 if LONG else 6, deadline=None, phases=AS_FOUND)
@given(steps=steps_of(sorted(ALL), 24), template=st.sampled_from(OUTLINES))
def test_later_reports_differ_only_where_they_are_marked(steps: list[Step], template: str) -> None:
    steps = sorted(steps, key=lambda step: step[2])
    with TemporaryDirectory() as folder, begun_office(folder) as (session, clock):
        for step in (step for step in steps if FIRST + timedelta(days=step[2]) <= CUT_OFF):
            carry_out(session, clock, ALL, step)
        clock.day = CUT_OFF
        occurrences.open_periods(session)  # as the file does whenever it is opened
        on_the_day = said(report(session, template))
        assert not on_the_day.late
        for step in (step for step in steps if FIRST + timedelta(days=step[2]) > CUT_OFF):
            carry_out(session, clock, ALL, step)
            assert_only_marked_differs(on_the_day, said(report(session, template)), step)


@settings(max_examples=150 if LONG else 6, deadline=None, phases=AS_FOUND)
@given(
    before=steps_of(sorted(ALL), 10),
    after=st.lists(
        st.tuples(st.sampled_from(sorted(UNDATED)), st.integers(0, 99), st.integers(46, 90), st.integers(0, 60)),
        max_size=12,
    ),
    later=st.lists(
        st.tuples(
            st.sampled_from(AFTERWARDS),
            st.integers(0, 99),
            st.just(90),
            st.integers(0, 40),
        ),
        max_size=12,
    ),
)
def test_what_is_not_dated_before_the_cut_off_changes_nothing(
    before: list[Step], after: list[Step], later: list[Step]
) -> None:
    """Edits, renames, deletions and whatever happened afterwards: the same report to the letter, no mark."""
    with TemporaryDirectory() as folder, begun_office(folder) as (session, clock):
        for step in sorted(before, key=lambda step: step[2]):
            carry_out(session, clock, ALL, (step[0], step[1], min(step[2], 44), step[3]))
        clock.day = CUT_OFF
        occurrences.open_periods(session)  # as the file does whenever it is opened
        on_the_day = report(session)
        for step in sorted((*after, *later), key=lambda step: step[2]):
            carry_out(session, clock, DATED | UNDATED, step)
            made = report(session)
            assert made.sections == on_the_day.sections, step
            assert made.figures == on_the_day.figures, step
            assert made.comparisons == on_the_day.comparisons, step


@settings(max_examples=150 if LONG else 6, deadline=None, phases=AS_FOUND)
@given(steps=steps_of(sorted(DATED.keys() - {"extension"}), 16))
def test_a_late_entry_counts_as_if_it_had_been_made_in_time(steps: list[Step]) -> None:
    """Two offices with the same entries, in one recorded by the cut-off day, in the other afterwards.

    A deadline put off moves what the report is compared with too, where it is known by the cut-off day.
    """
    dated = [step for step in steps if step[2] - step[3] <= (CUT_OFF - FIRST).days]
    with TemporaryDirectory() as first, TemporaryDirectory() as second:
        with begun_office(first) as (session, clock):
            for step in dated:
                carry_out(session, clock, DATED, step, on=CUT_OFF)
            in_time = said(report(session))
        with begun_office(second) as (session, clock):
            clock.day = CUT_OFF
            before = said(report(session))
            for step in dated:
                carry_out(session, clock, DATED, step, on=LAST)
            late = said(report(session))
        assert not in_time.late
        assert late.rows == in_time.rows
        assert late.totals == in_time.totals
        assert late.late == {key for key, row in in_time.rows.items() if before.rows.get(key) != row} | (
            late.late & {key for key in late.rows if key.startswith(("TaskFigure", "IndicatorFigure"))}
        )


# --- single cases -----------------------------------------------------------------------------------------------------


def sentence_of(made: Report, key: str) -> str:
    return next((row.text for part in made.sections for row in part.paragraphs if row.key == key), "")


def test_a_meeting_entered_late_counts_its_sentence_is_marked_and_the_paper_explains_it(tmp_path: Path) -> None:
    with begun_office(str(tmp_path)) as (session, clock):
        clock.day = date(2026, 9, 20)
        before = sentence_of(report(session), "register.inspections")
        assert before == "Đã tiến hành 01 cuộc giám sát, chỉ ra 01 hạn chế."
        fields = {"text": "Kiểm tra thôn", "year": "2026", "kind": "supervision", "held_on": "10/9/2026"}
        register_rows.add_row(session, RegisterKind.INSPECTION, fields)
        made = report(session)
        assert sentence_of(made, "register.inspections") == "Đã tiến hành 02 cuộc giám sát, chỉ ra 01 hạn chế. (*)"
        paper = str(report_content(made))
        assert paper.count(LATE_NOTE) == 1
        session.store.undo()
        assert LATE_NOTE not in str(report_content(report(session)))


def test_a_row_deleted_or_changed_since_is_told_as_it_was_named_and_can_be_dated_back(tmp_path: Path) -> None:
    with begun_office(str(tmp_path)) as (session, clock):
        clock.day = date(2026, 9, 20)
        [held] = session.store.registers.inspections.all()
        register_rows.bin_rows(session, RegisterKind.INSPECTION, [held])
        [lesson] = session.store.registers.sessions.all()
        register_rows.edit_rows(session, RegisterKind.SESSION, [lesson], {"participants": "90"})
        draft = reports.draft_at_hand(session, period="2026-Q3")
        assert "01 cuộc giám sát" in sentence_of(draft.report, "register.inspections")
        assert "90" not in sentence_of(draft.report, "register.sessions")
        named = {row.row_id: (row.code, row.kind, row.fields) for row in draft.left_out}
        assert named[held.id] == (f"inspection/{held.id}", "deleted", ())
        assert named[lesson.id] == (f"session/{lesson.id}", "changed", ("participants",))
        kept = reports.keep_draft(session, draft.report)
        back = reports.date_back(session, kept, [held.id, lesson.id])
        assert sentence_of(back, "register.inspections") == ""
        assert "90 lượt người" in sentence_of(back, "register.sessions")
        assert reports.drafted_again(session, back).left_out == ()


def test_an_instance_taken_back_and_made_again_is_counted_once(tmp_path: Path) -> None:
    with begun_office(str(tmp_path)) as (session, clock):
        clock.day = CUT_OFF
        assert occurrences.open_periods(session)  # the month that began on 1 September
        on_the_day = said(report(session))
        clock.day = date(2026, 9, 20)
        session.store.undo()
        assert occurrences.open_periods(session)
        assert said(report(session)) == on_the_day


def test_the_committee_is_that_of_the_cut_off_day(tmp_path: Path) -> None:
    with begun_office(str(tmp_path)) as (session, clock):
        was = sentence_of(report(session), "direction.committee")
        clock.day = date(2026, 9, 20)
        member = session.store.committees.members(session.store.committees.all()[0].id)[0]
        committee_changes.end_membership(session, member, day="18/9/2026", decision="19-QĐ/ĐU")
        assert sentence_of(report(session), "direction.committee") == was
        committee_changes.end_membership(session, member, day="1/9/2026", decision="19-QĐ/ĐU")
        said = sentence_of(report(session), "direction.committee")
        assert said != was
        assert said.endswith(LATE_MARK)  # he had left by then, as was recorded later


def test_the_period_before_is_that_of_what_was_known_or_reported(tmp_path: Path) -> None:
    with begun_office(str(tmp_path)) as (session, clock):
        clock.day = CUT_OFF
        before = report(session).comparisons
        assert any(row.before is not None for row in before)
        clock.day = date(2026, 9, 20)
        task = session.store.tasks.of_plan(plan_of(session, None).id)[0]
        tasks.record_progress(session, task, percent=100, on=date(2026, 6, 1), done=True, result="xong từ quý II")
        rows = report(session).comparisons
        done = next(row for row in rows if row.label == "Nhiệm vụ hoàn thành")
        old = next(row for row in before if row.label == "Nhiệm vụ hoàn thành")
        assert (done.now, done.before, done.late) == ((old.now or 0) + 1, old.before, True)
        reports.issue_report(session, reports.draft_report(session, period="2026-Q2"), number=9, on=clock.day)
        done = next(row for row in report(session).comparisons if row.label == "Nhiệm vụ hoàn thành")
        assert (done.before, done.late) == ((old.before or 0) + 1, True)  # what was reported of it
