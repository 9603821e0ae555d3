"""Both sides of the loop without a network: return with remarks, answers in the next package, acceptance, receipts."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from kh57_desktop.domain.packages import PackageKind, Result, SignerRole, TrustStatus
from kh57_desktop.domain.periods import parse_period
from kh57_desktop.domain.reports import Correction, Report
from kh57_desktop.domain.terms import OfficeRole, ReportState
from kh57_desktop.exchange.envelope import PeriodData
from kh57_desktop.exchange.identity import SigningIdentity
from kh57_desktop.exchange.payloads import ReturnData, ReturnValues, write_data
from kh57_desktop.exchange.writer import build_package
from kh57_desktop.services import (
    answering,
    identities,
    incoming_kinds,
    key_changes,
    obligations,
    packages,
    receiving,
    remarks,
    reports,
    trust_lists,
)
from kh57_desktop.services.offices import create_office
from kh57_desktop.services.package_series import Signer
from kh57_desktop.services.reading_plans import accept_reading, read_plan
from kh57_desktop.services.session import VIETNAM, Session
from tests.exchange.makers import OFFICE, PERIOD, facts, identity, receipt_data
from tests.exchange.raw_zip import changed, read_parts, save, signed_again, write_zip
from tests.services.test_packages import issued, trusted

Identity = Callable[[str], SigningIdentity]


WHY = (Correction("N1", "Tỷ lệ hoàn thành", "", "75", "Bổ sung sau khi rà soát"),)


class Pair:
    """A commune and its superior, each trusting the other's certificate, with the clock of the keys."""

    def __init__(self, commune: Session, superior: Session, identity_of: Identity, folder: Path) -> None:
        start = (
            max(identity_of("00000").valid_from, identity_of("00").valid_from)
            .astimezone(VIETNAM)
            .replace(microsecond=0)
        )
        self.minutes = 0
        tell = lambda: start + timedelta(minutes=self.minutes)  # noqa: E731
        self.commune = Session(commune.store, commune.user, tell)
        self.superior = Session(superior.store, superior.user, tell)
        self.low, self.high = Signer(identity_of("00000")), Signer(identity_of("00"))
        self.folder = folder
        trusted(self.superior, self.low.identity, folder)
        trusted(self.commune, self.high.identity, folder)

    def send(self, report: Report, **options: str) -> Path:
        self.minutes += 1
        return packages.package_report(self.commune, report, [self.low], self.folder / "out", **options).path

    def correct(self, report: Report, number: int) -> Report:
        """A correction as the report page makes it: same period, new number, naming what it corrects."""
        draft = replace(
            report,
            id=f"{number:08}-0000-4000-8000-000000000000",
            state=ReportState.DRAFT,
            number=None,
            sign=None,
            uid=None,
            corrects=report.uid,
            corrections=WHY,
        )
        with self.commune.store.changes("test"):
            self.commune.store.reports.put(draft)
        return reports.issue_report(self.commune, draft, number=number, on=date(2026, 9, 17))


@pytest.fixture
def pair(commune: Session, superior: Session, identity_of: Identity, tmp_path: Path) -> Pair:
    return Pair(commune, superior, identity_of, tmp_path)


def received(pair: Pair, path: Path):
    outcome = receiving.receive(pair.superior, path)
    assert outcome.stored is not None, (outcome.verification.codes, outcome.refusal)
    return outcome.stored


def row_of(pair: Pair, package, kind: str = "task"):
    return next(row for row in pair.superior.store.packages.rows_of(package.id) if row.kind == kind)


def test_remarks_open_exact_rows_and_the_answers_travel_back(pair: Pair) -> None:
    report = issued(pair.commune)
    package = received(pair, pair.send(report))
    row = row_of(pair, package)
    values = {"remarks": [{"table": "tasks", "row_id": row.key, "field": "result", "text": "Chưa nêu số văn bản."}]}
    made = answering.return_package(
        pair.superior, package, answering.remarks_from(values), [pair.high], pair.folder / "back"
    )
    back = receiving.receive(pair.commune, made.path)
    assert back.stored is not None
    report = pair.commune.store.reports.get(report.id)
    assert report.state is ReportState.RETURNED
    (remark,) = remarks.open_remarks(pair.commune)
    assert pair.commune.store.tasks.get(remark.row_id).text == row.content["text"]
    assert (remark.field, remark.text) == ("result", "Chưa nêu số văn bản.")
    remarks.answer(pair.commune, remark, "Đã bổ sung Kế hoạch số 12.")
    assert remarks.open_remarks(pair.commune) == []
    second = pair.correct(report, 2)
    assert [one.text for one in second.answers] == ["Đã bổ sung Kế hoạch số 12."]
    later = received(pair, pair.send(second, reason="Bổ sung theo ý kiến"))
    assert later.known.supersedes_digest == package.known.digest
    (ours,) = remarks.remarks_on(pair.superior, package.known.digest)
    assert ours.answer == "Đã bổ sung Kế hoạch số 12."
    first = pair.superior.store.packages.received_by_digest(package.known.digest)
    assert first is not None
    assert first.known.superseded
    counted = {one.received_package_id for one in pair.superior.store.packages.received_rows("00000", "2026-Q3")}
    assert counted == {later.id}


