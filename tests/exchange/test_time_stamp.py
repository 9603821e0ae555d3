"""A signature-time-stamp as a second step on a finished package (format 3.2): accepted, and never a loophole."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import timedelta

import pytest
from asn1crypto import cms as asn1
from asn1crypto import tsp
from cryptography.x509.oid import ExtendedKeyUsageOID

from kh57_desktop.domain.packages import Result, SignerRole
from kh57_desktop.exchange import der
from kh57_desktop.exchange.certificates import trusted_certificate
from kh57_desktop.exchange.errors import NoTimeStamp
from kh57_desktop.exchange.time_stamp import stamped, with_time_stamps
from tests.exchange.makers import LONG, NOW, identity, judge, receipt_package, report_package, trusted
from tests.exchange.raw_zip import changed, read_parts, save, write_zip
from tests.exchange.test_authority import Authority
from tests.exchange.time_stamp_service import LocalService

FIRST = "META-INF/signature001.p7s"
_HEAD_BITS = 8 * 80
"""The token's head, which its signature does not cover: each bit of it is tried always."""


@pytest.fixture(scope="module")
def service() -> LocalService:
    return LocalService()


@pytest.fixture(scope="module")
def plain(tmp_path_factory) -> bytes:
    return receipt_package(tmp_path_factory.mktemp("plain")).path.read_bytes()


def part(package: bytes, name: str = FIRST) -> bytes:
    return next(one.content for one in read_parts(package) if one.name == name)


def codes(folder, package: bytes) -> tuple[str, ...]:
    return judge(save(folder, package)).codes


def test_a_stamped_package_is_valid_and_keeps_its_digest(tmp_path, service):
    signers = identity("Trần Thị Bình", role=SignerRole.AUTHOR), identity()
    built = report_package(tmp_path / "a", *signers)
    before = built.path.read_bytes()
    after = with_time_stamps(before, service)
    stamped_file = tmp_path / "b" / built.path.name
    stamped_file.parent.mkdir()
    stamped_file.write_bytes(after)
    rows = [*trusted(*signers), trusted_certificate(service.certificate)]
    judged = judge(stamped_file, trust=rows)
    assert (judged.codes, judged.result, judged.digest) == ((), Result.VALID, built.digest)
    assert [one.stamped_at for one in judged.signers] == [NOW, NOW]
    assert all(one.is_stamp_trusted for one in judged.signers)
    assert judge(stamped_file, *signers).signers[0].is_stamp_trusted is False
    kept = {one.name: one.content for one in read_parts(before) if not str(one.name).endswith(".p7s")}
    assert kept.items() <= {one.name: one.content for one in read_parts(after)}.items()


def test_a_second_run_asks_nothing_and_changes_nothing(plain, service):
    once = with_time_stamps(plain, service)
    asked = service.asked
    assert with_time_stamps(once, service) == once
    assert service.asked == asked


def unsigned(signature: bytes) -> bytes:
    """Content of the bag of unsigned attributes."""
    (info,) = der.read(der.read(signature).children()[1].content).children()[-1].children()
    return info.children()[-1].content


def with_unsigned(signature: bytes, content: bytes) -> bytes:
    kind, inner = der.read(signature).children()
    data = der.read(inner.content).children()
    (info,) = data[-1].children()
    fields = b"".join(node.raw for node in info.children()[:6])
    signer = der.encode(der.SEQUENCE, fields + der.encode(der.EXPLICIT_1, content))
    whole = b"".join(node.raw for node in data[:-1]) + der.encode(der.SET, signer)
    return der.encode(der.SEQUENCE, kind.raw + der.encode(der.EXPLICIT_0, der.encode(der.SEQUENCE, whole)))


def test_a_stamp_of_another_signature(tmp_path, plain, service):
    other = receipt_package(tmp_path / "other", identity("Người khác"), sequence=2).path.read_bytes()
    foreign = unsigned(part(with_time_stamps(other, service)))
    package = write_zip(changed(read_parts(plain), FIRST, with_unsigned(part(plain), foreign)))
    assert codes(tmp_path, package) == ("SIG-07",)


