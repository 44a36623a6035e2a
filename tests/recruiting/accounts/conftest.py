"""Accounts with a hasher that costs nothing, and Ada who administers them."""

import pytest

from appliance.foundation.contracts.accounts import Actor
from appliance.recruiting.accounts import Accounts, Hasher

PASSWORD = "a quiet desk by the window"
CONSOLE = Actor(ref="console:ada", name="ada", kind="console")


@pytest.fixture
def accounts(store):
    return Accounts(store, Hasher(passes=1, memory_kib=8, lanes=1))


@pytest.fixture
def ada_user(accounts):
    token = accounts.make_setup_link(CONSOLE)
    return accounts.set_up(token, "ada", "Ada Ames", PASSWORD)
