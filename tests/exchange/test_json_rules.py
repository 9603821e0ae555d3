"""JSON that two programs could read in two ways is refused by the rule that it breaks, whatever the schema says."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.exchange.json_rules import DEEPEST, LARGEST_INTEGER, NotOurJson, canonical, parse

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-LARGEST_INTEGER, LARGEST_INTEGER)
    | st.sampled_from(["", "xã", "[{", '"', "\\", '\\"', "},]", "\U0001f600"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["a", "b", '"[', "\\"]), inner),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"[9007199254740992]", "integer"),
        (b"[-9007199254740992]", "integer"),
        (b"[" + b"9" * 18 + b"]", "integer"),
        (b"[-0]", "integer"),
        (b"[1.0]", "not an integer"),
        (b"[NaN]", "not an integer"),
        (b'{"a":1,"a":1}', "a key twice"),
        (b'{"a":1,"\\u0061":1}', "a key twice"),
        (b'["\\udc00"]', "surrogate"),
        (b'{"\\udc00":1}', "surrogate"),
        (b'["e\\u0301"]', "NFC"),
        (b'[["e\\u0301"]]', "NFC"),
        (b'{"a":"e\\u0301"}', "NFC"),
        ("e\u0301".encode(), "NFC"),
        (b'["\xc0\x80"]', "UTF-8"),
        (b"\xef\xbb\xbf[]", "byte order mark"),
        (b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1), "deeply"),
        (b'["\\\\",' + b"[" * DEEPEST + b"]" * DEEPEST + b"]", "deeply"),
        (b"[" * 100_000, "deeply"),
    ],
)
def test_each_rule_has_its_own_refusal(text, reason):
    with pytest.raises(NotOurJson, match=reason):
        parse(text)


@pytest.mark.parametrize("number", [LARGEST_INTEGER, -LARGEST_INTEGER, 0])
def test_the_largest_integers_that_every_program_keeps(number):
    assert parse(json.dumps([number]).encode()) == [number]


def test_letters_written_as_escapes_are_letters():
    assert parse(b'{"\\u00e9":["\\u1ec7","\\ud83d\\ude00"]}') == {"é": ["ệ", "\U0001f600"]}


def test_brackets_and_quotes_inside_words_count_for_nothing():
    words = ["[" * 50, "{" * 50, '"' + "[" * 50, "\\" + "[" * 50]
    assert parse(canonical(words)) == words


@given(VALUES)
def test_what_is_written_is_read(value):
    assert parse(canonical(value)) == value
