"""The styles that a clerk finds in Word's list: one for each component that the rules name, from the layout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kh57_desktop.documents.layouts import (
    BELOW_TABLE,
    CELL_PAD_TOP,
    CELL_PAD_X,
    SINGLE,
    Face,
    HeadSet,
    Layout,
    Setting,
    Style,
)
from kh57_desktop.documents.word.markup import DECLARATION, NAMESPACES, escaped, mm_twips, twips

FONT = "Times New Roman"
LANGUAGE = "vi-VN"

PAD_X, PAD_TOP, PAD_BOTTOM = CELL_PAD_X, CELL_PAD_TOP, 2.9
"""Margins of a table cell in points: with its line a row is as high as in the PDF, so both fill pages alike."""


@dataclass(frozen=True, slots=True)
class Named:
    """`name` as the list shows it; `alias`: Vietnamese name beside a built-in one; `outline`: level from 0."""

    id: str
    name: str
    style: Style
    alias: str = ""
    outline: int | None = None
    keeps_next: bool = False
    is_underlined: bool = False
    follows_text: bool = False
    """Its space above comes on top of a paragraph's space below: Word takes only the larger of the two."""


def _named(layout: Layout, head: HeadSet) -> Iterator[Named]:
    yield Named("NoiDung", "Nội dung", layout.body)
    yield Named("CanCu", "Căn cứ", layout.basis)
    # Word's own headings, so that navigation pane and table of contents know them
    yield Named("Heading1", "heading 1", layout.section, alias="Mục I", outline=0, keeps_next=True, follows_text=True)
    yield Named("Heading2", "heading 2", layout.item, alias="Mục 1", outline=1, keeps_next=True)
    yield Named("Heading3", "heading 3", layout.sub_item, alias="Mục 1.1", outline=2, keeps_next=True)
    yield Named("Heading4", "heading 4", layout.point, alias="Điểm a", outline=3, keeps_next=True)
    yield Named("PhanChuong", "Phần, chương", layout.caption, outline=0, keeps_next=True, follows_text=True)
    yield Named("QuocHieu", "Quốc hiệu", head.nation)
    yield Named("TieuNgu", "Tiêu ngữ", head.motto)
    yield Named("CoQuanCapTren", "Cơ quan cấp trên", head.upper)
    yield Named("CoQuanBanHanh", "Cơ quan ban hành", head.issuer)
    yield Named("SoKyHieu", "Số, ký hiệu", head.sign)
    yield Named("DiaDanhThoiGian", "Địa danh, thời gian", head.dateline)
    yield Named("TenLoai", "Tên loại", layout.kind, keeps_next=True)
    yield Named("TrichYeu", "Trích yếu", layout.subject, keeps_next=True)
    if layout.subject_mark:
        # drawn up to the text, as the line would be
        mark = replace(layout.subject, leading=layout.subject.leading - 2)
        yield Named("DauTrichYeu", "Trích yếu - dấu gạch", mark, keeps_next=True)
    yield Named("ThoiGianSoLieu", "Thời gian số liệu", layout.span, keeps_next=True)
    yield Named("NhanPhuLuc", "Nhãn phụ lục", layout.annex_label, outline=0, keeps_next=True)
    yield Named("TenPhuLuc", "Tên phụ lục", layout.annex_title, outline=1, keeps_next=True)
    yield Named("KemTheo", "Kèm theo", layout.attached_to, keeps_next=True)
    yield Named("TrichYeuCongVan", "Trích yếu công văn", layout.letter_subject, keeps_next=True)
    yield Named("KinhGui", "Kính gửi", layout.addressees, keeps_next=True)
    yield Named("TenBang", "Dòng giữa, tên bảng", layout.caption, keeps_next=True, follows_text=True)
    yield Named("HinhVe", "Hình vẽ, biểu đồ", replace(layout.table, before=4, after=BELOW_TABLE))
    yield Named("GhiChuBang", "Ghi chú bảng", layout.note, follows_text=True)
    for suffix, words, heading, text in (
        ("", "", layout.table_heading, layout.table),
        ("Nho", " (cỡ nhỏ)", layout.dense_table_heading, layout.dense_table),
    ):
        bold = replace(text, face=Face.BOLD)
        yield Named(f"BangTieuDe{suffix}", f"Bảng - tiêu đề cột{words}", heading, keeps_next=True)
        yield Named(f"BangChu{suffix}", f"Bảng - chữ{words}", text)
        yield Named(f"BangGiua{suffix}", f"Bảng - giữa{words}", replace(text, setting=Setting.CENTERED))
        yield Named(f"BangSo{suffix}", f"Bảng - số{words}", text)
        yield Named(f"BangNhom{suffix}", f"Bảng - nhóm{words}", bold, keeps_next=True)
    yield Named("ThamQuyen", "Thẩm quyền ký", layout.authority)
    yield Named("ChucVu", "Chức vụ người ký", layout.position)
    yield Named("HoTen", "Họ tên người ký", layout.signer)
    is_underlined = layout.is_recipients_label_underlined
    yield Named("NoiNhanNhan", "Nơi nhận - nhãn", layout.recipients_label, is_underlined=is_underlined)
    yield Named("NoiNhan", "Nơi nhận", layout.recipient)
    yield Named("Header", "header", layout.page_number, alias="Đầu trang")
    page_mark = replace(layout.page_number, setting=Setting.LEFT)
    yield Named("DauTrangMau", "Đầu trang - dữ liệu mẫu", page_mark)


