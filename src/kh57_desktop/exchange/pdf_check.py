"""Checking the signatures of a PDF (package-format.md section 3.4, step 15).

pyHanko reads the structure and compares revisions; which bytes are covered, the CMS object and the mathematics are
judged here, by the same strict rules as the container's signatures.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from kh57_desktop.exchange import der
from kh57_desktop.exchange.cms_check import FIRST_YEAR, LAST_YEAR, Signature, read_signature
from kh57_desktop.exchange.cms_value import check_algorithms, check_value, digest_name
from kh57_desktop.exchange.entry_names import SIGNERS_KEY
from kh57_desktop.exchange.findings import Finding, Refused, finding

if TYPE_CHECKING:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

_log = logging.getLogger(__name__)

SUBFILTER = "/ETSI.CAdES.detached"
DATA_DIGEST_KEY = "/BCDataSHA256"
ACTIVE_KEYS = frozenset({"/EmbeddedFiles", "/JavaScript", "/JS", "/OpenAction", "/OCProperties", "/AA", "/XFA", "/EF"})
"""What the program's own PDFs never hold and what could show other content later, or run."""
ACTIVE_ACTIONS = frozenset({"/Launch", "/GoToE", "/SubmitForm", "/ImportData", "/Rendition", "/Movie", "/Sound"})
"""Actions (`/S`) that start something or reach for another file."""
_SUSPECT = re.compile(
    rb"/XRefStm|/[^\s/<>\[\](){}%]*#|" + b"|".join(key.encode() for key in sorted(ACTIVE_KEYS | ACTIVE_ACTIONS))
)
SEARCHED_WHOLE = 8 << 20
"""Bytes up to which a file is searched for active keys; in a larger one its objects are looked at."""
MOST_SIGNATURES = 20
LARGEST_SIGNATURE = 1 << 20
"""As of a container's signature (section 2.3)."""


@dataclass(frozen=True, slots=True)
class PdfSignature:
    """A signature on the PDF whose bytes and mathematics are right."""

    field: str
    signature: Signature
    signed_at: datetime | None
    listed: tuple[str, ...] | None = None
    """Certificates of all signers as this one knew them; None where another program signed."""


@dataclass(frozen=True, slots=True)
class PdfJudgement:
    """`data_sha256`: what the Info dictionary says of the data file, empty where it says nothing."""

    signatures: tuple[PdfSignature, ...]
    findings: tuple[Finding, ...]
    data_sha256: str = ""


def check_pdf(
    pdf: bytes,
    *,
    expected: Sequence[str] | None = None,
    data_sha256: str | None = None,
    data_size: int = 0,
    in_package: bool = False,
) -> PdfJudgement:
    """Findings PDF-01 to PDF-06.

    `expected`: SHA-256 of the certificates that must have signed, in order; None for a PDF alone, which must carry at
    least one signature. `data_size`: bytes of the data in the same package, which leave less work for the PDF.
    `in_package`: nothing embedded and nothing active is allowed.
    """
    try:
        return _check(pdf, data_size, expected=expected, data_sha256=data_sha256, in_package=in_package)
    except Refused as refusal:
        return PdfJudgement((), (refusal.finding,))
    except Exception:  # noqa: BLE001 - the reader meets hostile bytes and fails in any way; failing means unreadable
        _log.info("PDF could not be read", exc_info=True)
        return PdfJudgement((), (finding("PDF-05"),))


def _check(
    pdf: bytes, data_size: int, *, expected: Sequence[str] | None, data_sha256: str | None, in_package: bool
) -> PdfJudgement:
    from kh57_desktop.exchange.pdf_limits import BoundedReader, bounded_work  # loaded only where a PDF is checked

    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # its remarks on hostile files are no news to the office
    if not pdf.startswith(b"%PDF-"):
        raise Refused("PDF-05")
    with bounded_work(data_size) as work:
        reader = BoundedReader(pdf, work)
        if reader.encrypted:
            raise Refused("PDF-05")
        return _judge(pdf, reader, expected=expected, data_sha256=data_sha256, in_package=in_package)


