"""Ids of rows and fingerprints of contents. What makes them is loaded with the first one: opening a file makes none."""

from __future__ import annotations


def new_id() -> str:
    """UUID text, so that copies edited on two PCs can be merged."""
    from uuid import uuid4

    return str(uuid4())


def sha256_of(content: bytes) -> str:
    from hashlib import sha256

    return sha256(content).hexdigest()
