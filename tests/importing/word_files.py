"""Word documents made for tests: a plan's text as paragraphs, lists, tables with merged cells, damaged files."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph as WordParagraph

from kh57_desktop.importing.blocks import Paragraph, Table
from kh57_desktop.importing.paragraphs import rebuild
from kh57_desktop.importing.plain_text import lines_of
from kh57_desktop.importing.text_tables import with_tables

HEADING_LENGTH = 120


def word_of_text(text: str, path: Path, *, line_by_line: bool = False) -> Path:
    """The text as .docx: a Word paragraph for each paragraph (headings bold) and its tables, or each line as it is."""
    document = Document()
    if line_by_line:
        for line in text.split("\n"):
            document.add_paragraph(line)
    else:
        for block in rebuild(with_tables(lines_of(text))):
            if isinstance(block, Table):
                add_table(document, [[cell.text for cell in row] for row in block.rows])
                continue
            for words in _kept_lines(block):
                run = document.add_paragraph().add_run(words)
                run.bold = block.marker is not None and not block.marker.is_bullet and len(words) < HEADING_LENGTH
    document.save(str(path))
    return path


def _kept_lines(block: Paragraph) -> list[str]:
    """Side-by-side lines keep their gap; every other paragraph is one line."""
    if any(len(line.columns) > 1 for line in block.lines):
        return [line.raw for line in block.lines]
    return [block.text]


def add_list(document: Document, levels: Sequence[tuple[str, str]], *, identifier: int) -> None:
    """A list definition: (format, pattern) for each level, e.g. ("upperRoman", "%1.")."""
    numbering = document.part.numbering_part.element
    rules = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for at, (style, pattern) in enumerate(levels)
    )
    abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{identifier}">{rules}</w:abstractNum>')
    numbering.insert(0, abstract)
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{identifier}"><w:abstractNumId w:val="{identifier}"/></w:num>')
    )


def add_numbered(document: Document, text: str, *, identifier: int, level: int) -> None:
    add_number(document.add_paragraph(text), identifier=identifier, level=level)


def add_number(paragraph: WordParagraph, *, identifier: int, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{identifier}"/></w:numPr>')
    )


def add_table(
    document: Document, rows: Sequence[Sequence[str]], *, merged: Sequence[tuple[int, int, int, int]] = ()
) -> None:
    """A table; `merged` names areas (row, column, last row, last column) whose text stands in their first cell."""
    table = document.add_table(len(rows), len(rows[0]))
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            if text:
                table.cell(at, column).text = text
    for first_row, first_column, last_row, last_column in merged:
        table.cell(first_row, first_column).merge(table.cell(last_row, last_column))


def add_text_box(document: Document, text: str) -> None:
    """A text box with its copy for old readers, as Word writes it: the text must be read once."""
    box = f"<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
    markup = (
        f'<w:p {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:v="urn:schemas-microsoft-com:vml"><w:r><mc:AlternateContent><mc:Choice Requires="wps">'
        f"<w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    document.element.body.insert(0, parse_xml(markup))


def rewritten(source: Path, target: Path, member: str, change: Callable[[bytes], bytes]) -> Path:
    """A copy of the package with one member changed."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            new.writestr(info.filename, change(data) if info.filename == member else data)
    return target
