"""Names of employers and schools in the languages of the headings."""

from __future__ import annotations

import pytest

from appliance.engines.knowledge import load


@pytest.mark.parametrize("line", ["Nordlicht GbR", "Muster Conseil EURL", "Ejemplo S.L.U.", "Exemplo Lda", "Przykład Spółka Akcyjna", "Gemeente Voorbeeld", "Exempel Aktiebolag"])  # fmt: skip
def test_an_employer_of_another_country_looks_like_one(line):
    assert load().employer_likeness(line) >= 0.6


@pytest.mark.parametrize("line", ["Duale Hochschule Beispielstadt", "Faculté des Sciences", "Colegio Ejemplo", "Liceo Esempio", "Technikum Elektroniczne", "Folkhögskola Exempel"])  # fmt: skip
def test_a_school_of_another_country_looks_like_one(line):
    assert load().school_likeness(line) >= 0.8
