"""The pure parts: passwords, throttling, roles, scope."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.foundation.contracts.accounts import SYSTEM_WORKER, Actor
from appliance.recruiting.accounts import (
    ALL,
    PERMISSIONS,
    ROLES,
    Hasher,
    WeakPassword,
    allowed,
    passwords,
    scope_of,
    throttle,
)

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "password",
    [
        "fourteen chars", "x" * 129, "passwordpassword", "PasswordPassword", "correct horse battery staple",
        "abcabcabcabcabc", "aaaaaaaaaaaaaaaaaaaa", "123456789012345", "abcdefghijklmnopq", "zyxwvutsrqponmlkj",
        "adaadaadaadaada", "Ada Ames Muster", "muster ada ames 1", "ada.ames.password",
    ],
)  # fmt: skip
def test_a_password_anybody_would_try_is_refused(password):
    with pytest.raises(WeakPassword):
        passwords.check(password, "ada", "Ada Ames")


@pytest.mark.parametrize(
    "password",
    ["a quiet desk by the window", "Ünïcödé und Leerzeichen", "7f#kQ!92mzPw0xLs", "ада читает вечером"],
)
def test_any_characters_may_be_in_a_password(password):
    passwords.check(password, "ada", "Ada Ames")


@given(st.text(max_size=200))
def test_every_string_is_accepted_or_refused_with_a_reason(text):
    with suppress(WeakPassword):
        passwords.check(text, "ada", "Ada Ames")
        assert 15 <= len(passwords.normalised(text)) <= 128


def test_the_same_characters_typed_otherwise_are_the_same_password():
    hasher = Hasher(passes=1, memory_kib=8, lanes=1)
    assert hasher.verify(hasher.hash("caf\u00e9 caf\u00e9 caf\u00e9"), "cafe\u0301 cafe\u0301 cafe\u0301")


def test_an_empty_or_broken_hash_is_never_right():
    hasher = Hasher(passes=1, memory_kib=8, lanes=1)
    assert not hasher.verify("", "nobody has this password")
    assert not hasher.verify("not a hash", "x")


def test_todays_settings_are_the_low_memory_choice_of_rfc_9106():
    assert "$argon2id$v=19$m=65536,t=3,p=4$" in Hasher().hash("a quiet desk by the window")


@given(st.lists(st.integers(min_value=0, max_value=3600), max_size=30))
def test_waits_never_shrink_while_failures_follow_each_other(gaps):
    tries, now, before = throttle.Tries(), NOW, timedelta(0)
    for gap in gaps:
        now += timedelta(seconds=gap)
        restarted = tries.last_at is not None and now - tries.last_at > throttle.WINDOW
        tries = throttle.failed(tries, now)
        wait = throttle.waiting(tries, now)
        assert wait >= (timedelta(0) if restarted else before)
        assert wait <= max(throttle.WAITS.values())
        before = wait


def test_a_clock_set_back_years_locks_nobody_out_for_years():
    tries = throttle.Tries()
    for _ in range(5):
        tries = throttle.failed(tries, NOW)
    assert throttle.waiting(tries, NOW) == timedelta(minutes=15)
    assert throttle.waiting(tries, NOW - timedelta(days=900)) == timedelta(0)


def test_every_permission_has_a_sentence_and_every_role_known_permissions():
    names = [name for name, _ in PERMISSIONS]
    assert len(names) == len(set(names))
    assert all(sentence.endswith(".") for _, sentence in PERMISSIONS)
    assert all(role <= ALL for role in ROLES.values())
    assert ROLES["administrator"] == ALL


def test_rui_may_not_administer_and_an_unknown_role_may_nothing():
    assert allowed("recruiter", "search.run")
    assert not allowed("recruiter", "accounts.write")
    assert not allowed("recruiter", "audit.read")
    assert not any(allowed("visitor", name) for name in ALL)


def test_scope_is_everything_for_those_who_recruit_and_nothing_for_others():
    assert scope_of(SYSTEM_WORKER).everything
    assert scope_of(Actor(ref="user:r", name="Rui", kind="user", role="recruiter")).sees_requisition("req_1")
    assert not scope_of(Actor(ref="user:o", name="Otto", kind="user", role="guest")).sees_requisition("req_1")
