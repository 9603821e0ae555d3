"""Section 8 of the format, the PDF: what is done to it after signing, alone and packed again by the same signer."""

from __future__ import annotations

import hashlib
import io
import re
import zlib

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from kh57_desktop.domain.packages import Result, SignerRole
from kh57_desktop.exchange import verify
from kh57_desktop.exchange.cms import sign_digest
from kh57_desktop.exchange.pades import field_names, sign_pdf
from kh57_desktop.exchange.pdf_check import check_pdf
from kh57_desktop.exchange.verify import verify_pdf
from tests.exchange.makers import LONG, NOW, data, identity, judge, pdf, report_package, signed_pdf, trusted

PERSON = {"name": "Trần Thị Bình", "role": SignerRole.AUTHOR}


@pytest.fixture(scope="module")
def once() -> bytes:
    return signed_pdf(identity())


@pytest.fixture(scope="module")
def twice() -> bytes:
    return signed_pdf(identity(**PERSON), identity())


def codes(content: bytes, *signers) -> tuple[str, ...]:
    expected = [one.sha256 for one in signers or (identity(),)]
    digest = hashlib.sha256(data()).hexdigest()
    judged = check_pdf(content, expected=expected, data_sha256=digest, in_package=True)
    return tuple(one.code for one in judged.findings)


def both(content: bytes) -> set[str]:
    """Codes as a package's PDF by person and office."""
    return set(codes(content, identity(**PERSON), identity()))


def updated(content: bytes, change) -> bytes:
    """The change and nothing else: pyHanko would note itself in the metadata, and that alone would be refused."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    writer._update_meta = lambda: None
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def page_of(writer: IncrementalPdfFileWriter) -> generic.DictionaryObject:
    reference = writer.find_page_for_modification(0)[0]
    writer.mark_update(reference)
    return reference.get_object()


def replace_text(writer: IncrementalPdfFileWriter) -> None:
    stream = generic.StreamObject(stream_data=b"BT /F1 12 Tf 100 700 Td (So lieu khac) Tj ET")
    page_of(writer)[pdf_name("/Contents")] = writer.add_object(stream)


def drop_fonts(writer: IncrementalPdfFileWriter) -> None:
    page_of(writer)[pdf_name("/Resources")] = generic.DictionaryObject()


def add_note(writer: IncrementalPdfFileWriter) -> None:
    box = generic.ArrayObject(map(generic.NumberObject, (90, 690, 300, 720)))
    words = generic.pdf_string("100%")
    kind = {"/Type": "/Annot", "/Subtype": "/FreeText"}
    note = generic.DictionaryObject({pdf_name(key): pdf_name(value) for key, value in kind.items()})
    note |= {pdf_name("/Rect"): box, pdf_name("/Contents"): words}
    page = page_of(writer)
    existing = list(page["/Annots"]) if "/Annots" in page else []
    page[pdf_name("/Annots")] = generic.ArrayObject([*existing, writer.add_object(note)])


def add_page(writer: IncrementalPdfFileWriter) -> None:
    pages = writer.root["/Pages"]
    again = generic.DictionaryObject(page_of(writer))
    pages["/Kids"].append(writer.add_object(again))
    pages[pdf_name("/Count")] = generic.NumberObject(2)
    writer.mark_update(writer.root.raw_get("/Pages"))


def change_info(writer: IncrementalPdfFileWriter) -> None:
    info = generic.DictionaryObject({pdf_name("/Title"): generic.pdf_string("Khac")})
    info[pdf_name("/BCDataSHA256")] = generic.pdf_string(hashlib.sha256(data()).hexdigest())
    writer.set_info(writer.add_object(info))


CHANGES = [replace_text, drop_fonts, add_note, add_page, change_info]


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_after_the_last_signature(once, twice, change):
    assert codes(updated(once, change)) == ("PDF-03",)
    assert both(updated(twice, change)) == {"PDF-03"}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_hidden_between_two_signatures(change):
    """The office's seal covers the whole file, the person's signature is worthless: the person signed other words."""
    first = sign_pdf(pdf(), [identity(**PERSON)], at=NOW)
    sealed = sign_pdf(updated(first, change), [identity()], at=NOW)
    assert "PDF-03" in both(sealed)


@pytest.mark.parametrize("junk", [b"\n", b"\0", b"%%EOF\n", b"<html>", b"\n1 0 obj\n<<>>\nendobj\n"])
def test_bytes_after_the_end(once, junk):
    assert codes(once + junk)[0] in ("PDF-03", "PDF-05")


def test_bytes_before_the_beginning(once):
    assert codes(b" " + once) == ("PDF-05",)


def test_every_flipped_byte_is_found(once):
    step = 1 if LONG else 29
    for place in range(0, len(once), step):
        damaged = once[:place] + bytes([once[place] ^ 1 << place % 8]) + once[place + 1 :]
        found = codes(damaged)
        assert found, place
        assert set(found) <= {"PDF-01", "PDF-02", "PDF-03", "PDF-04", "PDF-05", "PDF-06"}


def _byte_range(content: bytes) -> re.Match[bytes]:
    return list(re.finditer(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)\s*\]", content))[-1]


@pytest.mark.parametrize("place,change", [(4, -10), (2, -1), (3, 1), (1, 1), (4, 1)])
def test_another_byte_range(once, place, change):
    found = _byte_range(once)
    numbers = [int(found[group]) for group in range(1, 5)]
    numbers[place - 1] += change
    text = f"/ByteRange [{' '.join(map(str, numbers))}".encode()
    again = once[: found.start()] + text.ljust(found.end() - found.start() - 1) + b"]" + once[found.end() :]
    assert len(again) == len(once)
    assert codes(again)[0] in ("PDF-02", "PDF-03")


def test_a_byte_range_that_leaves_out_more_than_the_signature(once):
    """The hole is made wider than /Contents and the signature made anew over the rest by the signer's own tool."""
    found = _byte_range(once)
    numbers = [int(found[group]) for group in range(1, 5)]
    wider = [numbers[0], numbers[1] - 2, numbers[2], numbers[3]]
    text = f"/ByteRange [{' '.join(map(str, wider))}".encode()
    again = once[: found.start()] + text.ljust(found.end() - found.start() - 1) + b"]" + once[found.end() :]
    assert codes(again) == ("PDF-02",)