def _judge(
    pdf: bytes,
    reader: PdfFileReader,
    *,
    expected: Sequence[str] | None,
    data_sha256: str | None,
    in_package: bool,
) -> PdfJudgement:
    embedded = reader.embedded_signatures
    if len(embedded) > MOST_SIGNATURES:
        raise Refused("PDF-05")
    findings: list[Finding] = []
    signatures = []
    for number, one in enumerate(embedded, start=1):
        try:
            signatures.append(_check_signature(pdf, one, is_last=number == len(embedded)))
        except Refused as refusal:
            findings.append(refusal.finding)
    stated = _stated_digest(reader)
    findings += _against_list(signatures, len(embedded), expected)
    if not findings and (_has_foreign_field(reader) or (in_package and _is_unlike_ours(reader, pdf))):
        findings.append(finding("PDF-03"))
    if not findings:
        findings += _against_each_other(signatures)
    if data_sha256 is not None and stated != data_sha256:
        findings.append(finding("PDF-06"))
    once = {one.code: one for one in findings}
    return PdfJudgement(tuple(signatures), tuple(once.values()), stated)


def _stated_digest(reader: PdfFileReader) -> str:
    info = _entry(reader.trailer, "/Info")
    return "" if info is None else str(_entry(info, DATA_DIGEST_KEY) or "")


def _entry(dictionary: Any, key: str) -> Any:
    """The value of a key with references followed, None where there is none; pyHanko's `get` follows none."""
    try:
        return dictionary[key]
    except KeyError:
        return None


def _check_signature(pdf: bytes, embedded: EmbeddedPdfSignature, *, is_last: bool) -> PdfSignature:
    """One signature. Refused PDF-02 (value or form wrong), PDF-03 (bytes not covered, or changed afterwards)."""
    from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, DiffResult, ModificationLevel

    dictionary = embedded.sig_object
    if _entry(dictionary, "/SubFilter") != SUBFILTER or "/Reference" in dictionary:
        raise Refused("PDF-02")  # another kind of signature, or one with DocMDP or FieldMDP
    encoded, end = _covered(pdf, [int(number) for number in dictionary["/ByteRange"]])
    if encoded != bytes(embedded.pkcs7_content):
        raise Refused("PDF-02")
    signature = _check_cms(pdf, encoded, [int(number) for number in dictionary["/ByteRange"]])
    if is_last:
        if end != len(pdf):
            raise Refused("PDF-03")
    else:
        embedded.compute_integrity_info(DEFAULT_DIFF_POLICY)  # type: ignore[no-untyped-call]
        changes = embedded.diff_result
        if not isinstance(changes, DiffResult) or changes.modification_level > ModificationLevel.FORM_FILLING:
            raise Refused("PDF-03")
    stated = _entry(dictionary, SIGNERS_KEY)
    listed = None if stated is None else tuple(str(stated).split())
    return PdfSignature(embedded.field_name, signature, _claimed_time(embedded, signature), listed)


def _covered(pdf: bytes, byte_range: list[int]) -> tuple[bytes, int]:
    """The /Contents bytes that the range leaves out, and the end of the range; PDF-02 where it leaves out more."""
    if len(byte_range) != 4:
        raise Refused("PDF-02")
    start, first, second, length = byte_range
    hole = pdf[first:second]
    if start != 0 or min(byte_range) < 0 or second + length > len(pdf) or first < 5:
        raise Refused("PDF-02")
    if not (hole.startswith(b"<") and hole.endswith(b">")):
        raise Refused("PDF-02")
    try:
        digits = hole[1:-1].decode("ascii")
        encoded = bytes.fromhex(digits)
    except ValueError as cause:
        raise Refused("PDF-02") from cause
    if digits not in (encoded.hex(), encoded.hex().upper()):  # other spellings could carry a message nobody signed
        raise Refused("PDF-02")
    return encoded, second + length


