"""One encoding for each value: every other way to write it is refused, and so is what is cut off."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.exchange import der


@pytest.mark.parametrize(
    "encoded",
    [
        b"",
        b"\x30",
        b"\x30\x80\x00\x00",
        b"\x04\x80" + bytes(128),
        b"\x1f\x01\x00",
        b"\x3f\x01\x00",
        b"\x04\x81\x01a",
        b"\x04\x82\x00\x80" + bytes(128),
        b"\x04\x82\x80",
        b"\x04\x85\x01\x00\x00\x00\x00",
        b"\x04\x02a",
        b"\x04\x01ab",
    ],
)
def test_what_is_no_single_whole_value_is_refused(encoded):
    with pytest.raises(der.NotDer):
        der.read(encoded)


def test_another_tag_than_asked_is_refused():
    assert der.read(b"\x04\x01a", der.OCTET_STRING).content == b"a"
    with pytest.raises(der.NotDer):
        der.read(b"\x04\x01a", der.INTEGER)
    with pytest.raises(der.NotDer):
        der.expect(der.read(b"\x04\x01a"), der.INTEGER)


def test_a_value_inside_that_is_longer_than_what_it_lies_in():
    with pytest.raises(der.NotDer):
        der.read(b"\x30\x03\x04\x02a").children()


def test_more_values_than_any_signature_has_are_refused():
    within = der.encode(der.SEQUENCE, der.NULL_VALUE * der.MOST_CHILDREN)
    assert len(der.read(within).children()) == der.MOST_CHILDREN
    with pytest.raises(der.NotDer):
        der.read(der.encode(der.SEQUENCE, der.NULL_VALUE * (der.MOST_CHILDREN + 1))).children()


@given(st.binary(max_size=300))
def test_what_is_written_is_read_and_each_reading_is_the_writing(content):
    assert der.read(der.encode(der.OCTET_STRING, content)).content == content
    try:
        node = der.read(content)
    except der.NotDer:
        return
    assert der.encode(node.tag, node.content) == content
