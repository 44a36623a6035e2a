"""Keys, lists, toasts and looks, as fingers meet them."""

import re

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def gallery(opened):
    watched = opened()
    watched.enter()
    watched.open("/gallery")
    watched.page.evaluate("document.activeElement.blur()")
    return watched


def test_slash_goes_to_the_search_and_escape_leaves_it(gallery):
    gallery.page.keyboard.press("/")
    focused = "document.activeElement.name"
    assert gallery.page.evaluate(focused) == "q"
    gallery.page.keyboard.type("jk?/")
    assert gallery.page.input_value("[name=q]") == "jk?/"
    gallery.page.keyboard.press("Escape")
    assert gallery.page.evaluate(focused) is None


def test_the_question_mark_lists_the_keys_of_this_page_only(gallery):
    gallery.page.keyboard.press("?")
    listed = gallery.page.locator("#keys li").all_inner_texts()
    words = [re.sub(r"\s+", " ", text) for text in listed]
    assert "Search /" in words
    assert "Edit e" in words
    assert "Go to Today g t" in words
    gallery.page.keyboard.press("Escape")
    gallery.open("/preferences")
    gallery.page.keyboard.press("?")
    assert "Edit" not in gallery.page.locator("#keys").inner_text()


def test_g_then_t_goes_to_today(gallery):
    gallery.page.keyboard.press("g")
    gallery.page.keyboard.press("t")
    gallery.page.wait_for_url(gallery.url + "/")


def test_j_and_k_move_and_load_the_pane_beside(gallery):
    page = gallery.page
    page.keyboard.press("j")
    page.get_by_text("Person 2").wait_for()
    assert page.url.endswith("/gallery/item/2")
    page.keyboard.press("k")
    page.keyboard.press("k")
    page.get_by_text("Person 0").wait_for()
    assert page.locator("[data-item][aria-current]").count() == 1
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.pathname") == "/gallery/item/0", "the first stays the first"
    assert gallery.complaints == []


def test_a_click_on_an_item_loads_the_pane_and_keeps_the_page(gallery):
    gallery.page.locator("[data-item]").nth(2).click()
    gallery.page.get_by_text("Person 2").wait_for()
    assert gallery.page.locator("#candidates").is_visible()


def test_enter_opens_the_chosen_item_as_a_page_without_scripts(opened):
    watched = opened(scripts=False)
    watched.enter()
    watched.open("/gallery")
    watched.page.locator("[data-item]").nth(2).click()
    assert watched.page.url.endswith("/gallery/item/2")


def test_u_undoes_what_the_toast_offers(gallery):
    with gallery.page.expect_request("**/gallery/undo") as asked:
        gallery.page.keyboard.press("u")
    assert asked.value.method == "POST"


def test_single_keys_can_be_switched_off_and_stay_off(gallery):
    page = gallery.page
    page.keyboard.press("?")
    page.get_by_label("Use single keys").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") != "q"
    page.reload()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    assert not page.locator("#keys").is_visible()
    page.get_by_role("button", name="Keys on this page").click()
    assert page.locator("#keys").is_visible()


def test_keys_with_control_belong_to_the_browser(gallery):
    gallery.page.keyboard.press("Control+j")
    assert "/gallery/item" not in gallery.page.url


def test_the_theme_button_changes_the_look_at_once_and_for_good(gallery):
    page = gallery.page
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    for _ in range(2):  # system → light → dark
        page.get_by_label("Change theme").click()
    dark = page.evaluate(ground)
    assert dark != light
    page.reload()
    assert page.evaluate(ground) == dark


def test_escape_closes_the_menu_and_gives_the_focus_back(gallery):
    page = gallery.page
    page.get_by_label("Your menu").click()
    assert page.get_by_text("Sign out").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_text("Sign out").is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_the_skip_link_comes_first(gallery):
    gallery.open("/preferences")
    gallery.page.keyboard.press("Tab")
    assert gallery.page.evaluate("document.activeElement.textContent") == "Skip to the page"


@pytest.mark.parametrize("scripts", [True, False])
def test_ada_signs_in_and_out(opened, scripts):
    watched = opened(scripts=scripts)
    watched.sign_in()
    names = {cookie["name"]: cookie for cookie in watched.page.context.cookies()}
    assert names["__Host-muster_session"]["secure"], "Chromium takes the strong cookie on loopback"
    watched.page.get_by_label("Your menu").click()
    watched.page.get_by_role("button", name="Sign out").click()
    watched.page.wait_for_url(watched.url + "/login")
    assert not [c for c in watched.page.context.cookies() if "session" in c["name"]]
    watched.open("/")
    assert "/login" in watched.page.url
