"""What the registers say of a data period, in counts and in sentences that a report cites; each names its rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kh57_desktop.domain.money import millions
from kh57_desktop.domain.register_facts import RegisterFacts, Registers, facts_between
from kh57_desktop.domain.terms import DirectiveLevel, SessionKind
from kh57_desktop.services.session import Session

Sources = tuple[tuple[str, str], ...]
"""Table and id of each row that a sentence was computed from."""


@dataclass(frozen=True, slots=True)
class FactSentence:
    """`key`: which subject; `text`: always Vietnamese; `rows`: what opens when the sentence is clicked."""

    key: str
    text: str
    rows: Sources


def registers_of(session: Session) -> Registers:
    tables = session.store.registers
    return Registers(
        budget_years=tables.budget_years.all(),
        budget_lines=tables.budget_lines.all(),
        inspections=tables.inspections.all(),
        findings=tables.findings.all(),
        commendations=tables.commendations.all(),
        sessions=tables.sessions.all(),
        unit_plans=tables.unit_plans.all(),
        directives=tables.directives.all(),
        conclusions=tables.conclusions.all(),
    )


def facts(session: Session, first: date, last: date) -> RegisterFacts:
    """Counts from `first` to `last`, both days included."""
    return facts_between(registers_of(session), first, last)


def sentences(session: Session, first: date, last: date) -> tuple[FactSentence, ...]:
    """One sentence for each subject of which there is something to say; nothing on record gives no sentence."""
    counted = facts(session, first, last)
    return tuple(found for make in _MAKERS if (found := make(counted)) is not None)


def _directives(counted: RegisterFacts) -> FactSentence | None:
    by_level = dict(counted.directives)
    issued = by_level[DirectiveLevel.COMMUNE]
    received = (*by_level[DirectiveLevel.CENTRE], *by_level[DirectiveLevel.PROVINCE])
    if not issued and not received:
        return None
    parts = []
    if received:
        parts.append(f"tiếp nhận, triển khai {len(received):02} văn bản chỉ đạo của cấp trên")
    if issued:
        parts.append(f"ban hành {len(issued):02} văn bản chỉ đạo, triển khai thực hiện")
    return FactSentence("directives", _sentence(f"Đã {'; '.join(parts)}"), _rows("directive", *received, *issued))


def _sessions(counted: RegisterFacts) -> FactSentence | None:
    kinds = {
        SessionKind.TRAINING: "lớp tập huấn, bồi dưỡng",
        SessionKind.PROPAGANDA: "buổi tuyên truyền",
        SessionKind.CONTEST: "hội thi, cuộc thi",
    }
    parts: list[str] = []
    rows: list[str] = []
    for held in counted.sessions:
        if held.count:
            known = held.count - held.unknown
            people = f" với {grouped(held.participants)} lượt người tham gia" if known else ""
            missing = f" ({held.unknown:02} chưa có số người tham gia)" if held.unknown and known else ""
            parts.append(f"{held.count:02} {kinds[held.kind]}{people}{missing}")
            rows.extend(held.ids)
    if not parts:
        return None
    return FactSentence("sessions", _sentence(f"Đã tổ chức {'; '.join(parts)}"), _rows("session", *rows))


def _inspections(counted: RegisterFacts) -> FactSentence | None:
    if not counted.inspections and not counted.supervisions:
        return None
    parts = []
    if counted.inspections:
        parts.append(f"{len(counted.inspections):02} cuộc kiểm tra")
    if counted.supervisions:
        parts.append(f"{len(counted.supervisions):02} cuộc giám sát")
    made = f", chỉ ra {len(counted.findings_made):02} hạn chế" if counted.findings_made else ""
    rows = _rows("inspection", *counted.inspections, *counted.supervisions) + _rows("finding", *counted.findings_made)
    return FactSentence("inspections", _sentence(f"Đã tiến hành {', '.join(parts)}{made}"), rows)


def _findings(counted: RegisterFacts) -> FactSentence | None:
    if not counted.findings_closed and not counted.findings_open:
        return None
    parts = [f"Đã khắc phục {len(counted.findings_closed):02} hạn chế sau kiểm tra, giám sát"]
    if counted.findings_open:
        late = f", trong đó {len(counted.findings_overdue):02} quá hạn" if counted.findings_overdue else ""
        parts.append(f"còn {len(counted.findings_open):02} hạn chế đang khắc phục{late}")
    rows = _rows("finding", *counted.findings_closed, *counted.findings_open)
    return FactSentence("findings", _sentence("; ".join(parts)), rows)


def _commendations(counted: RegisterFacts) -> FactSentence | None:
    if not counted.granted and not counted.proposed:
        return None
    parts = []
    if counted.granted:
        parts.append(f"khen thưởng {len(counted.granted):02} tập thể, cá nhân")
    if counted.proposed:
        parts.append(f"đề nghị khen thưởng {len(counted.proposed):02} tập thể, cá nhân")
    rows = _rows("commendation", *dict.fromkeys((*counted.granted, *counted.proposed)))
    return FactSentence("commendations", _sentence(f"Đã {'; '.join(parts)}"), rows)


def _money(counted: RegisterFacts) -> FactSentence | None:
    money = counted.money
    parts = []
    if money.allotment is not None:
        share = ""
        if money.share is not None:
            share = f", bằng {decimal(money.share)}% tổng chi ngân sách xã"
        if money.share is not None and money.asked_share is not None:
            reached = {True: "đạt", False: "chưa đạt", None: "so với"}[money.is_reached]
            share += f" ({reached} mức yêu cầu {decimal(money.asked_share)}%)"
        parts.append(f"Kinh phí bố trí năm {money.year} là {_million(money.allotment)}{share}")
    if money.spent_in_period is not None:
        parts.append(f"trong kỳ đã chi {_million(money.spent_in_period)}")
    if money.spent_this_year is not None:
        of = f", bằng {decimal(money.spent_share)}% kế hoạch" if money.spent_share is not None else ""
        parts.append(f"lũy kế từ đầu năm {_million(money.spent_this_year)}{of}")
    if not parts:
        return None
    return FactSentence("money", _sentence("; ".join(parts)), _rows("budget_line", *money.lines))


def _owed(counted: RegisterFacts) -> FactSentence | None:
    if not counted.owed_due and not counted.owed_late:
        return None
    parts = []
    if counted.owed_due:
        parts.append(
            f"{len(counted.owed_received):02}/{len(counted.owed_due):02} kế hoạch, báo cáo của các đơn vị "
            "đến hạn trong kỳ đã gửi về"
        )
    if counted.owed_late:
        parts.append(f"còn {len(counted.owed_late):02} kế hoạch, báo cáo quá hạn chưa gửi")
    return FactSentence("owed", _sentence("; ".join(parts)), _rows("unit_plan", *counted.owed_due, *counted.owed_late))


def _conclusions(counted: RegisterFacts) -> FactSentence | None:
    if not counted.conclusions:
        return None
    text = f"Các cuộc họp trong kỳ có {len(counted.conclusions):02} kết luận được theo dõi thực hiện"
    return FactSentence("conclusions", _sentence(text), _rows("conclusion", *counted.conclusions))


_MAKERS: tuple[Callable[[RegisterFacts], FactSentence | None], ...] = (
    _directives,
    _owed,
    _sessions,
    _inspections,
    _findings,
    _money,
    _commendations,
    _conclusions,
)


def _rows(table: str, *ids: str) -> Sources:
    return tuple((table, row_id) for row_id in dict.fromkeys(ids))


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _million(dong: int) -> str:
    return f"{decimal(millions(dong))} triệu đồng"


def grouped(number: int) -> str:
    """1234 → "1.234", as papers print it whatever the language of the window."""
    return f"{number:,}".replace(",", ".")


def decimal(value: Decimal) -> str:
    plain = value.normalize() + 0
    return f"{plain:,f}".translate(str.maketrans(",.", ".,"))
