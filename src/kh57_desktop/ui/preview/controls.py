"""The row above the pages: which paper in whose form, which page is in sight, how large."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from kh57_desktop.i18n import _
from kh57_desktop.services.printing import Choice, Offer, PaperWanted, kind_named
from kh57_desktop.ui.preview.choice_button import ChoiceButton
from kh57_desktop.ui.preview.places import STEPS, Fit
from kh57_desktop.ui.style.theme import Theme


class PaperChoices(QWidget):
    """Kind, whose it is where it can be made for one unit or person, issuing body where there are several, period."""

    kind_chosen = Signal(str)
    whose_chosen = Signal(str)
    body_chosen = Signal(str)
    period_chosen = Signal(str)
    view_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._offer = Offer((), (), (), {})
        row = QHBoxLayout(self)
        theme.lay(row, spacing=8)
        self.kind = ChoiceButton(theme, _("Kind of paper"), most=280)
        self.whose = ChoiceButton(theme, _("For which unit or person"))
        self.body = ChoiceButton(theme, _("Issuing body"))
        self.period = ChoiceButton(theme, _("Reporting period"))
        self.kind.chosen.connect(self.kind_chosen)
        self.whose.chosen.connect(self.whose_chosen)
        self.body.chosen.connect(self.body_chosen)
        self.period.chosen.connect(self.period_chosen)
        self.view = ChoiceButton(theme, _("Saved view"))
        self.view.chosen.connect(self.view_chosen)
        for button in (self.kind, self.whose, self.body, self.view, self.period):
            row.addWidget(button)

    def offer(self, offer: Offer) -> None:
        self._offer = offer
        self.kind.offer([Choice(kind.code, kind.name) for kind in offer.kinds])
        self.body.offer(offer.bodies)

    def put(self, wanted: PaperWanted) -> None:
        kind, offer = kind_named(wanted.kind), self._offer
        self.kind.put(wanted.kind, kind.name)
        choices = offer.whose.get(wanted.kind, ())
        self.whose.offer(choices)
        is_offered = wanted.whose in [choice.key for choice in choices]
        self.whose.put(wanted.whose, "" if is_offered else wanted.whose.partition(":")[2])
        self.whose.setVisible(bool(choices))
        self.body.put(wanted.body or "")
        self.body.setVisible(len(offer.bodies) > 1)
        views = offer.views.get(wanted.kind, ())
        self.view.offer([Choice("", _("All rows")), *views])
        self.view.put(wanted.view or "")
        self.view.setVisible(bool(views))
        periods = offer.periods_of(kind)
        self.period.offer(periods)
        self.period.put(wanted.period or "")
        self.period.setVisible(bool(periods))


class PageNumber(QWidget):
    """The page in sight; another number typed there and Enter goes to it."""

    page_asked = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        theme.lay(row, spacing=6)
        label = QLabel(_("Page"))
        theme.dress(label, font="body", ink="2")
        self.field = QLineEdit()
        theme.dress(self.field, font="body", width=52)
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.field.setAccessibleName(_("Page in sight"))
        self.field.returnPressed.connect(self._ask)
        self._of = QLabel()
        theme.dress(self._of, font="body", ink="2")
        for widget in (label, self.field, self._of):
            row.addWidget(widget)
        self.put(0, 0)

    def put(self, page: int, count: int) -> None:
        self.field.setValidator(QIntValidator(1, max(count, 1), self))
        self.field.setText(str(page) if count else "")
        self.field.setEnabled(bool(count))
        self._of.setText(f"/ {count}" if count else "/ –")
        self._of.setAccessibleName(_("of {count} pages").format(count=count))

    def _ask(self) -> None:
        if self.field.text().isdecimal():
            self.page_asked.emit(int(self.field.text()))


class ZoomControl(QWidget):
    """Smaller, how large, larger. `fit_chosen`: a `Fit`; `zoom_chosen`: 1.0 = 100 %."""

    stepped = Signal(int)
    fit_chosen = Signal(object)
    zoom_chosen = Signal(float)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        theme.lay(row, spacing=2)
        self.smaller = self._tool(theme, "zoom_out", _("Smaller (Ctrl+-)"), -1)
        self.larger = self._tool(theme, "zoom_in", _("Larger (Ctrl++)"), 1)
        self.choice = ChoiceButton(theme, _("Size of the pages"))
        fits = [
            Choice(Fit.WINDOW.value, _("Fits the window")),
            Choice(Fit.WIDTH.value, _("Full width")),
            Choice(Fit.PAGE.value, _("Whole page")),
        ]
        self.choice.offer([*fits, *(Choice(str(step), _percent(step)) for step in STEPS)])
        self.choice.chosen.connect(self._chosen)
        for widget in (self.smaller, self.choice, self.larger):
            row.addWidget(widget)

    def _tool(self, theme: Theme, icon: str, tip: str, steps: int) -> QToolButton:
        button = QToolButton()
        theme.dress(button, icon=icon, kind="icon")
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.clicked.connect(lambda: self.stepped.emit(steps))
        return button

    def put(self, fit: Fit, zoom: float) -> None:
        if fit is Fit.NONE:
            self.choice.put(str(zoom), _percent(zoom))
        else:
            self.choice.put(fit.value)

    def _chosen(self, key: str) -> None:
        if key in (fit.value for fit in Fit):
            self.fit_chosen.emit(Fit(key))
        else:
            self.zoom_chosen.emit(float(key))

    def use_few(self, few: bool) -> None:
        self.smaller.setVisible(not few)
        self.larger.setVisible(not few)


def _percent(zoom: float) -> str:
    return f"{round(zoom * 100)} %"


def zoom_key(event: QKeyEvent) -> int | None:
    """1 or -1 for Ctrl and + or -, 0 for Ctrl+0, None for anything else."""
    if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return None
    keys = {
        Qt.Key.Key_Plus: 1,
        Qt.Key.Key_Equal: 1,
        Qt.Key.Key_Minus: -1,
        Qt.Key.Key_Underscore: -1,
        Qt.Key.Key_0: 0,
    }
    return keys.get(Qt.Key(event.key()))
