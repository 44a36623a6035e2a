"""PDF layouts with one column, from the sober to the slightly fashionable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from xml.sax.saxutils import escape

from reportlab.lib.colors import white
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Spacer, Table

from fictional import pdf_parts as parts
from fictional.pdf_parts import Face, Painter, b, i, joined, text
from fictional.sheet import Entry, Sheet

MARGIN = 54.0
Head = Callable[[Entry, Face, float], list[Flowable]]


def frame(
    page: tuple[float, float],
    margin: float = MARGIN,
    top: float = 0,
    painter: Painter = parts.nothing,
    bottom: float = 0,
) -> list[PageTemplate]:
    """One text frame on every page; `top` and `bottom` are kept free for what the painter draws."""
    width, height = page
    box = Frame(
        margin, margin + bottom, width - 2 * margin, height - 2 * margin - top - bottom,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    return [PageTemplate("page", [box], onPage=painter)]


def inner(sheet: Sheet, margin: float = MARGIN) -> float:
    return (595.27 if "a4" in sheet.options else 612.0) - 2 * margin


def body(
    sheet: Sheet,
    face: Face,
    head: Head,
    *,
    mark: str = "•",
    skills_first: bool = False,
    margin: float = MARGIN,
    justified: bool = False,
    **style: bool,
) -> list[Flowable]:
    """All sections of a one-column résumé in their usual order."""  # fmt: skip
    width, story = inner(sheet, margin), list[Flowable]()

    def add(label: str, flowables: list[Flowable]) -> None:
        if flowables:
            story.extend(parts.heading(label, face, **style))
            story.extend(flowables)

    work = [
        flowable
        for item in sheet.entries
        for flowable in parts.entry(item, face, head(item, face, width), mark, justified=justified)
    ]
    add(sheet.labels["summary"], [text(sheet.summary, face.style())] if sheet.summary else [])
    if skills_first:
        add(sheet.labels["skills"], parts.skills(sheet, face))
    add(sheet.labels["experience"], work)
    add(sheet.labels["education"], parts.studies(sheet, face, width))
    if not skills_first:
        add(sheet.labels["skills"], parts.skills(sheet, face))
    parts.rest(sheet, face, add)
    return story


def employer_first(item: Entry, face: Face, width: float) -> list[Flowable]:
    role = parts.two_sided(i(item.title, face), item.dates, face, width)
    if item.again:
        return [role]
    return [parts.two_sided(b(item.employer, face), item.place, face, width), role]


def title_first(item: Entry, face: Face, width: float) -> list[Flowable]:
    role = parts.two_sided(b(item.title, face), item.dates, face, width)
    if item.again:
        return [role]
    return [
        role,
        text(joined(item.employer, item.place, by=" · "), face.style(textColor=parts.tint(face.accent))),
    ]


def one_line(item: Entry, face: Face, _width: float) -> list[Flowable]:
    dates = f" ({item.dates})" if item.dates else ""
    return [
        Paragraph(
            f"{b(item.title, face)}, {escape(joined(item.employer, item.place))}{escape(dates)}", face.style()
        )
    ]


def piped(item: Entry, face: Face, _width: float) -> list[Flowable]:
    return [text(joined(item.employer, item.title, item.dates, by=" | "), face.style(bold=True))]


def stacked(item: Entry, face: Face, _width: float) -> list[Flowable]:
    firm = (
        [] if item.again else [text(joined(item.employer, item.place, by=", "), face.style(1.05, bold=True))]
    )
    return [*firm, text(item.title, face.style()), Paragraph(i(item.dates, face), face.style(0.95))]


def classic(sheet: Sheet) -> bytes:
    """Times, centred name, ruled headings: the career office's template."""
    face = parts.times(accent="#000000", ink="#000000")
    story: list[Flowable] = [
        text(sheet.name, face.style(1.9, bold=True, alignment=parts.CENTRE, spaceAfter=3)),
        text(joined(*sheet.contact, by=" • "), face.style(0.95, alignment=parts.CENTRE)),
    ]
    return parts.build(sheet, [*story, *body(sheet, face, employer_first)], frame)


def modern(sheet: Sheet) -> bytes:
    """Helvetica with a coloured name and a headline below it."""
    face = parts.helvetica(accent="#0b5d66")
    story: list[Flowable] = [
        text(sheet.name, face.style(2.5, bold=True, accent=True)),
        text(sheet.headline, face.style(1.3, spaceAfter=3)),
        text(joined(*sheet.contact, by="  |  "), face.style(0.95)),
    ]
    return parts.build(sheet, [*story, *body(sheet, face, title_first, skills_first=True)], frame)


def compact(sheet: Sheet) -> bytes:
    """Everything of a position in one line; no rules; narrow margins."""
    face = parts.helvetica(size=9.6, accent="#333333")
    story: list[Flowable] = [
        text(sheet.name, face.style(1.6, bold=True)),
        text(joined(*sheet.contact), face.style()),
    ]
    found = body(sheet, face, one_line, mark="-", margin=45, rule=False)
    return parts.build(sheet, [*story, *found], lambda page: frame(page, 45))


def ligatured(sheet: Sheet) -> Sheet:
    """The sheet with "fi" and "fl" as one character each in running text (names and links stay as they are)."""

    def join(words: str) -> str:
        return words.replace("fi", "\ufb01").replace("fl", "\ufb02")

    entries = tuple(
        replace(item, bullets=tuple(join(line) for line in item.bullets)) for item in sheet.entries
    )
    return replace(sheet, summary=join(sheet.summary), entries=entries)


