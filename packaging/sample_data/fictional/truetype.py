"""A very small TrueType writer: glyphs made of straight-sided contours, enough for icons and a few Hebrew letters."""

from __future__ import annotations

import struct

Contour = tuple[tuple[int, int], ...]
EM = 1000


def bar(left: int, bottom: int, right: int, top: int) -> Contour:
    """A filled rectangle (clockwise, as TrueType fills)."""
    return ((left, bottom), (left, top), (right, top), (right, bottom))


def hole(left: int, bottom: int, right: int, top: int) -> Contour:
    """A rectangle cut out of a filled one (counter-clockwise)."""
    return ((left, bottom), (right, bottom), (right, top), (left, top))


def _glyph(contours: list[Contour]) -> bytes:
    points = [point for contour in contours for point in contour]
    if not points:
        return b""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    ends, count = [], -1
    for contour in contours:
        count += len(contour)
        ends.append(count)
    out = struct.pack(">hhhhh", len(contours), min(xs), min(ys), max(xs), max(ys))
    out += b"".join(struct.pack(">H", end) for end in ends) + struct.pack(">H", 0) + b"\x01" * len(points)
    for values in (xs, ys):
        before = 0
        for value in values:
            out += struct.pack(">h", value - before)
            before = value
    return out + b"\0" * (-len(out) % 4)


def _cmap(codes: list[int]) -> bytes:
    """Format 4, one segment a character (codes sorted; glyph 1 belongs to the first)."""
    segments = [*codes, 0xFFFF]
    count = len(segments)
    power = 1
    while power * 2 <= count:
        power *= 2
    deltas = [(k + 1 - code) & 0xFFFF for k, code in enumerate(codes)] + [1]
    body = struct.pack(">HHHH", count * 2, power * 2, power.bit_length() - 1, (count - power) * 2)
    body += b"".join(struct.pack(">H", code) for code in segments) + b"\0\0"
    body += b"".join(struct.pack(">H", code) for code in segments)
    body += b"".join(struct.pack(">H", delta) for delta in deltas) + b"\0\0" * count
    table = struct.pack(">HHH", 4, len(body) + 6, 0) + body
    return struct.pack(">HHHHL", 0, 1, 3, 1, 12) + table


def _name(family: str) -> bytes:
    records = ((1, family), (2, "Regular"), (4, family), (6, family))
    strings, rows = b"", b""
    for number, words in records:
        data = words.encode("utf-16-be")
        rows += struct.pack(">HHHHHH", 3, 1, 0x409, number, len(data), len(strings))
        strings += data
    return struct.pack(">HHH", 0, len(records), 6 + len(rows)) + rows + strings


def _sum(data: bytes) -> int:
    padded = data + b"\0" * (-len(data) % 4)
    return sum(struct.unpack(f">{len(padded) // 4}L", padded)) & 0xFFFFFFFF


def font(family: str, glyphs: dict[str, tuple[int, list[Contour]]]) -> bytes:
    """A TrueType file with the given characters: advance width and contours each, 1000 units to the em."""
    characters = sorted(glyphs)
    outlines = [_glyph([bar(60, 0, 440, 700)]), *(_glyph(glyphs[c][1]) for c in characters)]
    widths = [500, *(glyphs[c][0] for c in characters)]
    offsets, position = [0], 0
    for outline in outlines:
        position += len(outline)
        offsets.append(position)
    total = len(outlines)
    tables = {
        "OS/2": struct.pack(">HhHHH", 1, 500, 400, 5, 0) + b"\0" * 22 + b"\0" * 10 + b"\0" * 16 + b"NONE"
        + struct.pack(">HHHhhhHHLL", 64, ord(characters[0]), ord(characters[-1]), 800, -200, 90, 800, 200, 1, 0),
        "cmap": _cmap([ord(c) for c in characters]),
        "glyf": b"".join(outlines),
        "head": struct.pack(">LLLLHHQQhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 3, EM, 0, 0, 0, -200, EM, 900, 0, 8, 2, 1, 0),
        "hhea": struct.pack(">LhhhHhhhhhhhhhhhH", 0x10000, 800, -200, 90, max(widths), 0, 0, EM, 1, 0, 0, 0, 0, 0, 0, 0, total),
        "hmtx": b"".join(struct.pack(">Hh", width, 0) for width in widths),
        "loca": b"".join(struct.pack(">L", offset) for offset in offsets),
        "maxp": struct.pack(">LHHHHHHHHHHHHHH", 0x10000, total, 256, 64, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
        "name": _name(family),
        "post": struct.pack(">LlhhLLLLL", 0x30000, 0, -100, 50, 0, 0, 0, 0, 0),
    }  # fmt: skip
    power = 8
    directory = struct.pack(">LHHHH", 0x10000, len(tables), power * 16, 3, (len(tables) - power) * 16)
    start, data = 12 + 16 * len(tables), b""
    for tag, table in tables.items():
        directory += struct.pack(">4sLLL", tag.encode(), _sum(table), start + len(data), len(table))
        data += table + b"\0" * (-len(table) % 4)
    return directory + data