def styles_part(layout: Layout, head: HeadSet) -> str:
    """`word/styles.xml`."""
    body = layout.body
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    shown = [
        f"{DECLARATION}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{fonts}"
        f'<w:sz w:val="{_half_points(body)}"/><w:szCs w:val="{_half_points(body)}"/>'
        f'<w:lang w:val="{LANGUAGE}" w:eastAsia="{LANGUAGE}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault><w:pPr><w:widowControl/>"
        '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    ]
    for named in _named(layout, head):
        before = above(named.style, body.after) if named.follows_text else named.style.before
        shown.append(_paragraph_style(replace(named, style=replace(named.style, before=before))))
    shown += [_LINE_STYLES, _table_styles(layout), "</w:styles>"]
    return "".join(shown)


def _paragraph_style(named: Named) -> str:
    alias = f'<w:aliases w:val="{escaped(named.alias)}"/>' if named.alias else ""
    follower = '<w:next w:val="NoiDung"/>' if named.outline is not None and not named.id.endswith("PhuLuc") else ""
    keep = "<w:keepNext/>" if named.keeps_next else ""
    outline = f'<w:outlineLvl w:val="{named.outline}"/>' if named.outline is not None else ""
    is_right = named.id.startswith("BangSo")
    underline = '<w:u w:val="single"/>' if named.is_underlined else ""
    return (
        f'<w:style w:type="paragraph"{"" if named.alias else _CUSTOM} w:styleId="{named.id}">'
        f'<w:name w:val="{escaped(named.name)}"/>{alias}<w:basedOn w:val="Normal"/>{follower}<w:qFormat/>'
        f"<w:pPr>{keep}{spacing(named.style)}{_indent(named.style)}"
        f'<w:jc w:val="{"right" if is_right else _JUSTIFICATION[named.style.setting]}"/>{outline}</w:pPr>'
        f"<w:rPr>{face_markup(named.style.face)}{size_markup(named.style)}{underline}</w:rPr></w:style>"
    )


_CUSTOM = ' w:customStyle="1"'
_JUSTIFICATION = {Setting.JUSTIFIED: "both", Setting.LEFT: "left", Setting.CENTERED: "center"}


def spacing(style: Style) -> str:
    """Single spacing stays "single" in Word's dialogue; any other leading is "exactly"."""
    is_single = abs(style.leading - style.size * SINGLE) < 0.05
    line = 'w:line="240" w:lineRule="auto"' if is_single else f'w:line="{twips(style.leading)}" w:lineRule="exact"'
    return f'<w:spacing w:before="{twips(style.before)}" w:after="{twips(style.after)}" {line}/>'


def _indent(style: Style) -> str:
    return f'<w:ind w:firstLine="{mm_twips(style.indent_mm)}"/>' if style.indent_mm else ""


def above(style: Style, after: float) -> float:
    """Space above a paragraph of `style` that follows one with `after` below it: the sum, where it wants any."""
    return after + style.before if style.before else 0.0


def face_markup(face: Face) -> str:
    bold = "<w:b/><w:bCs/>" if face in (Face.BOLD, Face.BOLD_ITALIC) else ""
    italic = "<w:i/><w:iCs/>" if face in (Face.ITALIC, Face.BOLD_ITALIC) else ""
    return bold + italic


def size_markup(style: Style) -> str:
    return f'<w:sz w:val="{_half_points(style)}"/><w:szCs w:val="{_half_points(style)}"/>'


def _half_points(style: Style) -> int:
    return round(style.size * 2)


_LINE_STYLES = "".join(
    f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{identifier}"><w:name w:val="{name}"/>'
    '<w:basedOn w:val="Normal"/><w:pPr><w:widowControl w:val="0"/>'
    '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr>'
    '<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr></w:style>'
    for identifier, name in (("DuongKe", "Đường kẻ"), ("KetThucPhan", "Kết thúc phần"))
)


def _table_styles(layout: Layout) -> str:
    size = round(layout.line_width * 8)
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    zero = _cell_margins(0, 0, 0)
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        f'<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{zero}</w:tblPr></w:style>'
        '<w:style w:type="table" w:customStyle="1" w:styleId="KhungKhongVien"><w:name w:val="Khung không viền"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{zero}</w:tblPr></w:style>'
        '<w:style w:type="table" w:customStyle="1" w:styleId="BangBieu"><w:name w:val="Bảng biểu"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>{lines}</w:tblBorders>'
        f"{_cell_margins(PAD_X, PAD_TOP, PAD_BOTTOM)}</w:tblPr></w:style>"
    )


def _cell_margins(side: float, top: float, bottom: float) -> str:
    return (
        f'<w:tblCellMar><w:top w:w="{twips(top)}" w:type="dxa"/><w:left w:w="{twips(side)}" w:type="dxa"/>'
        f'<w:bottom w:w="{twips(bottom)}" w:type="dxa"/><w:right w:w="{twips(side)}" w:type="dxa"/></w:tblCellMar>'
    )
