from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.exchange.display import clean, clean_line, hidden_characters, saved_name


@pytest.mark.parametrize(
    "text,shown",
    [
        ("Báo cáo", "Báo cáo"),
        ("a\u202egnp.exe", "a□gnp.exe"),
        ("a\u200bb\ufeffc", "a□b□c"),
        ("a\x00b\x1bc\x7fd\x85e", "a□b□c□d□e"),
        ("a\u2066b\u2069", "a□b□"),
        ("dòng 1\ndòng 2\t", "dòng 1\ndòng 2\t"),
        ("a\r\u2028b", "a□□b"),
        ("e\u0301", "é"),
        ("a\U000e0041b\ue000", "a□b□"),
        ("a\u3164b\u115f", "a□b□"),
    ],
)
def test_hidden_characters_are_shown(text, shown):
    assert clean(text) == shown


@given(st.text())
def test_a_cleaned_text_stays_clean(text):
    assert hidden_characters(clean(text)) == 0
    assert "\n" not in clean_line(text)
    assert unicodedata.is_normalized("NFC", clean(text))


def test_characters_are_counted_through_a_whole_sheet():
    assert hidden_characters(["a\u3164b", "\u2800"]) == 2  # letters that show nothing, which count as printable
    assert hidden_characters({"a\u200b": ["\u202e", 1, None, True, {"b": "sạch\n"}], "c": ("\x00\x00",)}) == 4


@pytest.mark.parametrize(
    "name,media_type,saved",
    [
        ("Ảnh hội nghị.jpg", "image/jpeg", "Ảnh hội nghị.jpg"),
        ("Ảnh.JPG", "image/jpeg", "Ảnh.jpg"),
        ("hóa đơn.pdf.exe", "application/pdf", "hóa đơn.pdf.exe.pdf"),
        ("../../etc/passwd", "text/plain", "_.._etc_passwd.txt"),
        ("C:\\Windows\\x", "text/plain", "C__Windows_x.txt"),
        ("con.jpg", "image/jpeg", "_con.jpg"),
        ("NUL", "text/plain", "_NUL.txt"),
        ("com1 .x", "text/plain", "_com1 .x.txt"),
        ("company.jpg", "image/jpeg", "company.jpg"),
        ("abc1.jpg", "image/jpeg", "abc1.jpg"),
        ("x\u0323\u0323.jpg", "image/jpeg", "x\u0323\u0323.jpg"),
        ("", "image/png", "_.png"),
        (" . ", "image/png", "_.png"),
        ("a\u202egpj.exe", "image/jpeg", "a_gpj.exe.jpg"),
        ("x" * 300, "application/pdf", "x" * 116 + ".pdf"),
        ("bản.odt", "application/x-unknown", "bản.odt.bin"),
    ],
)
def test_names_for_saving_are_rebuilt(name, media_type, saved):
    assert saved_name(name, media_type) == saved


@given(st.text(max_size=300))
def test_every_saved_name_is_harmless(name):
    saved = saved_name(name, "image/png")
    assert saved.endswith(".png")
    assert len(saved) <= 120
    assert not set(saved) & set('/\\:*?"<>|\0\n\r\t')
    assert not saved.startswith((" ", "."))
