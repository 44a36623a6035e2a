"""Plain text and Markdown: find the encoding, keep the lines."""

from __future__ import annotations

import codecs
import re
from typing import Final

from appliance.engines.knowledge import load
from appliance.engines.reading.drafting import Draft, Style
from appliance.engines.reading.refusals import Refused
from appliance.foundation.contracts.reading import FileFormat, Layout

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEADING: Final = re.compile(r"\s{0,3}(#{1,6})\s+(.+?)\s*#*\s*\Z")
_UNDERLINE: Final = re.compile(r"\s*(=+|-+)\s*\Z")
_FLATTENED: Final = 200
_LONGEST_HEADING: Final = 60
_LONGEST_DRAWN: Final = 200
_ABOUT: Final = 3
_RULING: Final = "-_=~*#─━═╌┄┅—"
_LEAST_DRAWN: Final = 4
_LEAST_BESIDE: Final = 8
_MOST_CAPITALS: Final = 4
_RATED: Final = "*#"
"""Marks that rate the words before them where they stand on one side: "Python *****"."""
_NOT_SAID: Final = re.compile(rf"[{_RULING[1:]}]|(?<!\w)-|-(?!\w)")
"""A mark of a rule among words; a hyphen within one is none."""
_SIDES: Final = "|│┃║*#"
_BARS: Final = re.compile(r"[|│┃║]")
_WORD: Final = re.compile(r"\w")
_EDGE: Final = re.compile(r"\s*[+|┌┐└┘╔╗╚╝├┤*#]?[-=*#─━═]{3,}[+|┌┐└┘╔╗╚╝├┤*#]?\s*")
_GAP: Final = re.compile(r"\S[ \u00a0\t]{2,}(?=\S)")
_RULE: Final = re.compile(r"\s*(?:[-_*=~]\s*){3,}\Z")
_LINK: Final = re.compile(r"!?\[([^\]\[]{0,300})\]\(([^()\s]{0,500})[^()]{0,300}\)")
_EMPHASIS: Final = re.compile(r"(?<![\w*_])(\*{1,3}|_{1,3})(?=\S)(.{1,300}?)(?<=\S)\1(?![\w*_])")
_DEFINED: Final = re.compile(r"\A\s{0,6}[:~]\s+(?=\S)")
"""The mark of what is said of the term above it, in a list of definitions."""
_BOLD_LINE: Final = re.compile(r"\s*(?:[-*+]\s+)?(\*\*|__).+\1:?\s*\Z")


def decoded(untrusted_content: bytes) -> str:
    """Text of unknown encoding: byte order mark, UTF-8, UTF-16 without a mark, else Windows-1252."""
    for mark, encoding in _BOMS:
        if untrusted_content.startswith(mark):
            return untrusted_content[len(mark) :].decode(encoding, "replace")
    try:
        text = untrusted_content.decode("utf-8")
    except UnicodeDecodeError:
        pass  # not UTF-8; the next guesses follow
    else:
        if "\0" not in text:
            return text
    wide = _wide_encoding(untrusted_content)
    if wide:
        return untrusted_content.decode(wide, "replace")
    try:
        return untrusted_content.decode("cp1252")
    except UnicodeDecodeError:
        return untrusted_content.decode("latin-1")


def _wide_encoding(content: bytes) -> str:
    """UTF-16 without a mark: nearly every second byte of western text is zero."""
    sample = content[:4000]
    if len(sample) < 4:
        return ""
    half = len(sample) // 2
    if sample[1::2].count(0) > 0.6 * half and sample[::2].count(0) < 0.1 * half:
        return "utf-16-le"
    if sample[::2].count(0) > 0.6 * half and sample[1::2].count(0) < 0.1 * half:
        return "utf-16-be"
    return ""


def extract(untrusted_content: bytes) -> Layout:
    """Read plain text line by line. Raises Refused("no_text")."""
    return _read(untrusted_content, "txt")


def extract_markdown(untrusted_content: bytes) -> Layout:
    """Read Markdown: headings keep their level, marks and link targets go to where a reader sees them."""
    return _read(untrusted_content, "md")


def _read(untrusted_content: bytes, file_format: FileFormat) -> Layout:
    draft = Draft()
    text = decoded(untrusted_content)
    if text.count("\ufffd") > 20 and text.count("\ufffd") > 0.01 * len(text):
        draft.note(
            "major",
            "unknown_encoding",
            "Some letters of the file could not be told; its encoding is unknown.",
        )
    if file_format == "md":
        _markdown(draft, text)
    else:
        _plain(draft, text.splitlines())
    if not draft.length:
        raise Refused("no_text")
    return draft.layout(file_format)


