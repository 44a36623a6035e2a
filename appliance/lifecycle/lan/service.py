"""Serving on the network: turn it on, bring a certificate, renew it, turn it off."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from appliance.foundation import audit
from appliance.foundation.contracts.accounts import Actor
from appliance.foundation.kernel.version import RELEASED
from appliance.foundation.kernel.words import six_words
from appliance.foundation.store import Store
from appliance.lifecycle.lan import certificates
from appliance.lifecycle.lan.addresses import checked_name, of_this_machine
from appliance.lifecycle.lan.certificates import Certificate, Names
from appliance.lifecycle.lan.errors import CertificateRefused, ClockWrong, LanNotReady
from appliance.lifecycle.lan.state import Folder, Lan

SYSTEM = Actor(ref="system:lan", name="Muster", kind="system")
TRIAL_TLS = "MUSTER_TRIAL_TLS"
"""Set by whoever looks at a generation and speaks TLS; a release that does not know it answers without."""
_CIPHERS = "ECDHE+AESGCM:ECDHE+CHACHA20"


@dataclass(frozen=True, slots=True)
class Status:
    """``waiting``: a request was made and the site's certificate has not come. ``ca``: the on-box CA, to be trusted by browsers."""

    lan: Lan | None
    certificate: Certificate | None = None
    ca: Certificate | None = None
    waiting: bool = False
    revocations_until: datetime | None = None

    def as_plain(self, now: datetime) -> dict[str, Any]:
        """For ``--json``."""
        found: dict[str, Any] = {"enabled": self.lan is not None, "waiting": self.waiting}
        if self.lan is not None:
            found |= {**self.lan.model_dump(mode="json"), "address": self.lan.address}
        for name, one in (("certificate", self.certificate), ("ca", self.ca)):
            if one is not None:
                found[name] = {
                    "subject": one.subject, "issuer": one.issuer, "not_after": one.not_after.isoformat(),
                    "days_left": one.days_left(now), "sha256": one.fingerprint, "words": six_words(one.fingerprint),
                    "names": [*one.names.hosts, *one.names.addresses],
                }  # fmt: skip
        if self.revocations_until is not None:
            found["revocations_until"] = self.revocations_until.isoformat()
        return found


