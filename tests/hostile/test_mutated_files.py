"""Damaged copies of good files, the same ones every time: nothing but a refusal leaves the readers."""

from __future__ import annotations

import os
import random
from collections import Counter
from pathlib import Path

import pytest

from appliance.engines.reading import Refused, extract, identify, unpack
from appliance.engines.reading.extracting import EXTRACTORS, UNPACKERS
from appliance.engines.reading.warm import _samples

SAMPLES = Path(__file__).parent.parent.parent / "packaging" / "sample_data" / "files" / "resumes"
EACH = int(os.environ.get("MUSTER_MUTATIONS", "40"))
SEED = 20260302


def originals() -> dict[str, bytes]:
    """One small file of each format, and the smallest sample of each suffix."""
    found = {f"warm-up.{name}": content for name, content in _samples().items()}
    for suffix in ("pdf", "docx", "odt", "rtf", "html", "eml", "doc", "txt", "md"):
        files = sorted(SAMPLES.glob(f"*.{suffix}"), key=lambda f: (f.stat().st_size, f.name))
        if files:
            found[files[0].name] = files[0].read_bytes()
    return found


ORIGINALS = originals()


def mutated(content: bytes, chance: random.Random) -> bytes:
    """One to eight wounds: bytes changed, cut, doubled, moved, or numbers made extreme."""
    out = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(out) + 1)
        length = chance.choice((1, 2, 4, 16, 200))
        match chance.randrange(7):
            case 0:
                out[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del out[at : at + length]
            case 2:
                out[at:at] = out[at : at + length] * chance.randint(1, 50)
            case 3:
                out[at : at + 4] = chance.choice(
                    (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff", b"-999", b"9999")
                )
            case 4:
                other = chance.randrange(len(out) + 1)
                out[at : at + length], out[other : other + length] = (
                    out[other : other + length],
                    out[at : at + length],
                )
            case 5:
                del out[at:]
            case _:
                out[at:at] = bytes(chance.randrange(256) for _ in range(length))
        if not out:
            out = bytearray(b"\0")
    return bytes(out)


@pytest.mark.parametrize("name", ORIGINALS)
def test_damage_ends_in_text_or_a_refusal(name):
    chance = random.Random(f"{SEED}{name}")
    original = ORIGINALS[name]
    declared = identify(original, name)
    ends: Counter[str] = Counter()
    for _ in range(EACH):
        content = mutated(original, chance)
        for file_format in {declared, identify(content, name)}:
            try:
                if file_format in UNPACKERS:
                    unpack(content, file_format)
                else:
                    layout = extract(content, file_format)
                    assert all(line.end <= len(layout.text) for line in layout.lines)
                    layout.model_dump_json()
                ends["read"] += 1
            except Refused as refused:
                ends[refused.code] += 1
    print(f"{name}: {EACH} damaged copies, seed {SEED}: {dict(ends)}")
    assert sum(ends.values()) >= EACH


@pytest.mark.parametrize("file_format", [*EXTRACTORS, *UNPACKERS, "doc", "image", "unknown"])
def test_every_reader_refuses_what_belongs_to_another(file_format):
    for content in [*ORIGINALS.values(), b"\0" * 100, b"\xff" * 100, bytes(range(256))]:
        try:
            (unpack if file_format in UNPACKERS else extract)(content, file_format)
        except Refused as refused:
            assert refused.code  # noqa: PT017  both ends are right; any other exception fails the test
