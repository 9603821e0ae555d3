"""One layout description per system, as data: margins, faces, sizes, spacing, with the clause beside each number.

Government: Nghị định 30/2020/NĐ-CP, Phụ lục I (below "NĐ30"). Party: Hướng dẫn 05-HD/VPTW (below "HD05").
Lengths in mm where the name says so, all others in points. "Practice" marks what neither text rules.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from kh57_desktop.documents.content import Orientation
from kh57_desktop.domain.terms import System

MM = 72 / 25.4
PORTRAIT_TEXT_MM = 165
"""Text width of a portrait page, of which the header's cells are shares."""
RULE_SHARE = 0.42
"""Length of a drawn line below issuer or trích yếu; both rules say 1/3-1/2 of the text."""
TITLE_WIDTH = 0.86
"""Of the text width: a trích yếu over the whole width looks like a paragraph (practice)."""
CELL_PAD_X, CELL_PAD_TOP = 4.0, 2.0
"""Points between a table's lines and its text."""
HEADING_PAD_X = 2.0
"""In heading cells: "Trong hạn" over a column of figures needs the room."""
BELOW_TABLE = 8.0
"""Points between a table and what follows it."""
ABOVE_SIGNATURES = 12.0
"""Points above a closing, or above two signatures side by side."""
RECIPIENTS_SHARE = 0.48
"""Of the text width; office and name stand from about 50 % to 98 % (Nghị định 30/2020, Phụ lục I, mục IV)."""
LONGEST_CLOSING = 0.6
"""Of the page's height: a list of recipients that would make the block taller flows on below the signature."""


class Face(StrEnum):
    """Faces of the one family, named as the font files are."""

    REGULAR = "Regular"
    BOLD = "Bold"
    ITALIC = "Italic"
    BOLD_ITALIC = "BoldItalic"


class Setting(StrEnum):
    """How the lines of a paragraph stand."""

    JUSTIFIED = "justified"
    LEFT = "left"
    CENTERED = "centered"


@dataclass(frozen=True, slots=True)
class Style:
    """`leading`: from baseline to baseline; `indent_mm`: of the first line; `before`, `after`: space around it."""

    face: Face
    size: float
    leading: float
    setting: Setting = Setting.JUSTIFIED
    indent_mm: float = 0
    before: float = 0
    after: float = 0


@dataclass(frozen=True, slots=True)
class Page:
    """Paper A4 in its orientation; margins in mm."""

    width_mm: float
    height_mm: float
    top_mm: float
    bottom_mm: float
    left_mm: float
    right_mm: float

    @property
    def text_mm(self) -> float:
        return self.width_mm - self.left_mm - self.right_mm


@dataclass(frozen=True, slots=True)
class HeadSet:
    """One legal combination of sizes in the header; `left_mm` of a 165 mm text width belong to the issuer's cell."""

    left_mm: float
    nation: Style
    motto: Style
    upper: Style
    issuer: Style
    sign: Style
    dateline: Style


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything a renderer must know to set a paper of this system."""

    system: System
    pages: dict[Orientation, Page]
    head_sets: tuple[HeadSet, ...]
    """The first in which nation, motto and dateline each stand on one line is taken."""
    nation: str
    motto: str
    issuer_mark: str
    """Text below the issuer, or "" for a drawn line of 1/3-1/2 of its length."""
    subject_mark: str
    """Text below the trích yếu, or "" for a drawn line of 1/3-1/2 of its length."""
    sign_prefix: str
    basis_prefix: str
    basis_end: str
    last_basis_end: str
    kind: Style
    subject: Style
    span: Style
    annex_label: Style
    annex_title: Style
    attached_to: Style
    letter_subject: Style
    """Trích yếu of a công văn, in the issuer's cell under the number."""
    addressees_label: Style
    addressees: Style
    section: Style
    item: Style
    sub_item: Style
    point: Style
    body: Style
    basis: Style
    caption: Style
    note: Style
    table_heading: Style
    table: Style
    dense_table_heading: Style
    dense_table: Style
    authority: Style
    position: Style
    signer: Style
    recipients_label: Style
    is_recipients_label_underlined: bool
    recipient: Style
    recipient_end: str
    page_number: Style
    page_number_baseline_mm: float
    """From the top edge of the paper."""
    sample_mark: Style
    line_width: float = 0.6
    """Ruled nowhere; practice is 0.5-0.75."""
    signature_gap_mm: float = 27
    """Between office and name, for signature and seal; practice is 25-30."""


