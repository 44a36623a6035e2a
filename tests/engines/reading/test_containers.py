"""Archives and mail: what is inside, and what is left out with its reason."""

from __future__ import annotations

import io
import struct
import zipfile
from email.message import EmailMessage
from itertools import pairwise

import pytest

from appliance.engines.reading import Refused, extract, identify, unpack
from appliance.engines.reading.formats.rtf_compression import inflated


def refusal(content: bytes, file_format) -> str:
    with pytest.raises(Refused) as refused:
        unpack(content, file_format)
    return refused.value.code


def names(container) -> list[str]:
    return [m.untrusted_name for m in container.members]


def test_what_systems_leave_behind_is_skipped_and_names_are_kept_as_written(zipped):
    content = zipped({
        "a/one.txt": "one", "../../etc/two.txt": "two", "__MACOSX/a/._one.txt": "x", ".DS_Store": "x", "a/": "", "Thumbs.db": "x",
    })  # fmt: skip
    assert identify(content) == "zip"
    container = unpack(content, "zip")
    assert names(container) == ["a/one.txt", "../../etc/two.txt"]
    assert [m.content for m in container.members] == [b"one", b"two"]


def test_a_member_without_a_name_does_not_cost_the_others():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in ("good.txt", ""):
            info = zipfile.ZipInfo("x")
            info.filename = name  # past the constructor, which would tidy it
            archive.writestr(info, "text")
    assert names(unpack(buffer.getvalue(), "zip")) == ["good.txt", "unnamed"]


def test_links_are_left_out_with_a_note():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        link = zipfile.ZipInfo("resume.txt")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("good.txt", "text")
    container = unpack(buffer.getvalue(), "zip")
    assert names(container) == ["good.txt"]
    assert [n.code for n in container.notes] == ["link_member"]


@pytest.mark.parametrize("content", [b"", b" \r\n\t" * 50, bytes(500), b"\xff\xfe"])
def test_nothing_but_blanks_is_empty(content):
    with pytest.raises(Refused) as refused:
        extract(content, identify(content, "blank.txt"))
    assert refused.value.code == "empty"


def test_an_archive_in_an_archive_is_a_member(zipped):
    container = unpack(zipped({"inner.zip": zipped({"a.txt": "a"})}), "zip")
    assert identify(container.members[0].content) == "zip"


def locked(content: bytes, name: bytes) -> bytes:
    """Set the flag of encryption in both headers of a member."""
    out = bytearray(content)
    for mark, flags, length, start in ((b"PK\x03\x04", 6, 26, 30), (b"PK\x01\x02", 8, 28, 46)):
        at = -1
        while (at := out.find(mark, at + 1)) >= 0:
            size = struct.unpack_from("<H", out, at + length)[0]
            if out[at + start : at + start + size] == name:
                out[at + flags] |= 1
    return bytes(out)


def test_members_behind_a_password_are_named(zipped):
    content = zipped({"a.txt": "a", "b.txt": "b"})
    container = unpack(locked(content, b"a.txt"), "zip")
    assert names(container) == ["b.txt"]
    assert [n.code for n in container.notes] == ["encrypted_member"]
    assert refusal(locked(locked(content, b"a.txt"), b"b.txt"), "zip") == "encrypted"


def test_bombs_are_refused(zipped):
    assert refusal(zipped({"a": b"\0" * (40 << 20)}), "zip") == "too_large"
    assert refusal(zipped({str(n): b"" for n in range(2001)}, zipfile.ZIP_STORED), "zip") == "too_large"


def test_a_header_that_lies_about_its_size_does_not_help(zipped):
    content = bytearray(zipped({"a": b"\0" * (40 << 20)}))
    central = content.find(b"PK\x01\x02")
    content[central + 24 : central + 28] = struct.pack("<I", 10)
    content[22:26] = struct.pack("<I", 10)
    try:
        members = unpack(bytes(content), "zip").members
    except Refused as refused:
        assert refused.code in {"too_large", "damaged"}  # noqa: PT017  either is right, reading it whole is not
    else:
        assert sum(len(m.content) for m in members) <= 10


def test_a_cut_archive_is_damaged(zipped):
    content = zipped({"a.txt": "a" * 1000})
    assert refusal(content[:-30], "zip") == "damaged"


