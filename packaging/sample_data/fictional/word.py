"""DOCX layouts: plain, with tabs, tables, a page header, a text box, and with tracked changes."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Inches, Pt, RGBColor

from fictional import zipped
from fictional.pdf_parts import joined
from fictional.sheet import Entry, Sheet

WRITTEN = dt.datetime(2026, 1, 12, 9, 30, tzinfo=dt.UTC).replace(tzinfo=None)


def start(sheet: Sheet, font: str = "Calibri", size: float = 10.5) -> Any:
    """An empty résumé document."""
    return empty(font, size, sheet.name, "Resume")


def empty(font: str, size: float, author: str, subject: str) -> Any:
    """An empty document with our fonts, margins and fixed properties."""
    doc = Document()
    for name in ("Normal", "List Bullet"):
        doc.styles[name].font.name = font
        doc.styles[name].font.size = Pt(size)
        doc.styles[name].paragraph_format.space_after = Pt(3)
    for section in doc.sections:
        section.left_margin = section.right_margin = Inches(0.9)
        section.top_margin = section.bottom_margin = Inches(0.8)
    about = doc.core_properties
    about.author = about.last_modified_by = author
    about.title, about.comments = subject, ""
    about.created = about.modified = WRITTEN
    return doc


def finish(doc: Any) -> bytes:
    out = io.BytesIO()
    doc.save(out)
    return zipped.repack(out.getvalue())


def line(
    doc: Any, words: str, *, size: float = 0, bold: bool = False, italic: bool = False, centre: bool = False
) -> Any:
    paragraph = doc.add_paragraph()
    run = paragraph.add_run(words)
    run.bold, run.italic = bold or None, italic or None
    if size:
        run.font.size = Pt(size)
    if centre:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def title(doc: Any, sheet: Sheet, *, centre: bool = True, by: str = " | ") -> None:
    line(doc, sheet.name, size=20, bold=True, centre=centre)
    line(doc, joined(*sheet.contact, by=by), centre=centre)


def head(doc: Any, label: str, colour: tuple[int, int, int] = (31, 58, 95)) -> None:
    """A section heading in the "Heading 1" style."""
    paragraph = doc.add_heading(label, level=1)
    for run in paragraph.runs:
        run.font.color.rgb, run.font.size, run.font.name = RGBColor(*colour), Pt(13), "Calibri"


def bullets(doc: Any, lines: Sequence[str]) -> None:
    for words in lines:
        doc.add_paragraph(words, style="List Bullet")


def right_tab(paragraph: Any, words: str) -> None:
    """Sets words at a right tab stop, as people do for dates."""
    paragraph.paragraph_format.tab_stops.add_tab_stop(Inches(6.7), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run("\t" + words)


def tail(doc: Any, sheet: Sheet, *, known: bool = True) -> None:
    """Education, skills and the small sections."""
    head(doc, sheet.labels["education"])
    for degree, school, years in sheet.studies:
        line(doc, joined(degree, school, years), italic=False)
    if known:
        head(doc, sheet.labels["skills"])
        for group, items in sheet.skills:
            paragraph = doc.add_paragraph()
            if len(sheet.skills) > 1:
                paragraph.add_run(f"{group}: ").bold = True
            paragraph.add_run(", ".join(items))
    small(doc, sheet)


def small(doc: Any, sheet: Sheet) -> None:
    standing = sheet.labels["clearance"] if sheet.clearance else "Citizenship"
    parts = ((sheet.labels["certifications"], sheet.certifications), (standing, sheet.standing()))
    for label, items in (*parts, (sheet.labels["languages"], sheet.languages), *sheet.extras):
        if items:
            head(doc, label)
            for item in items:
                line(doc, item)


def summary(doc: Any, sheet: Sheet) -> None:
    if sheet.summary:
        head(doc, sheet.labels["summary"])
        line(doc, sheet.summary)


def position(doc: Any, item: Entry) -> None:
    """Employer and place, then the title with the dates at the right tab."""
    if not item.again:
        line(doc, joined(item.employer, item.place), bold=True)
    right_tab(line(doc, item.title, italic=True), item.dates)
    bullets(doc, item.bullets)


def plain(sheet: Sheet) -> bytes:
    """Word's own headings and bullet lists."""
    doc = start(sheet)
    title(doc, sheet)
    summary(doc, sheet)
    head(doc, sheet.labels["experience"])
    for item in sheet.entries:
        position(doc, item)
    tail(doc, sheet)
    return finish(doc)


