"""Theme, zoom, icons and the style sheet."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF

from kh57_desktop import paths
from kh57_desktop.ui.style import states
from kh57_desktop.ui.style.icons import IconShelf
from kh57_desktop.ui.style.sheet import style_sheet
from kh57_desktop.ui.style.tokens import DARK, LIGHT, TEXT_ROLES, ZOOMS

UI = Path(__file__).resolve().parents[3] / "src" / "kh57_desktop" / "ui"


def test_the_style_sheet_sets_no_font_size_and_no_view_item():
    for colours in (LIGHT, DARK):
        words = style_sheet(colours, 100)
        assert "font-size" not in words
        assert "::item" not in re.sub(r"QMenu(Bar)?::item", "", words)


def test_no_widget_has_a_style_sheet_of_its_own():
    found = [
        path.name
        for path in UI.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "setStyleSheet"
    ]
    assert found == ["theme.py"]


def test_whoever_is_told_of_a_change_sees_the_scheme_in_force(theme, qapp):
    seen: list[tuple[bool, str]] = []
    theme.changed.connect(lambda: seen.append((theme.is_dark, theme.colour("paper").name())))
    for choice in ("dark", "system", "light", "dark", "light", "system"):
        seen.clear()
        theme.choose(choice)
        system = qapp.styleHints().colorScheme() is Qt.ColorScheme.Dark
        is_dark = choice == "dark" or (choice == "system" and system)
        assert theme.is_dark is is_dark
        assert seen[-1] == (is_dark, (DARK if is_dark else LIGHT).paper.lower())


def test_sizes_follow_the_zoom(theme):
    for zoom in (100, 150, 100, 125):
        theme.zoom_to(zoom)
        assert [theme.px(size) for size in (0, 0.1, 8, 1.5)] == [0, 1, round(8 * zoom / 100), round(1.5 * zoom / 100)]


def test_zoom_goes_by_steps_and_stays_inside_them(theme):
    for _turn in range(10):
        theme.zoom_by(1)
    assert theme.zoom == ZOOMS[-1]
    assert theme.px(28) == 42
    for _turn in range(10):
        theme.zoom_by(-1)
    assert theme.zoom == ZOOMS[0]
    theme.zoom_to(100)


@pytest.mark.parametrize("role", TEXT_ROLES)
@pytest.mark.parametrize("zoom", ZOOMS)
def test_a_line_holds_vietnamese_capitals_with_two_marks(theme, role, zoom):
    theme.zoom_to(zoom)
    ink = QFontMetricsF(theme.font(role)).tightBoundingRect("ẪỂỮẮỲỴỢQgjẵộ").height()
    height = theme.line(role)
    theme.zoom_to(100)
    assert height >= ink - 1  # antialiasing spills over by a pixel


def test_a_dressed_widget_follows_theme_and_zoom(theme, qtbot):
    from PySide6.QtWidgets import QLabel

    label = QLabel("Nhiệm vụ")
    qtbot.addWidget(label)
    theme.dress(label, font="title", height=46)
    small = label.font().pointSizeF()
    theme.zoom_to(150)
    assert label.font().pointSizeF() == pytest.approx(small * 1.5)
    assert label.height() == 69
    theme.zoom_to(100)
    assert label.font().pointSizeF() == pytest.approx(small)


def test_every_icon_that_a_page_names_is_there(theme):
    """Names given as `icon="…"` and those of the states; a missing drawing would end the page that asks for it."""
    named = {(look.icon, 16, look.filled) for look in states.STANDINGS.values()}
    for path in UI.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                given = {word.arg: word.value.value for word in node.keywords if isinstance(word.value, ast.Constant)}
                if isinstance(given.get("icon"), str):
                    named.add((given["icon"], given.get("icon_size", 16), False))
    assert len(named) > 15
    for name, size, filled in named:
        assert not theme.pixmap(name, theme.colour("ink"), size=size, filled=filled).isNull()
    assert "Microsoft Corporation" in (paths.resources() / "icons" / "LICENSE.txt").read_text(encoding="utf-8")


def test_an_icon_takes_the_colour_asked_for(qapp):
    shelf = IconShelf()
    image = shelf.pixmap("circle", "#a8201a", ratio=2.0).toImage()
    assert (image.width(), image.height()) == (32, 32)
    pixels = [image.pixelColor(x, y) for x in range(32) for y in range(32)]
    assert {pixel.name() for pixel in pixels if pixel.alpha() == 255} == {"#a8201a"}