def test_two_stamps_or_anything_else_unsigned(tmp_path, plain, service):
    attribute = unsigned(part(with_time_stamps(plain, service)))
    oid, values = der.read(attribute).children()
    doubled = der.encode(der.SEQUENCE, oid.raw + der.encode(der.SET, values.content * 2))
    other = der.encode(der.SEQUENCE, der.encode(der.OID, b"\x2a\x03\x04") + values.raw)
    for content in (doubled, other, attribute * 2, attribute + other, b""):
        package = write_zip(changed(read_parts(plain), FIRST, with_unsigned(part(plain), content)))
        assert codes(tmp_path, package) == ("SIG-01",)


def test_every_flipped_bit_of_the_stamp_is_refused(tmp_path, plain, service):
    signature = part(with_time_stamps(plain, service))
    begin = signature.index(bytes.fromhex("060b2a864886f70d010910020e"))
    first, last = begin * 8, len(signature) * 8
    for bit in [*range(first, first + _HEAD_BITS), *range(first + _HEAD_BITS, last, 1 if LONG else 29)]:
        place, mask = divmod(bit, 8)
        damaged = signature[:place] + bytes([signature[place] ^ 1 << mask]) + signature[place + 1 :]
        package = write_zip(changed(read_parts(plain), FIRST, damaged))
        (code,) = codes(tmp_path, package)
        assert code.startswith("SIG-"), bit


def test_what_a_stamp_carries_is_proved_or_said(tmp_path, plain):
    root = Authority("CA gốc")
    between = Authority("CA dấu thời gian", root)
    package = with_time_stamps(plain, LocalService(authority=between))
    path = save(tmp_path, package)
    judged = judge(path)
    assert (judged.codes, judged.result) == (("CRT-01",), Result.VALID)
    judged = judge(path, trust=[*trusted(identity()), root.row])
    assert (judged.codes, judged.signers[0].is_stamp_trusted) == ((), False)
    judged = judge(path, trust=[*trusted(identity()), between.row])
    assert (judged.codes, judged.signers[0].is_stamp_trusted) == ((), True)


def _set(**changes):
    return lambda data, _signer: data.update(changes)


@pytest.mark.parametrize(
    "change",
    [
        _set(version="v1"),
        _set(digest_algorithms=[{"algorithm": "sha512"}]),
        _set(encap_content_info={"content_type": "data", "content": b"x"}),
        _set(encap_content_info={"content_type": "tst_info"}),
        lambda data, signer: data.update(signer_infos=[{**signer, "unsigned_attrs": [_foreign()]}]),
    ],
)
def test_a_stamp_of_another_form(tmp_path, plain, change):
    """Each byte of a stamp stands under its service's signature or has one form."""
    with pytest.raises(NoTimeStamp):
        stamped(part(plain), LocalService(change=change))


def _foreign():
    token = tsp.TimeStampResp.load(LocalService()(_request()))["time_stamp_token"]
    return asn1.CMSAttribute({"type": "signature_time_stamp_token", "values": [token]})


def _request() -> bytes:
    imprint = tsp.MessageImprint({"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": bytes(32)})
    return tsp.TimeStampReq({"version": "v1", "message_imprint": imprint, "nonce": 5}).dump()


@pytest.mark.parametrize("names_by", ["v2", "v1"])
def test_either_way_to_name_the_services_certificate(tmp_path, plain, names_by):
    package = with_time_stamps(plain, LocalService(names_by=names_by))
    assert codes(tmp_path, package) == ()


def test_a_stamp_that_names_no_certificate(plain):
    with pytest.raises(NoTimeStamp):
        stamped(part(plain), LocalService(names_by=""))


@pytest.mark.parametrize("purpose", [ExtendedKeyUsageOID.CODE_SIGNING, None])
def test_a_certificate_that_is_not_for_time_stamps(plain, purpose):
    with pytest.raises(NoTimeStamp):
        stamped(part(plain), LocalService(purpose=purpose))


