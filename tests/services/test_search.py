"""One box over everything: tasks, indicators, people, units, the plan's words, registers and inside attachments."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kh57_desktop.domain.searching import FoundKind
from kh57_desktop.services.plans import plan_of
from kh57_desktop.services.search import OfficeSearch, keep_words, read_words, unread_attachments
from kh57_desktop.services.session import Session
from kh57_desktop.services.tasks import edit_tasks, task_by_key
from tests.importing.word_files import word_of_text


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("song di dong", FoundKind.TASK), ("N2", FoundKind.TASK), ("P. Kinh tế", FoundKind.TASK),
        ("hồ sơ trực tuyến", FoundKind.INDICATOR), ("cong an", FoundKind.UNIT), ("an ninh mang", FoundKind.DUTY),
        ("cu the hoa", FoundKind.PLAN_TEXT),
    ],
)  # fmt: skip
def test_every_kind_is_found(commune: Session, typed: str, kind: FoundKind) -> None:
    assert kind in {group.kind for group in OfficeSearch(commune).find(typed)}


def test_what_is_saved_is_found_at_once_and_the_bin_is_not(commune: Session) -> None:
    search = OfficeSearch(commune)
    assert search.find("khinh khí cầu") == []
    plan = plan_of(commune, None)
    edit_tasks(commune, [task_by_key(commune, plan, "N1")], {"text": "Thả khinh khí cầu"})
    [group] = search.find("khinh khi cau")
    assert [entry.id for entry in group.entries] == [task_by_key(commune, plan, "N1").id]
    with commune.store.changes("test"):
        commune.store.tasks.to_bin(group.entries[0].id)
    assert search.find("khinh khi cau") == []


def read_all(session: Session) -> int:
    unread = unread_attachments(session)
    keep_words(session, read_words(unread))
    return len(unread)


def test_words_inside_attachments_are_found_once_they_were_read(commune: Session, tmp_path: Path) -> None:
    minutes = word_of_text("Biên bản nghiệm thu máy bơm", tmp_path / "bien-ban.docx")
    read_all(commune)
    with commune.store.changes("test"):
        commune.store.files.put_bytes(minutes.read_bytes(), "bien-ban.docx", "evidence")
        commune.store.files.put_bytes(b"\x89PNG\r\n\x1a\n rest", "anh.png", "evidence")
    search = OfficeSearch(commune)
    assert search.find("may bom") == []
    assert read_all(commune) == 2
    [group] = search.find("may bom")
    assert (group.kind, [entry.title for entry in group.entries]) == (FoundKind.ATTACHMENT, ["bien-ban.docx"])
    assert read_all(commune) == 0


def test_rows_made_piece_by_piece_are_those_made_at_once_and_follow_every_change(commune: Session) -> None:
    search, pieces = OfficeSearch(commune), 0
    while not search.prepare(0):
        pieces += 1
    assert pieces > 1
    assert search.prepare(0)
    plan = plan_of(commune, None)
    words = ("so", "cong an", "N1", "khi cau", "ke hoach", "xa")
    for step in range(3):
        if step == 1:
            edit_tasks(commune, [task_by_key(commune, plan, "N1")], {"text": "Thả khinh khí cầu"})
            assert not search.prepare(0)  # a piece of it is begun, then the file changes again
        if step == 2:
            unit = commune.store.offices.units()[0]
            with commune.store.changes("test"):
                commune.store.tasks.to_bin(task_by_key(commune, plan, "N2").id)
                commune.store.offices.put_unit(replace(unit, name="Phòng Khí cầu"))
        fresh = OfficeSearch(commune)
        for typed in words:
            assert search.find(typed) == fresh.find(typed)
