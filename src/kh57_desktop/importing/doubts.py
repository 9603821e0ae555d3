"""What a person should look at before accepting a reading; each doubt names its place and its reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kh57_desktop.domain.plan_reading import Doubt, DoubtKind, PlanReading, ReadCommittee
from kh57_desktop.i18n import _
from kh57_desktop.importing.assignment_tables import read_assignment_table
from kh57_desktop.importing.blocks import Block, Paragraph, Table
from kh57_desktop.importing.foot import Foot
from kh57_desktop.importing.outline import Outline
from kh57_desktop.importing.quantity_words import INDEX_WORDS
from kh57_desktop.importing.row_doubts import row_doubts
from kh57_desktop.importing.structure_doubts import shortened, structure_doubts
from kh57_desktop.importing.tables import columns_of
from kh57_desktop.importing.tasks import TaskList
from kh57_desktop.importing.torn_doubts import member_doubts, torn_tables
from kh57_desktop.importing.words import ANNEX_MENTION, PROVINCIAL_BODY, plain

_SHOWN = 90
_MOST_NOT_OURS = 3
_REST_OF_TABLE = 12
"""Lines behind an annex's table that are more than its notes."""


def doubts_of(reading: PlanReading, outline: Outline, tasks: TaskList, *, before: Sequence[Doubt] = ()) -> PlanReading:
    """`reading` with its doubts, behind those `before` that its text gave rise to."""
    doubts = [
        *before,
        *_missing_fields(reading),
        *_missing_lists(reading),
        *_numbering(reading, outline),
        *structure_doubts(reading, outline),
        *shortened(row_doubts(reading.tasks)),
        *(
            Doubt(_short(text), _("No task was found in this group."), DoubtKind.EMPTY_GROUP)
            for text in tasks.empty_groups
        ),
        *(Doubt(_short(text), _("This task has two lines of the same kind below it.")) for text in tasks.doubled),
        *_not_ours(reading),
        *_annexes(outline),
        *_tables(outline),
        *_indices(reading),
    ]
    return replace(reading, doubts=tuple(doubts))


def doubts_of_decision(
    reading: PlanReading, committee: ReadCommittee, outline: Outline, *, before: Sequence[Doubt] = ()
) -> PlanReading:
    """The reading of a decision on a committee with its doubts."""
    doubts = [*before, *_missing_fields(reading)]
    if not committee.members:
        doubts.append(Doubt(_short(committee.name), _("No member was found in the decision.")))
    doubts.extend(member_doubts(committee, outline))
    for member in committee.members:
        where = f"{member.order}. {member.name or member.post or ''}"
        if member.role is None:
            doubts.append(Doubt(_short(where), _("The decision does not say which role this member has.")))
    if not committee.name:
        doubts.append(Doubt(_short(reading.title or ""), _("The name of the committee was not recognised.")))
    return replace(reading, doubts=tuple(doubts))


def doubts_of_tables(blocks: Sequence[Block]) -> tuple[Doubt, ...]:
    """One for each table that an export tore into lines, not all of which tell their column, or past mending."""
    reason = _("An export tore this table into lines; compare its rows with the original.")
    row = _("It is not certain which words belong to which column; compare this row with the original.")
    tables = [block for block in blocks if isinstance(block, Table) and block.guessed]
    return (
        *(Doubt(_short(table.guessed), reason) for table in tables),
        *(Doubt(words.rstrip(".;, "), row, DoubtKind.LOOK) for table in tables for words in table.unsure),
        *torn_tables(blocks),
    )


def doubts_of_foot(foot: Foot) -> list[Doubt]:
    """Two bodies that sign: a person has to see which signature was taken."""
    reason = _("Two bodies sign this document: the last signature was taken, the other closes the last section.")
    return [Doubt(_short(foot.other_signature[-1]), reason)] if foot.other_signature else []


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN].rsplit(" ", 1)[0] + " …"


def _missing_fields(reading: PlanReading) -> list[Doubt]:
    head = reading.title or reading.kind or ""
    doubts = []
    if reading.kind is None:
        doubts.append(Doubt(_short(head), _("The kind of document above the title was not recognised.")))
    if reading.title is None:
        doubts.append(Doubt(_short(head), _("The title was not recognised.")))
    if reading.issuer is None:
        doubts.append(Doubt(_short(head), _("The text does not say which body issues the document.")))
    if reading.system is None:
        doubts.append(Doubt(_short(head), _("It is not clear whether a Party body or a people's committee issues it.")))
    if reading.signature.name is None:
        where = reading.sections[-1].title if reading.sections else head
        doubts.append(Doubt(_short(where), _("No signature was found at the end.")))
    return doubts


def _missing_lists(reading: PlanReading) -> list[Doubt]:
    last = reading.sections[-1].title if reading.sections else ""
    doubts = []
    if not reading.tasks:
        doubts.append(Doubt(_short(last), _("No task was found in the document.")))
    if not reading.assignments:
        doubts.append(Doubt(_short(last), _("No body with duties was found in the document.")))
    return doubts


def _empty_groups(tasks: TaskList) -> list[Doubt]:
    reason = _("No task was found in this group.")
    return [Doubt(_short(text), reason, DoubtKind.EMPTY_GROUP, text) for text in tasks.empty_groups]


