"""Steps 13 and 16: the sheet agrees with the files and signers, the data with the sheet (package-format.md)."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from kh57_desktop.domain.offices import SAMPLE_COMMUNE, SAMPLE_PROVINCE
from kh57_desktop.domain.packages import PackageKind, SignerRole
from kh57_desktop.exchange.certificates import office_code_of, subject_words
from kh57_desktop.exchange.cms_check import Signature
from kh57_desktop.exchange.container_check import Contents
from kh57_desktop.exchange.display import hidden_characters
from kh57_desktop.exchange.entry_names import ENVELOPE, NEW_CERTIFICATE, REPORT_PDF, TABLE, is_evidence
from kh57_desktop.exchange.envelope import POLICY, BadEnvelope, Envelope, FileSheet, read_envelope
from kh57_desktop.exchange.findings import HIDDEN_CHARACTERS, Finding, finding, warning
from kh57_desktop.exchange.payloads import (
    DATA_PATHS,
    AnyData,
    BadData,
    KeyChangeData,
    ReportData,
    ReturnData,
    read_data,
)
from kh57_desktop.exchange.zip_profile import dos_time
from kh57_desktop.i18n import N_, _

_WITH_PDF = frozenset({PackageKind.REPORT, PackageKind.CORRECTION})
_FOLDER_ROLES = {"report": "report", "data": "data", "evidence": "evidence", "keys": "certificate"}

ROLE_WORDS = {SignerRole.AUTHOR: N_("author's signature"), SignerRole.OFFICE: N_("office's signature")}


def judge_sheet(contents: Contents) -> tuple[Envelope | None, list[Finding]]:
    """The sheet, None where it cannot be read, with what is to be said of it and of the files it names."""
    try:
        envelope, has_unknown = read_envelope(contents.held[ENVELOPE])
    except BadEnvelope as bad:
        return None, [finding(bad.code)]
    findings = [finding("ENV-09")] if has_unknown else []
    hidden = hidden_characters(msgspec.to_builtins(envelope))
    if hidden:
        findings.append(warning("TXT-01", HIDDEN_CHARACTERS, count=str(hidden)))
    if envelope.issuer.office_code in (SAMPLE_COMMUNE, SAMPLE_PROVINCE):
        findings.append(finding("ENV-10"))
    if envelope.signing.policy != POLICY:
        findings.append(finding("ENV-02"))
    if dos_time(envelope.created) != contents.directory.dos_time:
        findings.append(finding("PKG-03"))
    if envelope.period is not None and envelope.period.data_from > envelope.period.data_to:
        findings.append(finding("ENV-01"))
    if not _fits_kind(envelope, set(contents.sha256)):
        findings.append(finding("ENV-08"))
    if not _names_the_files(envelope, contents):
        findings.append(finding("ENV-03"))
    return envelope, findings


def _fits_kind(envelope: Envelope, payload: set[str]) -> bool:
    """Sections 2 and 4: what each kind must carry and what none may."""
    kind = envelope.kind
    free = payload - {ENVELOPE, DATA_PATHS[kind], REPORT_PDF, TABLE, NEW_CERTIFICATE}
    return (
        DATA_PATHS[kind] in payload
        and (REPORT_PDF in payload or kind not in _WITH_PDF)
        and (NEW_CERTIFICATE in payload) == (kind is PackageKind.KEY_CHANGE)
        and all(is_evidence(name) for name in free)
        and envelope.fits_kind
    )


def _names_the_files(envelope: Envelope, contents: Contents) -> bool:
    """`files` says of each payload file what the manifest and the file itself say; `data` names the kind's file."""
    sizes = {entry.name: entry.size for entry in contents.directory.entries}
    listed = [reference for reference in contents.manifests[0].references if reference.name != ENVELOPE]
    actual = [(one.name, one.media_type, sizes[one.name], contents.sha256[one.name]) for one in listed]
    stated = [(sheet.path, sheet.media_type, sheet.size, sheet.sha256) for sheet in envelope.files]
    return (
        actual == stated
        and all(sheet.role == _role_of(sheet) for sheet in envelope.files)
        and envelope.data.path == DATA_PATHS[envelope.kind]
    )


