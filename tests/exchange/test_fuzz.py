"""What a trusted signer's broken or hostile program could sign: judged by the rules, whatever it is."""

from __future__ import annotations

import copy
import hashlib
import json
import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.domain.packages import Result
from kh57_desktop.exchange import der
from tests.exchange.makers import LONG, NOW, identity, judge, receipt_package, report_package, trusted
from tests.exchange.raw_cms import signed
from tests.exchange.raw_zip import changed, read_parts, save, signed_again, write_zip

CERTIFICATES = 5_000 if LONG else 150


@pytest.fixture(scope="module")
def report_parts(tmp_path_factory):
    return read_parts(report_package(tmp_path_factory.mktemp("report")).path.read_bytes())


@pytest.fixture(scope="module")
def receipt_parts(tmp_path_factory):
    return read_parts(receipt_package(tmp_path_factory.mktemp("receipt")).path.read_bytes())


def places(value, path=()):
    if path:
        yield path
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in members:
        yield from places(member, (*path, key))


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**60), 2**60),
    st.text(max_size=20),
    st.sampled_from(
        ["2026-Q4", "1900", "9999-12-31", "0001-01-01", "00000101-00000102", "2026-W53", "68", "00000", "{x}"]
    ),
    st.sampled_from(
        ["0001-01-01T00:00:00+07:00", "9999-12-31T23:59:59+07:00", "range", "week", "withdrawal", "receipt"]
    ),
    st.lists(st.text(max_size=3), max_size=2),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)


@given(choice=st.data())
def test_any_sheet_and_data_under_a_right_signature(choice, report_parts, tmp_path_factory):
    name = choice.draw(st.sampled_from(["package.json", "data/report.json"]))
    document = json.loads(next(one.content for one in report_parts if one.name == name))
    for _change in range(choice.draw(st.integers(1, 3))):
        path = choice.draw(st.sampled_from(list(places(document))))
        at = document = copy.deepcopy(document)
        for key in path[:-1]:
            at = at[key]
        at[path[-1]] = choice.draw(VALUES)
    text = json.dumps(document, ensure_ascii=choice.draw(st.booleans())).encode("utf-8", "surrogatepass")
    package = write_zip(signed_again(changed(report_parts, name, text), identity()))
    judged = judge(save(tmp_path_factory.mktemp("fuzz"), package))
    assert all(one.text for one in judged.findings)
    assert judged.result is not Result.NOT_ENOUGH


def test_any_certificate_under_a_right_signature(tmp_path, receipt_parts):
    """The certificate's bytes are changed and the object signed anew: an enrolled certificate could be like that."""
    chance = random.Random(61)
    manifest = receipt_parts[-2].content
    for _time in range(CERTIFICATES):
        certificate = bytearray(identity().certificate)
        for _change in range(chance.randint(1, 3)):
            certificate[chance.randrange(len(certificate))] = chance.choice([0, 0x30, 0xFF, chance.randrange(256)])
        if bytes(certificate) == identity().certificate:
            continue
        odd = replace(identity(), certificate=bytes(certificate), sha256=hashlib.sha256(certificate).hexdigest())
        try:
            encoded = signed(manifest, odd)
        except Exception:  # the test's own tool cannot read it: nobody can send it
            continue
        package = write_zip(changed(receipt_parts, "META-INF/signature001.p7s", encoded))
        rows = [replace(trusted(identity())[0], sha256=odd.sha256, certificate=odd.certificate)]
        judged = judge(save(tmp_path, package), trust=rows)
        assert judged.result is Result.INVALID  # the sheet names another certificate, if nothing else
        judge(save(tmp_path, package), trust=[])


def _nodes(encoded: bytes) -> list[tuple[int, int]]:
    """Start and length of every value, at any depth, of a DER object."""
    found = []

    def walk(start: int, end: int) -> None:
        position = start
        while position < end:
            length = der.whole_length(encoded[position:end])
            found.append((position, length))
            if encoded[position] & 0x20:
                node = der.read(encoded[position : position + length])
                walk(position + length - len(node.content), position + length)
            position += length

    walk(0, len(encoded))
    return found


def _rebuilt(encoded: bytes, start: int, length: int, other: bytes) -> bytes:
    """The object with one value replaced and the lengths of all around it made right."""

    def build(position: int, end: int) -> bytes:
        out = b""
        while position < end:
            size = der.whole_length(encoded[position:end])
            if (position, size) == (start, length):
                out += other
            elif encoded[position] & 0x20 and position < start < position + size:
                node = der.read(encoded[position : position + size])
                out += der.encode(node.tag, build(position + size - len(node.content), position + size))
            else:
                out += encoded[position : position + size]
            position += size
        return out

    return build(0, len(encoded))


def test_any_structure_of_the_signature_object(tmp_path, receipt_parts):
    """Each value of the object removed, doubled, emptied, or exchanged for another one of it, lengths made right."""
    whole = signed(receipt_parts[-2].content, identity(), sign=None)
    places_of = _nodes(whole)
    chance = random.Random(62)
    for start, length in places_of:
        own = whole[start : start + length]
        first, size = chance.choice(places_of)
        for other in (b"", own + own, own[:1] + b"\0", whole[first : first + size], b"\x05\x00"):
            damaged = _rebuilt(whole, start, length, other)
            if damaged == whole or (own == b"\x05\x00" and other == b""):  # both spellings of a digest are in use
                continue
            package = write_zip(changed(receipt_parts, "META-INF/signature001.p7s", damaged))
            judged = judge(save(tmp_path, package), now=NOW)
            assert judged.result is Result.INVALID, (start, length, other)
            (code,) = judged.codes
            assert code.startswith("SIG-")