def message(**headers: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = (
        "Ada Example <ada@example.com>",
        "rui@example.com",
        "Application: café",
    )
    for name, value in headers.items():
        mail[name] = value
    return mail


def test_a_mail_becomes_its_text_and_its_attachments(pdf):
    mail = message()
    mail.set_content("Please find my résumé attached.")
    mail.add_alternative("<p>Please find <b>my</b> résumé attached.</p>", subtype="html")
    mail.add_attachment(
        pdf(lambda c: c.drawString(72, 700, "Ada")),
        maintype="application",
        subtype="pdf",
        filename="Résumé.pdf",
    )
    content = mail.as_bytes()
    assert identify(content) == "eml"
    container = unpack(content, "eml")
    assert names(container) == ["message.txt", "Résumé.pdf"]
    text = container.members[0].content.decode()
    assert "Application: café" in text
    assert "ada@example.com" in text
    assert "Please find my résumé attached." in text
    assert identify(container.members[0].content) == "txt", "the text of a mail is not a mail again"
    assert extract(container.members[1].content, "pdf").text == "Ada\n"


def test_a_mail_that_is_only_a_page_becomes_a_page():
    mail = message()
    mail.set_content("<p>Hello <i>there</i></p>", subtype="html")
    container = unpack(mail.as_bytes(), "eml")
    assert names(container) == ["message.html"]
    assert extract(container.members[0].content, "html").text == "Hello there\n"


def test_a_forwarded_mail_is_a_member_of_its_own():
    inner = message()
    inner.set_content("inner text")
    outer = message()
    outer.set_content("see below")
    outer.add_attachment(inner)
    container = unpack(outer.as_bytes(), "eml")
    assert identify(container.members[1].content) == "eml"


def test_damaged_mail_headers_do_not_stop_reading():
    content = b"From: =?utf-8?b?!!!?= <x>\nSubject: =?bad?q?=FF\nMIME-Version: 1.0\nContent-Type: text/plain; charset=nonsense\n\nHello\xff\n"
    assert identify(content) == "eml"
    assert b"Hello" in unpack(content, "eml").members[0].content


def test_a_mailbox_becomes_its_messages():
    one, two = message(), message()
    one.set_content("first\n\n>From here on quoted")
    two.set_content("second")
    box = b"".join(
        b"From ada@example.com Mon Jan  5 10:00:00 2026\n" + m.as_bytes() + b"\n" for m in (one, two)
    )
    assert identify(box) == "mbox"
    container = unpack(box, "mbox")
    assert names(container) == ["message-1.eml", "message-2.eml"]
    assert b"second" in container.members[1].content
    assert b"\nFrom here" in container.members[0].content


def compound(streams: dict[str, bytes]) -> bytes:
    """A minimal OLE file: every stream in the mini stream, storages by slashes in names."""
    entries: list[dict] = [{"name": "Root Entry", "kind": 5, "children": []}]
    index: dict[str, int] = {"": 0}
    for path, data in streams.items():
        parts = path.split("/")
        for depth in range(1, len(parts) + 1):
            key = "/".join(parts[:depth])
            if key not in index:
                index[key] = len(entries)
                entries[index["/".join(parts[: depth - 1])]]["children"].append(len(entries))
                entries.append(
                    {
                        "name": parts[depth - 1],
                        "kind": 2 if depth == len(parts) else 1,
                        "children": [],
                        "data": data if depth == len(parts) else b"",
                    }
                )
    mini, minifat = b"", []
    for entry in entries[1:]:
        data = entry.get("data", b"")
        entry["start"], entry["size"] = (len(minifat) if data else 0xFFFFFFFE), len(data)
        count = (len(data) + 63) // 64
        first = len(minifat)
        minifat += [*range(first + 1, first + count), 0xFFFFFFFE] if count else []
        mini += data.ljust(count * 64, b"\0")
    nothing = 0xFFFFFFFF
    links = [[nothing, nothing, nothing] for _ in entries]
    for number, entry in enumerate(entries):
        children = sorted(
            entry["children"], key=lambda c: (len(entries[c]["name"]), entries[c]["name"].upper())
        )
        if children:
            links[number][2] = children[0]
            for left, right in pairwise(children):
                links[left][1] = right
    directory = b""
    sectors_mini = (len(mini) + 511) // 512
    sectors_minifat = (len(minifat) * 4 + 511) // 512
    sectors_directory = (len(entries) * 128 + 511) // 512
    fat_sector, minifat_start = 0, 1
    directory_start = minifat_start + sectors_minifat
    mini_start = directory_start + sectors_directory
    for number, entry in enumerate(entries):
        name = entry["name"].encode("utf-16-le") + b"\0\0"
        start, size = (mini_start, len(mini)) if number == 0 else (entry["start"], entry["size"])
        directory += (
            name.ljust(64, b"\0")
            + struct.pack("<HBB3I", len(name), entry["kind"], 1, *links[number])
            + bytes(36)
            + struct.pack("<IQ", start, size)
        )
    fat = [0xFFFFFFFD]
    for count, begin in (
        (sectors_minifat, minifat_start),
        (sectors_directory, directory_start),
        (sectors_mini, mini_start),
    ):
        fat += [*range(begin + 1, begin + count), 0xFFFFFFFE] if count else []
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
    )
    header += struct.pack(
        "<IIIIIIIII", 0, 1, directory_start, 0, 4096, minifat_start, sectors_minifat, 0xFFFFFFFE, 0
    )
    header += struct.pack("<109I", fat_sector, *[nothing] * 108)
    return b"".join([
        header, struct.pack(f"<{len(fat)}I", *fat).ljust(512, b"\xff"),
        struct.pack(f"<{len(minifat)}I", *minifat).ljust(sectors_minifat * 512, b"\xff"),
        directory.ljust(sectors_directory * 512, b"\0"), mini.ljust(sectors_mini * 512, b"\0"),
    ])  # fmt: skip