def _role_of(sheet: FileSheet) -> str | None:
    return "table" if sheet.path == TABLE else _FOLDER_ROLES.get(sheet.path.partition("/")[0])


def judge_signers(
    envelope: Envelope,
    signatures: Sequence[Signature],
    office_codes: Sequence[str | None],
    required_roles: frozenset[SignerRole],
) -> list[Finding]:
    """ENV-04, ENV-07 and TRU-06. `office_codes`: what the trust list says of each signature, None for unknown.

    An unknown signer's certificate is not believed, but what it says of itself must not contradict the sheet either.
    """
    findings = []
    stated = envelope.signing.signers
    for sheet, signature in zip(stated, signatures, strict=False):
        if (sheet.certificate_sha256, sheet.common_name) != (signature.sha256, subject_words(signature.certificate)):
            findings.append(finding("ENV-07"))
            break
    if len(signatures) > len(stated) and not findings:
        findings.append(finding("ENV-07"))
    missing = [sheet.role for sheet in stated[len(signatures) :]]
    missing += sorted(required_roles - {sheet.role for sheet in stated})
    findings += [finding("TRU-06", role=_(ROLE_WORDS[role])) for role in dict.fromkeys(missing)]
    stated_codes = [
        office_code_of(signature.certificate) or None if code is None else code
        for code, signature in zip(office_codes, signatures, strict=True)
    ]
    if any(code is not None and code != envelope.issuer.office_code for code in stated_codes):
        findings.append(finding("ENV-04"))
    return findings


def judge_data(envelope: Envelope, contents: Contents) -> tuple[AnyData | None, list[Finding]]:
    """The typed data, None where they break their schema, and ENV-05, ENV-06, ENV-09."""
    text = contents.held.get(DATA_PATHS[envelope.kind])
    if text is None:  # already said by ENV-08
        return None, []
    try:
        data, has_unknown = read_data(text, envelope.kind)
    except BadData as bad:
        return None, [finding(bad.code)]
    findings = [finding("ENV-09")] if has_unknown else []
    hidden = hidden_characters(msgspec.to_builtins(data))
    if hidden:
        findings.append(warning("TXT-01", HIDDEN_CHARACTERS, count=str(hidden)))
    report_uid = envelope.report.report_uid if envelope.report else None
    stated = (envelope.data.schema, envelope.data.schema_version, envelope.issuer.office_code)
    agrees = (data.schema, data.schema_version, data.office_code) == stated
    agrees = agrees and (data.period, data.report_uid) == (envelope.period, report_uid)
    if not agrees or not _values_agree(envelope, data, contents):
        findings.append(finding("ENV-05"))
    if isinstance(data, ReportData | ReturnData) and not _is_consistent(data):
        findings.append(finding("ENV-06"))
    return data, findings


def _values_agree(envelope: Envelope, data: AnyData, contents: Contents) -> bool:
    """What the values repeat of the sheet or of other files."""
    if isinstance(data, ReportData):
        return envelope.report is not None and data.values.report.regime == envelope.report.type
    if isinstance(data, ReturnData):
        return data.values.report_uid == data.report_uid
    if isinstance(data, KeyChangeData):
        signers = [signature.sha256 for signature in contents.signatures]
        stated = [data.values.old_fingerprint, data.values.new_fingerprint]
        return signers == stated and contents.sha256.get(NEW_CERTIFICATE) == data.values.new_fingerprint
    return True


def _is_consistent(data: ReportData | ReturnData) -> bool:
    """Rows and remarks are named once, and tasks lie in groups that exist."""
    if isinstance(data, ReturnData):
        return len({remark.id for remark in data.values.remarks}) == len(data.values.remarks)
    values = data.values
    groups = {group.id for group in values.groups}
    rows = [*(task.id for task in values.tasks), *(indicator.id for indicator in values.indicators)]
    return (
        len(set(rows)) == len(rows)
        and len(groups) == len(values.groups)
        and all(task.group is None or task.group in groups for task in values.tasks)
    )
