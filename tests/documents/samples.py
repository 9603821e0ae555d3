"""Invented communes, plans, tasks, committees and reports for the papers under test, short and long."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kh57_desktop.documents.content import Content, Dateline
from kh57_desktop.documents.kinds.committee_assignments import committee_assignments_content
from kh57_desktop.documents.kinds.plan import plan_content
from kh57_desktop.documents.kinds.report import report_content
from kh57_desktop.documents.kinds.task_list import task_list_content
from kh57_desktop.domain.committee import Assignment, Committee, Member
from kh57_desktop.domain.offices import SignatureBlock, Unit
from kh57_desktop.domain.plans import Plan, Section, TaskGroup
from kh57_desktop.domain.reports import (
    GroupFigure,
    IndicatorFigure,
    Report,
    ReportFigures,
    ReportSection,
    TargetFigure,
    TaskFigure,
    TotalsRow,
)
from kh57_desktop.domain.tasks import Task
from kh57_desktop.domain.terms import Mark, RoleRank, Standing, System

SHORT_TITLE = "Triển khai chuyển đổi số năm 2026"
LONG_TITLE = (
    "Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về đột phá phát triển khoa học, công nghệ, "
    "đổi mới sáng tạo và chuyển đổi số quốc gia trên địa bàn xã Suối Mơ Thượng giai đoạn 2026 - 2030"
)
SENTENCE = (
    "Quán triệt đầy đủ Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị; phấn đấu đến năm 2030 có 80 doanh "
    "nghiệp ứng dụng công nghệ số, bảo đảm rõ người, rõ việc, rõ thời gian, rõ trách nhiệm, rõ sản phẩm, rõ thẩm quyền."
)
UNITS = (
    Unit("u1", "Phòng Văn hóa - Xã hội"),
    Unit("u2", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã Suối Mơ Thượng"),
    Unit("u3", "Công an xã"),
)
LINES = {
    System.PARTY: ("ĐẢNG BỘ TỈNH SƠN KHÊ", "ĐẢNG ỦY XÃ SUỐI MƠ THƯỢNG"),
    System.GOVERNMENT: ("ỦY BAN NHÂN DÂN XÃ SUỐI MƠ THƯỢNG",),
}
SIGNATURES = {
    System.PARTY: SignatureBlock("T/M BAN THƯỜNG VỤ", "K/T BÍ THƯ", "PHÓ BÍ THƯ", "Nguyễn Thị Mẫu"),
    System.GOVERNMENT: SignatureBlock("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Thị Mẫu"),
}
SYMBOLS = {System.PARTY: "ĐU", System.GOVERNMENT: "UBND"}
FILING = {System.PARTY: "Lưu Văn phòng Đảng ủy", System.GOVERNMENT: "Lưu: VT, VHXH"}
LOCALITY = "Suối Mơ Thượng"


def recipients(count: int) -> tuple[str, ...]:
    return tuple(f"Cơ quan nhận thứ {place} của xã và các đơn vị trực thuộc có liên quan" for place in range(count))


def groups() -> tuple[TaskGroup, ...]:
    return tuple(
        TaskGroup(f"g{place}", "p", str(place + 1), f"Nhóm giải pháp {place + 1}", place) for place in range(3)
    )


def tasks(count: int) -> tuple[Task, ...]:
    return tuple(
        Task(
            f"t{place}",
            "p",
            f"N{place + 1}",
            f"Việc thứ {place + 1:03}: {SENTENCE if place % 7 == 3 else SENTENCE[:70]}",
            group_id=f"g{place * 3 // count}",
            lead_unit_id=UNITS[place % 3].id,
            supporting_unit_ids=("u1", "u3"),
            deadline_words="Quý II/2026" if place % 2 else "",
            due_on=date(2026, 6, 5),
            product="Kế hoạch, báo cáo",
            position=place,
        )
        for place in range(count)
    )


def plan(system: System, *, is_long: bool) -> tuple[Plan, tuple[Section, ...]]:
    made = Plan(
        id="p",
        code="K1",
        kind="Kế hoạch",
        system=system,
        issuer="Ban Thường vụ Đảng ủy" if system is System.PARTY else "Ủy ban nhân dân xã Suối Mơ Thượng",
        locality=LOCALITY,
        level="xã",
        title=LONG_TITLE if is_long else SHORT_TITLE,
        number=("07-KH/ĐU" if system is System.PARTY else "07/KH-UBND") if is_long else None,
        date_words="2026-02-05" if is_long else "2026-02",
        bases=(),
        preamble=(
            "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
            "Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024, xã Suối Mơ Thượng ban hành Kế hoạch như sau:",
        ),
        recipients=recipients(40 if is_long else 1),
        filing=FILING[system],
        signature=SIGNATURES[system],
        closing=("Trên đây là Kế hoạch; đề nghị các cơ quan, đơn vị triển khai thực hiện./.",),
    )
    body = (
        "1. Mục đích",
        f"- {SENTENCE}",
        "2. Yêu cầu",
        "a) Phát triển hạ tầng",
        f"- {SENTENCE}",
        "1.1. Phủ sóng toàn xã.",
        f"+ {SENTENCE}",
    )
    repeated = 12 if is_long else 1
    sections = tuple(
        Section(f"s{place}", "p", number, title, body * repeated, place)
        for place, (number, title) in enumerate((("I", "MỤC ĐÍCH, YÊU CẦU"), ("II", "TỔ CHỨC THỰC HIỆN")))
    )
    return made, sections


def plan_paper(system: System, *, is_long: bool) -> Content:
    made, sections = plan(system, is_long=is_long)
    return plan_content(made, sections, header_lines=LINES[system], symbol=SYMBOLS[system], sample=True)


def task_list_paper(system: System, *, is_long: bool) -> Content:
    made, _sections = plan(system, is_long=is_long)
    return task_list_content(
        made,
        groups(),
        tasks(400 if is_long else 3),
        UNITS,
        header_lines=LINES[system],
        symbol=SYMBOLS[system],
        label="Phụ lục II",
        sample=True,
    )


def committee_paper(system: System, *, is_long: bool) -> Content:
    committee = Committee(
        "c",
        "Ban Chỉ đạo chuyển đổi số xã Suối Mơ Thượng",
        system=system,
        decision="12-QĐ/ĐU" if system is System.PARTY else "12/QĐ-UBND",
        decided_on=date(2026, 2, 5),
        standing_body="Phòng Văn hóa - Xã hội",
    )
    members = [
        Member(f"m{place}", "c", f"Lê Văn Mẫu {place}", f"Chức vụ {place}", RoleRank.MEMBER, "Ủy viên", position=place)
        for place in range(19 if is_long else 2)
    ]
    members.append(
        Member("head", "c", "Trần Thị Mẫu", "Bí thư Đảng ủy", RoleRank.HEAD, "Trưởng ban", "Phụ trách chung")
    )
    assignments = [Assignment(f"a{place}", member.id, task_id="t3") for place, member in enumerate(members[:-1])]
    assignments.append(Assignment("aa", "m0", task_group_id="g1", position=1))
    assignments.append(Assignment("ab", "m1", unit_id="u3", position=2))
    return committee_assignments_content(
        committee,
        members,
        assignments,
        groups=groups(),
        tasks=tasks(7),
        units=UNITS,
        header_lines=(LINES[system][-1], "BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ"),
        symbol="BCĐ",
        dateline=Dateline(LOCALITY, "05", "02", "2026"),
        signature=SIGNATURES[system],
        recipients=recipients(40 if is_long else 1),
        filing=FILING[system],
        number=("03-TB/BCĐ" if system is System.PARTY else "03/TB-BCĐ"),
        sample=True,
    )


def figures(count: int) -> ReportFigures:
    standings = tuple(Standing)
    return ReportFigures(
        groups=tuple(GroupFigure(group.id, group.number, group.title) for group in groups()),
        tasks=tuple(
            TaskFigure(
                id=task.id,
                code=task.code,
                number="",
                group_id=task.group_id,
                text=task.text,
                lead="Công an xã",
                supporting=(),
                start_on=None,
                due_on=task.due_on,
                due_words="",
                state="open",
                standing=standings[place % len(standings)],
                percent=50,
                result="Kế hoạch số 12/KH-UBND ngày 05/02/2026",
                difficulty="",
                proposal="",
                finished_on=None,
                days_late=12,
            )
            for place, task in enumerate(tasks(count))
        ),
        indicators=(
            indicator(1, Mark.VALUE, Decimal("1234.5"), attained=True),
            indicator(2, Mark.VALUE, Decimal(70), attained=False),
            indicator(3, Mark.ZERO, Decimal(0), attained=False),
            indicator(4, Mark.MISSING),
            indicator(5, Mark.NOT_APPLICABLE),
        ),
        by_group=tuple(TotalsRow(group.title, group.number, 5, 1, 8, 2, 3) for group in groups()),
        by_unit=(TotalsRow("Công an xã", "1", 15, 3, 24, 6, 9), TotalsRow("Đơn vị chưa được giao việc", "2")),
        overall=TotalsRow("", "", 15, 3, 24, 6, 9, 4, 1, 0),
    )


def indicator(place: int, mark: Mark, value: Decimal | None = None, *, attained: bool | None = None) -> IndicatorFigure:
    return IndicatorFigure(
        id=f"i{place}",
        code=f"C{place}",
        text=f"Chỉ tiêu thứ {place:03} về hạ tầng số",
        group="a) Hạ tầng số",
        unit="%",
        per="",
        targets=(TargetFigure(2026, ">=", Decimal(85), None, ""),),
        target_year=2026,
        mark=mark,
        value=value,
        numerator=None,
        denominator=None,
        source="",
        remark="",
        follow_up=False,
        share=None if value is None else Decimal("82.35"),
        attained=attained,
    )


def report(system: System, *, is_long: bool) -> Report:
    text = f"1. Tình hình thực hiện nhiệm vụ\n{SENTENCE}\n2. Kết quả thực hiện chỉ tiêu\nCó 05 chỉ tiêu (Bảng 2)."
    return Report(
        id="r",
        uid=None,
        plan_id="p",
        regime="ND09",
        period="2026-Q3",
        data_from=date(2026, 6, 15),
        data_to=date(2026, 9, 14),
        cut_off=date(2026, 9, 14),
        issuing_body_id="b",
        system=system,
        title=f"{LONG_TITLE}, quý III năm 2026" if is_long else "Kết quả quý III năm 2026",
        addressee="Ủy ban nhân dân tỉnh Sơn Khê; Sở Khoa học và Công nghệ" if is_long else "Ủy ban nhân dân tỉnh",
        sections=(
            ReportSection("I", "CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO", SENTENCE),
            ReportSection("II", "KẾT QUẢ THỰC HIỆN", text),
            ReportSection(
                "III", "TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN", "\n".join([f"- {SENTENCE}"] * (30 if is_long else 1))
            ),
        ),
        figures=figures(120 if is_long else 3),
        signature=SIGNATURES[system],
        recipients=recipients(40 if is_long else 1),
        filing=FILING[system],
        locality=LOCALITY,
        header_lines=LINES[system],
        symbol=SYMBOLS[system],
        number=15 if is_long else None,
        sign=("15-BC/ĐU" if system is System.PARTY else "15/BC-UBND") if is_long else None,
        dated_on=date(2026, 9, 17) if is_long else None,
    )


def report_paper(system: System, *, is_long: bool) -> Content:
    return report_content(report(system, is_long=is_long), issuer="Ủy ban nhân dân xã Suối Mơ Thượng", sample=True)


PAPERS = {
    "plan": plan_paper,
    "task-list": task_list_paper,
    "committee-assignments": committee_paper,
    "report": report_paper,
}
