"""The pane of a chosen package: what identifies it, who signed, where it went, and the superior's remarks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout

from kh57_desktop.domain.packages import RemarkOnRow
from kh57_desktop.exchange.certificates import fingerprint_words
from kh57_desktop.i18n import _, format_date
from kh57_desktop.services.hand_over import PackageLine
from kh57_desktop.services.session import VIETNAM
from kh57_desktop.ui.controls.pane_frame import PaneFrame
from kh57_desktop.ui.controls.words import WrappedWords
from kh57_desktop.ui.packages.words import MEDIA, content_words
from kh57_desktop.ui.style.theme import Theme

RowWords = Callable[[RemarkOnRow], tuple[str, str, str]]


class PackagePane(PaneFrame):
    row_asked = Signal(str, str)
    """Page and id of the row that a remark is about."""
    answered = Signal(object, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.put(None, [], lambda _remark: ("", "", ""))

    def put(self, line: PackageLine | None, remarks: Sequence[RemarkOnRow], row_words: RowWords) -> None:
        self.begin(_("No package is chosen") if line is None else content_words(line))
        if line is not None:
            self._facts(line)
            for remark in remarks:
                self._remark(remark, row_words(remark))
        self.end()

    def _facts(self, line: PackageLine) -> None:
        package = line.package
        self.add_pair(_("Comparison code"), line.comparison_code)
        self.add_pair(_("Fingerprint of the package"), fingerprint_words(package.digest))
        self.add_pair(_("File"), package.name)
        for place, signer in enumerate(package.signers, start=1):
            self.add_pair(_("Signer {number}").format(number=place), f"{signer.name} · {signer.post or _('seal')}")
        for one in line.hand_overs:
            at = one.at.astimezone(VIETNAM)
            day = f"{at:%H:%M} {format_date(at.date())}"
            self.add_pair(
                _(MEDIA[one.medium]), _("{place}, {day}, {author}").format(place=one.place, day=day, author=one.author)
            )
        if package.answer_codes:
            self.add_pair(_("The superior's receipt says"), ", ".join(package.answer_codes))

    def _remark(self, remark: RemarkOnRow, row: tuple[str, str, str]) -> None:
        page, row_id, words = row
        card = QFrame()
        self._theme.dress(card, edge="card")
        column = QVBoxLayout(card)
        self._theme.lay(column, (10, 8, 10, 8), 4)
        column.addWidget(WrappedWords(self._theme, words, role="small", ink="ink2"))
        column.addWidget(WrappedWords(self._theme, remark.text, role="strong"))
        if remark.answer:
            column.addWidget(WrappedWords(self._theme, _("Answer: {words}").format(words=remark.answer)))
        line = QHBoxLayout()
        self._theme.lay(line, spacing=6)
        answer = QLineEdit(remark.answer)
        self._theme.dress(answer, font="body")
        answer.setPlaceholderText(_("Answer to this remark"))
        answer.setAccessibleName(_("Answer to the remark: {words}").format(words=remark.text))
        save = QPushButton(_("Save the answer"))
        self._theme.dress(save, font="body")
        save.setAccessibleName(_("Save the answer to: {words}").format(words=remark.text))
        save.clicked.connect(lambda: self.answered.emit(remark, answer.text()))
        answer.returnPressed.connect(lambda: self.answered.emit(remark, answer.text()))
        line.addWidget(answer, 1)
        line.addWidget(save)
        column.addLayout(line)
        if page:
            open_row = QPushButton(_("Open the row"))
            self._theme.dress(open_row, font="body", kind="link")
            open_row.setAccessibleName(_("Open the row: {words}").format(words=words))
            open_row.clicked.connect(lambda: self.row_asked.emit(page, row_id))
            column.addWidget(open_row, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(card)
