"""Lines of the page in which something is done: dropping packages, remarking, signing an answer, enrolling."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from kh57_desktop.exchange.token import TokenCertificate
from kh57_desktop.i18n import _
from kh57_desktop.ui.controls.one_line import OneLine
from kh57_desktop.ui.packages.token_box import put_tokens, token_box
from kh57_desktop.ui.receiving.services import Sealed
from kh57_desktop.ui.style.theme import Theme


class DropZone(QFrame):
    """Files, folders and sticks are dropped here or chosen."""

    dropped = Signal(list)
    chosen = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        theme.dress(self, edge="drop", height=52)
        self.setAcceptDrops(True)
        row = QHBoxLayout(self)
        theme.lay(row, (16, 4, 12, 4), 12)
        words = OneLine(theme, role="body", ink="ink2")
        words.put(_("Drop packages, a folder or a stick here; the order does not matter, doubles are recognised"))
        row.addWidget(words, 1)
        pick = QPushButton(_("Choose a folder or stick…"))
        theme.dress(pick, font="body", icon="folder_open")
        pick.clicked.connect(self.chosen)
        row.addWidget(pick)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._theme.mark(self, over="true")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._theme.mark(self, over="false")

    def dropEvent(self, event: QDropEvent) -> None:
        self._theme.mark(self, over="false")
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.dropped.emit(paths)


class RemarkStrip(QWidget):
    """The remark on the chosen row; empty words take it away."""

    written = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        theme.lay(row, (16, 4, 12, 4), 8)
        self.words = QLineEdit()
        theme.dress(self.words, font="body")
        self.words.setPlaceholderText(_("Remark on the chosen row: what is wrong, what is to be done"))
        self.words.setAccessibleName(_("Remark on the chosen row"))
        save = QPushButton(_("Keep the remark"))
        theme.dress(save, font="body", icon="edit")
        for widget in (self.words, save):
            row.addWidget(widget)
        self.words.returnPressed.connect(self._write)
        save.clicked.connect(self._write)

    def _write(self) -> None:
        self.written.emit(self.words.text().strip())


class SealStrip(QWidget):
    """Signs an answer: a .p12 file or a token's name, and its password, forgotten at once."""

    signed = Signal(object)
    """Sealed."""
    file_asked = Signal()
    tokens_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._where = ""
        row = QHBoxLayout(self)
        theme.lay(row, (16, 4, 12, 4), 8)
        self._title = QLabel()
        theme.dress(self._title, font="strong")
        self.pick = QPushButton(_("Signature file…"))
        theme.dress(self.pick, font="body", icon="folder_open")
        self.by_token = QPushButton(_("Signing token"))
        theme.dress(self.by_token, font="body", icon="usb_stick", icon_size=20)
        self._name = OneLine(theme, role="body", ink="ink2")
        self.tokens = token_box(theme)
        self.tokens.hide()
        label = QLabel(_("Password or PIN"))
        theme.dress(label, font="body")
        self.secret = QLineEdit()
        theme.dress(self.secret, font="body", width=150)
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.secret.setAccessibleName(_("Password or PIN"))
        self.sign = QPushButton(_("Sign"))
        theme.dress(self.sign, font="strong", icon="signature", icon_ink="on_accent", kind="primary")
        cancel = QPushButton(_("Cancel"))
        theme.dress(cancel, font="body", kind="quiet")
        for widget in (self._title, self.pick, self.by_token):
            row.addWidget(widget)
        row.addWidget(self._name, 1)
        row.addWidget(self.tokens, 1)
        for widget in (label, self.secret, self.sign, cancel):
            row.addWidget(widget)
        self.pick.clicked.connect(self.file_asked)
        self.by_token.clicked.connect(self.tokens_asked)
        self.tokens.currentIndexChanged.connect(lambda _place: self._take_token())
        self.sign.clicked.connect(self._sign)
        self.secret.returnPressed.connect(self._sign)
        cancel.clicked.connect(self.close_strip)

    def ask(self, title: str) -> None:
        self._title.setText(title)
        self.show()
        (self.secret if self._where else self.pick).setFocus()

    def put_file(self, path: Path) -> None:
        self._where = str(path)
        self._name.put(path.name)
        self._show_tokens(shown=False)
        self.secret.setFocus()

    def put_tokens(self, found: Sequence[TokenCertificate]) -> None:
        """What is plugged in; the first is chosen."""
        put_tokens(self.tokens, found)
        self._show_tokens(shown=True)
        self._take_token()
        self.secret.setFocus()

    def _take_token(self) -> None:
        self._where = self.tokens.currentData() or ""

    def _show_tokens(self, *, shown: bool) -> None:
        self.tokens.setVisible(shown)
        self._name.setVisible(not shown)

    def close_strip(self) -> None:
        self.secret.clear()
        self.hide()

    def _sign(self) -> None:
        if not self._where:
            self.pick.setFocus()
        elif not self.secret.text():
            self.secret.setFocus()
        else:
            sealed = Sealed(self._where, self.secret.text())
            self.close_strip()
            self.signed.emit(sealed)


