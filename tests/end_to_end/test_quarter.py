"""A quarter in the real window, a start of the program for each working day of it, with keyboard and mouse alone.

Plan in, forms out, filled by the units (outside, with a spreadsheet), forms back, a late unit reminded, a meeting's
conclusion made a task, the report checked, issued and corrected; at the end everything is there, and printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kh57_desktop.domain.chases import Chase
from kh57_desktop.domain.report_checks import Waiver
from kh57_desktop.domain.reports import Report
from kh57_desktop.domain.terms import ReportState, TaskState
from tests.end_to_end.hands import BUSY, TITLE, Hands
from tests.end_to_end.screen import TOOLS, Screen, missing_tools, program, screen
from tests.end_to_end.test_day import dump_of, reading, readings, tasks
from tests.end_to_end.test_window import changed, kh57, look, steady
from tests.importing.word_files import word_of_text

PERIOD = "2026-Q1"
IMPORT, FORMS_OUT, FORMS_BACK, CHASE = date(2026, 1, 8), date(2026, 3, 9), date(2026, 3, 12), date(2026, 3, 13)
REPORT, CORRECTION, LATER = date(2026, 3, 16), date(2026, 3, 24), date(2026, 3, 30)
ISSUED_LINE = (240, 345)
"""Where the calendar of reports has its first issued one, in a window of 1366×768."""
CONCLUSION = "Lắp thêm hai điểm truy cập Internet tại nhà văn hóa thôn"
PLAN = """TỈNH ỦY VÂN KHÊ                              ĐẢNG CỘNG SẢN VIỆT NAM
ĐẢNG ỦY XÃ ĐỒI SIM                     Đồi Sim, ngày 05 tháng 01 năm 2026
*
Số 05-KH/ĐU
KẾ HOẠCH
Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị năm 2026 trên địa bàn xã Đồi Sim
-----
Căn cứ Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về đột phá phát triển khoa học, công nghệ,
Ban Thường vụ Đảng ủy xã Đồi Sim ban hành Kế hoạch thực hiện như sau:
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Cụ thể hóa Nghị quyết thành việc làm của từng cơ quan.
II. MỤC TIÊU
1. Đến năm 2026
- Tỷ lệ hồ sơ trực tuyến đạt trên 80%.
- Có 02 sản phẩm đặc trưng bán trên sàn thương mại điện tử.
III. NHIỆM VỤ, GIẢI PHÁP
1. Nâng cao nhận thức
1.1. Tổ chức hội nghị quán triệt Nghị quyết đến toàn thể đảng viên.
- Cơ quan chủ trì: Ban Xây dựng Đảng.
- Cơ quan phối hợp: Văn phòng Đảng ủy.
- Thời gian hoàn thành: Tháng 3/2026.
- Sản phẩm: Báo cáo kết quả hội nghị.
1.2. Mở chuyên mục trên trang thông tin điện tử của xã.
- Cơ quan chủ trì: Phòng Văn hóa - Xã hội.
- Thời gian hoàn thành: Quý II/2026.
1.3. Tuyên truyền trên hệ thống truyền thanh thông minh.
- Cơ quan chủ trì: Phòng Văn hóa - Xã hội.
- Thời gian thực hiện: Thường xuyên.
2. Phát triển hạ tầng số
2.1. Phủ sóng di động tại các thôn còn lõm sóng.
- Cơ quan chủ trì: Phòng Kinh tế.
- Thời gian hoàn thành: Trước ngày 28/02/2026.
2.2. Lắp đặt mạng không dây tại nhà văn hóa các thôn.
- Cơ quan chủ trì: Phòng Kinh tế.
- Thời gian hoàn thành: Quý III/2026.
2.3. Rà soát thiết bị của bộ phận một cửa.
- Cơ quan chủ trì: Văn phòng HĐND và UBND.
- Thời gian hoàn thành: Hằng quý.
IV. TỔ CHỨC THỰC HIỆN
1. Ủy ban nhân dân xã: Xây dựng kế hoạch thực hiện.
2. Công an xã: Bảo đảm an ninh mạng trên địa bàn.
Trên đây là Kế hoạch thực hiện Nghị quyết số 57-NQ/TW./.
Nơi nhận:
- Ban Thường vụ Tỉnh ủy,
- Các chi bộ trực thuộc,
- Lưu Văn phòng Đảng ủy.
T/M BAN THƯỜNG VỤ
BÍ THƯ