def _numbering(reading: PlanReading, outline: Outline) -> list[Doubt]:
    """Sections, and tasks of tables, whose printed numbers skip or repeat; paragraphs are looked at one by one."""
    numbers = [section.number for section in reading.sections]
    doubts = _gaps(_("section {number}"), numbers)
    if numbers and numbers[0] and _value(numbers[0]) > 1:
        doubts.insert(0, Doubt(numbers[0], _("The first section is not number 1; a heading before it may be missing.")))
    blocks = [block for annex in outline.annexes for block in annex.body]
    blocks += [block for section in outline.sections for block in section.body]
    if not any(isinstance(block, Table) for block in blocks):
        return doubts
    for group in dict.fromkeys(task.group for task in reading.tasks):
        printed = [task.number for task in reading.tasks if task.group == group]
        ordered = [number for at, number in enumerate(printed) if at == 0 or number != printed[at - 1]]
        last_parts = [number.rpartition(".")[2] for number in ordered if number and "." in number]
        prefix = next((number.rpartition(".")[0] + "." for number in ordered if number and "." in number), "")
        doubts.extend(_gaps(_("task {number}"), last_parts, prefix=prefix))
    return doubts


def _gaps(kind: str, numbers: Sequence[str | None], *, prefix: str = "") -> list[Doubt]:
    values = [(number, value) for number in numbers if number and (value := _value(number))]
    return [
        Doubt(
            kind.format(number=f"{prefix}{number}"),
            _("The numbering skips or repeats here: {before} is followed by {number}.").format(
                before=f"{prefix}{before}", number=f"{prefix}{number}"
            ),
        )
        for (before, value_before), (number, value) in pairwise(values)
        if value not in (value_before + 1, 1)
    ]


_ROMAN = {
    "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10, "XI": 11, "XII": 12,
}  # fmt: skip


def _value(number: str) -> int:
    word = number.split()[-1].rstrip(")")
    return int(word) if word.isdecimal() else _ROMAN.get(word, 0)


def _annexes(outline: Outline) -> list[Doubt]:
    """An annex that the text names but the file does not hold."""
    if outline.annexes:
        return []
    for section in outline.sections:
        for block in section.body:
            if isinstance(block, Paragraph) and (match := ANNEX_MENTION.search(block.text)):
                where = block.text[max(0, match.start() - 60) : match.end()]
                reason = _("The annex named here is not in this file; import it as well.")
                return [Doubt(_short(f"… {where}"), reason, DoubtKind.ANNEX)]
    return []


def _tables(outline: Outline) -> list[Doubt]:
    """Tables whose columns no rule understands; their text is kept in the section."""
    bodies = [*(section.body for section in outline.sections), *(annex.body for annex in outline.annexes)]
    blocks = [block for body in bodies for block in body]
    known_width = 0
    doubts = []
    for table in (block for block in blocks if isinstance(block, Table)):
        columns, _count = columns_of(table)
        if columns is not None:
            known_width = columns.width
        elif read_assignment_table(table):
            continue
        elif len(table.rows[0]) != known_width and table.texts:
            doubts.append(Doubt(_short(table.texts[0]), _("The columns of this table were not recognised.")))
    return [*doubts, *(doubt for annex in outline.annexes for doubt in _rest_of_table(annex.body))]


def _rest_of_table(body: Sequence[Block]) -> list[Doubt]:
    """Many lines behind the last table of an annex: a table without rules that goes on over a page's end."""
    tables = [(at, block) for at, block in enumerate(body) if isinstance(block, Table)]
    if not tables or columns_of(tables[-1][1])[0] is None:
        return []
    rest = [block.text for block in body[tables[-1][0] + 1 :] if isinstance(block, Paragraph)]
    reason = _("{count} lines below the table of this annex were not read as its rows.").format(count=len(rest))
    return [Doubt(_short(rest[0]), reason)] if len(rest) >= _REST_OF_TABLE else []


def _not_ours(reading: PlanReading) -> list[Doubt]:
    """Tasks that a provincial body leads: in the plan of a commune they are not its own."""
    if reading.level == "tỉnh":
        return []
    found = [task for task in reading.tasks if task.lead and PROVINCIAL_BODY.match(plain(task.lead))]
    if not found or len(found) == len(reading.tasks):
        return []
    if len(found) > _MOST_NOT_OURS:
        reason = _(
            "A provincial body leads {count} tasks here; they may not be the commune's (không thuộc trách nhiệm xã)."
        )
        where = "; ".join(_short(task.text) for task in found[:_MOST_NOT_OURS])
        every = "\n".join(task.text for task in found)
        return [Doubt(where, reason.format(count=len(found)), DoubtKind.NOT_OURS, every)]
    reason = _("A provincial body leads this task; it may not be the commune's (không thuộc trách nhiệm xã).")
    return [Doubt(_short(task.text), reason, DoubtKind.NOT_OURS, task.text) for task in found]


def _indices(reading: PlanReading) -> list[Doubt]:
    """An index with a per cent sign is probably a slip of the pen; it is read as printed."""
    return [
        Doubt(_short(indicator.text), _("An index is given with a per cent sign; it was read as printed."))
        for indicator in reading.indicators
        if indicator.unit == "%" and (indicator.value or 1) < 1 and INDEX_WORDS.match(plain(indicator.text))
    ]
