"""Opening: the settings that hold, and every file that is refused with words and left untouched."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kh57_desktop.domain.regimes import Regime
from kh57_desktop.errors import NOT_DONE, REFUSED
from kh57_desktop.store import errors, schema
from kh57_desktop.store.check import check
from kh57_desktop.store.database import Store
from kh57_desktop.store.migrations import migrations
from kh57_desktop.store.opening import create_store, open_store
from tests.store.makers import new_store, plan, with_plan


def test_a_new_file_has_the_standing_regimes(store: Store) -> None:
    assert [(row.code, row.rule) for row in store.reports.regimes()] == [
        ("ND09", "nd09"),
        ("DUONGLICH", "calendar"),
        ("TUAN", "weekly"),
    ]


def test_the_decided_settings_hold(store: Store) -> None:
    def says(name: str) -> object:
        return store.database.rows(f"pragma {name}")[0][0]

    assert says("journal_mode") == "truncate"
    assert (says("synchronous"), says("foreign_keys"), says("recursive_triggers")) == (3, 1, 1)
    assert (says("trusted_schema"), says("cell_size_check"), says("secure_delete")) == (0, 1, 1)


def test_every_table_is_strict(store: Store) -> None:
    loose = store.database.rows(
        "select name from pragma_table_list where schema = 'main' and type = 'table' and not strict"
        " and name not like 'sqlite%' and name not like '%sqlite_migrations'"
    )
    assert [row["name"] for row in loose] == []


def test_every_business_table_is_told_by_the_schema(store: Store) -> None:
    others = {
        "open_action",
        "file_info",
        "code_given",
        "journal",
        "_sqlite_migrations",
        "draft",
        "import_mapping",
        "attachment_text",
    }
    named = {
        row["name"]
        for row in store.database.rows("select name from sqlite_master where type = 'table'")
        if not row["name"].startswith(("sqlite_", "task_search"))
    }
    assert named - others == set(schema.BUSINESS_TABLES)


def test_the_steps_told_without_loading_them_are_those_of_the_migrations() -> None:
    from sqlite_utils import Database

    with Database(memory=True) as empty:
        assert tuple(step.name for step in migrations.pending(empty)) == schema.STEPS


def test_attaching_and_changing_the_journal_mode_are_denied(store: Store) -> None:
    for sql in ("attach ':memory:' as other", "pragma journal_mode = wal", "pragma writable_schema = 1"):
        with pytest.raises(sqlite3.DatabaseError):
            store.database.rows(sql)


def test_a_file_is_not_created_over_another(tmp_path: Path) -> None:
    path = tmp_path / "a.kh57"
    path.write_text("thư riêng", encoding="utf-8")
    with pytest.raises(errors.DataFileExists):
        create_store(path)
    assert path.read_text(encoding="utf-8") == "thư riêng"
    assert [item.name for item in tmp_path.iterdir()] == ["a.kh57"]


def test_a_missing_file_is_told_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(errors.DataFileMissing) as told:
        open_store(tmp_path / "a.kh57")
    assert told.value.exit_code == REFUSED
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"x" * 50, b"PK\x03\x04" + b"\0" * 500])
@pytest.mark.parametrize("read_only", [True, False])
def test_a_foreign_file_is_refused(tmp_path: Path, content: bytes, read_only: bool) -> None:
    path = tmp_path / "a.kh57"
    path.write_bytes(content)
    with pytest.raises(errors.NotADataFile) as told:
        open_store(path, read_only=read_only)
    assert told.value.exit_code == REFUSED
    assert path.read_bytes() == content
    assert [item.name for item in tmp_path.iterdir()] == ["a.kh57"]


def test_the_sqlite_file_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.kh57"
    other = sqlite3.connect(path)
    other.execute("create table t (x)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(errors.NotADataFile):
        open_store(path)
    assert path.read_bytes() == before


def test_a_link_to_a_data_file_is_refused(tmp_path: Path) -> None:
    new_store(tmp_path, "a.kh57").close()
    link = tmp_path / "b.kh57"
    try:
        link.symlink_to(tmp_path / "a.kh57")
    except OSError:
        pytest.skip("no right to make links here")
    with pytest.raises(errors.DataFileIsALink):
        open_store(link)


def test_a_file_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.kh57"
    create_store(path).close()
    later = sqlite3.connect(path)
    later.execute("insert into _sqlite_migrations (migration_set, name, applied_at) values ('kh57', '0099_later', '')")
    later.commit()
    later.close()
    before = path.read_bytes()
    for read_only in (True, False):
        with pytest.raises(errors.DataFileTooNew) as told:
            open_store(path, read_only=read_only)
        assert told.value.exit_code == NOT_DONE
    assert path.read_bytes() == before


def test_a_damaged_file_is_told_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.kh57"
    with create_store(path) as store:
        with_plan(store, 50)
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 6] = b"\xff" * (4096 * 3)
    path.write_bytes(content)
    with pytest.raises(errors.DataFileDamaged) as told:
        open_store(path)
    assert told.value.exit_code == NOT_DONE
    assert path.read_bytes() == bytes(content)


def test_a_reader_needs_no_lock_and_cannot_write(tmp_path: Path) -> None:
    path = tmp_path / "a.kh57"
    with create_store(path) as writer:
        made = with_plan(writer, 3)
        with open_store(path, read_only=True) as reader:
            assert reader.plans.newest() == made
            assert len(reader.tasks.of_plan(made.id)) == 3
            with pytest.raises(errors.OpenedForReading), reader.changes("x"):
                reader.plans.put(plan("K2"))
            with pytest.raises(errors.DataFileReadOnly):
                reader.database.run("delete from journal")


def test_a_closed_file_leaves_only_itself(tmp_path: Path) -> None:
    new_store(tmp_path, "a.kh57").close()
    assert sorted(item.name for item in tmp_path.iterdir() if item.stat().st_size) == ["a.kh57"]


LISTING = """
import sys
from datetime import date
from pathlib import Path
from kh57_desktop.store.opening import open_store
from kh57_desktop.store.task_wanted import TaskQuery
with open_store(Path(sys.argv[1]), read_only=True) as store:
    query = TaskQuery(store.plans.newest().id, date(2026, 6, 1))
    print(len(store.tasks.page(query, offset=0, limit=500)))
