"""Lines below a task that say who, when and what: "- Cơ quan chủ trì: …", "- Thời gian hoàn thành: …"."""

from __future__ import annotations

import re
from dataclasses import replace

from kh57_desktop.domain.deadlines import compute_deadline
from kh57_desktop.domain.plan_reading import ReadTask
from kh57_desktop.domain.terms import DeadlineKind
from kh57_desktop.importing.blocks import Paragraph
from kh57_desktop.importing.duty_verbs import verb_at
from kh57_desktop.importing.words import DETAIL_LABELS, NAME_FIELDS, ORGANIZATION_HEADS, PLURAL_WORDS, plain

Details = dict[str, str]
_JOINED_LEAD = re.compile(
    r"\s*(?:(?:chủ trì|là đầu mối)\s*[,;]?\s*(?:và\s+)?|[,;]\s*)phối hợp(?:\s+(?:với|cùng|thực hiện))*\s*:?\s*"
)
_END_BRACKET = re.compile(r"[(\[](?P<inside>(?:[^()]|\([^()]*\))*)[)\]]\s*[.;]?\s*$")
_BEFORE_TAIL = re.compile(
    r"[.;]\s+(?=[^\W\d_])|,\s+(?=(?:hoàn thành|xong|thời gian|thời hạn)\b|do\s[^,;]{3,80}\s(?:chủ trì|làm đầu mối)\b)",
    re.IGNORECASE,
)
_DAY = r"(?:ngày )?\d{1,2}[/.-]\d{1,2}[/.-]20\d\d|ngày \d{1,2} tháng \d{1,2} năm 20\d\d"
_PERIOD = r"(?:đầu |cuối |giữa )?(?:quý (?:[ivx]+|\d)|tháng \d{1,2}|6 tháng (?:đầu|cuối) năm)(?:[/-]| năm )20\d\d"
_LAST_DAY = re.compile(rf"\s(?P<time>(?:trước|chậm nhất|muộn nhất)(?: là)? (?:{_DAY}))\s*[.;]?$")
_FIRST_TIME = re.compile(rf"(?:trong |trước )?(?P<time>{_PERIOD}|{_DAY}),\s+giao\s")
_DONE_BY = re.compile(
    rf"[,;]\s+(?:hoàn thành|xong)(?: xong)? (?P<time>(?:trong |trước )?(?:{_PERIOD}|{_DAY}))(?=[.;]\s)"
)
_WANTED = {"lead", "supporting", "deadline", "product"}
_LONGEST_VALUE = 160
_LEAD_ONLY = re.compile(r"\s*(?:chủ trì|là đầu mối)(?:\s+(?:thực hiện|tham mưu))?\s*$")
_PAIR_WITH = (
    r"(?:phòng|ban|trung tâm|công an|trạm|hội|đoàn|trường|sở|văn phòng|ban chỉ huy|mặt trận|chi bộ|các|đảng ủy)"
)
_LONGEST_SAID = 320
_SAID_PART = re.compile(r"(?:;|(?<!\b[Pp])(?<!\bTP)\.)\s+(?!\d)|,\s+(?=(?:hoàn thành|thời gian|thời hạn|sản phẩm)\b)")
""" "P. VHXH" and "TP. Bản Thử" are one name."""
_SAID = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?:giao |do )?(?P<lead>[^;:]{3,80}?) (?:chủ trì|làm đầu mối|là đầu mối)(?:,| và) "
        r"(?!(?:và |cùng )?phối hợp)(?P<supporting>[^;:]{3,160}?) (?:cùng )?phối hợp(?: thực hiện)?",
        r"(?:giao |do )?(?P<lead>[^;:]{3,80}?) (?:chủ trì|làm đầu mối|là đầu mối)(?: thực hiện| tham mưu)?"
        r"(?:,? (?:và )?phối hợp (?:với |cùng )?(?P<supporting>.+?))?(?: thực hiện| triển khai(?: thực hiện)?)?",
        r"(?:cơ quan|đơn vị|bộ phận) (?:chủ trì|đầu mối)(?: thực hiện)? (?:là|gồm) (?P<lead>.+)",
        r"(?:(?:các )?(?:cơ quan|đơn vị) )?phối hợp(?: thực hiện)? (?:với|là|gồm|có) (?P<supporting>.+)",
        r"(?:thời gian|thời hạn|tiến độ|hạn)(?: thực hiện| hoàn thành| triển khai)* (?:là )?"
        r"(?P<deadline>(?:trước|trong|từ|chậm nhất|xong|đến|quý|tháng|năm|ngày|hằng|hàng|thường xuyên)\b.*)",
        r"(?:thực hiện và )?(?:hoàn thành (?:xong )?|xong )"
        r"(?P<deadline>(?:trước|trong|từ|chậm nhất|vào|đến|quý|tháng|năm|ngày|giai đoạn|thường xuyên)\b.*)",
        r"(?:thực hiện|triển khai) (?P<deadline>(?:thường xuyên|hằng|hàng|trong|trước|từ|quý|tháng|năm|giai đoạn)\b.*)",
        r"(?:sản phẩm|kết quả)(?: đầu ra| dự kiến| cần đạt)? (?:là|gồm) "
        r"(?!(?:một trong (?:những|các) )?(?:căn cứ|cơ sở|tiêu chí|thước đo|nội dung)\b)(?P<product>.+)",
    )
)
"""What a part of a line may say in words, without a colon (matched on `plain` text)."""
_KIND_OF_PLACE = re.compile(
    r"(?:và )?(?:xã|phường|đặc khu|thị trấn|thôn|ấp|bản|buôn|làng|xóm|khóm|khu phố|tổ dân phố|khu dân cư|đơn vị|"
    r"cơ quan|địa phương|ban|ngành|đoàn thể)(?: (?:liên quan|trên địa bàn(?: [^\W\d]+){0,3}|trong tỉnh|ven [^\W\d]+|"
    r"có(?: [^\W\d]+){1,5}))?[.;]?"
)
""" "UBND các xã, phường": the second word names no body of its own behind "các"."""
_SEVERAL = re.compile(r"(?:^|\s)(?:các|những)\s[^;]*$|^(?:ubnd|ủy ban nhân dân|công an|trạm y tế) (?:xã|phường)$")
_PEOPLE = re.compile(
    r"(?:người có uy tín|già làng|nhân viên|giáo viên|đoàn viên|hội viên|cộng tác viên|tình nguyện viên|nghệ nhân|"
    r"chủ (?:hộ|cơ sở|thể|rừng))\b"
)
"""Whoever has no body but is named beside one ("Công an xã, nhân viên y tế bản")."""
_OWN_BOARD = re.compile(r"ban (?:quản (?:lý|trị)|chỉ huy|công tác|nhân dân|giám|đại diện|điều hành|liên lạc)\b")
"""A body of its own, where "ban" in "các phòng, ban, ngành" is none."""
_PERSONNEL = re.compile(r"(?:cán bộ|công chức|viên chức|giáo viên|đảng viên|đoàn viên|quản lý)$")
"""Words that go on with the next ones: "cán bộ, giáo viên các trường" are one."""
_AND = re.compile(rf"\s+và\s+(?={_PAIR_WITH}\s)")


