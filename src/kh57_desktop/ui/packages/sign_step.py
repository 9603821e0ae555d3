"""Step 3: who signs, in order, with a token or a .p12 file; the PIN is kept for this one signing only."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from kh57_desktop.exchange.token import TokenCertificate
from kh57_desktop.i18n import _
from kh57_desktop.ui.controls.one_line import OneLine
from kh57_desktop.ui.packages.services import SignSource
from kh57_desktop.ui.packages.token_box import put_tokens, token_box
from kh57_desktop.ui.style.theme import Theme


class SignStep(QWidget):
    """`sign_asked` gives every signer in order; the fields of secrets are emptied at once."""

    sign_asked = Signal(list)
    tokens_asked = Signal()
    file_asked = Signal()
    picture_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._file: Path | None = None
        self._picture: Path | None = None
        self._added: list[SignSource] = []
        column = QVBoxLayout(self)
        theme.lay(column, spacing=6)
        column.addLayout(self._where_row())
        column.addLayout(self._who_row())
        self._order = OneLine(theme, role="small", ink="ink2")
        column.addWidget(self._order)
        self._order.hide()
        self._choose(is_token=False)

    def _where_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._theme.lay(row, spacing=10)
        self.by_token = QRadioButton(_("Signing token (USB)"))
        self.by_file = QRadioButton(_("Signature file (.p12)"))
        group = QButtonGroup(self)
        for button in (self.by_token, self.by_file):
            self._theme.dress(button, font="body")
            group.addButton(button)
            row.addWidget(button)
        self.by_file.setChecked(True)
        self.tokens = token_box(self._theme)
        self.look = QPushButton(_("Look again"))
        self._theme.dress(self.look, font="body", icon="arrow_sync")
        self.file_words = OneLine(self._theme, role="body", ink="ink2")
        self.pick = QPushButton(_("Choose a file…"))
        self._theme.dress(self.pick, font="body", icon="folder_open")
        row.addWidget(self.tokens, 1)
        row.addWidget(self.look)
        row.addWidget(self.file_words, 1)
        row.addWidget(self.pick)
        self.by_token.toggled.connect(lambda on: self._choose(is_token=on))
        self.look.clicked.connect(self.tokens_asked)
        self.pick.clicked.connect(self.file_asked)
        return row

    def _who_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._theme.lay(row, spacing=8)
        self.post, self.secret = QLineEdit(), QLineEdit()
        self._theme.dress(self.post, font="body", width=170)
        self._theme.dress(self.secret, font="body", width=150)
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.post.setPlaceholderText(_("empty for the seal"))
        self._secret_label = QLabel()
        post_label = QLabel(_("Post"))
        for label in (post_label, self._secret_label):
            self._theme.dress(label, font="strong")
        post_label.setBuddy(self.post)
        self.post.setAccessibleName(_("Post of the signer"))
        self.add = QPushButton(_("One more signer"))
        self._theme.dress(self.add, font="body", icon="person_add")
        self.picture = QPushButton(_("Picture…"))
        self._theme.dress(self.picture, font="body", kind="quiet")
        self.picture.setToolTip(_("Picture of the signature or seal (.png); it is kept for the next times"))
        self.picture.clicked.connect(self.picture_asked)
        self.sign = QPushButton(_("Sign"))
        self._theme.dress(self.sign, font="strong", icon="signature", icon_ink="on_accent", kind="primary")
        for widget in (post_label, self.post, self._secret_label, self.secret, self.sign, self.add, self.picture):
            row.addWidget(widget)
        self._hint = OneLine(self._theme, role="small", ink="ink3")
        row.addWidget(self._hint, 1)
        self._hint.put(_("No network is needed. The PIN is kept for this signing only."))
        self.secret.returnPressed.connect(self._sign)
        self.sign.clicked.connect(self._sign)
        self.add.clicked.connect(self._add)
        return row

    def _choose(self, *, is_token: bool) -> None:
        for widget in (self.tokens, self.look):
            widget.setVisible(is_token)
        for widget in (self.file_words, self.pick):
            widget.setVisible(not is_token)
        words = _("PIN") if is_token else _("Password")
        self._secret_label.setText(words)
        self.secret.setAccessibleName(words)
        if is_token and not self.tokens.count():
            self.tokens_asked.emit()

    # what the presenter gives

    def put_tokens(self, found: Sequence[TokenCertificate]) -> None:
        put_tokens(self.tokens, found)

    def put_file(self, path: Path) -> None:
        self._file = path
        self.file_words.put(path.name)
        self.secret.setFocus()

    def put_picture(self, path: Path) -> None:
        self._picture = path
        self.put_hint(_("With the picture {name}").format(name=path.name))

    def put_hint(self, words: str) -> None:
        self._hint.put(words)

    def clear(self) -> None:
        """Nothing of a secret stays."""
        self._added.clear()
        self.secret.clear()
        self._tell_order()

    # gestures

    def _source(self) -> SignSource | None:
        where = self.tokens.currentData() if self.by_token.isChecked() else str(self._file) if self._file else ""
        if not where:
            (self.look if self.by_token.isChecked() else self.pick).setFocus()
            return None
        if not self.secret.text():
            self.secret.setFocus()
            return None
        picture, self._picture = self._picture, None
        return SignSource(where, self.post.text().strip(), self.secret.text(), picture)

    def _add(self) -> None:
        source = self._source()
        if source is not None:
            self._added.append(source)
            self.secret.clear()
            self.post.clear()
            self._tell_order()

    def _tell_order(self) -> None:
        names = [Path(one.where).name if "pkcs11:" not in one.where else _("token") for one in self._added]
        posts = [one.post or _("seal") for one in self._added]
        rows = [f"{place}. {post} ({name})" for place, (name, post) in enumerate(zip(names, posts, strict=True), 1)]
        self._order.put(_("Signing in this order: {rows}").format(rows=", ".join(rows)) if rows else "")
        self._order.setVisible(bool(rows))

    def _sign(self) -> None:
        source = self._source()
        if source is None and not self._added:
            return
        sources = [*self._added, *([source] if source is not None else [])]
        self.clear()
        self.sign_asked.emit(sources)
