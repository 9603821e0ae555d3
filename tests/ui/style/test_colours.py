"""Contrast by the WCAG formula, on every ground that a text can stand on."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from kh57_desktop.domain.terms import Standing
from kh57_desktop.ui.style import states
from kh57_desktop.ui.style.tokens import DARK, LIGHT, Colours

THEMES = {"light": LIGHT, "dark": DARK}
LOOKS = {
    **states.STANDINGS,
    "saved": states.SAVED,
    "refused": states.REFUSED,
    "doubtful": states.DOUBTFUL,
    "warning": states.WARNING,
    "submitted": states.SUBMITTED,
}


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.03928 else ((channel + 0.055) / 1.055) ** 2.4

    c = QColor(colour)
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF())


def grounds(c: Colours) -> tuple[str, ...]:
    return (c.sheet, c.paper, c.alt, c.hover, c.sel)


def test_no_look_of_a_state_is_left_out():
    assert {look for look in vars(states).values() if isinstance(look, states.StateLook)} <= set(LOOKS.values())


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("look", LOOKS.values(), ids=str)
def test_every_state_reads_at_4_5_on_every_ground_and_on_its_tint(name, look):
    dark = name == "dark"
    worst = min(contrast(look.text(dark=dark), ground) for ground in (*grounds(THEMES[name]), look.tint(dark=dark)))
    assert worst >= 4.5


@pytest.mark.parametrize("name", THEMES)
def test_texts_and_the_accent_read_at_4_5(name):
    c = THEMES[name]
    for text in (c.ink, c.ink2, c.ink3, c.accent):
        assert min(contrast(text, ground) for ground in grounds(c)) >= 4.5
    assert contrast(c.on_accent, c.accent) >= 4.5
    assert contrast(c.ctl, c.field) >= 3
    assert contrast(c.accent, c.field) >= 3


def test_every_standing_has_word_icon_and_colour():
    assert set(states.STANDINGS) == set(Standing)
    icons = [(look.icon, look.filled) for look in states.STANDINGS.values()]
    assert len(set(icons)) == len(icons)
