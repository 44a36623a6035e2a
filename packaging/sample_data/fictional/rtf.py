"""RTF layouts, written by hand: plain paragraphs, a table, and one saved under the name of an old Word file."""

from __future__ import annotations

from collections.abc import Sequence

from fictional.pdf_parts import joined
from fictional.sheet import Sheet

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman Times New Roman;}{\f1\fswiss Arial;}}"
    r"{\colortbl;\red31\green58\blue95;}{\info{\title Resume}{\author %s}{\creatim\yr2026\mo1\dy12\hr9\min30}}"
    r"\paperw12240\paperh15840\margl1440\margr1440\f0\fs22 "
)


def coded(words: str) -> str:
    """Words as RTF: cp1252 as hex escapes, other characters as signed Unicode escapes."""
    out = []
    for mark in words:
        if mark in "\\{}":
            out.append("\\" + mark)
        elif ord(mark) < 128:
            out.append(mark)
        else:
            try:
                out.append(f"\\'{mark.encode('cp1252')[0]:02x}")
            except UnicodeEncodeError:
                out.append(f"\\u{(ord(mark) + 32768) % 65536 - 32768}?")
    return "".join(out)


def par(words: str, style: str = "") -> str:
    return f"{{\\pard {style} {coded(words)}\\par}}\n"


def heading(label: str) -> str:
    return par(label.upper(), r"\sb160\f1\b\cf1\fs24")


def bullet(words: str) -> str:
    return f"{{\\pard \\fi-240\\li360 \\bullet\\tab {coded(words)}\\par}}\n"


def finish(sheet: Sheet, body: str) -> bytes:
    return (HEAD % coded(sheet.name) + body + "}").encode("ascii")


def small(sheet: Sheet) -> str:
    standing = sheet.labels["clearance"] if sheet.clearance else "Citizenship"
    sections: list[tuple[str, Sequence[str]]] = [
        (sheet.labels["education"], [joined(*study) for study in sheet.studies]),
        (sheet.labels["skills"], [f"{group}: {', '.join(items)}" for group, items in sheet.skills]),
        (sheet.labels["certifications"], sheet.certifications),
        (standing, sheet.standing()),
        (sheet.labels["languages"], sheet.languages),
        *sheet.extras,
    ]
    return "".join(
        heading(label) + "".join(par(item) for item in items) for label, items in sections if items
    )


def opening(sheet: Sheet) -> str:
    body = par(sheet.name, r"\qc\f1\b\fs40") + par(joined(*sheet.contact, by=" - "), r"\qc")
    return body + (heading(sheet.labels["summary"]) + par(sheet.summary) if sheet.summary else "")


def plain(sheet: Sheet) -> bytes:
    """Centred head, bold employers, tabs before the dates."""
    body = opening(sheet) + heading(sheet.labels["experience"])
    for item in sheet.entries:
        if not item.again:
            body += par(joined(item.employer, item.place), r"\b")
        dates = f"\\tab {coded(item.dates)}" if item.dates else ""
        body += f"{{\\pard \\tqr\\tx9300\\i {coded(item.title)}\\i0 {dates}\\par}}\n"
        body += "".join(bullet(line) for line in item.bullets)
    return finish(sheet, body + small(sheet))


def table(sheet: Sheet) -> bytes:
    """Positions as table rows."""
    body = opening(sheet) + heading(sheet.labels["experience"])
    for item in sheet.entries:
        left = coded(item.dates)
        right = "\\par ".join(
            coded(x) for x in (joined(item.title, item.employer, item.place), *item.bullets)
        )
        body += f"\\trowd\\trgaph108\\cellx2200\\cellx9300\\pard\\intbl {left}\\cell {right}\\cell\\row\n"
    return finish(sheet, body + "\\pard\n" + small(sheet))
