"""The whole loop between a commune and its superior through the command line alone, as scripts would drive it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kh57_desktop.services.session import open_session
from tests.cli.conftest import Outcome

Run = Callable[..., Outcome]
PERIOD = "2026-Q3"


class Offices:
    """Both data files with identities that trust each other."""

    def __init__(self, folder: Path, kh57: Run, plan: Path) -> None:
        self.folder, self._kh57, self.secret = folder, kh57, folder / "mat-khau.txt"
        self.secret.write_text("mật khẩu thử\n", encoding="utf-8")
        self.low, self.high = folder / "xa.kh57", folder / "tinh.kh57"
        kh57("new", self.low, "--name", "Đồi Sim", "--province", "Vân Khê", "--code", "00000")
        options = ("--level", "tỉnh", "--role", "superior")
        kh57("new", self.high, "--name", "Vân Khê", "--province", "Vân Khê", "--code", "00", *options)
        kh57("import", self.low, plan)
        for name, code in (("nguoi", "00000"), ("con-dau", "00000"), ("tinh", "00")):
            role = "author" if name == "nguoi" else "office"
            made = self.run("identity", "new", folder / f"{name}.p12", "--name", name, "--office", code, "--role", role)
            assert made.code == 0, made.err
            self.run("identity", "certificate", folder / f"{name}.p12", "--out", folder / f"{name}.cer")
        for name in ("nguoi", "con-dau"):
            assert kh57("trust", self.high, folder / f"{name}.cer", "--office", "00000").code == 0
        assert kh57("trust", self.low, folder / "tinh.cer", "--office", "00").code == 0

    def run(self, *words: object) -> Outcome:
        return self._kh57(*words, "--password-file", self.secret)

    def package(self) -> Path:
        report = self._kh57("report", self.low, "--period", PERIOD, "--issue", "--number", "7", "--date", "2026-11-20")
        assert report.code == 0, report.err
        signers = ("--identity", self.folder / "nguoi.p12", "--identity", self.folder / "con-dau.p12")
        made = self.run(
            "package",
            self.low,
            "--period",
            PERIOD,
            *signers,
            "--post",
            "BÍ THƯ",
            "--out",
            self.folder / "goi",
            "--json",
        )
        assert made.code == 0, made.err
        return Path(made.json["file"])


@pytest.fixture
def offices(tmp_path: Path, kh57: Run, plan_file: Path) -> Offices:
    return Offices(tmp_path, kh57, plan_file)


def test_two_signers_in_order_verified_with_a_sheet(offices: Offices, kh57: Run, tmp_path: Path) -> None:
    package = offices.package()
    judged = kh57("verify", package, "--trust", offices.high, "--sheet", tmp_path / "phieu.pdf", "--json")
    assert judged.code == 0
    assert [(one["role"], one["post"]) for one in judged.json["signers"]] == [("author", "BÍ THƯ"), ("office", None)]
    assert (tmp_path / "phieu.pdf").read_bytes().startswith(b"%PDF-")
    assert kh57("verify", package, "--json").json["result"] == "not_enough"
    assert kh57("verify", package, "--sheet", tmp_path / "khong-tin.pdf").code == 1
    assert (tmp_path / "khong-tin.pdf").is_file()


def test_remarks_go_down_and_answers_come_up(offices: Offices, kh57: Run, tmp_path: Path) -> None:
    package = offices.package()
    taken = kh57("receive", offices.high, package.parent, "--json")
    assert [row["stored"] for row in taken.json] == [True]
    assert kh57("receive", offices.high, package).code == 0
    tasks = kh57("list", offices.low, "tasks", "--json").json
    remarks = tmp_path / "y-kien.json"
    wanted = [{"table": "tasks", "row_id": "", "field": "result", "text": "Nêu số văn bản"}]
    from kh57_desktop.services.session import open_session

    with open_session(offices.high, read_only=True) as session:
        (received,) = session.store.packages.received()
        rows = session.store.packages.rows_of(received.id)
        wanted[0]["row_id"] = next(row.key for row in rows if row.content.get("code") == tasks[0]["code"])
    remarks.write_text(json.dumps({"remarks": wanted}), encoding="utf-8")
    identity = ("--identity", tmp_path / "tinh.p12", "--out", tmp_path / "tra", "--json")
    back = offices.run("return", offices.high, package, "--remarks", remarks, *identity)
    assert back.code == 0, back.err
    again = offices.run("return", offices.high, package, "--remarks", remarks, *identity)
    assert again.json["digest"] == back.json["digest"]
    assert kh57("receive", offices.low, back.json["file"]).code == 0
    states = {row["state"] for row in kh57("list", offices.low, "reports", "--json").json}
    assert "returned" in states


def test_acceptance_locks_the_report(offices: Offices, kh57: Run, tmp_path: Path) -> None:
    package = offices.package()
    kh57("receive", offices.high, package)
    identity = ("--identity", tmp_path / "tinh.p12", "--out", tmp_path / "tra", "--json")
    assert offices.run("accept", offices.high, package, *identity).code == 1
    assert kh57("accept", offices.high, package).code == 2
    assert kh57("accept", offices.high, package, "--approve").code == 0
    accepted = offices.run("accept", offices.high, package, *identity)
    assert accepted.code == 0, accepted.err
    assert kh57("receive", offices.low, accepted.json["file"]).code == 0
    seal = ("--identity", tmp_path / "con-dau.p12", "--out", tmp_path / "goi")
    assert offices.run("withdraw", offices.low, "--period", PERIOD, "--reason", "Nhầm", *seal).code == 1


def test_a_withdrawal_a_receipt_a_new_key_and_the_trust_list(offices: Offices, kh57: Run, tmp_path: Path) -> None:
    package = offices.package()
    kh57("receive", offices.high, package)
    high = ("--identity", tmp_path / "tinh.p12", "--out", tmp_path / "tra", "--json")
    receipt = offices.run("receipt", offices.high, package, *high)
    assert kh57("receive", offices.low, receipt.json["file"]).code == 0
    seal = ("--identity", tmp_path / "con-dau.p12", "--out", tmp_path / "goi", "--json")
    gone = offices.run("withdraw", offices.low, "--period", PERIOD, "--reason", "Nhầm kỳ", *seal)
    assert gone.code == 0, gone.err
    assert kh57("receive", offices.high, gone.json["file"]).code == 0
    renewed = offices.run(
        "identity", "renew", tmp_path / "con-dau.p12", tmp_path / "moi.p12", "--data", offices.low, "--out",
        tmp_path / "goi", "--json",
    )  # fmt: skip
    assert renewed.code == 0, renewed.err
    assert kh57("receive", offices.high, renewed.json["package"]).code == 1
    assert kh57("receive", offices.high, renewed.json["package"], "--confirm").code == 0
    listed = offices.run("trust", offices.high, "--export", *high)
    assert (listed.code, listed.json["version"]) == (0, 1)
    assert kh57("receive", offices.low, listed.json["file"]).code == 0
    assert kh57("trust", offices.high).code == 2


def test_the_summary_names_who_is_missing(offices: Offices, kh57: Run, tmp_path: Path) -> None:
    kh57("receive", offices.high, offices.package())
    from kh57_desktop.services.session import open_session
    from kh57_desktop.store.packages import Sender

    with open_session(offices.high) as session, session.store.changes("test"):
        session.store.packages.senders.put(Sender("s2", "00001", "xã Bến Tranh"))
    for ending in ("pdf", "docx", "xlsx"):
        made = kh57("summary", offices.high, "--period", PERIOD, "--out", tmp_path / f"tong-hop.{ending}", "--json")
        assert made.code == 0, made.err
        assert (made.json["expected"], made.json["received"], made.json["missing"]) == (2, 1, ["xã Bến Tranh"])
        assert (tmp_path / f"tong-hop.{ending}").stat().st_size > 4_000
    assert kh57("summary", offices.high, "--period", PERIOD, "--out", tmp_path / "tong-hop.pdf").code != 0
    assert kh57("summary", offices.high, "--period", PERIOD, "--out", tmp_path / "tong-hop.txt").code == 1


def test_an_annex_in_a_file_of_its_own_is_signed_by_the_office_and_verified(offices, kh57: Run, tmp_path: Path) -> None:
    annex = tmp_path / "phu-luc.pdf"
    order = ("print", offices.low, "task-list", "--out", annex)
    refused = offices.run(*order, "--identity", offices.folder / "nguoi.p12")
    assert (refused.code, annex.exists()) == (1, False)
    assert "cá nhân" in refused.err
    with open_session(offices.low) as session, session.store.changes("thử"):
        session.store.plans.put(replace(session.store.plans.newest(), number="07-KH/ĐU"))
    made = offices.run(*order, "--identity", offices.folder / "con-dau.p12")
    assert made.code == 0, made.err
    judged = kh57("verify", annex, "--trust", offices.high, "--json")
    assert judged.json["result"] == "valid", judged.json
