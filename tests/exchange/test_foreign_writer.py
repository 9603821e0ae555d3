"""A receipt made by openssl and thirty lines of ZIP writing, with nothing of the program, is accepted."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import struct
import subprocess
import zlib
from datetime import datetime, timedelta, timezone

import pytest

from kh57_desktop.domain.packages import Result
from kh57_desktop.exchange.certificates import read_certificate
from kh57_desktop.exchange.verify import verify_package

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
VIETNAM = timezone(timedelta(hours=7))


def zip_stored(files: list[tuple[str, bytes]], at: datetime) -> bytes:
    body = directory = b""
    moment = at.hour << 11 | at.minute << 5 | at.second // 2, at.year - 1980 << 9 | at.month << 5 | at.day
    for name, content in files:
        raw, crc, size = name.encode("ascii"), zlib.crc32(content), len(content)
        offset = len(body)
        body += struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 0, *moment, crc, size, size, len(raw), 0) + raw + content
        directory += struct.pack(
            "<4s6H3L5H2L", b"PK\1\2", 0x0314, 20, 0, 0, *moment, crc, size, size, len(raw), 0, 0, 0, 0, 0o100644 << 16,
            offset,
        ) + raw  # fmt: skip
    count = len(files)
    return body + directory + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(directory), len(body), 0)


def manifest(files: list[tuple[str, bytes]]) -> bytes:
    references = "".join(
        f'<asic:DataObjectReference URI="{name}" MimeType="application/json"'
        + (' Rootfile="true"' if name == "package.json" else "")
        + '><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>'
        + base64.b64encode(hashlib.sha256(content).digest()).decode()
        + "</ds:DigestValue></asic:DataObjectReference>"
        for name, content in files
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<asic:ASiCManifest xmlns:asic="http://uri.etsi.org/02918/v1.2.1#" '
        'xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><asic:SigReference URI="META-INF/signature001.p7s" '
        f'MimeType="application/pkcs7-signature"/>{references}</asic:ASiCManifest>'
    ).encode()


def sheet(data: bytes, fingerprint: str, at: datetime) -> dict:
    uid = "00000000-0000-4000-8000-00000000000{}"
    return {
        "format": "vn-commune-report-package",
        "format_version": "1.0",
        "kind": "receipt",
        "package_uid": uid.format(1),
        "series": {"id": uid.format(2), "sequence": 1, "continues": None},
        "previous": None,
        "supersedes": None,
        "issuer": {
            "office_code": "68",
            "office_name": "Sở Khoa học và Công nghệ",
            "province_code": "68",
            "province_name": "Lâm Đồng",
            "units_version": "2025-07-01",
            "organ_id": "H36.1",
        },
        "recipient": {"organ_id": None, "name": "Ủy ban nhân dân xã Suối Mơ"},
        "report": None,
        "data": {"path": "data/receipt.json", "schema": "kh57-receipt", "schema_version": "1.0.0"},
        "files": [
            {
                "path": "data/receipt.json",
                "role": "data",
                "media_type": "application/json",
                "size": len(data),
                "sha256": hashlib.sha256(data).hexdigest(),
                "name": "biên nhận.json",
                "caption": "",
            }
        ],
        "signing": {
            "policy": "bc-1",
            "signers": [{"role": "office", "post": None, "common_name": "So KHCN", "certificate_sha256": fingerprint}],
            "identity": "office-key",
        },
        "created_at": at.isoformat(),
        "created_by": {"app": "openssl", "app_version": "3"},
    }


@pytest.mark.parametrize(
    "new_key,sign_options",
    [
        (["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"], []),
        (["-newkey", "rsa:3072"], ["-keyopt", "rsa_padding_mode:pss", "-keyopt", "rsa_pss_saltlen:32"]),
        (["-newkey", "rsa:3072"], []),
    ],
)
def test_a_receipt_made_with_openssl_alone_is_accepted(tmp_path, new_key, sign_options):
    def openssl(*arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=tmp_path, check=True, capture_output=True)

    subject = "/CN=So KHCN/serialNumber=68"
    openssl("req", "-x509", *new_key, "-nodes", "-keyout", "k.pem", "-out", "c.pem", "-days", "9", "-subj", subject)
    row = read_certificate(tmp_path / "c.pem")
    at = datetime.now(VIETNAM).replace(microsecond=0)
    values = {"package_digest": "ab" * 32, "sequence": 4, "result": "valid", "codes": ["REP-04"]}
    values["received_at"] = at.isoformat()
    data = {"schema": "kh57-receipt", "schema_version": "1.0.0", "office_code": "68", "period": None}
    data |= {"report_uid": None, "values": values}
    encoded = json.dumps(data, ensure_ascii=False, indent=1).encode()
    payload = [
        ("package.json", json.dumps(sheet(encoded, row.sha256, at), ensure_ascii=False).encode()),
        ("data/receipt.json", encoded),
    ]
    (tmp_path / "m.xml").write_bytes(manifest(payload))
    sign = ["cms", "-sign", "-binary", "-cades", "-nosmimecap", "-md", "sha256", "-signer", "c.pem", "-inkey", "k.pem"]
    openssl(*sign, "-in", "m.xml", "-outform", "DER", "-out", "s.p7s", *sign_options)
    metadata = [
        ("META-INF/ASiCManifest001.xml", (tmp_path / "m.xml").read_bytes()),
        ("META-INF/signature001.p7s", (tmp_path / "s.p7s").read_bytes()),
    ]
    name = f"BC_68_RECEIPT_{at:%Y%m%d}_000001.asice"
    (tmp_path / name).write_bytes(
        zip_stored([("mimetype", b"application/vnd.etsi.asic-e+zip"), *payload, *metadata], at)
    )
    judged = verify_package(tmp_path / name, trust=[row], now=at)
    assert (judged.codes, judged.result) == ((), Result.VALID)
    assert judged.data.values.sequence == 4
    assert judged.signers[0].name == "So KHCN"