def details_of(paragraph: Paragraph) -> Details | None:
    """The labelled fields of a paragraph; None when it is no such line. Several labels may stand in one line."""
    words = paragraph.words.strip()
    said = said_details(words)
    is_item = paragraph.marker is not None and not words.startswith("(")
    if said is not None and is_item and not ("lead" in said and {"deadline", "product"} & said.keys()):
        said = None
    return details_of_text(words) or said


def said_details(words: str) -> Details | None:
    """The fields of a line that says them in words ("(Phòng A chủ trì, phối hợp với B; hoàn thành trước 30/6/2026)").

    None where any part of the line says something else.
    """
    text = words.strip().rstrip(".;")
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    if len(text) > _LONGEST_SAID:
        return None
    details: Details = {}
    for part in _SAID_PART.split(text.strip(" .;")):
        said = _said_in(part) or details_of_text(part) or {}
        if not said:
            return None
        for name, value in said.items():
            if name == "lead" and not plain(value).startswith(ORGANIZATION_HEADS):
                return None
            if name == "supporting" and verb_at(value) is not None:  # "phối hợp với Công an xã rà soát …": a task
                return None
            details.setdefault(name, value)
    return details


def _said_in(part: str) -> Details:
    """The fields that a part of a line says in words."""
    match = next((match for pattern in _SAID if (match := pattern.fullmatch(plain(part)))), None)
    found = match.groupdict() if match is not None else {}
    return {name: part[slice(*match.span(name))].strip(" ,") for name, value in found.items() if match and value}


