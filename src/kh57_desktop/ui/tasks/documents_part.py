"""The part of the pane with the files of a task: added by dialog or dropped, with number, day and "gửi kèm"."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kh57_desktop.i18n import _, format_date, nfc
from kh57_desktop.services.evidence import Proof
from kh57_desktop.ui.controls.words import WrappedWords
from kh57_desktop.ui.files import ask_open_many
from kh57_desktop.ui.style.theme import Theme


class DocumentsPart(QWidget):
    """A list of files, and below it what is known of the chosen one."""

    attach_asked = Signal(list)
    describe_asked = Signal(object, str, str, bool)
    """(proof, number, day as typed, gửi kèm)."""
    detach_asked = Signal(object)
    open_asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._proofs: tuple[Proof, ...] = ()
        column = QVBoxLayout(self)
        theme.lay(column, (0, 6, 0, 8), 6)
        add = QPushButton(_("Attach files…"))
        theme.dress(add, font="body", icon="attach")
        add.clicked.connect(self._choose)
        column.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(
            WrappedWords(theme, _("Files can be dropped here, up to 50 MB each. No secret documents."), ink="ink3")
        )
        self._list = QListWidget()
        theme.dress(self._list, font="body", ground="alt")
        self._list.setAccessibleName(_("Files of the task"))
        self._list.setWordWrap(True)
        self._list.currentRowChanged.connect(self._show_chosen)
        self._list.itemActivated.connect(lambda _item: self._open())
        column.addWidget(self._list, 1)
        column.addWidget(self._form())

    def _form(self) -> QWidget:
        form = QWidget()
        grid = QGridLayout(form)
        self._theme.lay(grid, spacing=6)
        self._number, self._day = QLineEdit(), QLineEdit()
        for row, (name, field) in enumerate(((_("Number"), self._number), (_("Day"), self._day))):
            label = QLabel(name)
            self._theme.dress(label, font="small", width=60, ink="2")
            field.setAccessibleName(_("{name} of the document").format(name=name))
            field.editingFinished.connect(self._keep)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        self._along = QCheckBox(_("Send along with the report"))
        self._along.setToolTip(_("Only ticked files go into a package"))
        self._along.clicked.connect(self._keep)
        grid.addWidget(self._along, 2, 1)
        buttons = QHBoxLayout()
        self._theme.lay(buttons, spacing=8)
        for words, icon, action in (
            (_("Save"), "save", self._keep),
            (_("Open file"), "open", self._open),
            (_("Take off"), "delete", self._detach),
        ):
            button = QPushButton(words)
            self._theme.dress(button, font="body", icon=icon)
            button.clicked.connect(lambda _on=False, press=action: press())
            buttons.addWidget(button)
        buttons.addStretch(1)
        grid.addLayout(buttons, 3, 0, 1, 2)
        self._form_widget = form
        return form

    def show_proofs(self, proofs: Sequence[Proof]) -> None:
        chosen = self._chosen()
        self._proofs = tuple(proofs)
        with QSignalBlocker(self._list):
            self._list.clear()
            for proof in self._proofs:
                item = QListWidgetItem(_line(proof))
                item.setToolTip(_("Fingerprint {code}").format(code=proof.fingerprint))
                self._list.addItem(item)
            ids = [proof.evidence.id for proof in self._proofs]
            self._list.setCurrentRow(ids.index(chosen.evidence.id) if chosen and chosen.evidence.id in ids else 0)
        self._show_chosen(self._list.currentRow())

    def _chosen(self) -> Proof | None:
        row = self._list.currentRow()
        return self._proofs[row] if 0 <= row < len(self._proofs) else None

    def _show_chosen(self, _row: int) -> None:
        proof = self._chosen()
        self._form_widget.setVisible(proof is not None)
        if proof is not None:
            number, day, goes_along = _known(proof)
            self._number.setText(number)
            self._day.setText(day)
            self._along.setChecked(goes_along)

    def _choose(self) -> None:
        files = ask_open_many(self, _("Evidence (no secret documents)"), "", "")
        if files:
            self.attach_asked.emit(files)

    def _keep(self) -> None:
        """A field was left: what was typed is saved, as everywhere; nothing is, where it says what is there already."""
        proof = self._chosen()
        if proof is not None and self._typed() != _known(proof):
            self.describe_asked.emit(proof, *self._typed())

    def _typed(self) -> tuple[str, str, bool]:
        return nfc(self._number.text()).strip(), nfc(self._day.text()).strip(), self._along.isChecked()

    def _open(self) -> None:
        if (proof := self._chosen()) is not None:
            self.open_asked.emit(proof)

    def _detach(self) -> None:
        if (proof := self._chosen()) is not None:
            self.detach_asked.emit(proof)


def _known(proof: Proof) -> tuple[str, str, bool]:
    day = proof.attachment.document_on
    return proof.attachment.number, format_date(day) if day else "", proof.attachment.goes_along


def _line(proof: Proof) -> str:
    attachment = proof.attachment
    day = format_date(attachment.document_on) if attachment.document_on else ""
    document = " ".join(part for part in (attachment.number, day) if part) or _("no number and day yet")
    along = _("sent along") if attachment.goes_along else ""
    entry = _("of the update {day}").format(day=format_date(proof.entry.on)) if proof.entry else ""
    size = _("{count} KB").format(count=max(1, attachment.size // 1000))
    return f"{attachment.name}\n" + " · ".join(part for part in (document, size, entry, along) if part)
