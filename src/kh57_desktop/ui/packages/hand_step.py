"""Step 4: to a stick, by e-mail, into a folder."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from kh57_desktop.exchange.drives import Drive
from kh57_desktop.i18n import _
from kh57_desktop.ui.controls.choice_box import ChoiceBox
from kh57_desktop.ui.packages.words import size_words
from kh57_desktop.ui.style.theme import Theme


class HandStep(QWidget):
    stick_asked = Signal(object)
    """Drive."""
    mail_asked = Signal(str)
    folder_asked = Signal()
    slip_asked = Signal()
    drives_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._drives: tuple[Drive, ...] = ()
        row = QHBoxLayout(self)
        theme.lay(row, spacing=8)
        self.drives = ChoiceBox(theme, _("USB stick"), least=22)
        self.look = QPushButton(_("Look again"))
        theme.dress(self.look, font="body", icon="arrow_sync")
        self.write = QPushButton(_("Write to the stick"))
        theme.dress(self.write, font="strong", icon="usb_stick", icon_ink="on_accent", icon_size=20, kind="primary")
        self.address = QLineEdit()
        theme.dress(self.address, font="body", width=170)
        self.address.setPlaceholderText(_("e-mail address"))
        self.address.setAccessibleName(_("E-mail address of the receiver"))
        self.mail = QPushButton(_("E-mail draft"))
        theme.dress(self.mail, font="body", icon="mail")
        self.folder = QPushButton(_("Into a folder…"))
        theme.dress(self.folder, font="body", icon="folder_open")
        self.slip = QPushButton(_("Hand-over slip"))
        theme.dress(self.slip, font="body", icon="print", kind="quiet")
        for widget in (self.drives, self.look, self.write, self.address, self.mail, self.folder, self.slip):
            row.addWidget(widget)
        row.addStretch(1)
        self.look.clicked.connect(self.drives_asked)
        self.write.clicked.connect(self._write)
        self.mail.clicked.connect(lambda: self.mail_asked.emit(self.address.text().strip()))
        self.folder.clicked.connect(self.folder_asked)
        self.slip.clicked.connect(self.slip_asked)

    def put_drives(self, drives: Sequence[Drive]) -> None:
        self._drives = tuple(drives)
        self.drives.clear()
        for drive in drives:
            words = _("{label} · {free} free of {total}").format(
                label=drive.label, free=size_words(drive.free), total=size_words(drive.total)
            )
            self.drives.addItem(words)
        if not drives:
            self.drives.addItem(_("No stick is plugged in"))
        self.write.setEnabled(bool(drives))

    def _write(self) -> None:
        place = self.drives.currentIndex()
        if 0 <= place < len(self._drives):
            self.stick_asked.emit(self._drives[place])
