"""Damage by chance or by hand: no bit, byte or length of a package can change without being refused."""

from __future__ import annotations

import random
import time

import pytest

from kh57_desktop.domain.packages import Result
from tests.exchange.costs import UNBOUNDED
from tests.exchange.makers import LONG, identity, judge, receipt_package, report_package
from tests.exchange.raw_zip import read_parts, save

CONTAINER_CODES = {f"PKG-{number:02}" for number in range(1, 13)} | {f"SIG-{number:02}" for number in range(1, 8)}
STEP = 1 if LONG else 83
"""Every bit and length, or every 83rd: coprime to 8, so that all eight bits of a byte have their turn."""
RANDOM_BYTES = 300 if LONG else 60
RANDOM_BITS = 20_000 if LONG else 300


@pytest.fixture(scope="module")
def receipt(tmp_path_factory) -> bytes:
    return receipt_package(tmp_path_factory.mktemp("receipt")).path.read_bytes()


@pytest.fixture(scope="module")
def report(tmp_path_factory) -> bytes:
    kept = report_package(tmp_path_factory.mktemp("report"), identity(), identity("Người thứ hai"))
    return kept.path.read_bytes()


def refuse(folder, content: bytes) -> str:
    """The one code of a damaged package; the name warning cannot come before step 17."""
    began = time.process_time()
    judged = judge(save(folder, content), identity(), identity("Người thứ hai"))
    assert time.process_time() - began < UNBOUNDED
    assert judged.result is Result.INVALID
    (code,) = judged.codes
    assert code in CONTAINER_CODES
    return code


def test_every_bit_of_a_receipt(tmp_path, receipt, figures):
    count = 0
    for position in range(0, len(receipt) * 8, STEP):
        place, bit = divmod(position, 8)
        refuse(tmp_path, receipt[:place] + bytes([receipt[place] ^ 1 << bit]) + receipt[place + 1 :])
        count += 1
    figures("single-bit flips of a receipt package refused", count, f"all of {len(receipt) * 8} with --long")


def test_every_truncation_of_a_receipt(tmp_path, receipt, figures):
    lengths = range(0, len(receipt), STEP)
    for length in lengths:
        assert refuse(tmp_path, receipt[:length]) == ("PKG-02" if length < 4 else "PKG-01")
    figures("truncations of a receipt package refused", len(lengths), f"all of {len(receipt)} with --long")


def test_random_bytes_of_a_report(tmp_path, report, figures):
    chance = random.Random(57)
    for _time in range(RANDOM_BYTES):
        place = chance.randrange(len(report))
        other = chance.choice([value for value in range(256) if value != report[place]])
        refuse(tmp_path, report[:place] + bytes([other]) + report[place + 1 :])
    figures("random byte changes of a report package refused", RANDOM_BYTES, "300")


def test_random_truncations_of_a_report(tmp_path, report, figures):
    chance = random.Random(58)
    for _time in range(RANDOM_BYTES):
        refuse(tmp_path, report[: chance.randrange(len(report))])
    figures("random truncations of a report package refused", RANDOM_BYTES, "300")


def test_random_bits_of_a_report(tmp_path, report, figures):
    chance = random.Random(59)
    for _time in range(RANDOM_BITS):
        place = chance.randrange(len(report))
        refuse(tmp_path, report[:place] + bytes([report[place] ^ 1 << chance.randrange(8)]) + report[place + 1 :])
    figures("random bit flips of a report package refused", RANDOM_BITS, "20000")


def test_random_blocks_moved_doubled_or_blanked(tmp_path, report):
    chance = random.Random(60)
    for _time in range(RANDOM_BYTES):
        first, second = sorted(chance.sample(range(len(report)), 2))
        block = report[first:second]
        made = [report[:second] + block + report[second:], report[:first] + report[second:]]
        made.append(report[:first] + bytes(len(block)) + report[second:])
        made.append(report[:first] + block[::-1] + report[second:])
        for content in made:
            if content != report:
                refuse(tmp_path, content)


def test_a_damaged_certificate_is_never_only_an_unknown_signer(tmp_path, receipt):
    """TRU-01 alone would tell the office to enrol the forger."""
    signature = next(one for one in read_parts(receipt) if str(one.name).endswith(".p7s")).content
    start = receipt.index(signature)
    certificate = receipt.index(identity().certificate)
    assert start < certificate
    for place in range(certificate, certificate + len(identity().certificate), 1 if LONG else 7):
        assert refuse(tmp_path, receipt[:place] + bytes([receipt[place] ^ 1]) + receipt[place + 1 :]) == "PKG-08"
