"""The first face of the import page: drop documents here, or go on with an import that waits."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from kh57_desktop.domain.corrections.draft import RowKind
from kh57_desktop.domain.corrections.kept import UnfinishedImport
from kh57_desktop.i18n import _
from kh57_desktop.ui.controls.one_line import OneLine
from kh57_desktop.ui.style.theme import Theme


class StartFace(QScrollArea):
    ask_asked = Signal()
    resume_asked = Signal(object)
    give_up_asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        theme.dress(inner, ground="sheet")
        inner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = QVBoxLayout(inner)
        theme.lay(outer, (16, 8, 16, 16), 10)
        self._waiting = QWidget()
        self._list = QVBoxLayout(self._waiting)
        theme.lay(self._list, spacing=6)
        outer.addWidget(self._waiting)
        outer.addWidget(self._zone_frame(), 1)
        self.setWidget(inner)
        self.resumes: list[QPushButton] = []
        theme.changed.connect(self._paint_icon)
        self._paint_icon()

    def _zone_frame(self) -> QFrame:
        self.zone = QFrame()
        self._theme.dress(self.zone, edge="drop")
        column = QVBoxLayout(self.zone)
        self._theme.lay(column, (24, 16, 24, 16), 8)
        centre = Qt.AlignmentFlag.AlignCenter
        self._icon = QLabel(alignment=centre)
        title = QLabel(_("Drop the plan here, with its annexes and decisions"), alignment=centre)
        title.setWordWrap(True)
        self._theme.dress(title, font="section")
        hint = QLabel(
            _(
                "Word, PDF, Excel or text, several files at once. Tasks, indicators, assignments and committee members "
                "are found for you; you look them through before anything is saved."
            ),
            alignment=centre,
        )
        hint.setWordWrap(True)
        self._theme.dress(hint, font="body", ink="2")
        self.choose = QPushButton(_("Choose documents…"))
        self._theme.dress(self.choose, font="strong", icon="document_search", icon_ink="on_accent", kind="primary")
        self.choose.clicked.connect(self.ask_asked)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.choose)
        buttons.addStretch(1)
        secret = QLabel(_("Do not import documents stamped MẬT, TỐI MẬT or TUYỆT MẬT."), alignment=centre)
        secret.setWordWrap(True)
        self._theme.dress(secret, font="small", ink="3")
        column.addStretch(1)
        for widget in (self._icon, title, hint):
            column.addWidget(widget)
        column.addLayout(buttons)
        column.addStretch(1)
        column.addWidget(secret)
        return self.zone

    def put(self, waiting: Sequence[UnfinishedImport]) -> None:
        """Imports that wait, the one begun last on top."""
        while self._list.count():
            widget = self._list.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.resumes = []
        if waiting:
            title = QLabel(_("Not finished yet"))
            self._theme.dress(title, font="section")
            self._list.addWidget(title)
        for unfinished in reversed(waiting):
            self._list.addWidget(self._card(unfinished))
        self._waiting.setVisible(bool(waiting))

    def _card(self, unfinished: UnfinishedImport) -> QFrame:
        card = QFrame()
        self._theme.dress(card, edge="card")
        row = QHBoxLayout(card)
        self._theme.lay(row, (12, 8, 8, 8), 8)
        words = QVBoxLayout()
        self._theme.lay(words, spacing=0)
        name = OneLine(self._theme, role="strong", ink="ink")
        name.put(" + ".join(document.name for document in unfinished.documents))
        facts = OneLine(self._theme, role="small", ink="ink2")
        facts.put(_facts(unfinished))
        words.addWidget(name)
        words.addWidget(facts)
        row.addLayout(words, 1)
        resume = QPushButton(_("Go on"))
        self._theme.dress(resume, font="body", icon="arrow_right")
        resume.setAccessibleName(_("Go on with {name}").format(name=name.words))
        resume.clicked.connect(lambda: self.resume_asked.emit(unfinished))
        leave = QPushButton(_("Do not take it"))
        self._theme.dress(leave, font="body", kind="quiet", icon="delete")
        leave.setAccessibleName(_("Do not take {name}").format(name=name.words))
        leave.clicked.connect(lambda: self.give_up_asked.emit(unfinished))
        row.addWidget(resume)
        row.addWidget(leave)
        self.resumes.append(resume)
        return card

    def _paint_icon(self) -> None:
        colour = self._theme.colour("ink3")
        pixmap = self._theme.pixmap("arrow_import", colour, size=32, ratio=self.devicePixelRatioF())
        self._icon.setPixmap(pixmap)


def _facts(unfinished: UnfinishedImport) -> str:
    draft = unfinished.draft
    if draft.is_decision:
        return _("Decision · {count} members").format(count=len(draft.of_kind(RowKind.MEMBER)))
    words = _("{tasks} tasks · {indicators} indicators").format(
        tasks=len(draft.of_kind(RowKind.TASK)), indicators=len(draft.of_kind(RowKind.INDICATOR))
    )
    if unfinished.plan_code:
        return _("{words} · the rest of {code}").format(words=words, code=unfinished.plan_code)
    if unfinished.update_of:
        return _("{words} · new version of {code}").format(words=words, code=unfinished.update_of)
    return words
