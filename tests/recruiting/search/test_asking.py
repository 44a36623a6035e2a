"""What was put together for one search is used again only for the same question in the same scope."""

from __future__ import annotations

from datetime import date

import pytest

from appliance.engines.knowledge import load
from appliance.recruiting.organisation import Organisation
from appliance.recruiting.search import asking

DAY = date(2026, 11, 28)


@pytest.fixture
def two(office, ada, hana):
    """Grace in R-0001, whose team Hana is on; Zoë in R-0002."""
    for title in ("Backend Engineer", "Secret Project"):
        office.requisitions.create_empty(ada, title)
    for name, reference in (("Grace Example", "R-0001"), ("Zoë Outside", "R-0002")):
        office.applications.add(ada, office.add(ada, name, "Python"), reference)
    office.team.join(ada, "R-0001", hana.ref.removeprefix("user:"))
    office.bring()
    return office


def test_the_same_text_is_asked_within_the_scope_of_who_asks(two, ada, hana, rui):
    for _ in range(2):
        assert two.names(two.run(rui, "python")) == ["Grace Example", "Zoë Outside"]
        assert two.names(two.run(hana, "python")) == ["Grace Example"]
    two.team.join(ada, "R-0002", hana.ref.removeprefix("user:"))
    assert two.names(two.run(hana, "python")) == ["Grace Example", "Zoë Outside"]
    two.team.leave(ada, "R-0001", hana.ref.removeprefix("user:"))
    assert two.names(two.run(hana, "python", requisition="R-0002")) == ["Zoë Outside"]


def test_a_term_of_the_organisation_widens_the_next_search(two, ada, rui):
    assert two.run(rui, "zymurgy").widened == ()
    Organisation(two.store).add_term(ada, "Zymurgy", ["fermentation science"])
    assert [one.names for one in two.run(rui, "zymurgy").widened] == [("fermentation science",)]


def test_every_part_of_the_question_is_part_of_what_is_kept():
    base = ("python older_than:90d", DAY, "candidate", (), None, load())
    first = asking.asked(*base)
    assert asking.asked(*base) is first
    python = first.widened[0].skill
    for place, other in (
        (0, "java"),
        (1, date(2026, 11, 29)),
        (2, "posting"),
        (3, (python,)),
        (4, ("R-0001",)),
    ):
        changed = asking.asked(*base[:place], other, *base[place + 1 :])
        assert (changed.run, changed.scope) != (first.run, first.scope)