print(*[name for name in ("sqlite_utils", "babel", "PySide6") if name in sys.modules])
"""


def test_a_program_opens_and_lists_in_a_moment(tmp_path: Path, figures: Callable[[str, object, str], None]) -> None:
    with new_store(tmp_path, "a.kh57") as store:
        with_plan(store, 150)
    seconds = []
    for _each in range(5):
        started = time.perf_counter()
        ran = subprocess.run(
            [sys.executable, "-c", LISTING, str(store.path)],
            capture_output=True,
            text=True,
            check=True,
            encoding="utf-8",
        )
        seconds.append(time.perf_counter() - started)
        assert ran.stdout == "150\n\n"  # and nothing heavy was loaded for it
    figures("store: start, open, list 150 tasks (s)", sorted(seconds)[2], "< 0.5")


def test_every_refusal_says_what_happened_and_what_to_do() -> None:
    fields = dict.fromkeys(("name", "user", "host", "since", "words", "folder", "limit", "finding"), "X")
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.StoreError)]
    assert len(kinds) > 15
    for kind in kinds:
        told = kind(**fields)
        assert told.sentence.endswith((".", "X")), kind
        assert told.advice.endswith("."), kind


def test_a_file_of_the_first_version_is_copied_checked_and_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tables that later steps make are not looked for in a file that has not had them."""
    import sqlite_utils

    from kh57_desktop.store import upgrade
    from kh57_desktop.store.connection import Database, schema_sum

    def only_the_first(db: Database) -> None:
        with sqlite_utils.Database(memory=True, execute_plugins=False) as fresh:
            later = [step.name for step in migrations.pending(fresh)][1:]
        connection = db.connection
        connection.execute("begin immediate")
        migrations.apply(sqlite_utils.Database(connection, execute_plugins=False), stop_before=later)
        connection.execute(f"pragma user_version = {schema_sum(connection)}")
        connection.execute("commit")
        connection.row_factory = sqlite3.Row

    path = tmp_path / "cu.kh57"
    with monkeypatch.context() as old:
        old.setattr(upgrade, "upgrade", only_the_first)
        old.setattr(schema, "FIRST_REGIMES", ())  # today's regimes have columns that the first version had not
        create_store(path).close()
    with open_store(path) as store:
        assert schema.applied_steps(store.database) == list(schema.STEPS)
        assert store.reports.regimes() == []
        with store.changes("regime"):
            store.reports.put_regime(Regime("r", "ND09", "Chế độ", "nd09"))
    assert check(path) == []
