"""A certificate that an authority issued: its chain and lists of revoked ones are carried, its role is what is said."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12

from kh57_desktop.domain.packages import Result, SignerRole
from kh57_desktop.exchange.identity import load_identity
from kh57_desktop.services import identities, issuers
from kh57_desktop.services.session import Session
from tests.exchange.makers import NOW, identity, judge, report_package
from tests.exchange.test_authority import START, Authority


@pytest.fixture(scope="module")
def root() -> Authority:
    return Authority("CA gốc")


@pytest.fixture(scope="module")
def middle(root: Authority) -> Authority:
    return Authority("CA cơ quan", root)


@pytest.fixture
def kept(commune: Session, root: Authority, middle: Authority, tmp_path) -> Session:
    (tmp_path / "ca.cer").write_bytes(middle.certificate.public_bytes(Encoding.PEM))
    (tmp_path / "ca.crl").write_bytes(middle.crl())
    (tmp_path / "goc.crl").write_bytes(root.crl())
    for name in ("ca.cer", "ca.crl", "goc.crl"):
        issuers.keep(commune, tmp_path / name)
    return commune


def test_chain_and_lists_are_carried_and_the_package_is_valid(kept: Session, root, middle, tmp_path) -> None:
    signer = issuers.completed(kept, middle.issue())
    assert (len(signer.chain), len(signer.crls)) == (1, 2)
    built = report_package(tmp_path / "out", signer)
    assert (judge(built.path, trust=[root.row]).codes, judge(built.path, trust=[root.row]).result) == ((), Result.VALID)
    nearer = judge(built.path, trust=[middle.row])  # who does not know the root cannot check the root's own list
    assert (nearer.codes, nearer.result) == (("CRT-01",), Result.VALID)
    assert b"/DSS" in zipfile.ZipFile(built.path).read("report/report.pdf")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_openssl_finds_the_revocation_data_in_the_signature(kept: Session, root, middle, tmp_path) -> None:
    built = report_package(tmp_path / "out", issuers.completed(kept, middle.issue()))
    with zipfile.ZipFile(built.path) as archive:
        archive.extractall(tmp_path)
    (tmp_path / "root.pem").write_bytes(root.certificate.public_bytes(Encoding.PEM))
    command = (
        "openssl cms -verify -inform DER -binary -in META-INF/signature001.p7s -content META-INF/ASiCManifest001.xml "
        f"-CAfile root.pem -purpose any -crl_check_all -attime {int(NOW.timestamp())} -out /dev/null"
    )
    done = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr


def test_a_signer_on_the_list_is_refused_by_what_he_carries(kept: Session, middle, root, tmp_path) -> None:
    leaf = middle.issue()
    (tmp_path / "moi.crl").write_bytes(middle.crl(leaf, issued_at=START + timedelta(days=5)))
    issuers.keep(kept, tmp_path / "moi.crl")
    signer = issuers.completed(kept, leaf)
    assert len(signer.crls) == 2
    assert judge(report_package(tmp_path / "out", signer).path, trust=[root.row]).codes == ("TRU-04",)


def test_what_belongs_to_other_issuers_is_left_out(kept: Session) -> None:
    other = identity()
    assert issuers.completed(kept, other) == other


@pytest.mark.parametrize("content", [b"", b"-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n", b"%PDF-1.7"])
def test_another_file_is_no_issuers(commune: Session, tmp_path, content: bytes) -> None:
    (tmp_path / "x.crl").write_bytes(content)
    with pytest.raises(issuers.NotAnIssuerFile):
        issuers.keep(commune, tmp_path / "x.crl")


def test_the_chain_comes_out_of_the_signature_file(root, middle, tmp_path) -> None:
    below = Authority("CA cấp dưới", middle)
    path = tmp_path / "ky.p12"
    path.write_bytes(
        pkcs12.serialize_key_and_certificates(
            b"x", below.key, below.certificate, [root.certificate, middle.certificate], BestAvailableEncryption(b"m")
        )
    )
    assert load_identity(path, "m").chain == (middle.der,)


def test_a_certificate_without_a_role_is_the_seal_or_a_person_as_it_is_said(middle, tmp_path) -> None:
    leaf = middle.issue()
    assert leaf.role is None
    seal, person = identities.signer_of(leaf, ""), identities.signer_of(leaf, "Chủ tịch")
    assert (seal.identity.role, seal.post) == (SignerRole.OFFICE, None)
    assert (person.identity.role, person.post) == (None, "Chủ tịch")
    assert identities.signer_of(leaf, None).identity.role is None
    own = identity("Trần Thị Bình", role=SignerRole.AUTHOR)
    assert identities.signer_of(own, "").identity.role is SignerRole.AUTHOR  # it says so itself
    built = report_package(tmp_path / "out", seal.identity)
    judged = judge(built.path, trust=[])
    assert [(one.role, one.post) for one in judged.envelope.signing.signers] == [(SignerRole.OFFICE, None)]
    assert b"CoQuan" in zipfile.ZipFile(built.path).read("report/report.pdf")
