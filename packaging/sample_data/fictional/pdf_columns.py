"""PDF layouts that a reader must not read straight across: two columns, side bars and tables."""

from __future__ import annotations

from collections.abc import Callable

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    NextPageTemplate,
    PageTemplate,
    Spacer,
    Table,
)

from fictional import pdf_parts as parts
from fictional.pdf_parts import Face, joined, text
from fictional.pdf_single import inner, stacked, title_first
from fictional.sheet import Sheet

NO_PADDING = {"leftPadding": 0, "rightPadding": 0, "topPadding": 0, "bottomPadding": 0}


def sections(face: Face, **style: bool) -> tuple[list[Flowable], Callable[[str, list[Flowable]], None]]:
    """An empty story and the function that adds a headed section to it, if there is anything in it."""
    story: list[Flowable] = []

    def add(label: str, flowables: list[Flowable]) -> None:
        if flowables:
            story.extend(parts.heading(label, face, **style))
            story.extend(flowables)

    return story, add


def side_content(sheet: Sheet, face: Face, *, contact: bool) -> list[Flowable]:
    """What stands in the narrow column: contact, skills one a line, education, the rest."""
    story, add = sections(face, rule=False)
    if contact:
        add("Contact", parts.lines(sheet.contact, face))
    for group, items in sheet.skills:
        add(group if len(sheet.skills) > 1 else sheet.labels["skills"], parts.lines(items, face))
    learnt: list[Flowable] = []
    for degree, school, years in sheet.studies:
        learnt += [
            text(degree, face.style(bold=True)),
            text(school, face.style()),
            text(years, face.style(spaceAfter=4)),
        ]
    add(sheet.labels["education"], learnt)
    parts.rest(sheet, face, add)
    return story


def main_content(sheet: Sheet, face: Face, width: float, *, mark: str = "•") -> list[Flowable]:
    """What stands in the wide column: summary and positions."""
    story, add = sections(face)
    add(sheet.labels["summary"], [text(sheet.summary, face.style())] if sheet.summary else [])
    head = stacked if "stacked" in sheet.options else title_first
    work = [f for item in sheet.entries for f in parts.entry(item, face, head(item, face, width), mark)]
    add(sheet.labels["experience"], work)
    return story


def two_columns(sheet: Sheet) -> bytes:
    """A full-width head, then experience on the left and the rest on the right."""
    face = parts.helvetica(size=10.2, accent="#24476b")
    width = inner(sheet, 42)
    wide = width * 0.63

    def pages(page: tuple[float, float]) -> list[PageTemplate]:
        height = page[1]
        top = height - 42 - 76
        columns = [
            Frame(42, 42, wide, top - 42, id="left", **NO_PADDING),
            Frame(42 + wide + 20, 42, width - wide - 20, top - 42, id="right", **NO_PADDING),
        ]
        return [
            PageTemplate("first", [Frame(42, top, width, 76, id="head", **NO_PADDING), *columns]),
            PageTemplate("later", [Frame(42, 42, wide, height - 84, id="more", **NO_PADDING)]),
        ]

    story: list[Flowable] = [
        NextPageTemplate("later"),
        text(sheet.name, face.style(2.4, bold=True, accent=True)),
        text(sheet.headline, face.style(1.2)),
        text(joined(*sheet.contact, by=" | "), face.style(0.95)),
        FrameBreak(),
    ]
    story += main_content(sheet, face, wide)
    story += [FrameBreak(), *side_content(sheet, face, contact=False)]
    return parts.build(sheet, story, pages)


def sidebar(sheet: Sheet, *, left: bool, colour: str, dark: bool, main_first: bool) -> bytes:
    """A coloured bar with contact and skills; with `main_first` the bar's text comes last in the file."""
    face = parts.helvetica(size=10.4, accent=colour if dark else "#222222")
    narrow = Face(
        face.regular,
        face.bold,
        face.italic,
        9.4,
        "#ffffff" if dark else "#333333",
        "#ffffff" if dark else "#222222",
    )
    bar = 178.0

    def paint(canvas: Canvas, doc: BaseDocTemplate) -> None:
        width, height = doc.pagesize
        canvas.setFillColor(HexColor(colour))
        canvas.rect(0 if left else width - bar, 0, bar, height, stroke=0, fill=1)

    def pages(page: tuple[float, float]) -> list[PageTemplate]:
        width, height = page
        side_x, main_x = (16, bar + 22) if left else (width - bar + 14, 34)
        side = Frame(side_x, 30, bar - 30, height - 66, id="side", **NO_PADDING)
        main = Frame(main_x, 30, width - bar - 56, height - 66, id="main", **NO_PADDING)
        first = [main, side] if main_first else [side, main]
        return [
            PageTemplate("first", first, onPage=paint),
            PageTemplate("later", [main], onPage=paint),
        ]

    width = (595.27 if "a4" in sheet.options else 612.0) - bar - 56
    title = [
        text(sheet.name, face.style(2.3, bold=True, accent=True)),
        text(sheet.headline, face.style(1.25, spaceAfter=6)),
    ]
    main = [*title, *main_content(sheet, face, width, mark="▪" if face.regular == "Vera" else "•")]
    side = side_content(sheet, narrow, contact=True)
    first, second = (main, side) if main_first else (side, main)
    return parts.build(sheet, [NextPageTemplate("later"), *first, FrameBreak(), *second], pages)


