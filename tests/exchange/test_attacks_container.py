"""Section 8 of the format, the container: each attack gives its code, and nothing else is needed to refuse it."""

from __future__ import annotations

import base64
import hashlib
import io
import struct
import zlib
from dataclasses import replace

import pytest

from kh57_desktop.domain.packages import Result
from kh57_desktop.exchange.findings import Refused
from kh57_desktop.exchange.zip_profile import Limits, content, read_directory
from tests.exchange.makers import identity, judge, receipt_package, report_package, signed_pdf
from tests.exchange.raw_zip import Raw, changed, digest_value, read_parts, save, signed_again, write_zip

MANIFEST, SIGNATURE = "META-INF/ASiCManifest001.xml", "META-INF/signature001.p7s"


@pytest.fixture(scope="module")
def receipt(tmp_path_factory) -> bytes:
    return receipt_package(tmp_path_factory.mktemp("receipt")).path.read_bytes()


@pytest.fixture(scope="module")
def parts(receipt) -> list[Raw]:
    return read_parts(receipt)


@pytest.fixture(scope="module")
def report_parts(tmp_path_factory) -> list[Raw]:
    return read_parts(report_package(tmp_path_factory.mktemp("report")).path.read_bytes())


@pytest.fixture
def code_of(tmp_path):
    """The one code that a package gets, from bytes or from parts."""

    def judged(package, **options) -> str:
        content = package if isinstance(package, bytes) else write_zip(package)
        verification = judge(save(tmp_path, content), **options)
        assert verification.result is Result.INVALID
        (code,) = verification.codes
        return code

    return judged


def test_the_tests_own_writer_makes_the_same_bytes(receipt, parts):
    assert write_zip(parts) == receipt


# --- steps 1 and 2: the file and its headers -------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"", b"PK", b"%PDF-1.7\n", b"\0" * 5000, b"PK\5\6" + b"\0" * 18])
def test_another_file_is_no_package(code_of, content):
    assert code_of(content) in ("PKG-02", "PKG-03")


