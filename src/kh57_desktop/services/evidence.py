"""Evidence (minh chứng): files copied in with fingerprint, number and date, beside the line of the log they prove."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kh57_desktop.domain.document_products import lacks_number
from kh57_desktop.domain.pictures import without_metadata
from kh57_desktop.domain.tasks import Evidence, ProgressEntry, Task
from kh57_desktop.domain.terms import TaskState
from kh57_desktop.errors import CannotRead, UserError, reason_of
from kh57_desktop.i18n import N_, _, nfc
from kh57_desktop.importing.errors import DocumentSecret
from kh57_desktop.services.session import Session, new_id
from kh57_desktop.store.errors import AttachmentTooLarge
from kh57_desktop.store.files import LARGEST_MB, Attachment

KIND = "evidence"
_SECRET_NAME = re.compile(r"(?:^|[\W_])(?:TUYỆT MẬT|TỐI MẬT|MẬT)(?:$|[\W_])")
_SECRET_WORDS = re.compile(r"\b(?:tuyệt|tối) mật\b", re.IGNORECASE)
_TEXTS = frozenset({".docx", ".pdf", ".txt"})
"""Files whose text is looked into for a secrecy mark."""
_LARGEST_READ = 20_000_000


class NotAFile(UserError):
    """A folder or something else that is no file was dropped."""

    code = "not-a-file"
    message = N_("“{name}” is not a file and was not attached.")
    hint = N_("Nothing was changed. Please choose the document itself.")


@dataclass(frozen=True, slots=True)
class Proof:
    """A file as the pane lists it. `entry` None: it stands for the task as a whole."""

    evidence: Evidence
    attachment: Attachment
    entry: ProgressEntry | None = None

    @property
    def fingerprint(self) -> str:
        """The first letters of the SHA-256, in fours, as it can be read aloud."""
        head = self.attachment.sha256[:16].upper()
        return " ".join(head[place : place + 4] for place in range(0, 16, 4))


def attach(
    session: Session,
    task: Task,
    files: Sequence[Path],
    *,
    entry: ProgressEntry | None = None,
    number: str = "",
    document_on: date | None = None,
    goes_along: bool = False,
) -> list[Proof]:
    """Copy files in as evidence, in one action; raises before anything is saved where one of them is refused."""
    contents = [(path, content_of(path, number)) for path in files]
    named = (
        _("Attach “{name}” to {code}").format(name=files[0].name, code=task.code)
        if len(files) == 1
        else _("Attach {count} files to {code}").format(count=len(files), code=task.code)
    )
    with session.store.changes(named):
        return put_files(
            session, task, contents, entry=entry, number=number, document_on=document_on, goes_along=goes_along
        )


def put_files(
    session: Session,
    task: Task,
    contents: Sequence[tuple[Path, bytes]],
    *,
    entry: ProgressEntry | None = None,
    number: str = "",
    document_on: date | None = None,
    goes_along: bool = False,
) -> list[Proof]:
    """The same for contents that `content_of` has judged, inside an action of the caller."""
    found = []
    for path, content in contents:
        attachment = session.store.files.put_bytes(
            content, nfc(path.name), KIND, number=nfc(number).strip(), document_on=document_on, goes_along=goes_along
        )
        evidence = Evidence(
            new_id(), task.id, attachment.id, entry.id if entry else None, session.now().isoformat(), session.user
        )
        session.store.tasks.put_evidence(evidence)
        found.append(Proof(evidence, attachment, entry))
    return found


def content_of(path: Path, number: str = "") -> bytes:
    """What is kept of a file: pictures without place and time. Raises what may not or cannot be attached.

    A document that bears a secrecy mark (mật, tối mật, tuyệt mật) is refused: Luật Bảo vệ bí mật nhà nước 2018
    forbids keeping it on such a computer (features.md row 130).
    """
    words = f"{nfc(path.name)} {nfc(number)}"
    if _SECRET_NAME.search(words.replace("_", " ")) or _SECRET_WORDS.search(words.replace("_", " ").replace("-", " ")):
        raise DocumentSecret(name=path.name)
    try:
        if not path.is_file():
            raise NotAFile(name=path.name)
        if path.stat().st_size > LARGEST_MB * 1_000_000:
            raise AttachmentTooLarge(name=path.name, limit=LARGEST_MB)
        content = path.read_bytes()
    except OSError as cause:
        raise CannotRead(name=path.name, reason=reason_of(cause)) from cause
    _refuse_secret_text(path, len(content))
    return without_metadata(content)


def _refuse_secret_text(path: Path, size: int) -> None:
    """A file that no reader of ours can open says nothing; it is attached as it is."""
    if path.suffix.casefold() not in _TEXTS or size > _LARGEST_READ:
        return
    from kh57_desktop.importing.formats import sources_in  # with the readers of documents: seldom
    from kh57_desktop.importing.reader import refuse_secrets

    try:
        sources = sources_in(path)
    except UserError:
        return
    refuse_secrets(sources, path.name)


def proofs_of(session: Session, task_id: str) -> list[Proof]:
    """Files of a task, the last added first."""
    entries = {entry.id: entry for entry in session.store.tasks.progress(task_id)}
    return [
        Proof(row, session.store.files.get(row.attachment_id), entries.get(row.entry_id or ""))
        for row in reversed(session.store.tasks.evidence(task_id))
    ]


def describe(session: Session, proof: Proof, *, number: str, document_on: date | None, goes_along: bool) -> Attachment:
    """Number and date of the document, and whether it goes into packages (gửi kèm)."""
    content_of_number = nfc(number).strip()
    if _SECRET_NAME.search(content_of_number):
        raise DocumentSecret(name=proof.attachment.name)
    changed = replace(proof.attachment, number=content_of_number, document_on=document_on, goes_along=goes_along)
    if changed != proof.attachment:
        with session.store.changes(_("Edit the document “{name}”").format(name=changed.name)):
            session.store.files.put(changed)
    return changed


def detach(session: Session, proof: Proof) -> None:
    """Take a file off the task; it stays in the bin and in the file store."""
    task = session.store.tasks.get(proof.evidence.task_id)
    with session.store.changes(_("Take “{name}” off {code}").format(name=proof.attachment.name, code=task.code)):
        session.store.tasks.evidence_to_bin(proof.evidence.id)


@dataclass(frozen=True, slots=True)
class MissingProof:
    """What an inspection would ask for in vain: a finished task without a file, or without number and date."""

    task: Task
    lacks_file: bool
    lacks_number: bool


def missing_proofs(session: Session, plan_id: str, *, on: date | None = None) -> list[MissingProof]:
    """Finished tasks of a plan that nothing proves, in printed order."""
    day = on or session.today
    proved = session.store.tasks.evidence_of_plan(plan_id)
    found = []
    for task in session.store.tasks.of_plan(plan_id):
        if task.state is not TaskState.DONE or task.finished_on is None or task.finished_on > day or not task.is_ours:
            continue
        missing = MissingProof(task, task.id not in proved, lacks_number(task))
        if missing.lacks_file or missing.lacks_number:
            found.append(missing)
    return found
