"""The application's one style sheet, generated from the tokens and the zoom; set once, again only when they change.

No font sizes here (they come from `setFont`, or zoom and inheritance would fight), nothing on view items (that
would override the delegates). The focus border grows from 1 to 2 px, so its rule takes 1 px off the padding.
"""

from __future__ import annotations

from kh57_desktop.ui.style.states import REFUSED, WARNING
from kh57_desktop.ui.style.tokens import DARK, FIELD, LIGHT, Colours


def style_sheet(c: Colours, zoom: int) -> str:
    """QSS for one theme at one zoom (per cent)."""

    def px(size: float) -> str:
        return f"{max(1, round(size * zoom / 100))}px"

    return "\n".join((_frame(c, px), _buttons(c, px), _fields(c, px), _tables(c, px), _bars(c, px)))


def _frame(c: Colours, px) -> str:
    late, soon_text = REFUSED.text(dark=c is DARK), WARNING.text(dark=c is DARK)
    soon_tint = WARNING.tint(dark=c is DARK)
    return f"""
QMainWindow, QDialog {{ background: {c.paper}; }}
QWidget[ground="paper"] {{ background: {c.paper}; }}
QWidget[ground="sheet"] {{ background: {c.sheet}; }}
QWidget[ground="alt"] {{ background: {c.alt}; }}
QWidget[ground="backdrop"] {{ background: {c.backdrop}; }}
QFrame[edge="bottom"] {{ border: 0; border-bottom: 1px solid {c.line2}; }}
QFrame[edge="top"] {{ border: 0; border-top: 1px solid {c.line2}; }}
QFrame[edge="left"] {{ border: 0; border-left: 1px solid {c.line2}; }}
QFrame[edge="right"] {{ border: 0; border-right: 1px solid {c.line2}; }}
QFrame[edge="card"] {{ background: {c.sheet}; border: 1px solid {c.line}; border-radius: {px(6)}; }}
QFrame[edge="drop"] {{ background: {c.alt}; border: 2px dashed {c.line2}; border-radius: {px(6)}; }}
QFrame[edge="drop"][over="true"] {{ background: {c.accent_soft}; border-color: {c.accent}; }}
QFrame[edge="rule"] {{ background: {c.line}; border: 0; max-height: 1px; min-height: 1px; }}
QFrame[edge="document"] {{ background: {c.document}; border: 1px solid {c.line2}; }}
QLabel[ink="2"] {{ color: {c.ink2}; }}
QLabel[ink="3"] {{ color: {c.ink3}; }}
QLabel[ink="late"] {{ color: {late}; }}
QLabel[ink="soon"] {{ color: {soon_text}; }}
QLabel[kind="sample"] {{ color: {soon_text}; background: {soon_tint}; border-radius: {px(4)};
  padding: {px(2)} {px(6)}; }}
QLabel[kind="computed"] {{ background: {c.accent_soft}; border-radius: {px(2)}; }}
QLabel[ink="accent"] {{ color: {c.accent}; }}
QMenuBar {{ background: transparent; border: 0; padding: 0; }}
QMenuBar::item {{ background: transparent; padding: {px(5)} {px(10)}; border-radius: {px(4)}; color: {c.ink}; }}
QMenuBar::item:selected, QMenuBar::item:pressed {{ background: {c.hover}; }}
QMenu {{ background: {c.sheet}; border: 1px solid {c.line2}; padding: {px(4)}; }}
QMenu::item {{ padding: {px(5)} {px(24)} {px(5)} {px(28)}; border-radius: {px(4)}; color: {c.ink}; }}
QMenu::item:selected {{ background: {c.sel}; color: {c.ink}; }}
QMenu::item:disabled {{ color: {c.ink3}; }}
QMenu::separator {{ height: 1px; background: {c.line}; margin: {px(4)} {px(8)}; }}
QMenu::indicator {{ width: {px(16)}; height: {px(16)}; left: {px(8)}; }}
QToolTip {{ background: {c.sheet}; color: {c.ink}; border: 1px solid {c.line2}; padding: {px(4)} {px(6)}; }}
"""