def test_a_cut_or_lengthened_file_is_told_apart_from_another_file(code_of, receipt):
    assert code_of(receipt[:-1]) == "PKG-01"
    assert code_of(receipt[: len(receipt) // 2]) == "PKG-01"
    assert code_of(receipt + b"\0") == "PKG-01"
    assert code_of(receipt + receipt) == "PKG-03"


def test_a_prefix_is_found(code_of, receipt, parts):
    assert code_of(b"MZ" + receipt) == "PKG-03"
    assert code_of(write_zip(parts, prefix=b"#!/bin/sh\n")) == "PKG-03"


def test_a_comment_is_found(code_of, parts):
    assert code_of(write_zip(parts, comment=b"xin chao")) == "PKG-01"
    assert code_of(write_zip(parts, end={"comment": 1})) == "PKG-01"


def test_a_gap_between_entries_is_found(code_of, parts):
    assert code_of([*parts[:2], replace(parts[2], gap=b"\0"), *parts[3:]]) == "PKG-03"


def test_bytes_before_the_directory_are_found(code_of, parts):
    body = write_zip(parts)
    start = struct.unpack("<L", body[-6:-2])[0]
    hidden = body[:start] + b"hidden" + body[start:-6] + struct.pack("<L", start + 6) + body[-2:]
    assert code_of(hidden) == "PKG-03"


def test_zip64_is_refused(code_of, parts):
    extra = struct.pack("<HHQQ", 1, 16, len(parts[2].content), len(parts[2].content))
    huge = {"packed": 0xFFFFFFFF, "size": 0xFFFFFFFF}
    assert code_of([*parts[:2], replace(parts[2], extra=extra, local=huge, central=huge), *parts[3:]]) == "PKG-03"
    assert code_of(write_zip(parts, end={"here": 0xFFFF, "count": 0xFFFF})) == "PKG-04"
    assert code_of(write_zip(parts, end={"start": 0xFFFFFFFF})) == "PKG-03"
    locator = b"PK\6\7" + struct.pack("<LQL", 0, 0, 1)
    body = write_zip(parts)
    assert code_of(body[:-22] + locator + body[-22:]) == "PKG-03"


def test_a_data_descriptor_is_refused(code_of, parts):
    one = parts[2]
    descriptor = struct.pack("<4sLLL", b"PK\7\x08", zlib.crc32(one.content), len(one.content), len(one.content))
    described = replace(one, local={"flags": 8, "crc": 0, "packed": 0, "size": 0}, central={"flags": 8})
    assert code_of([*parts[:2], replace(described, descriptor=descriptor), *parts[3:]]) == "PKG-03"


def test_an_extra_field_is_refused(code_of, parts):
    assert code_of([*parts[:2], replace(parts[2], extra=b"\x99\x99\0\0"), *parts[3:]]) == "PKG-03"


@pytest.mark.parametrize(
    "field,value",
    [
        ("external", 0o120777 << 16),  # a symbolic link
        ("external", 0o100755 << 16),
        ("external", 0),
        ("made", 0x0014),
        ("made", 0x031E),
        ("needed", 10),
        ("internal", 1),
        ("disk", 1),
        ("flags", 1),  # encrypted
        ("flags", 0x800),
        ("method", 8),
        ("time", 0),
        ("day", 0),
        ("crc", 0),
        ("packed", 1),
        ("size", 1),
        ("offset", 0),
        ("comment", 1),
        ("extra", 1),
        ("name", 1),
    ],
)
def test_every_field_of_the_directory_is_fixed(code_of, parts, field, value):
    assert code_of([*parts[:2], replace(parts[2], central={field: value}), *parts[3:]]) == "PKG-03"


@pytest.mark.parametrize(
    "field", ["needed", "flags", "method", "time", "day", "crc", "packed", "size", "name", "extra"]
)
def test_every_field_of_a_local_header_is_fixed(code_of, parts, field):
    assert code_of([*parts[:2], replace(parts[2], local={field: 3}), *parts[3:]]) == "PKG-03"


def test_the_local_name_may_not_differ(code_of, receipt):
    place = receipt.index(b"package.json")
    assert code_of(receipt[:place] + b"Package.json" + receipt[place + 12 :]) == "PKG-03"


def test_a_deflated_entry_is_refused(code_of, parts):
    one = parts[2]
    packer = zlib.compressobj(wbits=-15)
    packed = packer.compress(one.content) + packer.flush()
    header = {"method": 8, "crc": zlib.crc32(one.content), "size": len(one.content)}
    assert code_of([*parts[:2], Raw(one.name, packed, local=header, central=header), *parts[3:]]) == "PKG-03"


def test_another_time_in_all_entries_is_found(code_of, parts):
    other = {"time": 5}
    assert code_of([replace(one, local=other, central=other) for one in parts]) == "PKG-03"
    assert code_of([replace(parts[0], local=other, central=other), *parts[1:]]) == "PKG-03"


# --- limits ----------------------------------------------------------------------------------------------------------


def test_three_thousand_entries_are_too_many(code_of, parts):
    many = [Raw(f"evidence/{number:04}.bin", b"") for number in range(3000)]
    assert code_of([*parts, *many]) == "PKG-04"


def test_an_entry_that_declares_too_much_is_refused_unread(code_of, parts):
    bomb = {"packed": 0x7FFFFFFF, "size": 0x7FFFFFFF}
    assert code_of([*parts[:2], replace(parts[2], local=bomb, central=bomb), *parts[3:]]) == "PKG-04"


def test_overlapping_entries_are_refused(code_of, parts):
    twice = replace(parts[3], central={"offset": 0})
    assert code_of([*parts[:3], twice, *parts[4:]]) == "PKG-03"


@pytest.mark.parametrize("limits", [Limits(entries=3), Limits(package=100), Limits(metadata=100), Limits(data=10)])
def test_limits_can_be_set(code_of, parts, limits):
    assert code_of(parts, limits=limits) == "PKG-04"


@pytest.mark.parametrize(
    "limits,is_over",
    [
        (Limits(package=40_000), False),
        (Limits(entries=6), False),
        (Limits(entries=5), True),
        (Limits(data=1_000), True),
        (Limits(pdf=1_000), True),
        (Limits(metadata=1_500), True),
    ],
)
def test_each_kind_of_file_has_its_own_limit(tmp_path, report_parts, limits, is_over):
    """Six entries; the data file and the PDF are larger than a thousand bytes, the sheet than 1,500."""
    sizes = {str(one.name): len(one.content) for one in report_parts}
    assert sizes["data/report.json"] > 1_000 < sizes["report/report.pdf"]
    assert sizes["package.json"] > 1_500 > sizes[SIGNATURE]
    package = write_zip(report_parts)
    codes = judge(save(tmp_path, package), limits=replace(limits, package=len(package))).codes
    assert codes == (("PKG-04",) if is_over else ("NAM-01",))


@pytest.mark.parametrize("name", ["package.json", "META-INF/signature001.p7s", "data/report.json", "report/report.pdf"])
def test_a_limit_counts_for_the_file_it_is_for(tmp_path, report_parts, name):
    """A byte more than allowed in this file alone; other files may be larger than that."""
    size = max(len(one.content) for one in report_parts) + 1
    field = {"package.json": "metadata", SIGNATURE: "metadata", "data/report.json": "data"}.get(name, "pdf")
    limits = replace(Limits(), **{field: size - 1})
    longer = [replace(one, content=one.content.ljust(size, b" ")) if one.name == name else one for one in report_parts]
    assert judge(save(tmp_path, write_zip(longer)), limits=limits).codes == ("PKG-04",)
    assert judge(save(tmp_path, write_zip(longer)), limits=replace(limits, **{field: size})).codes != ("PKG-04",)
    other = [*report_parts[:3], Raw("data/report.xlsx", bytes(size)), *report_parts[3:]]
    assert judge(save(tmp_path, write_zip(other)), limits=limits).codes == ("PKG-09",)


@pytest.mark.parametrize("field", ["disk", "first", "here", "size", "start"])
def test_every_field_of_the_end_record_is_fixed(code_of, parts, field):
    assert code_of(write_zip(parts, end={field: 1})) == "PKG-03"


def test_a_package_of_no_entries(code_of, parts):
    body = write_zip(parts)
    nothing = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0, 0, 0, len(body) - 22, 0)
    assert code_of(body[:-22] + nothing) == "PKG-03"


def test_bytes_in_the_directory_behind_its_last_entry(code_of, parts):
    body = write_zip(parts)
    *_rest, size, start, _comment = struct.unpack("<4s4H2LH", body[-22:])
    longer = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, len(parts), len(parts), size + 7, start, 0)
    assert code_of(body[:-22] + b"\0hidden" + longer) == "PKG-03"
    shorter = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, len(parts) + 1, len(parts) + 1, size, start, 0)
    assert code_of(body[:-22] + shorter) == "PKG-03"


