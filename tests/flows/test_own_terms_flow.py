"""An organisation's own term: kept documents are read again with it, new ones are read with it, and search knows it."""

from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.contracts.search import SearchRequest

ADA = Actor(ref="user:ada", name="Ada Ames", kind="user", role="administrator")
RUI = Actor(ref="user:rui", name="Rui Reis", kind="user", role="recruiter")
PERSON = """{name}
{email}

Experience
Platform Engineer, Example Systems, Jan 2019 - Dec 2023
- Ran frob3k for forty teams

Skills
Python, SQL
"""
POSTING = b"""Platform Engineer
Example Systems, Boston, MA

Requirements
- 3+ years of Frobnicator 3000
- Python
"""


def resume(name):
    return PERSON.format(name=name, email=f"{name.split()[0].lower()}@example.com").encode()


def skills_of(services, name):
    page = services.search.run(RUI, SearchRequest(text=f'name:"{name}"', sourcing="test"))
    profile = services.candidates.profile(page.cards[0].candidate.id)
    return {k.fact.detail.get("id"): k for k in profile.facts if k.fact.kind == "skill"}, profile


def test_a_term_reaches_old_and_new_documents_and_search(tmp_path, opened, bring, work):
    with opened(tmp_path / "data") as services:
        bring(services, ("hedy.txt", resume("Hedy Sommer")))
        assert "own.frobnicator-3000" not in skills_of(services, "Hedy Sommer")[0]
        services.organisation.add_term(ADA, "Frobnicator 3000", ["Frob3k"], "Kubernetes")
        work(services)
        bring(services, ("max.txt", resume("Max Winter")), ("posting.txt", POSTING))
        for name in ("Hedy Sommer", "Max Winter"):
            held, profile = skills_of(services, name)
            kept = held["own.frobnicator-3000"]
            assert (kept.fact.value, kept.fact.detail["months"]) == ("frob3k", 60)
            assert profile.documents[0].text[kept.fact.span.start : kept.fact.span.end] == "frob3k"
        assert len(services.audit.entries(action="candidates.document_read_again")) == 1
        facet = {"skill_id": ("own.frobnicator-3000",)}
        page = services.search.run(RUI, SearchRequest(text="*", sourcing="test", facets=facet))
        assert page.total == 2
        match = services.matching.stored(services.matching.run(RUI, "R-0001"))
        asked = {k.id: k.requirement for k in match.requirements}
        row = next(e for e in match.candidates[0].judged.evidence if "Frob" in asked[e.requirement_id].label)
        assert (match.terms, row.finding) == (1, "met"), row.reason
        assert row.quotes[0].text == "frob3k"
        services.organisation.remove_term(ADA, "Frobnicator 3000")
        work(services)
        assert "own.frobnicator-3000" not in skills_of(services, "Hedy Sommer")[0]
        assert services.matching.rerun(RUI, match.id).same


POSTED = b"""Muster Wrangler
Example Systems, Boston, MA

Requirements
- Example Range Safety Card
- Python
"""
HELD = """Max Winter
max@example.com

Experience
Muster Wrangler, Example Systems, Jan 2019 - Dec 2023
- Kept the house in order

Certifications
ERSC
"""


def test_own_certifications_and_titles_are_read_and_matched(tmp_path, opened, bring, work):
    with opened(tmp_path / "data") as services:
        services.organisation.add_term(ADA, "Example Range Safety Card", ["ERSC"], kind="certification")
        services.organisation.add_term(ADA, "Muster Wrangler", [], "Software Engineer", "title")
        bring(services, ("max.txt", HELD.encode()), ("posting.txt", POSTED))
        profile = services.candidates.profile(
            services.search.run(RUI, SearchRequest(text="ersc", sourcing="test")).cards[0].candidate.id
        )
        kinds = {k.fact.kind: k.fact for k in profile.facts}
        assert kinds["certification"].value == "ERSC"
        assert kinds["title"].value == "Muster Wrangler"
        match = services.matching.stored(services.matching.run(RUI, "R-0001"))
        asked = {k.id: k.requirement for k in match.requirements}
        row = next(
            e for e in match.candidates[0].judged.evidence if asked[e.requirement_id].kind == "certification"
        )
        assert (row.finding, row.quotes[0].text) == ("met", "ERSC"), row.reason
        services.organisation.remove_term(ADA, "Example Range Safety Card")
        work(services)
        assert services.matching.rerun(RUI, match.id).same