class IssueStrip(QWidget):
    """Number and day of the consolidated report that is issued."""

    issued = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        theme.lay(row, (16, 4, 12, 4), 8)
        title = QLabel(_("Issue the consolidated report"))
        theme.dress(title, font="strong")
        self.number, self.day = QLineEdit(), QLineEdit()
        theme.dress(self.number, font="body", width=80)
        theme.dress(self.day, font="body", width=110)
        self.number.setAccessibleName(_("Number of the report"))
        self.day.setAccessibleName(_("Day of issue"))
        number, day = QLabel(_("Number of the report")), QLabel(_("Day of issue"))
        for label, field in ((number, self.number), (day, self.day)):
            theme.dress(label, font="body")
            label.setBuddy(field)
        self.issue = QPushButton(_("Issue"))
        theme.dress(self.issue, font="strong", icon="document_text", icon_ink="on_accent", kind="primary")
        cancel = QPushButton(_("Cancel"))
        theme.dress(cancel, font="body", kind="quiet")
        for widget in (title, number, self.number, day, self.day, self.issue, cancel):
            row.addWidget(widget)
        row.addStretch(1)
        self.issue.clicked.connect(self._issue)
        self.day.returnPressed.connect(self._issue)
        self.number.returnPressed.connect(self.day.setFocus)
        cancel.clicked.connect(self.hide)

    def ask(self, day: str) -> None:
        self.number.clear()
        self.day.setText(day)
        self.show()
        self.number.setFocus()

    def _issue(self) -> None:
        if not self.number.text().strip():
            self.number.setFocus()
            return
        self.issued.emit(self.number.text().strip(), self.day.text().strip())


class EnrolStrip(QWidget):
    """A certificate file, the office it belongs to, and the 64 digits as they are read by telephone."""

    enrolled = Signal(str, str)
    file_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        theme.lay(row, (16, 4, 12, 4), 8)
        self.pick = QPushButton(_("Certificate file…"))
        theme.dress(self.pick, font="body", icon="folder_open")
        self._name = OneLine(theme, role="body", ink="ink2")
        self.office, self.heard = QLineEdit(), QLineEdit()
        theme.dress(self.office, font="body", width=80)
        theme.dress(self.heard, font="body", width=330)
        self.office.setPlaceholderText(_("office code"))
        self.office.setAccessibleName(_("office code"))
        self.heard.setPlaceholderText(_("the 64 digits that the sender reads by telephone"))
        self.heard.setAccessibleName(_("Fingerprint as read by telephone"))
        self.enrol = QPushButton(_("Enrol"))
        theme.dress(self.enrol, font="strong", icon="shield_checkmark", icon_ink="on_accent", kind="primary")
        row.addWidget(self.pick)
        row.addWidget(self._name, 1)
        for widget in (self.office, self.heard, self.enrol):
            row.addWidget(widget)
        self.pick.clicked.connect(self.file_asked)
        self.enrol.clicked.connect(lambda: self.enrolled.emit(self.office.text().strip(), self.heard.text()))

    def put_file(self, name: str, office: str) -> None:
        self._name.put(name)
        if office:
            self.office.setText(office)
        self.heard.setFocus()

    def clear(self) -> None:
        self._name.put("")
        self.office.clear()
        self.heard.clear()
