"""Handing a package over: to a stick, by e-mail draft, into a folder; and the register of what was handed over when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kh57_desktop.domain.packages import Medium, PackageKind
from kh57_desktop.domain.terms import ReportState
from kh57_desktop.errors import UserError
from kh57_desktop.exchange import mail_draft, stick
from kh57_desktop.exchange.drives import Drive, removable_drives
from kh57_desktop.exchange.manifest import comparison_code
from kh57_desktop.i18n import N_, _
from kh57_desktop.progress import SILENT, Progress
from kh57_desktop.services.files import write_new
from kh57_desktop.services.frame import unsent_packages
from kh57_desktop.services.office_choices import mail_limits
from kh57_desktop.services.package_series import HandedFile, content_of, copy_out
from kh57_desktop.services.session import VIETNAM, Session, new_id
from kh57_desktop.store.packages import HandOver, OutgoingPackage

__all__ = ["Drive", "PackageLine", "drives", "folder", "mail", "register", "to_stick", "unsent_packages"]

WAITING = ("built",)


class SampleNotHandedOver(UserError):
    """A sample office exists to be tried, never to be sent from."""

    code = "sample-not-handed-over"
    message = N_("This is a sample office: its packages are never handed over.")
    hint = N_("Nothing was written. Please open the data file of your own office.")


@dataclass(frozen=True, slots=True)
class PackageLine:
    """A line of the register of packages (sổ gói đã lập). `days_unsent`: since it was built, None once handed over."""

    package: OutgoingPackage
    sign: str
    size: int
    hand_overs: tuple[HandOver, ...]
    days_unsent: int | None

    @property
    def comparison_code(self) -> str:
        return comparison_code(self.package.digest)


def drives() -> list[Drive]:
    return removable_drives()


def register(session: Session) -> list[PackageLine]:
    """Every package this office built, newest first."""
    handed: dict[str, list[HandOver]] = {}
    for row in session.store.packages.hand_overs.all(order="at, row"):
        handed.setdefault(row.package_id, []).append(row)
    signs = {row.id: row.sign or "" for row in session.store.reports.heads()}
    signs |= {row.id: row.sign for row in session.store.consolidated.all()}
    return [
        PackageLine(
            package=package,
            sign=signs.get(package.report_id or package.consolidated_id or "", ""),
            size=session.store.files.get(package.attachment_id or "").size,
            hand_overs=tuple(handed.get(package.id, ())),
            days_unsent=_days_unsent(package, handed.get(package.id, []), session.today),
        )
        for package in reversed(session.store.packages.all())
    ]


def _days_unsent(package: OutgoingPackage, handed: list[HandOver], today: date) -> int | None:
    if handed or package.state not in WAITING:
        return None
    return (today - package.created_at.astimezone(VIETNAM).date()).days


def refuse_sample(session: Session) -> None:
    if session.store.offices.office().is_sample:
        raise SampleNotHandedOver


def to_stick(
    session: Session,
    package: OutgoingPackage,
    drive: Drive,
    *,
    medium: stick.Medium = stick.DISK,
    progress: Progress = SILENT,
) -> HandedFile:
    """Write, flush, read again, compare, rename; only then it counts as handed over and the stick may be pulled."""
    refuse_sample(session)
    content = content_of(session, package)
    stick.check_room(drive, len(content))
    path = stick.write_proved(content, drive.path, package.name, label=drive.label, medium=medium, progress=progress)
    _note(session, package, Medium.USB, drive.label)
    return HandedFile(path, package.digest, comparison_code(package.digest), len(content), package.sequence)


def folder(session: Session, package: OutgoingPackage, target: Path) -> HandedFile:
    """Copy into a folder (a network drive, another system's inbox)."""
    refuse_sample(session)
    handed = copy_out(session, package, target)
    _note(session, package, Medium.FOLDER, str(target))
    return handed


@dataclass(frozen=True, slots=True)
class MailDraft:
    """The draft file, and its parts for the clipboard where no mail program takes it."""

    path: Path
    to: str
    subject: str
    text: str
    is_large: bool


def mail(session: Session, package: OutgoingPackage, folder_for_draft: Path, *, to: str) -> MailDraft:
    """Write the draft; TooLargeForMail above the limit. It counts as handed over once the person opened it."""
    refuse_sample(session)
    content = content_of(session, package)
    limits = mail_limits(session)
    subject, text = _words(session, package)
    made = mail_draft.draft(content, package.name, to=to, subject=subject, text=text, refuse_above=limits.refuse << 20)
    path = folder_for_draft / f"{package.name}.eml"
    write_new(path, made, force=True)
    _note(session, package, Medium.EMAIL, to)
    return MailDraft(path, to, subject, text, mail_draft.is_large(len(content), warn_above=limits.warn << 20))


def _words(session: Session, package: OutgoingPackage) -> tuple[str, str]:
    """Subject that the receiver's program can sort by, and a text with the comparison code. Always Vietnamese."""
    office = session.store.offices.office()
    line = next((one for one in register(session) if one.package.id == package.id), None)
    sign = f", báo cáo số {line.sign}" if line is not None and line.sign else ""
    subject = f"[KH57] {package.name.removesuffix('.asice')} - {office.full_name}"
    lines = [
        f"{office.full_name} gửi gói báo cáo số {package.sequence}{sign}.",
        f"Tệp: {package.name}",
        f"Mã đối chiếu: {comparison_code(package.digest)}",
        "Đề nghị kiểm tra gói bằng chương trình KH57 trước khi sử dụng; xin phản hồi khi đã tiếp nhận.",
    ]
    return subject, "\n".join(lines) + "\n"


def _note(session: Session, package: OutgoingPackage, medium: Medium, place: str) -> None:
    """One line in the register; the report counts as handed over from the first on."""
    series = next((row for row in session.store.packages.all_series() if row.id == package.series_id), None)
    line = HandOver(
        id=new_id(),
        package_id=package.id,
        at=session.now(),
        medium=medium,
        place=place,
        recipient=series.recipient if series else "",
        author=session.user,
    )
    words = _("Hand over package {number}").format(number=package.sequence)
    with session.store.changes(words, irrevocable=True):
        session.store.packages.hand_overs.put(line)
        current = session.store.packages.get(package.id)
        if current.state == "built":
            session.store.packages.put(replace(current, state="handed_over"))
        if package.report_id and package.kind is not PackageKind.WITHDRAWAL:
            report = session.store.reports.get(package.report_id)
            if report.state is ReportState.PACKAGED:
                session.store.reports.put(replace(report, state=ReportState.HANDED_OVER))
