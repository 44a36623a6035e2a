"""Every quote of a match, when clicked, lands on its words: all through HTTP, and with real clicks in Chromium.

The clicks cover the best person of each sample match; everybody with MUSTER_FULL=1.
"""

import html
import os
import re
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from quotes_data import quotes_of, sample_matches  # the folder is no package

from appliance.doors.web import create_app  # after the path is set
from appliance.doors.web.highlighting import PlaceMap

pytestmark = [pytest.mark.browser, pytest.mark.timeout(1200)]
FULL = bool(os.environ.get("MUSTER_FULL"))
PEOPLE_CLICKED = 100 if FULL else 1
LEAST = 100
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
MARKED = re.compile(r'<(?:mark|a) class="hl[^"]*is-lit[^"]*"[^>]*>(.*?)</(?:mark|a)>', re.S)
PLAIN_TEXT = re.compile(r'<div class="doc__text"[^>]*>(.*?)</div>', re.S)


@pytest.fixture(scope="module")
def site(running_site, tmp_path_factory):
    """A site of its own: the samples would be in the way of other tests."""
    with running_site(tmp_path_factory.mktemp("quotes")) as found:
        yield found


@pytest.fixture(scope="module")
def matches(site):
    return sample_matches(site.services)


def words(text):
    return " ".join(text.split())


def test_every_quote_leads_to_its_own_words(site, matches):
    """Over HTTP, all people of all sample matches: what is lit up is the quote, letter by letter."""
    app = create_app(site.services)
    session = site.services.accounts.login("ada", "a quiet desk by the window").token
    client = app.test_client()
    client.set_cookie("muster_session", session, domain="127.0.0.1")
    checked, seen, boxed = 0, set(), 0
    for match_id in matches:
        for _, quote in quotes_of(site.services, match_id, 100):
            place = (quote.document_id, quote.start, quote.end)
            checked += 1
            if place in seen:
                continue
            seen.add(place)
            path = f"/documents/{quote.document_id}?start={quote.start}&end={quote.end}&view=text"
            answer = client.get(path, base_url="http://127.0.0.1:8317")
            assert answer.status_code == 200
            whole = PLAIN_TEXT.search(answer.text).group(1)
            assert 'id="q"' in whole, path
            lit = "".join(html.unescape(re.sub(r"<[^>]+>", "", p)) for p in MARKED.findall(whole))
            assert words(lit) == words(quote.text), path
            _, layout = site.services.candidates.document(quote.document_id)
            if layout.format == "pdf":
                assert PlaceMap(layout.places).boxes(quote.start, quote.end), path
                boxed += 1
    print(f"\n  quotes checked over HTTP: {checked}, {len(seen)} places in documents, 0 wrong", end="")
    print(f"\n  of these places {boxed} are on pages with an image: 0 without a box", end="")
    assert boxed
    assert checked >= LEAST


def test_a_click_on_a_quote_lands_on_its_words(opened, site, matches):
    """With real clicks: the page of the document opens, the words are lit up and in view, on the page's image too."""
    watched = opened()
    watched.enter()
    watched.page.route("**/page/*.png*", lambda route: route.fulfill(body=PIXEL, content_type="image/png"))
    clicked = on_page = 0
    for match_id in matches:
        people = list(
            dict.fromkeys(person for person, _ in quotes_of(site.services, match_id, PEOPLE_CLICKED))
        )
        for person in people:
            address = f"/matches/{match_id}?candidate={person}"
            watched.open(address)
            links = watched.page.locator('#pane a.proof[href*="start="]')
            for number in range(links.count()):
                link = links.nth(number)
                quote, href = link.locator("q").text_content(), link.get_attribute("href")
                link.click()
                watched.page.wait_for_url("**/documents/**")
                sent = parse_qs(urlsplit(href).query)
                lit = watched.page.locator(".doc__text .hl.is-lit")
                text = words("".join(lit.all_text_contents()))
                assert text.startswith(words(quote).removesuffix(" …")), href
                assert int(sent["end"][0]) > int(sent["start"][0])
                assert watched.page.locator("#q").first.is_visible(), href
                box = watched.page.locator("#q").first.bounding_box()
                assert box is not None
                assert -box["height"] <= box["y"] <= 900, (href, box)
                if watched.page.locator(".doc__page").count():
                    assert watched.page.locator(".box--quote.is-lit rect").count(), href
                    on_page += 1
                clicked += 1
                watched.page.go_back(wait_until="load")
                links = watched.page.locator('#pane a.proof[href*="start="]')
    print(
        f"\n  quotes clicked in Chromium: {clicked}, 0 lost; {on_page} with the page's image, 0 without a box",
        end="",
    )
    assert clicked >= 8
