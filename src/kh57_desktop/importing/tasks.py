"""Task groups and tasks (nhóm nhiệm vụ, giải pháp; nhiệm vụ) of the sections on tasks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from kh57_desktop.domain.plan_reading import ReadTask, ReadTaskGroup
from kh57_desktop.importing.assignments import ordered_bodies
from kh57_desktop.importing.blocks import Block, Paragraph, Table
from kh57_desktop.importing.characters import split_at_colon
from kh57_desktop.importing.items import Item, is_closing, tree_of
from kh57_desktop.importing.markers import Level, Marker
from kh57_desktop.importing.tables import Columns
from kh57_desktop.importing.task_details import end_details, with_details
from kh57_desktop.importing.task_tables import read_task_table

_LONGEST_TITLE = 320
_LONGEST_SUBHEADING = 60


@dataclass
class TaskList:
    groups: list[ReadTaskGroup] = field(default_factory=list)
    tasks: list[ReadTask] = field(default_factory=list)
    columns: Columns | None = None
    empty_groups: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    """Tasks with two lines of the same kind below (two leads, two times): another task's marker may be missing."""

    def add_table(self, table: Table) -> None:
        last_number = self.tasks[-1].number if self.tasks else None
        last = self._last_group()
        groups, tasks, self.columns = read_task_table(
            table,
            self.columns,
            last_group=last,
            last_number=last_number,
            is_group_open=self.columns is not None and all(task.group != last for task in self.tasks),
        )
        self.groups.extend(groups)
        self.tasks.extend(tasks)

    def _last_group(self) -> str | None:
        return self.groups[-1].number or self.groups[-1].title if self.groups else None


def read_tasks(body: Sequence[Block], found: TaskList) -> None:
    """Add the groups and tasks of one section to `found`."""
    blocks = [block for block in body if not (isinstance(block, Paragraph) and is_closing(block))]
    level = _group_level(blocks)
    starts = [at for at, block in enumerate(blocks) if level is not None and _level(block) is level]
    starts = _of_one_kind(blocks, starts)
    if level is None or _are_tasks(blocks, starts):
        _read_group(None, tree_of(blocks), found, has_title=level is not None)
        return
    for block in blocks[: starts[0]]:
        if isinstance(block, Table):
            found.add_table(block)
    _read_bullets_before(blocks[: starts[0]], found)
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=False):
        heading = blocks[start]
        assert isinstance(heading, Paragraph)
        group, text = _group(heading)
        found.groups.append(group)
        key = group.number or group.title
        before = len(found.tasks)
        if text:
            found.tasks.append(with_details(ReadTask(key, None, text), end_details(text)))
        _read_group(key, tree_of(blocks[start + 1 : end]), found, has_title=True)
        if len(found.tasks) == before:
            found.empty_groups.append(heading.text)


def _read_bullets_before(blocks: Sequence[Block], found: TaskList) -> None:
    """Items between the section's heading and its first group belong to no group."""
    items = [block for block in blocks if isinstance(block, Paragraph) and block.marker is not None]
    if items:
        _read_group(None, tree_of(blocks), found, has_title=True)


def _level(block: Block) -> Level | None:
    marker = _marker(block)
    return None if marker is None or marker.is_bullet else marker.level


def _of_one_kind(blocks: Sequence[Block], starts: Sequence[int]) -> list[int]:
    """Of "1." and "Nhiệm vụ 1:" those that come first: the others stand below them."""
    named = {at: marker.is_named for at in starts if (marker := _marker(blocks[at])) is not None}
    return [at for at in starts if named[at] is named[starts[0]]]


def _marker(block: Block) -> Marker | None:
    return block.marker if isinstance(block, Paragraph) else None


def _group_level(blocks: Sequence[Block]) -> Level | None:
    """The highest level; "(1)" where it stands above "a)", which otherwise stands above "(1)"."""
    markers = [block.marker for block in blocks if isinstance(block, Paragraph) and _level(block) is not None]
    levels = [marker.level for marker in markers if marker is not None]
    brackets = [two for one, two in pairwise(markers) if one is not None and one.level is Level.BRACKET]
    if levels and min(levels) is Level.LETTER and levels[0] is Level.BRACKET:
        begins = [marker.number for marker in brackets if marker is not None and marker.level is Level.LETTER]
        if len(begins) > 1 and len({*begins}) == 1:
            return Level.BRACKET
    return min(levels, default=None)


def _are_tasks(blocks: Sequence[Block], starts: Sequence[int]) -> bool:
    """Whether the numbered paragraphs are tasks themselves: nearly all are sentences with nothing but details below."""
    alone = bare = 0
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=False):
        heading = blocks[start]
        assert isinstance(heading, Paragraph)
        below = tree_of(blocks[start:end])
        item = below.children[0]
        head, rest = split_at_colon(heading.words)
        is_titled = bool(rest) and len(head) < _LONGEST_TITLE // 2
        is_bare = not item.children and len(item.lines) == 1 and not item.tables
        bare += is_bare
        alone += is_bare and not is_titled and (heading.words.endswith((".", ";")) or bool(item.details))
    return alone > 0.7 * len(starts) or (bare == len(starts) > 1 and alone >= 0.5 * len(starts))


def _group(heading: Paragraph) -> tuple[ReadTaskGroup, str]:
    """The group, and the text behind a colon, which is a task."""
    marker = heading.marker
    assert marker is not None
    title, rest = split_at_colon(heading.words)
    return ReadTaskGroup(marker.number, title.strip(" .:;,")), rest


def _read_group(group: str | None, root: Item, found: TaskList, *, has_title: bool) -> None:
    for table in root.tables:
        found.add_table(table)
    has_items = any(child.level is not None for child in root.children)
    for child in root.children:
        if child.level is None and (has_items or not has_title):
            for table in child.tables:
                found.add_table(table)
            for nested in child.children:
                _read_item(group, nested, None, found)
            continue
        _read_item(group, child, None, found)


def _read_item(group: str | None, item: Item, number: str | None, found: TaskList) -> None:
    """The task of a leaf; a numbered heading passes its number to the items below it."""
    own = item.number or number
    below = [child for child in item.children if child.level is not None]
    if below and (not item.is_bullet or _is_subheading(item)):
        for child in below:
            _read_item(group, child, own, found)
    else:
        text = item.whole_text
        task = with_details(ReadTask(group, own, text), end_details(text))
        below_it = _all_details(item)
        if any(sum(label in details for details in below_it) > 1 for label in ("lead", "deadline", "product")):
            found.doubled.append(text)
        for details in below_it:
            task = with_details(task, details)
        lead, supporting = ordered_bodies(text) if task.lead is None else (None, ())
        if lead is not None:
            task = replace(task, lead=lead, supporting=task.supporting or supporting)
        found.tasks.append(task)
    for table in item.tables:
        found.add_table(table)


def _is_subheading(item: Item) -> bool:
    """A short bullet of another kind above dashes ("* Về hạ tầng"), or with a colon above any others ("* Về dữ liệu:"):
    what stands below are the tasks."""
    words = item.words
    signs = {child.sign for child in item.children}
    is_above = item.sign != "-" and (
        signs == {"-"} or (words.endswith(":") and len(signs - {item.sign}) == len(signs) == 1)
    )
    return is_above and len(words) < _LONGEST_SUBHEADING and not words.endswith((".", ";"))


def _all_details(item: Item) -> list[dict[str, str]]:
    return [*item.details, *(details for child in item.children for details in _all_details(child))]
