"""A short paper of invented content in the office's own form: it shows every layout setting on three pages."""

from __future__ import annotations

from kh57_desktop.documents.content import Content
from kh57_desktop.documents.kinds.plan import plan_content
from kh57_desktop.documents.kinds.task_list import RowNumbering, task_list_content
from kh57_desktop.documents.pdf import render_pdf
from kh57_desktop.domain.offices import IssuingBody, Unit
from kh57_desktop.domain.plans import Plan, Section, TaskGroup
from kh57_desktop.domain.tasks import Task
from kh57_desktop.domain.terms import System
from kh57_desktop.progress import SILENT, Progress
from kh57_desktop.services.offices import signature_of, standard_body
from kh57_desktop.services.paper_settings import layout_of, layout_settings
from kh57_desktop.services.session import Session

_TITLE = "Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị trên địa bàn {place} năm {year}"
_BASES = (
    "Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về đột phá phát triển khoa học, công nghệ, đổi mới "
    "sáng tạo và chuyển đổi số quốc gia",
    "Nghị quyết số 71/NQ-CP ngày 01/4/2025 của Chính phủ",
)
_PURPOSE = (
    "1. Cụ thể hóa các mục tiêu, nhiệm vụ, giải pháp thành công việc có người chịu trách nhiệm, có thời hạn và có sản "
    "phẩm kiểm đếm được.",
    "2. Bảo đảm rõ người, rõ việc, rõ thời gian, rõ trách nhiệm, rõ sản phẩm, rõ thẩm quyền; việc của ngày nào làm "
    "xong trong ngày đó, không để tồn đọng sang kỳ sau.",
)
_TASKS = (
    "Rà soát, nâng cấp đường truyền tại các nhà văn hóa thôn, bảo đảm mọi thôn đều có kết nối ổn định.",
    "Tổ chức tập huấn kỹ năng số cho cán bộ, công chức và tổ công nghệ số cộng đồng.",
    "Số hóa hồ sơ thủ tục hành chính, trả kết quả trên môi trường điện tử.",
    "Bảo đảm an toàn thông tin cho các hệ thống dùng chung, mật khẩu đổi định kỳ, dữ liệu được sao lưu hằng ngày.",
    "Phát động phong trào học tập kỹ năng số; mỗi thôn có ít nhất một nhóm hướng dẫn người dân dùng dịch vụ công.",
)


def specimen(session: Session, system: System, *, progress: Progress = SILENT) -> bytes:
    """As PDF, in the layout in force; every page says DỮ LIỆU MẪU."""
    body = _body(session, system)
    settings = layout_settings(session, system)
    plan = _plan(session, body)
    paper = plan_content(
        plan,
        _sections(),
        header_lines=body.header_lines,
        symbol=body.symbol,
        last_basis_end=settings.last_basis_end or "",
        sample=True,
    )
    annex = task_list_content(
        plan,
        tuple(TaskGroup(f"g{place}", "", "", f"Nhóm nhiệm vụ thứ {place}", place) for place in (1, 2)),
        _tasks(),
        (Unit("u", "Văn phòng"),),
        header_lines=body.header_lines,
        symbol=body.symbol,
        numbering=settings.row_numbering or RowNumbering.THROUGH,
        sample=True,
    )
    both = Content(system, paper.title, (*paper.parts, *annex.parts), True)
    return render_pdf(both, layout=layout_of(session, system), progress=progress)


def _body(session: Session, system: System) -> IssuingBody:
    """The office's own body of the system, else the usual one that it would have."""
    own = [body for body in session.store.offices.bodies() if body.system is system]
    return own[0] if own else standard_body(session.store.offices.office(), system, position=1)


def _plan(session: Session, body: IssuingBody) -> Plan:
    year = session.today.year
    place = session.store.offices.office().full_name
    return Plan(
        id="",
        code="",
        kind="Kế hoạch",
        system=body.system,
        issuer=body.name,
        locality=body.locality,
        level="xã",
        title=_TITLE.format(place=place, year=year),
        number=None,
        date_words=str(year),
        bases=_BASES,
        preamble=(),
        recipients=body.recipients,
        filing=body.filing,
        signature=signature_of(body),
    )


def _sections() -> tuple[Section, ...]:
    return (
        Section("1", "", "I", "MỤC ĐÍCH, YÊU CẦU", _PURPOSE, 1),
        Section(
            "2", "", "II", "NHIỆM VỤ, GIẢI PHÁP", tuple(f"{place}. {task}" for place, task in enumerate(_TASKS, 1)), 2
        ),
        Section("3", "", "III", "TỔ CHỨC THỰC HIỆN", (f"{_PURPOSE[0][3:]} {_PURPOSE[1][3:]}./.",), 3),
    )


def _tasks() -> tuple[Task, ...]:
    return tuple(
        Task(
            id=f"t{group}{place}",
            code="",
            plan_id="",
            group_id=f"g{group}",
            text=text,
            lead_unit_id="u",
            deadline_words=f"Quý {('I', 'II', 'III', 'IV')[place % 4]}",
            product="Báo cáo kết quả",
            position=10 * group + place,
        )
        for group in (1, 2)
        for place, text in enumerate(_TASKS)
    )
