"""What holds for any content: pages within their bounds, signature never alone, every row and word once, in order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.documents.content import (
    Align,
    Closing,
    Column,
    ColumnGroup,
    GroupRow,
    Heading,
    Level,
    Orientation,
    Paragraph,
    Part,
    Row,
    Signature,
    Table,
)
from kh57_desktop.documents.layouts import MM, layout_for
from kh57_desktop.documents.pdf.atoms import Atom, Text
from kh57_desktop.documents.pdf.fonts import meter
from kh57_desktop.documents.pdf.pages import Page, paginate
from kh57_desktop.documents.pdf.render import part_pages
from kh57_desktop.documents.typography import NO_BREAK
from kh57_desktop.domain.terms import System

WORDS = st.sampled_from(
    ["và", "chuyển", "đổi", "số", "nghị", "quyết", "57-NQ/TW", "https://example.invalid/" + "a" * 90, "Ủy", "-", "2026"]
)


def texts(most: int) -> st.SearchStrategy[str]:
    return st.lists(WORDS, min_size=1, max_size=most).map(" ".join)


COLUMNS = (
    Column("TT", 10, Align.CENTER),
    Column("Nội dung nhiệm vụ", 90),
    ColumnGroup("Thời gian", (Column("Bắt đầu", 30, Align.RIGHT), Column("Kết thúc", 30))),
)
ROWS = st.one_of(
    st.tuples(texts(60), texts(8), st.one_of(texts(12), texts(700))).map(lambda cells: Row((0, *cells))),
    texts(10).map(lambda title: GroupRow("I", title)),
)


def numbered(rows: list[Row | GroupRow]) -> Table:
    """Every row's first cell its place; a table ends with a row, not with a group's title."""
    rows = [*rows, Row((0, "cuối", "", ""))]
    return Table(
        COLUMNS,
        tuple(Row((place, *row.cells[1:])) if isinstance(row, Row) else row for place, row in enumerate(rows)),
        numbered=True,
    )


BLOCKS = st.one_of(
    texts(120).map(Paragraph),
    st.builds(Heading, st.sampled_from(Level), st.just("1."), texts(20)),
    st.lists(ROWS, max_size=6).map(numbered),
)


@st.composite
def parts(draw: st.DrawFn) -> Part:
    blocks = draw(st.lists(BLOCKS, min_size=1, max_size=8))
    names = draw(st.integers(0, 60))
    signature = Signature(("T/M BAN THƯỜNG VỤ",), "BÍ THƯ", "Trần Thị Mẫu")
    return Part(
        (Paragraph("mở đầu " * 40), *blocks),
        draw(st.sampled_from(Orientation)),
        closing=Closing(signature, tuple(f"Nơi nhận thứ {place}" for place in range(names)), "Lưu VT"),
    )


def text_marks(atom: Atom) -> list[Text]:
    return [mark for mark in atom.marks if isinstance(mark, Text)]


def is_heading_row(page: Page, atom: Atom) -> bool:
    return any(other.running is atom for _top, other in page.atoms)


@given(part=parts(), system=st.sampled_from(System))
def test_every_page_holds_its_atoms_within_the_text_area(part: Part, system: System) -> None:
    layout = layout_for(system)
    paper = layout.pages[part.orientation]
    height = (paper.height_mm - paper.top_mm - paper.bottom_mm) * MM
    for page in part_pages(part, layout):
        bottom = 0.0
        for top, atom in page.atoms:
            assert top >= bottom - 0.01
            bottom = top + atom.height
            assert bottom <= height + 0.02
            for mark in text_marks(atom):
                gaps = mark.text.count(" ") + mark.text.count(NO_BREAK)
                right = mark.x + meter(mark.face, mark.size)(mark.text) + gaps * mark.spread
                assert mark.x >= -0.01
                assert right <= paper.text_mm * MM + 0.5


@given(part=parts(), system=st.sampled_from(System))
def test_no_page_holds_only_the_signature(part: Part, system: System) -> None:
    for page in part_pages(part, layout_for(system)):
        for place, (top, atom) in enumerate(page.atoms):
            if any(mark.text == "T/M BAN THƯỜNG VỤ" for mark in text_marks(atom)):
                above = [(upper, other) for upper, other in page.atoms[:place] if not is_heading_row(page, other)]
                levels = {round(upper + mark.y) for upper, other in above for mark in text_marks(other)}
                # a table whose last row is a single line has only that, where the row before it fills a page
                assert len(levels) >= 2 or (above and above[-1][1].verticals), (top, levels)
                assert levels


@given(part=parts(), system=st.sampled_from(System))
def test_every_word_and_row_is_printed_once_in_order(part: Part, system: System) -> None:
    printed: dict[int, list[str]] = {}
    running: list[str] = []
    place = -1
    pages = part_pages(part, layout_for(system))
    for page in pages:
        for _top, atom in page.atoms:
            if atom.verticals and len(atom.verticals) > 2:
                for mark in text_marks(atom):
                    column = max(index for index, edge in enumerate(atom.verticals) if edge <= mark.x)
                    if column == 0:
                        place += 1
                    printed.setdefault(place * 10 + column, []).append(mark.text)
            elif not is_heading_row(page, atom):
                running.extend(mark.text for mark in text_marks(atom))
    rows = [row for block in part.blocks if isinstance(block, Table) for row in block.rows if isinstance(row, Row)]
    assert place + 1 == len(rows)
    for number, row in enumerate(rows):
        for column, cell in enumerate(row.cells):
            assert squeezed(printed.get(number * 10 + column, [])) == squeezed([str(cell)])
    wanted = [
        text
        for block in part.blocks
        for text in (
            [f"{row.number}. {row.title}" for row in block.rows if isinstance(row, GroupRow)]
            if isinstance(block, Table)
            else [block.text if isinstance(block, Paragraph) else f"{block.marker} {block.text}"]
        )
    ]
    assert squeezed(running).startswith(squeezed(wanted))


def squeezed(pieces: list[str]) -> str:
    """Without spaces: a word that no column holds is printed in pieces."""
    return "".join("".join(pieces).replace(NO_BREAK, " ").split())


@given(rows=st.lists(ROWS, max_size=30), system=st.sampled_from(System))
def test_every_page_with_rows_begins_with_the_heading(rows: list[Row | GroupRow], system: System) -> None:
    for page in part_pages(Part((numbered(rows),), Orientation.LANDSCAPE), layout_for(system)):
        assert is_heading_row(page, page.atoms[0][1])
        assert page.atoms[0][0] == 0


@given(words=st.lists(st.integers(1, 60), min_size=2, max_size=40), system=st.sampled_from(System))
def test_no_page_holds_the_last_row_of_a_table_alone(words: list[int], system: System) -> None:
    rows = tuple(Row((place, "chữ " * count, "", "")) for place, count in enumerate(words))
    pages = part_pages(Part((Table(COLUMNS, rows),)), layout_for(system))
    last = [atom for _top, atom in pages[-1].atoms if not is_heading_row(pages[-1], atom)]
    assert len(last) > 1


@given(lines=st.lists(st.booleans(), min_size=1, max_size=60), height=st.integers(30, 200))
def test_a_page_ends_where_it_may_unless_all_of_it_is_kept_together(lines: list[bool], height: int) -> None:
    atoms = [Atom(10, (), keeps_next=keeps) for keeps in lines]
    pages = paginate(atoms, height)
    assert [atom for page in pages for _top, atom in page.atoms] == atoms
    for page in pages[:-1]:
        assert not page.atoms[-1][1].keeps_next or all(atom.keeps_next for _top, atom in page.atoms)


def test_heading_is_kept_with_two_lines_and_no_line_stands_alone() -> None:
    layout = layout_for(System.GOVERNMENT)
    for filler in range(20, 60):
        blocks = [Paragraph("dòng")] * filler + [Heading(Level.SECTION, "I.", "MỤC"), Paragraph("chữ nghĩa " * 60)]
        for page in part_pages(Part(tuple(blocks)), layout)[:-1]:
            assert all(mark.text != "I. MỤC" for mark in text_marks(page.atoms[-1][1]))
            ends = [mark.text for mark in text_marks(page.atoms[-1][1])]
            starts_alone = len(page.atoms) > 1 and text_marks(page.atoms[-2][1])[0].text == "I. MỤC"
            assert not (starts_alone and ends[0].startswith("chữ"))


def test_group_row_is_never_the_last_of_a_page() -> None:
    layout = layout_for(System.PARTY)
    for filler in range(15, 45):
        rows = [Row((place, "việc", "", "")) for place in range(filler)]
        rows += [GroupRow("II", "Nhóm hai"), Row((99, "việc", "", ""))]
        for page in part_pages(Part((Table(COLUMNS, tuple(rows)),), Orientation.LANDSCAPE), layout):
            assert all(mark.text != "II. Nhóm hai" for mark in text_marks(page.atoms[-1][1]))


def test_forty_recipients_flow_on_below_the_signature() -> None:
    layout = layout_for(System.GOVERNMENT)
    closing = Closing(
        Signature(("TM. ỦY BAN",), "CHỦ TỊCH", ""), tuple(f"Nơi {place}" for place in range(120)), "Lưu VT"
    )
    pages = part_pages(Part((Paragraph("Một"), Paragraph("Hai")), closing=closing), layout)
    printed = [mark.text for page in pages for _top, atom in page.atoms for mark in text_marks(atom)]
    assert [text for text in printed if text.startswith(f"-{NO_BREAK}Nơi")] == [
        f"-{NO_BREAK}Nơi{NO_BREAK}{place};".replace(f"Nơi{NO_BREAK}", "Nơi ") for place in range(120)
    ]
    assert len(pages) >= 2


def test_no_word_of_a_narrow_column_is_cut() -> None:
    columns = (Column("TT", 2), Column("Chỉ tiêu", 100), Column("Đơn vị tính", 4), Column("Nghiêng", 3))
    table = Table(columns, (Row((1, "Số sản phẩm có truy xuất nguồn gốc", "sản phẩm", "trưởng")),))
    (page,) = part_pages(Part((table,)), layout_for(System.GOVERNMENT))
    printed = [word for _top, atom in page.atoms for mark in text_marks(atom) for word in mark.text.split()]
    assert {"phẩm", "trưởng", "Nghiêng"} <= set(printed)
