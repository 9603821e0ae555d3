"""Invented communes, plans, tasks, committees and reports for the papers under test, short and long."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from kh57_desktop.documents.content import ChartPoint, Content, Dateline, PathChart
from kh57_desktop.documents.kinds.charts import PlanCharts, charts_content
from kh57_desktop.documents.kinds.committee_assignments import committee_assignments_content
from kh57_desktop.documents.kinds.committee_changes import changes_between, committee_changes_content
from kh57_desktop.documents.kinds.committee_decision import committee_decision_content
from kh57_desktop.documents.kinds.conclusion_notice import Meeting, conclusion_notice_content
from kh57_desktop.documents.kinds.consolidated_report import (
    Consolidated,
    IndicatorLine,
    SenderLine,
    SenderValue,
    consolidated_report_content,
)
from kh57_desktop.documents.kinds.evidence_file import Document, EvidenceFile, Missing, evidence_file_content
from kh57_desktop.documents.kinds.form import Form
from kh57_desktop.documents.kinds.hand_over import HandedPackage, hand_over_record_content, hand_over_slip_content
from kh57_desktop.documents.kinds.indicator_list import indicator_list_content
from kh57_desktop.documents.kinds.plan import plan_content
from kh57_desktop.documents.kinds.reminder import LateTask, reminder_content
from kh57_desktop.documents.kinds.report import report_content
from kh57_desktop.documents.kinds.summary import LateLine, LeaderSummary, summary_content
from kh57_desktop.documents.kinds.task_list import task_list_content
from kh57_desktop.documents.kinds.verification_sheet import (
    SheetCheck,
    SheetSigner,
    VerificationFacts,
    verification_sheet_content,
)
from kh57_desktop.documents.kinds.work_list import WorkLine, WorkList, work_list_content
from kh57_desktop.documents.kinds.work_order import Order, work_order_content
from kh57_desktop.domain.committee import Assignment, Committee, Member
from kh57_desktop.domain.indicators import Indicator, Target
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
from kh57_desktop.domain.terms import CommitteeKind, Comparator, Mark, RoleRank, Standing, System

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


def form(system: System, *, is_long: bool, committee: bool = False, number: str | None = None) -> Form:
    """The commune's form; long ones have their day, forty recipients and a name over several lines."""
    lines = (LINES[system][-1], "BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ") if committee else LINES[system]
    return Form(
        system=system,
        issuer="Ban Thường vụ Đảng ủy" if system is System.PARTY else "Ủy ban nhân dân xã Suối Mơ Thượng",
        header_lines=lines,
        symbol="BCĐ" if committee else SYMBOLS[system],
        locality=LOCALITY,
        day_words="2026-02-05" if is_long else "2026-02",
        signature=SIGNATURES[system],
        recipients=recipients(40 if is_long else 1),
        filing=FILING[system],
        number=number if is_long else None,
        place="xã Suối Mơ Thượng",
        sample=True,
    )


def indicator_list_paper(system: System, *, is_long: bool) -> Content:
    made, _sections = plan(system, is_long=is_long)
    rows = tuple(
        Indicator(
            f"i{place}",
            "p",
            f"C{place + 1}",
            f"Chỉ tiêu thứ {place + 1:03}: {SENTENCE if place % 7 == 3 else 'tỷ lệ hộ gia đình có Internet'}",
            group="" if place == 0 else "a) Hạ tầng số" if place * 2 < (90 if is_long else 3) else "b) Chính quyền số",
            unit="%",
            per="năm" if place % 5 == 4 else "",
            responsible_unit_id=UNITS[place % 3].id,
            targets=(
                Target(2030, Comparator.MORE_THAN, Decimal("80.5")),
                *((Target(2035, Comparator.EQUAL, Decimal(1), Decimal(2)),) if place % 2 else ()),
                *((Target(2045, words="Tối thiểu 02"),) if is_long else ()),
            ),
            position=place,
        )
        for place in range(90 if is_long else 3)
    )
    return indicator_list_content(
        made, rows, UNITS, header_lines=LINES[system], symbol=SYMBOLS[system], label="Phụ lục I", sample=True
    )


def committee(system: System, kind: CommitteeKind = CommitteeKind.STEERING) -> Committee:
    name = "Ban Chỉ đạo" if kind is CommitteeKind.STEERING else "Tổ giúp việc Ban Chỉ đạo"
    return Committee("c", f"{name} chuyển đổi số xã Suối Mơ Thượng", kind, system, standing_body=UNITS[0].name)


def members(count: int) -> tuple[Member, ...]:
    rest = (
        Member(
            f"m{place}", "c", f"Lê Văn Mẫu {place:02}", f"Chức vụ {place}", RoleRank.MEMBER, "Ủy viên", position=place
        )
        for place in range(count)
    )
    return (*rest, Member("head", "c", "Trần Thị Mẫu", "Bí thư Đảng ủy", RoleRank.HEAD, "Trưởng ban"))


