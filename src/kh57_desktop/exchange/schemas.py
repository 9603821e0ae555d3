"""The JSON Schemas (2020-12) of package.json and of every data file, made from the typed structs that read them.

The files in `resources/schemas/` are part of the format; a test holds them equal to what this module says.
"""

from __future__ import annotations

import json
from typing import Any

import msgspec

from kh57_desktop.exchange.envelope import FORMAT, FORMAT_VERSION, Envelope
from kh57_desktop.exchange.payloads import (
    SCHEMA_VERSION,
    KeyChangeData,
    ReceiptData,
    ReportData,
    ReturnData,
    TrustListData,
)

DIALECT = "https://json-schema.org/draft/2020-12/schema"

DOCUMENTS: dict[str, type[msgspec.Struct]] = {
    f"{FORMAT}-{FORMAT_VERSION}": Envelope,
    **{
        f"{kind.schema_name}-{SCHEMA_VERSION}": kind
        for kind in (ReportData, ReturnData, ReceiptData, KeyChangeData, TrustListData)
    },
}
"""Name of a schema → the struct that reads the document."""


def json_schema(name: str) -> dict[str, Any]:
    """The schema of one document: every key required, as a writer of this version writes it."""
    (top,), components = msgspec.json.schema_components([DOCUMENTS[name]], ref_template="#/$defs/{name}")
    for one in components.values():
        if one.get("type") == "object":
            one["required"] = list(one["properties"])
            one["additionalProperties"] = name.startswith(FORMAT)  # the sheet may grow: unknown keys give ENV-09
    return {"$schema": DIALECT, "$id": f"urn:{name}", **top, "$defs": components}


def schema_file(name: str) -> bytes:
    """The bytes of `resources/schemas/NAME.schema.json`."""
    return (json.dumps(json_schema(name), ensure_ascii=False, indent=2) + "\n").encode("utf-8")
