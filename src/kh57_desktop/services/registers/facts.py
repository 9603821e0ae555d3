"""What the registers say of a data period, in counts and in sentences that a report cites; each names its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from kh57_desktop.domain.money import millions
from kh57_desktop.domain.register_facts import RegisterFacts, Registers, facts_between
from kh57_desktop.domain.reports import Piece
from kh57_desktop.domain.terms import DirectiveLevel, SessionKind
from kh57_desktop.services.session import Session

Sources = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FactSentence:
    """`key`: which subject; `pieces`: always Vietnamese, each number with the rows it counts ("finding/ID")."""

    key: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def rows(self) -> Sources:
        """Table and id of every row that the sentence was computed from."""
        keys = dict.fromkeys(key for piece in self.pieces for key in piece.rows)
        return tuple((table, row_id) for table, _slash, row_id in (key.partition("/") for key in keys))


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
    """Counts from `first` to `last`, both days included, as the registers stand now."""
    return facts_between(registers_of(session), first, last)


def sentences(session: Session, first: date, last: date) -> tuple[FactSentence, ...]:
    """What the registers say as they stand now."""
    return sentences_of(registers_of(session), first, last)


def sentences_of(registers: Registers, first: date, last: date) -> tuple[FactSentence, ...]:
    """One sentence for each subject of which there is something to say; nothing on record gives no sentence."""
    counted = facts_between(registers, first, last)
    return tuple(found for make in _MAKERS if (found := make(counted)) is not None)


def _directives(counted: RegisterFacts) -> FactSentence | None:
    by_level = dict(counted.directives)
    issued = by_level[DirectiveLevel.COMMUNE]
    received = (*by_level[DirectiveLevel.CENTRE], *by_level[DirectiveLevel.PROVINCE])
    parts: list[list[str | Piece]] = []
    if received:
        count = _count("directive", received)
        parts.append(["tiếp nhận, triển khai ", count, " văn bản chỉ đạo của cấp trên"])
    if issued:
        parts.append(["ban hành ", _count("directive", issued), " văn bản chỉ đạo, triển khai thực hiện"])
    return _said("directives", "Đã ", parts)


def _sessions(counted: RegisterFacts) -> FactSentence | None:
    kinds = {
        SessionKind.TRAINING: "lớp tập huấn, bồi dưỡng",
        SessionKind.PROPAGANDA: "buổi tuyên truyền",
        SessionKind.CONTEST: "hội thi, cuộc thi",
    }
    parts: list[list[str | Piece]] = []
    for held in counted.sessions:
        if held.count:
            rows = _keys("session", held.ids)
            part: list[str | Piece] = [_count("session", held.ids), f" {kinds[held.kind]}"]
            if held.count > held.unknown:
                part += [" với ", Piece(grouped(held.participants), rows), " lượt người tham gia"]
                one = kinds[held.kind].split()[0]
                part += [f" ({held.unknown:02} {one} chưa có số người tham gia)"] if held.unknown else []
            parts.append(part)
    return _said("sessions", "Đã tổ chức ", parts)


def _inspections(counted: RegisterFacts) -> FactSentence | None:
    parts: list[list[str | Piece]] = []
    if counted.inspections:
        parts.append([_count("inspection", counted.inspections), " cuộc kiểm tra"])
    if counted.supervisions:
        parts.append([_count("inspection", counted.supervisions), " cuộc giám sát"])
    if parts and counted.findings_made:
        parts[-1] += [", chỉ ra ", _count("finding", counted.findings_made), " hạn chế"]
    return _said("inspections", "Đã tiến hành ", parts, between=", ")


def _findings(counted: RegisterFacts) -> FactSentence | None:
    if not counted.findings_closed and not counted.findings_open:
        return None
    parts: list[list[str | Piece]] = []
    if counted.findings_closed:
        closed = _count("finding", counted.findings_closed)
        parts.append(["đã khắc phục ", closed, " hạn chế sau kiểm tra, giám sát"])
    if counted.findings_open:
        after = "" if parts else " sau kiểm tra, giám sát"
        part: list[str | Piece] = ["còn ", _count("finding", counted.findings_open), f" hạn chế{after} đang khắc phục"]
        if counted.findings_overdue:
            part += [", trong đó ", _count("finding", counted.findings_overdue), " quá hạn"]
        parts.append(part)
    return _said("findings", "", parts)


def _commendations(counted: RegisterFacts) -> FactSentence | None:
    parts: list[list[str | Piece]] = []
    if counted.granted:
        parts.append(["khen thưởng ", _count("commendation", counted.granted), " tập thể, cá nhân"])
    if counted.proposed:
        parts.append(["đề nghị khen thưởng ", _count("commendation", counted.proposed), " tập thể, cá nhân"])
    return _said("commendations", "Đã ", parts)


def _money(counted: RegisterFacts) -> FactSentence | None:
    money = counted.money
    parts: list[list[str | Piece]] = []
    if money.allotment is not None:
        share = ""
        if money.share is not None:
            share = f", bằng {decimal(money.share)}% tổng chi ngân sách xã"
        if money.share is not None and money.asked_share is not None:
            reached = {True: "đạt", False: "chưa đạt", None: "so với"}[money.is_reached]
            share += f" ({reached} mức yêu cầu {decimal(money.asked_share)}%)"
        parts.append([f"Kinh phí bố trí năm {money.year} là {_million(money.allotment)}{share}"])
    if money.spent_in_period is not None:
        spent = Piece(_million(money.spent_in_period), _keys("budget_line", money.lines))
        parts.append(["trong kỳ đã chi ", spent])
    if money.spent_this_year is not None:
        of = f", bằng {decimal(money.spent_share)}% kế hoạch" if money.spent_share is not None else ""
        spent = Piece(_million(money.spent_this_year), _keys("budget_line", money.lines_this_year))
        parts.append(["lũy kế từ đầu năm ", spent, of])
    return _said("money", "", parts)


def _owed(counted: RegisterFacts) -> FactSentence | None:
    parts: list[list[str | Piece]] = []
    if counted.owed_due:
        received, due = _count("unit_plan", counted.owed_received), _count("unit_plan", counted.owed_due)
        parts.append(["có ", received, "/", due, " kế hoạch, báo cáo của các đơn vị đến hạn trong kỳ đã gửi về"])
    if counted.owed_late:
        parts.append(["còn ", _count("unit_plan", counted.owed_late), " kế hoạch, báo cáo quá hạn chưa gửi"])
    return _said("owed", "", parts)


def _conclusions(counted: RegisterFacts) -> FactSentence | None:
    if not counted.conclusions:
        return None
    count = _count("conclusion", counted.conclusions)
    return _said("conclusions", "", [["Các cuộc họp trong kỳ có ", count, " kết luận được theo dõi thực hiện"]])


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


def _keys(table: str, ids: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{table}/{row_id}" for row_id in ids)


def _count(table: str, ids: Sequence[str]) -> Piece:
    """A number that opens exactly the rows that it counts."""
    return Piece(f"{len(ids):02}" if ids else "0", _keys(table, ids))


def _said(key: str, start: str, parts: Sequence[Sequence[str | Piece]], *, between: str = "; ") -> FactSentence | None:
    """The parts as one sentence; None where there is nothing to say."""
    if not parts:
        return None
    pieces: list[str | Piece] = [start]
    for place, part in enumerate(parts):
        pieces += [between if place else "", *part]
    made = [Piece(part) if isinstance(part, str) else part for part in (*pieces, ".") if part]
    made[0] = replace(made[0], text=made[0].text[:1].upper() + made[0].text[1:])
    return FactSentence(key, tuple(made))


def _million(dong: int) -> str:
    return f"{decimal(millions(dong))} triệu đồng"


def grouped(number: int) -> str:
    """1234 → "1.234", as papers print it whatever the language of the window."""
    return f"{number:,}".replace(",", ".")


def decimal(value: Decimal) -> str:
    plain = value.normalize() + 0
    return f"{plain:,f}".translate(str.maketrans(",.", ".,"))
