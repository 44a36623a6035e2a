"""Write files that break readers, for tests: python packaging/sample_data/hostile.py OUT [--big] [--manifest FILE].

Nothing here harms anything by lying in a folder. The manifest says for each file what is wrong with it and what a
reader should do: "refuse" (a verdict with a reason, no candidate), "review" (kept, waits for a person), "read" (it is
odd and can be read), "skip" (not a file to be read: links, pipes, droppings of operating systems).
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable
from pathlib import Path

from hostile_parts import pdfs, texts, zips

RESUMES = Path(__file__).with_name("files") / "resumes"
PLAIN = b"Casey Placeholder\ncasey.placeholder@example.com\n(202) 555-0199\n\nExperience\nClerk, Example Archive, 2019 - 2024\n"


def sample(name: str) -> bytes:
    return (RESUMES / name).read_bytes()


def cut(name: str, share: float = 0.6) -> Callable[[], bytes]:
    """The first part of a sample file."""
    return lambda: sample(name)[: int(len(sample(name)) * share)]


def whole(name: str) -> Callable[[], bytes]:
    return lambda: sample(name)


PDF, DOCX, ODT = "achterberg_desmond.pdf", "priyanka_v_2026.docx", "solheim-park.odt"
RTF, HTML, EML = "tashmatov.rtf", "al-khatib-moreno.html", "application_castlemaine-yu.eml"

# name → (what a reader should do, what is wrong, its bytes)
CASES: dict[str, tuple[str, str, Callable[[], bytes]]] = {
    "wrong_pdf_named.docx": ("read", "a PDF named .docx", whole(PDF)),
    "wrong_docx_named.pdf": ("read", "a DOCX named .pdf", whole(DOCX)),
    "wrong_html_named.pdf": ("read", "a page named .pdf", whole(HTML)),
    "wrong_text_named.zip": ("read", "plain text named .zip", lambda: PLAIN),
    "wrong_no_suffix": ("read", "a PDF without any suffix", whole(PDF)),
    "wrong_program_named.pdf": ("refuse", "a program named .pdf", lambda: b"MZ\x90\0\x03" + texts.noise(4000)),
    "wrong_picture_named.pdf": ("review", "a picture named .pdf", texts.picture),
    "picture.png": ("review", "a picture", texts.picture),
    "empty.pdf": ("refuse", "no bytes", bytes),
    "empty.docx": ("refuse", "no bytes", bytes),
    "blanks.txt": ("refuse", "nothing but blanks", lambda: b" \r\n\t" * 500),
    "zeros.txt": ("refuse", "nothing but zero bytes", lambda: bytes(5000)),
    "noise.pdf": ("refuse", "random bytes", lambda: texts.noise(20_000)),
    "noise.docx": ("refuse", "random bytes after a zip's first four", lambda: b"PK\x03\x04" + texts.noise(20_000)),
    "noise_after_head.pdf": ("refuse", "random bytes after a PDF's head", lambda: b"%PDF-1.7\n" + texts.noise(20_000)),
    "unreadable.txt": ("refuse", "random bytes named .txt", lambda: texts.noise(3000, 9)),
    "encrypted.pdf": ("refuse", "needs a password", lambda: pdfs.encrypted("sample")),
    "encrypted.zip": ("refuse", "needs a password", lambda: zips.encrypted("resume.txt", PLAIN)),
    "encrypted.docx": (
        "refuse",
        "needs a password (compound file)",
        lambda: texts.compound(["EncryptedPackage", "EncryptionInfo"], b"\x04\0\x04\0"),
    ),
    "old_word.doc": ("refuse", "Word 97", lambda: texts.compound(["1Table", "WordDocument"], b"\xec\xa5\xc1\0")),
    "truncated.pdf": ("refuse", "cut off", cut(PDF)),
    "truncated.docx": ("refuse", "cut off", cut(DOCX)),
    "truncated.odt": ("refuse", "cut off", cut(ODT)),
    "truncated.rtf": ("read", "cut off", cut(RTF)),
    "truncated.html": ("read", "cut off", cut(HTML)),
    "truncated.eml": ("refuse", "cut off inside the attachment", cut(EML, 0.5)),
    "truncated.zip": ("refuse", "cut off", lambda: zips.nested(PLAIN * 40, "resume.txt", 1)[:150]),
    "no_pages.pdf": ("refuse", "no pages", pdfs.no_pages),
    "page_loop.pdf": ("refuse", "the page tree contains itself", pdfs.page_loop),
    "giant_page.pdf": ("read", "a page of two million points", pdfs.giant_page),
    "many_pages.pdf": ("refuse", "20,000 pages", lambda: pdfs.many_pages(20_000)),
    "bomb.pdf": ("refuse", "content deflated twice, 200 MB", lambda: pdfs.bomb(200_000_000)),
    "active.pdf": ("read", "wants to run a script and a program", pdfs.active),
    "nested_6.zip": ("refuse", "a résumé six archives deep", lambda: zips.nested(PLAIN, "resume.txt", 6)),
    "nested_2.zip": ("read", "a résumé two archives deep", lambda: zips.nested(PLAIN, "resume.txt", 2)),
    "climbing.zip": (
        "read",
        "members named ../, / and C:\\: to be read under harmless names, nothing written outside",
        lambda: zips.archive([
            ("../../../../tmp/escaped_1.txt", PLAIN), ("/tmp/escaped_2.txt", PLAIN), ("..\\..\\escaped_3.txt", PLAIN),
            ("C:\\escaped_4.txt", PLAIN), ("a/../../escaped_5.txt", PLAIN),
        ]),
    ),
    "odd_members.zip": (
        "read",
        "members with a line break, twice the same name, and no name at all",
        lambda: zips.archive([("line\nbreak.txt", PLAIN), ("twice.txt", PLAIN), ("twice.txt", PLAIN + b"2"), ("", PLAIN)]),
    ),
    "links.zip": ("refuse", "a member that is a symbolic link", lambda: zips.with_links("/etc/passwd")),
    "lying.zip": ("refuse", "a member longer than it says", lambda: zips.lying(PLAIN)),
    "crowd.zip": ("refuse", "30,000 members", lambda: zips.crowd(30_000)),
    "bomb.zip": ("refuse", "swells a thousand times, to 200 MB", lambda: zips.bomb("resume.txt", 200_000_000)),
    "bomb.docx": ("refuse", "a document part of 60 million letters", lambda: texts.docx_swelling(60_000_000)),
    "entities.docx": ("refuse", "a DOCTYPE with growing and outside entities", texts.docx_entities),
    "entities.odt": ("refuse", "a DOCTYPE with growing and outside entities", texts.odt_entities),
    "deep.html": ("read", "30,000 elements deep", lambda: texts.deep_html(30_000)),
    "deep.rtf": ("read", "20,000 groups deep", lambda: texts.deep_rtf(20_000)),
    "deep.eml": ("refuse", "a message 200 messages deep", lambda: texts.deep_mail(200)),
    "climbing.eml": ("read", "an attachment named ../", lambda: texts.mail_with_bad_name(PLAIN)),
    "line_of_10_MB.txt": ("read", "one line of ten million letters", lambda: PLAIN + b"x" * 10_000_000),
    ".DS_Store": ("skip", "left by a desktop", lambda: b"\0\0\0\1Bud1" + bytes(600)),
    "._resume.pdf": ("skip", "left by a desktop", lambda: b"\0\5\x16\7" + bytes(600)),
    "Thumbs.db": ("skip", "left by a desktop", lambda: texts.compound(["Catalog"], b"\0")),
    "~$resume.docx": ("skip", "a lock file of Word", lambda: b"\x05Casey" + bytes(156)),
    "odd names/resume\u202efdp.exe": ("read", "text; the name shows as if it ended in .pdf", lambda: PLAIN),
    "odd names/résumé 履歴書 📄.txt": ("read", "a name with letters of many scripts", lambda: PLAIN),
    "odd names/-rf.txt": ("read", "a name that looks like an option", lambda: PLAIN),
    "odd names/line\nbreak.txt": ("read", "a name with a line break", lambda: PLAIN),
    "odd names/<script>alert(1)<.html": ("read", "a name that is markup", lambda: PLAIN),
    f"odd names/{'long' * 60}.txt": ("read", "a name of 244 bytes", lambda: PLAIN),
}  # fmt: skip


def write_links(folder: Path) -> dict[str, tuple[str, str]]:
    """Links, a pipe and a name that is not UTF-8; what the file system does not offer is left out."""
    found: dict[str, tuple[str, str]] = {}
    links = {
        "link_to_passwd.txt": ("/etc/passwd", "a link out of the folder"),
        "link_to_nowhere.pdf": ("no-such-file", "a link to nothing"),
        "link_to_itself.txt": ("link_to_itself.txt", "a link to itself"),
        "link_to_parent": ("..", "a link to the folder above"),
        "link_inside.pdf": ("no_pages.pdf", "a link to another file here"),
    }
    for name, (target, wrong) in links.items():
        (folder / name).symlink_to(target)
        found[name] = ("skip", wrong)
    os.mkfifo(folder / "pipe.txt")
    found["pipe.txt"] = ("skip", "a named pipe: opening it would wait for ever")
    raw = os.fsencode(folder / "odd names") + b"/r\xe9sum\xe9.txt"
    try:
        Path(os.fsdecode(raw)).write_bytes(PLAIN)
    except OSError:
        print("this file system refuses names that are not UTF-8")
    else:
        found[os.fsdecode(b"odd names/r\xe9sum\xe9.txt")] = ("read", "a name that is not UTF-8")
    forbidden = folder / "forbidden.txt"
    forbidden.write_bytes(PLAIN)
    forbidden.chmod(0)
    found[forbidden.name] = ("refuse", "may not be opened (except by root)")
    return found


def write_big(path: Path, size: int = 100_000_000) -> None:
    """A text of `size` bytes."""
    line = b"Casey Placeholder, clerk, example archive, filed one more folder. \n"
    with path.open("wb") as out:
        for _ in range(100):
            out.write(line * (size // 100 // len(line) + 1))
        out.truncate(size)


def write(folder: Path, *, big: bool = False) -> dict[str, tuple[str, str]]:
    """The whole set; returns name → (what a reader should do, what is wrong)."""
    (folder / "odd names").mkdir(parents=True, exist_ok=True)
    found = {}
    for name, (expected, wrong, content) in CASES.items():
        (folder / name).write_bytes(content())
        found[name] = (expected, wrong)
    found.update(write_links(folder))
    if big:
        write_big(folder / "big_100_MB.txt")
        found["big_100_MB.txt"] = ("refuse", "100 MB")
    return found


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--big", action="store_true", help="also a text of 100 MB")
    arguments.add_argument("--manifest", type=Path, help="write name, expectation and reason as JSON lines")
    chosen = arguments.parse_args()
    found = write(chosen.folder, big=chosen.big)
    if chosen.manifest:
        rows = [
            {"name": name, "expect": expected, "wrong": wrong} for name, (expected, wrong) in found.items()
        ]
        text = "".join(json.dumps(row) + "\n" for row in rows)
        chosen.manifest.write_text(text, encoding="utf-8")
    print(f"{len(found)} files in {chosen.folder}")


if __name__ == "__main__":
    main()
