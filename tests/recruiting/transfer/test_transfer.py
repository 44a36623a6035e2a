"""Packets between two appliances: what arrives, what is refused, and that nothing comes twice."""

from __future__ import annotations

import json

import pytest

from appliance.foundation import audit
from appliance.foundation.packets import SealDamaged, SealWrongKey
from appliance.recruiting import candidates, requisitions
from appliance.recruiting.transfer import cards, parts
from appliance.recruiting.transfer.errors import (
    AlreadyAccepted,
    ChainBroken,
    ConflictsOpen,
    NotACard,
    NothingToSend,
    NotPaired,
    OutOfOrder,
    PartMissing,
    WordsDiffer,
    WrongDirection,
)
from tests.recruiting.transfer.conftest import ADA


def carry(sender, receiver, **answers):
    """Send, look, accept, bring the receipt back; the numbers."""
    _, (packet, *_) = sender.transfer.send(ADA, receiver_name(receiver), sender.outbox)
    done = receiver.transfer.accept(ADA, packet, receiver.outbox, **answers)
    if done.receipt is not None:
        sender.transfer.receipt(ADA, done.receipt)
    return {name: count for name, count in done.counts.items() if count}


def receiver_name(receiver):
    return receiver.transfer.card()[1].name


def test_a_card_says_who_an_appliance_is_and_six_words_prove_it(appliances):
    low, high = appliances("Low"), appliances("High")
    content, card = low.transfer.card()
    assert card.name == "Low"
    assert len(card.words.split("-")) == 6
    assert cards.read(content, "low.json") == card
    with pytest.raises(WordsDiffer):
        high.transfer.pair(ADA, content, "babab-babab-babab-babab-babab-babab")
    assert high.transfer.partners() == []
    partner = high.transfer.pair(ADA, content, card.words.upper().replace("-", " "))
    assert (partner.name, partner.instance, partner.words) == ("Low", card.instance, card.words)


@pytest.mark.parametrize("change", ["instance", "name", "signer", "recipient"])
def test_a_card_that_was_changed_is_refused(appliances, change):
    low, high = appliances("Low"), appliances("High")
    content, _ = low.transfer.card()
    other = json.loads(high.transfer.card()[0])["card"]
    plain = json.loads(content)
    plain["card"][change] = other[change]
    with pytest.raises(NotACard):
        high.transfer.pair(ADA, json.dumps(plain).encode(), "a-b-c-d-e-f")
    for rubbish in (b"", b"{}", b"x" * 5000, content[:-20]):
        with pytest.raises(NotACard):
            high.transfer.pair(ADA, rubbish, "a-b-c-d-e-f")


def test_people_positions_and_corrections_arrive_whole(pair):
    low, high = pair()
    hedy = low.person("Hedy Example", skill="Pyhton")
    low.person("Grace Sample")
    position = low.position()
    wrong = next(k for k in candidates.Candidates(low.store).profile(hedy).facts if k.fact.kind == "skill")
    candidates.Candidates(low.store).correct_fact(ADA, hedy, wrong.id, "Python")
    assert carry(low, high) == {"new": 3}
    assert high.people() == low.people() == [("Grace Sample", ["Python"], 1), ("Hedy Example", ["Python"], 1)]
    with high.store.reading() as tx:
        (ours,) = requisitions.page_of_ids(tx, "", 10)
        posting, asked = requisitions.in_force(tx, ours)
        assert [k.requirement.label for k in asked] == ["Python"]
        there = requisitions.in_force(tx, ours)[0]
        assert high.store.files.get(tx, ours, posting.sha256).startswith(b"Backend Engineer")
        (person,) = [
            i
            for i in candidates.page_of_ids(tx, "", 10)
            if candidates.cards(tx, [i])[i].name == "Hedy Example"
        ]
        (document,) = candidates.documents_of(tx, person)
        assert high.store.files.get(tx, person, document.sha256).startswith(b"Hedy Example\n")
        corrected = next(k for k in candidates.in_force(tx, person) if k.fact.kind == "skill")
        assert corrected.author_name == "Ada"
    assert there.text == posting.text
    assert not audit.verify(high.store).broken_at
    assert position != ours