def sent_back(pair: Pair, package, remark: dict[str, str]):
    wanted = answering.remarks_from([remark])
    return answering.return_package(pair.superior, package, wanted, [pair.high], pair.folder / "back")


def test_a_return_without_a_reason_or_on_a_row_that_is_not_there_signs_nothing(pair: Pair) -> None:
    package = received(pair, pair.send(issued(pair.commune)))
    row = row_of(pair, package)
    for remark in (
        {"table": "tasks", "row_id": row.key, "field": "", "text": "  "},
        {"table": "tasks", "row_id": "khong-co", "field": "", "text": "Sai"},
        {"table": "tasks", "row_id": row.key, "field": "khong-co", "text": "Sai"},
        {"table": "rows", "row_id": row.key, "field": "", "text": "Sai"},
    ):
        with pytest.raises(receiving.UserError):
            sent_back(pair, package, remark)
    assert pair.superior.store.packages.all() == []


def test_acceptance_takes_two_steps_and_locks_both_sides(pair: Pair) -> None:
    report = issued(pair.commune)
    package = received(pair, pair.send(report))
    with pytest.raises(answering.NotApproved):
        answering.accept(pair.superior, package, [pair.high], pair.folder / "back")
    approved = answering.approve(pair.superior, package)
    made = answering.accept(pair.superior, approved, [pair.high], pair.folder / "back")
    again = pair.superior.store.packages.received_by_digest(package.known.digest)
    assert again is not None
    assert again.state == "accepted"
    assert answering.accept(pair.superior, again, [pair.high], pair.folder / "again").digest == made.digest
    wanted = [answering.NewRemark(answering.RemarkTable.REPORT, "", "", "Muộn")]
    with pytest.raises(answering.Decided):
        answering.return_package(pair.superior, again, wanted, [pair.high], pair.folder / "back")
    assert receiving.receive(pair.commune, made.path).stored is not None
    report = pair.commune.store.reports.get(report.id)
    assert report.state is ReportState.ACCEPTED
    with pytest.raises(packages.AcceptedAbove):
        packages.withdraw_report(pair.commune, report, [pair.low], pair.folder / "out", reason="Nhầm")
    with pytest.raises(packages.AcceptedAbove):
        pair.send(pair.correct(report, 2))


def test_a_correction_of_what_was_accepted_waits_for_a_person(pair: Pair) -> None:
    report = issued(pair.commune)
    package = received(pair, pair.send(report))
    second = pair.send(pair.correct(report, 2))
    approved = answering.approve(pair.superior, package)
    answering.accept(pair.superior, approved, [pair.high], pair.folder / "back")
    asked = receiving.receive(pair.superior, second)
    assert asked.stored is None
    assert asked.refusal is not None
    assert receiving.receive(pair.superior, second, confirm=True).stored is not None


def test_a_receipt_comes_back_as_received(pair: Pair) -> None:
    report = issued(pair.commune)
    package = received(pair, pair.send(report))
    made = answering.receipt(pair.superior, package, [pair.high], pair.folder / "back")
    assert answering.receipt(pair.superior, package, [pair.high], pair.folder / "again").digest == made.digest
    assert receiving.receive(pair.commune, made.path).stored is not None
    assert pair.commune.store.packages.all()[0].state == "received"
    assert pair.commune.store.reports.get(report.id).state is ReportState.RECEIVED


def test_an_answer_for_another_office_is_not_taken(pair: Pair, identity_of: Identity, tmp_path: Path) -> None:
    package = received(pair, pair.send(issued(pair.commune)))
    made = answering.receipt(pair.superior, package, [pair.high], pair.folder / "back")
    other = create_office(tmp_path / "khac.kh57", name="Suối Mơ", province="Vân Khê", code="00000")
    trusted(other, pair.high.identity, tmp_path)
    with pytest.raises(receiving.incoming_kinds.AnswersAnother):
        receiving.receive(Session(other.store, other.user, pair.commune.now), made.path)
    other.close()


