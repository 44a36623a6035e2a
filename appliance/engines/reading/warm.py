"""Use everything once, so that nothing is imported or opened after the walls are up."""

from __future__ import annotations

import base64
import io
import zipfile
import zlib
from collections import Counter
from email.message import EmailMessage
from typing import Final

from phonenumbers import PhoneMetadata

from appliance.engines.knowledge import load
from appliance.engines.reading.extracting import EXTRACTORS, UNPACKERS, extract, unpack
from appliance.engines.reading.identifying import identify
from appliance.engines.reading.read import read_document
from appliance.engines.reading.render import render_page
from appliance.foundation.contracts.reading import FileFormat

_RESUME: Final = """Ada Example
ada@example.com | (212) 555-0143 | linkedin.com/in/ada-example | Boston, MA

Experience
Senior Engineer, Example Corporation\tJan 2019 – Present
• Built services in Python, C++ and Kubernetes
Education
BS in Computer Science, Example University, 2015
Skills
Python, SQL, Secret clearance
"""
_POSTING: Final = """Software Engineer
Example Corporation, Boston, MA

Requirements
• 5+ years of Python
• BS in Computer Science or equivalent
• Active Secret clearance; U.S. citizenship required
Salary range: $100,000 - $120,000 per year. Hybrid.
"""
_MESSAGE: Final = (
    "eNq7cF7wwcKNUg8Z0IAdAzPDv/+cDGxIYoxAzATjCED4IPzv////MOH/o2BIgb9ADIo/Zmg8/hsNkhEF/mHBo2DkgCCGfCAs"
    "YVBgcGXIA9JFDJUMpAAxBlZGmFlMROphAWIHRgg7HggLgLbmA8lUIF3CkAmki4GiZWB+MZCfD3SZIYMegwEWswwYmMD2s0Dr"
    "HmLdrcCAsL+YoZQhCUiWMKRD7YkHYgMGYwZzMG3I4IbTHC2o/cwk2A/yOhcB+w3BNluCbTdgMCJoPyMJ9oPiyRDJ/kSgzSVA"
    "MpkhA0e4xzMog92DDCHAhoERHv9sRIY9cnsBl/8hYU98+MMAMfYzExH+EPsNiQ5/VhLCnwXqhuEAPICpJQcI88nUrwvE2kDs"
    "E+VW+vHo8eXMwJgpSi5INzQydTLi+qyQkZrDyaCQVM66ISellquBfwGa/kRgfJUwVAAxecAxJZFhJAMA6mc0Pg=="
)
"""An Outlook message with compressed rich text and one attachment: deflated, in base 64."""
_FONTS: Final = ("Helvetica", "Times-Bold", "Courier", "Symbol", "ZapfDingbats", "Georgia")
_WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE: Final = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TEXT: Final = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def warm_up() -> None:
    """Read one small file of each format, as both kinds, and draw a page. Takes about a second.

    Telephone numbers of every country are loaded: phonenumbers imports a module per country when first met.
    """
    load().complete()
    PhoneMetadata.load_all()
    Counter("aab").most_common(1)  # imports heapq
    EmailMessage().as_bytes()  # imports email.generator, which a message within a message needs
    for file_format, content in _samples().items():
        identify(content)
        (unpack if file_format in UNPACKERS else extract)(content, file_format)
    for kind in ("resume", "posting", "auto"):
        for text in (_RESUME, _POSTING):
            read_document(text.encode(), "txt", kind, "2026-01").model_dump_json()
    read_document(_pdf(), "pdf", "auto").model_dump_json()
    render_page(_pdf(), 0, 200)


def _samples() -> dict[FileFormat, bytes]:
    message = (
        b"From: Ada <ada@example.com>\nSubject: =?utf-8?q?caf=C3=A9?=\nMIME-Version: 1.0\n"
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\nHello\n--b\n"
        b"Content-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n"
        b"Content-Disposition: attachment; filename*=utf-8''a%20b.txt\n\nQQ==\n--b--\n"
    )
    samples: dict[FileFormat, bytes] = {
        "pdf": _pdf(),
        "docx": _zipped({
            "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body><w:p><w:r><w:t>Ada</w:t></w:r></w:p></w:body></w:document>',
            "word/styles.xml": f'<w:styles xmlns:w="{_WORD}"/>',
        }),
        "odt": _zipped({
            "content.xml": f'<o:document-content xmlns:o="{_OFFICE}" xmlns:t="{_TEXT}"><o:body><o:text><t:p>Ada</t:p></o:text></o:body></o:document-content>',
        }),
        "rtf": rb"{\rtf1\ansi\ansicpg1252 Ada \'e9 \u8364?\par}",
        "txt": "Ada – café".encode("cp1252"),
        "md": b"# Ada\n\n- **Python**\n",
        "html": b"<html><meta charset=iso-8859-2><p>Ada &eacute;<script type='application/ld+json'>{}</script></html>",
        "zip": _zipped({"a.txt": "Ada"}),
        "eml": message,
        "mbox": b"From ada@example.com Mon Jan  5 00:00:00 2026\n" + message,
        "msg": zlib.decompress(base64.b64decode(_MESSAGE)),
    }  # fmt: skip
    missing = (EXTRACTORS.keys() | UNPACKERS.keys()) - samples.keys()
    if missing:
        raise LookupError(f"no sample for {sorted(missing)}")
    for encoding in (
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "cp1252",
        "latin-1",
        "iso-8859-15",
        "shift_jis",
        "gb18030",
        "koi8-r",
    ):
        b"".decode(encoding)
    return samples


def _zipped(parts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def _pdf() -> bytes:
    """A page with fonts that are not embedded: PDFium looks for substitutes once."""
    show = "".join(
        f"BT /F{n} 12 Tf 1 0 0 1 72 {700 - 20 * n} Tm (Ada Example) Tj ET\n" for n in range(len(_FONTS))
    )
    show += "1 1 1 rg BT /F0 12 Tf 1 0 0 1 72 100 Tm (unseen) Tj ET\n"
    fonts = " ".join(
        f"/F{n} << /Type /Font /Subtype /Type1 /BaseFont /{name} >>" for n, name in enumerate(_FONTS)
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << {fonts} >> >> >>",
        f"<< /Length {len(show)} >>\nstream\n{show}endstream",
    ]
    body = "%PDF-1.4\n"
    offsets = []
    for number, text in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return (body + end).encode("latin-1")
