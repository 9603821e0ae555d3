"""However a plan is typed or exported, it reads the same: wrapping, bullets, numbering habits, decomposed letters."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.domain.plan_reading import PlanReading
from kh57_desktop.importing.blocks import Paragraph
from kh57_desktop.importing.characters import decode
from kh57_desktop.importing.paragraphs import rebuild
from kh57_desktop.importing.plain_text import lines_of
from kh57_desktop.importing.reader import read_document, read_text
from tests.importing.test_gold import OWN, PLANS
from tests.importing.test_legacy_fonts import tcvn3, vni


def plan(name: str) -> str:
    return (PLANS / f"{name}.txt").read_text(encoding="utf-8")


PLAIN = plan("dang-uy-nui-tranh")
PROVINCE = plan("tinh-son-ha")


def meaning(reading: PlanReading) -> PlanReading:
    """The reading without what shows the typing itself: the paragraphs as printed, and doubts that quote them."""
    return replace(
        reading, sections=tuple(replace(section, paragraphs=()) for section in reading.sections), preamble=(), doubts=()
    )


def wrapped(text: str, width: int, *, spaced: bool) -> str:
    """The text as an export breaks it: lines of one width, an empty line behind each when `spaced`."""
    lines = [part for line in text.split("\n") for part in (textwrap.wrap(line, width) if line.strip() else [""])]
    return "\n\n".join(line for line in lines if line) if spaced else "\n".join(lines)


@pytest.mark.parametrize("text", [PLAIN, PROVINCE])
@given(width=st.integers(60, 110), spaced=st.booleans())
def test_wrapping_at_any_width_reads_the_same(text: str, width: int, spaced: bool) -> None:
    assert meaning(read_text(wrapped(text, width, spaced=spaced))) == meaning(read_text(text))


@pytest.mark.parametrize("name", OWN)
def test_decomposed_letters_and_odd_spaces_read_the_same(name: str) -> None:
    text = plan(name)
    assert read_text(unicodedata.normalize("NFD", text)) == read_text(text)
    assert read_text(text.replace("\n", "\r\n")) == read_text(text)
    assert read_text("\ufeff" + re.sub(r"(?<=\w) (?=\w)", "\u00a0", text)) == read_text(text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_encoding_that_windows_saves_is_told(encoding: str) -> None:
    assert decode(PLAIN.encode(encoding)) == PLAIN


def test_windows_1258_with_its_combining_tones_is_told() -> None:
    tones = "".join(
        letter if letter.isascii() else windows_letters(letter) for letter in unicodedata.normalize("NFC", PLAIN)
    )
    text = decode(tones.encode("cp1258", "replace"))
    assert text is not None
    assert read_text(text).title == read_text(PLAIN).title


def windows_letters(letter: str) -> str:
    """A letter as the Windows keyboard gives it: the vowel with its own mark whole, the tone combining."""
    parts = unicodedata.normalize("NFD", letter)
    tone = "".join(mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323")
    return unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tone)) + tone


@given(bullet=st.sampled_from(["-", "–", "—", "+", "*", "•", "●", "▪", "➢", "-\t"]))
def test_any_bullet_reads_the_same(bullet: str) -> None:
    other = re.sub(r"(?m)^• ", f"{bullet} ".replace("\t ", "\t"), PLAIN)
    assert meaning(read_text(other)) == meaning(read_text(PLAIN))


@given(roman=st.sampled_from(["-", ".", "/", ". ", " -", "–"]), number=st.sampled_from(["-", ".", "/", ")", " -"]))
def test_any_habit_of_numbering_reads_the_same(roman: str, number: str) -> None:
    other = re.sub(r"(?m)^([IVX]+)- ", rf"\g<1>{roman} ", PLAIN)
    other = re.sub(r"(?m)^(\d)- ", rf"\g<1>{number} ", other)
    assert meaning(read_text(other)) == meaning(read_text(PLAIN))


def test_a_space_lost_behind_a_number_changes_nothing() -> None:
    other = re.sub(r"(?m)^(\d)- ", r"\1.", re.sub(r"(?m)^([IVX]+)- ", r"\1.", PLAIN))
    assert meaning(read_text(other)) == meaning(read_text(PLAIN))


@given(st.lists(st.integers(1, 60), max_size=8))
def test_page_numbers_alone_on_a_line_are_part_of_no_text(places: list[int]) -> None:
    lines = PLAIN.split("\n")
    first = lines.index("I- MỤC ĐÍCH, YÊU CẦU")
    for page, place in enumerate(sorted(places), start=2):
        at = first + place % (lines.index("Nơi nhận:") - first)
        lines.insert(at, f"\n{page}\n")
    assert read_text("\n".join(lines)) == read_text(PLAIN)


PAGE_NUMBER = re.compile(r"(?i)(?:(?:trang|page)\s*)?[-–]?\s*\d{1,3}\s*[-–]?(?:\s*/\s*\d{1,3})?")


@given(st.text(max_size=400))
def test_rebuilding_keeps_every_word_of_any_text_but_page_numbers(text: str) -> None:
    lines = lines_of(text)
    kept = [block.text for block in rebuild(lines) if isinstance(block, Paragraph)]
    wanted = [line.text for line in lines if not PAGE_NUMBER.fullmatch(line.text)]
    assert [word for word in " ".join(kept).split() if not word.isdigit()] == [
        word for word in " ".join(wanted).split() if not word.isdigit()
    ]


@pytest.mark.parametrize("name", ["dang-uy-nui-tranh", "so-nam-khe"])
def test_old_encodings_read_the_same(name: str, tmp_path: Path) -> None:
    text = re.sub("[“”–…•]", "-", plan(name))
    for encoded in (tcvn3(text), vni(text)):
        path = tmp_path / "old.txt"
        path.write_bytes(encoded.encode("latin-1"))
        reading = read_document(path)
        assert [task.text.lower() for task in reading.tasks] == [task.text.lower() for task in read_text(text).tasks]
        assert any("Unicode" in doubt.reason for doubt in reading.doubts)