def test_only_what_changed_is_sent_and_what_came_is_not_sent_back(pair):
    low, high = pair()
    hedy = low.person("Hedy Example")
    low.person("Grace Sample")
    assert carry(low, high) == {"new": 2}
    with pytest.raises(NothingToSend):
        low.transfer.send(ADA, "High", low.outbox)
    with pytest.raises(NothingToSend):
        high.transfer.send(ADA, "Low", high.outbox)
    low.store.clock.forward(hours=1)
    candidates.Candidates(low.store).add_fact(ADA, hedy, "skill", "Rust")
    assert carry(low, high) == {"changed": 1}
    assert ("Hedy Example", ["Python", "Rust"], 1) in high.people()


def test_without_a_receipt_the_next_packet_holds_everything_again_and_nothing_comes_twice(pair):
    low, high = pair()
    low.person("Hedy Example")
    _, (first,) = low.transfer.send(ADA, "High", low.outbox)
    high.transfer.accept(ADA, first, high.outbox)
    low.store.clock.forward(hours=1)
    low.person("Grace Sample")
    assert carry(low, high) == {"new": 1, "unchanged": 1}
    assert len(high.people()) == 2
    assert low.transfer.partners()[0].acknowledged == 2


def test_a_replayed_packet_changes_nothing(pair):
    low, high = pair()
    low.person("Hedy Example")
    _, (packet,) = low.transfer.send(ADA, "High", low.outbox)
    high.transfer.accept(ADA, packet, high.outbox)
    before = high.state()
    for _ in range(3):
        with pytest.raises(AlreadyAccepted, match="Packet 1 of Low was accepted already"):
            high.transfer.accept(ADA, packet, high.outbox)
        with pytest.raises(AlreadyAccepted):
            high.transfer.dry_run(packet)
    assert high.state() == before


def test_a_gap_names_the_missing_numbers(pair):
    low, high = pair()
    made = []
    for name in ("Hedy Example", "Grace Sample", "Mary Specimen"):
        low.store.clock.forward(hours=1)
        low.person(name)
        made.append(low.transfer.send(ADA, "High", low.outbox)[1][0])
    before = high.state()
    with pytest.raises(OutOfOrder, match="packets 1 to 2 are missing"):
        high.transfer.accept(ADA, made[2], high.outbox)
    assert high.state() == before
    high.transfer.accept(ADA, made[0], high.outbox)
    with pytest.raises(OutOfOrder, match="packet 2 is missing"):
        high.transfer.dry_run(made[2])
    high.transfer.accept(ADA, made[1], high.outbox)
    high.transfer.accept(ADA, made[2], high.outbox)
    assert [name for name, *_ in high.people()] == ["Grace Sample", "Hedy Example", "Mary Specimen"]


def test_two_packets_with_one_number_are_told_apart(pair, tmp_path):
    low, high = pair()
    low.person("Hedy Example")
    _, (first,) = low.transfer.send(ADA, "High", low.outbox)
    high.transfer.accept(ADA, first, high.outbox)
    with low.store.writing() as tx:  # as after the sender's data was put back
        tx.execute("UPDATE packet SET sha256 = 'another'")
    low.store.clock.forward(hours=1)
    low.person("Grace Sample")
    _, (second,) = low.transfer.send(ADA, "High", low.outbox)
    with pytest.raises(ChainBroken):
        high.transfer.accept(ADA, second, high.outbox)


def test_a_packet_for_or_from_somebody_else_is_refused(pair, appliances):
    low, high = pair()
    otto = appliances("Otto")
    low.person("Hedy Example")
    _, (packet,) = low.transfer.send(ADA, "High", low.outbox)
    with pytest.raises(NotPaired):
        otto.transfer.dry_run(packet)
    content, card = low.transfer.card()
    otto.transfer.pair(ADA, content, card.words)
    with pytest.raises(SealWrongKey):
        otto.transfer.dry_run(packet)
    high.transfer.unpair(ADA, "Low")
    with pytest.raises(NotPaired):
        high.transfer.dry_run(packet)
    assert high.people() == otto.people() == []


def test_one_way_needs_no_receipt_and_takes_nothing_back(pair):
    low, high = pair("send")
    low.person("Hedy Example")
    _, (packet,) = low.transfer.send(ADA, "High", low.outbox)
    assert high.transfer.accept(ADA, packet, high.outbox).receipt is None
    assert list(high.outbox.iterdir()) == []
    low.store.clock.forward(hours=1)
    low.person("Grace Sample")
    second, (packet,) = low.transfer.send(ADA, "High", low.outbox)
    assert second.counts == {"candidates": 1, "requisitions": 0}
    high.transfer.accept(ADA, packet, high.outbox)
    with pytest.raises(WrongDirection):
        high.transfer.send(ADA, "Low", high.outbox)


