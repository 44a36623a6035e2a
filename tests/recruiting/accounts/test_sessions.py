"""Sessions end when they should, and failed tries add up across restarts."""

import pytest

from appliance.recruiting.accounts import Accounts, Hasher, LastAdministrator, TooManyTries, WrongLogin

PASSWORD = "a quiet desk by the window"


def test_a_session_lasts_while_it_is_used_but_not_over_twelve_hours(accounts, clock, ada_user):
    opened = accounts.login("ada", PASSWORD)
    for _ in range(71):
        clock.forward(minutes=10)
        assert accounts.session(opened.token)
    clock.forward(minutes=10)
    assert accounts.session(opened.token) is None


def test_a_session_ends_after_fifteen_idle_minutes(accounts, clock, ada_user):
    opened = accounts.login("ada", PASSWORD)
    clock.forward(minutes=15)
    assert accounts.session(opened.token)
    clock.forward(minutes=15, seconds=1)
    assert accounts.session(opened.token) is None


def test_a_page_that_asks_for_news_does_not_keep_the_session(accounts, clock, ada_user):
    opened = accounts.login("ada", PASSWORD)
    for _ in range(3):
        clock.forward(minutes=5)
        assert accounts.session(opened.token, used=False)
    clock.forward(minutes=1)
    assert accounts.session(opened.token, used=False) is None


def test_a_clock_set_back_ends_the_session(accounts, clock, ada_user):
    opened = accounts.login("ada", PASSWORD)
    clock.forward(hours=-3)
    assert accounts.session(opened.token) is None


def test_signing_in_again_ends_the_session_before(accounts, ada_user):
    first = accounts.login("ada", PASSWORD)
    second = accounts.login("ada", PASSWORD, first.token)
    assert second.token != first.token
    assert accounts.session(first.token) is None
    assert accounts.session(second.token).user.id == ada_user.id


def test_after_signing_out_the_token_is_dead(accounts, ada_user):
    opened = accounts.login("ada", PASSWORD)
    accounts.logout(opened.token)
    accounts.logout(opened.token)
    assert accounts.session(opened.token) is None
    assert accounts.session("") is None


def test_otto_with_a_disabled_account_is_out_at_once(accounts, ada_user):
    otto, token = accounts.add(ada_user.actor, "otto", "Otto", "recruiter")
    accounts.set_password(token, "outside it is raining")
    opened = accounts.login("otto", "outside it is raining")
    accounts.change(ada_user.actor, otto.id, state="disabled")
    assert accounts.session(opened.token) is None
    with pytest.raises(WrongLogin):
        accounts.login("otto", "outside it is raining")


def test_the_last_administrator_stays(accounts, ada_user):
    with pytest.raises(LastAdministrator):
        accounts.change(ada_user.actor, ada_user.id, role="recruiter")
    assert accounts.users()[0].role == "administrator"


def test_three_failures_make_one_wait_and_five_lock(accounts, clock, ada_user):
    for _ in range(3):
        with pytest.raises(WrongLogin):
            accounts.login("ada", "wrong")
    with pytest.raises(TooManyTries, match="15 seconds"):
        accounts.login("ada", PASSWORD)
    clock.forward(seconds=16)
    with pytest.raises(WrongLogin):
        accounts.login("ada", "wrong")
    clock.forward(seconds=61)
    with pytest.raises(WrongLogin):
        accounts.login("ada", "wrong")
    with pytest.raises(TooManyTries, match="15 minutes"):
        accounts.login("ada", PASSWORD)
    clock.forward(minutes=14)
    with pytest.raises(TooManyTries):
        accounts.login("ada", PASSWORD)
    clock.forward(minutes=1, seconds=1)
    assert accounts.login("ada", PASSWORD)


def test_the_lock_survives_a_restart_and_the_console_lifts_it(accounts, store, ada_user, clock):
    for _ in range(3):
        with pytest.raises(WrongLogin):
            accounts.login("ada", "wrong")
    restarted = Accounts(store, Hasher(passes=1, memory_kib=8, lanes=1))
    with pytest.raises(TooManyTries):
        restarted.login("ada", PASSWORD)
    restarted.reset(ada_user.actor, "ada")
    assert restarted.login("ada", PASSWORD)


def test_an_unknown_name_is_treated_like_a_known_one(accounts, store, ada_user):
    for _ in range(3):
        with pytest.raises(WrongLogin):
            accounts.login("my secret typed here", "wrong")
    with pytest.raises(TooManyTries):
        accounts.login("my secret typed here", "wrong")
    with store.reading() as tx:
        kept = tx.value("SELECT id FROM account_tries")
    assert kept.startswith("unknown:")
    assert len(kept) < 16


def test_tries_made_while_waiting_are_counted_in_the_next_entry(accounts, store, clock, ada_user):
    for _ in range(3):
        with pytest.raises(WrongLogin):
            accounts.login("ada", "wrong")
    for _ in range(4):
        with pytest.raises(TooManyTries):
            accounts.login("ada", "wrong")
    clock.forward(minutes=1)
    accounts.login("ada", PASSWORD)
    with store.reading() as tx:
        detail = tx.value("SELECT detail FROM audit_entry WHERE action = 'accounts.login'")
    assert '"refused_before":4' in detail


def test_a_hash_of_weaker_settings_is_renewed_at_sign_in(accounts, store, ada_user):
    stronger = Accounts(store, Hasher(passes=2, memory_kib=16, lanes=1))
    stronger.login("ada", PASSWORD)
    with store.reading() as tx:
        assert "m=16,t=2" in tx.value("SELECT password_hash FROM account_user")


def test_a_notice_is_shown_once(accounts, ada_user):
    opened = accounts.login("ada", PASSWORD)
    accounts.leave_notice(opened.session.id, "Batch undone", "/intake/b1/undo")
    assert accounts.session(opened.token).has_notices
    assert accounts.take_notices(opened.session.id) == [("Batch undone", "/intake/b1/undo")]
    assert accounts.take_notices(opened.session.id) == []