SINGLE = 1.15
"""Single line spacing of the Times metrics: ascent + descent + gap."""


def _plain(size: float, face: Face = Face.REGULAR, setting: Setting = Setting.CENTERED, **spacing: float) -> Style:
    return Style(face, size, round(size * SINGLE, 2), setting, **spacing)


_PAGES = {
    # NĐ30 mục I.1-I.3: A4, top and bottom 20-25, left 30-35, right 15-20; HD05: 20/20/30/15
    Orientation.PORTRAIT: Page(210, 297, 20, 20, 30, 15),
    # ruled nowhere; the portrait margins kept, so that a bound annex stays readable
    Orientation.LANDSCAPE: Page(297, 210, 20, 20, 30, 15),
}

_BODY = Style(Face.REGULAR, 14, 18, indent_mm=10, after=6)
# NĐ30 II.6: justified, first line 10 or 12.7 mm, at least 6 pt between paragraphs, spacing single to 1.5 lines.
# HD05: 14-15, first line about 10 mm, at least 6 pt, exactly 18-22 pt. 14 on 18 pt satisfies both.

GOVERNMENT = Layout(
    system=System.GOVERNMENT,
    pages=_PAGES,
    head_sets=(
        # NĐ30 mục V, note: Quốc hiệu 13 with Tiêu ngữ 14 and date 14, or 12 with 13 and 13; never mixed
        HeadSet(
            left_mm=66,
            nation=_plain(13, Face.BOLD),
            motto=_plain(14, Face.BOLD),
            upper=_plain(13),
            issuer=_plain(13, Face.BOLD),
            sign=_plain(13),
            dateline=_plain(14, Face.ITALIC),
        ),
        HeadSet(
            left_mm=74,
            nation=_plain(12, Face.BOLD),
            motto=_plain(13, Face.BOLD),
            upper=_plain(12),
            issuer=_plain(12, Face.BOLD),
            sign=_plain(13),
            dateline=_plain(13, Face.ITALIC),
        ),
        # the same pair where wider margins leave the nation less room
        HeadSet(
            left_mm=66,
            nation=_plain(12, Face.BOLD),
            motto=_plain(13, Face.BOLD),
            upper=_plain(12),
            issuer=_plain(12, Face.BOLD),
            sign=_plain(13),
            dateline=_plain(13, Face.ITALIC),
        ),
    ),
    nation="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    motto="Độc lập - Tự do - Hạnh phúc",
    issuer_mark="",  # NĐ30 II.2: solid line, 1/3-1/2 of the text
    subject_mark="",  # NĐ30 II.5: solid line, 1/3-1/2 of the text
    sign_prefix="Số: ",  # NĐ30 II.3: colon after Số
    basis_prefix="",
    basis_end=";",
    last_basis_end=".",  # NĐ30 II.6
    kind=_plain(14, Face.BOLD, before=14),  # NĐ30 II.5: 13-14 bold caps
    subject=_plain(14, Face.BOLD),
    span=_plain(14, Face.ITALIC),
    annex_label=_plain(14, Face.BOLD, before=10),  # NĐ30 III.1: 14 bold
    annex_title=_plain(14, Face.BOLD),  # 13-14 bold caps
    attached_to=_plain(14, Face.ITALIC),  # 13-14 italic in brackets
    letter_subject=_plain(12, before=6),  # NĐ30 II.5: 12-13 upright, 6 pt below the number
    addressees_label=_plain(14, setting=Setting.LEFT, before=10),  # NĐ30 II.9: 13-14 upright
    addressees=_plain(14, setting=Setting.LEFT),
    section=replace(_BODY, face=Face.BOLD, before=3),  # NĐ30 II.6 for plans and reports: bold caps
    item=replace(_BODY, face=Face.BOLD),  # khoản with a heading: bold
    sub_item=replace(_BODY, face=Face.BOLD_ITALIC),  # practice: the decree does not name 1.1
    point=_BODY,  # điểm: regular
    body=_BODY,
    basis=replace(_BODY, face=Face.ITALIC),  # NĐ30 II.6: căn cứ italic
    caption=_plain(14, Face.BOLD, before=4, after=4),
    note=replace(_plain(13, Face.ITALIC, Setting.JUSTIFIED), before=4, after=8),
    # document-format.md d3: table text 11-13, single spacing, no first-line indent; heading row bold, centred
    table_heading=_plain(12, Face.BOLD),
    table=_plain(12, setting=Setting.LEFT),
    dense_table_heading=_plain(11, Face.BOLD),
    dense_table=_plain(11, setting=Setting.LEFT),
    authority=_plain(14, Face.BOLD),  # NĐ30 II.7: 13-14 bold caps
    position=_plain(14, Face.BOLD),
    signer=_plain(14, Face.BOLD),  # 13-14 bold
    recipients_label=_plain(12, Face.BOLD_ITALIC, Setting.LEFT),  # NĐ30 II.9: 12 bold italic
    is_recipients_label_underlined=False,
    recipient=_plain(11, setting=Setting.LEFT),  # 11 upright
    recipient_end=";",
    page_number=_plain(14),  # NĐ30 I.7: 13-14, centred in the top margin, not on page 1
    page_number_baseline_mm=12,
    sample_mark=_plain(10, setting=Setting.LEFT),
)