class LanService:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._folder = Folder(store.folder)

    def enable(
        self,
        actor: Actor,
        host: str,
        *,
        others: tuple[str, ...] = (),
        addresses: tuple[str, ...] = (),
        listen: str = "",
        port: int = 8443,
        site_ca: bool = False,
        organisation: str = "",
    ) -> Status:
        """Decide to serve on the network as ``host``; takes effect with the next start.

        With ``site_ca`` a request is made for the site's CA, and Muster does not serve on the network before its certificate
        came. Raises NotAHostName, ClockWrong.
        """
        now = self._now()
        lan = Lan(
            host=checked_name(host),
            others=tuple(checked_name(o) for o in others),
            addresses=addresses or of_this_machine(),
            port=port,
            source="site" if site_ca else "own",
            **({"listen": listen} if listen else {}),
        )
        key = self._folder.read("server.key") or certificates.new_key()
        self._folder.write("server.key", key)
        if site_ca:
            csr = certificates.request(key, self._folder.names(lan), organisation)
            self._folder.write("request.csr", csr)
            self._folder.write("server.pem", b"")
        else:
            self._make_own(lan, now)
        self._folder.save(lan)
        self._log(actor, "lan.enabled", {"port": port, "source": lan.source})
        return self.status()

    def bring(self, actor: Actor, untrusted_chain: bytes) -> Status:
        """Serve with the certificate that the site's CA made. Raises CertificateRefused, LanNotReady."""
        lan = self._lan()
        chain = certificates.accept(
            untrusted_chain, self._folder.read("server.key"), self._folder.names(lan), self._now()
        )
        self._folder.write("server.pem", chain)
        self._folder.save(lan.model_copy(update={"source": "site"}))
        fingerprint = certificates.described(chain).fingerprint
        self._log(actor, "lan.certificate", {"source": "site", "sha256": fingerprint})
        return self.status()

    def ask_clients(self, actor: Actor, untrusted_cas: bytes, untrusted_crl: bytes) -> Status:
        """Let in only who presents a certificate of one of these CAs that is not on the revocation list.

        Both in PEM form. Raises CertificateRefused, LanNotReady.
        """
        lan = self._lan()
        certificates.described(untrusted_cas)
        certificates.revocations(untrusted_crl, untrusted_cas, self._now())
        self._folder.write("clients.pem", untrusted_cas)
        self._folder.write("clients.crl", untrusted_crl)
        self._folder.save(lan.model_copy(update={"clients": "required"}))
        self._log(actor, "lan.clients", {"clients": "required"})
        return self.status()

    def ask_nobody(self, actor: Actor) -> Status:
        """Ask for no client certificate any more. Raises LanNotReady."""
        self._folder.save(self._lan().model_copy(update={"clients": "off"}))
        self._log(actor, "lan.clients", {"clients": "off"})
        return self.status()

    def disable(self, actor: Actor) -> bool:
        """Serve this machine alone again, from the next start on; False when that was so already."""
        if not self._folder.forget():
            return False
        self._log(actor, "lan.disabled", {})
        return True

    def renew_if_due(self) -> bool:
        """Make the on-box certificate anew when a third of its life is left, or the machine got another address.

        The CA stays, since browsers trust it: an address it may not speak for is left out.
        """
        lan = self._folder.load()
        if lan is None or lan.source != "own":
            return False
        now = self._now()
        found = certificates.described(self._folder.read("server.pem"))
        current = lan.model_copy(update={"addresses": of_this_machine() or lan.addresses})
        names = certificates.permitted(self._folder.read("ca.pem"), self._folder.names(current))
        if not found.due(now) and set(names.addresses) <= set(found.names.addresses):
            return False
        self._sign(names, now)
        self._folder.save(current)
        self._log(SYSTEM, "lan.certificate", {"source": "own"})
        return True

    def status(self) -> Status:
        """What is decided and what is there."""
        lan = self._folder.load()
        chain, ca = self._folder.read("server.pem"), self._folder.read("ca.pem")
        asked = lan is not None and lan.clients == "required"
        return Status(
            lan=lan,
            certificate=certificates.described(chain) if chain else None,
            ca=certificates.described(ca) if ca and lan is not None and lan.source == "own" else None,
            waiting=lan is not None and lan.source == "site" and not chain,
            revocations_until=certificates.revocations(
                self._folder.read("clients.crl"), self._folder.read("clients.pem"), datetime.min.replace(tzinfo=UTC)
            )
            if asked
            else None,
        )  # fmt: skip

    def hosts(self) -> frozenset[str]:
        """The names under which the pages answer, without port: of the certificate, addresses in brackets where browsers write them so."""
        names = self._folder.names(self._lan())
        return frozenset(names.hosts) | {f"[{a}]" if ":" in a else a for a in names.addresses}

    def ca(self) -> bytes:
        """The on-box CA's certificate, for browsers to trust. Raises LanNotReady."""
        found = self._folder.read("ca.pem")
        if not found:
            raise LanNotReady(why="there is no CA on this machine")
        return found

    def csr(self) -> bytes:
        """The request for the site's CA. Raises LanNotReady."""
        found = self._folder.read("request.csr")
        if not found:
            raise LanNotReady(why="no request was made")
        return found

    def on_trial(self) -> Lan | None:
        """How a generation serves while it is looked at: as decided, but on a free port of this machine and to clients without
        a card, since who looks has none. None while it could not serve on the network yet or any more.
        """
        lan = self._folder.load()
        if lan is None:
            return None
        try:
            self.context()
        except (LanNotReady, CertificateRefused, ClockWrong):
            return None
        return lan.model_copy(update={"listen": "127.0.0.1", "port": 0, "clients": "off"})

    def context(self, lan: Lan | None = None) -> ssl.SSLContext:
        """What TLS is spoken with: 1.2 or 1.3, forward secrecy, no compression. Raises LanNotReady, CertificateRefused.

        Load ``server.pem`` again into the same object after a renewal (``reload``): connections made afterwards use it.
        ``lan`` is another decision than the one that is kept (``on_trial``).
        """
        lan = lan or self._lan()
        if not self._folder.read("server.pem"):
            raise LanNotReady(why="the site's certificate has not come yet")
        found = certificates.described(self._folder.read("server.pem"))
        if found.days_left(self._now()) < 0:
            raise LanNotReady(why=f"the certificate ended on {found.not_after:%Y-%m-%d}")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.set_ciphers(_CIPHERS)
        context.options |= ssl.OP_NO_COMPRESSION | ssl.OP_CIPHER_SERVER_PREFERENCE | ssl.OP_NO_RENEGOTIATION
        context.set_alpn_protocols(["http/1.1"])
        if lan.clients == "required":
            context.verify_mode = ssl.CERT_REQUIRED
            context.load_verify_locations(str(self._folder.path / "clients.pem"))
            context.load_verify_locations(str(self._folder.path / "clients.crl"))
            context.verify_flags |= ssl.VERIFY_CRL_CHECK_LEAF | ssl.VERIFY_X509_STRICT
        self.reload(context)
        return context

    def reload(self, context: ssl.SSLContext) -> None:
        """Take the certificate that is there now."""
        try:
            context.load_cert_chain(self._folder.path / "server.pem", self._folder.path / "server.key")
        except (ssl.SSLError, OSError) as error:
            raise CertificateRefused(why=f"OpenSSL does not take it ({error})") from error

    def _make_own(self, lan: Lan, now: datetime) -> None:
        names = self._folder.names(lan)
        ca = self._folder.read("ca.pem")
        if not ca or certificates.permitted(ca, names) != names or certificates.described(ca).due(now):
            ca_key = certificates.new_key()
            self._folder.write("ca.key", ca_key)
            self._folder.write("ca.pem", certificates.authority(ca_key, names, now))
        self._sign(names, now)

    def _sign(self, names: Names, now: datetime) -> None:
        ca_key, ca = self._folder.read("ca.key"), self._folder.read("ca.pem")
        self._folder.write(
            "server.pem", certificates.leaf(self._folder.read("server.key"), names, ca_key, ca, now) + ca
        )

    def _lan(self) -> Lan:
        lan = self._folder.load()
        if lan is None:
            raise LanNotReady(why="it was not enabled")
        return lan

    def _now(self) -> datetime:
        now = self._store.clock.now()
        if now < RELEASED:
            raise ClockWrong(now=f"{now:%Y-%m-%d}", release=f"{RELEASED:%Y-%m-%d}")
        return now

    def _log(self, actor: Actor, action: str, detail: dict[str, Any]) -> None:
        with self._store.writing() as tx:
            audit.append(tx, actor, action, "lan", detail)


def seen_from_outside(data: Path) -> ssl.SSLContext:
    """How a client believes what ``data`` serves: by the on-box CA, or by the very certificate that the site's CA made."""
    folder = Folder(data)
    lan = folder.load()
    own = lan is not None and lan.source == "own"
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_verify_locations(cadata=folder.read("ca.pem" if own else "server.pem").decode("ascii"))
    if not own:  # the site's root is not on this machine: the chain that is served ends the search
        context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    return context
