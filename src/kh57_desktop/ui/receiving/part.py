"""The page of a superior with the presenter of the file that is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from kh57_desktop.i18n import N_, _
from kh57_desktop.services.session import Session
from kh57_desktop.ui.files import ask_folder, ask_open, ask_open_many, ask_save
from kh57_desktop.ui.menus import Entry
from kh57_desktop.ui.pages.part import PageDesk, PagePart
from kh57_desktop.ui.receiving.lent import Lent
from kh57_desktop.ui.receiving.page import ReceivingPage
from kh57_desktop.ui.receiving.presenter import ReceivingPresenter
from kh57_desktop.ui.receiving.services import OfficeReceiving


class ReceivingPart(PagePart):
    """Listens to the page; without an open file every gesture is let go."""

    MENU = (
        Entry("files", N_("&Receive packages…")),
        Entry("folder", N_("Receive a &folder or stick…")),
        Entry("report", N_("&Consolidated report…")),
        Entry("issue", N_("&Issue the consolidated report…")),
        Entry("senders", N_("&Enter all communes")),
        Entry("export", N_("Write the &trust list…")),
    )

    def __init__(self, desk: PageDesk) -> None:
        super().__init__(desk)
        self._presenter: ReceivingPresenter | None = None
        self._session: Session | None = None
        self.page: ReceivingPage = ReceivingPage(desk.theme)
        page = self.page
        page.tab_chosen.connect(lambda key: self._with(lambda one: one.choose_tab(key)))
        page.period_chosen.connect(lambda key: self._with(lambda one: one.choose_period(key)))
        page.dropped.connect(lambda paths: self._with(lambda one: one.inbox.receive(paths)))
        page.folder_asked.connect(self._ask_folder)
        page.sender_chosen.connect(lambda key: self._with(lambda one: one.choose_sender(key)))
        page.sender_opened.connect(lambda key: self._with(lambda one: one.open_sender(key)))
        page.year_opened.connect(lambda *cell: self._with(lambda one: one.open_in_year(*cell)))
        page.row_chosen.connect(lambda key: self._with(lambda one: one.package.choose_row(key)))
        page.matter_chosen.connect(lambda key: self._with(lambda one: one.choose_matter(key)))
        page.detail_opened.connect(lambda key: self._with(lambda one: one.open_detail(key)))
        page.aside_chosen.connect(lambda key: self._with(lambda one: one.inbox.choose(key)))
        page.trust_chosen.connect(lambda key: self._with(lambda one: one.trust.choose(key)))
        page.report_asked.connect(self._ask_report)
        page.senders_asked.connect(lambda: self._with(lambda one: one.fill_senders()))
        page.export_asked.connect(lambda: self._with(lambda one: one.trust.export(one.refresh)))
        page.pane.asked.connect(lambda key: self._with(lambda one: one.act(key)))
        page.remark.written.connect(lambda words: self._with(lambda one: one.package.remark(words)))
        page.seal.signed.connect(lambda sealed: self._with(lambda one: one.sealing.sealed(sealed)))
        page.seal.tokens_asked.connect(lambda: self._with(lambda one: one.sealing.look_for_tokens()))
        page.issue.issued.connect(lambda *typed: self._with(lambda one: one.summary.issue(*typed)))
        page.seal.file_asked.connect(self._ask_identity)
        page.enrol.file_asked.connect(self._ask_certificate)
        page.enrol.enrolled.connect(lambda *typed: self._with(lambda one: one.trust.enrol(*typed)))

    def open(self, session: Session) -> None:
        self._session = session
        self._presenter = ReceivingPresenter(
            self.page,
            OfficeReceiving(session),
            today=session.today,
            go_to=self.desk.go_to,
            lent=Lent(
                start=self.desk.start_work,
                show=self.desk.show_message,
                saved=self.desk.saved,
                copy=lambda words: QGuiApplication.clipboard().setText(words),
            ),
        )

    def close(self) -> None:
        self._presenter = self._session = None
        self.page.seal.close_strip()

    def open_plan(self, plan_id: str) -> None:
        self._with(lambda one: one.refresh())

    def refresh(self) -> None:
        self._with(lambda one: one.refresh())

    def commands(self) -> Mapping[str, Callable[[], None]]:
        page = self.page
        return {
            "files": self._ask_files,
            "folder": self._ask_folder,
            "report": self._ask_report,
            "issue": lambda: self._with(lambda one: one.summary.ask()),
            "senders": page.senders_asked.emit,
            "export": page.export_asked.emit,
        }

    def _folder(self) -> str:
        return str(self._session.store.path.parent) if self._session is not None else ""

    def _ask_files(self) -> None:
        paths = ask_open_many(self.page, _("Packages"), self._folder(), _("Packages (*.asice)"))
        if paths:
            self._with(lambda one: one.inbox.receive(paths))

    def _ask_folder(self) -> None:
        folder = ask_folder(self.page, _("Folder or stick with packages"), self._folder())
        if folder is not None:
            self._with(lambda one: one.inbox.receive([folder]))

    def _ask_identity(self) -> None:
        path = ask_open(self.page, _("Signature file"), self._folder(), _("Signature files (*.p12 *.pfx)"))
        if path is not None:
            self.page.seal.put_file(path)

    def _ask_certificate(self) -> None:
        names = _("Certificates (*.cer *.pem *.der *.crt)")
        path = ask_open(self.page, _("Certificate file"), self._folder(), names)
        if path is not None:
            self._with(lambda one: one.trust.put_certificate(path))

    def _ask_report(self) -> None:
        proposed = Path(self._folder()) / (_("Consolidated report") + ".pdf")
        names = _("Papers (*.pdf *.docx *.xlsx)")
        path = ask_save(self.page, _("Where to keep the consolidated report"), proposed, names, ending="pdf")
        if path is not None:
            self._with(lambda one: one.summary.write(path))

    def _with(self, action: Callable[[ReceivingPresenter], None]) -> None:
        if self._presenter is not None:
            action(self._presenter)
