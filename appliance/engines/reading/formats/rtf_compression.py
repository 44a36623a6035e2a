"""Compressed RTF as Outlook stores it (MS-OXRTFCP): LZ77 with a dictionary of 4096 bytes that starts filled."""

from __future__ import annotations

import struct
from typing import Final

from appliance.engines.reading import limits
from appliance.engines.reading.refusals import Refused

_START: Final = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbol"
    b"ArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_COMPRESSED: Final = 0x75465A4C
_PLAIN: Final = 0x414C454D
_SIZE: Final = 4096


def inflated(untrusted_content: bytes) -> bytes:
    """The RTF. Raises Refused: damaged, too_large. The checksum is not needed: nothing is trusted because of it."""
    if len(untrusted_content) < 16:
        raise Refused("damaged")
    _, raw_size, kind, _ = struct.unpack_from("<IIII", untrusted_content)
    if raw_size > limits.FILE_BYTES:
        raise Refused("too_large")
    if kind == _PLAIN:
        return untrusted_content[16 : 16 + raw_size]
    if kind != _COMPRESSED:
        raise Refused("damaged")
    ring = bytearray(_START + bytes(_SIZE - len(_START)))
    at = len(_START)
    out = bytearray()
    position = 16
    while position < len(untrusted_content) and len(out) < raw_size:
        control = untrusted_content[position]
        position += 1
        for bit in range(8):
            if control >> bit & 1:
                if position + 1 >= len(untrusted_content):
                    return bytes(out)
                token = untrusted_content[position] << 8 | untrusted_content[position + 1]
                position += 2
                start, length = token >> 4, (token & 15) + 2
                if start == at:
                    return bytes(out[:raw_size])
                for step in range(length):
                    byte = ring[(start + step) % _SIZE]
                    out.append(byte)
                    ring[at] = byte
                    at = (at + 1) % _SIZE
            else:
                if position >= len(untrusted_content):
                    return bytes(out)
                byte = untrusted_content[position]
                position += 1
                out.append(byte)
                ring[at] = byte
                at = (at + 1) % _SIZE
    return bytes(out[:raw_size])
