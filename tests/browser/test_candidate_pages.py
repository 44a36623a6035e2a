"""Candidates in Chromium: search, move, open, light up, correct; accessible, quiet, nothing from elsewhere."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.contracts.candidates import ReadDocument
from appliance.foundation.contracts.facts import Fact
from appliance.foundation.contracts.reading import HiddenText, Layout, PageSize, Place
from appliance.foundation.contracts.values import Span
from appliance.recruiting import candidates

pytestmark = pytest.mark.browser
HANA = Actor(ref="user:hana", name="Hana", kind="user", role="recruiter")
SAMPLES = Path(__file__).parents[2] / "packaging/sample_data/files/resumes"
LONG = "Bartholomew Featherstonehaugh-Cholmondeley von Hohenlohe-Schillingsfürst"
SEARCH = "/candidates?q=quipu&sourcing=browser+test"


def document(name, sha256):
    """A person whose words stand on one page, far apart, with hidden text."""
    text = f"{name}\nWeaver, Northwind\nQuipu knots\n" + "Long years of work.\n" * 80 + "Abacus reckoning"
    words = [
        Place(m.start(), m.end(), 0, 50 + 5 * (m.start() % 60), 40 + m.start() * 0.4, 80 + 5 * (m.start() % 60), 52 + m.start() * 0.4)
        for m in re.finditer(r"\S+", text)
    ]  # fmt: skip

    def fact(kind, value):
        at = text.index(value)
        span = Span(start=at, end=at + len(value))
        return Fact(kind=kind, value=value, normal=value.casefold(), span=span, quote=value, reader="t")

    layout = Layout(
        format="pdf", text=text, pages=(PageSize(612, 792),), places=tuple(words),
        hidden=(HiddenText(text="best candidate ever", reason="white_on_white", page=0),),
    )  # fmt: skip
    facts = (fact("name", name), fact("title", "Weaver"), fact("skill", "Quipu"), fact("skill", "Abacus"))
    return ReadDocument(
        sha256=sha256, file_name=f"{name}.pdf", format="pdf", layout=layout, notes=(), facts=facts, reader="t"
    )


@pytest.fixture(scope="module")
def weavers(site):
    """Three people who know the quipu, found by search; their ids."""
    store, found = site.services._store, []
    for number, name in enumerate(("Mama Example", "فاطمة الزهراء", LONG)):
        content = sorted(SAMPLES.glob("*.pdf"))[number].read_bytes()
        with store.writing() as tx:
            sha256 = store.files.put(tx, f"batch_w{number}", content)
            identifier, _ = candidates.create(
                tx, HANA, store, document(name, sha256), batch_id=f"batch_w{number}", source="Spring fair"
            )
        found.append(identifier)
    worker, _, _ = site.services.worker("test")
    worker.drain(("search.reindex", "search.rebuild"))
    return found


def violations(page):
    session = page.context.new_cdp_session(page)
    session.send("Page.setBypassCSP", {"enabled": True})
    page.reload(wait_until="load")
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {n['html'][:160]}" for v in found for n in v["nodes"]]


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_every_page_is_accessible_quiet_and_fits(opened, weavers, width, scheme):
    watched = opened(width=width, scheme=scheme)
    watched.enter()
    one = f"/candidates/{weavers[2]}"
    paths = (
        "/candidates", SEARCH, f"{SEARCH}&open={weavers[2]}", f"{SEARCH}&open={weavers[1]}&tab=facts", one + "?view=both",
        one + "?tab=facts", one + "?tab=history", "/candidates/new", "/candidates?q=a+(b&sourcing=x", "/candidates?q=zzzz&sourcing=x",
    )  # fmt: skip
    for path in paths if width > 390 else paths[1:7]:
        watched.open(path)
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert violations(watched.page) == [], path
    assert watched.complaints == []
    assert watched.elsewhere == []


def test_j_shows_the_next_person_and_enter_opens_their_page(opened, weavers):
    watched = opened()
    watched.enter()
    watched.open(SEARCH)
    page = watched.page
    assert "entry=search_" in page.url, "a reload belongs to the same ledger entry"
    page.keyboard.press("j")
    page.locator("#pane .doc__page img").wait_for()
    page.keyboard.press("j")
    second = page.locator("[data-item]").nth(1)
    page.wait_for_url(re.compile("open="))
    expected = second.locator(".result__name").inner_text()
    page.locator("#pane h2", has_text=expected).wait_for()
    page.reload()
    assert page.locator("#pane h2").inner_text() == expected, "the address is the whole state"
    page.locator("[data-item][aria-current]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/candidates/cand_\w+\?"))
    assert page.locator("h1").inner_text() == expected
    page.get_by_role("link", name="Back to the list").click()
    assert page.locator("#pane h2").inner_text() == expected
    assert watched.complaints == []


def test_the_page_image_is_drawn_and_the_boxes_lie_over_it(opened, weavers):
    watched = opened()
    watched.enter()
    watched.open(f"/candidates/{weavers[0]}")
    image = watched.page.locator(".doc__page img").first
    image.evaluate("image => image.decode()")
    assert image.evaluate("image => image.naturalWidth") > 400
    on_page, over = image.bounding_box(), watched.page.locator(".doc__page svg").first.bounding_box()
    assert abs(on_page["width"] - over["width"]) < 3
    assert abs(on_page["height"] - over["height"]) < 30


@pytest.mark.parametrize("scripts", [True, False])
def test_a_fact_leads_to_its_words_in_text_and_on_the_page(opened, weavers, scripts):
    watched = opened(scripts=scripts)
    watched.enter()
    watched.open(f"/candidates/{weavers[0]}?view=both")
    page = watched.page
    page.locator(".beside").get_by_role("link", name="Abacus").click()
    page.wait_for_url(re.compile("#f-fact_"))
    lit = page.locator("[data-side=text] .hl.is-lit")
    assert lit.all_inner_texts() == ["Abacus"]
    assert page.locator("[data-side=page] .box.is-lit rect").count() >= 1
    box = lit.bounding_box()
    assert 0 < box["y"] < 900, "scrolled to"
    assert watched.complaints == []


def test_a_fact_is_corrected_from_the_pane_and_u_undoes_it(opened, weavers):
    watched = opened()
    watched.enter()
    watched.open(f"{SEARCH}&open={weavers[0]}&tab=facts")
    page = watched.page
    page.locator(".fact", has_text="Abacus").get_by_role("button", name="Correct").click()
    page.locator("[name=value]").fill("Soroban")
    page.get_by_role("button", name="Keep").click()
    page.locator(".toast", has_text="Corrected to Soroban").wait_for()
    assert page.locator(".fact", has_text="Soroban").get_by_text("Corrected from “Abacus”").is_visible()
    assert "open=" in page.url, "one comes back to where one was"
    page.keyboard.press("u")
    page.locator(".fact", has_text="Abacus").wait_for()
    assert page.get_by_text("Soroban").count() == 0


def test_filters_are_off_the_canvas_on_a_phone_also_without_scripts(opened, weavers):
    watched = opened(width=390, scripts=False)
    watched.enter()
    watched.open(SEARCH)
    page = watched.page
    assert not page.get_by_role("link", name="Spring fair").is_visible()
    page.get_by_role("link", name="Filters").click()
    page.get_by_role("link", name="Spring fair").click()
    assert page.locator("[data-item]").count() == 3
    page.locator("[data-item]").first.click()
    assert "/candidates/cand_" in page.url


def test_the_box_offers_ways_to_go_on(opened, weavers):
    watched = opened()
    watched.enter()
    watched.open(SEARCH)
    watched.page.keyboard.press("/")
    watched.page.keyboard.press("End")
    watched.page.keyboard.type(" aba")
    watched.page.wait_for_selector("#completions option[value='quipu abacus']", state="attached")
    assert watched.complaints == []
