"""What the page says of reports: lines of the calendar, facts beside the title, rows of the pane."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from kh57_desktop.domain.cut_off import LeftOut
from kh57_desktop.domain.periods import label
from kh57_desktop.domain.report_checks import Finding, FindingKind
from kh57_desktop.domain.reports import Correction, Report
from kh57_desktop.domain.terms import ReportState, Standing, word
from kh57_desktop.i18n import N_, _, format_date
from kh57_desktop.services.obligations import MissingFrom, OwedReport
from kh57_desktop.services.registers.definitions import DEFINITIONS, RegisterKind
from kh57_desktop.services.report_checks import CheckList
from kh57_desktop.ui.reports.calendar_list import CalendarLine, Weight
from kh57_desktop.ui.reports.services import RowOfFigure
from kh57_desktop.ui.reports.side_pane import PaneRow
from kh57_desktop.ui.style.states import DOUBTFUL, REFUSED, SAVED, STANDINGS, SUBMITTED, WARNING, StateLook

SOON_DAYS, FAR_DAYS = 7, 99
MOST_UNITS = 4
_RETURNED = StateLook("arrow_undo", False, REFUSED.light, REFUSED.dark)
_LOOKS: Mapping[ReportState, StateLook] = {
    ReportState.DRAFT: STANDINGS[Standing.UNDER_WAY],
    ReportState.ISSUED: SAVED,
    ReportState.PACKAGED: SAVED,
    ReportState.HANDED_OVER: SUBMITTED,
    ReportState.RECEIVED: SUBMITTED,
    ReportState.RETURNED: _RETURNED,
    ReportState.ACCEPTED: SAVED,
}
_FIELDS = {
    "text": N_("content"), "number": N_("number"), "group_id": N_("group"), "parent_id": N_("parent task"),
    "product": N_("product"), "lead_unit_id": N_("lead unit"), "lead_person": N_("person"),
    "supporting_unit_ids": N_("supporting units"), "approver": N_("approver"), "deadline_words": N_("deadline"),
    "start_on": N_("first day"), "due_on": N_("due day"), "is_ours": N_("whose task it is"), "state": N_("state"),
    "group": N_("group"), "unit": N_("unit"), "per": N_("per"), "direction": N_("direction"), "nature": N_("nature"),
    "responsible_unit_id": N_("responsible unit"), "targets": N_("targets"), "name": N_("name"), "kind": N_("kind"),
    "decision": N_("decision"), "active_from": N_("first day"), "active_to": N_("last day"),
    "committee_id": N_("committee"), "issuer": N_("issuer"), "dated_on": N_("day"),
}  # fmt: skip


def key_of(owed: OwedReport) -> str:
    return f"{owed.regime.code}/{owed.period.code}"


def calendar_lines(rows: Sequence[OwedReport], today: date) -> list[CalendarLine]:
    """Owed ones by urgency, then those issued, the newest first."""
    owed = [row for row in rows if not row.is_issued]
    issued = sorted((row for row in rows if row.is_issued), key=lambda row: row.dates.due_on, reverse=True)
    lines = []
    if owed:
        lines.append(CalendarLine("", _("To hand in")))
        lines += [_owed_line(row, today) for row in owed]
    if issued:
        lines.append(CalendarLine("", _("Issued")))
        lines += [_issued_line(row) for row in issued]
    return lines


def _owed_line(row: OwedReport, today: date) -> CalendarLine:
    if row.state is ReportState.DRAFT:
        state, look = _("Being drafted"), _LOOKS[ReportState.DRAFT]
    elif row.is_open(today):
        state, look = _("Not begun"), STANDINGS[Standing.NOT_DUE]
    else:
        state, look = _("Period not over"), STANDINGS[Standing.NOT_DUE]
    left = row.days_left(today)
    day = _day(row.dates.due_on, today)
    if left < 0:
        due, weight = _("due {day} · {days} days late").format(day=day, days=-left), Weight.LATE
    elif left == 0:
        due, weight = _("due today"), Weight.LATE
    elif left > FAR_DAYS:
        due, weight = _("due {day}").format(day=day), Weight.QUIET
    else:
        due = _("due {day} · {days} days left").format(day=day, days=left)
        weight = Weight.SOON if left <= SOON_DAYS else Weight.QUIET
    return CalendarLine(key_of(row), _short_name(row), state, due, look, weight)


def _issued_line(row: OwedReport) -> CalendarLine:
    assert row.state is not None
    assert row.report is not None
    state = word(row.state)
    if row.report.sign:
        state = f"{state} · {row.report.sign}"
    if row.entered_above_on is not None:
        due = _("entered above on {day}").format(day=format_date(row.entered_above_on))
    elif row.report.dated_on is not None:
        due = _("issued on {day}").format(day=format_date(row.report.dated_on))
    else:
        due = ""
    if row.correction is not None:
        state, look = _("Correction being drafted"), _LOOKS[ReportState.DRAFT]
    else:
        look = _LOOKS[row.state]
    return CalendarLine(key_of(row), _short_name(row), state, due, look)


def _short_name(row: OwedReport) -> str:
    """In the calendar every line is a report: the period, or what an ad-hoc one is about."""
    return _capital(row.title or label(row.period))


def _day(day: date, today: date) -> str:
    return f"{day.day}/{day.month}" if day.year == today.year else format_date(day)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def name_of(owed: OwedReport) -> str:
    return _capital(owed.name)


def title_of(owed: OwedReport, report: Report) -> str:
    if report.corrects is not None:
        return _("Correction, {period}").format(period=label(owed.period))
    return name_of(owed)


def facts_of(owed: OwedReport, report: Report, today: date) -> str:
    """What the paper is called once issued, else its due day; data days, cut-off where it is another day, to whom."""
    dates = owed.dates
    parts = [_("data {first}–{last}").format(first=format_date(dates.data_from), last=format_date(dates.data_to))]
    if dates.cut_off != dates.data_to:
        parts.append(_("cut-off {day}").format(day=format_date(dates.cut_off)))
    if owed.is_issued and report.sign is not None:
        parts.insert(0, f"{report.sign}")
    elif not owed.is_issued:  # else a correction of what was handed in already
        parts.insert(0, _("due {day}").format(day=format_date(dates.due_on)))
    if owed.superior:
        parts.append(_("to {superior}").format(superior=owed.superior))
    if owed.letter:
        parts.append(owed.letter)
    if owed.entered_above_on is not None:
        parts.append(_("entered above on {day}").format(day=format_date(owed.entered_above_on)))
    words = " · ".join(parts)
    return words[:1].upper() + words[1:]


def missing_words(missing: Sequence[MissingFrom]) -> str:
    """What is missing from whom, the units that owe most first."""
    rows = sorted(missing, key=lambda row: -(len(row.tasks) + len(row.indicators)))
    names = [f"{row.unit or _('no unit')} ({len(row.tasks) + len(row.indicators)})" for row in rows[:MOST_UNITS]]
    rest = _(" and {count} more").format(count=len(rows) - MOST_UNITS) if len(rows) > MOST_UNITS else ""
    return _("Still missing from: {names}{rest}.").format(names=", ".join(names), rest=rest) if rows else ""


def check_rows(found: CheckList, missing: Sequence[MissingFrom] = ()) -> tuple[str, list[PaneRow]]:
    """Sentences above the list, and a row for each finding; those that were let pass come last, with the reason."""
    rows = [PaneRow(finding.key, finding.sentence, finding.row, look=_look_of(finding)) for finding in found.open]
    rows += [
        PaneRow(
            "",
            finding.sentence,
            finding.row,
            _("Let pass: {reason} ({author})").format(reason=waiver.reason, author=waiver.author),
            SAVED,
        )
        for finding, waiver in found.waived
    ]
    if not found.open:
        return _("Nothing is open: the report can be issued."), rows
    counted = _("{passed} checks passed, {count} findings to look at. Enter opens the record.").format(
        passed=found.passed, count=len(found.open)
    )
    return f"{counted} {missing_words(missing)}".strip(), rows


def _look_of(finding: Finding) -> StateLook:
    grave = (FindingKind.NO_SIGNER, FindingKind.TOO_EARLY, FindingKind.OVER_HUNDRED)
    return REFUSED if finding.kind in grave else DOUBTFUL if finding.kind is FindingKind.JUMP else WARNING


def figure_rows(rows: Sequence[RowOfFigure]) -> tuple[str, list[PaneRow]]:
    note = _("From {count} rows; recurring tasks count once per period. Enter opens a row.").format(count=len(rows))
    return note, [PaneRow(row.code, _named(row), row.code, row.small) for row in rows]


def _named(row: RowOfFigure) -> str:
    return _coded(row.code, row.text)


def _coded(code: str, text: str) -> str:
    """Units, chases and rows of registers have no code; an instance says that of its task."""
    return text if "/" in code else f"{code}  {text}"


def _field_words(code: str, name: str) -> str:
    """A column of a register as its page heads it."""
    table, slash, _row_id = code.partition("/")
    if slash and table in set(RegisterKind):
        definition = DEFINITIONS[RegisterKind(table)]
        heading = next((one.title for one in definition.fields if one.column == name), "")
        if heading:
            return f"{heading[:1].lower()}{heading[1:]}"
    return _(_FIELDS.get(name, name))


def later_rows(left_out: Sequence[LeftOut], late_rows: int, *, is_plan_late: bool) -> tuple[str, list[PaneRow]]:
    """Changes made after the cut-off that are not counted, and how many marked entries are."""
    kinds = {"added": _("added after the cut-off"), "deleted": _("deleted after the cut-off")}
    rows = []
    for change in left_out:
        fields = ", ".join(_field_words(change.code, name) for name in change.fields)
        small = kinds.get(change.kind) or _("changed after the cut-off: {fields}").format(fields=fields)
        rows.append(PaneRow(change.row_id, _coded(change.code, change.text), change.code, small, WARNING))
    if is_plan_late:
        return _("The plan was entered after the cut-off: everything dated before it is counted."), rows
    counted = _("{count} rows hold entries dated before the cut-off and recorded after it; they carry the mark (*).")
    parts = [counted.format(count=late_rows)] if late_rows else []
    if rows:
        parts.append(_("The changes below were made after the cut-off and are not counted."))
    return " ".join(parts) or _("Nothing was recorded after the cut-off."), rows


def correction_rows(corrections: Sequence[Correction]) -> tuple[str, list[PaneRow]]:
    rows = []
    for place, line in enumerate(corrections):
        name = f"{line.row}  {line.what}" if line.row else line.what
        small = line.reason or _("no reason yet")
        text = _("{name}: {old} → {new}").format(name=name, old=line.old or "-", new=line.new or "-")
        rows.append(PaneRow(str(place), text, line.row, small, SAVED if line.reason else WARNING))
    without = sum(not line.reason for line in corrections)
    if not corrections:
        return _(
            "The data say what the issued report says. Put the wrong figures right, then compute again (F9)."
        ), rows
    return _("{count} lines differ from the issued report; {without} without a reason.").format(
        count=len(corrections), without=without
    ), rows
