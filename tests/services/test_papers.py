"""Printing from the office's data: every kind, what it says, what is honestly refused, the office's own layout."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from kh57_desktop.cli.parser import PRINT_KINDS
from kh57_desktop.documents.content import (
    Addressees,
    AnnexTitle,
    Content,
    GroupRow,
    Paragraph,
    Part,
    Row,
    Table,
    Title,
    cell_text,
)
from kh57_desktop.documents.kinds.task_list import RowNumbering
from kh57_desktop.documents.layout_settings import LayoutSettings, OutsideTheRules
from kh57_desktop.domain.committee import Assignment, Committee, Member
from kh57_desktop.domain.tasks import missing_members
from kh57_desktop.domain.terms import FIVE_CLEAR, CommitteeKind, RoleRank, System
from kh57_desktop.errors import BadValue, UserError
from kh57_desktop.exchange.identity import SigningIdentity
from kh57_desktop.i18n import use_language
from kh57_desktop.services import identities, packages, paper_settings, papers, receiving, reports
from kh57_desktop.services.committees import put_committee
from kh57_desktop.services.offices import add_body_from
from kh57_desktop.services.paper_committee import meeting_day
from kh57_desktop.services.papers import NothingToPrint, Request
from kh57_desktop.services.people import add_person
from kh57_desktop.services.plans import plan_of
from kh57_desktop.services.registers.rows import add_row
from kh57_desktop.services.reports import draft_report
from kh57_desktop.services.session import Session, vietnam_now
from kh57_desktop.services.tasks import edit_tasks, record_progress
from tests.documents.archival_rules import archival_findings
from tests.services.register_samples import SAMPLES

ON = date(2026, 10, 1)
PERIOD = "2026-Q3"
IdentityOf = Callable[[str], SigningIdentity]


def request(**fields: object) -> Request:
    return replace(Request(on=ON), **fields)


def task(session: Session, code: str):
    plan = session.store.plans.newest()
    assert plan is not None
    found = session.store.tasks.by_code(plan.id, code)
    assert found is not None
    return found


def words_of(content: Content) -> str:
    """Every text of the paper, cells included."""
    texts: list[str] = []
    for part in content.parts:
        if part.head is not None:
            texts += [*part.head.issuer_lines, part.head.subject]
        for block in part.blocks:
            if isinstance(block, Table):
                texts += [column.title for column in block.leaves]
                for row in block.rows:
                    texts += [row.title] if isinstance(row, GroupRow) else [cell_text(cell) for cell in row.cells]
            elif isinstance(block, Paragraph):
                texts.append(f"{block.marker} {block.text}")
            elif isinstance(block, Title):
                texts += [block.kind, block.subject]
        if part.closing is not None:
            texts += [*part.closing.recipients, *part.closing.signature.authority, part.closing.signature.position]
    return "\n".join(texts).replace("\u00a0", " ")


def table(content: Content, part: int = 0) -> list[Row]:
    blocks = content.parts[part].blocks
    found = next(block for block in blocks if isinstance(block, Table) and block.ruled)
    return [row for row in found.rows if isinstance(row, Row)]


@pytest.fixture
def busy(commune: Session) -> Session:
    """A commune with both bodies, a committee with a Tổ giúp việc, progress, a late task and a conclusion."""
    add_body_from(commune, {"system": "government"})
    steering = put_committee(commune, Committee("c1", "Ban Chỉ đạo chuyển đổi số xã Đồi Sim", position=1))
    group = put_committee(
        commune, Committee("c2", "Tổ giúp việc Ban Chỉ đạo chuyển đổi số xã Đồi Sim", CommitteeKind.HELPER_GROUP)
    )
    with commune.store.changes("test"):
        for member in (
            Member("m1", steering.id, "Trần Thị Mẫu", "Bí thư Đảng ủy", RoleRank.HEAD, "Trưởng ban"),
            Member("m2", steering.id, "Lê Văn Mẫu", "Trưởng phòng Kinh tế", RoleRank.MEMBER, "Ủy viên"),
            Member("m3", group.id, "Phạm Thị Mẫu", "Phó Chánh Văn phòng", RoleRank.HEAD, "Tổ trưởng"),
        ):
            commune.store.committees.put_member(member)
        commune.store.committees.put_assignment(Assignment("a1", "m2", task_id=task(commune, "N3").id))
    record_progress(commune, task(commune, "N3"), percent=40, result="Đã khảo sát", proposal="Bố trí kinh phí", on=ON)
    done = "Đã ban hành Báo cáo số 12-BC/ĐU ngày 05/9/2026"
    record_progress(commune, task(commune, "N1"), percent=100, result=done, on=date(2026, 9, 5), done=True)
    for kind, fields in SAMPLES.items():
        add_row(commune, kind, fields)
    add_person(commune, {"full_name": "Trần Thị Mẫu", "post": "Công chức"})
    edit_tasks(commune, [task(commune, "N2")], {"note": "Theo Thông báo kết luận cuộc họp ngày 15/9/2026"})
    draft_report(commune, period="2026-H1")
    return commune


def printable(kind: str) -> Request:
    return request(period=PERIOD, person="Lê Văn Mẫu" if kind == "hand-over-record" else None)


OF_PACKAGES = ("hand-over-slip", "verification-sheet")
NOT_AT_FIRST = (*OF_PACKAGES, "committee-changes")
"""Kinds that need more than an office has at first: a package, or a decision that has been overtaken."""


def test_the_command_line_knows_exactly_the_kinds_that_are_printed() -> None:
    assert set(PRINT_KINDS) == set(papers.KINDS)
    assert len(PRINT_KINDS) == len(set(PRINT_KINDS))


@pytest.mark.parametrize("body", ["party", "government"])
@pytest.mark.parametrize("kind", [kind for kind in papers.KINDS if kind not in NOT_AT_FIRST])
def test_every_kind_prints_in_the_form_of_both_bodies(busy: Session, kind: str, body: str) -> None:
    wanted = replace(printable(kind), body=body)
    assert papers.content(busy, kind, wanted).system is System(body)
    pdf = papers.render(busy, kind, wanted)
    assert archival_findings(pdf) == []
    assert papers.render(busy, kind, wanted) == pdf


@pytest.mark.parametrize(("suffix", "start"), [(".docx", b"PK"), (".xlsx", b"PK")])
@pytest.mark.parametrize("kind", ["indicator-list", "committee-decision", "reminder", "work-order", "summary"])
def test_word_and_excel_take_the_same_content(busy: Session, kind: str, suffix: str, start: bytes) -> None:
    assert papers.render(busy, kind, printable(kind), suffix=suffix).startswith(start)


def test_other_files_are_refused(busy: Session) -> None:
    with pytest.raises(BadValue):
        papers.render(busy, "plan", request(), suffix=".odt")
    with pytest.raises(BadValue):
        papers.render(busy, "poem", request())


# --- tasks --------------------------------------------------------------------------------------------------------


def test_a_reminder_holds_only_the_late_tasks_of_its_unit(busy: Session) -> None:
    letter = papers.content(busy, "reminder", request(unit="Phòng Kinh tế"))
    rows = table(letter)
    assert [cell_text(row.cells[1]).split(".")[0] for row in rows] == ["N3"]
    assert rows[0].cells[4] == (ON - date(2026, 6, 30)).days
    (kinh_gui,) = (block for block in letter.parts[0].blocks if isinstance(block, Addressees))
    assert kinh_gui.names == ("Phòng Kinh tế",)
    assert letter.parts[0].head is not None
    assert letter.parts[0].head.subject.startswith("V/v đôn đốc")
    assert "Đã khảo sát" in cell_text(rows[0].cells[5])


def test_a_reminder_without_a_unit_is_one_letter_to_all_late_units(busy: Session) -> None:
    edit_tasks(busy, [task(busy, "N2")], {"deadline": "Tháng 8/2026"})
    letter = papers.content(busy, "reminder", request())
    assert len(letter.parts) == 1
    (kinh_gui,) = (block for block in letter.parts[0].blocks if isinstance(block, Addressees))
    # Công an xã has no late task; it owes a plan of its own, which is chased in the same letter
    assert set(kinh_gui.names) == {"Phòng Văn hóa - Xã hội", "Phòng Kinh tế", "Công an xã"}


def test_a_reminder_with_nobody_late_is_refused(busy: Session) -> None:
    with pytest.raises(NothingToPrint):
        papers.content(busy, "reminder", replace(request(), on=date(2026, 1, 1)))


def test_the_sign_of_a_letter_follows_its_system(busy: Session) -> None:
    signs = {}
    for body in ("party", "government"):
        head = papers.content(busy, "reminder", request(body=body, unit="Phòng Kinh tế")).parts[0].head
        assert head is not None
        assert head.sign is not None
        signs[body] = head.sign.symbol
    assert signs == {"party": "-CV/ĐU", "government": "/UBND-VHXH"}


def test_a_work_list_holds_open_work_with_blank_columns(busy: Session) -> None:
    rows = table(papers.content(busy, "work-list", request(unit="Phòng Kinh tế")))
    assert [row.cells[1] for row in rows] == ["N3"]
    assert rows[0].cells[-2:] == ("", "")
    of_person = table(papers.content(busy, "work-list", request(person="lê văn mẫu")))
    assert [(row.cells[1], row.cells[3]) for row in of_person] == [("N3", "Theo dõi")]


def test_without_a_unit_every_lead_unit_has_its_own_page(busy: Session) -> None:
    lists = papers.content(busy, "work-list", request())
    assert len(lists.parts) == 2  # the finished task's unit has no open work


def test_a_work_order_states_the_six_and_leaves_the_rest_to_the_pen(busy: Session) -> None:
    order = papers.content(busy, "work-order", request(unit="Phòng Kinh tế"))
    assert [row.cells[1] for row in table(order)] == [
        "Rõ việc", "Rõ người", "Rõ thời gian", "Rõ trách nhiệm", "Rõ sản phẩm", "Rõ thẩm quyền",
    ]  # fmt: skip
    assert "…" in cell_text(table(order)[1].cells[2])
    signed = order.parts[0].blocks[-1]
    assert isinstance(signed, Table)
    assert [column.title for column in signed.leaves] == ["NGƯỜI GIAO VIỆC", "NGƯỜI NHẬN VIỆC"]


def test_the_summary_counts_and_names_row_codes(busy: Session) -> None:
    sheet = papers.content(busy, "summary", request())
    numbers = table(sheet)[0].cells
    assert numbers[:4] == (2, 1, 0, 1)  # without the continuous one; done, in time, overdue
    assert "N3" in words_of(sheet)
    assert "N3: Bố trí kinh phí" in words_of(sheet)


def test_rows_of_the_annex_are_numbered_as_the_office_chose(busy: Session) -> None:
    paper_settings.set_layout(busy, System.PARTY, LayoutSettings(row_numbering=RowNumbering.NESTED))
    rows = table(papers.content(busy, "task-list", request()))
    assert [row.cells[0] for row in rows] == ["1.1", "1.2", "2.1"]


def test_indicator_years_without_targets_have_no_column(busy: Session) -> None:
    (part,) = papers.content(busy, "indicator-list", request()).parts
    titles = [column.title for block in part.blocks if isinstance(block, Table) for column in block.leaves]
    assert titles[3:5] == ["2030", "2035"]
    assert "> 80" in words_of(papers.content(busy, "indicator-list", request()))


def test_a_plan_typed_here_is_followed_by_its_lists_and_a_read_one_is_not(busy: Session) -> None:
    assert len(papers.content(busy, "plan", request()).parts) == 1
    plan = busy.store.plans.newest()
    assert plan is not None
    with busy.store.changes("test"):
        busy.store.plans.put(replace(plan, source_attachment=None))
    annexes = papers.content(busy, "plan", request()).parts[1:]
    titles = [block for part in annexes for block in part.blocks if isinstance(block, AnnexTitle)]
    assert [title.label for title in titles] == ["Phụ lục I", "Phụ lục II"]
    assert papers.render(busy, "plan", request()).startswith(b"%PDF")


# --- committee ----------------------------------------------------------------------------------------------------


def test_a_first_decision_establishes_and_a_changed_list_reorganises(busy: Session) -> None:
    first = words_of(papers.content(busy, "committee-decision", request()))
    assert "Thành lập Ban Chỉ đạo" in first
    assert "1. Đồng chí Trần Thị Mẫu, Bí thư Đảng ủy - Trưởng ban;" in first
    committee = busy.store.committees.get("c1")
    put_committee(busy, replace(committee, decision="03-QĐ/ĐU", decided_on=date(2025, 9, 5)))
    again = words_of(papers.content(busy, "committee-decision", request()))
    assert "Kiện toàn" in again
    assert "thay thế danh sách thành viên tại Quyết định số 03-QĐ/ĐU ngày 05 tháng 9 năm 2025" in again


def test_what_a_reorganisation_changes_is_printed_for_the_meeting(busy: Session) -> None:
    with pytest.raises(NothingToPrint):
        papers.content(busy, "committee-changes", request())
    put_committee(busy, replace(busy.store.committees.get("c1"), decision="03-QĐ/ĐU", decided_on=date(2025, 9, 5)))
    head, member = busy.store.committees.members("c1")
    with busy.store.changes("test"):
        busy.store.committees.put_member(replace(head, decision_in="03-QĐ/ĐU"))
        busy.store.committees.put_member(replace(member, decision_in="03-QĐ/ĐU"))
    with pytest.raises(NothingToPrint, match="đang có hiệu lực"):
        papers.content(busy, "committee-changes", request())
    with busy.store.changes("test"):
        busy.store.committees.put_member(
            replace(member, decision_in="03-QĐ/ĐU", active_from=date(2025, 9, 5), active_to=date(2026, 9, 1))
        )
        new = Member("m9", "c1", "Đỗ Thị Mẫu", "Trưởng Công an xã", RoleRank.MEMBER, "Ủy viên", position=3)
        busy.store.committees.put_member(new)
    for body in ("party", "government"):
        made = papers.content(busy, "committee-changes", request(body=body))
        shown = [(row.cells[1], row.cells[3], row.cells[4], row.cells[5]) for row in table(made)]
        assert shown == [
            ("Đỗ\u00a0Thị\u00a0Mẫu", "-", "Ủy viên", "Bổ sung"),
            ("Lê\u00a0Văn\u00a0Mẫu", "Ủy viên", "-", "Thôi tham gia"),
        ]
    decided = words_of(papers.content(busy, "committee-decision", request()))
    assert "Kiện toàn" in decided
    assert "Đỗ Thị Mẫu" in decided
    assert "Lê Văn Mẫu" not in decided, "the decision prints the whole new list, not the changes"


def test_a_plan_in_the_other_bodys_form_has_that_bodys_filing_and_recipients(busy: Session) -> None:
    part = papers.content(busy, "plan", request(body="government")).parts[0]
    closing = part.closing
    assert closing is not None
    government = next(row for row in busy.store.offices.bodies() if row.system is System.GOVERNMENT)
    assert closing.filing == government.filing == "Lưu: VT, VHXH"
    assert government.recipients[0] == "Như trên"
    assert closing.recipients == government.recipients[1:], "a plan has no Kính gửi that stands above"
    assert part.head is not None
    assert part.head.sign is not None
    assert not part.head.sign.number, "the government's own number is given when it is issued"


def test_an_issued_decision_prints_again_with_its_number(busy: Session) -> None:
    put_committee(busy, replace(busy.store.committees.get("c1"), decision="03-QĐ/ĐU", decided_on=date(2025, 9, 5)))
    with busy.store.changes("test"):
        for member in busy.store.committees.members("c1"):
            busy.store.committees.put_member(replace(member, decision_in="03-QĐ/ĐU"))
    made = papers.content(busy, "committee-decision", request())
    head = made.parts[0].head
    assert head is not None
    assert head.sign is not None
    assert (head.sign.number, head.sign.symbol) == ("03", "-QĐ/ĐU")
    assert "Thành lập" in words_of(made)
    other = papers.content(busy, "committee-decision", request(body="government")).parts[0].head
    assert other is not None
    assert other.sign is not None
    assert other.sign.number == ""


def test_a_government_decision_is_signed_without_tm(busy: Session) -> None:
    part = papers.content(busy, "committee-decision", request(body="government")).parts[0]
    assert part.closing is not None
    assert part.closing.signature.authority == ()
    assert part.closing.recipients[0] == "Như Điều 3"
    assert "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ ĐỒI SIM" in words_of(Content(System.PARTY, "", (part,)))


def test_the_helper_group_is_set_up_by_the_steering_committee(busy: Session) -> None:
    made = papers.content(busy, "helper-group-decision", request())
    head = made.parts[0].head
    assert head is not None
    assert head.issuer_lines == ("BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ",)
    assert "T/M BAN CHỈ ĐẠO" in words_of(made)


def test_conclusions_are_the_tasks_whose_note_names_the_meeting(busy: Session) -> None:
    notice = papers.content(busy, "conclusion-notice", request())
    assert [row.cells[1] for row in table(notice)] == ["N2"]
    assert "ngày 15 tháng 9 năm 2026" in words_of(notice)
    with pytest.raises(NothingToPrint):
        papers.content(busy, "conclusion-notice", request(meeting=date(2026, 9, 1)))


@pytest.mark.parametrize(
    ("note", "day"),
    [
        ("Kết luận cuộc họp ngày 15/9/2026", date(2026, 9, 15)),
        ("Thông báo kết luận số 02-TB/BCĐ ngày 05 tháng 01 năm 2026", date(2026, 1, 5)),
        ("Kết luận", None),
        ("Báo cáo trước ngày 15/9/2026", None),
        ("Kết luận ngày 31/2/2026", None),
    ],
)
def test_the_day_of_a_meeting_is_read_from_the_note(note: str, day: date | None) -> None:
    assert meeting_day(note) == day


def test_a_hand_over_lists_what_the_person_answers_for(busy: Session) -> None:
    record = papers.content(busy, "hand-over-record", request(person="Lê Văn Mẫu"))
    assert [row.cells[1] for row in table(record)] == ["N3"]
    assert "Trưởng phòng Kinh tế" in words_of(record)
    for person in (None, "Không Có Ai"):
        with pytest.raises(UserError):
            papers.content(busy, "hand-over-record", request(person=person))


@pytest.mark.parametrize(
    "kind", ["committee-decision", "helper-group-decision", "conclusion-notice", *OF_PACKAGES, "committee-assignments"]
)
def test_an_office_without_the_data_is_told_so(commune: Session, kind: str) -> None:
    with pytest.raises(NothingToPrint):
        papers.content(commune, kind, request())


# --- evidence and packages ----------------------------------------------------------------------------------------


def test_the_evidence_file_lists_what_is_there_and_what_is_missing(busy: Session) -> None:
    edit_tasks(busy, [task(busy, "N2")], {"state": "done", "finished_on": "20/9/2026"})
    evidence = papers.content(busy, "evidence-file", request())
    index = [cell_text(row.cells[1]) for row in table(evidence, 1)]
    assert index[0].startswith("Kế hoạch")
    assert any(text.startswith("N1: Đã ban hành Báo cáo số 12-BC/ĐU") for text in index)
    assert [row.cells[1] for row in table(evidence, 2)] == ["N2"]


def test_the_evidence_file_of_a_period_has_its_proofs_and_finished_tasks_only(busy: Session) -> None:
    edit_tasks(busy, [task(busy, "N2")], {"state": "done", "finished_on": "20/9/2026"})
    at_large = papers.content(busy, "evidence-file", request())
    proofs = [cell_text(row.cells[1]) for row in table(at_large, 1) if cell_text(row.cells[1]).startswith("N1:")]
    day = next(entry.on for entry in busy.store.tasks.progress(task(busy, "N1").id) if "12-BC/ĐU" in entry.result)
    own = papers.content(busy, "evidence-file", request(period=f"{day.year}"))
    assert own.parts[0].head is None or f"năm {day.year}" in words_of(own)
    assert [text for row in table(own, 1) if (text := cell_text(row.cells[1])).startswith("N1:")] == proofs != []
    other = papers.content(busy, "evidence-file", request(period="2025-Q4"))
    assert "N1:" not in words_of(other)
    assert "N2" not in words_of(other)
    assert cell_text(table(other, 1)[0].cells[1]).startswith("Kế hoạch")


def test_the_slip_has_the_codes_that_the_receiver_sees(
    busy: Session, superior: Session, identity_of: IdentityOf, tmp_path: Path
) -> None:
    report = reports.draft_report(busy, period=PERIOD)
    report = reports.issue_report(busy, report, number=1, on=ON)
    identity = identity_of("00000")
    # identities are made, and packages received, by the real clock
    made = packages.package_report(
        replace(busy, now=vietnam_now), report, [packages.Signer(identity)], tmp_path / "out"
    )
    slip = words_of(papers.content(busy, "hand-over-slip", request(period=PERIOD, body="government")))
    assert made.comparison_code in slip
    certificate = tmp_path / "office.cer"
    certificate.write_bytes(identities.certificate_pem(identity))
    identities.trust(superior, certificate, office_code="00000", roles=frozenset({identity.role}))
    receiving.receive(superior, made.path)
    for language in ("vi", "en"):
        use_language(language)
        try:
            sheet = words_of(papers.content(superior, "verification-sheet", request(period=PERIOD)))
        finally:
            use_language("vi")
        assert made.comparison_code in sheet
        assert "Kết quả: HỢP LỆ, CẦN XEM LẠI" in sheet
        assert "ENV-10" in sheet
        assert "Warning" not in sheet
    codes = [set(re.findall(r"\b[0-9a-f]{16}\b", text)) for text in (slip, sheet)]
    assert codes[0] == codes[1]
    assert len(codes[0]) == 1


def test_an_issued_report_prints_its_frozen_bytes(busy: Session) -> None:
    report = reports.issue_report(busy, reports.draft_report(busy, period=PERIOD), number=1, on=ON)
    paper_settings.set_layout(busy, System.PARTY, LayoutSettings(leading=22))
    frozen = busy.store.files.read(report.pdf_attachment or "")
    assert papers.render(busy, "report", request(period=PERIOD)) == frozen


def test_an_issued_report_handed_over_alone_is_the_frozen_paper_with_the_frozen_data(busy: Session) -> None:
    report = reports.issue_report(busy, reports.draft_report(busy, period=PERIOD), number=1, on=ON)
    files = busy.store.files
    made = papers.render(busy, "report", request(period=PERIOD), with_data=True)
    assert made.startswith(files.read(report.pdf_attachment or ""))
    assert archival_findings(made, with_data=True) == []
    with pikepdf.open(io.BytesIO(made)) as document:
        (attached,) = document.attachments.values()
        assert attached.get_file().read_bytes() == files.read(report.data_attachment or "")


def test_any_other_paper_handed_over_alone_carries_its_workbook(busy: Session) -> None:
    made = papers.render(busy, "task-list", request(), with_data=True)
    assert archival_findings(made, with_data=True) == []
    with pikepdf.open(io.BytesIO(made)) as document:
        (attached,) = document.attachments.values()
        workbook = attached.get_file().read_bytes()
    assert workbook == papers.render(busy, "task-list", request(), suffix=".xlsx")
    with pytest.raises(BadValue):
        papers.render(busy, "task-list", request(), suffix=".docx", with_data=True)


# --- layout -------------------------------------------------------------------------------------------------------


def test_the_office_prints_in_its_own_layout_from_then_on(busy: Session) -> None:
    before = papers.render(busy, "plan", request())
    paper_settings.set_layout(busy, System.PARTY, LayoutSettings(leading=22, body_size=15, left_mm=35))
    assert paper_settings.layout_settings(busy, System.PARTY).leading == 22
    assert papers.render(busy, "plan", request()) != before
    assert paper_settings.layout_of(busy, System.GOVERNMENT).body.size == 14


def test_a_layout_that_the_rules_forbid_is_kept_out(busy: Session) -> None:
    with pytest.raises(OutsideTheRules) as refused:
        paper_settings.set_layout(busy, System.PARTY, LayoutSettings(left_mm=20))
    assert "05-HD/VPTW" in refused.value.sentence
    assert paper_settings.layout_settings(busy, System.PARTY) == LayoutSettings()


def test_parts_are_whole(busy: Session) -> None:
    """A signature stands on every paper that somebody answers for."""
    for kind in papers.KINDS:
        if kind in (*NOT_AT_FIRST, "summary", "charts", "task-list", "indicator-list"):
            continue
        last: list[Part] = [
            part
            for part in papers.content(busy, kind, printable(kind)).parts
            if part.closing is not None or any(isinstance(block, Table) and not block.ruled for block in part.blocks)
        ]
        assert last, kind


def test_the_gaps_of_a_plan_are_listed_by_member(busy: Session) -> None:
    made = papers.content(busy, "clarity-list", request())
    [table] = [block for block in made.parts[0].blocks if isinstance(block, Table) and block.ruled]
    rows = {str(row.cells[1]): row.cells for row in table.rows if isinstance(row, Row)}
    assert [leaf.title for leaf in table.leaves][4:9] == [
        "Rõ người", "Rõ việc", "Rõ thời gian", "Rõ trách nhiệm", "Rõ sản phẩm",
    ]  # fmt: skip
    missing = {row.code: missing_members(row, FIVE_CLEAR) for row in busy.store.tasks.of_plan(plan_of(busy, None).id)}
    assert set(rows) == {code for code, lacks in missing.items() if lacks}
    for code, cells in rows.items():
        marks = dict(zip(FIVE_CLEAR, cells[4:9], strict=True))
        assert {member for member, mark in marks.items() if mark != "x"} == set(missing[code])
