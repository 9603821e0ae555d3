"""Asking for files and folders. Where the system has no dialog of its own Qt's is used, in our words."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QSplitter, QTreeView, QWidget

from kh57_desktop.i18n import _

_Mode, _Label = QFileDialog.FileMode, QFileDialog.DialogLabel


def ask_open(parent: QWidget, title: str, folder: str, names: str) -> Path | None:
    """One existing file of these `names` ("Words (*.ending)"); None where the person thought better of it."""
    return _ask(parent, title, folder, names, mode=_Mode.ExistingFile, accept=_("Open file"))


def ask_open_many(parent: QWidget, title: str, folder: str, names: str) -> list[Path]:
    """One or several existing files of these `names`; none where the person thought better of it."""
    dialog = _dialog(parent, title, folder, names, mode=_Mode.ExistingFiles, accept=_("Open file"))
    chosen = dialog.selectedFiles() if dialog.exec() else []
    dialog.deleteLater()
    return [Path(path) for path in chosen]


def ask_save(parent: QWidget, title: str, proposed: Path, names: str, *, ending: str) -> Path | None:
    """A name for a new file, with `ending`; the dialog asks before an existing one is taken."""
    dialog = _dialog(parent, title, str(proposed.parent), names, mode=_Mode.AnyFile, accept=_("Save"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setLabelText(_Label.Accept, _("Save"))
    dialog.setDefaultSuffix(ending)
    dialog.selectFile(proposed.name)
    return _answer(dialog)


def ask_folder(parent: QWidget, title: str, folder: str) -> Path | None:
    return _ask(parent, title, folder, "", mode=_Mode.Directory, accept=_("Choose"))


def _ask(parent: QWidget, title: str, folder: str, names: str, *, mode: QFileDialog.FileMode, accept: str):
    return _answer(_dialog(parent, title, folder, names, mode=mode, accept=accept))


def _dialog(parent: QWidget, title: str, folder: str, names: str, *, mode: QFileDialog.FileMode, accept: str):
    dialog = QFileDialog(parent, title, folder, names)
    dialog.setFileMode(mode)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly, mode is _Mode.Directory)
    words = {
        _Label.LookIn: _("Folder:"),
        _Label.FileName: _("File &name:"),
        _Label.FileType: _("File type:"),
        _Label.Accept: accept,
        _Label.Reject: _("Cancel"),
    }
    for label, text in words.items():
        dialog.setLabelText(label, text)
    for box in dialog.findChildren(QDialogButtonBox):
        for button in box.buttons():
            button.setIcon(QIcon())
    _give_room(dialog)
    return dialog


def _give_room(dialog: QFileDialog) -> None:
    """Names of places and the columns of files are read whole; the system's own dialog needs none of it."""
    line = dialog.fontMetrics().averageCharWidth()
    dialog.resize(max(dialog.width(), 110 * line), max(dialog.height(), 34 * dialog.fontMetrics().height()))
    for splitter in dialog.findChildren(QSplitter):
        splitter.setSizes([22 * line, 88 * line])
    for tree in dialog.findChildren(QTreeView):
        for column, width in enumerate((33, 11, 16, 21)):
            tree.setColumnWidth(column, width * line)


def _answer(dialog: QFileDialog) -> Path | None:
    chosen = dialog.selectedFiles() if dialog.exec() else []
    dialog.deleteLater()
    return Path(chosen[0]) if chosen else None
