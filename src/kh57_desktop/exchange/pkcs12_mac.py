"""The MAC of a PKCS#12 file: read its cost and make it as costly as the key encryption (RFC 7292, appendix B).

`cryptography` writes 600,000 rounds for the key but leaves the MAC at 2,048, so that a wrong password is told apart
in 0.3 ms and guessing costs a hundredth of what the rounds promise.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass

from asn1crypto import algos, pkcs12

ITERATIONS = 600_000
"""Least number of rounds of both the key encryption and the MAC."""
MAX_ITERATIONS = 20_000_000
"""A file asking for more is refused: it would hold the program for minutes."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Rounds that a guess of the password costs: of the MAC, and the fewest of the encrypted parts.

    `most`: of any part, which is what opening the file costs.
    """

    mac: int
    key: int
    most: int


def strengthen_mac(pfx_der: bytes, password: str, *, iterations: int = ITERATIONS) -> bytes:
    """The same PKCS#12 file with its MAC computed anew, HMAC-SHA-256 with `iterations` rounds."""
    pfx = pkcs12.Pfx.load(pfx_der, strict=True)
    salt = os.urandom(16)
    key = _derive(password, salt, iterations)
    mac = hmac.new(key, pfx["auth_safe"]["content"].native, hashlib.sha256).digest()
    digest_info = {"digest_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}), "digest": mac}
    pfx["mac_data"] = pkcs12.MacData({"mac": digest_info, "mac_salt": salt, "iterations": iterations})
    strengthened: bytes = pfx.dump(force=True)
    return strengthened


def cost_of(pfx_der: bytes) -> Cost:
    """What the file itself says; ValueError or TypeError where it is no PKCS#12 file of the usual form."""
    pfx = pkcs12.Pfx.load(pfx_der, strict=True)
    rounds = []
    for part in pfx.authenticated_safe:
        if part["content_type"].native == "encrypted_data":
            info = part["content"]["encrypted_content_info"]
            rounds.append(_rounds(info["content_encryption_algorithm"]))
        elif part["content_type"].native == "data":
            bags = pkcs12.SafeContents.load(part["content"].native)
            shrouded = [bag["bag_value"] for bag in bags if bag["bag_id"].native == "pkcs8_shrouded_key_bag"]
            rounds += [_rounds(key["encryption_algorithm"]) for key in shrouded]
    if not rounds:
        raise ValueError("no encrypted part")
    mac = pfx["mac_data"]["iterations"].native if pfx["mac_data"].native else 0
    return Cost(mac=mac, key=min(rounds), most=max(mac, *rounds))


def _rounds(algorithm: algos.EncryptionAlgorithm) -> int:
    if algorithm["algorithm"].native == "pbes2":
        return int(algorithm["parameters"]["key_derivation_func"]["parameters"]["iteration_count"].native)
    return int(algorithm["parameters"]["iterations"].native)


def _derive(password: str, salt: bytes, iterations: int) -> bytes:
    """PKCS#12 key derivation for a MAC key (ID 3) of 32 bytes with SHA-256: one block is enough."""
    block = 64  # input block of SHA-256
    phrase = password.encode("utf-16-be") + b"\0\0"
    state = b"\3" * block + _fill(salt, block) + _fill(phrase, block)
    for _round in range(iterations):
        state = hashlib.sha256(state).digest()
    return state


def _fill(part: bytes, block: int) -> bytes:
    length = -(-len(part) // block) * block
    return (part * (length // len(part) + 1))[:length]
