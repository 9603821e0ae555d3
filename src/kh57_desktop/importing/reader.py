"""A plan document to its reading: characters, lines, paragraphs, outline, then the clauses of each section."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kh57_desktop.domain.merged_readings import completed_by_own_annex
from kh57_desktop.domain.plan_reading import (
    Doubt,
    PlanReading,
    ReadAnnex,
    ReadAssignment,
    ReadIndicator,
    ReadSection,
)
from kh57_desktop.i18n import _
from kh57_desktop.importing import deadline, plain_text
from kh57_desktop.importing.assignment_tables import read_assignment_table
from kh57_desktop.importing.assignments import read_assignments
from kh57_desktop.importing.blocks import Block, Line, Source, Table, in_order
from kh57_desktop.importing.decision_heads import read_decision_head
from kh57_desktop.importing.decisions import read_committee
from kh57_desktop.importing.doubts import doubts_of, doubts_of_decision, doubts_of_foot, doubts_of_tables
from kh57_desktop.importing.errors import DocumentEmpty, DocumentSecret, DocumentTooLarge, NoPlanInDocument
from kh57_desktop.importing.foot import Foot, read_foot
from kh57_desktop.importing.formats import kind_of, readable, sources_in
from kh57_desktop.importing.head import Head, read_head
from kh57_desktop.importing.indicator_tables import read_indicator_table
from kh57_desktop.importing.markers import Level
from kh57_desktop.importing.mending import Mended, mended
from kh57_desktop.importing.objectives import read_objectives
from kh57_desktop.importing.outline import Annex, Outline, attached_plan, outline_of
from kh57_desktop.importing.paragraphs import rebuild
from kh57_desktop.importing.passages import passages_of
from kh57_desktop.importing.spreadsheet_reading import annex_reading, is_annex, read_workbook
from kh57_desktop.importing.tables import Columns
from kh57_desktop.importing.tasks import TaskList, read_tasks
from kh57_desktop.importing.text_tables import with_tables
from kh57_desktop.importing.topics import Part, parts_in
from kh57_desktop.importing.torn_doubts import without_torn_tables
from kh57_desktop.importing.words import NOT_PLANS, PARTY_BODY, SECRECY_MARKS, STATE_BODY, is_rule, plain
from kh57_desktop.progress import SILENT, Progress

_PUT_IN_FORCE = frozenset({"quyết định", "nghị quyết"})
"""Kinds of documents that put a plan in force, printed behind their signature."""

LONGEST_LINE = 20_000
"""Characters of one paragraph; the longest in real plans has 3,000."""
LONGEST_TEXT = 1_000_000
"""Characters of a whole document; a long plan with its annexes has 200,000."""


def read_document(
    path: Path, *, remembered: Mapping[str, str] | None = None, progress: Progress = SILENT
) -> PlanReading:
    """The reading of the document at `path`: .docx, .pdf, .txt, .xlsx, .csv, or an old format that can be converted.

    Raises the errors of `importing.errors` and `importing.pdf.errors` for what is no plan; nothing is ever written.
    `remembered`: what the headings of sheets mean to this office, see `spreadsheet.read_sheets`.
    """
    with deadline.limited(path.name, progress=progress) as watched:
        return _read_document(path, remembered, watched)


def _read_document(path: Path, remembered: Mapping[str, str] | None, progress: Progress) -> PlanReading:
    progress.step(0, 3, _("Opening the document"))
    with readable(path) as document:
        if kind_of(document) == "workbook":
            return read_workbook(document, remembered=remembered, progress=progress)
        sources = sources_in(document, progress=progress)
    progress.step(1, 3, _("Reading its text"))
    try:
        reading = read_sources(sources, name=path.name)
    except NoPlanInDocument:
        if not is_annex(sources):
            raise
        reading = annex_reading(sources, name=path.name)
    progress.step(3, 3, _("Done"))
    return reading


def read_text(text: str, *, name: str = "") -> PlanReading:
    """The reading of a plain text; same errors and limits as `read_document`."""
    with deadline.limited(name):
        return read_sources(plain_text.lines_of(text), name=name)


def read_sources(sources: Sequence[Source], *, name: str) -> PlanReading:
    if not sources:
        raise DocumentEmpty(name=name)
    refuse_secrets(sources, name)
    refuse_endless(sources, name)
    whole = mended(sources)
    blocks = rebuild(with_tables(whole.sources))
    outline = outline_of(blocks)
    plan_at = attached_plan(blocks)
    if plan_at is not None and outline.kind is not None and plain(outline.kind.text).rstrip(": ") in _PUT_IN_FORCE:
        return _read_attached(blocks, plan_at, whole, name)
    if outline.kind is not None and plain(outline.kind.text).rstrip(": ") == "quyết định":
        before = (*whole.doubts, *doubts_of_tables(blocks))
        decision = _read_decision(outline_of(blocks, level=Level.ARTICLE), before, name)
        return replace(decision, passages=passages_of(blocks))
    head, foot = read_head(outline), read_foot(outline.foot)
    return _read_plan(blocks, outline, head, foot, whole, name)


def _read_attached(blocks: Sequence[Block], at: int, whole: Mended, name: str) -> PlanReading:
    """A plan that a decision puts in force: sections of the plan; number, day, bases and signature of the decision,
    whose title and articles stay in the preamble."""
    decision, plan = outline_of(blocks[:at], level=Level.ARTICLE), outline_of(blocks[at:])
    own = read_head(plan)
    articles = tuple(
        text
        for section in decision.sections
        for text in (*(paragraph.text for paragraph in section.heading), *in_order(section.body))
    )
    above = read_decision_head(decision)
    title = (above.title,) if above.title else ()
    head = replace(above, kind=own.kind, title=own.title, preamble=(*title, *above.preamble, *articles, *own.preamble))
    foot = read_foot(decision.foot)
    return _read_plan(blocks, plan, head, foot if foot.signature.name else read_foot(plan.foot), whole, name)


def _read_plan(
    blocks: Sequence[Block], outline: Outline, head: Head, foot: Foot, whole: Mended, name: str
) -> PlanReading:
    parts = parts_in(outline.sections)
    kind = plain(outline.kind.text).rstrip(": ") if outline.kind else ""
    if (
        kind in NOT_PLANS
        or not any(part.topic for part in parts)
        or (outline.kind is None and len(outline.sections) < 2)
    ):
        raise NoPlanInDocument(name=name)
    indicators, tasks, assignments = _clauses(parts)
    reading = replace(_framed(head, outline, foot), task_groups=tuple(tasks.groups), tasks=tuple(tasks.tasks))
    in_annexes = replace(tasks, groups=[], tasks=[])
    _read_annexes(outline.annexes, indicators, in_annexes, assignments)
    reading = completed_by_own_annex(reading, in_annexes.groups, in_annexes.tasks)
    reading = replace(reading, indicators=tuple(indicators), assignments=tuple(assignments))
    reading = replace(reading, passages=passages_of(blocks))
    before = (*whole.doubts, *doubts_of_tables(blocks), *doubts_of_foot(foot), *reading.doubts)
    return doubts_of(reading, outline, tasks, before=before)


def _framed(head: Head, outline: Outline, foot: Foot) -> PlanReading:
    """A reading of everything but the clauses: head, sections as printed, foot, annexes.

    The signature of another body closes the last section: the annotation has one signature, and no word may be lost.
    """
    sections = [ReadSection(section.number, section.title, in_order(section.body)) for section in outline.sections]
    if sections and foot.other_signature:
        sections[-1] = replace(sections[-1], paragraphs=(*sections[-1].paragraphs, *foot.other_signature))
    return PlanReading(
        kind=head.kind,
        system=_system(head, foot),
        issuer=head.issuer,
        locality=head.locality,
        level=head.level,
        number=head.number,
        date=head.date,
        title=head.title,
        bases=head.bases,
        preamble=head.preamble,
        sections=tuple(sections),
        recipients=foot.recipients,
        filing=foot.filing,
        signature=foot.signature,
        annexes=tuple(_annex(annex) for annex in outline.annexes),
    )


def _read_decision(outline: Outline, before: Sequence[Doubt], name: str) -> PlanReading:
    """A decision on a committee; one on anything else is no plan."""
    head = read_decision_head(outline)
    committee = read_committee(outline, head.title)
    if committee is None:
        raise NoPlanInDocument(name=name)
    foot = read_foot(outline.foot)
    reading = replace(_framed(head, outline, foot), committee=committee)
    return doubts_of_decision(reading, committee, outline, before=(*before, *doubts_of_foot(foot)))


def refuse_endless(sources: Sequence[Source], name: str) -> None:
    """More text than any plan has, in all or in one line: reading it would only take time."""
    total = 0
    for source in sources:
        lengths = [len(source.raw)] if isinstance(source, Line) else [len(text) for text in source.texts]
        total += sum(lengths)
        if max(lengths, default=0) > LONGEST_LINE:
            limit = _("a paragraph of more than {count} characters").format(count=LONGEST_LINE)
            raise DocumentTooLarge(name=name, limit=limit)
        if total > LONGEST_TEXT:
            limit = _("a text of more than {count} characters").format(count=LONGEST_TEXT)
            raise DocumentTooLarge(name=name, limit=limit)


def refuse_secrets(sources: Sequence[Source], name: str) -> None:
    """A line that is only a secrecy mark, also one in a table's cell, stops the reading (features.md row 130)."""
    for source in sources:
        texts = [text for _column, text in source.columns] if isinstance(source, Line) else []
        if isinstance(source, Table):
            texts = [line for row in source.rows for cell in row for line in cell.lines]
        if any(text.strip(" .*()[]|") in SECRECY_MARKS for text in texts):
            raise DocumentSecret(name=name)


