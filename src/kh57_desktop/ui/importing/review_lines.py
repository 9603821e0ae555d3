"""The lines of each tab of the import page: what has to be looked at first, then what was read clearly. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING

from kh57_desktop.domain.corrections.doubts import Answer, RowDoubt
from kh57_desktop.domain.corrections.draft import Draft, DraftRow, Fate, RowKind
from kh57_desktop.domain.corrections.edits import FIELDS, HEAD_FIELDS, head_words, words_of
from kh57_desktop.domain.corrections.kept import UnfinishedImport
from kh57_desktop.domain.corrections.unit_matches import MatchKind, UnitMatch, is_open
from kh57_desktop.domain.offices import Unit
from kh57_desktop.domain.plan_changes import ChangeKind
from kh57_desktop.i18n import N_, _
from kh57_desktop.ui.importing.answers import CHANGES, KINDS

if TYPE_CHECKING:
    from kh57_desktop.services.imports import FileRow, MemberChanges


class Tab(StrEnum):
    TASKS = "tasks"
    INDICATORS = "indicators"
    DUTIES = "duties"
    MEMBERS = "members"
    UNITS = "units"
    HEAD = "head"
    GONE = "gone"
    LEFT_OUT = "left_out"


TAB_WORDS = {
    Tab.TASKS: N_("Tasks"),
    Tab.INDICATORS: N_("Indicators"),
    Tab.DUTIES: N_("Assignments"),
    Tab.MEMBERS: N_("Members"),
    Tab.UNITS: N_("Units"),
    Tab.HEAD: N_("Head of the plan"),
    Tab.GONE: N_("Vanished"),
    Tab.LEFT_OUT: N_("Left out"),
}
KINDS_OF_TAB = {
    Tab.TASKS: (RowKind.GROUP, RowKind.TASK),
    Tab.INDICATORS: (RowKind.INDICATOR,),
    Tab.DUTIES: (RowKind.BODY, RowKind.DUTY),
    Tab.MEMBERS: (RowKind.MEMBER,),
}
HEAD_WORDS = {
    "kind": N_("Kind of document"),
    "issuer": N_("Issued by"),
    "number": N_("Number and sign"),
    "date": N_("Day"),
    "locality": N_("Place"),
    "title": N_("Title"),
    "authority": N_("Signing authority"),
    "on_behalf": N_("On behalf (KT.)"),
    "position": N_("Position of the signer"),
    "name": N_("Signer"),
}
NEW_UNIT = N_("New unit")


@dataclass(frozen=True, slots=True)
class Cell:
    """`typed`: what an editor begins with; `field` "" is not edited. `is_doubtful`: this is what is in question."""

    shown: str
    field: str = ""
    typed: str = ""
    is_doubtful: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """`key`: the draft's row, None where the line is none. `what`: the head's field, the unit's name, a row on file."""

    id: str
    cells: Mapping[str, Cell]
    key: int | None = None
    what: str = ""
    reason: str = ""
    doubts: tuple[RowDoubt, ...] = ()
    is_head: bool = False
    is_quiet: bool = False
    mark: str = ""
    """Words beside the text: not ours, a further year of another."""

    @property
    def is_doubtful(self) -> bool:
        return bool(self.reason)

    @property
    def first_answer(self) -> Answer | None:
        return next((doubt.answers[0] for doubt in self.doubts if doubt.answers[0] is not Answer.RIGHT), None)


@dataclass(frozen=True, slots=True)
class Heading:
    """A line over several: "Cần xem lại trước", "Đã đọc rõ"."""

    id: str
    title: str
    count: str
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """Everything that the tabs are made of."""

    unfinished: UnfinishedImport
    doubts: tuple[RowDoubt, ...] = ()
    units: tuple[Unit, ...] = ()
    matches: tuple[UnitMatch, ...] = ()
    changes: tuple[FileRow, ...] = ()
    members: MemberChanges | None = None
    by_key: Mapping[int, FileRow] = field(default_factory=dict)
    leads: tuple[str, ...] = ()
    """What a lead is chosen from: the office's units, then the names that the document has."""

    @property
    def draft(self) -> Draft:
        return self.unfinished.draft


def tabs_of(review: Review) -> list[tuple[Tab, int, int]]:
    """The tabs that have something to show: how many rows, and how many places to look at."""
    draft = review.draft
    found = []
    main = Tab.MEMBERS if draft.is_decision else Tab.TASKS
    for tab in Tab:
        count = _count(review, tab)
        if count or tab is main or tab is Tab.HEAD:
            found.append((tab, count, _open_places(review, tab, main)))
    return found


