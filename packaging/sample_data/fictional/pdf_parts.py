"""What the PDF layouts share: faces, paragraph styles and the flowables of a résumé's sections."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import reportlab
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    HRFlowable,
    KeepTogether,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from fictional.sheet import Entry, Sheet

VERA = Path(reportlab.__file__).with_name("fonts")


@dataclass(frozen=True)
class Face:
    """A type family and the size and colour a layout sets it in."""

    regular: str
    bold: str
    italic: str
    size: float = 10.8
    ink: str = "#202124"
    accent: str = "#1f3a5f"

    def style(
        self, scale: float = 1.0, *, bold: bool = False, accent: bool = False, **more: object
    ) -> ParagraphStyle:
        """A paragraph style at `scale` times the face's size (points)."""
        size = self.size * scale
        settings: dict[str, object] = {
            "fontName": self.bold if bold else self.regular,
            "fontSize": size,
            "leading": size * 1.34,
            "textColor": HexColor(self.accent if accent else self.ink),
        }
        return ParagraphStyle("s", **{**settings, **more})


def times(**more: object) -> Face:
    return Face("Times-Roman", "Times-Bold", "Times-Italic", **{"size": 11.2, **more})  # type: ignore[arg-type]


def helvetica(**more: object) -> Face:
    return Face("Helvetica", "Helvetica-Bold", "Helvetica-Oblique", **more)  # type: ignore[arg-type]


def courier(**more: object) -> Face:
    return Face("Courier", "Courier-Bold", "Courier-Oblique", **{"size": 9.6, **more})  # type: ignore[arg-type]


def vera(**more: object) -> Face:
    """Bitstream Vera, embedded as a TrueType subset; it has the accents that the built-in faces lack."""
    for name, file in (("Vera", "Vera.ttf"), ("Vera-Bold", "VeraBd.ttf"), ("Vera-Italic", "VeraIt.ttf")):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(VERA / file)))
    return Face("Vera", "Vera-Bold", "Vera-Italic", **{"size": 9.6, **more})  # type: ignore[arg-type]


Painter = Callable[[Canvas, BaseDocTemplate], None]


def nothing(canvas: Canvas, doc: BaseDocTemplate) -> None:
    """A page without decoration."""


def build(
    sheet: Sheet,
    story: Sequence[Flowable],
    templates: Callable[[tuple[float, float]], list[PageTemplate]],
    **more: object,
) -> bytes:
    """The finished PDF; invariant, so that the same story gives the same bytes."""
    out = io.BytesIO()
    page = A4 if "a4" in sheet.options else LETTER
    doc = BaseDocTemplate(
        out,
        pagesize=page,
        invariant=1,
        title=f"{sheet.name} - Resume",
        author=sheet.name,
        pageCompression=1,
        **more,
    )
    doc.addPageTemplates(templates(page))
    doc.build(list(story))
    return out.getvalue()


def text(words: str, style: ParagraphStyle) -> Paragraph:
    """A paragraph of plain words (escaped)."""
    return Paragraph(escape(words), style)


class Tracked(Flowable):
    """One line whose letters are set apart by the page's character spacing, not by blanks."""

    def __init__(self, words: str, style: ParagraphStyle, gap: float) -> None:
        super().__init__()
        self.words, self.style, self.gap = words, style, gap
        self.height = style.leading

    def getSpaceBefore(self) -> float:  # noqa: N802  reportlab's name
        return float(self.style.spaceBefore)

    def draw(self) -> None:
        """Draws the line with its baseline where a paragraph would have it."""
        line = self.canv.beginText(0, self.height - self.style.fontSize)
        line.setFont(self.style.fontName, self.style.fontSize)
        line.setFillColor(self.style.textColor)
        line.setCharSpace(self.gap)
        line.textOut(self.words)
        line.setCharSpace(0)
        self.canv.drawText(line)


