"""Computed sentences name their rows; what a person typed survives computing again and is marked when data changed."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.domain.report_facts import sentence
from kh57_desktop.domain.report_sections import (
    acknowledged,
    changed_count,
    printed,
    refreshed,
    section_of,
    with_computed,
    with_new_paragraph,
    with_text,
    without_paragraph,
)
from kh57_desktop.domain.reports import ParagraphKind, Piece, ReportParagraph, ReportSection


def section(*rows: ReportParagraph) -> ReportSection:
    return section_of("II", "KẾT QUẢ", rows)


def told(key: str, value: str) -> ReportParagraph:
    return sentence(key, "Có ", Piece(value, ("N1", "N2")), " nhiệm vụ.")


def heading(words: str) -> ReportParagraph:
    return ReportParagraph(f"heading.{words}", words, ParagraphKind.HEADING)


def test_untouched_sentences_follow_the_data_and_say_so() -> None:
    draft = refreshed((), (section(told("a", "05"), told("b", "02")),))
    assert changed_count(draft) == 0
    again = refreshed(draft, (section(told("a", "06"), told("b", "02")),))
    first, second = again[0].paragraphs
    assert (first.text, first.changed, first.before) == ("Có 06 nhiệm vụ.", True, "Có 05 nhiệm vụ.")
    assert not second.changed
    assert again[0].text == "Có 06 nhiệm vụ.\nCó 02 nhiệm vụ."
    third = refreshed(again, (section(told("a", "07"), told("b", "02")),))
    assert third[0].paragraphs[0].before == "Có 05 nhiệm vụ."  # what was there when it was last looked at
    assert changed_count([acknowledged(third[0])]) == 0


def test_typed_words_stay_and_are_marked_when_the_data_say_something_else() -> None:
    draft = with_text(section(told("a", "05")), 0, "Xã có năm nhiệm vụ.")
    same = refreshed([draft], (section(told("a", "05")),))
    assert (same[0].text, changed_count(same)) == ("Xã có năm nhiệm vụ.", 0)
    changed = refreshed(same, (section(told("a", "06")),))
    row = changed[0].paragraphs[0]
    assert (row.text, row.edited, row.changed, row.computed) == ("Xã có năm nhiệm vụ.", True, True, "Có 06 nhiệm vụ.")
    kept = acknowledged(changed[0], 0)
    assert changed_count(refreshed([kept], (section(told("a", "06")),))) == 0
    assert changed_count(refreshed([kept], (section(told("a", "07")),))) == 1
    taken = with_computed(changed[0], 0).paragraphs[0]
    assert (taken.text, taken.edited, taken.changed) == ("Có 06 nhiệm vụ.", False, False)


def test_typing_what_the_data_say_is_no_edit() -> None:
    row = with_text(with_text(section(told("a", "05")), 0, "khác"), 0, "Có 05 nhiệm vụ.").paragraphs[0]
    assert not row.edited


def test_an_own_sentence_keeps_its_place_and_a_removed_one_does_not_return() -> None:
    draft = section(told("a", "05"), told("b", "02"), told("c", "03"))
    draft = with_new_paragraph(draft, 1, "Câu của cán bộ.")
    draft = without_paragraph(draft, 2)
    again = refreshed([draft], (section(told("a", "06"), told("b", "02"), told("c", "03")),))[0]
    assert again.text.splitlines() == ["Có 06 nhiệm vụ.", "Câu của cán bộ.", "Có 03 nhiệm vụ."]
    assert without_paragraph(again, 1).text.splitlines() == ["Có 06 nhiệm vụ.", "Có 03 nhiệm vụ."]


def test_a_typed_sentence_outlives_its_rows_and_is_marked() -> None:
    draft = with_text(section(told("a", "05"), told("late.N7", "01")), 1, "Việc N7 chậm do mưa lũ.")
    again = refreshed([draft], (section(told("a", "05")),))[0]
    assert again.text.splitlines() == ["Có 05 nhiệm vụ.", "Việc N7 chậm do mưa lũ."]
    assert again.paragraphs[1].changed
    untouched = refreshed([section(told("a", "05"), told("late.N7", "01"))], (section(told("a", "05")),))[0]
    assert untouched.text == "Có 05 nhiệm vụ."


def test_a_new_sentence_in_a_draft_is_marked() -> None:
    again = refreshed([section(told("a", "05"))], (section(told("a", "05"), told("late.N7", "01")),))
    assert [row.changed for row in again[0].paragraphs] == [False, True]


def test_headings_without_words_are_not_printed() -> None:
    rows = (
        heading("1. A"),
        told("a", "05"),
        heading("2. B"),
        heading("3. C"),
        ReportParagraph("t", "", ParagraphKind.TOTALS),
    )
    assert [row.text for row in printed(rows)] == ["1. A", "Có 05 nhiệm vụ.", "2. C", ""]  # counted anew
    assert section(*rows, heading("4. D")).text == "1. A\nCó 05 nhiệm vụ.\n2. C"


def test_a_section_typed_as_a_whole_is_left_alone() -> None:
    whole = ReportSection("II", "KẾT QUẢ", "Cán bộ tự viết.", edited=True)
    assert refreshed([whole], (section(told("a", "06")),))[0].text == "Cán bộ tự viết."


texts = st.sampled_from(["01", "02", "03"])
contents = st.lists(st.tuples(st.sampled_from("abcdef"), texts), unique_by=lambda pair: pair[0], max_size=6)
hands = st.lists(
    st.tuples(st.sampled_from(["type", "add", "remove", "take", "see"]), st.integers(0, 20), st.text(max_size=8)),
    max_size=6,
)


@given(first=contents, rounds=st.lists(st.tuples(hands, contents), max_size=4))
def test_no_typed_word_is_ever_lost(
    first: list[tuple[str, str]], rounds: list[tuple[list[tuple[str, int, str]], list[tuple[str, str]]]]
) -> None:
    draft = section(*(told(key, value) for key, value in first))
    for works, data in rounds:
        for name, pick, words in works:
            draft = _by_hand(draft, name, pick, f"{words.strip() or 'x'}!")
        typed = [row.text for row in draft.paragraphs if row.edited and row.text.strip()]
        draft = refreshed([draft], (section(*(told(key, value) for key, value in data)),))[0]
        kept = [row.text for row in draft.paragraphs]
        assert all(kept.count(text) >= 1 for text in typed)
        known = {row.key for row in draft.paragraphs}
        assert {key for key, _value in data} <= known
        for row in draft.paragraphs:
            if row.pieces and not row.edited:
                assert row.text == row.computed
            if row.edited and row.pieces and not row.changed:
                assert row.basis == row.computed


def _by_hand(draft: ReportSection, name: str, pick: int, words: str) -> ReportSection:
    count = len(draft.paragraphs)
    if name == "add":
        return with_new_paragraph(draft, pick % (count + 1), words)
    if not count:
        return draft
    place = pick % count
    if name == "type":
        return with_text(draft, place, words)
    if name == "remove":
        return without_paragraph(draft, place)
    if name == "take":
        return with_computed(draft, place) if draft.paragraphs[place].pieces else draft
    return acknowledged(draft, place)


def test_pieces_are_the_sentence() -> None:
    row = told("a", "05")
    assert row.text == row.computed == "Có 05 nhiệm vụ."
    assert replace(row, text="khác").computed == "Có 05 nhiệm vụ."
