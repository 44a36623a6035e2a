"""Every component in every look: no accessibility violation, no complaint of the browser, no foreign request."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser
SETTLED = """() => Promise.all(document.getAnimations()
    .filter(one => Number.isFinite(one.effect.getComputedTiming().endTime))
    .map(one => one.finished.catch(() => null))).then(() => null)"""


def violations(page):
    """What axe finds, one line each. axe is put in past the page's own policy, which would refuse it."""
    session = page.context.new_cdp_session(page)
    session.send("Page.setBypassCSP", {"enabled": True})
    page.reload(wait_until="load")
    page.evaluate(SETTLED)  # what fades in is measured when it is there
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {n['html'][:160]} {n['failureSummary'][:200]}" for v in found for n in v["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_the_components_are_accessible_and_quiet(opened, width, scheme):
    watched = opened(width=width, scheme=scheme)
    watched.enter()
    watched.open("/gallery")
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= width
    assert watched.complaints == []
    assert watched.elsewhere == []
    assert violations(watched.page) == []


def test_a_fault_on_purpose_is_found(opened):
    watched = opened()
    watched.open("/login")
    session = watched.page.context.new_cdp_session(watched.page)
    session.send("Page.setBypassCSP", {"enabled": True})
    watched.page.reload()
    watched.page.evaluate("document.querySelector('label').remove()")
    assert "label" in [v["id"] for v in Axe().run(watched.page).response["violations"]]


@pytest.mark.parametrize("path", ["/login", "/setup/nothing", "/", "/preferences", "/nothing"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_first_pages_are_accessible_and_quiet(opened, path, scheme):
    watched = opened(width=390, scheme=scheme)
    if path not in {"/login", "/setup/nothing"}:
        watched.enter()
    answer = watched.open(path)
    expected = {"/setup/nothing": 410, "/nothing": 404}.get(path, 200)
    assert answer.status == expected
    # Chromium itself notes a failed load in the console
    assert [c for c in watched.complaints if "Failed to load resource" not in c] == []
    assert watched.elsewhere == []
    assert violations(watched.page) == []


def test_forced_colours_and_three_hundred_and_twenty_pixels_lose_nothing(opened):
    watched = opened(width=320, forced_colors="active")
    watched.enter()
    watched.open("/gallery")
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= 320
    assert watched.page.get_by_text("Contradicted").first.is_visible()


def test_three_thousand_rows_and_none_are_shown(opened):
    watched = opened()
    watched.enter()
    watched.open("/gallery?rows=3000")
    assert watched.page.locator("[data-item]").count() == 3000
    watched.open("/gallery?rows=0")
    assert watched.page.get_by_text("Nobody matches this search").is_visible()


def test_scripts_that_get_into_a_page_do_not_run(opened):
    watched = opened()
    watched.enter()
    watched.open("/gallery")
    ran = watched.page.evaluate(
        """async () => {
            const place = document.createElement('div');
            document.body.append(place);
            place.innerHTML = '<img src="/none" onerror="window.ran = 1"><svg onload="window.ran = 1"></svg>' +
                '<script>window.ran = 1</scr' + 'ipt><a href="javascript:window.ran = 1" id="trap">x</a>';
            document.getElementById('trap').click();
            const script = document.createElement('script');
            let refused = 0;
            for (const trial of [
                () => { script.text = 'window.ran = 1'; },
                () => { script.src = '/static/muster.js'; },
                () => { place.setAttribute('onclick', 'window.ran = 1'); },
                () => { setTimeout('window.ran = 1', 0); },
            ]) { try { trial(); } catch { refused += 1; } }
            document.body.append(script);
            await new Promise((done) => setTimeout(done, 300));
            return [window.ran === undefined, refused];
        }"""
    )
    assert ran == [True, 4]
