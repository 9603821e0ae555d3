"""Search over everything from one box (rows 90-93): what is looked through, and what was found, grouped."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from math import inf
from pathlib import Path
from time import perf_counter

from kh57_desktop.domain.periods import label, parse_period
from kh57_desktop.domain.searching import Entry, FoundGroup, FoundKind, Keyed, keyed, search
from kh57_desktop.importing.document_words import words_of_document
from kh57_desktop.progress import SILENT, Progress
from kh57_desktop.services.session import Session
from kh57_desktop.store.files import path_of


class OfficeSearch:
    """Holds the folded rows of one file; asked at every pause of typing.

    After something was saved the rows are made anew, those that did not change are taken over. A large office takes
    longer for that than a key may take: `prepare` does it piece by piece ahead of the question.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._stamp: tuple[str, int] | None = None
        self._rows: tuple[Keyed, ...] = ()
        self._known: dict[Entry, Keyed] = {}
        self._making: tuple[tuple[str, int], Iterator[Entry], list[Keyed]] | None = None

    def prepare(self, seconds: float) -> bool:
        """Work on the rows for about so long; True once they are those of the file as it is now."""
        stamp = (self._session.store.head(), self._session.store.attachment_texts.count())
        if stamp == self._stamp:
            return True
        if self._making is None or self._making[0] != stamp:
            self._making = (stamp, entries(self._session), [])
        _of, unread, made = self._making
        until = perf_counter() + seconds
        for entry in unread:
            made.append(self._known.get(entry) or keyed(entry))
            if not len(made) % 16 and perf_counter() > until:
                return False
        self._rows, self._known = tuple(made), {row.entry: row for row in made}
        self._stamp, self._making = stamp, None
        return True

    def find(self, typed: str, *, at_most: int = 6) -> list[FoundGroup]:
        """Groups in their order, `at_most` results of each; empty where nothing but spaces was typed."""
        if not typed.strip():
            return []
        self.prepare(inf)
        return search(self._rows, typed, at_most=at_most)


def entries(session: Session) -> Iterator[Entry]:
    """Everything that can be found, in the order in which equal results are shown."""
    yield from _of_plans(session)
    yield from _of_people(session)
    yield from _of_reports(session)
    yield from _of_registers(session)
    yield from _of_attachments(session)


def _of_plans(session: Session) -> Iterator[Entry]:
    store = session.store
    units = {unit.id: f"{unit.name} {unit.short_name}" for unit in store.offices.units()}
    for plan in reversed(store.plans.all()):
        groups = {group.id: group.title for group in store.plans.groups(plan.id)}
        where = " ".join(part for part in (plan.kind, plan.number or plan.code) if part)
        for task in store.tasks.words_of_plan(plan.id):
            supporting = task["supporting_unit_ids"]
            words = (
                task["code"],
                task["number"],
                task["product"],
                task["lead_person"],
                task["deadline_words"],
                task["note"],
                units.get(task["lead_unit_id"] or "", ""),
                *(units.get(unit_id, "") for unit_id in (json.loads(supporting) if supporting != "[]" else ())),
            )
            place, task_id = groups.get(task["group_id"] or "", where), task["id"]
            title = f"{task['code']}  {task['text']}"
            yield Entry(FoundKind.TASK, task_id, title, " ".join(words), place, f"tasks:{task_id}")
        for row in store.indicators.of_plan(plan.id):
            words = (
                row.code,
                row.group,
                row.unit,
                row.source,
                row.method,
                units.get(row.responsible_unit_id or "", ""),
            )
            yield Entry(
                FoundKind.INDICATOR,
                row.id,
                f"{row.code}  {row.text}",
                " ".join(words),
                row.group or where,
                f"indicators:{row.id}",
            )
        for duty in store.plans.duties(plan.id):
            place = units.get(duty.unit_id, duty.organization).strip()
            yield Entry(FoundKind.DUTY, duty.id, duty.text, place, duty.organization, f"units:{duty.unit_id}")
        for section in store.plans.sections(plan.id):
            title = f"{section.number} {section.title}".strip()
            for at, paragraph in enumerate(section.paragraphs):
                yield Entry(FoundKind.PLAN_TEXT, f"{section.id}/{at}", paragraph, "", f"{where}, {title}", "paper:plan")


