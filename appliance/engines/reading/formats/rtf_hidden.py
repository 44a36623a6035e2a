"""What of an RTF cannot be seen, taken out before the rest is read: marked hidden or deleted, tiny, white, and comments.

Source: Rich Text Format Specification 1.9.1: a property set in a group ends with it, ``plain`` ends those of letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from appliance.engines.reading.drafting import COMMENT, Draft

_TOKEN: Final = re.compile(
    r"\\([a-z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-f]{2})|\\([^a-z'])|([{}])|([^\\{}]+)|\\",
    re.IGNORECASE | re.DOTALL,
)
_WORTH_LOOKING: Final = re.compile(
    r"\\(?:v(?![a-z0-9])|v1|fs[0-4](?!\d)|deleted|cf\d|\*\\annotation|annotation)"
)
_COLOURS: Final = re.compile(r"\{\\colortbl([^{}]{0,20000})\}")
_GROUND: Final = re.compile(
    r"\\(?:cb[1-9]|highlight[1-9]|chcbpat[1-9]|cbpat[1-9]|clcbpat[1-9]|shading[1-9]|clshdng[1-9]|chshdng[1-9]|shptxt|dptxbx|background)"
)
"""Something coloured may lie behind letters: then white ones may be seen."""
_CHANNEL: Final = re.compile(r"\\(red|green|blue)(\d{1,3})")
_PALE: Final = 0xE6
_TINY_HALF_POINTS: Final = 4
_USUAL_HALF_POINTS: Final = 24


class _State(NamedTuple):
    hidden: bool = False
    deleted: bool = False
    size: int = _USUAL_HALF_POINTS
    pale: bool = False
    comment: bool = False
    table: bool = False

    @property
    def reason(self) -> str:
        """Why letters of this state cannot be seen; "" when they can."""
        if self.comment:
            return COMMENT
        if self.hidden:
            return "marked as hidden"
        if self.deleted:
            return "marked as deleted"
        if self.size <= _TINY_HALF_POINTS:
            return "letters of 2 points or less"
        return "same colour as what lies behind it" if self.pale else ""


def without_hidden(draft: Draft, source: str) -> str:
    """``source`` with its control words and groups but without the letters nobody sees, which ``draft`` keeps apart."""
    if _WORTH_LOOKING.search(source) is None:
        return source
    pale = _pale_colours(source)
    kept: list[str] = []
    run: list[str] = []
    before = ""
    for written, letters, reason in _told(source, pale):
        if reason != before and letters:
            if run:
                draft.hide("".join(run), before)
                run = []
            before = reason
        if letters and reason:
            run.append(letters)
        else:
            kept.append(written)
    if run:
        draft.hide("".join(run), before)
    return "".join(kept)


def _told(source: str, pale: frozenset[int]) -> Iterator[tuple[str, str, str]]:
    """Each token as written, the letters it stands for ("" for a control word), and why these cannot be seen."""
    state, groups = _State(), [_State()]
    skip = 0
    for token in _TOKEN.finditer(source):
        word, number, byte, sign, brace, text = token.groups()
        letters = ""
        if word is not None:
            state = _set(state, word, number, pale)
            if word == "u" and number is not None:
                letters, skip = chr(int(number) % 0x10000), 1
                if 0xD800 <= ord(letters) < 0xE000:
                    letters = " "
            elif word in {"par", "line", "tab", "cell", "row"} and state.reason:
                letters = ""
        elif brace == "{":
            groups.append(state)
        elif brace == "}":
            state = groups.pop() if len(groups) > 1 else _State()
        elif byte is not None:
            letters = "" if skip else bytes([int(byte, 16)]).decode("cp1252", "replace")
            skip = 0
        elif sign is not None:
            letters = {"~": " ", "_": "-", "-": "", "*": ""}.get(sign, sign)
        elif text is not None:
            letters, skip = text[skip:], 0
        if state.table:
            letters = ""
        elif word is None and not letters and state.reason and (text or byte):
            letters = " "  # the stand-in of a character that was told already
        yield token.group(), letters, state.reason


def _set(state: _State, word: str, number: str | None, pale: frozenset[int]) -> _State:
    match word:
        case "v":
            return state._replace(hidden=number != "0")
        case "deleted":
            return state._replace(deleted=number != "0")
        case "fs" if number:
            return state._replace(size=int(number))
        case "cf":
            return state._replace(pale=int(number or 0) in pale)
        case "annotation":
            return state._replace(comment=True)
        case "stylesheet" | "fonttbl" | "colortbl" | "info":
            return state._replace(table=True)
        case "plain":
            return _State(comment=state.comment, table=state.table)
        case _:
            return state


def _pale_colours(source: str) -> frozenset[int]:
    """Numbers of the colours of the table that are nearly white, unless something coloured may lie behind."""
    table = _COLOURS.search(source)
    if table is None or _GROUND.search(source):
        return frozenset()
    channels = [dict(_CHANNEL.findall(entry)) for entry in table.group(1).split(";")]
    return frozenset(
        number
        for number, entry in enumerate(channels)
        if len(entry) == 3 and all(int(v) >= _PALE for v in entry.values())
    )
