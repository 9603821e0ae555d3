"""Groups, tasks and the lines below them in every pairing of the habits that offices have: the reading is the same."""

from __future__ import annotations

import textwrap
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.domain.plan_reading import ReadTask, ReadTaskGroup
from kh57_desktop.i18n import _
from kh57_desktop.importing.reader import read_text

GROUP_MARKS = {"1.": "{}. ", "1-": "{}- ", "1)": "{}) ", "1/": "{}/ ", "a)": "{}) ", "(1)": "({}) ", "Điều": "{}. "}
TASK_MARKS = {"-": "- ", "+": "+ ", "•": "• ", "*": "* ", "–": "– ", "1.1.": "{}. ", "a)": "{}) ", "(1)": "({}) "}
TITLES = ("Nâng cao nhận thức, đổi mới tư duy", "Phát triển hạ tầng số", "Phát triển nguồn nhân lực")
TEXTS = (
    "Tổ chức quán triệt Nghị quyết đến toàn thể cán bộ, công chức và người hoạt động không chuyên trách ở thôn.",
    "Lắp đặt 06 điểm Wi-Fi công cộng tại nhà văn hóa các thôn.",
    "Ban hành quy chế quản lý, khai thác dữ liệu dùng chung; phân công người phụ trách.",
    "Mở lớp kỹ năng số cho Tổ công nghệ số cộng đồng.",
)
LABELS = (
    "Cơ quan chủ trì: Phòng Kinh tế",
    "Cơ quan phối hợp: Công an xã",
    "Thời gian: Quý II/2026",
    "Sản phẩm: Kế hoạch",
)
HEAD = "KẾ HOẠCH\nChuyển đổi số xã Bản Thử\nI. MỤC TIÊU\n1. Đến năm 2030\n- 100% hộ có mạng.\nII. NHIỆM VỤ, GIẢI PHÁP\n"
FOOT = "III. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế: tham mưu kinh phí.\nNơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\nLê Ví Thử"


@given(
    group_mark=st.sampled_from(sorted(GROUP_MARKS)),
    task_mark=st.sampled_from(sorted(TASK_MARKS)),
    sizes=st.lists(st.integers(2, 4), min_size=2, max_size=3),
    below=st.sampled_from(("", "+ ", "- ", "none")),
    width=st.sampled_from((0, 70, 100)),
)
def test_any_pairing_of_marks_for_groups_and_tasks(
    group_mark: str, task_mark: str, sizes: list[int], below: str, width: int
) -> None:
    if (task_mark in ("a)", "(1)") and task_mark == group_mark) or (task_mark == "1.1." and group_mark[0] != "1"):
        task_mark = "-"
    if below.strip() == task_mark:
        below = ""
    lines: list[str] = []
    groups: list[ReadTaskGroup] = []
    tasks: list[ReadTask] = []
    texts = count()
    for at, (title, size) in enumerate(zip(TITLES, sizes, strict=False)):
        number = {"a)": "abc"[at], "Điều": f"Điều {at + 1}"}.get(group_mark, str(at + 1))
        lines.append(GROUP_MARKS[group_mark].format(number) + title)
        key = {"a)": f"{number})", "(1)": f"({number})"}.get(group_mark, number)
        groups.append(ReadTaskGroup(key, title))
        for place in range(size):
            own = {"1.1.": f"{number}.{place + 1}", "a)": "abcd"[place], "(1)": str(place + 1)}.get(task_mark)
            text = TEXTS[next(texts) % len(TEXTS)]
            lines.append(TASK_MARKS[task_mark].format(own) + text)
            printed = {"a)": f"{own})", "(1)": f"({own})"}.get(task_mark, own)
            task = ReadTask(key, printed, text)
            if below != "none":
                lines += [f"{below}{label}." for label in LABELS]
                task = ReadTask(
                    key, printed, text, "Phòng Kinh tế", ("Công an xã",), deadline="Quý II/2026", product="Kế hoạch"
                )
            tasks.append(task)
    wrapped = [
        part for line in lines for part in (textwrap.wrap(line, width, break_on_hyphens=False) if width else [line])
    ]
    reading = read_text(HEAD + "\n".join(wrapped) + "\n" + FOOT)
    assert list(reading.task_groups) == groups
    assert list(reading.tasks) == tasks


def test_a_bullet_with_a_colon_above_bullets_of_another_kind_is_no_task() -> None:
    body = f"1. {TITLES[1]}\n* Về hạ tầng:\n+ {TEXTS[1]}\n* Về dữ liệu:\n+ {TEXTS[2]}\n+ {TEXTS[3]}\n"
    assert [task.text for task in read_text(HEAD + body + FOOT).tasks] == [*TEXTS[1:]]


@pytest.mark.parametrize(
    ("outer", "inner", "groups", "numbers"),
    [
        ("{}. ", "Nhiệm vụ {}: ", ["1", "2"], ["Nhiệm vụ 1", "Nhiệm vụ 2", "Nhiệm vụ 1", "Nhiệm vụ 2"]),
        ("Nhóm nhiệm vụ {}: ", "{}. ", ["Nhóm nhiệm vụ 1", "Nhóm nhiệm vụ 2"], ["1", "2", "1", "2"]),
    ],
)
def test_numbers_with_and_without_a_word_stand_below_each_other(
    outer: str, inner: str, groups: list[str], numbers: list[str]
) -> None:
    """Whichever comes first is the groups'; the other restarts below each, which is no doubt."""
    lines: list[str] = []
    for at, title in enumerate(TITLES[:2], start=1):
        lines.append(outer.format(at) + title)
        lines += [inner.format(number) + text for number, text in enumerate(TEXTS[:2], start=1)]
    reading = read_text(HEAD + "\n".join(lines) + "\n" + FOOT)
    assert [(group.number, group.title) for group in reading.task_groups] == list(zip(groups, TITLES[:2], strict=True))
    assert [task.number for task in reading.tasks] == numbers
    assert [task.group for task in reading.tasks] == [groups[0]] * 2 + [groups[1]] * 2
    skips = _("The numbering skips or repeats here, or a heading before it is missing.")
    assert [doubt.where for doubt in reading.doubts if skips in doubt.reason] == []


def test_a_section_of_tasks_whose_heading_tells_nothing_is_known_by_its_lines() -> None:
    """A heading worded as no other, or damaged; a section of which two lines look so is none."""
    task = "- Lắp đặt 06 điểm Wi-Fi tại nhà văn hóa.\n+ Cơ quan chủ trì: Phòng Kinh tế.\n"
    head = HEAD.replace("NHIỆM VỤ, GIẢI PHÁP", "CHỦ YẾU VỤ")
    assert len(read_text(f"{head}1. Hạ tầng\n{task * 3}{FOOT}").tasks) == 3
    assert read_text(f"{head}1. Hạ tầng\n{task * 2}{FOOT}").tasks == ()