def report(sheet: Sheet) -> bytes:
    """Vera with justified bullets, tracked headings and the ligature characters that type setters put into the text."""
    sheet = ligatured(sheet)
    face = parts.vera(accent="#7a1f3d")
    story: list[Flowable] = [
        parts.Tracked(sheet.name, face.style(2.1, bold=True, accent=True), 1.6),
        text(joined(sheet.headline, sheet.city, by=" — "), face.style(1.1)),
        text(joined(*sheet.contact[1:], by="   "), face.style()),
    ]
    found = body(sheet, face, title_first, mark="–", justified=True, spaced=True)
    return parts.build(sheet, [*story, *found], frame)


def typewriter(sheet: Sheet) -> bytes:
    """Courier with piped position lines: an export of some old system."""
    face = parts.courier(accent="#000000")
    story = [text(line, face.style()) for line in (sheet.name, *sheet.contact)]
    return parts.build(sheet, [*story, *body(sheet, face, piped, mark="*", rule=False)], frame)


def stack(sheet: Sheet) -> bytes:
    """Employer, title and dates each on a line of its own."""
    face = parts.helvetica(accent="#5b2a86", size=10.2)
    story: list[Flowable] = [
        text(sheet.name, face.style(2.0, bold=True)),
        text(sheet.headline, face.style(1.1, accent=True)),
        *(text(line, face.style(0.95)) for line in sheet.contact),
    ]
    return parts.build(sheet, [*story, *body(sheet, face, stacked, caps=False)], frame)


def banner(sheet: Sheet) -> bytes:
    """White name on a coloured band across the first page."""
    face = parts.helvetica(accent="#8a3b12", size=10.2)

    def paint(canvas: Canvas, doc: BaseDocTemplate) -> None:
        if doc.page > 1:
            return
        width, height = doc.pagesize
        canvas.setFillColor(parts.tint(face.accent))
        canvas.rect(0, height - 128, width, 128, stroke=0, fill=1)

    light = {"textColor": white}
    story: list[Flowable] = [
        text(sheet.name, face.style(2.6, bold=True, **light)),
        text(sheet.headline, face.style(1.3, **light)),
        text(joined(*sheet.contact, by="   "), face.style(0.95, **light)),
        Spacer(1, 30),
    ]
    return parts.build(
        sheet,
        [*story, *body(sheet, face, title_first, mark="»", margin=48)],
        lambda page: frame(page, 48, painter=paint),
    )


def letterhead(sheet: Sheet) -> bytes:
    """Name and contact stand in the page header of every page, the page number in its footer."""
    face = parts.times(size=11.0, accent="#123b2a")

    def paint(canvas: Canvas, doc: BaseDocTemplate) -> None:
        width, height = doc.pagesize
        canvas.setFillColor(parts.tint(face.ink))
        canvas.setFont(face.bold, 13)
        canvas.drawString(72, height - 46, sheet.name)
        canvas.setFont(face.regular, 9)
        canvas.drawRightString(width - 72, height - 40, joined(*sheet.contact[:2], by=" · "))
        canvas.drawRightString(width - 72, height - 51, joined(*sheet.contact[2:], by=" · "))
        canvas.line(72, height - 58, width - 72, height - 58)
        canvas.drawCentredString(width / 2, 36, f"{sheet.name} - page {doc.page}")

    story = body(sheet, face, employer_first, margin=72)
    return parts.build(sheet, story, lambda page: frame(page, 72, painter=paint))


def dates_left(sheet: Sheet) -> bytes:
    """Dates in a narrow left column, European fashion."""
    face = parts.vera(accent="#00457c")
    width = inner(sheet)
    left = 108.0
    story: list[Flowable] = [
        text(sheet.name, face.style(2.0, bold=True, accent=True)),
        text(sheet.headline, face.style(1.1, spaceAfter=4)),
        *(text(line, face.style()) for line in sheet.contact),
    ]

    def rows(pairs: list[tuple[str, list[Flowable]]]) -> list[Flowable]:
        table = Table(
            [[text(when, face.style()), what] for when, what in pairs], colWidths=[left, width - left]
        )
        table.setStyle([
            ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0), ("TOPPADDING", (0, 0), (-1, -1), 2),
        ])  # fmt: skip
        return [table]

    def add(label: str, flowables: list[Flowable]) -> None:
        if flowables:
            story.extend(parts.heading(label, face))
            story.extend(flowables)

    add(sheet.labels["summary"], [text(sheet.summary, face.style())] if sheet.summary else [])
    work: list[tuple[str, list[Flowable]]] = [
        (
            item.dates,
            [
                text(item.title, face.style(bold=True)),
                Paragraph(i(joined(item.employer, item.place), face), face.style(spaceAfter=2)),
                *parts.bullets(item.bullets, face),
            ],
        )
        for item in sheet.entries
    ]
    add(sheet.labels["experience"], rows(work))
    learnt: list[tuple[str, list[Flowable]]] = [
        (years, [text(degree, face.style(bold=True)), text(school, face.style())])
        for degree, school, years in sheet.studies
    ]
    add(sheet.labels["education"], rows(learnt))
    add(sheet.labels["skills"], parts.skills(sheet, face))
    parts.rest(sheet, face, add)
    return parts.build(sheet, story, frame)
