"""A covering e-mail: a draft for a mail program, its parts intact, nothing injected."""

from __future__ import annotations

from email import message_from_bytes, policy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motions.base.errors import MotionsError
from motions.bodies.body import Secretary
from motions.documents.mail import Attachment, render_mail

DOCUMENT = Attachment("1-hilltop-branch-buses.docx", bytes(range(256)) * 20)
ALLOWED = {"x-unsent", "to", "subject", "mime-version", "content-type"}


def parsed(
    *, name="", email="", subject="Motion", body="Dear Secretary,\n", attachments=(DOCUMENT,)
):
    raw = render_mail(Secretary(name, email), subject=subject, body=body, attachments=attachments)
    return raw, message_from_bytes(raw, policy=policy.default)


def test_it_opens_as_a_draft_with_its_attachment_and_names_no_sender_and_no_day():
    raw, message = parsed(name="The Secretary", email="secretary@example.org")
    assert message["X-Unsent"] == "1"
    assert message["To"] == "The Secretary <secretary@example.org>"
    assert {name.lower() for name in message.keys()} == ALLOWED  # noqa: SIM118 a message is no dict
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == DOCUMENT.name
    assert attached.get_content() == DOCUMENT.content
    assert attached.get_content_type().endswith("wordprocessingml.document")
    assert raw.count(b"\n") == raw.count(b"\r\n")


def test_the_same_mail_is_the_same_bytes_and_another_one_has_another_boundary():
    assert parsed()[0] == parsed()[0]
    assert parsed()[1].get_boundary() != parsed(subject="Other")[1].get_boundary()


def test_without_an_address_there_is_no_recipient():
    assert parsed(name="The Secretary")[1]["To"] is None


@pytest.mark.parametrize(
    "email",
    [
        "secretary", "a@b", "a b@example.org", "a@example.org, b@example.org",
        "a@example.org\nBcc: x@example.org",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(email):
    with pytest.raises(MotionsError, match="is not a valid e-mail address"):
        parsed(email=email)


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=200))
@settings(deadline=None)
def test_no_value_adds_a_header_or_a_part(name, subject, body):
    raw, message = parsed(name=name, email="s@example.org", subject=subject, body=body)
    assert {key.lower() for key in message.keys()} == ALLOWED  # noqa: SIM118
    assert [part.get_content_type().partition("/")[0] for part in message.iter_parts()] == [
        "text", "application",
    ]  # fmt: skip
    (attached,) = message.iter_attachments()
    assert attached.get_content() == DOCUMENT.content
    assert message["To"].addresses[0].addr_spec == "s@example.org"
    assert b"\r\n\r\n" in raw


def test_header_lines_in_a_name_or_a_subject_become_spaces():
    _raw, message = parsed(
        name="A\r\nBcc: x@example.org", email="s@example.org", subject="B\nCc: y"
    )
    assert message["Bcc"] is None
    assert message["Cc"] is None
    assert message["Subject"] == "B Cc: y"