def test_somebody_known_here_is_a_conflict_that_a_person_decides(pair):
    for answer, people in (
        ("ours", [("Hedy Example", ["Go"], 1)]),
        ("theirs", [("Hedy Example", ["Go", "Python"], 2)]),
        ("both", [("Hedy Example", ["Go"], 1), ("Hedy Example", ["Python"], 1)]),
    ):
        low, high = pair()
        low.person("Hedy Example")
        high.person("Hedy Example", skill="Go")
        _, (packet,) = low.transfer.send(ADA, "High", low.outbox)
        found = high.transfer.dry_run(packet)
        assert found.counts == {"new": 0, "changed": 0, "unchanged": 0, "conflict": 1}
        (item,) = found.items
        assert "same e-mail address" in item.why
        assert ("name", "Hedy Example") in item.theirs_shown
        assert ("document", "Hedy Example.txt") in item.ours_shown
        before = high.state()
        with pytest.raises(ConflictsOpen):
            high.transfer.accept(ADA, packet, high.outbox)
        assert high.state() == before
        done = high.transfer.accept(ADA, packet, high.outbox, resolutions={item.theirs: answer})
        assert done.counts[answer] == 1
        assert high.people() == people
        for one in (low, high):
            one.store.close()
        low.outbox.parent.rename(low.outbox.parent.with_name(f"low-{answer}"))
        high.outbox.parent.rename(high.outbox.parent.with_name(f"high-{answer}"))


def test_a_change_on_both_sides_is_a_conflict(pair):
    low, high = pair()
    hedy = low.person("Hedy Example")
    carry(low, high)
    for one in (low, high):
        one.store.clock.forward(hours=1)
    candidates.Candidates(low.store).add_fact(ADA, hedy, "skill", "Rust")
    with high.store.reading() as tx:
        (ours,) = candidates.page_of_ids(tx, "", 10)
    candidates.Candidates(high.store).add_fact(ADA, ours, "skill", "Ada")
    _, (packet,) = low.transfer.send(ADA, "High", low.outbox)
    (item,) = high.transfer.dry_run(packet).items
    assert (item.category, item.ours) == ("conflict", ours)
    high.transfer.accept(ADA, packet, high.outbox, otherwise="theirs")
    assert high.people() == [("Hedy Example", ["Ada", "Python", "Rust"], 1)]


def test_parts_fit_and_a_missing_or_bad_one_is_named(pair):
    low, high = pair()
    low.person("Hedy Example", file=bytes(range(256)) * 1000)
    _, carried = low.transfer.send(ADA, "High", low.outbox, part_bytes=50_000)
    index, *pieces = carried
    assert index.name.endswith(parts.INDEX)
    assert len(pieces) >= 5
    assert all(p.stat().st_size <= 50_000 for p in pieces)
    assert sorted(low.outbox.iterdir()) == sorted(carried)
    before = high.state()
    with pytest.raises(PartMissing, match="one of its parts"):
        high.transfer.dry_run(pieces[0])
    good = pieces[2].read_bytes()
    pieces[2].unlink()
    with pytest.raises(PartMissing, match=r"\.003 missing"):
        high.transfer.accept(ADA, index, high.outbox)
    pieces[2].write_bytes(good[:-1] + bytes([good[-1] ^ 1]))
    with pytest.raises(PartMissing, match="bad copy"):
        high.transfer.accept(ADA, index, high.outbox)
    assert high.state() == before
    pieces[2].write_bytes(good)
    assert high.transfer.accept(ADA, index, high.outbox).counts["new"] == 1
    assert list((high.store.folder / "spool").iterdir()) == []


def test_a_forged_receipt_acknowledges_nothing(pair, appliances):
    low, high = pair()
    low.person("Hedy Example")
    _, (packet,) = low.transfer.send(ADA, "High", low.outbox)
    done = high.transfer.accept(ADA, packet, high.outbox)
    content = bytearray(done.receipt.read_bytes())
    content[-10] ^= 1
    bad = low.outbox / "bad.receipt"
    bad.write_bytes(content)
    with pytest.raises(SealDamaged):
        low.transfer.receipt(ADA, bad)
    assert low.transfer.partners()[0].acknowledged == 0
    with pytest.raises(NotPaired):
        appliances("Otto").transfer.receipt(ADA, done.receipt)
    assert low.transfer.receipt(ADA, done.receipt).acknowledged == 1
    assert low.transfer.receipt(ADA, done.receipt).acknowledged == 1