class Watched(io.BytesIO):
    """A file that tells how much was ever read at once, and may end before its size."""

    largest = 0
    ends_at: int | None = None

    def read(self, size: int | None = -1, /) -> bytes:
        assert size is not None
        assert size >= 0
        self.largest = max(self.largest, size)
        if self.ends_at is not None:
            size = max(0, min(size, self.ends_at - self.tell()))
        return super().read(size)


def test_a_directory_longer_than_its_entries_can_be_is_never_read(receipt):
    """A gigabyte of directory for five entries would be a gigabyte of memory."""
    start = struct.unpack("<L", receipt[-6:-2])[0]
    padding = bytes(30_000_000)
    size = len(receipt) - 22 - start + len(padding)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 5, 5, size, start, 0)
    stream = Watched(receipt[:-22] + padding + end)
    with pytest.raises(Refused, match="PKG-03"):
        read_directory(stream, len(stream.getbuffer()), Limits())
    assert stream.largest < 10_000


def test_a_file_that_ends_while_it_is_read(receipt):
    """The stick is pulled, or another program makes the file shorter: an answer, not an endless loop."""
    for ends_at in range(100, struct.unpack("<L", receipt[-6:-2])[0], 97):
        stream = Watched(receipt)
        directory = read_directory(stream, len(receipt), Limits())
        stream.ends_at = ends_at
        with pytest.raises(Refused, match="PKG-01"):
            b"".join(content(stream, entry) for entry in directory.entries)


# --- steps 3 and 4: names and mimetype -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "../evil.txt",
        "data/../../evil.txt",
        "/etc/passwd",
        "data\\evil.txt",
        "C:evil.txt",
        "data/evil.txt:stream",
        "con",
        "data/NUL.txt",
        "evidence/com1.jpg",
        "aux/0001.jpg",
        "data/evil.",
        "data./evil",
        "data/evil..txt",
        "data//evil.txt",
        "data/",
        ".hidden",
        "a/b/c/d/e.txt",
        "data/" + "x" * 101,
        "x" * 65 + "/a.txt",
        "dаta/report.json",  # Cyrillic а
        "data/\u202egnp.exe",
        "data/re\u0301port.json",
        "data/báo cáo.json",
        "data/a b.txt",
        "data/a\nb.txt",
        b"data/\xff\xfe.txt",
        "",
    ],
)
@pytest.mark.parametrize("flags", [0, 0x800])
def test_an_unsafe_name_is_refused(code_of, parts, name, flags):
    marked = {"flags": flags}
    evil = Raw(name, b"x", local=marked, central=marked)
    assert code_of([*parts[:3], evil, *parts[3:]]) == "PKG-05"


