"""Doubts: few where a document reads perfectly, and on a damaged one nearly every wrong row comes with one."""

from __future__ import annotations

import os
import random
from collections.abc import Callable

import pytest

from kh57_desktop.domain.plan_reading import PlanReading
from kh57_desktop.errors import UserError
from kh57_desktop.i18n import _
from kh57_desktop.importing.markers import Marker, read_marker
from kh57_desktop.importing.reader import read_text
from tests.importing.test_gold import OWN, PLANS

SEEDS = 40 if os.environ.get("KH57_LONG") else 5
PLAN = (
    "KẾ HOẠCH\nChuyển đổi số xã Bản Thử năm 2026\nỦy ban nhân dân xã Bản Thử ban hành Kế hoạch như sau:\n"
    "I. MỤC TIÊU ĐẾN NĂM 2026\n- 100% hộ dân có mạng.\nII. NHIỆM VỤ\n1. Hạ tầng\n{tasks}\n2. Dữ liệu\n"
    "- Số hóa hồ sơ lưu trữ.\n"
    "III. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế: tham mưu kinh phí.\n2. Công an xã: bảo đảm an toàn.\n"
    "Nơi nhận:\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Ví Thử"
)


def marker_of(line: str) -> Marker | None:
    return read_marker(" ".join(line.split()))


def damaged(text: str, kind: str, chance: random.Random) -> str:
    """`text` with one heading dropped, two paragraphs run together, or one marker taken away."""
    lines = text.split("\n")
    end = next(at for at, line in enumerate(lines) if line.strip().startswith("Nơi nhận"))
    objectives = [at for at, line in enumerate(lines) if "MỤC" in line]
    start = next((at for at in objectives if marker_of(lines[at])), objectives[0])
    marked = [at for at in range(start, end) if marker_of(lines[at])]
    if kind == "heading":
        headings = [
            at for at in marked if (mark := marker_of(lines[at])) and not mark.is_bullet and len(lines[at]) < 90
        ]
        del lines[chance.choice(headings)]
    elif kind == "together":
        at = chance.choice(marked[1:])
        above = max(place for place in range(at) if lines[place].strip())
        lines[above] += f" {lines.pop(at).strip()}"
    else:
        at = chance.choice(marked)
        words = " ".join(lines[at].split())
        mark = read_marker(words)
        assert mark is not None
        lines[at] = words[mark.length :]
    return "\n".join(lines)


def rows_of(reading: PlanReading) -> set[object]:
    tasks = {(row.group, row.number, row.text, row.lead, row.supporting, row.deadline) for row in reading.tasks}
    indicators = {(row.text, row.horizon, row.value, row.unit) for row in reading.indicators}
    groups = {(row.number, row.title) for row in reading.task_groups}
    return tasks | indicators | groups | {(row.organization, row.duties) for row in reading.assignments}


@pytest.mark.parametrize("kind", ["heading", "together", "marker"])
def test_nine_in_ten_wrong_rows_of_damaged_plans_come_with_a_doubt(
    kind: str, figures: Callable[[str, object, str], None]
) -> None:
    wrong = shown = 0
    beside = PLANS.parents[3] / "shared" / "importer" / "documents"
    for path in (*(PLANS / f"{name}.txt" for name in OWN), *sorted(beside.glob("*.txt"))):
        text = path.read_text(encoding="utf-8")
        whole = read_text(text)
        for seed in range(SEEDS):
            try:
                reading = read_text(damaged(text, kind, random.Random(seed)))
            except UserError:
                continue
            bad = len(rows_of(reading) - rows_of(whole))
            wrong += bad
            shown += bad if len(reading.doubts) > len(whole.doubts) else 0
    figures(f"wrong rows of damaged plans with a doubt, {kind}", f"{shown} of {wrong}", ">= 0.9")
    assert wrong > 50
    assert shown >= 0.9 * wrong


@pytest.mark.parametrize(
    ("tasks", "place"),
    [
        ("- Lắp trạm phát sóng. - Kéo cáp quang tới các thôn.", "Kéo cáp quang"),
        ("- Lắp trạm phát sóng.\nKéo cáp quang tới thôn.\n- Mở rộng mạng nội bộ.\n- Mua thiết bị.", "Kéo cáp quang"),
        ("a) Lắp trạm phát sóng.\nc) Kéo cáp quang tới các thôn.", "c) Kéo cáp quang"),
        ("- Lắp trạm phát sóng.\nChủ trì: Phòng Kinh tế.\nChủ trì: Công an xã.", "Lắp trạm"),
        ("1.1. Lắp trạm phát sóng.\n- Kéo cáp quang tới các thôn.", "1.1. Lắp trạm"),
        ("- Lắp trạm phát sóng, gồm:\nKhảo sát vị trí;\n+ Dựng cột.", "Khảo sát vị trí"),
        (
            "- Mua sắm, gồm:\n+ Máy tính.\n- Tập huấn, gồm:\n+ Cán bộ.\n- Lắp trạm phát sóng.\n+ Kéo cáp quang.",
            "Kéo cáp quang",
        ),
    ],
)
def test_a_broken_place_is_named(tasks: str, place: str) -> None:
    assert read_text(PLAN.format(tasks="- Lắp trạm phát sóng.\n- Mở rộng mạng nội bộ.")).doubts == ()
    assert any(place in doubt.where for doubt in read_text(PLAN.format(tasks=tasks)).doubts)


