"""Packets damaged, cut, swapped and repeated: none is ever accepted wrongly, none changes anything."""

from __future__ import annotations

import os
import random

import pytest

from appliance.foundation.kernel.errors import MusterError
from appliance.foundation.packets import Signer
from appliance.recruiting.transfer import packing, unpacking
from appliance.recruiting.transfer.errors import RecordNotUnderstood
from tests.recruiting.transfer.conftest import ADA

DAMAGES = 2_000 if os.environ.get("MUSTER_FULL") else 40
SHUFFLES = 200 if os.environ.get("MUSTER_FULL") else 8


def damaged(rng, content):
    """One of: a flipped bit, a cut, bytes put in, a piece taken out, two pieces swapped, a run of zeros."""
    at, kind = rng.randrange(len(content)), rng.randrange(6)
    if kind == 0:
        return content[:at] + bytes([content[at] ^ 1 << rng.randrange(8)]) + content[at + 1 :]
    if kind == 1:
        return content[:at]
    if kind == 2:
        return content[:at] + rng.randbytes(rng.randrange(1, 40)) + content[at:]
    if kind == 3:
        return content[:at] + content[at + rng.randrange(1, 400) :]
    if kind == 4:
        size = rng.randrange(1, 300)
        other = rng.randrange(len(content))
        low, high = sorted((at, other))
        return (
            content[:low]
            + content[high : high + size]
            + content[low + size : high]
            + content[low : low + size]
            + content[high + size :]
        )
    return content[:at] + bytes(min(64, len(content) - at)) + content[at + 64 :]


def test_no_damaged_packet_is_accepted(pair):
    low, high = pair()
    low.person("Hedy Example")
    low.position()
    _, (packet,) = low.transfer.send(ADA, "High", low.outbox)
    content, before, refused = packet.read_bytes(), high.state(), 0
    rng = random.Random(11)
    for number in range(DAMAGES):
        bad = damaged(rng, content)
        if bad == content:
            continue
        packet.write_bytes(bad)
        with pytest.raises(MusterError):
            high.transfer.accept(ADA, packet, high.outbox)
        if number % 20 == 0:
            assert high.state() == before
        refused += 1
    assert high.state() == before
    assert refused > DAMAGES * 0.9
    packet.write_bytes(content)
    assert high.transfer.accept(ADA, packet, high.outbox).counts["new"] == 2
    print(f"\n  {refused} damaged packets, 0 accepted, 0 changes")


def test_packets_in_any_order_and_number_end_in_the_same_state(pair):
    """Reordered, repeated: whatever order they come in, each is kept once and only after the one before."""
    low, high = pair()
    made = []
    for number in range(5):
        low.store.clock.forward(hours=1)
        low.person(f"Person{number} Example")
        made.append(low.transfer.send(ADA, "High", low.outbox)[1][0])
    rng, wrong, kept = random.Random(7), 0, 0
    for _ in range(SHUFFLES):
        for packet in rng.choices(made, k=6):
            try:
                high.transfer.accept(ADA, packet, high.outbox)
                kept += 1
            except MusterError as error:
                wrong += error.code not in {"transfer_replay", "transfer_gap"}
    for packet in made:
        try:
            high.transfer.accept(ADA, packet, high.outbox)
            kept += 1
        except MusterError as error:
            wrong += error.code != "transfer_replay"
    assert (wrong, kept) == (0, 5)
    assert high.people() == low.people()
    print(f"\n  {SHUFFLES * 6} packets out of order or repeated, 0 wrong, 5 kept, 0 duplicates")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"start":0', b'"start":-1'),
        (b'"end":12', b'"end":99999'),
        (b'"format":1', b'"format":2'),
        (b'"kind":"name"', b'"kind":"birth_date"'),
        (b'"id":"cand_', b'"id":"user_'),
        (b'"corrections":[]', b'"corrections":[],"more":1'),
        (b'"documents":[', b'"documents":[{},'),
        (b'\\"pages\\"', b'\\"pagez\\"'),
    ],
)
def test_a_signed_record_that_makes_no_sense_is_refused(pair, old, new):
    """The partner's key vouches for who sent it, not for its sense."""
    low, high = pair()
    hedy = low.person("Hedy Example")
    with low.store.reading() as tx:
        entries = list(packing.entries_of(tx, low.store, [hedy], []))
        record = entries[-1].source()
    assert unpacking.parsed(record, 1).id == hedy
    assert old in record
    with pytest.raises(RecordNotUnderstood):
        unpacking.parsed(record.replace(old, new, 1), 1)
    assert high.people() == []


def test_a_packet_signed_by_another_key_is_refused(pair):
    low, high = pair()
    low.person("Hedy Example")
    stolen = low.transfer._own
    low.transfer._own = type(stolen)(stolen.instance, stolen.name, Signer(b"o" * 32), stolen.secrets)
    _, (packet,) = low.transfer.send(ADA, "High", low.outbox)
    with pytest.raises(MusterError) as refused:
        high.transfer.accept(ADA, packet, high.outbox)
    assert refused.value.code == "seal_unknown_signer"
    assert high.people() == []
