"""The command line as a person uses it: words in, exit code and printed lines out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kh57_desktop.cli.main import main

PLAN = """KẾ HOẠCH
Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị trên địa bàn xã Đồi Sim
-----
Căn cứ Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về đột phá phát triển khoa học, công nghệ,
Ban Thường vụ Đảng ủy xã Đồi Sim ban hành Kế hoạch thực hiện như sau:
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Cụ thể hóa Nghị quyết thành việc làm của từng cơ quan.
II. MỤC TIÊU
1. Đến năm 2030
- Tỷ lệ hồ sơ trực tuyến đạt trên 80%.
- Có 02 sản phẩm đặc trưng bán trên sàn thương mại điện tử.
2. Đến năm 2035
- Tỷ lệ hồ sơ trực tuyến đạt trên 95%.
III. NHIỆM VỤ, GIẢI PHÁP
1. Nâng cao nhận thức
1.1. Tổ chức hội nghị quán triệt Nghị quyết đến toàn thể đảng viên.
- Cơ quan chủ trì: Ban Xây dựng Đảng.
- Cơ quan phối hợp: Văn phòng Đảng ủy.
- Thời gian hoàn thành: Quý III/2026.
- Sản phẩm: Báo cáo kết quả hội nghị.
1.2. Tuyên truyền trên hệ thống truyền thanh thông minh.
- Cơ quan chủ trì: Phòng Văn hóa - Xã hội.
- Thời gian thực hiện: Thường xuyên.
2. Phát triển hạ tầng số
2.1. Phủ sóng di động tại các thôn còn lõm sóng.
- Cơ quan chủ trì: Phòng Kinh tế.
- Thời gian hoàn thành: Trước ngày 30/6/2026.
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


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def kh57(capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Run one command in this process."""

    def run(*words: object) -> Outcome:
        capsys.readouterr()
        try:
            code = main([str(word) for word in words])
        except SystemExit as left:  # argparse
            code = int(left.code or 0)
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return run


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "ke-hoach.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture
def office(tmp_path: Path, kh57: Callable[..., Outcome]) -> Path:
    """A data file of an invented sample commune."""
    path = tmp_path / "doi-sim.kh57"
    made = kh57("new", path, "--name", "Đồi Sim", "--province", "Vân Khê", "--code", "00000")
    assert made.code == 0, made.err
    return path


@pytest.fixture
def office_with_plan(office: Path, plan_file: Path, kh57: Callable[..., Outcome]) -> Path:
    taken = kh57("import", office, plan_file)
    assert taken.code == 0, taken.err
    return office
