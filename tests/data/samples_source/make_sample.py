"""Make the sample plan and its right reading from `ke-hoach-mau.txt`: run it after every change of that text.

    python tests/data/samples_source/make_sample.py

writes `resources/samples/ke-hoach-mau.docx`, typed as an office types it in Word (plain bold paragraphs for headings,
numbering by Word, soft line breaks, no-break spaces), and `ke-hoach-mau.gold.json` beside the text. The gold says what
each line was written as, so that it owes nothing to the reader that is tested with it.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

HERE = Path(__file__).resolve().parent
SOURCE = HERE / "ke-hoach-mau.txt"
GOLD = HERE / "ke-hoach-mau.gold.json"
SAMPLE = HERE.parents[2] / "resources" / "samples" / "ke-hoach-mau.docx"

SOFT_BREAK, NO_BREAK_SPACE = "⏎", "␣"
CLAUSE = re.compile(r"\{(?P<text>[^@}]+) @ (?P<quantity>[^}]+)\}")
CELL = re.compile(r"(?P<sign>≥|>|Tối thiểu)?\s*(?P<value>\d+)")
COMPARATORS = {None: "=", "≥": ">=", ">": ">", "Tối thiểu": ">="}
SEPARATOR = re.compile(r"; |(?<!các cơ quan), ")
"""Between bodies of one line; "các cơ quan, đơn vị" is one group."""
LETTERS, DASHES = 57, 58
"""Ids of the two numberings made by Word: a) b) c) and a dash."""


@dataclass(frozen=True, slots=True)
class Line:
    """`kind` and `argument` say what the line is ("horizon", "2030"); `source` holds the words with their marks."""

    kind: str
    argument: str
    source: str

    @property
    def printed(self) -> str:
        """The words as Word shows them; a soft break as \\n, indicator and organization marks left out."""
        text = CLAUSE.sub(lambda match: match["text"], self.source) if self.kind == "indicator" else self.source
        text = re.sub(r"[\[\]]", "", text) if self.kind == "bodyline" else text
        return text.replace(SOFT_BREAK, "\n").replace(NO_BREAK_SPACE, "\u00a0")

    @property
    def text(self) -> str:
        """The words as a reading gives them: white space folded."""
        return " ".join(self.printed.split())

    @property
    def cells(self) -> list[str]:
        return [cell.strip() for cell in self.source.split(";")]


def source_lines() -> list[Line]:
    lines = []
    for row in SOURCE.read_text("utf-8").splitlines():
        if row.strip() and not row.startswith("#"):
            head, words = row.split("|", 1)
            kind, _space, argument = head.strip().partition(" ")
            lines.append(Line(kind, argument, words.strip()))
    return lines


# --- the right reading --------------------------------------------------------------------------------------------


def gold_of(lines: list[Line]) -> dict[str, Any]:
    one = {line.kind: line for line in lines}
    return {
        "kind": one["kind"].text.capitalize(),
        "system": "party",
        "issuer": "Ban Thường vụ Đảng ủy",
        "locality": "Suối Mây",
        "level": "xã",
        "number": one["header.number"].text.removeprefix("Số "),
        "date": "2026-02-05",
        "title": one["title"].text,
        "bases": [_bare(line).removeprefix("Căn cứ ").rstrip(";,") for line in lines if line.kind == "basis"],
        "preamble": [line.text for line in lines if line.kind in ("basis", "preamble")],
        "sections": [{"number": n, "title": t} for n, t in (_numbered(x) for x in lines if x.kind == "section")],
        "indicators": list(_indicators(lines)),
        "task_groups": [{"number": n, "title": t} for n, t in (_numbered(x) for x in lines if x.kind == "taskgroup")],
        "tasks": _tasks(lines),
        "assignments": _assignments(lines),
        "recipients": [_bare(line).rstrip(",") for line in lines if line.kind == "recipient"],
        "filing": _bare(one["filing"]),
        "signature": {
            "authority": one["sign.authority"].text,
            "on_behalf": None,
            "position": one["sign.position"].text,
            "name": one["sign.name"].text,
        },
    }


def _bare(line: Line) -> str:
    return line.text.removeprefix("- ")


def _numbered(line: Line) -> tuple[str, str]:
    number, _space, title = line.text.partition(" ")
    return number.rstrip("."), title


def _indicators(lines: list[Line]) -> Iterator[dict[str, Any]]:
    horizon, group = None, None
    years: list[str] = []
    for line in lines:
        if line.kind == "horizon":
            horizon, group = int(line.argument), None
        elif line.kind == "group":
            group = line.text
        elif line.kind == "indicator":
            for clause in CLAUSE.finditer(line.source):
                yield {"text": clause["text"], "horizon": horizon, "group": group, **_quantity(clause["quantity"])}
        elif line.kind == "rowhead":
            years = line.cells[3:7]
        elif line.kind == "rowgroup":
            group = ". ".join(line.cells)
        elif line.kind == "row":
            yield from _row_indicators(line.cells, years, group)


def _quantity(marks: str) -> dict[str, Any]:
    comparator, value, unit, per = (*(part.strip() for part in marks.split("|")), None)[:4]
    low, _dots, high = str(value).partition("..")
    return {
        "comparator": comparator,
        "value": _number(low),
        "value_max": _number(high) if high else None,
        "unit": None if unit == "_" else unit,
        "per": per,
    }


def _row_indicators(cells: list[str], years: list[str], group: str | None) -> Iterator[dict[str, Any]]:
    for year, cell in zip(years, cells[3:7], strict=True):
        if match := CELL.fullmatch(cell):
            yield {
                "text": cells[1],
                "horizon": int(year),
                "group": group,
                "comparator": COMPARATORS[match["sign"]],
                "value": _number(match["value"]),
                "value_max": None,
                "unit": cells[2],
                "per": None,
                "lead": cells[7],
            }


def _number(words: str) -> int | float:
    return float(words) if "." in words else int(words)


def _tasks(lines: list[Line]) -> list[dict[str, Any]]:
    tasks: list[dict[str, Any]] = []
    group, heading = None, None
    for line in lines:
        detail = line.text.partition(": ")[2].rstrip(".")
        match line.kind:
            case "taskgroup":
                group, heading = _numbered(line)[0], None
            case "taskhead":
                heading = _numbered(line)[0]
            case "task":
                heading = None
                number, text = _numbered(line)
                tasks.append(_task(group, number, text))
            case "taskitem" | "autotask":
                tasks.append(_task(group, heading, _bare(line)))
            case "cont":
                tasks[-1]["text"] += f" {line.text}"
            case "lead" | "deadline" | "product":
                tasks[-1][line.kind] = detail
            case "supporting":
                tasks[-1]["supporting"] = SEPARATOR.split(detail)
    return tasks


def _task(group: str | None, number: str | None, text: str) -> dict[str, Any]:
    details = {"lead": None, "supporting": [], "deadline": None, "product": None}
    return {"group": group, "number": number, "text": text, **details}


def _assignments(lines: list[Line]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for line in lines:
        if line.kind == "body":
            number, organization = _numbered(line)
            found.append({"number": number, "organization": organization, "duties": []})
        elif line.kind == "duty":
            found[-1]["duties"].append(_bare(line))
        elif line.kind == "bodyline" and (parts := re.fullmatch(r"(\d+)\. [^\[]*\[(.+)\]:? (.+)", line.source)):
            found.append({"number": parts[1], "organization": parts[2], "duties": [parts[3]]})
    return found


# --- the Word document --------------------------------------------------------------------------------------------

BOLD = {"section", "heading", "horizon", "taskgroup", "taskhead", "body", "kind", "title"}


def document_of(lines: list[Line]) -> Document:
    document = docx.Document()
    _set_up(document)
    _header_table(document, [line for line in lines if line.kind.startswith("header.")])
    rows = [line for line in lines if line.kind in ("rowhead", "rowgroup", "row")]
    for line in lines:
        if line.kind.startswith(("header.", "sign.")) or line.kind in ("recipient", "filing"):
            continue
        if line.kind == "rowhead":
            _indicator_table(document, rows)
        elif line.kind not in ("rowgroup", "row"):
            _body_paragraph(document, line)
    ending = [line for line in lines if line.kind.startswith("sign.") or line.kind in ("recipient", "filing")]
    _ending_table(document, ending)
    return document


def _set_up(document: Document) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin = page.bottom_margin = Mm(20)
    page.left_margin, page.right_margin, page.header_distance = Mm(30), Mm(15), Mm(10)
    page.different_first_page_header_footer = True
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(14)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), "Times New Roman")
    style.element.rPr.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="vi-VN"/>'))
    number = page.header.paragraphs[0]
    number.alignment = ALIGN.CENTER
    number._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>'))
    _add_numbering(document, LETTERS, "lowerLetter", "%1)")
    _add_numbering(document, DASHES, "bullet", "-")
    properties = document.core_properties
    properties.title = "Kế hoạch mẫu thực hiện Nghị quyết số 57-NQ/TW (VĂN BẢN MẪU)"
    properties.subject = "Văn bản mẫu của chương trình; xã, tỉnh và họ tên đều không có thật"
    properties.author = properties.last_modified_by = "Văn bản mẫu"
    properties.comments = "VĂN BẢN MẪU"
    properties.keywords, properties.language = "mẫu", "vi-VN"
    properties.created = properties.modified = datetime(2026, 2, 5, tzinfo=UTC)


def _add_numbering(document: Document, number: int, form: str, text: str) -> None:
    part = document.part.numbering_part.element
    part.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            f'<w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
        ),
    )
    part.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))


def _body_paragraph(document: Document, line: Line) -> None:
    paragraph = document.add_paragraph()
    layout = paragraph.paragraph_format
    if line.kind in ("kind", "title", "rule"):
        paragraph.alignment = ALIGN.CENTER
        layout.space_before, layout.space_after = (Pt(18) if line.kind == "kind" else Pt(0)), Pt(0)
    else:
        paragraph.alignment = ALIGN.JUSTIFY
        layout.first_line_indent, layout.space_after, layout.line_spacing = Mm(10), Pt(6), Pt(18)
    if line.kind in ("auto", "autotask"):
        numbering = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        numbering.get_or_add_ilvl().val = 0
        numbering.get_or_add_numId().val = DASHES if line.kind == "autotask" else LETTERS
    run = paragraph.add_run(line.printed)
    run.bold = line.kind in BOLD or None
    run.italic = True if line.kind == "group" else None


def _header_table(document: Document, lines: list[Line]) -> None:
    table = _plain_table(document, Mm(70), Mm(95))
    left = [line for line in lines if line.kind not in ("header.party", "header.date")]
    for cell, part in ((table.cell(0, 0), left), (table.cell(0, 1), [line for line in lines if line not in left])):
        for place, line in enumerate(part):
            paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
            paragraph.alignment = ALIGN.CENTER
            paragraph.paragraph_format.space_after = Pt(0)
            run = paragraph.add_run(line.printed)
            run.bold = line.kind in ("header.issuer", "header.party") or None
            run.italic = line.kind in ("header.date", "header.mark") or None
            run.underline = line.kind == "header.party" or None
            run.font.size = Pt(15 if line.kind == "header.party" else 14)


def _ending_table(document: Document, lines: list[Line]) -> None:
    table = _plain_table(document, Mm(85), Mm(80))
    left, right = table.cell(0, 0), table.cell(0, 1)
    label = left.paragraphs[0].add_run("Nơi nhận:")
    label.underline, label.font.size = True, Pt(14)
    for line in lines:
        if line.kind in ("recipient", "filing"):
            _small(left.add_paragraph(), line.printed)
    for line in lines:
        if line.kind == "sign.name":
            for _blank in range(4):
                right.add_paragraph()
        if line.kind.startswith("sign."):
            paragraph = right.paragraphs[0] if line.kind == "sign.authority" else right.add_paragraph()
            paragraph.alignment = ALIGN.CENTER
            paragraph.add_run(line.printed).bold = line.kind != "sign.position" or None


def _small(paragraph: Paragraph, words: str) -> None:
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.add_run(words).font.size = Pt(12)


def _plain_table(document: Document, left: int, right: int) -> Table:
    """Two columns without borders: how offices set the header and the signature side by side."""
    table = document.add_table(rows=1, cols=2)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for cell, width in zip(table.rows[0].cells, (left, right), strict=True):
        cell.width = width
    return table


def _indicator_table(document: Document, rows: list[Line]) -> None:
    widths = (Mm(10), Mm(47), Mm(16), Mm(15), Mm(15), Mm(15), Mm(15), Mm(32))
    table = document.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.autofit = False
    for line in rows:
        cells = table.add_row().cells
        if line.kind == "rowgroup":
            merged = cells[1].merge(cells[-1])
            _fill(cells[0], line.cells[0], bold=True)
            _fill(merged, line.cells[1], bold=True)
            continue
        for place, (cell, words) in enumerate(zip(cells, line.cells, strict=True)):
            cell.width = widths[place]
            _fill(cell, words, bold=line.kind == "rowhead", centred=place not in (1, 7) or line.kind == "rowhead")
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))


def _fill(cell: _Cell, words: str, *, bold: bool, centred: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = ALIGN.CENTER if centred else ALIGN.LEFT
    _small(paragraph, words)
    paragraph.runs[0].bold = bold or None


def packed(document: Document) -> bytes:
    """The .docx with one fixed date on all its parts, so that the same text gives the same file."""
    made, fixed = io.BytesIO(), io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, (2026, 2, 5, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return fixed.getvalue()


def main() -> None:
    lines = source_lines()
    SAMPLE.write_bytes(packed(document_of(lines)))
    GOLD.write_text(json.dumps(gold_of(lines), ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
