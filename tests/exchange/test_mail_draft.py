"""An e-mail draft holds its own headers and one attachment, whatever is typed as address or stands in a title."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kh57_desktop.exchange.mail_draft import draft

TRICKS = [
    "a@b.vn\r\nBcc: x@y.vn",
    "=?utf-8?q?=0ABcc?=",
    "\u2028Bcc: x",
    "a\x00b",
    "(",
    '"',
    "a,b,;",
    "a@[",
    "<a",
    "Nguyễn <a@b.vn>",
]
WORDS = st.sampled_from(TRICKS) | st.text(max_size=60)


@given(WORDS, WORDS, WORDS, WORDS)
def test_no_words_become_a_header_or_a_second_attachment(to, subject, text, name):
    read = message_from_bytes(draft(b"package", name, to=to, subject=subject, text=text), policy=default)
    assert sorted(key.lower() for key in read) == ["content-type", "mime-version", "subject", "to", "x-unsent"]
    assert [one.get_content() for one in read.iter_attachments()] == [b"package"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("vanthu@lamdong.gov.vn", "vanthu@lamdong.gov.vn"),
        ("vanthu@lamdong.gov.vn; ubnd.so-1@x.vn", "vanthu@lamdong.gov.vn, ubnd.so-1@x.vn"),
        ("Văn thư <vanthu@lamdong.gov.vn>", "vanthu@lamdong.gov.vn"),
        ("văn thư tỉnh", ""),
        ("", ""),
    ],
)
def test_the_addresses_of_what_was_typed(typed, kept):
    read = message_from_bytes(
        draft(b"package", "a.asice", to=typed, subject="Báo cáo", text="Kính gửi"), policy=default
    )
    assert (read["To"], read["Subject"]) == (kept, "Báo cáo")
