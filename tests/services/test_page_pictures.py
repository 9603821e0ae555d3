"""Pages of a PDF as pixels: sizes, bands, closing while somebody else is at work with PDFium."""

from __future__ import annotations

import threading
import time

import pypdfium2
import pytest

from kh57_desktop.services.page_pictures import PagePictures, PageSize
from kh57_desktop.services.pdfium_lock import PDFIUM, alone_if_pdf
from tests.ui.preview.papers import made_pdf


def test_sizes_are_those_of_the_pages_as_they_lie():
    pictures = PagePictures(made_pdf(2, landscape=(2,)))
    (upright, across) = pictures.sizes
    assert (upright.width, upright.height) == pytest.approx((595.28, 841.89), abs=0.1)
    assert across == PageSize(upright.height, upright.width)
    pictures.close()


@pytest.mark.parametrize("width", [400, 401, 402, 403])
def test_grey_bands_have_no_padding_and_join_to_the_whole_page(width):
    pictures = PagePictures(made_pdf(1))
    whole = pictures.grey_band(0, width=width, height=567, top=0, rows=567)
    assert len(whole) == width * 567
    assert min(whole) == 0
    assert max(whole) == 255
    parts = [
        pictures.grey_band(0, width=width, height=567, top=top, rows=min(100, 567 - top)) for top in range(0, 567, 100)
    ]
    assert b"".join(parts) == whole
    pictures.close()


def test_the_paper_has_the_colour_asked_for():
    pictures = PagePictures(made_pdf(1))
    band = pictures.coloured_band(0, width=100, height=141, top=0, rows=1, paper=(247, 244, 236))
    assert band[:3] == bytes((236, 244, 247))
    pictures.close()


def test_closing_does_not_wait_for_who_reads_a_pdf_and_happens_all_the_same():
    pictures = PagePictures(made_pdf(1))
    holding, go_on = threading.Event(), threading.Event()

    def read() -> None:
        with PDFIUM:
            holding.set()
            go_on.wait(10)

    reader = threading.Thread(target=read)
    reader.start()
    holding.wait(10)
    began = time.monotonic()
    pictures.close()
    assert time.monotonic() - began < 1
    go_on.set()
    reader.join()
    for thread in threading.enumerate():
        if thread.name == "close-pdf":
            thread.join(10)
    assert pictures._document is None
    with pytest.raises(ValueError, match="closed"):
        pictures.grey_band(0, width=10, height=10, top=0, rows=10)
    pictures.close()


def test_threads_that_draw_at_once_do_not_disturb_one_another():
    pictures = PagePictures(made_pdf(6))
    whole = [pictures.grey_band(page, width=300, height=424, top=0, rows=424) for page in range(6)]
    wrong: list[int] = []

    def draw(page: int) -> None:
        drawn = (pictures.grey_band(page, width=300, height=424, top=0, rows=424) for _time in range(20))
        wrong.extend(page for picture in drawn if picture != whole[page])

    threads = [threading.Thread(target=draw, args=(page,)) for page in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    pictures.close()


def test_only_the_reading_of_a_pdf_shuts_others_out(tmp_path):
    def is_free() -> bool:
        found: list[bool] = []

        def look() -> None:
            found.append(PDFIUM.acquire(blocking=False))
            if found[0]:
                PDFIUM.release()

        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
        return found[0]

    paper, text = tmp_path / "kế hoạch.docx", tmp_path / "ghi chú.pdf"
    paper.write_bytes(made_pdf(1))
    text.write_text("không phải PDF", encoding="utf-8")
    with alone_if_pdf(paper):
        assert not is_free()
    with alone_if_pdf(text):
        assert is_free()
    with alone_if_pdf(tmp_path / "không có.pdf"):
        assert is_free()


def test_a_pdf_whose_pages_are_refused_is_closed_while_nobody_else_is_at_work_with_pdfium():
    """Else it would be closed by whoever lets go of the error, perhaps while another thread draws."""
    whole = made_pdf(1)
    broken = whole.replace(b"/MediaBox", b"/MediaBux").replace(b"/Type /Page\n", b"/Type /Pige\n")
    broken = broken.replace(b"/Count 1", b"/Count 3")
    with pytest.raises(pypdfium2.PdfiumError) as refused:
        PagePictures(broken)
    frames = [step.frame.f_locals for step in refused.traceback if "self" in step.frame.f_locals]
    documents = [vars(frame["self"]).get("_document") for frame in frames]
    documents = [document for document in documents if document is not None]
    assert documents
    assert all(document.raw is None for document in documents)
