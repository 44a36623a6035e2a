"""Text and Markdown layouts, in the encodings and habits that people's editors leave behind."""

from __future__ import annotations

from collections.abc import Sequence

from fictional.pdf_parts import joined
from fictional.scan import wrap
from fictional.sheet import Sheet


def sections(sheet: Sheet, work: Sequence[str]) -> list[tuple[str, Sequence[str]]]:
    """(label, lines) of all sections that have something, in order."""
    standing = sheet.labels["clearance"] if sheet.clearance else "Citizenship"
    known = [
        f"{group}: {', '.join(items)}" if len(sheet.skills) > 1 else ", ".join(items)
        for group, items in sheet.skills
    ]
    found: list[tuple[str, Sequence[str]]] = [
        (sheet.labels["summary"], [sheet.summary] if sheet.summary else []),
        (sheet.labels["experience"], work),
        (sheet.labels["education"], [joined(*study) for study in sheet.studies]),
        (sheet.labels["skills"], known),
        (sheet.labels["certifications"], sheet.certifications),
        (standing, sheet.standing()),
        (sheet.labels["languages"], sheet.languages),
        *sheet.extras,
    ]
    return [(label, lines) for label, lines in found if lines]


def underlined(sheet: Sheet) -> str:
    """Headings underlined with hyphens, bullets with asterisks, wrapped at 78."""
    work: list[str] = []
    for item in sheet.entries:
        work += ["", joined(item.title, item.employer, item.place), item.dates] if item.dates else [
            "", joined(item.title, item.employer, item.place)]  # fmt: skip
        for words in item.bullets:
            work += wrap(f"* {words}", 78, "  ")
    out = [sheet.name, *sheet.contact, ""]
    for label, lines in sections(sheet, work[1:]):
        out += [label, "-" * len(label)]
        for words in lines:
            out += wrap(words, 78) if len(words) > 78 else [words]
        out.append("")
    return "\n".join(out)


def plain(sheet: Sheet) -> bytes:
    """UTF-8, Unix line ends."""
    return underlined(sheet).encode()


def windows(sheet: Sheet) -> bytes:
    """cp1252 with Windows line ends."""
    return underlined(sheet).replace("\n", "\r\n").encode("cp1252")


def wide(sheet: Sheet) -> bytes:
    """UTF-16 with a byte order mark, as Notepad's "Unicode" saves it."""
    return b"\xff\xfe" + underlined(sheet).replace("\n", "\r\n").encode("utf-16-le")


def shouting(sheet: Sheet) -> bytes:
    """Capital headings, no bullet signs, position lines with bars; pasted from a web form."""
    work: list[str] = []
    for item in sheet.entries:
        work += [joined(item.dates, item.title, item.employer, by=" | "), *item.bullets, ""]
    out = [sheet.name.upper(), joined(*sheet.contact, by=" / "), ""]
    for label, lines in sections(sheet, work):
        out += [label.upper() + ":", *lines, ""]
    return "\n".join(out).encode()


def indented(sheet: Sheet) -> bytes:
    """Dates in a left column made of blanks, text indented under them."""
    work: list[str] = []
    for item in sheet.entries:
        work.append(f"{item.dates:<22}{item.title}")
        work.append(" " * 22 + joined(item.employer, item.place))
        for words in item.bullets:
            work += [" " * 22 + part for part in wrap(f"- {words}", 56, "  ")]
        work.append("")
    out = [f"{sheet.name:^78}".rstrip(), f"{joined(*sheet.contact, by='  '):^78}".rstrip(), ""]
    for label, lines in sections(sheet, work):
        out += [label.upper()]
        for words in lines:
            out += [words] if len(words) <= 78 else wrap(words, 78)
        out.append("")
    return "\n".join(out).encode()


def markdown(sheet: Sheet) -> bytes:
    """Headings with number signs, bold employers, links in angle brackets."""
    work: list[str] = []
    for item in sheet.entries:
        work += [
            f"### {item.title}",
            "",
            f"**{item.employer}**, {joined(item.place, item.dates, by=' | ')}",
            "",
        ]
        work += [f"- {words}" for words in item.bullets]
        work.append("")
    contact = [f"- {words}" if "@" not in words else f"- <{words}>" for words in sheet.contact]
    out = [f"# {sheet.name}", "", *contact, ""]
    for label, lines in sections(sheet, work):
        out += [f"## {label}", "", *lines, ""]
    return "\n".join(out).encode()
