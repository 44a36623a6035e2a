"""Frames and endings, from honest and from hostile bytes. Pure."""

from __future__ import annotations

import signal
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.foundation.jail import KILL_REASONS, READ_LIMITS
from appliance.foundation.jail.frames import MAX_HEADER, BrokenFrame, FrameReader, encode_head
from appliance.foundation.jail.outcomes import (
    DONE,
    PREFIX,
    Ending,
    is_whole,
    outcome_of,
    outcome_said,
    printable,
)

PLAIN = st.dictionaries(st.text(max_size=8), st.integers(-1000, 1000) | st.text(max_size=20), max_size=4)


def feed(reader, stream, sizes):
    frames, sizes = [], iter(sizes)
    while stream:
        room = reader.wanted()
        count = min(len(room), next(sizes, 1 << 20), len(stream))
        room[:count] = stream[:count]
        room.release()
        stream = stream[count:]
        frame = reader.filled(count)
        if frame:
            frames.append((frame[0], bytes(frame[1])))
    return frames


@given(
    st.lists(st.tuples(PLAIN, st.binary(max_size=300)), max_size=5),
    st.lists(st.integers(1, 50), max_size=60),
)
def test_frames_arrive_whole_however_they_are_cut(sent, sizes):
    stream = b"".join(encode_head(header, len(body)) + body for header, body in sent)
    reader = FrameReader(1000)
    assert feed(reader, stream, sizes) == sent
    assert reader.between_frames


@given(st.binary(max_size=200))
def test_arbitrary_bytes_are_a_frame_or_broken_and_never_take_much_memory(stream):
    reader = FrameReader(1000)
    try:
        feed(reader, stream, [])
    except BrokenFrame:
        return
    assert len(reader.wanted()) <= MAX_HEADER


@pytest.mark.parametrize(("head", "body"), [(1, 0), (MAX_HEADER + 1, 0), (2, 1001), (2, 1 << 63)])
def test_lengths_beyond_the_agreed_are_refused_before_memory_is_taken(head, body):
    with pytest.raises(BrokenFrame):
        feed(FrameReader(1000), struct.pack("!IQ", head, body), [])


def test_a_header_over_the_limit_is_not_sent():
    with pytest.raises(BrokenFrame):
        encode_head({"name": "x" * MAX_HEADER}, 0)


def ending(status, cpu=0.0, killed_for=""):
    return outcome_of(Ending(status, cpu, killed_for), READ_LIMITS)


def reply(mark, payload):
    return PREFIX.pack(mark, len(payload)) + payload


def test_only_a_whole_reply_is_done():
    good = reply(DONE, b"text")
    assert is_whole(good)
    assert (outcome_said(good).name, bytes(outcome_said(good).untrusted_reply)) == ("done", b"text")
    assert not any(is_whole(good[:cut]) for cut in range(len(good)))
    assert is_whole(good + b"x")
    assert outcome_said(good + b"x").name == "crash"
    assert outcome_said(reply(b"?", b"")).name == "crash"


def test_an_end_without_a_reply_is_a_crash_even_when_it_looks_orderly():
    assert ending(0).name == "crash"
    assert ending(3 << 8).detail == "exit status 3 without a reply"


@pytest.mark.parametrize(
    ("number", "cpu", "name"),
    [
        (signal.SIGXCPU, 10.0, "cpu"),
        (signal.SIGKILL, 11.0, "cpu"),
        (signal.SIGKILL, 0.5, "memory"),
        (signal.SIGSYS, 0.1, "forbidden"),
        (signal.SIGSEGV, 0.1, "crash"),
        (signal.SIGABRT, 0.1, "crash"),
        (63, 0.1, "crash"),
    ],
)
def test_a_signal_says_why(number, cpu, name):
    assert ending(int(number), cpu).name == name


@given(
    st.integers(0, 0xFFFF).filter(lambda s: s & 0x7F != 0x7F),
    st.floats(0, 100),
    st.sampled_from(["", "time", "output", "closed"]),
)
def test_every_ending_has_a_reason(status, cpu, killed_for):
    assert ending(status, cpu, killed_for).name in KILL_REASONS


@given(
    st.binary(max_size=60)
    | st.builds(reply, st.sampled_from([b"R", b"M", b"E", b"U", b"?"]), st.binary(max_size=300))
)
def test_whatever_a_child_says_has_a_name_and_a_harmless_detail(output):
    if is_whole(output):
        outcome = outcome_said(output)
        assert outcome.name in {"done", "unconfined", *KILL_REASONS}
        assert outcome.detail == printable(outcome.detail.encode())
        assert outcome.name == "done" or not outcome.untrusted_reply
