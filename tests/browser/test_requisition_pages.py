"""Requisitions, matches, audit and help in Chromium: the way through, accessible, quiet, nothing from elsewhere."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.contracts.reading import Layout
from appliance.foundation.contracts.requirements import PostingReading, Requirement
from appliance.foundation.contracts.values import Span
from appliance.recruiting import requisitions

pytestmark = pytest.mark.browser
HANA = Actor(ref="user:hana", name="Hana", kind="user", role="recruiter")
TEXT = "Sailor wanted\n" + "We sail far.\n" * 60 + "You know Python, and better Rust.\n"


def asked(word, need):
    at = TEXT.index(word)
    span = Span(start=at, end=at + len(word))
    return Requirement(kind="skill", need=need, label=word, any_of=(word,), span=span, quote=word, reader="t")


@pytest.fixture(scope="module")
def position(site):
    """A requisition with a posting, four people and a stored match: (reference, match id)."""
    services = site.services
    for name, skills in (
        ("Hedy Example", ["Python", "Rust"]),
        ("فاطمة الزهراء", ["Python"]),
        ("Bartholomew Featherstonehaugh-Cholmondeley von Hohenlohe-Schillingsfürst", ["Cobol"]),
    ):
        services.candidates.add_by_hand(HANA, [("name", name), *(("skill", s) for s in skills)])
    store = services._store
    reading = PostingReading(
        title="Sailor", requirements=(asked("Python", "required"), asked("Rust", "preferred"))
    )
    with store.writing() as tx:
        identifier, _ = requisitions.create(
            tx, HANA, store, layout=Layout(format="txt", text=TEXT), reading=reading, notes=(),
            sha256="", file_name="sailor.txt", reader="t", batch_id="",
        )  # fmt: skip
    reference = services.requisitions.find(identifier).reference
    services.requisitions.create_empty(HANA, "Registered Nurse - Intensive Care Unit (Nights and Weekends)")
    services.organisation.add_term(HANA, "Apollo", ("Java", "Apollo Suite"), "Kubernetes")
    return reference, services.matching.run(HANA, reference)


def violations(page):
    session = page.context.new_cdp_session(page)
    session.send("Page.setBypassCSP", {"enabled": True})
    page.reload(wait_until="load")
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {n['html'][:160]}" for v in found for n in v["nodes"]]


PAGES = ("/", "/requisitions", "/requisitions/{ref}", "/requisitions/{ref}/posting", "/requisitions/{ref}/match",
         "/matches/{match}", "/matches/{match}/shortlist", "/matches/{match}/difference?with={match}", "/terms", "/terms?edit=Apollo", "/candidates", "/ledger", "/audit", "/help", "/help/query-language")  # fmt: skip


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_every_page_is_accessible_quiet_and_fits(opened, position, width, scheme):
    watched = opened(width=width, scheme=scheme)
    watched.enter()
    for path in PAGES:
        watched.open(path.format(ref=position[0], match=position[1]))
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert violations(watched.page) == [], path
    assert watched.complaints == []
    assert watched.elsewhere == []


@pytest.mark.parametrize(
    ("width", "scheme"), [(1440, "dark"), (1440, "light"), (390, "light"), (390, "dark")]
)
def test_findings_can_be_told_apart_in_both_schemes(opened, position, width, scheme):
    """A match and what fits a person: badges, bars and quotes in every colour of findings."""
    watched = opened(width=width, scheme=scheme)
    watched.enter()
    services = watched.services
    person = services.matching.stored(position[1]).candidates[0].candidate_id
    findings = {
        e.finding for c in services.matching.stored(position[1]).candidates for e in c.judged.evidence
    }
    assert {"met", "no_evidence"} <= findings
    for path in (f"/matches/{position[1]}?candidate={person}", f"/candidates/{person}/fits"):
        watched.open(path)
        assert watched.page.get_by_text("Met", exact=True).count() >= 1, path
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert violations(watched.page) == [], path
    assert (watched.complaints, watched.elsewhere) == ([], [])


def test_the_tab_somebody_is_on_is_seen_on_a_phone(opened, position):
    watched = opened(width=390)
    watched.enter()
    watched.open(f"/requisitions/{position[0]}/match")
    box = watched.page.locator(".tabs a[aria-current]").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390


def test_a_requirement_lights_up_its_words(opened, position):
    watched = opened()
    watched.enter()
    watched.open(f"/requisitions/{position[0]}/posting")
    watched.page.get_by_role("link", name="Rust", exact=True).last.click()
    lit = watched.page.locator(".doc__text .hl:target")
    assert lit.text_content() == "Rust"
    assert lit.is_visible()


def test_j_moves_to_the_next_person_and_the_address_follows(opened, position):
    watched = opened()
    watched.enter()
    watched.open(f"/matches/{position[1]}")
    watched.page.keyboard.press("j")
    watched.page.locator("#pane h2", has_text="فاطمة").wait_for()
    assert "candidate=" in watched.page.url
    watched.page.reload()
    assert "فاطمة" in watched.page.locator("#pane h2").text_content()
    assert watched.complaints == []


def test_a_match_is_made_without_javascript(opened, position):
    watched = opened(scripts=False)
    watched.enter()
    watched.open(f"/requisitions/{position[0]}")
    watched.page.get_by_role("button", name="Match now").first.click()
    watched.page.wait_for_url("**/matches/*")
    watched.page.get_by_role("button", name="Compute again").click()
    assert watched.page.get_by_text("Computed again: the same bytes").is_visible()


def test_the_log_is_verified_and_its_checkpoint_shown(opened, position):
    watched = opened()
    watched.enter()
    watched.open("/audit")
    watched.page.keyboard.press("v")
    watched.page.get_by_label("Checkpoint", exact=True).wait_for()
    value = watched.page.get_by_label("Checkpoint", exact=True).input_value()
    assert len(value.partition(":")[2]) == 64
