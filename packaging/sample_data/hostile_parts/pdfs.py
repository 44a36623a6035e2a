"""PDFs that misbehave."""

from __future__ import annotations

import io
import zlib


def assemble(objects: list[bytes], trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF of numbered objects with a correct cross-reference table."""
    out = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)


def stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), more, content)


CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def page(box: bytes = b"0 0 612 792") -> bytes:
    return (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
        % box
    )


def no_pages() -> bytes:
    """A well-formed document with zero pages."""
    return assemble([CATALOG, b"<< /Type /Pages /Kids [] /Count 0 >>"])


def page_loop() -> bytes:
    """A page tree that contains itself."""
    return assemble([CATALOG, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 4 >>"])


def giant_page() -> bytes:
    """One word on a page of two million points: rendering it would need terabytes."""
    words = stream(b"BT /F1 12 Tf 72 72 Td (Resume) Tj ET")
    return assemble(
        [CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page(b"0 0 2000000 2000000"), words, FONT]
    )


def many_pages(count: int) -> bytes:
    """The same nearly empty page, `count` times."""
    kids = b" ".join(b"3 0 R" for _ in range(count))
    words = stream(b"BT /F1 12 Tf 72 700 Td (Page) Tj ET")
    return assemble(
        [CATALOG, b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count), page(), words, FONT]
    )


def bomb(size: int) -> bytes:
    """A page whose content, deflated twice, is `size` blanks."""
    inner, outer = zlib.compressobj(9), zlib.compressobj(9)
    out = io.BytesIO()
    for _ in range(size // 1_000_000):
        out.write(outer.compress(inner.compress(b" " * 1_000_000)))
    out.write(outer.compress(inner.flush()) + outer.flush())
    words = stream(out.getvalue(), b"/Filter [/FlateDecode /FlateDecode]")
    return assemble([CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page(), words, FONT])


def active() -> bytes:
    """A page with an open action that runs a script and one that starts a program."""
    words = stream(b"BT /F1 12 Tf 72 700 Td (Casey Placeholder, casey@example.com) Tj ET")
    catalog = (
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\('x'\\)) >>"
        b" /AA << /WC << /S /Launch /F (calc.exe) >> >> >>"
    )
    return assemble([catalog, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page(), words, FONT])


def encrypted(password: str) -> bytes:
    """A PDF that opens with the password only (needs reportlab, a development library)."""
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption(password, ownerPassword=password + "-owner"), invariant=1)
    canvas.drawString(72, 700, "Casey Placeholder")
    canvas.drawString(72, 680, "casey.placeholder@example.com")
    canvas.save()
    return out.getvalue()
