"""Keys, requests and certificates for TLS; pure but for randomness. PEM in, PEM out.

On-box CA: P-256, critical name constraints to this machine's own names and addresses, so that whoever trusts it trusts
it for nothing else. Leaf: at most 397 days (the browsers' limit), renewed when a third is left.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from appliance.lifecycle.lan.errors import CertificateRefused

LEAF_DAYS = 397
CA_DAYS = 3650
RENEW_LEFT = 1 / 3
_EARLIER = timedelta(hours=1)  # another machine's clock may be a little behind


@dataclass(frozen=True, slots=True)
class Names:
    """What this machine is reached by: host names (the first is the one shown) and addresses."""

    hosts: tuple[str, ...]
    addresses: tuple[str, ...] = ()

    def general(self) -> list[x509.GeneralName]:
        """As subject alternative names."""
        return [
            *(x509.DNSName(host) for host in self.hosts),
            *(x509.IPAddress(ipaddress.ip_address(a)) for a in self.addresses),
        ]


def new_key() -> bytes:
    """A P-256 private key, PKCS #8 in PEM."""
    return ec.generate_private_key(ec.SECP256R1()).private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )


def request(key: bytes, names: Names, organisation: str = "") -> bytes:
    """A certificate signing request (PKCS #10) for these names."""
    attributes = [x509.NameAttribute(NameOID.COMMON_NAME, names.hosts[0][:64])]
    if organisation:
        attributes.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation[:64]))
    builder = x509.CertificateSigningRequestBuilder().subject_name(x509.Name(attributes))
    builder = builder.add_extension(x509.SubjectAlternativeName(names.general()), critical=False)
    builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    return builder.sign(_private(key), hashes.SHA256()).public_bytes(Encoding.PEM)


def authority(key: bytes, names: Names, now: datetime) -> bytes:
    """A CA certificate that may only speak for these names, and for addresses near these (/24, /64)."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Muster CA of {names.hosts[0]}"[:64])])
    permitted: list[x509.GeneralName] = [
        *(x509.DNSName(host) for host in names.hosts),
        *(x509.IPAddress(network) for network in dict.fromkeys(map(_network, names.addresses))),
    ]
    private = _private(key)
    builder = _builder(subject, subject, private.public_key(), now, timedelta(days=CA_DAYS))
    return (
        builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.NameConstraints(permitted, None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(private.public_key()), critical=False)
        .sign(private, hashes.SHA256())
        .public_bytes(Encoding.PEM)
    )


def permitted(ca: bytes, names: Names) -> Names:
    """Those of ``names`` that the CA may speak for."""
    found = x509.load_pem_x509_certificate(ca).extensions.get_extension_for_class(x509.NameConstraints).value
    allowed = found.permitted_subtrees or []
    hosts = {n.value for n in allowed if isinstance(n, x509.DNSName)}
    networks = [n.value for n in allowed if isinstance(n, x509.IPAddress)]
    inside = [a for a in names.addresses if any(ipaddress.ip_address(a) in n for n in networks)]  # type: ignore[operator]  # constraints hold networks
    return Names(tuple(h for h in names.hosts if h in hosts), tuple(inside))


def leaf(key: bytes, names: Names, ca_key: bytes, ca: bytes, now: datetime) -> bytes:
    """A server certificate signed by the on-box CA."""
    issuer = x509.load_pem_x509_certificate(ca)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names.hosts[0][:64])])
    public, signer = _private(key).public_key(), _private(ca_key)
    builder = _builder(subject, issuer.subject, public, now, timedelta(days=LEAF_DAYS))
    return (
        builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(names.general()), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
        .sign(signer, hashes.SHA256())
        .public_bytes(Encoding.PEM)
    )


def accept(untrusted_chain: bytes, key: bytes, names: Names, now: datetime) -> bytes:
    """A chain from the site's CA, leaf first, checked against our key, names and the clock; the PEM to serve.

    Raises CertificateRefused with the reason.
    """
    try:
        chain = x509.load_pem_x509_certificates(untrusted_chain)
    except ValueError:
        raise CertificateRefused(why="it is not a certificate in PEM form") from None
    ours = _private(key).public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    mine = [
        c
        for c in chain
        if c.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo) == ours
    ]
    if not mine:
        raise CertificateRefused(why="it is for another key than this machine's")
    found = mine[0]
    if not found.not_valid_before_utc <= now < found.not_valid_after_utc:
        raise CertificateRefused(
            why=f"it is valid from {found.not_valid_before_utc:%Y-%m-%d} to {found.not_valid_after_utc:%Y-%m-%d}"
        )
    held = names_of(found)
    missing = [host for host in names.hosts if not _covered(host, held.hosts)]
    if missing:
        raise CertificateRefused(why=f"it does not name {', '.join(missing)}")
    ordered = [found]
    while (issuer := _issuer(ordered[-1], chain)) is not None and issuer not in ordered:
        ordered.append(issuer)
    return b"".join(c.public_bytes(Encoding.PEM) for c in ordered)


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a person wants to know of a certificate; ``fingerprint`` is SHA-256 of the DER form in hexadecimal."""

    subject: str
    issuer: str
    not_before: datetime
    not_after: datetime
    names: Names
    fingerprint: str

    def days_left(self, now: datetime) -> int:
        """Whole days until it is no longer valid, negative afterwards."""
        return (self.not_after - now).days

    def due(self, now: datetime) -> bool:
        """Whether less than a third of its life is left."""
        return now >= self.not_after - (self.not_after - self.not_before) * RENEW_LEFT


