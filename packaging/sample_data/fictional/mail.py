"""E-mails with a résumé attached, as they arrive in a recruiter's mailbox."""

from __future__ import annotations

from collections.abc import Callable
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from fictional.sheet import Sheet

DATE = "Mon, 12 Jan 2026 09:30:00 +0000"
KINDS = {
    "pdf": ("application", "pdf"),
    "docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "rtf": ("application", "rtf"),
}


def letter(sheet: Sheet) -> str:
    return (
        f"Hello,\n\nplease find my résumé attached. I am interested in a position as {sheet.headline.lower()}\n"
        f"and could start with a month's notice. You reach me at {sheet.phone}.\n\nKind regards\n{sheet.name}\n"
    )


def message(sheet: Sheet, suffix: str, attachment: bytes, *, html: bool, odd_name: bool) -> bytes:
    """A message with a cover letter and one attachment; the boundaries are fixed."""
    mail = EmailMessage(policy=SMTP)
    user, _, domain = sheet.email.partition("@")
    mail["From"] = Address(sheet.name, user, domain)
    mail["To"] = Address("Recruiting", "recruiting", "muster.example.com")
    mail["Subject"] = f"Application: {sheet.headline}"
    mail["Date"] = DATE
    mail["Message-ID"] = f"<{user}.20260112@{domain}>"
    mail.set_content(letter(sheet), cte="quoted-printable")
    if html:
        paragraphs = "".join(f"<p>{part}</p>" for part in letter(sheet).split("\n\n"))
        mail.add_alternative(
            f"<html><body>{paragraphs}</body></html>", subtype="html", cte="quoted-printable"
        )
    name = "Lebenslauf – Résumé.pdf" if odd_name else f"resume.{suffix}"
    main, sub = KINDS[suffix]
    mail.add_attachment(attachment, maintype=main, subtype=sub, filename=name)
    for number, part in enumerate(part for part in mail.walk() if part.is_multipart()):
        part.set_boundary(f"==============={number}20260112=={user}==")
    return mail.as_bytes()


def attached(
    write: Callable[[Sheet], bytes], suffix: str, *, html: bool = False, odd_name: bool = False
) -> Callable[[Sheet], bytes]:
    """A writer of messages around another writer's file."""

    def writer(sheet: Sheet) -> bytes:
        return message(sheet, suffix, write(sheet), html=html, odd_name=odd_name)

    return writer