def test_emptied_contents(once, twice):
    for content, judged in ((once, codes), (twice, both)):
        place = content.rindex(b"/Contents <") + len(b"/Contents <")
        length = content.index(b">", place) - place
        emptied = content[:place] + b"0" * length + content[place + length :]
        assert set(judged(emptied)) <= {"PDF-01", "PDF-02", "PDF-05"}
        assert judged(emptied)


def test_another_spelling_of_the_contents(once):
    """The hole is the one part that no signature covers: it must hold the signature and nothing else."""
    place = once.rindex(b"/Contents <") + len(b"/Contents <")
    end = once.index(b">", place)
    digits = once[place:end]
    letter = next(number for number, digit in enumerate(digits) if chr(digit).isalpha())
    swapped = digits[:letter] + digits[letter : letter + 1].swapcase() + digits[letter + 1 :]
    for other in (swapped, digits[:-2] + b"  ", digits[:-1] + b"\n", digits[:-2] + b"01", b" " + digits[1:]):
        assert set(codes(once[:place] + other + once[end:])) & {"PDF-02", "PDF-05"}


def test_rolled_back_to_the_first_signature_or_to_none(twice):
    assert both(sign_pdf(pdf(), [identity(**PERSON)], at=NOW)) == {"PDF-01"}
    assert both(pdf()) == {"PDF-01"}
    ends = [found.end() for found in re.finditer(rb"%%EOF\r?\n?", twice)]
    assert len(ends) == 3
    assert both(twice[: ends[1]]) == {"PDF-01"}
    assert both(twice[: ends[0]]) == {"PDF-01"}


