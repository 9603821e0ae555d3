"""What to look at before a report is issued: one finding per record, each opened or waived with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kh57_desktop.domain.comparisons import value_in
from kh57_desktop.domain.reading_checks import Check, Typed, doubt_of
from kh57_desktop.domain.report_sections import changed_count
from kh57_desktop.domain.reports import ParagraphKind, Report
from kh57_desktop.domain.tasks import Task, missing_members
from kh57_desktop.domain.terms import Clarity, Mark, Standing, word
from kh57_desktop.i18n import N_, _, format_date, format_decimal


class FindingKind(StrEnum):
    """What is to be looked at, in the order of the list."""

    NO_SIGNER = "no_signer"
    TOO_EARLY = "too_early"
    CHANGED = "changed"
    NO_PROGRESS = "no_progress"
    NO_EVIDENCE = "no_evidence"
    UNCLEAR = "unclear"
    NO_VALUE = "no_value"
    OVER_HUNDRED = "over_hundred"
    JUMP = "jump"
    EMPTY_PART = "empty_part"


TITLES = {
    FindingKind.NO_SIGNER: N_("No signer"),
    FindingKind.TOO_EARLY: N_("Issued before the cut-off"),
    FindingKind.CHANGED: N_("Figures changed since the last draft"),
    FindingKind.NO_PROGRESS: N_("Tasks without progress in the period"),
    FindingKind.NO_EVIDENCE: N_("Finished tasks without evidence"),
    FindingKind.UNCLEAR: N_("Tasks that lack one of the “5 rõ”"),
    FindingKind.NO_VALUE: N_("Indicators without a value"),
    FindingKind.OVER_HUNDRED: N_("Values over 100 %"),
    FindingKind.JUMP: N_("Values ten times the last one, or a tenth of it"),
    FindingKind.EMPTY_PART: N_("Parts of the outline without words"),
}


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that a person let pass (bỏ qua có lý do). `finding`: its key, which holds the value it was about."""

    id: str
    plan_id: str
    regime: str
    period: str
    finding: str
    reason: str
    author: str
    recorded_at: str


@dataclass(frozen=True, slots=True)
class Finding:
    """`row`: code of the task or indicator that it opens, "" where it is about the report itself."""

    kind: FindingKind
    key: str
    message: str
    row: str = ""
    fields: Mapping[str, object] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        return _(self.message).format(**self.fields)


def findings_of(
    report: Report,
    *,
    silent: Sequence[str],
    tasks: Sequence[Task],
    members: tuple[Clarity, ...],
    on: date | None = None,
) -> tuple[Finding, ...]:
    """Everything to look at. `silent`: codes of tasks without progress in the period; `on`: the day it would carry."""
    return (
        *_of_the_paper(report, on),
        *_of_tasks(report, silent, tasks, members),
        *_of_indicators(report),
        *_of_parts(report),
    )


def _of_the_paper(report: Report, on: date | None) -> Iterable[Finding]:
    if not report.signature.name:
        yield Finding(FindingKind.NO_SIGNER, "no_signer", N_("The report has no signer's name."))
    if on is not None and on <= report.cut_off:
        yield Finding(
            FindingKind.TOO_EARLY,
            f"too_early:{on}",
            N_("The report is dated {day}, not after its cut-off day {cut_off}."),
            fields={"day": format_date(on), "cut_off": format_date(report.cut_off)},
        )
    changed = changed_count(report.sections)
    if changed:
        yield Finding(
            FindingKind.CHANGED,
            f"changed:{changed}",
            N_("{count} sentences say something else than when they were last looked at."),
            fields={"count": changed},
        )


def _of_tasks(
    report: Report, silent: Sequence[str], tasks: Sequence[Task], members: tuple[Clarity, ...]
) -> Iterable[Finding]:
    for row in report.figures.tasks:
        if row.code in silent:
            message = N_("{code} has no progress in the period: {text}")
            yield _on(FindingKind.NO_PROGRESS, row.code, message, row.text)
    for row in report.figures.tasks:
        if row.standing in (Standing.DONE_ON_TIME, Standing.DONE_LATE) and not row.proofs:
            yield _on(FindingKind.NO_EVIDENCE, row.code, N_("{code} is finished without evidence: {text}"), row.text)
    reported = {row.id for row in report.figures.tasks}
    for task in tasks:
        lacking = missing_members(task, members)
        if lacking and task.id in reported:
            names = ", ".join(word(member) for member in lacking)
            yield Finding(
                FindingKind.UNCLEAR,
                f"unclear:{task.code}:{'+'.join(lacking)}",
                N_("{code} does not say {members}: {text}"),
                task.code,
                {"code": task.code, "members": names, "text": _short(task.text)},
            )


def _of_indicators(report: Report) -> Iterable[Finding]:
    before = {row.row: row.before if row.before is not None else row.last_year for row in report.comparisons if row.row}
    for row in report.figures.indicators:
        if row.mark is Mark.MISSING:
            yield _on(FindingKind.NO_VALUE, row.code, N_("{code} has no value: {text}"), row.text)
            continue
        value = value_in(row)
        last = before.get(row.code)
        doubt = doubt_of(Typed(str(value), value), unit=row.unit, last=last) if value is not None else None
        if value is None or doubt is None:
            continue
        if Check.OVER_HUNDRED in doubt.checks:
            yield _value_finding(FindingKind.OVER_HUNDRED, row.code, row.text, value, None)
        elif Check.JUMP in doubt.checks or Check.SHARE in doubt.checks:
            yield _value_finding(FindingKind.JUMP, row.code, row.text, value, last)


def _value_finding(kind: FindingKind, code: str, text: str, value: Decimal, last: Decimal | None) -> Finding:
    fields = {"code": code, "value": format_decimal(value), "text": _short(text)}
    message = N_("{code} says {value} %: {text}")
    if last is not None:
        message = N_("{code} says {value}, before {last}: {text}")
        fields["last"] = format_decimal(last)
    return Finding(kind, f"{kind}:{code}:{value}", message, code, fields)


def _of_parts(report: Report) -> Iterable[Finding]:
    for section in report.sections:
        rows = section.paragraphs
        for place, row in enumerate(rows):
            is_last = place + 1 == len(rows) or rows[place + 1].kind is ParagraphKind.HEADING
            if row.kind is ParagraphKind.HEADING and is_last:
                yield Finding(
                    FindingKind.EMPTY_PART,
                    f"empty_part:{row.key}",
                    N_("“{title}” has no words yet and would not be printed."),
                    fields={"title": row.text},
                )


def _on(kind: FindingKind, code: str, message: str, text: str) -> Finding:
    return Finding(kind, f"{kind}:{code}", message, code, {"code": code, "text": _short(text)})


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 90 else plain[:90].rsplit(" ", 1)[0] + "…"
