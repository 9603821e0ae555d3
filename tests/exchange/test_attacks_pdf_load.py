"""PDFs made to keep the PC busy or to fill its memory: each is refused within two seconds and 300 MB (issue F)."""

from __future__ import annotations

import hashlib
import zlib

import pytest

from kh57_desktop.domain.packages import SignerRole
from kh57_desktop.exchange import pdf_limits
from kh57_desktop.exchange.pades import sign_pdf
from kh57_desktop.exchange.pdf_check import check_pdf
from tests.exchange.costs import LARGEST, UNBOUNDED, cost_of
from tests.exchange.makers import LONG, NOW, data, identity, judge, pdf, report_package, signed_pdf

SHARE = 1 if LONG else 5
"""Without --long a fifth of the work is allowed, and a fifth of the time."""
MANY = 2_000_000 // SHARE
LONG_TEXT = 15 * MANY
INFO = b"<</BCDataSHA256(%s)>>" % hashlib.sha256(data()).hexdigest().encode()
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
PERSON = {"name": "Trần Thị Bình", "role": SignerRole.AUTHOR}


@pytest.fixture(autouse=True)
def _share_of_the_work(monkeypatch):
    monkeypatch.setattr(pdf_limits, "MOST_WORK", pdf_limits.MOST_WORK // SHARE)


def made(objects: dict[int, bytes], *, trailer: bytes = b"", tail: bytes = b"") -> bytes:
    """A PDF of these objects: 1 is the catalog, 2 the pages, 3 the information."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[4 0 R]/Count 1>>",
        3: INFO,
        4: PAGE,
    } | objects
    parts, rows, place = [b"%PDF-1.7\n"], {}, 9
    for number, content in sorted(objects.items()):
        rows[number] = place
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))
        place += len(parts[-1])
    size = max(objects) + 1
    table = b"".join(
        b"%010d 00000 n \n" % rows[number] if number in rows else b"0000000000 65535 f \n" for number in range(size)
    )
    trailer = b"trailer\n<</Size %d/Root 1 0 R/Info 3 0 R%s>>\n" % (size, trailer)
    parts += [b"xref\n0 %d\n" % size, table, trailer, tail, b"startxref\n%d\n%%%%EOF\n" % place]
    return b"".join(parts)


def refused(content: bytes, *signers) -> set[str]:
    """Codes of a package's PDF; it must have been refused in time and room."""
    expected = [one.sha256 for one in signers or (identity(),)]
    digest = hashlib.sha256(data()).hexdigest()

    def codes() -> set[str]:
        judged = check_pdf(content, expected=expected, data_sha256=digest, in_package=True)
        return {one.code for one in judged.findings}

    found, seconds, growth = cost_of(codes)
    assert isinstance(found, set), found
    assert seconds < UNBOUNDED / SHARE
    assert growth < LARGEST
    assert found
    return found


# --- one object that is long -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "value",
    [
        b"<<" + b"".join(b"/%x 1" % number for number in range(MANY)) + b">>",
        b"[" + b"1 " * MANY + b"]",
        b"[" + b"5 0 R " * MANY + b"]",
        b"(" + b"a" * LONG_TEXT + b")",
        b"<" + b"41" * (LONG_TEXT // 2) + b">",
        b"/" + b"a" * LONG_TEXT,
        b"1" * LONG_TEXT,
        b"0." + b"1" * LONG_TEXT,
        b"%" + b"a" * LONG_TEXT + b"\n1",
        b" " * LONG_TEXT + b"1",
        b"[" * MANY + b"]" * MANY,
        b"<</A" * MANY + b" 1" + b">>" * MANY,
    ],
    ids=[
        "keys", "numbers", "references", "string", "hex", "name",
        "integer", "decimal", "comment", "space", "depth", "dicts",
    ],
)  # fmt: skip
@pytest.mark.parametrize("where", ["catalog", "trailer", "form"] if LONG else ["catalog"])
def test_a_long_object(value, where):
    catalog = b"<</Type/Catalog/Pages 2 0 R"
    if where == "trailer":
        content = made({}, trailer=b"/X " + value)
    elif where == "catalog":
        content = made({1: catalog + b"/X " + value + b">>"})
    else:
        content = made({1: catalog + b"/AcroForm 5 0 R>>", 5: b"<</Fields 6 0 R/X " + value + b">>", 6: value})
    assert refused(content) & {"PDF-01", "PDF-05"}


def test_no_end_of_line_before_the_end():
    assert refused(b"%PDF-1.7\n" + b"a" * LONG_TEXT + b"%%EOF") == {"PDF-05"}


# --- many objects, revisions and signatures --------------------------------------------------------------------------


def test_a_chain_of_many_revisions():
    parts, place = [b"%PDF-1.7\n"], 9
    before = b""
    for _number in range(MANY // 40):
        section = b"xref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 9/Root 1 0 R%s>>\n" % before
        before = b"/Prev %d" % place
        parts.append(section)
        place += len(section)
    start = place - len(parts[-1])
    assert refused(b"".join(parts) + b"startxref\n%d\n%%%%EOF\n" % start) == {"PDF-05"}


def test_many_signature_fields():
    names = b"".join(b"%d 0 R " % number for number in range(6, 6 + (MANY // 60)))
    objects = {1: b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[%s]>>>>" % names}
    objects[5] = b"<</Type/Sig/SubFilter/ETSI.CAdES.detached/ByteRange[0 9 20 9]/Contents<3000>>>"
    objects |= {number: b"<</FT/Sig/T(%d)/V 5 0 R>>" % number for number in range(6, 6 + (MANY // 60))}
    assert refused(made(objects)) == {"PDF-05"}


def test_more_signatures_than_anybody_gives():
    signers = [identity(f"Người thứ {number}") for number in range(4)] * 6
    assert refused(sign_pdf(pdf(), signers, at=NOW), *signers) == {"PDF-05"}
    few = signers[:9]
    assert check_pdf(sign_pdf(pdf(), few, at=NOW), expected=[one.sha256 for one in few]).findings == ()


def test_a_signature_object_of_millions_of_values():
    whole = signed_pdf(identity())
    place = whole.rindex(b"/Contents <") + len(b"/Contents <")
    end = whole.index(b">", place)
    values = b"\x30\x84" + (MANY).to_bytes(4, "big") + b"\5\0" * 7_500_000
    content = whole[:place] + values.hex().encode() + whole[end:]
    found = content.index(b"/ByteRange [")
    until = content.index(b"]", found)
    numbers = [0, place - 1, place + 2 * len(values) + 1, len(whole) - end - 1]
    content = (
        content[:found] + f"/ByteRange [{' '.join(map(str, numbers))}".encode().ljust(until - found) + content[until:]
    )
    assert refused(content) & {"PDF-02", "PDF-05"}


# --- the same objects over and over ----------------------------------------------------------------------------------


def twice_signed(objects: dict[int, bytes]) -> bytes:
    """Signed by two: the first signature's revision is compared with the second's, object by object."""
    return sign_pdf(made(objects), [identity(**PERSON), identity()], at=NOW)


def doubling(first: int, key: bytes, leaf: bytes) -> dict[int, bytes]:
    """Forty levels, each naming the next one twice: 2⁴⁰ ways to one leaf."""
    levels = {
        first + level: b"<<%s[%d 0 R %d 0 R]>>" % (key, first + level + 1, first + level + 1) for level in range(40)
    }
    return levels | {first + 40: leaf}


@pytest.mark.parametrize("key", [b"/Kids", b"/Type/Pages/Count 2/Kids", b"/K", b"/First 1/Next"])
@pytest.mark.parametrize("place", [b"/X 10 0 R", b"/Outlines 10 0 R"])
def test_a_tree_whose_branches_are_the_same(key, place):
    objects = {1: b"<</Type/Catalog/Pages 2 0 R%s>>" % place} | doubling(10, key, PAGE)
    found, seconds, growth = cost_of(lambda: _codes_of_two(twice_signed(objects)))
    assert isinstance(found, set), found
    assert growth < LARGEST
    assert seconds < UNBOUNDED / SHARE + 1  # the signing is in it too


def _codes_of_two(content: bytes) -> set[str]:
    expected = [identity(**PERSON).sha256, identity().sha256]
    judged = check_pdf(content, expected=expected, in_package=True)
    return {one.code for one in judged.findings}


def test_fields_and_pages_whose_branches_are_the_same():
    form = b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[10 0 R]>>>>"
    fields = doubling(10, b"/T(a)/Kids", b"<</FT/Sig/T(a)>>")
    assert refused(made({1: form} | fields)) & {"PDF-01", "PDF-05"}
    pages = doubling(10, b"/Type/Pages/Count 2/Kids", PAGE) | {2: b"<</Type/Pages/Kids[10 0 R]/Count 2>>"}
    assert refused(made(pages)) == {"PDF-01"}


def test_streams_that_lie_over_one_another():
    """A hundred objects that each claim the rest of the file would be a hundred copies of it."""
    stream = b"<</Length 40000000>>stream\n" + b"x" * 400_000 + b"\nendstream"
    objects = dict.fromkeys(range(10, 110), stream)
    kids = b" ".join(b"%d 0 R" % number for number in range(10, 110))
    form = b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[%s]>>>>" % kids
    assert refused(made(objects | {1: form}, tail=b"%" + b"x" * 20_000_000 + b"\n")) & {"PDF-01", "PDF-05"}


# --- packed objects --------------------------------------------------------------------------------------------------


def packed(inner: dict[int, bytes], *, filters: bytes = b"/FlateDecode", padding: int = 0, layers: int = 1) -> bytes:
    """A PDF whose catalog and the like lie in one object stream."""
    heads, bodies, place = [], [], 0
    for number, content in inner.items():
        heads.append(b"%d %d " % (number, place))
        bodies.append(content + b" ")
        place += len(content) + 1
    first = sum(map(len, heads))
    content = b"".join([*heads, *bodies]) + b" " * padding
    for _layer in range(layers):
        content = zlib.compress(content, 9)
    parts = [b"%PDF-1.7\n"]
    stream = b"90 0 obj\n<</Type/ObjStm/N %d/First %d/Filter%s/Length %d>>\nstream\n%s\nendstream\nendobj\n"
    parts.append(stream % (len(inner), first, filters, len(content), content))
    start = sum(map(len, parts))
    rows = b"".join(b"\2" + (90).to_bytes(3, "big") + place.to_bytes(3, "big") for place in range(len(inner)))
    rows += b"\1" + (9).to_bytes(3, "big") + b"\0\0\0"
    index = b" ".join(b"%d 1" % number for number in [*inner, 90])
    rows = zlib.compress(rows)
    table = b"91 0 obj\n<</Type/XRef/W[1 3 3]/Index[%s]/Size 99999/Root 1 0 R/Info 3 0 R/Filter/FlateDecode/Length %d>>"
    parts.append(table % (index, len(rows)) + b"\nstream\n" + rows + b"\nendstream\nendobj\n")
    return b"".join(parts) + b"startxref\n%d\n%%%%EOF\n" % start


CATALOG = {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[4 0 R]/Count 1>>", 3: INFO, 4: PAGE}


def test_packed_objects_are_read():
    assert refused(packed(CATALOG)) == {"PDF-01"}


def test_packed_objects_that_unpack_to_too_much():
    assert refused(packed(CATALOG, padding=60 << 20)) == {"PDF-05"}
    assert refused(
        packed(CATALOG, padding=(600 if LONG else 60) << 20, filters=b"[/FlateDecode/FlateDecode]", layers=2)
    ) == {"PDF-05"}


def test_very_many_packed_objects():
    """Each of them is looked for from the beginning of the list."""
    fields = {number: b"<</FT/Tx/T(%d)>>" % number for number in range(100, 20_100)}
    kids = b" ".join(b"%d 0 R" % number for number in fields)
    form = b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[%s]>>>>" % kids
    assert refused(packed(CATALOG | {1: form} | fields)) == {"PDF-05"}


def test_rows_of_a_picture_in_a_table():
    rows = zlib.compress((b"\2" + bytes(9)) * 3_000_000, 9)
    table = b"5 0 obj\n<</Type/XRef/W[1 8 0]/Size 2000000/Root 1 0 R/Filter/FlateDecode"
    table += b"/DecodeParms<</Predictor 12/Columns 9>>/Length %d>>\nstream\n" % len(rows)
    content = b"%PDF-1.7\n" + table + rows + b"\nendstream\nendobj\nstartxref\n9\n%%EOF\n"
    assert refused(content) == {"PDF-05"}


# --- what a right signer, or a stranger, could sign ------------------------------------------------------------------


@pytest.mark.parametrize("filling", [b"/", b"/a", b"#", b"(", b"\0"])
def test_a_large_page_signed_by_a_stranger(filling):
    """Everything is in order but who signed; so every check has its turn."""
    length = (60_000_000 if LONG else 12_000_000) // len(filling)
    stream = b"<</Length %d>>stream\n" % (length * len(filling)) + filling * length + b"\nendstream"
    whole = sign_pdf(made({4: PAGE[:-2] + b"/Contents 5 0 R>>", 5: stream}), [identity()], at=NOW)

    def codes() -> tuple[str, ...]:
        return tuple(one.code for one in check_pdf(whole, expected=[identity().sha256], in_package=True).findings)

    found, seconds, growth = cost_of(codes)
    assert found in ((), ("PDF-05",))
    assert seconds < UNBOUNDED / SHARE
    assert growth < LARGEST


def test_a_large_honest_report_is_judged_as_ever():
    """A thousand pages and three signers (a fifth of the pages without --long)."""
    signers = [identity(**PERSON), identity("Người thứ hai"), identity()]
    content = sign_pdf(pdf(pages=1000 // SHARE), signers, at=NOW)
    judged = check_pdf(content, expected=[one.sha256 for one in signers], in_package=True)
    assert judged.findings == ()


def test_a_refused_pdf_takes_nothing_from_the_next(tmp_path):
    hostile = b"%PDF-1.7\n" + b"a" * LONG_TEXT + b"%%EOF"
    assert judge(report_package(tmp_path / "bad", pdf=hostile).path).codes == ("PDF-05", "PDF-06")[:1]
    assert judge(report_package(tmp_path / "good").path).codes == ()


def test_an_action_that_is_packed_away():
    """In an object stream no key stands in the bytes as it is: each object is looked at."""
    action = b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(1)>>>>"
    assert refused(sign_pdf(packed(CATALOG | {1: action}), [identity()], at=NOW)) == {"PDF-03"}
    plain = sign_pdf(packed(CATALOG), [identity()], at=NOW)
    digest = hashlib.sha256(data()).hexdigest()
    assert check_pdf(plain, expected=[identity().sha256], data_sha256=digest, in_package=True).findings == ()