def committee_decision_paper(system: System, *, is_long: bool) -> Content:
    party = system is System.PARTY
    return committee_decision_content(
        form(system, is_long=is_long, number="12-QĐ/ĐU" if party else "12/QĐ-UBND"),
        committee(system),
        members(30 if is_long else 2),
        bases=(f"Căn cứ {LONG_TITLE[9:94]}", "Căn cứ Quy chế làm việc", "Theo đề nghị của Phòng Văn hóa - Xã hội"),
        deciding="BAN THƯỜNG VỤ ĐẢNG ỦY" if party else "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ SUỐI MƠ THƯỢNG",
        replaces="Quyết định số 03-QĐ/ĐU ngày 05 tháng 9 năm 2025" if is_long else "",
        work="Nghị quyết số 57-NQ/TW",
    )


def committee_changes_paper(system: System, *, is_long: bool) -> Content:
    before = members(30 if is_long else 2)
    after = [
        *before[2 if is_long else 1 : -1],
        replace(before[0], id="new", name="Phạm Thị Mẫu", post=UNITS[1].name, role="Ủy viên thường trực"),
        replace(before[-1], post="Phó Bí thư Đảng ủy, Chủ tịch Ủy ban nhân dân xã Suối Mơ Thượng"),
    ]
    return committee_changes_content(
        form(system, is_long=is_long),
        committee(system),
        changes_between(before, after),
        replaces="Quyết định số 03-QĐ/ĐU ngày 05 tháng 9 năm 2025",
        count=len(after),
    )


def helper_group_paper(system: System, *, is_long: bool) -> Content:
    return committee_decision_content(
        form(system, is_long=is_long, committee=True),
        committee(system, CommitteeKind.HELPER_GROUP),
        members(13 if is_long else 1),
        bases=("Căn cứ Quyết định số 12-QĐ/ĐU ngày 05 tháng 02 năm 2026 về việc thành lập Ban Chỉ đạo",),
        deciding="TRƯỞNG BAN CHỈ ĐẠO",
        parent="Ban Chỉ đạo",
    )


def conclusion_notice_paper(system: System, *, is_long: bool) -> Content:
    meeting = Meeting(
        "cuộc họp Ban Chỉ đạo chuyển đổi số xã Suối Mơ Thượng",
        date(2026, 2, 3),
        "đồng chí Trưởng ban",
        (SENTENCE, SENTENCE) if is_long else (),
    )
    names = {unit.id: unit.name for unit in UNITS}
    return conclusion_notice_content(
        form(system, is_long=is_long, committee=True), meeting, tasks(60 if is_long else 3), names
    )


def late_tasks(count: int) -> tuple[LateTask, ...]:
    return tuple(
        LateTask(task, UNITS[place % 3].name, 12 + place, SENTENCE[:60] if place % 2 else "")
        for place, task in enumerate(tasks(count))
    )


def reminder_paper(system: System, *, is_long: bool) -> Content:
    made, _sections = plan(system, is_long=is_long)
    late = late_tasks(40 if is_long else 3)
    return reminder_content(
        form(system, is_long=is_long),
        made,
        late if is_long else late[:1],
        on=date(2026, 10, 1),
        report_to="Phòng Văn hóa - Xã hội",
        answer_by=date(2026, 10, 8),
        field="VHXH",
    )


def work_lines(count: int) -> tuple[WorkLine, ...]:
    standings = (Standing.OVERDUE, Standing.UNDER_WAY, Standing.NOT_DUE)
    return tuple(
        WorkLine(task, "Phối hợp" if place % 4 == 3 else "Chủ trì", standings[place % 3], 15 if place % 3 == 0 else 0)
        for place, task in enumerate(tasks(count))
    )


def work_list_paper(system: System, *, is_long: bool) -> Content:
    made, _sections = plan(system, is_long=is_long)
    lists = (WorkList(UNITS[1].name, work_lines(70 if is_long else 2), "Trần Thị Mẫu"),)
    return work_list_content(form(system, is_long=is_long), made, lists, on=date(2026, 10, 1))


def work_order_paper(system: System, *, is_long: bool) -> Content:
    made, _sections = plan(system, is_long=is_long)
    some = tasks(4 if is_long else 1)
    orders = [Order(task, UNITS[1].name, (UNITS[0].name, UNITS[2].name), "Lê Văn Mẫu") for task in some]
    if not is_long:
        orders = [Order(replace(some[0], deadline_words="", due_on=None, product=""))]
    return work_order_content(form(system, is_long=is_long), made, orders, on=date(2026, 2, 5))