def _buttons(c: Colours, px) -> str:
    inner = FIELD - 2
    return f"""
QPushButton {{ background: {c.field}; color: {c.ink}; border: 1px solid {c.ctl}; border-radius: {px(4)};
  padding: 0 {px(12)}; min-height: {px(inner)}; outline: none; }}
QPushButton:hover {{ background: {c.hover}; }}
QPushButton:pressed {{ background: {c.sel}; }}
QPushButton:focus {{ border: 2px solid {c.accent}; padding: 0 {px(11)}; min-height: {px(inner - 2)}; }}
QPushButton:disabled {{ background: {c.alt}; color: {c.ink3}; border-color: {c.line2}; }}
QPushButton[kind="primary"] {{ background: {c.accent}; color: {c.on_accent}; border-color: {c.accent}; }}
QPushButton[kind="primary"]:hover {{ background: {c.accent_hover}; border-color: {c.accent_hover}; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {c.ink}; }}
QPushButton[kind="primary"]:disabled {{ background: {c.track}; color: {c.ink3}; border-color: {c.line2}; }}
QPushButton[kind="quiet"], QToolButton[kind="quiet"] {{ background: transparent; border: 1px solid transparent;
  padding: 0 {px(8)}; }}
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover {{ background: {c.hover}; }}
QPushButton[kind="quiet"]:focus, QToolButton[kind="quiet"]:focus {{ border: 2px solid {c.accent};
  padding: 0 {px(7)}; }}
QToolButton {{ color: {c.ink}; border-radius: {px(4)}; min-height: {px(inner - 2)}; }}
QToolButton:focus {{ outline: none; }}
QToolButton:checked {{ background: {c.accent_soft}; }}
QToolButton::menu-indicator {{ image: none; width: 0; }}
QToolButton[kind="icon"] {{ background: transparent; border: 1px solid transparent; padding: 0;
  min-width: {px(inner)}; max-width: {px(inner)}; }}
QToolButton[kind="icon"]:hover {{ background: {c.hover}; }}
QToolButton[kind="icon"]:checked {{ background: {c.accent_soft}; }}
QToolButton[kind="icon"]:focus {{ border: 2px solid {c.accent};
  min-width: {px(inner - 2)}; max-width: {px(inner - 2)}; }}
QToolButton[kind="choice"] {{ background: {c.field}; border: 1px solid {c.ctl}; padding: 0 {px(8)};
  text-align: left; }}
QToolButton[kind="choice"]:focus {{ border: 2px solid {c.accent}; padding: 0 {px(7)}; }}
QToolButton[kind="status"] {{ background: transparent; border: 1px solid transparent; min-height: 0;
  padding: 0 {px(6)}; }}
QToolButton[kind="status"]:hover {{ background: {c.hover}; }}
QToolButton[kind="status"]:focus {{ border: 1px solid {c.accent}; }}
QToolButton:disabled {{ color: {c.ink3}; }}
QPushButton[kind="link"] {{ background: transparent; border: 1px solid transparent; color: {c.accent};
  padding: 0 {px(4)}; text-decoration: underline; }}
QPushButton[kind="link"]:hover {{ color: {c.accent_hover}; }}
QPushButton[kind="link"]:focus {{ border: 2px solid {c.accent}; padding: 0 {px(3)}; }}
"""


