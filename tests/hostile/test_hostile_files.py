"""Files made to do harm: each ends with text or a reason, in bounded time."""

from __future__ import annotations

import io
import json
import time
import zipfile
import zlib

import pytest

from appliance.engines.reading import Refused, identify, limits, read_document, unpack
from appliance.engines.reading.resume.rows import MOST_ROWS

SECONDS = 8.0
CONTAINERS = {"zip", "eml", "mbox", "msg"}


def pdf_of(*objects: str | bytes, root: int = 1) -> bytes:
    """A PDF of these objects, numbered from 1, with a cross-reference table that fits."""
    out = b"%PDF-1.7\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += (
            f"{number} 0 obj\n".encode()
            + (body if isinstance(body, bytes) else body.encode("latin-1"))
            + b"\nendobj\n"
        )
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    tail = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root {root} 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + tail.encode()


def stream(data: bytes, extra: str = "") -> bytes:
    return f"<< /Length {len(data)} {extra} >>\nstream\n".encode() + data + b"\nendstream"


def page(content: bytes, extra: str = "", box: str = "0 0 612 792") -> bytes:
    return pdf_of(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents 4 0 R /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        stream(content, extra),
    )


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def docx(markup: str) -> bytes:
    head = '<w:document xmlns:w="urn:w"><w:body>'
    return zipped(
        {
            "[Content_Types].xml": b"<Types/>",
            "word/document.xml": f"{head}{markup}</w:body></w:document>".encode(),
        }
    )


def nested(count: int, content: bytes) -> bytes:
    for _ in range(count):
        content = zipped({"inner.zip": content})
    return content


SHOW = b"BT /F 12 Tf 72 700 Td (Ada Example) Tj ET\n"
ATTACKS: dict[str, bytes] = {
    "pages that point at themselves": pdf_of("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"),
    "a catalog that is its own pages": pdf_of("<< /Type /Catalog /Pages 1 0 R >>"),
    "fifty thousand pages": pdf_of("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [" + "3 0 R " * 50_000 + "] /Count 50000 >>", "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"),
    "a count that lies": pdf_of("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>", "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"),
    "no pages": pdf_of("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"),
    "a page of no size": page(SHOW, box="0 0 0 0"),
    "a page as large as a town": page(SHOW + b"1 1 1 rg " + SHOW, box="0 0 1e9 1e9"),
    "a page of endless size": page(SHOW, box="0 0 1e39 1e39"),
    "numbers that are none": page(b"BT /F 1e308 Tf 1e308 1e308 1e308 1e308 1e308 1e308 Tm (Ada) Tj ET " + SHOW),
    "letters of size nothing": page(b"BT /F 0 Tf 72 700 Td (Ada) Tj ET " + SHOW),
    "a stream deflated five times": page(zlib.compress(zlib.compress(zlib.compress(zlib.compress(zlib.compress(SHOW + b" " * (4 << 20)))))), "/Filter [/FlateDecode /FlateDecode /FlateDecode /FlateDecode /FlateDecode]"),
    "brackets without end": page(b"[" * 200_000),
    "states saved without end": page(b"q " * 200_000 + SHOW),
    "one word of two million letters": page(b"BT /F 12 Tf 72 700 Td (" + b"A" * 2_000_000 + b") Tj ET"),
    "a hundred thousand words in one place": page(b"BT /F 12 Tf 72 700 Td " + b"(Ada ) Tj 0 0 Td " * 100_000 + b"ET"),
    "a hundred thousand pale words": page(b"1 1 1 rg BT /F 12 Tf 72 700 Td " + b"(Ada ) Tj 1 0 Td " * 50_000 + b"ET"),
    "a grid of six thousand cells": page(b"BT /F 5 Tf " + b"".join(b"1 0 0 1 %d %d Tm (a%d) Tj " % (10 + 12 * x, 10 + 6 * y, x * y) for x in range(50) for y in range(125)) + b"ET"),
    "eighty mebibytes of one letter": b"A" * (49 << 20),
    "a bomb in a docx": zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a>" + b" " * (150 << 20) + b"</a>"}),
    "laughing entities": zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><w>&b;</w>'}),
    "tables in tables": docx("<w:tbl><w:tr><w:tc>" * 80 + "<w:p><w:r><w:t>deep</w:t></w:r></w:p>" + "</w:tc></w:tr></w:tbl>" * 80),
    "a paragraph of a hundred thousand runs": docx("<w:p>" + "<w:r><w:t>a</w:t></w:r>" * 100_000 + "</w:p>"),
    "a row of ten thousand cells": docx("<w:tbl><w:tr>" + "<w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>" * 10_000 + "</w:tr></w:tbl>"),
    "groups without end in rtf": b"{\\rtf1 " + b"{" * 100_000 + b"Ada" + b"}" * 100_000 + b"}",
    "hidden runs without end in rtf": b"{\\rtf1 " + b"\\v " * 50_000 + b"Ada}",
    "binary of any length in rtf": b"{\\rtf1 \\bin999999999 Ada}",
    "tags without end": b"<html>" + b"<table><tr><td>" * 20_000 + b"Ada",
    "attributes without end": b"<p " + b"a='b' " * 100_000 + b">Ada</p>",
    "open angles without end": b"<html>" + b"<" * 300_000,
    "comments without end": b"<html>" + b"<!--" * 50_000,
    "quotes without end": b"<html>" + b"<a b='" * 50_000 + b">",
    "end tags without end": b"<html>" + b"</a " * 50_000 + b">",
    "marked sections without end": b"<html>" + b"<![CDATA[" * 50_000 + b"]]>",
    "declarations without end": b"<html>" + b"<!x <?y " * 50_000 + b">",
    "classes without end": b"<style>" + b".a{display:none}" * 20_000 + b"</style>" + b"<p class='" + b"a " * 20_000 + b"'>Ada</p>",
    "json without end": b"<html><script type='application/ld+json'>" + b"[" * 100_000 + b"</script><p>Ada</p>",
    "brackets without end in markdown": b"[" * 50_000 + b"](" * 1_000,
    "stars without end in markdown": b"*" * 4_000 + b"a" + b"*" * 4_000,
    "a mail of a thousand parts": b"From: a@b.example\nTo: c@d.example\nSubject: s\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\nContent-Type: text/plain; name=a.txt\n\nx\n" * 1_000 + b"--b--\n",
    "a mail nested in itself": b"From: a@b.example\nTo: c@d.example\nSubject: s\n" + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(300)) + b"\nx",
    "a header without end": b"From: a@b.example\nTo: c@d.example\nSubject: " + b"=?utf-8?q?a?= " * 20_000 + b"\n\nx",
    "a filename without end": b"From: a@b.example\nTo: c@d.example\nMIME-Version: 1.0\nContent-Type: text/plain; " + b" ".join(b"name*%d=a;" % n for n in range(20_000)) + b"\n\nx",
    "archives in archives": nested(40, b"Ada"),
}  # fmt: skip


