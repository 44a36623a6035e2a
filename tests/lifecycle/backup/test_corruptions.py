"""Every change of a backup's bytes is found: flips, cuts, gaps, swaps, repeats, anywhere in the file.

100 by default, 10,000 with MUSTER_FULL=1.
"""

import os
import random
import shutil
from collections import Counter

import pytest

from appliance.foundation.kernel.errors import MusterError
from appliance.lifecycle.backup.checking import unpack

COUNT = 10_000 if os.environ.get("MUSTER_FULL") else 100


def flip(content, chance):
    place = chance.randrange(len(content))
    content[place] ^= 1 << chance.randrange(8)


def flip_near_the_front(content, chance):
    content[chance.randrange(2500)] ^= 1 << chance.randrange(8)


def flip_near_the_end(content, chance):
    content[-1 - chance.randrange(200)] ^= 1 << chance.randrange(8)


def cut(content, chance):
    del content[chance.randrange(len(content)) :]


def lose(content, chance):
    place = chance.randrange(len(content))
    del content[place : place + chance.choice((1, 16, 512, 65_552))]


def zero(content, chance):
    place, length = chance.randrange(len(content)), chance.choice((8, 512, 4096))
    content[place : place + length] = bytes(len(content[place : place + length]))


def insert(content, chance):
    place = chance.randrange(len(content) + 1)
    content[place:place] = chance.randbytes(chance.choice((1, 16, 512)))


def append(content, chance):
    content += chance.randbytes(chance.choice((1, 16, 512)))


def swap(content, chance):
    """Two pieces of the size age encrypts at once change places."""
    size = chance.choice((512, 65_552))
    one, other = sorted(chance.randrange(len(content) - size) for _ in range(2))
    if other - one >= size:
        content[one : one + size], content[other : other + size] = (
            content[other : other + size],
            content[one : one + size],
        )


def repeat(content, chance):
    place, size = chance.randrange(len(content)), chance.choice((512, 65_552))
    content[place:place] = content[place : place + size]


WAYS = (flip, flip_near_the_front, flip_near_the_end, cut, lose, zero, insert, append, swap, repeat)


@pytest.mark.timeout(4800)
def test_every_corruption_is_found(made, backups, tmp_path):
    sound = made.path.read_bytes()
    own = backups.identity
    chance = random.Random(20260302)
    path, folder = tmp_path / "corrupted", tmp_path / "looked"
    found, tried = Counter(), Counter()
    number = 0
    while sum(tried.values()) < COUNT:
        way = WAYS[number % len(WAYS)]
        number += 1
        content = bytearray(sound)
        way(content, chance)
        if content == sound:
            continue
        tried[way.__name__] += 1
        path.write_bytes(content)
        folder.mkdir()
        try:
            unpack(path, own.secrets, folder, backups._store.clock, signers=own.signers)
        except MusterError as error:
            found[way.__name__] += error.exit_code in (2, 3)
        shutil.rmtree(folder)
    print(
        f"{sum(tried.values())} corruptions of a backup of {len(sound):,} bytes, {sum(found.values())} found"
    )
    assert sum(tried.values()) == COUNT
    assert found == tried