def details_of_text(words: str) -> Details | None:
    """The labelled fields of a line without its marker ("Chủ trì: …; phối hợp: …"), in brackets or not."""
    text = re.sub(r"^[-–+•*]\s*", "", words.strip())
    opened = text.startswith("(") and text.rstrip(".;").endswith(")")
    if opened:
        text = text.rstrip(".;")[1:-1]
    places = _labels(plain(text))
    if not places or places[0][0] != 0:
        return None
    details: Details = {}
    for at, (_start, end, field) in enumerate(places):
        stop = places[at + 1][0] if at + 1 < len(places) else len(text)
        value = re.sub(r"(?<!\.)[.;,]$", "", re.sub(r"(?<=[.;,])\s+[-–+•*]\s*$", "", text[end:stop]).strip())
        rest, semicolon, last = value.rpartition("; ")
        said = _said_in(last) if semicolon else {}
        if "deadline" in said:  # the last of a list says when, without a label: "Công an xã; hoàn thành quý I/2026"
            value = rest
            for name, words_said in said.items():
                details.setdefault(name, words_said)
        if value and field not in details:
            details[field] = value
    return details


def end_details(text: str) -> Details:
    """The fields that stand at a task's end in its own paragraph, which stay in its text: a bracket ("(Chủ trì: …; thời
    gian: …)"), sentences with labels ("… Chủ trì: Công an xã. Thời gian: Quý II/2026."), or words ("…; Văn phòng
    chủ trì, hoàn thành trong tháng 9/2026.").
    """
    match = _END_BRACKET.search(text)
    inside = match["inside"] if match else ""
    details = (details_of_text(inside) or said_details(inside) if inside else None) or {}
    return details if _WANTED & details.keys() else _tail_details(text) or _term_details(text)


def _tail_details(text: str) -> Details:
    """The longest end of `text` that holds nothing but such fields."""
    for boundary in _BEFORE_TAIL.finditer(text):
        tail = text[boundary.end() :]
        if tail.count(")") > tail.count("("):
            continue  # a bracket's end
        details = details_of_text(tail)
        if details is None or any(len(value) > _LONGEST_VALUE for value in details.values()):
            details = said_details(tail)
        if details and _WANTED & details.keys() and (len(details) > 1 or _is_term(details)):
            return details
    return {}


def _term_details(text: str) -> Details:
    """The day before which a task is to be done, where its words end with it or begin with it before the order."""
    match = _LAST_DAY.search(plain(text)) or _FIRST_TIME.match(plain(text)) or _DONE_BY.search(plain(text))
    details = {"deadline": text[slice(*match.span("time"))]} if match else {}
    return details if _is_term(details) else {}


def _is_term(details: Details) -> bool:
    """A time alone counts where it is understood whole: "hoàn thành trong năm 2026 việc …" goes on otherwise."""
    words = details.get("deadline")
    return words is None or compute_deadline(words).kind is not DeadlineKind.UNKNOWN


