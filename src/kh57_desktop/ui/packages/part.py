"""The page of packages with the presenter of the file that is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from kh57_desktop.i18n import N_, _
from kh57_desktop.services.session import Session
from kh57_desktop.ui.files import ask_folder, ask_open, ask_open_many, ask_save
from kh57_desktop.ui.menus import Entry
from kh57_desktop.ui.packages.afterwards import Afterwards
from kh57_desktop.ui.packages.keys import OfficeKeys
from kh57_desktop.ui.packages.page import PackagesPage
from kh57_desktop.ui.packages.presenter import PackagesPresenter
from kh57_desktop.ui.packages.services import OfficePackages
from kh57_desktop.ui.pages.part import PageDesk, PagePart


class PackagesPart(PagePart):
    """Listens to the page; without an open file every gesture is let go."""

    MENU = (
        Entry("answers", N_("&Take in an answer…")),
        Entry("slip", N_("&Print the hand-over slip")),
        Entry("folder", N_("&Open the folder")),
        Entry("stamp", N_("Add a &time-stamp…")),
        Entry("withdraw", N_("&Withdraw the package…")),
        Entry("new_key", N_("Make an internal &signature…")),
        Entry("renew_key", N_("&Renew an internal signature…")),
        Entry("trust", N_("Trust the superior's &certificate…")),
        Entry("issuer", N_("List of revoked certificates of the &issuer…")),
    )

    def __init__(self, desk: PageDesk) -> None:
        super().__init__(desk)
        self._presenter: PackagesPresenter | None = None
        self._services: OfficePackages | None = None
        self._keys: OfficeKeys | None = None
        self._afterwards: Afterwards | None = None
        self.page: PackagesPage = PackagesPage(desk.theme)
        page = self.page
        page.report_chosen.connect(lambda key: self._with(lambda one: one.choose_report(key, page.reason.text())))
        page.step_asked.connect(lambda step: self._with(lambda one: one.back_to(step)))
        page.check_asked.connect(lambda: desk.show_paper("report"))
        page.package_chosen.connect(lambda key: self._with(lambda one: one.choose_package(key)))
        page.unsent_chosen.connect(self._narrow_unsent)
        page.returned_chosen.connect(self._narrow_returned)
        page.answers_asked.connect(self._ask_answers)
        page.dropped.connect(lambda paths: self._with(lambda one: one.take_answers(paths)))
        page.folder_asked.connect(self._open_folder)
        page.sign.sign_asked.connect(lambda sources: self._with(lambda one: one.sign(sources)))
        page.sign.tokens_asked.connect(lambda: self._with(lambda one: one.look_for_tokens()))
        page.sign.file_asked.connect(self._ask_identity)
        page.sign.picture_asked.connect(self._ask_picture)
        page.hand.stick_asked.connect(lambda drive: self._with(lambda one: one.to_stick(drive)))
        page.hand.drives_asked.connect(lambda: self._with(lambda one: one.look_for_drives()))
        page.hand.mail_asked.connect(lambda to: self._with(lambda one: one.mail(to)))
        page.hand.folder_asked.connect(self._ask_target)
        page.hand.slip_asked.connect(lambda: desk.show_paper("hand-over-slip"))
        page.pane.row_asked.connect(desk.go_to)
        page.pane.answered.connect(lambda remark, words: self._with(lambda one: one.answer(remark, words)))

    def open(self, session: Session) -> None:
        self._services = OfficePackages(session)
        self._presenter = PackagesPresenter(
            self.page,
            self._services,
            start=self.desk.start_work,
            show=self.desk.show_message,
            saved=self.desk.saved,
            open_file=lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))),
            copy=lambda words: QGuiApplication.clipboard().setText(words),
            put_drives=self.page.hand.put_drives,
            put_tokens=self.page.sign.put_tokens,
        )
        desk, strip = self.desk, self.page.ask
        self._keys = OfficeKeys(strip, self._services, start=desk.start_work, show=desk.show_message, saved=desk.saved)
        self._afterwards = Afterwards(
            strip,
            self._services,
            chosen=lambda: self._presenter.package if self._presenter is not None else "",
            start=desk.start_work,
            show=desk.show_message,
            done=self._done,
        )
        self.page.facts.put(_("to {names}").format(names=self._services.recipients()))

    def close(self) -> None:
        self._presenter = self._services = self._keys = self._afterwards = None
        self.page.sign.clear()
        self.page.ask.close_strip()

    def open_plan(self, plan_id: str) -> None:
        self._with(lambda one: one.refresh())

    def refresh(self) -> None:
        self._with(lambda one: one.refresh())

    def go_to(self, what: str) -> None:
        self.page.table.choose(what)

    def commands(self) -> Mapping[str, Callable[[], None]]:
        return {
            "answers": self._ask_answers,
            "slip": lambda: self.desk.show_paper("hand-over-slip"),
            "folder": self._open_folder,
            "stamp": lambda: self._with_afterwards(lambda one: one.time_stamp()),
            "withdraw": self._ask_withdrawal,
            "new_key": self._ask_new_key,
            "renew_key": self._ask_renewal,
            "trust": self._ask_superior,
            "issuer": self._ask_issuer,
        }

    def _narrow_unsent(self, on: bool) -> None:
        self.page.returned.setChecked(False)
        self._with(lambda one: one.narrow(unsent=on))

    def _narrow_returned(self, on: bool) -> None:
        self.page.unsent.setChecked(False)
        self._with(lambda one: one.narrow(returned=on))

    def _folder(self) -> str:
        return str(self._services.folder) if self._services is not None else ""

    def _ask_answers(self) -> None:
        names = _("Packages (*.asice)")
        paths = ask_open_many(self.page, _("Answers of the superior"), self._folder(), names)
        if paths:
            self._with(lambda one: one.take_answers(paths))

    def _ask_identity(self) -> None:
        path = self._ask_signature(_("Signature file"))
        if path is not None:
            self.page.sign.put_file(path)

    def _ask_signature(self, title: str) -> Path | None:
        return ask_open(self.page, title, self._folder(), _("Signature files (*.p12 *.pfx)"))

    def _ask_new_signature(self, title: str, proposed: Path) -> Path | None:
        return ask_save(self.page, title, proposed, _("Signature files (*.p12 *.pfx)"), ending="p12")

    def _done(self) -> None:
        self.desk.saved()
        self.refresh()

    def _ask_new_key(self) -> None:
        proposed = Path(self._folder()) / (_("Signature") + ".p12")
        path = self._ask_new_signature(_("Where to keep the signature file"), proposed)
        if path is not None and self._keys is not None:
            self._keys.new(path)

    def _ask_renewal(self) -> None:
        old = self._ask_signature(_("Signature file until now"))
        if old is None:
            return
        proposed = old.with_name(f"{old.stem}-{_('new')}.p12")
        new = self._ask_new_signature(_("Where to keep the new signature file"), proposed)
        if new is not None and self._keys is not None:
            self._keys.renew(old, new)

    def _ask_superior(self) -> None:
        names = _("Certificates (*.cer *.pem *.der *.crt)")
        path = ask_open(self.page, _("Certificate file"), self._folder(), names)
        if path is not None and self._keys is not None:
            self._keys.trust_superior(path)

    def _ask_withdrawal(self) -> None:
        path = self._ask_signature(_("Signature file"))
        if path is not None:
            self._with_afterwards(lambda one: one.withdraw(path))

    def _with_afterwards(self, action: Callable[[Afterwards], None]) -> None:
        if self._afterwards is not None:
            action(self._afterwards)

    def _ask_issuer(self) -> None:
        names = _("Issuing authority (*.crl *.cer *.crt *.pem *.der)")
        path = ask_open(self.page, _("Certificate of the authority or its list"), self._folder(), names)
        if path is not None:
            self._with(lambda one: one.keep_issuer(path))

    def _ask_picture(self) -> None:
        path = ask_open(self.page, _("Picture of the signature or seal"), self._folder(), _("Pictures (*.png)"))
        if path is not None:
            self.page.sign.put_picture(path)

    def _ask_target(self) -> None:
        folder = ask_folder(self.page, _("Where to put the package"), self._folder())
        if folder is not None:
            self._with(lambda one: one.to_folder(Path(folder)))

    def _open_folder(self) -> None:
        if self._services is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(self._folder()))

    def _with(self, action: Callable[[PackagesPresenter], None]) -> None:
        if self._presenter is not None:
            action(self._presenter)