def described(pem: bytes) -> Certificate:
    """The first certificate of a PEM file. Raises CertificateRefused."""
    try:
        found = x509.load_pem_x509_certificates(pem)[0]
    except ValueError:
        raise CertificateRefused(why="it is not a certificate in PEM form") from None
    return Certificate(
        subject=found.subject.rfc4514_string(),
        issuer=found.issuer.rfc4514_string(),
        not_before=found.not_valid_before_utc,
        not_after=found.not_valid_after_utc,
        names=names_of(found),
        fingerprint=found.fingerprint(hashes.SHA256()).hex(),
    )


def revocations(untrusted_pem: bytes, authorities: bytes, now: datetime) -> datetime:
    """When a revocation list of one of these CAs must be renewed. Raises CertificateRefused."""
    try:
        found = x509.load_pem_x509_crl(untrusted_pem)
        issuers = x509.load_pem_x509_certificates(authorities)
    except ValueError:
        raise CertificateRefused(why="the revocation list is not in PEM form") from None
    if not any(_signed(found, issuer) for issuer in issuers):
        raise CertificateRefused(why="none of the client CAs signed the revocation list")
    until = found.next_update_utc
    if until is None or until <= now:
        raise CertificateRefused(why="the revocation list is out of date")
    return until


def names_of(certificate: x509.Certificate) -> Names:
    """The subject alternative names of a certificate."""
    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return Names(())
    return Names(
        tuple(found.get_values_for_type(x509.DNSName)),
        tuple(str(a) for a in found.get_values_for_type(x509.IPAddress)),
    )


def _network(address: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network:
    """The neighbourhood of an address, which another lease may give this machine tomorrow; loopback by itself."""
    found = ipaddress.ip_address(address)
    bits = found.max_prefixlen if found.is_loopback else 24 if found.version == 4 else 64
    return ipaddress.ip_network(f"{address}/{bits}", strict=False)


def _private(key: bytes) -> ec.EllipticCurvePrivateKey:
    loaded = load_pem_private_key(key, None)
    if not isinstance(loaded, ec.EllipticCurvePrivateKey):
        raise CertificateRefused(why="the key of this machine is not the one Muster made")
    return loaded


def _builder(
    subject: x509.Name, issuer: x509.Name, public: ec.EllipticCurvePublicKey, now: datetime, life: timedelta
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _EARLIER)
        .not_valid_after(now - _EARLIER + life)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates, key_cert_sign=signs_certificates, crl_sign=signs_certificates,
        content_commitment=False, key_encipherment=False, data_encipherment=False, key_agreement=False,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _covered(host: str, held: Sequence[str]) -> bool:
    """RFC 6125: a wildcard stands for exactly one label, the leftmost."""
    rest = host.partition(".")[2]
    return any(name.lower() == host or (name.startswith("*.") and name[2:].lower() == rest) for name in held)


def _issuer(certificate: x509.Certificate, chain: Sequence[x509.Certificate]) -> x509.Certificate | None:
    for other in chain:
        try:
            certificate.verify_directly_issued_by(other)
        except (ValueError, TypeError, InvalidSignature):
            continue
        return other
    return None


def _signed(found: x509.CertificateRevocationList, issuer: x509.Certificate) -> bool:
    public = issuer.public_key()
    try:
        return found.issuer == issuer.subject and found.is_signature_valid(public)  # type: ignore[arg-type]  # a CA's key is of a kind that signs
    except TypeError:
        return False
