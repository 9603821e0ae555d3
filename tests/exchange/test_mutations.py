"""Mutated packages of every kind of change: none is accepted, none raises, none is slow or large (issue F)."""

from __future__ import annotations

import io
import random
import sys
import time
from collections.abc import Callable

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from kh57_desktop.domain.packages import Result
from tests.exchange.makers import LONG, identity, judge, report_package
from tests.exchange.raw_zip import Raw, changed, read_parts, save, signed_again, write_zip

COUNT = 20_000 if LONG else 240
SLOWEST, LARGEST = 2.0, 300 << 20
MANIFEST, SIGNATURE, PDF = "META-INF/ASiCManifest001.xml", "META-INF/signature001.p7s", "report/report.pdf"

Mutate = Callable[[random.Random, bytes, list[Raw]], bytes]


def damaged(chance: random.Random, content: bytes) -> bytes:
    """One small change: a bit, a byte, a block gone, doubled, moved or blanked."""
    first, second = sorted(chance.sample(range(len(content) + 1), 2))
    block = content[first:second]
    place = chance.randrange(len(content))
    other = content[place] ^ 1 << chance.randrange(8)
    return chance.choice(
        [
            content[:place] + bytes([other]) + content[place + 1 :],
            content[:place] + chance.randbytes(1 + chance.randrange(4)) + content[place:],
            content[:first] + content[second:],
            content[:second] + block[:4096] + content[second:],
            content[:first] + bytes(len(block)) + content[second:],
            content[:place],
        ]
    )


def of_bytes(chance: random.Random, package: bytes, _parts: list[Raw]) -> bytes:
    return damaged(chance, package)


def of_structure(chance: random.Random, _package: bytes, parts: list[Raw]) -> bytes:
    """Entries gone, doubled, renamed, in another order, with other header fields, gaps, comments, extra fields."""
    place = chance.randrange(len(parts))
    one, rest = parts[place], parts[:place] + parts[place + 1 :]
    field = chance.choice(["needed", "flags", "method", "time", "crc", "packed", "size"])
    header = {field: chance.randrange(1 << 16)}
    shuffled = list(parts)
    chance.shuffle(shuffled)
    name = str(one.name)
    return chance.choice(
        [
            write_zip(rest),
            write_zip([*parts, one]),
            write_zip([one, *parts]),
            write_zip(shuffled),
            write_zip([*rest, Raw(name.upper(), one.content)]),
            write_zip([*rest, Raw("../" + name, one.content)]),
            write_zip([*parts, Raw(f"evidence/{chance.randrange(10000):04}.bin", chance.randbytes(9))]),
            write_zip([Raw(r.name, r.content, local=header if r is one else {}) for r in parts]),
            write_zip([Raw(r.name, r.content, central=header if r is one else {}) for r in parts]),
            write_zip([Raw(r.name, r.content, gap=b"x" if r is one else b"") for r in parts]),
            write_zip([Raw(r.name, r.content, extra=b"UT\5\0abcde" if r is one else b"") for r in parts]),
            write_zip(parts, comment=b"x"),
            write_zip(parts, prefix=b"MZ"),
            write_zip(parts, tail=b"\0"),
        ]
    )


def of_manifest(chance: random.Random, _package: bytes, parts: list[Raw]) -> bytes:
    return write_zip(changed(parts, MANIFEST, damaged(chance, _content(parts, MANIFEST))))


def of_signature(chance: random.Random, _package: bytes, parts: list[Raw]) -> bytes:
    return write_zip(changed(parts, SIGNATURE, damaged(chance, _content(parts, SIGNATURE))))


def of_pdf(chance: random.Random, _package: bytes, parts: list[Raw]) -> bytes:
    """An increment added to the PDF, or the PDF damaged, and everything signed anew by the right signer."""
    pdf = _content(parts, PDF)
    if chance.random() < 0.5:
        made = damaged(chance, pdf)
    else:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        number = generic.NumberObject(chance.randrange(1000))
        writer.root[generic.pdf_name(chance.choice(["/Lang", "/Version", "/OpenAction", "/X"]))] = writer.add_object(
            number
        )
        writer.update_root()
        out = io.BytesIO()
        writer.write(out)
        made = out.getvalue()
    return write_zip(signed_again(changed(parts, PDF, made), identity()))


def of_sheet(chance: random.Random, _package: bytes, parts: list[Raw]) -> bytes:
    """The sheet or the data damaged and signed anew by the right signer."""
    name = chance.choice(["package.json", "data/report.json"])
    return write_zip(signed_again(changed(parts, name, damaged(chance, _content(parts, name))), identity()))


def _content(parts: list[Raw], name: str) -> bytes:
    return next(one.content for one in parts if one.name == name)


KINDS: tuple[Mutate, ...] = (of_bytes, of_structure, of_manifest, of_signature, of_pdf, of_sheet)


@pytest.fixture(scope="module")
def package(tmp_path_factory) -> bytes:
    return report_package(tmp_path_factory.mktemp("report")).path.read_bytes()


@pytest.mark.timeout(1_800)
def test_no_mutation_is_accepted_crashes_or_is_slow(tmp_path, package, figures):
    chance, parts, slowest = random.Random(570), read_parts(package), 0.0
    before = _peak()
    for number in range(COUNT):
        mutated = KINDS[number % len(KINDS)](chance, package, parts)
        if mutated == package:
            continue
        path = save(tmp_path, mutated)
        began = time.perf_counter()
        judged = judge(path)
        slowest = max(slowest, time.perf_counter() - began)
        if judged.result not in (Result.INVALID,):
            # the one harmless change: white space or an unknown key in a sheet that the right signer signed again
            assert KINDS[number % len(KINDS)] is of_sheet, (number, judged.codes)
            assert judged.result is Result.VALID_REVIEW, (number, judged.codes)
    figures("mutated packages, none accepted", COUNT, "20000 with --long")
    figures("mutated packages: slowest, s", slowest, "2")
    figures("mutated packages: growth of memory, MB", (_peak() - before) / (1 << 20), "300")
    assert slowest < SLOWEST
    assert _peak() - before < LARGEST


def _peak() -> int:
    """Most memory this process ever had, in bytes; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
