"""Hundreds of files that break readers, each a small maker: nothing is built before it is asked for.

Names say what is wrong. The same name gives the same bytes.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from hostile_parts import pdfs, texts, zips

Maker = Callable[[], bytes]
DEPTHS = (10, 300, 3_000, 30_000, 300_000)
MIB = 1 << 20
WORDS = b"BT /F1 12 Tf 72 700 Td (Casey Placeholder) Tj ET\n"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
WOUNDS = 7
"""Kinds of damage."""


def every() -> Iterator[tuple[str, Maker]]:
    """(file name, maker) of each; at least three hundred."""
    for family in (_pdf_depth, _pdf_loops, _pdf_bombs, _docx, _odt, _rtf, _html, _text, _mail, _zip):
        yield from family()


def write(name: str, folder: Path) -> None:
    """One of them into a folder. Raises KeyError: no such name."""
    (folder / name).write_bytes(dict(every())[name]())


def _page(content: bytes, more: bytes = b"", *others: bytes) -> bytes:
    return pdfs.assemble([pdfs.CATALOG, PAGES, pdfs.page(), pdfs.stream(content, more), pdfs.FONT, *others])


def _pdf_depth() -> Iterator[tuple[str, Maker]]:
    for depth in DEPTHS:
        for name, open_, close in (("arrays", b"[", b"]"), ("dictionaries", b"<</a ", b">>"), ("states", b"q ", b"Q "),
                                   ("texts", b"BT ", b"ET "), ("marks", b"/A BMC ", b"EMC ")):  # fmt: skip
            yield f"pdf_{name}_{depth}.pdf", partial(_page_around, open_, close, depth)
        yield f"pdf_object_{depth}.pdf", partial(_nested_object, depth)


def _page_around(open_: bytes, close: bytes, depth: int) -> bytes:
    return _page(open_ * depth + WORDS + close * depth)


def _nested_object(depth: int) -> bytes:
    return _page(WORDS, b"", b"[" * depth + b"]" * depth)


def _pdf_loops() -> Iterator[tuple[str, Maker]]:
    for own, kids in ((2, b"2 0 R"), (2, b"2 0 R 3 0 R"), (1, b"1 0 R"), (2, b"9 0 R"), (2, b"4 0 R")):
        tree = b"<< /Type /Pages /Kids [%s] /Count 3 >>" % kids
        catalog = b"<< /Type /Catalog /Pages %d 0 R >>" % own
        made = pdfs.assemble([catalog, tree, pdfs.page(), pdfs.stream(WORDS), pdfs.FONT])
        yield f"pdf_tree_{own}_{kids.split()[0].decode()}_{len(kids)}.pdf", partial(bytes, made)
    for count in (1_000, 20_000, 50_000):
        yield f"pdf_pages_{count}.pdf", partial(pdfs.many_pages, count)
    for count in (-1, 0, 2**31 - 1, 2**63):
        tree = b"<< /Type /Pages /Kids [3 0 R] /Count %d >>" % count
        made = pdfs.assemble([pdfs.CATALOG, tree, pdfs.page(), pdfs.stream(WORDS), pdfs.FONT])
        yield f"pdf_count_{count}.pdf", partial(bytes, made)
    form = pdfs.stream(
        b"/X Do " + WORDS,
        b"/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << /XObject << /X 6 0 R >> >>",
    )
    drawing = pdfs.page().replace(b"/Resources <<", b"/Resources << /XObject << /X 6 0 R >>")
    for draws in (1, 100, 5_000):
        made = pdfs.assemble([pdfs.CATALOG, PAGES, drawing, pdfs.stream(b"/X Do " * draws), pdfs.FONT, form])
        yield f"pdf_form_in_itself_{draws}.pdf", partial(bytes, made)
    for name, font in (("own_child", b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [5 0 R] >>"),
                       ("own_letters", b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /FirstChar 65 /LastChar 122 /Widths [1] /Encoding << /Differences [65 /a] >> /CharProcs << /a 4 0 R >> >>")):  # fmt: skip
        made = pdfs.assemble([pdfs.CATALOG, PAGES, pdfs.page(), pdfs.stream(WORDS), font])
        yield f"pdf_font_{name}.pdf", partial(bytes, made)
    whole = pdfs.assemble([pdfs.CATALOG, PAGES, pdfs.page(), pdfs.stream(WORDS), pdfs.FONT])
    for at in (0, 1, 9, 2**31, 2**62):
        yield f"pdf_previous_{at}.pdf", partial(whole.replace, b"/Root", b"/Prev %d /Root" % at)
    for size in (0, 1, 2**31 - 1, -5):
        yield f"pdf_length_{size}.pdf", partial(whole.replace, b"/Length", b"/Length %d /Was" % size)
        yield f"pdf_size_{size}.pdf", partial(whole.replace, b"/Size 6", b"/Size %d" % size)


def _pdf_bombs() -> Iterator[tuple[str, Maker]]:
    for times in (1, 2, 3, 5, 8):
        for size in (MIB, 80 * MIB):
            yield f"pdf_deflated_{times}_times_{size >> 20}_MB.pdf", partial(_deflated, times, size)
    for letters in (10_000, MIB, 20 * MIB):
        yield (
            f"pdf_one_word_{letters}.pdf",
            partial(_page_around, b"BT /F1 9 Tf 9 9 Td (" + b"A" * letters + b") Tj ET", b"", 1),
        )
    for words in (1_000, 100_000, 400_000):
        yield (
            f"pdf_words_in_one_place_{words}.pdf",
            partial(_page_around, b"BT /F1 9 Tf 9 9 Td (a ) Tj ET ", b"", words),
        )
    for side in (0, 10**6, 10**9, 10**30):
        box = b"0 0 %d %d" % (side, side)
        made = pdfs.assemble(
            [pdfs.CATALOG, PAGES, pdfs.page(box), pdfs.stream(WORDS + b"1 1 1 rg " + WORDS), pdfs.FONT]
        )
        yield f"pdf_page_of_{len(str(side))}_digits.pdf", partial(bytes, made)
    for colours in (10, 10_000, 200_000):
        shapes = b"".join(b"%d %d 20 20 re f " % (n % 600, n % 700) for n in range(colours))
        yield f"pdf_shapes_{colours}.pdf", partial(_page_around, shapes + b"1 1 1 rg ", b"", 1)


def _deflated(times: int, size: int) -> bytes:
    content = WORDS + b"A" * size
    for _ in range(times):
        content = zlib.compress(content, 9)
    return _page(content, b"/Filter [%s]" % b" ".join([b"/FlateDecode"] * times))


def _docx() -> Iterator[tuple[str, Maker]]:
    word = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s</w:body></w:document>'
    line = b"<w:p><w:r><w:t>Casey Placeholder</w:t></w:r></w:p>"
    for depth in DEPTHS:
        for name, open_, close in (("tables", b"<w:tbl><w:tr><w:tc>", b"</w:tc></w:tr></w:tbl>"), ("runs", b"<w:r>", b"</w:r>"),
                                   ("controls", b"<w:sdt><w:sdtContent>", b"</w:sdtContent></w:sdt>"), ("changes", b"<w:ins>", b"</w:ins>")):  # fmt: skip
            yield f"docx_{name}_{depth}.docx", partial(_docx_around, word, open_, line, close, depth)
    for size in (MIB, 60 * MIB, 150 * MIB):
        yield f"docx_swelling_{size >> 20}_MB.docx", partial(texts.docx_swelling, size)
    for count in (1_000, 100_000):
        yield (
            f"docx_cells_{count}.docx",
            partial(
                _docx_around,
                word,
                b"<w:tbl><w:tr>",
                b"<w:tc>" + line + b"</w:tc>",
                b"</w:tr></w:tbl>",
                1,
                count,
            ),
        )
        yield (
            f"docx_tabs_{count}.docx",
            partial(_docx_around, word, b"<w:p><w:r>", b"<w:tab/><w:br/>", b"</w:r></w:p>", 1, count),
        )
    yield "docx_entities.docx", texts.docx_entities


def _docx_around(word: bytes, open_: bytes, inner: bytes, close: bytes, depth: int, times: int = 1) -> bytes:
    return texts.docx(word % (open_ * depth + inner * times + close * depth))


def _odt() -> Iterator[tuple[str, Maker]]:
    for count in (10, 10**5, 10**9, 10**30):
        for name, inner in (("blanks", b'<text:p>a<text:s text:c="%d"/>b</text:p>'), ("columns", b'<table:table><table:table-row><table:table-cell table:number-columns-repeated="%d"><text:p>a</text:p></table:table-cell></table:table-row></table:table>'),
                            ("rows", b'<table:table><table:table-row table:number-rows-repeated="%d"><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row></table:table>')):  # fmt: skip
            yield f"odt_{name}_{len(str(count))}_digits.odt", partial(_odt_of, inner % count)
    for depth in DEPTHS:
        yield (
            f"odt_lists_{depth}.odt",
            partial(
                _odt_of,
                b"<text:list><text:list-item>" * depth
                + b"<text:p>a</text:p>"
                + b"</text:list-item></text:list>" * depth,
            ),
        )
        yield (
            f"odt_spans_{depth}.odt",
            partial(
                _odt_of, b"<text:p>" + b"<text:span>" * depth + b"a" + b"</text:span>" * depth + b"</text:p>"
            ),
        )
    yield "odt_entities.odt", texts.odt_entities


def _odt_of(inner: bytes) -> bytes:
    names = b" ".join(
        b'xmlns:%s="urn:oasis:names:tc:opendocument:xmlns:%s:1.0"' % (n, n)
        for n in (b"office", b"text", b"table")
    )
    content = (
        b"<office:document-content %s><office:body><office:text>%s</office:text></office:body></office:document-content>"
        % (names, inner)
    )
    return zips.archive([("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", content)])


def _rtf() -> Iterator[tuple[str, Maker]]:
    for depth in DEPTHS:
        yield f"rtf_groups_{depth}.rtf", partial(texts.deep_rtf, depth)
        for name, piece in (
            ("bytes", b"\\'e9"),
            ("letters", b"\\u9999 ?"),
            ("cells", b"\\trowd a\\cell\\row"),
            ("hidden", b"{\\v a}"),
            ("pictures", b"{\\pict 00}"),
        ):
            yield f"rtf_{name}_{depth}.rtf", partial(bytes, b"{\\rtf1\\ansi " + piece * depth + b"}")
    for size in (-1, 10, 2**31 - 1, 10**30):
        yield f"rtf_binary_{size}.rtf", partial(bytes, b"{\\rtf1 Casey \\bin%d abc}" % size)
        yield f"rtf_skip_{size}.rtf", partial(bytes, b"{\\rtf1 Casey \\uc%d \\u9999 abc}" % size)


def _html() -> Iterator[tuple[str, Maker]]:
    for depth in DEPTHS:
        yield f"html_elements_{depth}.html", partial(texts.deep_html, depth)
        for name, piece in (("tables", b"<table><tr><td>"), ("unclosed_rows", b"<tr><td>a"), ("lists", b"<ul><li>a"), ("attributes", b"<p a='b' c=\"d\">"), ("entities", b"&amp;&#x41;&nosuch;"),
                            ("comments", b"<!-- a -->"), ("open_comments", b"<!--"), ("marked", b"<![CDATA["), ("styles", b"<style>.a{display:none}</style>"), ("scripts", b"<script>a</script>")):  # fmt: skip
            yield (
                f"html_{name}_{depth}.html",
                partial(bytes, b"<html><body>Casey" + piece * depth + b"</body></html>"),
            )


def _text() -> Iterator[tuple[str, Maker]]:
    for size in (MIB, 20 * MIB, 80 * MIB):
        for name, piece in (
            ("a", b"a"),
            ("line_ends", b"\n"),
            ("tabs", b"a\t"),
            ("digits", b"5"),
            ("brackets", b"("),
            ("bullets", "•".encode()),
            ("half_a_letter", b"\xe2"),
        ):
            yield f"text_{name}_{size >> 20}_MB.txt", partial(_repeated, piece, size)
    for name, piece in (("mail", b"a.b@c."), ("mail_parts", b"a@b\n"), ("phones", b"(555) 555-0101 "), ("dates", b"Jan 2019 - "), ("links", b"http://a.b/"), ("titles", b"Senior Engineer, "),
                        ("degrees", b"B.S. in "), ("skills", b"Python, "), ("places", b"Boston, MA, "), ("clearances", b"TS/SCI with "), ("headings", b"EXPERIENCE\n"), ("stars", b"*[("), ("escapes", b"\\xe2\\x80\\xa2 ")):  # fmt: skip
        for size in (20_000, 2 * MIB):
            yield f"text_{name}_{size}.txt", partial(_repeated, piece, size)


def _repeated(piece: bytes, size: int) -> bytes:
    return piece * (size // len(piece))


def _mail() -> Iterator[tuple[str, Maker]]:
    head = b"From: a@example.com\nTo: b@example.com\nSubject: s\nMIME-Version: 1.0\n"
    for depth in (10, 300, 3_000):
        yield f"mail_messages_{depth}.eml", partial(texts.deep_mail, depth)
        parts = b"".join(
            b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(depth)
        )
        yield f"mail_parts_{depth}.eml", partial(bytes, head + parts + b"\nx")
        yield (
            f"mail_words_{depth}.eml",
            partial(bytes, head + b"X-A: " + b"=?utf-8?q?a?= " * depth + b"\n\nx"),
        )
        yield (
            f"mail_addresses_{depth}.eml",
            partial(bytes, head + b"Cc: " + b"(" * depth + b"a@example.com, " * depth + b"\n\nx"),
        )
        yield (
            f"mail_box_{depth}.mbox",
            partial(bytes, b"From a@example.com Thu Jan  1 00:00:00 2026\n" * depth + head + b"\nx"),
        )


def _zip() -> Iterator[tuple[str, Maker]]:
    for depth in (1, 2, 3, 4, 8, 20, 60):
        yield f"zip_nested_{depth}.zip", partial(zips.nested, b"Casey", "a.txt", depth)
    for size in (10 * MIB, 200 * MIB):
        yield f"zip_bomb_{size >> 20}_MB.zip", partial(zips.bomb, "a.txt", size)
    for count in (10, 100, 2_001, 60_000):
        yield f"zip_members_{count}.zip", partial(zips.crowd, count)
    yield "zip_lying.zip", partial(zips.lying, b"Casey")


def damaged(content: bytes, seed: str) -> bytes:
    """A copy with one to eight wounds: bytes changed, cut, doubled, moved, or numbers made extreme."""
    chance = random.Random(seed)
    out = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        at, length = chance.randrange(len(out) + 1), chance.choice((1, 2, 4, 16, 200))
        match chance.randrange(WOUNDS):
            case 0:
                out[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del out[at : at + length]
            case 2:
                out[at:at] = out[at : at + length] * chance.randint(1, 50)
            case 3:
                out[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"-999", b"9999"))
            case 4:
                out[at:at] = chance.randbytes(length)
            case 5:
                del out[max(at, len(out) // 4) :]
            case _:
                out.reverse() if chance.random() < 0.02 else out.extend(out[at : at + length])
        out = out or bytearray(b"\0")
    return bytes(out)
