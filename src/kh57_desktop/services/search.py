"""Search over everything from one box (rows 90-93): what is looked through, and what was found, grouped."""

from __future__ import annotations

from collections.abc import Iterator

from kh57_desktop.domain.periods import label, parse_period
from kh57_desktop.domain.searching import Entry, FoundGroup, FoundKind, Keyed, keyed, search
from kh57_desktop.importing.document_words import words_of_document
from kh57_desktop.progress import SILENT, Progress
from kh57_desktop.services.session import Session


class OfficeSearch:
    """Holds the folded rows of one file until something is saved; asked at every pause of typing."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._stamp: tuple[str, int] | None = None
        self._rows: tuple[Keyed, ...] = ()

    def find(self, typed: str, *, at_most: int = 6) -> list[FoundGroup]:
        """Groups in their order, `at_most` results of each; empty where nothing but spaces was typed."""
        if not typed.strip():
            return []
        stamp = (self._session.store.head(), self._session.store.attachment_texts.count())
        if stamp != self._stamp:
            self._rows = tuple(keyed(entry) for entry in entries(self._session))
            self._stamp = stamp
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
        for task in store.tasks.of_plan(plan.id):
            words = (
                task.code,
                task.number,
                task.product,
                task.lead_person,
                task.deadline_words,
                task.note,
                units.get(task.lead_unit_id or "", ""),
                *(units.get(unit_id, "") for unit_id in task.supporting_unit_ids),
            )
            place = groups.get(task.group_id or "", where)
            yield Entry(FoundKind.TASK, task.id, f"{task.code}  {task.text}", " ".join(words), place)
        for row in store.indicators.of_plan(plan.id):
            words = (
                row.code,
                row.group,
                row.unit,
                row.source,
                row.method,
                units.get(row.responsible_unit_id or "", ""),
            )
            yield Entry(FoundKind.INDICATOR, row.id, f"{row.code}  {row.text}", " ".join(words), row.group or where)
        for duty in store.plans.duties(plan.id):
            place = units.get(duty.unit_id, duty.organization).strip()
            yield Entry(FoundKind.DUTY, duty.id, duty.text, place, duty.organization)
        for section in store.plans.sections(plan.id):
            title = f"{section.number} {section.title}".strip()
            for at, paragraph in enumerate(section.paragraphs):
                yield Entry(FoundKind.PLAN_TEXT, f"{section.id}/{at}", paragraph, "", f"{where}, {title}")


def _of_people(session: Session) -> Iterator[Entry]:
    store = session.store
    for committee in store.committees.all():
        for member in store.committees.members(committee.id):
            words = f"{member.role} {member.post} {member.field} {member.decision_in}"
            yield Entry(FoundKind.MEMBER, member.id, member.name, words, member.post or committee.name)
    names = {}
    for unit in store.offices.units():
        names[unit.id] = unit.name
        words = " ".join((unit.short_name, *unit.aliases, unit.head, unit.phone))
        yield Entry(FoundKind.UNIT, unit.id, unit.name, words, unit.head)
    for person in store.offices.people():
        where = ", ".join(part for part in (person.post, names.get(person.unit_id or "", "")) if part)
        yield Entry(FoundKind.PERSON, person.id, person.full_name, f"{where} {person.contact}", where)


def _of_reports(session: Session) -> Iterator[Entry]:
    for report in session.store.reports.all():
        title = report.title or label(parse_period(report.period))
        words = " ".join((report.regime, report.period, *(section.text for section in report.sections)))
        yield Entry(FoundKind.REPORT, report.id, title, words, report.sign or "")


def _of_registers(session: Session) -> Iterator[Entry]:
    tables = session.store.registers
    for directive in tables.directives.all():
        words = f"{directive.number} {directive.issuer} {directive.note}"
        yield Entry(
            FoundKind.DIRECTIVE, directive.id, f"{directive.name} {directive.text}".strip(), words, directive.issuer
        )
    for inspection in tables.inspections.all():
        yield Entry(FoundKind.REGISTER, inspection.id, inspection.text, inspection.result, inspection.programme)
    for finding in tables.findings.all():
        yield Entry(FoundKind.REGISTER, finding.id, finding.text, finding.remedy, "")
    for one in tables.commendations.all():
        yield Entry(FoundKind.REGISTER, one.id, one.text, f"{one.person} {one.decision}", one.form)
    for held in tables.sessions.all():
        yield Entry(FoundKind.REGISTER, held.id, held.text, f"{held.place} {held.audience} {held.document}", held.place)
    for conclusion in tables.conclusions.all():
        words = f"{conclusion.meeting} {conclusion.document}"
        yield Entry(FoundKind.REGISTER, conclusion.id, conclusion.text, words, conclusion.document)


def _of_attachments(session: Session) -> Iterator[Entry]:
    texts = session.store.attachment_texts.all()
    for kept in session.store.files.all():
        words = f"{kept.number} {texts.get(kept.sha256, '')}"
        yield Entry(FoundKind.ATTACHMENT, kept.id, kept.name, words, kept.number)


def index_attachments(session: Session, *, progress: Progress = SILENT, at_most: int | None = None) -> int:
    """Read the words of attachments that were not read yet; returns how many. A job for when the program is idle."""
    missing = session.store.attachment_texts.missing()[:at_most]
    for done, (sha256, name) in enumerate(missing, 1):
        progress.step(done - 1, len(missing), name)
        path = session.store.files.folder / sha256[:2] / sha256
        session.store.attachment_texts.put(sha256, words_of_document(path) if path.is_file() else "")
    return len(missing)