def summary_paper(system: System, *, is_long: bool) -> Content:
    text = SENTENCE * 2
    late = tuple(LateLine(f"N{place + 100}", text, UNITS[1].name, 300 - place) for place in range(12))
    summary = LeaderSummary(
        f"Kế hoạch số 07-KH/ĐU ngày 05/02/2026 về {LONG_TITLE}" if is_long else "Kế hoạch số 07-KH/ĐU",
        date(2026, 10, 1),
        TotalsRow("", "", 15, 3, 24, 12 if is_long else 0, 9),
        late if is_long else (),
        (text,) * 4 if is_long else ("Đề nghị tỉnh hỗ trợ tập huấn.",),
    )
    return summary_content(form(system, is_long=is_long), summary)


def evidence_file_paper(system: System, *, is_long: bool) -> Content:
    count = 80 if is_long else 2
    documents = tuple(
        Document(
            f"Việc thứ {place + 1:03}: {SENTENCE[:90]}", "12/KH-UBND", date(2026, 2, 5), "ke-hoach.pdf" * (place % 2)
        )
        for place in range(count)
    )
    missing = tuple(Missing(f"N{place}", SENTENCE, UNITS[1].name, "Văn bản có số, ngày") for place in range(count - 2))
    groups = (("Văn bản chỉ đạo, kế hoạch", documents[:1]), ("Minh chứng nhiệm vụ", documents[1:]), ("Báo cáo", ()))
    evidence = EvidenceFile("Kế hoạch số 07-KH/ĐU", date(2026, 10, 1), groups, missing)
    return evidence_file_content(form(system, is_long=is_long), evidence)


PACKAGE = HandedPackage(
    file="BC_00000_ND09_2026-Q3_0001.asice",
    report="Báo cáo số 15-BC/ĐU ngày 17/9/2026",
    period="Quý III năm 2026",
    sender="xã Suối Mơ Thượng (00000)",
    recipient="Tỉnh ủy Sơn Khê",
    sequence=1,
    size=1234567,
    comparison_code="ABCD-EFGH-IJKL-MNOP",
    fingerprint="3fa091c2" * 8,
    data_code="0123456789abcdef",
)


def hand_over_slip_paper(system: System, *, is_long: bool) -> Content:
    package = (
        replace(PACKAGE, recipient=f"Tỉnh ủy Sơn Khê, {SENTENCE}", file="x" * 90 + ".asice") if is_long else PACKAGE
    )
    return hand_over_slip_content(form(system, is_long=is_long), package)


def hand_over_record_paper(system: System, *, is_long: bool) -> Content:
    return hand_over_record_content(
        form(system, is_long=is_long),
        leaving="Lê Văn Mẫu",
        post="Trưởng phòng Văn hóa - Xã hội",
        receiver="Trần Thị Mẫu" if is_long else "",
        lines=work_lines(50 if is_long else 1),
        assignments=("Nhóm nhiệm vụ 2: Hạ tầng số", "Thôn Suối Mơ") if is_long else (),
        on=date(2026, 10, 1),
    )


def verification_sheet_paper(system: System, *, is_long: bool) -> Content:
    zone = timezone(timedelta(hours=7))
    signer = SheetSigner(
        "Lê Văn Mẫu", "Chánh Văn phòng", "00000", datetime(2026, 9, 17, 8, 5, 9, tzinfo=zone), "3fa091c2" * 8, True
    )
    checks = tuple(
        SheetCheck(
            f"Nội dung kiểm tra {place}", "Đạt", (f"PKG-{place:02}: {SENTENCE}",) if is_long and place % 3 == 0 else ()
        )
        for place in range(9)
    )
    facts = VerificationFacts(
        file=PACKAGE.file,
        sender=PACKAGE.sender,
        report=PACKAGE.report,
        period=PACKAGE.period,
        result="KHÔNG HỢP LỆ" if is_long else "HỢP LỆ",
        advice="Đề nghị không sử dụng và yêu cầu đơn vị gửi lại bản gốc." if is_long else "Gói dùng được.",
        received_at=datetime(2026, 9, 18, 7, 0, tzinfo=zone),
        comparison_code=PACKAGE.comparison_code,
        data_code=PACKAGE.data_code,
        checks=checks,
        signers=(signer, signer) if is_long else (),
    )
    return verification_sheet_content(form(system, is_long=is_long), facts)