def sidebar_dark(sheet: Sheet) -> bytes:
    """Dark bar on the left, drawn before the main column."""
    return sidebar(sheet, left=True, colour="#1d3557", dark=True, main_first=False)


def sidebar_late(sheet: Sheet) -> bytes:
    """Dark bar on the left whose text comes after the main column in the file."""
    return sidebar(sheet, left=True, colour="#264d3b", dark=True, main_first=True)


def sidebar_right(sheet: Sheet) -> bytes:
    """Pale bar on the right."""
    return sidebar(sheet, left=False, colour="#ece7df", dark=False, main_first=True)


def grid(sheet: Sheet) -> bytes:
    """A bordered table: period, employer, duties; skills in a table of their own."""
    face = parts.times(size=10.8, accent="#3c3c3c")
    width = inner(sheet)
    border = [
        ("GRID", (0, 0), (-1, -1), 0.6, HexColor("#8c8c8c")), ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("BACKGROUND", (0, 0), (-1, 0), HexColor("#e6eaf0")),
    ]  # fmt: skip
    story, add = sections(face, rule=False)
    story += [
        text(sheet.name, face.style(1.8, bold=True)),
        text(joined(*sheet.contact, by="; "), face.style(spaceAfter=6)),
    ]
    add(sheet.labels["summary"], [text(sheet.summary, face.style())] if sheet.summary else [])
    bold = face.style(bold=True)
    rows: list[list[object]] = [[text(w, bold) for w in ("Period", "Employer", "Position and achievements")]]
    for item in sheet.entries:
        duties = [text(item.title, bold), *(text(line, face.style(spaceAfter=2)) for line in item.bullets)]
        rows.append(
            [text(item.dates, face.style()), text(joined(item.employer, item.place), face.style()), duties]
        )
    table = Table(rows, colWidths=[80, 118, width - 198], repeatRows=1)
    table.setStyle(border)
    add(sheet.labels["experience"], [table])
    learnt = [[text(w, bold) for w in ("Degree", "School", "Year")]]
    learnt += [[text(cell, face.style()) for cell in study] for study in sheet.studies]
    second = Table(learnt, colWidths=[width * 0.45, width * 0.4, width * 0.15])
    second.setStyle(border)
    add(sheet.labels["education"], [second])
    known = [[text(group, bold), text(", ".join(items), face.style())] for group, items in sheet.skills]
    third = Table(known, colWidths=[118, width - 118])
    third.setStyle(border[:2])
    add(sheet.labels["skills"], [third])
    parts.rest(sheet, face, add)
    return parts.build(sheet, story, lambda page: _plain(page, 54))


def _plain(page: tuple[float, float], margin: float) -> list[PageTemplate]:
    return [
        PageTemplate(
            "page", [Frame(margin, margin, page[0] - 2 * margin, page[1] - 2 * margin, **NO_PADDING)]
        )
    ]


def boxes(sheet: Sheet) -> bytes:
    """Skills in a three-column borderless table above the positions: cells side by side that are not one line."""
    face = parts.helvetica(accent="#a3303f")
    width = inner(sheet)
    story, add = sections(face)
    story += [
        text(sheet.name, face.style(2.2, bold=True)),
        text(joined(sheet.headline, *sheet.contact, by="  ·  "), face.style(0.95)),
    ]
    add(sheet.labels["summary"], [text(sheet.summary, face.style())] if sheet.summary else [])
    items = [f"› {skill}" for skill in sheet.flat_skills()]
    rows = [[text(w, face.style()) for w in items[k : k + 3]] for k in range(0, len(items), 3)]
    rows[-1] += [text("", face.style())] * (3 - len(rows[-1]))
    add(
        sheet.labels["skills"],
        [Table(rows, colWidths=[width / 3] * 3, style=[("TOPPADDING", (0, 0), (-1, -1), 0)])],
    )
    work = [f for item in sheet.entries for f in parts.entry(item, face, title_first(item, face, width))]
    add(sheet.labels["experience"], work)
    add(sheet.labels["education"], parts.studies(sheet, face, width))
    parts.rest(sheet, face, add)
    return parts.build(sheet, [*story, Spacer(1, 2)], lambda page: _plain(page, 54))