def functional(sheet: Sheet) -> bytes:
    """No styles at all: bold capitals as headings, typed hyphens as bullets, "Title, Employer (dates)" in one line."""
    doc = start(sheet, "Garamond", 11)
    line(doc, sheet.name, size=16, bold=True)
    for words in sheet.contact:
        line(doc, words)

    def section(label: str, lines: Sequence[str]) -> None:
        if lines:
            line(doc, label.upper(), bold=True)
            for words in lines:
                line(doc, words)

    section(sheet.labels["summary"], [sheet.summary] if sheet.summary else [])
    section(sheet.labels["skills"], [joined(*items, by="; ") for _, items in sheet.skills])
    work = []
    for item in sheet.entries:
        when = f" ({item.dates})" if item.dates else ""
        work += [
            f"{item.title}, {joined(item.employer, item.place)}{when}",
            *(f"- {words}" for words in item.bullets),
        ]
    section(sheet.labels["experience"], work)
    section(sheet.labels["education"], [joined(*study) for study in sheet.studies])
    section(sheet.labels["certifications"], sheet.certifications)
    section(sheet.labels["clearance"], sheet.standing())
    section(sheet.labels["languages"], sheet.languages)
    for label, items in sheet.extras:
        section(label, items)
    return finish(doc)


def table(sheet: Sheet) -> bytes:
    """Positions in a two-column table: dates and place left, the work right; skills in a table too."""
    doc = start(sheet)
    title(doc, sheet, centre=False, by="  •  ")
    summary(doc, sheet)
    head(doc, sheet.labels["experience"])
    grid = doc.add_table(rows=0, cols=2)
    grid.autofit = False
    for item in sheet.entries:
        left, right = grid.add_row().cells
        left.width, right.width = Inches(1.5), Inches(5.2)
        left.paragraphs[0].add_run(item.dates).bold = True
        left.add_paragraph(item.place)
        right.paragraphs[0].add_run(item.title).bold = True
        right.add_paragraph(item.employer)
        bullets(right, item.bullets)
    head(doc, sheet.labels["skills"])
    known = doc.add_table(rows=0, cols=2)
    known.style = "Table Grid"
    for group, items in sheet.skills:
        cells = known.add_row().cells
        cells[0].text, cells[1].text = group, ", ".join(items)
    tail(doc, sheet, known=False)
    return finish(doc)


def page_header(sheet: Sheet) -> bytes:
    """Name and contact only in the page header, the page's footer says whose résumé it is."""
    doc = start(sheet, "Cambria", 11)
    top = doc.sections[0].header
    top.paragraphs[0].add_run(sheet.name).bold = True
    for words in sheet.contact:
        top.add_paragraph(words)
    doc.sections[0].footer.paragraphs[0].text = f"Résumé of {sheet.name}, January 2026"
    summary(doc, sheet)
    head(doc, sheet.labels["experience"])
    for item in sheet.entries:
        position(doc, item)
    tail(doc, sheet)
    return finish(doc)


BOX = """<w:r {ns} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml">
<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="5900000" cy="900000"/>
<wp:docPr id="7" name="Text Box 7"/><a:graphic><a:graphicData
 uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>
<a:xfrm><a:off x="0" y="0"/><a:ext cx="5900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>
</wps:spPr><wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>
</wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape style="width:465pt;height:71pt"><v:textbox>
<w:txbxContent>{text}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"""


