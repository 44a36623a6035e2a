"""Languages people speak, and the names of months."""

from __future__ import annotations

from appliance.engines.knowledge.packs import rows
from appliance.engines.knowledge.phrases import Phrases
from appliance.engines.knowledge.tokens import key, normal, tokens
from appliance.engines.knowledge.values import NamedSpan
from appliance.foundation.kernel.text import fold

_NOT_A_LANGUAGE = frozenset(
    normal(w)
    for w in [
        "company",
        "companies",
        "market",
        "markets",
        "citizen",
        "citizens",
        "citizenship",
        "nationality",
        "government",
        "army",
        "navy",
        "embassy",
        "customers",
        "clients",
        "office",
        "team",
        "subsidiary",
        "restaurant",
        "cuisine",
        "food",
        "toast",
        "fries",
        "shepherd",
        "literature",
        "history",
        "law",
        "tax",
        "gaap",
        "accounting",
        "bakery",
        "university",
        "institute",
        "school",
        "ministry",
        "parliament",
        "football",
        "championship",
        "working",
        "authorities",
        "standards",
    ]
)
_MONTH_NAMES = (
    "jan january januar janvier janv enero ene gennaio gen januari janeiro stycznia styczen",
    "feb february februar fevrier fevr fev febrero febbraio februari fevereiro lutego luty lut",
    "mar march marz maerz mrz mars marzo maart mrt marco marca marzec",
    "apr april avril avr abril abr aprile kwietnia kwiecien kwi",
    "may mai mayo maggio mag mei maio maj maja",
    "jun june juni juin junio giugno giu junho czerwca czerwiec cze",
    "jul july juli juillet juil julio luglio lug julho lipca lipiec lip",
    "aug august aout agosto ago augustus augusti agosto sierpnia sierpien sie",
    "sep sept september septembre septiembre settembre set setembro wrzesnia wrzesien wrz",
    "oct october oktober okt octobre octubre ottobre ott outubro out pazdziernika pazdziernik paz",
    "nov november novembre noviembre novembro listopada listopad lis",
    "dec december dezember dez decembre diciembre dic dicembre dezembro grudnia grudzien gru",
)
MONTHS: dict[str, int] = {
    name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()
}
"""Folded month name or abbreviation (kernel.text.fold, no full stop) → 1..12, in nine languages."""


def month(name: str) -> int | None:
    """The number of a month's name in any of the languages: ``"Sept."`` → 9."""
    return MONTHS.get(fold(name).rstrip("."))


class Languages:
    """The language pack and its lookup."""

    def __init__(self) -> None:
        self._phrases: Phrases[str] = Phrases()
        self.names: tuple[str, ...] = ()
        for row in rows("languages"):
            self.names = (*self.names, row.cell(0))
            for name in (row.cell(0), *row.items(1)):
                self._phrases.add(key(name), row.cell(0))

    def find(self, text: str, *, listing: bool = False) -> list[NamedSpan]:
        """Every language named with a capital that is not about a people, a kitchen or a market.

        In a ``listing`` of languages small letters do as well: most of Europe writes "anglais", "inglés".
        """
        split = tokens(text)
        spans = []
        for match in self._phrases.find(text, split):
            following = split.words[match.after] if match.after < len(split.words) else ""
            if (listing or text[match.start].isupper()) and following not in _NOT_A_LANGUAGE:
                spans.append(NamedSpan(match.start, match.end, match.entries[0]))
        return spans