def test_rolled_back_alone_without_its_package(tmp_path, twice):
    """The PDF alone has no sheet to be held against: each signature names all signers, so a cut-off one is missed."""
    ends = [found.end() for found in re.finditer(rb"%%EOF\r?\n?", twice)]
    rows = trusted(identity(), identity(**PERSON))
    path = tmp_path / "report.pdf"
    for content, code in ((twice[: ends[1]], "PDF-01"), (twice[: ends[0]], "PDF-01")):
        path.write_bytes(content)
        judged = verify_pdf(path, trust=rows, now=NOW)
        assert (judged.codes, judged.result) == ((code,), Result.INVALID)


def test_a_signature_added_by_another_program_takes_nothing_away(tmp_path, once):
    path = tmp_path / "report.pdf"
    path.write_bytes(sign_pdf(once, [identity(**PERSON)], at=NOW))
    assert verify_pdf(path, trust=trusted(identity(), identity(**PERSON)), now=NOW).result is Result.VALID


def by_hand(
    *,
    subfilter: bytes = b"/ETSI.CAdES.detached",
    more: bytes = b"",
    own: bytes = b"/Contents",
    begins: int = 0,
    year: bytes = b"2026",
    has_own_info: bool = True,
) -> bytes:
    """Signed by thirty lines of the test's own.

    `own`: the key under which the hole of the signature stands; `begins`: the first byte signed; `has_own_info`: the
    information is an object of its own.
    """
    room = 6_000
    value = b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter%s/M(D:%s1217083015+07'00')/ByteRange[%s]%s%s<%s>>>"
    field = b"<</FT/Sig/Type/Annot/Subtype/Widget/Rect[0 0 0 0]/T(CoQuan)/V 6 0 R>>"
    info = b"<</BCDataSHA256(%s)>>" % hashlib.sha256(data()).hexdigest().encode()
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R]/SigFlags 3>>>>",
        b"<</Type/Pages/Kids[4 0 R]/Count 1>>",
        info,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        field,
        value % (subfilter, year, b" " * 40, more, own, b"0" * room),
    ]
    content, rows = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, start=1):
        rows.append(b"%010d 00000 n \n" % len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(content)
    content += b"xref\n0 7\n0000000000 65535 f \n" + b"".join(rows)
    named = b"3 0 R" if has_own_info else info
    content += b"trailer\n<</Size 7/Root 1 0 R/Info %s>>\nstartxref\n%d\n%%%%EOF\n" % (named, start)
    first = content.index(own + b"<" + b"0" * room) + len(own)
    second = first + room + 2
    numbers = b"%d %d %d %d" % (begins, first - begins, second, len(content) - second)
    place = content.index(b"/ByteRange[") + len(b"/ByteRange[")
    content = content[:place] + numbers.ljust(40) + content[place + 40 :]
    digest = hashlib.sha256(content[begins:first] + content[second:]).digest()
    signature = sign_digest(digest, identity(), at=NOW, states_time=False).hex().encode()
    return content[: first + 1] + signature.ljust(room, b"0") + content[second - 1 :]


def test_a_signature_of_another_kind_or_one_that_allows_changes():
    assert codes(by_hand()) == ()
    for subfilter in (b"/adbe.pkcs7.detached", b"/adbe.pkcs7.sha1", b"/ETSI.RFC3161", b"/X"):
        assert set(codes(by_hand(subfilter=subfilter))) & {"PDF-01", "PDF-02"}
    allows = b"/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</P 3/V/1.2>>>>]"
    assert codes(by_hand(more=allows)) == ("PDF-02",)


def test_a_signature_that_leaves_out_the_first_bytes():
    for begins in (1, 9):
        assert codes(by_hand(begins=begins)) == ("PDF-02",)


@pytest.mark.parametrize("year", [b"0001", b"1949", b"3000", b"9999"])
def test_a_time_at_an_end_of_the_calendar_in_a_pdf(year):
    assert set(codes(by_hand(year=year))) & {"PDF-02", "PDF-05"}


def test_metadata_that_no_revision_can_tell_of():
    """The information stands in the trailer itself: whether it was changed afterwards nobody could see."""
    assert set(codes(by_hand(has_own_info=False))) & {"PDF-03", "PDF-05"}


def test_a_hole_that_is_not_the_signatures_own():
    """The bytes left out hold a right signature, but the dictionary that readers show names another one."""
    other = sign_digest(bytes(32), identity(), at=NOW, states_time=False).hex().encode()
    assert codes(by_hand(more=b"/Contents<%s>" % other, own=b"/X")) == ("PDF-02",)


def test_other_signers_or_another_order(once, twice):
    assert codes(once, identity("Người lạ")) == ("PDF-04",)
    assert codes(twice, identity(), identity(**PERSON)) == ("PDF-04",)
    assert codes(twice, identity(**PERSON)) == ("PDF-04",)


def test_another_reports_pdf():
    other = signed_pdf(data_sha256="0" * 64)
    assert codes(other) == ("PDF-06",)
    nothing = sign_pdf(pdf().replace(b"/BCDataSHA256", b"/XXDataSHA256"), [identity()], at=NOW)
    assert codes(nothing) == ("PDF-06",)


ACTIVE = [
    "/OpenAction<</S/JavaScript/JS(app.alert(1))>>",
    "/Names<</JavaScript<</Names[]>>>>",
    "/Names<</EmbeddedFiles<</Names[]>>>>",
    "/OCProperties<</OCGs[]/D<<>>>>",
    "/AA<</WC<</S/JavaScript/JS(1)>>>>",
    "/Open#41ction[3 0 R/Fit]",
]


@pytest.mark.parametrize("catalog", ACTIVE)
def test_active_or_embedded_content_in_a_packages_pdf(catalog):
    content = sign_pdf(pdf(catalog=catalog), [identity()], at=NOW)
    assert codes(content) == ("PDF-03",)


def _on_page(writer: IncrementalPdfFileWriter, note: dict[str, object]) -> None:
    box = generic.ArrayObject(map(generic.NumberObject, (0, 0, 50, 80)))
    values = {pdf_name(key): pdf_name(value) if isinstance(value, str) else value for key, value in note.items()}
    values |= {pdf_name("/Type"): pdf_name("/Annot"), pdf_name("/Rect"): box}
    page_of(writer)[pdf_name("/Annots")] = generic.ArrayObject([writer.add_object(generic.DictionaryObject(values))])


def _embedded(writer: IncrementalPdfFileWriter) -> generic.IndirectObject:
    stream = writer.add_object(generic.StreamObject(stream_data=b"MZ"))
    held = generic.DictionaryObject({pdf_name("/F"): stream})
    name = generic.pdf_string("a.exe")
    return writer.add_object(generic.DictionaryObject({pdf_name("/F"): name, pdf_name("/EF"): held}))


def attach_to_page(writer: IncrementalPdfFileWriter) -> None:
    _on_page(writer, {"/Subtype": "/FileAttachment", "/FS": _embedded(writer)})


def attach_to_document(writer: IncrementalPdfFileWriter) -> None:
    writer.root[pdf_name("/AF")] = generic.ArrayObject([_embedded(writer)])
    writer.update_root()


def start_a_program(writer: IncrementalPdfFileWriter) -> None:
    action = {pdf_name("/S"): pdf_name("/Launch"), pdf_name("/F"): generic.pdf_string("calc.exe")}
    _on_page(writer, {"/Subtype": "/Link", "/A": generic.DictionaryObject(action)})


@pytest.mark.parametrize("change", [attach_to_page, attach_to_document, start_a_program])
def test_a_file_or_a_program_hung_on_the_signed_pages(change):
    """Signed by the right signer, and yet nothing that a report carries: section 3.4, nothing embedded."""
    assert codes(sign_pdf(updated(pdf(), change), [identity()], at=NOW)) == ("PDF-03",)


def add_text_field(writer: IncrementalPdfFileWriter) -> None:
    field = generic.DictionaryObject({pdf_name("/FT"): pdf_name("/Tx"), pdf_name("/T"): generic.pdf_string("So")})
    field[pdf_name("/V")] = generic.pdf_string("1")
    fields = generic.ArrayObject([writer.add_object(field)])
    writer.root[pdf_name("/AcroForm")] = generic.DictionaryObject({pdf_name("/Fields"): fields})
    writer.update_root()


def test_a_form_field_that_could_be_filled_in():
    content = sign_pdf(updated(pdf(), add_text_field), [identity()], at=NOW)
    assert codes(content) == ("PDF-03",)


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.7\n", b"%PDF-1.7\n" + b"1 0 obj\n" * 1000, b"%PDF-1.7\nstartxref\n9\n%%EOF\n", b"\x89PNG" * 100],
)
def test_no_pdf_at_all(content):
    assert codes(content) in (("PDF-05",), ("PDF-01", "PDF-06"))