def text_box(sheet: Sheet) -> bytes:
    """Name and contact in a text box, written twice as Word does: for new readers and, as a fallback, for old ones."""
    doc = start(sheet)
    rows = [(sheet.name, 40), (sheet.headline, 24), (joined(*sheet.contact, by="  "), 19)]
    inside = "".join(
        f'<w:p><w:r><w:rPr><w:sz w:val="{size}"/></w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:p>'
        for words, size in rows
    )
    doc.add_paragraph()._p.append(parse_xml(BOX.format(ns=nsdecls("w"), text=inside)))  # noqa: SLF001  no public way to add raw XML
    summary(doc, sheet)
    head(doc, sheet.labels["experience"])
    for item in sheet.entries:
        position(doc, item)
    tail(doc, sheet)
    return finish(doc)


def side_table(sheet: Sheet) -> bytes:
    """The whole page is a table of two cells: contact and skills left, the story right."""
    doc = start(sheet, "Calibri", 10)
    grid = doc.add_table(rows=1, cols=2)
    grid.autofit = False
    left, right = grid.rows[0].cells
    left.width, right.width = Inches(2.1), Inches(4.7)
    left.paragraphs[0].add_run("CONTACT").bold = True
    for words in sheet.contact:
        left.add_paragraph(words)
    sections = [*sheet.skills, (sheet.labels["certifications"], sheet.certifications)]
    sections += [(sheet.labels["clearance"], sheet.standing()), (sheet.labels["languages"], sheet.languages)]
    for label, items in sections:
        if items:
            left.add_paragraph().add_run(label.upper()).bold = True
            for words in items:
                left.add_paragraph(words)
    name = right.paragraphs[0].add_run(sheet.name)
    name.bold, name.font.size = True, Pt(22)
    right.add_paragraph(sheet.headline)
    if sheet.summary:
        right.add_paragraph(sheet.summary)
    right.add_paragraph().add_run(sheet.labels["experience"].upper()).bold = True
    for item in sheet.entries:
        right.add_paragraph().add_run(item.title).bold = True
        right.add_paragraph(joined(item.employer, item.place, item.dates, by=" | "))
        bullets(right, item.bullets)
    right.add_paragraph().add_run(sheet.labels["education"].upper()).bold = True
    for study in sheet.studies:
        right.add_paragraph(joined(*study))
    return finish(doc)


DELETED = (
    '<w:del {ns} w:id="9{n}" w:author="Reviewer" w:date="2026-01-12T09:30:00Z"><w:r><w:delText xml:space="preserve">'
    "{text}</w:delText></w:r></w:del>"
)
INSERTED = (
    '<w:ins {ns} w:id="8{n}" w:author="Reviewer" w:date="2026-01-12T09:30:00Z"><w:r><w:t xml:space="preserve">'
    "{text}</w:t></w:r></w:ins>"
)


def tracked(sheet: Sheet) -> bytes:
    """Sent with its tracked changes still in: struck-out words that the person no longer says, and inserted ones."""
    doc = start(sheet)
    title(doc, sheet)
    summary(doc, sheet)
    head(doc, sheet.labels["experience"])
    for n, item in enumerate(sheet.entries):
        paragraph = line(doc, "", bold=True)
        if n == 0:
            paragraph._p.append(parse_xml(DELETED.format(ns=nsdecls("w"), n=n, text="Assistant to the ")))  # noqa: SLF001  raw XML
        paragraph.add_run(item.title).bold = True
        inserted = escape(f", {joined(item.employer, item.place)}")
        paragraph._p.append(parse_xml(INSERTED.format(ns=nsdecls("w"), n=n, text=inserted)))  # noqa: SLF001  raw XML
        right_tab(paragraph, item.dates)
        bullets(doc, item.bullets)
    tail(doc, sheet)
    return finish(doc)