@pytest.mark.parametrize("place", [2, 3, 5])
@pytest.mark.parametrize("name", ["data/receipt.json", "DATA/receipt.json", "Package.JSON"])
def test_a_name_stands_once_in_any_case(code_of, parts, place, name):
    assert code_of([*parts[:place], Raw(name, b"{}"), *parts[place:]]) == "PKG-06"


def test_the_mimetype_is_exact_and_first(code_of, parts):
    assert code_of(parts[1:]) == "PKG-07"
    assert code_of([*parts[1:], parts[0]]) == "PKG-07"
    assert code_of(changed(parts, "mimetype", b"application/zip")) == "PKG-07"
    assert code_of(changed(parts, "mimetype", parts[0].content + b"\n")) == "PKG-07"
    assert code_of(changed(parts, "mimetype", parts[0].content.upper())) == "PKG-07"
    assert code_of([replace(parts[0], name="mimetyp"), *parts[1:]]) == "PKG-07"


# --- steps 5 to 7 and 11: signed files -------------------------------------------------------------------------------


def test_no_signature(code_of, parts):
    assert code_of(parts[:-2]) == "SIG-02"
    assert code_of(parts[:-1]) == "SIG-02"
    assert code_of([*parts[:-2], parts[-1]]) == "SIG-02"
    second = [Raw(str(one.name).replace("001", "002"), one.content) for one in parts[-2:]]
    assert code_of([*parts[:-2], *second]) == "SIG-02"
    assert code_of([*parts, second[0]]) == "SIG-02"


@pytest.mark.parametrize("name", ["META-INF/x.txt", "META-INF/manifest.xml", "META-INF/signature010.p7s"])
def test_something_else_in_meta_inf(code_of, parts, name):
    assert code_of([*parts, Raw(name, b"x")]) == "PKG-09"


def test_a_file_added_removed_or_renamed(code_of, report_parts):
    added = Raw("evidence/0001.jpg", b"x")
    assert code_of([*report_parts, added]) == "PKG-09"
    assert code_of([*report_parts[:3], added, *report_parts[3:]]) == "PKG-09"
    assert code_of([*report_parts, Raw("meta-inf/x.txt", b"x")]) == "PKG-09"
    assert code_of([one for one in report_parts if one.name != "report/report.pdf"]) == "PKG-11"
    assert code_of([one for one in report_parts if one.name != "package.json"]) == "PKG-11"
    renamed = [
        replace(one, name="report/report2.pdf") if one.name == "report/report.pdf" else one for one in report_parts
    ]
    assert code_of(renamed) == "PKG-11"


def test_another_order_is_no_longer_the_package(code_of, report_parts):
    first, envelope, data, pdf, *metadata = report_parts
    assert code_of([first, envelope, pdf, data, *metadata]) == "PKG-03"
    assert code_of([first, data, envelope, pdf, *metadata]) == "PKG-03"
    assert code_of([first, envelope, *metadata, data, pdf]) == "PKG-03"
    assert code_of([first, envelope, data, pdf, *reversed(metadata)]) == "PKG-03"


def test_a_changed_payload_with_its_crc_repaired(code_of, report_parts):
    for name in ("package.json", "data/report.json"):
        assert code_of(changed(report_parts, name, lambda old: old.replace(b"23674", b"23675"))) == "PKG-12"


def test_the_pdf_replaced_by_another_validly_signed_one(code_of, report_parts):
    assert code_of(changed(report_parts, "report/report.pdf", signed_pdf(text="So lieu khac"))) == "PKG-12"


def test_damaged_content_with_a_whole_directory(code_of, receipt, parts):
    for name in ("package.json", "data/receipt.json", MANIFEST, SIGNATURE):
        content = next(one.content for one in parts if one.name == name)
        place = receipt.index(content) + len(content) // 2
        damaged = receipt[:place] + bytes([receipt[place] ^ 1]) + receipt[place + 1 :]
        assert code_of(damaged) == "PKG-08"