def _count(review: Review, tab: Tab) -> int:
    draft = review.draft
    if tab in KINDS_OF_TAB:
        return len(draft.of_kind(KINDS_OF_TAB[tab][-1]))
    if tab is Tab.UNITS:
        return len(review.matches)
    if tab is Tab.GONE:
        left = len(review.members.left) if review.members else 0
        return left + sum(row.kind is ChangeKind.VANISHED for row in review.changes)
    if tab is Tab.LEFT_OUT:
        return sum(row.fate is Fate.DROPPED for row in draft.rows)
    return 0


def _open_places(review: Review, tab: Tab, main: Tab) -> int:
    if tab is Tab.UNITS:
        return sum(map(is_open, review.matches))
    kinds = KINDS_OF_TAB.get(tab, ())
    of_rows = {doubt.row for doubt in review.doubts if doubt.row is not None}
    rows = sum(1 for row in review.draft.rows if row.key in of_rows and row.kind in kinds)
    return rows + (sum(doubt.row is None for doubt in review.doubts) if tab is main else 0)


def lines_of(review: Review, tab: Tab) -> list[Line | Heading]:
    if tab in KINDS_OF_TAB:
        return list(_rows(review, tab))
    return list(
        {
            Tab.UNITS: _units,
            Tab.HEAD: _head,
            Tab.GONE: _gone,
            Tab.LEFT_OUT: _left_out,
        }[tab](review)
    )


# --- rows ----------------------------------------------------------------------------------------------------------


def _rows(review: Review, tab: Tab) -> Iterator[Line | Heading]:
    """Doubtful rows first, then everything else in the order of the document."""
    draft, kinds = review.draft, KINDS_OF_TAB[tab]
    by_row: dict[int | None, list[RowDoubt]] = {}
    for doubt in review.doubts:
        by_row.setdefault(doubt.row, []).append(doubt)
    rows = [row for row in draft.rows if row.kind in kinds and row.fate is not Fate.DROPPED]
    doubtful = [row for row in rows if row.key in by_row]
    whole = by_row.get(None, []) if tab is (Tab.MEMBERS if draft.is_decision else Tab.TASKS) else []
    if doubtful or whole:
        count = _("{count} places").format(count=len(doubtful) + len(whole))
        yield Heading("first", _("To be looked at first"), count, is_doubtful=True)
        for row in doubtful:
            yield row_line(review, row, by_row[row.key])
        for doubt in whole:
            cells = {"text": Cell(doubt.where or _("The document as a whole"))}
            yield Line(f"whole:{doubt.key}", cells, reason=doubt.reason, doubts=(doubt,))
    clear = [row for row in rows if row.key not in by_row]
    changed = [row for row in clear if _is_changed(review.by_key.get(row.key))]
    if changed:
        yield Heading("changed", _("Changed against the file"), _("{count} rows").format(count=len(changed)))
        for row in changed:
            yield row_line(review, row, ())
        clear = [row for row in clear if row not in changed]
    if clear:
        count = sum(row.kind is kinds[-1] for row in clear)
        yield Heading("clear", _("Read clearly"), _("{count} rows").format(count=count))
        for row in clear:
            yield row_line(review, row, ())


def _is_changed(change: FileRow | None) -> bool:
    return change is not None and change.kind is not ChangeKind.SAME


def row_line(review: Review, row: DraftRow, doubts: Sequence[RowDoubt]) -> Line:
    in_question = {doubt.field for doubt in doubts}
    cells = {name: _cell(row, name, name in in_question) for name in FIELDS[row.kind]}
    if "lead" in cells:
        cells["lead"] = replace(cells["lead"], choices=review.leads)
    change = review.by_key.get(row.key)
    mark = ""
    if row.fate is Fate.NOT_OURS:
        mark = _("Not the commune's task")
    elif row.same_as is not None:
        mark = _("A further year of “{text}”").format(text=review.draft.row(row.same_as).text[:40])
    if change is not None:
        cells["change"] = Cell(_change_words(review, change))
    return Line(
        f"row:{row.key}",
        cells,
        row.key,
        reason=" · ".join(dict.fromkeys(doubt.reason.rstrip(".") for doubt in doubts)),
        doubts=tuple(doubts),
        is_head=row.kind in (RowKind.GROUP, RowKind.BODY),
        is_quiet=row.fate is Fate.NOT_OURS,
        mark=mark,
    )


def _change_words(review: Review, change: FileRow) -> str:
    if change.old_id in review.unfinished.kept_rows:
        return _("{code} · kept as on file").format(code=change.code)
    words = _(CHANGES[change.kind])
    return f"{change.code} · {words}" if change.code else words


