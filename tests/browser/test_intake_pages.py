"""Intake and review in Chromium: files arrive one by one, the page keeps up by itself, one key an answer."""

import threading
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from appliance import wiring
from appliance.foundation.contracts.accounts import Actor

pytestmark = pytest.mark.browser
RESUMES = Path(__file__).parents[2] / "packaging" / "sample_data" / "files" / "resumes"
RUI = Actor(ref="user:rui", name="Rui Reis", kind="user", role="recruiter")
PERSON = "{}\n{}\n{}\n\nExperience\nBinder, {} Bindery, 2019 - 2024\n"


@pytest.fixture(scope="module")
def served(site):
    """The services behind the site, with a warm jail; ``work()`` is the worker until nothing is left."""
    jail = wiring.new_jail(1, accepted=True)
    site.services.__dict__["jail"] = jail
    site.services.__dict__.pop("intake", None)  # one made before holds another jail

    def work():
        worker, _, indexer = site.services.worker("test")
        while worker.run_once():
            pass
        indexer.close()

    site.work = work
    yield site
    jail.close()
    site.services.__dict__.pop("jail")
    site.services.__dict__.pop("intake", None)


def violations(watched):
    session = watched.page.context.new_cdp_session(watched.page)
    session.send("Page.setBypassCSP", {"enabled": True})
    watched.page.reload(wait_until="load")
    found = Axe().run(watched.page).response["violations"]
    return [f"{v['id']}: {n['html'][:160]}" for v in found for n in v["nodes"]]


def test_files_are_sent_and_the_page_follows_until_each_has_its_verdict(opened, served, tmp_path):
    watched = opened()
    watched.enter()
    watched.open("/intake")
    person, big = tmp_path / "binder.txt", tmp_path / "big.txt"
    person.write_text(PERSON.format("Barnaby Binder", "barnaby@example.com", "(202) 555-0188", "Barnaby"))
    with big.open("wb") as file:
        file.truncate(60 << 20)
    watched.page.get_by_label("What this import is called").fill("Bindery stick")
    watched.page.locator("input[type=file][multiple]").first.set_input_files([person, big])
    watched.page.wait_for_url("**/intake/batch_*")
    assert watched.page.get_by_role("heading", name="Bindery stick").is_visible()
    assert watched.page.get_by_role("progressbar").first.is_visible()
    helper = threading.Thread(target=served.work)
    helper.start()
    watched.page.get_by_role("link", name="Barnaby Binder").wait_for(timeout=60_000)
    helper.join()
    assert watched.page.get_by_text("larger than Muster reads").is_visible()
    assert watched.complaints == []
    assert watched.elsewhere == []


def test_questions_are_answered_with_one_key_each(opened, served):
    batch = served.services.intake.begin(RUI, "Scans", "browser")
    served.services.intake.add(batch.id, "scan.pdf", (RESUMES / "scan0042.pdf").read_bytes())
    served.services.intake.add(batch.id, "prose.txt", b"The garden club planted tulips and had tea.\n" * 9)
    served.services.intake.seal(RUI, batch.id)
    served.work()
    watched = opened()
    watched.enter()
    watched.open("/review")
    total = served.services.intake.count_questions()
    watched.page.keyboard.press("b")
    watched.page.get_by_text(f"1 of {total}").wait_for()
    seen = set()
    for number in range(total):
        seen.add(watched.page.locator("h1").inner_text())
        assert watched.page.get_by_text(f"{number + 1} of {total}").first.is_visible()
        watched.page.keyboard.press("x")
        watched.page.get_by_text("Set aside; the batch").first.wait_for()
    assert "What does it say?" in seen
    assert watched.page.get_by_text("Nothing waits for you").is_visible()
    assert watched.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_the_pages_are_accessible_and_quiet(opened, served, width, scheme):
    services = served.services
    batch = services.intake.begin(RUI, "A fair with a long name " * 3, "browser")
    services.intake.add(
        batch.id,
        f"scan {width} {scheme}.pdf",
        (RESUMES / "scan0042.pdf").read_bytes() + scheme.encode() + bytes([width % 256]),
    )
    services.intake.refuse(batch.id, "long" * 40 + ".pdf", "link")
    services.intake.seal(RUI, batch.id)
    served.work()
    (question, *_) = services.intake.questions()
    watched = opened(width=width, scheme=scheme)
    watched.enter()
    for path in ("/intake", f"/intake/{batch.id}", "/review", f"/review/{question.id}"):
        assert watched.open(path).status == 200
        assert watched.page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert violations(watched) == [], path
    assert watched.complaints == []
    assert watched.elsewhere == []
    services.intake.set_aside(RUI, question.id)


def test_without_scripts_files_are_chosen_and_sent_in_one_form(opened, served, tmp_path):
    watched = opened(width=390, scripts=False)
    watched.enter()
    watched.open("/intake")
    person = tmp_path / "plain.txt"
    person.write_text(PERSON.format("Petra Plain", "petra@example.com", "(202) 555-0177", "Petra"))
    watched.page.locator("#f-files").set_input_files([person])
    watched.page.get_by_role("button", name="Import").click()
    watched.page.wait_for_url("**/intake/batch_*")
    assert watched.page.get_by_text("plain.txt").first.is_visible()
    served.work()