def test_words_put_right_are_shown_and_those_with_two_readings_left() -> None:
    text = PLAN.format(tasks="- Lắp trạm phát sóng.").replace("tham mưu kinh phí", "tham mưu vềthực hiện kinh phí")
    reading = read_text(text)
    assert reading.assignments[0].duties == ("tham mưu về thực hiện kinh phí.",)
    assert [doubt.reason for doubt in reading.doubts if "vềthực" in doubt.where]


def test_the_one_task_without_the_fields_of_all_the_others_is_named() -> None:
    tasks = "\n".join(
        f"- Việc số {at} của xã.\nChủ trì: Phòng Kinh tế.\nThời gian: Tháng {at}/2026." for at in (3, 4, 5)
    )
    text = PLAN.format(tasks=tasks).replace("lưu trữ.", "lưu trữ.\nChủ trì: Công an xã.")
    assert [(doubt.where, doubt.reason) for doubt in read_text(text).doubts] == [
        ("Số hóa hồ sơ lưu trữ.", _("This task lacks what all the others have: {fields}.").format(fields=_("a time")))
    ]


def test_an_objective_that_stands_twice_for_one_year_is_named() -> None:
    text = PLAN.format(tasks="- Lắp trạm phát sóng.")
    twice = text.replace("- 100% hộ dân có mạng.", "- 50% hộ dân có mạng.\n- 100% hộ dân có mạng.")
    assert [doubt.where for doubt in read_text(twice).doubts] == ["50% hộ dân có mạng", "100% hộ dân có mạng"]


def test_lines_of_a_task_that_run_together_are_read_one_by_one() -> None:
    text = PLAN.format(
        tasks="- Lắp trạm phát sóng.\n- Chủ trì: Công an xã. - Thời hạn: Quý I/2026. - Sản phẩm: Báo cáo."
    )
    task = read_text(text).tasks[0]
    assert (task.lead, task.deadline, task.product) == ("Công an xã", "Quý I/2026", "Báo cáo")


@pytest.mark.parametrize(("lines", "asked"), [(2, 0), (20, 1)])
def test_many_lines_below_the_table_of_an_annex_are_named(lines: int, asked: int) -> None:
    foot = "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn Mẫu\nPHỤ LỤC\n"
    table = "TT\tNhiệm vụ\tChủ trì\n1\tLắp trạm\tCông an xã\n2\tKéo cáp\tPhòng Kinh tế\n"
    rest = "".join(f"Ghi chú số {at} của biểu này.\n" for at in range(lines))
    reason = _("{count} lines below the table of this annex were not read as its rows.").format(count=lines)
    reading = read_text(f"{PLAN.format(tasks='- Lắp trạm phát sóng.')}\n{foot}{table}{rest}")
    assert [doubt.reason for doubt in reading.doubts].count(reason) == asked


def test_a_table_whose_columns_ran_into_each_other_is_named() -> None:
    """The numbers of all rows first, then the columns in each other: no row can be told, and none is made up."""
    torn = "TT\n1\n\n2\n3\n\nNhiệm vụ\nCơ quan chủ trì\nMở lớp kỹ năng số cho người dân các\nPhòng Văn hóa - Xã\n"
    torn += "bản vùng sâu hội\nSố hóa hồ sơ\nVăn phòng\n\nSản phẩm\nLớp học\nHồ sơ số\n"
    reading = read_text(
        (PLANS / "xa-muong-van.txt").read_text(encoding="utf-8") + f"\nPHỤ LỤC\nDANH MỤC NHIỆM VỤ\n{torn}"
    )
    reason = _(
        "An export tore this table so that its columns ran into each other; its rows could not be read. Enter "
        "them by hand, or import the Word or PDF file."
    )
    assert [doubt.where for doubt in reading.doubts if doubt.reason == reason] == [
        "TT | Nhiệm vụ | Cơ quan chủ trì | Sản phẩm"
    ]


def test_a_torn_table_in_the_section_of_tasks_gives_no_tasks_of_scraps() -> None:
    """ "Phòng Văn hóa ⏎ - Xã hội" wraps in its cell: its second line is no task; those above and below stay."""
    torn = "\nTT\n1\n\n2\n3\n\nNhiệm vụ\nCơ quan chủ trì\nMở lớp kỹ năng số\nPhòng Văn hóa\n- Xã hội\nSố hóa hồ sơ\n"
    torn += "Văn phòng\n\nSản phẩm\nLớp học\nHồ sơ số\nPhòng Văn hóa\n- Xã hội\nBáo cáo\n"
    reading = read_text(PLAN.format(tasks=f"- Lắp trạm phát sóng.\n{torn}"))
    assert [task.text for task in reading.tasks] == ["Lắp trạm phát sóng.", "Số hóa hồ sơ lưu trữ."]