_PARTY_HEAD = HeadSet(
    left_mm=66,
    nation=_plain(15, Face.BOLD),  # HD05: tiêu đề 15 bold
    motto=_plain(14, Face.BOLD),
    upper=_plain(14),
    issuer=_plain(14, Face.BOLD),
    sign=_plain(14),
    dateline=_plain(14, Face.ITALIC),
)

PARTY = replace(
    GOVERNMENT,
    system=System.PARTY,
    # HD05 fixes the sizes and not the cells: the issuer gets what the date leaves it
    head_sets=(replace(_PARTY_HEAD, left_mm=76), _PARTY_HEAD, replace(_PARTY_HEAD, left_mm=58)),
    nation="ĐẢNG CỘNG SẢN VIỆT NAM",
    motto="",
    issuer_mark="*",  # HD05: an asterisk instead of a line
    subject_mark="-----",  # HD05: five hyphens, no drawn line
    sign_prefix="Số ",  # HD05: no colon
    basis_prefix="- ",
    basis_end=";",
    last_basis_end=",",  # central texts and commune decisions; one summary of HD05 says "."
    kind=_plain(16, Face.BOLD, before=14),  # HD05: 15-16 bold caps
    subject=_plain(15, Face.BOLD),  # HD05: 14-15 bold
    annex_title=_plain(15, Face.BOLD),
    letter_subject=_plain(12, Face.ITALIC, before=3),  # HD05: 12 italic under the number
    addressees_label=_plain(14, Face.ITALIC, Setting.LEFT, before=10),  # HD05: italic, recipients upright
    basis=_BODY,
    position=_plain(14),  # HD05: office in regular capitals
    recipients_label=_plain(14, setting=Setting.LEFT),  # HD05: 14 upright, underlined
    is_recipients_label_underlined=True,
    recipient=_plain(12, setting=Setting.LEFT),  # HD05: 12 upright
    recipient_end=",",  # the documents of 2025 and 2026 that were read; one source says ";"
    page_number_baseline_mm=13.3,  # HD05: 10 mm from the top edge to the figures' upper edge
)


def layout_for(system: System) -> Layout:
    """The rules follow the issuing body, never the kind of paper: both sides issue KH, BC, QĐ, TB."""
    return PARTY if system is System.PARTY else GOVERNMENT


def in_large_type(layout: Layout) -> Layout:
    """The layout for a leader's sheet: nothing on it is set below 14 points (features: one page, readable in grey)."""
    table = _plain(14, setting=Setting.LEFT)
    heading = _plain(14, Face.BOLD)
    return replace(
        layout,
        note=replace(layout.note, size=14, leading=round(14 * SINGLE, 2)),
        table=table,
        table_heading=heading,
        dense_table=table,
        dense_table_heading=heading,
    )
