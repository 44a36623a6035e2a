"""Archives that misbehave: nested, encrypted, climbing out of their folder, swelling."""

from __future__ import annotations

import io
import stat
import struct
import warnings
import zipfile
import zlib

WHEN = (2026, 1, 12, 9, 30, 0)


def archive(members: list[tuple[str, bytes]]) -> bytes:
    """A plain zip with the given member names, whatever they are."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # the same name twice is what some callers want
        for name, content in members:
            info = zipfile.ZipInfo("x", WHEN)
            info.filename = name  # past the constructor, which would tidy the name
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, content)
    return out.getvalue()


def nested(content: bytes, name: str, depth: int) -> bytes:
    """The file inside `depth` archives, one in the other."""
    data = archive([(name, content)])
    for level in range(depth - 1):
        data = archive([(f"level{level + 2}.zip", data)])
    return data


def with_links(target: str) -> bytes:
    """A zip with a symbolic link that points to `target`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        info = zipfile.ZipInfo("resume.txt", WHEN)
        info.create_system = 3
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        file.writestr(info, target)
    return out.getvalue()


def bomb(name: str, size: int) -> bytes:
    """A zip whose one member is `size` zero bytes: about a thousand times the archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        info = zipfile.ZipInfo(name, WHEN)
        info.compress_type = zipfile.ZIP_DEFLATED
        with file.open(info, "w") as member:
            for _ in range(size // 1_000_000):
                member.write(bytes(1_000_000))
    return out.getvalue()


def crowd(count: int) -> bytes:
    """A zip with many tiny members."""
    return archive([(f"{k:05d}.txt", b"resume\n") for k in range(count)])


def lying(content: bytes) -> bytes:
    """A zip whose member says that it is ten bytes long and is not (central directory and local header agree)."""
    data = bytearray(archive([("resume.txt", content)]))
    struct.pack_into("<L", data, 22, 10)
    start = data.rindex(b"PK\x01\x02")
    struct.pack_into("<L", data, start + 24, 10)
    return bytes(data)


class _Cipher:
    """The traditional zip cipher; weak, and what people's zip programs still write."""

    def __init__(self, password: bytes) -> None:
        self.keys = [0x12345678, 0x23456789, 0x34567890]
        for byte in password:
            self._update(byte)

    @staticmethod
    def _crc(value: int, byte: int) -> int:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ (0xEDB88320 if value & 1 else 0)
        return value

    def _update(self, byte: int) -> None:
        first, second, third = self.keys
        first = self._crc(first, byte)
        second = ((second + (first & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        third = self._crc(third, second >> 24)
        self.keys = [first, second, third]

    def encrypt(self, data: bytes) -> bytes:
        out = bytearray()
        for byte in data:
            word = self.keys[2] | 2
            out.append(byte ^ (word * (word ^ 1) >> 8 & 0xFF))
            self._update(byte)
        return bytes(out)


def encrypted(name: str, content: bytes, password: bytes = b"sample") -> bytes:
    """A zip with one encrypted, stored member."""
    crc = zlib.crc32(content)
    body = _Cipher(password).encrypt(b"sampleheadr" + bytes([crc >> 24]) + content)
    label = name.encode()
    common = struct.pack("<HHHHHLLLHH", 20, 1, 0, 0x4BC0, 0x5C2C, crc, len(body), len(content), len(label), 0)
    local = b"PK\x03\x04" + common + label + body
    central = b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHLL", 0, 0, 0, 0, 0) + label
    return local + central + b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, 1, 1, len(central), len(local), 0)