def _of_people(session: Session) -> Iterator[Entry]:
    store = session.store
    for committee in store.committees.all():
        for member in store.committees.members(committee.id):
            words = f"{member.role} {member.post} {member.field} {member.decision_in}"
            yield Entry(
                FoundKind.MEMBER, member.id, member.name, words, member.post or committee.name, f"committee:{member.id}"
            )
    names = {}
    for unit in store.offices.units():
        names[unit.id] = unit.name
        words = " ".join((unit.short_name, *unit.aliases, unit.head, unit.phone))
        yield Entry(FoundKind.UNIT, unit.id, unit.name, words, unit.head, f"units:{unit.id}")
    for person in store.offices.people():
        where = ", ".join(part for part in (person.post, names.get(person.unit_id or "", "")) if part)
        yield Entry(
            FoundKind.PERSON, person.id, person.full_name, f"{where} {person.contact}", where, f"units:{person.id}"
        )


def _of_reports(session: Session) -> Iterator[Entry]:
    for report in session.store.reports.all():
        title = report.title or label(parse_period(report.period))
        words = " ".join((report.regime, report.period, *(section.text for section in report.sections)))
        yield Entry(FoundKind.REPORT, report.id, title, words, report.sign or "", f"reports:{report.id}")


def _of_registers(session: Session) -> Iterator[Entry]:
    tables = session.store.registers
    for row in tables.directives.all():
        words = f"{row.number} {row.issuer} {row.note}"
        title = f"{row.name} {row.text}".strip()
        yield Entry(FoundKind.DIRECTIVE, row.id, title, words, row.issuer, f"registers:{row.id}")
    told = (
        *((row.id, row.text, row.result, row.programme) for row in tables.inspections.all()),
        *((row.id, row.text, row.remedy, row.proof) for row in tables.findings.all()),
        *((row.id, row.text, f"{row.person} {row.decision}", row.form) for row in tables.commendations.all()),
        *((row.id, row.text, f"{row.audience} {row.document}", row.place) for row in tables.sessions.all()),
        *((row.id, row.text, row.meeting, row.document) for row in tables.conclusions.all()),
    )
    for row_id, title, words, where in told:
        yield Entry(FoundKind.REGISTER, row_id, title, words, where, f"registers:{row_id}")


def _of_attachments(session: Session) -> Iterator[Entry]:
    texts = session.store.attachment_texts.all()
    owners = dict(_owners(session))
    for kept in session.store.files.all():
        words = f"{kept.number} {texts.get(kept.sha256, '')}"
        where, opens = owners.get(kept.id, (kept.number, ""))
        yield Entry(FoundKind.ATTACHMENT, kept.id, kept.name, words, where, opens)


def _owners(session: Session) -> Iterator[tuple[str, tuple[str, str]]]:
    """Attachment id → (what it belongs to, what Enter opens)."""
    store = session.store
    for plan in store.plans.all():
        if plan.source_attachment:
            yield plan.source_attachment, (plan.number or plan.code, "paper:plan")
        for task_id, proofs in store.tasks.evidence_of_plan(plan.id).items():
            code = store.tasks.get(task_id).code
            for proof in proofs:
                yield proof.attachment_id, (code, f"tasks:{task_id}")
    for report in store.reports.all():
        for attachment in (report.pdf_attachment, report.data_attachment):
            if attachment:
                yield attachment, (report.sign or "", f"reports:{report.id}")
    for directive in store.registers.directives.all():
        if directive.attachment_id:
            yield directive.attachment_id, (directive.name, f"registers:{directive.id}")


Unread = tuple[tuple[str, Path], ...]
"""SHA-256 and place of attachments whose words were not read yet."""


def unread_attachments(session: Session, *, at_most: int = 50) -> Unread:
    missing = session.store.attachment_texts.missing()[:at_most]
    return tuple((sha256, path_of(session.store.files.folder, sha256)) for sha256, _name in missing)


def read_words(unread: Unread, *, progress: Progress = SILENT) -> dict[str, str]:
    """Words by SHA-256; touches no data file, so that a job can do it when the program is idle."""
    found = {}
    for done, (sha256, path) in enumerate(unread, 1):
        found[sha256] = words_of_document(path) if path.is_file() else ""
        progress.step(done, len(unread), "")
    return found


def keep_words(session: Session, words: Mapping[str, str]) -> None:
    for sha256, text in words.items():
        session.store.attachment_texts.put(sha256, text)
