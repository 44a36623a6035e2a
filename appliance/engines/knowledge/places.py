"""Places: cities, states and countries in the way résumés and postings write them."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from typing import NamedTuple

from appliance.engines.knowledge.ambiguity import CONTEXT, PLAIN
from appliance.engines.knowledge.packs import rows
from appliance.engines.knowledge.phrases import Found, Phrases
from appliance.engines.knowledge.skills import spelling
from appliance.engines.knowledge.tokens import key, tokens
from appliance.engines.knowledge.values import NamedSpan

_STATE_AFTER = re.compile(r"\s*,\s*|\s+(?=[A-Z]{2}\b)|\s*\(\s*")
_FIRM = re.compile(
    r"\b(?:Systems|Inc|Corp|Corporation|LLC|LLP|Ltd|Limited|Company|Group|Solutions|Technologies|Technology|Industries|Partners|Associates|Consulting|"
    r"Services|Software|Laboratories|Labs|Bank|Hospital|Clinic|University|College|School|Institute|Foundation|Agency|Restaurant|Store|Stores)$"
)
"""The last word of an employer's or a school's name: no town, whatever state stands behind it."""
_TOWN = re.compile(
    r"(?:(?:St|Ft|Mt|San|Santa|Los|Las|El|La|New|Fort|Port|North|South|East|West)\.? )?[A-Z][a-z'’]+(?:[ -][A-Z][a-z'’]+){0,2}\Z"
)
_ZIP = re.compile(r"\s+\d{5}(?:-\d{4})?\b")
_EARTH_KM = 6371.0


class Place(NamedTuple):
    """``kind`` city, state or country; ``code`` the state's or country's short form; latitude and longitude in degrees, to a tenth."""

    name: str
    kind: str
    region: str
    country: str
    code: str
    need: int
    latitude: float | None = None
    longitude: float | None = None


class Places:
    """The gazetteer and its lookup."""

    def __init__(self) -> None:
        self._phrases: Phrases[Place] = Phrases()
        self._cities: dict[str, Place] = {}
        self._codes: dict[str, Place] = {}
        self._countries: dict[str, str] = {}
        self._wide: dict[str, Place] = {}
        for row in rows("places"):
            if row.section.startswith("states of "):
                name = row.cell(0)
                place = Place(name, "state", name, row.section[10:], row.cell(1), PLAIN)
                self._codes[row.cell(1)] = self._wide[name] = place
                self._enter(place, (name, *row.items(2)))
            elif row.section == "countries":
                self._countries[row.cell(0)] = row.cell(1)
                place = Place(row.cell(0), "country", "", row.cell(0), row.cell(1), PLAIN)
                self._wide.setdefault(row.cell(0), place)
                self._enter(place, (row.cell(0), *row.items(2)))
            else:
                name, need = spelling(row.cell(0))
                region = row.cell(2)
                at = row.items(3)
                place = Place(
                    name, "city", region, row.section, "", need,
                    float(at[0]) if at else None, float(at[1]) if at else None,
                )  # fmt: skip
                self._cities.setdefault(self._full(place), place)
                self._enter(place, (name, *row.items(1)))

    @property
    def cities(self) -> int:
        """How many cities are known."""
        return len(self._cities)

    def _enter(self, place: Place, names: tuple[str, ...]) -> None:
        for written in names:
            self._phrases.add(key(spelling(written)[0]), place)

    def find(self, text: str) -> list[NamedSpan]:
        """Every place named: "Boston, MA", "Berlin, Germany", "Springfield, IL 62704", "Poland"."""
        split = tokens(text)
        spans: list[NamedSpan] = []
        done = 0
        for match in self._phrases.find(text, split):
            if match.start < done or not text[match.start].isupper():
                continue
            span = self._settle(text, match)
            if span is not None:
                spans.append(span)
                done = span.end
        return self._with_towns(text, spans)

    def countries(self, text: str) -> list[str]:
        """The ISO 3166 codes of the countries in which the places of a text lie, in reading order, each once."""
        split = tokens(text)
        places = (m.entries[0] for m in self._phrases.find(text, split) if text[m.start].isupper())
        codes = (self._countries.get(place.country) for place in places)
        return list(dict.fromkeys(code for code in codes if code))

    def _settle(self, text: str, match: Found[Place]) -> NamedSpan | None:
        end, region = self._region_after(text, match.end)
        for place in match.entries:
            if region is not None and place.kind == "city" and _fits(place, region):
                return NamedSpan(match.start, end, self._full(place))
        place = match.entries[0]
        if place.kind == "city":
            if region is not None and region.kind == "state":
                return NamedSpan(match.start, end, f"{place.name}, {region.code}")
            if place.need == CONTEXT:
                return None
        return NamedSpan(match.start, match.end, self._full(place))

    def _region_after(self, text: str, end: int) -> tuple[int, Place | None]:
        """The state or country after a city, and where it ends; several may follow ("Boston, MA, USA")."""
        found: Place | None = None
        at = end
        for _ in range(2):
            gap = _STATE_AFTER.match(text, at)
            if gap is None:
                break
            place, after = self._region_at(text, gap.end())
            if place is None:
                break
            found, at = found or place, after
            code = _ZIP.match(text, at)
            if code is not None:
                at = code.end()
        return (at, found) if found else (end, None)

    def _region_at(self, text: str, start: int) -> tuple[Place | None, int]:
        code = re.compile(r"[A-Z]{2}\b(?!\.\w)").match(text, start)
        if code is not None and code.group() in self._codes:
            return self._codes[code.group()], code.end()
        split = tokens(text[start : start + 40])
        match = self._phrases.longest(text[start : start + 40], split, 0) if split.words else None
        if match is None or match.start or not text[start : start + 1].isupper():
            return None, start
        region = next((p for p in match.entries if p.kind != "city"), None)
        return region, start + match.end

    def _with_towns(self, text: str, spans: list[NamedSpan]) -> list[NamedSpan]:
        """Add towns that are not in the gazetteer but stand before a state's code: "Huntsville, AL"."""
        found = list(spans)
        starts = [span.start for span in spans]
        for code in re.finditer(r",\s+([A-Z]{2})\b(?!\.\w)", text):
            before = (
                bisect_left(starts, code.end()) - 1
            )  # spans do not overlap: the last one that begins before it ends decides
            if code[1] not in self._codes or (before >= 0 and code.start() < spans[before].end):
                continue
            line = text[max(text.rfind("\n", 0, code.start()) + 1, code.start() - 40) : code.start()]
            town = _TOWN.search(line)
            if town is not None and not _FIRM.search(town.group()):
                start = code.start() - len(line) + town.start()
                found.append(NamedSpan(start, code.end(), f"{town.group()}, {code[1]}"))
        return sorted(found)

    def _full(self, place: Place) -> str:
        if place.kind != "city":
            return place.name
        if place.country in {"United States", "Canada"}:
            return f"{place.name}, {place.region}"
        return f"{place.name}, {place.country}"

    def relation(self, have: str, wanted: str) -> str:
        """How a place named bears on a wanted one: ``same`` city, ``within`` the wanted state or country, ``around`` the

        wanted city (only its state or country is named), the ``state`` or ``country`` they share, ``abroad``; "" when nothing is known.
        """
        here, there = self._where(have), self._where(wanted)
        if here is None or there is None:
            return ""
        (town, state, country), (asked, region, land) = here, there
        if country != land:
            return "abroad"
        if asked:
            if town:
                return "same" if town == asked else "state" if state and state == region else "country"
            return "around" if not state or state == region else "country"
        if region:
            return "within" if state == region else "" if state else "around"
        return "within"

    def _where(self, text: str) -> tuple[str, str, str] | None:
        """(city, state, country) of a text that names one place; a town of which only the state or country is known is "?"."""
        spans = self.find(text)
        if not spans:
            return None
        name, rest = spans[0].name, text
        for span in reversed(spans):
            rest = rest[: span.start] + rest[span.end :]
        wide = self._wide.get(name)
        if wide is not None:
            return "?" + rest if any(c.isalnum() for c in rest) else "", wide.region, wide.country
        city = self._cities.get(name)
        if city is not None:
            return name, self._codes[city.region].name if city.region in self._codes else "", city.country
        state = self._codes.get(name.rpartition(", ")[2])
        return (name, state.name, state.country) if state is not None else None

    def distance_km(self, one: str, other: str) -> float | None:
        """Kilometres between two cities named as ``find`` names them, to about ten; None when either is unknown."""
        a, b = self._cities.get(one), self._cities.get(other)
        if (
            a is None
            or b is None
            or a.latitude is None
            or b.latitude is None
            or a.longitude is None
            or b.longitude is None
        ):
            return None
        lat1, lat2 = math.radians(a.latitude), math.radians(b.latitude)
        half = math.sin((lat2 - lat1) / 2) ** 2
        half += math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(b.longitude - a.longitude) / 2) ** 2
        return 2 * _EARTH_KM * math.asin(math.sqrt(half))


def _fits(city: Place, region: Place) -> bool:
    return region.code == city.region if region.kind == "state" else region.country == city.country
