"""Damaged documents and stray machine code: the next file is always read. Counts are printed.

``MUSTER_JAIL_FUZZ=20000`` runs more rounds than the few of every day.
"""

from __future__ import annotations

import collections
import io
import os
import random
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from appliance.foundation.jail import JailKilled, Limits

ROUNDS = int(os.environ.get("MUSTER_JAIL_FUZZ", "60"))
LIMITS = Limits(address_space=512 << 20, cpu=1, wall=1.0, reply=1 << 20)
pytestmark = pytest.mark.timeout(120 + ROUNDS)


def ending(jail, task, arguments, content) -> str:
    try:
        jail.call(task, arguments, content, LIMITS)
    except JailKilled as killed:
        return killed.reason
    return "done"


def document() -> bytes:
    out = io.BytesIO()
    page = Canvas(out, pageCompression=0)
    for line in range(30):
        page.drawString(40, 800 - 20 * line, f"Line {line}: Otto, C++, ten years")
    page.save()
    return out.getvalue()


def damaged(whole: bytes, chance: random.Random) -> bytes:
    """A few flipped, removed, repeated or swapped pieces."""
    content = bytearray(whole)
    for _ in range(chance.randint(1, 12)):
        at, length = chance.randrange(len(content)), chance.randint(1, 40)
        match chance.randrange(4):
            case 0:
                content[at] ^= 1 << chance.randrange(8)
            case 1:
                del content[at : at + length]
            case 2:
                content[at:at] = content[at : at + length] * chance.randint(1, 50)
            case _:
                content[at : at + length] = bytes(
                    chance.choice(b"0123456789<>[]()/ \xff") for _ in range(length)
                )
        if not content:
            return b""
    return bytes(content)


def test_damaged_documents_never_reach_further_than_their_child(jail):
    whole, endings = document(), collections.Counter()
    for seed in range(ROUNDS):
        content = damaged(whole, random.Random(seed))
        endings[ending(jail, "pdf_text", {}, content)] += 1
        if seed % 10 == 0:
            assert jail.call("back", {}, b"the next one") == b"the next one"
    print(f"{ROUNDS} damaged documents: {dict(endings)}")
    assert sum(endings.values()) == ROUNDS
    assert endings["done"] != ROUNDS, "nothing was damaged enough"
    assert endings["forbidden"] == 0, "an honest reader was taken for a hostile one"


def test_stray_system_calls_never_reach_further_than_their_child(jail, tmp_path):
    canary = Path(tmp_path, "canary")
    canary.write_text("sings", encoding="utf-8")
    endings = collections.Counter()
    for seed in range(ROUNDS):
        endings[ending(jail, "random_calls", {"seed": seed, "count": 40}, b"")] += 1
        assert jail.call("back", {}, b"the next one") == b"the next one"
    print(f"{ROUNDS} children with stray system calls: {dict(endings)}")
    assert canary.read_text(encoding="utf-8") == "sings"
    assert endings["forbidden"] > 0, "no forbidden call was made"
