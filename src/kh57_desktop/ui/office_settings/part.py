"""The page of settings over the file that is open, and over what this PC remembers of the person."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kh57_desktop.i18n import _, nfc
from kh57_desktop.services.session import Session
from kh57_desktop.ui.files import ask_folder, ask_open
from kh57_desktop.ui.office_settings.page import OfficeSettingsPage
from kh57_desktop.ui.office_settings.presenter import OfficeSettingsPresenter
from kh57_desktop.ui.office_settings.services import OfficeSettings
from kh57_desktop.ui.pages.part import PageDesk, PagePart


class OwnChoices:
    """`Own` over the window's settings; a choice is put on at once."""

    def __init__(self, desk: PageDesk) -> None:
        self._desk = desk

    def theme(self) -> str:
        return self._desk.theme.choice

    def zoom(self) -> int:
        return self._desk.theme.zoom

    def language(self) -> str:
        return self._desk.settings.language

    def backup_folder(self) -> str:
        return self._desk.settings.backup_folder

    def choose(self, name: str, value: str) -> None:
        desk, settings = self._desk, self._desk.settings
        match name:
            case "user":
                if nfc(value).strip():
                    desk.switch_user(nfc(value).strip())
            case "theme":
                desk.theme.choose(value)
                settings.theme = value
            case "zoom":
                desk.theme.zoom_to(int(value))
                settings.zoom = desk.theme.zoom
            case "language":
                settings.language = value
            case "backup_folder":
                settings.backup_folder = nfc(value).strip()


class OfficeSettingsPart(PagePart):
    def __init__(self, desk: PageDesk) -> None:
        super().__init__(desk)
        self._presenter: OfficeSettingsPresenter | None = None
        self.page: OfficeSettingsPage = OfficeSettingsPage(desk.theme)
        self.page.back.clicked.connect(desk.show_back)
        self.page.edited.connect(lambda key, words: self._with(lambda one: one.edit(key, words)))
        self.page.pressed.connect(self._pressed)

    def open(self, session: Session) -> None:
        desk = self.desk
        self._presenter = OfficeSettingsPresenter(
            self.page,
            OfficeSettings(session),
            OwnChoices(desk),
            saved=desk.saved,
            not_saved=desk.not_saved,
            told=lambda words: desk.show_done(words, can_undo=True),
        )

    def close(self) -> None:
        self._presenter = None

    def open_plan(self, plan_id: str) -> None:
        self.refresh()

    def refresh(self) -> None:
        self._with(lambda one: one.refresh())

    def _pressed(self, key: str) -> None:
        if key.startswith("go."):
            self.desk.show_page(key.removeprefix("go."))
        elif key == "browse.own.backup_folder":
            self._take(key, ask_folder(self.page, _("Backup folder"), self.desk.settings.backup_folder))
        elif key == "browse.sign.driver":
            names = _("Drivers of tokens (*.dll *.so *.so.* *.dylib)")
            self._take(key, ask_open(self.page, _("Driver of the token"), "", names))
        else:
            self._with(lambda one: one.press(key))

    def _take(self, key: str, chosen: Path | None) -> None:
        if chosen is not None:
            self._with(lambda one: one.edit(key.removeprefix("browse."), str(chosen)))

    def _with(self, action: Callable[[OfficeSettingsPresenter], None]) -> None:
        if self._presenter is not None:
            action(self._presenter)
