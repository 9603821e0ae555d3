"""The lines of a draft for the view: what is read out, what a mark means, which may be edited."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from kh57_desktop.i18n import _
from kh57_desktop.ui.controls.line_model import LineModel
from kh57_desktop.ui.reports.draft_lines import DraftLine

_NO_PARENT = QModelIndex()


class DraftModel(LineModel):
    def __init__(self) -> None:
        super().__init__(lambda line: line.text, _tip)
        self.is_frozen = True

    def show_draft(self, lines: Sequence[DraftLine], *, is_frozen: bool) -> None:
        self.is_frozen = is_frozen
        self.show(lines)

    def insert(self, row: int, line: DraftLine) -> None:
        self.beginInsertRows(_NO_PARENT, row, row)
        self.lines.insert(row, line)
        self.endInsertRows()

    def remove(self, line: DraftLine) -> None:
        if line in self.lines:
            row = self.lines.index(line)
            self.beginRemoveRows(_NO_PARENT, row, row)
            del self.lines[row]
            self.endRemoveRows()

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not self.is_frozen and self.lines[index.row()].can_edit:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags


def _tip(line: DraftLine) -> str:
    if line.changed and line.edited:
        return _("The data now say: {text}").format(text=line.computed)
    if line.changed:
        return _("Before: {text}").format(text=line.before) if line.before else _("New since the last draft")
    return _("Edited by hand; the data say: {text}").format(text=line.computed) if line.edited and line.computed else ""
