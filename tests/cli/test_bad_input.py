"""Bad input: one clear Vietnamese sentence, the right exit code, nothing lost."""

from __future__ import annotations

import os
import sqlite3
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Outcome

Run = Callable[..., Outcome]


def assert_one_clear_sentence(outcome: Outcome, code: int) -> None:
    assert outcome.code == code, outcome.err
    lines = [line for line in outcome.err.splitlines() if line.strip()]
    assert 1 <= len(lines) <= 3, outcome.err
    assert "Traceback" not in outcome.err
    assert any(letter in outcome.err for letter in "ệựữđạảấ"), outcome.err


def test_an_empty_file_is_refused(tmp_path: Path, kh57: Run) -> None:
    empty = tmp_path / "rong.txt"
    empty.write_bytes(b"")
    assert_one_clear_sentence(kh57("read", empty), 1)


def test_a_binary_renamed_docx_is_refused(tmp_path: Path, kh57: Run) -> None:
    foreign = tmp_path / "anh.docx"
    foreign.write_bytes(bytes(range(256)) * 64)
    assert_one_clear_sentence(kh57("read", foreign), 1)


def test_a_zip_bomb_is_refused(tmp_path: Path, kh57: Run) -> None:
    bomb = tmp_path / "bom.docx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"\0" * 200_000_000)
    assert bomb.stat().st_size < 1_000_000
    assert_one_clear_sentence(kh57("read", bomb), 1)


def test_fifty_megabytes_of_text_are_refused(tmp_path: Path, kh57: Run) -> None:
    big = tmp_path / "lon.txt"
    big.write_text("Nhiệm vụ chuyển đổi số.\n" * 2_000_000, encoding="utf-8")
    assert_one_clear_sentence(kh57("read", big), 1)


def test_a_document_without_a_plan_is_refused_and_nothing_imported(office: Path, tmp_path: Path, kh57: Run) -> None:
    letter = tmp_path / "thu.txt"
    letter.write_text("Kính gửi đồng chí,\nTôi viết thư này để hỏi thăm sức khỏe.\nThân ái.\n", encoding="utf-8")
    assert_one_clear_sentence(kh57("import", office, letter), 1)
    assert kh57("list", office, "units", "--json").json == []


def test_a_secret_document_is_refused(office: Path, plan_file: Path, kh57: Run) -> None:
    plan_file.write_text("TỐI MẬT\n" + plan_file.read_text(encoding="utf-8"), encoding="utf-8")
    assert_one_clear_sentence(kh57("import", office, plan_file), 1)
    assert kh57("list", office, "units", "--json").json == []


def test_a_data_file_of_a_newer_version_is_left_alone(office: Path, kh57: Run) -> None:
    with sqlite3.connect(office) as connection:
        table = next(
            name
            for (name,) in connection.execute("select name from sqlite_master where type = 'table'")
            if "migration" in name
        )
        columns = [row[1] for row in connection.execute(f"pragma table_info({table})")]
        row = dict(zip(columns, connection.execute(f"select * from {table} limit 1").fetchone(), strict=True))
        row["name"] = "9999_from_the_future"
        row.pop("id", None)
        marks = ", ".join("?" for _value in row)
        connection.execute(f"insert into {table} ({', '.join(row)}) values ({marks})", list(row.values()))
    connection.close()
    before = office.read_bytes()
    assert_one_clear_sentence(kh57("list", office, "units"), 3)
    assert_one_clear_sentence(kh57("add", office, "unit", "name=Công an xã"), 3)
    assert office.read_bytes() == before


def test_a_foreign_file_is_no_data_file(tmp_path: Path, kh57: Run) -> None:
    foreign = tmp_path / "a.kh57"
    foreign.write_text("không phải dữ liệu" * 100, encoding="utf-8")
    assert_one_clear_sentence(kh57("list", foreign, "units"), 1)


def test_a_missing_data_file_is_named(tmp_path: Path, kh57: Run) -> None:
    outcome = kh57("list", tmp_path / "khong-co.kh57", "units")
    assert outcome.code in (1, 3)
    assert "khong-co.kh57" in outcome.err


def test_an_unknown_code_is_named(office_with_plan: Path, kh57: Run) -> None:
    outcome = kh57("set", office_with_plan, "task", "N99", "text=x")
    assert_one_clear_sentence(outcome, 1)
    assert "N99" in outcome.err


def test_an_unknown_field_names_the_fields_there_are(office_with_plan: Path, kh57: Run) -> None:
    outcome = kh57("set", office_with_plan, "task", "N1", "mau=xanh")
    assert_one_clear_sentence(outcome, 1)
    assert "lead_unit" in outcome.err


def test_wrong_usage_is_two(kh57: Run) -> None:
    assert kh57("list").code == 2
    assert kh57("khong-co-lenh").code == 2


def test_an_existing_output_is_not_overwritten(office_with_plan: Path, tmp_path: Path, kh57: Run) -> None:
    out = tmp_path / "plan.pdf"
    out.write_bytes(b"cua toi")
    assert_one_clear_sentence(kh57("print", office_with_plan, "plan", "--out", out), 1)
    assert out.read_bytes() == b"cua toi"
    assert kh57("print", office_with_plan, "plan", "--out", out, "--force").code == 0
    assert out.read_bytes().startswith(b"%PDF")


def test_a_wrong_password_is_refused(tmp_path: Path, kh57: Run) -> None:
    right, wrong = tmp_path / "dung", tmp_path / "sai"
    right.write_text("Mật khẩu 1\n", encoding="utf-8")
    wrong.write_text("Mật khẩu 2\n", encoding="utf-8")
    identity = tmp_path / "office.p12"
    made = kh57(
        "identity",
        "new",
        identity,
        "--name",
        "Đồi Sim",
        "--office",
        "00000",
        "--role",
        "office",
        "--password-file",
        right,
    )
    assert made.code == 0, made.err
    assert_one_clear_sentence(kh57("identity", "show", identity, "--password-file", wrong), 1)
    assert kh57("identity", "show", identity, "--password-file", right).code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="rights of folders are not POSIX modes there")
def test_a_read_only_folder_is_said_so(office_with_plan: Path, kh57: Run) -> None:
    if os.geteuid() == 0:
        pytest.skip("root ignores folder modes")
    folder = office_with_plan.parent
    before = office_with_plan.read_bytes()
    folder.chmod(0o555)
    office_with_plan.chmod(0o444)
    try:
        assert_one_clear_sentence(kh57("set", office_with_plan, "task", "N1", "text=x"), 3)
    finally:
        folder.chmod(0o755)
    assert office_with_plan.read_bytes() == before


def test_a_file_name_cannot_steer_the_console(kh57, tmp_path):
    path = tmp_path / "goi\u202e.asice"
    path.write_bytes(b"khong phai goi")
    outcome = kh57("verify", path)
    assert outcome.code == 1
    assert outcome.out.startswith("goi□.asice\t")
