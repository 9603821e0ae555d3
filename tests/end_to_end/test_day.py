"""A working day in the real window with keyboard and clipboard alone: plan, ten tasks, thirty pasted rows, progress
with its proof, indicator values, committee, search, undo and redo; then closed, or killed, and opened again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from kh57_desktop.domain.committee import Member
from kh57_desktop.domain.indicators import Reading
from kh57_desktop.domain.tasks import Task
from kh57_desktop.i18n import fold
from kh57_desktop.services.session import Session, open_session
from tests.conftest import PROJECT
from tests.end_to_end.hands import BUSY, TITLE, Hands
from tests.end_to_end.screen import TOOLS, Screen, missing_tools, program, screen
from tests.end_to_end.test_window import SAMPLE, kh57
from tests.importing.word_files import word_of_text
from tests.store.makers import canonical_dump

SHARED_PLAN = PROJECT.parent / "shared" / "importer" / "documents" / "kon-gang.txt"
TEN, PASTED, STEPS = 10, 30, 5
MEMBERS = (("Le Van A", "Truong ban", "Bi thu"), ("Tran Thi B", "Thanh vien", "Truong Cong an"))
NEW_WORK = "Đổi mới việc tiếp công dân tại thôn "


@pytest.fixture
def on(tmp_path: Path) -> Iterator[Screen]:
    missing = missing_tools((*TOOLS, "xclip"))
    if missing:
        pytest.skip(f"no real window on this machine: {', '.join(missing)} missing")
    with screen(1366, 768, tmp_path / "home") as shown:
        yield shown


@pytest.fixture
def plan_document(tmp_path: Path) -> Path:
    """A real plan as Word document where the shared documents are beside the project, else the sample."""
    if not SHARED_PLAN.exists():
        return SAMPLE
    return word_of_text(SHARED_PLAN.read_text(encoding="utf-8"), tmp_path / "ke-hoach.docx")


@pytest.mark.parametrize("is_killed", [False, True], ids=["closed", "killed"])
def test_a_day_of_work_in_a_real_window(on: Screen, plan_document: Path, tmp_path: Path, is_killed: bool) -> None:
    path = tmp_path / "kon gang.kh57"
    with program(on) as started:
        day = Day(on, path, tmp_path)
        day.start_first(plan_document)
        day.set_ten_tasks()
        day.paste_rows()
        day.record_progress()
        before_last_steps = day.enter_first_value()
        day.enter_second_value()
        day.found_committee()
        day.open_found_place()
        whole = day.undo_and_redo(before_last_steps)
        if is_killed:
            started.kill()
            started.wait(timeout=BUSY)
        else:
            on.keys("ctrl+q")
            assert started.wait(timeout=BUSY) == 0
    assert dump_of(path) == whole
    with program(on, str(path)) as again:
        Day(on, path, tmp_path).see_it_painted()
        on.keys("ctrl+q")
        assert again.wait(timeout=BUSY) == 0
    assert dump_of(path) == whole
    assert kh57("check", str(path)) == 0


class Day(Hands):
    """Each step does as a person would and waits until it stands in the file."""

    def start_first(self, document: Path) -> None:
        self.accept_plan(document, lambda: len(tasks(self.path)) > 40)

    def set_ten_tasks(self) -> None:
        """Lead units, typed without accents, going down their column; then the deadlines in the next one."""
        first, unit = tasks(self.path)[:TEN], units(self.path)[0]
        self.on.keys("ctrl+2", "Tab")
        self._go_down(first, [fold(unit)] * TEN)
        wanted = [unit] * TEN
        self.wait(lambda: [lead_of(self.path, task) for task in tasks(self.path)[:TEN]] == wanted, "ten lead units")
        self.on.keys(*["Up"] * self._rows_of(first), "Tab")
        days = [f"{number + 10}/12/2026" for number in range(TEN)]
        self._go_down(first, days)
        self.wait(lambda: [task.deadline_words for task in tasks(self.path)[:TEN]] == days, "ten deadlines")

    def _go_down(self, rows: list[Task], words: list[str]) -> None:
        """Enter goes to the next row; the row of a group between two tasks is stepped over."""
        for place, (task, typed) in enumerate(zip(rows, words, strict=True)):
            self.on.type(typed)
            self.on.keys("Return")
            if place + 1 < len(rows) and rows[place + 1].group_id != task.group_id:
                self.on.keys("Down")

    def _rows_of(self, rows: list[Task]) -> int:
        between = sum(one.group_id != other.group_id for one, other in pairwise(rows))
        return len(rows) + between

    def paste_rows(self) -> None:
        """Thirty rows as a spreadsheet puts them on the clipboard; the preview is accepted with Enter."""
        unit = units(self.path)[0]
        rows = [f"{NEW_WORK}{number}\t{unit}\t{number % 28 + 1:02d}/12/2026" for number in range(1, PASTED + 1)]
        before = len(tasks(self.path))
        self.put_on_clipboard("\n".join(["Nội dung\tChủ trì\tThời hạn", *rows]))
        self.on.keys("ctrl+v", "Return")
        self.wait(lambda: len(tasks(self.path)) == before + PASTED, "the pasted rows")
        pasted = [task for task in tasks(self.path) if task.text.startswith(NEW_WORK)]
        assert [task.text for task in pasted] == [row.split("\t")[0] for row in rows]
        assert [task.deadline_words for task in pasted] == [row.split("\t")[2] for row in rows]
        assert {lead_of(self.path, task) for task in pasted} == {unit}

    def record_progress(self) -> None:
        """Percent, result, a file through the dialog, Ctrl+Enter: of the task in whose row the cursor is."""
        proof = self.folder / "bien ban.txt"
        proof.write_text("Biên bản nghiệm thu", encoding="utf-8")
        self.on.keys("ctrl+u")
        self.on.type("40")
        self.on.keys("Tab")
        self.on.type("Da xong buoc mot")
        self.on.keys("Tab", "Tab", "Tab", "Tab", "space")
        self.answer_dialog("Minh chứng", proof)
        self.on.focus(self.on.window(TITLE))
        self.on.keys("ctrl+Return")
        self.wait(lambda: entries(self.path), "the entry of progress")
        assert entries(self.path) == [(f"{NEW_WORK}1", 40, "Da xong buoc mot", ["bien ban.txt"])]

    def enter_first_value(self) -> str:
        """Of the present quarter, with a comma; answers what the file holds then."""
        self.on.keys("ctrl+3")
        self.on.type("62,5")
        self.on.keys("Return")
        self.wait(lambda: len(readings(self.path)) == 1, "the first value")
        return dump_of(self.path)

    def enter_second_value(self) -> None:
        self.on.type("70")
        self.on.keys("Return")
        self.wait(lambda: len(readings(self.path)) == 2, "the second value")
        assert sorted(str(reading.value) for reading in readings(self.path)) == ["62.5", "70"]

    def found_committee(self) -> None:
        """Enter founds that of the Party body; two members; Space gives a task group to the second one."""
        self.on.keys("ctrl+4", "Return")
        self.wait(lambda: committees(self.path) == 1, "the committee")
        self.on.keys("F5")
        for words in MEMBERS:
            for word in words:
                self.on.type(word)
                self.on.keys("Tab" if word != words[-1] else "Return")
        self.wait(lambda: len(members(self.path)) == len(MEMBERS), "the members")
        assert [(one.name, one.role, one.post) for one in members(self.path)] == list(MEMBERS)
        self.on.keys("Escape", "Tab", "Tab", "space")
        self.wait(lambda: assigned(self.path), "the assignment")
        assert assigned(self.path) == ["Tran Thi B"]

    def open_found_place(self) -> None:
        """Enter opens the task found without accents: its cell is copied, out of the window, to see which one it is."""
        self.put_on_clipboard("nothing copied yet")
        self.on.keys("ctrl+f")
        self.on.type("doi moi")
        self.on.keys("Return", "Home", "Right", "ctrl+c")
        self.wait(lambda: {"doi", "moi"} <= set(fold(self.clipboard()).split()), "the text of the task that was found")
        assert self.clipboard().strip() in {task.text for task in tasks(self.path)}

    def undo_and_redo(self, before: str) -> str:
        """The last five steps one by one, each with its name, and again; what the file holds at the end."""
        whole, names = dump_of(self.path), next_names(self.path)
        undone = []
        for _step in range(STEPS):
            undone.append(next_names(self.path)[0])
            self.on.keys("ctrl+z")
            self.wait(lambda: next_names(self.path)[1] == undone[-1], f"“{undone[-1]}” undone")
        assert dump_of(self.path) == before
        assert len(set(undone)) == STEPS
        for name in reversed(undone):
            assert next_names(self.path)[1] == name
            self.on.keys("ctrl+y")
            self.wait(lambda name=name: next_names(self.path)[0] == name, f"“{name}” done again")
        assert (dump_of(self.path), next_names(self.path)) == (whole, names)
        return whole


# what stands in the file, as another program reads it meanwhile


def reading(path: Path) -> Session:
    return open_session(path, user="khác", read_only=True)


def dump_of(path: Path) -> str:
    with reading(path) as session:
        return canonical_dump(session.store)


def tasks(path: Path) -> list[Task]:
    """In the order of the table; none where there is no plan yet."""
    with reading(path) as session:
        plan = session.store.plans.newest()
        return session.store.tasks.of_plan(plan.id) if plan else []


def units(path: Path) -> list[str]:
    with reading(path) as session:
        return [unit.name for unit in session.store.offices.units()]


def lead_of(path: Path, task: Task) -> str:
    with reading(path) as session:
        return session.store.offices.unit(task.lead_unit_id).name if task.lead_unit_id else ""


def entries(path: Path) -> list[tuple[str, int | None, str, list[str]]]:
    """Every entry of progress: its task, percent, result and the names of the files that prove it."""
    found = []
    with reading(path) as session:
        store = session.store
        for task in tasks(path):
            proofs = store.tasks.evidence(task.id)
            for entry in store.tasks.progress(task.id):
                names = [store.files.get(one.attachment_id).name for one in proofs if one.entry_id == entry.id]
                found.append((task.text, entry.percent, entry.result, names))
    return found


def readings(path: Path) -> list[Reading]:
    with reading(path) as session:
        plan = session.store.plans.newest()
        return [one for all_of in session.store.indicators.readings_of_plan(plan.id).values() for one in all_of]


def committees(path: Path) -> int:
    with reading(path) as session:
        return len(session.store.committees.all())


def members(path: Path) -> list[Member]:
    with reading(path) as session:
        [committee] = session.store.committees.all()
        return session.store.committees.members(committee.id)


def assigned(path: Path) -> list[str]:
    """The member of each assignment of a whole group."""
    names = {member.id: member.name for member in members(path)}
    with reading(path) as session:
        [committee] = session.store.committees.all()
        given = session.store.committees.assignments(committee.id)
        return [names[one.member_id] for one in given if one.task_group_id]


def next_names(path: Path) -> tuple[str, str]:
    """What undo and redo would do next, by name."""
    with reading(path) as session:
        undo, redo = session.store.next_undo(), session.store.next_redo()
        return undo.words if undo else "", redo.words if redo else ""