def test_a_bomb_in_a_stream_is_refused_in_bounded_memory():
    """An object stream that unpacks to hundreds of megabytes: pyHanko's own limits must stop it."""
    packed = zlib.compress(b"0 " * (150 << 20), 9)
    head = b"%PDF-1.7\n"
    stream = b"1 0 obj\n<</Type/XRef/W[1 2 1]/Size 3/Root 2 0 R/Filter/FlateDecode/Length %d>>\nstream\n" % len(packed)
    content = head + stream + packed + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(head)
    assert codes(content) == ("PDF-05",)


def test_signing_leaves_the_metadata_alone(twice):
    reader = PdfFileReader(io.BytesIO(twice))
    assert dict(reader.trailer["/Info"]) == dict(PdfFileReader(io.BytesIO(pdf())).trailer["/Info"])
    assert "/Metadata" not in reader.root
    assert b"pyHanko" not in twice


def test_names_of_the_fields_follow_the_order():
    office, person = identity(), identity(**PERSON)
    assert field_names([person, person, office]) == ["NguoiKy1", "NguoiKy2", "CoQuan"]


def test_packed_again_by_the_same_signer(tmp_path, once):
    for number, (content, code) in enumerate(
        [(updated(once, add_note), "PDF-03"), (once + b"\n", "PDF-03"), (pdf(), "PDF-01")]
    ):
        judged = judge(report_package(tmp_path / str(number), pdf=content).path)
        assert (judged.codes, judged.result) == ((code,), Result.INVALID)