def test_a_withdrawal_takes_the_report_out_of_the_sums(pair: Pair) -> None:
    report = issued(pair.commune)
    received(pair, pair.send(report))
    pair.minutes += 1
    made = packages.withdraw_report(pair.commune, report, [pair.low], pair.folder / "out", reason="Gửi nhầm kỳ")
    assert (
        packages.withdraw_report(pair.commune, report, [pair.low], pair.folder / "b", reason="x").digest == made.digest
    )
    assert receiving.receive(pair.superior, made.path).stored is not None
    assert pair.superior.store.packages.received_rows("00000", "2026-Q3") == []
    other = issued(pair.commune, "2026-Q2", 3)
    pair.send(other)
    with pytest.raises(packages.ReasonMissing):
        packages.withdraw_report(pair.commune, other, [pair.low], pair.folder / "out", reason=" ")


def test_the_second_time_says_what_changed(pair: Pair) -> None:
    report = issued(pair.commune)
    pair.send(report)
    tasks = report.figures.tasks
    changed = replace(report.figures, tasks=(replace(tasks[0], percent=75, result="Đã tổ chức."), *tasks[1:]))
    second = pair.correct(replace(report, figures=changed), 2)
    judged = receiving.verify(pair.send(second, reason="Bổ sung kết quả"))
    assert judged.envelope is not None
    assert judged.envelope.supersedes is not None
    words = judged.envelope.supersedes.reason
    assert words.startswith("Lần 2, thay lần 1.\nBổ sung kết quả\n")
    assert "tỷ lệ hoàn thành: (chưa có) → 75" in words or "→ 75" in words


def test_a_trust_list_travels_signed_and_only_forward(pair: Pair) -> None:
    first, one = trust_lists.export_trust_list(pair.superior, [pair.high], pair.folder / "lists")
    pair.minutes += 1
    trust_lists.change_status(pair.superior, pair.low.identity.sha256, TrustStatus.SUSPENDED)
    second, two = trust_lists.export_trust_list(pair.superior, [pair.high], pair.folder / "lists")
    assert (one, two) == (1, 2)
    assert receiving.receive(pair.commune, second.path).stored is not None
    rows = {row.sha256: row for row in pair.commune.store.packages.trusted()}
    assert rows[pair.low.identity.sha256].status is TrustStatus.SUSPENDED
    older = receiving.receive(pair.commune, first.path)
    assert older.stored is None
    assert "REP-03" in older.verification.codes


def test_a_fingerprint_read_by_telephone_must_be_the_whole_one(pair: Pair, tmp_path: Path) -> None:
    path = tmp_path / "office.cer"
    digits = trust_lists.grouped(pair.high.identity.sha256)
    row = identities.trust(pair.commune, path, office_code="00", roles=frozenset(), heard=digits.upper())
    assert row.checked_how == "telephone"
    for heard in (digits[:-1], digits.replace(digits[0], "f" if digits[0] != "f" else "0", 1), ""):
        with pytest.raises(trust_lists.FingerprintDiffers):
            identities.trust(pair.commune, path, office_code="00", roles=frozenset(), heard=heard)


def test_a_new_key_is_taken_when_a_person_confirms(pair: Pair, tmp_path: Path) -> None:
    new, made = key_changes.renew_identity(
        pair.commune, pair.low.identity, tmp_path / "moi.p12", pair.folder / "out", password="mật khẩu mới"
    )
    asked = receiving.receive(pair.superior, made.path)
    assert (asked.verification.result, asked.stored) == (Result.VALID_REVIEW, None)
    assert receiving.receive(pair.superior, made.path, confirm=True).stored is not None
    rows = {row.sha256: row for row in pair.superior.store.packages.trusted()}
    assert rows[new.sha256].office_code == "00000"
    assert rows[new.sha256].roles == frozenset({SignerRole.OFFICE})
    assert rows[pair.low.identity.sha256].valid_to == pair.commune.now()
    again, same = key_changes.renew_identity(
        pair.commune, pair.low.identity, tmp_path / "moi.p12", pair.folder / "b", password="mật khẩu mới"
    )
    assert (again.sha256, same.digest) == (new.sha256, made.digest)


