"""The manual inside the product."""

import re

import pytest

from appliance.doors.web import manual


def test_the_contents_list_every_page(rui):
    text = rui.get("/help").text
    for name in ("requisitions", "matching", "audit", "query-language"):
        assert f'href="/help/{name}"' in text
    assert "<h1>Manual</h1>" in text


@pytest.mark.parametrize("name", sorted(manual.pages()))
def test_every_page_is_shown_without_styles_or_scripts_of_its_own(rui, name):
    answer = rui.get(f"/help/{name}")
    assert answer.status_code == 200
    assert len(answer.data) < 60_000
    assert " style=" not in answer.text


@pytest.mark.parametrize("name", sorted(manual.pages()))
def test_every_link_of_the_manual_leads_somewhere(rui, name):
    for href in re.findall(r'href="(/help/[^"#]*)', manual.pages()[name].body):
        assert rui.get(href).status_code == 200, href


def test_searching_the_manual_shows_the_words(rui):
    text = rui.get("/help?q=checkpoint").text
    assert "<mark>checkpoint</mark>" in text or "<mark>Checkpoint</mark>" in text
    assert "does not speak of this" in rui.get("/help?q=xylophone").text
    assert "query-language" in [p["name"] for p in rui.get("/help.json?q=NEAR/5").json["pages"]]


def test_what_is_asked_is_shown_as_text(rui):
    assert "<b>x</b>" not in rui.get("/help?q=<b>x</b>").text


def test_html_in_the_manual_stays_text(tmp_path):
    page = tmp_path / "odd.md"
    page.write_text(
        "# Odd\n\n<script>x</script> [a](javascript:x) ![p](../../secret.png)\n\n|a|\n|:-:|\n|b|\n"
    )
    body = manual._page(page).body
    assert "<script" not in body
    assert 'href="javascript' not in body
    assert "style" not in body
    assert '/help/pictures/secret.png"' in body


def test_unknown_pages_and_pictures_are_told(rui):
    assert rui.get("/help/nothing").status_code == 404
    assert rui.get("/help/pictures/..%2F..%2FREADME.md").status_code == 404
    assert rui.get("/help/pictures/nothing.png").status_code == 404
