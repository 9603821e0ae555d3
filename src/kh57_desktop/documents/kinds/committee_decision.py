"""Quyết định thành lập, kiện toàn Ban Chỉ đạo; Quyết định thành lập Tổ giúp việc (document-format.md d5)."""

from __future__ import annotations

from collections.abc import Sequence

from kh57_desktop.documents.content import Content
from kh57_desktop.documents.kinds.decision import Article, decision_content
from kh57_desktop.documents.kinds.form import Form
from kh57_desktop.documents.typography import NO_BREAK
from kh57_desktop.domain.committee import Committee, Member, in_order
from kh57_desktop.domain.terms import CommitteeKind

# steering-committee.md section 3: duties and powers usually written in
_COMMITTEE_DUTIES = (
    "Tham mưu, giúp {issuer} lãnh đạo, chỉ đạo thực hiện {work} trên địa bàn",
    "Chỉ đạo, theo dõi, kiểm tra, đôn đốc các cơ quan, đơn vị thực hiện nhiệm vụ được giao",
    "Ban hành quy chế làm việc, chương trình công tác hằng năm; thành lập Tổ giúp việc",
    "Họp định kỳ hằng quý hoặc đột xuất để đánh giá kết quả và kết luận các nội dung thuộc thẩm quyền",
    "Giải quyết vướng mắc giữa các cơ quan, đơn vị; đề xuất cấp có thẩm quyền những nội dung vượt thẩm quyền",
    "Sơ kết, tổng kết và báo cáo cấp trên theo quy định",
)
# the same document, section 2: the work of the Tổ giúp việc
_HELPER_DUTIES = (
    "Tổng hợp tình hình, kết quả thực hiện; soạn thảo các văn bản của {parent}",
    "Chuẩn bị nội dung, tài liệu các cuộc họp của {parent}",
    "Cập nhật, theo dõi danh mục nhiệm vụ; đôn đốc các cơ quan, đơn vị thực hiện đúng tiến độ",
    "Thực hiện các nhiệm vụ khác do Trưởng ban giao",
)


def committee_decision_content(
    form: Form,
    committee: Committee,
    members: Sequence[Member],
    *,
    bases: Sequence[str],
    deciding: str,
    replaces: str = "",
    parent: str = "",
    work: str = "nghị quyết",
    carried_out_by: str = "Các cơ quan, đơn vị có liên quan",
) -> Content:
    """`replaces`: the earlier decision with its day where the committee is reorganised (kiện toàn).

    `parent`: the Ban Chỉ đạo that a Tổ giúp việc belongs to; `work`: what the committee steers ("Nghị quyết số 57…").
    The list is the whole new one; what changed is for the meeting, not for the decision.
    """
    name = committee.name
    verb = "kiện toàn" if replaces else "thành lập"
    first = f"Kiện toàn {name} thành lập tại {replaces}" if replaces else f"Thành lập {name}"
    articles = [
        Article(f"{first} gồm các đồng chí sau:", _list(members)),
        Article(f"Nhiệm vụ, quyền hạn của {name}:", _duties(committee, form.issuer, parent, work)),
    ]
    effect = "Quyết định này có hiệu lực kể từ ngày ký"
    people = "các đồng chí có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này"
    if replaces:
        articles[1:] = [
            Article(
                f"{effect} và thay thế danh sách thành viên tại {replaces}; các nội dung khác của Quyết định đó "
                "giữ nguyên hiệu lực."
            ),
            Article(f"{carried_out_by} và {people}."),
        ]
    else:
        articles.append(Article(f"{carried_out_by} và {people}. {effect}."))
    return decision_content(form, subject=f"{verb} {name}", deciding=deciding, bases=bases, articles=articles)


def _list(members: Sequence[Member]) -> tuple[tuple[str, str], ...]:
    """`1. Đồng chí ‹họ tên›, ‹chức vụ› - Trưởng ban;`, one appointed by post without a name."""
    ordered = in_order(list(members))
    last = len(ordered)
    rows = []
    for place, member in enumerate(ordered, 1):
        who = ", ".join(part for part in (f"Đồng chí {member.name}" if member.name else "", member.post) if part)
        role = member.role.replace(" ", NO_BREAK, 1)  # no line holds "viên;" alone
        rows.append((f"{place}.", f"{who} - {role}{'.' if place == last else ';'}"))
    return tuple(rows)


def _duties(committee: Committee, issuer: str, parent: str, work: str) -> tuple[tuple[str, str], ...]:
    is_helper = committee.kind is CommitteeKind.HELPER_GROUP
    lines = _HELPER_DUTIES if is_helper else _COMMITTEE_DUTIES
    texts = [line.format(issuer=issuer, work=work, parent=parent or "Ban Chỉ đạo") for line in lines]
    if committee.standing_body:
        whose = "Tổ giúp việc" if is_helper else "Ban Chỉ đạo"
        body = committee.standing_body.strip().rstrip(".;,")
        texts.append(f"Cơ quan thường trực của {whose}: {body}")
    last = len(texts)
    return tuple((f"{place}.", f"{text}{'.' if place == last else ';'}") for place, text in enumerate(texts, 1))