def _plain(draft: Draft, lines: list[str]) -> None:
    """Lines as they stand; what is drawn of dashes and bars around a heading makes it one, and is left out."""
    for number, line in enumerate(lines):
        if draft.full:
            return
        if _is_flattened(line):
            draft.line(line.replace("\t", "  "), gaps=True)
            continue
        if not line.strip():
            draft.blank()
            continue
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if drawn := _drawn(line):
            draft.line(drawn, Style(heading=2))
        elif number and (framed := _between_edges(lines[number - 1], line, following)):
            draft.line(framed, Style(heading=2))
        elif _is_underlined(line, following):
            draft.line(_tabbed(line), Style(heading=2))
        else:
            draft.line(_tabbed(line))


def _between_edges(above: str, line: str, below: str) -> str:
    """The words in a box drawn around one line, or ""."""
    if max(len(above), len(line), len(below)) > _LONGEST_DRAWN or not (
        _EDGE.fullmatch(above) and _EDGE.fullmatch(below)
    ):
        return ""
    words = line.strip()
    if len(words) < 5 or words[0] not in _SIDES or words[-1] not in _SIDES:
        return ""
    within = words[1:-1]
    if not (within[0].isspace() and within[-1].isspace()) or _BARS.search(within) or not _WORD.search(within):
        return ""
    return within.strip()


def _drawn(line: str) -> str:
    """The words of a heading between two rules, or beside one of a line that is surely a heading; else ""."""
    words = line.strip()
    if len(line) > _LONGEST_DRAWN or not (words[0] in _RULING or words[-1] in _RULING):
        return ""
    before, said = _unruled(words)
    after, said = _unruled(said[::-1])
    said = said[::-1].strip()
    if not (before or after) or not said[:1].isalpha() or _NOT_SAID.search(said):
        return ""
    return said if (before and after) or _is_heading(said, before or after) else ""


def _unruled(words: str) -> tuple[str, str]:
    """The rule that words begin with, and the rest; without a blank behind it, or too short, it is none."""
    rest = words.lstrip(words[:1]) if words[:1] in _RULING else words
    length = len(words) - len(rest)
    return (words[:length], rest) if length >= _LEAST_DRAWN and rest[:1].isspace() else ("", words)


def _is_heading(said: str, rule: str) -> bool:
    """Do words with a rule on one side head a section: known ones, or a few in capitals beside a long rule?"""
    if rule[0] in _RATED or len(said) > _LONGEST_HEADING:
        return False
    if len(rule) >= _LEAST_BESIDE and said.isupper() and len(said.split()) <= _MOST_CAPITALS:
        return True
    return load().resume_section(said) is not None


def _is_underlined(line: str, following: str) -> bool:
    """Is a short line ruled off below: a heading, in capitals or with a rule about as long as it?"""
    words, rule = line.strip(), following.strip()
    if len(words) > _LONGEST_HEADING or not _UNDERLINE.fullmatch(following[:_LONGEST_DRAWN]) or len(rule) < 3:
        return False
    return words[:1].isupper() and (words.isupper() or abs(len(rule) - len(words)) <= _ABOUT)


def _is_flattened(line: str) -> bool:
    """A whole page in one line: wherever a line ended there are two blanks or more."""
    return len(line) >= _FLATTENED and len(_GAP.findall(line, 0, 20_000)) >= 3


def _tabbed(line: str) -> str:
    """Four blanks or more inside a line stand for a tab: that is how text files put dates to the right."""
    stripped = line.strip()
    return re.sub(r"(?<=\S) {4,}(?=\S)", "\t", stripped) if "    " in stripped else stripped


def _markdown(draft: Draft, text: str) -> None:
    lines = text.splitlines()
    fenced = False
    for number, line in enumerate(lines):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
            continue
        if fenced or not line.strip():
            (draft.line(line) if line.strip() else draft.blank())
            continue
        heading = _HEADING.match(line[:2000])
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if heading:
            draft.line(_unmarked(heading.group(2)), Style(heading=len(heading.group(1)), bold=True))
        elif (
            line.strip()
            and _UNDERLINE.match(following)
            and not _UNDERLINE.match(line)
            and line.strip()[:1] not in "-*|"
        ):
            level = 1 if following.strip().startswith("=") else 2
            draft.line(_unmarked(line), Style(heading=level, bold=True))
        elif not _RULE.match(line[:500]):
            draft.line(_unmarked(line), Style(bold=_BOLD_LINE.match(line[:500]) is not None))


def _unmarked(line: str) -> str:
    if len(line) > 5000:
        return line
    line = _LINK.sub(_link, line.replace("\\", ""))
    for _ in range(2):
        line = _EMPHASIS.sub(r"\2", line)
    if line.count("|") >= 2 and line.strip().startswith("|"):
        line = "\t".join(cell.strip() for cell in line.strip().strip("|").split("|"))
        line = "" if not line.strip("-: \t") else line
    return _DEFINED.sub("", line.removesuffix("  ").lstrip("> ").replace("`", ""))


def _link(match: re.Match[str]) -> str:
    text, target = match.group(1), match.group(2)
    if match.group().startswith("!"):
        return text
    shown = target.removeprefix("mailto:").removeprefix("tel:")
    return text if not text or shown in text or target.startswith("#") else f"{text} ({shown})"
