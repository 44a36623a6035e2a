"""The counted self-test of the program as it is shipped: every part it stands on does one thing with a known answer.

Vectors come from where each algorithm is published. The number of tests is a constant, so that a part that was left
out of the binary, or a test that fell out of the list, is noticed.
"""

from __future__ import annotations

import hashlib
import ssl
import tempfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from appliance.foundation.kernel.crypto import SealBroken, derive_key, seal, unseal

COUNT = 17
PACKAGE = Path(__file__).resolve().parent
_LONG_PHRASE = "The quick brown fox"

# made with Debian's minisign 0.11 over the bytes {"v":1}\n: minisign -S -l -t "muster 1.2.0 seq=7"
MINISIGN_KEY = b"untrusted comment: k\nRWTSh8ci1aaI1hRq3qK+2qtdRb3asFNWkQyAlyx1z7hd0A4ZGzzORVN1\n"
MINISIGN_SIGNATURE = (
    b"untrusted comment: signature from minisign secret key\n"
    b"RWTSh8ci1aaI1o7I2TZ4gbrdCxLMZEgo4P1NMDJBBO/A1EWLPVr7LtuMPghNlD1ZU79oHHv+PKfiqa9aAUXq5gHbUZVvvcDnSQE=\n"
    b"trusted comment: muster 1.2.0 seq=7\n"
    b"PcoIB1lJkuXA5rD27lMstcEa0nEzxqDRlRB7byT33jDBewfUr5Z3nPM4cO+/JkWMeD+eZHgARaCYfWKDBwyHCA==\n"
)


class SelfTestWrong(Exception):
    """A part gave another answer than it must."""


@dataclass(frozen=True)
class Outcome:
    """``versions`` are those of the native parts a test met, by name."""

    name: str
    ok: bool
    sentence: str
    versions: dict[str, str]


def _same(found: object, wanted: object) -> None:
    if found != wanted:
        raise SelfTestWrong(f"gave {found!r:.60} instead of {wanted!r:.60}")


