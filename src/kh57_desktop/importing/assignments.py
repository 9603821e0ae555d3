"""Responsibilities (tổ chức thực hiện): which body has which duties."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kh57_desktop.domain.plan_reading import ReadAssignment
from kh57_desktop.importing import deadline
from kh57_desktop.importing.blocks import Block, Paragraph
from kh57_desktop.importing.characters import split_at_colon
from kh57_desktop.importing.duty_verbs import verb_at
from kh57_desktop.importing.items import Item, is_closing, tree_of
from kh57_desktop.importing.task_details import bodies_in
from kh57_desktop.importing.words import (
    NOT_BODIES,
    ORDER_WORDS,
    ORGANIZATION_HEADS,
    PLURAL_WORDS,
    plain,
)

_LONGEST_NAME = 220
_LEADS = re.compile(r"chủ trì(?P<with>,? (?:và )?phối hợp (?:với |cùng )?)?")
_OPENING = re.compile(
    r"(?P<words>(?:Định kỳ|Hằng|Hàng|Căn cứ|Trên cơ sở|Theo|Trước ngày|Sau khi|Để)\b[^,.;:]{0,110}?),\s+"
    r"(?=[A-ZĐ][^\W\d_]|các |từng |mỗi |những )"
)
"""When or whereupon a body acts, before its name: "Định kỳ hằng quý, Văn phòng Đảng ủy …", "Căn cứ Kế hoạch này, …"."""
_ORDER_INSIDE = re.compile(r"(?:\.\s+(?=Giao )|^[^.;]{6,40},\s+(?=giao ))")
_OPENS_LIST = re.compile(r"(?:sau(?: đây)?|gồm|bao gồm|như|là|việc|nhiệm vụ|nội dung)\s*$")
_PLACE_END = re.compile(r"(?:\w+ ){1,10}?(?:xã|phường|đặc khu|tỉnh|trực thuộc|địa bàn(?: xã| phường| tỉnh)?) (?!và |,)")


def read_assignments(body: Sequence[Block]) -> list[ReadAssignment]:
    """Assignments of one section; its closing paragraphs belong to nothing."""
    root = tree_of(without_closing(body))
    numbered = any(child.number is not None for child in root.children)
    found: list[ReadAssignment] = []
    for child in root.children:
        _read(child, found, numbered=numbered)
    return found


def without_closing(body: Sequence[Block]) -> list[Block]:
    """`body` up to its closing paragraphs: "Trên đây là …", or a bare last one that ends the document ("./.")."""
    blocks = list(body)
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph) and is_closing(block) and _bare_to_end(blocks[at:]):
            return blocks[:at]
    last = blocks[-1] if blocks else None
    if isinstance(last, Paragraph) and last.marker is None and last.text.endswith("./.") and _has_duty(blocks[:-1]):
        return blocks[:-1]
    return blocks


def _bare_to_end(blocks: Sequence[Block]) -> bool:
    return all(isinstance(block, Paragraph) and (block.marker is None or block.marker.is_bullet) for block in blocks)


def _has_duty(blocks: Sequence[Block]) -> bool:
    """Whether the last item has a duty already, so that a bare paragraph behind it is not its duty."""
    last = blocks[-1] if blocks else None
    return isinstance(last, Paragraph) and last.text.endswith((".", ";"))


def _read(item: Item, found: list[ReadAssignment], *, numbered: bool) -> None:
    deadline.check()
    if item.level is None or (item.is_bullet and numbered):
        return
    name, duty = split_name(item.lines[0].words) if item.lines else (None, "")
    if name is None:
        for child in item.children:
            _read(child, found, numbered=numbered)
        return
    duties = [duty] if duty else []
    duties.extend(line.text for line in item.lines[1:])
    nested: list[ReadAssignment] = []
    for child in item.children:
        if child.number is not None and _names_body_alone(child):
            _read(child, nested, numbered=numbered)
        elif child.level is None:
            duties.append(child.whole_text)
        else:
            duties.append(_duty(child))
    if len(item.lines) > 1 and duty:
        duties = [" ".join([duty, *(line.text for line in item.lines[1:])]), *duties[len(item.lines) :]]
    elif len(item.lines) > 2 and not item.children:
        duties = [" ".join(duties)]
    found.append(ReadAssignment(item.number, name, tuple(duties)))
    found.extend(nested)


def _duty(child: Item) -> str:
    return child.whole_text


def _names_body_alone(item: Item) -> bool:
    """A deeper numbered item that is a body with its own items, not a duty."""
    name, duty = split_name(item.lines[0].words)
    return name is not None and (bool(item.children) or len(item.lines) > 1) and not duty


def split_name(text: str) -> tuple[str | None, str]:
    """The body that `text` begins with and the rest as printed; None when it begins with none.

    The name ends at a colon, else before the first verb; words that only give the order are no part of it.
    """
    opening = _OPENING.match(text)
    if opening is not None:
        name, duty = split_name(text[opening.end() :])
        return (name, f"{opening['words']}, {duty}" if duty else duty) if name is not None else (None, "")
    order = ORDER_WORDS.match(plain(text))
    rest = text[order.end() :] if order else text
    head, duty = split_at_colon(rest)
    if head != rest and len(head) < _LONGEST_NAME:
        cut = verb_at(head)
        if (cut is None or _is_name_with_verb(head)) and is_body(head):
            return head.strip(" .,;:"), duty
    verb = verb_at(rest)
    if verb is None and rest.endswith((".", ";")):
        verb = _place_end(rest)
    if verb is None:
        name = rest.strip(" .,;:")
        return (name, "") if len(name) < _LONGEST_NAME and is_body(name) else (None, "")
    name = rest[:verb].strip(" .,;:")
    return (name, rest[verb:].strip()) if len(name) < _LONGEST_NAME and is_body(name) else (None, "")


def ordered_bodies(text: str) -> tuple[str | None, tuple[str, ...]]:
    """Lead and supporting bodies by a task's first words, "Giao Trạm Y tế xã lập hồ sơ …", "Phòng Kinh tế chủ trì, phối
    hợp với Công an xã rà soát …", or by the one order in it, "…. Giao Văn phòng thực hiện.", "Quý II/2026, giao …".

    None and () where none is named: a body's name begins with a capital there ("Giao ban hằng tuần" is a meeting).
    """
    found = _ordered_bodies(text)
    orders = list(_ORDER_INSIDE.finditer(text)) if found[0] is None else []
    return _ordered_bodies(text[orders[0].end() :]) if len(orders) == 1 else found


def _ordered_bodies(text: str) -> tuple[str | None, tuple[str, ...]]:
    order = ORDER_WORDS.match(plain(text))
    is_order = order is not None and order[0].startswith(("giao", "phân công"))
    if not text[order.end() if order and is_order else 0 :][:1].isupper():
        return None, ()
    name, duty = split_name(text)
    leads = _LEADS.match(plain(duty))
    if name is None or not (is_order or leads):
        return None, ()
    if leads is None or not leads["with"]:
        return name, ()
    others = duty[leads.end() :]
    end = verb_at(others)
    return name, bodies_in(others[:end]) if end is not None else ()


def _is_name_with_verb(head: str) -> bool:
    """A short name before a colon may hold a verb ("Tổ tuyên truyền:"), a sentence that opens a list may not."""
    return len(head.split()) <= 14 and not _OPENS_LIST.search(plain(head))


def is_body(name: str) -> bool:
    """Whether `name` begins like a body: its head noun, behind plural and order words."""
    words = plain(name).strip()
    if not words or words == "lãnh đạo" or NOT_BODIES.match(words):
        return False
    while True:
        plural = PLURAL_WORDS.match(words)
        if plural is None:
            break
        words = words[plural.end() :]
    return any(
        words == head or (words.startswith(head) and not words[len(head)].isalnum()) for head in ORGANIZATION_HEADS
    )


def _place_end(text: str) -> int | None:
    """In a sentence whose verb is unknown the name ends with the place ("… xã", "… trên địa bàn")."""
    match = _PLACE_END.match(plain(text))
    return match.end() if match else None
