"""Text PDFs: the same plan reads the same as its text, however it was set; annex tables in every column order."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib.enums import TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import PageBreak

from kh57_desktop.domain.plan_reading import PlanReading, ReadTask
from kh57_desktop.importing.blocks import Line, Source, Table
from kh57_desktop.importing.pdf.document import sources_of
from kh57_desktop.importing.reader import read_document
from tests.importing.pdf_files import (
    body,
    built,
    centred,
    drawn,
    paragraphs,
    plan_pdf,
    register_fonts,
    ruled,
    side_by_side,
    space,
)
from tests.importing.test_gold import OWN, PLANS, SHARED_WORD, assert_reads_as
from tests.importing.word_files import word_of_text

PLAIN = [
    name for name in OWN if not re.search(r"\n[| ]*S?TT[\n\t |]", (PLANS / f"{name}.txt").read_text(encoding="utf-8"))
]
"""Plans without a table that a text export tore apart: no PDF has such."""
SHARED = Path(__file__).resolve().parents[3] / "shared" / "importer"
STYLES = {
    "justified and indented": body(),
    "left and indented": body(align=TA_LEFT),
    "without indent, room between": body(indent=0),
    "small and wide-spaced": body(size=13, leading=22),
    "single-spaced": body(size=12, leading=14),
}
HEAD = (
    ["ỦY BAN NHÂN DÂN", "XÃ BẾN LĂNG", "Số: 12/KH-UBND"],
    ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Bến Lăng, ngày 05 tháng 02 năm 2026"],
)
PLAN = """KẾ HOẠCH

Chuyển đổi số xã Bến Lăng năm 2026

Căn cứ Kế hoạch số 01/KH-UBND ngày 02 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh về chuyển đổi số;

Ủy ban nhân dân xã Bến Lăng ban hành Kế hoạch như sau:

I. MỤC TIÊU

- 100% cán bộ, công chức dùng chữ ký số trong xử lý công việc hằng ngày tại các phòng, đơn vị thuộc xã.

II. NHIỆM VỤ

Danh mục nhiệm vụ nêu tại Phụ lục kèm theo.

III. TỔ CHỨC THỰC HIỆN

1. Phòng Văn hóa - Xã hội

