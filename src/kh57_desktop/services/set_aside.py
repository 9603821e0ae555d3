"""Packages that were refused: kept in a list with the reason in words and a reply ready for the sender."""

from __future__ import annotations

from dataclasses import replace

from kh57_desktop.errors import UserError
from kh57_desktop.exchange.display import clean_line
from kh57_desktop.exchange.findings import Severity
from kh57_desktop.exchange.verify import Verification
from kh57_desktop.i18n import _, vietnamese
from kh57_desktop.services.incoming import Incoming
from kh57_desktop.services.judging import ADVICE, VERDICTS
from kh57_desktop.services.session import VIETNAM, Session, new_id
from kh57_desktop.store.packages import SetAside


def set_aside(session: Session, taken: Incoming, judged: Verification, refusal: UserError | None = None) -> SetAside:
    """Enter the package, once for the same bytes; inside an open action."""
    table = session.store.packages.set_aside
    sheet = judged.envelope
    row = SetAside(
        id=new_id(),
        name=clean_line(judged.path.name)[:200],
        size=taken.size,
        sha256=taken.sha256,
        at=judged.received_at,
        result=judged.result,
        codes=judged.codes,
        messages=_messages(judged, refusal),
        office_code=sheet.issuer.office_code if sheet else "",
        office_name=clean_line(sheet.issuer.office_name) if sheet else "",
        sequence=sheet.series.sequence if sheet else None,
        reply=reply_to(session, judged, refusal),
    )
    if "REP-02" in judged.codes and taken.kept is not None:  # two packages of one number: both files are kept
        session.store.files.take(taken.kept, taken.sha256, row.name, "set-aside")
    before = table.first("sha256 = ?", (taken.sha256,))
    if before is not None:
        row = replace(row, id=before.id)
    table.put(row)
    return row


def settle(session: Session, sha256: str) -> None:
    """The same bytes were taken after all (the signer was enrolled, a person confirmed); inside an open action."""
    table = session.store.packages.set_aside
    before = table.first("sha256 = ? and settled_at is null", (sha256,))
    if before is not None:
        table.put(replace(before, settled_at=session.now()))


def waiting(session: Session) -> list[SetAside]:
    """What was refused and not settled since, newest first."""
    return session.store.packages.set_aside.where("settled_at is null", order="at desc, row desc")


def dismiss(session: Session, row: SetAside) -> None:
    """A person has answered the sender: the entry leaves the list."""
    with session.store.changes(_("Settle the refused package {name}").format(name=row.name)):
        session.store.packages.set_aside.put(replace(row, settled_at=session.now()))


def _messages(judged: Verification, refusal: UserError | None) -> tuple[str, ...]:
    found = [f"{one.code}: {vietnamese(one.message).format(**one.fields)}" for one in judged.findings]
    return (*found, refusal.sentence) if refusal is not None else tuple(found)


def reply_to(session: Session, judged: Verification, refusal: UserError | None = None) -> str:
    """Plain Vietnamese text for the sender: which file, what was found, what to do; safe to paste anywhere."""
    office = session.store.offices.office()
    at = f"{judged.received_at.astimezone(VIETNAM):%H:%M ngày %d/%m/%Y}"
    lines = [
        f"{office.full_name} đã nhận tệp “{clean_line(judged.path.name)[:200]}” lúc {at}.",
        f"Kết quả kiểm tra: {vietnamese(VERDICTS[judged.result])}.",
    ]
    lines += [
        f"- {one.code}: {vietnamese(one.message).format(**one.fields)}"
        for one in judged.findings
        if one.severity is not Severity.INFO
    ]
    if refusal is not None:
        lines.append(f"- {refusal.sentence}")
    if judged.comparison_code:
        lines.append(f"Mã đối chiếu: {judged.comparison_code}")
    lines.append(f"Đề nghị: {vietnamese(ADVICE[judged.result])}")
    lines.append("Gói này chưa được đưa vào tổng hợp.")
    return "\n".join(lines)