def _clauses(parts: Sequence[Part]) -> tuple[list[ReadIndicator], TaskList, list[ReadAssignment]]:
    indicators: list[ReadIndicator] = []
    tasks = TaskList()
    assignments: list[ReadAssignment] = []
    for part in parts:
        if part.topic == "objectives":
            indicators.extend(read_objectives(part.title, without_torn_tables(part.body)))
        elif part.topic == "tasks":
            read_tasks(without_torn_tables(part.body), tasks)
        elif part.topic == "assignments":
            assignments.extend(read_assignments(part.body))
            for table in (block for block in part.body if isinstance(block, Table)):
                in_table = read_assignment_table(table)
                assignments.extend(in_table)
                if not in_table:
                    tasks.add_table(table)
    return indicators, tasks, assignments


def _read_annexes(
    annexes: Sequence[Annex],
    indicators: list[ReadIndicator],
    tasks: TaskList,
    assignments: list[ReadAssignment],
) -> None:
    """Tables of the annexes add their indicators, tasks and responsibilities."""
    columns: Columns | None = None
    for annex in annexes:
        tasks.columns = columns = None
        for block in annex.body:
            if isinstance(block, Table):
                found, columns = read_indicator_table(block, columns, horizon=None)
                indicators.extend(found)
                before = len(tasks.tasks)
                if not found:
                    tasks.add_table(block)
                if not found and len(tasks.tasks) == before:
                    assignments.extend(read_assignment_table(block))


def _annex(annex: Annex) -> ReadAnnex:
    heading = tuple(paragraph.text for paragraph in annex.heading if not is_rule(paragraph.text))
    return ReadAnnex(heading, in_order(annex.body))


def _system(head: Head, foot: Foot) -> str | None:
    """Party or government, from the head; else the form of the signing authority ("T/M", "TM.") or by the issuer."""
    authority = foot.signature.authority or foot.signature.on_behalf or ""
    if head.system is not None:
        return head.system
    if authority.startswith(("T/M", "K/T", "T/L")):
        return "party"
    if authority.startswith(("TM", "KT", "TL")):
        return "government"
    issuer = plain(head.issuer or "")
    if PARTY_BODY.match(issuer):
        return "party"
    return "government" if STATE_BODY.match(issuer) else None
