"""A scanned résumé: a typed page drawn as a one-bit picture, a little askew and dusty, in a PDF without any text."""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterable

from fictional.glyphs import TYPEWRITER
from fictional.sheet import Sheet

WIDTH, HEIGHT, DOTS = 1700, 2200, 200  # letter paper, dots per inch
LEFT, TOP, SCALE, LEADING = 150, 150, 3, 36
COLUMNS = 76


def wrap(words: str, width: int, indent: str = "") -> list[str]:
    """Lines of at most `width` characters; continued lines start with `indent`."""
    lines, line = [], ""
    for word in words.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = indent + word
        else:
            line = f"{line} {word}" if line else word
    return [*lines, line] if line else lines


def typed(sheet: Sheet) -> list[tuple[int, str]]:
    """The page as (scale, line); what a person with a typewriter would have typed."""
    page: list[tuple[int, str]] = [
        (SCALE + 2, sheet.name.upper()),
        (SCALE, "   ".join(sheet.contact)),
        (SCALE, ""),
    ]

    def section(label: str, lines: Iterable[str]) -> None:
        found = list(lines)
        if found:
            page.append((SCALE, label.upper()))
            page.extend((SCALE, line) for line in found)
            page.append((SCALE, ""))

    section(sheet.labels["summary"], wrap(sheet.summary, COLUMNS))
    work = []
    for item in sheet.entries:
        work.append(f"{item.title}, {item.employer}"[:COLUMNS])
        work.append(f"{item.place}   {item.dates}")
        for line in item.bullets:
            work.extend(wrap(f"* {line}", COLUMNS, "  "))
    section(sheet.labels["experience"], work)
    learnt = [", ".join(x for x in study if x) for study in sheet.studies]
    section(sheet.labels["education"], (part for words in learnt for part in wrap(words, COLUMNS, "  ")))
    section(sheet.labels["skills"], wrap(", ".join(sheet.flat_skills()), COLUMNS))
    section(sheet.labels["certifications"], sheet.certifications)
    return page


def plain(words: str) -> str:
    """The words in the typewriter's few characters."""
    table = str.maketrans({"–": "-", "—": "-", "’": "'", "•": "*", "é": "e", "·": "-"})
    return words.translate(table)


def picture(lines: list[tuple[int, str]], seed: int = 7) -> bytes:
    """One bit a dot, rows padded to bytes, 1 = white; skewed by one dot in 140 and sprinkled with specks."""
    rows = [bytearray(WIDTH) for _ in range(HEIGHT)]
    chance = random.Random(seed)
    y = TOP
    for scale, line in lines:
        for k, mark in enumerate(plain(line)):
            left = LEFT + k * 6 * scale
            for r, bits in enumerate(TYPEWRITER[mark]):
                for c in range(5):
                    if bits >> (4 - c) & 1:
                        _ink(rows, left + c * scale, y + r * scale, scale, chance)
        y += LEADING * scale // SCALE
    for _ in range(900):
        rows[chance.randrange(HEIGHT)][chance.randrange(WIDTH)] = 1
    out = bytearray()
    for row in rows:
        bits = int("".join("0" if dot else "1" for dot in row) + "1" * (-WIDTH % 8), 2)
        out += bits.to_bytes((WIDTH + 7) // 8, "big")
    return bytes(out)


def _ink(rows: list[bytearray], x: int, y: int, scale: int, chance: random.Random) -> None:
    """One dot of a letter; now and then its edge is ragged."""
    y += x // 140
    for dy in range(scale + (chance.random() < 0.12)):
        if 0 <= y + dy < HEIGHT and x + scale < WIDTH:
            rows[y + dy][x : x + scale] = b"\x01" * scale


def document(image: bytes) -> bytes:
    """A one-page PDF with nothing but the picture."""
    content = b"q 612 0 0 792 0 0 cm /Im0 Do Q"
    packed = zlib.compress(image, 9)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
            b" /Resources << /XObject << /Im0 5 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 1"
        b" /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (WIDTH, HEIGHT, len(packed), packed),
        b"<< /Producer (Flatbed 2.1) /CreationDate (D:20260112093000Z) >>",
    ]
    out = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"trailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )


def scanned(sheet: Sheet) -> bytes:
    """The résumé as a scan."""
    return document(picture(typed(sheet)))