def test_an_outlook_message_becomes_its_text_and_attachments():
    content = compound({
        "__properties_version1.0": bytes(32),
        "__substg1.0_0037001F": "Application".encode("utf-16-le"),
        "__substg1.0_0C1F001F": "ada@example.com".encode("utf-16-le"),
        "__substg1.0_1000001F": "Please find my résumé.".encode("utf-16-le"),
        "__attach_version1.0_#00000000/__substg1.0_3707001F": "cv.txt".encode("utf-16-le"),
        "__attach_version1.0_#00000000/__substg1.0_37010102": b"Ada Example, Engineer",
    })  # fmt: skip
    assert identify(content) == "msg"
    container = unpack(content, "msg")
    assert names(container) == ["message.txt", "cv.txt"]
    assert (
        container.members[0].content.decode()
        == "Message: Application\nSender: ada@example.com\n\nPlease find my résumé."
    )
    assert container.members[1].content == b"Ada Example, Engineer"


def test_an_outlook_message_with_rich_text_only_is_read():
    """The worked example of the published format."""
    packed = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a00726370673132354232 0af32068656c0900206277 05b06c647d0a800fa0"
    )
    assert inflated(packed) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    content = compound({"__properties_version1.0": bytes(32), "__substg1.0_10090102": packed})
    member = unpack(content, "msg").members[0]
    assert member.untrusted_name == "message.rtf"
    assert extract(member.content, "rtf").text == "hello world\n"


def test_old_word_documents_are_told_from_messages():
    content = compound({"WordDocument": b"x" * 100})
    assert identify(content, "cv.docx") == "doc"
    with pytest.raises(Refused) as refused:
        extract(content, "doc")
    assert refused.value.code == "unsupported_doc"


def test_an_office_document_behind_a_password_says_so():
    content = compound({"EncryptedPackage": b"x" * 100, "EncryptionInfo": b"y"})
    assert identify(content) == "docx"
    with pytest.raises(Refused) as refused:
        extract(content, "docx")
    assert refused.value.code == "encrypted"


def test_a_cut_outlook_message_is_damaged():
    content = compound(
        {"__properties_version1.0": bytes(32), "__substg1.0_1000001F": "x".encode("utf-16-le")}
    )
    assert refusal(content[:700], "msg") == "damaged"
    assert refusal(io.BytesIO(content).read(40), "msg") == "damaged"