- Theo dõi, đôn đốc việc thực hiện Kế hoạch, báo cáo Ủy ban nhân dân xã trước ngày 25 tháng cuối quý.
"""
TASKS = (
    ("1", "Rà soát, ban hành quy chế sử dụng chữ ký số và quản lý văn bản điện tử của các phòng, đơn vị",
     "Văn phòng HĐND và UBND", "Công an xã; Phòng Văn hóa - Xã hội", "Trước ngày 15/5/2026", "Quy chế"),
    ("2", "Mở lớp tập huấn kỹ năng số cho trưởng thôn", "Phòng Văn hóa - Xã hội",
     "Đoàn Thanh niên xã, các thôn", "Quý II/2026", "02 lớp tập huấn"),
    ("3", "Lắp đặt, đưa vào vận hành hệ thống camera an ninh tại các trục đường chính, kết nối về Công an xã",
     "Công an xã", "Phòng Kinh tế", "31/12/2026", "Hệ thống hoạt động ổn định"),
)  # fmt: skip
GROUPS = ("I. Hoàn thiện thể chế, cơ chế", "II. Phát triển hạ tầng số")
COLUMNS = {
    "TT": (0, 12), "Nội dung nhiệm vụ": (1, 80), "Cơ quan chủ trì": (2, 38), "Cơ quan phối hợp": (3, 45),
    "Thời gian hoàn thành": (4, 28), "Sản phẩm/kết quả": (5, 40),
}  # fmt: skip
ORDERS = (
    ("TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành", "Sản phẩm/kết quả"),
    ("TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Sản phẩm/kết quả", "Thời gian hoàn thành"),
    ("TT", "Nội dung nhiệm vụ", "Thời gian hoàn thành", "Cơ quan chủ trì", "Cơ quan phối hợp", "Sản phẩm/kết quả"),
    ("Nội dung nhiệm vụ", "Sản phẩm/kết quả", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành"),
)


@pytest.mark.parametrize("style", STYLES.values(), ids=list(STYLES))
@pytest.mark.parametrize("name", PLAIN)
def test_a_plan_reads_from_pdf_as_from_its_text(name: str, style: ParagraphStyle, tmp_path: Path) -> None:
    text = (PLANS / f"{name}.txt").read_text(encoding="utf-8")
    path = plan_pdf(text, tmp_path / "plan.pdf", style=style, running="Kế hoạch chuyển đổi số")
    assert_reads_as(json.loads((PLANS / f"{name}.json").read_text(encoding="utf-8")), read_document(path))


def annex_rows(order: tuple[str, ...], repeat: int = 1) -> list[list[str]]:
    """Heading, then two groups of tasks; with `repeat` the tasks stand often enough to run over pages."""
    rows = [list(order)]
    number = 0
    for group in GROUPS:
        rows.append([group, *[""] * (len(order) - 1)])
        for _turn in range(repeat):
            for task in TASKS:
                number += 1
                values = (str(number), *task[1:])
                rows.append([values[COLUMNS[heading][0]] for heading in order])
    return rows


def annexed(
    path: Path, order: tuple[str, ...], *, repeat: int = 1, has_rules: bool = True, headings: int = 1
) -> PlanReading:
    """`headings`: rows that are printed again on every page."""
    register_fonts()
    widths = [2.6 * COLUMNS[heading][1] for heading in order]
    annex = [
        *(paragraphs(line, centred()) for line in ("Phụ lục", "DANH MỤC NHIỆM VỤ CHUYỂN ĐỔI SỐ XÃ BẾN LĂNG")),
        [space(10)],
    ]
    head = side_by_side(*HEAD)
    flowables = [head, space(12), *paragraphs(PLAN, body())]
    table = ruled(annex_rows(order, repeat), widths, ruled=has_rules)
    table.repeatRows = headings
    return read_document(built(path, flowables, annex=[*(one for part in annex for one in part), table]))


def expected(order: tuple[str, ...], repeat: int = 1) -> list[ReadTask]:
    tasks = []
    number = 0
    for group in ("I", "II"):
        for _turn in range(repeat):
            for _number, text, lead, supporting, deadline, product in TASKS:
                number += 1
                tasks.append(
                    ReadTask(
                        group=group,
                        number=str(number) if "TT" in order else None,
                        text=text,
                        lead=lead,
                        supporting=tuple(part.strip() for part in supporting.replace(";", ",").split(",")),
                        deadline=deadline,
                        product=product,
                    )
                )
    return tasks


@pytest.mark.parametrize("order", ORDERS, ids=["plain", "product first", "deadline first", "no numbers"])
def test_a_ruled_annex_gives_its_tasks_in_any_column_order(order: tuple[str, ...], tmp_path: Path) -> None:
    reading = annexed(tmp_path / "plan.pdf", order)
    assert list(reading.tasks) == expected(order)
    assert [(group.number, group.title) for group in reading.task_groups] == [
        ("I", "Hoàn thiện thể chế, cơ chế"),
        ("II", "Phát triển hạ tầng số"),
    ]
    assert reading.number == "12/KH-UBND"
    assert reading.date == "2026-02-05"


def test_an_annex_over_pages_is_one_table_without_its_repeated_headings(tmp_path: Path) -> None:
    reading = annexed(tmp_path / "plan.pdf", ORDERS[0], repeat=12)
    assert list(reading.tasks) == expected(ORDERS[0], repeat=12)
    sources = sources_of(tmp_path / "plan.pdf")
    assert sum(isinstance(source, Table) for source in sources) == 1


@pytest.mark.parametrize(
    ("numbered", "head", "rest"),
    [
        (True, "Đầu tư trạm phát sóng tại bản Hua", "Thử, bản Pá Mẫu"),
        (False, "Đầu tư trạm phát sóng tại bản Hua", "Thử, bản Pá Mẫu"),
        (False, "Ứng dụng trợ lý ảo trong tổng hợp ý kiến đảng viên,", "nhân dân"),
    ],
)
def test_a_task_cut_by_a_pages_end_is_one_and_its_rest_no_group(
    numbered: bool, head: str, rest: str, tmp_path: Path
) -> None:
    first = 0 if numbered else 1
    rows = [["TT", "Nhiệm vụ", "Chủ trì", "Thời gian"]]
    rows += [[str(at), f"Việc thứ {at} của phường", "Công an xã", "31/12/202\n6"] for at in range(1, 6)]
    cut = [[str(6), head, "Phòng Kinh tế", "Năm 2026"], ["", rest, " ", " "]]
    after = [[str(at), f"Việc thứ {at} của phường", "Công an xã", "Quý I/2027"] for at in range(7, 10)]
    widths = [40, 380, 150, 120][first:]
    upper = ruled([row[first:] for row in [*rows, cut[0]]], widths)
    lower = ruled([row[first:] for row in [cut[1], *after]], widths, heading=0)
    path = built(tmp_path / "cut.pdf", paragraphs(PLAN, body()), annex=[upper, PageBreak(), lower])
    reading = read_document(path)
    assert [task.text for task in reading.tasks if not task.text.startswith("Việc")] == [f"{head} {rest}"]
    assert len(reading.tasks) == 9
    assert reading.task_groups == ()
    assert reading.tasks[0].deadline == "31/12/2026"  # the column was too narrow for the day


def test_an_annex_without_rules_is_read_by_its_alignment(tmp_path: Path) -> None:
    reading = annexed(tmp_path / "plan.pdf", ORDERS[0], has_rules=False)
    assert list(reading.tasks) == expected(ORDERS[0])


@pytest.mark.parametrize("headings", [0, 1])
def test_an_annex_without_rules_goes_on_over_many_pages(headings: int, tmp_path: Path) -> None:
    reading = annexed(tmp_path / "plan.pdf", ORDERS[0], repeat=40, has_rules=False, headings=headings)
    assert list(reading.tasks) == expected(ORDERS[0], repeat=40)


def test_a_row_without_rules_that_the_page_cuts_is_one_and_the_text_below_the_table_is_none(tmp_path: Path) -> None:
    left = (85, 115, 300, 420)
    rows = [("TT", "Nhiệm vụ", "Chủ trì", "Thời gian")]
    rows += [(str(at), f"Lắp trạm phát sóng số {at}", "Phòng Kinh tế", "Quý II/2026") for at in range(1, 31)]
    cut = [("31", "Mở lớp bồi dưỡng", "Công an xã", "Quý I/2027"), ("", "kỹ năng số", "", "")]
    below = [
        "III. TỔ CHỨC THỰC HIỆN",
        "Ủy ban nhân dân xã giao các phòng, đơn vị theo dõi việc thực hiện Kế hoạch này.",
    ]

    def draw(canvas: Any, page: int) -> None:
        y = 760
        for row in ([*rows, cut[0]], [cut[1]])[page]:
            for x, words in zip(left, row, strict=True):
                canvas.drawString(x, y, words)
            y -= 18
        for words in below if page else ():
            y -= 18
            canvas.drawString(85, y, words)

    sources = sources_of(drawn(tmp_path / "cut.pdf", draw, pages=2))
    (table,) = [source for source in sources if isinstance(source, Table)]
    assert len(table.rows) == 32
    assert [cell.text for cell in table.rows[-1]] == ["31", "Mở lớp bồi dưỡng kỹ năng số", "Công an xã", "Quý I/2027"]
    assert [source.text for source in sources if isinstance(source, Line)] == below


def test_an_annex_that_comes_alone_takes_its_head_from_the_line_below_its_title(tmp_path: Path) -> None:
    register_fonts()
    source = "(Kèm theo Kế hoạch số 12-KH/ĐU ngày 05 tháng 02 năm 2026 của Ban Thường vụ Đảng ủy xã Bến Lăng)"
    title = [one for line in ("Phụ lục", "DANH MỤC NHIỆM VỤ", source) for one in paragraphs(line, centred())]
    table = ruled(annex_rows(ORDERS[0]), [2.6 * COLUMNS[heading][1] for heading in ORDERS[0]])
    reading = read_document(built(tmp_path / "annex.pdf", [space(1)], annex=[*title, space(10), table]))
    assert list(reading.tasks) == expected(ORDERS[0])
    assert (reading.kind, reading.system, reading.number) == ("Kế hoạch", "party", "12-KH/ĐU")
    assert (reading.date, reading.locality, reading.title) == ("2026-02-05", "Bến Lăng", "DANH MỤC NHIỆM VỤ")


def texts(path: Path) -> list[str]:
    return [source.text for source in sources_of(path) if isinstance(source, Line)]


def wrapped(canvas: Any, words: str, y: float, *, left: float = 85.0, indent: float = 28.0) -> float:
    """Set `words` as one paragraph from `y` down; returns the y of the next line."""
    x, line = left + indent, ""
    for word in words.split():
        longer = f"{line} {word}".strip()
        if x + canvas.stringWidth(longer, "Test-Serif", 14) > left + 440:
            canvas.drawString(x, y, line)
            x, y, longer = left, y - 18, word
        line = longer
    canvas.drawString(x, y, line)
    return y - 18


SENTENCE = (
    "Các phòng, đơn vị chủ động thực hiện nhiệm vụ được giao, không chờ hướng dẫn; bố trí một đầu mối theo dõi và cập "
    "nhật kết quả lên hệ thống trước ngày 20 hằng tháng để Văn phòng tổng hợp."
)


def test_stamps_footnotes_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    def draw(canvas: Any, page: int) -> None:
        canvas.setFont("Test-Serif", 9)
        for at, words in enumerate(
            ("Ký bởi: Ủy ban nhân dân xã Bến Lăng", "Thời gian ký: 05/02/2026", "15:15:14 +07:00")
        ):
            canvas.drawString(420, 815 - 11 * at, words)
        canvas.setFont("Test-Serif", 14)
        y = wrapped(canvas, SENTENCE, 700)
        for _turn in range(8):
            y = wrapped(canvas, SENTENCE, y - 6)
        canvas.drawCentredString(300, 30, f"- {page + 1} -")
        canvas.line(85, 110, 230, 110)
        canvas.setFont("Test-Serif", 10)
        canvas.drawString(85, 95, "1 Theo báo cáo của Công an xã.")

    assert texts(drawn(tmp_path / "page.pdf", draw, pages=2)) == [SENTENCE] * 18


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_reads_as_an_upright_one(turn: int, tmp_path: Path) -> None:
    def draw(canvas: Any, _page: int) -> None:
        canvas.setPageRotation(turn)
        y = 700.0
        for _turn in range(5):
            y = wrapped(canvas, SENTENCE, y)

    path = drawn(tmp_path / "turned.pdf", draw)
    upright = texts(path)
    assert sorted(" ".join(upright).split()) == sorted(" ".join([SENTENCE] * 5).split())
    if turn == 0:
        assert upright == [SENTENCE] * 5


def test_text_set_sideways_on_an_upright_page_is_read(tmp_path: Path) -> None:
    def draw(canvas: Any, _page: int) -> None:
        canvas.translate(595, 0)
        canvas.rotate(90)
        y = 500.0
        for _turn in range(5):
            y = wrapped(canvas, SENTENCE, y)

    assert texts(drawn(tmp_path / "sideways.pdf", draw)) == [SENTENCE] * 5


def test_a_watermark_across_the_page_is_left_out(tmp_path: Path) -> None:
    def draw(canvas: Any, _page: int) -> None:
        y = 700.0
        for _turn in range(3):
            y = wrapped(canvas, SENTENCE, y)
        canvas.saveState()
        canvas.translate(150, 400)
        canvas.rotate(45)
        canvas.drawString(0, 0, "DỮ LIỆU MẪU")
        canvas.restoreState()

    assert texts(drawn(tmp_path / "marked.pdf", draw)) == [SENTENCE] * 3


def test_words_set_apart_without_typed_spaces_are_parted_and_torn_ones_are_whole(tmp_path: Path) -> None:
    def draw(canvas: Any, _page: int) -> None:
        x = 85.0
        for word in ["Ủy", "ban", "nhân", "dân", "xã", "Bến", "Lăng"]:
            canvas.drawString(x, 700, word)
            x += canvas.stringWidth(word, "Test-Serif", 14) + 4.5
        x = 85.0
        for letter in "rà soát":
            canvas.drawString(x, 660, letter if letter == " " else letter + " ")
            x += canvas.stringWidth(letter, "Test-Serif", 14)

    assert texts(drawn(tmp_path / "words.pdf", draw)) == ["Ủy ban nhân dân xã Bến Lăng", "rà soát"]


@pytest.mark.parametrize("name", SHARED_WORD)
def test_the_shared_pdfs_score_at_least_0_985(name: str, tmp_path: Path) -> None:
    path = SHARED / "documents" / f"{name}.pdf"
    if not path.exists():
        pytest.skip("the shared documents are not beside the project")
    assert overall(name, read_document(path), tmp_path) >= 0.985


def overall(name: str, reading: PlanReading, tmp_path: Path) -> float:
    """The score of score.py against the shared gold."""
    read = tmp_path / "read.json"
    read.write_text(json.dumps(reading.as_json(), ensure_ascii=False), encoding="utf-8")
    command = [sys.executable, str(SHARED / "score.py"), str(SHARED / "gold" / f"{name}.json"), str(read)]
    shown = subprocess.run(
        command, capture_output=True, check=True, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"}
    )
    return float(next(line for line in shown.stdout.splitlines() if line.strip().startswith("overall")).split()[1])


@pytest.fixture(scope="module")
def office_pdfs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """PDFs that LibreOffice makes of the plans as Word files: whole paragraphs, and one paragraph for each line."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("office")
    plans = [PLANS / f"{name}.txt" for name in PLAIN]
    plans += sorted((SHARED / "documents").glob("*.txt"))
    for plan in plans:
        text = plan.read_text(encoding="utf-8")
        word_of_text(text, folder / f"{plan.stem}.docx")
        word_of_text(text, folder / f"{plan.stem}-lines.docx", line_by_line=True)
    profile = (folder / "profile").as_uri()
    words = [str(path) for path in sorted(folder.glob("*.docx"))]
    command = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *words], check=True, capture_output=True, timeout=200)
    return folder


