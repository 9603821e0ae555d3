"""The office's own layout: every choice within the rules is printed, every other one refused with its clause."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kh57_desktop.documents.layout_settings import LIMITS, LayoutSettings, OutsideTheRules, with_settings
from kh57_desktop.documents.layouts import MM, in_large_type, layout_for
from kh57_desktop.documents.pdf import render_pdf
from kh57_desktop.domain.terms import System
from tests.documents.measures import measured
from tests.documents.samples import committee_decision_paper, plan_paper

NUMBERS = ("top_mm", "bottom_mm", "left_mm", "right_mm", "body_size", "leading")


def test_nothing_chosen_changes_nothing(system: System) -> None:
    assert with_settings(layout_for(system), LayoutSettings()) == layout_for(system)


def test_every_setting_has_its_limit_and_clause(system: System) -> None:
    assert set(LIMITS[system]) == {field.name for field in fields(LayoutSettings)}
    assert all(limit.clause and limit.words for limit in LIMITS[system].values())


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("beyond", [-0.5, 0.5])
def test_a_number_beyond_its_range_is_refused_with_the_clause(system: System, name: str, beyond: float) -> None:
    least, most = (float(value) for value in LIMITS[system][name].allowed)
    with pytest.raises(OutsideTheRules) as refused:
        with_settings(layout_for(system), LayoutSettings(**{name: (least if beyond < 0 else most) + beyond}))
    assert LIMITS[system][name].clause in refused.value.sentence
    assert LIMITS[system][name].words in refused.value.sentence


@pytest.mark.parametrize(("name", "value"), [("indent_mm", 11), ("last_basis_end", "!"), ("recipient_end", ".")])
def test_a_choice_that_is_none_is_refused(system: System, name: str, value: object) -> None:
    with pytest.raises(OutsideTheRules):
        with_settings(layout_for(system), LayoutSettings(**{name: value}))


def test_spacing_is_judged_by_the_size_chosen() -> None:
    """Single to one and a half lines of 13 points are not those of 14."""
    government = layout_for(System.GOVERNMENT)
    assert with_settings(government, LayoutSettings(body_size=13, leading=15)).body.leading == 15
    with pytest.raises(OutsideTheRules):
        with_settings(government, LayoutSettings(body_size=14, leading=15))
    with pytest.raises(OutsideTheRules):
        with_settings(government, LayoutSettings(body_size=13, leading=23))


@st.composite
def choices(draw: st.DrawFn, system: System) -> LayoutSettings:
    values = {}
    for name in NUMBERS[:5]:
        least, most = (float(value) for value in LIMITS[system][name].allowed)
        values[name] = draw(st.none() | st.floats(least, most))
    values["leading"] = draw(st.none() | st.floats(18, 22))
    values["indent_mm"] = draw(st.sampled_from([None, 10, 12.7]))
    return LayoutSettings(**values)


@settings(max_examples=12)
@given(chosen=choices(System.GOVERNMENT), is_decision=st.booleans())
def test_papers_keep_to_the_margins_that_were_chosen(chosen: LayoutSettings, is_decision: bool) -> None:
    layout = with_settings(layout_for(System.GOVERNMENT), chosen)
    content = (committee_decision_paper if is_decision else plan_paper)(System.GOVERNMENT, is_long=False)
    content = replace(content, is_sample=False)
    (paper,) = set(layout.pages.values()) - {layout.pages[orientation] for orientation in list(layout.pages)[1:]}
    for page in measured(render_pdf(content, layout=layout)):
        for line in page.lines:
            if line.text.isdigit() and line.baseline < paper.top_mm * MM:
                continue
            assert line.left >= (paper.left_mm - 0.5) * MM, line.text
            assert line.right <= page.width - (paper.right_mm - 0.5) * MM, line.text
            assert line.baseline <= page.height - (paper.bottom_mm - 0.5) * MM, line.text
    whole = measured(render_pdf(content, layout=layout), [0])[0].line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    assert whole.sizes[0] in (12, 13)


def test_the_leaders_sheet_has_nothing_below_fourteen(system: System) -> None:
    from tests.documents.conftest import printed

    assert in_large_type(layout_for(system)).table.size == 14
    for is_long in (False, True):
        paper = printed("summary", system, is_long)
        assert list(paper.pages) == [0]
        sizes = {size for line in paper.first.lines if line.text != "DỮ LIỆU MẪU" for size in line.sizes}
        assert min(sizes) >= 14
