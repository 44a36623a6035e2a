"""A generation that serves on the network is looked at over TLS, by its name and its certificate."""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from appliance.foundation.kernel.clock import SystemClock
from appliance.foundation.kernel.version import VERSION
from appliance.foundation.store import Store
from appliance.lifecycle.installation import Installation
from appliance.lifecycle.lan import LanService, certificates
from appliance.lifecycle.outside import Unhealthy, look

sys.path.insert(0, str(Path(__file__).parents[1]))
import trial

sys.path.pop(0)
NAME = "muster.example.com"
OVER_TLS = f"over TLS as {NAME}, certificate good"


@pytest.fixture
def installation(tmp_path):
    return Installation(tmp_path / "program", tmp_path / "data-of-all", "user")


@pytest.fixture
def release(tmp_path):
    return trial.program(tmp_path / "release", VERSION)


@pytest.fixture
def data(tmp_path, ada):
    store = Store(tmp_path / "data", SystemClock())
    LanService(store).enable(ada, NAME, addresses=("127.0.0.1",))
    store.close()
    return tmp_path / "data"


def site_certificate(data, ada, site_of_now, host=NAME):
    store = Store(data, SystemClock())
    service = LanService(store)
    service.enable(ada, NAME, addresses=("127.0.0.1",), site_ca=True)
    chain = site_of_now.sign(service.csr(), hosts=[host])
    if host == NAME:
        service.bring(ada, site_of_now.sign(service.csr()))
    else:
        (data / "keys/lan/server.pem").write_bytes(chain)
    store.close()


def test_with_the_certificate_of_this_machine(installation, release, data):
    assert OVER_TLS in look(installation, release, data, VERSION)


def test_with_the_sites_certificate_with_cards_and_while_it_has_not_come(
    installation, release, data, ada, site_today
):
    store = Store(data, SystemClock())
    LanService(store).enable(ada, NAME, addresses=("127.0.0.1",), site_ca=True)
    store.close()
    assert OVER_TLS not in look(installation, release, data, VERSION), "it could not serve on the network yet"
    site_certificate(data, ada, site_today)
    store = Store(data, SystemClock())
    LanService(store).ask_clients(ada, site_today.pem, site_today.revoked())
    store.close()
    assert OVER_TLS in look(installation, release, data, VERSION), "who looks has no card"


def test_a_certificate_for_another_name_is_noticed(installation, release, data, ada, site_today):
    site_certificate(data, ada, site_today, host="another.example.com")
    with pytest.raises(Unhealthy, match="Hostname mismatch"):
        look(installation, release, data, VERSION)


def test_one_that_ended_is_no_fault_of_the_release(installation, release, data):
    folder, now = data / "keys/lan", datetime.now(UTC)
    chain = (folder / "server.pem").read_bytes()
    store = Store(data, SystemClock())
    names = certificates.described(chain).names
    ca_key, ca = (folder / "ca.key").read_bytes(), (folder / "ca.pem").read_bytes()
    long_ago = now - timedelta(days=1000)
    (folder / "server.pem").write_bytes(
        certificates.leaf((folder / "server.key").read_bytes(), names, ca_key, ca, long_ago) + ca
    )
    store.close()
    assert OVER_TLS not in look(installation, release, data, VERSION)
