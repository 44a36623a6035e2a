"""ODT layouts, written by hand: plain, tables, contact in the page header, a text frame."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from fictional import zipped
from fictional.pdf_parts import joined
from fictional.sheet import Sheet

NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
    for prefix, path in (
        ("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"), ("meta", "meta"), ("manifest", "manifest"),
    )
)  # fmt: skip
TYPE = "application/vnd.oasis.opendocument.text"
STYLES = """
<style:style style:name="Name" style:family="paragraph"><style:text-properties fo:font-size="20pt" fo:font-weight="bold"/></style:style>
<style:style style:name="Head" style:family="paragraph"><style:paragraph-properties fo:margin-top="0.3cm" fo:border-bottom="0.5pt solid #1f3a5f"/>
<style:text-properties fo:font-size="13pt" fo:font-weight="bold" fo:color="#1f3a5f"/></style:style>
<style:style style:name="Strong" style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Bold" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
"""


def p(words: str, style: str = "Standard") -> str:
    """One paragraph; tabs become tab elements."""
    return f'<text:p text:style-name="{style}">{escape(words).replace(chr(9), "<text:tab/>")}</text:p>'


def h(label: str) -> str:
    return f'<text:h text:style-name="Head" text:outline-level="1">{escape(label)}</text:h>'


def listed(items: Iterable[str]) -> str:
    found = "".join(f"<text:list-item>{p(item)}</text:list-item>" for item in items)
    return f"<text:list>{found}</text:list>" if found else ""


def rows(cells: Iterable[Sequence[str]], columns: int) -> str:
    """A table whose cells hold ready XML."""
    found = "".join(
        "<table:table-row>"
        + "".join(f'<table:table-cell office:value-type="string">{cell}</table:table-cell>' for cell in row)
        + "</table:table-row>"
        for row in cells
    )
    return (
        f'<table:table><table:table-column table:number-columns-repeated="{columns}"/>{found}</table:table>'
    )


def package(content: str, header: str = "") -> bytes:
    """The finished file; `header` is XML for the page header."""
    body = f"<office:body><office:text>{content}</office:text></office:body>"
    automatic = f"<office:automatic-styles>{STYLES}</office:automatic-styles>"
    top = f"<style:header>{header}</style:header>" if header else ""
    styles = (
        '<office:styles><style:style style:name="Standard" style:family="paragraph"><style:text-properties '
        'fo:font-size="11pt"/></style:style></office:styles><office:automatic-styles><style:page-layout '
        'style:name="Page"><style:page-layout-properties fo:margin="2cm"/></style:page-layout></office:automatic-styles>'
        f'<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Page">{top}'
        "</style:master-page></office:master-styles>"
    )
    meta = f"<office:meta><meta:creation-date>2026-01-12T09:30:00</meta:creation-date><meta:generator>{escape('Hand')}</meta:generator></office:meta>"
    kinds = (("/", TYPE), ("content.xml", "text/xml"), ("styles.xml", "text/xml"), ("meta.xml", "text/xml"))
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in kinds
    )
    names = {"content": automatic + body, "styles": styles, "meta": meta}
    members = [("mimetype", TYPE.encode())]
    for name, xml in names.items():
        whole = f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-{name} {NAMES} office:version="1.3">{xml}</office:document-{name}>'
        members.append((f"{name}.xml", whole.encode()))
    manifest = f'<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest {NAMES} manifest:version="1.3">{entries}</manifest:manifest>'
    members.append(("META-INF/manifest.xml", manifest.encode()))
    return zipped.pack(members, stored=("mimetype",))


def summary(sheet: Sheet) -> str:
    return h(sheet.labels["summary"]) + p(sheet.summary) if sheet.summary else ""


def work(sheet: Sheet) -> str:
    found = h(sheet.labels["experience"])
    for item in sheet.entries:
        if not item.again:
            found += p(joined(item.employer, item.place), "Strong")
        found += p(f"{item.title}\t{item.dates}") + listed(item.bullets)
    return found


def tail(sheet: Sheet) -> str:
    found = h(sheet.labels["education"]) + "".join(p(joined(*study)) for study in sheet.studies)
    found += h(sheet.labels["skills"])
    for group, items in sheet.skills:
        name = (
            f'<text:span text:style-name="Bold">{escape(group)}: </text:span>'
            if len(sheet.skills) > 1
            else ""
        )
        found += f"<text:p>{name}{escape(', '.join(items))}</text:p>"
    standing = sheet.labels["clearance"] if sheet.clearance else "Citizenship"
    parts = ((sheet.labels["certifications"], sheet.certifications), (standing, sheet.standing()))
    for label, items in (*parts, (sheet.labels["languages"], sheet.languages), *sheet.extras):
        if items:
            found += h(label) + listed(items)
    return found


def top(sheet: Sheet) -> str:
    return p(sheet.name, "Name") + p(joined(*sheet.contact, by=" | "))


def plain(sheet: Sheet) -> bytes:
    """Headings, lists and tabs."""
    return package(top(sheet) + summary(sheet) + work(sheet) + tail(sheet))


def table(sheet: Sheet) -> bytes:
    """Positions in a table with three columns."""
    cells = [[p(words, "Strong") for words in ("From - to", "Employer", "What I did")]]
    cells += [
        [p(e.dates), p(e.employer) + p(e.place), p(e.title, "Strong") + listed(e.bullets)]
        for e in sheet.entries
    ]
    content = top(sheet) + summary(sheet) + h(sheet.labels["experience"]) + rows(cells, 3) + tail(sheet)
    return package(content)


def page_header(sheet: Sheet) -> bytes:
    """Name and contact stand in the page header, in styles.xml."""
    return package(summary(sheet) + work(sheet) + tail(sheet), header=top(sheet))


def framed(sheet: Sheet) -> bytes:
    """Name and contact in a text frame anchored to the first paragraph."""
    inside = p(sheet.name, "Name") + "".join(p(words) for words in sheet.contact)
    box = (
        '<text:p><draw:frame draw:name="Frame1" text:anchor-type="paragraph" svg:width="16cm">'
        f"<draw:text-box>{inside}</draw:text-box></draw:frame></text:p>"
    )
    return package(box + summary(sheet) + work(sheet) + tail(sheet))