def test_manifest_and_signature_of_another_package(code_of, tmp_path, parts):
    other = read_parts(receipt_package(tmp_path / "other", sequence=2).path.read_bytes())
    assert code_of([*parts[:-2], *other[-2:]]) == "PKG-12"
    assert code_of([*parts[:-1], other[-1]]) == "SIG-06"
    assert code_of([*parts[:-2], other[-2], parts[-1]]) == "SIG-06"


def test_manifests_that_disagree(code_of, tmp_path, parts):
    """The second signer signed another content under the same names."""
    other = read_parts(receipt_package(tmp_path / "other", sequence=2).path.read_bytes())
    second = signed_again(other, identity(), identity())[-2:]
    assert code_of([*parts, *second]) == "PKG-12"


# --- the manifest's grammar ------------------------------------------------------------------------------------------


def _with_manifest(parts: list[Raw], text: bytes) -> list[Raw]:
    from kh57_desktop.exchange import cms
    from tests.exchange.makers import NOW

    signature = cms.sign(text, identity(), at=NOW)
    return changed(changed(parts, MANIFEST, text), SIGNATURE, signature)


def _manifest(parts: list[Raw]) -> bytes:
    return next(one.content for one in parts if one.name == MANIFEST)


DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


@pytest.mark.parametrize(
    "old,new",
    [
        (DECLARATION, DECLARATION + b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'),
        (DECLARATION, DECLARATION + b'<!DOCTYPE x SYSTEM "file:///etc/passwd">'),
        (DECLARATION, DECLARATION + b'<!DOCTYPE x [<!ENTITY e SYSTEM "http://127.0.0.1/x">]>'),
        (DECLARATION, DECLARATION + b"<!-- x -->"),
        (DECLARATION, DECLARATION + b"<?php x ?>"),
        (DECLARATION, DECLARATION.replace(b"UTF-8", b"ISO-8859-1")),
        (DECLARATION, DECLARATION.replace(b"UTF-8", b"UTF-16")),
        (DECLARATION, b"\xef\xbb\xbf" + DECLARATION),
        (DECLARATION, DECLARATION.replace(b"1.0", b"1.1")),
        (
            b"<asic:SigReference",
            b'<asic:SigReference URI="x" MimeType="application/pkcs7-signature"/><asic:SigReference',
        ),
        (b"<asic:SigReference", b'<asic:SigReference xmlns:x="http://www.w3.org/2000/09/xmldsig#"'),
        (b"<ds:DigestValue>", b"<ds:DigestValue></ds:DigestValue><ds:DigestValue>"),
        (b"<ds:DigestValue>", b"<ds:DigestValue>" + b"A" * 100),
        (b"</asic:ASiCManifest>", b"<asic:X/></asic:ASiCManifest>"),
        (b"</asic:ASiCManifest>", b"words</asic:ASiCManifest>"),
        (b"</asic:ASiCManifest>", b" </asic:ASiCManifest>"),
        (b"</asic:ASiCManifest>", b""),
        (b"</asic:ASiCManifest>", b"</asic:ASiCManifest><x/>"),
        (b"<ds:DigestValue>", b"<ds:DigestValue><![CDATA[]]>"),
        (b"<ds:DigestValue>", b"<ds:DigestValue>!!"),
        (b"<ds:DigestValue>", b"<ds:DigestValue>&#65;&lt;"),
        (b"<ds:DigestValue>", b"<ds:DigestValue><ds:X/>"),
        (b"<ds:DigestMethod", b"<ds:Transforms/><ds:DigestMethod"),
        (b' Rootfile="true"', b""),
        (b' Rootfile="true"', b' Rootfile="false"'),
        (b' Rootfile="true"', b' Rootfile="true" Id="1"'),
        (b"uri.etsi.org", b"uri.etsi.com"),
        (b"<asic:ASiCManifest ", b'<asic:ASiCManifest xmlns:x="urn:x" '),
        (b"signature001.p7s", b"signature002.p7s"),
        (b"signature001.p7s", b"../signature001.p7s"),
        (b"application/pkcs7-signature", b"application/x"),
    ],
)
def test_a_manifest_outside_the_grammar(code_of, parts, old, new):
    text = _manifest(parts).replace(old, new, 1)
    assert text != _manifest(parts)
    assert code_of(_with_manifest(parts, text)) == "PKG-10"


def test_the_method_after_the_value(code_of, parts):
    text = _manifest(parts)
    method = text[text.index(b"<ds:DigestMethod") : text.index(b"<ds:DigestValue")]
    turned = text.replace(method, b"", 1).replace(b"</ds:DigestValue>", b"</ds:DigestValue>" + method, 1)
    assert code_of(_with_manifest(parts, turned)) == "PKG-10"


def test_a_manifest_that_does_not_name_the_usual_encoding(tmp_path, parts):
    text = _manifest(parts).replace(DECLARATION, b'<?xml version="1.0"?>')
    assert judge(save(tmp_path, write_zip(_with_manifest(parts, text)))).codes == ()


def test_a_second_sigreference_or_a_repeated_reference(code_of, parts):
    text = _manifest(parts)
    reference = text[text.index(b"<asic:SigReference") : text.index(b"<asic:DataObjectReference")]
    last = text[text.rindex(b"<asic:DataObjectReference") : text.index(b"</asic:ASiCManifest>")]
    for again in (reference, last):
        doubled = text.replace(b"</asic:ASiCManifest>", again + b"</asic:ASiCManifest>")
        assert code_of(_with_manifest(parts, doubled)) == "PKG-10"
    assert code_of(_with_manifest(parts, text.replace(reference, b""))) == "PKG-10"


def test_a_manifest_that_lists_only_part_or_too_much(code_of, parts):
    text = _manifest(parts)
    last = text[text.rindex(b"<asic:DataObjectReference") : text.index(b"</asic:ASiCManifest>")]
    assert code_of(_with_manifest(parts, text.replace(last, b""))) == "PKG-09"
    for name in (b"data/absent.json", b"../../etc/passwd", b"META-INF/signature001.p7s", b"mimetype"):
        more = text.replace(b"</asic:ASiCManifest>", last.replace(b"data/receipt.json", name) + b"</asic:ASiCManifest>")
        assert code_of(_with_manifest(parts, more)) == "PKG-11"


@pytest.mark.parametrize(
    "name,shown", [("data/b\u202ea.json", "□"), ("data/a&#10;b", "□"), ("x" * 301, "□"), ("data/b.json", "data/b.json")]
)
def test_a_name_out_of_a_manifest_is_not_shown_as_it_is(tmp_path, parts, name, shown):
    text = _manifest(parts)
    last = text[text.rindex(b"<asic:DataObjectReference") : text.index(b"</asic:ASiCManifest>")]
    other = last.replace(b"data/receipt.json", name.encode())
    package = _with_manifest(parts, text.replace(b"</asic:ASiCManifest>", other + b"</asic:ASiCManifest>"))
    (found,) = judge(save(tmp_path, write_zip(package))).findings
    assert (found.code, found.fields["file"]) == ("PKG-11", shown)


def test_a_manifest_in_another_order_than_the_container(code_of, report_parts):
    text = _manifest(report_parts)
    first, second = (
        text.index(b'<asic:DataObjectReference URI="data/'),
        text.index(b'<asic:DataObjectReference URI="rep'),
    )
    end = text.index(b"</asic:ASiCManifest>")
    swapped = text[:first] + text[second:end] + text[first:second] + text[end:]
    assert code_of(_with_manifest(report_parts, swapped)) == "PKG-10"


@pytest.mark.parametrize(
    "uri", ["http://www.w3.org/2000/09/xmldsig#sha1", "http://www.w3.org/2001/04/xmldsig-more#md5", "sha256", ""]
)
def test_a_weak_digest_in_the_manifest(code_of, parts, uri):
    text = _manifest(parts).replace(b"http://www.w3.org/2001/04/xmlenc#sha256", uri.encode())
    assert code_of(_with_manifest(parts, text)) == "SIG-05"


@pytest.mark.parametrize("name,uri", [("sha384", "xmldsig-more#sha384"), ("sha512", "xmlenc#sha512")])
def test_longer_digests_are_accepted(tmp_path, parts, name, uri):
    text = _manifest(parts)
    for one in parts[1:-2]:
        longer = base64.b64encode(hashlib.new(name, one.content).digest())
        text = text.replace(digest_value(one.content), longer)
    text = text.replace(b"xmlenc#sha256", uri.encode())
    assert judge(save(tmp_path, write_zip(_with_manifest(parts, text)))).codes == ()
    wrong = text.replace(longer[:8], b"AAAAAAAA")
    assert judge(save(tmp_path, write_zip(_with_manifest(parts, wrong)))).codes == ("PKG-12",)