def _labels(words: str) -> list[tuple[int, int, str]]:
    """Start, end and field of each label: at the start of the text or behind a full stop or semicolon."""
    found: list[tuple[int, int, str]] = []
    for opening in re.finditer(r"^|[.;,]\s+(?:[-–+•*]\s+)?", words):
        if opening.start() and words[opening.start()] == "," and not found:
            continue
        for field, pattern in DETAIL_LABELS:
            match = pattern.match(words, opening.end())
            if match:
                found.append((match.start(), match.end(), field))
                break
    return found


def with_details(task: ReadTask, details: Details) -> ReadTask:
    """`task` with the fields that it lacks taken from `details`."""
    lead, supporting = lead_and_supporting(details.get("lead", ""), details.get("supporting", ""))
    if task.lead is not None and lead is not None and not supporting:
        supporting = () if "supporting" in details else bodies_in(details.get("lead", ""))
    return replace(
        task,
        lead=task.lead or lead,
        supporting=(*task.supporting, *(body for body in supporting if body not in task.supporting)),
        deadline=task.deadline or details.get("deadline"),
        product=task.product or details.get("product"),
        start=task.start or details.get("start"),
        note=task.note or details.get("note"),
    )


def lead_and_supporting(lead: str, supporting: str) -> tuple[str | None, tuple[str, ...]]:
    """Lead and supporting bodies; "A chủ trì, phối hợp B, C" in one text is taken apart."""
    joined = _JOINED_LEAD.search(plain(lead))
    if joined:
        return lead[: joined.start()].strip(" ,;") or None, (*bodies_in(lead[joined.end() :]), *bodies_in(supporting))
    alone = _LEAD_ONLY.search(plain(lead))
    name = lead[: alone.start()] if alone else lead
    return name.strip(" ,;") or None, bodies_in(supporting)


def bodies_in(text: str) -> tuple[str, ...]:
    """Bodies of a list in printed order, parted by semicolons, commas or "và" before a body's name.

    A piece that names no body of its own ("các cơ quan, đơn vị liên quan") stays with the one before.
    """
    parts: list[str] = []
    pieces = re.split(r"\s*;\s*|\n", text)
    for piece in pieces:
        parts.extend(_by_comma(piece, is_listed=len(pieces) > 1))
    return tuple(part for part in (part.strip(" .,;") for part in parts) if part and part != "-")


def _by_comma(text: str, *, is_listed: bool) -> list[str]:
    """Parts of a piece between commas; in a list of semicolons (`is_listed`) a comma parts only where a body begins."""
    parts: list[str] = []
    for piece in re.split(r",\s*(?![^()]*\))", text):
        if parts and not _stands_alone(piece, parts[-1], is_listed=is_listed):
            parts[-1] += f", {piece}"
        else:
            start = 0
            for match in _AND.finditer(plain(piece)):
                if not re.search(r"(?:các|cơ quan|đơn vị)[^,]*$", plain(piece[: match.start()])):
                    parts.append(piece[start : match.start()])
                    start = match.end()
            parts.append(piece[start:])
    return parts


def _stands_alone(piece: str, before: str, *, is_listed: bool) -> bool:
    """Whether a piece behind a comma is a body of its own."""
    words = plain(piece).rstrip()
    if not words or (_KIND_OF_PLACE.fullmatch(words) and _SEVERAL.search(plain(before))):
        return False
    if plain(before).endswith("các chi"):  # "các chi, đảng bộ trực thuộc"
        return False
    if PLURAL_WORDS.match(words):
        return True
    if _PEOPLE.match(words):
        return _PERSONNEL.search(plain(before)) is None
    if words.startswith(NAME_FIELDS):
        return False
    if _OWN_BOARD.match(words):
        return True
    return (piece[0].isupper() and not is_listed) or (
        words.startswith(ORGANIZATION_HEADS)
        and not words.startswith(
            (
                "đơn vị",
                "ngành",
                "ban",
                "đoàn thể",
                "tổ chức",
                "địa phương",
                "cơ quan",
                "bộ phận",
                "cá nhân",
                "phòng, ",
                "cơ sở",
            )
        )
    )