def consolidated(*, is_long: bool) -> Consolidated:
    """Fifteen communes of which three lack; long: 170, of which twenty lack."""
    count, missing = (170, 20) if is_long else (15, 3)
    totals = TotalsRow("", "", 5, 1, 8, 2, 3, 4)
    senders = tuple(
        SenderLine(
            f"Lê Văn Mẫu {place:03}" if place % 9 else f"Lê Văn Mẫu {place:03}, đặc khu có tên rất dài ở ngoài khơi",
            None if place >= count - missing else date(2026, 9, 15 + place % 4),
            is_on_time=place % 4 < 3,
            totals=None if place >= count - missing else totals,
        )
        for place in range(count)
    )
    values = tuple(
        SenderValue(sender.name, "85,2", "Đạt" if place % 2 else "Chưa đạt")
        for place, sender in enumerate(senders)
        if sender.totals is not None
    )
    indicators = tuple(
        IndicatorLine(
            f"C{place}",
            f"Chỉ tiêu thứ {place:03} về {'hạ tầng số' if place % 3 else SENTENCE[:90]}",
            "%",
            "Bình quân có trọng số",
            Decimal("1234.5") if place != 3 else None,
            count - missing if place != 3 else 0,
            group="a) Hạ tầng số" if place < 5 else "b) Chính quyền số",
            attained=7 if place != 2 else None,
            target="≥ 85",
            values=values if place == 1 else (),
        )
        for place in range(1, 31 if is_long else 4)
    )
    received = count - missing
    each = TotalsRow("", "", 5 * received, received, 8 * received, 2 * received, 3 * received, 4 * received)
    return Consolidated(
        f"Tổng hợp {LONG_TITLE[0].lower()}{LONG_TITLE[1:]}" if is_long else "Tổng hợp kết quả quý III năm 2026",
        date(2026, 6, 15),
        date(2026, 9, 14),
        date(2026, 9, 20),
        senders,
        each,
        tuple(replace(each, label=group.title) for group in groups()),
        indicators,
        (ReportSection("", "ĐỀ XUẤT, KIẾN NGHỊ", f"1. Về hạ tầng\n- {SENTENCE}"),),
    )


def consolidated_paper(system: System, *, is_long: bool) -> Content:
    made = form(system, is_long=is_long, number="15-BC/ĐU" if system is System.PARTY else "15/BC-UBND")
    return consolidated_report_content(made, consolidated(is_long=is_long))


def charts_paper(system: System, *, is_long: bool) -> Content:
    """Long: more units than a page holds, names that wrap, twelve indicators."""
    row = TotalsRow("", "", 15, 3, 24, 6, 9, 4)
    values = tuple(ChartPoint(date(2025 + place // 4, 3 * (place % 4) + 3, 28), Decimal(place)) for place in range(7))
    path = (ChartPoint(date(2025, 1, 1), Decimal(5)), ChartPoint(date(2026, 12, 31), Decimal("10.5")))
    paths = [
        PathChart(
            f"C{place}. Chỉ tiêu thứ {place:03}", "%", values[:place] if place < 7 else values, path * (place != 3)
        )
        for place in range(12 if is_long else 4)
        if place
    ]
    charts = PlanCharts(
        f"Kế hoạch số 07-KH/ĐU ngày 05/02/2026 về {LONG_TITLE}" if is_long else "Kế hoạch số 07-KH/ĐU",
        date(2026, 10, 1),
        row,
        tuple(replace(row, label=group.title) for group in groups()),
        tuple(
            TotalsRow(f"{UNITS[place % 3].name} {place:02}", "", place, 0, 1, place % 3)
            for place in range(60 if is_long else 3)
        ),
        tuple(paths),
    )
    return charts_content(form(system, is_long=is_long), charts)


PAPERS = {
    "plan": plan_paper,
    "task-list": task_list_paper,
    "indicator-list": indicator_list_paper,
    "committee-decision": committee_decision_paper,
    "helper-group-decision": helper_group_paper,
    "committee-assignments": committee_paper,
    "conclusion-notice": conclusion_notice_paper,
    "report": report_paper,
    "reminder": reminder_paper,
    "work-list": work_list_paper,
    "work-order": work_order_paper,
    "summary": summary_paper,
    "evidence-file": evidence_file_paper,
    "hand-over-slip": hand_over_slip_paper,
    "hand-over-record": hand_over_record_paper,
    "verification-sheet": verification_sheet_paper,
    "consolidated-report": consolidated_paper,
    "charts": charts_paper,
    "committee-changes": committee_changes_paper,
}
ISSUED = (
    "plan",
    "committee-decision",
    "helper-group-decision",
    "committee-assignments",
    "conclusion-notice",
    "report",
    "consolidated-report",
)
"""Kinds with number, date, title and signature on a portrait page."""
LETTERHEADED = (*ISSUED, "reminder", "work-order", "evidence-file", "hand-over-slip", "hand-over-record")
LETTERHEADED += ("verification-sheet",)
"""Kinds that begin with the header, number and date; those beside ISSUED are letters, forms and records."""
TITLED = tuple(kind for kind in LETTERHEADED if kind != "reminder")
"""A letter has its trích yếu under the number instead of a title."""
WITH_RECIPIENTS = (*ISSUED, "reminder", "evidence-file")
SIGNED_BY_TWO = ("work-list", "work-order", "hand-over-slip", "hand-over-record", "verification-sheet")