PERIODS = [f"{year}-{month:02}" for year in (2026, 2027) for month in range(1, 13)]


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory, identity_of: Identity) -> tuple[list[Path], SigningIdentity]:
    """24 monthly packages of one commune, the 13th replaced by a correction: 25 files in one series."""
    folder = tmp_path_factory.mktemp("chain")
    source = folder / "ke-hoach.txt"
    from tests.cli.conftest import PLAN

    source.write_text(PLAN, encoding="utf-8")
    identity = identity_of("00000")
    session = create_office(
        folder / "xa.kh57",
        name="Đồi Sim",
        province="Vân Khê",
        code="00000",
        now=lambda: identity.valid_from.astimezone(VIETNAM).replace(microsecond=0),
    )
    accept_reading(session, read_plan(source), source=source)
    draft = reports.draft_report(session, period=PERIODS[0])
    paths = []
    for number, period in enumerate(PERIODS, start=1):
        dates = obligations.dates_in(session, obligations.regime_of(session, "ND09"), parse_period(period))
        days = {"data_from": dates.data_from, "data_to": dates.data_to}
        report = replace(draft, id=f"{number:08}-0000-4000-8000-000000000001", period=period, **days)
        report = reports.issue_report(session, report, number=number, on=date(2026, 9, 16))
        paths.append(packages.package_report(session, report, [Signer(identity)], folder / "out").path)
        if number == 13:
            first = session.store.reports.get(report.id)
            again = replace(
                first,
                id="00000099-0000-4000-8000-000000000001",
                corrects=first.uid,
                corrections=WHY,
                state=ReportState.DRAFT,
                uid=None,
                number=None,
                sign=None,
            )
            again = reports.issue_report(session, again, number=99, on=date(2026, 9, 16))
            paths.append(packages.package_report(session, again, [Signer(identity)], folder / "out").path)
    session.close()
    return paths, identity


@pytest.mark.parametrize("seed", range(4))
def test_a_chain_of_24_months_with_one_lost_one_replaced_one_replayed(
    chain: tuple[list[Path], SigningIdentity], tmp_path: Path, seed: int
) -> None:
    paths, identity = chain
    superior = create_office(
        tmp_path / "tinh.kh57", name="Vân Khê", level="tỉnh", province="Vân Khê", code="00", role=OfficeRole.SUPERIOR
    )
    trusted(superior, identity, tmp_path)
    lost, replayed = paths[6], paths[3]
    stick = tmp_path / "usb"
    order = [path for path in paths if path != lost]
    random.Random(seed).shuffle(order)
    for place, path in enumerate([*order, replayed]):
        target = stick / f"{place:02}" / path.name
        target.parent.mkdir(parents=True)
        shutil.copy(path, target)
    outcomes = receiving.receive_all(superior, [stick], processes=1)
    stored = [one for one in outcomes if one.stored is not None]
    assert len(stored) == 24
    assert [one.verification.codes for one in outcomes if one.stored is None] == [("REP-01",)]
    gaps = [one for one in outcomes if "REP-04" in one.verification.codes]
    assert len(gaps) == 1
    register = superior.store.packages.register()
    assert {(gap.first, gap.last) for gap in register.gaps} == {(7, 7)}
    ended = [known for known in register.known if known.superseded]
    assert [known.period for known in ended] == ["2027-01"]
    for period in PERIODS:
        counted = {row.received_package_id for row in superior.store.packages.received_rows("00000", period)}
        assert len(counted) == (0 if period == "2026-07" else 1)
    late = receiving.receive_all(superior, [lost])
    assert late[0].stored is not None
    assert superior.store.packages.register().gaps == frozenset()
    superior.close()


def test_what_was_refused_is_set_aside_with_a_reply_and_settled_when_it_is_taken(pair: Pair, tmp_path: Path) -> None:
    good = pair.send(issued(pair.commune))
    broken = tmp_path / "hong.asice"
    broken.write_bytes(good.read_bytes()[:-100])
    stranger = create_office(
        tmp_path / "t2.kh57", name="Vân Khê", level="tỉnh", province="Vân Khê", code="00", role=OfficeRole.SUPERIOR
    )
    session = Session(stranger.store, stranger.user, pair.superior.now)
    outcomes = receiving.receive_all(session, [broken, good])
    assert [one.verification.result for one in outcomes] == [Result.INVALID, Result.NOT_ENOUGH]
    aside = {row.name: row for row in receiving.set_aside_waiting(session)}
    assert set(aside) == {"hong.asice", good.name}
    assert "PKG-01" in aside["hong.asice"].reply
    assert "chưa được đưa vào tổng hợp" in aside["hong.asice"].reply
    receiving.receive_all(session, [broken, good])
    assert len(receiving.set_aside_waiting(session)) == 2
    trusted(session, pair.low.identity, tmp_path)
    assert receiving.receive_all(session, [good])[0].stored is not None
    assert [row.name for row in receiving.set_aside_waiting(session)] == ["hong.asice"]
    stranger.close()


