"""Packages coming in: judge them in whatever order they lie in a folder, and store what the accepted ones bring."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kh57_desktop.domain.packages import PackageKind
from kh57_desktop.domain.terms import OfficeRole
from kh57_desktop.errors import UserError
from kh57_desktop.exchange.display import clean_line
from kh57_desktop.exchange.naming import SUFFIX
from kh57_desktop.exchange.payloads import ReportData
from kh57_desktop.exchange.replay import known_package
from kh57_desktop.exchange.verify import Verification, in_register
from kh57_desktop.i18n import N_, _
from kh57_desktop.progress import SILENT, Progress
from kh57_desktop.services import incoming_kinds
from kh57_desktop.services.incoming import Incoming, Judge, take_all
from kh57_desktop.services.judging import (
    ADVICE,
    VERDICTS,
    advice_words,
    findings_in_words,
    verdict_words,
    verify,
)
from kh57_desktop.services.office_choices import required_roles
from kh57_desktop.services.package_rows import received_rows
from kh57_desktop.services.register_view import RegisterView
from kh57_desktop.services.remarks import take_answers
from kh57_desktop.services.senders import note_sender
from kh57_desktop.services.session import Session, new_id
from kh57_desktop.services.set_aside import set_aside, settle
from kh57_desktop.services.set_aside import waiting as set_aside_waiting
from kh57_desktop.store.packages import ReceivedPackage, ReceivedRow

__all__ = [
    "ADVICE",
    "VERDICTS",
    "NotReceivedHere",
    "Received",
    "SampleElsewhere",
    "Verification",
    "advice_words",
    "clean_line",
    "files_in",
    "findings_in_words",
    "receive",
    "receive_all",
    "set_aside_waiting",
    "verdict_words",
    "verify",
]

MOST_FILES = 20_000
AT_ONCE = 20
"""Packages stored in one action."""
REPORTS = frozenset({PackageKind.REPORT, PackageKind.CORRECTION, PackageKind.WITHDRAWAL})

NotReceivedHere = incoming_kinds.NotReceivedHere


class SampleElsewhere(UserError):
    """Packages of sample offices go into sample files only."""

    code = "sample-elsewhere"
    message = N_("The package “{name}” holds sample data, and this is the file of a real office.")
    hint = N_("Nothing was stored. Sample packages are received only in a sample file (code 00).")


class WaitsForPerson(UserError):
    """A new series, a new key, or a change of what was accepted is taken only when a person says so."""

    code = "waits-for-person"
    message = N_("The package “{name}” waits for a person: {why}.")
    hint = N_("Nothing was stored. Please ask the sender by telephone, then confirm (receive … --confirm).")


@dataclass(frozen=True, slots=True)
class Received:
    """What became of one package: `stored` is None where nothing new was stored (refused, or received before).

    `refusal`: why a sound package was not taken here; its sentence is for people.
    """

    verification: Verification
    stored: ReceivedPackage | None
    rows: int = 0
    refusal: UserError | None = None

    @property
    def verdict_words(self) -> str:
        return verdict_words(self.verification)

    @property
    def is_settled(self) -> bool:
        """Stored now, or before."""
        return self.stored is not None or self.verification.is_replay


def receive(session: Session, path: Path, *, confirm: bool = False, progress: Progress = SILENT) -> Received:
    """Judge the package and, if it is acceptable, store it with its rows in one action.

    A package received before is stored no second time. What waits for a person (REP-08, a new key, a correction of
    what was accepted) is stored only with `confirm`. What was not accepted is in the verification's findings and is
    set aside with a reply. Raises where a sound package does not belong here, or the file cannot be read.
    """
    view = RegisterView(session.store.packages.register())
    with session.store.files.on_the_way() as folder:
        taken = _judge(session, folder).take(path, progress)
        if taken.trouble is not None:
            raise taken.trouble
        outcome = _store_those(session, [taken], view, confirm=confirm)[0]
    if outcome.refusal is not None and not isinstance(outcome.refusal, WaitsForPerson):
        raise outcome.refusal
    return outcome


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The packages of files and folders (a stick, an inbox), folders with everything below them."""
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        for below in sorted(path.rglob(f"*{SUFFIX}")):
            if below.is_file() and not below.name.startswith("."):
                found.append(below)
            if len(found) > MOST_FILES:
                raise TooManyFiles(count=MOST_FILES)
    return found


class TooManyFiles(UserError):
    """Nobody sends so many at once."""

    code = "too-many-files"
    message = N_("The folder holds more than {count} packages.")
    hint = N_("Nothing was stored. Please choose a folder with the packages of one period.")


