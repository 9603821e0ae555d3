"""From documents to accepted rows: corrections, choices, unfinished imports, columns, parts, and one undo for all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from kh57_desktop import paths
from kh57_desktop.domain.corrections.draft import Draft, RowKind, draft_of
from kh57_desktop.domain.corrections.edits import drop, move_to, not_ours, set_field, split
from kh57_desktop.domain.corrections.kept import UnfinishedImport
from kh57_desktop.domain.corrections.unit_matches import MatchKind, choose_unit
from kh57_desktop.domain.offices import Unit
from kh57_desktop.domain.plan_changes import ChangeKind
from kh57_desktop.domain.plan_reading import (
    Passage,
    PlanReading,
    ReadCommittee,
    ReadIndicator,
    ReadMember,
    ReadTask,
    ReadTaskGroup,
)
from kh57_desktop.domain.terms import Comparator
from kh57_desktop.importing.errors import DocumentSecret, NoPlanInDocument
from kh57_desktop.services import imports, lists
from kh57_desktop.services.column_mappings import remember_mapping, remembered_mappings
from kh57_desktop.services.import_documents import ReadTogether, read_documents
from kh57_desktop.services.import_rereading import read_anew
from kh57_desktop.services.offices import create_office
from kh57_desktop.services.read_rows import UnitBook
from kh57_desktop.services.session import Session, open_session

SAMPLE = paths.resources() / "samples" / "ke-hoach-mau.docx"
INDICATOR = ReadIndicator("Hồ sơ trực tuyến đạt 80%", 2026, None, Comparator.EQUAL, Decimal(80), None, "%", None)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """An office without a plan."""
    made = create_office(tmp_path / "xã.kh57", name="Đồi Sim", province="Vân Khê", code="00000", user="Cán bộ Mẫu")
    yield made
    made.close()


def reading(**changes) -> PlanReading:
    plan = PlanReading(
        kind="Kế hoạch", system="party", title="thử nghiệm", number="12-KH/ĐU", date="2026-02-05",
        task_groups=(ReadTaskGroup("1", "Hạ tầng"), ReadTaskGroup("1", "Nhân lực")),
        tasks=(
            ReadTask("1", "1.1", "Lắp Wi-Fi; trang bị máy tính", "Phòng Kinh tế xã", ("Các thôn",), "2026", None),
            ReadTask("1", "1.2", "Nâng cấp mạng nội bộ", "P. VHXH", (), "2027", None),
            ReadTask("1", None, "Mở lớp bồi dưỡng", "Công an xã", (), "Thường xuyên", None),
        ),
        indicators=(INDICATOR,),
        passages=(Passage("Lắp Wi-Fi"),),
    )  # fmt: skip
    return replace(plan, **changes)


def begun(session, plan: PlanReading | None = None) -> UnfinishedImport:
    return imports.begin(session, ReadTogether(plan or reading(), (("kế hoạch.docx", b"van ban"),)))


def with_draft(unfinished: UnfinishedImport, draft: Draft) -> UnfinishedImport:
    return replace(unfinished, draft=draft)


def test_an_unfinished_import_outlives_the_program(session):
    unfinished = begun(session)
    corrected = with_draft(unfinished, split(unfinished.draft, 2, len("Lắp Wi-Fi;")))
    imports.keep(session, corrected)
    path = session.store.path
    session.close()
    with open_session(path) as again:
        assert imports.unfinished_imports(again) == [corrected]
        assert imports.unfinished_imports(again)[0].draft.base.passages == reading().passages
        assert again.store.next_undo() is None or "12-KH" not in again.store.next_undo().words


def test_what_was_corrected_is_what_is_saved_as_one_undo(session):
    unfinished = begun(session)
    draft = split(unfinished.draft, 2, len("Lắp Wi-Fi;"))
    draft = not_ours(drop(set_field(draft, 3, "deadline", "30/6/2027"), [4]), [2])
    accepted = imports.accept(session, with_draft(unfinished, draft))
    tasks = session.store.tasks.of_plan(accepted.plan.id)
    assert [task.text for task in tasks] == ["Lắp Wi-Fi;", "trang bị máy tính", "Nâng cấp mạng nội bộ"]
    assert [task.is_ours for task in tasks] == [False, True, True]
    assert tasks[2].due_on.isoformat() == "2027-06-30"
    assert session.store.files.read(accepted.plan.source_attachment) == b"van ban"
    assert imports.unfinished_imports(session) == []
    session.store.undo()
    assert session.store.plans.all() == []
    (back,) = imports.unfinished_imports(session)
    assert back.draft == draft


def test_groups_with_one_number_keep_their_own_tasks(session):
    unfinished = begun(session)
    second = next(row.key for row in unfinished.draft.rows if row.text == "Nhân lực")
    draft = move_to(unfinished.draft, [4], second)
    accepted = imports.accept(session, with_draft(unfinished, draft))
    groups = {group.id: group.title for group in session.store.plans.groups(accepted.plan.id)}
    assert [groups[task.group_id] for task in session.store.tasks.of_plan(accepted.plan.id)] == [
        "Hạ tầng", "Hạ tầng", "Nhân lực",
    ]  # fmt: skip


def test_clear_rows_first_and_the_rest_into_the_same_plan_later(session):
    unfinished = begun(session)
    tasks = [row.key for row in unfinished.draft.rows if row.kind is RowKind.TASK]
    first = imports.accept(session, unfinished, only=[tasks[0], tasks[2]])
    (left,) = imports.unfinished_imports(session)
    assert [row.text for row in left.draft.of_kind(RowKind.TASK)] == ["Nâng cấp mạng nội bộ"]
    assert left.plan_code == first.plan.code
    second = imports.accept(session, left)
    assert (second.tasks, second.indicators) == (1, 1)
    found = sorted(session.store.tasks.of_plan(first.plan.id), key=lambda task: task.position)
    assert [task.text for task in found][1] == "Nâng cấp mạng nội bộ"
    assert [task.code for task in found] == ["N1", "N3", "N2"]
    assert len({task.group_id for task in found}) == 1
    assert imports.unfinished_imports(session) == []
    session.store.undo()
    assert len(session.store.tasks.of_plan(first.plan.id)) == 2
    (again,) = imports.unfinished_imports(session)
    assert [row.text for row in again.draft.of_kind(RowKind.TASK)] == ["Nâng cấp mạng nội bộ"]
    corrected = with_draft(again, set_field(again.draft, tasks[1], "deadline", "2029"))
    imports.keep(session, corrected)
    session.store.undo()
    assert session.store.plans.all() == []
    (whole,) = imports.unfinished_imports(session)
    assert whole.plan_code == ""
    rows = whole.draft.of_kind(RowKind.TASK)
    assert [(row.text, row.deadline) for row in rows] == [
        ("Lắp Wi-Fi; trang bị máy tính", "2026"),
        ("Nâng cấp mạng nội bộ", "2029"),
        ("Mở lớp bồi dưỡng", "Thường xuyên"),
    ]


def test_at_the_next_opening_what_was_accepted_is_not_kept_any_more(session):
    unfinished = begun(session)
    imports.accept(session, unfinished)
    assert len(session.store.drafts.imports()) == 1
    imports.tidy(session)
    assert session.store.drafts.imports() == []
    assert session.store.files.content(unfinished.documents[0].sha256, "kế hoạch.docx")  # the plan's own now


def test_names_of_units_are_matched_chosen_and_learned(session):
    with session.store.changes("thử"):
        session.store.offices.put_unit(Unit("u1", "Phòng Văn hóa - Xã hội"))
        session.store.offices.put_unit(Unit("u2", "Phòng Kinh tế và Hạ tầng"))
    unfinished = begun(session)
    matches = {match.name: match for match in imports.unit_matches(session, unfinished.draft)}
    assert (matches["P. VHXH"].kind, matches["P. VHXH"].unit_id) == (MatchKind.KNOWN, "u1")
    assert (matches["Phòng Kinh tế xã"].kind, matches["Phòng Kinh tế xã"].candidates) == (MatchKind.NEAR, ("u2",))
    assert matches["Các thôn"].kind is MatchKind.GROUP
    draft = choose_unit(unfinished.draft, "Phòng Kinh tế xã", "u2")
    accepted = imports.accept(session, with_draft(unfinished, draft))
    assert session.store.tasks.of_plan(accepted.plan.id)[0].lead_unit_id == "u2"
    learned = next(unit for unit in session.store.offices.units() if unit.id == "u2")
    assert learned.aliases == ("Phòng Kinh tế xã",)
    again = imports.unit_matches(session, draft_of(reading()))
    assert {match.name: match.kind for match in again}["Phòng Kinh tế xã"] is MatchKind.KNOWN


def test_a_unit_named_in_short_first_takes_its_whole_name() -> None:
    book = UnitBook([])
    short = book.id_of("P. VHXH")
    assert book.id_of("Phòng Văn hóa - Xã hội") == short
    assert [(unit.name, unit.aliases) for unit in book.added] == [("Phòng Văn hóa - Xã hội", ("P. VHXH",))]


def test_a_new_version_shows_what_it_changes_and_keeps_what_the_person_wants(session):
    first = imports.accept(session, begun(session))
    before = {task.text: task for task in session.store.tasks.of_plan(first.plan.id)}
    corrected = reading(
        tasks=(
            replace(reading().tasks[0], deadline="2028"),
            reading().tasks[2],
            ReadTask("1", "1.4", "Xây dựng quy chế quản lý tài sản", "Công an xã", (), "2026", None),
        )
    )
    unfinished = begun(session, corrected)
    advice = imports.advice_on(session, unfinished)
    assert advice.on_file.code == first.plan.code
    unfinished = replace(unfinished, update_of=first.plan.code)
    rows = imports.changes_of(session, unfinished)
    kinds = {(row.kind, row.code) for row in rows if row.row_kind is RowKind.TASK}
    assert kinds == {
        (ChangeKind.CHANGED, "N1"), (ChangeKind.SAME, "N3"), (ChangeKind.NEW, None), (ChangeKind.VANISHED, "N2"),
    }  # fmt: skip
    changed = next(row for row in rows if row.kind is ChangeKind.CHANGED)
    assert changed.before[2] == "2026"
    kept = frozenset({changed.old_id, before["Nâng cấp mạng nội bộ"].id})
    imports.accept(session, replace(unfinished, kept_rows=kept))
    after = {task.code: task for task in session.store.tasks.of_plan(first.plan.id)}
    assert after["N1"].deadline_words == "2026"
    assert after["N2"].state == "open"
    assert after["N4"].text == "Xây dựng quy chế quản lý tài sản"
    assert imports.unfinished_imports(session) == []


def test_a_decision_says_who_leaves_before_it_is_accepted(session):
    def decision(number: str, *names: str) -> PlanReading:
        members = tuple(ReadMember(at, name, "Bí thư", "Thành viên") for at, name in enumerate(names, 1))
        committee = ReadCommittee("Ban Chỉ đạo xã", "reorganise", None, members)
        return PlanReading(kind="Quyết định", system="party", number=number, date="2026-03-01", committee=committee)

    imports.accept(session, begun(session, decision("1-QĐ/ĐU", "Y Thử", "Rơ Mẫu")))
    unfinished = begun(session, decision("2-QĐ/ĐU", "Y Thử", "Nay Mới"))
    changes = imports.member_changes(session, unfinished.draft)
    assert not changes.is_new
    assert [member.name for member in changes.left] == ["Rơ Mẫu"]
    accepted = imports.accept(session, with_draft(unfinished, set_field(unfinished.draft, 2, "text", "Nay Sửa")))
    assert (accepted.joined, accepted.stayed, accepted.left) == (1, 1, 1)
    members = session.store.committees.members(accepted.committee.id)
    assert {member.name for member in members if member.active_to is None} == {"Y Thử", "Nay Sửa"}
    assert {row["name"] for row in lists.member_rows(session)} == {"Y Thử", "Nay Sửa"}


def test_giving_up_takes_the_documents_along_unless_they_are_needed(session):
    first, second = begun(session), begun(session)
    sha256 = first.documents[0].sha256
    imports.give_up(session, first)
    assert session.store.files.content(sha256, "kế hoạch.docx") == b"van ban"
    imports.give_up(session, second)
    assert not (session.store.files.folder / sha256[:2] / sha256).exists()
    assert imports.unfinished_imports(session) == []


# --- documents -----------------------------------------------------------------------------------------------------

ANNEX = "TT;Việc phải làm;Ai lo;Bao giờ\n1;Tổ chức Ngày hội chuyển đổi số toàn xã;Phòng Văn hóa;10/10/2026\n"


def csv(tmp_path: Path, text: str = ANNEX) -> Path:
    path = tmp_path / "biểu mẫu.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_plan_and_its_annex_are_one_import_and_a_refused_file_is_told(tmp_path):
    annex = csv(tmp_path, ANNEX.replace("Việc phải làm", "Nhiệm vụ").replace("Ai lo", "Chủ trì"))
    secret = tmp_path / "mật.txt"
    secret.write_text("TUYỆT MẬT\n\nKẾ HOẠCH\n\nI. NHIỆM VỤ\n\n- Làm việc", encoding="utf-8")
    found = read_documents([annex, SAMPLE, secret])
    (together,) = found.imports
    assert [name for name, _content in together.documents] == [SAMPLE.name, annex.name]
    assert together.reading.tasks[-1].text.startswith("Tổ chức Ngày hội") or any(
        task.text.startswith("Tổ chức Ngày hội") for task in together.reading.tasks
    )
    assert any(passage.text == annex.name for passage in together.reading.passages)
    assert [error.code for error in found.refused] == [DocumentSecret.code]


def test_nothing_but_refused_files_is_a_refusal(tmp_path):
    empty = tmp_path / "trống.txt"
    empty.write_text("chỉ một dòng chữ", encoding="utf-8")
    with pytest.raises(NoPlanInDocument):
        read_documents([empty])


FORM = (
    "TT;Nhiệm vụ;Kết quả;Chủ trì;Bao giờ\n"
    "1;Mở lớp kỹ năng số;02 lớp;Công an xã;6/2026\n2;Số hóa sổ hộ tịch;Dữ liệu sạch;;9/2026\n"
)


def test_other_columns_read_the_kept_documents_anew_with_the_corrections(session, tmp_path):
    (together,) = read_documents([csv(tmp_path, FORM)]).imports
    unfinished = imports.begin(session, together)
    corrected = set_field(unfinished.draft, 2, "lead", "Phòng Văn hóa - Xã hội")
    corrected = set_field(corrected, 1, "text", "Mở 02 lớp kỹ năng số")
    unfinished = with_draft(unfinished, corrected)
    key = {column.heading: column.key for column in corrected.base.columns}
    folder = tmp_path / "again"
    folder.mkdir()
    (folder / "biểu mẫu.csv").write_bytes(imports.documents_of(session, unfinished)[0][1])
    anew = read_anew(unfinished, [folder / "biểu mẫu.csv"], {key["Bao giờ"]: "deadline", key["Kết quả"]: "note"})
    assert anew.lost == ()
    rows = [(row.text, row.lead, row.deadline, row.note, row.product) for row in anew.unfinished.draft.rows]
    assert rows == [
        ("Mở 02 lớp kỹ năng số", "Công an xã", "6/2026", "02 lớp", ""),
        ("Số hóa sổ hộ tịch", "Phòng Văn hóa - Xã hội", "9/2026", "Dữ liệu sạch", ""),
    ]
    assert anew.unfinished.documents == unfinished.documents


def test_columns_are_named_once_and_remembered(session, tmp_path):
    path = csv(tmp_path)
    with pytest.raises(NoPlanInDocument) as refusal:
        read_documents([path])
    columns = refusal.value.columns
    assert [column.heading for column in columns] == ["TT", "Việc phải làm", "Ai lo", "Bao giờ"]
    meanings = dict(zip([column.key for column in columns], ["number", "task", "lead", "deadline"], strict=True))
    remember_mapping(session, columns, meanings)
    (together,) = read_documents([path], remembered_mappings(session)).imports
    assert [(task.text, task.lead, task.deadline) for task in together.reading.tasks] == [
        ("Tổ chức Ngày hội chuyển đổi số toàn xã", "Phòng Văn hóa", "10/10/2026")
    ]
