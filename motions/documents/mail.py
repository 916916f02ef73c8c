"""A covering e-mail as a file that opens in a mail program as a draft, ready to be sent.

It names no sender and no date: the mail program fills in both. ``X-Unsent: 1`` is what makes
Outlook open such a file as a draft.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from motions.base.errors import MotionsError
from motions.base.text import one_line
from motions.bodies.body import Secretary

DOCX = "vnd.openxmlformats-officedocument.wordprocessingml.document"

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


@dataclass(frozen=True)
class Attachment:
    """A Word document to send along. *name* is plain ASCII: a slug, never a person's name."""

    name: str
    content: bytes


def render_mail(
    to: Secretary, *, subject: str, body: str, attachments: tuple[Attachment, ...] = ()
) -> bytes:
    """Return an unsent e-mail to *to*, whose address may be missing, as the bytes of an .eml file.

    The same arguments give the same bytes. Raises MotionsError for an address that is not valid.
    """
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    address = _address(to)
    if address is not None:
        message["To"] = address
    message["Subject"] = one_line(subject)
    message.set_content(body, cte="quoted-printable")
    digest = hashlib.sha256(subject.encode("utf-8", "replace") + body.encode("utf-8", "replace"))
    for one in attachments:
        message.add_attachment(one.content, maintype="application", subtype=DOCX, filename=one.name)
        digest.update(one.content)
    if attachments:
        message.set_boundary(f"=_{digest.hexdigest()[:40]}")
    return message.as_bytes()


def _address(to: Secretary) -> Address | None:
    typed = to.email.strip()
    if not typed:
        return None
    if not _ADDRESS.fullmatch(typed):
        raise MotionsError(
            f"{to.email!r} is not a valid e-mail address. "
            "Correct the secretary's email in motions.toml."
        )
    try:
        return Address(display_name=one_line(to.name).strip(), addr_spec=typed)
    except (ValueError, MessageError) as error:
        raise MotionsError(f"{to.email!r} cannot be written to: {error}.") from error