def receive_all(
    session: Session,
    paths: Sequence[Path],
    *,
    confirm: bool = False,
    processes: int | None = None,
    progress: Progress = SILENT,
) -> list[Received]:
    """Every package of the files and folders, in the senders' own order whatever the order of the files.

    Judging runs in `processes` helpers (as many as the PC has processors), storing here. The outcomes come in the
    order of the paths. A package that cannot be taken stops no other; a folder given twice changes nothing.
    """
    files = files_in(paths)
    view = RegisterView(session.store.packages.register())
    outcomes: dict[int, Received] = {}
    with session.store.files.on_the_way() as folder:
        judged = take_all(_judge(session, folder), files, processes or os.cpu_count() or 1, progress)
        order = sorted(range(len(judged)), key=lambda place: (*_place(judged[place].verification), place))
        for start in range(0, len(order), AT_ONCE):
            places = order[start : start + AT_ONCE]
            stored = _store_those(session, [judged[place] for place in places], view, confirm=confirm)
            outcomes.update(zip(places, stored, strict=True))
            progress.step(len(files) + start + len(places), 2 * len(files), _("storing"))
    return [outcomes[place] for place in range(len(files))]


def _judge(session: Session, folder: Path) -> Judge:
    return Judge(folder, session.store.packages.trusted(), required_roles(session), session.now())


def _place(judged: Verification) -> tuple[str, int]:
    """By series and number; what cannot be read comes last."""
    if judged.envelope is None:
        return "\U0010ffff", 0
    return judged.envelope.series.id, judged.envelope.series.sequence


def _store_those(session: Session, taken: Sequence[Incoming], view: RegisterView, *, confirm: bool) -> list[Received]:
    """Store those that may be stored and set the others aside, in one action."""
    outcomes: list[Received] = []
    with session.store.changes(_words_of(taken), irrevocable=True):
        for one in taken:
            outcome = _take_one(session, one, view, confirm=confirm)
            outcomes.append(outcome)
            if outcome.is_settled:
                settle(session, one.sha256)
            else:
                set_aside(session, one, outcome.verification, outcome.refusal)
    return outcomes


def _words_of(taken: Sequence[Incoming]) -> str:
    if len(taken) == 1 and (sheet := taken[0].verification.envelope) is not None:
        words = _("Receive package {number} of {office}")
        return words.format(number=sheet.series.sequence, office=sheet.issuer.office_code)
    return _("Receive {count} packages").format(count=len(taken))


def _take_one(session: Session, taken: Incoming, view: RegisterView, *, confirm: bool) -> Received:
    one = taken.verification
    if one.envelope is not None and one.digest:
        one = in_register(one, view.about(one.envelope, one.digest))
    sheet = one.envelope
    if not one.is_acceptable or sheet is None or one.is_replay or taken.kept is None:
        return Received(one, None, refusal=taken.trouble)
    try:
        _check_place(session, one)
        why = _why_wait(session, one)
        if why and not confirm:
            raise WaitsForPerson(name=one.path.name, why=why)
        package, rows = _store(session, taken, one)
    except UserError as refusal:
        return Received(one, None, refusal=refusal)
    view.add(package.known)
    return Received(one, package, len(rows))


def _check_place(session: Session, one: Verification) -> None:
    if "ENV-10" in one.codes and not session.store.offices.office().is_sample:
        raise SampleElsewhere(name=one.path.name)
    incoming_kinds.check(session, one)


def _why_wait(session: Session, one: Verification) -> str:
    """What a person must look at first, empty for nothing."""
    sheet = one.envelope
    if "REP-08" in one.codes:
        return _("the sender has started the numbering anew")
    if sheet is not None and sheet.kind is PackageKind.KEY_CHANGE:
        return _("the sender has a new signing key")
    if sheet is not None and sheet.supersedes is not None:
        replaced = session.store.packages.received_by_digest(sheet.supersedes.package_digest)
        if replaced is not None and replaced.state in ("approved", "accepted"):
            return _("it changes a report that was approved or accepted here")
    return ""


def _store(session: Session, taken: Incoming, one: Verification) -> tuple[ReceivedPackage, list[ReceivedRow]]:
    sheet = one.envelope
    if sheet is None or taken.kept is None:
        raise ValueError("an accepted package has its sheet and its copy")
    known = known_package(sheet, one.digest, received_at=one.received_at)
    kept = session.store.files.take(taken.kept, taken.sha256, clean_line(one.path.name), "received-package")
    package = ReceivedPackage(
        id=new_id(),
        known=known,
        office_name=sheet.issuer.office_name,
        report_title=sheet.report.title if sheet.report else "",
        document_number=sheet.report.document_number if sheet.report else None,
        result=one.result,
        codes=one.codes,
        attachment_id=kept.id,
    )
    rows: list[ReceivedRow] = []
    if isinstance(one.data, ReportData):
        rows = received_rows(package, one.data) if sheet.kind is not PackageKind.WITHDRAWAL else []
        take_answers(
            session, known.office_code, ((answer.remark_id, answer.text) for answer in one.data.values.answers)
        )
    session.store.packages.put_received(package, rows)
    if sheet.kind in REPORTS and is_superior(session):
        note_sender(session, known.office_code, clean_line(sheet.issuer.office_name))
    if sheet.series.continues is not None:
        words = _("Receive package {number} of {office}").format(number=known.sequence, office=known.office_code)
        session.store.packages.close_series(sheet.series.continues.series_id, words)
    incoming_kinds.apply(session, one)
    return package, rows


def is_superior(session: Session) -> bool:
    return session.store.offices.office().role is OfficeRole.SUPERIOR