Nguyễn Văn Mẫu
"""


@pytest.fixture
def on(tmp_path: Path) -> Iterator[Screen]:
    missing = missing_tools((*TOOLS, "xclip", "faketime"))
    if missing:
        pytest.skip(f"no real window on this machine: {', '.join(missing)} missing")
    with screen(1366, 768, tmp_path / "home") as shown:
        yield shown


def test_a_quarter_in_a_real_window(on: Screen, tmp_path: Path) -> None:
    path = tmp_path / "kon gang.kh57"
    quarter = Quarter(on, path, tmp_path)
    with quarter.day(IMPORT, is_first=True):
        quarter.take_the_plan()
    with quarter.day(FORMS_OUT):
        quarter.send_forms()
    quarter.units_fill_forms()
    with quarter.day(FORMS_BACK):
        quarter.take_forms_back()
        quarter.enter_values()
    with quarter.day(CHASE):
        quarter.remind_the_late_unit()
        quarter.meet()
    with quarter.day(REPORT):
        quarter.let_findings_pass()
        quarter.issue()
    with quarter.day(CORRECTION):
        quarter.correct()
    whole = dump_of(path)
    with quarter.day(LATER):
        pass
    assert dump_of(path) == whole
    assert kh57("check", str(path)) == 0
    quarter.everything_is_there()


class Quarter(Hands):
    """Each step does as a person would and waits until it stands in the file."""

    @contextmanager
    def day(self, day: date, *, is_first: bool = False) -> Iterator[None]:
        """The program is started in the morning and closed in the evening."""
        with program(self.on, *([] if is_first else [str(self.path)]), day=day) as started:
            if not is_first:
                self.see_it_painted()
            yield
            self.on.keys("ctrl+q")
            assert started.wait(timeout=BUSY) == 0

    def take_the_plan(self) -> None:
        document = word_of_text(PLAN, self.folder / "ke-hoach.docx")
        self.accept_plan(document, lambda: len(tasks(self.path)) == 6)

    # the units

    def send_forms(self) -> None:
        """Menu Đơn vị, Phiếu đơn vị; F5 asks for the folder."""
        out = self.folder / "phiếu đi"
        out.mkdir()
        self.on.keys("alt+n", "p")
        self.on.window_after("Thư mục lưu phiếu", "F5")
        self.answer_dialog("Thư mục lưu phiếu", out)
        self.wait(lambda: len(list(out.glob("*.pdf"))) == 4, "four forms with their paper twins")
        assert len(list(out.glob("*.xlsx"))) == 4

    def units_fill_forms(self) -> None:
        """Three of four units answer; files are renamed on the way, days and numbers written as people do."""
        back = self.folder / "phiếu về"
        back.mkdir()
        said = {
            "ban-xay-dung": {"Kết quả thực hiện": "Đã tổ chức hội nghị", "Ngày hoàn thành": "10/3/2026"},
            "phong-van-hoa": {"Kết quả thực hiện": "Đã mở chuyên mục thử nghiệm", "Tiến độ (%)": 0.45},
            "van-phong-hdnd": {"Kết quả thực hiện": "Đã rà soát 06 máy tính", "Tiến độ (%)": "100 %"},
        }
        for name, words in said.items():
            [form] = (self.folder / "phiếu đi").glob(f"*{name}*.xlsx")
            book = load_workbook(form)
            sheet = book["Nhiệm vụ"]
            heading = next(row for row in sheet.iter_rows() if any(cell.value == "Mã" for cell in row))
            columns = {str(cell.value).strip(): cell.column for cell in heading if cell.value}
            for column, value in words.items():
                sheet.cell(heading[0].row + 1, columns[column]).value = value
            book.save(back / f"zalo {name} (1).xlsx")

    def take_forms_back(self) -> None:
        self.on.keys("alt+n", "p")
        self.on.window_after("Thư mục chứa phiếu gửi về", "F9")
        self.answer_dialog("Thư mục chứa phiếu gửi về", self.folder / "phiếu về")
        self.on.focus(self.on.window(TITLE))
        self.wait(self._are_accepted, "the rows of the forms")
        told = {task.code: task for task in tasks(self.path)}
        assert told["N1"].state is TaskState.DONE
        assert told["N1"].finished_on == date(2026, 3, 10)

    def _are_accepted(self) -> bool:
        """All without doubt, then the doubtful row by itself."""
        self.on.keys("F12", "ctrl+Return")
        return len(results(self.path)) == 3

    def enter_values(self) -> None:
        """Of the quarter, with a comma and a unit."""
        self.on.keys("ctrl+3")
        for typed in ("72,5", "1"):
            self.on.type(typed)
            self.on.keys("Return")
        self.wait(lambda: len(readings(self.path)) == 2, "the values of the quarter")
        assert {one.period for one in readings(self.path)} == {PERIOD}

    def remind_the_late_unit(self) -> None:
        """Its short text goes onto the clipboard, and the chase into the log."""
        self.on.keys("alt+n", "c", "F8")
        self.wait(lambda: chases(self.path), "the chase in the log")
        assert "Phủ sóng di động" in self.clipboard()

    def meet(self) -> None:
        """The conclusion is typed into its register, and F9 makes it a task."""
        self.on.keys("ctrl+8", *["ctrl+Next"] * 8, "F5")
        for words in (CONCLUSION, "13/3/2026"):
            self.on.type(words)
            self.on.keys("Tab")
        self.on.keys("Escape", "F9")
        self.wait(lambda: len(tasks(self.path)) == 7, "the task of the conclusion")
        made = tasks(self.path)[-1]
        assert made.text == CONCLUSION

    # the report

    def let_findings_pass(self) -> None:
        """F8 lists them; all are chosen and let pass with one reason."""
        self.go_to_reports()
        self.on.keys("F8", "ctrl+a", "Tab")
        self.on.type("Da ra soat voi don vi")
        self.on.keys("Return")
        self.wait(lambda: waivers(self.path), "the findings let pass")

    def issue(self) -> None:
        """Number and day are proposed; the keyboard is where the signer is missing."""
        self.on.keys("ctrl+Return")
        self.on.focus(self.on.window("Ban hành báo cáo"))
        self.on.type("Nguyen Van Mau")
        self.on.keys("Return")
        self.wait(lambda: reports(self.path) and reports(self.path)[-1].sign, "the issued report")
        [report] = reports(self.path)
        assert (report.period, report.sign, report.dated_on) == (PERIOD, "01-BC/ĐU", REPORT)
        assert report.signature.name == "Nguyen Van Mau"
        figures = report.figures.overall
        assert (figures.done_on_time, figures.overdue) == (1, 1)

    def correct(self) -> None:
        """The issued report is clicked in the calendar, a correction opened, the value put right, the reason given."""
        self.go_to_reports()
        self.on.click(self.on.window(TITLE), *ISSUED_LINE)
        self.wait(self._is_correcting, "the open correction")
        self.on.keys("ctrl+3")
        self.on.type("73,5")
        self.on.keys("Return")
        self.wait(lambda: "73.5" in {str(one.value) for one in readings(self.path)}, "the right value")
        self.go_to_reports()
        self.on.keys("F8", "ctrl+a", "Tab")
        self.on.type("Don vi gui nham so lieu")
        self.on.keys("Return")
        self.wait(lambda: all(row.reason for row in reports(self.path)[-1].corrections), "the reason of the correction")
        self.on.keys("ctrl+Return")
        self.on.focus(self.on.window("Ban hành báo cáo"))
        self.on.keys("Return")
        self.wait(lambda: reports(self.path)[-1].sign, "the issued correction")
        first, second = reports(self.path)
        assert (second.corrects, second.sign, second.signature) == (first.uid, "02-BC/ĐU", first.signature)
        assert [(row.row, row.old, row.new) for row in second.corrections] == [("C1", "72,5 %", "73,5 %")]

    def _is_correcting(self) -> bool:
        self.on.keys("alt+b", "c")
        return len(reports(self.path)) == 2

    def go_to_reports(self) -> None:
        """The draft is computed and its pages are drawn behind the window: what is typed is for what is in sight."""
        before = look(self.on)
        self.on.keys("ctrl+6")
        self.wait(lambda: changed(self.on, before) and steady(self.on), "the page of reports")

    def everything_is_there(self) -> None:
        assert [report.state for report in reports(self.path)] == [ReportState.ISSUED] * 2
        assert len(tasks(self.path)) == 7
        assert len(chases(self.path)) == 1
        assert sorted(str(one.value) for one in readings(self.path)) == ["1", "73.5"]
        told = "\n".join(section.text for section in reports(self.path)[0].sections)
        assert "đã đôn đốc 01 cơ quan, đơn vị bằng 01 tin nhắn" in told
        assert "Phủ sóng di động tại các thôn còn lõm sóng" in told


# what stands in the file, as another program reads it meanwhile


def results(path: Path) -> list[str]:
    with reading(path) as session:
        return [entry.result for task in tasks(path) for entry in session.store.tasks.progress(task.id) if entry.result]


def chases(path: Path) -> list[Chase]:
    with reading(path) as session:
        return session.store.forms.chases(session.store.plans.newest().id)


def waivers(path: Path) -> list[Waiver]:
    with reading(path) as session:
        return session.store.reports.waivers(session.store.plans.newest().id, "ND09", PERIOD)


def reports(path: Path) -> list[Report]:
    with reading(path) as session:
        return session.store.reports.all()