def _stating(place: int, tag: int, content: bytes):
    """What the service states, with another value at this place of it."""

    def state(whole: bytes) -> bytes:
        fields = [node.raw for node in der.sequence(der.read(whole))]
        fields[place] = der.encode(tag, content)
        return der.encode(der.SEQUENCE, b"".join(fields))

    return state


@pytest.mark.parametrize(
    "state",
    [
        _stating(0, der.INTEGER, b"\2"),
        _stating(1, der.OCTET_STRING, b"\x2a\3\4"),
        _stating(3, der.OCTET_STRING, b"\x29"),
        _stating(4, der.GENERALIZED_TIME, b"20261217013015"),
        _stating(4, der.GENERALIZED_TIME, b"2026121713015Z"),
        _stating(4, der.GENERALIZED_TIME, b"20261217013015.+Z"),
        _stating(4, der.GENERALIZED_TIME, b"18991217013015Z"),
        _stating(4, 0x17, b"261217013015Z"),
    ],
)
def test_a_statement_of_another_form(plain, state):
    """Version, policy, serial number, and a time that could be read in two ways."""
    with pytest.raises(NoTimeStamp):
        stamped(part(plain), LocalService(state=state))


def test_a_time_with_a_fraction_is_read(tmp_path, plain):
    package = with_time_stamps(plain, LocalService(state=_stating(4, der.GENERALIZED_TIME, b"20261217013015.25Z")))
    assert codes(tmp_path, package) == ()


def test_a_weak_digest_in_a_stamp(plain):
    def change(data, signer) -> None:
        signer["digest_algorithm"] = {"algorithm": "sha1"}
        data["digest_algorithms"] = [{"algorithm": "sha1"}]

    with pytest.raises(NoTimeStamp):
        stamped(part(plain), LocalService(change=change))


@pytest.mark.parametrize("bad", [{"days": 30}, {"days": 350}, {"at": NOW + timedelta(days=900)}])
def test_a_service_whose_certificate_is_not_in_force_at_the_time_that_it_states(plain, bad):
    """It ended long before, in the night before, or before the time in the stamp."""
    with pytest.raises(NoTimeStamp):
        stamped(part(plain), LocalService(**bad))


def test_a_service_is_known_only_while_its_row_is(tmp_path, plain, service):
    row = trusted_certificate(service.certificate)
    after = save(tmp_path, with_time_stamps(plain, service))
    own = trusted(identity())
    assert judge(after, trust=[*own, row]).signers[0].is_stamp_trusted is True
    ended = replace(row, valid_to=NOW - timedelta(days=1))
    assert judge(after, trust=[*own, ended]).signers[0].is_stamp_trusted is False


@pytest.mark.parametrize("damage", [lambda _whole: b"", lambda whole: whole[:-9], lambda whole: whole + b"\0"])
def test_an_answer_that_is_none_leaves_the_package_alone(plain, damage):
    with pytest.raises(NoTimeStamp):
        with_time_stamps(plain, LocalService(damage=damage))


def test_no_network_is_one_sentence(plain):
    def unreachable(_request: bytes) -> bytes:
        raise OSError("Network is unreachable")

    with pytest.raises(NoTimeStamp) as refused:
        with_time_stamps(plain, unreachable)
    assert "Network is unreachable" in refused.value.sentence


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_openssl_still_verifies_the_stamped_signature(tmp_path, plain, service):
    package = with_time_stamps(plain, service)
    (tmp_path / "m.xml").write_bytes(part(package, "META-INF/ASiCManifest001.xml"))
    (tmp_path / "s.p7s").write_bytes(part(package))
    (tmp_path / "c.der").write_bytes(identity().certificate)
    subprocess.run(["openssl", "x509", "-inform", "DER", "-in", "c.der", "-out", "c.pem"], cwd=tmp_path, check=True)
    command = (
        "openssl cms -verify -inform DER -binary -in s.p7s -content m.xml -CAfile c.pem -purpose any -out /dev/null"
    )
    done = subprocess.run(command.split(), cwd=tmp_path, capture_output=True)
    assert done.returncode == 0, done.stderr
