"""Tampering and flipped bits show."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from kh57_desktop.store import journal
from kh57_desktop.store.check import check
from kh57_desktop.store.connection import Database, schema_sum
from kh57_desktop.store.errors import StoreError
from kh57_desktop.store.files import files_folder
from kh57_desktop.store.opening import create_store, open_store
from tests.store.makers import LONG, canonical_dump, entry, indicator, office, unit, with_plan

FLIPS = 3_000 if LONG else 150


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with create_store(tmp_path / "a.kh57", user="an") as store:
        made = with_plan(store, 20)
        with store.changes("more"):
            store.offices.put_office(office())
            store.offices.put_unit(unit())
            store.indicators.put(indicator(made.id))
            for task in store.tasks.of_plan(made.id):
                store.tasks.put_progress(entry(task.id))
            store.files.put_bytes(b"content of an attachment", "Quyết định.pdf", "decision")
        with store.changes("bin"):
            store.tasks.to_bin(store.tasks.of_plan(made.id)[3].id)
        store.undo()
    return tmp_path / "a.kh57"


def tamper(path: Path, *statements: str) -> None:
    """As someone with a database tool would: around the triggers, which are put back afterwards."""
    raw = sqlite3.connect(path, isolation_level=None)
    triggers = raw.execute("select name, sql from sqlite_master where type = 'trigger'").fetchall()
    for name, _sql in triggers:
        raw.execute(f"drop trigger {name}")
    for statement in statements:
        raw.execute(statement)
    for _name, sql in triggers:
        raw.execute(sql)
    refresh_sum(raw)
    raw.close()


def refresh_sum(raw: sqlite3.Connection) -> None:
    raw.execute(f"pragma user_version = {schema_sum(raw)}")


def found(path: Path) -> set[str]:
    return {finding.code for finding in check(path)}


def test_a_whole_file_has_no_findings(path: Path) -> None:
    assert check(path) == []


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("update task set text = 'Nhiệm vụ khác' where code = 'N2'", "content"),
        ("update task set text_key = 'zzz' where code = 'N2'", "derived"),
        ("update progress_entry set percent = 100 where row = 1", "content"),
        ("delete from progress_entry where row = 2", "lost-row"),
        ("insert into superior (id, name, kind, line) values ('x', 'a', 'b', 'c')", "unknown-row"),
        ("update journal set user = 'bình' where seq = 5", "journal"),
        ("update journal set after = '{}' where seq = 6", "journal"),
        ("delete from journal where seq = 7", "journal"),
        ("delete from journal where seq >= (select max(seq) from journal)", "content"),
        ("update file_info set value = 'x' where key = 'id'", "journal"),
        ("update code_given set last = 3 where scope like 'task/%'", "code"),
        ("update progress_entry set task_id = 'none' where row = 1", "link"),
        ("insert into open_action values ('x')", "open-action"),
        ("insert into task_search (task_search) values ('delete-all')", "search"),
        ("create table spare (x text)", "schema"),
    ],
)
def test_tampering_shows(path: Path, statement: str, code: str) -> None:
    tamper(path, statement)
    assert code in found(path)
    assert all(finding.sentence.endswith(".") for finding in check(path))


def test_a_trigger_taken_away_shows(path: Path) -> None:
    raw = sqlite3.connect(path)
    raw.execute("drop trigger journal_no_delete")
    assert found(path) == {"damaged"}
    refresh_sum(raw)
    raw.close()
    assert found(path) == {"schema"}


def test_rehashing_one_entry_shows(path: Path) -> None:
    raw = sqlite3.connect(path, isolation_level=None)
    raw.row_factory = sqlite3.Row
    row = dict(raw.execute("select * from journal where seq = 5").fetchone())
    raw.close()
    row["user"] = "bình"
    tamper(path, f"update journal set user = 'bình', hash = '{journal.hash_of(row)}' where seq = 5")
    assert "journal" in found(path)


def test_a_whole_new_chain_shows_only_against_the_anchor(path: Path) -> None:
    """What the journal cannot promise, so that nobody promises it: the head hash must be kept elsewhere too."""
    with open_store(path, read_only=True) as store:
        anchor = store.head()
    raw = sqlite3.connect(path, isolation_level=None)
    raw.row_factory = sqlite3.Row
    rows = [dict(row) for row in raw.execute("select * from journal order by seq")]
    previous = journal.genesis(Database(raw, path))
    raw.close()
    statements = []
    for row in rows:
        row |= {"user": "bình", "prev": previous}
        previous = journal.hash_of(row)
        statements.append(
            f"update journal set user = 'bình', prev = '{row['prev']}', hash = '{previous}' where seq = {row['seq']}"
        )
    tamper(path, *statements)
    assert check(path) == []
    with open_store(path, read_only=True) as store:
        assert store.head() != anchor


def test_attachments_are_proved_by_their_content(path: Path) -> None:
    content = next(item for item in files_folder(path).rglob("*") if item.is_file())
    whole = content.read_bytes()
    content.write_bytes(b"C" + whole[1:])
    assert found(path) == {"attachment-altered"}
    content.unlink()
    assert found(path) == {"attachment-missing"}


def test_a_flipped_bit_is_found_or_harmless(path: Path, figures: Callable[[str, object, str], None]) -> None:
    """reliability.md D8 and goal 4: content never changes unnoticed."""
    whole = path.read_bytes()
    with open_store(path, read_only=True) as store:
        content, history = canonical_dump(store), store.actions(-1)
    chance, seen, refused, harmless = random.Random(57), 0, 0, 0
    for _each in range(FLIPS):
        damaged = bytearray(whole)
        damaged[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        try:
            if check(path):
                seen += 1
                continue
            with open_store(path, read_only=True) as store:
                assert (canonical_dump(store), store.actions(-1)) == (content, history)
            harmless += 1
        except StoreError:
            refused += 1
    assert seen + refused + harmless == FLIPS
    assert seen > FLIPS // 10  # most of a small file is empty space
    figures("store: flipped bits found / refused at opening / harmless", f"{seen}/{refused}/{harmless}", "0 silent")


@pytest.mark.parametrize("kind", ["truncated", "zero page", "garbage page", "junk header", "emptied"])
def test_a_damaged_file_never_opens_with_other_content(path: Path, kind: str) -> None:
    whole, chance = path.read_bytes(), random.Random(kind)
    with open_store(path, read_only=True) as store:
        content = canonical_dump(store)
    for _each in range(FLIPS // 10):
        damaged = bytearray(whole)
        at = chance.randrange(len(whole) // 4096) * 4096
        if kind == "truncated":
            del damaged[chance.randrange(len(whole)) :]
        elif kind == "zero page":
            damaged[at : at + 4096] = bytes(4096)
        elif kind == "garbage page":
            damaged[at : at + 4096] = chance.randbytes(4096)
        elif kind == "junk header":
            damaged[16:100] = chance.randbytes(84)
        else:
            damaged = bytearray(chance.randrange(100))
        path.write_bytes(damaged)
        try:
            if not check(path):
                with open_store(path, read_only=True) as store:
                    assert canonical_dump(store) == content
        except StoreError:  # refused with words
            continue