def test_remarks_of_another_program_are_read_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "y-kien.json"
    path.write_text(
        json.dumps([{"table": "report", "row_id": "", "field": "", "text": "Thiếu phụ lục"}]), encoding="utf-8"
    )
    assert answering.read_remarks(path)[0].text == "Thiếu phụ lục"
    for content in ("[]", "{}", "[1]", "không phải JSON", '[{"table": 3}]'):
        path.write_text(content, encoding="utf-8")
        with pytest.raises(receiving.UserError):
            answering.read_remarks(path)


def test_nobody_answers_a_remark_made_to_another_office(pair: Pair) -> None:
    package = received(pair, pair.send(issued(pair.commune)))
    row = row_of(pair, package)
    sent_back(pair, package, {"table": "tasks", "row_id": row.key, "field": "", "text": "Thiếu số văn bản"})
    (remark,) = remarks.remarks_on(pair.superior, package.known.digest)
    with pair.superior.store.changes("test"):
        assert remarks.take_answers(pair.superior, "23674", [(remark.id, "Không phải của mình")]) == 0
        assert remarks.take_answers(pair.superior, "00000", [(remark.id, "Đã bổ sung")]) == 1
    assert remarks.remarks_on(pair.superior, package.known.digest)[0].answer == "Đã bổ sung"


@pytest.mark.parametrize("kind", [PackageKind.RETURN, PackageKind.RECEIPT])
def test_another_commune_on_the_list_answers_for_nobody(pair: Pair, tmp_path: Path, kind: PackageKind) -> None:
    """A province's trust list brings the certificates of all its communes to each of them."""
    pair.send(issued(pair.commune))
    (own,) = pair.commune.store.packages.all()
    other, uid = identity(), pair.commune.store.reports.get(own.report_id).uid
    trusted(pair.commune, other, tmp_path)
    at = pair.commune.now()
    if kind is PackageKind.RETURN:
        values = ReturnValues(own.digest, uid, "accepted", ())
        data = write_data(ReturnData(office_code=OFFICE, period=PeriodData.of(PERIOD), report_uid=uid, values=values))
    else:
        data = receipt_data(package_digest=own.digest, result="invalid")
    changes = {"report_uid": uid} if kind is PackageKind.RETURN else {}
    made = build_package(
        facts(kind, created_at=at, **changes), data=data, pdf=None, signers=[(other, None)], target_folder=tmp_path
    )
    with pytest.raises(receiving.NotReceivedHere):
        receiving.receive(pair.commune, made.path)
    assert pair.commune.store.packages.get(own.id).state == own.state


def test_a_return_that_names_another_report_than_its_package_is_not_taken(pair: Pair, tmp_path: Path) -> None:
    """Its remarks would have landed among those of a report that nobody returned."""
    report = issued(pair.commune)
    pair.send(report)
    own = pair.commune.store.packages.all()[0]
    values = ReturnValues(own.digest, facts().report_uid, "returned", ())
    data = ReturnData(office_code="00", period=PeriodData.of(PERIOD), report_uid=facts().report_uid, values=values)
    made = build_package(
        facts(PackageKind.RETURN, office_code="00", created_at=pair.superior.now()),
        data=write_data(data), pdf=None, signers=[(pair.high.identity, None)], target_folder=tmp_path / "bad",
    )  # fmt: skip
    with pytest.raises(incoming_kinds.AnswersAnother):
        receiving.receive(pair.commune, made.path)
    assert pair.commune.store.reports.get(report.id).state is ReportState.PACKAGED
    assert remarks.remarks_got(pair.commune) == []


def test_two_packages_of_one_number_are_both_kept(pair: Pair, tmp_path: Path) -> None:
    """REP-02: an office that restored a backup used a number again; which one counts is cleared with it."""
    first = pair.send(issued(pair.commune))
    received(pair, first)
    uid = pair.commune.store.packages.all()[0].package_uid.encode()
    parts = changed(read_parts(first.read_bytes()), "package.json", lambda text: text.replace(uid, b"0" * 8 + uid[8:]))
    at = pair.commune.now()
    forked = save(tmp_path / "fork", write_zip(signed_again(parts, pair.low.identity, at=at), at=at), first.name)
    outcome = receiving.receive(pair.superior, forked)
    assert outcome.stored is None
    assert "REP-02" in outcome.verification.codes
    kept = [row for row in pair.superior.store.files.all() if row.kind == "set-aside"]
    assert [pair.superior.store.files.read(row.id) for row in kept] == [forked.read_bytes()]
    assert len(pair.superior.store.packages.received()) == 1
