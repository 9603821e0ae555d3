"""What each kind of package does where it is received: at the superior, and at the commune."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from datetime import datetime

from kh57_desktop.domain.packages import RemarkOnRow, RemarkTable, SignerRole, TrustedCertificate
from kh57_desktop.domain.terms import ReportState
from kh57_desktop.errors import UserError
from kh57_desktop.exchange.certificates import trusted_certificate
from kh57_desktop.exchange.display import clean, clean_line
from kh57_desktop.exchange.entry_names import NEW_CERTIFICATE
from kh57_desktop.exchange.payloads import KeyChangeData, ReceiptData, ReturnData, TrustListData, TrustRow
from kh57_desktop.exchange.trust import is_authority
from kh57_desktop.exchange.verify import Verification
from kh57_desktop.i18n import N_, _
from kh57_desktop.services.session import Session, new_id
from kh57_desktop.store.packages import OutgoingPackage

TAKEN_RESULTS = ("valid", "valid_review")
FINAL = ("superseded", "withdrawn")


class NotReceivedHere(UserError):
    """Some packages are for another office."""

    code = "not-received-here"
    message = N_("The package “{name}” is of kind “{kind}”, which this office does not receive.")
    hint = N_("Nothing was stored. Please open it in the data file of the office that it is meant for.")


class AnswersAnother(UserError):
    """A return or receipt names a package that this office never sent."""

    code = "answers-another"
    message = N_("“{name}” answers a package that was not made in this data file.")
    hint = N_("Nothing was stored. Please open the data file from which the report was sent.")


class BadTrustList(UserError):
    """A trust list is taken whole or not at all."""

    code = "bad-trust-list"
    message = N_("The trust list “{name}” has a row whose certificate does not match its fingerprint.")
    hint = N_("The trust list here is unchanged. Please ask the superior for a new one.")


class KeyNotTaken(UserError):
    """A change of keys puts a new certificate in the place of one that is on the list itself, and nothing else."""

    code = "key-not-taken"
    message = N_("The new key in “{name}” cannot take the place of the old one here: {why}.")
    hint = N_("The trust list here is unchanged. Please enrol the new certificate from the office's stamped slip.")


def check(session: Session, judged: Verification) -> None:
    """Raise where a sound package does not belong into this data file."""
    data, sheet = judged.data, judged.envelope
    own = session.store.offices.office().province_code
    is_from_above = isinstance(data, ReturnData | ReceiptData | TrustListData)
    if is_from_above and sheet is not None and sheet.issuer.office_code != own:
        # the trust list brings the certificates of all communes, but only the own province speaks as superior
        raise NotReceivedHere(name=judged.path.name, kind=sheet.kind.value)
    if isinstance(data, ReturnData | ReceiptData):
        answered = _own(session, data)
        if answered is None or not _answers_it(session, data, answered, judged):
            raise AnswersAnother(name=judged.path.name)
    if isinstance(data, TrustListData):
        named = {row.sha256 for row in data.values.rows}
        if len(named) != len(data.values.rows) or not all(map(_is_itself, data.values.rows)):
            raise BadTrustList(name=judged.path.name)
    if isinstance(data, KeyChangeData) and (why := _why_not_taken(session, data, judged)):
        raise KeyNotTaken(name=judged.path.name, why=why)


def apply(session: Session, judged: Verification) -> None:
    """What the package says, entered inside the open action that stores it."""
    data = judged.data
    if isinstance(data, ReturnData):
        _apply_return(session, data, judged)
    elif isinstance(data, ReceiptData):
        _apply_receipt(session, data, judged)
    elif isinstance(data, TrustListData):
        _apply_trust_list(session, data)
    elif isinstance(data, KeyChangeData):
        _apply_key_change(session, data, judged)


def _own(session: Session, data: ReturnData | ReceiptData) -> OutgoingPackage | None:
    return session.store.packages.by_digest(data.values.package_digest)


def _answers_it(session: Session, data: ReturnData | ReceiptData, own: OutgoingPackage, judged: Verification) -> bool:
    """Whether the answer's other words about the package (report, type, number in the series) are the package's own."""
    if isinstance(data, ReceiptData):
        return data.values.sequence == own.sequence
    sheet = judged.envelope.report if judged.envelope is not None else None
    uid = _report_uid(session, own)
    return sheet is not None and (data.values.report_uid, sheet.report_uid, sheet.type) == (uid, uid, own.report_type)


def _report_uid(session: Session, own: OutgoingPackage) -> str | None:
    if own.report_id is not None:
        return session.store.reports.get(own.report_id).uid
    return session.store.consolidated.get(own.consolidated_id).uid if own.consolidated_id is not None else None


def _apply_return(session: Session, data: ReturnData, judged: Verification) -> None:
    own = _own(session, data)
    if own is None or judged.envelope is None:
        return
    state = data.values.verdict
    if own.state not in FINAL:
        _put_state(session, own, state, ReportState.RETURNED if state == "returned" else ReportState.ACCEPTED, judged)
    for remark in data.values.remarks:
        known = session.store.packages.remarks.first("id = ?", (remark.id,))
        is_free = known is None or known.package_digest == data.values.package_digest
        session.store.packages.remarks.put(
            RemarkOnRow(
                id=remark.id if is_free else new_id(),  # never over a remark that somebody else made
                package_digest=data.values.package_digest,
                report_uid=data.values.report_uid,
                office_code=judged.envelope.issuer.office_code,
                report_type=own.report_type,
                period=own.period,
                is_ours=False,
                tbl=RemarkTable(remark.table),
                row_id=remark.row_id,
                field=clean_line(remark.field),
                text=clean(remark.text),
                author=clean_line(judged.envelope.issuer.office_name),
                made_at=judged.received_at,
            )
        )


def _apply_receipt(session: Session, data: ReceiptData, judged: Verification) -> None:
    own = _own(session, data)
    if own is None:
        return
    taken = data.values.result in TAKEN_RESULTS
    if own.state in ("built", "handed_over", "received", "refused"):
        state = "received" if taken else "refused"
        _put_state(session, own, state, ReportState.RECEIVED if taken else None, judged, codes=data.values.codes)


def _put_state(
    session: Session,
    own: OutgoingPackage,
    state: str,
    report_state: ReportState | None,
    judged: Verification,
    *,
    codes: tuple[str, ...] = (),
) -> None:
    tables = session.store
    tables.packages.put(replace(own, state=state, answer_at=judged.received_at, answer_codes=codes))
    if own.report_id is not None and report_state is not None:
        tables.reports.put(replace(tables.reports.get(own.report_id), state=report_state))


def _apply_trust_list(session: Session, data: TrustListData) -> None:
    for row in data.values.rows:
        session.store.packages.put_trusted(
            TrustedCertificate(
                sha256=row.sha256,
                subject=clean_line(row.subject),
                office_code=row.office_code,
                roles=frozenset(row.roles),
                certificate=_der(row),
                valid_from=_moment(row.valid_from),
                valid_to=_moment(row.valid_to),
                status=row.status,
                revoked_at=_moment(row.revoked_at),
                added_at=_moment(row.added_at),
                added_by=clean_line(row.added_by),
                checked_how=clean_line(row.checked_how),
            )
        )
    session.store.packages.put_trust_list_version(data.values.version)


def _is_itself(row: TrustRow) -> bool:
    """Whether the certificate, where the row has one, is the one that the row names."""
    try:
        return not row.certificate or hashlib.sha256(_der(row)).hexdigest() == row.sha256
    except ValueError:  # no base64
        return False


def _why_not_taken(session: Session, data: KeyChangeData, judged: Verification) -> str:
    """Why the new key may not take the old one's place, empty where it may; a revoked key never comes back."""
    known = {row.sha256 for row in session.store.packages.trusted()}
    if data.values.new_fingerprint in known:
        return _("it is on the trust list already")
    if data.values.old_fingerprint not in known:
        return _("the old key is not on the trust list itself")
    if is_authority(trusted_certificate(_new_certificate(judged)).certificate):
        return _("it is the certificate of an authority")
    return ""


def _der(row: TrustRow) -> bytes:
    return base64.b64decode(row.certificate)


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _apply_key_change(session: Session, data: KeyChangeData, judged: Verification) -> None:
    """Format section 5.4: the new key gets the old one's office and roles; the old row ends now."""
    rows = {row.sha256: row for row in session.store.packages.trusted()}
    old = rows.get(data.values.old_fingerprint)
    if old is None or judged.envelope is None:
        return
    certificate = trusted_certificate(_new_certificate(judged))
    session.store.packages.put_trusted(replace(old, valid_to=judged.envelope.created))
    session.store.packages.put_trusted(
        replace(
            certificate,
            office_code=old.office_code,
            roles=old.roles or frozenset(SignerRole),
            added_at=session.now(),
            added_by=session.user,
            checked_how="key-change",
        )
    )


def _new_certificate(judged: Verification) -> bytes:
    """From the bytes that were judged."""
    return judged.held[NEW_CERTIFICATE]