def sha256() -> dict[str, str]:
    """FIPS 180-4, the message "abc"."""
    _same(
        hashlib.sha256(b"abc").hexdigest(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )
    return {"OpenSSL (interpreter)": ssl.OPENSSL_VERSION.split()[1], "zlib": zlib.ZLIB_RUNTIME_VERSION}


def aes_gcm() -> dict[str, str]:
    """McGrew and Viega, test case 14; and a changed byte is refused."""
    sealed = bytes(12) + bytes.fromhex("cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919")
    _same(unseal(bytes(32), sealed, ""), bytes(16))
    try:
        unseal(bytes(32), sealed[:-1] + b"\0", "")
    except SealBroken:
        pass
    else:
        raise SelfTestWrong("took a changed tag for good")
    _same(unseal(bytes(32), seal(bytes(32), b"x", "here"), "here"), b"x")
    from cryptography.hazmat.backends.openssl import backend

    return {"OpenSSL (cryptography)": backend.openssl_version_text().split()[1]}


def hkdf() -> dict[str, str]:
    """RFC 5869, test case 3, the first 32 bytes."""
    wanted = "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
    _same(derive_key(b"\x0b" * 22, "").hex(), wanted)
    return {}


def ed25519() -> dict[str, str]:
    """A signature of the real minisign holds, and does not over other bytes."""
    from appliance.lifecycle.bundle.signature import holds, read_public_key, read_signature

    key, signature = read_public_key(MINISIGN_KEY), read_signature(MINISIGN_SIGNATURE)
    _same(holds(signature, b'{"v":1}\n', key), True)
    _same(holds(signature, b'{"v":2}\n', key), False)
    return {}


def age() -> dict[str, str]:
    """What is sealed for a recipient opens with its identity and with no other."""
    import pyrage

    one, other = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    sealed = pyrage.encrypt(b"a backup", [one.to_public()])
    _same(pyrage.decrypt(sealed, [one]), b"a backup")
    try:
        pyrage.decrypt(sealed, [other])
    except pyrage.DecryptError:
        return {}
    raise SelfTestWrong("opened with another identity")


def argon2() -> dict[str, str]:
    """Argon2id, a vector of the reference implementation (t=2, m=64 MiB, p=1)."""
    from argon2.low_level import ARGON2_VERSION, Type, hash_secret_raw

    made = hash_secret_raw(b"password", b"somesalt", 2, 65536, 1, 32, Type.ID)
    _same(made.hex(), "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7")
    return {"Argon2": f"{ARGON2_VERSION >> 4}.{ARGON2_VERSION & 15}"}


def canonical() -> dict[str, str]:
    """RFC 8785, section 3.2.3, a part of its example."""
    from appliance.foundation.kernel.canonical import canonical_json

    _same(canonical_json({"\u20ac": 1e30, "\r": 4.50, "1": 2e-3}), '{"\\r":4.5,"1":0.002,"€":1e+30}'.encode())
    return {}


def store() -> dict[str, str]:
    """A new encrypted store takes every migration; its file begins with nothing a SQLite file begins with."""
    from sqlcipher3 import dbapi2

    from appliance.foundation.kernel.clock import SystemClock
    from appliance.foundation.store import Store

    with tempfile.TemporaryDirectory(prefix="muster-selftest-") as scratch:
        opened = Store(Path(scratch) / "data", SystemClock())
        try:
            _same(opened.integrity(), [])
        finally:
            opened.close()
        content = (Path(scratch) / "data/muster.db").read_bytes()
        _same(
            len(content) > 4096 and b"SQLite format" not in content and b"CREATE TABLE" not in content, True
        )
    connection = dbapi2.connect(":memory:")
    cipher = connection.execute("PRAGMA cipher_version").fetchone()[0]
    connection.close()
    return {"SQLite": dbapi2.sqlite_version, "SQLCipher": cipher.split()[0]}


def numpy() -> dict[str, str]:
    """BLAS multiplies whole numbers exactly."""
    import numpy as np

    one = np.arange(10_000, dtype=np.float64).reshape(100, 100)
    _same(float((one @ one.T).trace()), float((one * one).sum()))
    blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
    return {"OpenBLAS": str(blas["version"])}


def xml() -> dict[str, str]:
    """libxml2 reads what is encoded as UTF-8."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    _same(etree.fromstring(b"<a><b>\xc3\xa9</b></a>", parser).findtext("b"), "é")
    return {
        "libxml2": ".".join(str(n) for n in etree.LIBXML_VERSION),
        "libxslt": ".".join(str(n) for n in etree.LIBXSLT_VERSION),
    }


def pdf() -> dict[str, str]:
    """PDFium opens a page and gives its words."""
    import pypdfium2
    from pypdfium2.version import PDFIUM_INFO

    document = pypdfium2.PdfDocument(_tiny_pdf())
    try:
        page = document[0].get_textpage()
        _same(page.get_text_bounded().strip(), _LONG_PHRASE)
        page.close()
    finally:
        document.close()
    return {"PDFium": str(PDFIUM_INFO).split("@", 1)[0]}


def reading() -> dict[str, str]:
    """A résumé in RTF becomes facts."""
    from appliance.engines.reading import read_document

    text = rb"{\rtf1 Ada Example\par ada@example.com\par\par Skills\par Python, Kubernetes\par}"
    found = read_document(text, "rtf", "resume", "2026-01")
    values = {fact.value for fact in found.facts}
    _same({"ada@example.com", "Python", "Kubernetes"} <= values, True)
    return {}


def knowledge() -> dict[str, str]:
    """The packs are there and know a skill by another name."""
    from appliance.engines.knowledge import load

    _same([m.name for m in load().find_skills("k8s")], ["Kubernetes"])
    return {}


def index() -> dict[str, str]:
    """An index takes an entry, finds it, and is found damaged when a byte changes."""
    from appliance.engines.fulltext import IndexDamaged, SearchIndex
    from appliance.foundation.contracts.query import IndexEntry, Word

    with tempfile.TemporaryDirectory(prefix="muster-selftest-") as scratch:
        folder, key = Path(scratch) / "index", bytes(32)
        made = SearchIndex.create(folder, key)
        entry = IndexEntry(
            ref="c1", texts={"body": "python developer"}, numbers={}, facets={"kind": ("candidate",)}
        )
        manifest = made.apply([entry])
        _same([h.ref for h in made.search(Word(text="python")).hits], ["c1"])
        made.close()
        largest = max((p for p in folder.iterdir() if p.is_file()), key=lambda p: p.stat().st_size)
        content = largest.read_bytes()
        largest.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        try:
            SearchIndex.open(folder, manifest, key).close()
        except IndexDamaged:
            return {}
    raise SelfTestWrong("opened a damaged index")


def telephone() -> dict[str, str]:
    """The numbering plans of the countries are there."""
    import phonenumbers

    number = phonenumbers.parse("(201) 555-0123", "US")
    _same(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164), "+12015550123")
    return {}


def pages() -> dict[str, str]:
    """The files the pages are made of are where the program looks for them."""
    wanted = (
        "doors/web/templates",
        "doors/web/static",
        "doors/web/static/vendor/htmx.min.js",
        "engines/knowledge/packs",
    )
    _same([name for name in wanted if not (PACKAGE / name).exists()], [])
    return {}


def trust() -> dict[str, str]:
    """Three roots, of which two are needed, are built in."""
    from appliance.lifecycle.bundle import built_in_trust

    found = built_in_trust()
    _same((len({root.key for root in found.roots}), found.threshold), (3, 2))
    return {}


TESTS: tuple[Callable[[], dict[str, str]], ...] = (
    sha256, aes_gcm, hkdf, ed25519, age, argon2, canonical, store, numpy, xml, pdf, reading, knowledge, index, telephone,
    pages, trust,
)  # fmt: skip


def run() -> list[Outcome]:
    """Every test in its order; one that raises has failed, and the others still run."""
    return [_run(test) for test in TESTS]


def _run(test: Callable[[], dict[str, str]]) -> Outcome:
    try:
        versions = test()
    except Exception as error:  # noqa: BLE001 - whatever is wrong with a part is what this is here to say
        return Outcome(test.__name__, ok=False, sentence=f"{type(error).__name__}: {error}", versions={})
    says = (test.__doc__ or "").splitlines()[0]
    return Outcome(test.__name__, ok=True, sentence=says, versions=versions)


def _tiny_pdf() -> bytes:
    stream = f"BT /F1 12 Tf 72 720 Td ({_LONG_PHRASE}) Tj ET".encode()
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    body, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 6\n0000000000 65535 f \n" + table
    return body + head + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(body)
