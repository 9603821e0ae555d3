"""The page Trình bày văn bản: choices with the rule beside each, and page 1 as it will look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from kh57_desktop.domain.terms import System
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import _
from kh57_desktop.services.layout_choices import LayoutChoice
from kh57_desktop.ui.controls.choices import SwitchPart
from kh57_desktop.ui.controls.scrolled import Scrolled
from kh57_desktop.ui.layout_settings.rows import WORDS, LayoutRow
from kh57_desktop.ui.messages import message_of
from kh57_desktop.ui.pages.frame import PageFrame
from kh57_desktop.ui.preview.places import Fit
from kh57_desktop.ui.preview.view import PageView
from kh57_desktop.ui.style.theme import Theme

NARROW = 780
"""Page width (px at zoom 100 %) below which only the choices are shown; the paper itself is one page away."""
FORM, WIDE_FORM = 560, 700
ROOMY = 1400
"""Page width from which each rule stands on one line."""


class LayoutSettingsPage(PageFrame):
    """Every change is saved at once and undone like any other."""

    system_chosen = Signal(object)
    typed = Signal(str, str)
    chosen = Signal(str, object)
    reset_asked = Signal()
    back_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, _("Layout of papers"), parent, has_back=True)
        self._rows: dict[str, LayoutRow] = {}
        self._system: System | None = None
        self.facts.put(_("saved at once, undone with Ctrl+Z"))
        self.back.clicked.connect(self.back_asked)
        self._reset = self.add_verb(_("Back to the usual layout"), "arrow_undo", "", self.reset_asked.emit)
        body = QWidget()
        row = QHBoxLayout(body)
        theme.lay(row)
        row.addWidget(self._form())
        self.view = PageView(theme)
        self.view.fit_to(Fit.PAGE)
        row.addWidget(self.view, 1)
        self.put_body(body)

    # building

    def _form(self) -> QWidget:
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._theme.lay(self._column, (16, 4, 16, 16), 2)
        switch = QHBoxLayout()
        self._theme.lay(switch, spacing=0)
        self._systems = QButtonGroup(self)
        self._parts: dict[System, SwitchPart] = {}
        for system, words in ((System.PARTY, _("Party papers")), (System.GOVERNMENT, _("Government papers"))):
            part = SwitchPart(self._theme, words)
            part.clicked.connect(lambda _on=False, wanted=system: self.system_chosen.emit(wanted))
            self._systems.addButton(part)
            self._parts[system] = part
            switch.addWidget(part)
        self._column.addLayout(switch)
        self._column.addStretch(1)
        self._area = Scrolled(inner)
        return self._area

    def _add_rows(self, choices: Sequence[LayoutChoice]) -> None:
        """Before the stretch at the end; a heading where a group of choices begins."""
        for choice in choices:
            group = WORDS[choice.name].group
            if group:
                heading = QLabel(_(group))
                self._theme.dress(heading, font="section", height=20)
                space = QWidget()
                self._theme.dress(space, height=8)
                self._column.insertWidget(self._column.count() - 1, space)
                self._column.insertWidget(self._column.count() - 1, heading)
            row = LayoutRow(self._theme, choice)
            row.typed.connect(self.typed)
            row.chosen.connect(self.chosen)
            self._column.insertWidget(self._column.count() - 1, row)
            self._rows[choice.name] = row

    # what the presenter shows

    def show_choices(self, system: System, choices: Sequence[LayoutChoice], *, is_own: bool) -> None:
        self._system = system
        self._parts[system].setChecked(True)
        self._reset.setEnabled(is_own)
        if not self._rows:
            self._add_rows(choices)
            self._rows[choices[0].name].field.setFocus(Qt.FocusReason.OtherFocusReason)
            QCoreApplication.sendPostedEvents(self._column.parentWidget(), QEvent.Type.LayoutRequest)  # before painting
        for choice in choices:
            self._rows[choice.name].put(choice)

    def show_wrong(self, name: str, error: UserError) -> None:
        self._rows[name].show_wrong(error)

    def show_refused(self, error: UserError) -> None:
        self.banner.show_message(message_of(error))

    def show_specimen(self, pictures: Any) -> None:
        """Page 1; the other pages follow below it."""
        self.view.show_pages(_("Specimen"), pictures, keep_place=True)

    def forget(self) -> None:
        """The file is closed."""
        self.view.show_pages("", None)
        self.banner.dismiss()

    # room

    def arrange(self) -> None:
        self.view.setVisible(self.wide >= NARROW)
        if self.wide >= NARROW:
            form = WIDE_FORM if self.wide >= ROOMY else FORM
            self._area.setFixedWidth(min(self._theme.px(form), self.width() * 3 // 5))
        else:
            self._area.setMinimumWidth(0)
            self._area.setMaximumWidth(16_777_215)