@pytest.mark.parametrize("variant", ["", "-lines"], ids=["paragraphs", "line by line"])
@pytest.mark.parametrize("name", PLAIN)
def test_a_pdf_made_by_libreoffice_reads_as_the_text(name: str, variant: str, office_pdfs: Path) -> None:
    reading = read_document(office_pdfs / f"{name}{variant}.pdf")
    gold = json.loads((PLANS / f"{name}.json").read_text(encoding="utf-8"))
    read = reading.as_json()
    for key in ("kind", "system", "number", "date", "title", "task_groups", "signature", "recipients"):
        assert read[key] == gold.get(key, read[key])
    for key in ("indicators", "tasks", "assignments"):
        assert len(read[key]) == len(gold.get(key, []))


@pytest.mark.parametrize("variant", ["", "-lines"], ids=["paragraphs", "line by line"])
@pytest.mark.parametrize("name", ["dan-tien", "kon-gang", "loc-hung"])
def test_the_shared_texts_as_pdf_score_at_least_0_985(
    name: str, variant: str, office_pdfs: Path, tmp_path: Path
) -> None:
    path = office_pdfs / f"{name}{variant}.pdf"
    if not path.exists():
        pytest.skip("the shared documents are not beside the project")
    assert overall(name, read_document(path), tmp_path) >= 0.985


def test_places_count_the_sources_in_order(tmp_path: Path) -> None:
    sources: tuple[Source, ...] = sources_of(plan_pdf(PLAN, tmp_path / "plan.pdf"))
    assert [source.place for source in sources] == list(range(1, len(sources) + 1))