def changed_words(row: DraftRow, before: Sequence[str]) -> str:
    """What a new version changes: of the text the words that differ, of other fields old and new."""
    now = (row.text, row.lead, row.deadline, row.product)
    names = ("", _("Lead unit"), _("Deadline"), _("Product"))
    found = []
    for name, old, new in zip(names, before, now, strict=False):
        if not name:
            found.extend(_word_changes(old, new))
        elif new and old != new:
            found.append(f"{name}: {old or '–'} → {new}")
    return "; ".join(found)


def _word_changes(old: str, new: str) -> Iterator[str]:
    before, after = old.split(), new.split()
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, low, high, start, end in matcher.get_opcodes():
        if tag != "equal":
            yield f"“{' '.join(before[low:high]) or '–'}” → “{' '.join(after[start:end]) or '–'}”"


_LACKING = {"lead": N_("not clear"), "deadline": N_("none"), "quantity": N_("none")}


def _cell(row: DraftRow, name: str, is_doubtful: bool) -> Cell:
    typed = words_of(row, name)
    shown = typed
    if not typed and is_doubtful and name in _LACKING:
        shown = _(_LACKING[name])
    if name == "number":
        shown = typed.rstrip(".") or ("–" if row.kind in (RowKind.TASK, RowKind.DUTY) else "")
    return Cell(shown, name, typed, is_doubtful)


# --- the other tabs ------------------------------------------------------------------------------------------------


def _units(review: Review) -> Iterator[Line | Heading]:
    names = {unit.id: unit.name for unit in review.units}
    doubtful = [match for match in review.matches if is_open(match)]
    if doubtful:
        count = _("{count} places").format(count=len(doubtful))
        yield Heading("first", _("To be looked at first"), count, is_doubtful=True)
        for match in doubtful:
            yield _unit_line(match, names)
    clear = [match for match in review.matches if not is_open(match)]
    if clear:
        yield Heading("clear", _("Matched"), _("{count} names").format(count=len(clear)))
        for match in clear:
            yield _unit_line(match, names)


def _unit_line(match: UnitMatch, names: Mapping[str, str]) -> Line:
    likely = [names[unit_id] for unit_id in match.candidates]
    others = [name for name in names.values() if name not in likely]
    shown = names.get(match.unit_id, "")
    kinds = {MatchKind.GROUP: _("A group of bodies; stays one name"), MatchKind.NEAR: _("New unit?")}
    is_doubtful = is_open(match)
    reason = _("It may be “{name}”").format(name=likely[0]) if is_doubtful else ""
    cells = {
        "text": Cell(match.name),
        "uses": Cell(str(match.uses)),
        "unit": Cell(
            shown or kinds.get(match.kind, _(NEW_UNIT)), "unit", shown, is_doubtful, (*likely, *others, _(NEW_UNIT))
        ),
    }
    return Line(f"unit:{match.name}", cells, what=match.name, reason=reason)


def _head(review: Review) -> Iterator[Line | Heading]:
    for name in HEAD_FIELDS:
        words = head_words(review.draft, name)
        cells = {"name": Cell(_(HEAD_WORDS[name])), "text": Cell(words or "–", name, words)}
        yield Line(f"head:{name}", cells, what=name)
    base = review.draft.base
    facts = (
        *((_("Basis"), words) for words in base.bases),
        *((_("Recipient"), words) for words in base.recipients),
        (_("Filing"), base.filing or ""),
    )
    for place, (name, words) in enumerate(facts):
        if words:
            yield Line(f"fact:{place}", {"name": Cell(name), "text": Cell(words)}, is_quiet=True)


def _gone(review: Review) -> Iterator[Line | Heading]:
    """Rows on file, or members, that the new document lacks."""
    if review.members is not None:
        for member in review.members.left:
            words = ", ".join(part for part in (member.name, member.post) if part)
            cells = {"code": Cell(""), "text": Cell(words), "change": Cell(_("Membership ends, kept as history"))}
            yield Line(f"member:{member.id}", cells, what=member.id)
    for row in review.changes:
        if row.kind is not ChangeKind.VANISHED:
            continue
        is_kept = row.old_id in review.unfinished.kept_rows
        goes = _("Cancelled, with its progress") if row.row_kind is RowKind.TASK else _("Goes to the bin")
        cells = {
            "code": Cell(row.code or ""),
            "text": Cell(row.before[0] if row.before else ""),
            "change": Cell(_("Stays as it is") if is_kept else goes),
        }
        yield Line(f"gone:{row.old_id}", cells, what=row.old_id or "", is_quiet=is_kept)


def _left_out(review: Review) -> Iterator[Line | Heading]:
    for row in review.draft.rows:
        if row.fate is Fate.DROPPED:
            cells = {"kind": Cell(_(KINDS[row.kind])), "text": Cell(row.text or row.post)}
            yield Line(f"row:{row.key}", cells, row.key, is_quiet=True)