def ends(content: bytes, name: str = "") -> str:
    """What reading ends with: a refusal's code, the kind, or the number of members. Anything else raises."""
    file_format = identify(content, name)
    if file_format in CONTAINERS:
        try:
            return f"{len(unpack(content, file_format).members)} members"
        except Refused as refused:
            return refused.code
    reading = read_document(content, file_format, "auto")
    json.loads(reading.model_dump_json())
    text = reading.layout.text
    for line in reading.layout.lines:
        assert 0 <= line.start <= line.end <= len(text)
    for place in reading.layout.places:
        assert 0 <= place.start < place.end <= len(text)
    return reading.refusal or reading.kind


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda name: name.replace(" ", "-"))
def test_an_attack_ends_with_text_or_a_reason_in_time(attack):
    begun = time.process_time()
    outcome = ends(ATTACKS[attack], "a.md" if "markdown" in attack else "")
    assert outcome
    assert time.process_time() - begun < SECONDS


@pytest.mark.parametrize(
    ("what", "content", "name"),
    [
        ("lines", b"Ada\n" * (limits.LINES + 1), "a.txt"),
        (
            "elements",
            b"<html><body>" + b"<p>Ada</p>" * 10 + b"<i></i>" * limits.ELEMENTS + b"<p>Otto</p>",
            "a.html",
        ),
    ],
)
def test_one_line_or_element_too_many_is_left_out_with_a_note(what, content, name):
    layout = read_document(content, identify(content, name), "resume").layout
    assert layout.text.startswith("Ada\n")
    assert len(layout.lines) <= limits.LINES
    assert "Otto" not in layout.text
    assert [n.code for n in layout.notes if n.code == "text_cut"] == ["text_cut"], what


def test_rows_past_the_limit_have_no_facts():
    content = b"Ada Example\n" + b"a\n" * MOST_ROWS + b"otto@example.com\nSkills\nPython\n"
    facts = read_document(content, "txt", "resume").facts
    assert "skill" not in {f.kind for f in facts}
