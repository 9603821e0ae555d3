"""Báo cáo tổng hợp of the superior (features 82, 86, 87): who sent, totals by group, indicator and sender.

An office that has not reported is named and never counted as zero: every total says of how many it is ("12/15 xã").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from kh57_desktop.documents.content import (
    Align,
    AnnexTitle,
    Block,
    Cell,
    Column,
    ColumnGroup,
    Content,
    GroupRow,
    Heading,
    Level,
    Orientation,
    Paragraph,
    Part,
    Role,
    Row,
    Table,
    Title,
    cell_text,
    short_date,
)
from kh57_desktop.documents.kinds.form import Form
from kh57_desktop.documents.kinds.outline import outline_blocks
from kh57_desktop.documents.kinds.parts import attached_to, roman
from kh57_desktop.documents.kinds.report_tables import apart_sentence, totals_columns, totals_row
from kh57_desktop.documents.typography import NO_BREAK
from kh57_desktop.domain.reports import ReportSection, TotalsRow

_KIND = "Báo cáo"
_NONE = "-"
_NOT_SENT = "Chưa có báo cáo"
_NAMED_IN_TEXT = 12
"""So many missing offices are named in the text; more are named in the annex alone, with their count here."""


@dataclass(frozen=True, slots=True)
class SenderLine:
    """An office that owes the report. `received_on` None: nothing has come that counts; then `totals` is None too.

    `state` in words ("Đã chấp nhận", "Đã trả lại"), "" for the usual ones.
    """

    name: str
    received_on: date | None = None
    is_on_time: bool = False
    state: str = ""
    totals: TotalsRow | None = None


@dataclass(frozen=True, slots=True)
class SenderValue:
    """What one office reported of an indicator: `result` and `evaluation` as printed ("85,2", "Đạt")."""

    sender: str
    result: str
    evaluation: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """An indicator over all offices. `result`: rolled up, None where nothing can be said; `method`: how ("Tổng cộng").

    `reported`: how many offices gave a value; `attained`: how many of those attain their target, None if not judged.
    `values`: by office, for the annex; () leaves the indicator out of it.
    """

    code: str
    text: str
    unit: str
    method: str
    result: Decimal | None
    reported: int
    group: str = ""
    attained: int | None = None
    target: str = ""
    values: tuple[SenderValue, ...] = ()


@dataclass(frozen=True, slots=True)
class Consolidated:
    """`subject`: trích yếu; `senders`: all that owe the report, in the order printed; `overall`, `by_group`: sums.

    `sender_word`: what they are together ("xã", "xã, phường"); `sections`: further text of the superior's own,
    numbered after the computed ones.
    """

    subject: str
    data_from: date
    data_to: date
    on: date
    senders: tuple[SenderLine, ...]
    overall: TotalsRow
    by_group: tuple[TotalsRow, ...] = ()
    indicators: tuple[IndicatorLine, ...] = ()
    sections: tuple[ReportSection, ...] = ()
    sender_word: str = "xã"

    @property
    def expected(self) -> int:
        return len(self.senders)

    @property
    def received(self) -> int:
        return sum(line.received_on is not None for line in self.senders)

    @property
    def on_time(self) -> int:
        return sum(line.received_on is not None and line.is_on_time for line in self.senders)

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(line.name for line in self.senders if line.received_on is None)

    @property
    def coverage(self) -> str:
        """`12/15 xã`"""
        return f"{self.received}/{self.expected}{NO_BREAK}{self.sender_word}"


def consolidated_report_content(form: Form, data: Consolidated) -> Content:
    """Text with the sums, then annexes by sender and, where values are given, by indicator."""
    span = f"(Từ ngày {short_date(data.data_from)} đến ngày {short_date(data.data_to)})"
    blocks: list[Block] = [
        Title(_KIND.upper(), data.subject, span),
        *_sending(data),
        *_results(data),
        *_own_sections(data.sections),
        Paragraph(f"Trên đây là báo cáo {data.subject[:1].lower()}{data.subject[1:]}./."),
    ]
    body = Part(tuple(blocks), head=form.head(_KIND), closing=form.closing())
    by_indicator = [line for line in data.indicators if line.values]
    tables = [("TỔNG HỢP KẾT QUẢ THỰC HIỆN NHIỆM VỤ THEO ĐƠN VỊ GỬI BÁO CÁO", _senders_table(data))]
    if by_indicator:
        tables.append(
            ("TỔNG HỢP KẾT QUẢ THỰC HIỆN CHỈ TIÊU THEO ĐƠN VỊ GỬI BÁO CÁO", _values_table(data, by_indicator))
        )
    labels = [f"Phụ lục {roman(place)}" for place in range(1, len(tables) + 1)] if len(tables) > 1 else ["Phụ lục"]
    annexes = [_annex(form, label, title, table) for label, (title, table) in zip(labels, tables, strict=True)]
    return Content(form.system, f"{_KIND} {data.subject}", (body, *annexes), form.sample)


def _first_annex(data: Consolidated) -> str:
    """The annex of tasks by sender, as the text refers to it."""
    return "Phụ lục I" if any(line.values for line in data.indicators) else "Phụ lục"


def _annex(form: Form, label: str, title: str, table: Table) -> Part:
    attached = attached_to(_KIND, form.sign(_KIND), form.day, form.issuer)
    return Part(
        (AnnexTitle(label, title, attached), table),
        Orientation.LANDSCAPE,
        head=form.annex_head(),
        closing=form.annex_closing(),
    )


# --- I. who has sent ----------------------------------------------------------------------------------------------


def _sending(data: Consolidated) -> list[Block]:
    words = f"Đến ngày {short_date(data.on)}, đã nhận báo cáo của {data.coverage}, trong đó {data.on_time:02} đúng hạn."
    blocks: list[Block] = [
        Heading(Level.SECTION, "I.", "TÌNH HÌNH GỬI BÁO CÁO"),
        Paragraph(words),
        Paragraph("Bảng 1. Tình hình gửi báo cáo", role=Role.CAPTION),
        _measures_table(data),
    ]
    if not data.missing:
        return [*blocks, Paragraph("Tất cả các đơn vị đã gửi báo cáo; số liệu tổng hợp là của toàn bộ các đơn vị.")]
    named = data.missing[:_NAMED_IN_TEXT]
    rest = len(data.missing) - len(named)
    more = f" và {rest:02} đơn vị khác (tại {_first_annex(data)})" if rest else ""
    return [
        *blocks,
        Paragraph(
            f"Chưa có báo cáo của {len(data.missing):02} đơn vị: {'; '.join(named)}{more}. Số liệu của các đơn vị này "
            f"chưa được tổng hợp và không được tính là 0; mọi số tổng hợp dưới đây là của {data.coverage}."
        ),
    ]


def _measures_table(data: Consolidated) -> Table:
    headings = ("Phải gửi", "Đã nhận", "Tỷ lệ đã nhận (%)", "Nhận đúng hạn", "Tỷ lệ đúng hạn (%)")
    values: tuple[Cell, ...] = (
        data.expected,
        data.received,
        _share(data.received, data.expected),
        data.on_time,
        _share(data.on_time, data.expected),
    )
    return Table(tuple(Column(name, 33, Align.CENTER) for name in headings), (Row(values),))


def _share(part: int, whole: int) -> Cell:
    if not whole:
        return _NONE
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


# --- II. results --------------------------------------------------------------------------------------------------


def _results(data: Consolidated) -> list[Block]:
    overall = data.overall
    done = overall.done_on_time + overall.done_late
    share = _share(done, overall.total)
    shown = f" ({cell_text(share)}%)" if share != _NONE else ""
    blocks: list[Block] = [
        Heading(Level.SECTION, "II.", "KẾT QUẢ THỰC HIỆN"),
        Heading(Level.ITEM, "1.", "Tình hình thực hiện nhiệm vụ"),
        Paragraph(
            f"Tổng số nhiệm vụ được giao của {data.coverage} đã gửi báo cáo là {overall.total:02}; đã hoàn thành "
            f"{done:02}{shown}, quá hạn chưa hoàn thành {overall.overdue:02} nhiệm vụ. Chi tiết theo đơn vị tại "
            f"{_first_annex(data)}."
        ),
        Paragraph(f"Bảng 2. Tổng hợp tình hình thực hiện nhiệm vụ ({data.coverage})", role=Role.CAPTION),
        _groups_table(data),
    ]
    apart = apart_sentence(overall)
    if apart:
        blocks.append(Paragraph(apart, role=Role.NOTE))
    blocks.append(Heading(Level.ITEM, "2.", "Kết quả thực hiện chỉ tiêu"))
    if not data.indicators:
        return [*blocks, Paragraph("Kỳ này không tổng hợp chỉ tiêu.")]
    return [
        *blocks,
        Paragraph("Bảng 3. Tổng hợp kết quả thực hiện các chỉ tiêu", role=Role.CAPTION),
        _indicators_table(data),
    ]


def _groups_table(data: Consolidated) -> Table:
    rows = [totals_row(place, row) for place, row in enumerate(data.by_group, 1)]
    rows.append(totals_row("", data.overall, is_total=True))
    return Table(totals_columns("Nhóm nhiệm vụ"), tuple(rows), dense=True)


def _indicators_table(data: Consolidated) -> Table:
    columns = (
        Column("TT", 9, Align.CENTER),
        Column("Chỉ tiêu", 50),
        Column("Đơn vị tính", 16, Align.CENTER),
        Column("Mục tiêu", 17, Align.CENTER),
        Column("Kết quả tổng hợp", 19, Align.CENTER),
        Column("Cách tổng hợp", 20, Align.CENTER),
        Column("Số đơn vị có số liệu", 17, Align.CENTER),
        Column("Số đơn vị đạt", 17, Align.CENTER),
    )
    rows: list[Row | GroupRow] = []
    group = ""
    for place, line in enumerate(data.indicators, 1):
        if line.group != group:
            group = line.group
            if group:
                rows.append(GroupRow("", group))
        attained = _NONE if line.attained is None else f"{line.attained}/{line.reported}"
        rows.append(
            Row(
                (
                    place,
                    line.text,
                    line.unit,
                    line.target or _NONE,
                    line.result if line.result is not None else _NONE,
                    line.method,
                    f"{line.reported}/{data.expected}",
                    attained,
                )
            )
        )
    return Table(columns, tuple(rows), dense=True)


def _own_sections(sections: Sequence[ReportSection]) -> list[Block]:
    blocks: list[Block] = []
    for place, section in enumerate(sections, 3):
        blocks.append(Heading(Level.SECTION, f"{roman(place)}.", section.title))
        blocks.extend(outline_blocks([line for line in section.text.splitlines() if line.strip()]))
    return blocks


# --- annexes ------------------------------------------------------------------------------------------------------


def _senders_table(data: Consolidated) -> Table:
    columns = (
        Column("TT", 10, Align.CENTER),
        Column("Đơn vị gửi báo cáo", 58),
        Column("Ngày nhận", 24, Align.CENTER),
        Column("Tình trạng báo cáo", 32, Align.CENTER),
        Column("Tổng số được giao", 18, Align.CENTER),
        ColumnGroup("Hoàn thành", (Column("Đúng hạn", 16, Align.CENTER), Column("Quá hạn", 16, Align.CENTER))),
        ColumnGroup("Đang thực hiện", (Column("Trong hạn", 17, Align.CENTER), Column("Quá hạn", 16, Align.CENTER))),
        Column("Chưa đến hạn, chưa triển khai", 22, Align.CENTER),
        Column("Tỷ lệ hoàn thành (%)", 23, Align.CENTER),
    )
    rows = [_sender_row(place, line) for place, line in enumerate(data.senders, 1)]
    rows.append(Row(("", f"Tổng cộng ({data.coverage})", "", "", *_figures(data.overall)), is_total=True))
    return Table(columns, tuple(rows))


def _sender_row(place: int, line: SenderLine) -> Row:
    if line.received_on is None or line.totals is None:
        received = short_date(line.received_on) if line.received_on is not None else _NONE
        return Row((place, line.name, received, line.state or _NOT_SENT, *[_NONE] * 7))
    state = line.state or ("Đúng hạn" if line.is_on_time else "Chậm hạn")
    return Row((place, line.name, line.received_on, state, *_figures(line.totals)))


def _figures(totals: TotalsRow) -> tuple[Cell, ...]:
    """The share alone: a line a sender, so that a province's offices stay on few pages."""
    return (*totals_row("", totals).cells[2:-1], _share(totals.done_on_time + totals.done_late, totals.total))


def _values_table(data: Consolidated, lines: Sequence[IndicatorLine]) -> Table:
    """By indicator, then by office; an office without a value stands in its place with "Chưa có báo cáo"."""
    columns = (
        Column("TT", 12, Align.CENTER),
        Column("Đơn vị gửi báo cáo", 110),
        Column("Kết quả", 50, Align.CENTER),
        Column("Đánh giá", 80, Align.CENTER),
    )
    missing = set(data.missing)
    rows: list[Row | GroupRow] = []
    for place, line in enumerate(lines, 1):
        rows.append(
            GroupRow(str(place), f"{line.text} ({line.unit}): {line.reported}/{data.expected} đơn vị có số liệu")
        )
        known = {value.sender: value for value in line.values}
        for number, sender in enumerate(data.senders, 1):
            value = known.get(sender.name)
            if value is None:
                lacking = _NOT_SENT if sender.name in missing else "Chưa có số liệu"
                rows.append(Row((number, sender.name, _NONE, lacking)))
            else:
                rows.append(Row((number, sender.name, value.result, value.evaluation)))
    return Table(columns, tuple(rows))
