"""Reading DER strictly: every value has one encoding, so no bit of a signature object can change unnoticed."""

from __future__ import annotations

from dataclasses import dataclass

INTEGER, BIT_STRING, OCTET_STRING, NULL, OID, UTC_TIME, GENERALIZED_TIME = 0x02, 0x03, 0x04, 0x05, 0x06, 0x17, 0x18
SEQUENCE, SET = 0x30, 0x31
EXPLICIT_0, EXPLICIT_1, IMPLICIT_0 = 0xA0, 0xA1, 0x80
NULL_VALUE = b"\x05\x00"
_LONG_TAG = 0x1F
MOST_CHILDREN = 1_000
"""Of one value. A signature has a few dozen; a mebibyte of empty ones would be a hundred megabytes of nodes."""


class NotDer(ValueError):
    """The bytes are not the one DER encoding of anything."""


@dataclass(frozen=True, slots=True)
class Node:
    """One value: `raw` the whole encoding, `content` what follows tag and length."""

    tag: int
    content: bytes
    raw: bytes

    def children(self) -> list[Node]:
        nodes: list[Node] = []
        position = 0
        while position < len(self.content):
            if len(nodes) == MOST_CHILDREN:
                raise NotDer("too many values")
            node, position = _node_at(self.content, position)
            nodes.append(node)
        return nodes


def read(encoded: bytes, tag: int | None = None) -> Node:
    """The one value that fills `encoded`; NotDer for trailing bytes or another tag."""
    node, end = _node_at(encoded, 0)
    if end != len(encoded) or (tag is not None and node.tag != tag):
        raise NotDer("another value")
    return node


def expect(node: Node, tag: int) -> Node:
    if node.tag != tag:
        raise NotDer("another tag")
    return node


def sequence(node: Node, tag: int = SEQUENCE) -> list[Node]:
    return expect(node, tag).children()


def oid(content: bytes) -> Node:
    """An object identifier from its encoded arcs."""
    return read(encode(OID, content))


def whole_length(encoded: bytes) -> int:
    """Length of the value at the beginning of `encoded`, for containers that pad with zeros (PDF /Contents)."""
    return _node_at(encoded, 0)[1]


def encode(tag: int, content: bytes) -> bytes:
    length = len(content)
    if length < 0x80:
        return bytes((tag, length)) + content
    octets = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(octets))) + octets + content


def _node_at(encoded: bytes, start: int) -> tuple[Node, int]:
    if len(encoded) - start < 2:
        raise NotDer("cut off")
    tag, length, position = encoded[start], encoded[start + 1], start + 2
    if tag & _LONG_TAG == _LONG_TAG or length == 0x80:
        raise NotDer("long tag or indefinite length")
    if length > 0x80:
        octets = encoded[position : position + length - 0x80]
        position += len(octets)
        if len(octets) != length - 0x80 or len(octets) > 4 or octets[0] == 0:
            raise NotDer("length")
        length = int.from_bytes(octets, "big")
        if length < 0x80:
            raise NotDer("length not minimal")
    end = position + length
    if end > len(encoded):
        raise NotDer("cut off")
    return Node(tag, encoded[position:end], encoded[start:end]), end
