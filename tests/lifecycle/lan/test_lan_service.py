"""Turning the network on and off, whoever signs the certificate."""

from __future__ import annotations

import subprocess

import pytest
from cryptography import x509

from appliance.foundation import audit
from appliance.lifecycle.lan import (
    LAN,
    CertificateRefused,
    ClockWrong,
    LanNotReady,
    LanService,
    NotAHostName,
    lan,
)

NAME = "muster.example.com"


@pytest.fixture
def service(store):
    return LanService(store)


def actions(store):
    with store.reading() as tx:
        return [r["action"] for r in tx.rows("SELECT action FROM audit_entry ORDER BY seq")]


def test_without_a_decision_muster_serves_this_machine_alone(service, clock):
    assert service.status().lan is None
    assert lan(service, clock.now()).status == "ok"
    with pytest.raises(LanNotReady):
        service.context()
    with pytest.raises(LanNotReady):
        service.ca()


@pytest.mark.parametrize(
    "name", ["", "muster", "10.0.0.5", "a..b", "muster.example.com/x", "-a.example.com", "ü.example.com"]
)
def test_a_name_that_nobody_could_reach_is_refused(service, ada, name):
    with pytest.raises(NotAHostName):
        service.enable(ada, name)
    assert service.status().lan is None


def test_the_own_ca_may_speak_for_this_machine_only(service, ada, store, tmp_path):
    status = service.enable(ada, NAME, addresses=("192.0.2.7", "2001:db8::7"))
    assert status.lan.address == "https://muster.example.com:8443/"
    assert set(status.certificate.names.hosts) == {NAME, "muster", "muster.local", "localhost"}
    assert status.certificate.days_left(store.clock.now()) <= 397
    (tmp_path / "ca.pem").write_bytes(service.ca())
    chain = store.folder / "keys/lan/server.pem"
    moment = str(int(store.clock.now().timestamp()))
    checked = subprocess.run(
        ["openssl", "verify", "-x509_strict", "-attime", moment, "-verify_hostname", NAME, "-CAfile", tmp_path / "ca.pem", chain],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stderr
    constraints = x509.load_pem_x509_certificate(service.ca()).extensions.get_extension_for_class(
        x509.NameConstraints
    )
    assert constraints.critical
    assert {str(n.value) for n in constraints.value.permitted_subtrees} == {
        NAME, "muster", "muster.local", "localhost", "192.0.2.0/24", "2001:db8::/64", "127.0.0.1/32", "::1/128",
    }  # fmt: skip
    assert actions(store) == ["lan.enabled"]


def test_keys_are_readable_by_their_owner_only(service, ada, store):
    service.enable(ada, NAME)
    folder = store.folder / "keys/lan"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {p.name: p.stat().st_mode & 0o777 for p in folder.iterdir()} == dict.fromkeys(
        ("lan.json", "server.key", "server.pem", "ca.key", "ca.pem"), 0o600
    )


def test_enabling_again_keeps_the_ca_that_browsers_trust(service, ada):
    first = service.enable(ada, NAME, addresses=("192.0.2.7",))
    again = service.enable(ada, NAME, addresses=("192.0.2.8",), port=443)
    assert again.ca.fingerprint == first.ca.fingerprint
    assert again.certificate.fingerprint != first.certificate.fingerprint
    assert again.lan.address == "https://muster.example.com/"
    elsewhere = service.enable(ada, "other.example.com", addresses=("192.0.2.8",))
    assert elsewhere.ca.fingerprint != first.ca.fingerprint


def test_the_own_certificate_is_renewed_when_a_third_is_left(service, ada, store, clock):
    first = service.enable(ada, NAME)
    assert service.renew_if_due() is False
    clock.forward(days=260)
    assert service.renew_if_due() is False
    clock.forward(days=10)
    assert service.renew_if_due() is True
    status = service.status()
    assert status.ca.fingerprint == first.ca.fingerprint
    assert status.certificate.not_after > first.certificate.not_after
    assert service.renew_if_due() is False
    assert actions(store) == ["lan.enabled", "lan.certificate"]


def test_the_sites_ca_signs_a_request(service, ada, site, store, clock):
    waiting = service.enable(ada, NAME, addresses=("192.0.2.7",), site_ca=True, organisation="Example Agency")
    assert waiting.waiting
    assert waiting.certificate is None
    assert lan(service, clock.now()).status == "warn"
    with pytest.raises(LanNotReady, match="has not come"):
        service.context()
    status = service.bring(ada, site.sign(service.csr()))
    assert not status.waiting
    assert status.ca is None
    assert status.certificate.issuer == "CN=Example Site CA"
    assert (store.folder / "keys/lan/server.pem").read_bytes().count(b"BEGIN CERTIFICATE") == 2
    assert actions(store) == ["lan.enabled", "lan.certificate"]
    assert lan(service, clock.now()).status == "ok"


def test_a_certificate_that_does_not_fit_is_refused_with_its_reason(service, ada, site, tmp_path, clock):
    service.enable(ada, NAME, site_ca=True)
    csr = service.csr()
    from appliance.foundation.store import Store

    other_store = Store(tmp_path / "other", clock)
    other = LanService(other_store)
    other.enable(ada, NAME, site_ca=True)
    for chain, why in (
        (b"not a certificate", "PEM"),
        (site.sign(other.csr()), "another key"),
        (site.sign(csr, hosts=["else.example.com"]), "does not name"),
        (site.sign(csr, days=-0.5), "valid from"),
    ):
        with pytest.raises(CertificateRefused, match=why):
            service.bring(ada, chain)
        assert service.status().waiting
    other_store.close()


def test_the_check_warns_before_a_certificate_ends(service, ada, site, clock):
    service.enable(ada, NAME, site_ca=True)
    service.bring(ada, site.sign(service.csr(), days=90))
    clock.forward(days=55)
    assert lan(service, clock.now()).status == "ok"
    clock.forward(days=10)
    warned = lan(service, clock.now())
    assert (warned.name, warned.status) == (LAN.name, "warn")
    assert "25 days" in warned.sentence
    clock.forward(days=30)
    assert lan(service, clock.now()).status == "fail"
    with pytest.raises(LanNotReady, match="ended on"):
        service.context()


def test_a_clock_before_the_release_is_refused(service, ada, clock):
    clock.forward(days=-20_000)
    with pytest.raises(ClockWrong, match="1971"):
        service.enable(ada, NAME)
    assert service.status().lan is None


def test_client_certificates_need_a_list_that_is_signed_and_fresh(service, ada, site, clock):
    with pytest.raises(LanNotReady):
        service.ask_clients(ada, site.pem, site.revoked())
    service.enable(ada, NAME)
    from tests.lifecycle.lan.conftest import SiteCA

    stranger = SiteCA(clock.now(), "Another CA")
    for cas, crl, why in (
        (site.pem, b"rubbish", "PEM"),
        (site.pem, stranger.revoked(), "none of the client CAs"),
        (site.pem, site.revoked(days=-1), "out of date"),
    ):
        with pytest.raises(CertificateRefused, match=why):
            service.ask_clients(ada, cas, crl)
        assert service.status().lan.clients == "off"
    status = service.ask_clients(ada, site.pem, site.revoked(days=30))
    assert status.lan.clients == "required"
    clock.forward(days=31)
    assert "nobody is let in" in lan(service, clock.now()).sentence
    assert service.ask_nobody(ada).lan.clients == "off"


def test_turning_it_off_keeps_the_certificate_for_the_next_time(service, ada, store):
    first = service.enable(ada, NAME)
    assert service.disable(ada) is True
    assert service.disable(ada) is False
    assert service.status().lan is None
    assert service.enable(ada, NAME).ca.fingerprint == first.ca.fingerprint
    assert actions(store) == ["lan.enabled", "lan.disabled", "lan.enabled"]
    assert not audit.verify(store).broken_at
