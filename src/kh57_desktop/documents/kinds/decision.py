"""Quyết định (document-format.md d5): bases, who decides, articles; the Party's and the government's order differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kh57_desktop.documents.content import Block, Content, Paragraph, Part, Role, Title
from kh57_desktop.documents.kinds.form import Form

KIND = "Quyết định"


@dataclass(frozen=True, slots=True)
class Article:
    """A điều: the sentence after its number, and the paragraphs below it as (marker, text)."""

    text: str
    paragraphs: tuple[tuple[str, str], ...] = ()


def decision_content(
    form: Form,
    *,
    subject: str,
    deciding: str,
    bases: Sequence[str],
    articles: Sequence[Article],
) -> Content:
    """`subject` begins small ("thành lập …"); `deciding`: who decides, in capitals; `bases` without end marks.

    Government (Mẫu 1.2): "Về việc …", who decides, căn cứ, "QUYẾT ĐỊNH:"; Party: căn cứ, then both in one line.
    """
    title = Title(KIND.upper(), subject if form.is_party else f"Về việc {subject}")
    based = [
        Paragraph(f"{basis}{end}", "-" if form.is_party else "", Role.BASIS)
        for basis, end in zip(bases, form.basis_ends(len(bases)), strict=True)
    ]
    if form.is_party:
        opening: list[Block] = [title, *based, Paragraph(f"{deciding} QUYẾT ĐỊNH", role=Role.CAPTION)]
    else:
        opening = [
            title,
            Paragraph(deciding, role=Role.CAPTION),
            *based,
            Paragraph("QUYẾT ĐỊNH:", role=Role.CAPTION),
        ]
    closing = form.closing(f"Như Điều {len(articles)}")
    part = Part((*opening, *_articles(articles)), head=form.head(KIND), closing=closing)
    return Content(form.system, f"{KIND} {subject}", (part,), form.sample)


def _articles(articles: Sequence[Article]) -> list[Block]:
    blocks: list[Block] = []
    last = len(articles)
    for number, article in enumerate(articles, 1):
        text = f"{article.text.rstrip('./')}./." if number == last and not article.paragraphs else article.text
        blocks.append(Paragraph(text, f"Điều {number}.", keeps_next=bool(article.paragraphs), is_marker_bold=True))
        blocks.extend(Paragraph(words, marker) for marker, words in article.paragraphs)
    return blocks
