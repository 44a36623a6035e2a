"""Towns that no gazetteer knows, behind the name of a firm where other entries of the section have a known one."""

from __future__ import annotations

import re
from collections import defaultdict

from appliance.engines.reading.resume.judging import CLEAR_TITLE, Judge
from appliance.engines.reading.resume.rows import Row

_BEHIND = re.compile(r"(?P<firm>[^\t|,–—]{2,60}?)(?P<edge>,| [–—-]) (?P<town>[^\W\d_a-z][^\t|,;:()]{2,40})")
_TOWN = re.compile(r"[^\W\d_a-z][^\W\d_]{2,}(?:[ -][^\W\d_a-z][^\W\d_]+){0,2}")
_LEGAL = re.compile(
    r"\b(?:GmbH|mbH|AG|KG|Inc|LLC|LLP|Ltd|Limited|Corp|PLC|plc|BV|AB|Oy|SpA|SARL|Lda|Ltda)\.?$"
)
_NO_TOWN = re.compile(
    r"(?:ology|ics|ing|ions?|ments?|ance|istry|ery|works|ales|upport|esign|edia|roup|eam|ouse|redaktion|abteilung|ung)$"
)
_LITTLE_LIKE = 0.4


def know_towns(rows: list[Row], judge: Judge) -> None:
    """``rows``: the rows of a section that may head its entries. Tells ``judge`` what stands for towns there."""
    known: dict[str, int] = defaultdict(int)
    unknown: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        text = _without_dates(row)
        found = _BEHIND.fullmatch(text)
        if found is None:
            continue
        legal = _LEGAL.search(found["firm"]) is not None
        if not legal and judge.title(found["firm"]) >= CLEAR_TITLE:
            continue
        town = found["town"].strip()
        if judge.place(town) or (legal and _TOWN.fullmatch(town)):
            known[found["edge"]] += 1
        elif _may_be_town(town, judge):
            unknown[found["edge"]].add(town)
    for edge, towns in unknown.items():
        if known[edge] >= max(len(towns), 1):
            for town in towns:
                judge.know_place(town)


def _without_dates(row: Row) -> str:
    text = row.text
    for r in reversed(row.ranges):
        text = text[: r.start] + text[r.end :]
    return text.strip(" \t|,;:–—-·()")


def _may_be_town(text: str, judge: Judge) -> bool:
    return (
        _TOWN.fullmatch(text) is not None
        and not _NO_TOWN.search(text)
        and judge.title(text) < _LITTLE_LIKE
        and judge.employer(text) < _LITTLE_LIKE
        and not judge.skills(text)
    )
