"""Health, backups, the recovery key and the support bundle in Chromium: accessible, quiet, nothing from elsewhere."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser
PAGES = ("/health", "/backups", "/backups/recovery-key?first=1", "/health/support")


@pytest.fixture(scope="module")
def filled(site):
    """Samples, a backup that is good, a rehearsal."""
    services = site.services
    actor = services.accounts.users()[0].actor
    begun = services.backups.begin_recovery(actor)
    services.backups.prove_recovery(actor, begun.key_file)
    made = services.backups.make(actor)
    services.backups.drill(actor, made.path)
    services.sampler("web").minute()
    services.sampler("worker").minute()
    return services


def violations(page):
    session = page.context.new_cdp_session(page)
    session.send("Page.setBypassCSP", {"enabled": True})
    page.reload(wait_until="load")
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {n['html'][:160]}" for v in found for n in v["nodes"]]


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_every_page_is_accessible_quiet_and_fits(opened, filled, width, scheme):
    watched = opened(width=width, scheme=scheme)
    watched.enter()
    for path in PAGES:
        assert watched.open(path).status == 200
        fits = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        assert watched.page.evaluate(fits), path
        assert violations(watched.page) == [], path
    assert watched.elsewhere == []
    assert watched.complaints == []


def test_the_key_is_saved_and_given_back_without_scripts(opened, filled, tmp_path):
    watched = opened(scripts=False)
    watched.enter()
    watched.open("/backups/recovery-key")
    with watched.page.expect_download() as saved:
        watched.page.get_by_role("button", name="Make and save the file").click()
    kept = tmp_path / saved.value.suggested_filename
    saved.value.save_as(kept)
    assert "AGE-SECRET-KEY-1" in kept.read_text()
    watched.page.get_by_label("The saved file").set_input_files(kept)
    watched.page.get_by_role("button", name="Prove it").first.click()
    watched.page.wait_for_url("**/backups")
    assert "The recovery key is proved" in watched.page.content()