def test_alone(tmp_path, once, twice):
    path = tmp_path / "report.pdf"
    rows = trusted(identity(), identity(**PERSON))
    for content, code in ((updated(once, replace_text), "PDF-03"), (pdf(), "PDF-01"), (b"x", "PDF-05")):
        path.write_bytes(content)
        judged = verify_pdf(path, trust=rows, now=NOW)
        assert (judged.codes, judged.result) == ((code,), Result.INVALID)
    path.write_bytes(twice)
    assert verify_pdf(path, trust=rows, now=NOW).result is Result.VALID


def test_an_encrypted_pdf_is_not_read_at_all():
    """What a password hides cannot be compared with what was signed, even where the password is empty."""
    out = io.BytesIO()
    page = Canvas(out, encrypt=StandardEncryption("", ownerPassword="x", canModify=0))
    page.drawString(100, 700, "So lieu")
    page.save()
    assert [one.code for one in check_pdf(out.getvalue()).findings] == ["PDF-05"]
    assert [one.code for one in check_pdf(pdf()).findings] != ["PDF-05"]


def test_a_pdf_alone_by_a_short_key(tmp_path):
    short = identity(key="RSA-2048")
    path = tmp_path / "bao-cao.pdf"
    path.write_bytes(signed_pdf(short))
    judged = verify_pdf(path, trust=trusted(short), now=NOW)
    assert (judged.codes, judged.result) == (("ALG-01",), Result.VALID_REVIEW)


def test_a_pdf_alone_that_is_larger_than_any_paper(tmp_path, monkeypatch, once):
    path = tmp_path / "bao-cao.pdf"
    path.write_bytes(once)
    assert verify_pdf(path, trust=trusted(identity()), now=NOW).codes == ()
    monkeypatch.setattr(verify, "LARGEST_PDF", len(once) - 1)
    assert verify_pdf(path, trust=trusted(identity()), now=NOW).codes == ("PDF-05",)