def _check_cms(pdf: bytes, padded: bytes, byte_range: list[int]) -> Signature:
    """/Contents is padded with zeros behind the one DER value."""
    try:
        length = der.whole_length(padded)
        if length > LARGEST_SIGNATURE or padded[length:].strip(b"\0"):
            raise Refused("PDF-02")
        signature = read_signature(padded[:length], needs_signing_time=False)
        check_algorithms(signature)
        _start, first, second, size = byte_range
        digest = hashlib.new(digest_name(signature), pdf[:first])
        digest.update(memoryview(pdf)[second : second + size])
        check_value(signature, digest.digest())
    except (der.NotDer, Refused) as cause:
        raise Refused("PDF-02") from cause
    return signature


def _claimed_time(embedded: EmbeddedPdfSignature, signature: Signature) -> datetime | None:
    """PAdES keeps the signer's time in /M; other tools repeat it as an attribute."""
    stated = signature.signed_at or embedded.self_reported_timestamp
    if stated is not None and not FIRST_YEAR <= stated.year <= LAST_YEAR:  # no clock, and no zone could show it
        raise Refused("PDF-02")
    return stated if stated is None or stated.tzinfo is not None else stated.replace(tzinfo=UTC)


def _against_list(signatures: Sequence[PdfSignature], found: int, expected: Sequence[str] | None) -> Iterator[Finding]:
    """PDF-01 for too few, PDF-04 for others than listed or another order."""
    if found == 0 or (expected is not None and found < len(expected)):
        yield finding("PDF-01")
    elif expected is None or len(signatures) < found:
        return  # nothing to compare with, or already said by PDF-02 or PDF-03
    elif [one.signature.sha256 for one in signatures] != list(expected):
        yield finding("PDF-04")


def _against_each_other(signatures: Sequence[PdfSignature]) -> Iterator[Finding]:
    """PDF-01 where a signer knew of more signatures than there are: the file was cut back to an earlier one."""
    present = {one.signature.sha256 for one in signatures}
    if any(not present.issuperset(one.listed) for one in signatures if one.listed is not None):
        yield finding("PDF-01")


def _has_foreign_field(reader: PdfFileReader) -> bool:
    """Whether the form has a field that is no signature: its value could be filled in later without a trace."""
    from pyhanko.sign.fields import enumerate_sig_fields

    form = _entry(reader.root, "/AcroForm")
    if form is None:
        return False
    filled = [name for name, value, _field in enumerate_sig_fields(reader) if value is not None]
    return len(filled) != len(_entry(form, "/Fields") or ()) or "/XFA" in form


def _is_unlike_ours(reader: PdfFileReader, pdf: bytes) -> bool:
    """What a package's PDF may not be, though its signatures stand: active, or with other metadata than first signed.

    pyHanko's comparison of revisions lets the Info dictionary change, which here names the digest of the data.
    """
    from pyhanko.pdf_utils.generic import IndirectObject

    info = reader.trailer.raw_get("/Info") if "/Info" in reader.trailer else None
    signed = min(one.signed_revision for one in reader.embedded_signatures)
    if info is not None and not isinstance(info, IndirectObject):
        return True
    if info is not None and reader.xrefs.get_last_change(info.reference) > signed:
        return True
    return _is_active(reader, pdf)


def _is_active(reader: PdfFileReader, pdf: bytes) -> bool:
    """Whether any object of any revision is active by its keys or actions.

    Without object streams a key stands in the bytes as it is, or with a `#` escape: most files need no second look.
    """
    if len(pdf) <= SEARCHED_WHOLE and not reader.has_xref_stream and not _SUSPECT.search(pdf):
        return False
    references = {
        reference
        for revision in range(reader.xrefs.total_revisions)
        for reference in reader.xrefs.explicit_refs_in_revision(revision)
    }
    return any(
        _holds_active(reader.get_object(reference))  # type: ignore[no-untyped-call]
        for reference in references
    )


def _holds_active(value: Any) -> bool:
    from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, IndirectObject

    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, DictionaryObject):
            if not ACTIVE_KEYS.isdisjoint(one) or ("/S" in one and str(one["/S"]) in ACTIVE_ACTIONS):
                return True
            waiting += [one.raw_get(key) for key in one]
        elif isinstance(one, ArrayObject):
            waiting += [one.raw_get(place) for place in range(len(one))]
        elif isinstance(one, IndirectObject):
            continue  # looked at by its own number
    return False
