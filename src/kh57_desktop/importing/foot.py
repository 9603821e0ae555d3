"""The foot of a document: recipients (nơi nhận), filing line and signature."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kh57_desktop.domain.plan_reading import ReadSignature
from kh57_desktop.importing.blocks import Line, Paragraph, in_capitals
from kh57_desktop.importing.markers import read_marker
from kh57_desktop.importing.words import AUTHORITY, ON_BEHALF, POSITIONS, RECIPIENTS_HEADING, is_rule, plain

_RIGHT_HALF = 20
"""Column from which a line of a text export belongs to the right block."""
_NOISE = re.compile(r"\(?\s*(?:đã ký|ký bởi|ký tên|đóng dấu|ký, đóng dấu|ký, ghi rõ họ tên).*", re.I)
_FILING = re.compile(r"lưu\b", re.I)


@dataclass(frozen=True, slots=True)
class Foot:
    """`other_signature`: the lines of a first signature where two bodies sign."""

    recipients: tuple[str, ...]
    filing: str | None
    signature: ReadSignature
    other_signature: tuple[str, ...] = ()


def read_foot(paragraphs: Sequence[Paragraph]) -> Foot:
    left, right = _blocks(paragraphs)
    recipients, filing = _recipients(left)
    second = _second_signature(right)
    return Foot(recipients, filing, _signature(right[second:]), tuple(right[:second]))


def _second_signature(lines: Sequence[str]) -> int:
    """Where an authority stands behind the authority and name of another signature; 0 when one body signs."""
    authority = name = False
    for at, text in enumerate(lines):
        if AUTHORITY.match(text) and not _is_position(text):
            if name:
                return at
            authority = True
        elif authority and _is_name(text) and not _NOISE.fullmatch(text):
            name = True
    return 0


def _blocks(paragraphs: Sequence[Paragraph]) -> tuple[list[str], list[str]]:
    """Recipients' lines and signature's lines; side-by-side lines are taken apart by their columns."""
    left: list[str] = []
    right: list[str] = []
    first_signer: list[str] = []
    in_list = is_paired = False
    for paragraph in paragraphs:
        if is_rule(paragraph.text):
            continue
        if any(len(line.columns) > 1 or _is_right(line) for line in paragraph.lines):
            for line in paragraph.lines:
                is_paired = is_paired or _are_two_authorities(line)
                if is_paired and len(line.columns) == 2:
                    first_signer.append(line.columns[0][1])
                    right.append(line.columns[1][1])
                    is_paired = not _is_name(line.columns[0][1])
                    continue
                in_list = _place_columns(line, left, right, in_list=in_list)
        else:
            in_list = _place(paragraph.text, left, right, in_list=in_list)
    return left, [*first_signer, *right]


def _are_two_authorities(line: Line) -> bool:
    """Two bodies that sign side by side."""
    return len(line.columns) == 2 and all(AUTHORITY.match(text) and in_capitals(text) for _at, text in line.columns)


def _is_right(line: Line) -> bool:
    return bool(line.columns) and line.columns[0][0] >= _RIGHT_HALF


def _place_columns(line: Line, left: list[str], right: list[str], *, in_list: bool) -> bool:
    for column, text in line.columns:
        if column >= _RIGHT_HALF and not read_marker(text) and not RECIPIENTS_HEADING.match(text):
            right.append(text)
        else:
            in_list = _place(text, left, right, in_list=in_list)
    return in_list


def _place(text: str, left: list[str], right: list[str], *, in_list: bool) -> bool:
    """Put one text where it belongs; returns whether a list of recipients is open."""
    entry, signer = _without_signer(text)
    if signer:
        in_list = _place(entry, left, right, in_list=in_list)
        right.append(signer)
        return in_list
    heading = RECIPIENTS_HEADING.match(text)
    if heading and plain(text).startswith("nơi nhận"):
        rest = text[heading.end() :].strip()
        if rest:
            left.append(rest)
        return True
    marker = read_marker(text)
    is_list_line = (marker is not None and marker.is_bullet) or _FILING.match(text) is not None
    goes_on = in_list or (bool(left) and text.endswith((",", ";")))  # below the signature, which is the shorter block
    if goes_on and not is_list_line and _looks_like_recipient(text, left):
        is_list_line = True
    (left if is_list_line else right).append(text)
    return (in_list and is_list_line) or (in_list and not AUTHORITY.match(text) and not in_capitals(text))


def _without_signer(text: str) -> tuple[str, str]:
    """A recipient's line, and the authority or position in capitals that stands close behind it in the same row."""
    for match in re.finditer(r"(?<=[;,.])\s+(?=\S)", text):
        rest = text[match.end() :]
        is_signer = in_capitals(rest) and (AUTHORITY.match(rest) or plain(rest).startswith(POSITIONS))
        if is_signer and read_marker(text) is not None:
            return text[: match.start()], rest
    return text, ""


def _looks_like_recipient(text: str, left: Sequence[str]) -> bool:
    """An unmarked line in an open list: it goes on with the entry above, or the list has no dashes at all."""
    if in_capitals(text) and not text.endswith((";", ",")):
        return False
    if any(_FILING.match(entry[read.length :] if (read := read_marker(entry)) else entry) for entry in left):
        return False
    return text.endswith((";", ",")) or text[0].islower()


def _recipients(lines: Sequence[str]) -> tuple[tuple[str, ...], str | None]:
    entries: list[str] = []
    dashed = any(read_marker(text) for text in lines)
    for text in lines:
        marker = read_marker(text)
        words = text[marker.length :] if marker else text
        if marker is None and dashed and entries and not _FILING.match(text):
            entries[-1] += f" {words}"
        else:
            entries.append(words)
    filing = next((entry for entry in reversed(entries) if _FILING.match(entry)), None)
    kept = tuple(entry.rstrip(" ;,.") for entry in entries if not _FILING.match(entry) and entry.strip(" ;,."))
    return kept, filing


def _signature(lines: Sequence[str]) -> ReadSignature:
    """Authority, "KT." line, position (the last line before the name) and name, each None where it is absent."""
    texts = [text for text in lines if not _NOISE.fullmatch(text)]
    name = next((text for text in reversed(texts) if _is_name(text)), None)
    above = texts[: texts.index(name)] if name is not None else texts
    authority: list[str] = []
    on_behalf: str | None = None
    position: str | None = None
    for text in above:
        if ON_BEHALF.match(text):
            on_behalf = text
        elif (AUTHORITY.match(text) and not _is_position(text)) or (
            authority and on_behalf is None and position is None and not _is_position(text)
        ):
            authority.append(text)
        elif position is not None and in_capitals(text) and text[0].isalpha() and not _is_position(text):
            position = f"{position} {text}"  # "PHÓ TRƯỞNG BAN THƯỜNG ⏎ TRỰC" in a narrow column
        elif in_capitals(text) or _is_position(text):
            position = text
    return ReadSignature(" ".join(authority) or None, on_behalf, position, name)


def _is_position(text: str) -> bool:
    """A post, also that of one who acts in it ("Q. CHỦ TỊCH")."""
    return plain(text).removeprefix("q.").strip().startswith(POSITIONS)


def _is_name(text: str) -> bool:
    words = text.split()
    return (
        2 <= len(words) <= 7
        and not in_capitals(text)
        and all(word[0].isupper() or not word[0].isalpha() for word in words[-2:])
        and not _is_position(text)
    )
