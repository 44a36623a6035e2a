"""The first administrator comes in by a link that works once, for half an hour."""

import pytest

from appliance.foundation import audit
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.kernel.crypto import sha256
from appliance.foundation.kernel.errors import BadInput, NotFound
from appliance.recruiting.accounts import (
    AlreadySetUp,
    BadLogin,
    LinkInvalid,
    LoginTaken,
    WeakPassword,
    WrongLogin,
)

PASSWORD = "a quiet desk by the window"
CONSOLE = Actor(ref="console:ada", name="ada", kind="console")


def actions(store):
    with store.reading() as tx:
        return [row["action"] for row in tx.rows("SELECT action FROM audit_entry ORDER BY seq")]


def test_an_empty_muster_needs_setting_up_and_a_set_up_one_does_not(accounts):
    assert accounts.needs_setup()
    accounts.set_up(accounts.make_setup_link(CONSOLE), "ada", "Ada Ames", PASSWORD)
    assert not accounts.needs_setup()
    with pytest.raises(AlreadySetUp):
        accounts.make_setup_link(CONSOLE)


def test_a_link_works_once(accounts):
    token = accounts.make_setup_link(CONSOLE)
    accounts.set_up(token, "ada", "Ada Ames", PASSWORD)
    with pytest.raises(LinkInvalid):
        accounts.set_up(token, "eve", "Eve", PASSWORD)


def test_a_link_runs_out_after_thirty_minutes(accounts, clock):
    token = accounts.make_setup_link(CONSOLE)
    clock.forward(minutes=29)
    assert accounts.link(token).purpose == "setup"
    clock.forward(minutes=2)
    with pytest.raises(LinkInvalid):
        accounts.set_up(token, "ada", "Ada Ames", PASSWORD)
    assert accounts.needs_setup()


def test_a_newer_link_ends_the_older(accounts):
    older, newer = accounts.make_setup_link(CONSOLE), accounts.make_setup_link(CONSOLE)
    with pytest.raises(LinkInvalid):
        accounts.link(older)
    assert accounts.link(newer).user is None


def test_a_refused_set_up_leaves_the_link_usable_and_nobody_behind(accounts):
    token = accounts.make_setup_link(CONSOLE)
    for login, name, password, error in (
        ("a", "Ada", PASSWORD, BadLogin),
        ("Ada Ames", "Ada", PASSWORD, BadLogin),
        ("ada", "  ", PASSWORD, BadInput),
        ("ada", "Ada\x00", PASSWORD, BadInput),
        ("ada", "Ada", "short", WeakPassword),
    ):
        with pytest.raises(error):
            accounts.set_up(token, login, name, password)
    assert accounts.users() == []
    assert accounts.set_up(token, " ADA ", "Ada  Ames", PASSWORD).login == "ada"


def test_no_token_is_kept_as_it_is(accounts, store):
    token = accounts.make_setup_link(CONSOLE)
    with store.reading() as tx:
        assert tx.value("SELECT token_hash FROM account_link") == sha256(token.encode())


def test_a_reset_at_the_console_gives_a_new_password_and_ends_sessions(accounts, store, ada_user):
    before = accounts.login("ada", PASSWORD)
    token = accounts.reset(CONSOLE, "ADA")
    assert accounts.session(before.token), "a link nobody used changes nothing"
    accounts.set_password(token, "another desk, another window")
    assert accounts.session(before.token) is None
    with pytest.raises(WrongLogin):
        accounts.login("ada", PASSWORD)
    assert accounts.login("ada", "another desk, another window").session.user.id == ada_user.id
    assert actions(store)[-4:] == [
        "accounts.reset", "accounts.password_set", "accounts.login_failed", "accounts.login",
    ]  # fmt: skip


def test_a_reset_for_nobody_is_named(accounts):
    with pytest.raises(NotFound):
        accounts.reset(CONSOLE, "otto")


def test_a_reset_link_cannot_create_an_administrator(accounts, ada_user):
    token = accounts.reset(CONSOLE, "ada")
    with pytest.raises(LinkInvalid):
        accounts.set_up(token, "eve", "Eve", PASSWORD)


def test_rui_gets_an_account_and_sets_a_password_himself(accounts, ada_user):
    user, token = accounts.add(ada_user.actor, "rui", "Rui Reis", "recruiter")
    with pytest.raises(WrongLogin):
        accounts.login("rui", "")
    accounts.set_password(token, "the tram stops at eight")
    assert accounts.login("rui", "the tram stops at eight").session.user.id == user.id
    with pytest.raises(LoginTaken):
        accounts.add(ada_user.actor, "rui", "Another Rui", "recruiter")
    with pytest.raises(BadInput):
        accounts.add(ada_user.actor, "hana", "Hana", "emperor")


def test_the_log_holds_ids_and_no_names(accounts, store, ada_user):
    accounts.login("ada", PASSWORD)
    with store.reading() as tx:
        log = " ".join(str(row) for row in tx.rows("SELECT subject, detail FROM audit_entry"))
    assert "Ames" not in log
    assert PASSWORD not in log
    assert audit.verify(store).broken_at == 0
