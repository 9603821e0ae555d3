"""The superior's báo cáo tổng hợp: who is missing is named, every total says of how many it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.documents.content import Paragraph, Part, Row, Table, cell_text
from kh57_desktop.documents.kinds.consolidated_report import Consolidated, SenderLine, consolidated_report_content
from kh57_desktop.documents.pdf import render_pdf
from kh57_desktop.documents.typography import NO_BREAK
from kh57_desktop.domain.reports import TotalsRow
from kh57_desktop.domain.terms import System
from tests.documents.measures import text_of, words
from tests.documents.samples import consolidated, form


def parts(data: Consolidated) -> tuple[Part, ...]:
    return consolidated_report_content(form(System.GOVERNMENT, is_long=False), data).parts


def paragraphs(part: Part) -> str:
    return "\n".join(block.text for block in part.blocks if isinstance(block, Paragraph))


def tables(part: Part) -> list[Table]:
    return [block for block in part.blocks if isinstance(block, Table)]


def rows(table: Table) -> list[tuple[str, ...]]:
    return [tuple(map(cell_text, row.cells)) for row in table.rows if isinstance(row, Row)]


def test_five_measures_and_the_missing_by_name() -> None:
    body, annex, _values = parts(consolidated(is_long=False))
    assert rows(tables(body)[0]) == [("15", "12", "80,0", "9", "60,0")]
    text = paragraphs(body)
    assert f"12/15{NO_BREAK}xã" in text
    assert "Lê Văn Mẫu 012; Lê Văn Mẫu 013; Lê Văn Mẫu 014" in text
    shown = rows(tables(annex)[0])
    assert shown[12][:4] == ("13", "Lê Văn Mẫu 012", "-", "Chưa có báo cáo")
    assert set(shown[12][4:]) == {"-"}, "no figure of an office that has not reported, not even zero"
    assert shown[-1][1] == f"Tổng cộng (12/15{NO_BREAK}xã)"


def test_an_office_whose_report_came_back_keeps_its_day_but_no_figures() -> None:
    data = consolidated(is_long=False)
    returned = SenderLine("Lê Văn Mẫu 000", date(2026, 9, 15), state="Đã trả lại")
    _body, annex, _values = parts(replace(data, senders=(returned, *data.senders[1:])))
    assert rows(tables(annex)[0])[0] == ("1", "Lê Văn Mẫu 000", "15/9/2026", "Đã trả lại", *["-"] * 7)


def test_many_missing_offices_are_counted_in_the_text_and_named_in_the_annex() -> None:
    body, annex, _values = parts(consolidated(is_long=True))
    assert "và 08 đơn vị khác (tại Phụ lục I)" in paragraphs(body)
    assert sum(row[3] == "Chưa có báo cáo" for row in rows(tables(annex)[0])) == 20


def test_an_office_without_a_value_stands_in_its_place_under_each_indicator() -> None:
    *_others, values = parts(consolidated(is_long=False))
    shown = rows(tables(values)[0])
    assert len(shown) == 15
    assert shown[14] == ("15", "Lê Văn Mẫu 014", "-", "Chưa có báo cáo")


@given(st.lists(st.sampled_from(["late", "in time", "missing"]), max_size=40))
def test_every_office_is_counted_once_whatever_it_sent(states: list[str]) -> None:
    senders = tuple(
        SenderLine(
            f"Xã {place}",
            None if state == "missing" else date(2026, 9, 15),
            is_on_time=state == "in time",
            totals=None if state == "missing" else TotalsRow("", "", 1),
        )
        for place, state in enumerate(states)
    )
    data = replace(consolidated(is_long=False), senders=senders, indicators=())
    assert (data.expected, data.received, data.on_time) == (
        len(states),
        len(states) - states.count("missing"),
        states.count("in time"),
    )
    body, annex = parts(data)
    names = [row[1] for row in rows(tables(annex)[0])[:-1]]
    assert names == [sender.name for sender in senders]
    assert ("Chưa có báo cáo của" in paragraphs(body)) == ("missing" in states)


def test_without_indicators_and_without_senders_it_still_prints() -> None:
    data = replace(consolidated(is_long=False), senders=(), indicators=(), by_group=(), overall=TotalsRow("", ""))
    content = consolidated_report_content(form(System.PARTY, is_long=False), data)
    assert "0/0" in words(text_of(render_pdf(content)))