def _fields(c: Colours, px) -> str:
    late = REFUSED.text(dark=c is DARK)
    return f"""
QLineEdit, QPlainTextEdit {{ background: {c.field}; color: {c.ink}; border: 1px solid {c.ctl};
  border-radius: {px(4)}; padding: 0 {px(9)}; selection-background-color: {c.accent};
  selection-color: {c.on_accent}; }}
QLineEdit {{ min-height: {px(FIELD - 2)}; }}
QPlainTextEdit {{ padding: {px(4)} {px(5)}; }}
QLineEdit:focus {{ border: 2px solid {c.accent}; padding: 0 {px(8)};
  min-height: {px(FIELD - 4)}; }}
QPlainTextEdit:focus {{ border: 2px solid {c.accent}; padding: {px(3)} {px(4)}; }}
QLineEdit[wrong="true"] {{ border: 2px solid {late}; padding: 0 {px(8)}; min-height: {px(FIELD - 4)}; }}
QLineEdit[kind="cell"], QLineEdit[kind="cell"]:focus {{ border: 2px solid {c.accent}; border-radius: 0;
  padding: 0 {px(5)}; min-height: 0; background: {c.field}; }}
QPlainTextEdit[kind="cell"], QPlainTextEdit[kind="cell"]:focus {{ border: 2px solid {c.accent}; border-radius: 0;
  padding: 0; background: {c.field}; }}
QTextEdit[kind="document"] {{ background: {c.document}; color: {LIGHT.ink}; border: 1px solid {c.line2};
  border-radius: 0; selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
QTextEdit[kind="document"]:focus {{ border: 2px solid {c.accent}; }}
QComboBox {{ background: {c.field}; color: {c.ink}; border: 1px solid {c.ctl}; border-radius: {px(4)};
  padding: 0 {px(30)} 0 {px(9)}; min-height: {px(FIELD - 2)}; combobox-popup: 0; }}
QComboBox:hover {{ background: {c.hover}; }}
QComboBox:focus {{ border: 2px solid {c.accent}; padding: 0 {px(29)} 0 {px(8)}; min-height: {px(FIELD - 4)}; }}
QComboBox:disabled {{ background: {c.alt}; color: {c.ink3}; border-color: {c.line2}; }}
QComboBox::drop-down {{ border: 0; width: {px(28)}; }}
QComboBox::down-arrow {{ image: none; }}
QListView[kind="popup"] {{ background: {c.sheet}; border: 1px solid {c.line2}; outline: 0; padding: {px(3)} 0; }}
QListView[kind="results"] {{ background: {c.field}; border: 1px solid {c.ctl}; outline: 0; }}
QListView[kind="choices"] {{ background: {c.sheet}; border: 1px solid {c.line2}; outline: 0; }}
QListView[kind="choices"]:focus {{ border: 2px solid {c.accent}; }}
QLineEdit QToolButton {{ min-height: 0; padding: 0; border: 0; background: transparent; }}
QProgressBar {{ background: {c.track}; border: 0; border-radius: {px(3)}; max-height: {px(6)}; min-height: {px(6)}; }}
QProgressBar::chunk {{ background: {c.accent}; border-radius: {px(3)}; }}
"""


def _tables(c: Colours, px) -> str:
    return f"""
QTableView, QListView, QTreeView {{ background: {c.sheet}; border: 0; outline: 0; gridline-color: {c.line}; }}
QListView[ground="paper"] {{ background: {c.paper}; }}
QListView[ground="alt"] {{ background: {c.alt}; border: 1px solid {c.alt}; }}
QListView[ground="alt"]:focus {{ border: 1px solid {c.accent}; }}
QHeaderView {{ background: {c.alt}; border: 0; }}
QHeaderView::section {{ background: {c.alt}; color: {c.ink2}; border: 0; border-bottom: 1px solid {c.line2};
  border-top: 1px solid {c.line2}; padding: 0 {px(8)}; }}
QHeaderView::section:first {{ padding-left: {px(16)}; }}
QTabBar {{ background: transparent; qproperty-drawBase: 0; }}
QTabBar::tab {{ background: transparent; color: {c.ink2}; border: 0; border-bottom: 3px solid transparent;
  padding: 0 {px(1)}; margin-right: {px(18)}; min-height: {px(30)}; }}
QTabBar::tab:selected {{ color: {c.ink}; border-bottom: 3px solid {c.accent}; }}
QTabBar::tab:hover {{ color: {c.ink}; }}
QTabBar[kind="chips"]::tab {{ min-height: {px(26)}; margin-right: {px(15)}; }}
QTabBar:focus {{ border: 0; }}
"""


def _bars(c: Colours, px) -> str:
    return f"""
QScrollBar:vertical {{ background: transparent; width: {px(12)}; margin: 0; border: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {px(12)}; margin: 0; border: 0; }}
QScrollBar::handle {{ background: {c.line2}; border-radius: {px(3)}; margin: {px(3)}; }}
QScrollBar::handle:vertical {{ min-height: {px(32)}; }}
QScrollBar::handle:horizontal {{ min-width: {px(32)}; }}
QScrollBar::handle:hover {{ background: {c.ctl}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QScrollArea {{ border: 0; background: transparent; }}
QScrollArea > QWidget > QWidget {{ background: transparent; }}
QSplitter::handle {{ background: {c.line2}; }}
"""