def heading(
    label: str, face: Face, *, rule: bool = True, caps: bool = True, spaced: bool = False
) -> list[Flowable]:
    """A section heading; `spaced` tracks the letters apart, as designers like to."""
    style = face.style(1.12, bold=True, accent=True, spaceBefore=face.size * 1.1, spaceAfter=2)
    words = label.upper() if caps else label
    parts: list[Flowable] = [CondPageBreak(40), Tracked(words, style, 2.4) if spaced else text(words, style)]
    if rule:
        parts.append(
            HRFlowable(width="100%", thickness=0.7, color=HexColor(face.accent), spaceBefore=0, spaceAfter=4)
        )
    return parts


def bullets(lines: Sequence[str], face: Face, mark: str = "•", *, justified: bool = False) -> list[Flowable]:
    """Bullet paragraphs with a hanging indent."""
    more = {"alignment": TA_JUSTIFY} if justified else {}
    style = face.style(leftIndent=12, bulletIndent=2, spaceAfter=1.5, **more)
    style.bulletFontName, style.bulletFontSize = face.regular, face.size
    style.bulletColor = HexColor(face.ink)
    return [Paragraph(escape(line), style, bulletText=mark) for line in lines]


def two_sided(left: str, right: str, face: Face, width: float, *, scale: float = 1.0) -> Table:
    """One line with markup on the left and a right-aligned remark."""
    style = face.style(scale)
    end = face.style(scale, alignment=2)
    room = max(pdfmetrics.stringWidth(right, face.regular, face.size * scale) + 6, 10)
    table = Table(
        [[Paragraph(left, style), Paragraph(escape(right), end)]],
        colWidths=[width - room, room],
        hAlign="LEFT",
    )
    table.setStyle([
        ("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 1), ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ])  # fmt: skip
    return table


def b(words: str, face: Face) -> str:
    """Markup: the words in the face's bold."""
    return f'<font name="{face.bold}">{escape(words)}</font>'


def i(words: str, face: Face) -> str:
    """Markup: the words in the face's italic."""
    return f'<font name="{face.italic}">{escape(words)}</font>'


def joined(*parts: str, by: str = ", ") -> str:
    return by.join(part for part in parts if part)


def entry(
    item: Entry, face: Face, head: Sequence[Flowable], mark: str = "•", *, justified: bool = False
) -> list[Flowable]:
    """A position: its head lines stay with the first bullet."""
    lines = bullets(item.bullets, face, mark, justified=justified)
    return [KeepTogether([*head, *lines[:1]]), *lines[1:], Spacer(1, face.size * 0.75)]


def skills(sheet: Sheet, face: Face, *, grouped: bool = True, by: str = ", ") -> list[Flowable]:
    """Skills by group ("Languages: Python, Go"), or all in one line."""
    if not grouped or len(sheet.skills) == 1:
        return [text(by.join(sheet.flat_skills()), face.style())]
    return [
        Paragraph(f"{b(group + ':', face)} {escape(by.join(items))}", face.style(spaceAfter=1.5))
        for group, items in sheet.skills
    ]


def studies(sheet: Sheet, face: Face, width: float) -> list[Flowable]:
    """Education with the years on the right."""
    return [
        two_sided(f"{b(degree, face)}, {escape(school)}", years, face, width)
        for degree, school, years in sheet.studies
    ]


def lines(items: Sequence[str], face: Face) -> list[Flowable]:
    return [text(item, face.style(spaceAfter=1.5)) for item in items]


def rest(sheet: Sheet, face: Face, add: Callable[[str, list[Flowable]], None]) -> None:
    """The small sections at the end: certifications, clearance, languages and the person's own ones."""
    add(sheet.labels["certifications"], lines(sheet.certifications, face))
    add(sheet.labels["clearance"] if sheet.clearance else "Citizenship", lines(sheet.standing(), face))
    add(sheet.labels["languages"], lines([", ".join(sheet.languages)] if sheet.languages else [], face))
    for label, items in sheet.extras:
        add(label, lines(items, face))


def tint(hexadecimal: str) -> Color:
    return HexColor(hexadecimal)


CENTRE = TA_CENTER
