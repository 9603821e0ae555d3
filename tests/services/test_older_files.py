"""A data file of an earlier version is brought up to date with nothing lost: codes, progress, journal and undo.

`tests/data/files` keeps one file of each version that offices may have; it is never made anew.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kh57_desktop.services import care
from kh57_desktop.services.history import undo
from kh57_desktop.services.plans import plan_of
from kh57_desktop.services.session import open_session
from kh57_desktop.services.tasks import record_progress, task_by_key

FILES = Path(__file__).resolve().parents[1] / "data" / "files"


@pytest.mark.parametrize("name", sorted(path.name for path in FILES.glob("*.kh57")))
def test_a_file_of_an_earlier_version_opens_works_and_passes_the_check(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    shutil.copyfile(FILES / name, path)
    shutil.copytree(FILES / f"{name}-files", tmp_path / f"{name}-files")
    with open_session(path, user="Cán bộ Mẫu") as session:
        task = task_by_key(session, plan_of(session, None), "N1")
        [entry] = session.store.tasks.progress(task.id)
        assert (entry.percent, entry.result) == (40, "đã làm")
        record_progress(session, task, percent=60)
        undo(session, since=0)
        assert [row.percent for row in session.store.tasks.progress(task.id)] == [40]
        assert list((tmp_path / f"{name}-backups").glob("*.kh57"))  # the copy before the upgrade
    assert care.check(path) == []


def test_there_is_a_file_to_try() -> None:
    assert list(FILES.glob("*.kh57"))
